import Claims
import Diagnostics

/// What is said about arithmetic in plain sight.
extension Assessor {
  /// Reports what is wrong or loose about `calculation`, if anything is.
  mutating func report(_ calculation: Calculation) {
    let (expression, stated) = calculation.sides
    switch calculation.verdict {
    case .right, .notChecked: break
    case .wrong(let correction):
      say(
        .wrong, "wrong", calculation, correction,
        correction.actual.isEmpty
          ? "\(expression) is not \(stated)"
          : "\(expression) is \(correction.actual), not \(stated)")
    case .rounded(let correction):
      say(
        .imprecise, "rounded", calculation, correction,
        "\(expression) is \(correction.actual); \(stated) is rounded")
    case .truncated(let correction):
      say(
        .imprecise, "truncated", calculation, correction,
        "\(stated) is cut off; \(expression) rounds to \(correction.actual)")
    case .byUnrounding(let correction):
      say(
        .imprecise, "by-unrounding", calculation, correction,
        "\(expression) is \(correction.actual) as printed; \(stated) holds only before rounding")
    case .coarse(let correction):
      say(
        .imprecise, "coarse", calculation, correction,
        "\(expression) is \(correction.actual); \(stated) is a coarse approximation")
    case .unitSupplied(let correction):
      say(
        .imprecise, "unit-supplied", calculation, correction,
        "\(expression) is \(stated) only with a unit that is not written")
    }
  }

  private mutating func say(
    _ kind: FindingKind, _ rule: String, _ calculation: Calculation,
    _ correction: Verdict.Correction, _ message: String
  ) {
    var hints: [String] = []
    if kind == .wrong || rule == "truncated" && isStrict { noteEdit(calculation, correction) }
    if let hint = correction.hint { hints.append(hint) }
    if kind == .wrong {
      let what = correction.actual.isEmpty ? "mend it" : "write \(correction.actual)"
      hints.append("\(what), or put <!-- skip: reason --> \(calculation.placeOfComment)")
    }
    report(
      kind, "arithmetic." + rule, at: calculation.place(in: document.file), message, hints: hints,
      stated: calculation.sides.stated, actual: correction.actual)
  }
}

extension Calculation {
  /// Where a comment about it is read: inside of code it would be code.
  fileprivate var placeOfComment: String {
    switch kind {
    case .fencedText, .codeComment: "on a line of its own after the block"
    default: "after it"
    }
  }

  /// The side that is computed and the side that is stated, on one line each.
  var sides: (expression: String, stated: String) {
    let left = Self.oneLine(leftText)
    let right = Self.oneLine(rightText)
    return isStatedLeft ? (right, left) : (left, right)
  }

  /// The bytes to point at: both sides, without the words after the stated number; the right side
  /// alone if it stands on a line of its own.
  func place(in file: SourceFile) -> SourceRange {
    var end = range.end
    if let stated, stated.scale.form == .none, stated.digits.start > left.start {
      end = max(stated.digits.end, left.end)
    }
    let isOneLine = file.lineIndex(at: left.start) == file.lineIndex(at: right.start)
    return SourceRange(isOneLine ? range.start : right.start, end)
  }

  /// Both sides with the sign between them, on one line.
  var text: String { Self.oneLine(leftText) + " = " + Self.oneLine(rightText) }

  /// Whether the sides are equal, not only to the digits printed.
  var isExact: Bool { verdict == .right && stated?.isBareInteger == true }

  private static func oneLine(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }
}
