import Diagnostics
import TeXMath

/// Classes the numerals of formulas and code spans.
///
/// With free symbols a number is notation, but for what the formula itself states: `symbol =
/// number`, `symbol ≈ number`, `symbol = (list)`. What a macro stands for counts as written; in a
/// formula that defines macros all numbers are notation.
enum FormulaClassifier {
  static func classify(
    _ text: MappedText, macros: MacroTable, style: NumberStyle, into result: inout [StatedNumber]
  ) {
    let bytes = text.bytes
    guard bytes.contains(where: \.isDigit) else { return }
    let hasSymbols = hasFreeSymbol(bytes, macros)
    // $\log 2$ on its own states nothing, it names a value; neither does a definition.
    let isTerm = !hasSymbols && hasFunction(bytes) && endOfLastRelation(bytes) == nil
    let statesNothing = isTerm || MacroTable.mayDefine(bytes)
    let statedFrom: Int? = statesNothing ? nil : hasSymbols ? endOfLastRelation(bytes) : 0
    let isList = statedFrom.map { !hasFreeSymbol(Array(bytes[$0...]), macros) } ?? false
    for item in NumeralReader(text, style: style, isTeX: true).items() {
      guard case .numeral(let numeral) = item else { continue }
      let isStated =
        isList && numeral.text.lowerBound >= statedFrom ?? Int.max
        && !isScript(bytes, numeral.text.lowerBound)
      result.append(
        StatedNumber(numeral: numeral, type: isStated ? .open : NumeralRule.formula.type))
    }
  }

  /// The offset after the last sign of equality.
  private static func endOfLastRelation(_ bytes: [UInt8]) -> Int? {
    var found: Int?
    for i in bytes.indices {
      if bytes[i] == 0x3D, i == 0 || bytes[i - 1] != 0x3C && bytes[i - 1] != 0x3E { found = i + 1 }
      for command in ["\\approx", "\\simeq", "\\cong", "\\sim", "≈"]
      where bytes.matches(Array(command.utf8), at: i) {
        found = i + command.utf8.count
      }
    }
    return found
  }

  /// Whether a letter stands in the TeX that is no command, unit or text.
  private static func hasFreeSymbol(
    _ bytes: [UInt8], _ macros: MacroTable, depth: Int = 0
  ) -> Bool {
    var i = 0
    while i < bytes.count {
      let byte = bytes[i]
      if byte == 0x5C {
        var j = i + 1
        while j < bytes.count, bytes[j].isLetter { j += 1 }
        let name = String(decoding: bytes[(i + 1)..<max(j, i + 1)], as: UTF8.self)
        if greek.contains(name) { return true }
        // Macros that call each other in a circle end here.
        if depth < 8, let body = macros.body(of: name),
          hasFreeSymbol(Array(body.utf8), macros, depth: depth + 1)
        {
          return true
        }
        if ["text", "textbf", "textrm", "mathrm", "operatorname", "begin", "end"].contains(name),
          j < bytes.count, bytes[j] == 0x7B
        {
          while j < bytes.count, bytes[j] != 0x7D { j += 1 }
        }
        i = max(j, i + 2)
        continue
      }
      if byte.isLetter,
        byte != 0x65 || i + 1 >= bytes.count || !bytes[i + 1].isDigit && bytes[i + 1] != 0x5E
      {
        return true
      }
      i += 1
    }
    return false
  }

  /// Whether the TeX calls a function.
  private static func hasFunction(_ bytes: [UInt8]) -> Bool {
    var i = 0
    while i < bytes.count {
      guard bytes[i] == 0x5C else {
        i += 1
        continue
      }
      var j = i + 1
      while j < bytes.count, bytes[j].isLetter { j += 1 }
      let name = String(decoding: bytes[(i + 1)..<j], as: UTF8.self)
      if functions.contains(name) { return true }
      i = max(j, i + 2)
    }
    return false
  }

  private static let functions: Set<String> = [
    "log", "ln", "lg", "exp", "sqrt", "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos",
    "arctan", "sinh", "cosh", "tanh", "max", "min", "operatorname", "lfloor", "lceil",
  ]

  private static func isScript(_ bytes: [UInt8], _ start: Int) -> Bool {
    var i = start - 1
    while i >= 0, bytes[i] == 0x7B || bytes[i] == 0x20 || bytes[i] == 0x2D { i -= 1 }
    return i >= 0 && (bytes[i] == 0x5F || bytes[i] == 0x5E)
  }

  private static let greek: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta",
    "iota", "kappa", "lambda", "mu", "nu", "xi", "rho", "sigma", "tau", "upsilon", "phi", "varphi",
    "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Sigma", "Phi", "Psi",
    "Omega", "ell", "hbar", "nabla", "partial",
  ]
}

/// Classes the numerals of code spans: with names in it they are notation, but for `name = number`;
/// so are formats.
enum CodeClassifier {
  static func classify(
    _ text: MappedText, style: NumberStyle, into result: inout [StatedNumber]
  ) {
    let bytes = text.bytes
    guard bytes.contains(where: \.isDigit) else { return }
    var letters = isFormat(bytes) ? 1 : 0
    for (i, byte) in bytes.enumerated() where byte.isLetter || byte >= 0x80 && byte != 0xC3 {
      // The letter of an exponent is none.
      if byte | 0x20 == 0x65, i > 0, bytes[i - 1].isDigit { continue }
      letters += 1
    }
    let items = NumeralReader(text, style: style).items()
    let equals = bytes.lastIndex(of: 0x3D)
    for item in items {
      guard case .numeral(let numeral) = item else { continue }
      var isOpen = letters == 0
      if let equals, items.count == 1, numeral.text.lowerBound > equals {
        isOpen = bytes[numeral.text.upperBound...].allSatisfy { $0.isWhite || $0 == 0x3B }
      }
      // "2.68 GB" is a quantity.
      if items.count == 1, !numeral.unit.isEmpty, numeral.text.count == bytes.count {
        isOpen = true
      }
      result.append(
        StatedNumber(numeral: numeral, type: isOpen ? .open : NumeralRule.code.type))
    }
  }

  /// Whether a code span says how numbers are written, as `.2e` and `.1%` do.
  private static func isFormat(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 3, bytes[0] == 0x2E, let last = bytes.last, last == 0x25 || last.isLetter
    else { return false }
    return bytes[1..<bytes.count - 1].allSatisfy(\.isDigit)
  }
}
