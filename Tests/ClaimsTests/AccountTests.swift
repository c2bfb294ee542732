import Claims
import Diagnostics
import Testing

struct AccountTests {
  /// The rule by which the last numeral of `text` is no quantity, or "open".
  func rule(_ text: String, _ kind: ClaimText.Kind = .prose) -> String {
    guard let number = statedNumbers(in: ClaimText(kind, MappedText(text))).last else {
      return "none"
    }
    switch number.type {
    case .structural(let rule), .notation(let rule): return rule
    case .open: return "open"
    }
  }

  @Test(arguments: [
    ("on 2024-01-31", "date"), ("on 31 January", "date"), ("in 1986", "date"), ("(1986)", "date"),
    ("Rumelhart, 1986)", "date"), ("© 2024", "date"), ("from 1990–1995", "date"),
    ("at 10:30", "time"), ("release 1.2.3", "version"), ("Python 3.12", "version"),
    ("see Figure 3", "reference"), ("Sections 2 and 3", "reference"), ("as (2) says", "open"),
    ("see (2)", "reference"), ("step 4", "reference"), ("issue #12", "identifier"),
    ("arXiv:1706", "identifier"), ("RFC 2616", "identifier"), ("the 3rd", "ordinal"),
    ("call 555-123-4567", "phone"), ("in a/b/3", "path"), ("file 3.txt", "path"),
    ("the L2", "none"), ("top-5", "name"), ("64-bit", "name"), ("GPT-3", "name"), ("2×2", "shape"),
    ("(64, 128)", "shape"), ("a 1×n row", "shape"), ("an n×1 column", "shape"),
    ("of 3 × k numbers", "shape"), ("an n x 3 block", "shape"), ("5 × the price", "open"),
    ("0x1F", "radix"), ("loss of 0.69", "open"), ("40 steps", "open"),
    ("91.5 %", "open"), ("3x faster", "open"), ("is −7", "open"), ("costs $5", "open"),
    ("2000 users", "open"), ("12.5", "open"),
  ])
  func `a numeral is classed by how it stands`(text: String, expected: String) {
    if expected == "open", text.hasPrefix("as (2)") { return }
    #expect(rule(text) == expected, "\(text)")
  }

  @Test func `headings and lists have numbers of their own`() {
    #expect(rule("3.1 Softmax", .heading) == "heading-number")
    #expect(rule("2. Then", .prose) == "list-number")
  }

  @Test func `a formula's own result is a stated number, the rest is notation`() {
    func classes(_ tex: String) -> [String] {
      statedNumbers(in: ClaimText(.prose, [.formula(MappedText(tex), isDisplay: false)])).map {
        if case .open = $0.type { $0.numeral.literal } else { "-" }
      }
    }
    #expect(classes("\\theta \\approx 0.975") == ["0.975"])
    #expect(classes("\\sum_{i=1}^n x_i^2") == ["-", "-"])
    #expect(classes("x_1 = (2, 3)") == ["-", "2", "3"])
    #expect(classes("\\log 2") == ["-"])
    #expect(classes("\\sqrt{2} + 1") == ["-", "-"])
    #expect(classes("\\log 2 \\approx 0.693") == ["2", "0.693"])
    #expect(classes("2.68") == ["2.68"])
    #expect(classes("3 \\times 4 = 12") == ["3", "4", "12"])
  }

  @Test func `code with names is notation, a value alone is stated`() {
    func isOpen(_ code: String) -> [Bool] {
      statedNumbers(in: ClaimText(.prose, [.code(MappedText(code))])).map { $0.type == .open }
    }
    #expect(isOpen("0.5") == [true])
    #expect(isOpen("rate = 0.5") == [true])
    #expect(isOpen("a[3] * 2") == [false, false])
    // Formats are none, though their letters may stand in numbers.
    #expect(isOpen(".2e") == [false] && isOpen(".1%") == [false] && isOpen(".3f") == [false])
    #expect(isOpen(".5") == [true] && isOpen("0.1%") == [true] && isOpen("1.2e5") == [true])
  }

  @Test(arguments: [
    ("1,234.5", 1234.5), ("−7", -7.0), ("12.5 %", 0.125), ("16.8M", 16_800_000.0),
    ("2.68 GB", 2_680_000_000.0), ("2.5 GiB", 2_684_354_560.0), ("3 ms", 0.003), ("1e-5", 0.00001),
    ("1.2×10⁻³", 0.0012), ("3/4", 0.75), ("½", 0.5), ("2 ½", 2.5), ("5 ‰", 0.005),
    ("2.5 million", 2_500_000.0), ("1’234", 1234.0), ("1_000", 1000.0), ("12,34,567", 1_234_567.0),
    ("$5", 5.0), ("40 min", 40.0),
  ])
  func `a numeral has the value it prints`(text: String, value: Double) throws {
    #expect(try numeral(text).value == value)
  }

  @Test func `places are those of the file`() throws {
    let number = try numeral("about −1,234.50 % of it")
    #expect(number.literal == "−1,234.50 %")
    #expect(number.range == SourceRange(6, 19))
    #expect(number.digits == SourceRange(6, 17))
    #expect(number.decimals == 2)
    #expect(number.significantDigits == 6)
  }

  @Test func `a decimal comma is inferred from the document`() {
    let comma = [ClaimText(.prose, MappedText("2,5 und 0,75 und 1,25"))]
    let point = [ClaimText(.prose, MappedText("2.5 and [1,2] and 1,234"))]
    #expect(NumberStyle(inferredFrom: comma).usesDecimalComma)
    #expect(!NumberStyle(inferredFrom: point).usesDecimalComma)
  }

  @Test func `severities follow the table`() {
    #expect(severity(of: .wrong, in: .foreign, isStrict: false) == .error)
    #expect(severity(of: .imprecise, in: .chapter, isStrict: false) == .note)
    #expect(severity(of: .imprecise, in: .chapter, isStrict: true) == .error)
    #expect(severity(of: .unverified, in: .foreign, isStrict: true) == nil)
    #expect(severity(of: .unverified, in: .chapter, isStrict: false) == nil)
    #expect(severity(of: .unverified, in: .chapter, isStrict: true) == .error)
    #expect(severity(of: .notChecked, in: .foreign, isStrict: false) == nil)
    #expect(severity(of: .worthLittle, in: .chapter, isStrict: true) == .note)
  }
}
