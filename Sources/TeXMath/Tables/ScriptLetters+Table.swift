/// The characters that Unicode has as superscripts and subscripts.
///
/// - Source: the Unicode Character Database, characters whose decomposition is `<super>` or
///   `<sub>`, of the blocks that common terminal fonts hold.
enum ScriptLetters {
  /// `text` as a superscript, if every character of it has one.
  static func superscript(_ text: String) -> String? { mapped(text, superscripts) }

  /// `text` as a subscript, if every character of it has one.
  static func `subscript`(_ text: String) -> String? { mapped(text, subscripts) }

  private static func mapped(_ text: String, _ table: [Unicode.Scalar: Unicode.Scalar]) -> String? {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard let script = table[scalar] else { return nil }
      result.append(script)
    }
    return result.isEmpty ? nil : String(result)
  }

  private static func table(_ plain: String, _ scripts: String) -> [Unicode.Scalar: Unicode.Scalar]
  {
    Dictionary(uniqueKeysWithValues: zip(plain.unicodeScalars, scripts.unicodeScalars))
  }

  private static let superscripts = table(
    "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ⊤∗′°†",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡᵀ*′°†")

  private static let subscripts = table(
    "0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")

  /// The combining mark for an accent's spacing character.
  static let combining: [String: String] = [
    "^": "\u{302}", "~": "\u{303}", "¯": "\u{304}", "˘": "\u{306}", "˙": "\u{307}",
    "¨": "\u{308}", "˚": "\u{30A}", "ˇ": "\u{30C}", "´": "\u{301}", "`": "\u{300}",
    "→": "\u{20D7}", "⃛": "\u{20DB}", "⃜": "\u{20DC}", "_": "\u{332}", "←": "\u{20D6}",
    "↔": "\u{20E1}", "⇀": "\u{20D1}", "↼": "\u{20D0}",
  ]

  /// What an accent is called where it covers more than one letter.
  static let names: [String: String] = [
    "^": "hat", "~": "tilde", "¯": "overline", "˘": "breve", "˙": "dot", "¨": "ddot",
    "˚": "ring", "ˇ": "check", "´": "acute", "`": "grave", "→": "vec", "⃛": "dddot",
    "⃜": "ddddot", "_": "underline", "←": "overleftarrow", "↔": "overleftrightarrow",
    "⇀": "vec", "↼": "overleftharpoon", "⇒": "overrightarrow", "⏜": "overparen",
    "⏝": "underparen", "⏞": "overbrace", "⏟": "underbrace", "⎴": "overbracket",
    "⎵": "underbracket", "⏠": "overgroup", "⏡": "undergroup",
  ]
}
