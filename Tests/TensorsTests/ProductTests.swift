import Dispatch
import Kernels
import Tensors
import Testing

@Suite struct ProductTests {
  /// The definition: one chain of fused multiply-adds over the inner index.
  private func chain(_ a: Tensor, _ b: Tensor) -> Tensor {
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    var values = [Double](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        for p in 0..<k {
          values[i * n + j] = values[i * n + j].addingProduct(
            a.values[i * k + p], b.values[p * n + j])
        }
      }
    }
    return Tensor.make([m, n], values)
  }

  @Test func `small products by hand`() throws {
    let a = Tensor.make([2, 3], [1, 2, 3, 4, 5, 6])
    let b = Tensor.make([3, 2], [7, 8, 9, 10, 11, 12])
    #expect(try a.matmul(b) == Tensor.make([2, 2], [58, 64, 139, 154]))
    #expect(try a.matmul(Tensor([1, 0, -1])) == Tensor([-2, -2]))
    #expect(try Tensor([1, -1]).matmul(a) == Tensor([-3, -3, -3]))
    #expect(try Tensor([1, 2, 3]).matmul(Tensor([4, 5, 6])) == Tensor(scalar: 32))
    #expect(try Tensor([1, 2, 3]).dot(Tensor([4, 5, 6])) == 32)
  }

  @Test func `products of every small size are the chain over the inner index, bit for bit`() throws
  {
    for (m, n, k) in [
      (1, 1, 1), (2, 3, 4), (8, 24, 5), (9, 25, 7), (7, 1, 9), (1, 33, 20), (17, 8, 3),
      (40, 41, 42),
      (100, 70, 300),
    ] {
      let a = Tensor.random([m, k], seed: UInt64(m))
      let b = Tensor.random([k, n], seed: UInt64(n + 100))
      let expected = chain(a, b)
      #expect(try a.matmul(b) == expected)
      #expect(try a.transposed().matmul(b, transposingLeft: true) == expected)
      #expect(try a.matmul(b.transposed(), transposingRight: true) == expected)
      #expect(
        try a.transposed().matmul(b.transposed(), transposingLeft: true, transposingRight: true)
          == expected)
    }
  }

  @Test func `vectors of every width and the division into threads give the same bits`() throws {
    let (m, n, k) = (210, 190, 270)
    let a = Tensor.random([m, k], seed: 3)
    let b = Tensor.random([k, n], seed: 4)
    let threaded = try a.matmul(b)
    for width in 0...mb_product_width().rawValue {
      var out = [Double](repeating: .nan, count: m * n)
      a.withValues { x in
        b.withValues { y in
          mb_product(
            m, n, k, mb_matrix(base: x.baseAddress, row: k, column: 1),
            mb_matrix(base: y.baseAddress, row: n, column: 1), &out, n, mb_width(width))
        }
      }
      #expect(Tensor.make([m, n], out) == threaded)
    }
  }

  /// Products of this size share one second thread, which takes its part or is too late for it.
  @Test func `many products of middle size at a time keep their bits`() {
    let shapes = [(130, 120, 128), (96, 200, 150), (48, 1000, 50), (128, 128, 128)]
    let pairs = shapes.map { m, n, k in
      let a = Tensor.random([m, k], seed: UInt64(m))
      let b = Tensor.random([k, n], seed: UInt64(n))
      return (a, b, chain(a, b))
    }
    DispatchQueue.concurrentPerform(iterations: 4) { caller in
      for turn in 0..<40 {
        let (a, b, expected) = pairs[(caller + turn) % pairs.count]
        #expect((try? a.matmul(b)) == expected)
      }
    }
  }

  @Test func `row updates have the same bits with vectors of every width`() {
    let x = Tensor.random([101], seed: 7).values
    let y = Tensor.random([101], seed: 8).values
    var results: [[Double]] = []
    for width in 0...mb_product_width().rawValue {
      var (a, b) = (x, y)
      mb_add_multiple(101, 0.3, x, &b, mb_width(width))
      mb_rotate(101, 0.6, 0.8, &a, &b, mb_width(width))
      var (high, low) = (1.0, 0.0)
      mb_dot_twice(101, x, y, &high, &low, mb_width(width))
      results.append(a + b + [high, low])
    }
    #expect(results.allSatisfy { $0 == results[0] })
    for i in 0..<101 {
      let sum = y[i].addingProduct(0.3, x[i])
      #expect(results[0][i] == (0.8 * sum).addingProduct(0.6, x[i]))
      #expect(results[0][101 + i] == (-(0.8 * x[i])).addingProduct(0.6, sum))
    }
  }

  @Test func `sums of twice the digits keep what cancels`() {
    var (high, low) = (0.0, 0.0)
    mb_dot_twice(3, [1e16, 1, -1e16], [1, 1, 1], &high, &low, mb_product_width())
    #expect(high + low == 1)
  }

  @Test func `batches broadcast and multiply pair by pair`() throws {
    let a = Tensor.random([2, 1, 3, 4], seed: 5)
    let b = Tensor.random([3, 4, 2], seed: 6)
    let product = try a.matmul(b)
    #expect(product.shape == [2, 3, 3, 2])
    for i in 0..<2 {
      for j in 0..<3 {
        let one = try a.sliced([.at(i), .at(0)]).matmul(b.at(j))
        #expect(try product.sliced([.at(i), .at(j)]) == one)
      }
    }
    #expect(try b.matmul(Tensor([1, 2])).shape == [3, 4])
    #expect(try Tensor([1, 2, 3, 4]).matmul(b).shape == [3, 2])
    #expect(throws: TensorError.self) { try Tensor.zeros([2, 3, 4]).matmul(b) }
  }

  @Test func `inner sizes that differ are named with both shapes`() throws {
    let error = #expect(throws: TensorError.self) {
      try Tensor.zeros([2, 3]).matmul(Tensor.zeros([2, 2]))
    }
    #expect(error?.message == "cannot multiply [2, 3] by [2, 2]: the inner sizes 3 and 2 differ")
    let number = #expect(throws: TensorError.self) {
      try Tensor([1]).matmul(Tensor(scalar: 2))
    }
    #expect(number?.hints == ["use * to multiply by a number"])
    #expect(throws: TensorError.self) { try Tensor([1, 2]).dot(Tensor([1])) }
  }

  @Test func `empty inner sizes give zeros`() throws {
    #expect(try Tensor.zeros([2, 0]).matmul(Tensor.zeros([0, 2])) == Tensor.zeros([2, 2]))
    #expect(try Tensor.zeros([0, 3]).matmul(Tensor.zeros([3, 2])).shape == [0, 2])
  }

  @Test func `outer and Kronecker products`() throws {
    #expect(
      try Tensor([1, 2]).outer(Tensor([3, 4, 5])) == Tensor.make([2, 3], [3, 4, 5, 6, 8, 10]))
    let a = Tensor.make([1, 2], [1, 2])
    let b = Tensor.make([2, 2], [1, 2, 3, 4])
    #expect(try a.kron(b) == Tensor.make([2, 4], [1, 2, 2, 4, 3, 4, 6, 8]))
  }

  @Test func `cosine similarity of parallel, opposite and orthogonal vectors`() throws {
    let a = Tensor.make([4, 2], [1, 0, 1, 1, 3, 4, 0, 0])
    let b = Tensor.make([4, 2], [0, 1, -2, -2, 6, 8, 1, 1])
    expectClose(try a.cosineSimilarity(b), Tensor([0, -1, 1, 0]))
  }
}
