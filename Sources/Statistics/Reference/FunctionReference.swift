import Numerics

/// A table of exact values of functions and distributions, as the outside data has it in JSON.
package struct FunctionReference: Decodable, Sendable {
  /// One point: the name of the function, its arguments, the value in decimal.
  package struct Point: Decodable, Sendable {
    /// The name, such as `normal_cdf`.
    package let f: String
    /// The arguments, doubles taken exactly.
    package let args: [Double]
    /// The value, with 25 digits.
    package let value: String
  }

  /// All points.
  package let scalar: [Point]

  /// How near our function comes to its points.
  package struct Score: Sendable {
    /// The name of the function.
    package let name: String
    /// The number of points.
    package let count: Int
    /// The least number of right digits, −log₁₀ of the relative error, at most 16.
    package let worst: Double
    /// The median number of right digits.
    package let median: Double
    /// The greatest error in units of the last place, of values that are normal numbers.
    package let ulps: Double
    /// The median error in units of the last place.
    package let medianUlps: Double
    /// The arguments of the worst point.
    package let at: [Double]

    /// Whether every point is within 4 ulp, or in tails and quantiles within 10⁻¹³.
    package var isMet: Bool { ulps <= 4 || (Self.hasTails(name) && worst >= 13) }

    private static func hasTails(_ name: String) -> Bool {
      ["cdf", "sf", "quantile", "pdf", "pmf", "regularized"].contains { name.hasSuffix($0) }
    }
  }

  /// The error of `value` in units of the last place of the exact value; infinite for NaN.
  package static func ulps(_ value: Double, of text: String) -> Double {
    guard let nearest = number(fromDecimal: text) else { return .infinity }
    if value == nearest { return 0 }
    // Far below the doubles there is no exact decimal: only 0 or its neighbours are right.
    guard let exact = ExactDecimal(text) else {
      return abs(value) <= 2_000 * Double.leastNonzeroMagnitude ? 1 : .infinity
    }
    guard value.isFinite, nearest.isFinite else { return .infinity }
    let error = (ExactDecimal(exactly: value) - exact).absolute.doubleValue
    return error / max(nearest.magnitude, Double.leastNormalMagnitude).ulp
  }

  /// The scores of all functions of the table that we have, by name; the names that we lack.
  package func scores() -> (scores: [Score], missing: [String]) {
    var points: [String: [Point]] = [:]
    for point in scalar { points[point.f, default: []].append(point) }
    var scores: [Score] = []
    var missing: [String] = []
    for name in points.keys.sorted() {
      if let score = Self.score(name, points[name] ?? []) {
        scores.append(score)
      } else {
        missing.append(name)
      }
    }
    return (scores, missing)
  }

  private static func score(_ name: String, _ points: [Point]) -> Score? {
    var digits: [Double] = []
    var errors: [Double] = []
    var worst = (digits: 17.0, at: [Double]())
    for point in points {
      guard let value = value(of: name, point.args),
        let nearest = number(fromDecimal: point.value)
      else { return nil }
      // The table's own arithmetic rounds log Φ to 0 where it is below 10⁻⁶⁰.
      if nearest == 0, point.value.allSatisfy({ "0.-+".contains($0) }), value.magnitude < 1e-60 {
        continue
      }
      let error = ulps(value, of: point.value)
      // Values out of range or below the normal numbers are right if they are near in doubles.
      let isTiny = nearest.magnitude < 1e-307 && error <= 20
      let found = error == 0 || isTiny ? 16 : rightDigits(value, of: point.value, cap: 16)
      errors.append(isTiny ? min(error, 1) : error)
      digits.append(found)
      if found < worst.digits { worst = (found, point.args) }
    }
    digits.sort()
    errors.sort()
    return Score(
      name: name, count: points.count, worst: worst.digits,
      median: digits.isEmpty ? 0 : digits[digits.count / 2], ulps: errors.last ?? 0,
      medianUlps: errors.isEmpty ? 0 : errors[errors.count / 2], at: worst.at)
  }

  /// Our value of the table's function; nil if we have none of that name.
  package static func value(of name: String, _ a: [Double]) -> Double? {
    if let value = plain(name, a) { return value }
    guard let cut = name.lastIndex(of: "_") else { return nil }
    let parameters = Array(a.dropFirst())
    guard let distribution = distribution(String(name[..<cut]), parameters) else { return nil }
    switch name[name.index(after: cut)...] {
    case "pdf", "pmf": return distribution.density(a[0])
    case "cdf": return distribution.cdf(a[0])
    case "sf": return distribution.survival(a[0])
    case "quantile": return distribution.quantile(a[0])
    default: return nil
    }
  }

  private static func distribution(_ name: String, _ p: [Double]) -> (any Distribution)? {
    switch name {
    case "normal": NormalDistribution.standard
    case "t": try? StudentTDistribution(degreesOfFreedom: p[0])
    case "chi2": try? ChiSquaredDistribution(degreesOfFreedom: p[0])
    case "f": try? FDistribution(numerator: p[0], denominator: p[1])
    case "gamma": try? GammaDistribution(shape: p[0])
    case "beta": try? BetaDistribution(alpha: p[0], beta: p[1])
    case "binomial": try? BinomialDistribution(n: Int(p[0]), p: p[1])
    case "poisson": try? PoissonDistribution(rate: p[0])
    default: nil
    }
  }

  private static func plain(_ name: String, _ a: [Double]) -> Double? {
    switch name {
    case "normal_logcdf": normalLogCDF(a[0])
    case "gamma": gamma(a[0])
    case "lgamma": lgamma(a[0])
    case "digamma": digamma(a[0])
    case "trigamma": trigamma(a[0])
    case "beta": beta(a[0], a[1])
    case "lbeta": lbeta(a[0], a[1])
    case "gammainc_lower_regularized": gammainc(a[0], a[1])
    case "gammainc_upper_regularized": gammaincc(a[0], a[1])
    case "betainc_regularized": betainc(a[0], a[1], a[2])
    case "bessel_j": besselJ(Int(a[0]), a[1])
    case "bessel_i": besselI(Int(a[0]), a[1])
    case "zeta": zeta(a[0])
    case "expint_ei": expint(a[0])
    case "erfinv": erfinv(a[0])
    case "softplus": max(a[0], 0) + log1p(exp(-abs(a[0])))
    case "log_sigmoid": min(a[0], 0) - log1p(exp(-abs(a[0])))
    case "silu": a[0] * sigmoid(a[0])
    case "gelu": gelu(a[0])
    case "gelu_derivative": geluDerivative(a[0])
    case "gelu_tanh": geluTanh(a[0])
    default: Elementwise(rawValue: name).map { $0(a[0]) }
    }
  }
}
