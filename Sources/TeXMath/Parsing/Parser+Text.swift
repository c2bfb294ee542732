import Diagnostics

extension Parser {
  /// `\text{…}` and its kin: text, with mathematics between dollars.
  mutating func text(
    of token: Token, _ change: Command.TextChange
  ) throws(TeXError) -> MathNode? {
    let nodes = try textArgument(of: token, Self.changed(TextStyle(), change))
    if nodes.count == 1, let only = nodes.first, case .text = only.kind {
      var only = only
      only.range = range(token).union(only.range)
      return only
    }
    return node(.group(nodes), token, upTo: nodes.last?.range)
  }

  /// An argument in text.
  mutating func textArgument(
    of owner: Token, _ style: TextStyle
  ) throws(TeXError) -> [MathNode] {
    let token = try input.nextSolid()
    try descend(token)
    defer { ascend() }
    switch token.kind {
    case .open: break
    case .close, .end:
      input.push(token)
      throw .missingArgument(owner)
    case .character, .tie, .prime:
      return [node(.text(token.text == "~" ? "\u{A0}" : token.text, style), token)]
    case .command:
      var builder = TextBuilder(style: style)
      try textCommand(token, &builder)
      builder.flush(self)
      return builder.nodes
    default: throw .unexpectedInArgument(token)
    }
    input.beginScope()
    defer { input.endScope() }
    return try textList(style, closing: token)
  }

  /// Text up to the brace that closes `open`, which is passed over.
  private mutating func textList(
    _ style: TextStyle, closing open: Token
  ) throws(TeXError) -> [MathNode] {
    try descend(open, cost: 1)
    defer { ascend(cost: 1) }
    let outer = letters
    letters = .automatic
    defer { letters = outer }
    var builder = TextBuilder(style: style)
    while true {
      let token = try input.next()
      switch token.kind {
      case .close:
        builder.flush(self)
        return builder.nodes
      case .end: throw .unclosed(open)
      case .open:
        builder.flush(self)
        let style = builder.style
        builder.nodes += try textList(style, closing: token)
      case .space: builder.add(" ", token)
      case .tie: builder.add("\u{A0}", token)
      case .prime where builder.style.family == .monospaced: builder.add("'", token)
      case .prime:
        let isDouble = try input.peek().kind == .prime
        if isDouble { _ = input.nextRaw() }
        builder.add(isDouble ? "”" : "’", token)
      case .character: try textCharacter(token, &builder)
      case .dollar: try mathInText(token, until: .dollar, &builder)
      case .command: try textCommand(token, &builder)
      case .superscript, .subscripting, .ampersand, .parameter: throw .notInText(token)
      }
    }
  }

  @inline(never)
  private mutating func textCharacter(
    _ token: Token, _ builder: inout TextBuilder
  ) throws(TeXError) {
    guard builder.style.family != .monospaced else {
      builder.add(token.text, token)
      return
    }
    if token.isCharacter("`") {
      let isDouble = try input.peek().isCharacter("`")
      if isDouble { _ = input.nextRaw() }
      builder.add(isDouble ? "“" : "‘", token)
    } else if token.isCharacter("-"), try input.peek().isCharacter("-") {
      _ = input.nextRaw()
      if try input.peek().isCharacter("-") {
        _ = input.nextRaw()
        builder.add("—", token)
      } else {
        builder.add("–", token)
      }
    } else {
      builder.add(token.text, token)
    }
  }

  @inline(never)
  private mutating func mathInText(
    _ open: Token, until stop: Stop, _ builder: inout TextBuilder
  ) throws(TeXError) {
    builder.flush(self)
    input.beginScope()
    let nodes = try list(until: stop)
    input.endScope()
    let close = try input.next()
    guard stop == .dollar ? close.kind == .dollar : close.isAction(.mathClose) else {
      throw .unclosed(open)
    }
    builder.nodes.append(node(.style(.text, nodes), open, upTo: range(close)))
  }

