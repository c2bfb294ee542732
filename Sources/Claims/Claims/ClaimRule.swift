/// Why a sign of equality between numbers is no claim; `explain` prints the names.
package enum ClaimRule: String, CaseIterable, Sendable {
  /// `n = 3`, `rate: lr = 0.1`: what is on the left is a name.
  case definition
  /// `3 + 4 = x`, `12 = many`: nothing that can be computed stands on the right.
  case unknownRight = "unknown-right"
  /// `2x + 3 = 7`, `b·4 = 8`: a side is understood only in part.
  case partial
  /// `3 = 4`, `[4] = 16`, `1 ETH = 2,000 USDC`: two numbers that only stand side by side.
  case loneNumbers = "lone-numbers"
  /// `Step 3 - 2 = 1`: the text can be read otherwise, and one reading fails.
  case ambiguous
  /// A comment `skip: reason` follows.
  case waived

  /// The sentence says that it is wrong: "not", "wrongly", "you might think".
  case denied
  /// Numbers in binary or another base.
  case otherBase = "other-base"
  /// 1 year = 365.25 days: months and years differ in length.
  case calendar
  /// 0.1 + 0.2 = 0.30000000000000004.
  case floatingPoint = "floating-point"
  /// A whole number that went round: 2147483647 + 1 = -2147483648.
  case overflow
  /// `17 = 5 (mod 12)`.
  case modular
  /// 30 s × 1 GB = $50: the sides measure different things, so that something is left unsaid.
  case unlikeUnits = "unlike-units"
  /// A value in a stated range: 150 × 24 = 3400-3700.
  case range
  /// A sum that runs on, as on a pocket calculator: 3 + 4 = 7 × 2 = 14.
  case running
  /// A product after a stroke that is meant to stand below it: 16·20·28 / 2·2.
  case stroke
  /// `assert 2 + 2 == 5`: a comparison in code.
  case comparison
  /// (2×3) × (3×4) = (2×4): shapes of matrices.
  case shapes

  /// What the rule says, in a sentence.
  package var summary: String {
    switch self {
    case .definition: "the left side is a name or words, so this defines something"
    case .unknownRight: "the right side is nothing that can be computed"
    case .partial: "a side is glued to something that is not understood"
    case .loneNumbers: "two numbers side by side compute nothing"
    case .ambiguous: "the text can be read in several ways"
    case .waived: "a comment waives it"
    case .denied: "the sentence says that it does not hold"
    case .otherBase: "the numbers are of another base"
    case .calendar: "months and years differ in length"
    case .floatingPoint: "it shows the rounding of floating point"
    case .overflow: "it shows the overflow of whole numbers"
    case .modular: "it is meant modulo a number"
    case .unlikeUnits: "the sides measure different things"
    case .range: "the value lies in the stated range"
    case .running: "the sum runs on from the value before"
    case .stroke: "the product after the stroke is meant to stand below it"
    case .comparison: "it is a comparison in code"
    case .shapes: "it speaks of shapes"
    }
  }
}

/// What was made of one sign of equality.
package enum Equality: Sendable {
  /// A calculation.
  case calculation(Calculation)
  /// No claim, by a rule.
  case none(ClaimRule)
}
