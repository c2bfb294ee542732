import Diagnostics

extension ValueWriter {
  mutating func add(_ diagnostic: Diagnostic) {
    add(diagnostic.severity.rawValue)
    add(diagnostic.rule)
    add(diagnostic.range)
    add(diagnostic.message)
    add(diagnostic.hints.count)
    for hint in diagnostic.hints { add(hint) }
    add(diagnostic.related.count)
    for related in diagnostic.related {
      add(related.range)
      add(related.message)
    }
    add(diagnostic.stated)
    add(diagnostic.actual)
  }

  mutating func add(_ text: String?) {
    add(text == nil ? 0 : 1)
    add(text ?? "")
  }

  mutating func add(_ range: SourceRange) {
    add(range.start)
    add(range.end)
  }
}

extension ValueReader {
  mutating func diagnostic() -> Diagnostic? {
    guard let weight = text(), let severity = Diagnostic.Severity(rawValue: weight),
      let rule = text(), let range = range(), let message = text(), let hints = count(of: 8)
    else { return nil }
    var diagnostic = Diagnostic(severity, rule, at: range, message)
    for _ in 0..<hints {
      guard let hint = text() else { return nil }
      diagnostic.hints.append(hint)
    }
    guard let places = count(of: 24) else { return nil }
    for _ in 0..<places {
      guard let place = self.range(), let words = text() else { return nil }
      diagnostic.related.append(Diagnostic.Related(at: place, words))
    }
    guard let stated = optionalText(), let actual = optionalText() else { return nil }
    diagnostic.stated = stated
    diagnostic.actual = actual
    return diagnostic
  }

  /// A text that may be absent; nil if there is neither.
  mutating func optionalText() -> String?? {
    guard let flag = integer(), let text = text() else { return nil }
    return .some(flag == 0 ? nil : text)
  }

  mutating func range() -> SourceRange? {
    guard let start = integer(), let end = integer(), 0 <= start, start <= end else { return nil }
    return SourceRange(start, end)
  }
}
