import Learning
import Tensors
import Testing

/// The tensor of `shape` with seeded values between -1 and 1.
func random(_ shape: [Int], _ seed: UInt64) throws -> Tensor {
  var state = seed
  let values = (0..<shape.reduce(1, *)).map { _ -> Double in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(Int64(bitPattern: state) >> 11) * 0x1p-52
  }
  return try Tensor(shape: shape, values: values)
}

/// Expects the gradients of `body` at `inputs` to agree with differences along seeded directions.
func expectGradients(
  at inputs: [Tensor], tolerance: Double = 1e-8,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: ([Traced]) throws(TensorError) -> Traced
) throws {
  let value = try body(inputs.map { Traced($0) }).value
  let seed = try random(value.shape.sizes, 99)
  let found = try valueWithGradients(at: inputs, along: seed, body)
  for (index, input) in inputs.enumerated() {
    let direction = try random(input.shape.sizes, UInt64(7 + index))
    func moved(_ h: Double) throws -> Double {
      var changed = inputs
      changed[index] = try input + direction * h
      return try (body(changed.map { Traced($0) }).value * seed).sum()
    }
    let h = 1e-3
    let near = try 8 * (moved(h) - moved(-h))
    let slope = try (near - (moved(2 * h) - moved(-2 * h))) / (12 * h)
    let pulled = try (found.gradients[index] * direction).sum()
    #expect(
      abs(pulled - slope) <= tolerance * max(1, abs(slope)), "input \(index): \(pulled) \(slope)",
      sourceLocation: sourceLocation)
  }
}

@Suite struct GradientTests {
  @Test func `a value used twice gets both derivatives`() throws {
    let x = Tensor([2, 3])
    let result = try valueWithGradients(at: [x]) { x throws(TensorError) in
      try (x[0] * x[0] + x[0]).sum()
    }
    #expect(result.value.scalar == 18)
    #expect(result.gradients[0] == Tensor([5, 7]))
  }

  @Test func `a variable that is not used has the derivative 0`() throws {
    let result = try valueWithGradients(at: [Tensor([1]), Tensor([2])]) { x throws(TensorError) in
      x[0].sum()
    }
    #expect(result.gradients[1] == Tensor([0]))
  }

  @Test func `a hundred thousand steps do not exhaust the stack`() throws {
    let result = try valueWithGradients(at: [Tensor(scalar: 1)]) { x throws(TensorError) in
      var sum = x[0]
      for _ in 0..<100_000 { sum = sum * 1.00001 }
      return sum
    }
    #expect(abs(result.gradients[0].values[0] - result.value.values[0]) < 1e-9)
  }

  @Test func `products of every rank pull back`() throws {
    for (a, b) in [([3], [3]), ([2, 3], [3]), ([3], [3, 2]), ([2, 3], [3, 4])] {
      try expectGradients(at: [random(a, 1), random(b, 2)]) { x throws(TensorError) in
        try x[0].matmul(x[1])
      }
    }
    try expectGradients(at: [random([2, 3, 4], 1), random([4, 2], 2)]) { x throws(TensorError) in
      try x[0].matmul(x[1])
    }
    for (left, right) in [(false, true), (true, false), (true, true)] {
      let a = try random(left ? [3, 2] : [2, 3], 1)
      let b = try random(right ? [4, 3] : [3, 4], 2)
      try expectGradients(at: [a, b]) { x throws(TensorError) in
        try x[0].matmul(x[1], transposingLeft: left, transposingRight: right)
      }
    }
  }

  @Test func `named sums pull back, also diagonals and axes summed alone`() throws {
    for (equation, a, b) in [
      ("ij,jk->ik", [2, 3], [3, 4]), ("ii,ij->j", [3, 3], [3, 2]), ("ij,k->i", [2, 3], [4]),
      ("i,j->ij", [2], [3]), ("bij,bkj->bik", [2, 3, 4], [2, 5, 4]),
    ] {
      try expectGradients(at: [random(a, 1), random(b, 2)]) { x throws(TensorError) in
        try Traced.einsum(equation, x[0], x[1])
      }
    }
  }

