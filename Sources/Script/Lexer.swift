import Diagnostics

/// Cuts the text of one piece into tokens; never fails, what is wrong is collected.
///
///     token    = word | "`" word "`" | number | text | symbol | mark | "$" digits
///     word     = (letter | "_") { letter | digit | "_" }     (letters of all scripts, as in Swift)
///     number   = digits [ "." digits ] [ "e" [sign] digits ] | "0x" … | "0b" … | "0o" …
///     text     = '"' { character | escape | "\(" code ")" } '"'  |  '"""' … '"""'
///     symbol   = the longest run of  + - * / % < > = ! ? & | ^ ~ . (at least "..")  and  • ⊙ ⊗ √ ≈ …
///     comment  = "//" to the end of the line | "/*" … "*/", nested
///
/// Characters that only look like an operator (`−`, `×`, `≤`, curly quotes) are reported and read as
/// the one that was meant, so that the parser does not stumble again.
struct Lexer {
  /// Everything that one text gives.
  struct Result: Sendable {
    var tokens: [Token] = []
    var texts: [[TextPart]] = []
    var comments: [LexedComment] = []
    var diagnostics: [Diagnostic] = []
  }

  let text: MappedText
  let bytes: [UInt8]
  let end: Int
  var position: Int
  var result = Result()
  /// Whether a line ended since the last token.
  var startsLine = true
  /// The nesting of interpolations that this lexer works in.
  let depthLeft: Int

  init(_ text: MappedText, from start: Int = 0, to end: Int? = nil, depthLeft: Int) {
    self.text = text
    bytes = text.bytes
    position = start
    self.end = end ?? text.bytes.count
    self.depthLeft = depthLeft
  }

  /// All tokens of the text, the last one being `end`.
  ///
  /// - Complexity: O(*n*) in the number of bytes, times the nesting of interpolations.
  consuming func tokens() -> Result {
    while true {
      let before = position
      skipBlanks()
      let hasSpace = position > before || position == 0
      guard position < end else {
        add(.end, from: end, hasSpace)
        return result
      }
      let start = position
      guard let kind = nextKind(hasSpace) else { continue }
      add(kind, from: start, hasSpace)
    }
  }

  private mutating func add(_ kind: Token.Kind, from start: Int, _ hasSpace: Bool) {
    result.tokens.append(
      Token(
        kind: kind, start: start, end: position, startsLine: startsLine, hasSpaceBefore: hasSpace))
    startsLine = false
  }

