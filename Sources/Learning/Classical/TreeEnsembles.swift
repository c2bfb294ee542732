public import Numerics
public import Tensors

/// Many trees, each grown on examples drawn with replacement, whose answers are averaged.
///
/// - Source: Breiman, "Random forests", 2001.
public struct RandomForest: Sendable {
  /// The trees.
  public let trees: [DecisionTree]
  /// The number of classes; 0 if it predicts numbers.
  public let classes: Int
  /// The share of examples that the trees which did not see them get right, or R² of numbers.
  public let outOfBagScore: Double

  /// Grows `count` trees on classes, or on numbers where `isClassifier` is false.
  ///
  /// A split chooses from √d features for classes and from all for numbers unless `features` is
  /// given, as in scikit-learn.
  public init(
    _ x: Tensor, _ y: [Double], count: Int = 100, isClassifier: Bool = true,
    limits: TreeLimits = TreeLimits(), from source: inout RandomSource
  ) throws(TensorError) {
    let (n, width) = try requireSamples(x, y.count, for: "a random forest")
    var labels: [Int] = []
    var classes = 0
    if isClassifier { (labels, classes) = try requireClasses(y, for: "a random forest") }
    guard count > 0 else { throw TensorError(.domain, "a forest has at least one tree") }
    var own = limits
    if isClassifier, own.features == nil {
      own.features = max(1, Int(Double(width).squareRoot()))
    }
    var trees: [DecisionTree] = []
    let outputs = max(1, classes)
    var sums = [Double](repeating: 0, count: n * outputs)
    var votes = [Int](repeating: 0, count: n)
    for _ in 0..<count {
      let rows = (0..<n).map { _ in source.nextInt(below: n) }
      let tree = DecisionTree(
        x, y, labels, classes, rows, criterion: isClassifier ? .gini : .variance, limits: own,
        from: &source)
      var isSeen = [Bool](repeating: false, count: n)
      for row in rows { isSeen[row] = true }
      x.withRows { base in
        for i in 0..<n where !isSeen[i] {
          let value = tree.nodes[tree.leaf(base + i * width)].value
          for c in 0..<outputs { sums[i * outputs + c] += value[c] }
          votes[i] += 1
        }
      }
      trees.append(tree)
    }
    self.trees = trees
    self.classes = classes
    let judged = votes.indices.filter { votes[$0] > 0 }
    outOfBagScore = Self.score(sums, votes, judged, y, outputs, isClassifier)
  }

  private static func score(
    _ sums: [Double], _ votes: [Int], _ judged: [Int], _ y: [Double], _ outputs: Int,
    _ isClassifier: Bool
  ) -> Double {
    guard !judged.isEmpty else { return .nan }
    if isClassifier {
      let right = judged.count { i in
        let own = sums[(i * outputs)..<((i + 1) * outputs)]
        let best = own.indices.max { own[$0] < own[$1] || (own[$0] == own[$1] && $0 > $1) }
        return best.map { Double($0 - i * outputs) == y[i] } ?? false
      }
      return Double(right) / Double(judged.count)
    }
    let mean = judged.reduce(0) { $0 + y[$1] } / Double(judged.count)
    var (rest, total) = (0.0, 0.0)
    for i in judged {
      let miss = y[i] - sums[i] / Double(votes[i])
      rest += miss * miss
      total += (y[i] - mean) * (y[i] - mean)
    }
    return 1 - rest / total
  }

  /// The mean of the trees' shares of classes, or of their numbers as one column.
  public func values(_ x: Tensor) throws(TensorError) -> Tensor {
    var sum = try trees[0].values(x)
    for tree in trees.dropFirst() { sum = try sum + tree.values(x) }
    return sum / Double(trees.count)
  }

  /// The sums of the trees' importances, as shares of 1.
  public var importances: [Double] {
    var sums = [Double](repeating: 0, count: trees[0].width)
    for tree in trees {
      for (j, share) in tree.importances.enumerated() { sums[j] += share }
    }
    let total = sums.reduce(0, +)
    return total > 0 ? sums.map { $0 / total } : sums
  }
}

/// Trees that are added one after the other, each fitted to what the sum still misses.
///
/// - Source: Friedman, "Greedy function approximation: a gradient boosting machine", 2001: squared
///   loss, and the log-loss of classes with one Newton step a leaf (equation 30).
public struct GradientBoosting: Sendable {
  /// The trees of each round, one for each output.
  public let rounds: [[DecisionTree]]
  /// What stands before all trees.
  public let start: [Double]
  /// The rate that each tree counts with.
  public let rate: Double
  /// The number of classes; 0 if it predicts numbers.
  public let classes: Int
  /// The training loss after each round.
  public let losses: [Double]

