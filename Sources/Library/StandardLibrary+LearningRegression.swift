import Learning
import Numerics
import Script
import Tensors

/// Linear models: least squares, ridge, lasso, logistic, softmax, support vectors.
extension StandardLibrary {
  static let linearModels: [LibraryFunction] = [
    .tensor(
      "normalEquation", "(_ x: Matrix, _ y: Vector) -> Vector",
      "(XᵀX)⁻¹ Xᵀ y, solved and not inverted; it squares the condition number of X.",
      "normalEquation([[1, 0], [1, 1], [1, 2]], [1, 3, 5])", "[1, 2]"
    ) {
      let x = try $0.tensor(0)
      return try x.matmul(x, transposingLeft: true).solve(
        x.matmul($0.tensor(1).reshaped(to: [-1, 1]), transposingLeft: true)
      ).flattened()
    },
    .general(
      "ridge",
      "(_ x: Matrix, _ y: Vector, lambda: Double) -> (weights: Vector, intercept: Double)",
      "Least squares plus λ ‖w‖²; the offset is free.",
      "ridge([[-1], [1]], [-2, 2], lambda: 2).weights[0] ≈ 1", "true",
      source: "A. Hoerl, R. Kennard, Ridge regression, 1970"
    ) { arguments, _ in
      try pair(
        ridgeRegression(arguments.tensor(0), arguments.vector(1), lambda: arguments.number(2)))
    },
    .general(
      "lasso",
      "(_ x: Matrix, _ y: Vector, lambda: Double) -> (weights: Vector, intercept: Double, losses: Vector)",
      "Least ½ mean squared error plus λ ‖w‖₁, by coordinate descent: some weights become 0.",
      "lasso([[-1], [1]], [-2, 2], lambda: 0.5).weights", "[1.5]",
      source: "R. Tibshirani, Regression shrinkage and selection via the lasso, 1996"
    ) { arguments, _ in
      try triple(
        lassoRegression(arguments.tensor(0), arguments.vector(1), lambda: arguments.number(2)))
    },
    .layer(
      "softThreshold", "(_ x: N, _ threshold: Double) -> N", "sign(x) · max(|x| − threshold, 0).",
      "softThreshold([-3, 0.5, 2], 1)", "[-2, 0, 1]"
    ) {
      let t = try $0.number(1)
      return try $0.traced(0).mapped({ (x: Double) -> Double in softThreshold(x, t) }) {
        (x: Double) -> Double in x.magnitude > t ? 1 : 0
      }
    },
    .general(
      "logisticRegression",
      "(_ x: Matrix, _ y: Vector, lambda: Double) -> (weights: Vector, intercept: Double, losses: Vector)",
      "The most likely weights for outcomes 0 and 1, with ½ λ ‖w‖² added to the mean log-loss, by Newton's method.",
      "logisticRegression([[-1], [0], [1], [2]], [0, 1, 0, 1], lambda: 0.1).weights[0] > 0",
      "true",
      source: "D. Cox, The regression analysis of binary sequences, 1958"
    ) { arguments, _ in
      try triple(
        Learning.logisticRegression(
          arguments.tensor(0), arguments.vector(1), lambda: arguments.number(2)))
    },
    .general(
      "logisticRegression",
      "(_ x: Matrix, _ y: Vector, rate: Double, steps: Int, lambda: Double = 0) -> (weights: Vector, intercept: Double, losses: Vector)",
      "The same by gradient descent, w ← w − η (1/n) Xᵀ(ŷ − y), with the loss before each step.",
      "logisticRegression([[-1], [1]], [0, 1], rate: 1, steps: 1).losses[0] == log(2)", "true",
      source: "D. Cox, The regression analysis of binary sequences, 1958"
    ) { arguments, context in
      try context.countSteps(arguments.count(3) * arguments.tensor(0).count)
      return try triple(
        logisticDescent(
          arguments.tensor(0), arguments.vector(1), rate: arguments.number(2),
          steps: arguments.count(3), lambda: arguments.number(4)))
    },
    .general(
      "softmaxRegression",
      "(_ x: Matrix, _ y: Vector, lambda: Double = 0, steps: Int = 1000) -> (weights: Matrix, intercepts: Vector, losses: Vector)",
      "A score for each class, x W + b, with least mean cross-entropy plus ½ λ ‖W‖².",
      "softmaxRegression([[-1], [0], [1]], [0, 1, 2], lambda: 0.1).weights.shape", "[1, 3]",
      source: "D. Böhning, Multinomial logistic regression algorithm, 1992"
    ) { arguments, context in
      try context.countSteps(arguments.count(3) * arguments.tensor(0).count)
      let fit = try softmaxRegression(
        arguments.tensor(0), arguments.vector(1), lambda: arguments.number(2),
        steps: arguments.count(3))
      return .labelled([
        "weights": .tensor(fit.weights), "intercepts": .vector(fit.intercepts),
        "losses": .vector(fit.losses),
      ])
    },
    .general(
      "linearSVM",
      "(_ x: Matrix, _ y: Vector, lambda: Double = 0.01, steps: Int = 1000) -> (weights: Vector, intercept: Double, losses: Vector)",
      "The widest margin between classes 0 and 1: descent on ½ λ ‖w‖² + mean hinge loss.",
      "linearSVM([[-2], [-1], [1], [2]], [0, 0, 1, 1]).weights[0] > 0", "true",
      source: "C. Cortes, V. Vapnik, 1995; S. Shalev-Shwartz et al., Pegasos, 2011"
    ) { arguments, context in
      try context.countSteps(arguments.count(3) * arguments.tensor(0).count)
      return try triple(
        linearSVM(
          arguments.tensor(0), arguments.vector(1), lambda: arguments.number(2),
          steps: arguments.count(3)))
    },
  ]

  private static func pair(_ fit: LinearModel) -> Value {
    .labelled(["weights": .vector(fit.weights), "intercept": .double(fit.intercept)])
  }

  private static func triple(_ fit: LinearModel) -> Value {
    .labelled([
      "weights": .vector(fit.weights), "intercept": .double(fit.intercept),
      "losses": .vector(fit.losses),
    ])
  }
}
