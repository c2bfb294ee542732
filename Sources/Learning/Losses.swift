import Diagnostics
import Numerics
public import Tensors

/// How the losses of single examples become one.
public enum LossReduction: Sendable {
  /// Not at all.
  case none
  /// Their sum.
  case sum
  /// Their mean, weighted if the examples are.
  case mean
}

extension Traced {
  fileprivate func reduced(_ reduction: LossReduction) throws(TensorError) -> Traced {
    switch reduction {
    case .none: self
    case .sum: sum()
    case .mean: try mean()
    }
  }
}

/// The mean of the squared differences.
public func meanSquaredError(
  _ predicted: Traced, _ target: Traced, reduction: LossReduction = .mean
) throws(TensorError) -> Traced {
  try (predicted - target).mapped(.square).reduced(reduction)
}

/// The mean of the magnitudes of the differences.
public func meanAbsoluteError(
  _ predicted: Traced, _ target: Traced, reduction: LossReduction = .mean
) throws(TensorError) -> Traced {
  try (predicted - target).mapped(.abs).reduced(reduction)
}

/// Half the squared difference where it is at most `delta`, growing along a line beyond.
///
/// - Source: Huber, "Robust estimation of a location parameter", 1964.
public func huberLoss(
  _ predicted: Traced, _ target: Traced, delta: Double = 1, reduction: LossReduction = .mean
) throws(TensorError) -> Traced {
  guard delta > 0 else {
    throw TensorError(.domain, "Huber's loss has a delta above 0, not \(numberText(delta))")
  }
  return try (predicted - target).mapped({ (x: Double) -> Double in
    x.magnitude <= delta ? 0.5 * x * x : delta * (x.magnitude - 0.5 * delta)
  }) { (x: Double) -> Double in min(max(x, -delta), delta) }.reduced(reduction)
}

/// −log of the softmax at the target's index: the loss of a classifier from its logits.
///
/// With `smoothing` s the target is 1 − s at its index plus s spread over all classes. Examples whose
/// target is `ignoring` do not count.
///
/// - Shape: logits `[n, classes]`, targets `[n]` → a number, or `[n]`.
/// - Source: PyTorch, `cross_entropy`; smoothing from Szegedy and others, 2016, §7.
public func crossEntropy(
  _ logits: Traced, _ targets: Tensor, weights: Tensor? = nil, smoothing: Double = 0,
  ignoring: Double? = nil, reduction: LossReduction = .mean
) throws(TensorError) -> Traced {
  guard logits.value.rank == 2, targets.rank == 1, logits.shape[0] == targets.count else {
    throw TensorError(
      .shape,
      "cross-entropy takes logits [n, classes] and n targets, not \(logits.shape) and"
        + " \(targets.shape)")
  }
  guard smoothing >= 0, smoothing <= 1 else {
    throw TensorError(
      .domain, "the smoothing of labels lies in 0...1, not at \(numberText(smoothing))")
  }
  let (n, classes) = (logits.shape[0], logits.shape[1])
  if let weights, weights.count != classes {
    throw TensorError(
      .shape,
      "\(quantity(classes, "class", plural: "classes")) cannot have \(quantity(weights.count, "weight"))"
    )
  }
  var wanted = try Tensor.zeros([n, classes])
  var total = 0.0
  for i in 0..<n where targets.values[i] != ignoring {
    guard let index = Int(exactly: targets.values[i]), index >= 0, index < classes else {
      throw TensorError(
        .index,
        "the target \(numberText(targets.values[i])) is none of the classes 0 to \(classes - 1)")
    }
    for c in 0..<classes {
      let weight = weights?.values[c] ?? 1
      let share = smoothing / Double(classes) + (c == index ? 1 - smoothing : 0)
      wanted[flat: i * classes + c] = weight * share
    }
    total += weights?.values[index] ?? 1
  }
  let losses = try weighted(logits.logSoftmax(), wanted)
  return reduction == .mean ? losses.sum() / total : try losses.reduced(reduction)
}

