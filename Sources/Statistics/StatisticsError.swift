public import Diagnostics
import Numerics

/// Why a statistic has no value: the cause, without a place in any source text.
public struct StatisticsError: Cause, Hashable {
  /// What sort of cause it is; the raw value is the diagnostic rule.
  public enum Kind: String, Sendable {
    /// Fewer observations than the statistic needs.
    case count = "sample.count"
    /// Samples whose lengths do not fit each other.
    case shape = "shape.mismatch"
    /// Values for which the statistic is not defined.
    case domain = "value.domain"
    /// Columns that depend on each other, or observations without spread.
    case degenerate = "sample.degenerate"
    /// An iteration that did not settle.
    case convergence = "iteration.convergence"
  }

  /// What sort of cause it is.
  public let kind: Kind
  /// What is the matter: lower case, no full stop.
  public let message: String
  /// What to do, one sentence each.
  public let hints: [String]

  /// The stable name of the rule.
  public var rule: String { kind.rawValue }

  /// A cause of sort `kind`.
  public init(_ kind: Kind, _ message: String, hints: [String] = []) {
    self.kind = kind
    self.message = message
    self.hints = hints
  }
}

extension StatisticsError {
  static func tooFew(_ count: Int, for name: String, needed: Int) -> StatisticsError {
    let have = count == 0 ? "there is none" : "there \(count == 1 ? "is 1" : "are \(count)")"
    return StatisticsError(
      .count, "\(name) needs at least \(quantity(needed, "value")), and \(have)")
  }

  static func lengths(_ left: Int, _ right: Int, for name: String) -> StatisticsError {
    StatisticsError(
      .shape, "\(name) pairs values, but one side has \(left) and the other \(right)")
  }

  static func notANumber(_ name: String) -> StatisticsError {
    StatisticsError(
      .domain, "\(name) is not defined for values that contain nan",
      hints: ["leave the missing values out first"])
  }

  static func noSpread(_ name: String) -> StatisticsError {
    StatisticsError(.degenerate, "\(name) is not defined where all values are equal")
  }
}

/// Throws unless there are `needed` values.
func require(
  _ needed: Int, _ x: [Double], for name: String
) throws(StatisticsError) {
  if x.count < needed { throw .tooFew(x.count, for: name, needed: needed) }
}

/// Throws for values that are NaN or infinite.
func requireFinite(_ x: [Double], for name: String) throws(StatisticsError) {
  if x.allSatisfy(\.isFinite) { return }
  if x.contains(where: \.isNaN) { throw .notANumber(name) }
  throw StatisticsError(.domain, "\(name) is not defined for values that are infinite")
}

/// Throws unless `level` can be that of an interval.
func requireLevel(_ level: Double) throws(StatisticsError) {
  guard level > 0, level < 1 else {
    throw StatisticsError(.domain, "a level lies inside 0...1, not at \(numberText(level))")
  }
}

/// Throws unless the lengths agree and there are `needed` pairs.
func requirePairs(
  _ needed: Int, _ x: [Double], _ y: [Double], for name: String
) throws(StatisticsError) {
  if x.count != y.count { throw .lengths(x.count, y.count, for: name) }
  try require(needed, x, for: name)
}
