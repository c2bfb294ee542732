import Diagnostics

/// The HTML of blocks.
extension HTMLWriter {
  /// Writes what comes before the children of `node`; returns whether they are to be written.
  func enter(_ node: Node, _ index: Int, _ output: inout [UInt8]) -> Bool {
    switch node.kind {
    case .document: return true
    case .paragraph:
      if !isTight(node) {
        startLine(&output)
        put("<p>", &output)
      }
    case .heading:
      startLine(&output)
      put("<h", &output)
      output.append(0x30 + UInt8(truncatingIfNeeded: node.level))
      putHeadingAttributes(node, index, &output)
      put(">", &output)
    case .blockQuote:
      startLine(&output)
      put("<blockquote>\n", &output)
    case .list: enterList(node, &output)
    case .item:
      startLine(&output)
      put("<li>", &output)
      if node.flags.contains(.second) {
        let isDone = node.flags.contains(.third)
        put("<input type=\"checkbox\"", &output)
        if isDone { put(" checked=\"\"", &output) }
        put(" disabled=\"\"", &output)
        // A box needs a name for those who cannot see it; GitHub's form has none.
        if hasIdentifiers {
          put(isDone ? " aria-label=\"done\"" : " aria-label=\"to do\"", &output)
        }
        put(" /> ", &output)
      }
    case .codeBlock: putCodeBlock(node, index, &output)
    case .htmlBlock, .commentBlock: putHTMLBlock(node, &output)
    case .thematicBreak:
      startLine(&output)
      put("<hr />\n", &output)
    case .table:
      startLine(&output)
      put("<table", &output)
      putAttributes(of: index, &output)
      put(">\n", &output)
    case .tableRow: enterRow(node, &output)
    case .tableCell: enterCell(node, &output)
    case .alert, .admonition, .tabs, .tab, .title, .definitionList, .definitionTerm,
      .definitionDescription, .mathBlock:
      return enterExtension(node, index, &output)
    case .frontMatter, .linkReferenceDefinition, .footnoteDefinition: return false
    default: return enterInline(node, &output)
    }
    return true
  }

  /// Writes what comes after the children of `node`.
  func leave(_ node: Node, _ index: Int, _ output: inout [UInt8]) {
    switch node.kind {
    case .paragraph: if !isTight(node) { put("</p>\n", &output) }
    case .heading:
      put("</h", &output)
      output.append(0x30 + UInt8(truncatingIfNeeded: node.level))
      put(">\n", &output)
    case .blockQuote:
      startLine(&output)
      put("</blockquote>\n", &output)
    case .list:
      if node.flags.contains(.variant) {
        put("</ol>\n", &output)
      } else {
        put("</ul>\n", &output)
      }
    case .item: put("</li>\n", &output)
    case .table: leaveTable(node, &output)
    case .tableRow:
      startLine(&output)
      put("</tr>\n", &output)
      if node.flags.contains(.variant) { put("</thead>\n", &output) }
    case .tableCell:
      if node.flags.contains(.variant) {
        put("</th>", &output)
      } else {
        put("</td>", &output)
      }
    case .emphasis: put("</em>", &output)
    case .strong: put("</strong>", &output)
    case .strikethrough: put("</del>", &output)
    case .link: put("</a>", &output)
    case .alert, .admonition, .tabs, .tab, .title, .definitionList, .definitionTerm,
      .definitionDescription:
      leaveExtension(node, &output)
    default: break
    }
  }

  /// Whether a paragraph stands in a tight list, where it gets no tags.
  private func isTight(_ paragraph: Node) -> Bool {
    let parent = storage.nodes[Int(paragraph.parent)]
    if parent.kind == .item {
      return !storage.nodes[Int(parent.parent)].flags.contains(.loose)
    }
    return parent.kind == .definitionDescription && !parent.flags.contains(.loose)
  }

  private func enterList(_ node: Node, _ output: inout [UInt8]) {
    startLine(&output)
    if !node.flags.contains(.variant) {
      put("<ul>\n", &output)
    } else if node.a == 1 {
      put("<ol>\n", &output)
    } else {
      put("<ol start=\"", &output)
      putText(String(node.a), &output)
      put("\">\n", &output)
    }
  }

  // MARK: Code and HTML

  private func putCodeBlock(_ node: Node, _ index: Int, _ output: inout [UInt8]) {
    startLine(&output)
    put("<pre", &output)
    putAttributes(of: index, &output)
    put("><code", &output)
    if node.c != 0 { putLanguage(storage.extras[Int(node.c)].main, &output) }
    put(">", &output)
    forEachSlice(of: node) { putEscaped($0, &output) }
    put("</code></pre>\n", &output)
  }

