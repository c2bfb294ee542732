import Testing

/// Gradients through layers and losses in cells, against difference quotients of fourth order.
@Suite struct LayerGradientTests {
  /// Numbers made of a 3 × 4 matrix `x`; `w`, `v` and `y` are constants.
  static let bodies = [
    "sum(gelu(x)) + sum(silu(x)) + sum(mish(x)) + sum(selu(x)) + sum(softsign(x))",
    "sum(leakyRelu(x) * v) + sum(elu(x) * v) + sum(logSigmoid(x) * v)",
    "sum(glu(x) ** 2)",
    "sum(swiGLU(x, gate: w, up: w * 0.5, down: w.T) * v)",
    "sum(dense(x, w.T, [1, 2, 3, 4, 5]) ** 2)",
    "sum(dense(x[1], w.T) ** 2)",
    "sum(embedding(x, [2, 0, 2]) * v)",
    "sum(layerNorm(x, scale: [1, 2, 3, 4], shift: [1, 0, 0, 0]) * v)",
    "sum(layerNorm(x[0]) * v[0])",
    "sum(rmsNorm(x, scale: [1, 2, 3, 4]) * v)",
    "sum(batchNorm(x, scale: [1, 2, 3, 4]) * v)",
    "sum(dropout(x, rate: 0.4, seed: 3) * v)",
    "sum(feedForward(x, w, zeros(5), w.T, zeros(4), activation: \"gelu\") * v)",
    "sum(rope(x) * v) + sum(rope(x, frequencies: [0.5, 0.1], from: 3) * v)",
    "sum(attention(x, x, x, causal: true).output * v)",
    "sum(attention(x, v, x, bias: [[0, 1, 2], [1, 0, 1], [2, 1, 0]]).weights ** 2)",
    "sum(attention(v, x, v, mask: causalMask(3)).output ** 2)",
    "sum(linearAttention(x, x, v, causal: true) ** 2) + sum(linearAttention(v, x, x) ** 2)",
    "sum(multiHeadAttention(x, query: x.T • x, key: k, value: k, output: k, heads: 2).output * v)",
    "sum(groupedQueryAttention(x, query: k, key: k[0..<4, 0..<2], value: k[0..<4, 0..<2], output: k, heads: 2, keyHeads: 1).output * v)",
    "sum(transformerBlock(x, block, heads: 2) * v)",
    "sum(transformerBlock(x, block, heads: 2, postNorm: true, activation: \"silu\") * v)",
    "sum(conv2d(x, [[1, 2], [3, 4]], padding: 1) ** 2)",
    "sum(conv2d(v, x[0..<2, 0..<2]) ** 2) + sum(conv1d(x[0], x[1]))",
    "sum(convTranspose2d(x, [[1, 2], [0, 1]], stride: 2) ** 2)",
    "sum(maxPool2d(x, size: 2, stride: 1) ** 2) + sum(averagePool2d(x, size: 2, stride: 1) ** 2)",
    "sum(conv2d(reshape(x, [1, 1, 3, 4]), reshape([1, -1, 2, 0], [1, 1, 2, 2]), bias: [1]) ** 2)",
    "sum(rnnCell(x, state: v, input: k, recurrent: k) * v)",
    "sum(lstmCell(x, state: (h: v, c: x), input: k4, recurrent: k4).c * v)",
    "sum(lstmCell(x[0], state: (h: x[1], c: v[0]), input: k4, recurrent: k4).h * v[1])",
    "sum(gruCell(x, state: x, input: k4[0..<12], recurrent: k4[0..<12]) * v)",
    "sum(graphConv([[0, 1, 0], [1, 0, 1], [0, 1, 0]], x, w) ** 2)",
    "mse(x, v) + mae(x, v) + huber(x, v, delta: 0.5)",
    "softmaxCrossEntropy(x, [0, 3, 1]) + softmaxCrossEntropy(x[0], 2)",
    "softmaxCrossEntropy(x, [0, 3, 1], smoothing: 0.1) + sequenceNLL(x, [1, 1, 2])",
    "binaryCrossEntropy(sigmoid(x[0]), [0, 1, 1, 0]) + sigmoidCrossEntropy(x[1], [0, 1, 1, 0])",
    "ntXent(x, v) + clipLoss(x, v, temperature: 0.5)",
    "tripletLoss(x, v, v * 0.3 + 1, margin: 5)",
    "klGaussian(mean: x, logVariance: x * 0.5) + elbo(2, mean: x[0], logVariance: x[1])",
    "sum(reparameterize(mean: x[0], logVariance: x[1], noise: v[0]) ** 2)",
    "policyGradientLoss(x, [0, 1, 3], [1, -2, 0.5])",
    "sum(ppoClip(exp(x[0] * 0.2), v[0]))",
    "distillationLoss(teacher: v, student: x, temperature: 2)",
    "ganValue(real: sigmoid(x[0]), fake: sigmoid(x[1])) + nonSaturatingLoss(sigmoid(x[2]))",
    "sum(forwardDiffuse(x, alphaBar: 0.6, noise: v) ** 2) + ddpmLoss(v, predicted: x)",
    "sum(ddpmReverse(x, predicted: x * 0.5, beta: 0.1, alphaBar: 0.5, noise: v) ** 2)",
    "sum(classifierFreeGuidance(unconditional: x, conditional: x ** 2, scale: 3))",
    "sum(loraApply(k, x[0..<2], x[0..<2].T, alpha: 4) ** 2)",
    "sum(concatenate(x, x * x, axis: 1) ** 2) + sum(permute(reshape(x, [2, 3, 2]), [2, 0, 1]) ** 2)",
    "sum(sum(x, axis: 0) ** 3) + sum(mean(x, axis: 1) ** 3) + sum(gather(x, [1, 1]) ** 2)",
    "sum(logSumExp(x, axis: 1) ** 2) + sum(logSumExp(x, axis: 0, keepDims: true) * v[0])",
    "sum(softmax(x, axis: 0) * v) + sum(logSoftmax(x) * v)",
    "sum(product(x, axis: 1) ** 2) + sum(maximum(x, axis: 0) ** 2) + sum(minimum(x, axis: 1) ** 3)",
    "sum(normalDensity(x[0], mean: x[1, 0], deviation: 1 + x[2, 0] ** 2) * v[0])",
    "sum(normalCDF(x[0], mean: x[1, 0], deviation: 1 + x[2, 0] ** 2) * v[0])",
    "clip(x[0, 0], x[0, 1] - 9, x[0, 2] + 9) ** 2 + clip(x[1, 0], 20, 30) * x[1, 1]",
    "languageModelLoss((tokens: x, positions: v * 0.5, blocks: [block], scale: [1, 1, 1, 1], shift: [0, 0, 0, 0]), [[0, 1, 2]], [[1, 2, 0]], heads: 2)",
  ]

