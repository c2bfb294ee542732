/// Alerts: a block quote whose first line is `[!NOTE]` or one of its four sisters, with something
/// below it, and which stands in no other quote or list.
extension Parser {
  mutating func closeBlockQuote(_ node: Int) {
    guard extensions.contains(.alerts), open.count >= 2, isPlaceForAlerts(open[open.count - 2].kind)
    else { return }
    let child = Int(nodes[node].first)
    guard child != 0, nodes[child].kind == .paragraph else { return }
    let isSlice = !nodes[child].flags.contains(.pieces)
    let first = Int(nodes[child].a)
    let start = isSlice ? first : Int(pieces[first].file)
    let end = isSlice ? Int(nodes[child].b) : pieces[first].fileEnd
    guard let alert = alert(start, end) else { return }
    var next = start
    while next < end, !ByteClass.isLineEnd(bytes[next]) { next += 1 }
    while next < end, ByteClass.isSpace(bytes[next]) { next += 1 }
    if next < end {
      setStart(of: child, to: next, isSlice: isSlice, pieceEnd: end)
    } else if !isSlice, nodes[child].b > 1 {
      nodes[child].a += 1
      nodes[child].b -= 1
      nodes[child].start = pieces[first + 1].file
    } else {
      let after = nodes[child].next
      guard after != 0 else { return }
      nodes[node].first = after
      nodes[Int(after)].previous = 0
      nodes[child].kind = .document
    }
    nodes[node].kind = .alert
    nodes[node].level = UInt16(alert.rawValue)
  }

  private func isPlaceForAlerts(_ kind: RawKind) -> Bool {
    kind == .document || kind == .tab || kind == .admonition
  }

  private mutating func setStart(of node: Int, to start: Int, isSlice: Bool, pieceEnd: Int) {
    nodes[node].start = Int32(truncatingIfNeeded: start)
    if isSlice {
      nodes[node].a = Int32(truncatingIfNeeded: start)
    } else {
      let first = Int(nodes[node].a)
      pieces[first].file = Int32(truncatingIfNeeded: start)
      pieces[first].fileCount = Int32(truncatingIfNeeded: pieceEnd - start)
      pieces[first].count = pieces[first].fileCount
    }
  }

  /// The alert that the line at `start` names.
  private func alert(_ start: Int, _ end: Int) -> MarkdownNode.Alert? {
    guard end - start >= 6, bytes[start] == UInt8(ascii: "["),
      bytes[start + 1] == UInt8(ascii: "!")
    else { return nil }
    var i = start + 2
    var name = ""
    while i < end, ByteClass.isLetter(bytes[i]), i - start < 12 {
      name.unicodeScalars.append(Unicode.Scalar(bytes[i] | 0x20))
      i += 1
    }
    guard i < end, bytes[i] == UInt8(ascii: "]") else { return nil }
    i += 1
    while i < end, ByteClass.isBlank(bytes[i]) { i += 1 }
    guard i == end || ByteClass.isLineEnd(bytes[i]) else { return nil }
    return MarkdownNode.Alert.allCases.first { $0.name == name }
  }
}
