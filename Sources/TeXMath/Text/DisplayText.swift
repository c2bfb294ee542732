import Markup

/// Sets a tree over several lines of text: fractions with a bar, limits above and below, tall
/// brackets, as one writes by hand.
///
/// What has a good form on one line stays on it: `x²`, `aᵢⱼ`, `√2`. A formula that is wider than
/// the page is broken before relations, then before signs; one that still does not fit is written
/// on one line by `PlainText` and wrapped, for a wrong picture is worse than none.
struct DisplayText {
  /// What the page adds.
  let options: MathOptions
  /// The size at this place.
  var size = MathSize.display

  /// A part of a row: a node's box and what stands before it.
  struct Part {
    var box: TextBox
    /// Blanks before the box.
    var gap: Int
    /// Where a line may break before it: 0 nowhere, 1 at a sign, 2 at a relation.
    var breaks: Int
  }

  /// `nodes` as one box.
  func box(_ nodes: [MathNode], previous: AtomClass? = nil) -> TextBox {
    Self.joined(parts(nodes, previous: previous))
  }

  /// The parts of a row.
  func parts(_ nodes: [MathNode], previous: AtomClass? = nil) -> [Part] {
    let spacing = AtomSpacing(nodes, size: size, previous: previous)
    let plain = PlainText(size: size == .display ? .text : size, options: options)
    var parts: [Part] = []
    var gap = 0
    for index in nodes.indices {
      if case .space(let width) = nodes[index].kind {
        gap = max(gap, width >= 0.9 ? 2 : width > 0.1 && size == .display ? 1 : 0)
        continue
      }
      if spacing[index].before >= 3 || PlainText.startsWithSpace(nodes[index]) {
        gap = max(gap, 1)
      }
      var box = self.box(nodes[index])
      guard !box.isEmpty else { continue }
      if box.height == 1, PlainText.isLoose(nodes[index]),
        !PlainText.stands(alone: index, nodes, spacing)
      {
        box = TextBox("(" + plain.text(nodes[index]) + ")")
      }
      if gap == 0, let last = parts.last {
        gap = Self.separation(last.box, box, nodes, index, isScript: size != .display)
      }
      var breaks = 0
      switch spacing[index].left {
      case .relation: breaks = 2
      case .binary: breaks = 1
      default: break
      }
      parts.append(Part(box: box, gap: parts.isEmpty && previous == nil ? 0 : gap, breaks: breaks))
      gap = 0
    }
    return parts
  }

  /// A blank where two boxes would run together.
  private static func separation(
    _ last: TextBox, _ next: TextBox, _ nodes: [MathNode], _ index: Int, isScript: Bool
  ) -> Int {
    if isFraction(nodes[index]), index > 0, isFraction(nodes[index - 1]) { return 1 }
    guard let start = next.lines[next.baseline].unicodeScalars.first else { return 0 }
    var line = TextLine(isScript: isScript)
    line.append(last.lines[last.baseline], isWord: index > 0 && PlainText.isWord(nodes[index - 1]))
    let count = line.text.unicodeScalars.count
    line.append(String(start), isWord: PlainText.isWord(nodes[index]))
    return line.text.unicodeScalars.count - count - 1
  }

  private static func isFraction(_ node: MathNode) -> Bool {
    if case .fraction = node.kind { return true }
    return false
  }

  /// The parts side by side.
  static func joined(_ parts: [Part]) -> TextBox {
    var boxes: [TextBox] = []
    for part in parts {
      if part.gap > 0 { boxes.append(TextBox(String(repeating: " ", count: part.gap))) }
      boxes.append(part.box)
    }
    return boxes.isEmpty ? TextBox("") : TextBox.row(boxes)
  }

  // MARK: Lines

  /// `nodes` in lines of at most `width` columns; nil if that cannot be done.
  func broken(_ nodes: [MathNode], width: Int) -> TextBox? {
    let parts = self.parts(nodes)
    let whole = Self.joined(parts)
    if whole.width <= width { return whole }
    for strength in [2, 1] {
      if let lines = Self.lines(parts, strength, width) { return lines }
    }
    return nil
  }

  private static func lines(_ parts: [Part], _ strength: Int, _ width: Int) -> TextBox? {
    // Pieces that hold together, each starting where a line may start.
    var pieces: [[Part]] = []
    for part in parts {
      if pieces.isEmpty || part.breaks >= strength {
        pieces.append([part])
      } else {
        pieces[pieces.count - 1].append(part)
      }
    }
    let indent = TextBox("    ")
    var lines: [TextBox] = []
    var current: [Part] = []
    for piece in pieces {
      let room = lines.isEmpty ? width : width - indent.width
      if current.isEmpty || joined(current + piece).width <= room {
        current += piece
      } else {
        lines.append(joined(current))
        current = piece
        current[0].gap = 0
      }
    }
    lines.append(joined(current))
    for index in lines.indices.dropFirst() { lines[index] = TextBox.row([indent, lines[index]]) }
    guard lines.allSatisfy({ $0.width <= width }) else { return nil }
    var all: [String] = []
    let isTall = lines.contains { $0.height > 1 }
    for (index, line) in lines.enumerated() {
      if index > 0, isTall { all.append("") }
      all += line.lines
    }
    return TextBox(lines: all, baseline: 0)
  }

  /// One line of text wrapped at blanks.
  static func wrapped(_ text: String, width: Int) -> TextBox {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let indent = lines.isEmpty ? 0 : 4
      if !line.isEmpty, displayWidth(of: line) + displayWidth(of: String(word)) + 1 + indent > width
      {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(line)
    return TextBox(
      lines: lines.enumerated().map { ($0 == 0 ? "" : "    ") + $1 }, baseline: 0)
  }
}