  @Test func `reductions and scans pull back along every axis`() throws {
    let x = try random([3, 4, 2], 5)
    let reductions: [Reduction] = [
      .sum, .mean, .product, .minimum, .maximum, .variance(ddof: 1), .standardDeviation(ddof: 0),
      .norm(1), .norm(2), .norm(3), .logSumExp,
    ]
    for axis in 0..<3 {
      for reduction in reductions {
        try expectGradients(at: [x]) { x throws(TensorError) in
          try x[0].reduced(reduction, axis: axis)
        }
      }
      try expectGradients(at: [x]) { x throws(TensorError) in try x[0].cumulativeSum(axis: axis) }
      try expectGradients(at: [x]) { x throws(TensorError) in
        try x[0].cumulativeProduct(axis: axis)
      }
      try expectGradients(at: [x]) { x throws(TensorError) in
        try x[0].logCumulativeSumExp(axis: axis)
      }
      try expectGradients(at: [x]) { x throws(TensorError) in try x[0].softmax(axis: axis) }
      try expectGradients(at: [x]) { x throws(TensorError) in try x[0].logSoftmax(axis: axis) }
      try expectGradients(at: [x]) { x throws(TensorError) in try x[0].normalized(axis: axis) }
    }
  }

  @Test func `vectors pull back along their only axis`() throws {
    let x = try random([5], 3)
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].softmax() }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].logSoftmax() }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].normalized() }
    try expectGradients(at: [x]) { x throws(TensorError) in try layerNorm(x[0]) }
    try expectGradients(at: [x]) { x throws(TensorError) in try rmsNorm(x[0]) }
    try expectGradients(at: [x]) { x throws(TensorError) in
      try x[0].reduced(.variance(ddof: 1), keepDims: true)
    }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].reduced(.maximum) }
  }

  @Test func `the product's derivative survives zeros`() throws {
    let result = try valueWithGradients(at: [Tensor([0, 2, 3])]) { x throws(TensorError) in
      try x[0].reduced(.product)
    }
    #expect(result.gradients[0] == Tensor([6, 0, 0]))
  }

  @Test func `rearrangements pull back`() throws {
    let x = try random([3, 4], 6)
    try expectGradients(at: [x]) { x throws(TensorError) in
      try x[0].sliced([.range(0..<2), .at(1)])
    }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].reversed(axis: 0) }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].rolled(by: 3, axis: 1) }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].lowerTriangle() }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].differences(axis: 0) }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].sorted(axis: 0) }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].topK(2) }
    try expectGradients(at: [x]) { x throws(TensorError) in try x[0].taking(Tensor([2, 0, 2])) }
    try expectGradients(at: [x]) { x throws(TensorError) in
      try Traced.stacked([x[0], x[0]], axis: 1)
    }
    try expectGradients(at: [x]) { x throws(TensorError) in x[0].transposed() }
  }

  @Test func `matrix functions pull back`() throws {
    let half = try random([4, 4], 8)
    let a = try half.matmul(half, transposingRight: true) + Tensor.identity(4) * 2
    let b = try random([4, 2], 9)
    try expectGradients(at: [a, b]) { x throws(TensorError) in try x[0].solve(x[1]) }
    try expectGradients(at: [a]) { x throws(TensorError) in try x[0].inverse() }
    try expectGradients(at: [a]) { x throws(TensorError) in try x[0].logDeterminant() }
    try expectGradients(at: [half]) { x throws(TensorError) in try x[0].matrixExponential() }
    try expectGradients(at: [half]) { x throws(TensorError) in
      try (x[0].matmul(x[0], transposingRight: true) + Traced(Tensor.identity(4))).cholesky()
    }
    try expectGradients(at: [half]) { x throws(TensorError) in
      try (x[0] + x[0].transposed()).symmetricEigenvalues()
    }
    try expectGradients(at: [b]) { x throws(TensorError) in try x[0].singularValues() }
  }
}
