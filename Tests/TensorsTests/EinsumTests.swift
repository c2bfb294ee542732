import Tensors
import Testing

@Suite struct EinsumTests {
  let a = Tensor.make([2, 3], [1, 2, 3, 4, 5, 6])
  let b = Tensor.make([3, 2], [7, 8, 9, 10, 11, 12])

  @Test func `products, traces, diagonals, sums and transpositions`() throws {
    #expect(try Tensor.einsum("ij,jk->ik", [a, b]) == a.matmul(b))
    #expect(try Tensor.einsum("ij,jk", [a, b]) == a.matmul(b))
    #expect(try Tensor.einsum("ij->ji", [a]) == a.transposed())
    #expect(try Tensor.einsum("ij->j", [a]) == Tensor([5, 7, 9]))
    #expect(try Tensor.einsum("ij->", [a]).scalar == 21)
    #expect(
      try Tensor.einsum("i,j->ij", [Tensor([1, 2]), Tensor([3, 4])]).values == [3, 4, 6, 8])
    let square = Tensor.make([2, 2], [1, 2, 3, 4])
    #expect(try Tensor.einsum("ii", [square]).scalar == 5)
    #expect(try Tensor.einsum("ii->i", [square]) == Tensor([1, 4]))
    #expect(try Tensor.einsum("ij,ij->", [square, square]).scalar == 30)
  }

  @Test func `batches and three operands agree with loops`() throws {
    let q = Tensor.random([2, 3, 4], seed: 1)
    let k = Tensor.random([2, 5, 4], seed: 2)
    let scores = try Tensor.einsum("bqd,bkd->bqk", [q, k])
    #expect(scores.shape == [2, 3, 5])
    for n in 0..<2 {
      expectClose(try scores.at(n), try q.at(n).matmul(k.at(n), transposingRight: true))
    }
    let x = Tensor.random([3], seed: 3)
    let m = Tensor.random([3, 4], seed: 4)
    let y = Tensor.random([4], seed: 5)
    let form = try Tensor.einsum("i,ij,j->", [x, m, y])
    #expect(abs(try x.dot(m.matmul(y)) - (form.scalar ?? .nan)) < 1e-15)
  }

  @Test func `equations that do not fit say why`() {
    let size = #expect(throws: TensorError.self) { try Tensor.einsum("ij,ik->jk", [a, b]) }
    #expect(size?.message == "the axis 'i' of 'ij,ik->jk' has the sizes 2 and 3")
    let rank = #expect(throws: TensorError.self) { try Tensor.einsum("i->i", [a]) }
    #expect(rank?.message == "'i' in 'i->i' names 1 axis, but the tensor has the shape [2, 3]")
    #expect(throws: TensorError.self) { try Tensor.einsum("ij->k", [a]) }
    #expect(throws: TensorError.self) { try Tensor.einsum("ij,jk->ik", [a]) }
    #expect(throws: TensorError.self) { try Tensor.einsum("...j->j", [a]) }
  }
}
