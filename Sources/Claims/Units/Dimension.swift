/// What a unit measures, as powers of a few kinds that printed arithmetic mixes.
struct Dimension: Hashable, Sendable {
  /// A kind of quantity.
  enum Kind: Int, CaseIterable, Sendable {
    /// Bytes and bits.
    case information
    /// Seconds to years.
    case time
    /// Metres.
    case length
    /// Grams.
    case mass
    /// Dollars and euros.
    case currency
    /// Degrees and radians.
    case angle
    /// Litres.
    case volume
    /// Moles.
    case amount
    /// Volts, amperes, watts, ohms, hertz and the like, whose own algebra is not followed.
    case other
  }

  var powers = SIMD16<Int8>()

  static let none = Dimension()

  init() {}

  init(_ kind: Kind) { powers[kind.rawValue] = 1 }

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

  /// The dimension without time: "500 TB/day" and "500 TB" are often used for each other.
  var withoutTime: Dimension {
    var result = self
    result.powers[Kind.time.rawValue] = 0
    return result
  }
}
