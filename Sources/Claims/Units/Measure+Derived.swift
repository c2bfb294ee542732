import Numerics

/// Units that are products of powers of base units, with their factors, by hand from the SI brochure
/// (9th edition, 2019), tables 4, 5 and 8, and for feet and pounds from the international yard and
/// pound agreement of 1959.
extension Measure {
  /// A unit of `dimension` that is `factor` coherent units of the SI.
  static func coherent(
    _ dimension: KeyValuePairs<Dimension.Kind, Int8>, _ factor: ExactRatio = .one,
    seconds: Int = 1, isCustomary: Bool = false
  ) -> Measure {
    var measure = Measure()
    measure.dimension = Dimension(dimension)
    measure.conversion = factor
    // What hours are in a unit goes with the time, which a reader may leave out.
    measure.seconds = ExactRatio(seconds)
    measure.isCustomary = isCustomary
    return measure
  }

  /// The unit with a decimal prefix.
  func prefixed(_ ten: Int) -> Measure {
    var result = self
    result.ten += ten
    return result
  }

  private static func decimal(_ text: String) -> ExactRatio {
    ExactRatio(ExactDecimal(text) ?? .one)
  }

  static let grams = coherent([.mass: 1], decimal("0.001"))
  static let litres = coherent([.length: 3], decimal("0.001"))
  static let watt = coherent([.mass: 1, .length: 2, .time: -3])
  static let volt = coherent([.mass: 1, .length: 2, .time: -3, .current: -1])
  static let hertz = coherent([.time: -1])
  static let pascal = coherent([.mass: 1, .length: -1, .time: -2])
  static let bar = pascal.scaled(ExactRatio(100_000))
  static let atmosphere = coherent(
    [.mass: 1, .length: -1, .time: -2], ExactRatio(101_325), isCustomary: true)
  /// Exact since 2019.
  static let electronVolt = joule.scaled(decimal("1.602176634e-19"))
  static let calorie = coherent(
    [.mass: 1, .length: 2, .time: -2], decimal("4.184"), isCustomary: true)

  private static let joule = coherent([.mass: 1, .length: 2, .time: -2])
  private static let ampere = coherent([.current: 1])
  private static let coulomb = coherent([.current: 1, .time: 1])
  private static let ohm = coherent([.mass: 1, .length: 2, .time: -3, .current: -2])
  private static let farad = coherent([.mass: -1, .length: -2, .time: 4, .current: 2])
  private static let henry = coherent([.mass: 1, .length: 2, .time: -2, .current: -2])
  private static let newton = coherent([.mass: 1, .length: 1, .time: -2])

  /// Symbols that take all prefixes.
  static let electrical: [(String, Measure)] = [
    ("W VA VAR Wp", watt), ("V", volt), ("A", ampere), ("C", coulomb), ("Hz", hertz), ("J", joule),
    ("N", newton), ("F", farad), ("H", henry), ("Ω Ω ohm ohms", ohm),
  ]

  /// Names that take prefixes as words.
  static let electricalWords: [(String, Measure)] = [
    ("volt", volt), ("watt", watt), ("amp", ampere), ("ampere", ampere), ("joule", joule),
    ("ohm", ohm), ("newton", newton), ("pascal", pascal),
  ]

  /// Products with hours.
  static let hourly: [(String, Measure)] = [
    ("Wh", coherent([.mass: 1, .length: 2, .time: -2], seconds: 3600)),
    ("Ah", coherent([.current: 1, .time: 1], seconds: 3600)),
  ]

  /// Feet, pounds and the like; cups and gallons are those of the United States.
  static let customary: [(String, Measure)] = {
    func length(_ metres: String, _ power: Int8 = 1) -> Measure {
      coherent([.length: power], decimal(metres), isCustomary: true)
    }
    func mass(_ kilograms: String) -> Measure {
      coherent([.mass: 1], decimal(kilograms), isCustomary: true)
    }
    var speed = length("1609.344")
    speed.dimension = Dimension([.length: 1, .time: -1])
    speed.seconds = ratio(1, 3600)
    var metric = coherent([.length: 1, .time: -1]).prefixed(3)
    metric.seconds = ratio(1, 3600)
    var knot = speed
    knot.conversion = ExactRatio(1852)
    let cup = length("0.0002365882365", 3)
    let gallon = cup.scaled(ExactRatio(16))
    return [
      ("ft foot feet", length("0.3048")), ("yd yard yards", length("0.9144")),
      ("mi mile miles", length("1609.344")), ("in inch inches", length("0.0254")),
      ("lb lbs", mass("0.45359237")), ("oz ounce ounces", mass("0.028349523125")),
      ("acre acres", length("4046.8564224", 2)),
      ("ha hectare hectares", coherent([.length: 2], ExactRatio(10_000))),
      ("mph", speed), ("kph kmh", metric), ("knot knots", knot),
      ("cup cups", cup), ("tbsp tablespoon tablespoons", cup.scaled(ratio(1, 16))),
      ("tsp teaspoon teaspoons", cup.scaled(ratio(1, 48))),
      ("pint pints", cup.scaled(ExactRatio(2))), ("quart quarts", cup.scaled(ExactRatio(4))),
      ("gal gallon gallons", gallon), ("mpg", length("1609.344") / gallon),
    ]
  }()

  /// Times longer than a week that are counted, in months of 30 and years of 365 days.
  static let long: [(String, Measure)] = [
    ("fortnight fortnights", coherent([.time: 1], seconds: 1_209_600)),
    ("quarter quarters", coherent([.time: 1], seconds: 7_776_000)),
    ("decade decades", coherent([.time: 1], seconds: 315_360_000)),
    ("century centuries", coherent([.time: 1], seconds: 3_153_600_000)),
  ]

  /// The names of each currency.
  static let currencyNames = [
    "$ USD dollars dollar", "€ EUR euro euros", "£ GBP", "¥ JPY", "₹",
  ]

  /// A unit of the currency with that index among `currencyNames`.
  static func money(_ index: Int) -> Measure {
    var measure = coherent([.currency: 1])
    measure.currencies = 1 << UInt8(index)
    return measure
  }

  /// A number of degrees that is counted from another zero than the absolute one.
  static func degrees(_ letter: String) -> Measure {
    let isCelsius = letter == "C"
    var measure = coherent([.temperature: 1], isCelsius ? .one : ratio(5, 9))
    measure.zero = decimal(isCelsius ? "273.15" : "459.67")
    measure.text = "°" + letter
    return measure
  }

  static let kelvin: Measure = {
    var measure = coherent([.temperature: 1])
    measure.text = "K"
    return measure
  }()

  /// Whether it is the product of volts and amperes, which is not all the power that works.
  var isApparentPower: Bool { ["VA", "VAR"].contains { text.hasSuffix($0) } }

  /// Whether it is a measure of kitchens, which differs from country to country.
  var isKitchen: Bool {
    ["cup", "cups", "tbsp", "tablespoon", "tablespoons", "tsp", "teaspoon", "teaspoons"].contains(
      text)
  }

  /// Whether it is a stretch of time and nothing else.
  var isTime: Bool { dimension == Dimension(.time) && conversion.isOne && ten == 0 }
}
