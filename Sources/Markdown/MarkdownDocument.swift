public import Diagnostics

/// A Markdown text as a tree of nodes, each with its place in the file.
///
///     let document = MarkdownDocument(parsing: SourceFile(path: "a.md", text: "# Hello *you*"))
///     for node in document.root.descendants {
///       print(node.kind, document.file.text(in: node.range))
///     }
///     print(HTMLRenderer.html(document))
///
/// The text never fails to parse. `diagnostics` holds what an author should know (a bad line in
/// the front matter, bytes that are not UTF-8); whether that matters is for the caller to say.
public struct MarkdownDocument: Sendable {
  let storage: DocumentStorage

  /// Parses `file`.
  ///
  /// - Complexity: O(*n*) in the number of bytes, whatever they are.
  public init(parsing file: SourceFile, options: MarkdownOptions = .chapter) {
    storage = Parser.parse(file, options)
  }

  /// Parses a text that is no file.
  public init(_ text: String, options: MarkdownOptions = .chapter) {
    self.init(parsing: SourceFile(path: "text.md", text: text), options: options)
  }

  /// The file.
  public var file: SourceFile { storage.file }

  /// What was understood beyond CommonMark.
  public var options: MarkdownOptions { storage.options }

  /// What an author should know, in order of place.
  public var diagnostics: [Diagnostic] { storage.diagnostics }

  /// The front matter, if the file starts with one.
  public var frontMatter: FrontMatter? { storage.frontMatter }

  /// The document node.
  public var root: MarkdownNode { MarkdownNode(storage: storage, index: 0) }

  /// The footnotes that the text refers to, in the order of their numbers.
  public var footnotes: [MarkdownNode] {
    storage.footnotes.map { MarkdownNode(storage: storage, index: $0) }
  }

  /// The headings in order.
  public var headings: [MarkdownNode] {
    storage.headings.map { MarkdownNode(storage: storage, index: $0) }
  }
}

/// What a document and all its node handles share; it never changes after parsing.
///
/// A class, so that a handle is one reference and one number. It owns the arena's memory.
final class DocumentStorage: @unchecked Sendable {
  let file: SourceFile
  let options: MarkdownOptions
  let nodes: Pile<Node>
  let pieces: Pile<Piece>
  let extras: Pile<Extra>
  let pool: Pile<UInt8>
  let footnotes: [Int32]
  let headings: [Int32]
  let frontMatter: FrontMatter?
  let diagnostics: [Diagnostic]
  /// Whether the file has bytes that no output may show as they are: NUL, invalid UTF-8.
  let needsRepair: Bool

  init(
    file: SourceFile, options: MarkdownOptions, nodes: consuming Pile<Node>,
    pieces: consuming Pile<Piece>, extras: consuming Pile<Extra>, pool: consuming Pile<UInt8>,
    footnotes: [Int32], headings: [Int32], frontMatter: FrontMatter?, diagnostics: [Diagnostic],
    needsRepair: Bool
  ) {
    self.file = file
    self.options = options
    self.nodes = nodes
    self.pieces = pieces
    self.extras = extras
    self.pool = pool
    self.footnotes = footnotes
    self.headings = headings
    self.frontMatter = frontMatter
    self.diagnostics = diagnostics
    self.needsRepair = needsRepair
  }
}
