/// How the units of two sides stand to each other, and so what a reader may leave out.
enum UnitRelation {
  /// Neither side has a unit.
  case none
  /// Both measure the same: the units are converted, nothing is left out.
  case same
  /// One side is a bare number whose unit is left to the reader: 256 × 16 = 4 TB.
  case oneSided
  /// A unit stands on one side, and on the other a word that the table does not know, beside a bare
  /// number that may be the unit's: 60 min / 5 = 12 sessions.
  case counted
  /// "per day" is left to the reader: 500 TB/day × 30 = 15 PB.
  case rate
  /// The price of one is written as a price: 50 GB × $0.10 = $5.
  case price
  /// The sides measure different things, but a bare number may carry what is missing:
  /// 5 A × 12 = 60 W.
  case carried
  /// The sides measure different things, or what they measure cannot be told.
  case unlike

  init(_ a: UnitTerm, _ b: UnitTerm) {
    if a.isIncoherent || b.isIncoherent {
      self = .unlike
    } else if !a.hasUnit, !b.hasUnit {
      self = .none
    } else if Self.haveOtherCurrencies(a, b) {
      self = .unlike
    } else if a.dimension == b.dimension {
      self = a.addsPrices || b.addsPrices ? .price : .same
    } else if !a.hasUnit && b.isFrequency || !b.hasUnit && a.isFrequency {
      // 200M users × 1 post = 200M posts/day.
      self = .rate
    } else if a.dimension.isNone || b.dimension.isNone {
      self = Self.oneSided(a.dimension.isNone ? a : b, a.dimension.isNone ? b : a)
    } else if Self.isPrice(a, b) {
      self = .price
    } else if Self.isRate(a, b) {
      self = .rate
    } else {
      self = a.hasBareFactor || b.hasBareFactor ? .carried : .unlike
    }
  }

  private static func haveOtherCurrencies(_ a: UnitTerm, _ b: UnitTerm) -> Bool {
    a.currencies != 0 && b.currencies != 0 && a.currencies & b.currencies == 0
      && a.dimension[.currency] != 0 && b.dimension[.currency] != 0
  }

  private static func oneSided(_ plain: UnitTerm, _ other: UnitTerm) -> UnitRelation {
    if plain.hasUnit { return .unlike }
    if plain.noun.isEmpty { return .oneSided }
    return other.hasBareFactor || plain.hasBareFactor ? .counted : .unlike
  }

  /// Whether the sides differ by what a price, or a speed of data without its unit, is per.
  private static func isPrice(_ a: UnitTerm, _ b: UnitTerm) -> Bool {
    let x = a.dimension[.currency]
    let y = b.dimension[.currency]
    if x == y, x != 0, a.addsPrices || b.addsPrices { return true }
    if x == y, x != 0 { return a.dimension.withoutTime != b.dimension.withoutTime }
    guard a.hasBareFactor || b.hasBareFactor else { return false }
    // 50 GB × 0.10 = $5, 16 GB / 8e11 = 20 ms.
    return (a.dimension / b.dimension).kinds.isSubset(of: [.information, .time, .currency, .amount])
      && a.dimension.withoutTime != b.dimension.withoutTime || (x == 0) != (y == 0)
  }

  /// Whether the sides measure the same but for "per day".
  private static func isRate(_ a: UnitTerm, _ b: UnitTerm) -> Bool {
    let rest = a.dimension.withoutTime
    guard rest == b.dimension.withoutTime else { return false }
    // 8 h × 5 days = 40 h.
    if rest.isNone { return a.dimension[.time] >= 2 && b.dimension[.time] == 1 }
    if rest.kinds.isSubset(of: [.information, .currency, .amount]) { return true }
    return a.hasBareFactor || b.hasBareFactor || a.countsDays || b.countsDays
  }

  /// Whether the units may be left out of account.
  var mayDropUnits: Bool {
    switch self {
    case .oneSided, .counted, .price: true
    case .none, .same, .rate, .carried, .unlike: false
    }
  }
}
