import Learning
import Numerics
import Script
import Tensors

/// Training loops, schedules, initial weights and batches.
extension StandardLibrary {
  static let training: [LibraryFunction] = [
    .general(
      "gradientDescent",
      "(from start: T, rate: Double, steps: Int, loss: (T) -> Double) -> (parameters: T, losses: Vector, path: [T])",
      "w ← w − η ∇L(w), with the loss and the place before each step and after the last; w is a number, tensor, tuple or struct.",
      "gradientDescent(from: 0, rate: 0.25, steps: 2) { w in (w - 2) ** 2 }.parameters", "1.5",
      source: "A. Cauchy, Méthode générale pour la résolution des systèmes d'équations, 1847"
    ) { arguments, context in
      var own = OptimizerValue(
        name: "sgd", optimizer: .sgd(learningRate: try arguments.number(1)))
      var point = arguments[0]
      var losses: [Double] = []
      var path = [point]
      for _ in 0..<(try arguments.count(2)) {
        let (value, gradient) = try context.valueWithGradient(of: arguments[3], at: point)
        losses.append(value)
        point = try own.step(point, gradient)
        path.append(point)
      }
      losses.append(try context.call(arguments[3], [point]).asNumber())
      return .tuple(
        TupleValue(
          [point, .tensor(Tensor(losses)), try list(path)],
          labels: ["parameters", "losses", "path"]))
    },
    .general(
      "train",
      "(_ parameters: T, optimizer: Optimizer, steps: Int, schedule: ((Double) -> Double)? = nil, clipNorm: Double = .infinity, loss: (T) -> Double) -> (parameters: T, losses: Vector)",
      "The parameters after so many steps of the optimizer, and the loss before each step: lineChart(…losses) draws it.",
      "train([0.0], optimizer: sgd(learningRate: 0.25), steps: 2) { w in (w[0] - 2) ** 2 }.losses",
      "[4, 1]"
    ) { arguments, context in
      try trained(arguments, &context, passesStep: false)
    },
    .general(
      "train",
      "(_ parameters: T, optimizer: Optimizer, steps: Int, schedule: ((Double) -> Double)? = nil, clipNorm: Double = .infinity, loss: (T, Double) -> Double) -> (parameters: T, losses: Vector)",
      "As above, with the number of the step, from 0, as the loss's second argument, to choose a batch by.",
      "train([0.0], optimizer: sgd(learningRate: 0.5), steps: 2) { w, step in (w[0] - step) ** 2 }.losses",
      "[0, 1]"
    ) { arguments, context in
      try trained(arguments, &context, passesStep: true)
    },
    .general(
      "train",
      "(_ parameters: T, optimizer: Optimizer, steps: Int, patience: Int, validation: (T) -> Double, loss: (T, Double) -> Double) -> (parameters: T, losses: Vector, validation: Vector)",
      "As above, until the validation loss has not improved for `patience` steps; gives the parameters that were best by it.",
      "train([0.0], optimizer: sgd(learningRate: 0.25), steps: 9, patience: 2, validation: { w in abs(w[0] - 1) }) { w, step in (w[0] - 2) ** 2 }.parameters",
      "[1]", source: "L. Prechelt, Early stopping — but when?, 1998"
    ) { arguments, context in
      try stoppedEarly(arguments, &context)
    },
    .general(
      "batches", "(_ count: Int, size: Int, seed: Int? = nil) -> [Vector]",
      "The indices 0..<count in random order, in batches of `size` (the last may be smaller).",
      "batches(5, size: 2, seed: 1).count", "3"
    ) { arguments, context in
      let (count, size) = (try arguments.count(0), try arguments.integer(1))
      guard size > 0 else {
        throw ScriptCause("value.domain", "a batch has at least one example, not \(size)")
      }
      try context.countSteps(count)
      var order = (0..<count).map(Double.init)
      try drawing(arguments, 2, &context) { $0.shuffle(&order) }
      return .array(
        stride(from: 0, to: count, by: size).map {
          .tensor(Tensor(Array(order[$0..<min($0 + size, count)])))
        })
    },
    .general(
      "diagnose", "(_ losses: Vector) -> String",
      "What a loss curve looks like: diverging, oscillating, flat, still falling or settled.",
      "diagnose([9, 4, 2, 1.1, 1, 1, 1, 1, 1, 1])", "settled"
    ) { arguments, _ in .string(diagnosis(try arguments.vector(0))) },
    .layer(
      "gather", "(_ x: Matrix, _ rows: Vector) -> Matrix", "The rows at the indices, as a batch.",
      "gather([[1, 2], [3, 4]], [1])", "[[3, 4]]"
    ) { try $0.traced(0).taking($0.tensor(1)) },
    .layer(
      "gather", "(_ x: Vector, _ places: Vector) -> Vector", "The elements at the indices.",
      "gather([5, 6, 7], [2, 0])", "[7, 5]"
    ) { try $0.traced(0).taking($0.tensor(1)) },
    initial("xavierNormal", .xavierNormal, "normal", "2 / (inputs + outputs)", glorot),
    initial("xavierUniform", .xavierUniform, "uniform", "2 / (inputs + outputs)", glorot),
    initial("heNormal", .heNormal, "normal", "2 / inputs", he),
    initial("heUniform", .heUniform, "uniform", "2 / inputs", he),
  ]

