import Diagnostics
import Numerics
public import Tensors

// Each normalisation is one operation with a pullback of its own: the mean is taken out before the
// squares are formed, so that a large offset costs no digits, and the way back needs only the
// normalised values and the scale.

/// Subtracts the mean and divides by the standard deviation, over the last `axes` axes.
///
/// - Shape: x `[…, n]`, weight and bias `[n]` (the shape of the last axes) → `[…, n]`.
/// - Source: Ba, Kiros, Hinton, "Layer normalization", 2016.
public func layerNorm(
  _ x: Traced, weight: Traced? = nil, bias: Traced? = nil, epsilon: Double = 1e-5, axes: Int = 1
) throws(TensorError) -> Traced {
  guard axes > 0, axes <= x.value.rank else {
    throw TensorError(
      .shape, "layerNorm over \(axes) axes needs more than the shape \(x.shape) has")
  }
  let sizes = x.shape.sizes
  let width = sizes.suffix(axes).reduce(1, *)
  let affine = [weight, bias].compactMap { $0 }
  guard affine.allSatisfy({ $0.value.count == width }) else {
    throw TensorError(
      .shape,
      "layerNorm over \(quantity(width, "value")) needs as many weights and biases, not"
        + " \(affine.map(\.shape))")
  }
  if x.isConstant && affine.allSatisfy(\.isConstant) {
    return Traced(normalisedInPlace(x.value, width, weight?.value, bias?.value, epsilon))
  }
  let rows = try x.reshaped(to: [-1, width])
  let normal = try standardised(rows, epsilon: epsilon).reshaped(to: sizes)
  return try scaled(normal, weight, bias)
}

/// Layer normalisation without a way back, in one copy.
private func normalisedInPlace(
  _ x: Tensor, _ width: Int, _ weight: Tensor?, _ bias: Tensor?, _ epsilon: Double
) -> Tensor {
  var result = x
  let (weights, offsets) = (weight?.values, bias?.values)
  result.withMutableValues { values in
    for start in stride(from: 0, to: values.count, by: max(width, 1)) {
      let row = UnsafeMutableBufferPointer(rebasing: values[start..<(start + width)])
      _ = standardise(row, epsilon)
      if let weights { for i in 0..<width { row[i] *= weights[i] } }
      if let offsets { for i in 0..<width { row[i] += offsets[i] } }
    }
  }
  return result
}

/// Divides by the root of the mean square, over the last axis.
///
/// - Source: Zhang, Sennrich, "Root mean square layer normalization", 2019.
public func rmsNorm(
  _ x: Traced, weight: Traced? = nil, epsilon: Double = 1e-6
) throws(TensorError) -> Traced {
  let sizes = x.shape.sizes
  guard let width = sizes.last else {
    throw TensorError(.shape, "rmsNorm needs an axis, which a number has not")
  }
  let rows = try x.reshaped(to: [-1, width])
  let value = rows.value
  let squares = try value.mapped(.square).mean(axis: 1, keepDims: true)
  let scale = (squares + epsilon).mapped(.sqrt).mapped(.reciprocal)
  let normal = try value * scale
  let result = Traced.recording(normal, from: [rows]) { g throws(TensorError) in
    let overlap = try (g * normal).mean(axis: 1, keepDims: true)
    return [try (g - normal * overlap) * scale]
  }
  return try scaled(result.reshaped(to: sizes), weight, nil)
}

/// Normalises every channel, the second axis, over all other axes: in training.
///
/// - Shape: x `[batch, channels, …]`, weight and bias `[channels]`.
/// - Source: Ioffe, Szegedy, "Batch normalization", 2015.
public func batchNorm(
  _ x: Traced, weight: Traced? = nil, bias: Traced? = nil, epsilon: Double = 1e-5
) throws(TensorError) -> Traced {
  let (channels, order) = try channelsFirst(x.shape)
  let moved = try x.permuted(order)
  let rows = try moved.reshaped(to: [channels, -1])
  let normal = try standardised(rows, epsilon: epsilon).reshaped(to: moved.shape.sizes)
  return try scaledChannels(normal.permuted(order), weight, bias)
}

