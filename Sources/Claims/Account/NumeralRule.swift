/// The rules that say what a numeral is when it is no quantity; `explain` prints their names.
package enum NumeralRule: String, CaseIterable, Sendable {
  // Structural.
  /// `2024-01-31`, `31 January`, `in 1986`, `© 2024`.
  case date
  /// `10:30`.
  case time
  /// `1.2.3`, `v2`, `Python 3.12`.
  case version
  /// `Figure 3`, `Section 4.1`, `step 2`, `(1)`.
  case reference
  /// The number at the start of a heading.
  case headingNumber = "heading-number"
  /// `1.` or `2)` at the start of a line.
  case listNumber = "list-number"
  /// `#12`, `arXiv:1706.03762`, `RFC 2616`, `ISBN …`.
  case identifier
  /// `3rd`, `1st`.
  case ordinal
  /// `+1 555-123-4567`.
  case phone
  /// `src/2/a.txt`, `file3.txt`.
  case path

  // Notation.
  /// Letters glued or tied to the digits: `L2`, `top-5`, `64-bit`, `GPT-3`.
  case name
  /// `2×2`, `(64, 128)`.
  case shape
  /// A formula with free symbols.
  case formula
  /// A code span with names.
  case code
  /// `0x1F`.
  case radix

  /// What the rule says, in a sentence.
  package var summary: String {
    switch self {
    case .date: "a date or a year"
    case .time: "a time of day"
    case .version: "the version of something"
    case .reference: "the number of a figure, table, section, step or the like"
    case .headingNumber: "the number of a heading"
    case .listNumber: "the number of a list item"
    case .identifier: "an issue, a standard, a paper or another identifier"
    case .ordinal: "an ordinal"
    case .phone: "a phone number"
    case .path: "part of a path or file name"
    case .name: "part of a name"
    case .shape: "a shape"
    case .formula: "part of a formula with free symbols"
    case .code: "part of code with names"
    case .radix: "a numeral of another base"
    }
  }

  /// Whether the numeral belongs to the document's structure rather than to notation.
  package var isStructural: Bool {
    switch self {
    case .name, .shape, .formula, .code, .radix: false
    default: true
    }
  }

  var type: StatedNumber.Class {
    isStructural ? .structural(rule: rawValue) : .notation(rule: rawValue)
  }
}
