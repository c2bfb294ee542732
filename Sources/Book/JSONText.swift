/// JSON under construction, with members in the order in which they are written.
struct JSONText {
  private(set) var text = ""
  private var needsComma = false

  /// Writes `{`, what `body` writes, and `}`.
  mutating func object(_ body: (inout JSONText) -> Void) { enclosed("{", "}", body) }

  /// Writes `[`, what `body` writes, and `]`.
  mutating func array(_ body: (inout JSONText) -> Void) { enclosed("[", "]", body) }

  /// Writes the name of the next member.
  mutating func key(_ name: String) {
    separate()
    text += Self.quoted(name) + ": "
    needsComma = false
  }

  /// Writes a string, or `null`.
  mutating func value(_ string: String?) { plain(string.map(Self.quoted) ?? "null") }

  /// Writes the member `name` with a string as its value.
  mutating func member(_ name: String, _ string: String) {
    key(name)
    value(string)
  }

  /// Writes `true` or `false`.
  mutating func value(_ truth: Bool) { plain(truth ? "true" : "false") }

  /// Writes a whole number.
  mutating func value(_ number: Int) { plain(String(number)) }

  private mutating func enclosed(
    _ open: String, _ close: String, _ body: (inout JSONText) -> Void
  ) {
    separate()
    text += open
    needsComma = false
    body(&self)
    text += close
    needsComma = true
  }

  private mutating func plain(_ literal: String) {
    separate()
    text += literal
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { text += ", " }
    needsComma = false
  }

  static func quoted(_ string: String) -> String {
    var bytes = string
    let isPlain = bytes.withUTF8 {
      $0.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
    if isPlain { return "\"\(string)\"" }
    var result = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let hex = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
