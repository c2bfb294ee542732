import Tensors
import Testing

@Suite struct ReductionTests {
  let matrix = Tensor.make([2, 3], [3, 1, 2, 6, 5, 4])

  @Test func `whole reductions of a small matrix`() throws {
    #expect(matrix.sum() == 21)
    #expect(try matrix.mean() == 3.5)
    #expect(try matrix.reduced(.product) == 720)
    #expect(try matrix.min() == 1)
    #expect(try matrix.max() == 6)
    #expect(try matrix.reduced(.argmin) == 1)
    #expect(try matrix.reduced(.argmax) == 3)
    #expect(try matrix.reduced(.variance(ddof: 0)) == 17.5 / 6)
    #expect(try matrix.reduced(.variance(ddof: 1)) == 3.5)
    #expect(try matrix.reduced(.all) == 1)
    #expect(try Tensor([0, 0]).reduced(.any) == 0)
    #expect(try Tensor([0, 2]).reduced(.countNonzero) == 1)
  }

  @Test func `reductions by axis drop it or keep it as size 1`() throws {
    #expect(try matrix.sum(axis: 0) == Tensor([9, 6, 6]))
    #expect(try matrix.sum(axis: 1) == Tensor([6, 15]))
    #expect(try matrix.sum(axis: -1, keepDims: true).shape == [2, 1])
    #expect(try matrix.reduced(.argmax, axis: 1) == Tensor([0, 0]))
    #expect(try matrix.reduced(.minimum, axis: 0) == Tensor([3, 1, 2]))
    let cube = Tensor.make([2, 3, 2], (1...12).map(Double.init))
    #expect(try cube.sum(axis: 1) == Tensor.make([2, 2], [9, 12, 27, 30]))
  }

  @Test func `sums go through eight lanes, added in halves`() {
    let values = (0..<21).map { 1 / Double($0 + 3) }
    var lanes = [Double](repeating: 0, count: 8)
    for (i, x) in values.enumerated() { lanes[i % 8] += x }
    let four = (0..<4).map { lanes[$0] + lanes[$0 + 4] }
    #expect(Tensor(values).sum() == (four[0] + four[2]) + (four[1] + four[3]))
  }

  @Test func `a reduction has the same bits along every axis`() throws {
    let along = Tensor.random([37, 53], seed: 1)
    let across = along.transposed()
    for reduction: Reduction in [
      .sum, .mean, .variance(ddof: 1), .norm(2), .norm(3), .logSumExp, .product,
    ] {
      #expect(try along.reduced(reduction, axis: 1) == across.reduced(reduction, axis: 0))
    }
  }

  @Test func `the variance of large numbers close together is not lost`() throws {
    // Values 10⁹ + {4, 7, 13, 16}: the mean square distance is 22.5, with n - 1 it is 30.
    let x = Tensor([4, 7, 13, 16].map { 1e9 + $0 })
    #expect(try x.reduced(.variance(ddof: 1)) == 30)
  }

  @Test func `norms of every order, without overflow`() throws {
    let x = Tensor([3, -4])
    #expect(x.norm() == 5)
    #expect(try x.reduced(.norm(1)) == 7)
    #expect(try x.reduced(.norm(.infinity)) == 4)
    #expect(try x.reduced(.norm(0)) == 2)
    #expect(abs(try x.reduced(.norm(3)) - 4.497941445275415) < 1e-14)
    #expect(Tensor([0x1.8p701, 0x1p702]).norm() == 0x1.4p702)
    #expect(Tensor([0x1.8p-701, 0x1p-700]).norm() == 0x1.4p-700)
    #expect(throws: TensorError.self) { try x.reduced(.norm(-1)) }
  }

