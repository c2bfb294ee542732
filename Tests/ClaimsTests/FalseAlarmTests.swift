import Claims
import Testing

/// Families of true statements that once were called wrong, each with a wrong neighbour that is
/// still found. The true values are those of the definitions of the units, or of arithmetic.
struct FalseAlarmTests {
  /// Statements of one kind: what is true or no claim, and what is plainly wrong.
  struct Family: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let quiet: [String]
    let wrong: [String]

    init(_ name: String, quiet: [String], wrong: [String]) {
      (testDescription, self.quiet, self.wrong) = (name, quiet, wrong)
    }
  }

  private func isCalledWrong(_ text: String) -> Bool {
    calculations(text).contains { if case .wrong = $0.verdict { true } else { false } }
  }

  @Test(arguments: words + quantities + names)
  func `what is true stays quiet, and its wrong neighbour is found`(family: Family) {
    for text in family.quiet { #expect(!isCalledWrong(text), "\(text)") }
    for text in family.wrong { #expect(isCalledWrong(text), "\(text)") }
  }

  static let quantities = [
    Family(
      "degrees below zero",
      quiet: ["-40 °F = -40 °C", "−10 °C = 14 °F", "So −273.15 °C = 0 K."],
      wrong: ["-40 °F = -41 °C", "−10 °C = 15 °F", "−273.15 °C = 1 K"]),
    Family(
      "ovens",
      quiet: ["Bake at 180 °C = 350 °F.", "350 °F = 180 °C", "200 °C = 400 °F", "220 °C = 425 °F"],
      wrong: ["180 °C = 450 °F", "350 °F = 160 °C", "25 °C = 78 °F", "100 °C = 202 °F"]),
    Family(
      "scientific notation is rounded",
      quiet: ["3.3e-19 J = 2.07 eV", "3.3 × 10⁻¹⁹ J = 2.07 eV"],
      wrong: ["3.3e-19 J = 2.17 eV", "3.3 × 10⁻¹⁹ J = 2.70 eV"]),
    Family(
      "basis points",
      quiet: ["4.25% + 25 bps = 4.50%", "5.25% - 25 bp = 5.00%", "25 bp × 4 = 1%"],
      wrong: ["4.25% + 25 bps = 4.60%", "25 bp × 4 = 2%", "25 basis points × 4 = 10%"]),
    Family(
      "one quantity in several units",
      quiet: [
        "6 lb 4 oz + 12 oz = 7 lb", "1 yd 2 ft + 1 ft = 2 yd", "2 kg 300 g + 700 g = 3 kg",
        "2 hours and 15 minutes + 45 minutes = 3 hours",
        "5 dollars 50 cents + 50 cents = 6 dollars",
        "6 lb, 4 oz + 12 oz = 7 lb", "195 min = 3 hours and 15 minutes",
      ],
      wrong: [
        "6 lb 4 oz + 12 oz = 8 lb", "2 kg 300 g + 700 g = 4 kg",
        "We took 5 kg, 300 g + 200 g = 600 g.",
        "2 hours and 15 minutes + 45 minutes = 4 hours",
      ]),
    Family(
      "sizes",
      quiet: [
        "A4 = 210 × 297 mm = 8.27 × 11.69 in", "20 x 30 cm = 8 x 12 in", "2x3 · 3x2 = 2x2",
        "(2x3)(3x2) = 2x2", "28x28 / 2 = 14x14", "1920×1080 / 2 = 960×540",
        "224×224 / 16 = 14×14 patches", "1 nm = 1.852 km",
      ],
      wrong: ["3 × 4 = 2 × 7", "12 × 5 = 6 × 11", "5 × 8 = 41", "1 nm = 1.852 pm"]),
    Family(
      "ranges",
      quiet: [
        "€0 - €10,000 = 10%", "Ages 4 - 6 = $12", "90 - 100 = 4.0", "(1999 - 2024 = 25 years)",
        "2019 - 2023 = 5 seasons", "Mon 9 - 17 = 8 h", "9-5 = 8 hours", "Nights: 22 - 6 = 8 hours",
      ],
      wrong: [
        "5 - 8 = 3", "10 - 7 = 4", "9-5 = 7 hours", "22 - 6 = 9 hours", "2024 - 1999 = 35 years",
      ]),
    Family(
      "estimates beyond five percent",
      quiet: ["π ≈ 3", "1/10 ≈ 0.1", "√2 ≈ 1.4", "100 / 7 ≈ 14", "1000 / 3 ≈ 340"],
      wrong: ["π ≈ 5", "1/10 ≈ 0.3", "√2 ≈ 1.6", "2 × 2 ≈ 6", "0.1 + 0.2 ≈ 0.5", "π/2 ≈ 3"]),
  ]

  static let words = [
    Family(
      "words before a calculation compute",
      quiet: [
        "half of 3/4 = 3/8", "half of 3/4 cup = 3/8 cup", "A quarter of 1/2 = 1/8",
        "Twice 3/4 = 1.5", "Half of 10 + 20 = 15", "The reciprocal of 2/3 = 3/2",
        "The square root of 1/4 = 1/2", "The average of 1/4 and 3/4 = 1/2",
        "The product of 1/2 and 3/4 = 3/8", "log₂ of 1/8 = -3", "Negative 3 + 5 = 2",
        "ten percent of 3/4 = 0.075", "The difference between 3/4 and 1/2 = 1/4",
        "The ratio of 1/2 to 1/4 = 2",
        "The odds of 3/4 = 3", "12 of 48 = 1/4", "20 out of 80 = 1/4", "2 in 8 = 1/4",
      ],
      wrong: [
        "The sum of 3 + 4 = 8", "half of the users left, and 12 + 7 = 20", "3/4 = 3/8",
        "Because of 12 + 7 = 20 we left.",
      ]),
    Family(
      "words after a number compute",
      quiet: [
        "3/4 squared = 9/16", "(3 + 4) squared = 49", "3 squared + 4 squared = 25",
        "5 + 3 doubled = 16", "5 factorial / 3 factorial = 20", "5/8 inverted = 8/5",
        "2 × 3 pairs = 12 socks", "3 × 12 per side = 72", "2 thirds + 1 third = 1",
        "4 tenths + 3 hundredths = 0.43", "3 tens + 4 ones = 34", "5 m north + 5 m south = 0 m net",
      ],
      wrong: ["3 pairs + 4 pairs = 8 pairs", "5 m + 5 m = 0 m", "3 × 12 per box = 72"]),
    Family(
      "modulo",
      quiet: ["3 + 4 = 2 mod 5", "3 + 4 ≡ 2 mod 5", "3⁻¹ mod 7 = 5", "In Z_5, 3 + 4 = 2."],
      wrong: ["3 + 4 = 3 mod 5", "3 + 4 ≡ 1 mod 5", "In Z_5, 3 + 4 = 3.", "3 + 4 = 2"]),
    Family(
      "other arithmetic",
      quiet: [
        "-2^2 = 4 in Excel", "2048 + 1 = 2048 in fp16", "16777216 + 1 = 16777216 in float32",
        "In hex, 9 + 1 = A, 9 + 7 = 10.", "Saturating: 200 + 100 = 255",
        "A loss of (1,200) + 3,000 = 1,800",
      ],
      wrong: [
        "-2^2 = 4", "2048 + 1 = 2048", "2040 + 1 = 2040 in fp16", "200 + 100 = 255",
        "A loss of (1,200) + 3,000 = 1,900", "Saturating: 200 + 10 = 255",
      ]),
    Family(
      "what is taken back",
      quiet: [
        "The student wrote 1/2 + 1/3 = 2/5, which is a common mistake.", "❌ 2 + 3 × 4 = 20",
        "✗ 2 + 3 × 4 = 20",
      ],
      wrong: ["✓ 2 + 3 × 4 = 20", "He wrote 1/2 + 1/3 = 2/5, which is a common denominator."]),
  ]

  static let names = [
    Family(
      "labels",
      quiet: [
        "VAT 19% = $200 × 0.19 = $38", "MwSt. 19 % = 200 € × 0,19 = 38 €",
        "VaR 95% = 1.645 × 2% = 3.3%", "CI 95% = 1.96 × 0.5 = 0.98", "Year 1 = 1000 × 1.05 = 1050",
        "Test 2 = 40 + 45 = 85", "On test 2 = 40 + 45 = 85.", "Player 1 = 10 + 5 = 15",
        "2024 = 1000 × 1.05 = 1050",
      ],
      wrong: [
        "VAT 19% = $200 × 0.19 = $48", "Year 1 = 1000 × 1.05 = 1060", "Thus 102 = 100 + 1 = 101",
        "Revenue 500 = 100 × 6 = 600", "The area 24 = 4 × 5 = 20.",
        "The total 190 = 2 × 96 = 192", "Thus 7 = 2 + 6",
      ]),
    Family(
      "symbols",
      quiet: [
        "f = 1/T = 1/0.02 = 50 Hz", "ω = 2π/T = 314 rad/s", "ω = 2π/T = 2π/0.02 = 314 rad/s",
        "g = 4π²L/T² = 4π²(0.75)/(1.74)² = 9.78 m/s²", "T = 2π/ω = 0.02 s",
        "r = 2A/h = 2(10)/4 = 5", "n = 4s²/d² = 4(10)²/(2)² = 100",
        "Sample size n = 4V/m² = 4(25)/1 = 100", "t½ = ln 2 / k = 0.693 / 0.1 = 6.93 s",
      ],
      wrong: ["v = 36 km/h = 11 m/s", "v = 10m/s = 37 km/h", "I = 12 V/4 Ω = 4 A"]),
    Family(
      "numbers that name a thing",
      quiet: [
        "80/20 rule = 80% of effects", "60/40 = 60% stocks", "50/50 = 50% each",
        "6/8 = 2 beats per bar", "10-5-1 = 31 pts", "3/14 = Pi day",
      ],
      wrong: ["60/40 = 60", "30/40 = 60%", "6/8 = 2", "10-5-1 = 31"]),
  ]
}
