import Claims
import Diagnostics
import Numerics

/// The changes that would make what is stated right.
extension Assessor {
  /// Notes the change that makes the number of `calculation` right.
  mutating func noteEdit(_ calculation: Calculation, _ correction: Verdict.Correction) {
    guard let digits = correction.digits, let range = correction.range else { return }
    let stated = document.file.text(in: range)
    var doubt = Self.doubt(from: Self.number(stated), to: Self.number(digits))
    if stated.unicodeScalars.contains(where: { $0.properties.numericType == .numeric }) {
      doubt = .unwritable("a fraction is rewritten by hand")
    }
    // A comma that TeX is to set without a space after it.
    let isBraced = stated.contains("{,}") && !digits.contains("{,}")
    let written = isBraced ? digits.split(separator: ",").joined(separator: "{,}") : digits
    add(Edit(range: range, replacement: written, stated: stated, doubt: doubt))
  }

  /// Notes the change of `numeral` to what `judgement` says.
  mutating func noteEdit(_ numeral: Numeral, _ judgement: Judgement, _ comparator: Comparator) {
    var doubt = Self.doubt(from: numeral.mantissa.doubleValue, to: Self.number(judgement.actual))
    switch comparator {
    case .equal, .approximate: break
    default: doubt = .comparator
    }
    if numeral.denominator.doubleValue != 1 {
      doubt = .unwritable("a fraction is rewritten by hand")
    }
    if numeral.scale.form == .exponent, numeral.digits == numeral.range {
      doubt = .unwritable("a power of ten is rewritten by hand")
    }
    add(
      Edit(
        range: numeral.digits, replacement: judgement.actual,
        stated: document.file.text(in: numeral.digits), doubt: doubt))
  }

  /// Notes that the text of a result in `range` should be `replacement`.
  mutating func noteEdit(at range: SourceRange, _ replacement: String, isFilledIn: Bool = false) {
    let stated = document.file.text(in: range)
    guard !replacement.contains("\n"), !replacement.isEmpty else { return }
    let elides = !isFilledIn && (stated.contains("...") || stated.contains("…"))
    add(
      Edit(
        range: range, replacement: replacement, stated: stated,
        doubt: elides ? .unwritable("it has '...', which is kept") : nil))
  }

  private mutating func add(_ edit: Edit) {
    var edit = edit
    if Self.number(edit.replacement) != nil, Self.isSplit(edit.stated) {
      edit.doubt = .unwritable("markup splits the number")
    }
    if edit.doubt == nil, let word = document.file.sizingWord(around: edit.range) {
      edit.doubt = .sized(word)
    }
    result.edits.append(edit)
  }

  /// Takes back what would break other arithmetic, and keeps one change to a place.
  mutating func settleEdits() {
    guard !result.edits.isEmpty else { return }
    var settled: [Edit] = []
    for edit in result.edits.sorted(by: { $0.range.start < $1.range.start }) {
      if let last = settled.last, last.range.end > edit.range.start {
        if last.range != edit.range || last.replacement != edit.replacement {
          settled[settled.count - 1].doubt = .unwritable("two claims want different numbers here")
        }
        continue
      }
      settled.append(edit)
    }
    let users = NumberUsers(calculations, editing: settled.map(\.range), in: document.file)
    for index in settled.indices where settled[index].doubt == nil {
      if let user = users.user(of: settled[index]) { settled[index].doubt = .used(user) }
    }
    result.edits = settled
  }

  private static func doubt(from stated: Double?, to actual: Double?) -> Edit.Doubt? {
    guard let stated, let actual else { return .large }
    if (stated < 0) != (actual < 0), stated != 0 { return .sign }
    return (actual - stated).magnitude <= 0.1 * stated.magnitude ? nil : .large
  }

  /// The number that the digits of an author mean, near enough to compare sizes.
  private static func number(_ text: String) -> Double? {
    let text = text.filter { $0 != "{" && $0 != "}" }
    let marks = text.filter { $0 == "." || $0 == "," }
    let hasBoth = marks.contains(".") && marks.contains(",")
    let isDecimalComma =
      hasBoth
      ? marks.last == ","
      : marks == "," && !(text.count > 4 && Array(text)[text.count - 4] == ",")
    var plain = ""
    for character in text {
      switch character {
      case "0"..."9": plain.append(character)
      case "-", "−": plain.append("-")
      case "." where !isDecimalComma || marks.count == 1 && !marks.contains(","): plain.append(".")
      case "," where isDecimalComma: plain.append(".")
      case "e", "E", "+", ".", ",", "'", "’", "_", " ", "\u{A0}", "\u{2009}", "\u{202F}":
        if character == "e" || character == "E" { plain.append("e") }
      default: return nil
      }
    }
    return Double(plain)
  }

  /// Whether marks of emphasis, a tag or a line's end stand between the digits.
  private static func isSplit(_ text: String) -> Bool {
    text.contains { "*_`<>\\\n".contains($0) } && text.contains(where: \.isNumber)
      && !text.allSatisfy { $0.isNumber || $0 == "_" }
  }
}

extension Verdict {
  /// Whether the calculation holds, closely or loosely.
  var holds: Bool {
    switch self {
    case .wrong, .notChecked: false
    default: true
    }
  }
}
