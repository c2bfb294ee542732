extension MathMLWriter {
  /// Writes one node; the number of elements.
  mutating func element(
    _ node: MathNode, _ place: Place, _ previous: AtomClass?, _ next: AtomClass?
  ) -> Int {
    switch node.kind {
    case .number(let literal):
      output.append("<mn")
      if node.letters != .automatic, node.letters != .upright {
        letterClass(node.letters, isName: true)
      }
      output.append(">")
      output.append(text: literal)
      output.append("</mn>")
    case .identifier(let name): identifier(name, node.letters)
    case .operatorName(let name, _):
      functionName(name)
      return 1 + application(place)
    case .symbol(let symbol, _): self.symbol(symbol, node, place)
    case .bigOperator(let symbol, _):
      operatorElement(symbol, node.shape.core, place, letters: node.letters)
    case .delimiter(let symbol, _, let size):
      sizedDelimiter(symbol, node.shape.core, size, place)
    case .group(let nodes): single(nodes)
    case .fraction(let fraction): self.fraction(fraction)
    case .root(let radicand, let index): root(radicand, index)
    case .scripts(let scripts): return self.scripts(scripts, place)
    case .fenced(let left, let right, let nodes): fenced(left, right, nodes)
    case .accent(let accent, let nodes): self.accent(accent, nodes)
    case .stack(let stack): self.stack(stack, place)
    case .text(let text, let style): self.text(text, style)
    case .table(let table): self.table(table)
    case .space(let width): space(width)
    case .lineBreak: space(1)
    default: return wrapper(node, place, previous, next)
    }
    return 1
  }

  /// Writes a node that is a frame around others.
  private mutating func wrapper(
    _ node: MathNode, _ place: Place, _ previous: AtomClass?, _ next: AtomClass?
  ) -> Int {
    switch node.kind {
    case .style(let size, let nodes):
      if size == self.size {
        return row(nodes, previous: previous, next: next, continues: true)
      }
      styled(size) { _ = $0.row(nodes, previous: previous, next: next, continues: true) }
    case .textSize(let factor, let nodes):
      output.append("<mstyle style=\"font-size:")
      output.append(text: Self.em(factor))
      output.append("\">")
      _ = row(nodes, previous: previous, next: next, continues: true)
      output.append("</mstyle>")
    case .color(let color, let nodes):
      output.append("<mrow style=\"color:")
      output.append(escaping: color)
      output.append("\">")
      if nodes.count == 1, nodes[0].shape.traits.contains(.isOperator) {
        _ = element(nodes[0], place, previous, next)
      } else {
        _ = row(nodes, previous: previous, next: next, continues: true)
      }
      output.append("</mrow>")
    case .classed(_, let nodes):
      if nodes.count == 1, nodes[0].shape.traits.contains(.isOperator) {
        return element(nodes[0], place, previous, next)
      }
      single(nodes)
    case .enclosed(let enclosure, let nodes): enclosed(enclosure, nodes)
    case .phantom(let phantom, let nodes): self.phantom(phantom, nodes)
    case .choice(let sizes):
      return row(
        sizes[min(Int(size.rawValue), sizes.count - 1)], previous: previous, next: next,
        continues: true)
    case .link(let address, let nodes): link(address, nodes)
    case .rule(let width, let height):
      output.append("<mspace class=\"rule\" width=\"")
      output.append(text: Self.em(max(0, width)))
      output.append("\" height=\"")
      output.append(text: Self.em(max(0, height)))
      output.append("\"/>")
    case .raised(let shift, let nodes):
      output.append("<mpadded voffset=\"")
      output.append(text: Self.em(shift))
      output.append("\">")
      _ = row(nodes)
      output.append("</mpadded>")
    case .corners(let corners): self.corners(corners)
    case .reference(let name, let inParentheses): reference(name, inParentheses)
    case .error(let source):
      output.append("<merror><mtext>")
      output.append(escaping: source)
      output.append("</mtext></merror>")
    default: return 0
    }
    return 1
  }

  // MARK: Letters

  private mutating func identifier(_ name: String, _ letters: LetterStyle) {
    if letters == .automatic || letters == .italic, name.utf8.count == 1 {
      output.append("<mi>")
      output.append(text: name)
      output.append("</mi>")
      return
    }
    let isName = name.unicodeScalars.count > 1
    var name = name
    var letters = letters
    if !isName, let plain = PlainLetters.character(name, letters) {
      name = plain
      letters = .upright
    }
    output.append("<mi")
    if !isName, letters != .automatic, letters != .italic, letters != .boldItalic,
      PlainLetters.isSlantedByBrowsers(name)
    {
      // No style sheet keeps Firefox from slanting a single letter.
      output.append(" mathvariant=\"normal\"")
      if letters == .upright { letters = .automatic }
    }
    if letters == .automatic, !isName, PlainLetters.isUpright(name) { letters = .italic }
    letterClass(letters, isName: isName || PlainLetters.isUpright(name))
    output.append(">")
    output.append(escaping: name)
    output.append("</mi>")
  }

  /// The class that says how letters are set. A single letter is italic without one.
  private mutating func letterClass(_ letters: LetterStyle, isName: Bool) {
    switch letters {
    case .automatic: if isName { output.append(" class=\"up\"") }
    case .upright: output.append(" class=\"up\"")
    case .italic: if isName { output.append(" class=\"it\"") }
    case .bold: output.append(" class=\"bf\"")
    case .boldItalic: output.append(" class=\"bi\"")
    case .doubleStruck: output.append(" class=\"bb\"")
    case .calligraphic: output.append(" class=\"cal\"")
    case .fraktur: output.append(" class=\"frak\"")
    case .sansSerif: output.append(" class=\"sf\"")
    case .monospaced: output.append(" class=\"tt\"")
    }
  }

  /// The name of a function, without what follows it.
  mutating func functionName(_ name: String) {
    output.append("<mi class=\"up\">")
    output.append(escaping: name)
    output.append("</mi>")
  }

  /// The invisible operator after a function; the number of elements.
  mutating func application(_ place: Place) -> Int {
    guard place.form != .postfix, let right = place.right else { return 0 }
    if right == 5 {
      space(Double(right) / 18)
      return 1
    }
    // Firefox puts the space there by itself, the style sheet does so in the others.
    output.append(right > 0 ? "<mo class=\"ap\">\u{2061}</mo>" : "<mo>\u{2061}</mo>")
    return 1
  }

  // MARK: Operators

  private mutating func symbol(_ symbol: String, _ node: MathNode, _ place: Place) {
    if node.shape.traits.contains(.isOperator) {
      operatorElement(symbol, node.shape.core, place, letters: node.letters)
    } else {
      let isBold = node.letters == .bold || node.letters == .boldItalic
      output.append("<mi")
      if symbol == "∇" { output.append(" mathvariant=\"normal\"") }
      if isBold {
        output.append(" class=\"bf\"")
      } else if symbol != "∂", symbol != "∇" {
        output.append(" class=\"up\"")
      }
      output.append(">")
      output.append(escaping: symbol)
      output.append("</mi>")
    }
  }

  /// An `mo` with the spaces of `place`; it does not grow. `core` is its place in
  /// `OperatorDictionary`.
  mutating func operatorElement(
    _ symbol: String, _ core: UInt8, _ place: Place, letters: LetterStyle = .automatic
  ) {
    output.append("<mo")
    if letters == .bold || letters == .boldItalic { output.append(" class=\"bf\"") }
    if OperatorDictionary.isStretchy(core) { output.append(" stretchy=\"false\"") }
    spaces(core, place)
    output.append(">")
    output.append(escaping: symbol)
    output.append("</mo>")
  }

  /// The attributes that bring a browser from its own spaces to those of `place`.
  mutating func spaces(_ core: UInt8, _ place: Place) {
    let own = OperatorDictionary.spaces(core, place.form)
    let left = place.left ?? own.left
    let right = place.right ?? own.right
    if isNear(own.left, left), isNear(own.right, right) { return }
    for form in OperatorDictionary.Form.allCases where form != place.form {
      guard let other = OperatorDictionary.exactSpaces(core, form),
        isNear(other.left, left), isNear(other.right, right)
      else { continue }
      switch form {
      case .prefix: output.append(" form=\"prefix\"")
      case .infix: output.append(" form=\"infix\"")
      case .postfix: output.append(" form=\"postfix\"")
      }
      return
    }
    if !isNear(own.left, left) { space(" lspace", left) }
    if !isNear(own.right, right) { space(" rspace", right) }
  }

  /// Whether nobody sees the difference: the dictionary has a smaller space around `×` than TeX.
  private func isNear(_ first: Int8, _ second: Int8) -> Bool {
    first == second || (min(first, second) >= 3 && abs(first - second) <= 1)
  }

  private mutating func space(_ name: StaticString, _ width: Int8) {
    output.append(name)
    switch width {
    case 0: output.append("=\"0\"")
    case 3: output.append("=\".1667em\"")
    case 4: output.append("=\".2222em\"")
    default: output.append("=\".2778em\"")
    }
  }

  private mutating func sizedDelimiter(
    _ symbol: String, _ core: UInt8, _ size: Int, _ place: Place
  ) {
    if size == 0 {
      // \middle: as tall as the fence it stands in.
      output.append("<mo stretchy=\"true\" symmetric=\"true\" lspace=\".05em\" rspace=\".05em\">")
      output.append(escaping: symbol)
      output.append("</mo>")
      return
    }
    output.append("<mo")
    if !OperatorDictionary.isStretchy(core) {
      output.append(" stretchy=\"true\" symmetric=\"true\"")
    }
    if symbol != "|", symbol != "‖" {
      switch size {
      case 1: output.append(" class=\"d1\"")
      case 2: output.append(" class=\"d2\"")
      case 3: output.append(" class=\"d3\"")
      default: break
      }
    }
    switch size {
    case 1: output.append(" minsize=\"1.2em\" maxsize=\"1.2em\"")
    case 2: output.append(" minsize=\"1.8em\" maxsize=\"1.8em\"")
    case 3: output.append(" minsize=\"2.4em\" maxsize=\"2.4em\"")
    default: output.append(" minsize=\"3em\" maxsize=\"3em\"")
    }
    spaces(core, place)
    output.append(">")
    output.append(escaping: symbol)
    output.append("</mo>")
  }

  // MARK: Text and references

  mutating func text(_ text: String, _ style: TextStyle) {
    output.append("<mtext")
    var classes: [String] = []
    if style.isBold { classes.append("bf") }
    if style.isItalic { classes.append("it") }
    switch style.family {
    case .roman: break
    case .sansSerif: classes.append("sf")
    case .monospaced: classes.append("tt")
    }
    if !classes.isEmpty {
      output.append(" class=\"")
      output.append(text: classes.joined(separator: " "))
      output.append("\"")
    }
    output.append(">")
    // Browsers drop spaces at the edges.
    var content = text
    if content.utf8.first == 0x20 { content = "\u{A0}" + content.dropFirst() }
    if content.utf8.last == 0x20 { content = content.dropLast() + "\u{A0}" }
    output.append(escaping: content)
    output.append("</mtext>")
  }

  private mutating func link(_ address: String, _ nodes: [MathNode]) {
    let isText = nodes.allSatisfy { (node: MathNode) -> Bool in
      if case .text = node.kind { return true }
      return false
    }
    guard isText, Self.isSafe(address) else { return single(nodes) }
    output.append("<mtext><a href=\"")
    output.append(escaping: address)
    output.append("\">")
    output.append(escaping: PlainText.inline(nodes))
    output.append("</a></mtext>")
  }

  /// Whether a link may go there: web and mail addresses, and places in the book.
  private static func isSafe(_ address: String) -> Bool {
    guard let colon = address.firstIndex(of: ":") else { return true }
    let scheme = address[..<colon].lowercased()
    return ["http", "https", "mailto"].contains(scheme)
      || scheme.contains(where: { "/?#".contains($0) })
  }

  private mutating func reference(_ name: String, _ inParentheses: Bool) {
    output.append("<mtext>")
    if let target = options.targets[name] {
      output.append("<a href=\"")
      output.append(escaping: target.address)
      output.append("\">")
      output.append(escaping: inParentheses ? "(\(target.number))" : target.number)
      output.append("</a>")
    } else {
      output.append(inParentheses ? "(??)" : "??")
    }
    output.append("</mtext>")
  }
}

