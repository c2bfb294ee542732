/// What a unit measures, as powers of the base quantities of the SI and a few more.
struct Dimension: Hashable, Sendable {
  /// A kind of quantity.
  enum Kind: Int, CaseIterable, Sendable {
    /// Bytes and bits.
    case information
    /// Seconds to years.
    case time
    /// Metres.
    case length
    /// Kilograms.
    case mass
    /// Amperes.
    case current
    /// Kelvins.
    case temperature
    /// Moles.
    case amount
    /// Dollars and euros.
    case currency
    /// Degrees and radians.
    case angle
  }

  var powers = SIMD16<Int8>()

  static let none = Dimension()

  init() {}

  init(_ kind: Kind) { powers[kind.rawValue] = 1 }

  /// A product of powers: a newton is `[.mass: 1, .length: 1, .time: -2]`.
  init(_ powers: KeyValuePairs<Kind, Int8>) {
    for (kind, power) in powers { self.powers[kind.rawValue] = power }
  }

  var isNone: Bool { powers == SIMD16<Int8>() }

  subscript(kind: Kind) -> Int { Int(powers[kind.rawValue]) }

  static func * (a: Dimension, b: Dimension) -> Dimension {
    var result = Dimension()
    result.powers = a.powers &+ b.powers
    return result
  }

  static func / (a: Dimension, b: Dimension) -> Dimension {
    var result = Dimension()
    result.powers = a.powers &- b.powers
    return result
  }

  func power(_ n: Int) -> Dimension {
    var result = Dimension()
    result.powers = powers &* SIMD16<Int8>(repeating: Int8(clamping: n))
    return result
  }

  /// What the `n`th power of is this, if there is something.
  func root(_ n: Int) -> Dimension? {
    guard n > 0, n < 10 else { return nil }
    var result = Dimension()
    for kind in Kind.allCases {
      guard self[kind] % n == 0 else { return nil }
      result.powers[kind.rawValue] = powers[kind.rawValue] / Int8(n)
    }
    return result
  }

  /// The kinds that count.
  var kinds: Set<Kind> { Set(Kind.allCases.filter { self[$0] != 0 }) }

  /// The dimension without time: "500 TB/day" and "500 TB" are often used for each other.
  var withoutTime: Dimension {
    var result = self
    result.powers[Kind.time.rawValue] = 0
    return result
  }
}
