public import Numerics
public import Tensors

/// What a tree makes small when it splits.
public enum SplitCriterion: String, Sendable {
  /// 1 − Σ p²: for classes.
  case gini
  /// −Σ p log p: for classes.
  case entropy
  /// The mean squared deviation: for numbers.
  case variance
}

/// How large a tree may grow.
public struct TreeLimits: Sendable {
  /// The most splits on the way to a leaf.
  public var depth: Int
  /// The fewest examples in a leaf.
  public var leafCount: Int
  /// How many features a split may choose from, drawn anew for each; nil is all.
  public var features: Int?

  /// Limits; none is set if nothing is said.
  public init(depth: Int = 64, leafCount: Int = 1, features: Int? = nil) {
    self.depth = depth
    self.leafCount = max(1, leafCount)
    self.features = features
  }
}

/// A tree of questions "is feature j at most t?", grown greedily.
///
/// Nodes stand in one array, a child after its parent. The threshold is halfway between neighbouring
/// values; of equally good splits the one of the lowest feature and threshold is taken.
///
/// - Source: Breiman, Friedman, Olshen, Stone, *Classification and Regression Trees*, 1984.
public struct DecisionTree: Sendable {
  /// One node.
  public struct Node: Sendable {
    /// The feature that is asked about; -1 in a leaf.
    public internal(set) var feature: Int
    /// The greatest value that goes left.
    public internal(set) var threshold: Double
    /// The child for yes.
    public internal(set) var left: Int
    /// The child for no.
    public internal(set) var right: Int
    /// The examples that came here.
    public let count: Int
    /// The criterion here.
    public let impurity: Double
    /// The shares of the classes, or the mean alone.
    public internal(set) var value: [Double]

    /// Whether nothing is asked here.
    public var isLeaf: Bool { feature < 0 }
  }

  /// The nodes, the root first.
  public internal(set) var nodes: [Node] = []
  /// The number of classes; 0 if it predicts numbers.
  public let classes: Int
  /// The number of features.
  public let width: Int

  /// Grows a tree that tells classes 0, 1, … apart.
  public init(
    classifying x: Tensor, _ y: [Double], criterion: SplitCriterion = .gini,
    limits: TreeLimits = TreeLimits(), from source: inout RandomSource
  ) throws(TensorError) {
    let (labels, classes) = try requireClasses(y, for: "a decision tree")
    let (n, _) = try requireSamples(x, y.count, for: "a decision tree")
    self.init(
      x, y, labels, classes, Array(0..<n), criterion: criterion, limits: limits, from: &source)
  }

  /// Grows a tree that predicts numbers.
  public init(
    regressing x: Tensor, _ y: [Double], limits: TreeLimits = TreeLimits(),
    from source: inout RandomSource
  ) throws(TensorError) {
    let (n, _) = try requireSamples(x, y.count, for: "a regression tree")
    self.init(
      x, y, [], 0, Array(0..<n), criterion: .variance, limits: limits, from: &source)
  }

  init(
    _ x: Tensor, _ y: [Double], _ labels: [Int], _ classes: Int, _ rows: [Int],
    criterion: SplitCriterion, limits: TreeLimits, from source: inout RandomSource
  ) {
    self.classes = classes
    width = x.shape[1]
    var grower = TreeGrower(
      x: x, y: y, labels: labels, classes: classes, criterion: criterion, limits: limits)
    nodes = grower.grow(rows, from: &source)
  }

  /// The leaf that a row of features comes to.
  func leaf(_ features: UnsafePointer<Double>) -> Int {
    var index = 0
    while !nodes[index].isLeaf {
      let node = nodes[index]
      index = features[node.feature] <= node.threshold ? node.left : node.right
    }
    return index
  }

  /// The shares of the classes in each row's leaf, or its mean as one column.
  public func values(_ x: Tensor) throws(TensorError) -> Tensor {
    try requireSamples(x, for: "a prediction")
    guard x.shape[1] == width else {
      throw TensorError(.shape, "the tree has \(width) features, not \(x.shape[1])")
    }
    let outputs = max(1, classes)
    var result = try Tensor.zeros([x.shape[0], outputs])
    x.withRows { base in
      for i in 0..<x.shape[0] {
        let value = nodes[leaf(base + i * width)].value
        for c in 0..<outputs { result[flat: i * outputs + c] = value[c] }
      }
    }
    return result
  }

  /// The most splits on the way to a leaf.
  public var depth: Int {
    var depths = [Int](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated() where !node.isLeaf {
      depths[node.left] = depths[index] + 1
      depths[node.right] = depths[index] + 1
    }
    return depths.max() ?? 0
  }

  /// The number of leaves.
  public var leafCount: Int { nodes.count { $0.isLeaf } }

  /// How much each feature lowered the criterion, as shares of 1.
  public var importances: [Double] {
    var result = [Double](repeating: 0, count: width)
    for node in nodes where !node.isLeaf {
      let (left, right) = (nodes[node.left], nodes[node.right])
      result[node.feature] +=
        Double(node.count) * node.impurity - Double(left.count) * left.impurity
        - Double(right.count) * right.impurity
    }
    let total = result.reduce(0, +)
    return total > 0 ? result.map { $0 / total } : result
  }
}

/// Grows one tree: a stack of nodes still to be split, no recursion.
struct TreeGrower {
  let x: Tensor
  let y: [Double]
  let labels: [Int]
  let classes: Int
  let criterion: SplitCriterion
  let limits: TreeLimits

