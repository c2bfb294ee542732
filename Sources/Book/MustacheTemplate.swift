import Diagnostics

/// A template in Mustache, parsed.
///
/// ```
/// template  = { text | tag }
/// tag       = "{{"  name "}}"                  text of a value, escaped
///           | "{{{" name "}}}" | "{{&" name "}}"   the same, as it is
///           | "{{#" name "}}" template "{{/" name "}}"   once per element, or if true
///           | "{{^" name "}}" template "{{/" name "}}"   if false, empty or missing
///           | "{{>" name "}}"                   another template
///           | "{{!" anything "}}"               a comment
///           | "{{=" open " " close "=}}"        other delimiters from here on
/// name      = "." | part { "." part }
/// ```
///
/// Tags that show nothing themselves (sections, comments, delimiters, partials) vanish with their
/// line when they stand alone on it. Lambdas are left out: a template computes nothing.
///
/// - Source: the Mustache specification, github.com/mustache/spec, modules comments, delimiters,
///   interpolation, inverted, partials, sections.
struct MustacheTemplate: Sendable {
  /// A piece of a template.
  indirect enum Piece: Sendable {
    case text(ArraySlice<UInt8>)
    case variable(MustacheName, isEscaped: Bool)
    case section(MustacheName, isInverted: Bool, [Piece])
    case partial(String, indent: ArraySlice<UInt8>, SourceRange)
  }

  /// Where it was read.
  let file: SourceFile
  /// Its pieces in order.
  let pieces: [Piece]

  /// Parses `file`.
  init(_ file: SourceFile) throws(Diagnostic) {
    self.file = file
    var parser = MustacheParser(tokens: try MustacheScanner.tokens(of: file))
    pieces = try parser.pieces(until: nil, depth: 0)
  }
}

/// A dotted name, such as `next.href`; empty for the current value.
struct MustacheName: Sendable, Equatable {
  let parts: [String]

  init(_ text: String) {
    parts = text == "." ? [] : text.split(separator: ".").map(String.init)
  }
}

/// Builds the tree of sections from the tokens.
struct MustacheParser {
  private let tokens: [MustacheToken]
  private var position = 0

  init(tokens: [MustacheToken]) { self.tokens = tokens }

  /// The pieces up to the end of the section `open`, or to the end of the file.
  mutating func pieces(
    until open: (name: String, range: SourceRange)?, depth: Int
  ) throws(Diagnostic) -> [MustacheTemplate.Piece] {
    var pieces: [MustacheTemplate.Piece] = []
    while position < tokens.count {
      let token = tokens[position]
      position += 1
      switch token.kind {
      case .text(let bytes):
        if !bytes.isEmpty { pieces.append(.text(bytes)) }
      case .variable(let name, let isEscaped):
        pieces.append(.variable(MustacheName(name), isEscaped: isEscaped))
      case .open(let name, let isInverted):
        guard depth < Limits().depth else { throw .templateTooDeep(at: token.range) }
        let inner = try self.pieces(until: (name, token.range), depth: depth + 1)
        pieces.append(.section(MustacheName(name), isInverted: isInverted, inner))
      case .close(let name):
        guard let open else { throw .templateCloses(name, at: token.range) }
        guard open.name == name else {
          throw .templateCloses(name, at: token.range, instead: open.name, openedAt: open.range)
        }
        return pieces
      case .partial(let name, let indent):
        pieces.append(.partial(name, indent: indent, token.range))
      case .silent: break
      }
    }
    if let open { throw .templateLeavesOpen(open.name, at: open.range) }
    return pieces
  }
}

extension Diagnostic {
  /// A section ends that did not begin, or another one than expected.
  fileprivate static func templateCloses(
    _ name: String, at range: SourceRange, instead open: String? = nil,
    openedAt: SourceRange? = nil
  ) -> Diagnostic {
    guard let open, let openedAt else {
      return Diagnostic(
        .error, "template.section", at: range, "no section '\(name)' is open here",
        hints: ["write {{#\(name)}} before it, or take it out"])
    }
    return Diagnostic(
      .error, "template.section", at: range,
      "section '\(open)' is open, but '\(name)' ends here",
      hints: ["end '\(open)' first: {{/\(open)}}"],
      related: [Related(at: openedAt, "section '\(open)' begins here")])
  }

  fileprivate static func templateLeavesOpen(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "template.section", at: range, "section '\(name)' never ends",
      hints: ["end it with {{/\(name)}}"])
  }

  /// Sections or partials are nested beyond `Limits.depth`.
  static func templateTooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "template.depth", at: range, "templates are nested more than \(Limits().depth) deep",
      hints: ["a partial that includes itself must end with its data"])
  }
}