  static let schedules: [LibraryFunction] = [
    .number(
      "stepDecay", "(_ rate: Double, step: Double, every: Double, factor: Double = 0.1) -> Double",
      "η₀ · factor^⌊step / every⌋.", "stepDecay(1, step: 65, every: 30, factor: 0.5)", "0.25"
    ) { try $0.number(0) * pow($0.number(3), ($0.number(1) / $0.number(2)).rounded(.down)) },
    .number(
      "exponentialDecay", "(_ rate: Double, step: Double, factor: Double) -> Double",
      "η₀ · factor^step.", "exponentialDecay(1, step: 2, factor: 0.5)", "0.25"
    ) { try $0.number(0) * pow($0.number(2), $0.number(1)) },
    .number(
      "cosineAnnealing",
      "(step: Double, steps: Double, from maximum: Double, to minimum: Double = 0) -> Double",
      "η_min + ½ (η_max − η_min) (1 + cos(π · step / steps)).",
      "cosineAnnealing(step: 5, steps: 10, from: 1)", "0.5",
      source: "I. Loshchilov, F. Hutter, SGDR, 2017, equation 5"
    ) { try halfCosine($0.number(0), $0.number(1), from: $0.number(2), to: $0.number(3)) },
    .number(
      "warmupCosine",
      "(step: Double, warmup: Double, steps: Double, peak: Double, minimum: Double = 0) -> Double",
      "Up along a line to the peak at `warmup`, then down along half a cosine to the minimum at `steps`.",
      "warmupCosine(step: 5, warmup: 10, steps: 100, peak: 1)", "0.5",
      source: "I. Loshchilov, F. Hutter, SGDR, 2017; warm-up from P. Goyal et al., 2017"
    ) {
      let (step, warmup) = try ($0.number(0), $0.number(1))
      let (steps, peak) = try ($0.number(2), $0.number(3))
      if step < warmup { return peak * step / warmup }
      return try halfCosine(
        min(step, steps) - warmup, max(steps - warmup, 1), from: peak, to: try $0.number(4))
    },
    .number(
      "warmupInverseSqrt", "(step: Double, warmup: Double, width: Double) -> Double",
      "d^−½ · min(step^−½, step · warmup^−3/2), steps counted from 1.",
      "warmupInverseSqrt(step: 4, warmup: 4, width: 4)", "0.25",
      source: "A. Vaswani et al., Attention Is All You Need, 2017, equation 3"
    ) {
      let (step, warmup, width) = try ($0.number(0), $0.number(1), $0.number(2))
      let rising = step / (warmup * warmup.squareRoot())
      return min(1 / step.squareRoot(), rising) / width.squareRoot()
    },
  ]

  // MARK: loops

  private static func trained(
    _ arguments: [Value], _ context: inout CallContext, passesStep: Bool
  ) throws -> Value {
    var own = try arguments.optimizer(1)
    let limit = try arguments.number(4)
    var point = arguments[0]
    var losses: [Double] = []
    for step in 0..<(try arguments.count(2)) {
      if !arguments.isNone(3) {
        let rate = try context.call(arguments[3], [.double(Double(step))])
        own.optimizer.learningRate = try rate.asNumber()
      }
      let (value, gradient) = try context.valueWithGradient(
        of: arguments[5], at: point, passesStep ? [.double(Double(step))] : [])
      losses.append(value)
      point = try own.step(point, clipped(gradient, norm: limit))
    }
    return .tuple(
      TupleValue([point, .tensor(Tensor(losses))], labels: ["parameters", "losses"]))
  }

  private static func stoppedEarly(
    _ arguments: [Value], _ context: inout CallContext
  ) throws -> Value {
    var own = try arguments.optimizer(1)
    let patience = try arguments.integer(3)
    var point = arguments[0]
    var best = (point: point, loss: Double.infinity, step: 0)
    var losses: [Double] = []
    var checks: [Double] = []
    for step in 0..<(try arguments.count(2)) {
      let check = try context.call(arguments[4], [point]).asNumber()
      checks.append(check)
      if check < best.loss { best = (point, check, step) }
      if step - best.step >= patience { break }
      let (value, gradient) = try context.valueWithGradient(
        of: arguments[5], at: point, [.double(Double(step))])
      losses.append(value)
      point = try own.step(point, gradient)
    }
    return .tuple(
      TupleValue(
        [best.point, .tensor(Tensor(losses)), .tensor(Tensor(checks))],
        labels: ["parameters", "losses", "validation"]))
  }

