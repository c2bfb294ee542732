import Numerics
import Statistics
import Tensors

/// Special functions and distributions at points whose values are known to 25 digits.
extension Accuracy.Suite {
  /// The suite of the folder `special-functions`.
  static let specialFunctions = Accuracy.Suite(name: "special-functions") { folder in
    let path = folder + "/special-functions.json"
    let functions = try Accuracy.decoded(path, as: FunctionReference.self)
    let vectors = try Accuracy.decoded(path, as: VectorReference.self)
    return [table(of: functions), sums(vectors), logSums(vectors)].filter { !$0.rows.isEmpty }
  }

  private static func table(of functions: FunctionReference) -> AccuracyTable {
    var table = AccuracyTable(
      "functions: errors in units of the last place, and right digits; "
        + "goal: 4 ulp, or 10⁻¹³ in tails and quantiles",
      [
        "function", "points", "worst ulp", "median ulp", "worst digits", "median digits",
        "worst at",
      ])
    let (scores, missing) = functions.scores()
    for score in scores {
      let place = score.at.map(numberText).joined(separator: ", ")
      table.rows.append([
        .text(score.name), .fixed(Double(score.count), 0), .fixed(score.ulps, 2),
        .fixed(score.medianUlps, 2), .fixed(score.worst), .fixed(score.median), .text(place),
      ])
      if !score.isMet {
        table.misses.append(
          "\(score.name)(\(place)): \(AccuracyTable.Cell.fixed(score.ulps, 1).text) ulp")
      }
    }
    table.misses += missing.map { "\($0): not ours" }
    return table
  }

  private static func sums(_ vectors: VectorReference) -> AccuracyTable {
    var table = AccuracyTable(
      "sums of awkward vectors, compensated; goal: the nearest double",
      ["sum", "terms", "ours", "exact", "plain sum"])
    for (index, sum) in vectors.sums.enumerated() {
      let ours = Sums.compensated(sum.x)
      table.rows.append([
        .text(String(index + 1)), .fixed(Double(sum.x.count), 0),
        .number(ours, .init(.shortest)), .text(sum.exact_sum),
        .number(Sums.sum(sum.x), .init(.shortest)),
      ])
      if number(fromDecimal: sum.exact_sum) != ours {
        table.misses.append("sum \(index + 1): \(numberText(ours)), exactly \(sum.exact_sum)")
      }
    }
    return table
  }

  private static func logSums(_ vectors: VectorReference) -> AccuracyTable {
    var table = AccuracyTable(
      "log-sum-exp, softmax and its logarithm of extreme vectors; goal: 4 ulp",
      ["vector", "terms", "logsumexp ulp", "softmax ulp", "log softmax ulp"])
    for (index, vector) in vectors.vectors.enumerated() {
      let softmax = (try? Tensor(vector.x).softmax().values) ?? []
      let logs = (try? Tensor(vector.x).logSoftmax().values) ?? []
      let errors = [
        ulps(Sums.logSumExp(vector.x), vector.logsumexp),
        worst(softmax, vector.softmax), worst(logs, vector.log_softmax),
      ]
      table.rows.append(
        [.text(String(index + 1)), .fixed(Double(vector.x.count), 0)]
          + errors.map { AccuracyTable.Cell.fixed($0, 2) })
      for (name, error) in zip(["logsumexp", "softmax", "log softmax"], errors) where !(error <= 4)
      {
        table.misses.append("vector \(index + 1): \(name) is off by \(error) ulp")
      }
    }
    return table
  }

  private static func worst(_ values: [Double], _ exact: [String]) -> Double {
    guard values.count == exact.count else { return .infinity }
    return zip(values, exact).map { ulps($0, $1) }.max() ?? 0
  }

  private static func ulps(_ value: Double, _ exact: String) -> Double {
    FunctionReference.ulps(value, of: exact)
  }
}

/// The vectors of the table of special functions.
struct VectorReference: Decodable, Sendable {
  /// Numbers that are hard to add, with their exact sum.
  struct Sum: Decodable, Sendable {
    let x: [Double]
    let exact_sum: String
  }

  /// Extreme exponents, with what softmax makes of them.
  struct Exponents: Decodable, Sendable {
    let x: [Double]
    let logsumexp: String
    let softmax: [String]
    let log_softmax: [String]
  }

  let vectors: [Exponents]
  let sums: [Sum]
}
