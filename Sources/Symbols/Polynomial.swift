import Numerics

/// A polynomial in one symbol with exact coefficients, the constant first, without leading zeros.
struct Polynomial: Hashable {
  private(set) var coefficients: [Fraction]

  init(_ coefficients: [Fraction]) {
    self.coefficients = coefficients
    while self.coefficients.last?.numerator == 0 { self.coefficients.removeLast() }
  }

  /// The polynomial that `expression` is in the symbol `name`, if it is one of a small degree.
  init?(_ expression: Symbol, in name: String) {
    var coefficients: [Fraction] = []
    for term in expression.expanded.terms {
      let (coefficient, rest) = term.coefficientAndRest
      let (number, degree): (Coefficient, Int)
      switch rest.kind {
      case .number(let constant): (number, degree) = (constant, 0)
      case .variable(name): (number, degree) = (coefficient, 1)
      case .power(let base, let exponent):
        guard case .variable(name) = base.kind, let integer = exponent.number?.integer,
          (1...64).contains(integer)
        else { return nil }
        (number, degree) = (coefficient, integer)
      default: return nil
      }
      guard case .exact(let fraction) = number else { return nil }
      while coefficients.count <= degree { coefficients.append(0) }
      coefficients[degree] = fraction
    }
    self.init(coefficients)
  }

  var degree: Int { coefficients.count - 1 }

  /// The quotient and the rest of the division by `other`.
  func divided(by other: Polynomial) throws(Fraction.Failure) -> (Polynomial, Polynomial) {
    guard let leading = other.coefficients.last else { throw .zeroDenominator }
    var rest = coefficients
    guard rest.count >= other.coefficients.count else { return (Polynomial([]), self) }
    var quotient = [Fraction](repeating: 0, count: rest.count - other.degree)
    for index in quotient.indices.reversed() {
      let factor = try rest[index + other.degree].divided(by: leading)
      quotient[index] = factor
      for (position, coefficient) in other.coefficients.enumerated() {
        rest[index + position] = try rest[index + position].adding(
          -factor.multiplied(by: coefficient))
      }
    }
    return (Polynomial(quotient), Polynomial(Array(rest.prefix(other.degree))))
  }

  /// The greatest common divisor with the leading coefficient 1.
  static func commonDivisor(
    _ a: Polynomial, _ b: Polynomial
  ) throws(Fraction.Failure) -> Polynomial {
    var (a, b) = (a, b)
    while !b.coefficients.isEmpty { (a, b) = (b, try a.divided(by: b).1) }
    guard let leading = a.coefficients.last else { return a }
    var monic: [Fraction] = []
    for coefficient in a.coefficients { monic.append(try coefficient.divided(by: leading)) }
    return Polynomial(monic)
  }

  /// The polynomial as an expression.
  func expression(in name: String) -> Symbol {
    Symbol.sum(
      of: coefficients.enumerated().map { degree, coefficient in
        Symbol(.exact(coefficient)) * Symbol(name).raised(to: Symbol(Double(degree)))
      })
  }
}

extension Symbol {
  /// The expression, a fraction of polynomials in one symbol, without common factors.
  var reduced: Symbol {
    let names = variables
    guard names.count == 1, let (above, below) = overCommonDenominator, below != .one,
      let numerator = Polynomial(above, in: names[0]),
      let denominator = Polynomial(below, in: names[0]), denominator.degree > 0
    else { return self }
    do throws(Fraction.Failure) {
      let divisor = try Polynomial.commonDivisor(numerator, denominator)
      guard divisor.degree > 0 else {
        return numerator.expression(in: names[0]) / denominator.expression(in: names[0])
      }
      return try numerator.divided(by: divisor).0.expression(in: names[0])
        / denominator.divided(by: divisor).0.expression(in: names[0])
    } catch {
      return self
    }
  }

  /// Numerator and denominator of the expression as one fraction.
  private var overCommonDenominator: (Symbol, Symbol)? {
    switch kind {
    case .tooLarge: return nil
    case .sum(let terms):
      var result: (Symbol, Symbol) = (.zero, .one)
      for term in terms {
        guard let (above, below) = term.overCommonDenominator else { return nil }
        result = (result.0 * below + above * result.1, result.1 * below)
      }
      return result
    default: return fraction
    }
  }

  /// The factors with positive exponents, and the reciprocals of the others.
  var fraction: (above: Symbol, below: Symbol) {
    var above: [Symbol] = []
    var below: [Symbol] = []
    for factor in factors {
      let (base, exponent) = factor.power
      if case .exact(let number)? = factor.number, !number.isInteger {
        above.append(Symbol(Double(number.numerator)))
        below.append(Symbol(Double(number.denominator)))
      } else if let number = exponent.number, number.isNegative {
        below.append(base.raised(to: Symbol(number * .minusOne)))
      } else {
        above.append(factor)
      }
    }
    return (Self.product(of: above), Self.product(of: below))
  }
}