  @Test func `empty reductions have a value or a reason`() throws {
    let empty = Tensor([])
    #expect(empty.sum() == 0)
    #expect(try empty.reduced(.product) == 1)
    let error = #expect(throws: TensorError.self) { try empty.mean() }
    #expect(error?.message == "the mean of no values is not defined")
    #expect(try Tensor.zeros([0, 2]).sum(axis: 0) == Tensor([0, 0]))
    let single = #expect(throws: TensorError.self) { try Tensor([1]).reduced(.variance(ddof: 1)) }
    #expect(
      single?.message == "the variance with divisor n - 1 needs more than 1 value, not 1")
  }

  @Test func `a missing axis is named with those that exist`() {
    let error = #expect(throws: TensorError.self) { try matrix.sum(axis: 2) }
    #expect(
      error?.message == "cannot take the sum along axis 2: the shape [2, 3] has the axes 0 to 1")
  }

  @Test func `softmax adds up to 1 and survives large values`() throws {
    let x = Tensor.make([2, 2], [1000, 1000, 0, -1e300])
    #expect(try x.softmax() == Tensor.make([2, 2], [0.5, 0.5, 1, 0]))
    let y = Tensor([1, 2, 3])
    // e / (e + e² + e³) and so on, from mpmath.
    expectClose(
      try y.softmax(), Tensor([0.09003057317038046, 0.24472847105479764, 0.6652409557748218]))
    expectClose(
      try y.logSoftmax(), Tensor([-2.4076059644443806, -1.4076059644443804, -0.4076059644443804]))
    #expect(abs(try y.reduced(.logSumExp) - 3.4076059644443806) < 1e-14)
    #expect(try Tensor([]).reduced(.logSumExp) == -.infinity)
  }

  @Test func `sorting is stable both ways and refuses NaN`() throws {
    let x = Tensor([2, 1, 2, 0, 1])
    #expect(try x.sorted() == Tensor([0, 1, 1, 2, 2]))
    #expect(try x.argsort() == Tensor([3, 1, 4, 0, 2]))
    #expect(try x.argsort(descending: true) == Tensor([0, 2, 1, 4, 3]))
    let top = try x.topK(3)
    #expect(top.values == Tensor([2, 2, 1]))
    #expect(top.indices == Tensor([0, 2, 1]))
    #expect(try matrix.sorted(axis: 0) == matrix)
    #expect(throws: TensorError.self) { try Tensor([1, .nan]).sorted() }
    #expect(throws: TensorError.self) { try x.topK(6) }
  }

  @Test func `long runs sort as short ones do, also zeros, infinities and equals`() throws {
    var values = Tensor.random([3000], seed: 5).values.map { ($0 * 500).rounded() / 4 }
    values[7] = .infinity
    values[9] = -.infinity
    values[11] = -0.0
    values[12] = .leastNonzeroMagnitude
    for descending in [false, true] {
      let expected = values.indices.sorted { (i: Int, j: Int) -> Bool in
        if values[i] == values[j] { return i < j }
        return descending ? values[i] > values[j] : values[i] < values[j]
      }
      let x = Tensor(values)
      #expect(try x.argsort(descending: descending).values == expected.map(Double.init))
      #expect(try x.sorted(descending: descending).values == expected.map { values[$0] })
    }
  }

  @Test func `running sums, products and maxima along each axis`() throws {
    #expect(try Tensor([1, 2, 3]).cumulativeSum() == Tensor([1, 3, 6]))
    #expect(try matrix.cumulativeSum(axis: 0) == Tensor.make([2, 3], [3, 1, 2, 9, 6, 6]))
    #expect(try matrix.cumulativeProduct(axis: 1) == Tensor.make([2, 3], [3, 3, 6, 6, 30, 120]))
    #expect(try matrix.cumulativeMaximum() == Tensor.make([2, 3], [3, 3, 3, 6, 6, 6]))
  }

  @Test func `summing to a smaller shape undoes a broadcast`() throws {
    let ones = try Tensor.ones([4, 2, 3])
    #expect(try ones.summed(to: Shape([2, 1])) == Tensor.make([2, 1], [12, 12]))
    #expect(try ones.summed(to: .scalar).scalar == 24)
    #expect(throws: TensorError.self) { try ones.summed(to: Shape([5])) }
  }
}
