import Tensors
import Testing

@Suite struct LinearAlgebraTests {
  @Test func `a small system is solved to the last digit`() throws {
    let a = Tensor.make([2, 2], [2, 1, 1, 3])
    #expect(try a.solve(Tensor([3, 5])) == Tensor([0.8, 1.4]))
    #expect(try a.determinant() == 5)
    expectClose(try a.inverse(), Tensor.make([2, 2], [0.6, -0.2, -0.2, 0.4]))
    #expect(try a.solve(Tensor.make([2, 1], [3, 5])).shape == [2, 1])
  }

  @Test func `a Hilbert matrix of size 10 is inverted although its condition is 1e13`() throws {
    let n = 10
    var values: [Double] = []
    for i in 0..<n { for j in 0..<n { values.append(1 / Double(i + j + 1)) } }
    let hilbert = Tensor.make([n, n], values)
    let x = Tensor((0..<n).map { Double($0) - 4.5 })
    // The right-hand side is rounded, so that the solution is x only up to condition times 2⁻⁵³;
    // what must be right is the residual.
    let solution = try hilbert.solution(of: hilbert.matmul(x))
    #expect(solution.conditionEstimate > 1e12)
    #expect(solution.conditionEstimate < 1e15)
    let residual = try hilbert.matmul(solution.value) - hilbert.matmul(x)
    #expect(residual.norm() < 4e-15)
  }

