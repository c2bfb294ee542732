import Diagnostics
public import Numerics
public import Tensors

/// How often each class was taken for each: row true, column predicted.
public func confusionMatrix(
  _ actual: [Double], _ predicted: [Double]
) throws(TensorError) -> Tensor {
  guard actual.count == predicted.count, !actual.isEmpty else {
    throw TensorError(
      .shape,
      "\(quantity(predicted.count, "prediction")) cannot be compared with \(quantity(actual.count, "target"))"
    )
  }
  let (a, first) = try requireClasses(actual, for: "a confusion matrix")
  let (b, second) = try requireClasses(predicted, for: "a confusion matrix")
  let k = max(first, second)
  var result = try Tensor.zeros([k, k])
  for (row, column) in zip(a, b) { result[flat: row * k + column] += 1 }
  return result
}

/// How well one class is found.
public struct ClassScores: Sendable {
  /// Of those taken for the class, the share that has it.
  public let precision: Double
  /// Of those that have the class, the share that is found.
  public let recall: Double
  /// The harmonic mean of both.
  public let f1: Double
}

/// Precision, recall and F₁ of the class `positive`; 0 where nothing is taken for it or has it.
///
/// - Source: van Rijsbergen, *Information Retrieval*, 1979, chapter 7.
public func classScores(
  _ actual: [Double], _ predicted: [Double], positive: Double = 1
) throws(TensorError) -> ClassScores {
  guard actual.count == predicted.count, !actual.isEmpty else {
    throw TensorError(
      .shape,
      "\(quantity(predicted.count, "prediction")) cannot be compared with \(quantity(actual.count, "target"))"
    )
  }
  var (hits, taken, having) = (0.0, 0.0, 0.0)
  for (a, b) in zip(actual, predicted) {
    if a == positive, b == positive { hits += 1 }
    if b == positive { taken += 1 }
    if a == positive { having += 1 }
  }
  return ClassScores(
    precision: taken > 0 ? hits / taken : 0, recall: having > 0 ? hits / having : 0,
    f1: taken + having > 0 ? 2 * hits / (taken + having) : 0)
}

/// How the shares of found and of falsely taken examples move with the threshold.
public struct ROCCurve: Sendable {
  /// The share of negatives above each threshold.
  public let falsePositiveRates: [Double]
  /// The share of positives above each threshold.
  public let truePositiveRates: [Double]
  /// The thresholds, falling; the first is infinite.
  public let thresholds: [Double]
  /// The area below: the probability that a positive scores above a negative, ties counting half.
  public let area: Double
}

/// The curve of outcomes 0 and 1 and their scores.
///
/// - Source: Fawcett, "An introduction to ROC analysis", 2006, algorithms 1 and 2.
public func rocCurve(
  _ outcomes: [Double], _ scores: [Double]
) throws(TensorError) -> ROCCurve {
  let positives = outcomes.count { $0 == 1 }
  let negatives = outcomes.count { $0 == 0 }
  guard outcomes.count == scores.count, positives > 0, negatives > 0,
    positives + negatives == outcomes.count, !scores.contains(where: \.isNaN)
  else {
    throw TensorError(
      .domain, "a ROC curve needs a score for each outcome, and outcomes of both 0 and 1")
  }
  let order = scores.indices.sorted {
    scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1]
  }
  var (x, y, cuts) = ([0.0], [0.0], [Double.infinity])
  var (hits, alarms, area) = (0.0, 0.0, 0.0)
  for (place, index) in order.enumerated() {
    if outcomes[index] == 1 { hits += 1 } else { alarms += 1 }
    let isLast = place + 1 == order.count
    guard isLast || scores[order[place + 1]] != scores[index] else { continue }
    let (nextX, nextY) = (alarms / Double(negatives), hits / Double(positives))
    area += (nextX - x[x.count - 1]) * (nextY + y[y.count - 1]) / 2
    x.append(nextX)
    y.append(nextY)
    cuts.append(scores[index])
  }
  return ROCCurve(falsePositiveRates: x, truePositiveRates: y, thresholds: cuts, area: area)
}

/// The share of the targets' variance that the predictions explain.
public func rSquared(_ actual: [Double], _ predicted: [Double]) throws(TensorError) -> Double {
  let target = Tensor(actual)
  let rest = try (target - Tensor(predicted)).norm()
  let total = try (target - target.mean()).norm()
  guard total > 0 else {
    throw TensorError(.domain, "R² is not defined where all targets are equal")
  }
  return 1 - rest * rest / (total * total)
}

/// How much nearer each example is to its own group than to the next: the mean of (b − a) / max(a, b).
///
/// - Source: Rousseeuw, "Silhouettes", 1987.
public func silhouette(_ x: Tensor, _ y: [Double]) throws(TensorError) -> Double {
  let (n, _) = try requireSamples(x, y.count, for: "a silhouette")
  let (labels, k) = try requireClasses(y, for: "a silhouette")
  let distances = try x.squaredDistances(to: x).mapped(.sqrt)
  var counts = [Double](repeating: 0, count: k)
  for label in labels { counts[label] += 1 }
  guard counts.count(where: { $0 > 0 }) > 1 else {
    throw TensorError(.domain, "a silhouette needs at least two groups")
  }
  var total = 0.0
  for i in 0..<n where counts[labels[i]] > 1 {
    var sums = [Double](repeating: 0, count: k)
    for j in 0..<n { sums[labels[j]] += distances[flat: i * n + j] }
    let own = sums[labels[i]] / (counts[labels[i]] - 1)
    var other = Double.infinity
    for c in 0..<k where c != labels[i] && counts[c] > 0 { other = min(other, sums[c] / counts[c]) }
    if max(own, other) > 0 { total += (other - own) / max(own, other) }
  }
  return total / Double(n)
}

/// The indices of examples for fitting and for testing, drawn without replacement; with `classes`
/// each class is divided in the same proportion.
public func trainTestSplit(
  _ count: Int, testShare: Double, classes: [Double]? = nil, from source: inout RandomSource
) throws(TensorError) -> (train: [Int], test: [Int]) {
  guard count > 1, testShare > 0, testShare < 1, classes.map({ $0.count == count }) ?? true else {
    throw TensorError(
      .domain, "a split needs at least two examples, a share between 0 and 1 and a class for each")
  }
  var groups = [Array(0..<count)]
  if let classes {
    let (labels, k) = try requireClasses(classes, for: "a split")
    groups = (0..<k).map { c in labels.indices.filter { labels[$0] == c } }
  }
  var (train, test): ([Int], [Int]) = ([], [])
  for group in groups {
    var order = group
    source.shuffle(&order)
    let size = Int((Double(order.count) * testShare).rounded())
    test += order[..<size]
    train += order[size...]
  }
  return (train.sorted(), test.sorted())
}

/// The indices of `folds` parts as equal as can be, each in turn the test set.
public func kFold(
  _ count: Int, folds: Int, from source: inout RandomSource
) throws(TensorError) -> [(train: [Int], test: [Int])] {
  guard folds > 1, folds <= count else {
    throw TensorError(
      .domain, "\(quantity(count, "example")) cannot be divided into \(quantity(folds, "fold"))")
  }
  var order = Array(0..<count)
  source.shuffle(&order)
  return (0..<folds).map { fold in
    let test = order[(fold * count / folds)..<((fold + 1) * count / folds)]
    let isTest = Set(test)
    return ((0..<count).filter { !isTest.contains($0) }, test.sorted())
  }
}
