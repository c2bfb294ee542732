import Tensors
import Testing

extension Tensor {
  /// The tensor of `shape` with `values`; an empty one and a failed test if they do not fit.
  static func make(_ shape: [Int], _ values: [Double]) -> Tensor {
    do {
      return try Tensor(shape: shape, values: values)
    } catch {
      Issue.record("\(error.message)")
      return Tensor([])
    }
  }

  /// The tensor of `shape` with seeded values between -1 and 1.
  static func random(_ shape: [Int], seed: UInt64) -> Tensor {
    var state = seed
    let count = shape.reduce(1, *)
    return make(shape, (0..<count).map { _ in nextUnit(&state) * 2 - 1 })
  }
}

/// A number in 0..<1 from a SplitMix64 stream.
func nextUnit(_ state: inout UInt64) -> Double {
  state &+= 0x9E37_79B9_7F4A_7C15
  var z = state
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
}

/// Expects equal shapes and values within `tolerance` of each other, absolute or relative.
func expectClose(
  _ actual: Tensor, _ expected: Tensor, _ tolerance: Double = 1e-12,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  #expect(actual.shape == expected.shape, sourceLocation: sourceLocation)
  guard actual.shape == expected.shape else { return }
  for (a, b) in zip(actual.values, expected.values) {
    let close = a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance * max(1, abs(b))
    #expect(close, "\(a) is not \(b)", sourceLocation: sourceLocation)
    if !close { return }
  }
}
