/// Link reference definitions at the start of a paragraph.
///
///     definition = "[" label "]:" space* destination (space+ title)? blank* line end
///
/// Each becomes a node of its own before what is left of the paragraph. The first one of a label
/// counts.
extension Parser {
  /// Takes the definitions off the start of the open paragraph `node`.
  mutating func takeDefinitions(of node: Int) {
    let first = Int(nodes[node].a)
    guard pieces.count > first, bytes[Int(pieces[first].file)] == UInt8(ascii: "[") else { return }
    load(first, pieces.count - first)
    var start = position
    while start < textEnd, text[start] == UInt8(ascii: "["),
      let next = takeDefinition(at: start, before: node)
    {
      start = next
      while start < textEnd, ByteClass.isBlank(text[start]) { start += 1 }
    }
    guard start > position else { return }
    // What is left: the pieces from the file offset of `start` on.
    let file = start < textEnd ? fileOffset(start) : Int.max
    var kept = first
    for index in first..<pieces.count {
      var piece = pieces[index]
      guard piece.fileEnd > file || start < textEnd && Int(piece.file) >= file else { continue }
      if Int(piece.file) < file {
        piece = Piece(slice: file, piece.fileEnd)
      }
      pieces[kept] = piece
      kept += 1
    }
    pieces.truncate(to: kept)
    if kept > first { nodes[node].start = pieces[first].file }
  }

  /// Reads one definition at `start` of the loaded text; returns where the next line starts.
  private mutating func takeDefinition(at start: Int, before node: Int) -> Int? {
    guard let labelEnd = endOfLabel(from: start), labelEnd + 1 < textEnd,
      text[labelEnd + 1] == UInt8(ascii: ":")
    else { return nil }
    let key = normalizedLabel(text + (start + 1), labelEnd - start - 1)
    guard !key.isEmpty else { return nil }
    var i = skipSpaces(labelEnd + 2)
    guard let destination = linkDestination(at: i), destination.next > i else { return nil }
    i = destination.next
    var end = i
    var title: (start: Int, end: Int, next: Int)?
    let afterSpace = skipSpaces(i)
    if afterSpace > i, let found = linkTitle(at: afterSpace) { title = found }
    if let found = title {
      end = skipBlanks(found.next)
      if end < textEnd, !ByteClass.isLineEnd(text[end]) { title = nil }
    }
    if title == nil {
      end = skipBlanks(i)
      guard end >= textEnd || ByteClass.isLineEnd(text[end]) else { return nil }
    }
    addDefinition(
      key, start, labelEnd, destination, title, end: title?.next ?? destination.next, node)
    if end < textEnd, text[end] == 0x0D { end += 1 }
    if end < textEnd, text[end] == 0x0A { end += 1 }
    return end
  }

  private mutating func addDefinition(
    _ key: [UInt8], _ start: Int, _ labelEnd: Int, _ destination: Destination,
    _ title: (start: Int, end: Int, next: Int)?, end: Int, _ paragraph: Int
  ) {
    var extra = Extra()
    extra.label = place(start + 1, labelEnd)
    extra.main = unescapedPlace(destination.start, destination.end)
    extra.mainStart = Int32(truncatingIfNeeded: fileOffset(destination.start))
    extra.mainEnd = Int32(
      truncatingIfNeeded: fileEndOffset(destination.end, from: destination.start))
    if let title {
      extra.title = unescapedPlace(title.start, title.end)
      extra.hasTitle = true
    }
    let index = addExtra(extra)
    if definitions[key] == nil { definitions[key] = index }
    // A node of its own, just before the paragraph.
    var node = Node(.linkReferenceDefinition, fileOffset(start), fileEndOffset(end, from: start))
    node.c = index
    node.parent = nodes[paragraph].parent
    node.previous = nodes[paragraph].previous
    node.next = Int32(truncatingIfNeeded: paragraph)
    node.flags = nodes[paragraph].flags.intersection(.afterBlank)
    nodes[paragraph].flags.remove(.afterBlank)
    let link = Int32(truncatingIfNeeded: nodes.count)
    if node.previous != 0 {
      nodes[Int(node.previous)].next = link
    } else {
      nodes[Int(node.parent)].first = link
    }
    nodes[paragraph].previous = link
    nodes.append(node)
  }

  // MARK: Labels

  /// The offset of the `]` that closes the label opened at `start`, at most 999 bytes on.
  func endOfLabel(from start: Int) -> Int? {
    var i = start + 1
    let limit = min(textEnd, start + 1001)
    while i < limit {
      switch text[i] {
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "]"): return i
      case UInt8(ascii: "\\"):
        i += 1
        if i < limit, ByteClass.isPunctuation(text[i]) { i += 1 }
      default: i += 1
      }
    }
    return nil
  }

  /// A label as the key of a table: case folded, white space collapsed; empty for no label.
  func normalizedLabel(_ start: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(count)
    var isASCII = true
    var needsSpace = false
    for i in 0..<count {
      let byte = start[i]
      if ByteClass.isSpace(byte) {
        needsSpace = !key.isEmpty
        continue
      }
      if needsSpace { key.append(0x20) }
      needsSpace = false
      if byte >= 0x80 { isASCII = false }
      key.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
    guard !isASCII else { return key }
    // Unicode case folding, as far as it goes through both cases: ẞ, ß and SS are one.
    var folded = String.UnicodeScalarView()
    for scalar in String(decoding: key, as: UTF8.self).unicodeScalars {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        for upper in lower.properties.uppercaseMapping.unicodeScalars {
          folded.append(contentsOf: upper.properties.lowercaseMapping.unicodeScalars)
        }
      }
    }
    return Array(String(folded).utf8)
  }
}
