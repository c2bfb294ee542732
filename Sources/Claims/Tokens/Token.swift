import Diagnostics

/// One token of a text in which arithmetic is looked for.
///
/// Prose, code and formulas become tokens of one kind, so that a calculation can run from one into
/// the other: ``$40 \cdot 80 =$ **3200**``.
struct Token: Sendable {
  /// Where the token stands.
  enum Region: Sendable {
    /// Running text.
    case prose
    /// A code span or fenced text.
    case code
    /// A formula.
    case math
    /// Words in a formula, `\text{…}`.
    case mathText
  }

  enum Operator: Hashable, Sendable {
    case plus, minus, plusMinus, times, divide, floorDivide, power, modulo
    /// `:` as a division.
    case ratio
  }

  /// What it is.
  indirect enum Kind: Sendable {
    case number(ScannedNumber)
    /// `½`.
    case vulgar(Int, Int)
    case op(Operator)
    case relation(Calculation.Relation)
    /// `~` before a number.
    case tilde
    case open(UInt8)
    case close(UInt8)
    /// `|` and `‖`, which open and close.
    case bar(isDouble: Bool)
    /// A word of prose, or a name in code.
    case word
    /// A letter of a formula, a name with digits or underscores, `4x`, or a date or version.
    case symbol
    case function(Function)
    case constant(Constant)
    /// `$`, `€`, `£` before or after a number.
    case currency
    case percent
    case perMille
    case degree
    case prime(Int)
    /// `!`.
    case bang
    case comma
    /// Other punctuation: a clean end of an expression.
    case mark(UInt8)
    /// An operator that is not understood, such as `&` or `<<`.
    case unknownOperator
    case arrow
    case ellipsis
    case root
    case newline
    /// The edge of a code span or formula in running text.
    case edge
    /// Something that is not read.
    case gap
    case fraction([Token], [Token])
    case binomial([Token], [Token])
    case radical([Token], index: [Token]?)
    case sup([Token])
    case sub([Token])
    case matrix([[[Token]]])
    /// `∑` with its bounds in scripts of its own.
    case sum
    case product
  }

  var kind: Kind
  /// The bytes in the file.
  var range: SourceRange
  /// The literal text of numbers, words and symbols.
  var text: String = ""
  var hasSpaceBefore = false
  var region: Region
  /// Whether "~" stands before it: the number is about that.
  var isAbout = false
}

extension Token {
  var isNumber: Bool {
    switch kind {
    case .number, .vulgar: true
    default: false
    }
  }

  var isCurrency: Bool { if case .currency = kind { true } else { false } }
  var isWord: Bool { if case .word = kind { true } else { false } }
  var isSymbol: Bool { if case .symbol = kind { true } else { false } }
  var isNewline: Bool { if case .newline = kind { true } else { false } }
  var isEdge: Bool { if case .edge = kind { true } else { false } }
  var isClose: Bool { if case .close = kind { true } else { false } }
  var isOpen: Bool { if case .open = kind { true } else { false } }
  var isEllipsis: Bool { if case .ellipsis = kind { true } else { false } }

  var op: Operator? { if case .op(let op) = kind { op } else { nil } }
  var relation: Calculation.Relation? { if case .relation(let r) = kind { r } else { nil } }
  var opens: UInt8? { if case .open(let b) = kind { b } else { nil } }
  var closes: UInt8? { if case .close(let b) = kind { b } else { nil } }
  var mark: UInt8? { if case .mark(let b) = kind { b } else { nil } }

  /// Whether the token can end an operand.
  var endsOperand: Bool {
    switch kind {
    case .number, .vulgar, .close, .constant, .percent, .perMille, .degree, .prime, .bang,
      .fraction, .binomial, .radical, .sup, .matrix, .currency, .symbol, .word:
      true
    default: false
    }
  }
}

/// The functions that printed arithmetic uses.
enum Function: String, CaseIterable, Sendable {
  case exp, ln, log, log2, log10, sqrt, cbrt, abs, min, max, round, floor, ceil, mean, sum, dot
  case sin, cos, tan, cot, sec, csc, arcsin, arccos, arctan, sinh, cosh, tanh
  case gcd, lcm, pow, mod, norm

  /// Other spellings.
  private static let others: [String: Function] = [
    "asin": .arcsin, "acos": .arccos, "atan": .arctan, "ceiling": .ceil, "avg": .mean,
    "average": .mean, "lg": .log10, "lb": .log2, "ld": .log2, "sgrt": .sqrt,
  ]

  /// The function that `name` names, in any case.
  static func named(_ name: String) -> Function? {
    if let known = Function(rawValue: name) ?? others[name] { return known }
    let lower = name.lowercased()
    return Function(rawValue: lower) ?? others[lower]
  }
}

/// The constants that printed arithmetic uses.
enum Constant: Sendable {
  case pi, e, phi, infinity
}
