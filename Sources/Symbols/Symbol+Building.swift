import Numerics

// The normal form: every expression is built by the functions here.

extension Symbol {
  static let zero = Symbol(0)
  static let one = Symbol(1)
  static let half = Symbol(Coefficient.one * Coefficient(2).inverse)

  /// The sum of `terms`.
  static func sum(of terms: [Symbol]) -> Symbol {
    var constant = Coefficient.zero
    var order: [Symbol] = []
    var coefficients: [Symbol: Coefficient] = [:]
    func add(_ term: Symbol) {
      switch term.kind {
      case .sum(let parts): for part in parts { add(part) }
      case .number(let number): constant = constant + number
      default:
        let (coefficient, rest) = term.coefficientAndRest
        if let known = coefficients[rest] {
          coefficients[rest] = known + coefficient
        } else {
          coefficients[rest] = coefficient
          order.append(rest)
        }
      }
    }
    for term in terms { add(term) }
    var result: [Symbol] = []
    for rest in order {
      guard let coefficient = coefficients[rest], !coefficient.isZero else { continue }
      result.append(coefficient.isOne ? rest : product(of: [Symbol(coefficient), rest]))
    }
    result.sort(by: precedesInSum)
    if !constant.isZero || result.isEmpty { result.append(Symbol(constant)) }
    return result.count == 1 ? result[0] : Symbol(raw: .sum(result))
  }

  /// The number before an expression, and what it is before.
  var coefficientAndRest: (Coefficient, Symbol) {
    guard case .product(let factors) = kind, let number = factors[0].number else {
      return (.one, self)
    }
    let rest = Array(factors.dropFirst())
    return (number, rest.count == 1 ? rest[0] : Symbol(raw: .product(rest)))
  }

  /// The product of `factors`.
  static func product(of factors: [Symbol]) -> Symbol {
    var constant = Coefficient.one
    var order: [Symbol] = []
    var exponents: [Symbol: [Symbol]] = [:]
    func multiply(_ factor: Symbol) {
      switch factor.kind {
      case .product(let parts): for part in parts { multiply(part) }
      case .number(let number): constant = constant * number
      default:
        let (base, exponent) = factor.baseAndExponent
        if exponents[base] == nil { order.append(base) }
        exponents[base, default: []].append(exponent)
      }
    }
    for factor in factors { multiply(factor) }
    if constant.isZero { return zero }
    var result: [Symbol] = []
    var hasInner = false
    for base in order {
      guard let parts = exponents[base] else { continue }
      let factor = power(of: base, parts.count == 1 ? parts[0] : sum(of: parts))
      switch factor.kind {
      case .number(let number): constant = constant * number
      // √(xy) · √(xy) is a product, whose factors may meet others here.
      case .product(let inner):
        hasInner = true
        result += inner
      default: result.append(factor)
      }
    }
    if hasInner { return product(of: [Symbol(constant)] + result) }
    result.sort(by: precedesInProduct)
    if result.isEmpty { return Symbol(constant) }
    if constant.isOne {
      return result.count == 1 ? result[0] : Symbol(raw: .product(result))
    }
    // A number before a sum goes to each term, or x + 1 − (x + 1) would not be 0.
    if result.count == 1, case .sum(let terms) = result[0].kind {
      return sum(of: terms.map { product(of: [Symbol(constant), $0]) })
    }
    return Symbol(raw: .product([Symbol(constant)] + result))
  }

  /// The expression as a power: e^x has the base e.
  private var baseAndExponent: (Symbol, Symbol) {
    switch kind {
    case .power(let base, let exponent): (base, exponent)
    case .function(.exp, let argument): (Self.eulersNumber, argument)
    default: (self, .one)
    }
  }

  /// Stands for e as the base of powers while factors are collected; no name can be written so.
  private static let eulersNumber = Symbol(raw: .variable("\u{0}e"))

