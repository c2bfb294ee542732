/// How a number is written in an interpolation (`"\(x, ".3f")"`) or inline value (`{=.3f}`).
///
///     format    = [ "+" ] [ "," ] [ width ] [ "." digits ] [ style ]
///     style     = "f" | "e" | "%" | "g"
///
/// `+` shows the sign of positive numbers, `,` groups thousands, `width` pads on the left. Applied
/// to a tensor, tuple or list it formats every number in it.
package struct ValueFormat: Hashable, Sendable {
  /// The notation.
  package enum Style: Character, Hashable, Sendable {
    /// A fixed number of decimals.
    case fixed = "f"
    /// Scientific notation.
    case exponent = "e"
    /// Times 100, with a percent sign.
    case percent = "%"
    /// A number of significant digits.
    case general = "g"
  }
  /// The notation; nil is the shortest text that reads back as the same number.
  package var style: Style?
  /// Decimals (`fixed`, `exponent`, `percent`) or significant digits (`general`).
  package var digits: Int?
  /// The least number of columns.
  package var width = 0
  /// Whether positive numbers get a `+`.
  package var showsSign = false
  /// Whether thousands are grouped by commas.
  package var groupsThousands = false

  /// The format that `text` describes, or nil if it describes none.
  package init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    func number() -> Int? {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      // Three digits are more than a Double or a page can use.
      guard !digits.isEmpty, digits.count <= 3 else { return nil }
      rest = rest.dropFirst(digits.count)
      return Int(String(decoding: digits, as: UTF8.self))
    }
    if rest.first == UInt8(ascii: "+") {
      showsSign = true
      rest = rest.dropFirst()
    }
    if rest.first == UInt8(ascii: ",") {
      groupsThousands = true
      rest = rest.dropFirst()
    }
    if let width = number() { self.width = width }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard let digits = number() else { return nil }
      self.digits = digits
    }
    if let last = rest.first {
      guard let style = Style(rawValue: Character(Unicode.Scalar(last))) else { return nil }
      self.style = style
      rest = rest.dropFirst()
    } else if digits != nil {
      style = .fixed
    }
    guard rest.isEmpty, !text.isEmpty else { return nil }
  }
}
