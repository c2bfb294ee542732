package import Tensors

/// Whether two numbers are equal but for rounding, as `≈` asks.
///
/// The difference is at most 10⁻⁹ of the larger one, or 10⁻¹² where both are that small: a billion
/// times the rounding of one operation, a thousandth of what a table with six decimals shows. Equal
/// infinities are close, NaN is close to nothing.
package func isClose(_ x: Double, _ y: Double) -> Bool {
  if x == y { return true }
  let difference = (x - y).magnitude
  guard difference.isFinite else { return false }
  return difference <= 1e-9 * Swift.max(x.magnitude, y.magnitude) || difference <= 1e-12
}

/// Whether all elements of two tensors, after broadcasting, are close.
///
/// - Throws: `TensorError` if the shapes do not broadcast.
package func isClose(_ left: Tensor, _ right: Tensor) throws(TensorError) -> Bool {
  let shape = try Tensor.combine(.add, left, right).shape
  let a = try left.broadcasted(to: shape)
  let b = try right.broadcasted(to: shape)
  return (0..<shape.count).allSatisfy { isClose(a[flat: $0], b[flat: $0]) }
}
