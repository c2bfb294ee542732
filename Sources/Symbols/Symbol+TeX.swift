import Numerics

extension Symbol {
  /// The expression as TeX: `3 x^{2} + 2 x - 1`.
  public var tex: String { written.0 }

  private func tex(atLeast tightness: Tightness) -> String {
    let (text, own) = written
    return own < tightness ? "\\left(" + text + "\\right)" : text
  }

  private var written: (String, Tightness) {
    switch kind {
    case .tooLarge: return ("\\ldots", .atom)
    case .number(let number): return Self.tex(of: number)
    case .variable(let name): return (Self.tex(ofName: name), .atom)
    case .sum(let terms):
      var result = ""
      for (index, term) in terms.enumerated() {
        let isNegative = term.isWrittenNegative
        if index > 0 { result += isNegative ? " - " : " + " } else if isNegative { result += "-" }
        result += (isNegative ? -term : term).tex(atLeast: .product)
      }
      return (result, .sum)
    case .function(.exp, let argument): return ("e^{\(argument.written.0)}", .power)
    case .function(.abs, let argument): return ("\\left|\(argument.written.0)\\right|", .atom)
    case .function(.sigmoid, let argument):
      return ("\\sigma\\left(\(argument.written.0)\\right)", .atom)
    case .function(let function, let argument):
      return ("\(Self.tex(of: function))\\left(\(argument.written.0)\\right)", .atom)
    case .power(let base, let exponent):
      if exponent == .half { return ("\\sqrt{\(base.written.0)}", .atom) }
      if exponent.number?.isNegative ?? false { return Self.tex(ofFraction: fraction) }
      return (base.tex(atLeast: .atom) + "^{\(exponent.written.0)}", .power)
    case .product:
      let fraction = fraction
      if fraction.below != .one { return Self.tex(ofFraction: fraction) }
      if let number = factors[0].number, number.isNegative {
        return ("-" + (-self).tex(atLeast: .product), .sum)
      }
      let parts = factors.enumerated().map { index, factor in
        // Two numerals side by side would be one: 3 · 2^x.
        let text = factor.tex(atLeast: .power)
        return index > 0 && text.first?.isNumber ?? false ? "\\cdot " + text : text
      }
      return (parts.joined(separator: " "), .product)
    }
  }

  private static func tex(of number: Coefficient) -> (String, Tightness) {
    switch number {
    case .exact(let fraction):
      let sign = fraction.numerator < 0 ? "-" : ""
      let magnitude = fraction.numerator.magnitude
      return fraction.isInteger
        ? (sign + "\(magnitude)", sign.isEmpty ? .atom : .sum)
        : (sign + "\\frac{\(magnitude)}{\(fraction.denominator)}", sign.isEmpty ? .product : .sum)
    case .decimal(let number):
      let parts = numberText(number).split(separator: "e")
      guard parts.count == 2, let exponent = Int(parts[1]) else {
        return (number.isNaN ? "\\mathrm{nan}" : numberText(number), number < 0 ? .sum : .atom)
      }
      return ("\(parts[0]) \\times 10^{\(exponent)}", number < 0 ? .sum : .product)
    }
  }

  private static func tex(ofFraction parts: (above: Symbol, below: Symbol)) -> (String, Tightness) {
    let isNegative = parts.above.isWrittenNegative
    let above = isNegative ? -parts.above : parts.above
    let text = "\\frac{\(above.written.0)}{\(parts.below.written.0)}"
    return ((isNegative ? "-" : "") + text, isNegative ? .sum : .product)
  }

  private static func tex(of function: ElementaryFunction) -> String {
    switch function {
    case .asin: "\\arcsin"
    case .acos: "\\arccos"
    case .atan: "\\arctan"
    default: "\\\(function.rawValue)"
    }
  }

  /// A name in formulas: Greek names are letters, digits at the end an index.
  static func tex(ofName name: String) -> String {
    let digits = name.reversed().prefix { $0.isNumber }.count
    let stem = String(name.dropLast(digits)).filter { $0 != "_" }
    let index = digits > 0 ? "_{\(name.suffix(digits))}" : ""
    let letter: String
    if greek.contains(stem) {
      letter = "\\\(stem)"
    } else if stem.count == 1 {
      letter = stem
    } else {
      letter = "\\mathrm{\(stem)}"
    }
    return letter + index
  }

  private static let greek: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu",
    "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega", "Gamma", "Delta",
    "Theta", "Lambda", "Sigma", "Phi", "Psi", "Omega",
  ]
}
