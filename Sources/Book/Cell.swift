import Diagnostics
import Markdown
import Numerics

/// A fenced `swift-math` block of a chapter.
struct Cell: Sendable {
  /// The code block.
  let node: MarkdownNode
  /// The code, without the prefixes of quotes and lists around it.
  let text: MappedText
  /// What stands in `{…}` after the fence.
  let options: CellOptions
  /// The paragraph straight after it that starts `Figure:` or `Table:`.
  let caption: Caption?

  /// Whether `node` is a cell: a fence of `swift-math`, or of `swift math`, which GitHub colours.
  static func isCell(_ node: MarkdownNode) -> Bool {
    guard case .codeBlock(isFenced: true) = node.kind, let info = node.info else { return false }
    let words = info.text.split { $0 == " " || $0 == "{" || $0 == "\t" }.prefix(2)
    return words.first == "swift-math" || (words.first == "swift" && words.last == "math")
  }

  /// Where the language of a cell ends in its info string.
  static func languageEnd(_ info: [UInt8]) -> Int {
    ["swift-math", "swift math"].first { info.starts(with: $0.utf8) }?.utf8.count ?? info.count
  }
}

/// The options of a cell, such as `{#fig-loss echo=false}`.
struct CellOptions: Sendable {
  /// The identifier for references.
  var id: String?
  /// Whether the page shows the code.
  var showsCode = true
  /// Whether the page shows what the cell shows.
  var showsOutput = true
  /// Whether the cell shares no names with the others.
  var isIsolated = false
  /// Whether the cell must fail.
  var expectsError = false
  /// Whether the code is folded away.
  var isFolded = false
  /// The description of the picture for those who do not see it.
  var alternative: String?
  /// A caption without numbers.
  var caption: String?
  /// Further classes for the page.
  var classes: [String] = []

  static let names = [
    "echo", "output", "isolated", "expect-error", "fold", "alt", "caption",
  ]

  /// The options of `attributes`; what cannot be read is reported by `report`.
  init(_ attributes: Attributes?, report: (Diagnostic) -> Void) {
    guard let attributes else { return }
    for item in attributes.items {
      switch item.key {
      case "id": id = item.value
      case "class": if let value = item.value { classes.append(value) }
      case "echo": showsCode = Self.flag(item, report)
      case "output": showsOutput = Self.flag(item, report)
      case "isolated": isIsolated = Self.flag(item, report)
      case "expect-error": expectsError = Self.flag(item, report)
      case "fold": isFolded = Self.flag(item, report)
      case "alt": alternative = item.value
      case "caption": caption = item.value
      case "math" where item.value == nil: break
      default:
        let near = closestMatch(to: item.key, in: Self.names)
        report(
          Diagnostic(
            .error, "cell.option", at: item.range, "a cell has no option '\(item.key)'",
            hints: [
              near.map { "did you mean '\($0)'?" }
                ?? "it has \(Self.names.joined(separator: ", "))"
            ]))
      }
    }
  }

  private static func flag(_ item: Attributes.Item, _ report: (Diagnostic) -> Void) -> Bool {
    switch item.value {
    case nil, "true": return true
    case "false": return false
    default:
      report(
        Diagnostic(
          .error, "cell.option", at: item.range, "'\(item.key)' is either true or false",
          hints: ["write \(item.key)=true or \(item.key)=false"]))
      return true
    }
  }
}

/// The paragraph after a cell, table or picture that starts `Figure:` or `Table:`.
struct Caption: Sendable {
  /// What a caption names.
  enum Kind: String, Sendable {
    /// A picture.
    case figure = "Figure"
    /// A table.
    case table = "Table"
  }

  /// What it names.
  let kind: Kind
  /// The paragraph.
  let node: MarkdownNode
  /// The bytes of `Figure:` with the space after it.
  let marker: SourceRange

  /// The caption that `node` is, if it is one.
  init?(_ node: MarkdownNode?) {
    guard let node, node.kind == .paragraph, let first = node.firstChild, first.kind == .text
    else { return nil }
    let text = first.literal
    for kind in [Kind.figure, .table] where text.text.hasPrefix(kind.rawValue + ":") {
      self.kind = kind
      self.node = node
      var end = kind.rawValue.utf8.count + 1
      while end < text.bytes.count, text.bytes[end] == 0x20 { end += 1 }
      marker = text.sourceRange(0, end)
      return
    }
    return nil
  }
}

