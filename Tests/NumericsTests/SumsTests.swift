import Numerics
import Testing

@Suite struct SumsTests {
  @Test func `lanes follow the stated order`() {
    var random = RandomSource(seed: 11)
    for n in 0..<40 {
      let x = (0..<n).map { _ in random.nextNormal() }
      let y = (0..<n).map { _ in random.nextNormal() }
      var sums = [Double](repeating: 0, count: 8)
      var products = sums
      for i in 0..<n {
        sums[i % 8] += x[i]
        products[i % 8] = products[i % 8].addingProduct(x[i], y[i])
      }
      func total(_ a: [Double]) -> Double {
        ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]))
      }
      #expect(Sums.sum(x) == total(sums))
      #expect(Sums.dot(x, y) == total(products))
    }
  }

  @Test func `the compensated sum survives cancellation`() {
    #expect(Sums.compensated([1, 1e100, 1, -1e100]) == 2)
    #expect(Sums.compensated([Double](repeating: 0.1, count: 10)) == 1)
    #expect(Sums.compensated([.infinity, 1]) == .infinity)
    #expect(Sums.compensated([]) == 0)
  }

  @Test func `log-sum-exp neither overflows nor loses the small terms`() {
    #expect(Sums.logSumExp([1000, 1000]) == 1000.6931471805599)
    #expect(Sums.logSumExp([]) == -.infinity)
    #expect(Sums.logSumExp([-.infinity, 3]) == 3)
    #expect(Sums.logSumExp([0, -50]) == 1.9287498479639178e-22)
    #expect(Sums.logSumExp([.infinity, 0]) == .infinity)
    #expect(Sums.logSumExp([.nan, 0]).isNaN)
  }
}
