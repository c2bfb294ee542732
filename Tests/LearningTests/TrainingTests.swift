import Learning
import Numerics
import Tensors
import Testing

@Suite struct TrainingTests {
  @Test func `losses at hand-computed points`() throws {
    let a = Traced(Tensor([1, 2]))
    let b = Traced(Tensor([1, 4]))
    #expect(try meanSquaredError(a, b).value.scalar == 2)
    #expect(try meanAbsoluteError(a, b).value.scalar == 1)
    #expect(try huberLoss(a, b).value.scalar == 0.75)
    // log 2 for two equal logits.
    let even = try crossEntropy(Traced(Tensor.zeros([1, 2])), Tensor([0]))
    #expect(abs(even.value.values[0] - 0.6931471805599453) < 1e-15)
    let coin = try binaryCrossEntropy(Traced(Tensor([0])), Tensor([1]))
    #expect(abs(coin.value.values[0] - 0.6931471805599453) < 1e-15)
    #expect(
      try klDivergence(from: Traced(Tensor.zeros([1, 3])), to: Traced(Tensor.ones([1, 3])))
        .value.scalar == 0)
    #expect(
      try gaussianKLDivergence(mean: Traced(Tensor([1])), logVariance: Traced(Tensor([0])))
        .value.scalar == 0.5)
  }

  @Test func `losses pull back`() throws {
    let logits = try random([4, 3], 1)
    let targets = Tensor([0, 2, 1, 2])
    try expectGradients(at: [logits]) { x throws(TensorError) in
      try crossEntropy(x[0], targets, smoothing: 0.1)
    }
    try expectGradients(at: [logits]) { x throws(TensorError) in
      try binaryCrossEntropy(x[0], Tensor.ones([4, 3]))
    }
    let other = try random([4, 3], 2)
    try expectGradients(at: [logits, other]) { x throws(TensorError) in
      try klDivergence(from: x[0], to: x[1])
    }
    try expectGradients(at: [logits, other]) { x throws(TensorError) in try ntXent(x[0], x[1]) }
    try expectGradients(at: [logits, other]) { x throws(TensorError) in
      try symmetricInfoNCE(x[0], x[1])
    }
    let steps = try random([5, 1, 3], 3)
    try expectGradients(at: [steps]) { x throws(TensorError) in
      try ctcLoss(
        x[0], Tensor([1, 2]).reshaped(to: [1, 2]), inputLengths: [5], targetLengths: [2])
    }
  }

  @Test func `the CTC loss sums all alignments`() throws {
    // Two steps, target "1": the alignments are 11, 01, 10, so 3/4 of four equal paths.
    let loss = try ctcLoss(
      Traced(Tensor.zeros([2, 1, 2])), Tensor([1]).reshaped(to: [1, 1]), inputLengths: [2],
      targetLengths: [1])
    #expect(abs(loss.value.values[0] + log(0.75)) < 1e-15)
  }

  @Test func `one step of each simple rule by hand`() throws {
    var parameters = [Tensor([1])]
    var descent = Optimizer.sgd(learningRate: 0.1)
    try descent.step(&parameters, gradients: [Tensor([2])])
    #expect(parameters[0].values == [0.8])
    // Adam's first step goes by the learning rate, against the sign.
    parameters = [Tensor([1, 1])]
    var adam = Optimizer(.adam(epsilon: 0), learningRate: 0.01)
    try adam.step(&parameters, gradients: [Tensor([5, -0.001])])
    #expect(abs(parameters[0].values[0] - 0.99) < 1e-15)
    #expect(abs(parameters[0].values[1] - 1.01) < 1e-15)
  }

  @Test func `a copy of an optimizer goes its own way`() throws {
    var first = Optimizer.sgd(learningRate: 0.1, momentum: 0.9)
    var a = [Tensor([1])]
    try first.step(&a, gradients: [Tensor([1])])
    var second = first
    var b = a
    try first.step(&a, gradients: [Tensor([1])])
    try second.step(&b, gradients: [Tensor([1])])
    #expect(a == b)
    #expect(first.steps == 2)
  }

  @Test func `gradients of other shapes are refused`() throws {
    var parameters = [Tensor([1])]
    var descent = Optimizer.sgd(learningRate: 0.1)
    let error = #expect(throws: TensorError.self) {
      try descent.step(&parameters, gradients: [Tensor([1, 2])])
    }
    #expect(error?.message == "a parameter of shape [1] cannot have the gradient [2]")
  }

  @Test func `schedules rise and fall as they say`() {
    let warm = LearningRateSchedule.warmupCosine(1, warmup: 10, steps: 110)
    #expect(warm.rate(at: 0) == 0.1)
    #expect(warm.rate(at: 10) == 1)
    #expect(abs(warm.rate(at: 60) - 0.5) < 1e-15)
    #expect(warm.rate(at: 110) == 0)
    let root = LearningRateSchedule.inverseSquareRoot(width: 4, warmup: 100)
    #expect(abs(root.rate(at: 99) - 0.05) < 1e-15)
    #expect(root.rate(at: 399) < root.rate(at: 99))
  }

  @Test func `initial weights have the variance of their name`() throws {
    var source = RandomSource(seed: 1)
    for (kind, variance) in [
      (Initialisation.xavierUniform, 2.0 / 300), (.xavierNormal, 2.0 / 300),
      (.heUniform, 2.0 / 100),
      (.heNormal, 2.0 / 100), (.normal(0.5), 0.25), (.uniform(0.3), 0.03),
    ] {
      let weights = try kind.weights([200, 100], from: &source)
      let found = try weights.reduced(.variance(ddof: 0))
      #expect(abs(found / variance - 1) < 0.05, "\(kind)")
    }
  }

  @Test func `dropout keeps the mean and nothing at all of what it drops`() throws {
    var source = RandomSource(seed: 2)
    let kept = try dropout(Traced(Tensor.ones([100, 100])), rate: 0.25, from: &source).value
    #expect(abs(try kept.mean() - 1) < 0.02)
    #expect(kept.values.allSatisfy { $0 == 0 || $0 == 1 / 0.75 })
  }

  @Test func `a small network learns exclusive or`() throws {
    let x = Traced(try Tensor(rows: [[0, 0], [0, 1], [1, 0], [1, 1]]))
    let y = try Tensor([0, 1, 1, 0]).reshaped(to: [4, 1])
    var source = RandomSource(seed: 3)
    var parameters = [
      try Initialisation.xavierNormal.weights([8, 2], from: &source), try Tensor.zeros([8]),
      try Initialisation.xavierNormal.weights([1, 8], from: &source), try Tensor.zeros([1]),
    ]
    var optimizer = Optimizer.adam(learningRate: 0.05)
    var loss = Double.infinity
    for _ in 0..<300 {
      let result = try valueWithGradients(at: parameters) { p throws(TensorError) in
        let hidden = try dense(x, weight: p[0], bias: p[1]).activated(.tanh)
        return try binaryCrossEntropy(dense(hidden, weight: p[2], bias: p[3]), y)
      }
      loss = result.value.values[0]
      try optimizer.step(&parameters, gradients: result.gradients)
    }
    #expect(loss < 0.01)
  }
}
