import Learning
import Numerics
import Tensors
import Testing

@Suite struct LayerTests {
  @Test func `activations at hand-computed points`() {
    #expect(Activation.relu(-1) == 0)
    #expect(Activation.leakyRelu(slope: 0.1)(-2) == -0.2)
    #expect(Activation.gelu(0) == 0)
    // Φ(1) = 0.841344746068543 and 1 / (1 + e⁻¹) = 0.731058578630005 from tables.
    #expect(abs(Activation.gelu(1) - 0.841344746068543) < 1e-15)
    #expect(abs(Activation.silu(1) - 0.731058578630005) < 1e-15)
    #expect(abs(Activation.geluTanh(1) - 0.841191990608276) < 1e-14)
    #expect(Activation.hardswish(3) == 3)
    #expect(Activation.gelu(-1000) == 0)
  }

  private static let activations: [Activation] = [
    .relu, .leakyRelu(slope: 0.1), .gelu, .geluTanh, .silu, .sigmoid, .logSigmoid, .tanh,
    .softplus, .elu(alpha: 0.7), .selu, .celu(alpha: 2), .mish, .relu6, .hardtanh, .hardsigmoid,
    .hardswish, .softsign, .tanhshrink,
  ]

  @Test func `whole tensors get the bits that single numbers get`() throws {
    var random = RandomSource(seed: 3)
    var numbers: [Double] = [0, -0.0, 1e-300, -1e-300, 40, -40, 745, -745, .infinity, 3, -3, 6]
    for _ in 0..<500 { numbers.append(3 * random.nextNormal()) }
    let x = Tensor(numbers)
    for activation in Self.activations {
      let (values, slopes) = (activation.values(at: x), activation.derivatives(at: x))
      for (place, number) in numbers.enumerated() {
        let (value, slope) = (activation(number), activation.derivative(number))
        let isValue = values[flat: place].bitPattern == value.bitPattern || value.isNaN
        let isSlope = slopes[flat: place].bitPattern == slope.bitPattern || slope.isNaN
        #expect(isValue && isSlope, "\(activation) at \(number)")
        #expect(values[flat: place].isNaN == value.isNaN)
        #expect(slopes[flat: place].isNaN == slope.isNaN)
      }
    }
  }

  @Test func `every activation's derivative agrees with differences`() {
    let h = 1e-4
    for activation in Self.activations {
      for x in [-4.1, -1.3, -0.2, 0.3, 1.7, 6.5] {
        let near = 8 * (activation(x + h) - activation(x - h))
        let slope = (near - (activation(x + 2 * h) - activation(x - 2 * h))) / (12 * h)
        #expect(abs(activation.derivative(x) - slope) < 1e-10, "\(activation) at \(x)")
      }
    }
  }

  @Test func `normalised rows have mean 0 and variance 1, whatever their offset`() throws {
    let x = try random([3, 8], 1) + 1e6
    let y = try layerNorm(Traced(x), epsilon: 0).value
    for row in 0..<3 {
      #expect(abs(try y.at(row).mean()) < 1e-15)
      #expect(abs(try y.at(row).reduced(.variance(ddof: 0)) - 1) < 1e-12)
    }
    let root = try rmsNorm(Traced(random([2, 8], 2)), epsilon: 0).value
    #expect(abs(try root.at(0).mapped(.square).mean() - 1) < 1e-14)
  }

  @Test func `normalisations pull back`() throws {
    let x = try random([4, 6, 5], 1)
    let inner = try random([5], 2)
    let channels = try random([6], 3)
    try expectGradients(at: [x, inner, inner]) { x throws(TensorError) in
      try layerNorm(x[0], weight: x[1], bias: x[2])
    }
    try expectGradients(at: [x, inner]) { x throws(TensorError) in
      try rmsNorm(x[0], weight: x[1])
    }
    try expectGradients(at: [x, channels, channels]) { x throws(TensorError) in
      try batchNorm(x[0], weight: x[1], bias: x[2])
    }
    try expectGradients(at: [x, channels, channels]) { x throws(TensorError) in
      try groupNorm(x[0], groups: 3, weight: x[1], bias: x[2])
    }
  }

