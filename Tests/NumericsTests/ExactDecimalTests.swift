import Numerics
import Testing

@Suite struct ExactDecimalTests {
  private func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }

  @Test func `numerals add, subtract and multiply exactly`() throws {
    #expect(try decimal("0.1") + decimal("0.2") == decimal("0.3"))
    #expect(try (decimal("1e20") - decimal("1")).text == "99999999999999999999")
    #expect(try (decimal("-1.5") * decimal("2.25")).text == "-3.375")
    #expect(try decimal("-2") < decimal("-1.5"))
    #expect(
      try (decimal("123456789012345678901234567890") * decimal("987654321098765432109876543210"))
        .text == "121932631137021795226185032733622923332237463801111263526900")
    #expect(try (decimal("1000000000") - decimal("0.000000001")).text == "999999999.999999999")
  }

  @Test func `a double is its exact value`() throws {
    #expect(
      ExactDecimal(exactly: 0.1).text == "0.1000000000000000055511151231257827021181583404541015625"
    )
    #expect(ExactDecimal(exactly: -0x1p70).text == "-1180591620717411303424")
    #expect(try ExactDecimal(exactly: 0.5) == decimal("0.50"))
    #expect(ExactDecimal(exactly: .leastNonzeroMagnitude).units.utf8.count == 751)
    for x in [0.1, -2.5e-300, 1e300, .leastNonzeroMagnitude, 1.7976931348623157e308] {
      #expect(ExactDecimal(exactly: x).doubleValue == x)
    }
  }

  @Test func `a stated numeral reaches half a unit of its last digit`() throws {
    #expect(ExactDecimal(exactly: 0.6931471805599453).rounds(to: try decimal("0.6931")))
    #expect(ExactDecimal(exactly: 0.125).rounds(to: try decimal("0.12")))
    #expect(ExactDecimal(exactly: 0.125).rounds(to: try decimal("0.13")))
    // 0.145 as a double lies below the tie.
    #expect(!ExactDecimal(exactly: 0.145).rounds(to: try decimal("0.15")))
    #expect(!ExactDecimal(exactly: 0.66).rounds(to: try decimal("0.67")))
    #expect(try decimal("1249").rounds(to: decimal("1.2e3")))
    #expect(try !decimal("1251").rounds(to: decimal("1.2e3")))
  }

  @Test func `rounding goes to even at ties`() throws {
    #expect(try decimal("2.5").rounded(toPlaces: 0).text == "2")
    #expect(try decimal("3.5").rounded(toPlaces: 0).text == "4")
    #expect(try decimal("-0.06").rounded(toPlaces: 1).text == "-0.1")
    #expect(try decimal("999").rounded(toPlaces: -2).text == "1000")
    #expect(try decimal("0.4").rounded(toPlaces: 0).text == "0")
    #expect(try decimal("1.2").rounded(toPlaces: 3).text == "1.200")
  }

  @Test(arguments: ["", "-", ".", "1.2.3", "e5", "1e", "1e99999", "x", "1 ", "0x10", "--1"])
  func `what is no numeral is refused`(_ text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test func `decimal text becomes the nearest double`() {
    #expect(number(fromDecimal: "0.1") == 0.1)
    #expect(number(fromDecimal: "9007199254740993") == 9_007_199_254_740_992)
    #expect(number(fromDecimal: "0x1p3") == nil)
    #expect(number(fromDecimal: "inf") == nil)
    #expect(number(fromDecimal: "") == nil)
  }
}
