import Diagnostics

/// Comments that nearly state a result: `// -> 6`, `// prints "6"`. They would check nothing, and
/// nobody would see it.
extension Lexer {
  /// Reports the comment between `start` and `stop` if its words are nearly those of a result.
  mutating func reportNearResult(_ start: Int, _ stop: Int, isBlock: Bool = false) {
    let end = isBlock ? max(stop - 2, start + 2) : stop
    let body = Self.trimmed(String(decoding: bytes[(start + 2)..<end], as: UTF8.self)[...])
    guard let right = isBlock ? Self.blockResult(body) : Self.result(nearly: body) else { return }
    report(.nearResult(write: right, at: range(start, stop)))
  }

  /// `=> 6` in a comment between `/*` and `*/`.
  private static func blockResult(_ body: Substring) -> String? {
    body.hasPrefix("=>") ? "// => " + trimmed(body.dropFirst(2)) : nil
  }

  /// The comment that was probably meant, or nil if `body` is one of ours or nothing like it.
  private static func result(nearly body: Substring) -> String? {
    for arrow in ["= >", "==>", "=>"] where body.hasPrefix(arrow) {
      return arrow == "=>" ? nil : "// => " + trimmed(body.dropFirst(arrow.count))
    }
    for arrow in ["==", "=", "-->", "->", "→", "⇒"] where body.hasPrefix(arrow) {
      let rest = trimmed(body.dropFirst(arrow.count))
      return isValue(rest) ? "// => " + rest : nil
    }
    let word = body.prefix { $0.isLetter }
    let rest = trimmed(body.dropFirst(word.count))
    switch word.lowercased() {
    case "print", "prints", "printed":
      let text = trimmed(rest.drop { $0 == ":" })
      guard text.first == "\"" else { return nil }
      let isClosed = text.count > 1 && text.last == "\""
      if word == "Prints", rest.first == "\"", isClosed { return nil }
      return "// Prints " + text + (isClosed ? "" : "\"")
    case "error":
      guard rest.first == ":", word != "error" || body.hasPrefix("error :") else { return nil }
      return "// error: " + trimmed(rest.dropFirst())
    default: return nil
    }
  }

  /// Whether `text` is nothing but numbers, a truth value or a text in quotes.
  private static func isValue(_ text: Substring) -> Bool {
    if text == "true" || text == "false" { return true }
    if text.count > 1, text.first == "\"", text.last == "\"" { return true }
    return text.contains { $0.isASCII && $0.isNumber }
      && text.allSatisfy { "0123456789.,+-−e±[]() …".contains($0) }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

extension Diagnostic {
  /// A comment is nearly one that states a result.
  static func nearResult(write right: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "syntax.comment", at: range, "this comment states no result, so nothing is checked",
      hints: ["write \(right)"])
  }
}
