import Numerics

/// How many bins a histogram gets, from the sample.
///
/// Widths become counts by dividing the range and rounding up.
public enum BinRule: String, CaseIterable, Sendable {
  /// ⌈log₂ n⌉ + 1 bins (Sturges 1926).
  case sturges
  /// √n bins.
  case squareRoot
  /// 2 n^⅓ bins (Rice).
  case rice
  /// Sturges' count, more for skewed samples (Doane 1976).
  case doane
  /// Bins of width 3.49 s n^(−⅓) (Scott 1979).
  case scott
  /// Bins of width 2 · interquartile range · n^(−⅓) (Freedman and Diaconis 1981).
  case freedmanDiaconis
  /// The narrower bins of Sturges and Freedman–Diaconis, as NumPy's `auto`.
  case automatic
}

/// Counts of values in bins of equal width; each bin holds its left edge, the last both.
public struct Histogram: Sendable, Equatable {
  /// The edges, one more than bins.
  public let edges: [Double]
  /// The number of values in each bin.
  public let counts: [Int]

  /// The share of values per unit of width: the areas sum to 1.
  public var densities: [Double] {
    let total = Double(counts.reduce(0, +))
    return counts.indices.map { Double(counts[$0]) / total / (edges[$0 + 1] - edges[$0]) }
  }

  /// A histogram of `x` in `bins` bins over its range, or over `range`, outside of which values are
  /// left out.
  ///
  /// - Throws: `sample.count` for no values, `value.domain` for values that are not finite or a
  ///   number of bins outside 1…100,000.
  public init(
    _ x: [Double], bins: Int, range: ClosedRange<Double>? = nil
  ) throws(StatisticsError) {
    try require(1, x, for: "a histogram")
    guard x.allSatisfy(\.isFinite) else {
      throw StatisticsError(.domain, "a histogram needs finite values")
    }
    guard bins >= 1, bins <= 100_000 else {
      throw StatisticsError(.domain, "a histogram has 1 to 100,000 bins, not \(bins)")
    }
    var low = range?.lowerBound ?? x.reduce(x[0], Swift.min)
    var high = range?.upperBound ?? x.reduce(x[0], Swift.max)
    let n = Double(bins)
    if low == high {
      // Half of one to each side, more where numbers are too far apart for that.
      let reach = Swift.max(0.5, low.ulp * n)
      low = Swift.max(low - reach, -.greatestFiniteMagnitude)
      high = Swift.min(high + reach, .greatestFiniteMagnitude)
    }
    let width = high / n - low / n
    guard width.isFinite, width > 0 else {
      throw StatisticsError(
        .domain, "the range from \(numberText(low)) to \(numberText(high)) has no \(bins) parts")
    }
    var edges = (0...bins).map { (i: Int) -> Double in
      let edge = low + Double(i) * width
      return edge.isFinite ? edge : low / n * Double(bins - i) + high / n * Double(i)
    }
    edges[bins] = high
    var counts = [Int](repeating: 0, count: bins)
    for value in x where value >= low && value <= high {
      let distance = value - low
      let place = distance.isFinite ? distance / width : value / width - low / width
      var i = Int(Swift.min(place, n - 1))
      // The edges decide, not the rounded quotient.
      if value < edges[i] { i -= 1 }
      if i + 1 < bins && value >= edges[i + 1] { i += 1 }
      counts[Swift.max(i, 0)] += 1
    }
    self.edges = edges
    self.counts = counts
  }

  /// A histogram of `x` with as many bins as `rule` says.
  public init(_ x: [Double], rule: BinRule = .automatic) throws(StatisticsError) {
    try self.init(x, bins: binCount(x, rule: rule))
  }
}

/// The number of bins that `rule` gives for the sample, at least 1 and at most 100,000.
public func binCount(_ x: [Double], rule: BinRule) throws(StatisticsError) -> Int {
  try require(1, x, for: "a histogram")
  guard x.allSatisfy(\.isFinite) else {
    throw StatisticsError(.domain, "a histogram needs finite values")
  }
  let n = Double(x.count)
  let range = x.reduce(x[0], Swift.max) - x.reduce(x[0], Swift.min)
  // The rules do not depend on the unit: a range beyond all numbers is measured in another one.
  guard range.isFinite else { return try binCount(x.map { $0 * 0x1p-60 }, rule: rule) }
  func count(ofWidth width: Double) -> Double { width > 0 ? range / width : 1 }
  let sturges = log2(n) + 1
  let wanted: Double
  switch rule {
  case .sturges: wanted = sturges
  case .squareRoot: wanted = n.squareRoot()
  case .rice: wanted = 2 * cbrt(n)
  case .doane:
    if x.count < 3 || range == 0 {
      wanted = 1
    } else {
      let deviation = (6 * (n - 2) / ((n + 1) * (n + 3))).squareRoot()
      wanted = sturges + log2(1 + abs(try skewness(x)) / deviation)
    }
  case .scott:
    let factor = cbrt(24 * Double.pi.squareRoot() / n)
    wanted = count(ofWidth: factor * (try standardDeviation(x, ddof: 0)))
  case .freedmanDiaconis:
    wanted = count(ofWidth: 2 * (try interquartileRange(x)) / cbrt(n))
  case .automatic:
    let spread = 2 * (try interquartileRange(x)) / cbrt(n)
    wanted = Swift.max(sturges, spread > 0 ? range / spread : 0)
  }
  return Int(Swift.min(Swift.max(wanted.rounded(.up), 1), 100_000))
}
