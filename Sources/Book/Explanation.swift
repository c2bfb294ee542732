import Claims
import Diagnostics

/// How each number and each sign of equality of a document was read, and by which named rule.
///
///     README.md:17
///        17 | 95% of users (190/200) upgraded; 12 + 7 = 20 issues are open.
///         1  95%             unverified   nothing stands behind it
///        34  12 + 7 = 20     wrong        12 + 7 is 19, not 20 (arithmetic.wrong)
struct Explanation {
  /// One row below a source line.
  private struct Row {
    let range: SourceRange
    let literal: String
    let kind: String
    let detail: String
  }

  private let file: SourceFile
  private var rows: [Row] = []

  /// The explanation of what stands in `assessment`.
  init(of assessment: Assessment) {
    file = assessment.document.file
    // The calculation itself stands for its numbers.
    for account in assessment.accounts where account.kind != .arithmetic {
      rows.append(Self.row(account))
    }
    let texts = assessment.document.claimTexts(all: true)
    let style = NumberStyle(inferredFrom: texts)
    for text in texts {
      for (range, equality) in findEqualities(in: text, style: style) {
        rows.append(row(range, equality))
      }
    }
    for calculation in findCalculations(in: texts, style: style) where calculation.isTotal {
      rows.append(row(calculation.range, .calculation(calculation)))
    }
    rows.sort { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
  }

  /// How many lines the file has.
  static func lineCount(of file: SourceFile) -> Int {
    let hasRest = file.lineStarts.last != file.bytes.count
    return max(1, file.lineStarts.count - (hasRest ? 0 : 1))
  }

  /// The explanation as lines; of one line of the file, and of what stands at one column of it.
  func text(line: Int?, column: Int?) -> String {
    var text = ""
    var index = rows.startIndex
    while index < rows.endIndex {
      let number = file.lineIndex(at: rows[index].range.start)
      var end = index
      while end < rows.endIndex, file.lineIndex(at: rows[end].range.start) == number { end += 1 }
      let some = rows[index..<end].filter { line == nil || holds($0, line ?? 0, column) }
      if !some.isEmpty { text += block(number, some) }
      index = end
    }
    guard text.isEmpty else { return text }
    let place = line.map { ":\($0)" } ?? ""
    return "\(file.path)\(place): no number and no sign of equality is read here\n"
  }

  private func holds(_ row: Row, _ line: Int, _ column: Int?) -> Bool {
    let start = file.position(at: row.range.start)
    let end = file.position(at: row.range.end)
    guard start.line <= line, line <= end.line else { return false }
    guard let column else { return true }
    return (start.line < line || start.column <= column)
      && (end.line > line || column < max(end.column, start.column + 1))
  }

  private func block(_ number: Int, _ some: [Row]) -> String {
    var text = "\(file.path):\(number + 1)\n"
    let line = file.text(in: file.lineRange(at: number)).trimmedEnd
    let shown = line.count > 100 ? line.prefix(99) + "…" : line[...]
    text += Self.padded("\(number + 1)", 5, right: true) + " | " + shown + "\n"
    let width = min(28, some.map { $0.literal.count }.max() ?? 0)
    let kinds = some.map { $0.kind.count }.max() ?? 0
    for row in some {
      let column = file.position(at: row.range.start).column
      text += Self.padded("\(column)", 5, right: true) + "  "
      text += Self.padded(row.literal, width) + "  "
      text += Self.padded(row.kind, row.detail.isEmpty ? 0 : kinds)
      text += (row.detail.isEmpty ? "" : "  " + row.detail) + "\n"
    }
    return text
  }

  private static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return right ? space + text : text + space
  }

  // MARK: Rows

  private static func row(_ account: Account) -> Row {
    let detail: String
    switch account.kind {
    case .bound, .given, .result: detail = account.detail
    case .arithmetic: detail = account.detail
    case .cited(let key): detail = "source: \(key)"
    case .waived(let reason): detail = "skip: \(reason)"
    case .notation(let rule), .structural(let rule):
      detail = NumeralRule(rawValue: rule).map { "\(rule): \($0.summary)" } ?? rule
    case .unverified: detail = "nothing stands behind it"
    }
    return Row(
      range: account.range, literal: oneLine(account.literal), kind: account.kind.name,
      detail: oneLine(detail))
  }

  private func row(_ sign: SourceRange, _ equality: Equality) -> Row {
    switch equality {
    case .none(let rule):
      return Row(
        range: sign, literal: Self.oneLine(file.text(in: sign)), kind: "no claim",
        detail: "\(rule.rawValue): \(rule.summary)")
    case .calculation(let calculation):
      let (name, detail) = calculation.explained
      return Row(
        range: calculation.range, literal: Self.oneLine(calculation.text), kind: name,
        detail: detail)
    }
  }

  private static func oneLine(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }
}

extension Calculation {
  /// Whether it is the total of a table rather than a calculation that is written out.
  fileprivate var isTotal: Bool { kind == .tableCell && stated == nil && relation == .equal }

  /// What was found, as a word, and in a sentence with the name of the rule.
  fileprivate var explained: (name: String, detail: String) {
    let expression = sides.expression
    switch verdict {
    case .right: return ("right", isExact ? "exact" : "to the digits printed")
    case .wrong(let correction):
      let value = correction.actual.isEmpty ? "something else" : correction.actual
      return ("wrong", "\(expression) is \(value) (arithmetic.wrong)")
    case .rounded(let correction):
      return ("rounded", "\(expression) is \(correction.actual) (arithmetic.rounded)")
    case .truncated(let correction):
      return ("truncated", "it rounds to \(correction.actual) (arithmetic.truncated)")
    case .byUnrounding(let correction):
      return (
        "by un-rounding",
        "\(correction.actual) from the printed digits (arithmetic.by-unrounding)"
      )
    case .coarse(let correction):
      return ("coarse", "\(expression) is \(correction.actual) (arithmetic.coarse)")
    case .unitSupplied:
      return ("unit supplied", "with a unit that is not written (arithmetic.unit-supplied)")
    case .notChecked(let why): return ("not checked", "\(why) (arithmetic.not-checked)")
    }
  }
}
