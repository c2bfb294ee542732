import Learning
import Numerics
import Script
import Tensors

/// What training makes small.
extension StandardLibrary {
  static let losses: [LibraryFunction] = [
    .loss(
      "mse", "(_ predicted: Vector, _ actual: Vector) -> Double", "The mean squared error.",
      "mse([1, 2], [1, 4])", "2"
    ) { try meanSquaredError($0.traced(0), $0.traced(1)) },
    .loss(
      "mse", "(_ predicted: Tensor, _ actual: Tensor) -> Double", "The mean squared error.",
      "mse([[1, 2]], [[1, 4]])", "2"
    ) { try meanSquaredError($0.traced(0), $0.traced(1)) },
    .loss(
      "mae", "(_ predicted: Tensor, _ actual: Tensor) -> Double", "The mean absolute error.",
      "mae([1, 2], [1, 4])", "1"
    ) { try meanAbsoluteError($0.traced(0), $0.traced(1)) },
    .loss(
      "huber", "(_ predicted: Tensor, _ actual: Tensor, delta: Double = 1) -> Double",
      "The mean of half the squared error up to δ, and of δ (|error| − δ/2) beyond.",
      "huber([0, 0], [1, 3])", "1.5",
      source: "P. Huber, Robust estimation of a location parameter, 1964"
    ) { try huberLoss($0.traced(0), $0.traced(1), delta: $0.number(2)) },
    .loss(
      "softmaxCrossEntropy",
      "(_ logits: Matrix, _ targets: Vector, smoothing: Double = 0) -> Double",
      "The mean of −log softmax(row) at each row's target class; its gradient is (p − y) / n.",
      "softmaxCrossEntropy([[0, 0], [0, 0]], [0, 1]) == log(2)", "true",
      source: "J. S. Bridle, 1990; smoothing from C. Szegedy et al., 2016, section 7"
    ) { try crossEntropy($0.traced(0), $0.tensor(1), smoothing: $0.number(2)) },
    .loss(
      "softmaxCrossEntropy", "(_ logits: Vector, _ target: Int) -> Double",
      "−log softmax(logits) at the target class.", "softmaxCrossEntropy([0, 0], 1) == log(2)",
      "true", source: "J. S. Bridle, Probabilistic interpretation of outputs, 1990"
    ) {
      let z = try $0.traced(0)
      return try crossEntropy(
        z.reshaped(to: [1, z.value.count]), Tensor([Double($0.integer(1))]))
    },
    .loss(
      "binaryCrossEntropy", "(_ p: Tensor, _ y: Tensor) -> Double",
      "−mean(y log p + (1 − y) log(1 − p)), of probabilities p; a logarithm is at least −100.",
      "binaryCrossEntropy([0.5, 0.5], [0, 1]) == log(2)", "true"
    ) { try binaryCrossEntropy(probabilities: $0.traced(0), $0.tensor(1)) },
    .loss(
      "sigmoidCrossEntropy", "(_ logits: Tensor, _ y: Tensor) -> Double",
      "binaryCrossEntropy(sigmoid(logits), y), without overflow.",
      "sigmoidCrossEntropy([0, 0], [0, 1]) == log(2)", "true"
    ) { try binaryCrossEntropy($0.traced(0), $0.tensor(1)) },
    .loss(
      "ntXent", "(_ a: Matrix, _ b: Matrix, temperature: Double = 0.5) -> Double",
      "How badly each row's partner in the other matrix is told from all other rows (InfoNCE).",
      "ntXent([[1, 0], [0, 1]], [[1, 0], [0, 1]], temperature: 0.01) < 0.000001", "true",
      source: "T. Chen et al., SimCLR, 2020, equation 1"
    ) { try ntXent($0.traced(0), $0.traced(1), temperature: $0.number(2)) },
    .loss(
      "clipLoss", "(_ a: Matrix, _ b: Matrix, temperature: Double = 0.07) -> Double",
      "The mean of matching rows of a to rows of b, and b to a: in-batch negatives.",
      "clipLoss(identity(2), identity(2), temperature: 0.01) < 0.000001", "true",
      source: "A. Radford et al., CLIP, 2021, figure 3"
    ) { try symmetricInfoNCE($0.traced(0), $0.traced(1), temperature: $0.number(2)) },
    .loss(
      "tripletLoss",
      "(_ anchor: Matrix, _ positive: Matrix, _ negative: Matrix, margin: Double = 1) -> Double",
      "The mean of max(0, |a − p| − |a − n| + margin) over rows.",
      "tripletLoss([[0, 0]], [[0, 1]], [[3, 4]])", "0",
      source: "F. Schroff, D. Kalenichenko, J. Philbin, FaceNet, 2015, equation 1"
    ) {
      try tripletLoss(
        anchor: $0.traced(0), positive: $0.traced(1), negative: $0.traced(2), margin: $0.number(3))
    },
    .loss(
      "klGaussian", "(mean: Tensor, logVariance: Tensor) -> Double",
      "The divergence from N(μ, σ²) to N(0, 1): −½ Σ (1 + log σ² − μ² − σ²).",
      "klGaussian(mean: [1, 0], logVariance: [0, 0])", "0.5",
      source: "D. Kingma, M. Welling, Auto-Encoding Variational Bayes, 2014, appendix B"
    ) { try gaussianKLDivergence(mean: $0.traced(0), logVariance: $0.traced(1)) },
    .layer(
      "reparameterize", "(mean: N, logVariance: N, noise: N) -> N",
      "μ + σ ⊙ ε, a sample through which gradients go.",
      "reparameterize(mean: [1, 2], logVariance: [0, 0], noise: [1, -1])", "[2, 1]",
      source: "D. Kingma, M. Welling, Auto-Encoding Variational Bayes, 2014, section 2.4"
    ) { try $0.traced(0) + ($0.traced(1) * 0.5).mapped(.exp) * $0.traced(2) },
    .loss(
      "elbo",
      "(_ logLikelihood: Double, mean: Tensor, logVariance: Tensor, beta: Double = 1) -> Double",
      "The evidence lower bound: log p(x|z) − β KL(q(z|x) ‖ N(0, 1)).",
      "elbo(-3, mean: [1], logVariance: [0])", "-3.5",
      source: "D. Kingma, M. Welling, 2014, equation 10; β from I. Higgins et al., 2017"
    ) {
      let divergence = try gaussianKLDivergence(mean: $0.traced(1), logVariance: $0.traced(2))
      return try $0.traced(0) - divergence * $0.number(3)
    },
  ]
}
