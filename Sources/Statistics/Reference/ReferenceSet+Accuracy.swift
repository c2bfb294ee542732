import Numerics

/// How many digits of one certified value our result has right.
package struct ReferenceScore: Sendable {
  /// The quantity, such as `mean`, `estimates` or `standard errors`.
  package let quantity: String
  /// The parameter, such as `b2`; empty where there is none.
  package let parameter: String
  /// The start of a nonlinear fit, 1 or 2; nil for other sets.
  package let start: Int?
  /// Our result.
  package let value: Double
  /// The certified value, as printed.
  package let certified: String
  /// The log relative error: the number of right digits, within 0…15 (0…11 for nonlinear sets).
  package let digits: Double
  /// What exact arithmetic on the same doubles would have; nil where the data has no such value.
  package let limit: Double?
  /// The log relative error against that exact result: the algorithm's own.
  package let own: Double?
}

/// The log relative error of `x`, −log₁₀(|x − c|/|c|), brought into 0…`cap`.
package func rightDigits(_ x: Double, of certified: String, cap: Double = 15) -> Double {
  if certified.hasPrefix("Inf") { return x > 1 ? min(log10(x), cap) : 0 }
  guard let value = ExactDecimal(certified), x.isFinite else { return 0 }
  let error = (ExactDecimal(exactly: x) - value).absolute.doubleValue
  if error == 0 { return cap }
  let relative = value.isZero ? error : error / value.absolute.doubleValue
  return min(max(-log10(relative), 0), cap)
}

extension ReferenceSet {
  /// The digits of each certified value, in the order of the category's table.
  package func accuracy() throws(StatisticsError) -> [ReferenceScore] {
    switch category {
    case "univariate": return try univariate()
    case "anova": return try anova()
    case "linear_regression": return try linear()
    case "nonlinear_regression": return try nonlinear()
    default: throw StatisticsError(.domain, "no scores for sets of the category '\(category)'")
    }
  }

  private func score(
    _ quantity: String, _ x: Double, _ certified: String, _ exact: String?,
    parameter: String = "", start: Int? = nil
  ) -> ReferenceScore {
    let cap = category == "nonlinear_regression" ? 11.0 : 15
    let nearest = exact.map { number(fromDecimal: $0) ?? .infinity }
    return ReferenceScore(
      quantity: quantity, parameter: parameter, start: start, value: x, certified: certified,
      digits: rightDigits(x, of: certified, cap: cap),
      limit: nearest.map { rightDigits($0, of: certified, cap: cap) },
      own: exact.map { rightDigits(x, of: $0, cap: cap) })
  }

  /// The score of a value that only some sets have.
  private func score(
    _ quantity: String, _ x: Double, _ certified: Entry?, _ exact: String? = nil,
    start: Int? = nil
  ) -> [ReferenceScore] {
    certified.map { [score(quantity, x, $0.text, exact, start: start)] } ?? []
  }

  /// The scores of a table of parameters.
  private func scores(
    _ estimates: [Double], _ errors: [Double], start: Int? = nil
  ) -> [ReferenceScore] {
    let parameters = certified.parameters ?? []
    func exact(_ list: [String]?, _ i: Int) -> String? {
      list.flatMap { $0.indices.contains(i) ? $0[i] : nil }
    }
    var scores: [ReferenceScore] = []
    for (i, parameter) in parameters.enumerated() where i < estimates.count {
      scores.append(
        score(
          "estimates", estimates[i], parameter.estimate.text, exact(self.exact?.estimates, i),
          parameter: parameter.name, start: start))
    }
    for (i, parameter) in parameters.enumerated() where i < errors.count {
      scores.append(
        score(
          "standard errors", errors[i], parameter.standard_deviation.text,
          exact(self.exact?.standard_deviations, i), parameter: parameter.name, start: start))
    }
    return scores
  }

  private func univariate() throws(StatisticsError) -> [ReferenceScore] {
    let y = columns["y"] ?? []
    return score("mean", try mean(y), certified.mean, exact?.mean)
      + score(
        "standard deviation", try standardDeviation(y), certified.standard_deviation,
        exact?.standard_deviation)
      + score(
        "autocorrelation", try autocorrelation(y), certified.lag1_autocorrelation,
        exact?.lag1_autocorrelation)
  }

  private func anova() throws(StatisticsError) -> [ReferenceScore] {
    let fit = try AnalysisOfVariance(groups: groups)
    return score("between s.s.", fit.betweenSumOfSquares, certified.between_ss, exact?.between_ss)
      + score("within s.s.", fit.withinSumOfSquares, certified.within_ss, exact?.within_ss)
      + score("between m.s.", fit.betweenMeanSquare, certified.between_ms)
      + score("within m.s.", fit.withinMeanSquare, certified.within_ms)
      + score("F", fit.fStatistic, certified.f_statistic, exact?.f_statistic)
      + score("R squared", fit.rSquared, certified.r_squared, exact?.r_squared)
      + score(
        "residual s.d.", fit.residualStandardDeviation, certified.residual_sd, exact?.residual_sd)
  }

  /// A term of the design: `1`, a column, or a power of one.
  private func term(_ text: String, count: Int) -> [DoubleDouble] {
    let parts = text.split(separator: "^")
    guard let column = columns[String(parts[0])] else {
      return [DoubleDouble](repeating: DoubleDouble(1), count: count)
    }
    let power = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
    return column.map { x in
      var value = DoubleDouble(x)
      for _ in 1..<Swift.max(power, 1) { value = value * x }
      return value
    }
  }

  private func linear() throws(StatisticsError) -> [ReferenceScore] {
    let y = columns["y"] ?? []
    let fit = try leastSquares(
      columns: design.map { term($0, count: y.count) }, response: y, names: design)
    return scores(fit.estimates, fit.standardErrors)
      + score(
        "residual s.d.", fit.residualStandardDeviation, certified.residual_sd, exact?.residual_sd)
      + score("R squared", fit.rSquared, certified.r_squared, exact?.r_squared)
      + score("regression s.s.", fit.regressionSumOfSquares, certified.regression_ss)
      + score("residual s.s.", fit.residualSumOfSquares, certified.residual_ss)
      + score("regression m.s.", fit.regressionMeanSquare, certified.regression_ms)
      + score("residual m.s.", fit.residualMeanSquare, certified.residual_ms)
      + score("F", fit.fStatistic, certified.f_statistic)
  }

  private func nonlinear() throws(StatisticsError) -> [ReferenceScore] {
    let observed = columns["y"] ?? []
    let y = response == "log(y)" ? Elementwise.log(observed) : observed
    guard let formula = ModelFormula(expression) else {
      throw StatisticsError(.domain, "the model '\(expression)' cannot be read")
    }
    let columns = columns
    var scores: [ReferenceScore] = []
    for (i, start) in starts.enumerated() {
      let fit = try nonlinearRegression(response: y, start: start) { parameters in
        formula.values(parameters, columns, count: y.count)
      }
      scores += self.scores(fit.estimates, fit.standardErrors, start: i + 1)
      scores += score(
        "residual s.s.", fit.residualSumOfSquares, certified.residual_ss, start: i + 1)
      scores += score(
        "residual s.d.", fit.residualStandardDeviation, certified.residual_sd, start: i + 1)
    }
    return scores
  }
}