  @Test func `a singular matrix is named as such with what to do`() throws {
    let zero = #expect(throws: TensorError.self) {
      try Tensor.make([2, 2], [1, 2, 2, 4]).solve(Tensor([1, 1]))
    }
    #expect(zero?.message == "the matrix of shape [2, 2] is singular")
    let nearly = #expect(throws: TensorError.self) {
      try Tensor.make([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]).inverse()
    }
    #expect(nearly?.kind == .singular)
    #expect(nearly?.hints == ["leastSquares gives the best solution of least length"])
    #expect(try Tensor.make([2, 2], [1, 2, 2, 4]).determinant() == 0)
  }

  @Test func `determinants neither overflow nor lose their sign`() throws {
    let large = try Tensor.diagonal([1e200, -1e200, 1e-300])
    #expect(abs(try large.determinant() + 1e100) < 1e86)
    let huge = try Tensor.diagonal([Double](repeating: 1e300, count: 3)).logDeterminant()
    #expect(huge.sign == 1)
    #expect(abs(huge.logMagnitude - 900 * 2.302585092994046) < 1e-11)
    let swapped = Tensor.make([2, 2], [0, 1, 1, 0])
    #expect(try swapped.determinant() == -1)
    #expect(try Tensor.zeros([0, 0]).determinant() == 1)
  }

  @Test func `LU factors multiply to the rows in their order`() throws {
    let a = Tensor.random([60, 60], seed: 11)
    let (lower, upper, order) = try a.luFactors()
    expectClose(try lower.matmul(upper), try a.taking(Tensor(order.map(Double.init))), 1e-13)
    #expect(lower.values.allSatisfy { abs($0) <= 1 })
  }

  @Test func `large systems are solved backward stably`() throws {
    let a = Tensor.random([150, 150], seed: 12)
    let x = Tensor.random([150, 3], seed: 13)
    expectClose(try a.solve(a.matmul(x)), x, 1e-10)
  }

  @Test func `Cholesky gives the triangle and names a bad pivot`() throws {
    let a = Tensor.make([3, 3], [4, 12, -16, 12, 37, -43, -16, -43, 98])
    #expect(try a.cholesky() == Tensor.make([3, 3], [2, 0, 0, 6, 1, 0, -8, 5, 3]))
    let error = #expect(throws: TensorError.self) {
      try Tensor.make([2, 2], [1, 2, 2, 1]).cholesky()
    }
    #expect(
      error?.message
        == "the matrix of shape [2, 2] is not positive definite: the pivot 1 is -3, not above 0")
    #expect(throws: TensorError.self) { try Tensor.make([2, 2], [1, 2, 0, 1]).cholesky() }
  }

  @Test func `QR has orthonormal columns and multiplies back, pivoted and not`() throws {
    for (m, n) in [(7, 4), (4, 7), (30, 30), (1, 1), (5, 1)] {
      let a = Tensor.random([m, n], seed: UInt64(m * 100 + n))
      for pivoting in [false, true] {
        let factors = try QRFactorization(a, pivoting: pivoting)
        let q = try factors.q()
        let k = min(m, n)
        expectClose(try q.matmul(q, transposingLeft: true), try Tensor.identity(k), 1e-14)
        let product = try q.matmul(factors.r)
        expectClose(product, try a.taking(Tensor(factors.order.map(Double.init)), axis: 1), 1e-14)
        let full = try factors.q(full: true)
        expectClose(try full.matmul(full, transposingRight: true), try Tensor.identity(m), 1e-14)
        guard pivoting else { continue }
        let r = try factors.r.sliced([.all, .range(0..<k)]).diagonal().mapped(.abs).values
        #expect(zip(r, r.dropFirst()).allSatisfy { $0 >= $1 })
      }
    }
  }

  @Test func `symmetric eigenvectors diagonalise and are orthonormal`() throws {
    for n in [1, 2, 3, 10, 50] {
      let half = Tensor.random([n, n], seed: UInt64(n))
      let a = try half + half.transposed()
      let eigen = try a.symmetricEigen()
      let v = eigen.vectors
      expectClose(try v.matmul(v, transposingLeft: true), try Tensor.identity(n), 1e-13)
      expectClose(try a.matmul(v), try v * eigen.values, 1e-13 * Double(n))
      #expect(zip(eigen.values.values, eigen.values.values.dropFirst()).allSatisfy { $0 <= $1 })
      expectClose(try a.symmetricEigenvalues(), eigen.values, 1e-13)
    }
  }

  @Test func `eigenvalues of the second difference matrix are its cosines`() throws {
    let n = 12
    var matrix = try Tensor.identity(n) * 2
    for i in 1..<n {
      try matrix.setElement([i, i - 1], to: -1)
      try matrix.setElement([i - 1, i], to: -1)
    }
    let values = try matrix.symmetricEigenvalues().values
    // 2 − 2 cos(kπ/13), computed by mpmath.
    #expect(abs(values[0] - 0.05811636514789565) < 1e-15)
    #expect(abs(values[11] - 3.9418836348521041) < 2e-15)
  }

  @Test func `general eigenvalues come in conjugate pairs, sorted`() throws {
    let rotation = Tensor.make([3, 3], [0, -1, 0, 1, 0, 0, 0, 0, 1])
    let values = try rotation.eigenvalues()
    expectClose(values.real, Tensor([0, 0, 1]), 1e-15)
    expectClose(values.imaginary, Tensor([-1, 1, 0]), 1e-15)
    // The companion matrix of (x − 1)(x − 2)(x − 3)(x − 4).
    let companion = Tensor.make(
      [4, 4], [10, -35, 50, -24, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0])
    let roots = try companion.eigenvalues()
    #expect(roots.areReal)
    expectClose(roots.real, Tensor([1, 2, 3, 4]), 1e-12)
    // The trace and the determinant are the sum and the product of the eigenvalues.
    let a = Tensor.random([40, 40], seed: 7)
    let found = try a.eigenvalues()
    #expect(abs(found.real.sum() - (try a.diagonal().sum())) < 1e-12)
    let logs = try (found.real.mapped(.square) + found.imaginary.mapped(.square)).mapped(.log)
    #expect(abs(logs.sum() / 2 - (try a.logDeterminant().logMagnitude)) < 1e-11)
  }

  @Test func `singular values decompose tall, wide, square and deficient matrices`() throws {
    var cases = [(1, 1), (5, 3), (3, 5), (20, 20), (50, 7)].map {
      Tensor.random([$0.0, $0.1], seed: UInt64($0.0 * 64 + $0.1))
    }
    cases.append(try Tensor.random([6, 2], seed: 1).matmul(Tensor.random([2, 5], seed: 2)))
    cases.append(try Tensor.zeros([3, 2]))
    for a in cases {
      let parts = try a.singularValueDecomposition()
      let k = min(a.shape[0], a.shape[1])
      expectClose(try (parts.u * parts.values).matmul(parts.v, transposingRight: true), a, 1e-14)
      expectClose(
        try parts.u.matmul(parts.u, transposingLeft: true), try Tensor.identity(k), 1e-13)
      expectClose(
        try parts.v.matmul(parts.v, transposingLeft: true), try Tensor.identity(k), 1e-13)
      expectClose(try a.singularValues(), parts.values, 1e-14)
    }
  }

  @Test func `small singular values keep their digits`() throws {
    // An orthogonal matrix times 1, 1e-10, 1e-20 by columns: the values are those factors.
    let q = try QRFactorization(Tensor.random([3, 3], seed: 8)).q()
    let values = try (q * Tensor([1, 1e-10, 1e-20])).singularValues().values
    #expect(abs(values[1] / 1e-10 - 1) < 1e-14)
    #expect(abs(values[2] / 1e-20 - 1) < 1e-14)
  }

  @Test func `least squares fits a line and counts its rank`() throws {
    // The line through (0, 1), (1, 3), (2, 4), (3, 4) is 1.5 + x, residuals −0.5, 0.5, 0.5, −0.5.
    let a = Tensor.make([4, 2], [1, 0, 1, 1, 1, 2, 1, 3])
    let fit = try a.leastSquares(Tensor([1, 3, 4, 4]))
    expectClose(fit.value, Tensor([1.5, 1]), 1e-15)
    expectClose(fit.residualSquares, Tensor([1]), 1e-15)
    #expect(fit.rank == 2)
  }

  @Test func `a rank-deficient system gets its shortest solution`() throws {
    // x + y = 2 twice: the shortest solution is (1, 1).
    let a = Tensor.make([2, 2], [1, 1, 1, 1])
    let fit = try a.leastSquares(Tensor([2, 2]))
    expectClose(fit.value, Tensor([1, 1]), 1e-15)
    #expect(fit.rank == 1)
    #expect(try a.matrixRank() == 1)
    #expect(try a.conditionNumber() > 1e16)
    expectClose(
      try a.pseudoInverse(), Tensor.make([2, 2], [0.25, 0.25, 0.25, 0.25]), 1e-15)
    let kernel = try a.nullSpace()
    #expect(kernel.shape == [2, 1])
    #expect(try a.matmul(kernel).norm() < 1e-15)
    let wide = Tensor.random([2, 5], seed: 9)
    #expect(try wide.nullSpace().shape == [5, 3])
    #expect(try wide.matmul(wide.nullSpace()).norm() < 1e-15)
  }

  @Test func `the matrix exponential of a rotation turns and of a nilpotent matrix ends`() throws {
    let turn = Tensor.make([2, 2], [0, -1, 1, 0])
    // cos 1 and sin 1.
    let (c, s) = (0.5403023058681398, 0.8414709848078965)
    expectClose(try turn.matrixExponential(), Tensor.make([2, 2], [c, -s, s, c]), 1e-15)
    let far = try (turn * 100).matrixExponential()
    expectClose(
      far,
      Tensor.make(
        [2, 2], [0.8623188722876839, 0.5063656411097588, -0.5063656411097588, 0.8623188722876839]),
      1e-13)
    let nilpotent = Tensor.make([3, 3], [0, 1, 2, 0, 0, 3, 0, 0, 0])
    expectClose(
      try nilpotent.matrixExponential(), Tensor.make([3, 3], [1, 1, 3.5, 0, 1, 3, 0, 0, 1]), 1e-15)
    #expect(try Tensor.make([2, 2], [1, 1, 0, 1]).matrixPower(5).values == [1, 5, 0, 1])
    #expect(try Tensor.make([2, 2], [1, 1, 0, 1]).matrixPower(-2).values == [1, -2, 0, 1])
  }

  @Test func `power iteration finds the largest eigenvalue or says why not`() throws {
    let a = Tensor.make([2, 2], [2, 1, 1, 2])
    let pair = try a.powerIteration(start: Tensor([1, 0]))
    #expect(abs(pair.value - 3) < 1e-12)
    #expect(abs(abs(pair.vector.values[0]) - 0.7071067811865476) < 1e-6)
    let turn = Tensor.make([2, 2], [0, 1, -1, 0])
    let error = #expect(throws: TensorError.self) { try turn.powerIteration(limit: 50) }
    #expect(error?.kind == .convergence)
    let once = #expect(throws: TensorError.self) { try turn.powerIteration(limit: 1) }
    #expect(once?.message == "power iteration did not settle in 1 step")
  }

  @Test func `PageRank of three pages by hand`() throws {
    // A → B, A → C, B → C, C → A with damping 1/2: the balance equations give 14/39, 10/39, 15/39.
    let links = Tensor.make([3, 3], [0, 1, 1, 0, 0, 1, 1, 0, 0])
    let ranks = try links.pageRank(damping: 0.5)
    expectClose(ranks, Tensor([14.0 / 39, 10.0 / 39, 15.0 / 39]), 1e-13)
    let stranded = Tensor.make([2, 2], [0, 1, 0, 0])
    #expect(abs(try stranded.pageRank().sum() - 1) < 1e-15)
  }

  @Test func `triangular systems are solved from either end`() throws {
    let lower = Tensor.make([2, 2], [2, 9, 1, 4])
    #expect(try lower.solveTriangular(Tensor([2, 9]), lower: true) == Tensor([1, 2]))
    #expect(try lower.solveTriangular(Tensor([20, 8]), lower: false) == Tensor([1, 2]))
  }

  @Test func `wrong shapes and values are refused with the operation's name`() {
    let wide = Tensor.make([1, 2], [1, 2])
    let error = #expect(throws: TensorError.self) { try wide.inverse() }
    #expect(error?.message == "the inverse needs a square matrix, not the shape [1, 2]")
    let odd = Tensor.make([1, 1], [.nan])
    #expect(throws: TensorError.self) { try odd.singularValues() }
    #expect(throws: TensorError.self) { try odd.solve(Tensor([1])) }
    #expect(throws: TensorError.self) { try Tensor([1, 2]).eigenvalues() }
  }
}
