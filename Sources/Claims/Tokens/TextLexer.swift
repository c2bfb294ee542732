import Diagnostics

/// Cuts prose and code into tokens.
///
/// Works on bytes; a character beyond ASCII that is no sign of arithmetic is part of a word.
struct TextLexer {
  let text: MappedText
  let bytes: [UInt8]
  let region: Token.Region
  let style: NumberStyle
  var output: [Token] = []
  var i = 0
  var hasSpace = false

  init(_ text: MappedText, region: Token.Region, style: NumberStyle) {
    self.text = text
    bytes = text.bytes
    self.region = region
    self.style = style
  }

  /// The tokens of the whole text.
  static func tokens(
    _ text: MappedText, region: Token.Region, style: NumberStyle
  ) -> [Token] {
    var lexer = TextLexer(text, region: region, style: style)
    lexer.run()
    return lexer.output
  }

  mutating func run() {
    while i < bytes.count {
      let byte = bytes[i]
      let start = i
      // Whatever a token takes, the next one begins further on.
      defer { if i == start { i += 1 } }
      switch byte {
      case 0x20, 0x09:
        hasSpace = true
        i += 1
      case 0x0A, 0x0D:
        let next = byte == 0x0D && i + 1 < bytes.count && bytes[i + 1] == 0x0A ? i + 2 : i + 1
        add(.newline, to: next)
      case 0x30...0x39:
        scanDigits()
      case 0x2E where isDigit(i + 1) && !(i > 0 && bytes[i - 1].isWordPart):
        scanDigits()
      case 0x41...0x5A, 0x61...0x7A, 0x5F:
        scanWord()
      case 0x80...:
        scanWide()
      default:
        scanASCII(byte)
      }
    }
  }

  func isDigit(_ offset: Int) -> Bool { offset < bytes.count && bytes[offset].isDigit }

  func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  mutating func add(_ kind: Token.Kind, to end: Int, text literal: String? = nil) {
    var token = Token(
      kind: kind, range: text.sourceRange(i, end), hasSpaceBefore: hasSpace, region: region)
    if let literal { token.text = literal }
    output.append(token)
    hasSpace = false
    i = end
  }

