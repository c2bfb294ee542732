import Numerics

/// A family of distributions that can be fitted by the greatest likelihood; the raw value is its name
/// in the language.
package enum DistributionFit: String, CaseIterable, Sendable {
  case normal = "Normal"
  case studentT = "StudentT"
  case chiSquared = "ChiSquared"
  case fisherF = "FisherF"
  case beta = "Beta"
  case gamma = "Gamma"
  case exponential = "Exponential"
  case uniform = "Uniform"
  case logNormal = "LogNormal"
  case laplace = "Laplace"
  case cauchy = "Cauchy"
  case weibull = "Weibull"
  case bernoulli = "Bernoulli"
  case poisson = "Poisson"
  case geometric = "Geometric"
  case negativeBinomial = "NegativeBinomial"
  case categorical = "Categorical"

  /// The member of the family under which `x` is most likely.
  package func fitted(to x: [Double]) throws(StatisticsError) -> any Distribution {
    switch self {
    case .normal: try NormalDistribution.fitted(to: x)
    case .studentT: try StudentTDistribution.fitted(to: x)
    case .chiSquared: try ChiSquaredDistribution.fitted(to: x)
    case .fisherF: try FDistribution.fitted(to: x)
    case .beta: try BetaDistribution.fitted(to: x)
    case .gamma: try GammaDistribution.fitted(to: x)
    case .exponential: try ExponentialDistribution.fitted(to: x)
    case .uniform: try UniformDistribution.fitted(to: x)
    case .logNormal: try LogNormalDistribution.fitted(to: x)
    case .laplace: try LaplaceDistribution.fitted(to: x)
    case .cauchy: try CauchyDistribution.fitted(to: x)
    case .weibull: try WeibullDistribution.fitted(to: x)
    case .bernoulli: try BernoulliDistribution.fitted(to: x)
    case .poisson: try PoissonDistribution.fitted(to: x)
    case .geometric: try GeometricDistribution.fitted(to: x)
    case .negativeBinomial: try NegativeBinomialDistribution.fitted(to: x)
    case .categorical: try CategoricalDistribution.fitted(to: x)
    }
  }
}

/// Σ log f of values; −∞ where one is impossible.
private func logLikelihood(_ x: [Double], _ distribution: some Distribution) -> Double {
  Sums.compensated(x.map { distribution.logDensity($0) })
}

/// Throws unless all values satisfy `isFine`.
private func requireAll(
  _ x: [Double], _ range: String, for name: String, _ isFine: (Double) -> Bool
) throws(StatisticsError) {
  try require(1, x, for: "a fitted \(name)")
  guard x.allSatisfy({ $0.isFinite && isFine($0) }) else {
    throw StatisticsError(.domain, "a \(name) has values \(range)")
  }
}

extension StudentTDistribution {
  /// The degrees of freedom, in 10⁻²…10⁸, under which `x` is most likely.
  ///
  /// - Throws: `value.domain` for values that are not finite.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> StudentTDistribution {
    try requireAll(x, "that are finite", for: "t distribution") { _ in true }
    let best = minimum(between: log(1e-2), and: log(1e8), tolerance: 1e-9) { logDegrees in
      (try? StudentTDistribution(degreesOfFreedom: exp(logDegrees))).map {
        -logLikelihood(x, $0)
      } ?? .infinity
    }
    return try StudentTDistribution(degreesOfFreedom: exp(best.place))
  }
}

extension ChiSquaredDistribution {
  /// The degrees of freedom under which `x` is most likely: ψ(k/2) + log 2 is the mean logarithm.
  ///
  /// - Throws: `value.domain` unless all values are above 0.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> ChiSquaredDistribution {
    try requireAll(x, "above 0", for: "χ² distribution") { $0 > 0 }
    let target = try Statistics.mean(x.map { log($0 / 2) })
    // ψ(k/2) lies between log(k/2) − 2/k and log(k/2).
    let found = root(between: 1e-6, and: 2 * exp(target) + 2) { digamma($0 / 2) - target }
    return try ChiSquaredDistribution(degreesOfFreedom: found ?? 2 * exp(target))
  }
}

