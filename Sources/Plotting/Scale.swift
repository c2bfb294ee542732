import Numerics

/// How the values of one axis become places between `start` and `end`.
///
/// Values are first divided by a power of ten (`exponent`, a multiple of three, 0 for numbers of
/// ordinary size), so that neither 10³⁰⁸ nor 10⁻³⁰⁰ leaves the range of doubles on the way, and
/// so that tick labels stay short: the axis then says "(×10⁶)".
struct Scale: Sendable, Equatable {
  /// How values become places.
  let kind: Axis.Kind
  /// The power of ten by which values are divided before all else.
  let exponent: Int
  /// The ends of the axis in scaled or logarithmic units.
  let domain: ClosedRange<Double>
  /// The marks on the axis.
  var ticks: [Tick]
  /// The place of the lower end of the domain.
  var start: Double
  /// The place of the upper end of the domain.
  var end: Double

  /// The scale of `axis` for values between the least and the greatest of `extent`.
  ///
  /// - Parameter count: about how many ticks there is room for.
  init(_ axis: Axis, extent: Extent, count: Int, start: Double = 0, end: Double = 1) {
    self.start = start
    self.end = end
    kind = axis.kind
    switch axis.kind {
    case .names(let names):
      exponent = 0
      domain = -0.5...max(0.5, Double(names.count) - 0.5)
      ticks = names.enumerated().map { Tick(value: Double($0.offset), label: $0.element) }
    case .log:
      exponent = 0
      let extent = Self.logExtent(axis, extent)
      let found = LogTicks(
        low: extent.low, high: extent.high, count: count, isTight: axis.isTight)
      domain = found.domain
      ticks = found.ticks
    case .symlog(let threshold):
      exponent = 0
      let found = Self.symlog(axis, extent, threshold: threshold)
      domain = found.domain
      ticks = found.ticks
    case .linear:
      let (low, high, power) = Self.linearExtent(axis, extent)
      exponent = power
      let found = LinearTicks(
        low: low, high: high, count: count, isTight: axis.isTight || axis.domain != nil,
        isInteger: axis.isInteger && power == 0)
      let domain = axis.domain == nil ? found.domain : low...high
      self.domain = domain
      ticks = found.ticks.filter { domain.contains($0.value) }
    }
  }

  /// The place of `value`, or nil if it has none: not finite, or not positive on a log axis.
  func place(_ value: Double) -> Double? {
    guard let unit = units(value) else { return nil }
    return place(ofUnit: unit)
  }

  /// The place of an edge of something filled: as `place`, but on a logarithmic axis, which has no
  /// zero, the start of the axis stands for what is not positive.
  func edge(_ value: Double) -> Double? {
    if kind == .log, value.isFinite, value <= 0 { return start }
    return place(value)
  }

  /// The place of a value already in the scale's own units.
  func place(ofUnit unit: Double) -> Double {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0 else { return (start + end) / 2 }
    return start + (unit - domain.lowerBound) / span * (end - start)
  }

  /// The value in the scale's own units, or nil if it has none.
  func units(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    switch kind {
    case .linear, .names: return scaledDown(value, by: exponent)
    case .log: return value > 0 ? log10(value) : nil
    case .symlog(let threshold): return Self.symlogUnit(value, threshold: threshold)
    }
  }

  /// The width of one name's band, or of one unit.
  var unitLength: Double {
    let span = domain.upperBound - domain.lowerBound
    return span > 0 ? abs(end - start) / span : abs(end - start)
  }

  /// The words that say by what power of ten the labels are divided, or nothing.
  var exponentNote: String { exponent == 0 ? "" : "×10" + superscript(exponent) }

  // MARK: Domains

