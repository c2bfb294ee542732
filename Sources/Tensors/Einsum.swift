import Diagnostics

/// A sum of products over named axes, such as `ij,jk->ik` for the matrix product.
///
/// A letter names an axis of each operand; a letter that the result lacks is summed over; one that
/// stands twice in an operand takes its diagonal. Without an arrow the result has the letters that
/// occur once, in alphabetical order.
///
/// ```
/// equation  = operand { "," operand } [ "->" operand ]
/// operand   = { letter }
/// ```
struct EinsumEquation {
  let operands: [[Character]]
  let result: [Character]

  init(_ text: String) throws(TensorError) {
    let compact = text.filter { $0 != " " }
    let arrow = compact.range(of: "->")
    let left = arrow.map { compact[..<$0.lowerBound] } ?? compact[...]
    let operands = left.split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
    var counts: [Character: Int] = [:]
    for label in operands.joined() {
      guard label.isLetter else {
        throw TensorError(
          .domain, "'\(label)' cannot name an axis in the equation '\(text)': use letters",
          hints: label == "." ? ["axes have to be named one by one, '...' is not read"] : [])
      }
      counts[label, default: 0] += 1
    }
    if let arrow {
      result = Array(compact[arrow.upperBound...])
      for label in result where counts[label] == nil {
        throw TensorError(
          .shape, "the result of '\(text)' names the axis '\(label)', which no operand has")
      }
      guard Set(result).count == result.count else {
        throw TensorError(.shape, "the result of '\(text)' names an axis twice")
      }
    } else {
      result = counts.filter { $0.value == 1 }.keys.sorted()
    }
    self.operands = operands
  }
}

extension String {
  /// Where the two characters of `pair` first stand.
  fileprivate func range(of pair: String) -> Range<String.Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(pair) { return index..<self.index(index, offsetBy: pair.count) }
      index = self.index(after: index)
    }
    return nil
  }
}

/// A tensor whose axes have names.
private struct Labelled {
  var labels: [Character]
  var tensor: Tensor

  /// The sizes of the axes `wanted`.
  func sizes(_ wanted: [Character]) -> [Int] {
    wanted.map { label in labels.firstIndex(of: label).map { tensor.shape[$0] } ?? 1 }
  }

  /// The tensor with the axes `wanted`, of those it has, in that order; no axis is lost.
  func arranged(_ wanted: [Character]) -> Tensor {
    if wanted == labels { return tensor }
    let view = StridedView(tensor.shape)
    return tensor.copied(
      StridedView(axes: wanted.compactMap { labels.firstIndex(of: $0).map { view.axes[$0] } }))
  }

  /// Only the axes in `kept`, the others summed over.
  func summed(keeping kept: (Character) -> Bool) throws(TensorError) -> Labelled {
    let rest = labels.filter { !kept($0) }
    guard !rest.isEmpty else { return self }
    let kept = labels.filter(kept)
    let sizes = self.sizes(kept)
    let rows = sizes.reduce(1, *)
    let flat = try arranged(kept + rest).reshaped(to: [rows, self.sizes(rest).reduce(1, *)])
    return Labelled(labels: kept, tensor: try flat.sum(axis: 1).reshaped(to: sizes))
  }
}

extension Tensor {
  /// The sum of products over named axes that `equation` describes, such as `bij,bjk->bik`.
  ///
  /// Operands meet from left to right, each pair as a (batched) matrix product.
  ///
  /// - Throws: `TensorError` if the equation does not fit the operands.
  /// - Source: NumPy, `einsum`.
  public static func einsum(_ equation: String, _ operands: [Tensor]) throws(TensorError) -> Tensor
  {
    let parsed = try EinsumEquation(equation)
    guard parsed.operands.count == operands.count else {
      throw TensorError(
        .shape,
        "'\(equation)' has \(quantity(parsed.operands.count, "operand")), but \(operands.count)"
          + " tensors are given")
    }
    var parts: [Labelled] = []
    var sizes: [Character: Int] = [:]
    for (labels, tensor) in zip(parsed.operands, operands) {
      parts.append(try labelled(labels, tensor, equation, &sizes))
    }
    var result = parts[0]
    for i in 0..<parts.count {
      let later = Set(parsed.result).union(parts[(i + 1)...].flatMap(\.labels))
      if i > 0 { result = try pair(result, parts[i], keeping: later) }
      result = try result.summed { later.contains($0) }
    }
    return result.arranged(parsed.result)
  }

  /// The tensor with its axes named, repeated names replaced by their diagonal.
  private static func labelled(
    _ labels: [Character], _ tensor: Tensor, _ equation: String, _ sizes: inout [Character: Int]
  ) throws(TensorError) -> Labelled {
    guard labels.count == tensor.rank else {
      throw TensorError(
        .shape,
        "'\(String(labels))' in '\(equation)' names \(quantity(labels.count, "axis", plural: "axes")), but the tensor"
          + " has the shape \(tensor.shape)")
    }
    let strides = tensor.shape.strides
    var names: [Character] = []
    var axes: [(size: Int, stride: Int)] = []
    for (axis, label) in labels.enumerated() {
      let size = tensor.shape[axis]
      if let known = sizes[label], known != size {
        throw TensorError(
          .shape, "the axis '\(label)' of '\(equation)' has the sizes \(known) and \(size)")
      }
      sizes[label] = size
      if let place = names.firstIndex(of: label) {
        axes[place].stride += strides[axis]
      } else {
        names.append(label)
        axes.append((size, strides[axis]))
      }
    }
    if names.count == labels.count { return Labelled(labels: labels, tensor: tensor) }
    return Labelled(labels: names, tensor: tensor.copied(StridedView(axes: axes)))
  }

  /// The product of two tensors, summed over the axes that both have and nothing later needs.
  private static func pair(
    _ left: Labelled, _ right: Labelled, keeping later: Set<Character>
  ) throws(TensorError) -> Labelled {
    let a = try left.summed { later.contains($0) || right.labels.contains($0) }
    let b = try right.summed { later.contains($0) || left.labels.contains($0) }
    let shared = a.labels.filter { b.labels.contains($0) }
    let batch = shared.filter { later.contains($0) }
    let inner = shared.filter { !later.contains($0) }
    let rows = a.labels.filter { !b.labels.contains($0) }
    let columns = b.labels.filter { !a.labels.contains($0) }
    let count = a.sizes(batch).reduce(1, *)
    let depth = a.sizes(inner).reduce(1, *)
    let x = try a.arranged(batch + rows + inner).reshaped(
      to: [count, a.sizes(rows).reduce(1, *), depth])
    let y = try b.arranged(batch + inner + columns).reshaped(
      to: [count, depth, b.sizes(columns).reduce(1, *)])
    let product = try x.matmul(y)
    let sizes = a.sizes(batch + rows) + b.sizes(columns)
    return Labelled(labels: batch + rows + columns, tensor: try product.reshaped(to: sizes))
  }
}
