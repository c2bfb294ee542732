/// One way in which a reader may understand printed arithmetic.
///
/// Where a text can be read in several ways, all are tried, and a calculation that holds in one of
/// them is right: silence beats a false alarm.
struct Reading: Sendable {
  enum Prefixes: Sendable {
    /// KB is 1000 bytes.
    case decimal
    /// KB is 1024 bytes.
    case binary
    /// 5 GB is 5.
    case none
  }

  /// What KB, M and the like mean.
  var prefixes = Prefixes.decimal
  /// Whether 2 h are 7200 s (else 2).
  var convertsTime = true
  /// Whether 8 bits are a byte (else both are one); the author writes × 8 himself.
  var convertsBits = true
  /// Whether the stated side leaves its "per year" to the reader: 5 min × $100/h = $8.33/year.
  var dropsStatedRate = false
  /// Whether `^` is the exclusive or.
  var caretIsXor = false
  /// Whether a comma or point before three digits is read the other way.
  var usesAlternative = false
  /// Whether digits 0 and 1 are binary numerals.
  var isBinary = false
  /// The base of `log`: e, 10 or 2.
  var logarithm = Logarithm.natural
  /// Whether angles without a sign are in degrees.
  var usesDegrees = false
  /// Whether the quotient of whole numbers is cut to a whole number.
  var cutsQuotients = false
  /// Whether `n!` is `n`, the mark being an exclamation.
  var ignoresFactorials = false
  /// Whether `65%` is 65, as after `× 100`.
  var percentIsPlain = false
  /// Whether `50 - 20%` is 40.
  var percentIsOfLeft = false
  /// Whether degrees are turned into radians.
  var convertsDegrees = false
  /// Whether 25 °C are 298.15 K rather than 25 K.
  var countsFromZero = false
  /// Whether one number is only stated in another unit; 3.3 × 10⁻¹⁹ J may then be 3.25 to 3.35.
  var isConversion = false
  /// How many digits the other side prints; operands with far fewer are taken as exact.
  var digits = 0

  /// The reading of the stated side.
  var ofStated: Reading {
    guard dropsStatedRate else { return self }
    var copy = self
    copy.convertsTime = false
    return copy
  }

  enum Logarithm: Sendable { case natural, decimal, binary }
}