  /// A command inside text.
  private mutating func textCommand(
    _ token: Token, _ builder: inout TextBuilder
  ) throws(TeXError) {
    switch token.command {
    case .text, .enclosure(.strike), .accent, .namedColor, .action(.textColor), .phantom(.all),
      .action(.styleAttribute), .action(.link):
      try textFrame(token, &builder)
    case .action(.mathOpen): try mathInText(token, until: .parenthesis, &builder)
    case .action(let action): try textAction(action, token, &builder)
    case .definition(let definition): try define(definition, token)
    default: try textSymbol(token, &builder)
    }
  }

  /// A command that stands for characters, spaces or a change of style.
  @inline(never)
  private mutating func textSymbol(
    _ token: Token, _ builder: inout TextBuilder
  ) throws(TeXError) {
    switch token.command {
    case .symbol(let symbol, .ordinary): builder.add(symbol, token)
    case .symbol(let symbol, .open), .symbol(let symbol, .close):
      guard Self.isTextSymbol(symbol) else { throw .notInText(token) }
      builder.add(symbol, token)
    case .letter(let letter, _):
      guard !Self.isGreek(letter) else { throw .notInText(token) }
      builder.add(letter, token)
    case .space(let width):
      if width == 0.25 {
        builder.add(" ", token)
      } else {
        builder.flush(self)
        builder.nodes.append(node(.space(width), token))
      }
    case .lettersFromHere(let letters):
      builder.flush(self)
      builder.style = Self.changed(builder.style, Self.change(of: letters))
    case .textSize, .ignored: builder.flush(self)
    case nil:
      builder.flush(self)
      if let node = try command(token) { builder.nodes.append(node) }
    default: throw .notInText(token)
    }
  }

  /// A command with an argument of text.
  @inline(never)
  private mutating func textFrame(
    _ token: Token, _ builder: inout TextBuilder
  ) throws(TeXError) {
    let style = builder.style
    builder.flush(self)
    var attribute = ""
    switch token.command {
    case .text(let change):
      builder.nodes += try textArgument(of: token, Self.changed(style, change))
      return
    case .accent(let accent): if !accent.isLine { throw .notInText(token) }
    case .action(.textColor): attribute = try color(of: token)
    case .action(.link), .action(.styleAttribute): attribute = try rawArgument(of: token)
    default: break
    }
    let nodes = try textArgument(of: token, style)
    switch token.command {
    case .enclosure(let enclosure): builder.nodes.append(node(.enclosed(enclosure, nodes), token))
    case .accent(let accent): builder.nodes.append(node(.accent(accent, nodes), token))
    case .namedColor(let color): builder.nodes.append(node(.color(color, nodes), token))
    case .action(.textColor): builder.nodes.append(node(.color(attribute, nodes), token))
    case .phantom(let phantom): builder.nodes.append(node(.phantom(phantom, nodes), token))
    case .action(.link): builder.nodes.append(node(.link(attribute, nodes), token))
    default: builder.nodes += nodes
    }
  }

  @inline(never)
  private mutating func textAction(
    _ action: Command.Action, _ token: Token, _ builder: inout TextBuilder
  ) throws(TeXError) {
    switch action {
    case .color: _ = try color(of: token)
    case .dots: builder.add("…", token)
    case .begin, .verbatim, .url, .reference, .equationReference, .rule, .raise, .spaceArgument,
      .kern, .colorBox, .frameBox, .mathBox, .logo, .image, .character, .unicode, .textAccent,
      .circled, .label, .tag, .noTag:
      guard let result = try perform(action, token) else { return }
      append(result, action, token, &builder)
    default: throw .notInText(token)
    }
  }

  /// Adds what a command made: to the text, if it is text.
  @inline(never)
  private func append(
    _ result: MathNode, _ action: Command.Action, _ token: Token, _ builder: inout TextBuilder
  ) {
    switch result.kind {
    case .symbol(let symbol, _): builder.add(symbol, token)
    case .text(let text, _) where action != .verbatim: builder.add(text, token)
    default:
      builder.flush(self)
      builder.nodes.append(result)
    }
  }

  // MARK: Accents and boxes

