import Markup

extension Chart {
  /// The chart drawn with characters, at most `width` columns wide, and its key values in words.
  package func text(width: Int = 72, style: TextStyle = .braille) -> String {
    let width = min(max(width, 30), 200)
    var lines: [String] = []
    if !title.isEmpty { lines += [Label(title).plain, ""] }
    lines += pictureLines(width: width, style: style)
    lines.append("")
    if style == .ascii { lines = lines.map(Self.transliterated) }
    let words = alternative.isEmpty ? summary : alternative
    lines += wrappedLines(style == .ascii ? Self.transliterated(words) : words, width: width)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The picture in characters, without title and description.
  private func pictureLines(width: Int, style: TextStyle) -> [String] {
    if !plainLines.isEmpty { return plainLines }
    if !panels.isEmpty {
      return Array(
        panels.map { panel in
          (panel.title.isEmpty ? [] : [Label(panel.title).plain, ""])
            + panel.pictureLines(width: min(width, 60), style: style)
        }.joined(separator: [""]))
    }
    if case .cells(let cells)? = marks.first {
      return gridLines(cells, width: width, style: style)
    }
    // Bars and boxes lie down; what stands over them needs the plane.
    if !marks.isEmpty, marks.allSatisfy({ if case .bars = $0 { true } else { false } }) {
      return barLines(width: width, style: style)
    }
    if !marks.isEmpty, marks.allSatisfy({ if case .box = $0 { true } else { false } }) {
      return boxLines(width: width)
    }
    return PlainPlane(self, width: width, style: style).lines
  }

  /// `text` with spaces before it up to `width` columns.
  static func leftPadded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - displayWidth(of: text))) + text
  }

  /// `text` cut to `width` columns.
  static func clipped(_ text: String, to width: Int) -> String {
    guard displayWidth(of: text) > width else { return text }
    var kept = ""
    for character in text {
      if displayWidth(of: kept + String(character)) > max(1, width) - 1 { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// The same in ASCII; what has no ASCII form becomes question marks, as wide as it was.
  static func transliterated(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        result +=
          asciiForms[scalar] ?? String(repeating: "?", count: displayWidth(of: scalar))
      }
    }
    return result.replacingSuperscriptMarks
  }

  private static let asciiForms: [Unicode.Scalar: String] = [
    "\u{2212}": "-", "×": "x", "→": "->", "↑": "^", "↓": "v", "\u{2009}": "", "–": "-", "…": "..",
    "⁰": "\u{1}0", "¹": "\u{1}1", "²": "\u{1}2", "³": "\u{1}3", "⁴": "\u{1}4", "⁵": "\u{1}5",
    "⁶": "\u{1}6", "⁷": "\u{1}7", "⁸": "\u{1}8", "⁹": "\u{1}9", "⁻": "\u{1}-", "₀": "\u{2}0",
    "₁": "\u{2}1", "₂": "\u{2}2", "₃": "\u{2}3", "₄": "\u{2}4", "₅": "\u{2}5", "₆": "\u{2}6",
    "₇": "\u{2}7", "₈": "\u{2}8",
    "₉": "\u{2}9", "│": "|", "└": "+", "─": "-", "┤": "+", "┬": "+", "∞": "inf", "±": "+-",
    "·": "*",
    "├": "|", "┃": "|", "█": "#", "▓": "%", "▒": "+", "░": ".", "⎡": "[", "⎤": "]", "⎢": "[",
    "⎥": "]", "⎣": "[", "⎦": "]", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta",
    "ε": "epsilon", "η": "eta", "θ": "theta", "λ": "lambda", "μ": "mu", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "ω": "omega", "∇": "grad", "∂": "d", "●": "o",
    "○": "o", "┌": "+", "┐": "+", "┘": "+", "┼": "+", "┴": "+", "≤": "<=", "≥": ">=", "≈": "~",
  ]
}

extension String {
  /// A run of marked digits becomes one exponent or index: `10^-6`, `w_12`.
  fileprivate var replacingSuperscriptMarks: String {
    var result = ""
    var inside: Character?
    var isMarked = false
    for character in self {
      if character == "\u{1}" || character == "\u{2}" {
        if inside != character { result.append(character == "\u{1}" ? "^" : "_") }
        inside = character
        isMarked = true
      } else {
        if !isMarked { inside = nil }
        isMarked = false
        result.append(character)
      }
    }
    return result
  }
}
