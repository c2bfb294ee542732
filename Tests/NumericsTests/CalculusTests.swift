import Numerics
import Testing

@Suite struct CalculusTests {
  private func isClose(_ x: Double, _ y: Double, _ tolerance: Double) -> Bool {
    abs(x - y) <= tolerance * max(1, abs(y))
  }

  @Test func `roots are found to the last digits`() throws {
    let two = try #require(root(between: 0, and: 2) { $0 * $0 - 2 })
    #expect(abs(two - 2.0.squareRoot()) <= 4 * two.ulp)
    let tenth = try #require(root(between: -10, and: 10) { exp($0) - 0.1 })
    #expect(abs(tenth - log(0.1)) <= 4 * tenth.ulp)
    // A step and a flat root are hard for secants.
    let step = try #require(root(between: 0, and: 1) { $0 < 0.3 ? -1 : 1e6 })
    #expect(abs(step - 0.3) <= 1e-15)
    let flat = try #require(root(between: -1, and: 2) { pow($0, 9) })
    #expect(abs(flat) < 1e-15)
    #expect(root(between: 0, and: 1) { $0 + 1 } == nil)
    #expect(root(between: 0, and: 1) { _ in .nan } == nil)
    #expect(root(between: 0, and: 1) { $0 } == 0)
  }

  // Closed forms.
  @Test func `integrals`() {
    let cases: [(Integral, Double)] = [
      (integral(from: 0, to: 1) { exp($0) }, 1.718281828459045),
      (integral(from: 0, to: .pi) { sin($0) }, 2),
      (integral(from: 1, to: 0) { $0 * $0 }, -1.0 / 3),
      (integral(from: 0, to: 1, tolerance: 1e-10) { 1 / sqrt($0) }, 2),
      (integral(from: 0, to: 1) { log($0) }, -1),
      (integral(from: -.infinity, to: .infinity) { exp(-$0 * $0) }, Double.pi.squareRoot()),
      (integral(from: 1, to: .infinity) { 1 / ($0 * $0) }, 1),
      (integral(from: -.infinity, to: 0) { exp($0) }, 1),
      (integral(from: -1, to: 1) { abs($0 - 0.1) }, 1.01),
    ]
    for (found, value) in cases {
      #expect(isClose(found.value, value, 1e-10) && found.isConverged, "\(found), \(value)")
      #expect(abs(found.value - value) <= found.error + 1e-14)
    }
    #expect(integral(from: 2, to: 2) { $0 }.value == 0)
    #expect(!integral(from: 0, to: 1, limit: 500) { 1 / $0 }.isConverged)
  }

  @Test func `splines reproduce cubics and pass through their points`() throws {
    let x = [0, 0.5, 1.25, 2, 3.5]
    func cubic(_ x: Double) -> Double { x * x * x - 2 * x * x + x - 3 }
    func slope(_ x: Double) -> Double { 3 * x * x - 4 * x + 1 }
    let y = x.map(cubic)
    let free = try #require(Interpolation(x: x, y: y))
    let clamped = try #require(Interpolation(x: x, y: y, kind: .clamped(slope(0), slope(3.5))))
    for place in [-0.5, 0.1, 0.7, 1.25, 1.9, 3, 4] {
      #expect(isClose(free(place), cubic(place), 1e-13))
      #expect(isClose(clamped(place), cubic(place), 1e-13))
      #expect(isClose(free.derivative(place), slope(place), 1e-12))
    }
    let natural = try #require(Interpolation(x: x, y: y, kind: .natural))
    let linear = try #require(Interpolation(x: x, y: y, kind: .linear))
    for (place, value) in zip(x, y) {
      #expect(natural(place) == value && linear(place) == value)
    }
    #expect(linear(0.25) == (y[0] + y[1]) / 2)
    // SciPy's CubicSpline of the same points, natural, at 1.
    #expect(isClose(natural(1), -2.9414308176100628, 1e-14))
    #expect(Interpolation(x: [0, 0], y: [1, 2]) == nil && Interpolation(x: [1], y: [1]) == nil)
    #expect(Interpolation(x: [0, 1, 2], y: [1, 2, 3]) == nil)
  }

  @Test func `trajectories follow closed forms`() {
    // y″ = −y.
    let circle = trajectory(from: [1, 0], at: [0, 1, 10, 5]) { _, y in [y[1], -y[0]] }
    #expect(circle.isComplete)
    for (t, state) in zip(circle.times, circle.states) {
      #expect(abs(state[0] - cos(t)) < 1e-7 && abs(state[1] + sin(t)) < 1e-7)
    }
    let growth = trajectory(from: [0.5], at: [0, 4], tolerance: 1e-12) { _, y in
      [y[0] * (1 - y[0])]
    }
    #expect(abs(growth.states[1][0] - sigmoid(4)) < 1e-11)
    // y′ = y² is infinite at 1: the steps shrink to nothing, and the answer says so.
    #expect(!trajectory(from: [1], at: [0, 2]) { _, y in [y[0] * y[0]] }.isComplete)
    #expect(trajectory(from: [1], at: []) { _, y in y }.states.isEmpty)
    #expect(!trajectory(from: [1, 2], at: [0, 1]) { _, _ in [1] }.isComplete)
  }

  /// Rosenbrock's valley, with its minimum 0 at (1, 1).
  private func valley(_ x: [Double]) -> Double {
    100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])
  }

  private func valleySlope(_ x: [Double]) -> [Double] {
    let d = x[1] - x[0] * x[0]
    return [-400 * x[0] * d - 2 * (1 - x[0]), 200 * d]
  }

  @Test func `minima are found`() {
    let quick = Minimisation.bfgs(from: [-1.2, 1], value: valley, gradient: valleySlope)
    #expect(
      quick.isConverged && isClose(quick.point[0], 1, 1e-8) && isClose(quick.point[1], 1, 1e-8))
    #expect(quick.path.count < 60 && quick.path[0] == [-1.2, 1])
    let simplex = Minimisation.nelderMead(from: [-1.2, 1], value: valley)
    #expect(simplex.isConverged && isClose(simplex.point[0], 1, 1e-8))
    let plain = Minimisation.gradientDescent(
      from: [5], rate: 0.1, steps: 40, value: { ($0[0] - 2) * ($0[0] - 2) },
      gradient: { [2 * ($0[0] - 2)] })
    #expect(plain.path.count == 41 && isClose(plain.point[0], 2 + 3 * pow(0.8, 40), 1e-14))
    let (place, value) = minimum(between: 0, and: 3) { cos($0 + 1) }
    #expect(isClose(place, Double.pi - 1, 1e-7) && isClose(value, -1, 1e-14))
    // A function without a bottom ends by its limit.
    let falling = Minimisation.bfgs(
      from: [0], steps: 20, value: { -$0[0] }, gradient: { _ in [-1] })
    #expect(!falling.isConverged)
    let undefined = Minimisation.bfgs(
      from: [0], value: { _ in .nan }, gradient: { _ in [0] })
    #expect(!undefined.isConverged)
  }
}