  /// Fits `count` rounds of trees.
  public init(
    _ x: Tensor, _ y: [Double], count: Int = 100, rate: Double = 0.1, isClassifier: Bool = true,
    limits: TreeLimits = TreeLimits(depth: 3), from source: inout RandomSource
  ) throws(TensorError) {
    let (n, width) = try requireSamples(x, y.count, for: "gradient boosting")
    var labels: [Int] = []
    var classes = 0
    if isClassifier { (labels, classes) = try requireClasses(y, for: "gradient boosting") }
    let outputs = classes <= 2 ? 1 : classes
    let start = Self.start(y, labels, classes, outputs)
    var scores = (0..<n).flatMap { _ in start }
    var rounds: [[DecisionTree]] = []
    var losses: [Double] = []
    for _ in 0..<count {
      let shares = Self.probabilities(scores, outputs, classes)
      var round: [DecisionTree] = []
      for c in 0..<outputs {
        // The negative gradient of the loss: target less prediction.
        let target = (0..<n).map { i -> Double in
          if classes == 0 { return y[i] }
          return labels[i] == (outputs == 1 ? 1 : c) ? 1 : 0
        }
        let rest = (0..<n).map { target[$0] - shares[$0 * outputs + c] }
        var tree = DecisionTree(
          x, rest, [], 0, Array(0..<n), criterion: .variance, limits: limits, from: &source)
        let leaves = x.withRows { base in (0..<n).map { tree.leaf(base + $0 * width) } }
        if classes > 0 {
          Self.refine(&tree, leaves, rest, (0..<n).map { shares[$0 * outputs + c] }, outputs)
        }
        for i in 0..<n { scores[i * outputs + c] += rate * tree.nodes[leaves[i]].value[0] }
        round.append(tree)
      }
      rounds.append(round)
      losses.append(Self.loss(scores, y, labels, classes, outputs))
    }
    self.rounds = rounds
    self.start = start
    self.rate = rate
    self.classes = classes
    self.losses = losses
  }

  private static func start(
    _ y: [Double], _ labels: [Int], _ classes: Int, _ outputs: Int
  ) -> [Double] {
    let n = Double(y.count)
    if classes == 0 { return [y.reduce(0, +) / n] }
    if outputs == 1 {
      let p = min(max(Double(labels.count { $0 == 1 }) / n, 1e-12), 1 - 1e-12)
      return [log(p / (1 - p))]
    }
    return (0..<classes).map { c in log(max(1e-12, Double(labels.count { $0 == c }) / n)) }
  }

  private static func probabilities(_ scores: [Double], _ outputs: Int, _ classes: Int) -> [Double]
  {
    if classes == 0 { return scores }
    if outputs == 1 { return scores.map { sigmoid($0) } }
    var result = scores
    for row in stride(from: 0, to: scores.count, by: outputs) {
      let own = scores[row..<(row + outputs)]
      let largest = own.max() ?? 0
      let total = own.reduce(0) { $0 + exp($1 - largest) }
      for c in row..<(row + outputs) { result[c] = exp(scores[c] - largest) / total }
    }
    return result
  }

  /// One Newton step in each leaf: Σ rest / Σ p (1 − p), times (K − 1) / K for K > 2 classes.
  private static func refine(
    _ tree: inout DecisionTree, _ leaves: [Int], _ rest: [Double], _ p: [Double], _ outputs: Int
  ) {
    var sums = [Double](repeating: 0, count: tree.nodes.count)
    var curvatures = sums
    for (i, leaf) in leaves.enumerated() {
      sums[leaf] += rest[i]
      curvatures[leaf] += p[i] * (1 - p[i])
    }
    let factor = outputs == 1 ? 1 : Double(outputs - 1) / Double(outputs)
    for leaf in tree.nodes.indices where tree.nodes[leaf].isLeaf {
      let step = curvatures[leaf].magnitude < 1e-150 ? 0 : sums[leaf] / curvatures[leaf]
      tree.nodes[leaf].value[0] = factor * step
    }
  }

  private static func loss(
    _ scores: [Double], _ y: [Double], _ labels: [Int], _ classes: Int, _ outputs: Int
  ) -> Double {
    let n = Double(y.count)
    if classes == 0 {
      return y.indices.reduce(0) { $0 + (y[$1] - scores[$1]) * (y[$1] - scores[$1]) } / n
    }
    let shares = probabilities(scores, outputs, classes)
    return -y.indices.reduce(0.0) { sum, i in
      if outputs == 1 { return sum + log(max(1e-300, labels[i] == 1 ? shares[i] : 1 - shares[i])) }
      return sum + log(max(1e-300, shares[i * outputs + labels[i]]))
    } / n
  }

  /// The probabilities of the classes at each row, or the numbers as one column.
  public func values(_ x: Tensor) throws(TensorError) -> Tensor {
    let (n, _) = try requireSamples(x, for: "a prediction")
    let outputs = start.count
    var scores = (0..<n).flatMap { _ in start }
    for round in rounds {
      for (c, tree) in round.enumerated() {
        let values = try tree.values(x)
        for i in 0..<n { scores[i * outputs + c] += rate * values[flat: i] }
      }
    }
    let shares = Self.probabilities(scores, outputs, classes)
    guard classes > 0, outputs == 1 else {
      return try Tensor(shape: [n, outputs], values: shares)
    }
    return try Tensor(shape: [n, 2], values: shares.flatMap { [1 - $0, $0] })
  }
}
