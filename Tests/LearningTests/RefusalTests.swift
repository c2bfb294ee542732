import Learning
import Tensors
import Testing

@Suite struct RefusalTests {
  @Test func `shapes that do not fit are named, never trapped on`() throws {
    let number = Traced(Tensor(scalar: 1))
    let vector = Traced(Tensor([1, 2, 3]))
    let matrix = Traced(try Tensor.ones([2, 3]))
    #expect(throws: TensorError.self) { try layerNorm(number) }
    #expect(throws: TensorError.self) { try rmsNorm(number) }
    #expect(throws: TensorError.self) { try batchNorm(vector) }
    #expect(throws: TensorError.self) { try groupNorm(matrix, groups: 2) }
    #expect(throws: TensorError.self) { try gatedLinearUnit(matrix) }
    #expect(throws: TensorError.self) { try scaledDotProductAttention(vector, vector, vector) }
    #expect(throws: TensorError.self) { try rotaryPositions(matrix) }
    #expect(throws: TensorError.self) { try ntXent(number, number) }
    #expect(throws: TensorError.self) { try symmetricInfoNCE(vector, vector) }
    #expect(throws: TensorError.self) { try matrix.reduced(.sum, axis: -3) }
    #expect(throws: TensorError.self) { try crossEntropy(matrix, Tensor([0])) }
    #expect(throws: TensorError.self) { try crossEntropy(matrix, Tensor([0, 3])) }
    #expect(throws: TensorError.self) {
      try crossEntropy(matrix, Tensor([0, 1]), weights: Tensor([1]))
    }
    #expect(throws: TensorError.self) { try bilinearUpsampled(matrix, by: .max) }
    #expect(throws: TensorError.self) { try vector.softmax(temperature: 0) }
  }

  @Test func `extreme settings end`() throws {
    let restarts = LearningRateSchedule.warmRestarts(1, period: 1, growth: 1)
    #expect(restarts.rate(at: .max) == 1)
    let growing = LearningRateSchedule.warmRestarts(1, period: 3, growth: .max)
    #expect(growing.rate(at: 5).isFinite)
    let rolled = try Traced(Tensor([1, 2])).rolled(by: .min)
    #expect(rolled.value == Tensor([1, 2]))
  }

  @Test func `a class that does not exist is named`() throws {
    let error = #expect(throws: TensorError.self) {
      try crossEntropy(Traced(Tensor.ones([1, 3])), Tensor([3]))
    }
    #expect(error?.message == "the target 3 is none of the classes 0 to 2")
  }
}
