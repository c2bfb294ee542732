import Numerics

/// A quotient of exact decimals: what + − × ÷ and whole powers of printed numbers make.
///
/// Whether 1/8 rounds to 0.12 or 0.13 and whether 0.1 + 0.2 is 0.3 must not depend on binary
/// rounding. Numbers that grow beyond `digitLimit` digits are given up (nil); the caller then goes
/// on in doubles.
struct ExactRatio: Sendable {
  let numerator: ExactDecimal
  /// Above zero.
  let denominator: ExactDecimal

  /// More digits than any printed arithmetic needs (2^1000 has 302), few enough to stay fast.
  static let digitLimit = 600

  init(_ numerator: ExactDecimal) {
    self.numerator = numerator
    denominator = .one
  }

  init(_ value: Int) { self.init(ExactDecimal(value)) }

  init?(_ numerator: ExactDecimal, over denominator: ExactDecimal) {
    guard !denominator.isZero, numerator.digitCount <= Self.digitLimit,
      denominator.digitCount <= Self.digitLimit
    else { return nil }
    self.numerator = denominator.isNegative ? -numerator : numerator
    self.denominator = denominator.absolute
  }

  static let one = ExactRatio(1)

  var isZero: Bool { numerator.isZero }
  var isNegative: Bool { numerator.isNegative }
  /// Whether the ratio is written as a whole number.
  var isInteger: Bool { denominator == .one && numerator.isInteger }

  /// Whether the ratio is a whole number, however it is written.
  var isWhole: Bool { isInteger || (floor().map { $0 * denominator == numerator } ?? false) }

  var double: Double {
    if denominator == .one { return numerator.doubleValue }
    let quotient = numerator.doubleValue / denominator.doubleValue
    return quotient.isFinite ? quotient : .nan
  }

  static func + (a: ExactRatio, b: ExactRatio) -> ExactRatio? {
    if a.denominator == b.denominator {
      return ExactRatio(a.numerator + b.numerator, over: a.denominator)
    }
    return ExactRatio(
      a.numerator * b.denominator + b.numerator * a.denominator,
      over: a.denominator * b.denominator)
  }

  static func - (a: ExactRatio, b: ExactRatio) -> ExactRatio? { a + b.negated }

  static func * (a: ExactRatio, b: ExactRatio) -> ExactRatio? {
    ExactRatio(a.numerator * b.numerator, over: a.denominator * b.denominator)
  }

  static func / (a: ExactRatio, b: ExactRatio) -> ExactRatio? {
    ExactRatio(a.numerator * b.denominator, over: a.denominator * b.numerator)
  }

  var negated: ExactRatio { ExactRatio(-numerator, over: denominator) ?? self }

  var absolute: ExactRatio { isNegative ? negated : self }

  /// The ratio to the whole power `n`, or nil if it would grow too long.
  func power(_ n: Int) -> ExactRatio? {
    let size = max(numerator.digitCount, denominator.digitCount)
    guard n.magnitude <= 4096, size <= Self.digitLimit,
      size * Int(n.magnitude) <= Self.digitLimit || size == 1
    else { return nil }
    var result: ExactRatio? = .one
    for _ in 0..<n.magnitude {
      guard let next = result else { return nil }
      result = next * self
    }
    guard n < 0, let positive = result else { return result }
    return .one / positive
  }

  /// Whether |self − other| ≤ `slack`.
  func isWithin(_ slack: ExactDecimal, of other: ExactDecimal) -> Bool {
    (numerator - other * denominator).absolute <= slack * denominator
  }

  /// Whether both are the same number.
  func equals(_ other: ExactRatio) -> Bool {
    numerator * other.denominator == other.numerator * denominator
  }

  /// The largest integer not above the ratio times 10^`places`.
  func floor(places: Int = 0) -> ExactDecimal? {
    let scaled = numerator.scaled(byPowerOfTen: places)
    let guess = scaled.doubleValue / denominator.doubleValue
    guard guess.isFinite, guess.magnitude < 9e15 else { return nil }
    var whole = ExactDecimal(Int(guess.rounded(.down)))
    while scaled < whole * denominator { whole = whole - .one }
    while (whole + .one) * denominator <= scaled { whole = whole + .one }
    return whole.scaled(byPowerOfTen: -places)
  }
}

extension ExactDecimal {
  /// How many digits the number is written with, zeros before or after the digits included.
  var digitCount: Int {
    (isZero ? 1 : leadingExponent + places + 1) + Int(min(places.magnitude, 1 << 40))
  }
}
