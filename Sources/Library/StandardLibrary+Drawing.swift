import Diagnostics
import Numerics
import Script
import Tensors

/// Positions drawn at random.
extension StandardLibrary {
  static let drawing: [LibraryFunction] = [
    .general(
      "randomChoice", "(_ p: Vector, _ count: Int = 1, seed: Int? = nil) -> Vector",
      "Positions drawn independently with the probabilities p.",
      "randomChoice([0, 1, 0], 3, seed: 1)", "[1, 1, 1]"
    ) { arguments, context in
      let p = try arguments.vector(0)
      let total = p.reduce(0, +)
      guard total > 0, p.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
        throw ScriptCause("value.domain", "probabilities are at least 0, and one is above it")
      }
      return try drawn(arguments.integer(1), arguments, seedAt: 2, &context) { source in
        var left = source.nextUnit() * total
        for (index, share) in p.enumerated() {
          if left < share { return Double(index) }
          left -= share
        }
        return Double(p.lastIndex { $0 > 0 } ?? 0)
      }
    },
    .general(
      "randomPermutation", "(_ count: Int, seed: Int? = nil) -> Vector",
      "The integers from 0 to count − 1 in random order.",
      "randomPermutation(3, seed: 1).sorted()", "[0, 1, 2]",
      source: "R. A. Fisher, F. Yates, Statistical Tables, 1938; R. Durstenfeld, CACM 7, 1964"
    ) { arguments, context in
      let count = try arguments.integer(0)
      guard
        case .tensor(let units) = try drawn(
          count, arguments, seedAt: 1, &context, { $0.nextUnit() })
      else { return .void }
      var order = Array(0..<count)
      for index in stride(from: count - 1, to: 0, by: -1) {
        let other = Int(units[flat: index] * Double(index + 1))
        order.swapAt(index, min(other, index))
      }
      return .tensor(Tensor(order.map { Double($0) }))
    },
  ]

  /// Numbers drawn from the chapter's stream, or from the seed among the arguments.
  private static func drawn(
    _ count: Int, _ arguments: [Value], seedAt place: Int, _ context: inout CallContext,
    _ next: (inout RandomSource) -> Double
  ) throws -> Value {
    guard count >= 0, count <= context.limits.tensorElements else {
      throw ScriptCause("limit.elements", "\(count) random numbers are too many or too few")
    }
    try context.countSteps(count)
    var source = context.random
    if !arguments.isNone(place) {
      source = RandomSource(seed: UInt64(bitPattern: Int64(try arguments.integer(place))))
    }
    let values = (0..<count).map { _ in next(&source) }
    if arguments.isNone(place) { context.random = source }
    return .tensor(Tensor(values))
  }
}
