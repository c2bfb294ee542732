import Diagnostics
import Numerics

extension Quantity {
  /// More terms than anybody follows; a series inside of a series has fewer.
  private static let termLimit = 1_000

  /// The sum or product of `body` for the whole numbers `from` to `to`.
  static func series(
    isProduct: Bool, _ variable: String, _ from: Int, _ to: Int, _ body: Expression,
    _ reading: Reading
  ) -> Quantity? {
    let isNested = body.contains { if case .series = $0 { true } else { false } }
    let limit = isNested ? 30 : termLimit
    guard to >= from, to.subtractingReportingOverflow(from).partialValue < limit,
      from.magnitude < 1 << 40, to.magnitude < 1 << 40
    else { return nil }
    var total = Quantity(ExactRatio(isProduct ? 1 : 0), isWhole: true)
    for value in from...to {
      guard let term = body.replacing(variable, by: value).evaluated(reading),
        let next = combine(isProduct ? .times : .plus, total, term, reading)
      else { return nil }
      total = next
    }
    return total
  }
}

extension Expression {
  /// The expression with the whole number `value` for the variable `name`.
  func replacing(_ name: String, by value: Int) -> Expression {
    func next(_ part: Expression) -> Expression { part.replacing(name, by: value) }
    switch self {
    case .variable(name):
      let number = PrintedNumber(
        mantissa: ExactDecimal(value), range: .at(0), text: String(value))
      return .group(.number(number))
    case .number, .constant, .variable: return self
    case .negative(let a): return .negative(next(a))
    case .binary(let op, let a, let b): return .binary(op, next(a), next(b))
    case .juxtaposed(let a, let b): return .juxtaposed(next(a), next(b))
    case .mixed(let a, let b): return .mixed(next(a), next(b))
    case .power(let a, let b): return .power(next(a), next(b))
    case .root(let a, let index): return .root(next(a), index: index.map(next))
    case .factorial(let a): return .factorial(next(a))
    case .absolute(let a): return .absolute(next(a))
    case .call(let function, let list): return .call(function, list.map(next))
    case .logarithm(let base, let a): return .logarithm(base: next(base), next(a))
    case .inverse(let function, let a): return .inverse(function, next(a))
    case .binomial(let a, let b): return .binomial(next(a), next(b))
    case .vector(let list): return .vector(list.map(next))
    case .series(let isProduct, let variable, let from, let to, let body):
      return variable == name
        ? self
        : .series(isProduct: isProduct, variable: variable, from: from, to: to, next(body))
    case .percent(let a, let perMille): return .percent(next(a), perMille: perMille)
    case .measured(let a, let measure): return .measured(next(a), measure)
    case .group(let a): return .group(next(a))
    }
  }
}
