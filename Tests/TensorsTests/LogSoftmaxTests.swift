import Tensors
import Testing

@Suite struct LogSoftmaxTests {
  @Test func `the largest logit keeps the digits of what is left of 1`() throws {
    let result = try Tensor([50, -50, 25.5, 0.125]).logSoftmax().values
    // −log(1 + e^−100 + e^−24.5 + e^−49.875), from mpmath.
    #expect(abs(result[0] + 2.289734845641194e-11) <= 1e-26)
    let alone = try Tensor([1000, 0]).logSoftmax().values
    #expect(alone[0] == 0 && alone[1] == -1000)
  }
}
