import Foundation

/// The structure of MathML in which what converters write differently for the same mathematics is
/// made alike, and nothing else.
///
/// Rows, styles, spaces and attributes are left out. Beyond that: a prime beside its base is one in
/// its superscript (browsers set the latter too high), a place for a script that holds nothing is
/// none, an accented letter is its letter with the accent above, symbols that are no letters and
/// no mathematics are text, text in one style is one piece, a token that holds elements is a row,
/// a row of a table without cells is none, and a line with its number may be a table of four
/// cells.
enum Outline {
  /// One element: a token with its text, or a construct with its arguments.
  private struct Part {
    var name: String
    var style = ""
    var text = ""
    var arguments: [[Part]] = []

    var description: String {
      let inner = arguments.map(Outline.joined).filter { !$0.isEmpty }.joined(separator: " ")
      return "\(name)(\(text)\(inner))"
    }
  }

  /// The structure of all that `element` holds.
  static func of(_ element: Element) -> String { joined(parts(of: element)) }

  private static func joined(_ parts: [Part]) -> String {
    parts.map(\.description).joined(separator: " ")
  }

  /// What an element comes to; several parts for a row, none for a space.
  private static func parts(of element: Element) -> [Part] {
    switch element.name {
    case "document", "math", "semantics", "mrow", "mstyle", "mpadded": return row(element)
    case "", "annotation", "mspace": return []
    case "mi", "mn", "mo", "mtext": return token(element)
    case "div": return [Part(name: "numbered", arguments: element.elements.map(parts))]
    case "span": return [Part(name: "mtext", text: Corpus.letters(element))]
    case "mtable":
      if let line = numberedLine(element) { return [line] }
      let rows = element.elements.filter { !$0.elements.isEmpty }
      return [Part(name: "mtable", arguments: rows.map(parts))]
    case "mtr", "mtd":
      let inner = element.name == "mtd" ? [row(element)] : element.elements.map(parts)
      return [Part(name: element.name, arguments: inner)]
    default: return construct(element)
    }
  }

  private static func row(_ element: Element) -> [Part] {
    var result: [Part] = []
    for part in element.children.flatMap(parts) {
      if part.name == "mtext", let last = result.last, last.name == "mtext",
        last.style == part.style
      {
        result[result.count - 1].text += part.text
      } else {
        result.append(part)
      }
    }
    return result
  }

  private static func token(_ element: Element) -> [Part] {
    if !element.elements.isEmpty { return row(element) }
    let text = Corpus.letters(element)
    if text.isEmpty, element.name == "mtext" || element.name == "mo" { return [] }
    let scalars = element.characters.unicodeScalars
    let isSign = scalars.count == 1 && scalars.first?.properties.generalCategory == .otherSymbol
    return [Part(name: isSign ? "mtext" : element.name, style: style(of: element), text: text)]
  }

  /// The style of text; typewriter type has no bold or italics in MathML.
  private static func style(of element: Element) -> String {
    let style = element.attributes["class"] ?? element.attributes["mathvariant"] ?? ""
    return style.split(separator: " ").contains("tt") || style == "monospace" ? "tt" : style
  }

  private static func construct(_ element: Element) -> [Part] {
    var name = element.name
    var arguments = element.elements.map(parts)
    if name == "mover", arguments.count == 2, let letter = accented(element) { return [letter] }
    // Which places of a pair of scripts are taken.
    if name == "msubsup" || name == "munderover", arguments.count == 3 {
      let (low, high) = name == "msubsup" ? ("msub", "msup") : ("munder", "mover")
      if arguments[2].isEmpty {
        (name, arguments) = (low, Array(arguments[..<2]))
      } else if arguments[1].isEmpty {
        (name, arguments) = (high, [arguments[0], arguments[2]])
      }
    }
    let isPrimed = arguments.last?.allSatisfy { $0.name == "mo" && $0.text == "'" } ?? false
    if name == "msup", isPrimed { return arguments[0] + arguments[1] }
    if name == "msubsup", isPrimed {
      return [Part(name: "msub", arguments: Array(arguments[..<2]))] + arguments[2]
    }
    return [Part(name: name, arguments: arguments)]
  }

  /// The letter of an accent that Unicode has as one character with its letter.
  private static func accented(_ element: Element) -> Part? {
    let marks: [String: Unicode.Scalar] = [
      "¨": "\u{308}", "´": "\u{301}", "ˊ": "\u{301}", "`": "\u{300}", "ˋ": "\u{300}",
      "^": "\u{302}", "~": "\u{303}", "˚": "\u{30A}",
    ]
    guard element.elements[0].name == "mi", let mark = marks[element.elements[1].characters] else {
      return nil
    }
    let letter = element.elements[0].characters
    let whole = (letter + String(mark)).precomposedStringWithCanonicalMapping
    guard letter.unicodeScalars.count == 1, whole.unicodeScalars.count == 1 else { return nil }
    return Part(name: "mi", text: Corpus.letters(element.elements[0]))
  }

  /// A line with its number, set as a row of filler, line, filler, number.
  private static func numberedLine(_ table: Element) -> Part? {
    guard table.elements.count == 1 else { return nil }
    let cells = table.elements[0].elements.map(parts(of:)).map { $0.first?.arguments.first ?? [] }
    guard cells.count == 4, cells[0].isEmpty, cells[2].isEmpty, cells[3].count == 1,
      cells[3][0].name == "mtext"
    else { return nil }
    return Part(name: "numbered", arguments: [cells[1], cells[3]])
  }
}

extension Element {
  /// The children that are elements.
  fileprivate var elements: [Element] { children.filter { !$0.name.isEmpty } }
  /// The text without the white space around it.
  fileprivate var characters: String { content.trimmingCharacters(in: .whitespacesAndNewlines) }
}
