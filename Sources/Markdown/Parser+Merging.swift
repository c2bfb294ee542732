/// What is put right when all of a leaf is known: neighbouring texts become one, and mail addresses
/// become links.
extension Parser {
  /// Joins texts that touch in the file; the leaf's nodes are those from `first` on.
  mutating func mergeTexts(from first: Int) {
    var index = first
    while index < nodes.count {
      if nodes[index].kind == .text, nodes[index].flags.isEmpty {
        var next = Int(nodes[index].next)
        while next != 0, nodes[next].kind == .text, nodes[next].flags.isEmpty,
          nodes[next].start == nodes[index].end, nodes[next].a == nodes[next].start
        {
          nodes[index].end = nodes[next].end
          nodes[index].b = nodes[next].end
          unlink(next)
          next = Int(nodes[index].next)
        }
      }
      index += 1
    }
  }

  /// Makes links of the mail addresses in the leaf's texts.
  ///
  ///     address = [A-Za-z0-9.+_-]+ "@" [A-Za-z0-9_-]+ ("." [A-Za-z0-9_-]+)+   not ending in - or _
  ///
  /// - Source: GitHub Flavored Markdown, "Autolinks (extension)"; a `mailto:` or `xmpp:` before the
  ///   address belongs to it.
  mutating func linkMailAddresses(in leaf: Int) {
    var index = Int(nodes[leaf].first)
    while index != 0 {
      let kind = nodes[index].kind
      if kind == .text, nodes[index].flags.isEmpty { index = linkMailAddresses(inText: index) }
      let isLink = kind == .link || kind == .autolink
      var next = isLink ? 0 : Int(nodes[index].first)
      while next == 0, index != leaf {
        next = Int(nodes[index].next)
        index = Int(nodes[index].parent)
      }
      if index == leaf, next == 0 { break }
      index = next
    }
  }

  /// Returns the last of the nodes that `index` became.
  private mutating func linkMailAddresses(inText index: Int) -> Int {
    var index = index
    // A text node is one slice of the file.
    let end = Int(nodes[index].b)
    var from = Int(nodes[index].a)
    var i = from
    while i < end {
      guard bytes[i] == UInt8(ascii: "@"), let (start, stop, scheme) = mailAddress(i, from, end)
      else {
        i += 1
        continue
      }
      if start > Int(nodes[index].start) {
        nodes[index].end = Int32(truncatingIfNeeded: start)
        nodes[index].b = Int32(truncatingIfNeeded: start)
        index = insertAfter(index, Node(.autolink, start, stop))
      } else {
        nodes[index].kind = .autolink
        nodes[index].end = Int32(truncatingIfNeeded: stop)
        nodes[index].b = Int32(truncatingIfNeeded: stop)
      }
      var extra = Extra()
      if scheme {
        extra.main = TextPlace(file: start, stop)
      } else {
        let at = pool.count
        let prefix: StaticString = "mailto:"
        pool.append(contentsOf: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
        pool.append(contentsOf: bytes + start, count: stop - start)
        extra.main = TextPlace(pool: at, count: pool.count - at)
      }
      extra.mainStart = Int32(truncatingIfNeeded: start)
      extra.mainEnd = Int32(truncatingIfNeeded: stop)
      nodes[index].c = addExtra(extra)
      i = stop
      from = stop
      if stop < end { index = insertAfter(index, Node(.text, stop, end)) }
    }
    return index
  }

  private mutating func insertAfter(_ index: Int, _ node: Node) -> Int {
    var node = node
    node.parent = nodes[index].parent
    node.previous = Int32(truncatingIfNeeded: index)
    node.next = nodes[index].next
    let new = nodes.count
    if node.next != 0 { nodes[Int(node.next)].previous = Int32(truncatingIfNeeded: new) }
    nodes[index].next = Int32(truncatingIfNeeded: new)
    nodes.append(node)
    return new
  }

  /// The address around the sign at `at`, within `from..<end`, and whether it names its scheme.
  private func mailAddress(_ at: Int, _ from: Int, _ end: Int) -> (Int, Int, Bool)? {
    var start = at
    while start > from, isMailByte(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: ".") {
      start -= 1
    }
    guard start < at else { return nil }
    var i = at + 1
    var dots = 0
    scan: while i < end {
      let byte = bytes[i]
      if byte == UInt8(ascii: ".") {
        guard i + 1 < end, ByteClass.isAlphanumeric(bytes[i + 1]) else { break scan }
        dots += 1
      } else if byte == UInt8(ascii: "@") {
        return nil
      } else if !isMailByte(byte) || byte == UInt8(ascii: "+") {
        break scan
      }
      i += 1
    }
    guard dots > 0, ByteClass.isLetter(bytes[i - 1]) else { return nil }
    if start > from, bytes[start - 1] == UInt8(ascii: ":") {
      for scheme: StaticString in ["mailto:", "xmpp:"] {
        let length = scheme.utf8CodeUnitCount
        guard start - from >= length else { continue }
        let first = start - length
        var k = 0
        while k < length, bytes[first + k] | 0x20 == scheme.utf8Start[k] | 0x20 { k += 1 }
        if k == length, first == from || !ByteClass.isAlphanumeric(bytes[first - 1]) {
          return (first, i, true)
        }
      }
    }
    return (start, i, false)
  }

  private func isMailByte(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }
}
