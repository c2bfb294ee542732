import Learning
import Numerics
import Tensors
import Testing

/// Models before networks, against closed forms and what they must satisfy.
@Suite struct ClassicalTests {
  static func data(_ count: Int, seed: UInt64) throws -> LabelledData {
    var source = RandomSource(seed: seed)
    return try .linear(
      count, weights: [2, -1, 0.5], intercept: 3, noise: 0.3, from: &source)
  }

  @Test func `ridge solves its normal equations`() throws {
    let data = try Self.data(40, seed: 1)
    let fit = try ridgeRegression(data.x, data.y, lambda: 2.5)
    // (Xᵀ X + λ I) w = Xᵀ y for centred columns (Hoerl, Kennard 1970).
    let rows = try data.x - data.x.mean(axis: 0)
    let target = Tensor(data.y) - (try Tensor(data.y).mean())
    let left = try rows.matmul(rows, transposingLeft: true) + Tensor.identity(3) * 2.5
    let right = try target.matmul(rows)
    let rest = try left.matmul(Tensor(fit.weights)) - right
    #expect(rest.norm() < 1e-10)
  }

  @Test func `the lasso of orthonormal columns is the soft threshold of least squares`() throws {
    // Columns orthogonal with mean 0 and mean square 1.
    let x = try Tensor(rows: [[1, 1], [1, -1], [-1, 1], [-1, -1]])
    let y = [3.0, 2, -1, -4]
    // Least squares: (3 + 2 + 1 + 4)/4 = 2.5 and (3 − 2 − 1 + 4)/4 = 1.
    let fit = try lassoRegression(x, y, lambda: 0.75)
    #expect((fit.weights[0] - 1.75).magnitude < 1e-12)
    #expect((fit.weights[1] - 0.25).magnitude < 1e-12)
    let sparse = try lassoRegression(x, y, lambda: 1.2)
    #expect(sparse.weights[1] == 0)
  }

  @Test func `Newton's and descent's logistic regressions agree and their gradient vanishes`()
    throws
  {
    var source = RandomSource(seed: 3)
    let data = try LabelledData.blobs(
      80, centers: Tensor(rows: [[0, 0], [1.5, 1]]), spread: 1, from: &source)
    let newton = try logisticRegression(data.x, data.y, lambda: 0.05)
    let descent = try logisticDescent(data.x, data.y, rate: 0.5, steps: 4000, lambda: 0.05)
    for (a, b) in zip(newton.weights, descent.weights) { #expect((a - b).magnitude < 1e-8) }
    let p = try newton.scores(data.x).mapped(.sigmoid)
    let miss = try p - Tensor(data.y)
    let gradient = try miss.matmul(data.x) / 80 + Tensor(newton.weights) * 0.05
    #expect(gradient.norm() < 1e-10)
    #expect(try miss.mean().magnitude < 1e-10)
    #expect(zip(descent.losses, descent.losses.dropFirst()).allSatisfy { $0 >= $1 - 1e-14 })
  }

  @Test func `separated classes have no finite logistic weights`() throws {
    let x = try Tensor(rows: [[-2], [-1], [1], [2]])
    #expect(throws: TensorError.self) {
      try logisticRegression(x, [0, 0, 1, 1], lambda: 0)
    }
  }

  @Test func `softmax regression of two classes is logistic regression`() throws {
    var source = RandomSource(seed: 4)
    let data = try LabelledData.blobs(
      60, centers: Tensor(rows: [[0, 0], [2, 1]]), spread: 1, from: &source)
    // With weights ±w the penalty is ½ λ 2 ‖w‖² on a difference 2w: half the logistic λ.
    let soft = try softmaxRegression(data.x, data.y, lambda: 0.1, steps: 20_000)
    let logistic = try logisticRegression(data.x, data.y, lambda: 0.05)
    for j in 0..<2 {
      let difference = soft.weights[flat: 2 * j + 1] - soft.weights[flat: 2 * j]
      #expect((difference - logistic.weights[j]).magnitude < 1e-6)
    }
  }

  @Test func `the margin of two separated points is found`() throws {
    // The widest margin between ±1 is x = 0 with w = 1 (both are support vectors).
    let fit = try linearSVM(Tensor(rows: [[-1], [1]]), [0, 1], lambda: 0.01, steps: 20_000)
    #expect((fit.weights[0] - 1).magnitude < 0.02)
    #expect(fit.intercept.magnitude < 0.02)
  }

