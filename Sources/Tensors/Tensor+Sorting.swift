import Diagnostics

// NaN has no place in an order, so that sorting values with NaN is an error and not a surprise.

extension Tensor {
  /// The elements along `axis` in ascending (or descending) order; equal ones keep theirs.
  ///
  /// - Complexity: O(*n*) a fibre of more than 256 elements.
  public func sorted(axis: Int = -1, descending: Bool = false) throws(TensorError) -> Tensor {
    try ranked(axis, keep: nil, descending, "sort").values
  }

  /// The indices that sort the elements along `axis`; equal ones keep their order.
  public func argsort(axis: Int = -1, descending: Bool = false) throws(TensorError) -> Tensor {
    try ranked(axis, keep: nil, descending, "sort").indices
  }

  /// The `k` largest elements along `axis`, largest first, and their indices; of equal ones the
  /// first come first.
  public func topK(
    _ k: Int, axis: Int = -1
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let resolved = try shape.axis(axis, for: "take the largest elements")
    guard k >= 0, k <= shape[resolved] else {
      throw TensorError(
        .index,
        "cannot take the \(k) largest of \(quantity(shape[resolved], "value")) (axis \(resolved) of"
          + " \(shape))")
    }
    return try ranked(resolved, keep: k, true, "take the largest elements")
  }

  private func ranked(
    _ axis: Int, keep: Int?, _ descending: Bool, _ operation: String
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let axis = try shape.axis(axis, for: operation)
    guard !storage.contains(where: \.isNaN) else { throw .unordered("the order") }
    let fibres = Fibres(shape, axis: axis)
    let kept = keep ?? fibres.along
    let result = try shape.replacing(axis: axis, with: kept)
    var values = Tensor.filled(result, with: 0)
    var sorter = StableOrder()
    let indices = Tensor.filling(result) { out in
      values.withMutableValues { sorted in
        withBase { base in
          fibres.forEach(base) { number, fibre in
            let order = sorter.sort(fibre, descending: descending)
            let (i, j) = number.quotientAndRemainder(dividingBy: fibres.after)
            for k in 0..<kept {
              let place = (i * kept + k) * fibres.after + j
              out[place] = Double(order[k])
              sorted[place] = fibre[Int(order[k])]
            }
          }
        }
      }
    }
    return (values, indices)
  }
}
