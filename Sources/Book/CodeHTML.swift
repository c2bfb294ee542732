import Diagnostics
import Markup

/// Writes code as HTML with the tokens of common languages in classed spans, at build time.
///
/// One small scanner serves all languages: comments, strings, numbers, words. It never fails; what
/// it does not know stays plain.
struct CodeHTML {
  let bytes: [UInt8]
  private let language: CodeLanguage?
  var position = 0

  /// Writes `text` in the language named after the fence.
  static func write(_ text: MappedText, language: String, into output: inout OutputBuffer) {
    let name = language.lowercased()
    output.append("<pre class=\"mb-code\" tabindex=\"0\" role=\"group\" aria-label=\"Code\"><code")
    if !name.isEmpty {
      output.append(" class=\"language-")
      output.append(escaping: name)
      output.append("\"")
    }
    output.append(">")
    var writer = CodeHTML(bytes: text.bytes, language: CodeLanguage.named(name))
    writer.write(into: &output)
    output.append("</code></pre>\n")
  }

  private init(bytes: [UInt8], language: CodeLanguage?) {
    var bytes = bytes
    while bytes.last == 0x0A { bytes.removeLast() }
    self.bytes = bytes
    self.language = language
  }

  private mutating func write(into output: inout OutputBuffer) {
    guard let language else {
      output.append(escaping: bytes[...])
      return
    }
    while position < bytes.count {
      let start = position
      let kind = scan(language)
      if let kind {
        output.append("<span class=\"tok-")
        output.append(text: kind)
        output.append("\">")
        output.append(escaping: bytes[start..<position])
        output.append("</span>")
      } else {
        output.append(escaping: bytes[start..<position])
      }
    }
  }

  /// Moves over the next token; gives its class, or nil for plain text.
  private mutating func scan(_ language: CodeLanguage) -> String? {
    let byte = bytes[position]
    for mark in language.lineComments where starts(with: mark) && mayComment(language) {
      while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      return "c"
    }
    if let (open, close) = language.blockComment, starts(with: open) {
      comment(open, close, isNested: language.isSwift)
      return "c"
    }
    switch language.form {
    case .markup: return scanMarkup()
    case .shell: if byte == UInt8(ascii: "$"), scanVariable() { return "n" }
    case .keyed: if let kind = scanKey(language) { return kind }
    case .plain: if let kind = scanSign(language) { return kind }
    }
    if byte == UInt8(ascii: "'"), language.hasCharacters {
      // `'a'` and `'\n'` are characters, `'a` alone is a lifetime or an apostrophe.
      let isEscaped = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\\")
      guard isEscaped || (position + 2 < bytes.count && bytes[position + 2] == byte) else {
        position += 1
        return nil
      }
    }
    if language.isSwift, byte == UInt8(ascii: "#"), rawString() { return "s" }
    if language.quotes.contains(byte) {
      string(byte)
      return "s"
    }
    if Self.isDigit(byte) {
      number()
      return "n"
    }
    if Self.isLetter(byte) { return word(language) }
    position += 1
    return nil
  }

  /// Moves behind a comment, which may hold others if they nest.
  private mutating func comment(_ open: String, _ close: String, isNested: Bool) {
    var depth = 0
    repeat {
      if starts(with: open), isNested || depth == 0 {
        depth += 1
        position += open.utf8.count
      } else if starts(with: close) {
        depth -= 1
        position += close.utf8.count
      } else {
        position += 1
      }
    } while depth > 0 && position < bytes.count
    position = min(position, bytes.count)
  }

  /// `depth` is how many strings it stands in, as an interpolation of theirs.
  mutating func string(_ quote: UInt8, depth: Int = 0) {
    let triple = [quote, quote, quote]
    if bytes[position...].starts(with: triple) {
      position += 3
      while position < bytes.count, !bytes[position...].starts(with: triple) { position += 1 }
      position = min(position + 3, bytes.count)
      return
    }
    position += 1
    while position < bytes.count, bytes[position] != quote, bytes[position] != 0x0A {
      if language?.isSwift == true, starts(with: "\\("), depth < 16 {
        position += 1
        interpolation(depth: depth)
      } else {
        position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      }
    }
    position = min(position, bytes.count)
    if position < bytes.count, bytes[position] == quote { position += 1 }
  }

  private mutating func number() {
    while position < bytes.count {
      let byte = bytes[position]
      let isExponentSign =
        (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+"))
        && (bytes[position - 1] | 0x20) == UInt8(ascii: "e")
      let isPoint =
        byte == UInt8(ascii: ".") && position + 1 < bytes.count && Self.isDigit(bytes[position + 1])
      guard Self.isDigit(byte) || Self.isLetter(byte) || isPoint || isExponentSign else { return }
      position += 1
    }
  }

  private mutating func word(_ language: CodeLanguage) -> String? {
    let start = position
    while position < bytes.count, Self.isLetter(bytes[position]) || Self.isDigit(bytes[position]) {
      position += 1
    }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if language.keywords.contains(word) { return "k" }
    if position < bytes.count, bytes[position] == UInt8(ascii: "(") { return "f" }
    if let first = word.unicodeScalars.first, first.properties.isUppercase, word.count > 1 {
      return language.colorsTypes ? "t" : nil
    }
    return nil
  }

  func starts(with mark: String) -> Bool { bytes[position...].starts(with: mark.utf8) }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
      || byte >= 0x80
  }
}

/// What the scanner must know of a language.
struct CodeLanguage: Sendable {
  /// The names after a fence.
  let names: [String]
  /// What starts a comment to the end of the line.
  var lineComments: [String] = []
  /// What encloses a longer comment.
  var blockComment: (String, String)?
  /// What encloses a string.
  var quotes: Set<UInt8> = [UInt8(ascii: "\"")]
  /// The keywords.
  var keywords: Set<String> = []
  /// What is special about its form.
  enum Form: Sendable {
    /// Nothing.
    case plain
    /// Tags with attributes.
    case markup
    /// Names before values, line by line or in braces.
    case keyed
    /// `$name` is a variable.
    case shell
  }

  /// What is special about its form.
  var form = Form.plain
  /// What starts an attribute or a directive: `@main`, `#include`.
  var signs: Set<UInt8> = []
  /// Whether a single quote encloses one character.
  var hasCharacters = false
  /// Whether comments nest, strings may be raw, and expressions stand in them after `\(`.
  var isSwift = false
  /// Whether capitalised words are types.
  var colorsTypes = true

  /// The language called `name` after a fence.
  static func named(_ name: String) -> CodeLanguage? { all.first { $0.names.contains(name) } }
}
