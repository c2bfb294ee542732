/// One thing that a reader of the source should know, at its place.
///
/// The text lives beside the code that says it, in lower case, without a full stop; it names
/// both sides of a clash, and a hint says what to do.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How much a finding weighs: an error makes the command exit with 1, a note never does.
  public enum Severity: String, Hashable, Sendable {
    /// Something is wrong.
    case error
    /// Something is worth knowing.
    case note
  }

  /// A second place that explains the first, such as the earlier definition of a name.
  public struct Related: Hashable, Sendable {
    /// The place.
    public let range: SourceRange
    /// What stands there.
    public let message: String

    /// The place `range`, about which `message` is said.
    public init(at range: SourceRange, _ message: String) {
      self.range = range
      self.message = message
    }
  }

  /// How much it weighs.
  public var severity: Severity
  /// The stable name of the rule that speaks, such as `arithmetic.wrong` or `type.mismatch`.
  public var rule: String
  /// The bytes it is about.
  public var range: SourceRange
  /// What is the matter: lower case, no full stop.
  public var message: String
  /// What to do, one sentence each.
  public var hints: [String]
  /// Other places that belong to it.
  public var related: [Related]
  /// The number as the author wrote it, where the finding is about a number.
  public var stated: String?
  /// The true value, where the finding is about a number.
  public var actual: String?

  /// A finding of `rule` at `range`.
  public init(
    _ severity: Severity, _ rule: String, at range: SourceRange, _ message: String,
    hints: [String] = [], related: [Related] = [], stated: String? = nil, actual: String? = nil
  ) {
    self.severity = severity
    self.rule = rule
    self.range = range
    self.message = message
    self.hints = hints
    self.related = related
    self.stated = stated
    self.actual = actual
  }
}
