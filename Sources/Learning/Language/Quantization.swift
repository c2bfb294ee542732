import Numerics
public import Tensors

/// Numbers rounded to few levels, block by block.
public struct QuantizedTensor: Sendable {
  /// The level of each number.
  public let codes: [Int]
  /// The scale of each block.
  public let scales: [Double]
  /// The numbers that the codes stand for.
  public let values: Tensor
  /// The bits of a code and of its share of the scale (32 bits a block).
  public let bitsPerNumber: Double
}

/// The sixteen levels of NormalFloat-4: quantiles of the normal distribution, scaled to −1...1, with
/// an exact 0.
///
/// - Source: Dettmers and others, "QLoRA", 2023, appendix E.
public let normalFloatLevels = [
  -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635,
  -0.18477343022823334, -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725,
  0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941,
  0.7229568362236023, 1.0,
]

/// NF4: each block is divided by its greatest magnitude and rounded to the nearest level.
///
/// - Source: Dettmers and others, "QLoRA", 2023, §3.
public func quantizedNF4(_ x: Tensor, block: Int = 64) throws(TensorError) -> QuantizedTensor {
  guard block > 0 else { throw TensorError(.domain, "a block has at least one number") }
  try requireFinite(x)
  return blocks(x, block, bits: 4) { value, scale in
    let share = value / scale
    var best = 0
    for level in normalFloatLevels.indices
    where (normalFloatLevels[level] - share).magnitude < (normalFloatLevels[best] - share).magnitude
    {
      best = level
    }
    return (best, normalFloatLevels[best] * scale)
  }
}

/// Whole numbers of so many bits, symmetric about 0: each block is scaled so that its greatest
/// magnitude is 2^(bits − 1) − 1.
///
/// - Source: Dettmers and others, "LLM.int8()", 2022, §2 (absmax).
public func quantizedInteger(
  _ x: Tensor, bits: Int = 8, block: Int? = nil
) throws(TensorError) -> QuantizedTensor {
  guard bits >= 2, bits <= 32, block ?? 1 > 0 else {
    throw TensorError(.domain, "whole numbers have 2 to 32 bits, a block at least one number")
  }
  try requireFinite(x)
  let top = Double((1 << (bits - 1)) - 1)
  return blocks(x, block ?? max(1, x.count), bits: bits) { value, scale in
    let code = (value / scale * top).rounded(.toNearestOrEven)
    return (Int(code), code * scale / top)
  }
}

private func requireFinite(_ x: Tensor) throws(TensorError) {
  guard x.values.allSatisfy({ $0.isFinite }) else {
    throw TensorError(.domain, "only finite numbers can be rounded to levels")
  }
}

private func blocks(
  _ x: Tensor, _ size: Int, bits: Int, _ round: (Double, Double) -> (code: Int, value: Double)
) -> QuantizedTensor {
  var result = x
  var codes = [Int](repeating: 0, count: x.count)
  var scales: [Double] = []
  for start in stride(from: 0, to: x.count, by: size) {
    let range = start..<min(start + size, x.count)
    let scale = range.reduce(0) { max($0, x[flat: $1].magnitude) }
    scales.append(scale)
    for i in range {
      let rounded = round(x[flat: i], scale > 0 ? scale : 1)
      codes[i] = rounded.code
      result[flat: i] = rounded.value
    }
  }
  let share = Double(32 * scales.count) / Double(max(1, x.count))
  return QuantizedTensor(
    codes: codes, scales: scales, values: result, bitsPerNumber: Double(bits) + share)
}
