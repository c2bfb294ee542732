extension Chart {
  /// Dots at (`x`, `y`): `scatter` of the language.
  ///
  /// `groups` names the group of every dot, in the order of first appearance; `labels` stands
  /// beside the dots; `hasFit` adds the least-squares line through all of them.
  package static func scatter(
    x: [Double], y: [Double], groups: [String] = [], labels: [String] = [], hasFit: Bool = false,
    xLabel: String = "", yLabel: String = "", title: String = ""
  ) throws(ChartError) -> Chart {
    guard x.count == y.count else { throw .lengths("x", x.count, "y", y.count) }
    guard groups.isEmpty || groups.count == x.count else {
      throw .lengths("groups", groups.count, "x", x.count)
    }
    guard labels.isEmpty || labels.count == x.count else {
      throw .lengths("labels", labels.count, "x", x.count)
    }
    guard x.count <= pointLimit else { throw .tooMuch("points", x.count, limit: pointLimit) }
    var marks: [Mark] = []
    if groups.isEmpty {
      marks.append(.dots(Mark.Dots(x: x, y: y, labels: labels)))
    } else {
      var order: [String: Int] = [:]
      var members: [[Int]] = []
      var names: [String] = []
      for (index, name) in groups.enumerated() {
        if let group = order[name] {
          members[group].append(index)
        } else {
          order[name] = members.count
          members.append([index])
          names.append(name)
        }
      }
      for (group, indices) in members.enumerated() {
        marks.append(
          .dots(
            Mark.Dots(
              name: names[group], x: indices.map { x[$0] }, y: indices.map { y[$0] },
              labels: labels.isEmpty ? [] : indices.map { labels[$0] }, color: group)))
      }
    }
    if hasFit, let line = fittedLine(x, y) { marks.append(.line(line)) }
    return Chart(
      title: title, marks: marks, x: Axis(label: xLabel), y: Axis(label: yLabel))
  }

  /// The least-squares line over the range of `x`, or nil when all `x` are the same.
  ///
  /// Worked from centred sums, so that a large mean does not cancel the slope away.
  private static func fittedLine(_ x: [Double], _ y: [Double]) -> Mark.Line? {
    let pairs = zip(x, y).filter { $0.0.isFinite && $0.1.isFinite }
    guard let low = pairs.map(\.0).min(), let high = pairs.map(\.0).max(), low < high else {
      return nil
    }
    let n = Double(pairs.count)
    let meanX = pairs.reduce(0) { $0 + $1.0 / n }
    let meanY = pairs.reduce(0) { $0 + $1.1 / n }
    var covariance = 0.0
    var variance = 0.0
    for (x, y) in pairs {
      covariance += (x - meanX) * (y - meanY)
      variance += (x - meanX) * (x - meanX)
    }
    let slope = covariance / variance
    guard slope.isFinite else { return nil }
    return Mark.Line(
      name: "", x: [low, high],
      y: [meanY + slope * (low - meanX), meanY + slope * (high - meanX)], color: 1,
      isStraight: true)
  }
}
