import Diagnostics

extension Parser {
  /// An argument as its source says it: a name, an address, a size.
  @inline(never)
  mutating func rawArgument(of owner: Token) throws(TeXError) -> String {
    var token = input.nextRaw()
    while token.kind == .space { token = input.nextRaw() }
    switch token.kind {
    case .open:
      if input.isAtSource {
        guard let raw = input.lexer.rawGroup() else { throw .unclosed(token) }
        return raw
      }
      let tokens = try input.balanced(from: token)
      return text(of: tokens)
    case .character: return token.text
    case .command:
      // A macro may hold the name or size.
      input.push(token)
      let next = try input.next()
      if next.kind == .command { throw .unexpectedInArgument(next) }
      input.push(next)
      return try rawArgument(of: owner)
    default:
      input.push(token)
      throw .missingArgument(owner)
    }
  }

  // MARK: Sizes

  /// A length in em; nil if `text` is none.
  ///
  /// - Source: D. E. Knuth, The TeXbook, 1986, chapter 10, for a font of 10 pt.
  static func length(_ text: String) -> Double? {
    var number = ""
    var unit = ""
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      if unit.isEmpty, "+-.,0123456789".unicodeScalars.contains(scalar) {
        number.unicodeScalars.append(scalar == "," ? "." : scalar)
      } else {
        unit.unicodeScalars.append(scalar)
      }
    }
    if number.hasPrefix("+") { number.removeFirst() }
    if number.hasPrefix(".") { number = "0" + number }
    if number.hasPrefix("-.") { number = "-0" + number.dropFirst() }
    guard let value = Double(number), value.isFinite, abs(value) < 1e6 else { return nil }
    guard let factor = units.first(where: { $0.0 == unit })?.1 else { return nil }
    return value * factor
  }

  private static let units: [(String, Double)] = [
    ("em", 1), ("ex", 0.431), ("mu", 1.0 / 18), ("pt", 0.1), ("px", 0.075), ("mm", 0.28453),
    ("cm", 2.8453), ("in", 7.227), ("bp", 0.100375), ("pc", 1.2), ("dd", 0.107), ("cc", 1.284),
    ("nd", 0.1067), ("nc", 1.2804), ("sp", 0.1 / 65536),
  ]

  /// A length that stands without braces, such as that of `\kern`, or in them.
  mutating func kernSize(_ owner: Token) throws(TeXError) -> Double {
    var token = try input.nextSolid()
    var text = ""
    if token.kind == .open {
      while true {
        token = try input.next()
        if token.kind == .close { break }
        guard token.kind == .space || token.scalar != nil else { throw .size(owner, text) }
        text += token.text
      }
    } else {
      // Number, then two letters.
      var letters = 0
      while letters < 2, let scalar = token.scalar {
        if (scalar.value | 0x20) &- 0x61 < 26 { letters += 1 } else if letters > 0 { break }
        text += token.text
        if letters < 2 { token = try input.nextSolid() }
      }
      if letters < 2 {
        input.push(token)
        throw .size(owner, text)
      }
    }
    guard let size = Self.length(text) else { throw .size(owner, text) }
    return size
  }

  /// The optional `*` and `[4pt]` after `\\`: the gap in em.
  mutating func rowGap(_ owner: Token) throws(TeXError) -> Double {
    if try input.peek().isCharacter("*") { _ = input.nextRaw() }
    guard try input.peek().isCharacter("["), owner.name != "cr" else { return 0 }
    guard owner.name == "\\" else { return 0 }
    _ = input.nextRaw()
    var text = ""
    while true {
      let token = try input.next()
      if token.isCharacter("]") { break }
      guard token.kind == .space || token.scalar != nil else { throw .size(owner, text) }
      text += token.text
    }
    guard let size = Self.length(text) else { throw .size(owner, text) }
    return size
  }

  @inline(never)
  mutating func measured(_ action: Command.Action, _ token: Token) throws(TeXError) -> MathNode? {
    switch action {
    case .kern: return node(.space(try kernSize(token)), token)
    case .spaceArgument:
      if try input.peek().isCharacter("*") { _ = input.nextRaw() }
      return node(.space(try size(rawArgument(of: token), token)), token)
    case .rule:
      var shift = 0.0
      if try input.peekSolid().isCharacter("[") {
        shift = try size(text(of: try input.optionalArgument() ?? []), token)
      }
      let width = try size(rawArgument(of: token), token)
      let height = try size(rawArgument(of: token), token)
      let rule = node(.rule(width: width, height: height), token)
      return shift == 0 ? rule : node(.raised(shift, [rule]), token)
    default:
      let shift = try size(rawArgument(of: token), token)
      return node(.raised(shift, try textArgument(of: token, TextStyle())), token)
    }
  }

  private func size(_ text: String, _ owner: Token) throws(TeXError) -> Double {
    guard let size = Self.length(text) else { throw .size(owner, text) }
    return size
  }

  /// The source of `tokens`.
  private func text(of tokens: [Token]) -> String {
    tokens.reduce(into: "") { $0 += input.macros.text(of: $1) }
  }

  // MARK: Colours

  /// The colour that a command names, as CSS understands it.
  @inline(never)
  mutating func color(of owner: Token) throws(TeXError) -> String {
    var model: String?
    if try input.peekSolid().isCharacter("[") {
      model = text(of: try input.optionalArgument() ?? [])
    }
    let name = try rawArgument(of: owner)
    if let model {
      guard let color = ColorTable.color(model: model, name) else { throw .color(owner, name) }
      return color
    }
    let trimmed = String(name.unicodeScalars.filter { !$0.properties.isWhitespace })
    if let color = colors[trimmed] ?? ColorTable.color(named: trimmed) { return color }
    throw .color(owner, name)
  }

  @inline(never)
  mutating func colored(_ action: Command.Action, _ token: Token) throws(TeXError) -> MathNode? {
    switch action {
    case .textColor:
      let color = try color(of: token)
      let (nodes, place) = try argumentWithRange(of: token)
      return node(.color(color, nodes), token, upTo: place)
    case .colorBox:
      let color = try color(of: token)
      let nodes = try textArgument(of: token, TextStyle())
      return node(.enclosed(.colorBox(border: nil, background: color), nodes), token)
    case .frameBox:
      let border = try color(of: token)
      let background = try color(of: token)
      let nodes = try textArgument(of: token, TextStyle())
      return node(.enclosed(.colorBox(border: border, background: background), nodes), token)
    case .defineColor:
      let name = try rawArgument(of: token)
      let model = try rawArgument(of: token)
      let value = try rawArgument(of: token)
      guard let color = ColorTable.color(model: model, value) else { throw .color(token, value) }
      colors[name] = color
      return nil
    default:
      // As an argument, `\color{red}` colours nothing.
      _ = try color(of: token)
      return nil
    }
  }

  // MARK: Links and raw text

  @inline(never)
  mutating func linked(_ action: Command.Action, _ token: Token) throws(TeXError) -> MathNode? {
    switch action {
    case .verbatim:
      guard input.isAtSource else { throw .unexpectedInArgument(token) }
      var text: String?
      if input.lexer.position < input.lexer.bytes.count {
        var delimiter = input.lexer.bytes[input.lexer.position]
        input.lexer.position += 1
        if delimiter == UInt8(ascii: "*"), input.lexer.position < input.lexer.bytes.count {
          delimiter = input.lexer.bytes[input.lexer.position]
          input.lexer.position += 1
        }
        text = input.lexer.raw(until: delimiter)
      }
      guard let text else { throw .unclosed(token) }
      var style = TextStyle()
      style.family = .monospaced
      return node(.text(text, style), token)
    case .url:
      let address = try rawArgument(of: token)
      var style = TextStyle()
      style.family = .monospaced
      return node(.link(address, [node(.text(address, style), token)]), token)
    case .image:
      if try input.peekSolid().isCharacter("[") { _ = try input.optionalArgument() }
      let address = try rawArgument(of: token)
      return node(.link(address, [node(.text("[picture]", TextStyle()), token)]), token)
    default:
      let address = try rawArgument(of: token)
      let (nodes, place) = try argumentWithRange(of: token)
      return node(.link(address, nodes), token, upTo: place)
    }
  }
}
