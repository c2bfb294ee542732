import Diagnostics
import Markup

extension TextRenderer {
  /// The lines of the blocks below `node`, with blank lines between them.
  mutating func lines(
    below node: MarkdownNode, width: Int, _ depth: Int, isTight: Bool = false,
    using nodes: inout some TextNodeRenderer
  ) -> [String] {
    // Nesting beyond any written text is shown flat.
    guard depth < Limits().depth else { return wrapped(node.plainText.text, width: max(width, 20)) }
    var result: [String] = []
    for child in node.children {
      let lines = block(child, max(width, 20), depth, using: &nodes)
      guard !lines.isEmpty else { continue }
      if !result.isEmpty, !isTight { result.append("") }
      result += lines
    }
    return result
  }

  mutating func block(
    _ node: MarkdownNode, _ width: Int, _ depth: Int, using nodes: inout some TextNodeRenderer
  ) -> [String] {
    if let lines = nodes.lines(of: node, width: width) { return lines }
    switch node.kind {
    case .paragraph, .definitionTerm:
      let text = text(below: node, using: &nodes)
      // A paragraph of comments alone says nothing.
      return text.allSatisfy(\.isWhitespace) ? [] : wrapped(text, width: width)
    case .heading(let level): return heading(node, level, width, using: &nodes)
    case .blockQuote:
      return quoted(lines(below: node, width: width - 2, depth + 1, using: &nodes))
    case .alert(let alert):
      let body = lines(below: node, width: width - 2, depth + 1, using: &nodes)
      return quoted([alert.name.uppercased()] + body)
    case .list(let style): return list(node, style, width, depth, using: &nodes)
    case .codeBlock, .mathBlock: return indented(sourceLines(node))
    case .thematicBreak: return [String(repeating: "-", count: min(width, 40))]
    case .table: return table(node, width, using: &nodes)
    case .definitionDescription:
      return indented(lines(below: node, width: width - 4, depth + 1, using: &nodes))
    case .definitionList:
      return lines(below: node, width: width, depth + 1, isTight: true, using: &nodes)
    case .admonition:
      let title =
        node.titleNode.map { text(below: $0, using: &nodes) }
        ?? (node.titleText == nil ? node.admonitionKind ?? "" : "")
      let body = lines(below: node, width: width - 4, depth + 1, using: &nodes)
      return title.isEmpty ? indented(body) : wrapped(title + ":", width: width) + indented(body)
    case .tabs: return lines(below: node, width: width, depth + 1, using: &nodes)
    case .tab:
      let body = lines(below: node, width: width - 4, depth + 1, using: &nodes)
      let title = node.titleNode.map { text(below: $0, using: &nodes) } ?? ""
      return wrapped("[\(title)]", width: width) + [""] + indented(body)
    case .item, .document: return lines(below: node, width: width, depth + 1, using: &nodes)
    default: return []
    }
  }

  private mutating func heading(
    _ node: MarkdownNode, _ level: Int, _ width: Int, using nodes: inout some TextNodeRenderer
  ) -> [String] {
    let text = text(below: node, using: &nodes)
    guard level <= 2 else {
      return wrapped(String(repeating: "#", count: level) + " " + text, width: width)
    }
    let lines = wrapped(text, width: width)
    let longest = lines.reduce(0) { max($0, displayWidth(of: $1)) }
    guard longest > 0 else { return [] }
    return lines + [String(repeating: level == 1 ? "=" : "-", count: longest)]
  }

  private mutating func list(
    _ node: MarkdownNode, _ style: MarkdownNode.ListStyle, _ width: Int, _ depth: Int,
    using nodes: inout some TextNodeRenderer
  ) -> [String] {
    var result: [String] = []
    var number = style.start
    let count = node.children.reduce(0) { count, _ in count + 1 }
    let (last, _) = style.start.addingReportingOverflow(max(count - 1, 0))
    let digits = style.isOrdered ? String(last).count : 0
    for item in node.children {
      var mark = "- "
      if style.isOrdered {
        let text = "\(number)\(style.marker) "
        mark = String(repeating: " ", count: max(0, digits + 2 - text.count)) + text
      }
      if case .item(let task?) = item.kind { mark += task == .done ? "[x] " : "[ ] " }
      let body = lines(
        below: item, width: width - mark.count, depth + 1, isTight: style.isTight, using: &nodes)
      if !result.isEmpty, !style.isTight { result.append("") }
      result += hanging(mark, body)
      number += 1
    }
    return result
  }

  private func sourceLines(_ node: MarkdownNode) -> [String] {
    var lines = node.literal.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    if node.kind == .mathBlock(.fence) { return lines }
    return Array(lines.drop { $0.isEmpty })
  }

  private func indented(_ lines: [String]) -> [String] {
    lines.map { $0.isEmpty ? "" : "    " + $0 }
  }

  private func quoted(_ lines: [String]) -> [String] {
    lines.map { $0.isEmpty ? ">" : "> " + $0 }
  }

  // MARK: Tables

  private mutating func table(
    _ node: MarkdownNode, _ width: Int, using nodes: inout some TextNodeRenderer
  ) -> [String] {
    var rows: [[String]] = []
    var alignments: [MarkdownNode.Alignment?] = []
    for row in node.children {
      var cells: [String] = []
      for cell in row.children {
        if rows.isEmpty, case .tableCell(let alignment, _) = cell.kind {
          alignments.append(alignment)
        }
        cells.append(text(below: cell, using: &nodes))
      }
      rows.append(cells)
    }
    let widths = columnWidths(rows, alignments.count, width)
    var result: [String] = []
    for (index, row) in rows.enumerated() {
      result += tableRow(row, widths, alignments)
      if index == 0 {
        result.append(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "))
      }
    }
    return result
  }

  /// The widths that the columns get: what they need, the widest cut until the table fits.
  private func columnWidths(_ rows: [[String]], _ columns: Int, _ width: Int) -> [Int] {
    var widths = [Int](repeating: 1, count: columns)
    for row in rows {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], displayWidth(of: cell))
      }
    }
    let room = max(width - 2 * max(columns - 1, 0), columns * 3)
    // The largest width that all may have: found by halving, so that no table is slow.
    guard widths.reduce(0, +) > room else { return widths }
    var low = 3
    var high = max(widths.max() ?? 3, 3)
    while low < high {
      let middle = (low + high + 1) / 2
      if widths.reduce(0, { $0 + min($1, middle) }) <= room {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return widths.map { min($0, low) }
  }

  private func tableRow(
    _ cells: [String], _ widths: [Int], _ alignments: [MarkdownNode.Alignment?]
  ) -> [String] {
    let columns = zip(cells, widths).map { wrapped($0, width: $1) }
    let height = columns.reduce(1) { max($0, $1.count) }
    return (0..<height).map { line -> String in
      var parts: [String] = []
      for (column, lines) in columns.enumerated() {
        let text = line < lines.count ? lines[line] : ""
        let gap = max(0, widths[column] - displayWidth(of: text))
        let before =
          switch alignments[column] {
          case .right: gap
          case .center: gap / 2
          default: 0
          }
        parts.append(
          String(repeating: " ", count: before) + text
            + String(repeating: " ", count: gap - before))
      }
      return parts.joined(separator: "  ")
    }
  }
}
