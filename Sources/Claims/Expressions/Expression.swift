import Diagnostics
import Numerics

/// Printed arithmetic as a tree.
///
/// It has no variables: what cannot be computed from printed numbers alone is no claim.
indirect enum Expression: Sendable {
  case number(PrintedNumber)
  case constant(Constant)
  case negative(Expression)
  /// `a ± b` as a left side: the value is `a`.
  case binary(Token.Operator, Expression, Expression)
  /// Products without a sign, as in 2(3 + 4).
  case juxtaposed(Expression, Expression)
  /// 2 ⅔ and 2 \frac{2}{3}.
  case mixed(Expression, Expression)
  case power(Expression, Expression)
  case root(Expression, index: Expression?)
  case factorial(Expression)
  case absolute(Expression)
  case call(Function, [Expression])
  case logarithm(base: Expression, Expression)
  case inverse(Function, Expression)
  case binomial(Expression, Expression)
  case vector([Expression])
  /// ∑ and ∏ over whole numbers.
  case series(isProduct: Bool, variable: String, from: Int, to: Int, Expression)
  /// The variable of a series.
  case variable(String)
  case percent(Expression, perMille: Bool)
  /// A value in a unit: (3 + 4) GB.
  case measured(Expression, Measure)
  case group(Expression)
}

/// A number in an expression with what scales it.
struct PrintedNumber: Sendable {
  /// The value of the digits; the numerator of a vulgar fraction.
  var mantissa: ExactDecimal
  /// The denominator of a vulgar fraction.
  var denominator = 1
  /// How many decimals are printed.
  var decimals = 0
  /// The power of ten printed as `e5` or `×10⁵`.
  var exponent: Int?
  /// The unit and its prefix.
  var measure = Measure.none
  /// `%` or `‰`: 2 or 3.
  var percent = 0
  /// The other reading of a comma or point before three digits.
  var alternative: (mantissa: ExactDecimal, decimals: Int)?
  /// Whether the digits go on (`0.333…`).
  var isOpen = false
  /// Whether the digits are grouped by plain spaces.
  var hasSpaces = false
  /// The thousands separator and the digits as printed, to write a correction alike.
  var separator = ""
  /// The digits in the file.
  var range: SourceRange
  /// The digits as printed.
  var text: String

  /// Whether only digits of a whole number are printed.
  var isBareInteger: Bool {
    decimals == 0 && exponent == nil && percent == 0 && denominator == 1 && measure.ten == 0
      && measure.two == 0
  }

  /// How many digits count.
  var significantDigits: Int {
    mantissa.isZero ? max(1, decimals) : max(1, mantissa.leadingExponent + decimals + 1)
  }

  /// How many digits count if trailing zeros of an integer do not.
  var nonzeroDigits: Int {
    guard decimals == 0, !mantissa.isZero else { return significantDigits }
    let digits = mantissa.units
    return max(1, digits.utf8.count - digits.utf8.reversed().prefix { $0 == 0x30 }.count)
  }

  /// How many zeros an integer ends with.
  var trailingZeros: Int {
    guard decimals == 0, !mantissa.isZero else { return 0 }
    return mantissa.units.utf8.reversed().prefix { $0 == 0x30 }.count
  }
}

extension Expression {
  /// The number that is all there is, with its sign.
  var lone: (number: PrintedNumber, isNegative: Bool)? {
    switch self {
    case .number(let number): return (number, false)
    case .negative(let inner): return inner.lone.map { ($0.number, !$0.isNegative) }
    case .group(let inner), .binary(.plusMinus, let inner, _): return inner.lone
    default: return nil
    }
  }

  /// Calls `visit` for every number.
  func forEachNumber(_ visit: (PrintedNumber) -> Void) {
    switch self {
    case .number(let number): visit(number)
    case .constant, .variable: break
    case .series(_, _, _, _, let a): a.forEachNumber(visit)
    case .negative(let a), .factorial(let a), .absolute(let a), .inverse(_, let a),
      .percent(let a, _), .measured(let a, _), .group(let a):
      a.forEachNumber(visit)
    case .binary(_, let a, let b), .juxtaposed(let a, let b), .mixed(let a, let b),
      .power(let a, let b), .logarithm(let a, let b), .binomial(let a, let b):
      a.forEachNumber(visit)
      b.forEachNumber(visit)
    case .root(let a, let index):
      a.forEachNumber(visit)
      index?.forEachNumber(visit)
    case .call(_, let list), .vector(let list):
      for a in list { a.forEachNumber(visit) }
    }
  }

  /// Whether any part satisfies `test`.
  func contains(_ test: (Expression) -> Bool) -> Bool {
    if test(self) { return true }
    switch self {
    case .number, .constant, .variable: return false
    case .series(_, _, _, _, let a): return a.contains(test)
    case .negative(let a), .factorial(let a), .absolute(let a), .inverse(_, let a),
      .percent(let a, _), .measured(let a, _), .group(let a):
      return a.contains(test)
    case .binary(_, let a, let b), .juxtaposed(let a, let b), .mixed(let a, let b),
      .power(let a, let b), .logarithm(let a, let b), .binomial(let a, let b):
      return a.contains(test) || b.contains(test)
    case .root(let a, let index): return a.contains(test) || (index?.contains(test) ?? false)
    case .call(_, let list), .vector(let list): return list.contains { $0.contains(test) }
    }
  }
}
