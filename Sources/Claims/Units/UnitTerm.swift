import Numerics

/// What the units of an expression come to, as far as the table knows them.
struct UnitTerm {
  /// What is measured.
  var dimension = Dimension.none
  /// Whether a unit of the table is in it, though it may cancel.
  var hasUnit = false
  /// Whether sums in it add what cannot be added: metres and kilograms, dollars and euros, a
  /// kilometre and three leagues.
  var isIncoherent = false
  /// Whether a sum adds a bare number to one with a unit: 5 GB + 3.
  var addsBare = false
  /// Whether it is a bare number or one in thousands, so that a unit may be meant.
  var isBare = false
  /// Whether a bare number multiplies or divides it, which may carry a unit that nobody wrote.
  var hasBareFactor = false
  /// Whether a sum adds prices of things whose units do not cancel.
  var addsPrices = false
  /// Whether it is a percentage.
  var isShare = false
  /// Whether it is so many thousands or millions.
  var isScaled = false
  /// What is counted, if that is no unit.
  var noun = ""
  /// Whether sums in it count different things.
  var mixesNouns = false
  /// The currencies in it, a bit each.
  var currencies: UInt8 = 0
  /// The units as printed.
  var names: Set<String> = []
  /// Whether feet, pounds and the like are in it.
  var isCustomary = false
  /// Whether metric units are.
  var isMetric = false
  /// Whether a unit of time over a unit of time is in it: seconds per day.
  var hasShareOfTime = false
  /// Whether days or longer times are multiplied or divided by: what is left out may be "per day".
  var countsDays = false

  /// Whether it is so many per time: posts per day.
  var isFrequency: Bool { dimension[.time] == -1 && dimension.withoutTime.isNone }

  init() {}

  init(_ expression: Expression) {
    self.init()
    switch expression {
    case .number(let number): self = UnitTerm(number)
    case .constant, .variable, .logarithm, .inverse, .binomial: isBare = true
    case .negative(let a), .group(let a), .absolute(let a), .factorial(let a),
      .binary(.plusMinus, let a, _), .series(_, _, _, _, let a):
      self = UnitTerm(a)
    case .percent(let a, _):
      self = UnitTerm(a)
      if isBare { isShare = true }
    case .binary(let op, let a, let b) where op == .plus || op == .minus:
      self = .sum(UnitTerm(a), UnitTerm(b))
    case .mixed(let a, let b): self = .sum(UnitTerm(a), UnitTerm(b))
    case .binary(let op, let a, let b):
      self = .product(UnitTerm(a), UnitTerm(b), isQuotient: op != .times && op != .modulo)
    case .juxtaposed(let a, let b): self = .product(UnitTerm(a), UnitTerm(b), isQuotient: false)
    case .measured(let a, let measure):
      let term = UnitTerm(a)
      self = .product(term, UnitTerm(measure), isQuotient: false)
      // (3 + 4) GB has its unit like 7 GB.
      hasBareFactor = term.hasBareFactor
    case .power(let a, let b): self = UnitTerm(a).raised(b)
    case .root(let a, let index): self = UnitTerm(a).root(index.map { $0.integer ?? 0 } ?? 2)
    case .call(let function, let list): self = UnitTerm(function, list)
    case .vector(let list): self = Self.sum(of: list)
    }
  }

  private init(_ number: PrintedNumber) {
    self.init(number.measure)
    isShare = number.percent > 0
    if number.mantissa.isZero, !hasUnit { isShare = true }
  }

  init(_ measure: Measure) {
    self.init()
    dimension = measure.dimension
    hasShareOfTime = dimension.isNone && !measure.seconds.isOne
    hasUnit = !dimension.isNone || hasShareOfTime
    noun = hasUnit ? "" : measure.noun
    isBare = !hasUnit && noun.isEmpty
    isScaled = isBare && measure.ten != 0
    currencies = measure.currencies
    isCustomary = measure.isCustomary
    isMetric = !isCustomary && dimension.kinds.contains { $0 == .length || $0 == .mass }
    if hasUnit { names = [measure.text] }
    countsDays = measure.isTime && measure.seconds.double >= 86_400
  }

