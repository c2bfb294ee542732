import Diagnostics

/// One token of swift-math.
struct Token: Sendable {
  /// What it is.
  enum Kind: Equatable, Sendable {
    /// A name, or a keyword: the parser knows which words are reserved.
    case word(String)
    /// A name between backticks, never a keyword.
    case quotedWord(String)
    /// A number; whether it was written without point and exponent.
    case number(Double, isInteger: Bool)
    /// A text; its parts are in `Lexer.Result.texts`.
    case text(Int)
    /// A run of operator characters with its place between its neighbours.
    case symbol(String, Fixity)
    /// One of `( ) [ ] { } , : ; . # @`.
    case mark(UInt8)
    /// `$0`, `$1` …
    case dollar(Int)
    /// A value that could not be read; reported already.
    case broken
    /// After the last token.
    case end
  }

  /// Where an operator stands, by the white space around it, as Swift decides it.
  enum Fixity: Equatable, Sendable {
    case prefix
    case infix
    case postfix
  }

  let kind: Kind
  /// The first byte in the text.
  let start: Int
  /// The byte after the last one.
  let end: Int
  /// Whether a line ends between the token before and this one.
  let startsLine: Bool
  /// Whether white space stands before it.
  let hasSpaceBefore: Bool
}

/// A part of a text literal.
enum TextPart: Equatable, Sendable {
  /// Characters, escapes resolved.
  case characters(String)
  /// The code between `\(` and `)`: offsets of the text.
  case code(start: Int, end: Int)
}

/// A result comment as the lexer finds it; lines that belong together are not joined yet.
struct LexedComment: Sendable {
  let kind: ResultComment.Kind
  /// The stated text, in offsets of the text.
  let stated: SourceRange
  /// The whole comment from `//`, in offsets of the text.
  let range: SourceRange
  /// Whether nothing but white space stands before it on its line.
  let isAlone: Bool
}