  @Test func `a tree without limits fits different examples exactly`() throws {
    var source = RandomSource(seed: 5)
    let data = try LabelledData.moons(60, noise: 0.3, from: &source)
    let tree = try DecisionTree(classifying: data.x, data.y, from: &source)
    let predicted = try tree.values(data.x).reduced(.argmax, axis: 1)
    #expect(predicted.values == data.y)
    #expect(abs(tree.importances.reduce(0, +) - 1) < 1e-12)
    let stump = try DecisionTree(
      classifying: data.x, data.y, limits: TreeLimits(depth: 1), from: &source)
    #expect(stump.depth == 1 && stump.leafCount == 2)
  }

  @Test func `the first split of a tree is the one a hand count finds`() throws {
    // Gini after x ≤ 2.5: 0 and 0; every other threshold is worse.
    var source = RandomSource(seed: 1)
    let x = try Tensor(rows: [[1, 5], [2, 1], [3, 4], [4, 2]])
    let tree = try DecisionTree(classifying: x, [0, 0, 1, 1], from: &source)
    #expect(tree.nodes[0].feature == 0 && tree.nodes[0].threshold == 2.5)
    #expect(tree.nodes[0].impurity == 0.5)
  }

  @Test func `forests and boosting tell moons apart better than a stump`() throws {
    var source = RandomSource(seed: 6)
    let train = try LabelledData.moons(200, noise: 0.2, from: &source)
    let test = try LabelledData.moons(200, noise: 0.2, from: &source)
    func accuracy(_ values: Tensor) throws -> Double {
      let predicted = try values.reduced(.argmax, axis: 1).values
      return Double(zip(predicted, test.y).count { $0 == $1 }) / 200
    }
    let forest = try RandomForest(train.x, train.y, count: 50, from: &source)
    let boosted = try GradientBoosting(train.x, train.y, from: &source)
    let stump = try DecisionTree(
      classifying: train.x, train.y, limits: TreeLimits(depth: 1), from: &source)
    let plain = try accuracy(stump.values(test.x))
    #expect(plain < 0.88)
    #expect(try accuracy(forest.values(test.x)) > plain + 0.04)
    #expect(try accuracy(boosted.values(test.x)) > plain + 0.04)
    #expect(forest.outOfBagScore > 0.9)
    #expect(zip(boosted.losses, boosted.losses.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func `naive Bayes finds the class of a normal density`() throws {
    // Equal variances and priors: the border is halfway between the means, 2 and 8.
    let x = try Tensor(rows: [[1], [3], [7], [9]])
    let model = try GaussianNaiveBayes(x, [0, 0, 1, 1])
    let p = try model.probabilities(Tensor(rows: [[5], [4.9]]))
    #expect((p[flat: 0] - 0.5).magnitude < 1e-9)
    #expect(p[flat: 2] > 0.5)
  }

  @Test func `Lloyd's objective never rises and its centres are means`() throws {
    var source = RandomSource(seed: 7)
    let data = try LabelledData.blobs(
      90, centers: Tensor(rows: [[0, 0], [4, 0], [0, 4]]), spread: 1, from: &source)
    let result = try kMeans(data.x, k: 3, from: &source)
    #expect(zip(result.history, result.history.dropFirst()).allSatisfy { $0 >= $1 })
    for c in 0..<3 {
      let own = result.labels.indices.filter { result.labels[$0] == c }
      let mean = try data.x.taking(Tensor(own.map(Double.init))).mean(axis: 0)
      #expect(try (mean - result.centers.at(c)).norm() < 1e-12)
    }
  }

  @Test func `single linkage merges at the edges of the least spanning tree`() throws {
    // Points 0, 1, 3, 7 on a line: gaps 1, 2, 4.
    let merges = try hierarchicalClustering(
      Tensor(rows: [[0], [1], [3], [7]]), linkage: .single)
    #expect(merges.values == [0, 1, 1, 2, 2, 4, 2, 3, 3, 5, 4, 4])
    #expect(try clusters(merges, count: 2) == [0, 0, 0, 1])
    // Complete: {0, 1} and {3}: 3; all: 7. Average: (3 + 2)/2; ward of 1 and 1: 1.
    let complete = try hierarchicalClustering(
      Tensor(rows: [[0], [1], [3], [7]]), linkage: .complete)
    #expect([2, 6, 10].map { complete[flat: $0] } == [1, 3, 7])
    let average = try hierarchicalClustering(
      Tensor(rows: [[0], [1], [3], [7]]), linkage: .average)
    #expect(average[flat: 6] == 2.5)
  }

  @Test func `DBSCAN finds arms that k-means cannot`() throws {
    var source = RandomSource(seed: 8)
    let data = try LabelledData.circles(200, noise: 0.02, from: &source)
    let labels = try dbscan(data.x, epsilon: 0.2, minimum: 4)
    #expect(Set(labels) == [0, 1])
    #expect(zip(labels, data.y).allSatisfy { Double($0) == $1 })
    #expect(try dbscan(Tensor(rows: [[0], [9]]), epsilon: 1, minimum: 2) == [-1, -1])
  }