  @Test func `attention weights add up to 1 and the causal ones look back only`() throws {
    let x = Traced(try random([5, 4], 1))
    let result = try scaledDotProductAttention(x, x, x, mask: .causal)
    let sums = try result.weights.value.sum(axis: 1)
    #expect(sums.values.allSatisfy { abs($0 - 1) < 1e-15 })
    #expect(try result.weights.value.upperTriangle(1).norm() == 0)
    #expect(try result.output.value.at(0) == x.value.at(0))
  }

  @Test func `attention and a whole block pull back`() throws {
    let q = try random([2, 4, 3, 2], 1)
    let k = try random([2, 2, 5, 2], 2)
    try expectGradients(at: [q, k, k]) { x throws(TensorError) in
      try scaledDotProductAttention(x[0], x[1], x[2]).output
    }
    let d = 4
    let inputs = try [
      random([2, 3, d], 1), random([3 * d, d], 2), random([d, d], 3), random([d], 4),
      random([8, d], 5), random([8], 6), random([d, 8], 7),
    ]
    for normalisesFirst in [true, false] {
      try expectGradients(at: inputs) { x throws(TensorError) in
        let attention = MultiHeadWeights(
          inWeight: x[1], inBias: nil, outWeight: x[2], outBias: x[3])
        let weights = TransformerWeights(
          firstNorm: (x[3], x[3]), attention: attention, secondNorm: (x[3], x[3]),
          wide: (x[4], x[5]), narrow: (x[6], x[3]))
        return try transformerBlock(x[0], weights, heads: 2, normalisesFirst: normalisesFirst)
      }
    }
  }

  @Test func `rotary products depend on the difference of positions only`() throws {
    let q = try random([1, 8], 1)
    let k = try random([1, 8], 2)
    func score(_ m: Int, _ n: Int) throws -> Double {
      let a = try rotaryPositions(Traced(q), from: m).value
      let b = try rotaryPositions(Traced(k), from: n).value
      return try (a * b).sum()
    }
    #expect(abs(try score(3, 1) - score(9, 7)) < 1e-14)
    #expect(abs(try score(3, 1) - score(3, 2)) > 1e-3)
    try expectGradients(at: [try random([3, 4], 3)]) { x throws(TensorError) in
      try rotaryPositions(x[0], interleaved: false)
    }
  }

  @Test func `sinusoidal positions start with 0 and 1`() throws {
    let table = try sinusoidalPositions(3, width: 4)
    #expect(try table.at(0) == Tensor([0, 1, 0, 1]))
    // sin 1, cos 1, sin 0.01, cos 0.01.
    let expected = [
      0.8414709848078965, 0.5403023058681398, 0.009999833334166664, 0.9999500004166653,
    ]
    for (a, b) in zip(try table.at(1).values, expected) { #expect(abs(a - b) < 1e-15) }
  }

  @Test func `recurrent cells and images pull back`() throws {
    let x = try random([2, 3, 3], 1)
    let h = try random([2, 2], 2)
    let weights = try [random([8, 3], 3), random([8, 2], 4), random([8], 5)]
    try expectGradients(at: [x, h, h] + weights) { x throws(TensorError) in
      let parameters = RecurrentWeights(input: x[3], state: x[4], inputBias: x[5])
      return try lstm(x[0], state: (x[1], x[2]), parameters).outputs
    }
    let image = try random([1, 2, 5, 5], 6)
    let kernel = try random([3, 2, 3, 3], 7)
    try expectGradients(at: [image, kernel]) { x throws(TensorError) in
      try averagePool2d(conv2d(x[0], x[1], padding: [1, 1]), Window(2, 2, stride: [2, 2]))
    }
    // Values far enough apart that a small step changes no maximum.
    let order = try random([25], 9).argsort().reshaped(to: [5, 5])
    try expectGradients(at: [order]) { x throws(TensorError) in
      try maxPool2d(x[0], Window(3, 2, padding: [1, 0]))
    }
    try expectGradients(at: [image, try random([2, 3, 3, 3], 8)]) { x throws(TensorError) in
      try convTranspose2d(x[0], x[1], stride: [2, 2], padding: [1, 1])
    }
  }
}
