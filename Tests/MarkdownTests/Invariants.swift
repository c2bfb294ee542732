import Diagnostics
import Markdown

/// What is wrong with the places of a document: ranges outside the file or the parent, siblings that
/// overlap, links that do not agree, texts that are not what stands at their place.
func violations(in document: MarkdownDocument) -> [String] {
  var result: [String] = []
  let bytes = document.file.bytes
  for node in [document.root] + Array(document.root.descendants) {
    let range = node.range
    func report(_ text: String) {
      result.append("\(node.kind) \(range.start)..\(range.end): \(text)")
    }
    if range.start < 0 || range.end > bytes.count || range.end < range.start {
      report("not in the file")
      continue
    }
    if let parent = node.parent, !parent.range.contains(range) {
      report("outside of its parent \(parent.kind) \(parent.range)")
    }
    if let next = node.nextSibling {
      if next.range.start < range.end { report("overlaps \(next.kind) \(next.range)") }
      if next.previousSibling != node { report("its next sibling does not link back") }
      if next.parent != node.parent { report("its next sibling has another parent") }
    }
    if let child = node.firstChild, child.parent != node { report("its child links elsewhere") }
    checkLiteral(of: node, bytes, report)
  }
  return result
}

private func checkLiteral(of node: MarkdownNode, _ bytes: [UInt8], _ report: (String) -> Void) {
  let literal = node.literal
  for (index, segment) in literal.segments.enumerated() {
    let end =
      index + 1 < literal.segments.count ? literal.segments[index + 1].text : literal.bytes.count
    var fileEnd = segment.file + segment.fileCount
    guard segment.file >= 0, fileEnd <= bytes.count else {
      report("its text lies outside of the file")
      continue
    }
    if segment.isVerbatim,
      literal.bytes[segment.text..<end] != bytes[segment.file..<fileEnd]
    {
      report("its text is not what stands in the file")
    }
    // A block's last line ending is part of what it says, not of its range.
    while fileEnd > node.range.end, bytes[fileEnd - 1] == 0x0A || bytes[fileEnd - 1] == 0x0D {
      fileEnd -= 1
    }
    if segment.file < node.range.start || fileEnd > node.range.end {
      report("its text lies outside of its range")
    }
  }
}
