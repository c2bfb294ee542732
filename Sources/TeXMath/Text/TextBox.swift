import Markup

/// Lines of text of one width, with the line on which the formula goes on.
struct TextBox: Hashable, Sendable {
  /// The lines, all `width` columns wide.
  private(set) var lines: [String]
  /// The number of columns.
  private(set) var width: Int
  /// The line that is level with the text around it, from 0.
  var baseline: Int

  /// One line.
  init(_ text: String) {
    lines = [text]
    width = displayWidth(of: text)
    baseline = 0
  }

  /// `lines`, padded to one width on the right.
  init(lines: [String], baseline: Int) {
    let width = lines.reduce(0) { max($0, displayWidth(of: $1)) }
    self.lines = lines.map { padded($0, to: width) }
    self.width = width
    self.baseline = min(max(baseline, 0), max(lines.count - 1, 0))
  }

  /// The number of lines.
  var height: Int { lines.count }
  /// The number of lines below the baseline.
  var depth: Int { lines.count - 1 - baseline }
  /// Whether it holds nothing.
  var isEmpty: Bool { width == 0 }

  /// The lines without blanks at their ends.
  var text: String {
    lines.map { (line: String) -> String in
      var bytes = Array(line.utf8)
      while bytes.last == 0x20 { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    }.joined(separator: "\n")
  }

  /// `boxes` side by side, their baselines level.
  static func row(_ boxes: [TextBox]) -> TextBox {
    let solid = boxes.filter { !$0.isEmpty }
    if solid.count == 1 { return solid[0] }
    let above = solid.reduce(0) { max($0, $1.baseline) }
    let below = solid.reduce(0) { max($0, $1.depth) }
    var lines = [String](repeating: "", count: above + below + 1)
    for box in solid {
      let blank = String(repeating: " ", count: box.width)
      for index in lines.indices {
        let own = index - above + box.baseline
        lines[index] += own >= 0 && own < box.height ? box.lines[own] : blank
      }
    }
    return TextBox(lines: lines, baseline: above)
  }

  /// `boxes` below one another, each centred; the baseline is that of the box with `index`.
  static func column(_ boxes: [TextBox], level index: Int) -> TextBox {
    let width = boxes.reduce(0) { max($0, $1.width) }
    var lines: [String] = []
    var baseline = 0
    for (position, box) in boxes.enumerated() {
      if position == index { baseline = lines.count + box.baseline }
      lines += box.widened(to: width, .center).lines
    }
    return TextBox(lines: lines, baseline: baseline)
  }

  /// The box with blanks at its sides.
  func widened(to total: Int, _ alignment: MathTable.Alignment) -> TextBox {
    guard total > width else { return self }
    let space = total - width
    let left: Int
    switch alignment {
    case .left: left = 0
    case .center: left = space / 2
    case .right: left = space
    }
    let prefix = String(repeating: " ", count: left)
    return TextBox(lines: lines.map { padded(prefix + $0, to: total) }, baseline: baseline)
  }

  /// The box with empty lines up to `above` lines over its baseline and `below` under it.
  func raised(above: Int, below: Int) -> TextBox {
    let blank = String(repeating: " ", count: width)
    let top = Array(repeating: blank, count: max(0, above - baseline))
    let bottom = Array(repeating: blank, count: max(0, below - depth))
    return TextBox(lines: top + lines + bottom, baseline: baseline + top.count)
  }

  /// A delimiter as tall as `box`.
  static func delimiter(_ symbol: String, for box: TextBox, isLeft: Bool) -> TextBox {
    guard box.height > 1, let parts = pieces(symbol, isLeft: isLeft) else { return TextBox(symbol) }
    let height = box.height
    var lines: [String] = []
    for index in 0..<height {
      if index == 0 {
        lines.append(height == 2 ? parts.shortTop ?? parts.top : parts.top)
      } else if index == height - 1 {
        lines.append(height == 2 ? parts.shortBottom ?? parts.bottom : parts.bottom)
      } else if index == height / 2 {
        lines.append(parts.middle)
      } else {
        lines.append(parts.extension)
      }
    }
    return TextBox(lines: lines, baseline: box.baseline)
  }

  private struct Pieces {
    var top: String
    var middle: String
    var `extension`: String
    var bottom: String
    var shortTop: String?
    var shortBottom: String?

    init(_ all: String) { (top, middle, `extension`, bottom) = (all, all, all, all) }

    init(_ top: String, _ middle: String, _ bottom: String) {
      (self.top, self.middle, `extension`, self.bottom) = (top, middle, middle, bottom)
    }
  }

  /// - Source: the Unicode block Miscellaneous Technical, bracket pieces U+239B–U+23AD.
  private static func pieces(_ symbol: String, isLeft: Bool) -> Pieces? {
    var result: Pieces
    switch symbol {
    case "(", "⟮": result = Pieces("⎛", "⎜", "⎝")
    case ")", "⟯": result = Pieces("⎞", "⎟", "⎠")
    case "[", "⟦": result = Pieces("⎡", "⎢", "⎣")
    case "]", "⟧": result = Pieces("⎤", "⎥", "⎦")
    case "⌊": result = Pieces("⎢", "⎢", "⎣")
    case "⌋": result = Pieces("⎥", "⎥", "⎦")
    case "⌈": result = Pieces("⎡", "⎢", "⎢")
    case "⌉": result = Pieces("⎤", "⎥", "⎥")
    case "{":
      result = Pieces("⎧", "⎨", "⎩")
      result.extension = "⎪"
      (result.shortTop, result.shortBottom) = ("⎰", "⎱")
    case "}":
      result = Pieces("⎫", "⎬", "⎭")
      result.extension = "⎪"
      (result.shortTop, result.shortBottom) = ("⎱", "⎰")
    case "|", "∣": result = Pieces("│")
    case "‖", "∥": result = Pieces("║")
    case "⟨": result = Pieces("╱", "⟨", "╲")
    case "⟩": result = Pieces("╲", "⟩", "╱")
    default: return nil
    }
    if symbol == "⟨" || symbol == "⟩" {
      result.extension = " "
    }
    return result
  }
}
