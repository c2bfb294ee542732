import Numerics

/// The least count with cdf ≥ `share`: steps that double from a normal guess, then halving.
func countQuantile(_ distribution: some Distribution, _ share: Double, greatest: Double) -> Double {
  guard share >= 0, share <= 1 else { return .nan }
  if share == 0 { return 0 }
  if share == 1 { return greatest }
  // The distribution function itself decides, so that it and the quantile are inverse.
  let isReached: (Double) -> Bool = { k in distribution.cdf(k) >= share }
  let guess =
    distribution.mean + normalQuantile(share) * distribution.standardDeviation
  var high = min(max(guess.rounded(), 0), min(greatest, 0x1p1000))
  var low = -1.0
  var step = 1.0
  if isReached(high) {
    while high > 0 {
      let below = max(high - step, -1)
      if below < 0 || !isReached(below) {
        low = below
        break
      }
      high = below
      step *= 2
    }
  } else {
    low = high
    while high < greatest {
      high = min(high + step, greatest)
      if isReached(high) { break }
      low = high
      step *= 2
      if high > 0x1p1000 { break }
    }
  }
  while high - low > 1 {
    let middle = ((low + high) / 2).rounded(.down)
    if middle <= low || middle >= high { break }
    if isReached(middle) { high = middle } else { low = middle }
  }
  return high
}

/// −Σ f log f over the counts that matter: within 40 standard deviations of the mean.
func countEntropy(_ distribution: some Distribution) -> Double {
  let reach = 40 * distribution.standardDeviation + 40
  let first = max((distribution.mean - reach).rounded(.down), 0)
  let last = min((distribution.mean + reach).rounded(.up), distribution.support.upperBound)
  guard last - first < 1e7 else {
    // So many counts: the normal distribution's entropy is right to 1/n.
    return 0.5 * log(distribution.variance) + halfLogTwoPi + 0.5
  }
  var sum = DoubleDouble(0)
  var k = first
  while k <= last {
    let f = distribution.density(k)
    if f > 0 { sum += -f * log(f) }
    k += 1
  }
  return sum.value
}

/// The least count at which the running sum of densities passes the next uniform number: one word.
func countUp(
  _ distribution: some Distribution, from random: inout RandomSource, greatest: Double
) -> Double {
  var rest = random.nextUnit()
  var k = 0.0
  while k < greatest, k < 10_000 {
    rest -= distribution.density(k)
    if rest < 0 { return k }
    k += 1
  }
  return min(k, greatest)
}