  private static func clipped(_ gradient: Value, norm limit: Double) throws -> Value {
    guard limit < .infinity else { return gradient }
    let length = Tensor(
      try gradient.numericLeaves.map { try [$0].tensor(0).norm() }
    ).norm()
    guard length > limit else { return gradient }
    return try gradient.mappingLeaves { leaf in
      if case .double(let number) = leaf { return .double(number * (limit / length)) }
      return .tensor(try [leaf].tensor(0) * (limit / length))
    }
  }

  /// A list of values in the language's form: numbers make a Vector.
  static func list(_ values: [Value]) throws -> Value {
    guard case .double? = values.first else { return .array(values) }
    return .tensor(Tensor(try values.map { try $0.asNumber() }))
  }

  /// Calls `body` with the stream of the seed at `index`, or with the chapter's own.
  static func drawing<Result>(
    _ arguments: [Value], _ index: Int, _ context: inout CallContext,
    _ body: (inout RandomSource) throws -> Result
  ) throws -> Result {
    guard arguments.isNone(index) else {
      var source = RandomSource(seed: UInt64(bitPattern: Int64(try arguments.integer(index))))
      return try body(&source)
    }
    return try body(&context.random)
  }

  /// A word for a loss curve, by its last tenth beside its first value and its steps up.
  private static func diagnosis(_ losses: [Double]) -> String {
    guard losses.count >= 4 else { return "too short" }
    guard losses.allSatisfy(\.isFinite) else { return "diverging" }
    let tail = max(2, losses.count / 10)
    let end = losses.suffix(tail).reduce(0, +) / Double(tail)
    let before = losses.dropLast(tail).suffix(tail).reduce(0, +)
    let middle = before / Double(min(tail, losses.count - tail))
    let rises = zip(losses, losses.dropFirst()).count { $0 < $1 }
    let size = max(losses[0].magnitude, 1e-300)
    if end > losses[0] + 0.1 * size { return "diverging" }
    if Double(rises) > 0.4 * Double(losses.count - 1) { return "oscillating" }
    if (losses[0] - end) < 0.01 * size { return "flat" }
    return (middle - end) < 0.005 * (losses[0] - end) ? "settled" : "still falling"
  }

  // MARK: pieces

  private static func halfCosine(
    _ step: Double, _ steps: Double, from maximum: Double, to minimum: Double
  ) throws -> Double {
    guard steps > 0 else {
      throw ScriptCause(
        "value.domain", "half a cosine takes more than 0 steps, not \(numberText(steps))")
    }
    return minimum + 0.5 * (maximum - minimum) * (1 + cos(Double.pi * step / steps))
  }

  private static let glorot = "X. Glorot, Y. Bengio, 2010, equation 12 and 16"
  private static let he = "K. He et al., Delving Deep into Rectifiers, 2015, equation 10"

  private static func initial(
    _ name: String, _ initialisation: Initialisation, _ kind: String, _ variance: String,
    _ source: String
  ) -> LibraryFunction {
    .general(
      name, "(inputs: Int, outputs: Int, seed: Int? = nil) -> Matrix",
      "A \(kind) matrix of variance \(variance), a row for each output as dense takes it.",
      "\(name)(inputs: 3, outputs: 2, seed: 1).shape", "[2, 3]", source: source
    ) { arguments, context in
      let (inputs, outputs) = (try arguments.count(0), try arguments.count(1))
      try context.countSteps(inputs * outputs)
      return .tensor(
        try drawing(arguments, 2, &context) {
          try initialisation.weights([outputs, inputs], from: &$0)
        })
    }
  }
}

extension [Value] {
  /// The integer at `index`, which may not be negative or immense.
  func count(_ index: Int) throws -> Int {
    let number = try integer(index)
    guard number >= 0, number <= 100_000_000 else {
      throw ScriptCause(
        "value.domain", "a count from 0 to a hundred million is needed here, not \(number)")
    }
    return number
  }
}

extension Value {
  /// The number that a function of the author gave.
  func asNumber() throws -> Double {
    switch self {
    case .double(let number): return number
    case .tensor(let tensor):
      if let number = tensor.scalar { return number }
    case .bool(let flag): return flag ? 1 : 0
    default: break
    }
    throw ScriptCause("library.argument", "the function should give a number")
  }
}
