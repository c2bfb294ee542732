import Numerics

/// Units whose letter means one thing or another, by what stands beside them.
extension Expression {
  /// Both sides with `m` as million beside billions, `K` as kelvins beside degrees, and `bps` as basis
  /// points beside percentages.
  static func withUnitsInContext(
    _ left: Expression, _ right: Expression
  ) -> (Expression, Expression) {
    var hasMetre = false
    var hasKelvin = false
    var hasLarge = false
    var hasDegrees = false
    var hasLength = false
    var hasPercent = false
    var hasPoints = false
    for side in [left, right] {
      side.forEachNumber { number in
        let measure = number.measure
        if measure.text == "m" {
          hasMetre = true
        } else if measure.dimension[.length] != 0 {
          hasLength = true
        }
        if measure.text == "K" { hasKelvin = true }
        if number.percent > 0 { hasPercent = true }
        if measure.isBasisPoint { hasPoints = true }
        if measure.ten >= 9, measure.dimension.kinds.isSubset(of: [.currency]) { hasLarge = true }
        if measure.dimension[.temperature] != 0 { hasDegrees = true }
      }
    }
    let isMillion = hasMetre && hasLarge && !hasLength
    let isKelvin = hasKelvin && hasDegrees
    let isShare = hasPercent && hasPoints
    guard isMillion || isKelvin || isShare else { return (left, right) }
    let million = Measure.named("million") ?? .none
    func inContext(_ part: Expression) -> Expression {
      guard case .number(var number) = part else { return part }
      if isMillion, number.measure.text == "m" { number.measure = million }
      if isKelvin, number.measure.text == "K" { number.measure = .kelvin }
      if isShare, number.measure.isBasisPoint {
        number.measure = .none
        number.percent = 4
      }
      return .number(number)
    }
    return (left.rewriting(inContext), right.rewriting(inContext))
  }

  /// The expression with `change` made to all its parts, the inner ones first.
  func rewriting(_ change: (Expression) -> Expression) -> Expression {
    change(rewritingParts { $0.rewriting(change) })
  }

  private func rewritingParts(_ map: (Expression) -> Expression) -> Expression {
    switch self {
    case .number, .constant, .variable: return self
    case .negative(let a): return .negative(map(a))
    case .group(let a): return .group(map(a))
    case .factorial(let a): return .factorial(map(a))
    case .absolute(let a): return .absolute(map(a))
    case .percent(let a, let perMille): return .percent(map(a), perMille: perMille)
    case .measured(let a, let measure): return .measured(map(a), measure)
    case .inverse(let function, let a): return .inverse(function, map(a))
    case .binary(let op, let a, let b): return .binary(op, map(a), map(b))
    case .juxtaposed(let a, let b): return .juxtaposed(map(a), map(b))
    case .mixed(let a, let b): return .mixed(map(a), map(b))
    case .power(let a, let b): return .power(map(a), map(b))
    case .binomial(let a, let b): return .binomial(map(a), map(b))
    case .logarithm(let base, let a): return .logarithm(base: map(base), map(a))
    case .root(let a, let index): return .root(map(a), index: index.map(map))
    case .call(let function, let list): return .call(function, list.map(map))
    case .vector(let list): return .vector(list.map(map))
    case .series(let isProduct, let variable, let from, let to, let body):
      return .series(isProduct: isProduct, variable: variable, from: from, to: to, map(body))
    }
  }
}

extension Measure {
  /// Whether it may be a hundredth of a percent.
  fileprivate var isBasisPoint: Bool {
    ["bp", "bps", "bips"].contains(text)
      || text == "basis" && (noun == "points" || noun == "point")
  }
}
