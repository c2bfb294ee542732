import Diagnostics
import Learning
import Numerics
import Script
import Tensors

/// Models that are kept and asked: neighbours, trees, forests, boosting, naive Bayes.
extension StandardLibrary {
  static let models: [LibraryFunction] =
    [
      .tensor(
        "knn", "(_ x: Matrix, _ y: Vector, _ queries: Matrix, k: Int = 5) -> Vector",
        "The class that most of the k nearest examples have, the least one in a tie.",
        "knn([[0], [1], [9]], [0, 0, 1], [[8], [0.4]], k: 1)", "[1, 0]",
        source: "T. Cover, P. Hart, Nearest neighbor pattern classification, 1967"
      ) {
        Tensor(
          try nearestNeighbourClasses(
            $0.tensor(0), $0.vector(1), $0.tensor(2), k: $0.integer(3)))
      },
      .tensor(
        "knnRegression", "(_ x: Matrix, _ y: Vector, _ queries: Matrix, k: Int = 5) -> Vector",
        "The mean target of the k nearest examples.",
        "knnRegression([[0], [1], [9]], [2, 4, 9], [[0.5]], k: 2)", "[3]",
        source: "T. Cover, P. Hart, Nearest neighbor pattern classification, 1967"
      ) {
        Tensor(
          try nearestNeighbourMeans($0.tensor(0), $0.vector(1), $0.tensor(2), k: $0.integer(3)))
      },
      .tensor(
        "knnGraph", "(_ x: Matrix, k: Int) -> Matrix",
        "1 where one row is among the k nearest of the other.", "knnGraph([[0], [1], [9]], k: 1)",
        "[[0, 1, 0],\n [1, 0, 1],\n [0, 1, 0]]"
      ) {
        let x = try $0.tensor(0)
        let (n, k) = (x.shape[0], try $0.integer(1))
        let near = try nearestNeighbours(x, x, k: min(n, k + 1)).indices
        var graph = try Tensor.zeros([n, n])
        for i in 0..<n {
          var others = (0..<near.shape[1]).map { Int(near[flat: i * near.shape[1] + $0]) }
          others.removeAll { $0 == i }
          for j in others.prefix(k) {
            graph[flat: i * n + j] = 1
            graph[flat: j * n + i] = 1
          }
        }
        return graph
      },
      .general(
        "decisionTree",
        "(_ x: Matrix, _ y: Vector, depth: Int = 64, leafCount: Int = 1, criterion: String = \"gini\") -> DecisionTree",
        "A tree of questions that tells classes apart (gini, entropy) or predicts numbers (variance).",
        "decisionTree([[0], [1], [2], [3]], [0, 0, 1, 1]).predict([[0.4], [2.6]])", "[0, 1]",
        source: "L. Breiman et al., Classification and Regression Trees, 1984"
      ) { arguments, context in
        let name = try arguments.string(4)
        guard let criterion = SplitCriterion(rawValue: name) else {
          throw ScriptCause(
            "value.domain", "there is no criterion '\(name)'",
            hints: ["it is gini or entropy for classes, variance for numbers"])
        }
        let limits = TreeLimits(depth: try arguments.count(2), leafCount: try arguments.count(3))
        let (x, y) = (try arguments.tensor(0), try arguments.vector(1))
        try context.countSteps(x.count * 10)
        let tree =
          try criterion == .variance
          ? DecisionTree(regressing: x, y, limits: limits, from: &context.random)
          : DecisionTree(
            classifying: x, y, criterion: criterion, limits: limits, from: &context.random)
        return .object(
          ModelValue(
            "DecisionTree", TreeModel(tree),
            "decision tree of depth \(tree.depth) with \(quantity(tree.leafCount, "leaf", plural: "leaves"))"
          ))
      },
      .general(
        "randomForest",
        "(_ x: Matrix, _ y: Vector, trees: Int = 100, depth: Int = 64, regression: Bool = false, seed: Int? = nil) -> RandomForest",
        "Trees on examples drawn with replacement and splits on √d features, whose answers are averaged.",
        "randomForest([[0], [1], [2], [3]], [0, 0, 1, 1], trees: 9, seed: 1).predict([[0], [3]])",
        "[0, 1]", source: "L. Breiman, Random forests, 2001"
      ) { arguments, context in
        let x = try arguments.tensor(0)
        try context.countSteps(x.count * arguments.count(2))
        let forest = try drawing(arguments, 5, &context) {
          try RandomForest(
            x, arguments.vector(1), count: arguments.count(2), isClassifier: !arguments.flag(4),
            limits: TreeLimits(depth: arguments.count(3)), from: &$0)
        }
        return .object(
          ModelValue(
            "RandomForest", TreeModel(forest),
            "random forest of \(quantity(forest.trees.count, "tree"))"))
      },
      .general(
        "gradientBoosting",
        "(_ x: Matrix, _ y: Vector, rounds: Int = 100, rate: Double = 0.1, depth: Int = 3, regression: Bool = false) -> GradientBoosting",
        "Small trees added one after the other, each fitted to what the sum still misses.",
        "gradientBoosting([[0], [1], [2], [3]], [0, 0, 1, 1], rounds: 9).predict([[0], [3]])",
        "[0, 1]", source: "J. Friedman, Greedy function approximation, 2001"
      ) { arguments, context in
        let x = try arguments.tensor(0)
        try context.countSteps(x.count * arguments.count(2))
        let model = try GradientBoosting(
          x, arguments.vector(1), count: arguments.count(2), rate: arguments.number(3),
          isClassifier: !arguments.flag(5), limits: TreeLimits(depth: arguments.count(4)),
          from: &context.random)
        return .object(
          ModelValue(
            "GradientBoosting", TreeModel(model),
            "gradient boosting of \(quantity(model.rounds.count, "round"))"))
      },
      .general(
        "naiveBayes", "(_ x: Matrix, _ y: Vector) -> NaiveBayes",
        "A normal distribution for each feature and class, as if features were independent.",
        "naiveBayes([[0], [1], [8], [9]], [0, 0, 1, 1]).predict([[2], [7]])", "[0, 1]",
        source: "R. Duda, P. Hart, Pattern Classification and Scene Analysis, 1973"
      ) { arguments, _ in
        let model = try GaussianNaiveBayes(arguments.tensor(0), arguments.vector(1))
        return .object(
          ModelValue(
            "NaiveBayes", TreeModel(model.priors.count) { try model.probabilities($0) },
            "naive Bayes of \(quantity(model.priors.count, "class", plural: "classes"))"))
      },
      .general(
        "multinomialNaiveBayes",
        "(_ counts: Matrix, _ y: Vector, smoothing: Double = 1) -> NaiveBayes",
        "Naive Bayes on counts, such as of words, with Laplace's smoothing.",
        "multinomialNaiveBayes([[3, 0], [0, 2]], [0, 1]).predict([[1, 0]])", "[0]",
        source: "C. Manning, P. Raghavan, H. Schütze, 2008, section 13.2"
      ) { arguments, _ in
        let model = try MultinomialNaiveBayes(
          arguments.tensor(0), arguments.vector(1), smoothing: arguments.number(2))
        return .object(
          ModelValue(
            "NaiveBayes", TreeModel(model.logPriors.count) { try model.probabilities($0) },
            "naive Bayes of \(quantity(model.logPriors.count, "class", plural: "classes"))"))
      },
    ] + ["DecisionTree", "RandomForest", "GradientBoosting", "NaiveBayes"].flatMap(answers)

