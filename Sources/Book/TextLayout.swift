import Markup

/// Lines of plain text for a terminal or a mail: words wrapped at a width, blocks indented.
struct TextLayout {
  /// The lines written so far, without trailing spaces.
  private(set) var lines: [String] = []
  /// The widest line, in columns.
  let width: Int

  /// An empty text of `width` columns.
  init(width: Int = 80) { self.width = width }

  /// The text with a line feed at its end.
  var text: String {
    var lines = lines
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  /// Adds an empty line unless one stands there.
  mutating func gap() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// Adds `line` as it is.
  mutating func line(_ line: String) {
    var end = line.endIndex
    while end > line.startIndex, line[line.index(before: end)] == " " {
      end = line.index(before: end)
    }
    lines.append(String(line[..<end]))
  }

  /// Adds `text` with its words wrapped; the first line starts with `first`, the others with
  /// `rest`. A line feed in `text` ends a line; U+00A0 never does.
  mutating func paragraph(_ text: String, first: String = "", rest: String = "") {
    var isFirst = true
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for line in Self.wrapped(part, to: width - displayWidth(of: isFirst ? first : rest)) {
        self.line((isFirst ? first : rest) + line)
        isFirst = false
      }
    }
  }

  /// Adds the lines of another text, each after an indent.
  mutating func block(_ other: TextLayout, first: String, rest: String) {
    for (index, line) in other.lines.enumerated() {
      self.line((index == 0 ? first : rest) + line)
    }
  }

  /// The words of `text` in lines of at most `width` columns; a longer word has its own line.
  static func wrapped(_ text: some StringProtocol, to width: Int) -> [String] {
    let lines = wrappedLines(String(text), width: width)
    return lines.isEmpty ? [""] : lines
  }
}

/// A table drawn with Unicode lines, its columns as wide as their content and the page allow.
struct TextTable {
  /// How the cells of a column are set.
  enum Alignment: Sendable { case left, center, right }

  private let rows: [[String]]
  private let alignments: [Alignment]

  /// A table whose first row is its header.
  init(rows: [[String]], alignments: [Alignment]) {
    self.rows = rows
    self.alignments = alignments
  }

  /// Draws the table into `layout`.
  func draw(into layout: inout TextLayout) {
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 0 else { return }
    let widths = self.widths(columns: columns, room: layout.width)
    for (index, row) in rows.enumerated() {
      let cells = (0..<columns).map { column in
        Self.broken(column < row.count ? row[column] : "", to: widths[column])
      }
      for line in 0..<(cells.map(\.count).max() ?? 1) {
        let parts = (0..<columns).map { column in
          aligned(line < cells[column].count ? cells[column][line] : "", column, widths[column])
        }
        layout.line(parts.joined(separator: " │ "))
      }
      if index == 0 {
        layout.line(
          widths.map { String(repeating: "─", count: $0) }.joined(separator: "─┼─"))
      }
    }
  }

  /// The lines of a cell; what is wider than its column and has no space is broken anywhere.
  private static func broken(_ text: String, to width: Int) -> [String] {
    TextLayout.wrapped(text, to: width).flatMap { line -> [String] in
      guard displayWidth(of: line) > width else { return [line] }
      var parts: [String] = []
      var part = ""
      for character in line {
        if !part.isEmpty, displayWidth(of: part + String(character)) > width {
          parts.append(part)
          part = ""
        }
        part.append(character)
      }
      return parts + [part]
    }
  }

  private func widths(columns: Int, room: Int) -> [Int] {
    var widths = (0..<columns).map { column in
      max(1, rows.map { column < $0.count ? displayWidth(of: $0[column]) : 0 }.max() ?? 1)
    }
    // The widest column gives way until the table fits.
    while widths.reduce(0, +) + 3 * (columns - 1) > room {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > 4
      else { break }
      widths[widest] -= 1
    }
    return widths
  }

  private func aligned(_ text: String, _ column: Int, _ width: Int) -> String {
    let space = max(0, width - displayWidth(of: text))
    let alignment = column < alignments.count ? alignments[column] : .left
    let before = alignment == .right ? space : alignment == .center ? space / 2 : 0
    return String(repeating: " ", count: before) + text
      + String(repeating: " ", count: space - before)
  }
}
