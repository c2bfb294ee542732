import Markup
import Numerics
import Script
import Statistics

/// A fitted model as a value of the language.
package struct RegressionValue: ScriptObject {
  let kind: String
  let names: [String]
  let estimates: [Double]
  let standardErrors: [Double]
  let statistics: [Double]
  let pValues: [Double]
  let fitted: [Double]
  let residuals: [Double]
  var rSquared: Double?
  var adjustedRSquared: Double?
  var fStatistic: Double?
  var fPValue: Double?
  var residualSumOfSquares: Double?
  var residualStandardDeviation: Double?
  var logLikelihood: Double?
  /// The distribution of estimate over error, for intervals.
  private let reference: any Distribution
  /// The value at a row of terms.
  let predictTerms: (@Sendable ([Double]) -> Double)?
  /// The value of a polynomial at a place.
  var predict: (@Sendable (Double) -> Double)?

  /// The name of the type.
  package var typeName: String { "Regression" }

  init(_ fit: LinearFit) {
    kind = "linear model"
    names = fit.names
    (estimates, standardErrors) = (fit.estimates, fit.standardErrors)
    (statistics, pValues) = (fit.tStatistics, fit.pValues)
    (fitted, residuals) = (fit.fitted, fit.residuals)
    rSquared = fit.rSquared
    adjustedRSquared = fit.adjustedRSquared
    fStatistic = fit.fStatistic
    fPValue = fit.fPValue
    residualSumOfSquares = fit.residualSumOfSquares
    residualStandardDeviation = fit.residualStandardDeviation
    reference = Self.reference(fit.residualDegreesOfFreedom)
    predictTerms = { fit.prediction(at: $0) }
    let degree = fit.estimates.count - 1
    if fit.names == Self.powers(degree) {
      predict = { x in
        var terms = [1.0]
        for _ in 0..<degree { terms.append((terms.last ?? 1) * x) }
        return fit.prediction(at: terms)
      }
    }
  }

  /// The names that a polynomial's terms have.
  private static func powers(_ degree: Int) -> [String] {
    (0...max(degree, 0)).map { $0 == 0 ? "1" : $0 == 1 ? "x" : "x^\($0)" }
  }

  private static func reference(_ degrees: Int) -> any Distribution {
    (try? StudentTDistribution(degreesOfFreedom: Double(degrees))) ?? NormalDistribution.standard
  }

  init(_ fit: NonlinearFit) {
    kind = "nonlinear model"
    names = fit.estimates.indices.map { "b[\($0)]" }
    (estimates, standardErrors) = (fit.estimates, fit.standardErrors)
    let reference = Self.reference(fit.residualDegreesOfFreedom)
    let ratios = zip(fit.estimates, fit.standardErrors).map { $0 / $1 }
    statistics = ratios
    pValues = ratios.map { min(1, 2 * reference.survival(abs($0))) }
    (fitted, residuals) = (fit.fitted, fit.residuals)
    residualSumOfSquares = fit.residualSumOfSquares
    residualStandardDeviation = fit.residualStandardDeviation
    self.reference = reference
    predictTerms = nil
  }

  init(_ fit: LogisticFit, names: [String]) {
    kind = "logistic model"
    self.names = names
    (estimates, standardErrors) = (fit.estimates, fit.standardErrors)
    (statistics, pValues) = (fit.zStatistics, fit.pValues)
    fitted = fit.fitted
    residuals = []
    logLikelihood = fit.logLikelihood
    reference = NormalDistribution.standard
    let weights = fit.estimates
    predictTerms = { terms in sigmoid(Sums.dot(weights, terms)) }
  }

  /// The interval of each coefficient.
  func intervals(_ level: Double) throws -> [[Double]] {
    guard level > 0, level < 1 else {
      throw ScriptCause("value.domain", "a level lies inside 0...1, not at \(numberText(level))")
    }
    let reach = -reference.quantile((1 - level) / 2)
    return zip(estimates, standardErrors).map { [$0 - reach * $1, $0 + reach * $1] }
  }

  /// The table of the fit.
  package func text() -> String {
    func short(_ x: Double) -> String { formatted(x, NumberFormat(.general, digits: 5)) }
    let header = ["", "estimate", "error", kind == "logistic model" ? "z" : "t", "p"]
    var rows = [header]
    for i in estimates.indices {
      rows.append([
        names[i], short(estimates[i]), short(standardErrors[i]), short(statistics[i]),
        short(pValues[i]),
      ])
    }
    let widths = header.indices.map { j in rows.map { displayWidth(of: $0[j]) }.max() ?? 0 }
    var lines = [kind]
    for row in rows {
      var line = ""
      for (j, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[j] - displayWidth(of: cell))
        line += "  " + (j == 0 ? cell + space : space + cell)
      }
      lines.append(line)
    }
    let parts: [(String, Double?)] = [
      ("R²", rSquared), ("adjusted R²", adjustedRSquared), ("F", fStatistic), ("p of F", fPValue),
      ("residual s.d.", residualStandardDeviation), ("log-likelihood", logLikelihood),
    ]
    let known = parts.compactMap { part in part.1.map { "\(part.0) \(short($0))" } }
    lines.append("  " + known.joined(separator: ", "))
    return lines.joined(separator: "\n")
  }
}

/// An analysis of variance as a value of the language.
package struct AnovaValue: ScriptObject {
  let fit: AnalysisOfVariance

  /// The name of the type.
  package var typeName: String { "AnalysisOfVariance" }

  /// The table of the analysis.
  package func text() -> String {
    func short(_ x: Double) -> String { formatted(x, NumberFormat(.general, digits: 5)) }
    let rows = [
      ["", "df", "sum of squares", "mean square", "F", "p"],
      [
        "between", "\(fit.betweenDegreesOfFreedom)", short(fit.betweenSumOfSquares),
        short(fit.betweenMeanSquare), short(fit.fStatistic), short(fit.pValue),
      ],
      [
        "within", "\(fit.withinDegreesOfFreedom)", short(fit.withinSumOfSquares),
        short(fit.withinMeanSquare), "", "",
      ],
    ]
    let widths = rows[0].indices.map { j in rows.map { displayWidth(of: $0[j]) }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (j, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[j] - displayWidth(of: cell))
        line += "  " + (j == 0 ? cell + space : space + cell)
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
