import Claims
package import Diagnostics
import Markdown
import Numerics

/// A run of `bind`: what an unverified number of one line could be bound to, and the binding that
/// the author chose.
///
/// A number that equals some computed value proves nothing, so that nothing is ever bound by
/// itself: the author names the expression.
package struct BindRun: Sendable {
  /// An expression whose value the number states.
  package struct Candidate: Sendable {
    /// The expression.
    package let expression: String
    /// Its value, shortest round-trip.
    package let value: String
  }

  /// A number without an account, and what it could be bound to.
  package struct Number: Sendable {
    /// Where it stands.
    package let place: SourceFile.Position
    /// The number as written.
    package let literal: String
    /// The expressions whose values it states.
    package let candidates: [Candidate]
    fileprivate let numeral: Numeral
  }

  /// Why a binding was not written.
  package struct Refusal: Error {
    /// What is the matter.
    package let message: String
    /// What to do.
    package let hint: String?
  }

  /// The numbers of the line that nothing stands behind.
  package private(set) var numbers: [Number] = []
  private let document: Document
  private let before: Assessment

  /// Looks at `line` of the file at `path`, or only at the number at `column` of it.
  package init(_ path: String, line: Int, column: Int?) throws(FileError) {
    let file = SourceFile(path: path, bytes: try Files.read(path))
    let isInBook = BookRoot(containing: path).map { !$0.isPlain } ?? false
    document = Document(file, kind: isInBook ? .chapter : nil)
    var settings = AssessmentSettings()
    settings.readsAll = true
    let assessor = Assessor(document, settings)
    before = assessor.assessment()
    let open = Set(before.accounts.filter { $0.kind == .unverified }.map(\.range))
    let stated = assessor.claims.numbers.map(\.numeral).filter { numeral in
      let (start, end) = (
        file.position(at: numeral.range.start), file.position(at: numeral.range.end)
      )
      guard start.line == line, open.contains(numeral.range) else { return false }
      return column.map { start.column <= $0 && $0 <= end.column } ?? true
    }
    let values = stated.isEmpty ? [] : assessor.computedValues()
    numbers = stated.map { numeral in
      let fitting = values.filter { judge(numeral, against: $0.value).holds }
      return Number(
        place: file.position(at: numeral.range.start), literal: numeral.literal,
        candidates: fitting.map {
          Candidate(expression: $0.expression, value: numberText($0.value))
        },
        numeral: numeral)
    }
  }

  /// Writes the comment that binds `number` to `expression`, if it holds.
  package func bind(_ number: Number, to expression: String) throws(Refusal) {
    let expression = expression.trimmed
    guard !expression.isEmpty, !expression.contains("-->"), !expression.contains("\n") else {
      throw Refusal(message: "a comment cannot hold '\(expression)'", hint: nil)
    }
    let place = try insertion(for: number)
    let isInTable = document.markdown.root.descendants.contains {
      guard case .tableCell = $0.kind else { return false }
      return $0.range.start <= place && place <= $0.range.end
    }
    let written = isInTable ? expression.replacing("|", with: "\\|") : expression
    var bytes = document.file.bytes
    bytes.insert(contentsOf: Array("<!-- = \(written) -->".utf8), at: place)
    let file = SourceFile(path: document.file.path, bytes: bytes)
    let after = Assessor(Document(file, kind: document.kind), AssessmentSettings()).assessment()
    let known = before.findings.count { $0.diagnostic.severity == .error }
    let errors = after.findings.filter { $0.diagnostic.severity == .error }
    let isBound = after.accounts.contains {
      $0.range.start == number.numeral.range.start && $0.kind == .bound
    }
    if errors.count > known || !isBound {
      let size = bytes.count - document.file.bytes.count
      let near = errors.map(\.diagnostic).first {
        $0.range.start >= number.numeral.range.start && $0.range.start <= place + size
      }
      throw Refusal(
        message: near?.message ?? "\(number.literal) cannot be bound to '\(expression)'",
        hint: near?.hints.first)
    }
    do {
      try Files.replace(document.file.bytes, by: bytes, at: document.file.path)
    } catch {
      throw Refusal(message: error.message, hint: error.hints.first)
    }
  }

  /// Where the comment goes: after the number, or after the formula or code span that ends with it.
  private func insertion(for number: Number) throws(Refusal) -> Int {
    let range = number.numeral.range
    let holder = document.markdown.root.descendants.first { node in
      guard node.range.start <= range.start, range.end <= node.range.end else { return false }
      switch node.kind {
      case .math, .mathBlock, .code: return true
      default: return false
      }
    }
    guard let holder else { return range.end }
    let rest = document.file.text(in: SourceRange(range.end, holder.range.end))
    var isBlock = false
    if case .mathBlock = holder.kind { isBlock = true }
    guard !isBlock, !rest.contains(where: \.isNumber) else {
      throw Refusal(
        message: "\(number.literal) does not end its formula, so that no comment can follow it",
        hint: "write <!-- mathbook: = … --> after the block")
    }
    return holder.range.end
  }
}
