/// The HTML of inlines.
extension HTMLWriter {
  func enterInline(_ node: Node, _ output: inout [UInt8]) -> Bool {
    switch node.kind {
    case .text: forEachSlice(of: node) { putEscaped($0, &output) }
    case .softBreak: output.append(0x0A)
    case .lineBreak: put("<br />\n", &output)
    case .code:
      put("<code>", &output)
      forEachSlice(of: node) { putEscaped($0, &output) }
      put("</code>", &output)
    case .emphasis: put("<em>", &output)
    case .strong: put("<strong>", &output)
    case .strikethrough: put("<del>", &output)
    case .link:
      let extra = storage.extras[Int(node.c)]
      put("<a href=\"", &output)
      putDestination(extra.main, isImage: false, &output)
      putTitle(extra, &output)
      put("\">", &output)
    case .image: putImage(node, &output)
    case .autolink:
      put("<a href=\"", &output)
      putDestination(storage.extras[Int(node.c)].main, isImage: false, &output)
      put("\">", &output)
      forEachSlice(of: node) { putEscaped($0, &output) }
      put("</a>", &output)
    case .html: putHTML(node, &output)
    case .comment: if !isSafe || filtersTags { putHTML(node, &output) }
    case .math: putMath(node, &output)
    case .footnoteReference: putFootnoteReference(node, &output)
    default: break
    }
    return node.kind != .image
  }

  private func putTitle(_ extra: Extra, _ output: inout [UInt8]) {
    guard extra.title.count > 0 else { return }
    put("\" title=\"", &output)
    putEscaped(slice(extra.title), &output)
  }

  private func putImage(_ node: Node, _ output: inout [UInt8]) {
    let extra = storage.extras[Int(node.c)]
    put("<img src=\"", &output)
    putDestination(extra.main, isImage: true, &output)
    put("\" alt=\"", &output)
    putDescription(node, &output)
    putTitle(extra, &output)
    put("\"", &output)
    if extra.attributeEnd > 0 {
      // The extra of an image with attributes is its own.
      let attributes = Attributes(
        parsing: storage.mapped(TextPlace(file: Int(extra.attributeStart), Int(extra.attributeEnd)))
      )
      for item in attributes?.items ?? [] {
        if let value = item.value { putAttribute(item.key, value, &output) }
      }
    }
    put(" />", &output)
  }

  /// The text below an image, without any tags.
  private func putDescription(_ image: Node, _ output: inout [UInt8]) {
    var index = Int(image.first)
    guard index != 0 else { return }
    let top = Int(storage.nodes[index].parent)
    while true {
      let node = storage.nodes[index]
      switch node.kind {
      case .text, .code, .html, .math, .autolink:
        forEachSlice(of: node) { putEscaped($0, &output) }
      case .softBreak, .lineBreak: output.append(0x20)
      default: break
      }
      var next = Int(node.first)
      while next == 0 {
        next = Int(storage.nodes[index].next)
        index = Int(storage.nodes[index].parent)
        if next == 0, index == top { return }
      }
      index = next
    }
  }

  private func putMath(_ node: Node, _ output: inout [UInt8]) {
    if node.flags.contains(.variant) {
      put("<span class=\"math display\">\\[", &output)
      forEachSlice(of: node) { putEscaped($0, &output) }
      put("\\]</span>", &output)
    } else {
      put("<span class=\"math inline\">\\(", &output)
      forEachSlice(of: node) { putEscaped($0, &output) }
      put("\\)</span>", &output)
    }
  }

  private func putFootnoteReference(_ node: Node, _ output: inout [UInt8]) {
    let number = String(node.a)
    put("<sup class=\"footnote-ref\"><a href=\"#fn", &output)
    putText(number, &output)
    put("\" id=\"fnref", &output)
    putText(node.b > 1 ? "\(number)-\(node.b)" : number, &output)
    put("\">", &output)
    putText(number, &output)
    put("</a></sup>", &output)
  }
}