  /// What every model of `type` answers.
  private static func answers(_ type: String) -> [LibraryFunction] {
    let model: String
    switch type {
    case "DecisionTree": model = "decisionTree([[0], [1]], [0, 1])"
    case "RandomForest":
      model = "randomForest([[0], [1], [2], [3]], [0, 0, 1, 1], trees: 9, seed: 1)"
    case "GradientBoosting":
      model = "gradientBoosting([[0], [1], [2], [3]], [0, 0, 1, 1], rounds: 9)"
    default: model = "naiveBayes([[0], [1], [8], [9]], [0, 0, 1, 1])"
    }
    let predict = LibraryFunction.tensor(
      "predict", "(_ self: \(type), _ x: Matrix) -> Vector", kind: .method,
      "The likeliest class of each row, or its predicted number.", "\(model).predict([[0]])", "[0]"
    ) { try $0.model(0, TreeModel.self).predictions($0.tensor(1)) }
    let probabilities = LibraryFunction.tensor(
      "probabilities", "(_ self: \(type), _ x: Matrix) -> Matrix", kind: .method,
      "The probability of each class at each row.",
      "\(model).probabilities([[0]])[0, 0] > 0.5", "true"
    ) { try $0.model(0, TreeModel.self).values($0.tensor(1)) }
    guard type == "DecisionTree" || type == "RandomForest" else {
      return [predict, probabilities]
    }
    let importances = LibraryFunction.tensor(
      "importances", "(_ self: \(type)) -> Vector", kind: .property,
      "How much each feature lowered the criterion, as shares of 1.", "\(model).importances", "[1]"
    ) { Tensor(try $0.model(0, TreeModel.self).importances) }
    guard type == "DecisionTree" else {
      return [
        predict, probabilities, importances,
        .number(
          "outOfBagScore", "(_ self: RandomForest) -> Double", kind: .property,
          "The share of examples that the trees which did not see them get right, or R².",
          "\(model).outOfBagScore <= 1", "true"
        ) { try $0.model(0, TreeModel.self).score },
      ]
    }
    return [
      predict, probabilities, importances,
      .number(
        "depth", "(_ self: DecisionTree) -> Double", kind: .property,
        "The most questions on the way to a leaf.", "\(model).depth", "1"
      ) { Double(try $0.model(0, TreeModel.self).depth) },
      .number(
        "leafCount", "(_ self: DecisionTree) -> Double", kind: .property, "The number of leaves.",
        "\(model).leafCount", "2"
      ) { Double(try $0.model(0, TreeModel.self).leafCount) },
    ]
  }
}

/// What the language asks of a model that gives a value for each class, or one number, at each row.
struct TreeModel: Sendable {
  let classes: Int
  let values: @Sendable (Tensor) throws -> Tensor
  var importances: [Double] = []
  var score = Double.nan
  var depth = 0
  var leafCount = 0

  init(_ classes: Int, values: @escaping @Sendable (Tensor) throws -> Tensor) {
    self.classes = classes
    self.values = values
  }

  init(_ tree: DecisionTree) {
    self.init(tree.classes) { try tree.values($0) }
    importances = tree.importances
    depth = tree.depth
    leafCount = tree.leafCount
  }

  init(_ forest: RandomForest) {
    self.init(forest.classes) { try forest.values($0) }
    importances = forest.importances
    score = forest.outOfBagScore
  }

  init(_ model: GradientBoosting) {
    self.init(model.classes) { try model.values($0) }
  }

  /// The likeliest class of each row, or its number.
  func predictions(_ x: Tensor) throws -> Tensor {
    let values = try values(x)
    return classes == 0 ? values.flattened() : try values.reduced(.argmax, axis: 1)
  }
}
