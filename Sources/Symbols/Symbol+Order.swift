extension Symbol {
  /// The order of terms: higher degrees first, then by name.
  static func precedesInSum(_ a: Symbol, _ b: Symbol) -> Bool {
    let (first, second) = (a.degree, b.degree)
    if first != second { return first > second }
    let (left, right) = (a.exponents, b.exponents)
    for name in Set(left.keys).union(right.keys).sorted() {
      let (x, y) = (left[name] ?? 0, right[name] ?? 0)
      if x != y { return x > y }
    }
    return compare(a.coefficientAndRest.1, b.coefficientAndRest.1) < 0
  }

  /// The exponents of the symbols among the factors.
  private var exponents: [String: Double] {
    var result: [String: Double] = [:]
    for factor in factors {
      let (base, exponent) = factor.power
      if case .variable(let name) = base.kind { result[name] = exponent.number?.value }
    }
    return result
  }

  /// The order of factors: names, then powers and functions, then sums.
  static func precedesInProduct(_ a: Symbol, _ b: Symbol) -> Bool {
    let (first, second) = (a.factorRank, b.factorRank)
    if first != second { return first < second }
    return compare(a, b) < 0
  }

  private var factorRank: Int {
    switch kind {
    case .number, .tooLarge: 0
    case .variable: 1
    case .power(let base, _): max(1, base.factorRank)
    case .sum: 2
    case .function: 3
    case .product: 4
    }
  }

  /// The degree as a polynomial in all symbols; other parts count nothing.
  var degree: Double {
    switch kind {
    case .number, .tooLarge, .function: 0
    case .variable: 1
    case .sum(let terms): terms.map(\.degree).max() ?? 0
    case .product(let factors): factors.reduce(0) { $0 + $1.degree }
    case .power(let base, let exponent): base.degree * (exponent.number?.value ?? 0)
    }
  }

  /// A total order of expressions: negative, zero or positive.
  static func compare(_ a: Symbol, _ b: Symbol) -> Int {
    if a == b { return 0 }
    switch (a.kind, b.kind) {
    case (.number(let x), .number(let y)): return x.value < y.value ? -1 : 1
    case (.variable(let x), .variable(let y)): return x < y ? -1 : 1
    case (.function(let f, let x), .function(let g, let y)):
      return f == g ? compare(x, y) : (f.rawValue < g.rawValue ? -1 : 1)
    case (.power(let x, let m), .power(let y, let n)):
      let bases = compare(x, y)
      return bases == 0 ? -compare(m, n) : bases
    case (.power(let x, _), _): return compareBase(x, b, whenEqual: -1)
    case (_, .power(let y, _)): return compareBase(a, y, whenEqual: 1)
    case (.sum(let x), .sum(let y)), (.product(let x), .product(let y)):
      for (left, right) in zip(x, y) {
        let order = compare(left, right)
        if order != 0 { return order }
      }
      return x.count - y.count
    default: return a.kindRank - b.kindRank
    }
  }

  private static func compareBase(_ a: Symbol, _ b: Symbol, whenEqual: Int) -> Int {
    let order = compare(a, b)
    return order == 0 ? whenEqual : order
  }

  private var kindRank: Int {
    switch kind {
    case .number: 0
    case .variable: 1
    case .product: 2
    case .sum: 3
    case .power: 4
    case .function: 5
    case .tooLarge: 6
    }
  }
}
