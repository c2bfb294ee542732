import Diagnostics
import Numerics
import Script
import Statistics
import Tensors

/// Models fitted to data, with their tables.
extension StandardLibrary {
  static let regression: [LibraryFunction] = fits + regressionMembers + anovaMembers

  private static func fit(
    _ name: String, _ signature: String, _ summary: String, _ example: String, _ result: String,
    source: String = "",
    _ body: @escaping @Sendable ([Value], inout CallContext) throws -> RegressionValue
  ) -> LibraryFunction {
    .general(
      name, "(\(signature)) -> Regression", summary, example, result, source: source
    ) { arguments, context in .object(try body(arguments, &context)) }
  }

  private static let fits: [LibraryFunction] = [
    fit(
      "linearRegression", "_ x: Vector, _ y: Vector",
      "The least-squares line with its table: estimates, errors, t, p, R², F.",
      "linearRegression([1, 2, 3], [3, 5, 7]).estimates", "[1, 2]",
      source: "NIST/SEMATECH e-Handbook of Statistical Methods, 4.4"
    ) { arguments, _ in
      RegressionValue(try linearRegression(x: arguments.vector(0), y: arguments.vector(1)))
    },
    fit(
      "linearRegression", "_ rows: Matrix, _ y: Vector, intercept: Bool = true",
      "The least-squares fit of y by the columns, with a constant first unless `intercept` is false.",
      "linearRegression([[1, 0], [0, 1], [1, 1], [2, 1]], [3, 4, 6, 8]).estimates",
      "[1, 2, 3]"
    ) { arguments, _ in
      let columns = try arguments.columns(0)
      let y = try arguments.vector(1)
      let names = columns.indices.map { "x\($0 + 1)" }
      return try arguments.flag(2)
        ? RegressionValue(
          linearRegression(
            columns: [[Double](repeating: 1, count: y.count)] + columns, response: y,
            names: ["1"] + names))
        : RegressionValue(linearRegression(columns: columns, response: y, names: names))
    },
    fit(
      "polynomialRegression", "_ x: Vector, _ y: Vector, degree: Int",
      "The least-squares polynomial, the constant first; powers are not rounded on the way.",
      "polynomialRegression([0, 1, 2, 3], [1, 3, 7, 13], degree: 2).estimates", "[1, 1, 1]"
    ) { arguments, _ in
      RegressionValue(
        try polynomialRegression(
          x: arguments.vector(0), y: arguments.vector(1), degree: arguments.integer(2)))
    },
    fit(
      "nonlinearRegression",
      "_ x: Vector, _ y: Vector, from start: Vector, _ model: (Vector, Double) -> Double",
      "The parameters b for which model(b, x) is nearest to y, by Levenberg and Marquardt's method.",
      "nonlinearRegression([0, 1, 2], [2, 4, 8], from: [1, 1]) { b, x in b[0] * exp(b[1] * x) }.estimates[0].rounded()",
      "2",
      source:
        "D. Marquardt, An algorithm for least-squares estimation of nonlinear parameters, 1963"
    ) { arguments, context in
      let (x, y) = (try arguments.vector(0), try arguments.vector(1))
      guard x.count == y.count else {
        throw ScriptCause(
          "shape.mismatch", "a fit pairs values, but there are \(x.count) of x and \(y.count) of y")
      }
      let caller = Caller(context)
      let model = arguments[3]
      let start = try arguments.vector(2)
      defer { try? caller.finish(&context) }
      do {
        let found = try nonlinearRegression(response: y, start: start) { parameters in
          x.map { caller.number(model, parameters, $0) }
        }
        try caller.finish(&context)
        return RegressionValue(found)
      } catch {
        // What the closure threw says more than that the model has no value.
        try caller.finish(&context)
        throw error
      }
    },
    fit(
      "logisticRegression", "_ rows: Matrix, _ labels: Vector, intercept: Bool = true",
      "The logistic model of labels 0 and 1 by the columns, by the greatest likelihood.",
      "logisticRegression([[1], [2], [3], [4]], [0, 1, 0, 1]).estimates.count", "2",
      source: "D. R. Cox, The regression analysis of binary sequences, 1958"
    ) { arguments, _ in
      let columns = try arguments.columns(0)
      let labels = try arguments.vector(1)
      let names = columns.indices.map { "x\($0 + 1)" }
      let isWithOne = try arguments.flag(2)
      let ones = [[Double](repeating: 1, count: labels.count)]
      return RegressionValue(
        try logisticRegression(columns: isWithOne ? ones + columns : columns, outcomes: labels),
        names: isWithOne ? ["1"] + names : names)
    },
  ]

  private static func number(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable (RegressionValue) -> Double?
  ) -> LibraryFunction {
    .property(name, of: "Regression", as: RegressionValue.self, summary, example, result) {
      guard let value = body($0) else {
        throw ScriptCause("value.domain", "a \($0.kind) has no '\(name)'")
      }
      return value
    }
  }

  private static func vector(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable (RegressionValue) -> [Double]
  ) -> LibraryFunction {
    .vectorProperty(name, of: "Regression", as: RegressionValue.self, summary, example, result) {
      body($0)
    }
  }

  private static let line = "linearRegression([1, 2, 3, 4], [2, 4, 6, 9])"
  private static let exactLine = "linearRegression([0, 1, 2], [1, 3, 5])"

