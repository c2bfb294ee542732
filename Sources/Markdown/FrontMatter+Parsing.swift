import Diagnostics

extension FrontMatter {
  /// Reads the front matter at the start of `file`; nil if there is none.
  ///
  /// It starts with a line `---`, goes on with a line that is no blank one, holds at least one
  /// `key:` line, and ends with `---` or `...`. So a rule at the top of a page stays a rule.
  init?(readingStartOf file: SourceFile) {
    var reader = FrontMatterReader(file: file)
    guard let last = reader.lastLine() else { return nil }
    reader.read(upTo: last)
    entries = reader.entries
    diagnostics = reader.diagnostics
    let start = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    range = SourceRange(start, file.lineRange(at: last).end)
  }
}

/// Reads the lines of a front matter one by one.
struct FrontMatterReader {
  let file: SourceFile
  var entries: [FrontMatter.Entry] = []
  var diagnostics: [Diagnostic] = []
  /// The key whose list or mapping is being read.
  private var openKey: (key: String, range: SourceRange)?
  private var items: [FrontMatter.Item] = []
  private var nested: [FrontMatter.Entry] = []
  private var nestedIndent = 0

  init(file: SourceFile) { self.file = file }

  private func line(_ index: Int) -> ArraySlice<UInt8> {
    let range = file.lineRange(at: index)
    return file.bytes[range.start..<range.end]
  }

  private func isMark(_ index: Int, _ mark: String) -> Bool {
    var line = line(index)
    if index == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    return line.starts(with: mark.utf8) && line.dropFirst(3).allSatisfy(ByteClass.isBlank)
  }

  /// The index of the closing line, if the file starts with a front matter.
  func lastLine() -> Int? {
    guard isMark(0, "---"), file.lineStarts.count > 1,
      !line(1).allSatisfy(ByteClass.isBlank)
    else { return nil }
    var hasKey = false
    for index in 1..<file.lineStarts.count {
      if isMark(index, "---") || isMark(index, "...") {
        return hasKey || index == 1 ? index : nil
      }
      if !hasKey, YAMLScan.key(in: file.bytes, file.lineRange(at: index)) != nil { hasKey = true }
    }
    return nil
  }

  mutating func read(upTo last: Int) {
    for index in 1..<max(last, 1) { read(file.lineRange(at: index)) }
    closeKey()
  }

  private mutating func read(_ range: SourceRange) {
    let bytes = file.bytes
    var start = range.start
    while start < range.end, bytes[start] == 0x20 { start += 1 }
    guard start < range.end, bytes[start] != UInt8(ascii: "#") else { return }
    guard bytes[start] != 0x09 else {
      refuse(range, "a tab cannot indent front matter", "indent with spaces")
      return
    }
    let rest = SourceRange(start, range.end)
    if bytes[start] == UInt8(ascii: "-"), start + 1 == range.end || bytes[start + 1] == 0x20 {
      readItem(rest)
      return
    }
    guard let key = YAMLScan.key(in: bytes, rest) else {
      refuse(
        rest, "front matter is read line by line as 'key: value'",
        "write 'key: value', '- item' under a key, or '# comment'")
      return
    }
    let indent = start - range.start
    if indent > 0 { readNested(key, indent, rest) } else { readTop(key, rest) }
  }

  private mutating func readTop(_ key: YAMLScan.Key, _ line: SourceRange) {
    closeKey()
    if let first = entries.first(where: { $0.key == key.text }) {
      diagnostics.append(
        Diagnostic(
          .error, "front-matter.duplicate", at: key.range, "'\(key.text)' is given twice",
          related: [.init(at: first.keyRange, "first here")]))
      return
    }
    guard let rest = YAMLScan.content(in: file.bytes, key.rest) else {
      openKey = (key.text, key.range)
      return
    }
    guard let value = value(rest) else { return }
    entries.append(
      FrontMatter.Entry(
        key: key.text, keyRange: key.range, value: value, valueRange: rest))
  }

  private mutating func readNested(_ key: YAMLScan.Key, _ indent: Int, _ line: SourceRange) {
    guard openKey != nil, items.isEmpty, nested.isEmpty || indent == nestedIndent else {
      refuse(
        line, "front matter has one nested level",
        "indent this line as its neighbours, or not at all")
      return
    }
    guard let rest = YAMLScan.content(in: file.bytes, key.rest) else {
      refuse(line, "'\(key.text)' has no value", "front matter has one nested level")
      return
    }
    nestedIndent = indent
    guard let value = value(rest) else { return }
    nested.append(
      FrontMatter.Entry(
        key: key.text, keyRange: key.range, value: value, valueRange: rest))
  }

  private mutating func readItem(_ line: SourceRange) {
    guard openKey != nil, nested.isEmpty else {
      refuse(line, "a list item needs a key above it", "write 'key:' on the line before the list")
      return
    }
    guard let rest = YAMLScan.content(in: file.bytes, SourceRange(line.start + 1, line.end)) else {
      refuse(line, "the list item is empty", "write a value after '-'")
      return
    }
    if YAMLScan.key(in: file.bytes, rest) != nil {
      refuse(line, "a list item cannot be a mapping here", "quote the text if it holds a colon")
      return
    }
    guard let value = value(rest) else { return }
    items.append(FrontMatter.Item(value: value, range: rest))
  }

  private mutating func closeKey() {
    guard let open = openKey else { return }
    openKey = nil
    let value: FrontMatter.Value
    let range: SourceRange
    if let first = items.first, let last = items.last {
      value = .list(items)
      range = first.range.union(last.range)
    } else if let first = nested.first, let last = nested.last {
      value = .mapping(nested)
      range = first.keyRange.union(last.valueRange)
    } else {
      value = .string("")
      range = .at(open.range.end)
    }
    items = []
    nested = []
    entries.append(
      FrontMatter.Entry(key: open.key, keyRange: open.range, value: value, valueRange: range))
  }

  private mutating func value(_ range: SourceRange) -> FrontMatter.Value? {
    do {
      return try YAMLScan.value(in: file.bytes, range)
    } catch {
      diagnostics.append(error)
      return nil
    }
  }

  private mutating func refuse(_ range: SourceRange, _ message: String, _ hint: String) {
    diagnostics.append(
      Diagnostic(.error, "front-matter.syntax", at: range, message, hints: [hint]))
  }
}
