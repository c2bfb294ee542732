import Numerics

/// Arithmetic modulo a number.
extension CalculationFinder {
  /// Whether the sides are equal modulo a number that the text names: 3 + 4 = 2 mod 5.
  func isModular(_ left: Operand, _ right: Operand) -> Bool {
    var i = right.tokens.upperBound
    while i < line.tokens.count, i < right.tokens.upperBound + 3 {
      if line.tokens[i].op == .modulo { return true }
      i += 1
    }
    if invertsModulo(left) || invertsModulo(right) { return true }
    guard let a = left.expression.evaluated(Reading())?.exact, let stated = residue(right),
      let difference = a - stated
    else { return false }
    var known = moduli.prefix { $0.index < left.tokens.lowerBound }.suffix(8).map(\.modulus)
    if case .binary(.modulo, _, let modulus) = right.expression, let n = modulus.integer, n > 1 {
      known.append(n)
    }
    return known.contains { (difference / ExactRatio($0))?.isWhole ?? false }
  }

  /// The value of the right side, without the `mod 5` at its end.
  private func residue(_ side: Operand) -> ExactRatio? {
    if case .binary(.modulo, let a, _) = side.expression {
      return a.evaluated(Reading())?.exact
    }
    return side.expression.evaluated(Reading())?.exact
  }

  /// 3⁻¹ mod 7: an inverse.
  private func invertsModulo(_ side: Operand) -> Bool {
    side.expression.contains { part in
      guard case .binary(.modulo, let a, _) = part else { return false }
      return a.contains { inner in
        guard case .power(_, let exponent) = inner else { return false }
        return exponent.integer.map { $0 < 0 } ?? false
      }
    }
  }

  /// The moduli that `tokens` speak of, and where: `mod 5`, ℤ₅, GF(7), F_2.
  static func moduli(in tokens: [Token]) -> [(index: Int, modulus: Int)] {
    var result: [(index: Int, modulus: Int)] = []
    for i in tokens.indices {
      var number: Int?
      if tokens[i].op == .modulo, i + 1 < tokens.count {
        number = integer([tokens[i + 1]])
      } else if ["Z", "ℤ", "F", "𝔽", "GF"].contains(tokens[i].text), i + 1 < tokens.count {
        if case .sub(let inner) = tokens[i + 1].kind {
          number = integer(inner)
        } else if tokens[i + 1].isOpen, i + 2 < tokens.count {
          number = integer([tokens[i + 2]])
        }
      } else if tokens[i].isSymbol || tokens[i].isWord {
        // Z_5, F7
        let text = tokens[i].text
        if let mark = text.first, "ZF".contains(mark) {
          number = Int(text.dropFirst().drop { $0 == "_" })
        }
      }
      if let number, number > 1 { result.append((i, number)) }
    }
    return result
  }

  private static func integer(_ tokens: [Token]) -> Int? {
    guard tokens.count == 1, case .number(let scanned) = tokens[0].kind, scanned.decimals == 0
    else {
      return nil
    }
    return scanned.mantissa.int
  }
}