  private static let regressionMembers: [LibraryFunction] = [
    vector("estimates", "The estimated coefficients.", "\(exactLine).estimates", "[1, 2]") {
      $0.estimates
    },
    vector(
      "standardErrors", "The standard errors of the estimates.", "\(line).standardErrors.count", "2"
    ) { $0.standardErrors },
    vector(
      "tStatistics", "The estimates over their standard errors (z for a logistic model).",
      "\(line).tStatistics.count", "2"
    ) { $0.statistics },
    vector(
      "pValues", "The two-sided p-values of the estimates.", "\(line).pValues[1] < 0.01", "true"
    ) { $0.pValues },
    vector("fitted", "The fitted values.", "\(exactLine).fitted", "[1, 3, 5]") { $0.fitted },
    vector(
      "residuals", "The observed less the fitted values.", "norm(\(exactLine).residuals) < 1e-15",
      "true"
    ) { $0.residuals },
    number(
      "rSquared", "The share of the spread of y that the model explains.", "\(exactLine).rSquared",
      "1"
    ) { $0.rSquared },
    number(
      "adjustedRSquared", "R² corrected for the number of terms.",
      "\(exactLine).adjustedRSquared", "1"
    ) { $0.adjustedRSquared },
    number(
      "fStatistic", "The ratio of the mean squares of model and residuals.",
      "\(line).fStatistic > 100", "true"
    ) { $0.fStatistic },
    number(
      "fPValue", "The probability of so large an F if no term but the constant matters.",
      "\(line).fPValue < 0.01", "true"
    ) { $0.fPValue },
    number(
      "residualSumOfSquares", "The sum of the squared residuals.",
      "\(exactLine).residualSumOfSquares < 1e-30", "true"
    ) { $0.residualSumOfSquares },
    number(
      "residualStandardDeviation", "The estimated standard deviation of the errors.",
      "\(exactLine).residualStandardDeviation < 1e-15", "true"
    ) { $0.residualStandardDeviation },
    number(
      "logLikelihood", "The logarithm of the likelihood of a logistic model.",
      "logisticRegression([[1], [2], [3], [4]], [0, 1, 0, 1]).logLikelihood < 0", "true"
    ) { $0.logLikelihood },
    .tensor(
      "confidenceIntervals", "(_ self: Regression, level: Double = 0.95) -> Matrix", kind: .method,
      "The ends of the interval of each coefficient, a row each.",
      "\(line).confidenceIntervals().shape", "[2, 2]"
    ) { try Tensor(rows: $0.object(0, as: RegressionValue.self).intervals($0.number(1))) },
    .number(
      "predict", "(_ self: Regression, _ x: Double) -> Double", kind: .method,
      "The value of a line or polynomial at x.", "\(exactLine).predict(10)", "21"
    ) {
      let fit = try $0.object(0, as: RegressionValue.self)
      guard let predict = fit.predict else {
        throw ScriptCause(
          "value.domain", "a \(fit.kind) of several columns predicts from a row of terms",
          hints: ["give a Vector, the constant's 1 first if there is one"])
      }
      return predict(try $0.number(1))
    },
    .number(
      "predict", "(_ self: Regression, _ terms: Vector) -> Double", kind: .method,
      "The value at a row of terms, the constant's 1 first if there is one.",
      "\(exactLine).predict([1, 10])", "21"
    ) {
      let fit = try $0.object(0, as: RegressionValue.self)
      let terms = try $0.vector(1)
      guard terms.count == fit.estimates.count, let value = fit.predictTerms else {
        throw ScriptCause(
          "shape.mismatch",
          "a \(fit.kind) with \(quantity(fit.estimates.count, "coefficient")) cannot predict from \(quantity(terms.count, "term"))"
        )
      }
      return value(terms)
    },
  ]

  private static let groups = "anova([[1, 2, 3], [2, 3, 4], [3, 4, 5]])"

  private static func anovaPart(
    _ name: String, _ summary: String, _ result: String,
    _ body: @escaping @Sendable (AnalysisOfVariance) -> Double
  ) -> LibraryFunction {
    .property(
      name, of: "AnalysisOfVariance", as: AnovaValue.self, summary, "\(groups).\(name)", result
    ) { body($0.fit) }
  }

  private static let anovaMembers: [LibraryFunction] = [
    anovaPart("fStatistic", "The ratio of the mean squares.", "3") { $0.fStatistic },
    // F(2, 6) has the survival (1 + f/3)^-3, at 3 one eighth.
    anovaPart("pValue", "The probability of so large an F if all means are equal.", "0.125") {
      $0.pValue
    },
    anovaPart("rSquared", "The share of the spread that lies between groups.", "0.5") {
      $0.rSquared
    },
    anovaPart("betweenSumOfSquares", "The sum of squares between groups.", "6") {
      $0.betweenSumOfSquares
    },
    anovaPart("withinSumOfSquares", "The sum of squares within groups.", "6") {
      $0.withinSumOfSquares
    },
    anovaPart("betweenDegreesOfFreedom", "The number of groups less one.", "2") {
      Double($0.betweenDegreesOfFreedom)
    },
    anovaPart("withinDegreesOfFreedom", "The number of values less that of groups.", "6") {
      Double($0.withinDegreesOfFreedom)
    },
    anovaPart("residualStandardDeviation", "The standard deviation within groups.", "1") {
      $0.residualStandardDeviation
    },
  ]
}
