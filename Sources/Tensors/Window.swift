/// How a window moves over the last two axes of `[batch, channels, height, width]`.
///
/// A convolution here is what deep learning calls so: the kernel is not reversed.
public struct Window: Sendable, Hashable {
  /// The size of the window.
  public var height: Int
  /// The size of the window.
  public var width: Int
  /// How far it moves at each step, by rows and by columns.
  public var stride: [Int]
  /// The zeros (for a maximum: nothing) added at each side, by rows and by columns.
  public var padding: [Int]
  /// The distance of its elements, by rows and by columns.
  public var dilation: [Int]

  /// A window of `height` × `width`.
  public init(
    _ height: Int, _ width: Int, stride: [Int] = [1, 1], padding: [Int] = [0, 0],
    dilation: [Int] = [1, 1]
  ) {
    self.height = height
    self.width = width
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// The rows and columns of places that it takes on an image of `rows` × `columns`.
  func outputSize(_ rows: Int, _ columns: Int) throws(TensorError) -> (rows: Int, columns: Int) {
    guard stride.count == 2, padding.count == 2, dilation.count == 2, height > 0, width > 0,
      stride.allSatisfy({ $0 > 0 }), dilation.allSatisfy({ $0 > 0 }),
      padding.allSatisfy({ $0 >= 0 })
    else {
      throw TensorError(
        .domain, "a window needs positive sizes, strides and dilations and paddings from 0 on")
    }
    let limit = Shape.maximumElements
    guard [height, width].allSatisfy({ $0 <= limit }),
      (stride + padding + dilation).allSatisfy({ $0 <= limit })
    else { throw TensorError(.limit, "a window of \(height) × \(width) is too large") }
    let high = rows + 2 * padding[0] - dilation[0] * (height - 1) - 1
    let wide = columns + 2 * padding[1] - dilation[1] * (width - 1) - 1
    guard high >= 0, wide >= 0 else {
      throw TensorError(
        .shape,
        "a window of \(height) × \(width) does not fit an image of \(rows) × \(columns)"
          + " with padding \(padding[0]) × \(padding[1])")
    }
    return (high / stride[0] + 1, wide / stride[1] + 1)
  }

  /// Calls `body` with every place of the window's element (`i`, `j`): its number among the places
  /// and where it reads, as rows of consecutive columns; places in the padding are left out.
  @inline(__always)
  func forEachPlace(
    _ i: Int, _ j: Int, _ rows: Int, _ columns: Int, _ output: (rows: Int, columns: Int),
    _ body: (_ place: Int, _ source: Int) -> Void
  ) {
    for y in 0..<output.rows {
      let row = y * stride[0] - padding[0] + i * dilation[0]
      guard row >= 0, row < rows else { continue }
      for x in 0..<output.columns {
        let column = x * stride[1] - padding[1] + j * dilation[1]
        if column >= 0 && column < columns {
          body(y * output.columns + x, row * columns + column)
        }
      }
    }
  }
}
