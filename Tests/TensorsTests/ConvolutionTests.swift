import Tensors
import Testing

@Suite struct ConvolutionTests {
  @Test func `a signal meets its kernel unreversed`() throws {
    let x = Tensor([1, 2, 3, 4])
    #expect(try x.convolved1d(by: Tensor([1, 0, -1])) == Tensor([-2, -2]))
    #expect(try x.convolved1d(by: Tensor([1, 1]), stride: 2) == Tensor([3, 7]))
    #expect(try x.convolved1d(by: Tensor([1, 1]), padding: 1) == Tensor([1, 3, 5, 7, 4]))
    #expect(try x.convolved1d(by: Tensor([1, 1]), dilation: 2) == Tensor([4, 6]))
  }

  @Test func `an image meets its kernel at every place`() throws {
    let image = Tensor.make([3, 3], (1...9).map(Double.init))
    let kernel = Tensor.make([2, 2], [1, 0, 0, -1])
    #expect(try image.convolved2d(by: kernel) == Tensor.make([2, 2], [-4, -4, -4, -4]))
  }

  @Test func `channels, groups, strides and padding agree with the definition`() throws {
    let x = Tensor.random([2, 4, 5, 6], seed: 1)
    let w = Tensor.random([6, 2, 3, 2], seed: 2)
    let y = try x.convolved2d(
      by: w, stride: [2, 1], padding: [1, 0], dilation: [1, 2], groups: 2)
    #expect(y.shape == [2, 6, 3, 4])
    for n in 0..<2 {
      for o in 0..<6 {
        for r in 0..<3 {
          for s in 0..<4 {
            var sum = 0.0
            for c in 0..<2 {
              for i in 0..<3 {
                for j in 0..<2 {
                  let (row, column) = (r * 2 - 1 + i, s + j * 2)
                  guard (0..<5).contains(row) else { continue }
                  sum += try x.element([n, o / 3 * 2 + c, row, column]) * w.element([o, c, i, j])
                }
              }
            }
            #expect(abs(try y.element([n, o, r, s]) - sum) < 1e-14)
          }
        }
      }
    }
  }

  @Test func `the pullbacks are the adjoints of the convolution`() throws {
    let x = Tensor.random([2, 4, 5, 6], seed: 3)
    let w = Tensor.random([6, 2, 3, 2], seed: 4)
    let convolution = try Convolution(
      images: x.shape, kernels: w.shape, stride: [2, 1], padding: [1, 0], groups: 2)
    let y = try convolution.convolve(x, by: w)
    let d = Tensor.random(y.shape.sizes, seed: 5)
    let pairing = try (y * d).sum()
    #expect(abs(try (convolution.imageGradient(d, kernel: w) * x).sum() - pairing) < 1e-12)
    #expect(abs(try (convolution.kernelGradient(d, images: x) * w).sum() - pairing) < 1e-12)
  }

  @Test func `pools take the largest value or the mean`() throws {
    let image = Tensor.make([3, 4], [1, 5, 2, 0, 3, 4, 8, 1, 0, 0, 0, 7])
    let window = Window(2, 2, stride: [1, 2])
    let pool = try image.maxPooled2d(window)
    #expect(pool.values == Tensor.make([2, 2], [5, 8, 4, 8]))
    #expect(pool.places == Tensor.make([2, 2], [1, 6, 5, 6]))
    #expect(try image.averagePooled2d(window) == Tensor.make([2, 2], [3.25, 2.75, 1.75, 4]))
    let spread = try Tensor.averagePool2dGradient(
      Tensor.ones([2, 2]), window, shape: image.shape)
    #expect(spread.sum() == 4)
    #expect(try spread.at(1) == Tensor([0.5, 0.5, 0.5, 0.5]))
  }

  @Test func `windows that do not fit name both sizes`() throws {
    let image = try Tensor.zeros([2, 2])
    let error = #expect(throws: TensorError.self) { try image.averagePooled2d(Window(3, 3)) }
    #expect(
      error?.message == "a window of 3 × 3 does not fit an image of 2 × 2 with padding 0 × 0")
    #expect(throws: TensorError.self) { try image.convolved2d(by: Tensor.zeros([1, 1, 1, 1])) }
    #expect(throws: TensorError.self) { try image.averagePooled2d(Window(1, 1, stride: [0, 1])) }
    #expect(throws: TensorError.self) {
      try image.averagePooled2d(Window(2, 2, padding: [Int.max, 0]))
    }
  }
}
