import Numerics

/// One mark on an axis: where it stands, in the scale's own units, and what it says.
struct Tick: Sendable, Equatable {
  var value: Double
  var label: String
}

/// Ticks at 1, 2 or 5 times a power of ten, and the domain that they make.
struct LinearTicks: Sendable, Equatable {
  /// The ticks from low to high.
  var ticks: [Tick]
  /// The ends of the axis.
  var domain: ClosedRange<Double>

  /// Ticks for `low`…`high`, about `count` of them.
  ///
  /// The ends move outward to ticks; a tight axis only takes that if it costs at most a
  /// twentieth of the span. `low` < `high`, both of ordinary size (`Scale` divides by a power of
  /// ten first).
  ///
  /// - Source: the step 1, 2, 5 · 10ⁿ nearest in ratio to span/count, as in d3-array
  ///   (M. Bostock): the borders are √2, √10 and √50.
  init(low: Double, high: Double, count: Int, isTight: Bool, isInteger: Bool) {
    let span = high - low
    var exponent = decimalExponent(span / Double(max(1, count)))
    var leading = 1
    let raw = scaledDown(span / Double(max(1, count)), by: exponent)
    switch raw {
    case ..<1.414_213_562_373_095: leading = 1
    case ..<3.162_277_660_168_379: leading = 2
    case ..<7.071_067_811_865_475: leading = 5
    default:
      leading = 1
      exponent += 1
    }
    if isInteger, exponent < 0 { (leading, exponent) = (1, 0) }
    let step = Double(leading) * powerOfTen(exponent)
    let first = (low / step + 1e-9).rounded(.down)
    let last = (high / step - 1e-9).rounded(.up)
    var lower = low
    var upper = high
    if !isTight || low - first * step <= span * 0.05 { lower = first * step }
    if !isTight || last * step - high <= span * 0.05 { upper = last * step }
    let start = Int(clamping: (lower / step - 1e-6).rounded(.up))
    let end = Int(clamping: (upper / step + 1e-6).rounded(.down))
    ticks = []
    var index = start
    while index <= end, ticks.count < 64 {
      ticks.append(
        Tick(
          value: Double(index) * step,
          label: typeset(decimalText(index * leading, exponent: exponent))))
      index += 1
    }
    domain = lower...max(lower, upper)
  }
}

/// Ticks of a logarithmic axis; values are decimal logarithms.
struct LogTicks: Sendable, Equatable {
  var ticks: [Tick]
  var domain: ClosedRange<Double>

  /// Ticks for the logarithms `low`…`high`: every power of ten, or each second, third, … where
  /// there are many, or 1, 2, 5 between them where there are few.
  ///
  /// A tight axis keeps the ends of the data instead of moving them outward to ticks.
  init(low: Double, high: Double, count: Int, isTight: Bool = false) {
    let decades = high - low
    var exponents: [(leading: Int, exponent: Int)] = []
    if decades <= 2.5 {
      for exponent in Int(low.rounded(.down)) - 1...Int(high.rounded(.up)) {
        for leading in [1, 2, 5] { exponents.append((leading, exponent)) }
      }
    } else {
      let stride = max(1, Int(clamping: (decades / Double(max(1, count))).rounded(.up)))
      let start = Int(clamping: (low / Double(stride)).rounded(.down)) * stride
      var exponent = start
      while Double(exponent) < high + Double(stride) {
        exponents.append((1, exponent))
        exponent += stride
      }
    }
    let values = exponents.map { log10(Double($0.leading)) + Double($0.exponent) }
    let below = isTight ? low : values.last { $0 <= low + 1e-9 } ?? low
    let above = isTight ? high : values.first { $0 >= high - 1e-9 } ?? high
    let isPlain = below >= -4 && above <= 5.01
    ticks = zip(exponents, values).compactMap { pair, value in
      guard value >= below - 1e-9, value <= above + 1e-9 else { return nil }
      let label =
        isPlain
        ? typeset(decimalText(pair.leading, exponent: pair.exponent))
        : (pair.leading == 1 ? "" : "\(pair.leading)·") + "10" + superscript(pair.exponent)
      return Tick(value: value, label: label)
    }
    domain = below...max(below, above)
  }
}

extension Int {
  /// The nearest integer to `x`; 0 for NaN.
  init(clamping x: Double) {
    self =
      x.isNaN ? 0 : x >= 9e15 ? 9_000_000_000_000_000 : x <= -9e15 ? -9_000_000_000_000_000 : Int(x)
  }
}
