import Diagnostics
import Numerics
public import Tensors

/// Sines and cosines of the positions 0..<`count` at falling frequencies: even columns are sines.
///
/// - Shape: → `[count, width]`.
/// - Source: Vaswani and others, "Attention is all you need", 2017, §3.5.
public func sinusoidalPositions(
  _ count: Int, width: Int, base: Double = 10_000
) throws(TensorError) -> Tensor {
  var result = try Tensor.zeros([count, width])
  for column in 0..<width {
    let frequency = pow(base, -Double(column / 2 * 2) / Double(width))
    for position in 0..<count {
      let angle = Double(position) * frequency
      result[flat: position * width + column] = column % 2 == 0 ? sin(angle) : cos(angle)
    }
  }
  return result
}

/// Turns pairs of components by angles that grow with the position, so that the inner product of two
/// rows depends on the difference of their positions.
///
/// Pairs are neighbours (`interleaved`) or one from each half.
///
/// - Shape: `[…, positions, width]` → the same.
/// - Source: Su and others, "RoFormer", 2021, equation 34.
public func rotaryPositions(
  _ x: Traced, base: Double = 10_000, interleaved: Bool = true, from start: Int = 0
) throws(TensorError) -> Traced {
  let rank = x.value.rank
  guard rank >= 2, x.shape[rank - 1] % 2 == 0 else {
    throw TensorError(
      .shape, "rotary positions need […, positions, width] of even width, not \(x.shape)")
  }
  let turned = turnedPairs(x.value, base, interleaved, start, sign: 1)
  return Traced.recording(turned, from: [x]) { g throws(TensorError) in
    [turnedPairs(g, base, interleaved, start, sign: -1)]
  }
}

/// As `rotaryPositions`, with the frequency of each pair of neighbours given.
///
/// - Shape: `[…, positions, width]`, `width / 2` frequencies → the same as x.
public func rotaryPositions(
  _ x: Traced, frequencies: [Double], interleaved: Bool = true, from start: Int = 0
) throws(TensorError) -> Traced {
  let rank = x.value.rank
  guard rank >= 2, x.shape[rank - 1] == 2 * frequencies.count else {
    throw TensorError(
      .shape,
      "\(quantity(frequencies.count, "frequency", plural: "frequencies")) can turn only twice"
        + " as many columns, not \(x.shape)")
  }
  let turned = turnedPairs(x.value, frequencies, interleaved, start, sign: 1)
  return Traced.recording(turned, from: [x]) { g throws(TensorError) in
    [turnedPairs(g, frequencies, interleaved, start, sign: -1)]
  }
}

/// How the frequencies of rotary positions are changed for a longer context.
public enum RotaryScaling: String, Sendable {
  /// Not at all.
  case none
  /// All divided by the factor: positions are interpolated.
  case linear
  /// The base raised, so that the fastest pair stays and the slowest is divided by the factor.
  case ntk
  /// Fast pairs stay, slow ones are divided, those between in proportion to their turns.
  case yarn
}

/// The angle by which each pair of columns turns from one position to the next.
///
/// - Source: Su and others, "RoFormer", 2021; Peng and others, "YaRN", 2023: linear (§2.3), NTK-aware
///   (§3.1, equation 16) and by parts (§3.2, with α = 1 and β = 32).
public func rotaryFrequencies(
  width: Int, base: Double = 10_000, scaling: RotaryScaling = .none, factor: Double = 1,
  context: Int = 2048
) throws(TensorError) -> [Double] {
  guard width >= 2, width % 2 == 0, base > 0, factor > 0, context > 0 else {
    throw TensorError(
      .domain, "rotary frequencies need an even width and a base, factor and context above 0")
  }
  guard width / 2 <= Shape.maximumElements else {
    throw TensorError(
      .limit,
      "rotary frequencies of the width \(width) have more than the \(Shape.maximumElements)"
        + " elements allowed")
  }
  let isNTK = scaling == .ntk && width > 2
  let exponent = isNTK ? Double(width) / Double(width - 2) : 0
  let own = base * pow(factor, exponent)
  return (0..<(width / 2)).map { pair in
    let frequency = pow(own, -Double(2 * pair) / Double(width))
    switch scaling {
    case .none, .ntk: return frequency
    case .linear: return frequency / factor
    case .yarn:
      let turns = Double(context) * frequency / (2 * Double.pi)
      let share = min(1, max(0, (turns - 1) / (32 - 1)))
      return (1 - share) * frequency / factor + share * frequency
    }
  }
}

private func turnedPairs(
  _ x: Tensor, _ base: Double, _ interleaved: Bool, _ start: Int, sign: Double
) -> Tensor {
  let width = x.shape[x.rank - 1]
  let frequencies = (0..<(width / 2)).map { pow(base, -Double(2 * $0) / Double(width)) }
  return turnedPairs(x, frequencies, interleaved, start, sign: sign)
}

private func turnedPairs(
  _ x: Tensor, _ frequencies: [Double], _ interleaved: Bool, _ start: Int, sign: Double
) -> Tensor {
  let (count, width) = (x.shape[x.rank - 2], x.shape[x.rank - 1])
  let half = width / 2
  var result = x
  guard x.count > 0 else { return result }
  for position in 0..<count {
    for pair in 0..<half {
      let angle = (Double(start) + Double(position)) * frequencies[pair]
      let (c, s) = (cos(angle), sign * sin(angle))
      let (first, second) = interleaved ? (2 * pair, 2 * pair + 1) : (pair, pair + half)
      for row in stride(from: position * width, to: x.count, by: count * width) {
        let (a, b) = (x.values[row + first], x.values[row + second])
        result[flat: row + first] = a * c - b * s
        result[flat: row + second] = a * s + b * c
      }
    }
  }
  return result
}
