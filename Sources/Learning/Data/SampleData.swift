public import Numerics
public import Tensors

/// Examples with their classes or targets.
public struct LabelledData: Sendable {
  /// A row of features for each example.
  public let x: Tensor
  /// The class, from 0 on, or the target of each example.
  public let y: [Double]

  init(_ rows: [[Double]], _ y: [Double]) throws(TensorError) {
    x = try Tensor(rows: rows)
    self.y = y
  }
}

private func requireCount(_ count: Int, _ noise: Double) throws(TensorError) {
  guard count > 0, count <= 1_000_000, noise >= 0 else {
    throw TensorError(
      .domain, "a set of data has 1 to a million examples and noise of at least 0")
  }
}

extension LabelledData {
  /// Round heaps around `centers`, in turn an example of each.
  public static func blobs(
    _ count: Int, centers: Tensor, spread: Double, from source: inout RandomSource
  ) throws(TensorError) -> LabelledData {
    try requireCount(count, spread)
    let (k, width) = try requireSamples(centers, for: "blobs")
    var rows: [[Double]] = []
    for i in 0..<count {
      let center = centers.row(i % k)
      rows.append((0..<width).map { center[$0] + spread * source.nextNormal() })
    }
    return try LabelledData(rows, (0..<count).map { Double($0 % k) })
  }

  /// Two half circles that reach into each other.
  public static func moons(
    _ count: Int, noise: Double, from source: inout RandomSource
  ) throws(TensorError) -> LabelledData {
    try requireCount(count, noise)
    var rows: [[Double]] = []
    let half = Double(max(1, (count + 1) / 2 - 1))
    for i in 0..<count {
      let angle = Double.pi * Double(i / 2) / half
      let point = i % 2 == 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 0.5 - sin(angle)]
      rows.append(point.map { $0 + noise * source.nextNormal() })
    }
    return try LabelledData(rows, (0..<count).map { Double($0 % 2) })
  }

  /// A circle of radius 1 and one of radius `factor` in it.
  public static func circles(
    _ count: Int, noise: Double, factor: Double = 0.5, from source: inout RandomSource
  ) throws(TensorError) -> LabelledData {
    try requireCount(count, noise)
    var rows: [[Double]] = []
    let half = Double((count + 1) / 2)
    for i in 0..<count {
      let angle = 2 * Double.pi * Double(i / 2) / half
      let radius = i % 2 == 0 ? 1 : factor
      rows.append([
        radius * cos(angle) + noise * source.nextNormal(),
        radius * sin(angle) + noise * source.nextNormal(),
      ])
    }
    return try LabelledData(rows, (0..<count).map { Double($0 % 2) })
  }

  /// Arms that wind out of the origin, `turns` times around.
  public static func spirals(
    _ count: Int, arms: Int = 2, noise: Double, turns: Double = 1, from source: inout RandomSource
  ) throws(TensorError) -> LabelledData {
    try requireCount(count, noise)
    guard arms > 0 else { throw TensorError(.domain, "spirals have at least one arm") }
    var rows: [[Double]] = []
    let each = Double(max(1, (count + arms - 1) / arms))
    for i in 0..<count {
      let radius = (Double(i / arms) + 1) / each
      let angle = 2 * Double.pi * (turns * radius + Double(i % arms) / Double(arms))
      rows.append([
        radius * cos(angle) + noise * source.nextNormal(),
        radius * sin(angle) + noise * source.nextNormal(),
      ])
    }
    return try LabelledData(rows, (0..<count).map { Double($0 % arms) })
  }

  /// Targets on a plane plus noise: standard normal features, y = x · weights + intercept + noise.
  public static func linear(
    _ count: Int, weights: [Double], intercept: Double, noise: Double,
    from source: inout RandomSource
  ) throws(TensorError) -> LabelledData {
    try requireCount(count, noise)
    var (rows, y): ([[Double]], [Double]) = ([], [])
    for _ in 0..<count {
      let row = weights.map { _ in source.nextNormal() }
      rows.append(row)
      y.append(
        zip(row, weights).reduce(intercept) { $0 + $1.0 * $1.1 } + noise * source.nextNormal())
    }
    return try LabelledData(rows, y)
  }

  /// Targets on one turn of a sine plus noise: x even in 0...2π.
  public static func sine(
    _ count: Int, noise: Double, from source: inout RandomSource
  ) throws(TensorError) -> LabelledData {
    try requireCount(count, noise)
    let places = (0..<count).map { 2 * Double.pi * Double($0) / Double(max(1, count - 1)) }
    return try LabelledData(
      places.map { [$0] }, places.map { sin($0) + noise * source.nextNormal() })
  }
}