  private init(_ function: Function, _ list: [Expression]) {
    self.init()
    switch function {
    case .min, .max, .mean, .sum, .abs, .round, .floor, .ceil, .mod, .norm:
      self = Self.sum(of: list)
    case .sqrt: self = Self.sum(of: list).root(2)
    case .cbrt: self = Self.sum(of: list).root(3)
    case .pow where list.count == 2: self = UnitTerm(list[0]).raised(list[1])
    case .dot where list.count == 2:
      self = .product(UnitTerm(list[0]), UnitTerm(list[1]), isQuotient: false)
    default: isBare = true
    }
  }

  private static func sum(of list: [Expression]) -> UnitTerm {
    guard let first = list.first else { return UnitTerm() }
    return list.dropFirst().reduce(UnitTerm(first)) { .sum($0, UnitTerm($1)) }
  }

  /// What both have in common, whatever joins them.
  private static func union(_ a: UnitTerm, _ b: UnitTerm) -> UnitTerm {
    var result = UnitTerm()
    result.hasUnit = a.hasUnit || b.hasUnit
    result.isIncoherent = a.isIncoherent || b.isIncoherent
    result.addsBare = a.addsBare || b.addsBare
    result.addsPrices = a.addsPrices || b.addsPrices
    result.hasBareFactor = a.hasBareFactor || b.hasBareFactor
    result.isBare = a.isBare && b.isBare
    result.noun = a.noun.isEmpty ? b.noun : a.noun
    result.mixesNouns = a.mixesNouns || b.mixesNouns
    result.currencies = a.currencies | b.currencies
    result.names = a.names.union(b.names)
    result.isCustomary = a.isCustomary || b.isCustomary
    result.isMetric = a.isMetric || b.isMetric
    result.hasShareOfTime = a.hasShareOfTime || b.hasShareOfTime
    result.countsDays = a.countsDays || b.countsDays
    return result
  }

  private static func sum(_ a: UnitTerm, _ b: UnitTerm) -> UnitTerm {
    var result = union(a, b)
    result.dimension = a.dimension.isNone ? b.dimension : a.dimension
    result.isShare = a.isShare && b.isShare
    if a.hasUnit, b.hasUnit {
      let price = a.dimension[.currency]
      if a.dimension != b.dimension, price != 0, price == b.dimension[.currency] {
        // $2 + 10 GB × $0.10: what the second price is per is left to the reader.
        result.addsPrices = true
        if a.dimension != Dimension(.currency) { result.dimension = b.dimension }
      } else if a.dimension != b.dimension {
        result.isIncoherent = true
      }
      if a.currencies != 0, b.currencies != 0, a.currencies & b.currencies == 0 {
        result.isIncoherent = true
      }
    } else if a.hasUnit || b.hasUnit {
      let other = a.hasUnit ? b : a
      if !other.noun.isEmpty { result.isIncoherent = true }
      if other.isBare, !other.isShare, !other.isScaled { result.addsBare = true }
    } else if !a.noun.isEmpty, !b.noun.isEmpty, !isSame(a.noun, b.noun) {
      result.mixesNouns = true
    }
    return result
  }

  private static func product(_ a: UnitTerm, _ b: UnitTerm, isQuotient: Bool) -> UnitTerm {
    var result = union(a, b)
    result.dimension = isQuotient ? a.dimension / b.dimension : a.dimension * b.dimension
    result.isShare = a.isShare || b.isShare
    // 108 B × 64 gas: what is counted may be so many per unit.
    for side in [a, b] where side.isBare && !side.isShare || !side.noun.isEmpty {
      result.hasBareFactor = true
    }
    return result
  }

  private func raised(_ exponent: Expression) -> UnitTerm {
    var result = self
    if let n = exponent.integer, n.magnitude < 10 {
      result.dimension = dimension.power(n)
    } else if !dimension.isNone {
      result.isIncoherent = true
    }
    return result
  }

  private func root(_ n: Int) -> UnitTerm {
    var result = self
    if let dimension = dimension.root(n) {
      result.dimension = dimension
    } else if !dimension.isNone {
      result.isIncoherent = true
    }
    return result
  }

  /// Whether two words are the same but for an ending: cup and cups.
  private static func isSame(_ a: String, _ b: String) -> Bool {
    let a = a.lowercased()
    let b = b.lowercased()
    return a == b || a + "s" == b || b + "s" == a || a + "es" == b || b + "es" == a
  }
}
