import Tensors
import Testing

@Suite struct ElementwiseTests {
  let matrix = Tensor.make([2, 3], [1, 2, 3, 4, 5, 6])

  @Test func `equal shapes combine element by element`() throws {
    let sum = try matrix + matrix
    #expect(sum.values == [2, 4, 6, 8, 10, 12])
    #expect(sum.shape == [2, 3])
    #expect(try (Tensor([7, -7]) - Tensor([2, 2])).values == [5, -9])
  }

  @Test func `a number combines with every element from either side`() {
    #expect((matrix * 2).values == [2, 4, 6, 8, 10, 12])
    #expect((1 - Tensor([1, 2])).values == [0, -1])
    #expect((6 / Tensor([1, 2, 3])).values == [6, 3, 2])
    #expect(Tensor.combine(.power, 2, Tensor([0, 1, 10])).values == [1, 2, 1024])
  }

  @Test func `a row and a column broadcast over a matrix`() throws {
    #expect(try (matrix + Tensor([10, 20, 30])).values == [11, 22, 33, 14, 25, 36])
    let column = Tensor.make([2, 1], [100, 200])
    #expect(try (matrix + column).values == [101, 102, 103, 204, 205, 206])
    let row = Tensor.make([1, 3], [1, 2, 3])
    let outer = try column * row
    #expect(outer.shape == [2, 3])
    #expect(outer.values == [100, 200, 300, 200, 400, 600])
  }

  @Test func `inner and outer axes broadcast at once`() throws {
    let a = Tensor.make([2, 1, 3], [1, 2, 3, 4, 5, 6])
    let b = Tensor.make([4, 1], [0, 10, 20, 30])
    let sum = try a + b
    #expect(sum.shape == [2, 4, 3])
    #expect(Array(sum.values[0..<6]) == [1, 2, 3, 11, 12, 13])
    #expect(Array(sum.values[18..<24]) == [24, 25, 26, 34, 35, 36])
  }

  @Test func `broadcasting agrees with element by element indexing over all small shapes`() throws {
    let sizes = [1, 2, 3]
    for a in sizes {
      for b in sizes {
        for c in sizes {
          for d in sizes {
            let left = Tensor.make([a, 2, b], (0..<(2 * a * b)).map(Double.init))
            let right = Tensor.make([c, 1, d], (0..<(c * d)).map { Double($0) * 100 })
            let fits = (a == c || a == 1 || c == 1) && (b == d || b == 1 || d == 1)
            guard fits else {
              #expect(throws: TensorError.self) { try left - right }
              continue
            }
            let result = try left - right
            let n = max(a, c)
            let m = max(b, d)
            #expect(result.shape == [n, 2, m])
            for i in 0..<n {
              for j in 0..<2 {
                for k in 0..<m {
                  let x = left.values[((i % a) * 2 + j) * b + k % b]
                  let y = right.values[(i % c) * d + k % d]
                  #expect(result.values[(i * 2 + j) * m + k] == x - y)
                }
              }
            }
          }
        }
      }
    }
  }

  @Test func `a shape clash names both shapes`() {
    let error = #expect(throws: TensorError.self) { try matrix + Tensor([1, 2]) }
    #expect(error?.message == "cannot add [2, 3] and [2]: the sizes 3 and 2 of axis 1 differ")
    #expect(error?.hints == ["to use the vector as a column, reshape it to [2, 1]"])
  }

  @Test func `a broadcast beyond the limit is refused before it is made`() throws {
    let column = try Tensor.zeros([1 << 14, 1])
    let error = #expect(throws: TensorError.self) { try column + column.transposed() }
    #expect(error?.kind == .limit)
  }

  @Test func `vectors of different lengths never broadcast, not even from length 1`() {
    let error = #expect(throws: TensorError.self) { try Tensor([1]) + Tensor([1, 2]) }
    #expect(error?.message == "cannot add [1] and [2]: the lengths 1 and 2 differ")
    #expect(error?.hints.count == 1)
  }

  @Test func `in-place forms give what the others give, for every operation`() throws {
    let a = Tensor([7, -3, 0.5, 2])
    let b = Tensor([2, 2, -3, 0.25])
    for operation in BinaryOperation.allCases {
      let expected = try Tensor.combine(operation, a, b)
      var left = a
      try left.combine(operation, with: b)
      var right = b
      try right.combine(operation, after: a)
      var number = a
      number.combine(operation, with: 2)
      for i in 0..<4 {
        let value = operation(a.values[i], b.values[i])
        #expect(expected.values[i].bitPattern == value.bitPattern)
        #expect(left.values[i].bitPattern == value.bitPattern)
        #expect(right.values[i].bitPattern == value.bitPattern)
        #expect(number.values[i].bitPattern == operation(a.values[i], 2).bitPattern)
      }
    }
  }

  @Test func `in-place with a smaller right operand broadcasts and with a larger one grows`() throws
  {
    var grown = Tensor([1, 2, 3])
    try grown.combine(.add, with: matrix)
    #expect(grown.shape == [2, 3])
    #expect(grown.values == [2, 4, 6, 5, 7, 9])
    var kept = matrix
    try kept.combine(.multiply, with: Tensor([1, 0, 1]))
    #expect(kept.values == [1, 0, 3, 4, 0, 6])
    #expect(matrix.values == [1, 2, 3, 4, 5, 6])
  }

  @Test func `remainder takes the sign of the dividend`() throws {
    #expect(BinaryOperation.remainder(-7, 3) == -1)
    #expect(BinaryOperation.remainder(7, -3) == 1)
  }

  @Test func `minimum and maximum give NaN if either operand is NaN`() {
    for operation in [BinaryOperation.minimum, .maximum] {
      #expect(operation(1, .nan).isNaN)
      #expect(operation(.nan, 1).isNaN)
    }
    #expect(BinaryOperation.minimum(1, 2) == 1)
    #expect(BinaryOperation.maximum(1, 2) == 2)
  }

  @Test func `comparisons give masks of 1 and 0`() {
    #expect(Tensor.combine(.greater, Tensor([1, 2, .nan]), 1).values == [0, 1, 0])
    #expect(Tensor.combine(.notEqual, Tensor([1, .nan]), 1).values == [0, 1])
  }

  @Test func `empty tensors combine to empty tensors`() throws {
    let empty = try Tensor.zeros([0, 3])
    #expect(try (empty + Tensor([1, 2, 3])).shape == [0, 3])
    #expect((empty * 2).count == 0)
  }

  @Test func `unary functions agree on numbers and tensors`() {
    let x = Tensor([-2.5, -1, -0.5, 0, 0.5, 1, 2.5, 700])
    for function in UnaryOperation.allCases {
      let mapped = x.mapped(function)
      var changed = x
      changed.map(function)
      for i in 0..<x.count {
        #expect(mapped.values[i].bitPattern == function(x.values[i]).bitPattern)
        #expect(changed.values[i].bitPattern == mapped.values[i].bitPattern)
      }
    }
  }

  @Test func `rounding, signs and switches`() {
    let x = Tensor([-2.5, -0.5, 0.5, 2.5])
    #expect(x.mapped(.round).values == [-3, -1, 1, 3])
    #expect(x.mapped(.truncate).values == [-2, 0, 0, 2])
    #expect(x.mapped(.sign).values == [-1, -1, 1, 1])
    #expect(x.mapped(.relu).values == [0, 0, 0.5, 2.5])
    #expect(x.mapped(.square).values == [6.25, 0.25, 0.25, 6.25])
    #expect(UnaryOperation.sigmoid(0) == 0.5)
    #expect(UnaryOperation.sigmoid(-1000) == 0)
  }
}