  /// `base` to the power `exponent`.
  static func power(of base: Symbol, _ exponent: Symbol) -> Symbol {
    if base == eulersNumber { return function(.exp, exponent) }
    guard let written = exponent.number else {
      return base.number == .one ? one : Symbol(raw: .power(base, exponent))
    }
    let number = written.exactHalves
    let exponent = Symbol(number)
    if number.isZero { return one }
    if number.isOne { return base }
    if let value = base.number {
      if let power = numericPower(value, number) { return Symbol(power) }
      return Symbol(raw: .power(base, exponent))
    }
    guard number.integer != nil else { return Symbol(raw: .power(base, exponent)) }
    // With an integral exponent these hold everywhere.
    switch base.kind {
    case .product(let factors): return product(of: factors.map { power(of: $0, exponent) })
    case .power(let inner, let first):
      return power(of: inner, product(of: [first, exponent]))
    case .function(.exp, let argument):
      return function(.exp, product(of: [argument, exponent]))
    default: return Symbol(raw: .power(base, exponent))
    }
  }

  /// The power of two numbers where it is a number; 2^(1/2) stays as it is.
  private static func numericPower(_ base: Coefficient, _ exponent: Coefficient) -> Coefficient? {
    if let integer = exponent.integer { return base.raised(to: integer) }
    if base.isOne { return .one }
    if base.isZero { return .decimal(pow(0, exponent.value)) }
    if case .exact(let fraction) = exponent, case .exact = base {
      guard fraction.denominator == 2, let root = base.exactRoot else { return nil }
      return root.raised(to: fraction.numerator)
    }
    return .decimal(pow(base.value, exponent.value))
  }

  /// The elementary function `name` of `argument`.
  public static func function(_ name: ElementaryFunction, _ argument: Symbol) -> Symbol {
    if case .decimal(let number)? = argument.number { return Symbol(name(number)) }
    switch (name, argument.kind) {
    case (.exp, .number(.zero)), (.cos, .number(.zero)), (.cosh, .number(.zero)): return one
    case (.log, .number(.one)): return zero
    case (.sin, .number(.zero)), (.tan, .number(.zero)), (.asin, .number(.zero)),
      (.atan, .number(.zero)), (.sinh, .number(.zero)), (.tanh, .number(.zero)):
      return zero
    case (.sigmoid, .number(.zero)): return half
    case (.abs, .number(let number)): return Symbol(number.isNegative ? number * .minusOne : number)
    case (.log, .function(.exp, let inner)), (.exp, .function(.log, let inner)): return inner
    default: break
    }
    // Odd and even functions put the sign in front.
    if argument.coefficientAndRest.0.isNegative || argument.number?.isNegative ?? false {
      let positive = product(of: [Symbol(-1), argument])
      switch name {
      case .sin, .tan, .asin, .atan, .sinh, .tanh:
        return product(of: [Symbol(-1), Symbol(raw: .function(name, positive))])
      case .cos, .cosh, .abs: return Symbol(raw: .function(name, positive))
      default: break
      }
    }
    return Symbol(raw: .function(name, argument))
  }
}

extension Symbol {
  /// The sum.
  public static func + (left: Symbol, right: Symbol) -> Symbol { sum(of: [left, right]) }
  /// The difference.
  public static func - (left: Symbol, right: Symbol) -> Symbol { left + -right }
  /// The product.
  public static func * (left: Symbol, right: Symbol) -> Symbol { product(of: [left, right]) }
  /// The quotient.
  public static func / (left: Symbol, right: Symbol) -> Symbol {
    product(of: [left, power(of: right, Symbol(-1))])
  }
  /// The power.
  public func raised(to exponent: Symbol) -> Symbol { Self.power(of: self, exponent) }
  /// The square root.
  public var squareRoot: Symbol { Self.power(of: self, .half) }
  /// The expression with the other sign.
  public static prefix func - (symbol: Symbol) -> Symbol { product(of: [Symbol(-1), symbol]) }
}

extension Symbol: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A number.
  public init(floatLiteral value: Double) { self.init(value) }
  /// An integer.
  public init(integerLiteral value: Int) { self.init(Double(value)) }
}
