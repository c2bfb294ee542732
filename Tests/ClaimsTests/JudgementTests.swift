import Claims
import Diagnostics
import Testing

/// The first numeral of `text`, read as prose.
func numeral(_ text: String) throws -> Numeral {
  let numbers = statedNumbers(in: ClaimText(.prose, MappedText(text)))
  return try #require(numbers.first).numeral
}

struct JudgementTests {
  @Test(arguments: [
    ("0.6931", 0.693147, Judgement.Outcome.asWritten), ("0.6932", 0.693147, .wrong),
    ("0.5", 0.5, .exact), ("0.67", 2.0 / 3, .asWritten), ("0.66", 2.0 / 3, .truncated),
    ("12.5 %", 0.125, .exact), ("12.4 %", 0.125, .wrong), ("12.4 %", 0.1249, .truncated),
    ("16.8M", 16_777_216, .asWritten), ("2.68 GB", 2_684_354_560, .asWritten),
    ("2.50 GiB", 2_684_354_560, .exact), ("1,234.5", 1234.46, .asWritten),
    ("1.2×10⁻³", 0.00123, .asWritten), ("−7", -7, .exact), ("3/4", 0.75, .exact),
    ("3/4", 0.76, .wrong), ("½", 0.5, .exact), ("1e-5", 0.00001, .exact),
    ("3 ms", 0.0031, .asWritten),
  ])
  func `a numeral holds to the digits printed`(
    text: String, value: Double, outcome: Judgement.Outcome
  ) throws {
    #expect(judge(try numeral(text), against: value).outcome == outcome)
  }

  /// What a hint says must hold when it is written.
  @Test(arguments: [
    ("404,208", 404207.3, "404,207.3"), ("404208", 404207.3, "404207.3"), ("12", 11.98, "11.98"),
    ("1", 0.99996, "0.99996"), ("−$15.20", -15.25, "−$15.25"), ("-€15", -15.25, "-€15.25"),
    ("5000", 4999.0000000000009, "4999"), ("7", 7.125, "7.125"), ("120", 120.25, "120.2"),
  ])
  func `what is to be written holds`(text: String, value: Double, actual: String) throws {
    let judgement = judge(try numeral(text), against: value)
    #expect(judgement.actual == actual)
    #expect(judge(try numeral(judgement.actual), against: value).holds)
  }

  @Test func `a decimal tie passes either way`() throws {
    // 0.285 lies just below the tie as a double.
    #expect(judge(try numeral("0.29"), against: 0.285).holds)
    #expect(judge(try numeral("0.28"), against: 0.285).holds)
    #expect(judge(try numeral("0.13"), against: 0.125).holds)
    #expect(judge(try numeral("0.12"), against: 0.125).holds)
  }

  @Test func `a bare integer must be whole unless the prose says about`() throws {
    #expect(!judge(try numeral("3"), against: 3.2).holds)
    #expect(judge(try numeral("3"), against: 3.2, .approximate).holds)
    #expect(judge(try numeral("3"), against: 3 + 1e-12).holds)
    #expect(judge(try numeral("30000"), against: 28935, .approximate).holds)
    #expect(!judge(try numeral("31000"), against: 28935, .approximate).holds)
  }

  @Test func `whole numbers below 2 to the 53 are compared exactly`() throws {
    let factorial = 6_402_373_705_728_000.0
    #expect(judge(try numeral("6402373705728000"), against: factorial).outcome == .exact)
    let wrong = judge(try numeral("6402373705728001"), against: factorial)
    #expect(wrong.message == "the value is 6402373705728000, not 6402373705728001")
    #expect(!judge(try numeral("5000000001"), against: 5_000_000_000).holds)
    // 19! is beyond; its double stands for it.
    #expect(judge(try numeral("121645100408832000"), against: 121_645_100_408_832_000).holds)
    #expect(!judge(try numeral("121645100408832900"), against: 121_645_100_408_832_000).holds)
  }

  @Test func `a whole number for what is nearly one is told with digits that differ`() throws {
    let wrong = judge(try numeral("1"), against: 0.9999)
    #expect(wrong.message == "the value is 0.9999, not 1")
    #expect(wrong.hints == ["write 0.9999"])
    #expect(judge(try numeral("1"), against: 0.999999).actual == "0.999999")
    #expect(judge(try numeral("20"), against: 20.0004).actual == "20.0004")
    #expect(judge(try numeral("0"), against: 0.0004).actual == "0.0004")
  }

  @Test func `comparators are taken at their word`() throws {
    #expect(judge(try numeral("0.001"), against: 0.0009, .less).holds)
    let wrong = judge(try numeral("0.001"), against: 0.0013, .less)
    #expect(wrong.message == "the value 0.0013 is not below 0.001")
    #expect(judge(try numeral("5"), against: 5, .lessOrEqual).holds)
    #expect(!judge(try numeral("5"), against: 5, .greater).holds)
    #expect(judge(try numeral("0.693"), against: 0.693147, .lessOrEqual).holds)
    #expect(!judge(try numeral("0.692"), against: 0.693147, .lessOrEqual).holds)
    #expect(!judge(try numeral("0.693"), against: 0.693147, .less).holds)
  }

  @Test func `tolerances widen, and wide ones are worth little`() throws {
    let stated = try numeral("0.12")
    #expect(judge(stated, against: 0.128, .equal, .absolute(0.01)).outcome == .byTolerance)
    #expect(!judge(stated, against: 0.132, .equal, .absolute(0.01)).holds)
    #expect(judge(stated, against: 0.122, .equal, .relative(0.02)).holds)
    #expect(judge(stated, against: 0.15, .equal, .range(0.1, 0.2)).outcome == .byTolerance)
    #expect(!judge(stated, against: 0.25, .equal, .range(0.1, 0.2)).holds)
    #expect(judge(stated, against: 0.12, .equal, .absolute(0.05)).worthLittle != nil)
  }

  @Test func `a correction keeps the author's digits, sign and separators`() throws {
    #expect(judge(try numeral("−0.70"), against: -0.6931).actual == "−0.69")
    #expect(judge(try numeral("1,234"), against: 2345).actual == "2,345")
    #expect(
      judge(try numeral("91.4 %"), against: 0.915).message == "the value is 91.5 %, not 91.4 %")
    #expect(judge(try numeral("19"), against: 19.5).actual == "19.5")
    #expect(judge(try numeral("40"), against: 41).isSmallChange)
    #expect(!judge(try numeral("40"), against: 50).isSmallChange)
    #expect(!judge(try numeral("40"), against: -40).isSmallChange)
  }
}
