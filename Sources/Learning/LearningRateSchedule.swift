import Numerics

/// The learning rate at each step, as a function of the step's number from 0.
///
/// - Source: PyTorch's schedulers in closed form; cosine and warm restarts from Loshchilov, Hutter,
///   "SGDR", 2017; the one cycle from Smith, Topin, 2018; inverse square root from Vaswani and
///   others, 2017, equation 3.
public enum LearningRateSchedule: Sendable, Hashable {
  /// Always the same.
  case constant(Double)
  /// Multiplied by `factor` every `period` steps.
  case step(Double, period: Int, factor: Double)
  /// Multiplied by `factor` at every step.
  case exponential(Double, factor: Double)
  /// Along half a cosine from the rate to `minimum` in `period` steps, and back.
  case cosine(Double, period: Int, minimum: Double = 0)
  /// The falling half of the cosine again and again, each `growth` times as long as the last.
  case warmRestarts(Double, period: Int, growth: Int = 1, minimum: Double = 0)
  /// From `start` times the rate to `end` times it in `period` steps along a line.
  case linear(Double, start: Double, end: Double = 1, period: Int)
  /// The rate times (1 − step / period) to the power `power`, then 0.
  case polynomial(Double, period: Int, power: Double)
  /// Up to `maximum` along half a cosine in the first `rise` of the steps, then down to nothing.
  case oneCycle(
    maximum: Double, steps: Int, rise: Double = 0.3, divisor: Double = 25,
    finalDivisor: Double = 10_000)
  /// Up along a line in `warmup` steps, then down along half a cosine to `minimum` at `steps`.
  case warmupCosine(Double, warmup: Int, steps: Int, minimum: Double = 0)
  /// d^(−½) min(step^(−½), step · warmup^(−3/2)), counted from 1.
  case inverseSquareRoot(width: Int, warmup: Int)

  /// The rate for the step `step`, counted from 0.
  public func rate(at step: Int) -> Double {
    let t = Double(step)
    switch self {
    case .constant(let rate): return rate
    case .step(let rate, let period, let factor):
      return rate * pow(factor, Double(step / max(1, period)))
    case .exponential(let rate, let factor): return rate * pow(factor, t)
    case .cosine(let rate, let period, let minimum):
      return halfCosine(from: rate, to: minimum, t / Double(max(1, period)))
    case .warmRestarts(let rate, let period, let growth, let minimum):
      var rest = step
      var length = max(1, period)
      if growth <= 1 { rest %= length }
      while rest >= length {
        rest -= length
        length = length.multipliedReportingOverflow(by: growth).partialValue
        if length <= 0 { break }
      }
      return halfCosine(from: rate, to: minimum, Double(rest) / Double(length))
    case .linear(let rate, let start, let end, let period):
      return rate * (start + (end - start) * min(1, t / Double(max(1, period))))
    case .polynomial(let rate, let period, let power):
      return rate * pow(max(0, 1 - t / Double(max(1, period))), power)
    case .oneCycle(let maximum, let steps, let rise, let divisor, let finalDivisor):
      let initial = maximum / divisor
      let top = rise * Double(steps) - 1
      if t <= top { return halfCosine(from: initial, to: maximum, t / top) }
      let share = (t - top) / (Double(steps) - 1 - top)
      return halfCosine(from: maximum, to: initial / finalDivisor, min(1, share))
    case .warmupCosine(let rate, let warmup, let steps, let minimum):
      if step < warmup { return rate * (t + 1) / Double(warmup) }
      let share = Double(step - warmup) / Double(max(1, steps - warmup))
      return halfCosine(from: rate, to: minimum, min(1, share))
    case .inverseSquareRoot(let width, let warmup):
      let step = t + 1
      let rising = step / (Double(warmup) * Double(warmup).squareRoot())
      return min(1 / step.squareRoot(), rising) / Double(width).squareRoot()
    }
  }
}

/// From one value to another as a cosine falls, `share` of the way.
private func halfCosine(from start: Double, to end: Double, _ share: Double) -> Double {
  end + (start - end) * (1 + cos(Double.pi * share)) / 2
}
