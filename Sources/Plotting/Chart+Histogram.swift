import Numerics

extension Chart {
  /// How many values fall between equally spaced edges: `histogram` of the language.
  ///
  /// Without `bins` the number of bins is that of Freedman and Diaconis, between 1 and 60, and
  /// the edges are round numbers; with `bins` the edges divide the range of the data.
  ///
  /// - Source: D. Freedman and P. Diaconis, On the histogram as a density estimator: L₂ theory,
  ///   1981: a width of 2 · IQR · n^(−1/3).
  package static func histogram(
    _ values: [Double], bins: Int? = nil, xLabel: String = "", yLabel: String = "count",
    title: String = ""
  ) throws(ChartError) -> Chart {
    if let bins, !(1...1_000).contains(bins) {
      throw .option("bins", "must lie between 1 and 1000, not at \(bins)")
    }
    let sorted = values.filter(\.isFinite).sorted()
    let edges = binEdges(sorted, bins: bins)
    var heights = [Double](repeating: 0, count: max(0, edges.count - 1))
    var bin = 0
    for value in sorted {
      // A value on an edge belongs to the bin above, the greatest to the last.
      while bin + 1 < heights.count, value >= edges[bin + 1] { bin += 1 }
      if bin < heights.count { heights[bin] += 1 }
    }
    return Chart(
      title: title,
      marks: [
        .columns(
          Mark.Columns(
            edges: edges, heights: heights, rule: bins == nil ? "Freedman–Diaconis" : ""))
      ],
      x: Axis(label: xLabel, isTight: true, isInteger: sorted.allSatisfy { $0 == $0.rounded() }),
      y: Axis(label: yLabel, includesZero: true))
  }

  private static func binEdges(_ sorted: [Double], bins: Int?) -> [Double] {
    guard let low = sorted.first, let high = sorted.last else { return [] }
    guard low < high, (high - low).isFinite else { return [low - 0.5, low + 0.5] }
    if let bins {
      return (0...bins).map { low + (high - low) * Double($0) / Double(bins) }
    }
    let n = Double(sorted.count)
    let spread = quantile(sorted, 0.75) - quantile(sorted, 0.25)
    let width = 2 * spread / cbrt(n)
    let wanted = width > 0 ? (high - low) / width : log2(n) + 1
    let count = min(max(Int(clamping: wanted.rounded(.up)), 1), 60)
    let isInteger = sorted.allSatisfy { $0 == $0.rounded() }
    let ticks = LinearTicks(
      low: low, high: high, count: count, isTight: false, isInteger: isInteger)
    let step = ticks.ticks.count > 1 ? ticks.ticks[1].value - ticks.ticks[0].value : high - low
    if isInteger, step == 1, high - low < 1_000 {
      // Every whole number stands in the middle of its bin.
      return (0...Int(high - low) + 1).map { low - 0.5 + Double($0) }
    }
    let first = Int(clamping: (ticks.domain.lowerBound / step).rounded())
    let last = Int(clamping: (ticks.domain.upperBound / step).rounded())
    // Far from zero the steps between round numbers cannot be told apart: equal parts then.
    guard step > 0, (1...1_000).contains(last - first) else {
      return (0...count).map { low + (high - low) * Double($0) / Double(count) }
    }
    return (first...last).map { Double($0) * step }
  }

  /// The quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan).
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    let place = share * Double(sorted.count - 1)
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    let part = place - Double(index)
    return sorted[index] * (1 - part) + sorted[index + 1] * part
  }
}