/// Normalises every channel by statistics that were gathered before: in use.
public func batchNorm(
  _ x: Traced, mean: Tensor, variance: Tensor, weight: Traced? = nil, bias: Traced? = nil,
  epsilon: Double = 1e-5
) throws(TensorError) -> Traced {
  let channels = try channelsFirst(x.shape).channels
  let wide = [channels] + [Int](repeating: 1, count: x.value.rank - 2)
  let scale = (variance + epsilon).mapped(.sqrt).mapped(.reciprocal)
  let centred = try x - Traced(mean.reshaped(to: wide))
  return try scaledChannels(centred * Traced(scale.reshaped(to: wide)), weight, bias)
}

/// Normalises the channels of each example in `groups` groups.
///
/// - Source: Wu, He, "Group normalization", 2018.
public func groupNorm(
  _ x: Traced, groups: Int, weight: Traced? = nil, bias: Traced? = nil, epsilon: Double = 1e-5
) throws(TensorError) -> Traced {
  let channels = try channelsFirst(x.shape).channels
  guard groups > 0, channels % groups == 0 else {
    throw TensorError(.shape, "\(channels) channels cannot be divided into \(groups) groups")
  }
  let rows = try x.reshaped(to: [x.shape[0] * groups, -1])
  let normal = try standardised(rows, epsilon: epsilon).reshaped(to: x.shape.sizes)
  return try scaledChannels(normal, weight, bias)
}

/// Every row with mean 0 and variance 1.
private func standardised(_ rows: Traced, epsilon: Double) throws(TensorError) -> Traced {
  var normal = rows.value
  let (count, width) = (normal.shape[0], normal.shape[1])
  var scales = [Double](repeating: 0, count: count)
  normal.withMutableValues { values in
    for row in 0..<count {
      let part = UnsafeMutableBufferPointer(rebasing: values[(row * width)..<((row + 1) * width)])
      scales[row] = standardise(part, epsilon)
    }
  }
  let result = normal
  return Traced.recording(result, from: [rows]) { g throws(TensorError) in
    var pulled = g
    pulled.withMutableValues { out in
      result.withValues { normal in
        for row in 0..<count {
          let range = (row * width)..<((row + 1) * width)
          let part = UnsafeMutableBufferPointer(rebasing: out[range])
          let y = UnsafeBufferPointer(rebasing: normal[range])
          let mean = Sums.sum(UnsafeBufferPointer(part)) / Double(width)
          let overlap = Sums.dot(UnsafeBufferPointer(part), y) / Double(width)
          for i in 0..<width { part[i] = (part[i] - mean - y[i] * overlap) * scales[row] }
        }
      }
    }
    return [pulled]
  }
}

/// Brings values to mean 0 and variance 1 and gives the factor.
///
/// The mean of what is left after the mean was taken out is its rounding error, taken out as well.
private func standardise(_ x: UnsafeMutableBufferPointer<Double>, _ epsilon: Double) -> Double {
  let n = Double(x.count)
  for _ in 0..<2 {
    let mean = Sums.sum(UnsafeBufferPointer(x)) / n
    for i in 0..<x.count { x[i] -= mean }
  }
  let scale = 1 / (Sums.squares(UnsafeBufferPointer(x)) / n + epsilon).squareRoot()
  for i in 0..<x.count { x[i] *= scale }
  return scale
}

private func scaled(
  _ x: Traced, _ weight: Traced?, _ bias: Traced?
) throws(TensorError) -> Traced {
  var result = x
  if let weight { result = try result * weight }
  if let bias { result = try result + bias }
  return result
}

private func scaledChannels(
  _ x: Traced, _ weight: Traced?, _ bias: Traced?
) throws(TensorError) -> Traced {
  let wide = [x.shape[1]] + [Int](repeating: 1, count: x.value.rank - 2)
  return try scaled(x, weight?.reshaped(to: wide), bias?.reshaped(to: wide))
}

/// The number of channels, and the order of axes that brings them first (and back).
private func channelsFirst(_ shape: Shape) throws(TensorError) -> (channels: Int, order: [Int]) {
  guard shape.rank >= 2 else {
    throw TensorError(.shape, "a batch needs [batch, channels, …], not the shape \(shape)")
  }
  return (shape[1], [1, 0] + Array(2..<max(shape.rank, 2)))
}
