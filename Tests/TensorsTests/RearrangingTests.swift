import Tensors
import Testing

@Suite struct RearrangingTests {
  let cube = Tensor.make([2, 3, 4], (0..<24).map(Double.init))

  @Test func `slices take indices, ranges and steps`() throws {
    #expect(try cube.sliced([.at(1), .at(2), .at(3)]).scalar == 23)
    #expect(
      try cube.sliced([.all, .at(0), .range(1..<3)]) == Tensor.make([2, 2], [1, 2, 13, 14]))
    #expect(
      try cube.sliced([.at(0), .all, .range(from: 3, to: -1, step: -2)])
        == Tensor.make([3, 2], [3, 1, 7, 5, 11, 9]))
    #expect(try cube.sliced([.range(2..<2)]).shape == [0, 3, 4])
    #expect(try cube.at(1) == cube.sliced([.at(1)]))
    #expect(try cube.element([1, 0, 2]) == 14)
  }

  @Test func `indices outside of their axis are named with it`() {
    let past = #expect(throws: TensorError.self) { try cube.sliced([.all, .at(3)]) }
    #expect(
      past?.message == "the index 3 is outside of axis 1 of [2, 3, 4], which has 3 elements")
    #expect(past?.hints == ["indices count from 0, so the last one is 2"])
    let negative = #expect(throws: TensorError.self) { try cube.at(-1) }
    #expect(negative?.hints == ["indices count from 0; negative ones do not count from the end"])
    #expect(throws: TensorError.self) { try cube.sliced([.range(0..<3)]) }
    #expect(throws: TensorError.self) { try cube.sliced([.range(from: 0, to: 2, step: 0)]) }
    #expect(throws: TensorError.self) { try cube.sliced([.all, .all, .all, .all]) }
    #expect(throws: TensorError.self) { try cube.element([0, 0]) }
  }

  @Test func `slice assignment broadcasts and leaves the rest`() throws {
    var matrix = try Tensor.zeros([2, 3])
    try matrix.setSlice([.all, .range(from: 0, to: 3, step: 2)], to: Tensor([1, 2]))
    #expect(matrix.values == [1, 0, 2, 1, 0, 2])
    try matrix.setSlice([.at(1)], to: 7)
    #expect(matrix.values == [1, 0, 2, 7, 7, 7])
    try matrix.setElement([0, 1], to: 5)
    #expect(matrix.values == [1, 5, 2, 7, 7, 7])
    #expect(throws: TensorError.self) { try matrix.setSlice([.at(0)], to: Tensor([1, 2])) }
  }

  @Test func `permutations and transpositions move axes`() throws {
    let moved = try cube.permuted([2, 0, 1])
    #expect(moved.shape == [4, 2, 3])
    for i in 0..<2 {
      for j in 0..<3 {
        for k in 0..<4 { #expect(try moved.element([k, i, j]) == cube.element([i, j, k])) }
      }
    }
    #expect(try cube.swappingAxes(0, 2) == cube.transposed())
    let wide = Tensor.random([37, 41], seed: 2)
    for (i, j) in [(0, 0), (36, 40), (17, 33), (5, 16)] {
      #expect(try wide.transposed().element([j, i]) == wide.element([i, j]))
    }
    #expect(wide.transposed().transposed() == wide)
    #expect(throws: TensorError.self) { try cube.permuted([0, 0, 1]) }
  }

  @Test func `reshaping keeps the row-major order and works out one size`() throws {
    #expect(try cube.reshaped(to: [4, -1]).shape == [4, 6])
    #expect(try cube.reshaped(to: [4, -1]).values == cube.values)
    let error = #expect(throws: TensorError.self) { try cube.reshaped(to: [5, 5]) }
    #expect(error?.message == "cannot reshape [2, 3, 4] with 24 values to [5, 5], which holds 25")
    #expect(throws: TensorError.self) { try cube.reshaped(to: [5, -1]) }
    #expect(throws: TensorError.self) { try cube.reshaped(to: [-1, -1]) }
    #expect(try Tensor([1, 2]).expanded(axis: 1).shape == [2, 1])
    #expect(try Tensor.zeros([1, 2, 1]).squeezed().shape == [2])
  }

  @Test func `joining and splitting are inverse`() throws {
    let a = Tensor.make([2, 2], [1, 2, 3, 4])
    let b = Tensor.make([2, 1], [5, 6])
    let joined = try Tensor.concatenated([a, b], axis: 1)
    #expect(joined.values == [1, 2, 5, 3, 4, 6])
    #expect(try joined.split([2, 1], axis: 1) == [a, b])
    #expect(
      try Tensor.stacked([Tensor([1, 2]), Tensor([3, 4])], axis: 1).values == [1, 3, 2, 4])
    #expect(try Tensor.concatenated([Tensor(scalar: 1), Tensor([2, 3])]) == Tensor([1, 2, 3]))
    let error = #expect(throws: TensorError.self) { try Tensor.concatenated([a, b]) }
    #expect(
      error?.message
        == "cannot concatenate [2, 2] and [2, 1] along axis 0: their other sizes differ")
    #expect(throws: TensorError.self) { try Tensor.stacked([]) }
  }

  @Test func `reversing, rolling, tiling and padding`() throws {
    #expect(try Tensor([1, 2, 3]).reversed() == Tensor([3, 2, 1]))
    #expect(try Tensor([1, 2, 3]).rolled(by: 1) == Tensor([3, 1, 2]))
    #expect(try Tensor([1, 2, 3]).rolled(by: -4) == Tensor([2, 3, 1]))
    #expect(try Tensor([1, 2]).tiled(2) == Tensor([1, 2, 1, 2]))
    #expect(try Tensor([1, 2]).padded([(1, 2)]) == Tensor([0, 1, 2, 0, 0]))
    let matrix = Tensor.make([2, 2], [1, 2, 3, 4])
    #expect(try matrix.tiled(2, axis: 1).values == [1, 2, 1, 2, 3, 4, 3, 4])
    #expect(try matrix.lowerTriangle().values == [1, 0, 3, 4])
    #expect(try matrix.upperTriangle(1).values == [0, 2, 0, 0])
    #expect(try matrix.diagonal() == Tensor([1, 4]))
  }

  @Test func `taking and adding at indices are adjoint`() throws {
    let table = Tensor.make([3, 2], [1, 2, 3, 4, 5, 6])
    let indices = Tensor([2, 0, 2])
    #expect(try table.taking(indices).values == [5, 6, 1, 2, 5, 6])
    #expect(try table.taking(Tensor([1]), axis: 1).values == [2, 4, 6])
    var sums = try Tensor.zeros([3, 2])
    try sums.add(try table.taking(indices), at: indices)
    #expect(sums.values == [1, 2, 0, 0, 10, 12])
    #expect(throws: TensorError.self) { try table.taking(Tensor([3])) }
    let error = #expect(throws: TensorError.self) { try table.taking(Tensor([0.5])) }
    #expect(error?.message == "0.5 is not an index: it is not a whole number")
  }

  @Test func `gather and scatter follow PyTorch's rule`() throws {
    let x = Tensor.make([2, 3], [1, 2, 3, 4, 5, 6])
    let indices = Tensor.make([2, 2], [2, 0, 1, 1])
    #expect(try x.gathered(indices) == Tensor.make([2, 2], [3, 1, 5, 5]))
    #expect(
      try x.scatterAdding(Tensor.make([2, 2], [10, 20, 30, 40]), at: indices).values
        == [21, 2, 13, 4, 75, 6])
    #expect(
      try x.scattering(Tensor.make([2, 2], [10, 20, 30, 40]), at: indices).values
        == [20, 2, 10, 4, 40, 6])
    let rows = Tensor.make([1, 3], [1, 0, 1])
    #expect(try x.gathered(rows, axis: 0) == Tensor.make([1, 3], [4, 2, 6]))
  }

  @Test func `choosing, selecting and one-hot rows`() throws {
    let x = Tensor([1, -2, 3])
    let mask = Tensor.combine(.greater, x, 0)
    #expect(try Tensor.choose(mask, x, Tensor(scalar: 0)) == Tensor([1, 0, 3]))
    #expect(try x.selected(where: mask) == Tensor([1, 3]))
    #expect(
      try Tensor.oneHot(Tensor([1, 0]), classes: 3) == Tensor.make([2, 3], [0, 1, 0, 1, 0, 0]))
    #expect(throws: TensorError.self) { try Tensor.oneHot(Tensor([3]), classes: 3) }
  }
}
