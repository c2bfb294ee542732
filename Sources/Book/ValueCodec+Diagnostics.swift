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
    for number in [diagnostic.stated, diagnostic.actual] {
      add(number == nil ? 0 : 1)
      add(number ?? "")
    }
  }

  private mutating func add(_ range: SourceRange) {
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
    guard let hasStated = integer(), let stated = text(), let hasActual = integer(),
      let actual = text()
    else { return nil }
    diagnostic.stated = hasStated == 0 ? nil : stated
    diagnostic.actual = hasActual == 0 ? nil : actual
    return diagnostic
  }

  private mutating func range() -> SourceRange? {
    guard let start = integer(), let end = integer(), 0 <= start, start <= end else { return nil }
    return SourceRange(start, end)
  }
}
