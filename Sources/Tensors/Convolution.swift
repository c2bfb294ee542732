/// A convolution of images by kernels, with the two pullbacks that its derivative needs.
///
/// Each image is laid out as a matrix with a column for every place of the window, so that the work
/// is a matrix product.
///
/// - Source: Dumoulin, Visin, "A guide to convolution arithmetic for deep learning", 2016.
public struct Convolution: Sendable {
  private let window: Window
  private let groups: Int
  /// Batch, channels, rows and columns of the images.
  private let input: (batch: Int, channels: Int, rows: Int, columns: Int)
  private let output: (rows: Int, columns: Int)
  private let kernels: Int
  /// The rows of the laid-out matrix of one group.
  private let depth: Int
  private var places: Int { output.rows * output.columns }
  private var inputShape: Shape
  private var kernelShape: Shape
  private var outputShape: Shape

  /// The convolution of images `[batch, channels, rows, columns]` by kernels
  /// `[out, channels / groups, height, width]`.
  public init(
    images: Shape, kernels: Shape, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
    dilation: [Int] = [1, 1], groups: Int = 1
  ) throws(TensorError) {
    guard images.rank == 4, kernels.rank == 4, groups > 0,
      groups <= Shape.maximumElements, images[1] % groups == 0,
      kernels[0] % groups == 0, kernels[1] * groups == images[1]
    else {
      throw TensorError(
        .shape,
        "cannot convolve \(images) by \(kernels)"
          + (groups == 1 ? "" : " in \(groups) groups") + ": images are [batch, channels, rows,"
          + " columns] and kernels [out, channels per group, height, width]")
    }
    window = Window(
      kernels[2], kernels[3], stride: stride, padding: padding, dilation: dilation)
    self.groups = groups
    input = (images[0], images[1], images[2], images[3])
    output = try window.outputSize(images[2], images[3])
    self.kernels = kernels[0]
    depth = kernels[1] * kernels[2] * kernels[3]
    inputShape = images
    kernelShape = kernels
    outputShape = try Shape([images[0], kernels[0], output.rows, output.columns])
    _ = try Shape.matrix(depth, output.rows * output.columns)
  }

  /// The convolved images, `[batch, out, rows, columns]`.
  public func convolve(_ images: Tensor, by kernel: Tensor) throws(TensorError) -> Tensor {
    try check(images, inputShape)
    try check(kernel, kernelShape)
    let each = kernels / groups
    var matrix = [Double](repeating: 0, count: depth * places)
    return Tensor.filling(outputShape) { out in
      images.withBoth(kernel) { x, w in
        for n in 0..<input.batch {
          for g in 0..<groups {
            layOut(x, n, g, &matrix)
            Product.multiply(
              each, places, depth, MatrixOperand(w + g * each * depth, columns: depth),
              MatrixOperand(matrix, columns: places), into: out + (n * kernels + g * each) * places)
          }
        }
      }
    }
  }

  /// The pullback to the images of the derivative `gradient` of the result.
  ///
  /// This is also the transposed convolution of `gradient`.
  public func imageGradient(
    _ gradient: Tensor, kernel: Tensor
  ) throws(TensorError) -> Tensor {
    try check(gradient, outputShape)
    try check(kernel, kernelShape)
    let each = kernels / groups
    var matrix = [Double](repeating: 0, count: depth * places)
    var result = Tensor.filled(inputShape, with: 0)
    result.withMutableValues { out in
      gradient.withBoth(kernel) { d, w in
        for n in 0..<input.batch {
          for g in 0..<groups {
            Product.multiply(
              depth, places, each, MatrixOperand(w + g * each * depth, transposedRows: depth),
              MatrixOperand(d + (n * kernels + g * each) * places, columns: places), into: &matrix)
            if let base = out.baseAddress { addBack(matrix, n, g, base) }
          }
        }
      }
    }
    return result
  }

  /// The pullback to the kernels of the derivative `gradient` of the result.
  public func kernelGradient(
    _ gradient: Tensor, images: Tensor
  ) throws(TensorError) -> Tensor {
    try check(gradient, outputShape)
    try check(images, inputShape)
    let each = kernels / groups
    var matrix = [Double](repeating: 0, count: depth * places)
    var part = [Double](repeating: 0, count: each * depth)
    var result = Tensor.filled(kernelShape, with: 0)
    result.withMutableValues { out in
      gradient.withBoth(images) { d, x in
        for n in 0..<input.batch {
          for g in 0..<groups {
            layOut(x, n, g, &matrix)
            Product.multiply(
              each, depth, places,
              MatrixOperand(d + (n * kernels + g * each) * places, columns: places),
              MatrixOperand(matrix, transposedRows: places), into: &part)
            for i in 0..<part.count { out[g * part.count + i] += part[i] }
          }
        }
      }
    }
    return result
  }

