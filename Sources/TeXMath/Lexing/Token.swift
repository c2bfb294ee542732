/// One token of TeX.
struct Token: Hashable, Sendable {
  /// What a token can be.
  enum Kind: UInt8, Hashable, Sendable {
    /// A character without a special meaning.
    case character
    /// A control sequence; `name` is without the backslash.
    case command
    /// White space, any amount of it.
    case space
    /// `{`.
    case open
    /// `}`.
    case close
    /// `^`.
    case superscript
    /// `_`.
    case subscripting
    /// `&`.
    case ampersand
    /// `~`.
    case tie
    /// `'`.
    case prime
    /// `$`.
    case dollar
    /// `#1` … `#9`, or a bare `#` with value 0.
    case parameter
    /// The end of the formula.
    case end
  }

  /// What it is.
  var kind: Kind
  /// Whether a macro made it.
  var isExpanded = false
  /// Of a command, its place in `CommandTable`, or beyond that in the names of `MacroTable`.
  var code: UInt16 = 0
  /// The character, or the number of a parameter; 1 for a command that no macro may replace.
  var value: UInt32 = 0
  /// The first byte in the text; of a macro's token, that of the macro's use.
  var start: Int32
  /// The end of its bytes in the text.
  var end: Int32

  /// The name of a command that TeX knows; empty for others.
  var name: String { CommandTable.name(of: code) ?? "" }

  /// Whether both read the same, wherever they stand.
  func matches(_ other: Token) -> Bool {
    kind == other.kind && value == other.value && code == other.code
  }
}

extension Token {
  /// The character, if it is one or stands for itself in text.
  var scalar: Unicode.Scalar? {
    switch kind {
    case .character, .prime, .tie: Unicode.Scalar(value)
    default: nil
    }
  }

  /// What it does, if it is a command that TeX knows.
  var command: Command? {
    code == 0 || Int(code) >= CommandTable.list.count ? nil : CommandTable.list[Int(code)]
  }

  /// Whether it is the command that does `action`.
  func isAction(_ action: Command.Action) -> Bool {
    kind == .command && command == .action(action)
  }

  /// What the reader of a list asks of it, if it is a command that TeX knows.
  @inline(__always)
  var roles: Command.Roles {
    let roles = CommandTable.roles
    return kind == .command && Int(code) < roles.count ? roles[Int(code)] : []
  }

  /// Whether it is a digit of any script.
  @inline(__always)
  var isDigit: Bool {
    guard kind == .character else { return false }
    return value < 0x80 ? value &- 0x30 < 10 : isWideDigit
  }

  @inline(never)
  private var isWideDigit: Bool { Unicode.Scalar(value)?.properties.numericType == .decimal }

  /// The character as a string.
  var characterText: String {
    if value < 0x80 { return Self.asciiTexts[Int(value)] }
    return Unicode.Scalar(value).map { String($0) } ?? "\u{FFFD}"
  }

  private static let asciiTexts: [String] = (0..<0x80).map { (value: UInt8) -> String in
    String(Unicode.Scalar(value))
  }

  /// Whether it is the character `character`.
  func isCharacter(_ character: Unicode.Scalar) -> Bool {
    kind == .character && value == character.value
  }

  /// The token as an author would write it; a command that TeX does not know is empty.
  var text: String {
    switch kind {
    case .character, .open, .close, .superscript, .subscripting, .ampersand, .tie, .prime, .dollar:
      characterText
    case .command: "\\" + name
    case .space: " "
    case .parameter: value == 0 ? "#" : "#\(value)"
    case .end: "the end"
    }
  }
}