  @Test func `expectation and maximisation never lower the likelihood`() throws {
    var source = RandomSource(seed: 9)
    let data = try LabelledData.blobs(
      150, centers: Tensor(rows: [[0, 0], [3, 2]]), spread: 1, from: &source)
    let mixture = try GaussianMixture(data.x, k: 2, from: &source)
    let history = mixture.logLikelihoods
    #expect(zip(history, history.dropFirst()).allSatisfy { $0 <= $1 + 1e-7 })
    #expect(abs(mixture.weights.reduce(0, +) - 1) < 1e-12)
  }

  @Test func `principal components diagonalise the covariance`() throws {
    let data = try Self.data(50, seed: 10)
    let result = try principalComponents(data.x, k: 3)
    let scores = result.scores
    let covariance = try scores.matmul(scores, transposingLeft: true) / 50
    for i in 0..<3 {
      for j in 0..<3 {
        let expected = i == j ? result.variances[i] : 0
        #expect((covariance[flat: 3 * i + j] - expected).magnitude < 1e-12)
      }
    }
    #expect(abs(result.ratios.reduce(0, +) - 1) < 1e-12)
    #expect(try (result.reconstruction() - data.x).norm() < 1e-12)
  }

  @Test func `t-SNE keeps far groups apart`() throws {
    var source = RandomSource(seed: 11)
    let centers = try Tensor(rows: [[0, 0, 0, 0, 0], [20, 0, 0, 0, 0]])
    let data = try LabelledData.blobs(40, centers: centers, spread: 1, from: &source)
    let result = try stochasticNeighbourEmbedding(data.x, perplexity: 8, steps: 500)
    #expect(try silhouette(result.points, data.y) > 0.6)
    #expect(result.losses.allSatisfy { $0.isFinite })
  }

  @Test func `t-SNE of sixty points ends where scikit-learn does, after any number of steps`()
    throws
  {
    let rows = (1...60).map { (i: Int) -> [Double] in
      (1...4).map { (j: Int) -> Double in
        let wave: Double = sin(1.3 * Double(i * j))
        return (i - 1) % 3 == j - 1 ? wave + 3 : wave
      }
    }
    let x = try Tensor(rows: rows)
    for steps in [400, 500, 1000] {
      // scikit-learn 1.9.1, TSNE(perplexity=…, init="pca", method="exact").fit(x).kl_divergence_;
      // with a perplexity of 30 there is one minimum.
      let wide = try stochasticNeighbourEmbedding(x, perplexity: 30, steps: steps)
      #expect(((wide.losses.last ?? 1) - 0.0646900905).magnitude < 1e-6, "\(steps) steps")
      let narrow = try stochasticNeighbourEmbedding(x, perplexity: 8, steps: steps)
      #expect((narrow.losses.last ?? 1) < 1.02 * 0.1972717, "\(steps) steps")
      #expect(narrow.points.values.allSatisfy { $0.magnitude < 60 })
    }
  }

  @Test func `metrics have their textbook values`() throws {
    // scikit-learn's documented example of roc_auc: y = 0 0 1 1, scores .1 .4 .35 .8 → 0.75.
    let curve = try rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    #expect(curve.area == 0.75)
    #expect(curve.falsePositiveRates == [0, 0, 0.5, 0.5, 1])
    #expect(curve.truePositiveRates == [0, 0.5, 0.5, 1, 1])
    let scores = try classScores([1, 1, 1, 0, 0], [1, 1, 0, 1, 0])
    #expect((scores.precision - 2.0 / 3).magnitude < 1e-15)
    #expect((scores.recall - 2.0 / 3).magnitude < 1e-15)
    // Equal scores: every pair counts half.
    #expect(try rocCurve([0, 1], [0.5, 0.5]).area == 0.5)
    #expect(throws: TensorError.self) { try rocCurve([1, 1], [0.1, 0.2]) }
  }

  @Test func `folds hold every example once for testing`() throws {
    var source = RandomSource(seed: 12)
    let folds = try kFold(11, folds: 3, from: &source)
    #expect(folds.flatMap(\.test).sorted() == Array(0..<11))
    for fold in folds { #expect(Set(fold.train).isDisjoint(with: fold.test)) }
    let split = try trainTestSplit(
      20, testShare: 0.25, classes: (0..<20).map { Double($0 % 2) }, from: &source)
    #expect(split.test.count == 6 && split.test.count { $0 % 2 == 0 } == 3)
    #expect((split.train + split.test).sorted() == Array(0..<20))
  }
}
