/// A chart laid out: shapes and words at their places, ready to be written.
///
/// Everything a test wants to ask about a picture — does a label cover another, does it leave the
/// frame — is asked of a scene. Classes name the rules of `ChartStyle`.
struct Scene: Sendable, Equatable {
  /// One thing in the picture.
  enum Element: Sendable, Equatable {
    case path(PathData, String)
    case circle(x: Double, y: Double, radius: Double, String)
    case text(Text)
    /// Opens a group with a class; the rest up to `close` belongs to it.
    case open(String)
    /// Opens a group that stands elsewhere; the rest up to `close` belongs to it.
    case shift(x: Double, y: Double)
    /// Starts a window of the picture: what lies outside of it, up to `endWindow`, is not drawn.
    case window(x: Double, y: Double, width: Double, height: Double)
    case endWindow
    case close
  }

  /// A line of words.
  struct Text: Sendable, Equatable {
    enum Anchor: Sendable, Equatable { case start, middle, end }
    var label: Label
    var x: Double
    /// The base line.
    var y: Double
    var anchor = Anchor.start
    /// The rule for its colour and weight, or nothing.
    var style = ""
    /// The angle in degrees, clockwise about (`x`, `y`): 0, −45 or −90.
    var angle = 0
    /// Whether the words stand on top of others on purpose.
    var mayOverlap = false

    var isBold: Bool { style.contains("b") }
    /// The width in user units.
    var width: Double { label.width(isBold: isBold) }

    /// The box around the words, before they are turned.
    var box: (left: Double, top: Double, right: Double, bottom: Double) {
      let width = width
      let left =
        switch anchor {
        case .start: x
        case .middle: x - width / 2
        case .end: x - width
        }
      return (left, y - 0.74 * textSize, left + width, y + 0.21 * textSize)
    }
  }

  var width: Double
  var height: Double
  var elements: [Element] = []

  /// All the words, where they stand in the whole picture.
  var texts: [Text] {
    var groups: [(x: Double, y: Double)] = [(0, 0)]
    var result: [Text] = []
    for element in elements {
      let here = groups[groups.count - 1]
      switch element {
      case .open: groups.append(here)
      case .shift(let x, let y): groups.append((here.x + x, here.y + y))
      case .close: groups.removeLast()
      case .text(var text):
        text.x += here.x
        text.y += here.y
        result.append(text)
      case .path, .circle, .window, .endWindow: break
      }
    }
    return result
  }

  mutating func add(_ path: PathData, _ style: String) {
    if !path.isEmpty { elements.append(.path(path, style)) }
  }

  mutating func add(
    _ words: String, x: Double, y: Double, _ anchor: Text.Anchor = .start, style: String = "",
    angle: Int = 0
  ) {
    let label = Label(words)
    guard !label.runs.isEmpty else { return }
    elements.append(
      .text(Text(label: label, x: x, y: y, anchor: anchor, style: style, angle: angle)))
  }
}

/// The `d` of a path under construction: tenths of a unit, relative where that is shorter.
///
/// Places are rounded first and differences taken after, so that errors do not add up.
struct PathData: Sendable, Equatable {
  private(set) var bytes: [UInt8] = []
  private var x = 0
  private var y = 0
  private var isFirst = true

  /// Whether nothing was drawn.
  var isEmpty: Bool { bytes.isEmpty }

  /// Starts a new line at (`x`, `y`).
  mutating func move(_ x: Double, _ y: Double) {
    self.x = Self.tenths(x)
    self.y = Self.tenths(y)
    bytes.append(UInt8(ascii: "M"))
    append(self.x)
    append(separated: self.y)
  }

  /// Draws to (`x`, `y`).
  mutating func line(_ x: Double, _ y: Double) {
    let (nextX, nextY) = (Self.tenths(x), Self.tenths(y))
    if nextY == self.y {
      bytes.append(UInt8(ascii: "h"))
      append(nextX - self.x)
    } else if nextX == self.x {
      bytes.append(UInt8(ascii: "v"))
      append(nextY - self.y)
    } else {
      bytes.append(UInt8(ascii: "l"))
      append(nextX - self.x)
      append(separated: nextY - self.y)
    }
    self.x = nextX
    self.y = nextY
  }

  /// Draws a straight line between two places.
  mutating func segment(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    move(x1, y1)
    line(x2, y2)
  }

  /// Draws a rectangle.
  mutating func rectangle(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
    move(left, top)
    line(right, top)
    line(right, bottom)
    line(left, bottom)
    close()
  }

  /// A dot: a line of no length, which round caps make visible.
  mutating func dot(_ x: Double, _ y: Double) {
    move(x, y)
    bytes.append(contentsOf: [UInt8(ascii: "h"), UInt8(ascii: "0")])
  }

  /// Draws a curve to (`x`, `y`) with two control places.
  mutating func curve(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x: Double, _ y: Double
  ) {
    bytes.append(UInt8(ascii: "C"))
    append(Self.tenths(x1))
    for value in [y1, x2, y2, x, y] { append(separated: Self.tenths(value)) }
    self.x = Self.tenths(x)
    self.y = Self.tenths(y)
  }

  /// Joins the end with the start.
  mutating func close() { bytes.append(UInt8(ascii: "z")) }

  private mutating func append(separated tenths: Int) {
    if tenths >= 0 { bytes.append(UInt8(ascii: " ")) }
    append(tenths)
  }

  private mutating func append(_ tenths: Int) { appendTenths(tenths, to: &bytes) }

  /// The nearest tenth of a unit, kept within what a picture can hold.
  static func tenths(_ value: Double) -> Int {
    value.isNaN ? 0 : Int(clamping: (min(max(value, -99_999), 99_999) * 10).rounded())
  }
}

/// Writes a number of tenths as a decimal without needless digits: `12`, `-0.3` as `-.3`.
func appendTenths(_ tenths: Int, to bytes: inout [UInt8]) {
  if tenths < 0 { bytes.append(UInt8(ascii: "-")) }
  let whole = tenths.magnitude / 10
  let part = tenths.magnitude % 10
  if whole > 0 || part == 0 { bytes.append(contentsOf: String(whole).utf8) }
  if part > 0 {
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(ascii: "0") + UInt8(part))
  }
}
