import Numerics

/// How tightly a written expression holds together: what stands around it decides on parentheses.
enum Tightness: Int, Comparable {
  case sum, product, power, atom

  static func < (left: Tightness, right: Tightness) -> Bool { left.rawValue < right.rawValue }
}

extension Symbol: CustomStringConvertible {
  /// The expression on one line, with Unicode superscripts: `3x² + 2x − 1`.
  public var description: String { text.0 }

  private func text(atLeast tightness: Tightness) -> String {
    let (text, own) = self.text
    return own < tightness ? "(" + text + ")" : text
  }

  private var text: (String, Tightness) {
    switch kind {
    case .tooLarge: return ("…", .atom)
    case .number(let number): return Self.text(of: number)
    case .variable(let name): return (name, .atom)
    case .sum(let terms): return (Self.text(ofTerms: terms), .sum)
    case .function(let function, let argument): return ("\(function)(\(argument.text.0))", .atom)
    case .power(let base, let exponent):
      if exponent == .half { return ("√" + base.text(atLeast: .atom), .power) }
      if exponent.number?.isNegative ?? false { return Self.text(ofFraction: fraction) }
      if let integer = exponent.number?.integer {
        return (base.text(atLeast: .atom) + superscript(integer), .power)
      }
      return (base.text(atLeast: .atom) + "^" + exponent.text(atLeast: .atom), .power)
    case .product:
      let fraction = fraction
      return fraction.below == .one
        ? (Self.text(ofFactors: factors), .product) : Self.text(ofFraction: fraction)
    }
  }

  private static func text(of number: Coefficient) -> (String, Tightness) {
    switch number {
    case .exact(let fraction):
      let text = (fraction.numerator < 0 ? "−" : "") + "\(fraction.numerator.magnitude)"
      if fraction.isInteger { return (text, fraction.numerator < 0 ? .sum : .atom) }
      return (text + "/\(fraction.denominator)", fraction.numerator < 0 ? .sum : .product)
    case .decimal(let number):
      let text = numberText(number)
      return number < 0 ? ("−" + text.dropFirst(), .sum) : (text, .atom)
    }
  }

  private static func text(ofTerms terms: [Symbol]) -> String {
    var result = ""
    for (index, term) in terms.enumerated() {
      let isNegative = term.isWrittenNegative
      let positive = isNegative ? -term : term
      if index > 0 { result += isNegative ? " − " : " + " } else if isNegative { result += "−" }
      result += positive.text(atLeast: .product)
    }
    return result
  }

  /// Whether it starts with a minus.
  var isWrittenNegative: Bool {
    number?.isNegative ?? (factors[0].number?.isNegative ?? false)
  }

  private static func text(ofFactors factors: [Symbol]) -> String {
    if let number = factors[0].number, number.isNegative {
      return "−" + text(ofFactors: product(of: [Symbol(-1)] + factors).factors)
    }
    var result = ""
    for (index, factor) in factors.enumerated() {
      let part = factor.text(atLeast: .power)
      // 3x and x·y; a number, a name or a parenthesis cannot run into a following digit.
      if index > 0, !(index == 1 && factors[0].number != nil) || part.first?.isNumber ?? false {
        result += "·"
      }
      result += part
    }
    return result
  }

  private static func text(ofFraction parts: (above: Symbol, below: Symbol)) -> (String, Tightness)
  {
    let isNegative = parts.above.isWrittenNegative
    let above = isNegative ? -parts.above : parts.above
    let text =
      above.text(atLeast: .product) + "/" + parts.below.text(atLeast: .power)
    return ((isNegative ? "−" : "") + text, isNegative ? .sum : .product)
  }
}

/// The integer in superior digits.
private func superscript(_ integer: Int) -> String {
  let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  return String(
    "\(integer)".map { character in character.wholeNumberValue.map { digits[$0] } ?? "⁻" })
}