  /// The first word of an info string as a class.
  private func putLanguage(_ place: TextPlace, _ output: inout [UInt8]) {
    let info = slice(place)
    let end =
      info.firstIndex { byte -> Bool in
        ByteClass.isBlank(byte) || hasAttributes && byte == UInt8(ascii: "{")
      } ?? info.count
    guard end > 0 else { return }
    put(" class=\"language-", &output)
    let word = UnsafeBufferPointer(rebasing: info[..<end])
    if word.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "&") }) {
      let text = storage.unescaped(TextPlace(file: Int(place.start), Int(place.start) + end)).bytes
      text.withUnsafeBufferPointer { putEscaped($0, &output) }
    } else {
      putEscaped(word, &output)
    }
    put("\"", &output)
  }

  private func putHTMLBlock(_ node: Node, _ output: inout [UInt8]) {
    if isSafe, !filtersTags, node.kind == .commentBlock { return }
    startLine(&output)
    putHTML(node, &output)
    startLine(&output)
  }

  /// Raw HTML: as it is, without the tags that are filtered, or as text. Safe and filtered, only
  /// tags without attributes pass.
  func putHTML(_ node: Node, _ output: inout [UInt8]) {
    if isSafe, !filtersTags {
      forEachSlice(of: node) { putEscaped($0, &output) }
    } else if filtersTags {
      var text: [UInt8] = []
      forEachSlice(of: node) { text.append(contentsOf: $0) }
      putFiltered(text, &output)
    } else {
      forEachSlice(of: node) { putRaw($0, &output) }
    }
  }

  private func putFiltered(_ html: [UInt8], _ output: inout [UInt8]) {
    html.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for i in 0..<buffer.count {
        if base[i] == UInt8(ascii: "<"), isFiltered(base, i + 1, buffer.count) {
          put("&lt;", &output)
        } else {
          output.append(base[i])
        }
      }
    }
  }

  /// Whether the tag whose name starts at `start`, or after a `/` there, may not be one.
  private func isFiltered(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var first = start
    if first < end, base[first] == UInt8(ascii: "/") { first += 1 }
    var i = first
    while i < end, ByteClass.isAlphanumeric(base[i]), i - first < 16 { i += 1 }
    func isOneOf(_ names: StaticString) -> Bool {
      i > first && HTMLNames.contains(names, base + first, i - first)
    }
    if isSafe {
      // A comment or what looks like one holds no tag that would not be looked at, too.
      guard i > first else { return false }
      if isOneOf(HTMLNames.filtered) || isOneOf(HTMLNames.alive) { return true }
      while i < end, ByteClass.isAlphanumeric(base[i]) || base[i] == UInt8(ascii: "-") { i += 1 }
      while i < end, ByteClass.isSpace(base[i]) { i += 1 }
      if i < end, base[i] == UInt8(ascii: "/") { i += 1 }
      return i >= end || base[i] != UInt8(ascii: ">")
    }
    guard isOneOf(HTMLNames.filtered), i < end else { return false }
    return ByteClass.isSpace(base[i]) || base[i] == UInt8(ascii: ">")
      || base[i] == UInt8(ascii: "/") && i + 1 < end && base[i + 1] == UInt8(ascii: ">")
  }

  // MARK: Tables

  private func enterRow(_ node: Node, _ output: inout [UInt8]) {
    startLine(&output)
    if node.flags.contains(.variant) {
      put("<thead>\n", &output)
    } else if node.previous != 0, storage.nodes[Int(node.previous)].flags.contains(.variant) {
      put("<tbody>\n", &output)
    }
    put("<tr>", &output)
  }

  private func leaveTable(_ node: Node, _ output: inout [UInt8]) {
    let head = Int(node.first)
    if head != 0, storage.nodes[head].next != 0 { put("</tbody>\n", &output) }
    put("</table>\n", &output)
  }

  private func enterCell(_ node: Node, _ output: inout [UInt8]) {
    startLine(&output)
    if node.flags.contains(.variant) { put("<th", &output) } else { put("<td", &output) }
    switch node.level {
    case 1: put(" align=\"left\"", &output)
    case 2: put(" align=\"center\"", &output)
    case 3: put(" align=\"right\"", &output)
    default: break
    }
    put(">", &output)
  }

  // MARK: Attributes

  private func putHeadingAttributes(_ node: Node, _ index: Int, _ output: inout [UInt8]) {
    guard node.c != 0 else { return }
    let extra = storage.extras[Int(node.c)]
    if hasIdentifiers, extra.label.count > 0 {
      put(" id=\"", &output)
      putEscaped(slice(extra.label), &output)
      put("\"", &output)
    }
    putAttributes(of: index, leavingOutID: hasIdentifiers, &output)
  }

  /// Writes the attributes of a node: the id, the classes as one, and the rest by name.
  func putAttributes(of index: Int, leavingOutID: Bool = false, _ output: inout [UInt8]) {
    let node = MarkdownNode(storage: storage, index: Int32(truncatingIfNeeded: index))
    let extra = Int(storage.nodes[index].c)
    guard extra != 0, storage.extras[extra].attributeEnd > 0, let attributes = node.attributes
    else { return }
    if !leavingOutID, let identifier = attributes.identifier {
      putAttribute("id", identifier, &output)
    }
    let classes = attributes.classes
    if !classes.isEmpty { putAttribute("class", classes.joined(separator: " "), &output) }
    // An event handler would run code.
    for item in attributes.items
    where item.key != "id" && item.key != "class"
      && !(isSafe && (item.key.lowercased().hasPrefix("on") || item.key.lowercased() == "style"))
    {
      if let value = item.value { putAttribute(item.key, value, &output) }
    }
  }

  func putAttribute(_ key: String, _ value: String, _ output: inout [UInt8]) {
    output.append(0x20)
    putText(key, &output)
    put("=\"", &output)
    var value = value
    value.withUTF8 { putEscaped($0, &output) }
    output.append(UInt8(ascii: "\""))
  }
}
