/// Words in a chart, with the little mathematics that labels need.
///
/// A pair of dollar signs is a formula as in Markdown: no space after the first, none before the
/// last, no digit right after the last; `\$` is a dollar. In a formula, `_` and `^` (one character or a group in braces) make subscripts and
/// superscripts, single letters are italic, and `\alpha` … `\omega` are Greek letters; everything
/// else is taken as it stands.
struct Label: Sendable, Equatable {
  /// A piece of one kind.
  struct Run: Sendable, Equatable {
    var text: String
    var isItalic = false
    /// +1 for superscript, −1 for subscript.
    var shift = 0
  }

  /// The pieces in reading order.
  var runs: [Run]

  /// The label that `source` writes.
  init(_ source: String) {
    runs = []
    guard source.contains("$") else {
      runs = source.isEmpty ? [] : [Run(text: source)]
      return
    }
    let characters = Array(source)
    var words = ""
    var index = 0
    while index < characters.count {
      if characters[index] == "$", let end = Self.closingDollar(characters, index) {
        if !words.isEmpty { runs.append(Run(text: words)) }
        words = ""
        appendFormula(Array(characters[index + 1..<end]))
        index = end + 1
      } else {
        let isEscaped =
          characters[index] == "\\" && index + 1 < characters.count
          && characters[index + 1] == "$"
        words.append(isEscaped ? "$" : characters[index])
        index += isEscaped ? 2 : 1
      }
    }
    if !words.isEmpty { runs.append(Run(text: words)) }
  }

  /// Where the formula that the dollar at `open` starts ends, if it starts one.
  ///
  /// - Source: Pandoc's manual, "Math", as `Markdown` reads it in prose.
  private static func closingDollar(_ text: [Character], _ open: Int) -> Int? {
    guard open + 1 < text.count, !text[open + 1].isWhitespace, text[open + 1] != "$" else {
      return nil
    }
    var index = open + 1
    while index < text.count {
      if text[index] == "\\" {
        index += 2
        continue
      }
      if text[index] == "$" {
        if text[index - 1].isWhitespace { return nil }
        if index + 1 == text.count || !("0"..."9").contains(text[index + 1]) { return index }
      }
      index += 1
    }
    return nil
  }

  /// The label without its mathematics, for descriptions and plain text.
  var plain: String {
    runs.map { run in
      switch run.shift {
      case 1: "^" + run.text
      case -1: Self.unicodeSubscript(run.text) ?? "_" + run.text
      default: run.text
      }
    }.joined()
  }

  /// The width in user units.
  func width(isBold: Bool) -> Double {
    runs.reduce(0) {
      $0 + textWidth(of: $1.text, size: $1.shift == 0 ? textSize : textSize * 0.75, isBold: isBold)
    }
  }

  private mutating func appendFormula(_ source: [Character]) {
    var index = 0
    var shift = 0
    while index < source.count {
      let character = source[index]
      index += 1
      if character == "_" || character == "^" {
        shift = character == "_" ? -1 : 1
        if index < source.count, source[index] == "{" {
          let end = source[index...].firstIndex(of: "}") ?? source.count
          append(Array(source[min(index + 1, end)..<end]), shift: shift)
          index = min(end + 1, source.count)
          shift = 0
        }
        continue
      }
      if character == "\\" {
        var end = index
        while end < source.count, source[end].isASCII, source[end].isLetter { end += 1 }
        let name = String(source[index..<end])
        append(Array(Self.greek[name] ?? name), shift: shift)
        index = end
      } else {
        append([character], shift: shift)
      }
      shift = 0
    }
  }

  private mutating func append(_ characters: [Character], shift: Int) {
    let text = String(characters.map { $0 == "-" ? "\u{2212}" : $0 })
    guard !text.isEmpty else { return }
    let isItalic = characters.count == 1 && characters[0].isLetter
    if let last = runs.last, last.shift == shift, last.isItalic == isItalic {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, isItalic: isItalic, shift: shift))
    }
  }

  private static func unicodeSubscript(_ text: String) -> String? {
    let digits: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]
    var result = ""
    for character in text {
      guard let value = character.wholeNumberValue, character.isASCII else { return nil }
      result.append(digits[value])
    }
    return result
  }

  private static let greek: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "nabla": "∇", "partial": "∂", "infty": "∞", "cdot": "·", "times": "×", "to": "→", "ell": "ℓ",
  ]
}
