import Numerics

extension Symbol {
  /// The expression with products of sums and their integral powers multiplied out.
  public var expanded: Symbol {
    switch kind {
    case .number, .variable, .tooLarge: return self
    case .sum(let terms): return Self.sum(of: terms.map(\.expanded))
    case .function(let function, let argument): return Self.function(function, argument.expanded)
    case .product(let factors):
      return factors.reduce(.one) { Self.distributed($0, $1.expanded) }
    case .power(let base, let exponent):
      let base = base.expanded
      guard let count = exponent.number?.integer, case .sum = base.kind else {
        return base.raised(to: exponent.expanded)
      }
      let power = Self.expandedPower(base, min(count.magnitude, UInt(Self.sizeLimit)))
      return count < 0 ? power.raised(to: -1) : power
    }
  }

  /// The power of a sum, multiplied out by squaring.
  private static func expandedPower(_ base: Symbol, _ exponent: UInt) -> Symbol {
    var result = one
    var square = base
    var rest = exponent
    while rest > 0, !result.isTooLarge {
      if rest & 1 == 1 { result = distributed(result, square) }
      rest >>= 1
      if rest > 0 { square = distributed(square, square) }
    }
    return result
  }

  private static func distributed(_ left: Symbol, _ right: Symbol) -> Symbol {
    let (a, b) = (left.terms, right.terms)
    guard a.count > 1 || b.count > 1 else { return left * right }
    guard a.count * b.count <= sizeLimit else { return Symbol(raw: .tooLarge) }
    var products: [Symbol] = []
    products.reserveCapacity(a.count * b.count)
    for x in a { for y in b { products.append(x * y) } }
    return sum(of: products)
  }

  /// The terms of a sum; any other expression is its only term.
  var terms: [Symbol] { if case .sum(let terms) = kind { terms } else { [self] } }

  /// The factors of a product; any other expression is its only factor.
  var factors: [Symbol] { if case .product(let factors) = kind { factors } else { [self] } }

  /// An equal expression with fewer parts, if one of these steps finds it: common factors are divided
  /// out, products multiplied out, sin² + cos² is 1, fractions of polynomials in one symbol are
  /// reduced. Equal where both are defined.
  public var simplified: Symbol {
    var best = self
    for _ in 0..<8 {
      let next = best.simplifiedOnce
      guard next.size < best.size else { break }
      best = next
    }
    return best
  }

  private var simplifiedOnce: Symbol {
    let inner: Symbol
    switch kind {
    case .number, .variable, .tooLarge: return self
    case .sum(let terms): inner = Self.sum(of: terms.map(\.simplified))
    case .product(let factors): inner = Self.product(of: factors.map(\.simplified))
    case .power(let base, let exponent):
      inner = base.simplified.raised(to: exponent.simplified)
    case .function(let function, let argument):
      inner = Self.function(function, argument.simplified)
    }
    let expanded = inner.expanded
    var best = inner
    for candidate in [
      expanded, expanded.withoutSquaredCircle, inner.withoutSquaredCircle, inner.reduced,
      expanded.factored, inner.factored,
    ] where candidate.size < best.size && !candidate.isTooLarge {
      best = candidate
    }
    return best
  }

  /// The sum with a·sin²(u) + a·cos²(u) replaced by a, and a·cosh² − a·sinh² likewise.
  private var withoutSquaredCircle: Symbol {
    guard case .sum(let terms) = kind else { return self }
    for (first, second, sign) in [
      (ElementaryFunction.sin, ElementaryFunction.cos, 1.0), (.cosh, .sinh, -1.0),
    ] {
      for (index, term) in terms.enumerated() {
        guard let (argument, rest) = term.squared(first) else { continue }
        let partner =
          Symbol(sign) * rest * Symbol(raw: .function(second, argument)).raised(to: 2)
        guard let other = terms.firstIndex(of: partner), other != index else { continue }
        var left = terms
        left[index] = rest
        left.remove(at: other)
        return Self.sum(of: left).withoutSquaredCircle
      }
    }
    return self
  }

  /// The argument of a factor f(u)², and the other factors.
  private func squared(_ function: ElementaryFunction) -> (Symbol, Symbol)? {
    for (index, factor) in factors.enumerated() {
      if case .power(let base, let exponent) = factor.kind, exponent == 2,
        case .function(function, let argument) = base.kind
      {
        var rest = factors
        rest.remove(at: index)
        return (argument, Self.product(of: rest))
      }
    }
    return nil
  }

  /// The sum with the factors that all terms share put in front.
  private var factored: Symbol {
    guard case .sum(let terms) = kind else { return self }
    var common: [Symbol] = []
    for factor in terms[0].factors {
      let (base, exponent) = factor.power
      guard factor.number == nil, let least = exponent.number?.value, least > 0 else { continue }
      var shared = least
      for term in terms.dropFirst() {
        let own = term.factors.first { $0.power.base == base }?.power.exponent.number?.value ?? 0
        shared = min(shared, own)
      }
      if shared > 0 { common.append(base.raised(to: Symbol(shared))) }
    }
    guard !common.isEmpty else { return self }
    let outside = Self.product(of: common)
    return outside * Self.sum(of: terms.map { $0 / outside })
  }

  /// The expression as a base and an exponent.
  var power: (base: Symbol, exponent: Symbol) {
    if case .power(let base, let exponent) = kind { (base, exponent) } else { (self, .one) }
  }
}
