/// Reads the text of a library signature.
///
///     signature = [ "(" [ parameter { "," parameter } ] ")" "->" ] type
///     parameter = [ label ] name ":" type [ "..." ] [ "=" default ]
///     type      = primary { "?" }
///     primary   = "[" type [ ":" type ] "]" | "(" [ element { "," element } ] ")" [ "->" type ]
///               | "Set" "<" type ">" | "Sequence" "<" type ">" | name
///     element   = [ name ":" ] type
///     default   = number | text | "true" | "false" | "nil" | "[" "]" | [ "." ] name
struct SignatureReader {
  private let bytes: [UInt8]
  private var position = 0
  private var problem: String?
  private var objectNames: Set<String> = []
  private var depth = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func read(isConstant: Bool) -> (Signature, problem: String?) {
    var signature = Signature()
    if !isConstant {
      expect("(")
      while problem == nil, !accept(")") {
        if !signature.parameters.isEmpty { expect(",") }
        signature.parameters.append(parameter())
      }
      expect("->")
    }
    signature.result = type().type
    skipBlanks()
    if position < bytes.count { fail("unexpected text at offset \(position)") }
    signature.objectNames = objectNames
    if problem != nil { signature = Signature() }
    return (signature, problem)
  }

  private mutating func parameter() -> Signature.Parameter {
    let first = name()
    var inner = first
    skipBlanks()
    if problem == nil, peek != UInt8(ascii: ":") { inner = name() }
    expect(":")
    let (type, isInteger) = self.type()
    let isVariadic = accept("...")
    let defaultValue = accept("=") ? self.defaultValue() : nil
    return Signature.Parameter(
      label: first == "_" ? nil : first, name: inner, type: type, isInteger: isInteger,
      isVariadic: isVariadic, defaultValue: defaultValue)
  }

  private mutating func type() -> (type: ValueType, isInteger: Bool) {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50, problem == nil else {
      fail("a type is nested too deeply")
      return (.error, false)
    }
    var (result, isInteger) = primary()
    while accept("?") { result = .optional(result) }
    return (result, isInteger)
  }

  private mutating func primary() -> (type: ValueType, isInteger: Bool) {
    if accept("[") {
      let first = type().type
      if accept(":") {
        let value = type().type
        expect("]")
        return (.dictionary(key: first, value: value), false)
      }
      expect("]")
      return (.list(of: first), false)
    }
    if accept("(") { return (tupleOrFunction(), false) }
    let name = self.name()
    switch name {
    case "Set", "Sequence":
      expect("<")
      let element = type().type
      expect(">")
      return (name == "Set" ? .set(element) : .sequence(element), false)
    case "Int": return (.double, true)
    case "T", "U", "K", "V", "N": return (.parameter(name), false)
    default:
      if let known = ValueType.named(name) { return (known, false) }
      objectNames.insert(name)
      return (.object(name), false)
    }
  }

  private mutating func tupleOrFunction() -> ValueType {
    var elements: [ValueType.TupleElement] = []
    while problem == nil, !accept(")") {
      if !elements.isEmpty { expect(",") }
      let start = position
      var label: String?
      if let byte = peekPastBlanks, isLetter(byte) {
        label = name()
        if !accept(":") {
          label = nil
          position = start
        }
      }
      elements.append(ValueType.TupleElement(label, type().type))
    }
    if accept("->") { return .function(elements.map(\.type), type().type) }
    if elements.count == 1, elements[0].label == nil { return elements[0].type }
    return .tuple(elements)
  }

  private mutating func defaultValue() -> Signature.Default? {
    skipBlanks()
    guard let byte = peek else { return nil }
    if byte == UInt8(ascii: "\"") {
      let start = position + 1
      position = start
      while position < bytes.count, bytes[position] != byte { position += 1 }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      position = min(position + 1, bytes.count)
      return .string(text.replacingEscapedNewlines)
    }
    if accept("[") {
      _ = accept(":")
      expect("]")
      return .empty
    }
    let start = position
    while let byte = peek, isLetter(byte) || "0123456789.-+".utf8.contains(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "nil": return Signature.Default.none
    case ".infinity", "Double.infinity": return .number(.infinity)
    case "-.infinity": return .number(-.infinity)
    case ".nan": return .number(.nan)
    case ".pi", "pi": return .number(.pi)
    default:
      if let number = Double(word) { return .number(number) }
      fail("'\(word)' is no default value")
      return nil
    }
  }

  // MARK: characters

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var peekPastBlanks: UInt8? {
    mutating get {
      skipBlanks()
      return peek
    }
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A { position += 1 }
  }

  private mutating func accept(_ text: StaticString) -> Bool {
    skipBlanks()
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] {
      return false
    }
    position += count
    return true
  }

  private mutating func expect(_ text: StaticString) {
    if !accept(text) { fail("'\(text)' expected at offset \(position)") }
  }

  private mutating func name() -> String {
    skipBlanks()
    let start = position
    while let byte = peek, isLetter(byte) || (position > start && isDigit(byte)) { position += 1 }
    if position == start { fail("a name expected at offset \(position)") }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (0x41...0x5A).contains(byte)
      || (0x61...0x7A).contains(byte)
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private mutating func fail(_ text: String) {
    if problem == nil { problem = text }
  }
}

extension String {
  /// The text with `\n` read as a line end, as defaults such as `terminator` need it.
  fileprivate var replacingEscapedNewlines: String {
    var result = ""
    var isEscaped = false
    for character in self {
      if isEscaped {
        result.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}
