import Numerics
import Testing

@Suite struct NumberTextTests {
  @Test func `integral values are plain, others shortest`() {
    let cases: [(Double, String)] = [
      (3, "3"), (-12, "-12"), (0, "0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e-7, "1e-07"),
      (9_007_199_254_740_991, "9007199254740991"), (1e22, "1e+22"), (.nan, "nan"),
      (.infinity, "inf"), (-.infinity, "-inf"), (.leastNonzeroMagnitude, "5e-324"),
      (2.0 / 3, "0.6666666666666666"),
    ]
    for (x, text) in cases { #expect(numberText(x) == text) }
  }

  // Expected texts: Python's format(x, spec), which rounds the exact value.
  @Test(
    arguments: [
      (0.975, ".3f", "0.975"), (2.675, ".2f", "2.67"), (0.5, ".0f", "0"), (1.5, ".0f", "2"),
      (2.5, ".0f", "2"), (0.125, ".2f", "0.12"), (0.375, ".2f", "0.38"), (-0.001, ".2f", "-0.00"),
      (1e22, ".1f", "10000000000000000000000.0"), (1234567.891, ",.2f", "1,234,567.89"),
      (999.5, ",.0f", "1,000"), (-1234567, ",.0f", "-1,234,567"), (-0.0625, ".3f", "-0.062"),
      (1e-5, ".22f", "0.0000100000000000000008"), (123456.5, ",.1f", "123,456.5"),
      (0.1, ".20f", "0.10000000000000000555"),
      (1e-7, ".2e", "1.00e-07"), (123456, ".2e", "1.23e+05"), (9.995, ".2e", "9.99e+00"),
      (9.9951, ".2e", "1.00e+01"), (0, ".2e", "0.00e+00"), (1e300, ".3e", "1.000e+300"),
      (0.0285, ".1%", "2.9%"), (0.125, ".0%", "12%"), (1, "%", "100.000000%"),
      (0.0001234, ".4g", "0.0001234"), (0.00001234, ".4g", "1.234e-05"), (100000, ".4g", "1e+05"),
      (1234, ".4g", "1234"), (99999, ".4g", "1e+05"), (3.14159, ".3", "3.14"), (0, ".4g", "0"),
      (.leastNonzeroMagnitude, ".3e", "4.941e-324"), (1.7976931348623157e308, ".3e", "1.798e+308"),
      (2_251_799_813_685_248.5, ".0f", "2251799813685248"),
    ] as [(Double, String, String)])
  func `formats round the exact value`(_ x: Double, _ format: String, _ text: String) throws {
    #expect(formatted(x, try #require(NumberFormat(format))) == text)
  }

  @Test func `whole numbers and groups`() throws {
    let whole = try #require(NumberFormat("d"))
    #expect(formatted(2.5, whole) == "2")
    #expect(formatted(-0.2, whole) == "0")
    #expect(formatted(-7, whole) == "-7")
    let groups = try #require(NumberFormat(","))
    #expect(formatted(1_234_567.5, groups) == "1,234,567.5")
    #expect(formatted(-123, groups) == "-123")
    #expect(formatted(1e30, groups) == "1e+30")
    #expect(formatted(.nan, groups) == "nan")
  }

  @Test(arguments: ["", "f3", ".f", ".101f", ".3x", "3d", ".2d", ".3ff", ".99999999999999999999f"])
  func `what is no format is refused`(_ text: String) {
    #expect(NumberFormat(text) == nil)
  }

  @Test func `a hundred digits are the digits of the exact value`() throws {
    let format = try #require(NumberFormat(".55f"))
    #expect(
      formatted(0.1, format) == "0.1000000000000000055511151231257827021181583404541015625")
  }

  @Test func `the quick way and the exact way agree`() {
    var random = RandomSource(seed: 7)
    for round in 0..<2_000 {
      let places = round % 9
      // Multiples of 1/1024 meet exact ties often.
      let x = (Double(random.nextInt(below: 1 << 20)) - 500_000) / 1024
      let slow = ExactDecimal(exactly: x).rounded(toPlaces: places).text
      let quick = formatted(x, NumberFormat(.fixed, digits: places))
      #expect(quick == slow || quick == "-" + slow)
    }
  }
}
