import Numerics
public import Tensors

/// A rule that moves parameters against their gradients.
///
/// - Source: each as PyTorch defines it. Momentum: Polyak, 1964; Nesterov, 1983, in the form of
///   Sutskever and others, 2013. AdaGrad: Duchi, Hazan, Singer, 2011. RMSProp: Hinton, lecture 6e,
///   2012. AdaDelta: Zeiler, 2012. Adam and AdaMax: Kingma, Ba, 2015. AMSGrad: Reddi, Kale, Kumar,
///   2018. NAdam: Dozat, 2016. RAdam: Liu and others, 2020. Adafactor: Shazeer, Stern, 2018.
public enum OptimizerRule: Sendable, Hashable {
  /// Descent, with a velocity if `momentum` is above 0: v ← `momentum` v + (1 − `dampening`) g.
  case sgd(momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false)
  /// Means of gradients and of their squares, corrected for their start at 0.
  case adam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, amsgrad: Bool = false)
  /// As `adam`, with the largest magnitude in place of the mean square.
  case adamax(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  /// As `adam`, with Nesterov's momentum.
  case nadam(
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, decay: Double = 0.004)
  /// As `adam`, without the squares until there are enough of them.
  case radam(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  /// Gradients divided by the root of a running mean square, or of a running variance (`centred`).
  case rmsProp(
    alpha: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0, centred: Bool = false)
  /// Gradients divided by the root of the sum of all squares so far.
  case adagrad(epsilon: Double = 1e-10, rateDecay: Double = 0)
  /// Steps in the unit of the parameters, from running mean squares of gradients and of steps.
  case adadelta(rho: Double = 0.9, epsilon: Double = 1e-6)
  /// Mean squares kept by rows and columns only, and steps relative to the parameters' size.
  case adafactor(decay: Double = -0.8, epsilon: Double = 1e-3, clipping: Double = 1)
}

/// A rule with its rate and what it remembers, as a value: a copy goes its own way.
///
/// ```swift
/// var optimizer = Optimizer(.adam(), learningRate: 0.01)
/// try optimizer.step(&parameters, gradients: gradients)
/// ```
public struct Optimizer: Sendable {
  /// How far a step goes; schedules change it.
  public var learningRate: Double
  /// How much of each parameter is taken away.
  public var weightDecay: Double
  /// Whether the decay is applied to the parameter itself (AdamW) or added to the gradient.
  public var decouplesDecay: Bool
  /// The rule.
  public let rule: OptimizerRule
  /// How many steps were taken.
  public private(set) var steps = 0
  /// For each parameter what the rule remembers of it.
  private var memories: [Memory] = []

  /// An optimizer that has seen nothing yet.
  public init(
    _ rule: OptimizerRule, learningRate: Double, weightDecay: Double = 0,
    decouplesDecay: Bool = false
  ) {
    self.rule = rule
    self.learningRate = learningRate
    self.weightDecay = weightDecay
    self.decouplesDecay = decouplesDecay
  }

  /// Plain descent.
  public static func sgd(
    learningRate: Double, momentum: Double = 0, nesterov: Bool = false, weightDecay: Double = 0
  ) -> Optimizer {
    Optimizer(
      .sgd(momentum: momentum, nesterov: nesterov), learningRate: learningRate,
      weightDecay: weightDecay)
  }

  /// Adam.
  public static func adam(learningRate: Double = 0.001) -> Optimizer {
    Optimizer(.adam(), learningRate: learningRate)
  }

  /// Adam with weight decay apart from the gradient.
  ///
  /// - Source: Loshchilov, Hutter, "Decoupled weight decay regularization", 2019.
  public static func adamW(
    learningRate: Double = 0.001, weightDecay: Double = 0.01
  ) -> Optimizer {
    Optimizer(.adam(), learningRate: learningRate, weightDecay: weightDecay, decouplesDecay: true)
  }

  /// Moves every parameter by one step against its gradient.
  ///
  /// - Throws: `TensorError` if the shapes of parameters and gradients differ.
  public mutating func step(
    _ parameters: inout [Tensor], gradients: [Tensor]
  ) throws(TensorError) {
    guard parameters.count == gradients.count,
      memories.isEmpty || memories.count == parameters.count
    else {
      throw TensorError(
        .shape, "a step needs a gradient for each of the \(parameters.count) parameters")
    }
    for (parameter, gradient) in zip(parameters, gradients)
    where parameter.shape != gradient.shape {
      throw TensorError(
        .shape,
        "a parameter of shape \(parameter.shape) cannot have the gradient"
          + " \(gradient.shape)")
    }
    if memories.isEmpty { memories = parameters.map { Memory($0) } }
    steps += 1
    for index in parameters.indices {
      let gradient = decayed(gradients[index], parameters[index])
      let update = try memories[index].update(
        rule, gradient, parameters[index], step: steps, rate: learningRate)
      if decouplesDecay && weightDecay != 0 {
        parameters[index].combine(.multiply, with: 1 - learningRate * weightDecay)
      }
      try parameters[index].combine(.subtract, with: update)
    }
  }

  /// The gradient, with the decay added if that is its place.
  private func decayed(_ gradient: Tensor, _ parameter: Tensor) -> Tensor {
    guard weightDecay != 0, !decouplesDecay else { return gradient }
    var result = gradient
    result.withMutableValues { out in
      parameter.withValues { values in
        for i in 0..<out.count { out[i] += weightDecay * values[i] }
      }
    }
    return result
  }
}

/// What a rule remembers of one parameter.
private struct Memory: Sendable {
  /// The velocity, or the mean of gradients.
  var first: [Double]
  /// The mean or sum of squares.
  var second: [Double]
  /// The largest mean squares, the mean squared steps, or a second velocity.
  var third: [Double]
  /// NAdam's product of momenta.
  var product = 1.0

  init(_ parameter: Tensor) {
    first = [Double](repeating: 0, count: parameter.count)
    second = first
    third = first
  }

  /// What is subtracted from the parameter.
  mutating func update(
    _ rule: OptimizerRule, _ gradient: Tensor, _ parameter: Tensor, step t: Int, rate: Double
  ) throws(TensorError) -> Tensor {
    if case .adafactor(let decay, let epsilon, let clipping) = rule {
      return try factored(gradient, parameter, t, rate, decay, epsilon, clipping)
    }
    var result = gradient
    var out = gradient.values
    switch rule {
    case .sgd(let momentum, let dampening, let nesterov):
      descend(&out, momentum, t == 1 ? 0 : dampening, nesterov, rate)
    case .adam(let beta1, let beta2, let epsilon, let amsgrad):
      adapt(&out, beta1, beta2, epsilon, amsgrad, t, rate)
    case .adamax(let beta1, let beta2, let epsilon):
      let size = rate / (1 - power(beta1, t))
      for i in out.indices {
        first[i] += (1 - beta1) * (out[i] - first[i])
        second[i] = max(beta2 * second[i], out[i].magnitude + epsilon)
        out[i] = size * first[i] / second[i]
      }
    case .nadam(let beta1, let beta2, let epsilon, let decay):
      lookAhead(&out, beta1, beta2, epsilon, decay, t, rate)
    case .radam(let beta1, let beta2, let epsilon):
      rectify(&out, beta1, beta2, epsilon, t, rate)
    case .rmsProp(let alpha, let epsilon, let momentum, let centred):
      scaleByRoot(&out, alpha, epsilon, momentum, centred, rate)
    case .adagrad(let epsilon, let rateDecay):
      let size = rate / (1 + Double(t - 1) * rateDecay)
      for i in out.indices {
        second[i] += out[i] * out[i]
        out[i] = size * out[i] / (second[i].squareRoot() + epsilon)
      }
    case .adadelta(let rho, let epsilon):
      for i in out.indices {
        second[i] = rho * second[i] + (1 - rho) * out[i] * out[i]
        let step = ((third[i] + epsilon) / (second[i] + epsilon)).squareRoot() * out[i]
        third[i] = rho * third[i] + (1 - rho) * step * step
        out[i] = rate * step
      }
    case .adafactor: break
    }
    result.withMutableValues { values in
      for i in 0..<out.count { values[i] = out[i] }
    }
    return result
  }

  private func power(_ x: Double, _ t: Int) -> Double { pow(x, Double(t)) }

  private mutating func descend(
    _ out: inout [Double], _ momentum: Double, _ dampening: Double, _ nesterov: Bool,
    _ rate: Double
  ) {
    for i in out.indices {
      if momentum != 0 {
        first[i] = momentum * first[i] + (1 - dampening) * out[i]
        out[i] = nesterov ? out[i] + momentum * first[i] : first[i]
      }
      out[i] *= rate
    }
  }

  private mutating func average(_ g: Double, _ i: Int, _ beta1: Double, _ beta2: Double) {
    first[i] += (1 - beta1) * (g - first[i])
    second[i] = beta2 * second[i] + (1 - beta2) * g * g
  }

  private mutating func adapt(
    _ out: inout [Double], _ beta1: Double, _ beta2: Double, _ epsilon: Double, _ amsgrad: Bool,
    _ t: Int, _ rate: Double
  ) {
    let size = rate / (1 - power(beta1, t))
    let root = (1 - power(beta2, t)).squareRoot()
    for i in out.indices {
      average(out[i], i, beta1, beta2)
      if amsgrad { third[i] = max(third[i], second[i]) }
      let square = amsgrad ? third[i] : second[i]
      out[i] = size * first[i] / (square.squareRoot() / root + epsilon)
    }
  }

  private mutating func lookAhead(
    _ out: inout [Double], _ beta1: Double, _ beta2: Double, _ epsilon: Double, _ decay: Double,
    _ t: Int, _ rate: Double
  ) {
    let now = beta1 * (1 - 0.5 * pow(0.96, Double(t) * decay))
    let next = beta1 * (1 - 0.5 * pow(0.96, Double(t + 1) * decay))
    product *= now
    let correction = 1 - power(beta2, t)
    for i in out.indices {
      let g = out[i]
      average(g, i, beta1, beta2)
      let root = (second[i] / correction).squareRoot() + epsilon
      let fromGradient = (1 - now) / (1 - product) * g
      out[i] = rate * (fromGradient + next / (1 - product * next) * first[i]) / root
    }
  }

  private mutating func rectify(
    _ out: inout [Double], _ beta1: Double, _ beta2: Double, _ epsilon: Double, _ t: Int,
    _ rate: Double
  ) {
    let correction = 1 - power(beta2, t)
    let longest = 2 / (1 - beta2) - 1
    let length = longest - 2 * Double(t) * power(beta2, t) / correction
    var factor = 0.0
    if length > 5 {
      let above = (length - 4) * (length - 2) * longest
      factor = (above / ((longest - 4) * (longest - 2) * length) * correction).squareRoot()
    }
    for i in out.indices {
      average(out[i], i, beta1, beta2)
      let mean = first[i] / (1 - power(beta1, t))
      out[i] = rate * mean * (length > 5 ? factor / (second[i].squareRoot() + epsilon) : 1)
    }
  }

  private mutating func scaleByRoot(
    _ out: inout [Double], _ alpha: Double, _ epsilon: Double, _ momentum: Double,
    _ centred: Bool, _ rate: Double
  ) {
    for i in out.indices {
      let g = out[i]
      second[i] = alpha * second[i] + (1 - alpha) * g * g
      if centred { first[i] += (1 - alpha) * (g - first[i]) }
      let square = centred ? second[i] - first[i] * first[i] : second[i]
      let step = g / (max(0, square).squareRoot() + epsilon)
      third[i] = momentum * third[i] + step
      out[i] = rate * (momentum > 0 ? third[i] : step)
    }
  }

  /// Adafactor: `first` holds the rows' mean squares and `third` the columns'.
  private mutating func factored(
    _ gradient: Tensor, _ parameter: Tensor, _ t: Int, _ rate: Double, _ decay: Double,
    _ epsilon: Double, _ clipping: Double
  ) throws(TensorError) -> Tensor {
    let weight = pow(Double(t), decay)
    let size = Double(max(1, parameter.count)).squareRoot()
    let relative = max(epsilon, parameter.norm() / size) * min(rate, 1 / Double(t).squareRoot())
    let squares = gradient.mapped(.square)
    var estimate: Tensor
    if gradient.rank > 1 {
      let rows = try blended(&first, squares.mean(axis: -1, keepDims: true), weight)
      let columns = try blended(&third, squares.mean(axis: -2, keepDims: true), weight)
      let scale = Tensor.combine(.maximum, try rows.mean(axis: -2, keepDims: true), 0x1p-52)
      estimate = try rows.matmul(columns) / scale
    } else {
      estimate = try blended(&second, squares, weight)
    }
    estimate = Tensor.combine(.maximum, estimate, 0x1p-104).mapped(.sqrt)
    let update = try gradient / estimate
    return update * (relative / max(1, update.norm() / (size * clipping)))
  }

  /// Moves the memory towards `values` by `weight` and gives it in their shape.
  private func blended(
    _ memory: inout [Double], _ values: Tensor, _ weight: Double
  ) throws(TensorError) -> Tensor {
    var result = values
    for i in 0..<values.count {
      memory[i] += weight * (values[flat: i] - memory[i])
      result[flat: i] = memory[i]
    }
    return result
  }
}