  private func check(_ tensor: Tensor, _ shape: Shape) throws(TensorError) {
    guard tensor.shape == shape else {
      throw TensorError(.shape, "this convolution takes the shape \(shape), not \(tensor.shape)")
    }
  }

  /// Writes for each element of the kernel a row with what it meets at every place.
  private func layOut(
    _ x: UnsafePointer<Double>, _ n: Int, _ g: Int, _ matrix: inout [Double]
  ) {
    let channels = input.channels / groups
    matrix.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      base.update(repeating: 0, count: buffer.count)
      forEachElement { row, c, i, j in
        let image = x + (n * input.channels + g * channels + c) * input.rows * input.columns
        let target = base + row * places
        window.forEachPlace(i, j, input.rows, input.columns, output) { target[$0] = image[$1] }
      }
    }
  }

  /// Adds the rows of `matrix` back to where ``layOut(_:_:_:_:)`` read them.
  private func addBack(
    _ matrix: [Double], _ n: Int, _ g: Int, _ out: UnsafeMutablePointer<Double>
  ) {
    let channels = input.channels / groups
    matrix.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      forEachElement { row, c, i, j in
        let image = out + (n * input.channels + g * channels + c) * input.rows * input.columns
        let source = base + row * places
        window.forEachPlace(i, j, input.rows, input.columns, output) { image[$1] += source[$0] }
      }
    }
  }

  @inline(__always)
  private func forEachElement(_ body: (_ row: Int, _ c: Int, _ i: Int, _ j: Int) -> Void) {
    var row = 0
    for c in 0..<(input.channels / groups) {
      for i in 0..<window.height {
        for j in 0..<window.width {
          body(row, c, i, j)
          row += 1
        }
      }
    }
  }
}

extension Tensor {
  /// The images convolved by `kernel`, plus `bias` for each of its outputs.
  ///
  /// - Shape: `[batch, channels, rows, columns]`, `[out, channels / groups, height, width]` →
  ///   `[batch, out, rows', columns']`; or `[rows, columns]`, `[height, width]` → `[rows', columns']`.
  public func convolved2d(
    by kernel: Tensor, bias: Tensor? = nil, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
    dilation: [Int] = [1, 1], groups: Int = 1
  ) throws(TensorError) -> Tensor {
    if rank == 2 && kernel.rank == 2 {
      let image = try reshaped(to: [1, 1] + shape.sizes)
      let one = try kernel.reshaped(to: [1, 1] + kernel.shape.sizes)
      let result = try image.convolved2d(
        by: one, bias: bias, stride: stride, padding: padding, dilation: dilation)
      return try result.reshaped(to: Array(result.shape.sizes.dropFirst(2)))
    }
    let convolution = try Convolution(
      images: shape, kernels: kernel.shape, stride: stride, padding: padding, dilation: dilation,
      groups: groups)
    let result = try convolution.convolve(self, by: kernel)
    guard let bias else { return result }
    return try result + bias.reshaped(to: [bias.count, 1, 1])
  }

  /// The signals convolved by `kernel`, plus `bias` for each of its outputs.
  ///
  /// - Shape: `[batch, channels, length]`, `[out, channels / groups, width]` →
  ///   `[batch, out, length']`; or `[length]`, `[width]` → `[length']`.
  public func convolved1d(
    by kernel: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1
  ) throws(TensorError) -> Tensor {
    guard rank == kernel.rank, rank == 1 || rank == 3 else {
      throw TensorError(
        .shape,
        "cannot convolve \(shape) by \(kernel.shape): both are vectors, or signals are"
          + " [batch, channels, length] and kernels [out, channels per group, width]")
    }
    let lead = rank == 1 ? [1, 1] : [shape[0], shape[1]]
    let kernelLead = rank == 1 ? [1, 1] : [kernel.shape[0], kernel.shape[1]]
    let result = try reshaped(to: lead + [1, shape.last]).convolved2d(
      by: kernel.reshaped(to: kernelLead + [1, kernel.shape.last]), bias: bias,
      stride: [1, stride], padding: [0, padding], dilation: [1, dilation], groups: groups)
    let length = result.shape[3]
    return try result.reshaped(to: rank == 1 ? [length] : [shape[0], result.shape[1], length])
  }
}
