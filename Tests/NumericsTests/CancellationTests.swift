import Numerics
import Testing

@Suite struct NewtonTests {
  private func rosenbrock(_ x: [Double]) -> Double {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return a * a + 100 * b * b
  }

  @Test func `Newton's method follows Rosenbrock's valley to (1, 1)`() {
    let found = Minimisation.newton(from: [-1.2, 1], tolerance: 1e-8) {
      rosenbrock($0)
    } gradient: {
      x in
      [
        -2 * (1 - x[0]) - 400 * x[0] * (x[1] - x[0] * x[0]), 200 * (x[1] - x[0] * x[0]),
      ]
    } hessian: { x in
      [[2 - 400 * x[1] + 1200 * x[0] * x[0], -400 * x[0]], [-400 * x[0], 200]]
    }
    #expect(found.isConverged)
    #expect(abs(found.point[0] - 1) < 1e-8 && abs(found.point[1] - 1) < 1e-8)
    #expect(found.path.count < 40)
  }

  @Test func `it leaves a saddle downwards`() {
    // x⁴/4 − x²/2 + y²: a saddle at 0, minima at (±1, 0).
    let found = Minimisation.newton(from: [0.1, 1], tolerance: 1e-10) { x in
      x[0] * x[0] * x[0] * x[0] / 4 - x[0] * x[0] / 2 + x[1] * x[1]
    } gradient: { x in
      [x[0] * x[0] * x[0] - x[0], 2 * x[1]]
    } hessian: { x in
      [[3 * x[0] * x[0] - 1, 0], [0, 2]]
    }
    #expect(abs(abs(found.point[0]) - 1) < 1e-9 && abs(found.point[1]) < 1e-9)
  }

  @Test func `differences are near the derivatives`() {
    let gradient = Differences.gradient(at: [0.3, -0.7], of: rosenbrock)
    // −2 (1 − x) − 400 x (y − x²) and 200 (y − x²) at (0.3, −0.7).
    #expect(abs(gradient[0] - 93.4) < 1e-8 && abs(gradient[1] + 158) < 1e-8)
    let hessian = Differences.hessian(at: [0.3, -0.7], of: rosenbrock)
    // 2 − 400 y + 1200 x², −400 x, 200.
    #expect(abs(hessian[0][0] - 390) < 1e-3 && abs(hessian[1][1] - 200) < 1e-3)
    #expect(abs(hessian[0][1] + 120) < 1e-3 && hessian[0][1] == hessian[1][0])
  }
}

/// Values where digits cancel, from mpmath at 40 digits.
@Suite struct CancellationTests {
  private func ulps(_ x: Double, _ exact: Double) -> Double { abs(x - exact) / exact.ulp.magnitude }

  @Test(arguments: [
    (-0.75, 0.00077427826076489562831), (-0.7517915247, -2.7768941466897971488e-12),
    (1.0, 1.0833154705876862984), (-3.0, -0.011945647204183927),
  ])
  func `the derivative of gelu`(x: Double, exact: Double) {
    #expect(ulps(geluDerivative(x), exact) <= 3)
  }

  @Test(arguments: [(-10.0, -1.2040923482098059937e-37), (1.5, 1.3995715769802329224)])
  func `gelu by tanh`(x: Double, exact: Double) { #expect(ulps(geluTanh(x), exact) <= 2) }

  @Test(arguments: [
    (-2.4570247, 5.7927584551002958299e-8), (-3.1435808883, 3.8894044973508282451e-10),
    (-4.04, -0.016965971160144757038), (-5.0082, 0.0022437317953606340461),
    (-2.75, 0.0044878975359557733115), (-2.6, -0.11801163280539747556),
  ])
  func `log Γ near its zeros`(x: Double, exact: Double) { #expect(ulps(lgamma(x), exact) <= 3) }

  @Test func `a sum that overflows on the way comes back`() {
    #expect(Sums.compensated([1e308, 1e308, -1e308, -1e308]) == 0)
    #expect(Sums.compensated([1e308, 1e308, -1e308]) == 1e308)
    #expect(Sums.compensated([1e308, 1e308]) == .infinity)
  }
}