/// −Σ wᵢ log pᵢ of each row, where a class of weight 0 counts for nothing, even if it has no chance.
private func weighted(_ logs: Traced, _ weights: Tensor) throws(TensorError) -> Traced {
  let terms = try logs * Traced(weights)
  let losses = try -terms.reduced(Reduction.sum)
  guard losses.value.values.contains(where: \.isNaN) else { return losses }
  return try -Traced.choose(weights, terms, Traced(Tensor(scalar: 0))).reduced(Reduction.sum)
}

/// The cross-entropy of probabilities `p` with the answers `y`, −y log p − (1 − y) log(1 − p), its
/// mean; a logarithm is at least −100.
///
/// - Throws: `TensorError` of kind `domain` for a p outside 0…1.
/// - Source: PyTorch, `binary_cross_entropy`: the derivative has p (1 − p) of at least 10⁻¹².
public func binaryCrossEntropy(
  probabilities p: Traced, _ y: Tensor
) throws(TensorError) -> Traced {
  for value in p.value.values where value < 0 || value > 1 {
    throw TensorError(
      .domain, "binary cross-entropy takes probabilities in 0...1, not \(numberText(value))")
  }
  func logs(_ x: Tensor) -> Tensor { x.mapped(.log).mapped { $0 < -100 ? -100 : $0 } }
  let yes = try y * logs(p.value)
  let no = try (1 - y) * logs(1 - p.value)
  let losses = try -(yes + no)
  let (count, shape) = (Double(max(1, losses.count)), p.shape)
  let point = p.value
  return Traced.recording(Tensor(scalar: try losses.mean()), from: [p]) { g throws(TensorError) in
    let below = try (point * (1 - point)).mapped { $0 < 1e-12 ? 1e-12 : $0 }
    return [try ((point - y) / below * (g / count)).summed(to: shape)]
  }
}

/// The cross-entropy between given probabilities and the softmax of logits.
///
/// - Shape: logits and targets `[n, classes]` → a number, or `[n]`.
public func crossEntropy(
  _ logits: Traced, probabilities: Tensor, reduction: LossReduction = .mean
) throws(TensorError) -> Traced {
  let losses = try weighted(logits.logSoftmax(), probabilities)
  return try losses.reduced(reduction)
}

/// The cross-entropy of independent yes-or-no answers, from their logits.
///
/// `positiveWeight` weighs the yes answers.
///
/// - Source: PyTorch, `binary_cross_entropy_with_logits`.
public func binaryCrossEntropy(
  _ logits: Traced, _ targets: Tensor, positiveWeight: Tensor? = nil,
  reduction: LossReduction = .mean
) throws(TensorError) -> Traced {
  var yes = try Traced(targets) * -logits.activated(.logSigmoid)
  if let positiveWeight { yes = try yes * Traced(positiveWeight) }
  let no = try Traced(1 - targets) * -(-logits).activated(.logSigmoid)
  return try (yes + no).reduced(reduction)
}

/// Σ Q (log Q − log P) over the rows, divided by their number, for P and Q the softmax of logits.
///
/// - Source: Kullback, Leibler, "On information and sufficiency", 1951.
public func klDivergence(
  from q: Traced, to p: Traced
) throws(TensorError) -> Traced {
  let logQ = try q.logSoftmax()
  let difference = try logQ - p.logSoftmax()
  return try (logQ.mapped(.exp) * difference).sum() / Double(max(1, q.shape[0]))
}

/// The divergence from N(μ, σ²) to N(0, 1), summed: −½ Σ (1 + log σ² − μ² − σ²).
///
/// - Source: Kingma, Welling, "Auto-encoding variational Bayes", 2014, appendix B.
public func gaussianKLDivergence(
  mean: Traced, logVariance: Traced
) throws(TensorError) -> Traced {
  let rest = try mean.mapped(.square) + logVariance.mapped(.exp)
  return try (logVariance + 1 - rest).sum() * -0.5
}

