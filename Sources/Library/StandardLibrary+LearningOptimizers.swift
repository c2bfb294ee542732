import Learning
import Numerics
import Script
import Tensors

/// Optimizers, schedules and clipping.
extension StandardLibrary {
  /// Refuses running means that never move, and an epsilon below 0.
  private static func checkMeans(_ arguments: [Value]) throws {
    for index in 1...2 {
      let beta = try arguments.number(index)
      guard beta >= 0, beta < 1 else {
        throw ScriptCause(
          "value.domain", "a beta lies in 0..<1, not at \(numberText(beta))")
      }
    }
    let epsilon = try arguments.number(3)
    guard epsilon >= 0 else {
      throw ScriptCause("value.domain", "an epsilon is 0 or more, not \(numberText(epsilon))")
    }
  }

  static let optimizers: [LibraryFunction] = [
    optimizer(
      "sgd",
      "(learningRate: Double, momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false, weightDecay: Double = 0) -> Optimizer",
      "Gradient descent, with v ← βv + (1 − dampening) g if there is momentum: dampening 0 is the classic form, dampening β the mean.",
      "sgd(learningRate: 0.5)", "H. Robbins, S. Monro, 1951; B. Polyak, 1964; Y. Nesterov, 1983"
    ) {
      if try $0.flag(3), try !($0.number(1) > 0 && $0.number(2) == 0) {
        throw ScriptCause(
          "value.domain", "Nesterov's form needs a momentum above 0 and the dampening 0")
      }
      return try Optimizer(
        .sgd(momentum: $0.number(1), dampening: $0.number(2), nesterov: $0.flag(3)),
        learningRate: $0.number(0), weightDecay: $0.number(4))
    },
    optimizer(
      "adam",
      "(learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 0.00000001, weightDecay: Double = 0, amsgrad: Bool = false) -> Optimizer",
      "Running means of gradients and of their squares, corrected for their start at 0.", "adam()",
      "D. Kingma, J. Ba, Adam, 2015, algorithm 1"
    ) {
      try checkMeans($0)
      return try Optimizer(
        .adam(
          beta1: $0.number(1), beta2: $0.number(2), epsilon: $0.number(3), amsgrad: $0.flag(5)),
        learningRate: $0.number(0), weightDecay: $0.number(4))
    },
    optimizer(
      "adamW",
      "(learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 0.00000001, weightDecay: Double = 0.01) -> Optimizer",
      "adam with the decay taken from the weights themselves, apart from the gradient.", "adamW()",
      "I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, 2019"
    ) {
      try checkMeans($0)
      return try Optimizer(
        .adam(beta1: $0.number(1), beta2: $0.number(2), epsilon: $0.number(3)),
        learningRate: $0.number(0), weightDecay: $0.number(4), decouplesDecay: true)
    },
    optimizer(
      "rmsProp",
      "(learningRate: Double = 0.01, alpha: Double = 0.99, epsilon: Double = 0.00000001, momentum: Double = 0, centered: Bool = false) -> Optimizer",
      "Gradients over the root of their running mean square.", "rmsProp()",
      "G. Hinton, Neural Networks for Machine Learning, lecture 6e, 2012"
    ) {
      try Optimizer(
        .rmsProp(
          alpha: $0.number(1), epsilon: $0.number(2), momentum: $0.number(3), centred: $0.flag(4)),
        learningRate: $0.number(0))
    },
    optimizer(
      "adagrad", "(learningRate: Double = 0.01, epsilon: Double = 0.0000000001) -> Optimizer",
      "Gradients over the root of the sum of all squares so far.", "adagrad()",
      "J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods, 2011"
    ) { try Optimizer(.adagrad(epsilon: $0.number(1)), learningRate: $0.number(0)) },
    optimizer(
      "adadelta",
      "(learningRate: Double = 1, rho: Double = 0.9, epsilon: Double = 0.000001) -> Optimizer",
      "Steps in the unit of the parameters, from mean squares of gradients and of steps.",
      "adadelta()", "M. Zeiler, ADADELTA, 2012"
    ) {
      try Optimizer(.adadelta(rho: $0.number(1), epsilon: $0.number(2)), learningRate: $0.number(0))
    },
    optimizer(
      "adamax",
      "(learningRate: Double = 0.002, beta1: Double = 0.9, beta2: Double = 0.999) -> Optimizer",
      "adam with the largest magnitude in place of the mean square.", "adamax()",
      "D. Kingma, J. Ba, Adam, 2015, algorithm 2"
    ) {
      try Optimizer(.adamax(beta1: $0.number(1), beta2: $0.number(2)), learningRate: $0.number(0))
    },
    optimizer(
      "nadam", "(learningRate: Double = 0.002) -> Optimizer", "adam with Nesterov's momentum.",
      "nadam()", "T. Dozat, Incorporating Nesterov Momentum into Adam, 2016"
    ) { try Optimizer(.nadam(), learningRate: $0.number(0)) },
    optimizer(
      "radam", "(learningRate: Double = 0.001) -> Optimizer",
      "adam without the squares until there are enough of them.", "radam()",
      "L. Liu et al., On the Variance of the Adaptive Learning Rate, 2020"
    ) { try Optimizer(.radam(), learningRate: $0.number(0)) },
    optimizer(
      "adafactor", "(learningRate: Double = 0.01) -> Optimizer",
      "Mean squares kept by rows and columns only, and steps relative to the parameters' size.",
      "adafactor()", "N. Shazeer, M. Stern, Adafactor, 2018"
    ) { try Optimizer(.adafactor(), learningRate: $0.number(0)) },
    LibraryFunction(
      "step", "(_ self: Optimizer, _ parameters: T, _ gradient: T) -> T", kind: .mutatingMethod,
      summary:
        "The parameters after one step against the gradient, of the same form; the optimizer remembers.",
      example: "var optimizer = sgd(learningRate: 0.5)\noptimizer.step([1, 2], [2, 0])",
      exampleResult: "[0, 2]",
      body: .general { arguments, _ in
        var own = try arguments.optimizer(0)
        let next = try own.step(arguments[1], arguments[2])
        return .tuple(TupleValue([.object(own), next]))
      }),
    LibraryFunction(
      "setLearningRate", "(_ self: Optimizer, _ rate: Double) -> Void", kind: .mutatingMethod,
      summary: "Sets how far a step goes, as schedules do.",
      example:
        "var optimizer = sgd(learningRate: 1)\noptimizer.setLearningRate(0.5)\noptimizer.learningRate",
      exampleResult: "0.5",
      body: .general { arguments, _ in
        var own = try arguments.optimizer(0)
        own.optimizer.learningRate = try arguments.number(1)
        return .tuple(TupleValue([.object(own), .void]))
      }),
    .number(
      "learningRate", "(_ self: Optimizer) -> Double", kind: .property, "How far a step goes.",
      "adam().learningRate", "0.001"
    ) { try $0.optimizer(0).optimizer.learningRate },
    .general(
      "clipByNorm", "(_ gradient: T, _ maximum: Double) -> T",
      "The gradient, of any form, scaled down if its length is above the maximum.",
      "clipByNorm([3, 4], 1)", "[0.6, 0.8]",
      source: "R. Pascanu, T. Mikolov, Y. Bengio, On the difficulty of training RNNs, 2013"
    ) { arguments, _ in
      let maximum = try arguments.number(1)
      let squares = try arguments[0].numericLeaves.map { try [$0].tensor(0).norm() }
      let length = Tensor(squares).norm()
      guard length > maximum else { return arguments[0] }
      return try arguments[0].mappingLeaves { leaf in
        try scaled(leaf) { $0 * maximum / length }
      }
    },
    .general(
      "clipByValue", "(_ gradient: T, _ limit: Double) -> T",
      "The gradient, of any form, with every number brought to −limit...limit.",
      "clipByValue([3, -0.5], 1)", "[1, -0.5]"
    ) { arguments, _ in
      let limit = try arguments.number(1)
      return try arguments[0].mappingLeaves { leaf in
        try scaled(leaf) { min(max($0, -limit), limit) }
      }
    },
  ]

  private static func scaled(_ leaf: Value, _ function: (Double) -> Double) throws -> Value {
    if case .double(let number) = leaf { return .double(function(number)) }
    return .tensor(try [leaf].tensor(0).mapped(function))
  }

  private static func optimizer(
    _ name: String, _ signature: String, _ summary: String, _ example: String, _ source: String,
    _ body: @escaping @Sendable ([Value]) throws -> Optimizer
  ) -> LibraryFunction {
    .general(name, signature, summary, example, "Optimizer", source: source) { arguments, _ in
      let optimizer = try body(arguments)
      guard optimizer.learningRate >= 0 else {
        throw ScriptCause(
          "value.domain",
          "a learning rate is at least 0, not \(numberText(optimizer.learningRate))")
      }
      return .object(OptimizerValue(name: name, optimizer: optimizer))
    }
  }
}