  /// Reads one token; nil if what was read gives none (it has been reported).
  private mutating func nextKind(_ hasSpace: Bool) -> Token.Kind? {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: "\""): return textLiteral()
    case UInt8(ascii: "`"): return quotedWord()
    case UInt8(ascii: "$"): return dollar()
    case UInt8(ascii: "'"): return singleQuoted()
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ":"),
      UInt8(ascii: ";"), UInt8(ascii: "#"), UInt8(ascii: "@"):
      if byte == UInt8(ascii: "#"), skipRawText() { return .broken }
      position += 1
      return .mark(byte)
    case UInt8(ascii: ".") where !".*/^".utf8.contains(peek(1) ?? 0):
      position += 1
      return .mark(byte)
    case UInt8(ascii: "\\"):
      position += 1
      return backslash()
    default: break
    }
    let scalar = scalar(at: position)
    if isWordStart(scalar.value) { return word() }
    if isSymbol(scalar.value) { return symbol(hasSpace) }
    return strange(scalar)
  }

  /// Reads what follows a backslash outside of a text: a key path of Swift, or nothing known.
  private mutating func backslash() -> Token.Kind? {
    let start = position - 1
    while let byte = peek(0), isWordPart(UInt32(byte)) { position += 1 }
    guard peek(0) == UInt8(ascii: "."), let next = peek(1), isWordPart(UInt32(next)) else {
      report(.strayBackslash(at: range(start, start + 1)))
      return nil
    }
    position += 1
    let name = position
    while let byte = peek(0), isWordPart(UInt32(byte)) || byte == UInt8(ascii: ".") {
      position += 1
    }
    let path = String(decoding: bytes[name..<position], as: UTF8.self)
    report(.keyPath(path, at: range(start, position)))
    return .broken
  }

  // MARK: blanks and comments

  private mutating func skipBlanks() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x09, 0x0C: position += 1
      case 0x0A, 0x0D:
        startsLine = true
        position += 1
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): lineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
      case 0xC2 where peek(1) == 0xA0: position += 2  // no-break space
      case 0xEF where peek(1) == 0xBB && peek(2) == 0xBF: position += 3  // byte order mark
      default: return
      }
    }
  }

  private mutating func lineComment() {
    let start = position
    while position < end, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
    if let comment = resultComment(start, position) {
      result.comments.append(comment)
    } else {
      reportNearResult(start, position)
    }
  }

  private mutating func blockComment() {
    let start = position
    var depth = 0
    while position < end {
      if bytes[position] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        depth += 1
        position += 2
      } else if bytes[position] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        depth -= 1
        position += 2
        if depth == 0 { return reportNearResult(start, position, isBlock: true) }
      } else {
        if bytes[position] == 0x0A { startsLine = true }
        position += 1
      }
    }
    position = min(position, end)
    report(.unclosedComment(at: range(start, start + 2)))
  }

  /// Reads `// => …`, `// Prints "…"` and `// error: …`.
  private func resultComment(_ start: Int, _ stop: Int) -> LexedComment? {
    var from = start + 2
    while from < stop, bytes[from] == 0x20 || bytes[from] == 0x09 { from += 1 }
    var to = stop
    while to > from, bytes[to - 1] == 0x20 || bytes[to - 1] == 0x09 { to -= 1 }
    let body = bytes[from..<to]
    func skip(_ count: Int) -> Int {
      var next = from + count
      while next < to, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
      return next
    }
    var line = start
    while line > 0, bytes[line - 1] == 0x20 || bytes[line - 1] == 0x09 { line -= 1 }
    let isAlone = line == 0 || bytes[line - 1] == 0x0A || bytes[line - 1] == 0x0D
    func comment(_ kind: ResultComment.Kind, _ from: Int, _ to: Int) -> LexedComment {
      LexedComment(
        kind: kind, stated: SourceRange(from, to), range: SourceRange(start, stop),
        isAlone: isAlone)
    }
    if body.starts(with: "=>".utf8) { return comment(.value, skip(2), to) }
    if body.starts(with: "error:".utf8) { return comment(.error, skip(6), to) }
    if body.starts(with: "Prints \"".utf8), to - from >= 9, bytes[to - 1] == UInt8(ascii: "\"") {
      return comment(.printed, from + 8, to - 1)
    }
    return nil
  }

  // MARK: helpers

  func peek(_ offset: Int) -> UInt8? {
    position + offset < end ? bytes[position + offset] : nil
  }

  func range(_ start: Int, _ end: Int) -> SourceRange { text.sourceRange(start, end) }

  mutating func report(_ diagnostic: Diagnostic) { result.diagnostics.append(diagnostic) }

  /// The Unicode scalar at `offset`; a byte that is not UTF-8 counts as U+FFFD.
  func scalar(at offset: Int) -> Unicode.Scalar {
    var iterator = bytes[offset..<min(offset + 4, end)].makeIterator()
    var decoder = UTF8()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
    return "\u{FFFD}"
  }

  /// The number of bytes of `scalar` in the text.
  func width(of scalar: Unicode.Scalar) -> Int {
    guard scalar == "\u{FFFD}" else { return UTF8.width(scalar) }
    // Either written as such, or a byte that is not UTF-8, be it the first one of U+FFFD.
    return bytes[position..<end].starts(with: [0xEF, 0xBF, 0xBD]) ? 3 : 1
  }
}
