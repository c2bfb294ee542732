import Tensors
import Testing

@Suite struct TensorTests {
  @Test func `a tensor keeps its values in row-major order`() throws {
    let matrix = try Tensor(rows: [[1, 2, 3], [4, 5, 6]])
    #expect(matrix.shape.sizes == [2, 3])
    #expect(matrix.values == [1, 2, 3, 4, 5, 6])
    #expect(matrix.rank == 2)
    #expect(Tensor(scalar: 7).shape.sizes == [])
    #expect(Tensor(scalar: 7).scalar == 7)
  }

  @Test func `up to eight axes are kept and compared`() throws {
    let shape = try Shape([1, 2, 3, 4, 5, 6, 7, 8])
    #expect(shape.sizes == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(shape.count == 40320)
    #expect(shape.description == "[1, 2, 3, 4, 5, 6, 7, 8]")
    #expect(try shape != Shape([1, 2, 3, 4, 5, 6, 7, 7]))
    let error = #expect(throws: TensorError.self) { try Shape([Int](repeating: 1, count: 9)) }
    #expect(error?.message == "a tensor has at most 8 axes, not 9")
  }

  @Test func `a ragged matrix names both lengths`() {
    let error = #expect(throws: TensorError.self) { try Tensor(rows: [[1, 2], [3]]) }
    #expect(
      error?.message
        == "the rows of a matrix must be equally long, but row 0 has 2 values and row 1 has 1")
  }

  @Test func `sizes are checked before anything is allocated`() {
    for sizes in [[1 << 40], [1 << 20, 1 << 20], [Int.max, Int.max], [0, Int.max, Int.max]] {
      let error = #expect(throws: TensorError.self) { try Tensor.zeros(sizes) }
      #expect(error?.kind == .limit)
    }
    let error = #expect(throws: TensorError.self) { try Tensor.zeros([2, -1]) }
    #expect(error?.message == "the shape [2, -1] has the negative size -1")
  }

  @Test func `a count that differs from the shape names both`() {
    let error = #expect(throws: TensorError.self) { try Tensor(shape: [2, 2], values: [1, 2, 3]) }
    #expect(error?.message == "a tensor of shape [2, 2] holds 4 values, not 3")
  }

  @Test func `equality compares shapes and values and NaN equals nothing`() throws {
    let row = try Tensor(rows: [[1, 2]])
    #expect(row != Tensor([1, 2]))
    #expect(Tensor([1, -0.0]) == Tensor([1, 0]))
    let odd = Tensor([Double.nan])
    #expect(odd != odd)
  }

  @Test func `linspace ends exactly and arange stops before its end`() throws {
    #expect(try Tensor.linspace(0, 1, count: 5).values == [0, 0.25, 0.5, 0.75, 1])
    #expect(try Tensor.linspace(0.1, 0.7, count: 7).values.last == 0.7)
    #expect(try Tensor.arange(from: 1, to: 2, by: 0.25).values == [1, 1.25, 1.5, 1.75])
    #expect(try Tensor.arange(from: 3, to: 0, by: -1).values == [3, 2, 1])
    #expect(throws: TensorError.self) { try Tensor.arange(to: 1, by: 0) }
    #expect(try Tensor.identity(2).values == [1, 0, 0, 1])
  }
}
