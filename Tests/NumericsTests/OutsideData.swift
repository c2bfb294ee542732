import Foundation
import Numerics

/// The outside tables of special functions, if the environment names a folder.
struct SpecialFunctionTable {
  struct Point {
    let arguments: [Double]
    let value: ExactDecimal
  }

  /// The folder of outside data, or nil: then the tests that need it record "no outside data".
  static var folder: String? { ProcessInfo.processInfo.environment["MATHBOOK_DATA"] }

  /// Sums of awkward numbers, with the exact sum.
  struct AwkwardSum: Decodable {
    let x: [Double]
    let exact_sum: String
  }

  /// Extreme vectors, with log Σ exp.
  struct ExtremeVector: Decodable {
    let x: [Double]
    let logsumexp: String
  }

  private struct Row: Decodable {
    let f: String
    let args: [Double]
    let value: String
  }

  private struct Root: Decodable {
    let scalar: [Row]
    let vectors: [ExtremeVector]
    let sums: [AwkwardSum]
  }

  private let points: [String: [Point]]
  let vectors: [ExtremeVector]
  let sums: [AwkwardSum]

  init() throws {
    let path = (Self.folder ?? "") + "/special-functions/special-functions.json"
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let root = try JSONDecoder().decode(Root.self, from: data)
    var points: [String: [Point]] = [:]
    for row in root.scalar {
      guard let value = ExactDecimal(row.value) else { continue }
      points[row.f, default: []].append(Point(arguments: row.args, value: value))
    }
    self.points = points
    vectors = root.vectors
    sums = root.sums
  }

  func callAsFunction(_ name: String) -> [Point] { points[name] ?? [] }
}

/// The error of `x` in units of the last place of the exact value, and relative to it.
func error(of x: Double, from value: ExactDecimal) -> (ulps: Double, relative: Double) {
  let exact = value.doubleValue
  if x == exact { return (0, 0) }
  guard x.isFinite, exact.isFinite else { return (.infinity, .infinity) }
  let error = (ExactDecimal(exactly: x) - value).absolute.doubleValue
  let unit = exact == 0 ? Double.leastNonzeroMagnitude : exact.magnitude.ulp
  return (error / unit, exact == 0 ? (error == 0 ? 0 : .infinity) : error / exact.magnitude)
}
