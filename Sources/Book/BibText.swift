import Diagnostics
import TeXMath

/// The text of BibTeX fields: LaTeX's accents and dashes as characters.
enum BibText {
  /// `text` with `\"o`, `{\'e}`, `--`, `\&` and their like as Unicode; braces stay. Formulas are
  /// lines of text, and of what only changes the face, such as `\emph{…}`, the text is left.
  static func decoded(_ text: String) -> String {
    let marks = Array("\\-~$".utf8)
    guard text.utf8.contains(where: { marks.contains($0) }) else { return text }
    var result = ""
    var rest = Substring(text)
    while let character = rest.first {
      if rest.hasPrefix("---") {
        result += "—"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("--") {
        result += "–"
        rest = rest.dropFirst(2)
      } else if character == "~" {
        result += "\u{A0}"
        rest = rest.dropFirst()
      } else if character == "$", let end = rest.dropFirst().firstIndex(of: "$") {
        result += formula(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
      } else if character == "\\" {
        rest = rest.dropFirst()
        result += command(&rest)
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// An address as it is written, but for what TeX needs: `\url{…}` around it, `\_` and `\%` in it.
  static func address(_ text: String) -> String {
    var result = text
    if let open = result.firstRange(of: "\\url{") { result.removeSubrange(open) }
    for sign in ["_", "%", "#", "&", "~"] { result = result.replacing("\\" + sign, with: sign) }
    return result.filter { $0 != "{" && $0 != "}" && !$0.isWhitespace }
  }

  private static func formula(_ tex: Substring) -> String {
    var macros = MacroTable()
    let formula = TeXFormula(MappedText(String(tex)), isDisplay: false, macros: &macros)
    return formula.plainText(options: MathOptions()).replacing(" ", with: "\u{A0}")
  }

  /// Commands that change only how their text looks.
  private static let faces: Set<Substring> = [
    "emph", "textbf", "textit", "textsl", "textsc", "texttt", "textrm", "textsf", "textup",
    "mbox", "url", "uppercase", "lowercase", "em", "it", "bf", "sc", "tt", "rm", "sf", "sl",
    "bfseries", "itshape", "scshape", "ttfamily",
  ]

  /// The text of the command at the start of `rest`, after the backslash.
  private static func command(_ rest: inout Substring) -> String {
    guard let first = rest.first else { return "\\" }
    let name = rest.prefix { $0.isASCII && $0.isLetter }
    if faces.contains(name) {
      rest = rest[name.endIndex...].drop { $0 == " " }
      return ""
    }
    if let symbol = symbols.first(where: { rest.hasPrefix($0.name) && endsThere($0.name, rest) }) {
      rest = rest.dropFirst(symbol.name.count)
      if rest.first == " ", symbol.name.allSatisfy(\.isLetter) { rest = rest.dropFirst() }
      return symbol.text
    }
    guard let accent = accents[first] else {
      // `\&`, `\%`, `\$`, `\_`: the character itself; other commands stay as they are.
      rest = rest.dropFirst()
      return first.isLetter ? "\\" + String(first) : String(first)
    }
    let isLetter = first.isLetter
    var after = rest.dropFirst()
    if isLetter, after.first != "{", after.first != " " { return "\\" }
    while after.first == " " { after = after.dropFirst() }
    let isBraced = after.first == "{"
    if isBraced { after = after.dropFirst() }
    if after.hasPrefix("\\i") || after.hasPrefix("\\j") {
      after = after.dropFirst(1)
    }
    guard let letter = after.first, letter.isLetter else { return "\\" }
    after = after.dropFirst()
    if isBraced, after.first == "}" { after = after.dropFirst() }
    rest = after
    return composed(letter, accent)
  }

  /// Whether the command `name` ends where it should: a word must not run on.
  private static func endsThere(_ name: String, _ rest: Substring) -> Bool {
    guard name.allSatisfy(\.isLetter) else { return true }
    return rest.dropFirst(name.count).first?.isLetter != true
  }

  /// `letter` with `accent`, as one character where Unicode has it.
  private static func composed(_ letter: Character, _ accent: String) -> String {
    if let table = precomposed[accent], let place = table.letters.firstIndex(of: letter) {
      let distance = table.letters.distance(from: table.letters.startIndex, to: place)
      return String(
        table.results[table.results.index(table.results.startIndex, offsetBy: distance)])
    }
    return String(letter) + accent
  }

  private static let symbols: [(name: String, text: String)] = [
    ("ss", "ß"), ("ae", "æ"), ("AE", "Æ"), ("oe", "œ"), ("OE", "Œ"), ("aa", "å"), ("AA", "Å"),
    ("o", "ø"), ("O", "Ø"), ("l", "ł"), ("L", "Ł"), ("i", "ı"), ("textendash", "–"),
    ("textemdash", "—"), ("TeX", "TeX"), ("LaTeX", "LaTeX"), ("BibTeX", "BibTeX"),
  ]

  private static let accents: [Character: String] = [
    "\"": "\u{308}", "'": "\u{301}", "`": "\u{300}", "^": "\u{302}", "~": "\u{303}",
    "=": "\u{304}", ".": "\u{307}", "c": "\u{327}", "v": "\u{30C}", "u": "\u{306}",
    "H": "\u{30B}", "r": "\u{30A}", "k": "\u{328}",
  ]

  private static let precomposed: [String: (letters: String, results: String)] = [
    "\u{308}": ("aeiouyAEIOUY", "äëïöüÿÄËÏÖÜŸ"),
    "\u{301}": ("aeiouycnszAEIOUYCNSZ", "áéíóúýćńśźÁÉÍÓÚÝĆŃŚŹ"),
    "\u{300}": ("aeiouAEIOU", "àèìòùÀÈÌÒÙ"), "\u{302}": ("aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    "\u{303}": ("anoANO", "ãñõÃÑÕ"), "\u{304}": ("aeiouAEIOU", "āēīōūĀĒĪŌŪ"),
    "\u{307}": ("zeZEI", "żėŻĖİ"), "\u{327}": ("csCSt", "çşÇŞţ"),
    "\u{30C}": ("csznredtCSZNREDT", "čšžňřěďťČŠŽŇŘĚĎŤ"), "\u{306}": ("agAG", "ăğĂĞ"),
    "\u{30B}": ("ouOU", "őűŐŰ"), "\u{30A}": ("auAU", "åůÅŮ"), "\u{328}": ("aeAE", "ąęĄĘ"),
  ]
}
