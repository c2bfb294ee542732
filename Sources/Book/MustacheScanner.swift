import Diagnostics

/// A tag, or the text between tags.
struct MustacheToken: Sendable {
  enum Kind: Sendable {
    case text(ArraySlice<UInt8>)
    case variable(String, isEscaped: Bool)
    case open(String, isInverted: Bool)
    case close(String)
    case partial(String, indent: ArraySlice<UInt8>)
    /// A comment or a change of delimiters.
    case silent
  }

  var kind: Kind
  var range: SourceRange

  /// Whether the tag vanishes with its line when it stands alone.
  fileprivate var mayStandAlone: Bool {
    switch kind {
    case .text, .variable: false
    case .open, .close, .partial, .silent: true
    }
  }
}

/// Finds the tags of a template and takes away the lines on which they stand alone.
struct MustacheScanner {
  private let file: SourceFile
  private var openMark = Array("{{".utf8)
  private var closeMark = Array("}}".utf8)
  private var position = 0
  private var tokens: [MustacheToken] = []

  /// The tokens of `file` in order.
  static func tokens(of file: SourceFile) throws(Diagnostic) -> [MustacheToken] {
    var scanner = MustacheScanner(file: file)
    try scanner.scan()
    return withoutStandaloneLines(scanner.tokens)
  }

  private init(file: SourceFile) { self.file = file }

  private var bytes: [UInt8] { file.bytes }

  private mutating func scan() throws(Diagnostic) {
    while position < bytes.count {
      let start = position
      guard let tag = find(openMark, from: position) else {
        addText(start, bytes.count)
        return
      }
      addText(start, tag)
      position = tag + openMark.count
      try scanTag(from: tag)
    }
  }

  /// Text, cut after every line ending so that lines can be looked at one by one.
  private mutating func addText(_ start: Int, _ end: Int) {
    var from = start
    var i = start
    while i < end {
      i += 1
      if bytes[i - 1] == 0x0A {
        tokens.append(MustacheToken(kind: .text(bytes[from..<i]), range: SourceRange(from, i)))
        from = i
      }
    }
    if from < end {
      tokens.append(MustacheToken(kind: .text(bytes[from..<end]), range: SourceRange(from, end)))
    }
  }

  private mutating func scanTag(from start: Int) throws(Diagnostic) {
    let sigil = position < bytes.count ? bytes[position] : 0
    var closing = closeMark
    switch sigil {
    case UInt8(ascii: "{"): closing = [UInt8(ascii: "}")] + closeMark
    case UInt8(ascii: "="): closing = [UInt8(ascii: "=")] + closeMark
    default: break
    }
    let hasSigil = "#^/>!&{=".utf8.contains(sigil)
    let inside = hasSigil ? position + 1 : position
    guard let end = find(closing, from: inside) else {
      throw Diagnostic(
        .error, "template.tag", at: SourceRange(start, start + openMark.count),
        "this tag never ends",
        hints: ["end it with \(String(decoding: closing, as: UTF8.self))"])
    }
    position = end + closing.count
    let range = SourceRange(start, position)
    let name = Self.trimmed(bytes[inside..<end])
    tokens.append(
      MustacheToken(kind: try kind(sigil: hasSigil ? sigil : 0, name, at: range), range: range))
  }

  private mutating func kind(
    sigil: UInt8, _ name: String, at range: SourceRange
  ) throws(Diagnostic) -> MustacheToken.Kind {
    switch sigil {
    case UInt8(ascii: "!"): return .silent
    case UInt8(ascii: "="):
      try changeMarks(name, at: range)
      return .silent
    default: break
    }
    guard !name.isEmpty, !name.utf8.contains(where: { $0 <= 0x20 || "<>{}".utf8.contains($0) })
    else { throw unreadable(name, at: range) }
    switch sigil {
    case UInt8(ascii: "#"): return .open(name, isInverted: false)
    case UInt8(ascii: "^"): return .open(name, isInverted: true)
    case UInt8(ascii: "/"): return .close(name)
    case UInt8(ascii: ">"): return .partial(name, indent: [])
    case UInt8(ascii: "&"), UInt8(ascii: "{"): return .variable(name, isEscaped: false)
    default: return .variable(name, isEscaped: true)
    }
  }

  private func unreadable(_ name: String, at range: SourceRange) -> Diagnostic {
    guard !name.isEmpty else {
      return Diagnostic(
        .error, "template.tag", at: range, "this tag names nothing",
        hints: ["write a name into it, or take it out"])
    }
    guard name.utf8.contains(where: { "<>{}\n".utf8.contains($0) }) else {
      return Diagnostic(
        .error, "template.tag", at: range, "'\(name)' is no name: it holds a space",
        hints: ["write one name, such as {{title}}"])
    }
    // What is no name began with a tag whose end is missing.
    let start = String(name.prefix { !"<>{} \n".contains($0) })
    return Diagnostic(
      .error, "template.tag", at: SourceRange(range.start, range.start + openMark.count),
      "this tag never ends",
      hints: [
        start.isEmpty
          ? "names have no spaces and no brackets" : "a tag ends after its name: {{\(start)}}"
      ])
  }

  private mutating func changeMarks(_ text: String, at range: SourceRange) throws(Diagnostic) {
    let marks = text.split(whereSeparator: \.isWhitespace)
    guard marks.count == 2, !text.contains("=") else {
      throw Diagnostic(
        .error, "template.delimiters", at: range, "delimiters are two words without '='",
        hints: ["write them as in {{=<% %>=}}"])
    }
    openMark = Array(marks[0].utf8)
    closeMark = Array(marks[1].utf8)
  }

  /// The offset of the next `mark`.
  private func find(_ mark: [UInt8], from start: Int) -> Int? {
    guard let first = mark.first else { return nil }
    var i = start
    while i + mark.count <= bytes.count {
      if bytes[i] == first, bytes[i..<i + mark.count].elementsEqual(mark) { return i }
      i += 1
    }
    return nil
  }

  private static func trimmed(_ slice: ArraySlice<UInt8>) -> String {
    let isSpace = { (byte: UInt8) -> Bool in byte <= 0x20 }
    let front = slice.drop(while: isSpace)
    guard let last = front.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(decoding: front[...last], as: UTF8.self)
  }

  // MARK: Lines

  /// Takes away white space and line ending around tags that stand alone; a partial keeps the
  /// white space before it as its indentation.
  private static func withoutStandaloneLines(_ tokens: [MustacheToken]) -> [MustacheToken] {
    var result = tokens
    var start = 0
    while start < tokens.count {
      var end = start
      while end < tokens.count {
        end += 1
        if case .text(let bytes) = tokens[end - 1].kind, bytes.last == 0x0A { break }
      }
      let tags = (start..<end).filter { index in
        if case .text = tokens[index].kind { false } else { true }
      }
      if tags.count == 1, tokens[tags[0]].mayStandAlone {
        let texts = (start..<end).filter { $0 != tags[0] }
        if texts.allSatisfy({ isBlank(tokens[$0]) }) {
          if case .partial(let name, _) = tokens[tags[0]].kind, tags[0] > start,
            case .text(let indent) = tokens[start].kind
          {
            result[tags[0]].kind = .partial(name, indent: indent)
          }
          for index in texts { result[index].kind = .text([]) }
        }
      }
      start = end
    }
    return result
  }

  private static func isBlank(_ token: MustacheToken) -> Bool {
    guard case .text(let bytes) = token.kind else { return false }
    return bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }
}
