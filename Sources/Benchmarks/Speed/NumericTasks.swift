import Learning
import Numerics
import Tensors

/// Our side of ``NumericBenchmarks``: a process that prints lines `name<tab>seconds`.
enum NumericTasks {
  /// Runs the tasks for `cores` cores.
  static func printTimes(cores: Int, isQuick: Bool) {
    keepMemory()
    var random = RandomSource(seed: 1)
    func matrix(_ rows: Int, _ columns: Int) -> Tensor {
      let values = (0..<(rows * columns)).map { _ in random.nextNormal() }
      return (try? Tensor(shape: [rows, columns], values: values)) ?? Tensor(values)
    }
    let timer = Timer(runs: isQuick ? 3 : 9, isAlone: cores == 1)
    for n in [64, 128, 256, 512, 1024] + (isQuick ? [] : [2048]) {
      let (a, b) = (matrix(n, n), matrix(n, n))
      timer.best("matmul \(n)") { try a.matmul(b) }
    }
    if cores > 1 { return }
    large(matrix(1000, 1000), timer)
    for n in [3, 10, 30, 100] {
      small(matrix(1, n).flattened(), matrix(1, n).flattened(), n, timer)
    }
    factorisations(matrix(200, 200), timer)
  }

  private static func large(_ x: Tensor, _ timer: Timer) {
    let y = x.mapped(.abs) + 0.1
    let traced = Traced(x)
    timer.best("exp of 10⁶") { x.mapped(.exp) }
    timer.best("tanh of 10⁶") { x.mapped(.tanh) }
    timer.best("softmax of 10⁶") { try x.softmax() }
    timer.best("layer norm of 10⁶") { try layerNorm(traced) }
    timer.best("log of 10⁶") { y.mapped(.log) }
    timer.best("sin of 10⁶") { x.mapped(.sin) }
    timer.best("sum of 10⁶") { x.sum() }
    timer.best("add of 10⁶") { try x + y }
  }

  private static func small(_ u: Tensor, _ v: Tensor, _ n: Int, _ timer: Timer) {
    timer.best("add of \(n)") { try u + v }
    timer.best("multiply by 2 of \(n)") { u * 2 }
    timer.best("dot of \(n)") { try u.dot(v) }
    timer.best("sum of \(n)") { u.sum() }
    timer.best("exp of \(n)") { u.mapped(.exp) }
  }

  private static func factorisations(_ a: Tensor, _ timer: Timer) {
    guard let s = try? a + a.transposed(),
      let square = try? a.matmul(a, transposingRight: true),
      let p = try? square + Tensor.identity(200) * 200, let right = try? a.at(0)
    else { return }
    timer.best("SVD 200") { try a.singularValueDecomposition() }
    timer.best("singular values 200") { try a.singularValues() }
    timer.best("symmetric eigen 200") { try s.symmetricEigen() }
    timer.best("symmetric eigenvalues 200") { try s.symmetricEigenvalues() }
    timer.best("eigenvalues 200") { try a.eigenvalues() }
    timer.best("eigen 200") { try a.eigen() }
    timer.best("solve 200") { try a.solve(right) }
    timer.best("inverse 200") { try a.inverse() }
    timer.best("QR 200") { try QRFactorization(a).q() }
    timer.best("Cholesky 200") { try p.cholesky() }
  }
}

/// Takes the best of several runs, each long enough for the clock.
private struct Timer {
  let runs: Int
  /// Whether one core does all: then its own time counts, which a neighbour cannot stretch.
  let isAlone: Bool

  private var now: Double { isAlone ? Platform.processorSeconds() : Platform.seconds() }

  /// Prints the seconds of one call of `body`; its result is kept alive until the clock is read.
  @inline(never)
  func best<Result>(_ name: String, _ body: () throws -> Result) {
    func seconds(_ count: Int) -> Double {
      let start = now
      for _ in 0..<count { withExtendedLifetime(try? body()) {} }
      return now - start
    }
    _ = seconds(1)
    var count = 1
    var time = seconds(count)
    while time < 2e-3 {
      count *= 2
      time = seconds(count)
    }
    var least = time / Double(count)
    for _ in 0..<runs { least = min(least, seconds(count) / Double(count)) }
    print("\(name)\t\(least)")
  }
}