  @Test(arguments: bodies)
  func `a gradient through a layer is that of difference quotients`(body: String) {
    let code = """
      let v = randomMatrix(3, 4, seed: 2), w = randomMatrix(4, 5, seed: 3)
      let k = randomMatrix(4, 4, seed: 4), k4 = randomMatrix(16, 4, seed: 5) * 0.5
      let block = transformerWeights(4, hidden: 6, seed: 6)
      func f(_ x: Matrix) -> Double { \(body) }
      let x = randomMatrix(3, 4, seed: 1)
      let slopes = gradient(at: x) { x in f(x) }
      var worst = 0.0
      let h = 1e-4
      for i in 0..<3 {
        for j in 0..<4 {
          var parts = [0.0, 0, 0, 0]
          for (place, distance) in [2 * h, h, -h, -2 * h].enumerated() {
            var moved = x
            moved[i, j] += distance
            parts[place] = f(moved)
          }
          let slope = (8 * (parts[1] - parts[2]) - parts[0] + parts[3]) / (12 * h)
          worst = max(worst, abs(slopes[i, j] - slope) / max(1, abs(slope)))
        }
      }
      worst < 1e-7 && norm(slopes) > 0 ? "right" : "off by \\(worst)"
      """
    #expect(LibraryTests.result(of: code) == "right", "\(body)")
  }
}
