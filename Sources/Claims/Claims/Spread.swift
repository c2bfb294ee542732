import Numerics

/// What stands after `±`: the spread of a sum is the sum of the spreads or, if they are independent,
/// the root of the sum of their squares.
extension CalculationFinder {
  /// Why the stated spread is not known to be right; nil if it is, or if there is none.
  func uncheckedSpread(_ left: Expression, _ right: Expression) -> String? {
    guard case .binary(.plusMinus, _, let spread) = right.withoutGroup, let stated = spread.lone,
      left.contains({ if case .binary(.plusMinus, _, _) = $0 { true } else { false } })
    else { return nil }
    guard let list = left.spreads, !list.isEmpty else { return "the ± of this is not computed" }
    let values = list.compactMap { $0.evaluated(Reading())?.value.magnitude }
    guard values.count == list.count else { return "the ± of this is not computed" }
    var sum = 0.0
    var squares = 0.0
    for value in values {
      sum += value
      squares += value * value
    }
    let root = Numerics.sqrt(squares)
    let side = SideComparison(reading: Reading(), isApproximate: false)
    for value in [sum, root] {
      // Half a unit of a sixteenth digit, since the spreads were added as doubles.
      let noise = value * 1e-15
      let quantity = Quantity(value, low: value - noise, high: value + noise)
      if let found = side.compare(quantity, with: stated.number, isNegative: false),
        found.rank <= Comparison.byUnrounding.rank
      {
        return nil
      }
    }
    return
      "±\(stated.number.text) is neither \(shortText(sum, digits: 3)), the sum of the spreads, "
      + "nor \(shortText(root, digits: 3)), the root of the sum of their squares"
  }
}

extension Expression {
  /// What stands after each `±` of a sum; nil if one stands inside something else.
  fileprivate var spreads: [Expression]? {
    switch self {
    case .binary(.plusMinus, let a, let b): return a.spreads.map { $0 + [b] }
    case .binary(.plus, let a, let b), .binary(.minus, let a, let b):
      guard let first = a.spreads, let second = b.spreads else { return nil }
      return first + second
    case .group(let a), .negative(let a): return a.spreads
    default:
      let isPlain = !contains { if case .binary(.plusMinus, _, _) = $0 { true } else { false } }
      return isPlain ? [] : nil
    }
  }

  /// (−3 ± 5) / 2 with each sign, if a ± stands inside of something.
  var bothSigns: [Expression] {
    if case .binary(.plusMinus, _, _) = withoutGroup { return [] }
    var isFound = false
    func signed(_ op: Token.Operator) -> Expression {
      rewriting { part in
        guard case .binary(.plusMinus, let a, let b) = part else { return part }
        isFound = true
        return .binary(op, a, b)
      }
    }
    let list = [signed(.plus), signed(.minus)]
    return isFound ? list : []
  }
}