  private static func linearExtent(_ axis: Axis, _ extent: Extent) -> (Double, Double, Int) {
    if let domain = axis.domain, domain.lowerBound < domain.upperBound {
      let power = sharedExponent(max(abs(domain.lowerBound), abs(domain.upperBound)))
      return (
        scaledDown(domain.lowerBound, by: power), scaledDown(domain.upperBound, by: power), power
      )
    }
    guard var low = extent.low, var high = extent.high else { return (0, 1, 0) }
    if axis.includesZero || (low >= 0 && low <= 0.3 * high && !axis.isTight) { low = min(low, 0) }
    if axis.includesZero || (high <= 0 && high >= 0.3 * low && !axis.isTight) {
      high = max(high, 0)
    }
    let largest = max(abs(low), abs(high))
    let power = sharedExponent(largest)
    low = scaledDown(low, by: power)
    high = scaledDown(high, by: power)
    if high - low <= 1e-12 * max(abs(low), abs(high)) || high <= low {
      let padding = low == 0 ? 1 : abs(low) * 0.5
      (low, high) = (low - padding, high + padding)
    }
    return (low, high, power)
  }

  /// The multiple of three by whose power of ten values up to `largest` are divided.
  private static func sharedExponent(_ largest: Double) -> Int {
    let exponent = decimalExponent(largest)
    guard largest > 0, exponent >= 6 || exponent <= -4 else { return 0 }
    return exponent >= 0 ? exponent / 3 * 3 : -((-exponent + 2) / 3) * 3
  }

  private static func logExtent(_ axis: Axis, _ extent: Extent) -> (low: Double, high: Double) {
    var low = extent.lowPositive
    var high = extent.high
    if let domain = axis.domain, domain.lowerBound > 0 {
      (low, high) = (domain.lowerBound, domain.upperBound)
    }
    guard let low, let high, high > 0 else { return (0, 1) }
    let (a, b) = (log10(low), log10(high))
    return b - a < 1e-9 ? (a - 0.5, b + 0.5) : (a, b)
  }

  private static func symlogUnit(_ value: Double, threshold: Double) -> Double {
    let threshold = threshold > 0 ? threshold : 1
    let size = log10(1 + abs(value) / threshold)
    return value < 0 ? -size : size
  }

  private static func symlog(
    _ axis: Axis, _ extent: Extent, threshold: Double
  ) -> (domain: ClosedRange<Double>, ticks: [Tick]) {
    let low = min(0, extent.low ?? 0)
    let high = max(threshold, extent.high ?? threshold)
    let first = decimalExponent(threshold)
    let last = max(first, decimalExponent(max(abs(low), abs(high))) + 1)
    let stride = max(1, (last - first) / 3)
    var ticks: [Tick] = [Tick(value: 0, label: "0")]
    // The threshold itself stands too near to zero for its words where there are larger ticks.
    var exponent = last - first >= 2 ? first + 1 : first
    while exponent <= last {
      for sign in [-1.0, 1] {
        let value = sign * powerOfTen(exponent)
        guard value >= low * 10, value <= high * 10 else { continue }
        let isPlain = (-3...4).contains(exponent)
        let digits = isPlain ? decimalText(1, exponent: exponent) : "10" + superscript(exponent)
        ticks.append(
          Tick(
            value: symlogUnit(value, threshold: threshold),
            label: (sign < 0 ? "\u{2212}" : "") + digits))
      }
      exponent += stride
    }
    let a = symlogUnit(low, threshold: threshold)
    let b = symlogUnit(high, threshold: threshold)
    ticks = ticks.filter { $0.value >= a - 1e-9 && $0.value <= b + 1e-9 }
    ticks.sort { $0.value < $1.value }
    return (a...b, ticks)
  }
}

/// The least and greatest of some values, and what could not be counted.
struct Extent: Sendable, Equatable, Codable {
  /// The least finite value.
  var low: Double?
  /// The greatest finite value.
  var high: Double?
  /// The least finite value above zero.
  var lowPositive: Double?

  /// Takes `value` in, unless it is not finite.
  mutating func include(_ value: Double) {
    guard value.isFinite else { return }
    low = min(low ?? value, value)
    high = max(high ?? value, value)
    if value > 0 { lowPositive = min(lowPositive ?? value, value) }
  }

  /// Takes all of `values` in.
  mutating func include(_ values: [Double]) {
    for value in values { include(value) }
  }
}
