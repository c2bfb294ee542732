/// The course of a system of ordinary differential equations.
public struct Trajectory: Sendable, Hashable {
  /// The times.
  public let times: [Double]
  /// The state at each time.
  public let states: [[Double]]
  /// Whether the end was reached within the limit of steps.
  public let isComplete: Bool
  /// The number of steps taken, with those that were tried in vain.
  public let steps: Int
}

/// The solution of y′ = f(t, y) from `start` on, at each of `times`, the first of which belongs to
/// `start`.
///
/// Dormand and Prince's pair of orders 5 and 4: the step follows from the difference of the two,
/// kept below `tolerance` relative to each component (and `floor` absolutely). Steps end exactly at
/// the times asked for.
///
/// - Source: J. Dormand, P. Prince, A family of embedded Runge–Kutta formulae, J. Comput. Appl.
///   Math. 6 (1980); E. Hairer, S. Nørsett, G. Wanner, Solving Ordinary Differential Equations I,
///   II.4.
public func trajectory(
  from start: [Double], at times: [Double], tolerance: Double = 1e-9, floor: Double = 1e-12,
  limit: Int = 100_000, derivative: (Double, [Double]) -> [Double]
) -> Trajectory {
  guard let first = times.first, times.allSatisfy(\.isFinite) else {
    return Trajectory(times: [], states: [], isComplete: false, steps: 0)
  }
  var run = Stepper(
    time: first, state: start, slope: derivative(first, start), tolerance: tolerance, floor: floor)
  var reached = [first]
  var states = [start]
  guard run.slope.count == start.count else {
    return Trajectory(times: [], states: [], isComplete: false, steps: 0)
  }
  for target in times.dropFirst() {
    guard run.advance(to: target, limit: limit, derivative) else {
      return Trajectory(times: reached, states: states, isComplete: false, steps: run.steps)
    }
    reached.append(target)
    states.append(run.state)
  }
  return Trajectory(times: reached, states: states, isComplete: true, steps: run.steps)
}

private struct Stepper {
  var time: Double
  var state: [Double]
  var slope: [Double]
  let tolerance: Double
  let floor: Double
  var step = 0.0
  var steps = 0

  /// A first step that changes the state by a hundredth of its size.
  private func firstStep(_ distance: Double) -> Double {
    var ratio = 0.0
    for i in state.indices { ratio = max(ratio, abs(slope[i]) / (abs(state[i]) + 1e-3)) }
    return min(abs(distance), ratio > 0 ? 0.01 / ratio : abs(distance))
  }

  mutating func advance(
    to target: Double, limit: Int, _ derivative: (Double, [Double]) -> [Double]
  ) -> Bool {
    while time != target {
      if steps >= limit { return false }
      steps += 1
      let distance = target - time
      if step == 0 { step = firstStep(distance) }
      let isLast = step >= abs(distance) * (1 - 1e-12)
      let h = isLast ? distance : (distance > 0 ? step : -step)
      let (next, last, error) = attempt(h, derivative)
      if error <= 1 {
        time = isLast ? target : time + h
        state = next
        slope = last
      }
      let factor = error.isNaN ? 0.1 : min(5, max(0.2, 0.9 * pow(max(error, 1e-10), -0.2)))
      // A step cut short by a time asked for says little about the next.
      if error > 1 || error.isNaN || !isLast || factor < 1 { step = abs(h) * factor }
      if step < 4 * abs(time).ulp, time != target { return false }
    }
    return true
  }

  /// The state after `h`, its slope, and the error in units of the tolerance.
  private func attempt(
    _ h: Double, _ derivative: (Double, [Double]) -> [Double]
  ) -> ([Double], [Double], Double) {
    var slopes = [slope]
    var next = state
    for stage in 1...6 {
      let row = dormandPrince[stage - 1]
      next = state
      for (weight, k) in zip(row, slopes) {
        for i in next.indices { next[i] += h * weight * k[i] }
      }
      let found = derivative(time + h * nodes[stage], next)
      guard found.count == state.count else { return (state, slope, .nan) }
      slopes.append(found)
    }
    var sum = 0.0
    for i in state.indices {
      var error = 0.0
      for (weight, k) in zip(errorWeights, slopes) { error += weight * k[i] }
      let scale = floor + tolerance * max(abs(state[i]), abs(next[i]))
      sum += (h * error / scale) * (h * error / scale)
    }
    return (next, slopes[6], (sum / Double(max(state.count, 1))).squareRoot())
  }
}

private let nodes = [0, 0.2, 0.3, 0.8, 8.0 / 9, 1, 1]

private let dormandPrince: [[Double]] = [
  [0.2],
  [3.0 / 40, 9.0 / 40],
  [44.0 / 45, -56.0 / 15, 32.0 / 9],
  [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
  [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
  [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
]

/// The fifth order's weights less the fourth's.
private let errorWeights: [Double] = [
  71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339_200, 22.0 / 525, -1.0 / 40,
]
