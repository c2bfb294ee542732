public import Tensors

/// The images convolved by `kernel`, plus `bias` for each of its outputs.
///
/// - Shape: x `[batch, channels, rows, columns]`, kernel `[out, channels / groups, height, width]` →
///   `[batch, out, rows', columns']`.
public func conv2d(
  _ x: Traced, _ kernel: Traced, bias: Traced? = nil, stride: [Int] = [1, 1],
  padding: [Int] = [0, 0], dilation: [Int] = [1, 1], groups: Int = 1
) throws(TensorError) -> Traced {
  let convolution = try Convolution(
    images: x.shape, kernels: kernel.shape, stride: stride, padding: padding, dilation: dilation,
    groups: groups)
  let (images, weights) = (x.value, kernel.value)
  let result = Traced.recording(
    try convolution.convolve(images, by: weights), from: [x, kernel]
  ) { g throws(TensorError) in
    [
      try convolution.imageGradient(g, kernel: weights),
      try convolution.kernelGradient(g, images: images),
    ]
  }
  return try added(bias, to: result)
}

/// The signals convolved by `kernel`, plus `bias`.
///
/// - Shape: x `[batch, channels, length]`, kernel `[out, channels / groups, width]`.
public func conv1d(
  _ x: Traced, _ kernel: Traced, bias: Traced? = nil, stride: Int = 1, padding: Int = 0,
  dilation: Int = 1, groups: Int = 1
) throws(TensorError) -> Traced {
  guard x.value.rank == 3, kernel.value.rank == 3 else {
    throw TensorError(
      .shape,
      "conv1d takes [batch, channels, length] and [out, channels, width], not \(x.shape)"
        + " and \(kernel.shape)")
  }
  let (s, k) = (x.shape, kernel.shape)
  let y = try conv2d(
    x.reshaped(to: [s[0], s[1], 1, s[2]]), kernel.reshaped(to: [k[0], k[1], 1, k[2]]), bias: bias,
    stride: [1, stride], padding: [0, padding], dilation: [1, dilation], groups: groups)
  return try y.reshaped(to: [y.shape[0], y.shape[1], y.shape[3]])
}

/// The transposed convolution: the pullback of a convolution by `kernel` to its images.
///
/// - Shape: x `[batch, in, rows, columns]`, kernel `[in, out, height, width]`.
/// - Source: Dumoulin, Visin, "A guide to convolution arithmetic for deep learning", 2016, §4.
public func convTranspose2d(
  _ x: Traced, _ kernel: Traced, bias: Traced? = nil, stride: [Int] = [1, 1],
  padding: [Int] = [0, 0], outputPadding: [Int] = [0, 0]
) throws(TensorError) -> Traced {
  guard x.value.rank == 4, kernel.value.rank == 4, stride.count == 2, padding.count == 2,
    outputPadding.count == 2, kernel.shape[0] == x.shape[1],
    (stride + padding + outputPadding).allSatisfy({ 0...Shape.maximumElements ~= $0 })
  else {
    throw TensorError(
      .shape,
      "a transposed convolution takes [batch, in, rows, columns] and [in, out, height,"
        + " width], not \(x.shape) and \(kernel.shape)")
  }
  var sizes = [x.shape[0], kernel.shape[1]]
  for axis in 0..<2 {
    let steps = (x.shape[2 + axis] - 1) * stride[axis]
    sizes.append(steps - 2 * padding[axis] + kernel.shape[2 + axis] + outputPadding[axis])
  }
  let convolution = try Convolution(
    images: Shape(sizes), kernels: kernel.shape, stride: stride, padding: padding)
  let (images, weights) = (x.value, kernel.value)
  let result = Traced.recording(
    try convolution.imageGradient(images, kernel: weights), from: [x, kernel]
  ) { g throws(TensorError) in
    [
      try convolution.convolve(g, by: weights),
      try convolution.kernelGradient(images, images: g),
    ]
  }
  return try added(bias, to: result)
}

private func added(_ bias: Traced?, to images: Traced) throws(TensorError) -> Traced {
  guard let bias else { return images }
  return try images + bias.reshaped(to: [bias.value.count, 1, 1])
}

/// The largest value in each window.
public func maxPool2d(_ x: Traced, _ window: Window) throws(TensorError) -> Traced {
  let (values, places) = try x.value.maxPooled2d(window)
  let shape = x.shape
  return Traced.recording(values, from: [x]) { g throws(TensorError) in
    let flat = Tensor.filled(shape, with: 0).flattened()
    let sums = try flat.scatterAdding(g.flattened(), at: places.flattened())
    return [try sums.reshaped(to: shape.sizes)]
  }
}

/// The mean of each window; padding counts as zeros.
public func averagePool2d(_ x: Traced, _ window: Window) throws(TensorError) -> Traced {
  let shape = x.shape
  return Traced.recording(try x.value.averagePooled2d(window), from: [x]) { g throws(TensorError) in
    [try Tensor.averagePool2dGradient(g, window, shape: shape)]
  }
}

/// The means of `rows` × `columns` windows that cover the image as evenly as can be.
///
/// - Shape: `[…, h, w]` → `[…, rows, columns]`.
public func adaptiveAveragePool2d(
  _ x: Traced, _ rows: Int, _ columns: Int
) throws(TensorError) -> Traced {
  let rank = x.value.rank
  guard rank >= 2, rows > 0, columns > 0 else {
    throw TensorError(.shape, "pooling to \(rows) × \(columns) needs an image, not \(x.shape)")
  }
  let down = try shares(rows, of: x.shape[rank - 2])
  let across = try shares(columns, of: x.shape[rank - 1])
  return try Traced(down).matmul(x).matmul(Traced(across), transposingRight: true)
}

/// For each of `count` windows its equal weights on the `size` elements that it covers.
private func shares(_ count: Int, of size: Int) throws(TensorError) -> Tensor {
  var result = try Tensor.zeros([count, size])
  for i in 0..<count {
    let start = i * size / count
    let end = ((i + 1) * size + count - 1) / count
    for j in start..<end { result[flat: i * size + j] = 1 / Double(end - start) }
  }
  return result
}

/// The image enlarged by a whole factor, with values between the pixels' centres in proportion.
///
/// - Shape: `[…, h, w]` → `[…, factor h, factor w]`.
public func bilinearUpsampled(_ x: Traced, by factor: Int) throws(TensorError) -> Traced {
  let rank = x.value.rank
  guard rank >= 2, factor > 0, factor <= Shape.maximumElements else {
    throw TensorError(.shape, "enlarging by \(factor) needs an image, not \(x.shape)")
  }
  let down = try blend(x.shape[rank - 2], factor)
  let across = try blend(x.shape[rank - 1], factor)
  return try Traced(down).matmul(x).matmul(Traced(across), transposingRight: true)
}

private func blend(_ size: Int, _ factor: Int) throws(TensorError) -> Tensor {
  var result = try Tensor.zeros([size * factor, size])
  for i in 0..<(size * factor) {
    let source = max(0, (Double(i) + 0.5) / Double(factor) - 0.5)
    let low = min(Int(source), size - 1)
    let high = min(low + 1, size - 1)
    let share = source - Double(low)
    result[flat: i * size + low] += 1 - share
    result[flat: i * size + high] += share
  }
  return result
}
