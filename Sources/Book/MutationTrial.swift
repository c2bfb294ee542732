import Claims
import Diagnostics

/// The promise tried on a chapter: every number that is bound, a result or the stated side of arithmetic
/// is altered by one unit in its last digit, up and down, one at a time, and every alteration must be an
/// error at its place.
///
/// Under a written `±` or range the number is moved past the tolerance by one unit. Operands of
/// arithmetic are altered as well: those whose change no claim notices are counted as insensitive. Cells
/// are run once; only claims are judged again.
///
/// - Complexity: one assessment without cells for each alteration.
package struct MutationTrial: Sendable {
  /// How many alterations of checked numbers were tried.
  package private(set) var alterations = 0
  /// The alterations that no error named: `path:line:column digits → digits`.
  package private(set) var escapes: [String] = []
  /// How many operands were altered.
  package private(set) var operands = 0
  /// How many of the operands no claim notices, in neither direction.
  package private(set) var insensitive = 0

  /// A number to alter.
  private struct Target: Sendable {
    let digits: SourceRange
    let tolerance: Tolerance
    let isOperand: Bool
  }

  /// What came of one target.
  private struct Outcome: Sendable {
    var tried = 0
    var escaped: [String] = []
  }

  /// Tries chapter `index` of `book`; `picks` says which of its numbers, by their position.
  package init(
    _ book: Manuscript, chapter index: Int, picks: @Sendable (Int) -> Bool = { _ in true }
  ) {
    var settings = AssessmentSettings(isStrict: true)
    let original = Assessor(book, index, settings).assessment()
    settings.run = original.run
    let again = settings
    let stated = original.checked.map(\.digits)
    var targets = original.checked.map {
      Target(digits: $0.digits, tolerance: $0.tolerance, isOperand: false)
    }
    for account in original.accounts where account.kind == .arithmetic {
      let range = account.range
      if stated.contains(where: { $0.start < range.end && range.start < $0.end }) { continue }
      targets.append(Target(digits: range, tolerance: .asWritten, isOperand: true))
    }
    targets = targets.indices.filter(picks).map { targets[$0] }
    let outcomes = concurrentMap(targets) { Self.outcome(of: $0, in: original, again) }
    for (target, outcome) in zip(targets, outcomes) {
      if target.isOperand {
        operands += 1
        if outcome.escaped.count == outcome.tried { insensitive += 1 }
      } else {
        alterations += outcome.tried
        escapes += outcome.escaped
      }
    }
  }

  /// Alters one number up and down and judges the chapter again.
  private static func outcome(
    of target: Target, in original: Assessment, _ settings: AssessmentSettings
  ) -> Outcome {
    let file = original.document.file
    let digits = file.text(in: target.digits)
    var outcome = Outcome()
    for direction in [1, -1] {
      guard let altered = altered(digits, direction, past: target.tolerance) else { continue }
      outcome.tried += 1
      var bytes = file.bytes
      bytes.replaceSubrange(target.digits.start..<target.digits.end, with: Array(altered.utf8))
      let document = Document(SourceFile(path: file.path, bytes: bytes), kind: .chapter)
      let errors = Assessor(document, settings).assessment().findings.filter {
        $0.diagnostic.severity == .error
      }
      let place = SourceRange(target.digits.start, target.digits.start + altered.utf8.count)
      let isCaught = errors.contains { finding in
        let range = finding.diagnostic.range
        return target.isOperand || (range.start < place.end && place.start < range.end)
      }
      if isCaught { continue }
      let position = file.position(at: target.digits.start)
      outcome.escaped.append(
        "\(file.path):\(position.line):\(position.column) \(digits) → \(altered)")
    }
    return outcome
  }

  /// `digits` one unit of the last digit away in `direction`, past `tolerance`; nil if the text is not a
  /// plain decimal and a tolerance was written.
  private static func altered(
    _ digits: String, _ direction: Int, past tolerance: Tolerance
  ) -> String? {
    if case .asWritten = tolerance { return altered(digits, direction) }
    let plain = String(digits.map { $0 == "−" ? "-" : $0 })
    guard let value = Double(plain) else { return nil }
    let decimals = digits.split(separator: ".", omittingEmptySubsequences: false)
    let places = decimals.count == 2 ? decimals[1].count : 0
    let unit = 1 / scale(places)
    let moved: Double
    switch tolerance {
    case .asWritten: return nil
    // The number may lie a tolerance to either side of the value.
    case .absolute(let t): moved = value + Double(direction) * (2 * t + unit)
    case .relative(let p): moved = value + Double(direction) * (2.1 * p * abs(value) + unit)
    case .range(let low, let high): moved = direction > 0 ? high + unit : low - unit
    }
    return fixed(moved, places)
  }

  /// 10 to the power of `places`.
  private static func scale(_ places: Int) -> Double {
    (0..<places).reduce(1.0) { power, _ in power * 10 }
  }

  /// `value` with `places` decimals.
  private static func fixed(_ value: Double, _ places: Int) -> String? {
    let units = (abs(value) * scale(places)).rounded()
    guard units < 9e15 else { return nil }
    var text = String(Int(units))
    if places > 0 {
      text = String(repeating: "0", count: max(0, places + 1 - text.count)) + text
      text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
    }
    return (value < 0 ? "-" : "") + text
  }

  /// `digits` with its last digit one unit larger or smaller in magnitude; zero goes below zero.
  package static func altered(_ digits: String, _ direction: Int) -> String? {
    var scalars = Array(digits.unicodeScalars)
    let places = scalars.indices.filter { ("0"..."9").contains(scalars[$0]) }
    guard let first = places.first else { return nil }
    if direction < 0, places.allSatisfy({ scalars[$0] == "0" }) {
      guard let raised = altered(digits, 1) else { return nil }
      return "-" + raised
    }
    for place in places.reversed() {
      let value = Int(scalars[place].value) - 48 + direction
      scalars[place] = Unicode.Scalar(UInt8(48 + (value + 10) % 10))
      if (0...9).contains(value) { return String(String.UnicodeScalarView(scalars)) }
    }
    scalars.insert("1", at: first)
    return String(String.UnicodeScalarView(scalars))
  }
}
