import Numerics

extension Symbol {
  /// The derivative by the symbol `name`, others held fixed.
  ///
  /// - Source: the rules of differential calculus; M. Abramowitz, I. A. Stegun, Handbook of
  ///   Mathematical Functions, 1964, sections 3.3, 4.3, 4.4, 4.5.
  public func derivative(by name: String) -> Symbol {
    guard contains(name) else { return isTooLarge ? self : .zero }
    switch kind {
    case .number, .tooLarge: return self
    case .variable: return .one
    case .sum(let terms): return Self.sum(of: terms.map { $0.derivative(by: name) })
    case .product(let factors):
      return Self.sum(
        of: factors.indices.map { index in
          var parts = factors
          parts[index] = factors[index].derivative(by: name)
          return Self.product(of: parts)
        })
    case .power(let base, let exponent): return powerDerivative(base, exponent, name)
    case .function(let function, let argument):
      return function.derivative(at: argument, value: self) * argument.derivative(by: name)
    }
  }

  private func powerDerivative(_ base: Symbol, _ exponent: Symbol, _ name: String) -> Symbol {
    if !exponent.contains(name) {
      return exponent * base.raised(to: exponent - 1) * base.derivative(by: name)
    }
    let growth = self * Self.function(.log, base) * exponent.derivative(by: name)
    if !base.contains(name) { return growth }
    return growth + exponent * base.raised(to: exponent - 1) * base.derivative(by: name)
  }

  /// The expression with `replacement` in the place of the symbol `name`.
  public func substituting(_ name: String, _ replacement: Symbol) -> Symbol {
    guard contains(name) else { return self }
    switch kind {
    case .number, .tooLarge: return self
    case .variable: return replacement
    case .sum(let terms): return Self.sum(of: terms.map { $0.substituting(name, replacement) })
    case .product(let factors):
      return Self.product(of: factors.map { $0.substituting(name, replacement) })
    case .power(let base, let exponent):
      return base.substituting(name, replacement).raised(
        to: exponent.substituting(name, replacement))
    case .function(let function, let argument):
      return Self.function(function, argument.substituting(name, replacement))
    }
  }

  /// The number that the expression is with `values` for its symbols, or nil if one lacks a value.
  public func value(_ values: [String: Double] = [:]) -> Double? {
    switch kind {
    case .number(let number): return number.value
    case .variable(let name): return values[name]
    case .tooLarge: return nil
    case .sum(let terms):
      var sum = 0.0
      for term in terms {
        guard let value = term.value(values) else { return nil }
        sum += value
      }
      return sum
    case .product(let factors):
      var product = 1.0
      for factor in factors {
        guard let value = factor.value(values) else { return nil }
        product *= value
      }
      return product
    case .power(let base, let exponent):
      guard let x = base.value(values), let y = exponent.value(values) else { return nil }
      return exponent == .half ? x.squareRoot() : pow(x, y)
    case .function(let function, let argument): return argument.value(values).map { function($0) }
    }
  }
}

extension ElementaryFunction {
  /// The derivative at `x`, where the function is `value`.
  func derivative(at x: Symbol, value: Symbol) -> Symbol {
    switch self {
    case .exp: value
    case .log: 1 / x
    case .sin: .function(.cos, x)
    case .cos: -Symbol.function(.sin, x)
    case .tan: value.raised(to: 2) + 1
    case .asin: 1 / (1 - x.raised(to: 2)).squareRoot
    case .acos: -1 / (1 - x.raised(to: 2)).squareRoot
    case .atan: 1 / (x.raised(to: 2) + 1)
    case .sinh: .function(.cosh, x)
    case .cosh: .function(.sinh, x)
    case .tanh: 1 - value.raised(to: 2)
    case .abs: x / value
    case .sigmoid: value * (1 - value)
    }
  }
}
