import Diagnostics
import Learning
import Numerics
import Script
import Tensors

/// How good a model is: splits, cross-validation, metrics.
extension StandardLibrary {
  static let metrics: [LibraryFunction] = [
    .general(
      "trainTestSplit",
      "(_ count: Int, test: Double = 0.25, seed: Int? = nil) -> (train: Vector, test: Vector)",
      "The indices of examples for fitting and for testing; gather(x, …) takes the rows.",
      "trainTestSplit(8, test: 0.25, seed: 1).test.count", "2"
    ) { arguments, context in
      let split = try drawing(arguments, 2, &context) {
        try Learning.trainTestSplit(
          arguments.count(0), testShare: arguments.number(1), from: &$0)
      }
      return .labelled(["train": .vector(split.train), "test": .vector(split.test)])
    },
    .general(
      "trainTestSplit",
      "(classes: Vector, test: Double = 0.25, seed: Int? = nil) -> (train: Vector, test: Vector)",
      "The same with each class divided in the same proportion.",
      "trainTestSplit(classes: [0, 0, 1, 1], test: 0.5, seed: 1).test.count", "2"
    ) { arguments, context in
      let classes = try arguments.vector(0)
      let split = try drawing(arguments, 2, &context) {
        try Learning.trainTestSplit(
          classes.count, testShare: arguments.number(1), classes: classes, from: &$0)
      }
      return .labelled(["train": .vector(split.train), "test": .vector(split.test)])
    },
    .general(
      "kFold",
      "(_ count: Int, folds: Int = 5, seed: Int? = nil) -> [(train: Vector, test: Vector)]",
      "The indices of so many parts, each in turn the test set.",
      "kFold(6, folds: 3, seed: 1).map { $0.test.count }", "[2, 2, 2]",
      source: "M. Stone, Cross-validatory choice, 1974"
    ) { arguments, context in
      let folds = try drawing(arguments, 2, &context) {
        try Learning.kFold(arguments.count(0), folds: arguments.integer(1), from: &$0)
      }
      return .array(
        folds.map { .labelled(["train": .vector($0.train), "test": .vector($0.test)]) })
    },
    .general(
      "crossValidate",
      "(_ x: Matrix, _ y: Vector, folds: Int = 5, seed: Int? = nil, score: (Matrix, Vector, Matrix, Vector) -> Double) -> Vector",
      "The score of each fold: the function gets the rows and targets to fit on, then those to test on.",
      "crossValidate([[0], [1], [2], [3]], [0, 1, 2, 3], folds: 2, seed: 1) { x, y, u, v in mae(knnRegression(x, y, u, k: 1), v) }.count",
      "2", source: "M. Stone, Cross-validatory choice, 1974"
    ) { arguments, context in
      let (x, y) = (try arguments.tensor(0), try arguments.tensor(1))
      let folds = try drawing(arguments, 3, &context) {
        try Learning.kFold(y.count, folds: arguments.integer(2), from: &$0)
      }
      var scores: [Double] = []
      for fold in folds {
        let parts = try [fold.train, fold.test].flatMap { indices -> [Value] in
          let places = Tensor(indices.map(Double.init))
          return [.tensor(try x.taking(places)), .tensor(try y.taking(places))]
        }
        scores.append(try context.call(arguments[4], parts).asNumber())
      }
      return .vector(scores)
    },
    .number(
      "accuracy", "(_ actual: Vector, _ predicted: Vector) -> Double",
      "The share of predictions that are right.", "accuracy([0, 1, 1, 0], [0, 1, 0, 0])", "0.75"
    ) {
      let (a, b) = (try $0.vector(0), try $0.vector(1))
      guard a.count == b.count, !a.isEmpty else {
        throw ScriptCause(
          "shape.mismatch",
          "\(quantity(b.count, "prediction")) cannot be compared with \(quantity(a.count, "target"))"
        )
      }
      return Double(zip(a, b).count { $0.0 == $0.1 }) / Double(a.count)
    },
    .number(
      "precision", "(_ actual: Vector, _ predicted: Vector, positive: Double = 1) -> Double",
      "Of those taken for the class, the share that has it.",
      "precision([1, 1, 0, 0], [1, 0, 1, 0])", "0.5"
    ) { try classScores($0.vector(0), $0.vector(1), positive: $0.number(2)).precision },
    .number(
      "recall", "(_ actual: Vector, _ predicted: Vector, positive: Double = 1) -> Double",
      "Of those that have the class, the share that is found.",
      "recall([1, 1, 0, 0], [1, 0, 0, 0])", "0.5"
    ) { try classScores($0.vector(0), $0.vector(1), positive: $0.number(2)).recall },
    .number(
      "f1Score", "(_ actual: Vector, _ predicted: Vector, positive: Double = 1) -> Double",
      "The harmonic mean of precision and recall.", "f1Score([1, 1, 0, 0], [1, 0, 1, 0])", "0.5",
      source: "C. van Rijsbergen, Information Retrieval, 1979, chapter 7"
    ) { try classScores($0.vector(0), $0.vector(1), positive: $0.number(2)).f1 },
    .tensor(
      "confusionMatrix", "(_ actual: Vector, _ predicted: Vector) -> Matrix",
      "How often each class (row) was taken for each (column).",
      "confusionMatrix([0, 0, 1], [0, 1, 1])", "[[1, 1],\n [0, 1]]"
    ) { try confusionMatrix($0.vector(0), $0.vector(1)) },
    .general(
      "rocCurve",
      "(_ outcomes: Vector, _ scores: Vector) -> (falsePositiveRates: Vector, truePositiveRates: Vector, thresholds: Vector)",
      "The shares of negatives and of positives above each threshold.",
      "rocCurve([0, 1], [0.2, 0.9]).truePositiveRates", "[0, 1, 1]",
      source: "T. Fawcett, An introduction to ROC analysis, 2006"
    ) { arguments, _ in
      let curve = try rocCurve(arguments.vector(0), arguments.vector(1))
      return .labelled([
        "falsePositiveRates": .vector(curve.falsePositiveRates),
        "truePositiveRates": .vector(curve.truePositiveRates),
        "thresholds": .vector(curve.thresholds),
      ])
    },
    .number(
      "auc", "(_ outcomes: Vector, _ scores: Vector) -> Double",
      "The probability that a positive scores above a negative, ties counting half: the area below the ROC curve.",
      "auc([0, 1, 0, 1], [0.1, 0.4, 0.5, 0.9])", "0.75",
      source: "J. Hanley, B. McNeil, The meaning and use of the area under a ROC curve, 1982"
    ) { try rocCurve($0.vector(0), $0.vector(1)).area },
    .number(
      "rSquared", "(_ actual: Vector, _ predicted: Vector) -> Double",
      "The share of the variance that the predictions explain.",
      "rSquared([1, 2, 3], [1, 2, 3])", "1"
    ) { try rSquared($0.vector(0), $0.vector(1)) },
  ]
}
