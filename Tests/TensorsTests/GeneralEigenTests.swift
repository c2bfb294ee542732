import Numerics
import Tensors
import Testing

@Suite struct GeneralEigenTests {
  /// The largest entry of A V − V Λ, with complex vectors taken apart.
  private func miss(_ a: Tensor, _ eigen: GeneralEigen) throws -> Double {
    let (x, y) = (eigen.realVectors, eigen.imaginaryVectors)
    let (re, im) = (eigen.values.real, eigen.values.imaginary)
    let real = try a.matmul(x) - (x * re - y * im)
    let imaginary = try a.matmul(y) - (x * im + y * re)
    return max(try real.reduced(.norm(.infinity)), try imaginary.reduced(.norm(.infinity)))
  }

  @Test func `a turn of the plane has the eigenvalues ± i`() throws {
    let eigen = try Tensor(rows: [[0, -1], [1, 0]]).eigen()
    #expect(eigen.values.real.values == [0, 0])
    #expect(eigen.values.imaginary.values == [-1, 1])
    // (1, i) and (1, −i) over √2.
    #expect(eigen.realVectors.values.map(\.magnitude).max() ?? 0 < 0.7072)
    #expect(try miss(Tensor(rows: [[0, -1], [1, 0]]), eigen) < 1e-15)
  }

  @Test func `a triangle has its diagonal and known vectors`() throws {
    let eigen = try Tensor(rows: [[1, 1], [0, 3]]).eigen()
    #expect(eigen.values.real.values == [1, 3] && eigen.values.areReal)
    // (1, 0) and (1, 2)/√5, the larger component positive.
    let expected = [1, 1 / 5.0.squareRoot(), 0, 2 / 5.0.squareRoot()]
    for (found, wanted) in zip(eigen.realVectors.values, expected) {
      #expect(abs(found - wanted) < 1e-15)
    }
  }

  @Test func `a symmetric matrix takes the symmetric way`() throws {
    let eigen = try Tensor(rows: [[2, 1], [1, 2]]).eigen()
    #expect(eigen.values.areReal)
    #expect(abs(eigen.values.real.values[1] - 3) < 1e-15)
  }

  @Test(arguments: [2, 3, 5, 8, 13, 30])
  func `A V is V Λ for matrices at random`(n: Int) throws {
    // Seeds n and n + 100; entries of size 1, so that n³ ε is generous.
    for seed in [n, n + 100] {
      var random = RandomSource(seed: UInt64(seed))
      let values = (0..<(n * n)).map { _ in random.nextNormal() }
      let a = try Tensor(shape: [n, n], values: values)
      let eigen = try a.eigen()
      #expect(try miss(a, eigen) < 1e-14 * Double(n), "seed \(seed)")
      for j in 0..<n {
        var square = 0.0
        for i in 0..<n {
          let (x, y) = (
            eigen.realVectors.values[i * n + j], eigen.imaginaryVectors.values[i * n + j]
          )
          square += x * x + y * y
        }
        #expect(abs(square - 1) < 1e-13)
      }
      // The eigenvalues are those found without vectors.
      let alone = try a.eigenvalues()
      let gap = try (alone.real - eigen.values.real).reduced(.norm(.infinity))
      #expect(gap < 1e-12 * Double(n))
    }
  }

  @Test func `badly scaled and defective matrices`() throws {
    let scaled = try Tensor(rows: [[1, 1e10, 0], [1e-10, 2, 1e8], [0, 1e-8, 3]])
    #expect(try miss(scaled, scaled.eigen()) < 1e-15 * 1e10 * 100)
    // One eigenvector only: both columns agree.
    let jordan = try Tensor(rows: [[2, 1], [0, 2]])
    let eigen = try jordan.eigen()
    #expect(eigen.values.real.values == [2, 2])
    #expect(try miss(jordan, eigen) < 1e-14)
  }
}
