/// Writes a tree as one line of Unicode text that means the same.
///
/// Scripts are Unicode's where every character has one, words `x_max`, others `e^(−λt)`; fractions
/// and roots get parentheses wherever a reader could take them apart otherwise; letters are
/// plain, whatever alphabet TeX sets them in, except for the few that every font has (ℝ, ℒ).
struct PlainText {
  /// The size that decides about spaces: none in scripts.
  var size = MathSize.text
  /// The equations that may be referred to.
  var options = MathOptions()

  /// `nodes` on one line.
  static func inline(_ nodes: [MathNode], options: MathOptions = MathOptions()) -> String {
    PlainText(size: .text, options: options).row(nodes)
  }

  /// `nodes` as they stand in a script.
  func script(_ nodes: [MathNode]) -> String {
    PlainText(size: .script, options: options).row(nodes)
  }

  /// `nodes` side by side, with TeX's spaces as blanks.
  func row(_ nodes: [MathNode], previous: AtomClass? = nil) -> String {
    let spacing = AtomSpacing(nodes, size: size, previous: previous)
    var line = TextLine(isScript: size != .text && size != .display)
    for index in nodes.indices {
      if case .space(let width) = nodes[index].kind {
        if width >= 0.9 {
          line.space(2)
        } else if width > 0.1, size == .text || size == .display {
          line.space(1)
        }
        continue
      }
      if spacing[index].before >= 3 || Self.startsWithSpace(nodes[index]) { line.space(1) }
      let text = piece(nodes, index, spacing)
      line.append(text, isWord: Self.isWord(nodes[index]))
    }
    return line.text
  }

  /// Whether a group brings its own space, as `\pmod` does.
  static func startsWithSpace(_ node: MathNode) -> Bool {
    guard case .group(let inner) = node.kind, case .space(let width)? = inner.first?.kind else {
      return false
    }
    return width > 0.2
  }

  /// The text of the node at `index`, in parentheses if its neighbours would tear it apart.
  private func piece(_ nodes: [MathNode], _ index: Int, _ spacing: AtomSpacing) -> String {
    let text = self.text(nodes[index])
    guard Self.isLoose(nodes[index]) else { return text }
    return Self.stands(alone: index, nodes, spacing) ? text : "(\(text))"
  }

  /// Whether a node reads as several things, such as a quotient.
  static func isLoose(_ node: MathNode) -> Bool {
    switch node.kind {
    case .fraction: TextLevel.of(node) < .product
    case .group(let nodes): nodes.count > 1 && TextLevel.of(nodes) < .product
    case .root(let radicand, let index): !PlainText.isShort(radicand) ? false : index == nil
    default: false
    }
  }

  /// Whether the node at `index` has only signs, relations and brackets beside it.
  static func stands(alone index: Int, _ nodes: [MathNode], _ spacing: AtomSpacing) -> Bool {
    let isRoot: Bool
    if case .root = nodes[index].kind { isRoot = true } else { isRoot = false }
    if isRoot, index + 1 < nodes.count, case .space(let width) = nodes[index + 1].kind, width > 0.1
    {
      return true
    }
    let before = nodes[..<index].last { !TextLevel.isEmpty($0) }
    let after = nodes[(index + 1)...].first { !TextLevel.isEmpty($0) }
    return (isRoot || before.map(parts) ?? true) && (after.map(parts) ?? true)
  }

  /// Whether a neighbour keeps a quotient apart from the rest.
  private static func parts(_ node: MathNode) -> Bool {
    switch node.kind {
    case .symbol(let symbol, let atomClass):
      switch atomClass {
      case .relation, .punctuation, .open, .close: return symbol != "!"
      case .binary: return "+−±∓×⋅∗".contains(symbol)
      default: return symbol == "|" || symbol == "‖"
      }
    case .stack(let stack): return stack.isArrow
    case .classed(let atomClass, _): return atomClass == .relation
    case .delimiter(let symbol, let atomClass, _):
      return atomClass != .ordinary || symbol == "|" || symbol == "‖"
    case .scripts(let scripts):
      if case .symbol(_, .close) = scripts.base.kind { return true }
      if case .symbol(_, .relation) = scripts.base.kind { return true }
      return false
    case .text(let text, _): return text.utf8.first == 0x20 || text.utf8.last == 0x20
    case .lineBreak: return true
    default: return false
    }
  }

  /// Whether a node is a name of several letters, which must not touch other letters.
  static func isWord(_ node: MathNode) -> Bool {
    switch node.kind {
    case .identifier(let name): name.unicodeScalars.count > 1
    case .operatorName, .error: true
    case .scripts(let scripts): isWord(scripts.base)
    default: false
    }
  }

  /// Whether `nodes` are one letter or one number: what may stand under a root without brackets.
  static func isShort(_ nodes: [MathNode]) -> Bool {
    guard nodes.count == 1 else { return false }
    switch nodes[0].kind {
    case .number: return true
    case .identifier(let name): return name.unicodeScalars.count == 1
    case .group(let inner): return isShort(inner)
    default: return false
    }
  }
}

/// A line of text under construction.
struct TextLine {
  /// The text.
  private(set) var text = ""
  /// Whether it is a script, in which letters and digits are indices side by side.
  var isScript = false
  private var endsWithWord = false
  private var isOpenScript = false
  private var isRaised = false

  /// An empty line.
  init(isScript: Bool = false) { self.isScript = isScript }

  /// Adds up to `count` blanks: those that are there already count.
  mutating func space(_ count: Int) {
    guard !text.isEmpty else { return }
    let existing = text.utf8.reversed().prefix { $0 == 0x20 }.count
    text += String(repeating: " ", count: max(0, count - existing))
  }

  /// Adds `piece`, with a blank before it where letters would run together.
  mutating func append(_ piece: String, isWord: Bool = false) {
    guard let first = piece.unicodeScalars.first else { return }
    if let last = text.unicodeScalars.last {
      let joinsLetters = Self.isLetter(last) && Self.isLetter(first)
      let joinsDigit = Self.isLetter(last) && Self.isDigit(first) && !isScript
      if (isWord || endsWithWord) && (joinsLetters || joinsDigit) || joinsDigit
        || (isWord && Self.isDigit(last))
      {
        space(1)
      } else if isOpenScript,
        (Self.isLetter(last) || Self.isDigit(last)) && (Self.isLetter(first) || Self.isDigit(first))
          || (first == "(" && isRaised)
      {
        space(1)
      }
      if first == " ", last == " " {
        text += piece.drop { $0 == " " }
        endsWithWord = isWord
        return
      }
    }
    text += piece
    endsWithWord = isWord
    isOpenScript = Self.hasOpenScript(piece)
    isRaised = piece.unicodeScalars.dropLast().last == "^"
  }

  /// Whether `piece` ends with a script of one plain character or a word, `x_q` or `e_king`, that
  /// more would lengthen.
  private static func hasOpenScript(_ piece: String) -> Bool {
    let scalars = piece.unicodeScalars
    guard scalars.count >= 2 else { return false }
    let before = scalars[scalars.index(scalars.endIndex, offsetBy: -2)]
    if before == "_" || before == "^" { return true }
    return scalars.last { !isLetter($0) && !isDigit($0) } == "_"
  }

  /// Whether `scalar` is a letter, and no small one that is set as a script.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic && !(0x2070...0x209C).contains(scalar.value)
  }

  /// Whether `scalar` is an ASCII digit.
  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value &- 0x30 < 10 }
}
