/// How a value is compared with the number that an author stated for it.
package enum Comparator: Hashable, Sendable {
  /// "is", `=`.
  case equal
  /// `≈`, "about": rounding of a bare integer is allowed.
  case approximate
  /// `<`, "below": the value is less than the number.
  case less
  /// `≤`, "at most".
  case lessOrEqual
  /// `>`, "more than".
  case greater
  /// `≥`, "at least".
  case greaterOrEqual
}

/// How far a value may be from the stated number.
package enum Tolerance: Hashable, Sendable {
  /// Half a unit of the last printed digit.
  case asWritten
  /// A written `± t`.
  case absolute(Double)
  /// A written `± p%`, as a fraction of the stated number.
  case relative(Double)
  /// A written `in a...b`: value and number must lie in it.
  case range(Double, Double)
}

/// What came of comparing a value with the number stated for it.
package struct Judgement: Hashable, Sendable {
  /// The result.
  package enum Outcome: Hashable, Sendable {
    /// The number is the value itself.
    case exact
    /// The number is the value rounded to the digits printed, or the comparison holds.
    case asWritten
    /// The number is the value within the written tolerance.
    case byTolerance
    /// The digits were cut off rather than rounded.
    case truncated
    /// The number is wrong.
    case wrong
  }

  /// The result.
  package var outcome: Outcome
  /// The value in the author's own digit style: what `fix` writes.
  package var actual: String
  /// What is the matter, for `truncated` and `wrong`; else empty.
  package var message: String
  /// What to do about it.
  package var hints: [String]
  /// Why a right number says little: one significant digit, or a tolerance over 10 %.
  package var worthLittle: String?
  /// Whether the change is small enough for `fix` to make by itself: at most 10 %, same sign.
  package var isSmallChange: Bool

  /// Whether the number holds.
  package var holds: Bool {
    outcome == .exact || outcome == .asWritten || outcome == .byTolerance
  }
}