  /// A letter with an accent of text, such as `\'e`.
  mutating func textAccent(_ token: Token) throws(TeXError) -> MathNode? {
    if try input.peekSolid().kind == .close {
      return node(.text(Self.spacing[token.name] ?? "", TextStyle()), token)
    }
    let nodes = try textArgument(of: token, TextStyle())
    let mark = Self.combining[token.name] ?? ""
    var text = PlainText.inline(nodes)
    if text == "ı" { text = "i" }
    if let first = text.unicodeScalars.first {
      let rest = String(text.unicodeScalars.dropFirst())
      text = String(first) + mark + rest
    }
    return node(.text(Self.composed(text), TextStyle()), token, upTo: nodes.last?.range)
  }

  private static let spacing: [String: String] = [
    "'": "´", "`": "`", "^": "^", "\"": "¨", "=": "¯", ".": "˙", "u": "˘", "v": "ˇ", "H": "˝",
    "r": "˚", "c": "¸", "k": "˛", "~": "˜",
  ]

  private static let combining: [String: String] = [
    "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "\"": "\u{308}", "=": "\u{304}",
    ".": "\u{307}", "u": "\u{306}", "v": "\u{30C}", "H": "\u{30B}", "r": "\u{30A}",
    "c": "\u{327}", "k": "\u{328}", "~": "\u{303}",
  ]

  /// The one character that a letter and its mark make, where Latin-1 or Latin Extended-A has it.
  private static func composed(_ text: String) -> String {
    guard text.unicodeScalars.count == 2, text.count == 1 else { return text }
    for value in UInt32(0xC0)...0x17E {
      if let scalar = Unicode.Scalar(value), String(Character(scalar)) == text {
        return String(Character(scalar))
      }
    }
    return text
  }

  /// `\fbox{…}`, `\llap{…}`: a box of text.
  mutating func boxed(_ token: Token) throws(TeXError) -> MathNode? {
    let nodes = try textArgument(of: token, TextStyle())
    let kind: MathNode.Kind
    switch token.name {
    case "llap": kind = .phantom(.leftLap, nodes)
    case "rlap": kind = .phantom(.rightLap, nodes)
    case "clap": kind = .phantom(.centerLap, nodes)
    default: kind = .enclosed(.box, nodes)
    }
    return node(kind, token, upTo: nodes.last?.range)
  }

  // MARK: Styles

  static func changed(_ style: TextStyle, _ change: Command.TextChange) -> TextStyle {
    var style = style
    switch change {
    case .plain: break
    case .bold: style.isBold = true
    case .italic: style.isItalic = true
    case .sansSerif: style.family = .sansSerif
    case .monospaced: style.family = .monospaced
    case .medium: style.isBold = false
    case .upright: style.isItalic = false
    }
    return style
  }

  private static func change(of letters: LetterStyle) -> Command.TextChange {
    switch letters {
    case .bold, .boldItalic: .bold
    case .italic: .italic
    case .sansSerif: .sansSerif
    case .monospaced: .monospaced
    default: .plain
    }
  }

  private static func isTextSymbol(_ symbol: String) -> Bool { "{}[]⟨⟩|‖".contains(symbol) }

  private static func isGreek(_ letter: String) -> Bool {
    letter.unicodeScalars.contains { (0x370...0x3FF).contains($0.value) }
  }
}

/// Collects characters into text nodes.
struct TextBuilder {
  /// What is finished.
  var nodes: [MathNode] = []
  /// The style in force.
  var style: TextStyle
  private var text = ""
  private var first: Token?
  private var last: Token?

  /// A builder in `style`.
  init(style: TextStyle) { self.style = style }

  /// Adds what `token` stands for.
  mutating func add(_ string: String, _ token: Token) {
    // TeX sees any run of spaces as one.
    if string == " ", text.utf8.last == 0x20 { return }
    text += string
    if first == nil { first = token }
    last = token
  }

  /// Ends the text node.
  mutating func flush(_ parser: Parser) {
    guard let first, let last else { return }
    nodes.append(parser.node(.text(text, style), first, upTo: parser.range(last)))
    text = ""
    self.first = nil
    self.last = nil
  }
}
