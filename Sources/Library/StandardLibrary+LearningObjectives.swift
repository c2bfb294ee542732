import Learning
import Numerics
import Script
import Tensors

/// Objectives of policies, generative models and preferences.
extension StandardLibrary {
  static let objectives: [LibraryFunction] = [
    .number(
      "discountedReturn", "(_ rewards: Vector, gamma: Double) -> Double", "Σ γᵗ rₜ.",
      "discountedReturn([1, 1, 1], gamma: 0.5)", "1.75"
    ) { Learning.discountedReturns(try $0.vector(0), discount: try $0.number(1)).first ?? 0 },
    .tensor(
      "discountedReturns", "(_ rewards: Vector, gamma: Double) -> Vector",
      "The discounted return from each step on.", "discountedReturns([1, 1, 1], gamma: 0.5)",
      "[1.75, 1.5, 1]"
    ) { Tensor(Learning.discountedReturns(try $0.vector(0), discount: try $0.number(1))) },
    .number(
      "tdError", "(_ reward: Double, gamma: Double, next: Double, current: Double) -> Double",
      "δ = r + γ V(s') − V(s), or with Q for V.", "tdError(1, gamma: 0.5, next: 4, current: 2)",
      "1",
      source: "R. Sutton, Learning to predict by the methods of temporal differences, 1988"
    ) { try $0.number(0) + $0.number(1) * $0.number(2) - $0.number(3) },
    .tensor(
      "advantages",
      "(_ rewards: Vector, values: Vector, gamma: Double, lambda: Double = 1) -> Vector",
      "Generalised advantages: errors δ weighed by (γλ)ᵏ; there is one value more than rewards.",
      "advantages([1, 1], values: [0, 0, 0], gamma: 1)", "[2, 1]",
      source: "J. Schulman et al., GAE, 2016, equation 16"
    ) {
      Tensor(
        try generalizedAdvantages(
          $0.vector(0), values: $0.vector(1), discount: $0.number(2), lambda: $0.number(3)))
    },
    .layer(
      "scoreFunction", "(_ logits: Vector, _ action: Int) -> Vector",
      "∇ log π(action) by the logits of a softmax policy: one-hot less π.",
      "scoreFunction([0, 0], 0)", "[0.5, -0.5]",
      source: "R. Williams, 1992"
    ) {
      let z = try $0.traced(0)
      let own = try Tensor.oneHot(Tensor([Double($0.integer(1))]), classes: z.value.count)
      return try Traced(own.flattened()) - z.softmax()
    },
    .loss(
      "policyGradientLoss", "(_ logits: Matrix, _ actions: Vector, _ advantages: Vector) -> Double",
      "−mean(A log π(a | s)), whose gradient is the policy gradient's; a row of logits for each step.",
      "policyGradientLoss([[0, 0]], [1], [2]) == 2 * log(2)", "true",
      source: "R. Sutton et al., Policy gradient methods, 2000, theorem 1"
    ) {
      let losses = try crossEntropy($0.traced(0), $0.tensor(1), reduction: .none)
      return try (losses * Traced($0.tensor(2))).mean()
    },
    .layer(
      "ppoClip", "(_ ratio: N, _ advantage: N, epsilon: Double = 0.2) -> N",
      "min(ρ A, clip(ρ, 1 − ε, 1 + ε) A), the clipped objective, to be made great.",
      "ppoClip([1.5, 0.5], [1, 1])", "[1.2, 0.5]",
      source: "J. Schulman et al., Proximal Policy Optimization, 2017, equation 7"
    ) {
      let (ratio, advantage) = try ($0.traced(0), $0.traced(1))
      let epsilon = try $0.number(2)
      let clipped = try ratio.clamped(1 - epsilon, 1 + epsilon) * advantage
      return try Traced.combine(.minimum, ratio * advantage, clipped)
    },
    .loss(
      "rlhfObjective",
      "(_ reward: Double, logPolicy: Double, logReference: Double, beta: Double) -> Double",
      "r − β (log π − log π_ref): the reward with its KL penalty.",
      "rlhfObjective(1, logPolicy: -1, logReference: -2, beta: 0.5)", "0.5",
      source:
        "D. Ziegler et al., Fine-tuning language models from human preferences, 2019, equation 2"
    ) {
      try $0.traced(0) - ($0.traced(1) - $0.traced(2)) * $0.number(3)
    },
    .loss(
      "distillationLoss",
      "(teacher: Matrix, student: Matrix, temperature: Double = 1) -> Double",
      "T² · mean KL(softmax(teacher / T) ‖ softmax(student / T)) over rows.",
      "distillationLoss(teacher: [[1, 2]], student: [[1, 2]], temperature: 2)", "0",
      source: "G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge, 2015, section 2"
    ) {
      let t = try $0.number(2)
      return try Learning.klDivergence(from: $0.traced(0) / t, to: $0.traced(1) / t) * (t * t)
    },
    .loss(
      "ganValue", "(real: Vector, fake: Vector) -> Double",
      "V = mean log D(x) + mean log(1 − D(G(z))), of the discriminator's probabilities.",
      "ganValue(real: [0.5], fake: [0.5]) == -log(4)", "true",
      source: "I. Goodfellow et al., Generative Adversarial Nets, 2014, equation 1"
    ) {
      let real = try $0.traced(0).mapped(.log).mean()
      return try real + ($0.traced(1) * -1 + 1).mapped(.log).mean()
    },
    .loss(
      "nonSaturatingLoss", "(_ fake: Vector) -> Double",
      "−mean log D(G(z)): the generator's loss with a gradient that does not fade.",
      "nonSaturatingLoss([0.5]) == log(2)", "true",
      source: "I. Goodfellow et al., Generative Adversarial Nets, 2014, section 3"
    ) { try $0.traced(0).mapped(.log).mean() * -1 },
    .layer(
      "optimalDiscriminator", "(_ p: N, _ q: N) -> N", "D*(x) = p / (p + q).",
      "optimalDiscriminator([0.3, 0], [0.1, 1])", "[0.7499999999999999, 0]",
      source: "I. Goodfellow et al., Generative Adversarial Nets, 2014, proposition 1"
    ) { try $0.traced(0) / ($0.traced(0) + $0.traced(1)) },
    .tensor(
      "betaSchedule",
      "(_ steps: Int, from: Double = 0.0001, to: Double = 0.02) -> Vector",
      "The noise of each diffusion step, along a line.", "betaSchedule(3, from: 1, to: 3)",
      "[1, 2, 3]", source: "J. Ho, A. Jain, P. Abbeel, DDPM, 2020, section 4"
    ) { try Tensor.linspace($0.number(1), $0.number(2), count: $0.count(0)) },
    .tensor(
      "alphaBar", "(_ betas: Vector) -> Vector", "ᾱ: the running products of 1 − β.",
      "alphaBar([0.5, 0.5])", "[0.5, 0.25]",
      source: "J. Ho, A. Jain, P. Abbeel, DDPM, 2020, section 2"
    ) { try (1 - $0.tensor(0)).cumulativeProduct() },
    .layer(
      "forwardDiffuse", "(_ x: N, alphaBar: Double, noise: N) -> N",
      "√ᾱ x₀ + √(1 − ᾱ) ε: the data after the steps so far, in one.",
      "forwardDiffuse([3, 5], alphaBar: 0.64, noise: [0, 5])", "[2.4000000000000004, 7]",
      source: "J. Ho, A. Jain, P. Abbeel, DDPM, 2020, equation 4"
    ) {
      let share = try $0.number(1)
      return try $0.traced(0) * share.squareRoot() + $0.traced(2) * (1 - share).squareRoot()
    },
    .layer(
      "forwardDiffuse", "(_ x: Matrix, alphaBar: Vector, noise: Matrix) -> Matrix",
      "The same with an ᾱ of its own for each row, as training draws the steps.",
      "forwardDiffuse([[3], [5]], alphaBar: [1, 0], noise: [[7], [8]])", "[[3],\n [8]]",
      source: "J. Ho, A. Jain, P. Abbeel, DDPM, 2020, algorithm 1"
    ) {
      let share = try $0.tensor(1).reshaped(to: [-1, 1])
      let kept = try $0.traced(0) * Traced(share.mapped(.sqrt))
      return try kept + $0.traced(2) * Traced((1 - share).mapped(.sqrt))
    },
    .layer(
      "ddpmMean", "(_ x: N, predicted: N, beta: Double, alphaBar: Double) -> N",
      "(x − β ε̂ / √(1 − ᾱ)) / √(1 − β): the mean of the step back.",
      "ddpmMean([1, 1], predicted: [0, 0], beta: 0.75, alphaBar: 0.25)", "[2, 2]",
      source: "J. Ho, A. Jain, P. Abbeel, DDPM, 2020, equation 11"
    ) {
      let (beta, share) = try ($0.number(2), $0.number(3))
      let step = try $0.traced(1) * (beta / (1 - share).squareRoot())
      return try ($0.traced(0) - step) / (1 - beta).squareRoot()
    },
    .layer(
      "ddpmReverse", "(_ x: N, predicted: N, beta: Double, alphaBar: Double, noise: N) -> N",
      "The mean of the step back plus √β times noise (none at the last step).",
      "ddpmReverse([1, 1], predicted: [0, 0], beta: 0.75, alphaBar: 0.25, noise: [0, 0])", "[2, 2]",
      source: "J. Ho, A. Jain, P. Abbeel, DDPM, 2020, algorithm 2"
    ) {
      let (beta, share) = try ($0.number(2), $0.number(3))
      let step = try $0.traced(1) * (beta / (1 - share).squareRoot())
      let mean = try ($0.traced(0) - step) / (1 - beta).squareRoot()
      return try mean + $0.traced(4) * beta.squareRoot()
    },
    .loss(
      "ddpmLoss", "(_ noise: Tensor, predicted: Tensor) -> Double",
      "mean ‖ε − ε̂‖² per number: the simple loss.", "ddpmLoss([1, 3], predicted: [1, 1])", "2",
      source: "J. Ho, A. Jain, P. Abbeel, DDPM, 2020, equation 14"
    ) { try meanSquaredError($0.traced(1), $0.traced(0)) },
    .layer(
      "classifierFreeGuidance", "(unconditional: N, conditional: N, scale: Double) -> N",
      "ε_u + w (ε_c − ε_u): 1 is the conditional one, more goes beyond.",
      "classifierFreeGuidance(unconditional: [0, 0], conditional: [1, 2], scale: 2)", "[2, 4]",
      source: "J. Ho, T. Salimans, Classifier-Free Diffusion Guidance, 2022, equation 6"
    ) { try $0.traced(0) + ($0.traced(1) - $0.traced(0)) * $0.number(2) },
  ]
}
