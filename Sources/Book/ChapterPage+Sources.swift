import Diagnostics
import Markdown
import Markup
import Numerics

/// Where numbers come from: a table at the end of each section, which the reader switches on.
///
/// The table is the only place of the page that holds expressions and values; the script shows a
/// row of it beside the number that is pointed at, and without a script the table itself is there.
extension ChapterPage {
  /// Writes the table of the sources before the offset `end` of the chapter that no table holds.
  mutating func writeSources(before end: Int, _ renderer: inout HTMLRenderer) {
    let first = nextSource
    while nextSource < assessment.sources.count,
      assessment.sources[nextSource].range.start < end
    {
      nextSource += 1
    }
    guard nextSource > first else { return }
    let count = nextSource - first
    renderer.startLine()
    renderer.output.append(
      text: "<details class=\"mb-sources\"><summary>Where "
        + (count == 1 ? "this number comes" : "these \(count) numbers come")
        + " from</summary><div class=\"mb-scroll\" tabindex=\"0\" role=\"group\""
        + " aria-label=\"Sources of numbers\"><table><thead><tr>"
        + "<th scope=\"col\">stated</th><th scope=\"col\">expression</th>"
        + "<th scope=\"col\">value</th><th scope=\"col\">holds</th><th scope=\"col\">cell</th>"
        + "</tr></thead><tbody>\n")
    for index in first..<nextSource { write(source: index, &renderer) }
    renderer.output.append("</tbody></table></div></details>\n")
  }

  private func write(source index: Int, _ renderer: inout HTMLRenderer) {
    let source = assessment.sources[index]
    let stated = assessment.document.file.text(in: source.range)
    renderer.output.append(
      text: "<tr id=\"s-\(index)\"><td>\(escapedMarkup(stated))</td><td><code>")
    renderer.output.append(escaping: source.expression)
    renderer.output.append(
      text:
        "</code></td><td>\(escapedMarkup(source.value))</td><td>\(escapedMarkup(source.rule))</td><td>"
    )
    if let cell = cell(behind: source.expression) {
      let number = cell.number
      renderer.output.append(
        text: "<a href=\"#\(escapedMarkup(cell.id))\" aria-label=\"cell \(number)\">\(number)</a>")
    }
    renderer.output.append("</td></tr>\n")
  }

  /// The identifier of `cell` in the page: that of its label, its own, or its number.
  func identifier(of cell: Cell) -> String? {
    if let id = book.labels.label(at: cell.node, in: chapter)?.id ?? cell.options.id { return id }
    let cells = book.chapters[chapter].parts.cells
    return cells.firstIndex { $0.node == cell.node }.map { "cell-\($0 + 1)" }
  }

  /// The last cell that gives a name of `expression` its value.
  private func cell(behind expression: String) -> (number: Int, id: String)? {
    let cells = book.chapters[chapter].parts.cells
    let names = CellNames.names(in: expression)
    for (index, cell) in cells.enumerated().reversed()
    where CellNames.defined(in: cell.text.bytes).contains(where: names.contains) {
      guard cell.options.showsCode || cell.options.showsOutput else { return nil }
      return identifier(of: cell).map { (index + 1, $0) }
    }
    return nil
  }
}

/// Names in code, found by their surroundings alone: enough for a link.
enum CellNames {
  /// All words of `expression` that are no labels or members.
  static func names(in expression: String) -> Set<String> {
    var names: Set<String> = []
    words(Array(expression.utf8)) { word, before, after in
      if before != UInt8(ascii: "."), after != UInt8(ascii: ":") { names.insert(word) }
    }
    return names
  }

  /// The names that the code in `bytes` defines or assigns.
  static func defined(in bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var previous = ""
    words(bytes) { word, before, after in
      let follows = ["let", "var", "func", "struct", "enum"].contains(previous)
      if follows || (after == UInt8(ascii: "=") && before != UInt8(ascii: ".")) {
        names.insert(word)
      }
      previous = word
    }
    return names
  }

  /// Calls `body` for each word with the bytes that are no spaces before and after it; `==` does
  /// not count as `=`.
  private static func words(
    _ bytes: [UInt8], _ body: (_ word: String, _ before: UInt8, _ after: UInt8) -> Void
  ) {
    var i = 0
    var before: UInt8 = 0
    while i < bytes.count {
      let start = i
      while i < bytes.count, isWord(bytes[i]) { i += 1 }
      guard i > start else {
        if bytes[i] == UInt8(ascii: "/"), i + 1 < bytes.count, bytes[i + 1] == bytes[i] {
          while i < bytes.count, bytes[i] != 0x0A { i += 1 }
          continue
        }
        if bytes[i] > 0x20 { before = bytes[i] }
        i += 1
        continue
      }
      var next = i
      while next < bytes.count, bytes[next] == 0x20 { next += 1 }
      var after = next < bytes.count ? bytes[next] : 0
      if after == UInt8(ascii: "="), next + 1 < bytes.count, bytes[next + 1] == after { after = 0 }
      if !(0x30...0x39).contains(bytes[start]) {
        body(String(decoding: bytes[start..<i], as: UTF8.self), before, after)
      }
      before = bytes[i - 1]
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_") || byte >= 0x80
  }
}
