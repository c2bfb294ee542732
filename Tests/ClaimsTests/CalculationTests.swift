import Claims
import Diagnostics
import Testing

/// The calculations in a line of prose.
func calculations(_ text: String) -> [Calculation] {
  let texts = [paragraph(text)]
  return findCalculations(in: texts, style: NumberStyle(inferredFrom: texts))
}

struct CalculationTests {
  @Test func `the first run of a stranger reads as in the manual`() throws {
    let text = "95% of users (190/200) upgraded; 12 + 7 = 20 issues are open."
    let found = calculations(text)
    let calculation = try #require(found.first)
    #expect(found.count == 1)
    #expect(calculation.range == SourceRange(33, 44))
    #expect((calculation.leftText, calculation.rightText) == ("12 + 7", "20"))
    guard case .wrong(let correction) = calculation.verdict else {
      Issue.record("not wrong: \(calculation.verdict)")
      return
    }
    #expect(correction.actual == "19")
    #expect(correction.digits == "19")
    #expect(correction.range == SourceRange(42, 44))
  }

  @Test(arguments: [
    "1920 × 1080 = 2.07 megapixels", "3 × 5000 watts = 15 kilowatts",
    "1024 × 1024 bytes = 1 mebibyte",
    "31 January + 1 day = 1 February", "10 dB + 10 dB = 13 dB", "If 2 + 2 = 5, then I am the pope.",
    "3 W = 3 watts", "2 × 0.5 kHz = 1 kilohertz",
  ])
  func `what is true or supposed is not called wrong`(text: String) {
    for calculation in calculations(text) {
      if case .wrong(let correction) = calculation.verdict {
        Issue.record("\(text): \(correction.actual)")
      }
    }
  }

  @Test(arguments: [
    ("3 × 5000 watts = 16 kilowatts", "15"), ("1920 × 1080 = 2.17 megapixels", "2.07"),
    ("If all goes well, 2 + 2 = 5.", "4"), ("2 × 0.5 kHz = 2 kilohertz", "1"),
  ])
  func `a wrong number with a long unit is found`(text: String, actual: String) throws {
    let calculation = try #require(calculations(text).first)
    guard case .wrong(let correction) = calculation.verdict else {
      Issue.record("\(text): \(calculation.verdict)")
      return
    }
    #expect(correction.actual.hasPrefix(actual))
  }

  @Test func `the value of a product of sizes is given in both kinds of prefix`() throws {
    let text =
      "so $2 \\times 80 \\times 8 \\times 128 \\times 8192 \\times 2 \\approx 3.4$ GB per sequence"
    let calculation = try #require(calculations(text).first)
    guard case .wrong(let correction) = calculation.verdict else {
      Issue.record("not wrong: \(calculation.verdict)")
      return
    }
    #expect(calculation.rightText == "3.4 GB")
    #expect(correction.actual == "2.7 GB")
    #expect(correction.hint == "2.68 GB; 2.50 GiB")
  }

  @Test func `a calculation knows the numbers it accounts for`() throws {
    let calculation = try #require(calculations("so 12 + 7 = 19 in all").first)
    #expect(
      calculation.numerals == [SourceRange(3, 5), SourceRange(8, 9), SourceRange(12, 14)])
    #expect(calculation.stated?.literal == "19")
    #expect(calculation.stated?.digits == SourceRange(12, 14))
  }

  /// The stated side, one unit of its last digit up or down, is never right without a word.
  @Test(arguments: [
    ("12 + 7 = ", "19"), ("2/3 = ", "0.67"), ("70e9 / 3e9 = ", "23"), ("√2 ≈ ", "1.414"),
    ("16 × 16.8M = ", "268.8M"), ("8 GB × 4 = ", "32 GB"), ("1/3 = ", "33.3%"),
    ("100 / 7 ≈ ", "14"), ("0.5 × 0.5 = ", "0.25"), ("2^20 ≈ ", "1.05e6"), ("5 - 8 = ", "-3"),
  ])
  func `a stated digit that changes is noticed`(left: String, stated: String) throws {
    let verdict = try #require(calculations(left + stated + ".").first).verdict
    switch verdict {
    case .right, .rounded: break
    default: Issue.record("\(left)\(stated): \(verdict)")
    }
    for step in [-1, 1] {
      let changed = Self.changed(stated, by: step)
      let verdict = try #require(calculations(left + changed + ".").first).verdict
      #expect(verdict != .right, "\(left)\(changed)")
      if case .rounded = verdict { Issue.record("\(left)\(changed) passes as rounded") }
    }
  }

  /// `text` with its last digit of the first number changed by one.
  static func changed(_ text: String, by step: Int) -> String {
    var characters = Array(text)
    let end = characters.firstIndex { !($0.isNumber || $0 == "." || $0 == "-") } ?? characters.count
    let place = characters[..<end].lastIndex { $0.isNumber } ?? 0
    let digit = (characters[place].wholeNumberValue ?? 0) + step
    characters[place] = Character(String((digit + 10) % 10))
    return String(characters)
  }

  @Test func `random arithmetic never traps or hangs`() {
    // SplitMix64 from a fixed seed.
    var state: UInt64 = 20_260_117
    func next(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(bound))
    }
    let parts = [
      "1", "2", "12", "0.5", "1,000", "1e9", "999999999999", "0", "-", "+", "×", "/", "^", "**",
      "=",
      "=", "≈", "(", ")", "[", "]", ",", ".", "!", "%", "°", "′", "√", "|", "‖", "e", "π", "x",
      "GB",
      "kB", "h", "$", "€", "\n", " ", " ", "sin(", "log(", "max(", "mod", "½", "²", "₂", "…",
      "m^99999",
      "10^999", "'", "\"", "skip", ":", "e-400", "`", "\\frac{1}{", "}", "\\sum_{i=1}^{9}", "i",
      "users", "//", "==", "🙂", "\u{0}",
    ]
    for _ in 0..<1500 {
      var text = ""
      for _ in 0..<(1 + next(40)) { text += parts[next(parts.count)] }
      let kinds: [ClaimText.Kind] = [.prose, .fencedText(language: ""), .tableCell]
      let mapped = MappedText(text)
      let pieces: [ClaimText.Piece] = [
        .text(mapped), .formula(mapped, isDisplay: true), .code(mapped),
      ]
      let sample = ClaimText(kinds[next(3)], [pieces[next(3)], pieces[next(3)]])
      let found = findCalculations(in: [sample], style: NumberStyle(inferredFrom: [sample]))
      for calculation in found { #expect(calculation.range.end <= mapped.bytes.count) }
      _ = statedNumbers(in: sample)
    }
  }

  @Test func `long inputs take time in proportion to their length`() {
    let long = [
      String(repeating: "9", count: 40_000), String(repeating: "1 = ", count: 5_000),
      String(repeating: "(", count: 10_000) + "1 = 1",
      String(repeating: "1 + ", count: 5_000) + "1 = 2",
      String(repeating: "1,", count: 8_000), "1" + String(repeating: "-1", count: 8_000) + " = 3",
      String(repeating: "√", count: 10_000) + "1 = 1",
      "\\frac{" + String(repeating: "1 +", count: 4_000) + "1}{2} = 3",
    ]
    for text in long {
      for piece in [
        ClaimText.Piece.text(MappedText(text)), .formula(MappedText(text), isDisplay: false),
      ] {
        let sample = ClaimText(.prose, [piece])
        _ = findCalculations(in: [sample], style: NumberStyle(inferredFrom: [sample]))
        _ = statedNumbers(in: sample)
      }
    }
  }
}
