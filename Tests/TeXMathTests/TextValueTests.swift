import Diagnostics
import TeXMath
import Testing

/// Reads the one-line form of arithmetic back and works it out.
///
///     sum = product (('+' | '−') product)*     product = power (('×' | '⋅' | '/') power | power)*
///     power = ['−'] primary script*            primary = number | '(' sum ')' | '√' primary | '∛' primary
private struct TextCalculator {
  private var rest: [Character]
  /// Whether things side by side bind closer than a slash, as some readers take it.
  private let juxtapositionIsTight: Bool

  static func value(of text: String, juxtapositionIsTight: Bool) -> Double? {
    var reader = TextCalculator(
      rest: text.filter { $0 != " " }, juxtapositionIsTight: juxtapositionIsTight)
    guard let value = reader.sum(), reader.rest.isEmpty else { return nil }
    return value
  }

  private init(rest: String, juxtapositionIsTight: Bool) {
    self.rest = Array(rest)
    self.juxtapositionIsTight = juxtapositionIsTight
  }

  private mutating func take(_ characters: String) -> Character? {
    guard let first = rest.first, characters.contains(first) else { return nil }
    return rest.removeFirst()
  }

  private mutating func sum() -> Double? {
    guard var value = product() else { return nil }
    while let sign = take("+−") {
      guard let next = product() else { return nil }
      value = sign == "+" ? value + next : value - next
    }
    return value
  }

  private mutating func product() -> Double? {
    guard var value = juxtaposed() else { return nil }
    while true {
      if let sign = take("×⋅/") {
        guard let next = juxtaposed() else { return nil }
        value = sign == "/" ? value / next : value * next
      } else if startsPower {
        guard let next = power() else { return nil }
        value *= next
      } else {
        return value
      }
    }
  }

  private mutating func juxtaposed() -> Double? {
    guard var value = power() else { return nil }
    while juxtapositionIsTight, startsPower {
      guard let next = power() else { return nil }
      value *= next
    }
    return value
  }

  private var startsPower: Bool {
    rest.first.map { $0 == "(" || $0 == "√" || $0 == "∛" || $0.isASCII && $0.isNumber } ?? false
  }

  private mutating func power() -> Double? {
    if take("−") != nil { return power().map { -$0 } }
    guard var value = primary() else { return nil }
    while let exponent = script() { value = power(value, exponent) }
    return value
  }

  private mutating func script() -> Double? {
    if take("^") != nil { return primary() }
    var digits = ""
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    if take("⁻") != nil { digits = "-" }
    while let first = rest.first, let digit = raised.firstIndex(of: first) {
      digits += String(digit)
      rest.removeFirst()
    }
    return digits.isEmpty ? nil : Double(digits)
  }

  private mutating func primary() -> Double? {
    if take("(") != nil {
      guard let value = sum(), take(")") != nil else { return nil }
      return value
    }
    if take("√") != nil { return primary().map { $0.squareRoot() } }
    var digits = ""
    while let first = rest.first, first == "." || first.isASCII && first.isNumber {
      digits.append(rest.removeFirst())
    }
    return Double(digits)
  }

  private func power(_ base: Double, _ exponent: Double) -> Double {
    let whole = (0..<Int(exponent.magnitude)).reduce(1.0) { value, _ in value * base }
    return exponent < 0 ? 1 / whole : whole
  }
}

struct TextValueTests {
  /// A random arithmetic formula as TeX, with its value.
  private struct Generator {
    var state: UInt64

    mutating func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }

    mutating func formula(_ depth: Int) -> (tex: String, value: Double) {
      if depth == 0 || random(6) == 0 {
        let value = random(9) + 1
        return ("\(value)", Double(value))
      }
      let (a, b) = (formula(depth - 1), formula(depth - 1))
      switch random(11) {
      case 0: return ("\(a.tex) + \(b.tex)", a.value + b.value)
      case 1: return ("\(a.tex) - \\left(\(b.tex)\\right)", a.value - b.value)
      case 2:
        return ("\\left(\(a.tex)\\right) \\times \\frac{\(b.tex)}{2}", a.value * (b.value / 2))
      case 3, 4: return ("\\frac{\(a.tex)}{\(b.tex)}", a.value / b.value)
      case 5: return ("{\(a.tex)}^2", a.value * a.value)
      case 6: return ("{\(a.tex)}^{-1}", 1 / a.value)
      case 7: return ("\\sqrt{\(a.tex)}", a.value.squareRoot())
      case 8: return ("\\left(\(a.tex)\\right)\\left(\(b.tex)\\right)", a.value * b.value)
      case 9: return ("-\\left(\(a.tex)\\right)", -a.value)
      default: return ("\\left(\(a.tex)\\right)\\frac{\(b.tex)}{3}", a.value * (b.value / 3))
      }
    }
  }

  @Test func `the one-line form of arithmetic has the value of the formula`() throws {
    var generator = Generator(state: 0x7EC5)
    for _ in 0..<600 {
      let (tex, value) = generator.formula(4)
      guard value.isFinite else { continue }
      let text = TeXFormula(MappedText(tex), isDisplay: false).plainText()
      for tight in [false, true] {
        let read = try #require(
          TextCalculator.value(of: text, juxtapositionIsTight: tight), "\(tex)\n\(text)")
        #expect(
          abs(read - value) <= 1e-9 * max(1, value.magnitude) || (read.isNaN && value.isNaN),
          "\(tex)\n\(text)")
      }
    }
  }

  @Test(arguments: [
    ("\\frac{1}{2}\\sqrt{2}", 0.7071067811865476), ("2\\sqrt{9}\\times 3", 18),
    ("\\frac{\\frac{1}{2}}{4}", 0.125), ("2^{-3}", 0.125), ("\\frac{6}{2(1+2)}", 1),
    ("1 - \\frac{3 - 2}{4}", 0.75), ("(2+3)^2", 25), ("-2^2", -4),
  ])
  func `known arithmetic has its value`(tex: String, value: Double) throws {
    let text = TeXFormula(MappedText(tex), isDisplay: false).plainText()
    let read = try #require(TextCalculator.value(of: text, juxtapositionIsTight: true))
    #expect(abs(read - value) < 1e-12, "\(text)")
  }
}
