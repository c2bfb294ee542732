import Numerics

/// A unit with its prefix: what a printed number is multiplied by.
struct Measure: Sendable {
  /// The power of ten of the prefix: 9 for GB and for "billion".
  var ten = 0
  /// The power of two of a binary prefix: 30 for GiB.
  var two = 0
  /// What a conversion adds: 1/8 for bits.
  var conversion = ExactRatio.one
  /// The seconds of a unit of time: 60 for minutes.
  var seconds = ExactRatio.one
  /// What it measures.
  var dimension = Dimension.none
  /// Whether the prefix may also be meant in powers of 1024: KB, MB, Gb.
  var isInformation = false
  /// What the number of degrees is counted from, in kelvins: 273.15 for °C.
  var zero = ExactRatio(0)
  /// Which currencies stand in it, a bit each; none for cents, which several have.
  var currencies: UInt8 = 0
  /// The unit as written, for messages.
  var text = ""
  /// Whether it could as well be something else: `B` bytes or billions, `m` metres or minutes.
  var isAmbiguous = false
  /// Whether a number of things that the table does not know stands there: "users".
  var isNoun = false
  /// The word that names what is counted.
  var noun = ""
  /// Whether it is a foot, a pound and the like, which is stated in metric units roughly.
  var isCustomary = false

  static let none = Measure()

  var isNone: Bool { ten == 0 && two == 0 && dimension.isNone && conversion.isOne }

  static func * (a: Measure, b: Measure) -> Measure {
    var result = a
    result.ten += b.ten
    result.two += b.two
    result.conversion = (a.conversion * b.conversion) ?? a.conversion
    result.seconds = (a.seconds * b.seconds) ?? a.seconds
    result.dimension = a.dimension * b.dimension
    result.isInformation = a.isInformation || b.isInformation
    result.isAmbiguous = a.isAmbiguous || b.isAmbiguous
    result.isCustomary = a.isCustomary || b.isCustomary
    result.currencies = a.currencies | b.currencies
    return result
  }

  static func / (a: Measure, b: Measure) -> Measure { a * b.power(-1) }

  /// The unit with a plain factor before it.
  func scaled(_ factor: ExactRatio) -> Measure {
    var result = self
    result.conversion = (conversion * factor) ?? conversion
    return result
  }

  func power(_ n: Int) -> Measure {
    var result = self
    result.ten *= n
    result.two *= n
    result.conversion = conversion.power(n) ?? conversion
    result.seconds = seconds.power(n) ?? seconds
    result.dimension = dimension.power(n)
    return result
  }
}

extension ExactRatio {
  var isOne: Bool { denominator == .one && numerator == .one }
}