  private struct Open {
    let node: Int
    let rows: [Int]
    let depth: Int
  }

  private struct Split {
    var feature = -1
    var threshold = 0.0
    var score = Double.infinity
  }

  mutating func grow(_ rows: [Int], from source: inout RandomSource) -> [DecisionTree.Node] {
    var nodes = [node(rows)]
    var open = [Open(node: 0, rows: rows, depth: 0)]
    while let next = open.popLast() {
      guard next.depth < limits.depth, next.rows.count >= 2 * limits.leafCount,
        nodes[next.node].impurity > 0
      else { continue }
      let split = bestSplit(next.rows, from: &source)
      guard split.feature >= 0 else { continue }
      let left = next.rows.filter { feature($0, split.feature) <= split.threshold }
      let right = next.rows.filter { feature($0, split.feature) > split.threshold }
      nodes[next.node].feature = split.feature
      nodes[next.node].threshold = split.threshold
      nodes[next.node].left = nodes.count
      nodes[next.node].right = nodes.count + 1
      open.append(Open(node: nodes.count + 1, rows: right, depth: next.depth + 1))
      open.append(Open(node: nodes.count, rows: left, depth: next.depth + 1))
      nodes.append(node(left))
      nodes.append(node(right))
    }
    return nodes
  }

  private func feature(_ row: Int, _ index: Int) -> Double { x[flat: row * x.shape[1] + index] }

  private func node(_ rows: [Int]) -> DecisionTree.Node {
    let n = Double(max(1, rows.count))
    var value = [Double](repeating: 0, count: max(1, classes))
    var impurity = 0.0
    if classes == 0 {
      value[0] = rows.reduce(0) { $0 + y[$1] } / n
      impurity = rows.reduce(0) { $0 + (y[$1] - value[0]) * (y[$1] - value[0]) } / n
    } else {
      for row in rows { value[labels[row]] += 1 / n }
      var counts = [Double](repeating: 0, count: classes)
      for row in rows { counts[labels[row]] += 1 }
      value = counts.map { $0 / n }
      impurity = self.impurity(counts, n)
    }
    return DecisionTree.Node(
      feature: -1, threshold: 0, left: -1, right: -1, count: rows.count, impurity: impurity,
      value: value)
  }

  private func impurity(_ counts: [Double], _ n: Double) -> Double {
    guard n > 0 else { return 0 }
    var sum = 0.0
    for count in counts where count > 0 {
      let p = count / n
      sum += criterion == .entropy ? -p * log2(p) : p * p
    }
    return criterion == .entropy ? sum : 1 - sum
  }

  /// The split with the least weighted criterion of both parts.
  private func bestSplit(_ rows: [Int], from source: inout RandomSource) -> Split {
    var candidates = Array(0..<x.shape[1])
    if let count = limits.features, count < candidates.count {
      source.shuffle(&candidates)
      candidates = candidates[..<max(1, count)].sorted()
    }
    var best = Split()
    for feature in candidates {
      let order = rows.sorted {
        let (a, b) = (self.feature($0, feature), self.feature($1, feature))
        return a == b ? $0 < $1 : a < b
      }
      if classes == 0 {
        scanNumbers(order, feature, &best)
      } else {
        scanClasses(order, feature, &best)
      }
    }
    return best
  }

  /// Whether a split may stand between two neighbours, the first of which is number `i`.
  private func mayPart(_ order: [Int], _ i: Int, _ feature: Int) -> Bool {
    i + 1 >= limits.leafCount && order.count - i - 1 >= limits.leafCount
      && self.feature(order[i], feature) < self.feature(order[i + 1], feature)
  }

  private func take(
    _ score: Double, _ order: [Int], _ i: Int, _ feature: Int, _ best: inout Split
  ) {
    guard score < best.score - 1e-12 * max(1, best.score.magnitude) || best.feature < 0 else {
      return
    }
    let (a, b) = (self.feature(order[i], feature), self.feature(order[i + 1], feature))
    let middle = a + (b - a) / 2
    best = Split(feature: feature, threshold: middle < b ? middle : a, score: score)
  }

  private func scanNumbers(_ order: [Int], _ feature: Int, _ best: inout Split) {
    let total = order.reduce(0) { $0 + y[$1] }
    let n = Double(order.count)
    var (sum, count) = (0.0, 0.0)
    for i in 0..<(order.count - 1) {
      sum += y[order[i]]
      count += 1
      guard mayPart(order, i, feature) else { continue }
      // The squares of all targets are the same for every split.
      take(
        -(sum * sum / count + (total - sum) * (total - sum) / (n - count)), order, i, feature,
        &best)
    }
  }

  private func scanClasses(_ order: [Int], _ feature: Int, _ best: inout Split) {
    var left = [Double](repeating: 0, count: classes)
    var right = left
    for row in order { right[labels[row]] += 1 }
    let n = Double(order.count)
    for i in 0..<(order.count - 1) {
      left[labels[order[i]]] += 1
      right[labels[order[i]]] -= 1
      guard mayPart(order, i, feature) else { continue }
      let count = Double(i + 1)
      take(
        count * impurity(left, count) + (n - count) * impurity(right, n - count), order, i,
        feature, &best)
    }
  }
}
