import Diagnostics

extension TextLexer {
  mutating func scanASCII(_ byte: UInt8) {
    let next = self.byte(i + 1)
    switch byte {
    case UInt8(ascii: "="): scanEquals()
    case UInt8(ascii: "+"):
      if next == 0x3D || next == 0x2B { return add(.unknownOperator, to: i + 2) }
      if next == 0x2F, self.byte(i + 2) == 0x2D { return add(.op(.plusMinus), to: i + 3) }
      add(.op(.plus), to: i + 1)
    case UInt8(ascii: "-"):
      if next == 0x3E { return add(.arrow, to: i + 2) }
      if next == 0x2D { return add(.mark(0x2D), to: i + (self.byte(i + 2) == 0x3E ? 3 : 2)) }
      if next == 0x3D { return add(.unknownOperator, to: i + 2) }
      add(.op(.minus), to: i + 1)
    case UInt8(ascii: "*"):
      if next == 0x3D { return add(.unknownOperator, to: i + 2) }
      if next == 0x2A {
        // At the start of an operand it is an emphasis.
        guard output.last?.endsOperand == true else {
          i += 2
          return
        }
        return add(.op(.power), to: i + 2)
      }
      add(.op(.times), to: i + 1)
    case UInt8(ascii: "/"):
      if next == 0x3D || next == 0x2A { return add(.unknownOperator, to: i + 2) }
      if next == 0x2F {
        let isDivision = region == .code && output.last?.isNumber == true && hasSpace
        return add(isDivision ? .op(.floorDivide) : .mark(0x2F), to: i + 2)
      }
      add(.op(.divide), to: i + 1)
    case UInt8(ascii: "^"):
      if next == 0x3D { return add(.unknownOperator, to: i + 2) }
      add(.op(.power), to: i + 1)
    case UInt8(ascii: "<"), UInt8(ascii: ">"):
      if next == 0x3D {
        return add(.relation(byte == 0x3C ? .lessOrEqual : .greaterOrEqual), to: i + 2)
      }
      if next == byte {
        let isArrow = region == .prose && byte == 0x3E && !(output.last?.isNumber ?? false)
        return add(isArrow ? .arrow : .unknownOperator, to: i + 2)
      }
      if byte == 0x3C, next == 0x2D { return add(.arrow, to: i + 2) }
      add(.relation(byte == 0x3C ? .less : .greater), to: i + 1)
    case UInt8(ascii: "!"):
      if next == 0x3D { return add(.relation(.unequal), to: i + 2) }
      if next == 0x21 { return add(.mark(0x21), to: i + 2) }
      add(.bang, to: i + 1)
    case UInt8(ascii: "~"):
      if next == 0x3D || next == 0x7E {
        return add(.relation(.approximate), to: i + 2)
      }
      add(.tilde, to: i + 1)
    case UInt8(ascii: ":"):
      if next == 0x3D { return add(.arrow, to: i + 2) }
      let isRatio =
        hasSpace && next == 0x20 && output.last?.isNumber == true
        && (self.byte(i + 2).isDigit || self.byte(i + 2) == 0x28)
      add(isRatio ? .op(.ratio) : .mark(byte), to: i + 1)
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): add(.open(byte), to: i + 1)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): add(.close(byte), to: i + 1)
    case UInt8(ascii: "|"):
      if next == 0x7C { return add(.unknownOperator, to: i + 2) }
      add(.bar(isDouble: false), to: i + 1)
    case UInt8(ascii: "&"): add(.unknownOperator, to: i + (next == byte ? 2 : 1))
    case UInt8(ascii: "%"):
      if next == 0x3D { return add(.unknownOperator, to: i + 2) }
      add(.percent, to: i + 1)
    case UInt8(ascii: "$"): add(.currency, to: i + 1, text: "$")
    case UInt8(ascii: ","): add(.comma, to: i + 1)
    case UInt8(ascii: "."):
      if next == 0x2E {
        var j = i
        while self.byte(j) == 0x2E { j += 1 }
        return add(.ellipsis, to: j)
      }
      add(.mark(byte), to: i + 1)
    case UInt8(ascii: "'"):
      add(
        output.last?.isNumber == true && !hasSpace ? .prime(next == byte ? 2 : 1) : .mark(byte),
        to: next == byte && output.last?.isNumber == true ? i + 2 : i + 1)
    case UInt8(ascii: "\\") where next.isLetter: scanCommand()
    default: add(.mark(byte), to: i + 1)
    }
  }

  /// A command of TeX outside of any formula, as in a display that an empty line has broken.
  mutating func scanCommand() {
    var j = i + 1
    while byte(j).isLetter { j += 1 }
    switch literal(i + 1, j) {
    case "times", "cdot": add(.op(.times), to: j)
    case "div": add(.op(.divide), to: j)
    case "approx", "simeq", "sim": add(.relation(.approximate), to: j)
    case "pi": add(.constant(.pi), to: j)
    case "left", "right":
      hasSpace = true
      i = j
    case "quad", "qquad": add(.mark(0), to: j)
    default: add(.symbol, to: j, text: literal(i, j))
    }
  }

  mutating func scanEquals() {
    let next = byte(i + 1)
    if next == 0x3E || next == 0x3D && byte(i + 2) == 0x3E {
      return add(.arrow, to: next == 0x3E ? i + 2 : i + 3, text: next == 0x3E ? "=>" : "==>")
    }
    var j = i + 1
    while byte(j) == 0x3D { j += 1 }
    if j - i > 3 { return add(.mark(0x3D), to: j) }
    if byte(j) == 0x7E { return add(.relation(.approximate), to: j + 1) }
    if j - i == 3 { return add(.mark(0x3D), to: j) }
    add(.relation(.equal), to: j, text: j - i == 2 ? "==" : "=")
  }

  mutating func scanWide() {
    if let (kind, size) = sign(at: i) {
      if size < 0 {
        hasSpace = true
        i -= size
        return
      }
      if case .sup = kind { return scanScript(isSuper: true) }
      if case .sub = kind { return scanScript(isSuper: false) }
      if case .open = kind { addRounding(size) }
      return add(kind, to: i + size, text: literal(i, i + size))
    }
    scanWord()
  }

  /// `⌊` and `⌈` open the argument of a function.
  private mutating func addRounding(_ size: Int) {
    let isFloor = bytes.matches([0xE2, 0x8C, 0x8A], at: i)
    guard isFloor || bytes.matches([0xE2, 0x8C, 0x88], at: i) else { return }
    output.append(
      Token(
        kind: .function(isFloor ? .floor : .ceil), range: text.sourceRange(i, i + size),
        text: isFloor ? "floor" : "ceil", hasSpaceBefore: hasSpace, region: region))
    hasSpace = false
  }

  func width(at offset: Int) -> Int {
    let byte = bytes[offset]
    let size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
    return min(size, bytes.count - offset)
  }

  func sign(at offset: Int) -> (Token.Kind, Int)? {
    let size = width(at: offset)
    var code: UInt32 = 0
    switch size {
    case 2: code = UInt32(bytes[offset] & 0x1F) << 6 | UInt32(bytes[offset + 1] & 0x3F)
    case 3:
      code =
        UInt32(bytes[offset] & 0x0F) << 12 | UInt32(bytes[offset + 1] & 0x3F) << 6
        | UInt32(bytes[offset + 2] & 0x3F)
    default: return size == 4 ? nil : (.mark(0), 1)
    }
    return wideSign(code).map { ($0.0, $0.1 ? -size : size) }
  }

  func isSuperscript(_ offset: Int) -> Bool {
    guard offset < bytes.count, bytes[offset] >= 0x80, let (kind, _) = sign(at: offset) else {
      return false
    }
    if case .sup = kind { return true }
    return false
  }

  /// Reads a run of Unicode superscripts or subscripts as the tokens of plain digits and signs.
  mutating func scanScript(isSuper: Bool) {
    var content = MappedText(at: text.sourceOffset(i))
    var j = i
    while j < bytes.count, bytes[j] >= 0x80, let (kind, size) = sign(at: j), size > 0 {
      switch kind {
      case .sup where isSuper, .sub where !isSuper: break
      default: return finishScript(content, isSuper, to: j)
      }
      content.append(
        [scriptDigit(bytes, at: j)], for: text.sourceRange(j, j + size))
      j += size
    }
    finishScript(content, isSuper, to: j)
  }

  mutating func finishScript(_ content: MappedText, _ isSuper: Bool, to end: Int) {
    let inner = TextLexer.tokens(content, region: .math, style: NumberStyle())
    add(isSuper ? .sup(inner) : .sub(inner), to: end)
  }
}
