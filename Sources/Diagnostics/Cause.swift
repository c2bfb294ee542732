/// An error of a domain that knows no source text: what is the matter and what to do about it.
///
/// The engine throws causes; the language adds the place once, at the edge, with `locating(at:_:)`.
public protocol Cause: Error, Sendable {
  /// The stable name of the rule, such as `shape.mismatch`.
  var rule: String { get }
  /// What is the matter: lower case, no full stop.
  var message: String { get }
  /// What to do, one sentence each.
  var hints: [String] { get }
}

extension Cause {
  /// No advice.
  public var hints: [String] { [] }
}

extension Diagnostic {
  /// The error `cause` at its place.
  public init(_ cause: some Cause, at range: SourceRange) {
    self.init(.error, cause.rule, at: range, cause.message, hints: cause.hints)
  }
}

/// Runs `body` and gives a cause that it throws the place `range`.
public func locating<Value, Failure: Cause>(
  at range: SourceRange, _ body: () throws(Failure) -> Value
) throws(Diagnostic) -> Value {
  do {
    return try body()
  } catch {
    throw Diagnostic(error, at: range)
  }
}
