extension Tensor {
  /// The largest value in each window, and its place in the row-major order of this tensor, which
  /// the pullback needs; of equal ones the first.
  ///
  /// - Shape: `[…, rows, columns]` → `[…, rows', columns']`.
  public func maxPooled2d(_ window: Window) throws(TensorError) -> (values: Tensor, places: Tensor)
  {
    let (images, rows, columns, output, shape) = try pooled(window)
    var values = Tensor.filled(shape, with: -.infinity)
    var places = Tensor.filled(shape, with: 0)
    let count = output.rows * output.columns
    values.withMutableValues { largest in
      places.withMutableValues { chosen in
        withBase { base in
          for n in 0..<images {
            let image = base + n * rows * columns
            for k in 0..<count { chosen[n * count + k] = -1 }
            for i in 0..<window.height {
              for j in 0..<window.width {
                window.forEachPlace(i, j, rows, columns, output) { place, source in
                  let k = n * count + place
                  if chosen[k] < 0 || image[source] > largest[k] || image[source].isNaN {
                    largest[k] = image[source]
                    chosen[k] = Double(n * rows * columns + source)
                  }
                }
              }
            }
          }
        }
      }
    }
    return (values, places)
  }

  /// The mean of each window; padding counts as zeros.
  ///
  /// - Shape: `[…, rows, columns]` → `[…, rows', columns']`.
  public func averagePooled2d(_ window: Window) throws(TensorError) -> Tensor {
    let (images, rows, columns, output, shape) = try pooled(window)
    let count = output.rows * output.columns
    var sums = Tensor.filled(shape, with: 0)
    sums.withMutableValues { sums in
      withBase { base in
        for n in 0..<images {
          for i in 0..<window.height {
            for j in 0..<window.width {
              window.forEachPlace(i, j, rows, columns, output) { place, source in
                sums[n * count + place] += base[n * rows * columns + source]
              }
            }
          }
        }
      }
    }
    return sums / Double(window.height * window.width)
  }

  /// The pullback of ``averagePooled2d(_:)`` to a tensor of `shape`.
  public static func averagePool2dGradient(
    _ gradient: Tensor, _ window: Window, shape: Shape
  ) throws(TensorError) -> Tensor {
    var result = filled(shape, with: 0)
    let (images, rows, columns, output, expected) = try result.pooled(window)
    guard gradient.shape == expected else {
      throw TensorError(.shape, "the pooled shape is \(expected), not \(gradient.shape)")
    }
    let count = output.rows * output.columns
    let share = 1 / Double(window.height * window.width)
    result.withMutableValues { out in
      gradient.withBase { base in
        for n in 0..<images {
          for i in 0..<window.height {
            for j in 0..<window.width {
              window.forEachPlace(i, j, rows, columns, output) { place, source in
                out[n * rows * columns + source] += base[n * count + place] * share
              }
            }
          }
        }
      }
    }
    return result
  }

  private func pooled(
    _ window: Window
  ) throws(TensorError) -> (
    images: Int, rows: Int, columns: Int, output: (rows: Int, columns: Int), shape: Shape
  ) {
    guard rank >= 2 else {
      throw .wrongRank(shape, for: "pooling", needs: "at least rows and columns")
    }
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let output = try window.outputSize(rows, columns)
    guard window.padding[0] <= window.height / 2, window.padding[1] <= window.width / 2 else {
      throw TensorError(
        .domain,
        "the padding of a pool is at most half of its window of \(window.height) ×"
          + " \(window.width)")
    }
    let lead = Array(shape.sizes.dropLast(2))
    return (
      lead.reduce(1, *), rows, columns, output, try Shape(lead + [output.rows, output.columns])
    )
  }
}