  func literal(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  // MARK: Numbers

  mutating func scanDigits() {
    if i > 0, bytes[i - 1] == 0x23 {
      // "#12" is an issue; what follows "#" may be a point: "%#.6g".
      var j = i + 1
      while j < bytes.count, bytes[j].isWordPart { j += 1 }
      return add(.symbol, to: j, text: literal(i, j))
    }
    if let (_, end) = scanNotation(bytes, at: i) {
      return add(.symbol, to: end, text: literal(i, end))
    }
    guard let number = scanNumber(bytes, at: i, style: style) else {
      // More digits than a number has.
      var j = i + 1
      while isDigit(j) { j += 1 }
      return add(.symbol, to: j, text: "…")
    }
    var end = number.end
    if number.isOpen {
      end += bytes[end] == 0x2E ? 3 : 3
    }
    // What is glued to the digits.
    var j = end
    // Chinese, Japanese and Korean stand beside digits without a space.
    let isApart = byte(end) >= 0xE3 && byte(end) <= 0xED
    while !isApart, j < bytes.count, bytes[j].isWordPart || isWordLetter(j) { j += 1 }
    if j > end {
      if bytes[end] | 0x20 == 0x78, isDigit(end + 1) || byte(end + 1) == 0x28 {
        add(.number(number), to: end, text: literal(i, end))
        return add(.op(.times), to: end + 1)
      }
      let suffix = literal(end, j)
      if suffix == "x" || suffix == "X", isMultiple(from: i, end: j) {
        add(.number(number), to: end, text: literal(i, end))
        return add(.op(.times), to: j, text: "×")
      }
      guard let measure = Measure.named(suffix), !suffix.isEmpty else {
        return add(.symbol, to: j, text: literal(i, j))
      }
      _ = measure
      add(.number(number), to: end, text: literal(i, end))
      return add(.word, to: j, text: suffix)
    }
    // "312,000. = 5": a full stop that strayed.
    var after = end
    if byte(end) == 0x2E {
      after = end + 1
      while byte(after).isBlank { after += 1 }
    }
    let isStray = after > end + 1 && byte(after) == 0x3D
    add(.number(number), to: end, text: literal(i, end))
    if isStray { i += 1 }
  }

  /// Whether a letter beyond ASCII stands at `offset`.
  func isWordLetter(_ offset: Int) -> Bool {
    offset < bytes.count && bytes[offset] >= 0x80 && sign(at: offset) == nil
  }

  // MARK: Words

  mutating func scanWord() {
    var j = i
    while j < bytes.count {
      if bytes[j].isWordPart || isWordLetter(j) {
        j += bytes[j] < 0x80 ? 1 : width(at: j)
      } else if bytes[j] == 0x27, j + 1 < bytes.count, bytes[j + 1].isLetter, j > i {
        j += 1
      } else {
        break
      }
    }
    let word = literal(i, j)
    if word == "x" || word == "X", isTimes(after: j) {
      return add(.op(.times), to: j)
    }
    switch word {
    case "mod", "MOD", "modulo": return add(.op(.modulo), to: j, text: word)
    case "e" where byte(j) == 0x5E || isSuperscript(j) || bytes.matches([0x2A, 0x2A], at: j):
      return add(.constant(.e), to: j, text: word)
    case "e" where isEuler(after: j): return add(.constant(.e), to: j, text: word)
    case "pi", "Pi", "PI": return add(.constant(.pi), to: j, text: word)
    default: break
    }
    if byte(j) == 0x28 || isScriptBeforeBracket(j), let function = Function.named(word) {
      return add(.function(function), to: j, text: word)
    }
    if byte(j) == 0x28, let found = functionWithBase(word) {
      let start = i
      add(.function(.log), to: start + 3, text: "log")
      let base = TextLexer.tokens(
        text.slice(start + 3 + found, j), region: region, style: style)
      return add(.sub(base), to: j)
    }
    var isName = false
    for byte in word.utf8 where byte == 0x5F || byte.isDigit { isName = true }
    add(isName ? .symbol : .word, to: j, text: word)
  }

  /// Whether Unicode scripts and then a bracket stand at `offset`: sin²(…), log₂(…).
  func isScriptBeforeBracket(_ offset: Int) -> Bool {
    var j = offset
    while j < bytes.count, bytes[j] >= 0x80, let (kind, size) = sign(at: j), size > 0 {
      switch kind {
      case .sup, .sub: j += size
      default: return false
      }
    }
    return j > offset && byte(j) == 0x28
  }

  /// For `log_16(` and `log16(`, how many bytes stand between `log` and the base.
  func functionWithBase(_ word: String) -> Int? {
    let name = Array(word.utf8)
    guard name.count > 3, name.count < 8, name.starts(with: Array("log".utf8)) else { return nil }
    let skipped = name[3] == 0x5F ? 1 : 0
    let base = name.dropFirst(3 + skipped)
    return !base.isEmpty && base.allSatisfy(\.isDigit) ? skipped : nil
  }

  /// Whether the `e` that ended at `end` is a part of written arithmetic: an operator beside it has
  /// a number, a bracket or a root on its other side.
  func isEuler(after end: Int) -> Bool {
    // Not "e.g." and "e-mail".
    if byte(end) == 0x2E || byte(end) == 0x2D, byte(end + 1).isLetter { return false }
    if output.count > 1, output.last?.op != nil {
      let before = output[output.count - 2]
      if before.isNumber || before.isClose { return true }
    }
    var j = end
    while byte(j).isBlank { j += 1 }
    let isSpaced = j > end
    switch byte(j) {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"): j += 1
    case 0xC3 where byte(j + 1) == 0x97 || byte(j + 1) == 0xB7: j += 2
    case 0xC2 where byte(j + 1) == 0xB7: j += 2
    case 0xE2 where bytes.matches([0xE2, 0x88, 0x92], at: j): j += 3
    default: return false
    }
    guard isSpaced == byte(j).isBlank else { return false }
    while byte(j).isBlank { j += 1 }
    return isDigit(j) || byte(j) == 0x28 || bytes.matches([0xE2, 0x88, 0x9A], at: j)
  }

  /// Whether the `x` that ended at `end` stands between two numbers.
  func isTimes(after end: Int) -> Bool {
    guard let last = output.last else { return false }
    switch last.kind {
    case .number, .vulgar, .close, .percent, .currency, .sup: break
    case .word where Measure.named(last.text) != nil: break
    case .word where output.count > 1 && output[output.count - 2].isNumber: break
    default: return false
    }
    var j = end
    while byte(j).isBlank { j += 1 }
    guard j > end || byte(j).isDigit else { return false }
    let next = byte(j)
    return next.isDigit || next == 0x28 || next == 0x24 || next == 0x2E && isDigit(j + 1)
      || next == 0x2D && isDigit(j + 1) || bytes.matches([0xE2, 0x82, 0xAC], at: j)
  }
}