/// A code span whose value the page shows: `` `{=.3f} expr` ``.
struct InlineValue: Sendable {
  /// The code span.
  let node: MarkdownNode
  /// How the value is written.
  let format: NumberFormat?
  /// The expression.
  let expression: MappedText

  /// What a code span is.
  enum Reading {
    /// An ordinary code span.
    case code
    /// A computed value.
    case value(InlineValue)
    /// Something that starts like a computed value and is none.
    case malformed(Diagnostic)
  }

  /// Reads the code span `node`.
  static func read(_ node: MarkdownNode) -> Reading {
    guard node.kind == .code else { return .code }
    let literal = node.literal
    let bytes = literal.bytes
    let starts = [Array("{=".utf8), Array("{swift-math".utf8), Array("{swift math".utf8)]
    guard let start = starts.first(where: { bytes.starts(with: $0) }) else {
      return misspelt(node, literal.text)
    }
    guard let close = bytes.firstIndex(of: UInt8(ascii: "}")) else {
      return .malformed(Self.error(node, "this computed value has no closing brace"))
    }
    let formatText = String(decoding: bytes[start.count..<close], as: UTF8.self)
    var format: NumberFormat?
    if !formatText.isEmpty {
      guard start.count == 2, let known = NumberFormat(formatText) else {
        return .malformed(
          Self.error(
            node, "'\(formatText)' is no number format",
            hint: "write .3f for three decimals, .2e for an exponent, .1% for per cent"))
      }
      format = known
    }
    let expression = literal.slice(close + 1, bytes.count)
    guard expression.bytes.contains(where: { $0 != 0x20 && $0 != 0x0A }) else {
      return .malformed(Self.error(node, "this computed value has no expression"))
    }
    return .value(InlineValue(node: node, format: format, expression: expression))
  }

  /// Names in braces before an expression that other tools compute, or that are nearly ours: such a
  /// span would be shown as it is typed, and nobody would see that nothing was computed.
  private static func misspelt(_ node: MarkdownNode, _ text: String) -> Reading {
    guard text.first == "{", let close = text.firstIndex(of: "}") else { return .code }
    let inside = String(text[text.index(after: text.startIndex)..<close])
    if isBareFormat(inside), text[close...].dropFirst().first == " " {
      return .malformed(error(node, "this computed value begins with no '{='"))
    }
    let name = String(
      text[text.index(after: text.startIndex)..<close].prefix { $0.isLetter || "-_".contains($0) })
    let rest = text[text.index(after: close)...]
    guard rest.first == " ", rest.contains(where: { !$0.isWhitespace }) else { return .code }
    let near = closestMatch(to: name, in: ["swift-math"])
    let others: Set<String> = ["swift", "python", "r", "julia", "ojs", "eval", "mathbook"]
    guard near != nil || others.contains(name.lowercased()) else { return .code }
    return .malformed(
      error(
        node, "nothing computes '{\(name)}'",
        hint: near != nil
          ? "did you mean '{swift-math}'? '{=}' says the same"
          : "write `{=} expression` in swift-math"))
  }

  /// Whether `inside` is `.3f`, `:.3f` or ` = ` and so on, which lacks the sign in its place.
  private static func isBareFormat(_ inside: String) -> Bool {
    let text = inside.trimmed
    if text.first == "=" { return true }
    let format = text.first == ":" ? text.dropFirst() : text[...]
    return format.first == "." && NumberFormat(format) != nil
  }

  private static func error(_ node: MarkdownNode, _ message: String, hint: String? = nil)
    -> Diagnostic
  {
    Diagnostic(
      .error, "inline.syntax", at: node.range, message,
      hints: [hint ?? "write `{=} expression` or `{=.3f} expression`"])
  }
}

/// A block quote that starts `**Quiz.**`, with its options as a task list.
enum Quiz {
  /// Whether `node` is a quiz.
  static func isQuiz(_ node: MarkdownNode) -> Bool {
    guard node.kind == .blockQuote, let question = node.firstChild, question.kind == .paragraph,
      let strong = question.firstChild, strong.kind == .strong
    else { return false }
    return strong.plainText.text.prefix { $0.isLetter }.lowercased() == "quiz"
  }
}