extension PlainLetters {
  /// Whether browsers show `letter`, alone in its element, in italics.
  ///
  /// - Source: MathML Core (W3C), section 2.1.1, the mapping of `text-transform: math-auto`.
  static func isSlantedByBrowsers(_ letter: String) -> Bool {
    guard let value = letter.unicodeScalars.first?.value else { return false }
    switch value {
    case 0x41...0x5A, 0x61...0x7A, 0x131, 0x237, 0x391...0x3A9, 0x3B1...0x3C9, 0x3D1, 0x3D5, 0x3D6,
      0x3F0, 0x3F1, 0x3F4, 0x3F5, 0x2202, 0x2207:
      return true
    default: return false
    }
  }

  /// Whether `letter` is one that TeX sets in italics and browsers do not, for Unicode has no italic
  /// form of it: Latin with marks, Cyrillic.
  static func isUpright(_ letter: String) -> Bool {
    guard let value = letter.unicodeScalars.first?.value else { return false }
    switch value {
    case 0x131, 0x237: return false
    case 0xC0..<0x250, 0x400..<0x530: return true
    default: return false
    }
  }
}

/// The letters of an alphabet that Unicode has outside of the mathematical block, so that every
/// font with symbols shows them and every reader names them.
enum PlainLetters {
  /// The character for `letter` in `style`, if it is one of them.
  static func character(_ letter: String, _ style: LetterStyle) -> String? {
    switch style {
    case .doubleStruck: doubleStruck[letter]
    case .calligraphic: calligraphic[letter]
    case .fraktur: fraktur[letter]
    default: nil
    }
  }

  private static let doubleStruck = [
    "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
  ]
  private static let calligraphic = [
    "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ",
  ]
  private static let fraktur = ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"]
}