extension FDistribution {
  /// The degrees of freedom under which `x` is most likely, found by a simplex search over their
  /// logarithms.
  ///
  /// - Throws: `value.domain` unless all values are above 0.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> FDistribution {
    try requireAll(x, "above 0", for: "F distribution") { $0 > 0 }
    func member(_ point: [Double]) -> FDistribution? {
      guard point.allSatisfy({ abs($0) < 18 }) else { return nil }
      return try? FDistribution(numerator: exp(point[0]), denominator: exp(point[1]))
    }
    let best = Minimisation.nelderMead(from: [1.5, 2]) { point in
      member(point).map { -logLikelihood(x, $0) } ?? .infinity
    }
    return try FDistribution(numerator: exp(best.point[0]), denominator: exp(best.point[1]))
  }
}

extension CauchyDistribution {
  /// The location and scale under which `x` is most likely, from the median and half the distance of
  /// the quartiles on.
  ///
  /// - Throws: `sample.degenerate` where half of the values or more are equal.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> CauchyDistribution {
    try requireAll(x, "that are finite", for: "Cauchy distribution") { _ in true }
    let center = try median(x)
    let half = try interquartileRange(x) / 2
    guard half > 0 else { throw .noSpread("a fitted Cauchy distribution") }
    // In units of the quartiles: u = (x − location)/scale with the scale's logarithm as parameter.
    let z = x.map { ($0 - center) / half }
    let best = Minimisation.bfgs(from: [0, 0], tolerance: 1e-11 * Double(x.count)) { point in
      let scale = exp(point[1])
      return Sums.compensated(
        z.map { log1p(($0 - point[0]) / scale * (($0 - point[0]) / scale)) + point[1] })
    } gradient: { point in
      let scale = exp(point[1])
      var slopes = [[Double]](repeating: [], count: 2)
      for value in z {
        let u = (value - point[0]) / scale
        slopes[0].append(-2 * u / (1 + u * u) / scale)
        slopes[1].append(1 - 2 * u * u / (1 + u * u))
      }
      return slopes.map { Sums.compensated($0) }
    }
    return try CauchyDistribution(
      location: center + half * best.point[0], scale: half * exp(best.point[1]))
  }
}

extension BinomialDistribution {
  /// The probability under which the numbers of successes `x` in `n` trials each are most likely.
  ///
  /// - Throws: `value.domain` unless all are whole numbers in 0…n.
  public static func fitted(to x: [Double], n: Int) throws(StatisticsError) -> BinomialDistribution
  {
    try requireAll(x, "that are whole numbers from 0 to \(n)", for: "binomial distribution") {
      $0 >= 0 && $0 <= Double(n) && $0 == $0.rounded()
    }
    return try BinomialDistribution(n: n, p: Statistics.mean(x) / Double(n))
  }
}

extension NegativeBinomialDistribution {
  /// The parameters under which the counts `x` are most likely: the root r of
  /// Σ ψ(x + r) − n ψ(r) + n log(r/(r + mean)), with p = r/(r + mean).
  ///
  /// - Throws: `value.domain` unless all are whole numbers from 0, `sample.degenerate` where the
  ///   variance does not exceed the mean: then a Poisson distribution is the limit.
  /// - Source: R. A. Fisher, The negative binomial distribution, Ann. Eugenics 11 (1941).
  public static func fitted(to x: [Double]) throws(StatisticsError) -> NegativeBinomialDistribution
  {
    try requireAll(x, "that are whole numbers from 0", for: "negative binomial distribution") {
      $0 >= 0 && $0 == $0.rounded()
    }
    let mean = try Statistics.mean(x)
    guard mean > 0, try Statistics.variance(x, ddof: 0) > mean else {
      throw StatisticsError(
        .degenerate,
        "a negative binomial distribution needs counts whose variance exceeds their mean",
        hints: ["a Poisson distribution fits these as well"])
    }
    func score(_ logR: Double) -> Double {
      let r = exp(logR)
      return Sums.compensated(x.map { digamma($0 + r) - digamma(r) })
        - Double(x.count) * log1p(mean / r)
    }
    // Far out the score falls to 0 from below, so the end is the first place where it is negative.
    var end = 0.0
    while end < 14, !(score(end) < 0) { end += 1 }
    guard let found = root(between: log(1e-8), and: end, of: score) else {
      throw StatisticsError(
        .degenerate, "the negative binomial distribution has no best parameters",
        hints: ["a Poisson distribution fits these as well"])
    }
    let r = exp(found)
    return try NegativeBinomialDistribution(successes: r, p: r / (r + mean))
  }
}

