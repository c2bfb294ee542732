import Numerics
public import Tensors

/// The loss of a sequence without alignment: −log of the probability of all alignments that give the
/// target when repeats are merged and blanks left out, summed over the batch.
///
/// - Shape: logits `[time, batch, classes]`, targets `[batch, length]`.
/// - Source: Graves and others, "Connectionist temporal classification", 2006, §4.1.
public func ctcLoss(
  _ logits: Traced, _ targets: Tensor, inputLengths: [Int], targetLengths: [Int], blank: Int = 0
) throws(TensorError) -> Traced {
  guard logits.value.rank == 3, targets.rank == 2, targets.shape[0] == logits.shape[1],
    inputLengths.count == logits.shape[1], targetLengths.count == logits.shape[1],
    inputLengths.allSatisfy({ $0 > 0 && $0 <= logits.shape[0] }),
    targetLengths.allSatisfy({ $0 >= 0 && $0 <= targets.shape[1] }),
    blank >= 0, blank < logits.shape[2]
  else {
    throw TensorError(
      .shape,
      "ctcLoss takes logits [time, batch, classes], targets [batch, length] and lengths"
        + " within them, not \(logits.shape) and \(targets.shape)")
  }
  let logs = try logits.logSoftmax()
  var total = 0.0
  var gradient = Tensor.filled(logs.shape, with: 0)
  for n in 0..<targets.shape[0] {
    var labels = [blank]
    for i in 0..<targetLengths[n] {
      guard let label = Int(exactly: targets.values[n * targets.shape[1] + i]), label >= 0,
        label < logits.shape[2]
      else { throw TensorError(.index, "the targets of ctcLoss are classes") }
      labels += [label, blank]
    }
    let paths = Alignments(logs.value, n, labels, blank, time: inputLengths[n])
    total -= paths.logProbability
    paths.addOccupancies(to: &gradient)
  }
  return Traced.recording(Tensor(scalar: total), from: [logs]) { g throws(TensorError) in
    [gradient * g.values[0]]
  }
}

/// The sums over all alignments of one example, forwards and backwards.
private struct Alignments {
  private let logs: Tensor
  private let example: Int
  private let labels: [Int]
  private let time: Int
  private var forward: [[Double]] = []
  private var backward: [[Double]] = []

  init(_ logs: Tensor, _ example: Int, _ labels: [Int], _ blank: Int, time: Int) {
    self.logs = logs
    self.example = example
    self.labels = labels
    self.time = time
    let count = labels.count
    /// Whether a path may skip from the state `s` − 2 to `s`.
    func skips(_ s: Int) -> Bool { s >= 2 && labels[s] != blank && labels[s] != labels[s - 2] }
    for t in 0..<time {
      var row = [Double](repeating: -.infinity, count: count)
      for s in 0..<count {
        var sum = t == 0 ? (s < 2 ? 0 : -Double.infinity) : forward[t - 1][s]
        if t > 0 && s > 0 { sum = logAdd(sum, forward[t - 1][s - 1]) }
        if t > 0 && skips(s) { sum = logAdd(sum, forward[t - 1][s - 2]) }
        row[s] = sum + log(t, s)
      }
      forward.append(row)
    }
    backward = [[Double]](repeating: [], count: time)
    for t in stride(from: time - 1, through: 0, by: -1) {
      var row = [Double](repeating: -.infinity, count: count)
      for s in 0..<count {
        guard t < time - 1 else {
          row[s] = s >= count - 2 ? 0 : -.infinity
          continue
        }
        let next = backward[t + 1]
        var sum = next[s] + log(t + 1, s)
        if s + 1 < count { sum = logAdd(sum, next[s + 1] + log(t + 1, s + 1)) }
        if s + 2 < count && skips(s + 2) { sum = logAdd(sum, next[s + 2] + log(t + 1, s + 2)) }
        row[s] = sum
      }
      backward[t] = row
    }
  }

  private func log(_ t: Int, _ s: Int) -> Double {
    logs.values[(t * logs.shape[1] + example) * logs.shape[2] + labels[s]]
  }

  var logProbability: Double {
    guard let last = forward.last else { return -.infinity }
    return last.suffix(2).reduce(-Double.infinity, logAdd)
  }

  /// Subtracts for each step and class the probability that the path is there.
  func addOccupancies(to gradient: inout Tensor) {
    let whole = logProbability
    guard whole > -.infinity else { return }
    for t in 0..<time {
      for s in 0..<labels.count {
        let place = (t * logs.shape[1] + example) * logs.shape[2] + labels[s]
        gradient[flat: place] -= exp(forward[t][s] + backward[t][s] - whole)
      }
    }
  }
}

/// log(eᵃ + eᵇ).
private func logAdd(_ a: Double, _ b: Double) -> Double {
  let (high, low) = (max(a, b), min(a, b))
  return low == -.infinity ? high : high + log1p(exp(low - high))
}
