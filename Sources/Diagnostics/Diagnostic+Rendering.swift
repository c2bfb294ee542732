extension Diagnostic {
  /// How a diagnostic is written for a person.
  public struct Style: Sendable {
    /// Whether to use terminal colours.
    public var usesColor: Bool
    /// The longest source line, in scalars, that is shown whole.
    public var width: Int

    /// A style; the default is plain text with source lines of up to 100 scalars.
    public init(usesColor: Bool = false, width: Int = 100) {
      self.usesColor = usesColor
      self.width = width
    }
  }

  /// The diagnostic as lines for a terminal: place and message, source line, caret, hints.
  ///
  ///     README.md:17:34: error: 12 + 7 is 19, not 20
  ///        17 | 12 + 7 = 20 issues are open.
  ///           | ^~~~~~~~~~~
  ///           hint: write 19
  public func rendered(in file: SourceFile, style: Style = Style()) -> String {
    let place = file.position(at: range.start)
    var text = "\(file.path):\(place.line):\(place.column): "
    text += style.paint("\(severity.rawValue): ", severity == .error ? "1;31" : "1;36")
    text += style.paint(message, "1") + "\n"
    text += Self.excerpt(of: range, in: file, style: style)
    for hint in hints { text += "      hint: \(hint)\n" }
    for other in related {
      let place = file.position(at: other.range.start)
      text += "\(file.path):\(place.line):\(place.column): note: \(other.message)\n"
      text += Self.excerpt(of: other.range, in: file, style: style)
    }
    return text
  }

  /// The source line of `range` with a caret line under it.
  static func excerpt(of range: SourceRange, in file: SourceFile, style: Style) -> String {
    let index = file.lineIndex(at: min(range.start, file.bytes.count))
    let line = file.lineRange(at: index)
    let start = min(max(range.start, line.start), line.end)
    let end = min(max(range.end, start), line.end)
    var before = scalars(file, line.start, start)
    var marked = scalars(file, start, end)
    var after = scalars(file, end, line.end)
    if index == 0, before.first == "\u{FEFF}" { before.removeFirst() }
    // A long paragraph is one line of source: show the part around the place.
    let room = max(style.width - min(marked.count, style.width), 20)
    if before.count + marked.count + after.count > style.width {
      let leading = min(before.count, room / 2)
      if leading < before.count { before = ["…"] + before.suffix(leading) }
      if marked.count > style.width {
        marked = Array(marked.prefix(style.width))
        after = ["…"]
      } else if after.count > room / 2 {
        after = Array(after.prefix(room / 2)) + ["…"]
      }
    }
    let number = String(index + 1)
    let gutter = String(repeating: " ", count: max(5 - number.count, 0)) + number
    let margin = String(repeating: " ", count: max(5, number.count))
    var result = "\(gutter) | " + String(String.UnicodeScalarView(before + marked + after)) + "\n"
    let indent = before.reduce(into: "") { $0 += padding(of: $1) }
    let width = max(1, marked.reduce(0) { $0 + columns(of: $1) })
    let caret = "^" + String(repeating: "~", count: width - 1)
    result += "\(margin) | " + indent + style.paint(caret, "1;32") + "\n"
    return result
  }

  private static func scalars(_ file: SourceFile, _ start: Int, _ end: Int) -> [Unicode.Scalar] {
    // Control characters would move the terminal's cursor; a tab keeps its width in the indent.
    String(decoding: file.bytes[start..<end], as: UTF8.self).unicodeScalars.map {
      $0 != "\t" && ($0.value < 0x20 || (0x7F..<0xA0).contains($0.value)) ? "\u{FFFD}" : $0
    }
  }

  private static func padding(of scalar: Unicode.Scalar) -> String {
    scalar == "\t" ? "\t" : String(repeating: " ", count: columns(of: scalar))
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: 0
    default: isWide(scalar.value) ? 2 : 1
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value)
      || (0xAC00...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value)
      || (0xFE30...0xFE6F).contains(value) || (0xFF00...0xFF60).contains(value)
      || (0xFFE0...0xFFE6).contains(value) || (0x1F300...0x1F64F).contains(value)
      || (0x1F900...0x1F9FF).contains(value) || (0x20000...0x3FFFD).contains(value)
  }
}

extension Diagnostic.Style {
  func paint(_ text: String, _ code: String) -> String {
    usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
