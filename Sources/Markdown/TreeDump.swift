import Diagnostics

extension MarkdownDocument {
  /// The tree as indented lines, one a node: what it is, its byte range, what it says.
  ///
  ///     document 0..8
  ///       heading 1 0..8 #hi
  ///         text 2..4 "Hi"
  ///
  /// For tests and for finding out why a text reads as it does.
  ///
  /// - Complexity: O(nodes × depth) for the indentation, which stops growing at 40 levels.
  public var treeDescription: String {
    var result = ""
    var depth = 0
    var node = root
    while true {
      result += String(repeating: "  ", count: min(depth, 40)) + node.line + "\n"
      if let child = node.firstChild {
        node = child
        depth += 1
        continue
      }
      while node.nextSibling == nil, let parent = node.parent {
        node = parent
        depth -= 1
      }
      guard let next = node.nextSibling else { return result }
      node = next
    }
  }
}

extension MarkdownNode {
  /// The node as one line of `treeDescription`.
  fileprivate var line: String {
    var line = "\(kindDescription) \(range.start)..\(range.end)"
    if let identifier { line += " #\(identifier)" }
    if let language { line += " \(language)" }
    if let label { line += " [\(label)]" }
    if let admonitionKind { line += " \(admonitionKind)" }
    if let destination { line += " <\(destination)>" }
    if let title { line += " \(title.debugDescription)" }
    for item in attributes?.items ?? [] where item.key != "id" {
      line += " " + item.key + (item.value.map { "=" + $0 } ?? "")
    }
    switch kind {
    case .text, .code, .codeBlock, .math, .mathBlock, .html, .htmlBlock, .comment, .commentBlock:
      line += " \(literal.text.debugDescription)"
    default: break
    }
    return line
  }

  private var kindDescription: String {
    switch kind {
    case .heading(let level): "heading \(level)"
    case .alert(let alert): "alert \(alert.name)"
    case .list(let style):
      "list \(style.isOrdered ? "\(style.start)" : "")\(style.marker)\(style.isTight ? "" : " loose")"
    case .item(let task): task.map { $0 == .done ? "item done" : "item open" } ?? "item"
    case .codeBlock(let isFenced): isFenced ? "codeBlock" : "codeBlock indented"
    case .mathBlock(let delimiter): "mathBlock \(delimiter)"
    case .tableRow(let isHead): isHead ? "tableRow head" : "tableRow"
    case .tableCell(let alignment, _): alignment.map { "tableCell \($0)" } ?? "tableCell"
    case .admonition(let collapse): collapse.map { "admonition \($0)" } ?? "admonition"
    case .math(let delimiter, let isDisplay): "math \(delimiter)\(isDisplay ? " display" : "")"
    default: "\(kind)"
    }
  }
}
