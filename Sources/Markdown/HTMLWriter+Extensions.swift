import Markup

/// The HTML of the dialect's own blocks: it works without a script or a style sheet.
extension HTMLWriter {
  func enterExtension(_ node: Node, _ index: Int, _ output: inout [UInt8]) -> Bool {
    startLine(&output)
    switch node.kind {
    case .alert:
      let name = MarkdownNode.Alert(rawValue: UInt8(truncatingIfNeeded: node.level))?.name ?? "note"
      putText("<div class=\"markdown-alert markdown-alert-\(name)\">\n", &output)
      putText("<p class=\"markdown-alert-title\">\(Self.capitalized(name))</p>\n", &output)
    case .admonition: enterAdmonition(node, &output)
    case .tabs: put("<div class=\"tabs\">\n", &output)
    case .tab:
      put(
        node.previous == 0 ? "<details class=\"tab\" open=\"\">" : "<details class=\"tab\">",
        &output)
      put("\n", &output)
      // The title is a child, unless it is empty.
      if node.first == 0 || storage.nodes[Int(node.first)].kind != .title {
        put("<summary></summary>\n", &output)
      }
    case .title: put(isSummary(node) ? "<summary>" : "<p class=\"admonition-title\">", &output)
    case .definitionList: put("<dl>\n", &output)
    case .definitionTerm: put("<dt>", &output)
    case .definitionDescription: put("<dd>", &output)
    case .mathBlock:
      put("<p", &output)
      putAttributes(of: index, &output)
      put("><span class=\"math display\">\\[", &output)
      forEachSlice(of: node) { putEscaped($0, &output) }
      put("\\]</span></p>\n", &output)
      return false
    default: break
    }
    return true
  }

  func leaveExtension(_ node: Node, _ output: inout [UInt8]) {
    if node.kind == .alert || node.kind == .admonition || node.kind == .tab { startLine(&output) }
    switch node.kind {
    case .alert, .tabs: put("</div>\n", &output)
    case .tab: put("</details>\n", &output)
    case .admonition:
      if node.flags.contains(.variant) {
        put("</details>\n", &output)
      } else {
        put("</div>\n", &output)
      }
    case .title: put(isSummary(node) ? "</summary>\n" : "</p>\n", &output)
    case .definitionList: put("</dl>\n", &output)
    case .definitionTerm: put("</dt>\n", &output)
    case .definitionDescription: put("</dd>\n", &output)
    default: break
    }
  }

  private func enterAdmonition(_ node: Node, _ output: inout [UInt8]) {
    let extra = storage.extras[Int(node.c)]
    let isFoldable = node.flags.contains(.variant)
    put(isFoldable ? "<details class=\"admonition " : "<div class=\"admonition ", &output)
    putEscaped(slice(extra.label), &output)
    put("\"", &output)
    if isFoldable, node.flags.contains(.second) { put(" open=\"\"", &output) }
    put(">\n", &output)
    if node.first != 0, storage.nodes[Int(node.first)].kind == .title { return }
    // An empty title means none.
    guard !extra.hasTitle || isFoldable else { return }
    put(isFoldable ? "<summary>" : "<p class=\"admonition-title\">", &output)
    if !extra.hasTitle {
      putText(escapedMarkup(Self.capitalized(storage.string(extra.main))), &output)
    }
    put(isFoldable ? "</summary>\n" : "</p>\n", &output)
  }

  /// Whether the title belongs to a block that folds.
  private func isSummary(_ title: Node) -> Bool {
    let parent = storage.nodes[Int(title.parent)]
    return parent.kind == .tab || parent.flags.contains(.variant)
  }

  private static func capitalized(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }
}
