public import Tensors

extension Traced {
  /// The matrix product; a vector on the left is a row, one on the right a column, and axes before
  /// the last two broadcast.
  public func matmul(
    _ other: Traced, transposingLeft: Bool = false, transposingRight: Bool = false
  ) throws(TensorError) -> Traced {
    let (a, b) = (value, other.value)
    let result = try a.matmul(
      b, transposingLeft: transposingLeft, transposingRight: transposingRight)
    let (needsLeft, needsRight) = (!isConstant, !other.isConstant)
    return Traced.recording(result, from: [self, other]) { g throws(TensorError) in
      let x = a.rank == 1 ? try a.reshaped(to: [1, a.count]) : a
      let y = b.rank == 1 ? try b.reshaped(to: [b.count, 1]) : b
      var sizes = g.shape.sizes
      if a.rank == 1 { sizes.insert(1, at: sizes.count - (b.rank == 1 ? 0 : 1)) }
      if b.rank == 1 { sizes.append(1) }
      let d = try g.reshaped(to: sizes)
      // d A = D Bᵀ and d B = Aᵀ D, with the operands of a transposed one exchanged.
      var left: Tensor?
      var right: Tensor?
      if needsLeft {
        let part =
          transposingLeft
          ? try y.matmul(d, transposingLeft: transposingRight, transposingRight: true)
          : try d.matmul(y, transposingRight: !transposingRight)
        left = try part.summed(to: x.shape).reshaped(to: a.shape.sizes)
      }
      if needsRight {
        let part =
          transposingRight
          ? try d.matmul(x, transposingLeft: true, transposingRight: transposingLeft)
          : try x.matmul(d, transposingLeft: !transposingLeft)
        right = try part.summed(to: y.shape).reshaped(to: b.shape.sizes)
      }
      return [left, right]
    }
  }

  /// A sum of products over named axes of two tensors.
  ///
  /// The pullback to an operand is a sum of products too; an axis that stands twice in an operand or
  /// only there is spread over its diagonal or its length.
  public static func einsum(
    _ equation: String, _ left: Traced, _ right: Traced
  ) throws(TensorError) -> Traced {
    let value = try Tensor.einsum(equation, [left.value, right.value])
    let compact = equation.filter { $0 != " " }
    let (a, b) = (left.value, right.value)
    return recording(value, from: [left, right]) { g throws(TensorError) in
      guard let names = EinsumNames(compact) else {
        throw TensorError(.shape, "'\(equation)' needs two operands and an arrow")
      }
      return [
        try names.pullback(g, to: a, names.left, other: b, names.right),
        try names.pullback(g, to: b, names.right, other: a, names.left),
      ]
    }
  }
}

/// The names of the axes in an equation of two operands.
private struct EinsumNames {
  let left: [Character]
  let right: [Character]
  let result: [Character]

  init?(_ equation: String) {
    let sides = equation.split(separator: ">", omittingEmptySubsequences: false)
    let operands = (sides.first ?? "").filter { $0 != "-" }
      .split(separator: ",", omittingEmptySubsequences: false)
    guard sides.count == 2, operands.count == 2 else { return nil }
    left = Array(operands[0])
    right = Array(operands[1])
    result = Array(sides[1])
  }

  func pullback(
    _ g: Tensor, to target: Tensor, _ names: [Character], other: Tensor, _ others: [Character]
  ) throws(TensorError) -> Tensor {
    var distinct: [Character] = []
    for name in names where !distinct.contains(name) { distinct.append(name) }
    let known = distinct.filter { result.contains($0) || others.contains($0) }
    let equation = "\(String(result)),\(String(others))->\(String(known))"
    let part = try Tensor.einsum(equation, [g, other])
    // Spread over the axes that were summed alone, then over diagonals.
    var sizes: [Int] = []
    var whole: [Int] = []
    for name in distinct {
      let size = names.firstIndex(of: name).map { target.shape[$0] } ?? 1
      whole.append(size)
      sizes.append(known.contains(name) ? size : 1)
    }
    let spread = try part.reshaped(to: sizes).broadcasted(to: Shape(whole))
    guard distinct.count < names.count else { return spread }
    var places: [Int] = []
    for (flat, _) in spread.values.enumerated() {
      var index = [Int](repeating: 0, count: distinct.count)
      var rest = flat
      for axis in stride(from: distinct.count - 1, through: 0, by: -1) {
        index[axis] = rest % whole[axis]
        rest /= whole[axis]
      }
      var place = 0
      for (axis, name) in names.enumerated() {
        let value = distinct.firstIndex(of: name).map { index[$0] } ?? 0
        place = place * target.shape[axis] + value
      }
      places.append(place)
    }
    var sums = Tensor.filled(target.shape, with: 0)
    for (flat, place) in places.enumerated() { sums[flat: place] = spread.values[flat] }
    return sums
  }
}