/// The distance of corresponding rows, `epsilon` added to each difference, which keeps the
/// derivative of equal rows finite.
public func pairwiseDistance(
  _ a: Traced, _ b: Traced, epsilon: Double = 0
) throws(TensorError) -> Traced {
  try (a - b + epsilon).reduced(.norm(2))
}

/// The distance of every row of `a` from every row of `b`.
///
/// - Shape: `[n, d]`, `[m, d]` → `[n, m]`.
public func distances(_ a: Traced, _ b: Traced) throws(TensorError) -> Traced {
  guard a.value.rank == 2, b.value.rank == 2 else {
    throw TensorError(.shape, "distances take the rows of two matrices, not \(a.shape), \(b.shape)")
  }
  let left = try a.reshaped(to: [a.shape[0], 1, a.shape[1]])
  let right = try b.reshaped(to: [1, b.shape[0], b.shape[1]])
  return try (left - right).reduced(.norm(2))
}

/// The cosine of the angle between corresponding rows.
public func cosineSimilarity(_ a: Traced, _ b: Traced) throws(TensorError) -> Traced {
  try (a.normalized(epsilon: 1e-8) * b.normalized(epsilon: 1e-8)).reduced(Reduction.sum)
}

/// max(0, |a − p| − |a − n| + margin), the mean over rows.
///
/// - Source: Schroff, Kalenichenko, Philbin, "FaceNet", 2015, equation 1 (with plain distances).
public func tripletLoss(
  anchor: Traced, positive: Traced, negative: Traced, margin: Double = 1, epsilon: Double = 0
) throws(TensorError) -> Traced {
  let near = try pairwiseDistance(anchor, positive, epsilon: epsilon)
  let far = try pairwiseDistance(anchor, negative, epsilon: epsilon)
  return try (near - far + margin).mapped(.relu).mean()
}

/// The loss of telling each row's partner from all other rows: rows of `a` and `b` are two views.
///
/// - Shape: a and b `[n, d]` → a number.
/// - Source: Chen and others, "A simple framework for contrastive learning", 2020, equation 1.
public func ntXent(_ a: Traced, _ b: Traced, temperature: Double = 0.5) throws(TensorError)
  -> Traced
{
  try checkRows(a, b)
  let rows = try Traced.concatenated([a, b]).normalized(epsilon: 1e-8)
  let scores = try rows.matmul(rows, transposingRight: true) / temperature
  let n = a.shape[0]
  let others = 1 - (try Tensor.identity(2 * n))
  let masked = try Traced.choose(others, scores, Traced(Tensor(scalar: -.infinity)))
  let partners = Tensor((0..<(2 * n)).map { Double(($0 + n) % (2 * n)) })
  return try crossEntropyIgnoringInfinite(masked, partners)
}

/// The mean of the cross-entropies of matching rows with columns and columns with rows.
///
/// - Source: Radford and others, "Learning transferable visual models from natural language
///   supervision", 2021, figure 3.
public func symmetricInfoNCE(
  _ a: Traced, _ b: Traced, temperature: Double = 0.07
) throws(TensorError) -> Traced {
  try checkRows(a, b)
  let scores =
    try a.normalized().matmul(b.normalized(), transposingRight: true) / temperature
  let own = Tensor((0..<a.shape[0]).map(Double.init))
  return try (crossEntropy(scores, own) + crossEntropy(scores.transposed(), own)) / 2
}

/// Throws unless `a` and `b` are matrices of one shape.
private func checkRows(_ a: Traced, _ b: Traced) throws(TensorError) {
  guard a.value.rank == 2, a.shape == b.shape else {
    throw TensorError(
      .shape, "rows are compared between two matrices of one shape, not \(a.shape) and \(b.shape)")
  }
}

/// Cross-entropy where some logits are −∞: only those at the targets are multiplied.
private func crossEntropyIgnoringInfinite(
  _ logits: Traced, _ targets: Tensor
) throws(TensorError) -> Traced {
  let index = try targets.reshaped(to: [targets.count, 1])
  return try -(logits.logSoftmax().gathered(index).mean())
}
