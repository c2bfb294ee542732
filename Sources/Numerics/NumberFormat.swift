/// How a number is to be written: what stands between `{=` and `}` of a computed value.
///
/// ```
/// format    = [","] ["." digits] [style]
/// style     = "f" | "e" | "g" | "%" | "d"
/// ```
///
/// The meaning is that of C and Python: `f` fixed, `e` with an exponent of at least two digits,
/// `g` significant digits without trailing zeros, `%` a hundredfold with a percent sign, `d` the
/// nearest whole number, `,` groups of three. Without digits `f`, `e`, `g` and `%` have six; with
/// digits and no style it is `g`; `,` alone is the shortest round-trip text, grouped.
public struct NumberFormat: Sendable, Hashable {
  /// The form of the digits.
  public enum Style: Sendable, Hashable {
    /// The shortest text that reads back as the same number.
    case shortest
    /// A fixed number of decimals.
    case fixed
    /// One digit before the point, and an exponent.
    case exponent
    /// Significant digits; fixed or exponent, whichever suits.
    case general
    /// A hundred times the value, with decimals and a percent sign.
    case percent
    /// The nearest whole number.
    case integer
  }

  /// The form of the digits.
  public var style: Style
  /// The number of decimals, or for `general` of significant digits; 0 to 100.
  public var digits: Int
  /// Whether the whole part is written in groups of three.
  public var isGrouped: Bool

  /// The most digits a format may ask for: more than any double needs to be told from its like.
  public static let maximumDigits = 100

  /// A format of its parts; `digits` is brought into 0…100.
  public init(_ style: Style, digits: Int = 6, isGrouped: Bool = false) {
    self.style = style
    self.digits = min(max(digits, 0), Self.maximumDigits)
    self.isGrouped = isGrouped
  }

  /// The format that `text` describes, such as `.3f` or `,d`; nil if it describes none.
  public init?(_ text: some StringProtocol) {
    var bytes = Array(text.utf8)[...]
    var isGrouped = false
    var digits: Int?
    if bytes.first == UInt8(ascii: ",") {
      isGrouped = true
      bytes.removeFirst()
    }
    if bytes.first == UInt8(ascii: ".") {
      bytes.removeFirst()
      var count = 0
      var read = 0
      while let byte = bytes.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        count = min(count * 10 + Int(byte - UInt8(ascii: "0")), 1000)
        read += 1
        bytes.removeFirst()
      }
      if read == 0 || count > Self.maximumDigits { return nil }
      digits = count
    }
    let style: Style
    switch bytes.first {
    case nil:
      if digits == nil && !isGrouped { return nil }
      style = digits == nil ? .shortest : .general
    case UInt8(ascii: "f"): style = .fixed
    case UInt8(ascii: "e"): style = .exponent
    case UInt8(ascii: "g"): style = .general
    case UInt8(ascii: "%"): style = .percent
    case UInt8(ascii: "d"):
      if digits != nil { return nil }
      style = .integer
    default: return nil
    }
    if bytes.count > 1 { return nil }
    self.init(style, digits: digits ?? 6, isGrouped: isGrouped)
  }
}
