import Diagnostics
import Numerics

extension Tensor {
  /// The tensor of `shape` with `values` in row-major order.
  ///
  /// - Throws: `TensorError` if `shape` does not hold exactly as many values.
  public init(shape: [Int], values: [Double]) throws(TensorError) {
    let shape = try Shape(shape)
    guard shape.count == values.count else {
      throw TensorError(
        .shape,
        "a tensor of shape \(shape) holds \(quantity(shape.count, "value")), not \(values.count)")
    }
    self.init(unchecked: values, shape)
  }

  /// The matrix with `rows`, which must be equally long.
  public init(rows: [[Double]]) throws(TensorError) {
    let columns = rows.first?.count ?? 0
    let shape = try Shape.matrix(rows.count, columns)
    var values: [Double] = []
    values.reserveCapacity(shape.count)
    for (i, row) in rows.enumerated() {
      guard row.count == columns else {
        throw TensorError(
          .shape,
          "the rows of a matrix must be equally long, but row 0 has \(quantity(columns, "value"))"
            + " and row \(i) has \(row.count)")
      }
      values.append(contentsOf: row)
    }
    self.init(unchecked: values, shape)
  }

  /// The tensor of `shape` that holds `value` everywhere.
  public static func filled(_ shape: [Int], with value: Double) throws(TensorError) -> Tensor {
    filled(try Shape(shape), with: value)
  }

  /// The tensor of `shape` that holds `value` everywhere.
  public static func filled(_ shape: Shape, with value: Double) -> Tensor {
    Tensor(unchecked: [Double](repeating: value, count: shape.count), shape)
  }

  /// The tensor of `shape` that holds 0 everywhere.
  public static func zeros(_ shape: [Int]) throws(TensorError) -> Tensor {
    try filled(shape, with: 0)
  }

  /// The tensor of `shape` that holds 1 everywhere.
  public static func ones(_ shape: [Int]) throws(TensorError) -> Tensor {
    try filled(shape, with: 1)
  }

  /// The identity matrix of `size` rows and columns.
  public static func identity(_ size: Int) throws(TensorError) -> Tensor {
    var result = filled(try Shape.matrix(size, size), with: 0)
    for i in 0..<size { result.storage[i * size + i] = 1 }
    return result
  }

  /// The square matrix with `values` on its diagonal and 0 elsewhere.
  public static func diagonal(_ values: [Double]) throws(TensorError) -> Tensor {
    let size = values.count
    var result = filled(try Shape.matrix(size, size), with: 0)
    for i in 0..<size { result.storage[i * size + i] = values[i] }
    return result
  }

  /// The vector of `count` equally spaced values from `first` to `last`, both included.
  ///
  /// The value *i* is `first + i * step` with `step = (last - first) / (count - 1)`, the last one
  /// is `last` itself.
  ///
  /// - Source: NumPy, `linspace`.
  public static func linspace(
    _ first: Double, _ last: Double, count: Int
  ) throws(TensorError) -> Tensor {
    let shape = try Shape([count])
    guard count > 1 else { return filled(shape, with: first) }
    let step = (last - first) / Double(count - 1)
    return filling(shape) { out in
      for i in 0..<(count - 1) { out[i] = first + Double(i) * step }
      out[count - 1] = last
    }
  }

  /// The vector of the values `first + i * step` below `end` (above it for a negative step).
  ///
  /// - Source: NumPy, `arange`.
  public static func arange(
    from first: Double = 0, to end: Double, by step: Double = 1
  ) throws(TensorError) -> Tensor {
    let steps = ((end - first) / step).rounded(.up)
    guard steps.isFinite, step != 0 else {
      throw TensorError(
        .domain,
        "no range leads from \(numberText(first)) to \(numberText(end)) in steps of"
          + " \(numberText(step))")
    }
    guard steps <= Double(Shape.maximumElements) else {
      throw TensorError(
        .limit,
        "a range of \(numberText(steps)) values has more than the \(Shape.maximumElements) allowed")
    }
    let count = steps > 0 ? Int(steps) : 0
    return filling(Shape.vector(count)) { out in
      for i in 0..<count { out[i] = first + Double(i) * step }
    }
  }
}