extension CategoricalDistribution {
  /// The shares of the outcomes 0, 1, … up to the greatest of `x`.
  ///
  /// - Throws: `value.domain` unless all are whole numbers from 0 to 10⁶.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> CategoricalDistribution {
    try requireAll(x, "that are whole numbers from 0 to 10⁶", for: "categorical distribution") {
      $0 >= 0 && $0 <= 1e6 && $0 == $0.rounded()
    }
    var counts = [Double](repeating: 0, count: Int(x.max() ?? 0) + 1)
    for value in x { counts[Int(value)] += 1 }
    return try CategoricalDistribution(probabilities: counts.map { $0 / Double(x.count) })
  }
}

extension MultivariateNormalDistribution {
  /// The normal distribution under which the rows are most likely: their means and their covariance
  /// with the divisor n.
  ///
  /// - Throws: `shape.mismatch` for rows of different lengths, `value.domain` where some combination
  ///   of the columns has no spread.
  public static func fitted(
    to rows: [[Double]]
  ) throws(StatisticsError) -> MultivariateNormalDistribution {
    let width = rows.first?.count ?? 0
    for row in rows where row.count != width { throw .lengths(width, row.count, for: "a fit") }
    let columns = (0..<width).map { j in rows.map { $0[j] } }
    var mean: [Double] = []
    var covariances = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
    for (i, column) in columns.enumerated() {
      mean.append(try Statistics.mean(column))
      for j in 0...i {
        covariances[i][j] = try Statistics.covariance(column, columns[j], ddof: 0)
        covariances[j][i] = covariances[i][j]
      }
    }
    return try MultivariateNormalDistribution(mean: mean, covariance: covariances)
  }
}

extension DirichletDistribution {
  /// The Dirichlet distribution under which the rows of shares are most likely: Newton's steps on
  /// the weights, whose Hessian is a diagonal and a constant.
  ///
  /// - Throws: `value.domain` unless all shares are above 0 and each row adds up to 1.
  /// - Source: T. Minka, Estimating a Dirichlet distribution, 2000.
  public static func fitted(to rows: [[Double]]) throws(StatisticsError) -> DirichletDistribution {
    let width = rows.first?.count ?? 0
    for row in rows where row.count != width { throw .lengths(width, row.count, for: "a fit") }
    guard width >= 2,
      rows.allSatisfy({ $0.allSatisfy { $0 > 0 } && abs(Sums.compensated($0) - 1) < 1e-6 })
    else {
      throw StatisticsError(.domain, "a Dirichlet distribution has shares above 0 that add up to 1")
    }
    var meanLogs: [Double] = []
    var means: [Double] = []
    for j in 0..<width {
      meanLogs.append(try Statistics.mean(rows.map { log($0[j]) }))
      means.append(try Statistics.mean(rows.map { $0[j] }))
    }
    // Shares without spread have no best weights: they grow without end.
    let spread = zip(meanLogs, means).reduce(0.0) { $0 + $1.1 * (log($1.1) - $1.0) }
    guard spread > 1e-14 else { throw .noSpread("a fitted Dirichlet distribution") }
    let precision = Double(width - 1) / 2 / spread
    var alpha = means.map { max($0 * precision, 1e-3) }
    for _ in 0..<1_000 {
      let total = Sums.compensated(alpha)
      let gradient = alpha.indices.map { digamma(total) - digamma(alpha[$0]) + meanLogs[$0] }
      let diagonal = alpha.map { -trigamma($0) }
      let constant = trigamma(total)
      let top = zip(gradient, diagonal).reduce(0) { $0 + $1.0 / $1.1 }
      let below = 1 / constant + diagonal.reduce(0) { $0 + 1 / $1 }
      let shift = top / below
      var largest = 0.0
      for i in alpha.indices {
        let step = (gradient[i] - shift) / diagonal[i]
        let next = alpha[i] - step > 0 ? alpha[i] - step : alpha[i] / 2
        largest = max(largest, abs(next - alpha[i]) / alpha[i])
        alpha[i] = next
      }
      if largest < 1e-15 { break }
    }
    return try DirichletDistribution(alpha: alpha)
  }
}
