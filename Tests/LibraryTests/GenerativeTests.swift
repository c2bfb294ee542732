import Testing

/// Small generative models made of the library's pieces learn in a cell.
@Suite struct GenerativeTests {
  @Test func `an autoencoder learns to give back digits`() {
    let code = """
      let x = makeDigits(60, noise: 0, seed: 1).x
      let start = (
        e: heNormal(inputs: 64, outputs: 8, seed: 1), d: heNormal(inputs: 8, outputs: 64, seed: 2))
      let fit = train(start, optimizer: adam(learningRate: 0.01), steps: 150) { p in
        mse(dense(relu(dense(x, p.e)), p.d), x)
      }
      // Better than giving back the mean digit.
      let plain = x - columnMeans(x)
      fit.losses.last < mean(plain ** 2) && fit.losses.first > 2 * mean(plain ** 2)
      """
    #expect(LibraryTests.result(of: code) == "true")
  }

  @Test func `the evidence bound of a variational autoencoder rises`() {
    let code = """
      let x = makeDigits(40, noise: 0, seed: 1).x
      let start = (
        m: xavierNormal(inputs: 64, outputs: 2, seed: 1),
        s: xavierNormal(inputs: 64, outputs: 2, seed: 2) * 0.1,
        h: heNormal(inputs: 2, outputs: 16, seed: 3), d: heNormal(inputs: 16, outputs: 64, seed: 4))
      let fit = train(start, optimizer: adam(learningRate: 0.01), steps: 60) { p, step in
        let mean = dense(x, p.m), logVariance = dense(x, p.s)
        let noise = randomMatrix(40, 2, seed: step)
        let z = reparameterize(mean: mean, logVariance: logVariance, noise: noise)
        let likelihood = -sigmoidCrossEntropy(dense(relu(dense(z, p.h)), p.d), x) * 64 * 40
        return -elbo(likelihood, mean: mean, logVariance: logVariance) / 40
      }
      fit.losses.last < fit.losses.first * 0.8
      """
    #expect(LibraryTests.result(of: code) == "true")
  }

  @Test func `an adversarial generator comes near its ring`() {
    let code = """
      let real = makeCircles(100, noise: 0.02, factor: 1, seed: 1).x
      struct Net { var w1: Matrix, b1: Vector, w2: Matrix, b2: Vector }
      func net(_ p: Net, _ x: Matrix) -> Matrix {
        dense(tanh(dense(x, p.w1, p.b1)), p.w2, p.b2)
      }
      func score(_ p: Net, _ x: Matrix) -> Vector { reshape(sigmoid(net(p, x)), [-1]) }
      func start(_ outputs: Int, _ seed: Int) -> Net {
        Net(
          w1: heNormal(inputs: 2, outputs: 16, seed: seed), b1: zeros(16),
          w2: heNormal(inputs: 16, outputs: outputs, seed: seed + 1), b2: zeros(outputs))
      }
      var g = start(2, 1), d = start(1, 3)
      var gStep = adam(learningRate: 0.01), dStep = adam(learningRate: 0.01)
      func radius(_ p: Net) -> Double {
        mean(Vector(net(p, randomMatrix(100, 2, seed: 77)).map { norm($0) }))
      }
      let before = abs(radius(g) - 1)
      for step in 0..<120 {
        let z = randomMatrix(32, 2, seed: step)
        let fake = net(g, z)
        d = dStep.step(d, gradient(at: d) { d in
          -ganValue(real: score(d, real), fake: score(d, fake))
        })
        g = gStep.step(g, gradient(at: g) { g in nonSaturatingLoss(score(d, net(g, z))) })
      }
      abs(radius(g) - 1) < before && abs(radius(g) - 1) < 0.35
      """
    #expect(LibraryTests.result(of: code) == "true")
  }

  @Test func `a diffusion model learns its noise and samples near the data`() {
    let code = """
      let data = makeCircles(128, noise: 0.02, factor: 1, seed: 1).x
      let T = 20
      let betas = betaSchedule(T, from: 0.01, to: 0.4)
      let bars = alphaBar(betas)
      struct Net { var w1: Matrix, b1: Vector, w2: Matrix, b2: Vector }
      func predict(_ p: Net, _ x: Matrix, _ t: Vector) -> Matrix {
        let input = concatenate(x, concatenate(column(t), column(t * t), axis: 1), axis: 1)
        return dense(silu(dense(input, p.w1, p.b1)), p.w2, p.b2)
      }
      let start = Net(
        w1: heNormal(inputs: 4, outputs: 48, seed: 1), b1: zeros(48),
        w2: heNormal(inputs: 48, outputs: 2, seed: 2) * 0.1, b2: zeros(2))
      let fit = train(start, optimizer: adam(learningRate: 0.02), steps: 250) { p, step in
        let t = floor(randomUniform(128, seed: step) * T)
        let noise = randomMatrix(128, 2, seed: 1000 + step)
        let x = forwardDiffuse(data, alphaBar: gather(bars, t), noise: noise)
        return ddpmLoss(noise, predicted: predict(p, x, t / T))
      }
      var x = randomMatrix(100, 2, seed: 9)
      for k in 0..<T {
        let t = T - 1 - k
        let noise = t > 0 ? randomMatrix(100, 2, seed: 2000 + t) : zeros(100, 2)
        x = ddpmReverse(
          x, predicted: predict(fit.parameters, x, ones(100) * t / T), beta: betas[t],
          alphaBar: bars[t], noise: noise)
      }
      // The ring has radius 1: samples are nearer to it than the noise that they came from, and
      // the loss is below that of predicting no noise, which is 1.
      func distance(_ x: Matrix) -> Double { mean(abs(Vector(x.map { norm($0) }) - 1)) }
      let noise = randomMatrix(100, 2, seed: 9)
      fit.losses.last < 0.6 && distance(x) < 0.75 * distance(noise)
      """
    #expect(LibraryTests.result(of: code) == "true")
  }
}
