public import Diagnostics

/// The settings at the start of a chapter: an ordered, strict subset of YAML.
///
///     line   = blank | "#" comment | key ":" value? comment? | "- " value        (lists under a key)
///     value  = "text" | 'text' | number | true | false | "[" value ("," value)* "]" | plain text
///
/// A key without a value opens a list (`- ` lines) or one nested level of `key: value` lines,
/// indented by spaces. Anything else of YAML is refused by line: anchors, tags, block scalars,
/// flow mappings, several documents, deeper nesting.
public struct FrontMatter: Sendable {
  /// A value.
  public enum Value: Hashable, Sendable {
    /// Text, quoted or plain; nothing at all is an empty text.
    case string(String)
    /// A number with its text as written.
    case number(Double, text: String)
    /// `true` or `false`.
    case bool(Bool)
    /// `[a, b]` or `- ` lines.
    case list([Item])
    /// `key: value` lines, one level deeper.
    case mapping([Entry])
  }

  /// A value in a list, with its place.
  public struct Item: Hashable, Sendable {
    /// The value.
    public let value: Value
    /// Where it was written.
    public let range: SourceRange
  }

  /// A key with its value, both with places.
  public struct Entry: Hashable, Sendable {
    /// The key.
    public let key: String
    /// Where the key was written.
    public let keyRange: SourceRange
    /// The value.
    public let value: Value
    /// Where the value was written, quotes included.
    public let valueRange: SourceRange
  }

  /// The entries in order.
  public let entries: [Entry]
  /// Where the whole block was written, both `---` lines included.
  public let range: SourceRange
  /// What was refused, by line.
  public let diagnostics: [Diagnostic]

  /// The entry of `key`.
  public func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }

  /// The value of `key`.
  public subscript(key: String) -> Value? { entry(key)?.value }

  /// The text of `key`: a string as it is, a number or Boolean as it was written.
  public func text(_ key: String) -> String? {
    switch self[key] {
    case .string(let text): text
    case .number(_, let text): text
    case .bool(let flag): flag ? "true" : "false"
    default: nil
    }
  }
}
