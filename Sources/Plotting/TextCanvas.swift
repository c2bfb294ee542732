import Markup

/// How a chart is drawn with characters.
package enum TextStyle: String, Sendable, Equatable, CaseIterable {
  /// Braille patterns: two by four dots a character.
  case braille
  /// Quadrant blocks: two by two a character; aligned in more fonts than braille.
  case block
  /// Plain ASCII, a letter per series.
  case ascii
}

/// A grid of characters on which lines are drawn dot by dot.
///
/// Three layers: shades lie below, lines cover them, and what is written stands on top.
struct TextCanvas {
  let style: TextStyle
  /// The size in characters.
  let columns: Int
  let rows: Int
  /// The dots of every character, as bits in reading order.
  private var dots: [UInt8]
  /// The shades of areas, below everything else.
  private var shades: [Character?]
  /// The letters of lines, which stand instead of dots in ASCII.
  private var inks: [Character?]
  /// Points and words, on top.
  private var letters: [Character?]

  /// An empty canvas.
  init(columns: Int, rows: Int, style: TextStyle) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    self.style = style
    dots = [UInt8](repeating: 0, count: self.columns * self.rows)
    shades = [Character?](repeating: nil, count: self.columns * self.rows)
    (inks, letters) = (shades, shades)
  }

  /// Dots per character across and down.
  var density: (x: Int, y: Int) {
    switch style {
    case .braille: (2, 4)
    case .block: (2, 2)
    case .ascii: (1, 1)
    }
  }

  /// The size in dots.
  var width: Int { columns * density.x }
  var height: Int { rows * density.y }

  /// Sets the dot at (`x`, `y`) from the upper left; in ASCII, writes the letter of the series.
  mutating func set(_ x: Int, _ y: Int, series: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let index = y / density.y * columns + x / density.x
    if style == .ascii {
      inks[index] = Self.seriesLetters[series % Self.seriesLetters.count]
    } else {
      dots[index] |= 1 << UInt8(y % density.y * density.x + x % density.x)
    }
  }

  /// Draws a straight line of dots.
  ///
  /// - Source: J. Bresenham, Algorithm for computer control of a digital plotter, 1965.
  mutating func line(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, series: Int) {
    let (dx, dy) = (abs(x1 - x0), -abs(y1 - y0))
    let (stepX, stepY) = (x0 < x1 ? 1 : -1, y0 < y1 ? 1 : -1)
    var (x, y, error) = (x0, y0, dx + dy)
    for _ in 0...(dx - dy) {
      set(x, y, series: series)
      if x == x1, y == y1 { break }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// Writes `text` from the character at (`column`, `row`), as far as it fits. A wide character
  /// takes the columns that a terminal gives it, or none where not all of them are in the canvas.
  mutating func write(_ text: String, column: Int, row: Int) {
    guard row >= 0, row < rows else { return }
    var place = column
    for character in text {
      let width = max(1, displayWidth(of: String(character)))
      if place >= 0, place + width <= columns {
        for part in place..<place + width { clear(column: part, row: row) }
        letters[row * columns + place] = character
        for part in place + 1..<place + width { letters[row * columns + part] = Self.covered }
      }
      place += width
    }
  }

  /// Takes away what is written over (`column`, `row`); of a wide character, all its columns.
  private mutating func clear(column: Int, row: Int) {
    let start = row * columns
    var first = column
    while first > 0, letters[start + first] == Self.covered { first -= 1 }
    letters[start + first] = nil
    var next = first + 1
    while next < columns, letters[start + next] == Self.covered {
      letters[start + next] = nil
      next += 1
    }
  }

  /// Shades the character at (`column`, `row`).
  mutating func shade(_ character: Character, column: Int, row: Int) {
    shades[row * columns + column] = character
  }

  /// Whether the character at (`column`, `row`) is one of the canvas.
  func holds(column: Int, row: Int) -> Bool {
    column >= 0 && column < columns && row >= 0 && row < rows
  }

  /// Writes `text` beside the point at (`column`, `row`): to its right, its left, above or below,
  /// at the first place where it fits, covers no point, touches no other words and, if there is
  /// one, crosses no line. Where there is none, it is left out: a wrong name would be worse.
  mutating func write(_ text: String, besideColumn column: Int, row: Int) {
    let width = displayWidth(of: text)
    let start = min(max(0, column - width / 2), max(0, columns - width))
    let places = [
      (column + 2, row), (column - width - 1, row), (start, row - 1), (start, row + 1),
    ]
    let place =
      places.first { isFree(text, column: $0.0, row: $0.1, coversLines: false) }
      ?? places.first { isFree(text, column: $0.0, row: $0.1, coversLines: true) }
    if let place { write(text, column: place.0, row: place.1) }
  }

  /// Writes `text` from the character at (`column`, `row`), moved into the canvas, or a row higher
  /// or lower where points or words stand already; where they stand there too, it is left out.
  mutating func write(_ text: String, nearColumn column: Int, row: Int) {
    let start = min(max(0, column), max(0, columns - displayWidth(of: text)))
    if let row = [row, row - 1, row + 1].first(where: {
      isFree(text, column: start, row: $0, coversLines: true)
    }) {
      write(text, column: start, row: row)
    }
  }

  /// Whether `text` fits from the character at (`column`, `row`), with room before and after it.
  private func isFree(_ text: String, column: Int, row: Int, coversLines: Bool) -> Bool {
    let width = displayWidth(of: text)
    guard row >= 0, row < rows, column >= 0, column + width <= columns else { return false }
    let start = row * columns
    let (first, end) = (max(0, column - 1), min(columns, column + width + 1))
    guard letters[start + first..<start + end].allSatisfy({ $0 == nil }) else { return false }
    let cells = start + column..<start + column + width
    return coversLines || cells.allSatisfy { dots[$0] == 0 && inks[$0] == nil }
  }

  /// The characters of one row, without spaces at its end.
  func line(_ row: Int) -> String {
    var text = ""
    for column in 0..<columns {
      let index = row * columns + column
      if letters[index] == Self.covered { continue }
      text.append(
        letters[index] ?? inks[index] ?? (dots[index] == 0 ? shades[index] : nil)
          ?? character(dots[index]))
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  private func character(_ bits: UInt8) -> Character {
    if bits == 0 { return " " }
    switch style {
    case .ascii: return "*"
    case .block: return Self.quadrants[Int(bits & 15)]
    case .braille:
      // Braille numbers its dots down the left column, down the right, then the last row.
      var pattern: UInt32 = 0
      for (bit, value) in Self.brailleBits.enumerated() where bits & (1 << UInt8(bit)) != 0 {
        pattern |= value
      }
      return Unicode.Scalar(0x2800 + pattern).map(Character.init) ?? " "
    }
  }

  /// Stands in the columns that a wide character takes after its first.
  private static let covered: Character = "\0"
  /// What stands for the points of series 1, 2, … in ASCII.
  static let seriesLetters: [Character] = ["*", "o", "+", "x", "#", "@", "%", "="]
  /// What stands for the points of the first, second, … group.
  static let pointMarks: [Character] = ["●", "○", "▲", "△", "■", "□", "◆", "◇"]
  private static let brailleBits: [UInt32] = [1, 8, 2, 16, 4, 32, 64, 128]
  private static let quadrants: [Character] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
}
