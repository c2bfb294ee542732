import Diagnostics

/// The parser: blocks line by line, then the inlines of every leaf.
///
///     file       = front matter? line*                         (Parser+FrontMatter)
///     line       = continuation of the open blocks, from the outside in   (Parser+Matching)
///                  block starts, each opening one more          (Parser+Starts and its kin)
///                  text of the innermost block, or a lazy line  (Parser+Blocks)
///     leaf text  = inlines                                      (Parser+Inlines and its kin)
///
/// The open blocks are a stack; nothing recurses, so that nesting is limited by memory alone, unless
/// the options set a limit (Parser+Depth). All
/// content is kept as slices of the file ("pieces"), copied only where a leaf's lines do not stand
/// side by side.
///
/// - Complexity: O(*n*). A line costs its own bytes: a blank line passes a run of nested items in
///   one step (`OpenBlock.runEnd`).
/// - Source: CommonMark 0.31.2, "Appendix: A parsing strategy"; GitHub Flavored Markdown.
struct Parser: ~Copyable {
  // What is read.
  let bytes: UnsafePointer<UInt8>
  let count: Int
  let extensions: MarkdownOptions.Extensions
  let hasCarriageReturns: Bool
  /// The deepest nesting.
  let maximumDepth: Int
  /// Where something was nested deeper first.
  var depthProblem: Int?

  // What is built.
  var nodes: Pile<Node>
  var pieces: Pile<Piece>
  var extras = Pile<Extra>()
  var pool = Pile<UInt8>()
  var definitions: [[UInt8]: Int32] = [:]
  var footnoteDefinitions: [[UInt8]: Int32] = [:]
  var footnotes: [Int32] = []
  var headings: [Int32] = []

  // The open blocks, the document first.
  var open = Pile<OpenBlock>()

  // The line.
  var lineStart = 0
  var lineEnd = 0
  var nextLine = 0
  var offset = 0
  var column = 0
  var isPartialTab = false
  var nonspace = 0
  var nonspaceColumn = 0
  var indent = 0
  var isBlank = false
  /// No thematic break starts before this offset.
  var noRuleBefore = 0
  /// Whether the line before was blank in a way that loosens lists.
  var wasBlank = false

  // The leaf whose inlines are parsed.
  var scratch = Pile<UInt8>()
  var segments = Pile<Segment>()
  var text: UnsafePointer<UInt8>
  var textEnd = 0
  var position = 0
  var pending = 0
  var segmentIndex = 0
  var segmentStart = 0
  var segmentEnd = 0
  var segmentDelta = 0
  var leaf = 0
  var lastChild = 0
  var delimiters = Pile<Delimiter>()
  var lastDelimiter = -1
  var floor = Pile<Int32>()
  var brackets = Pile<Bracket>()
  /// How many of the lowest brackets may start no link, because a link stands inside.
  var inactiveBrackets = 0
  var backticks = Pile<Int32>()
  var hasBackticks = false
  var memo = Memo()
  var needsMerge = false
  var sawMailSign = false
  /// How many bytes reference links may still copy into the output.
  var referenceBudget: Int
  let special: UnsafeMutablePointer<UInt8>

  init(
    bytes: UnsafePointer<UInt8>, count: Int, extensions: MarkdownOptions.Extensions,
    hasCarriageReturns: Bool, maximumDepth: Int
  ) {
    self.maximumDepth = maximumDepth
    self.bytes = bytes
    self.count = count
    self.extensions = extensions
    self.hasCarriageReturns = hasCarriageReturns
    // Room that is never touched costs nothing; growing would hold the nodes twice for a while.
    nodes = Pile(capacity: count / 8 + 64)
    pieces = Pile(capacity: count / 24 + 16)
    extras = Pile(capacity: count / 64 + 16)
    text = bytes
    referenceBudget = max(count, 100_000)
    special = .allocate(capacity: 256)
    nodes.append(Node(.document, 0, count))
    extras.append(Extra())
    var document = OpenBlock(node: 0, kind: .document)
    document.runStart = 0
    open.append(document)
    fillSpecials()
  }

  deinit { special.deallocate() }

  /// Parses `file`.
  static func parse(_ file: SourceFile, _ options: MarkdownOptions) -> DocumentStorage {
    let hasCarriageReturns = file.bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { UTF8Scan.contains(0x0D, $0, buffer.count) } ?? false
    }
    var diagnostics = encodingDiagnostics(file, hasCarriageReturns: hasCarriageReturns)
    // Offsets are kept in 32 bits; a file that large is cut, and said to be.
    let count = min(file.bytes.count, Int(Int32.max) - 1)
    if count < file.bytes.count {
      diagnostics.append(
        Diagnostic(
          .error, "markdown.size", at: .at(count), "the file is larger than 2 GiB; the rest is left"
        ))
    }
    let frontMatter =
      options.extensions.contains(.frontMatter) ? FrontMatter(readingStartOf: file) : nil
    diagnostics += frontMatter?.diagnostics ?? []
    let needsRepair = diagnostics.contains { $0.rule == "markdown.encoding" }
    return file.bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, count > 0 else {
        return DocumentStorage(
          file: file, options: options, nodes: emptyDocument(), pieces: Pile(), extras: Pile(),
          pool: Pile(), footnotes: [], headings: [], frontMatter: nil, diagnostics: [],
          needsRepair: false)
      }
      var parser = Parser(
        bytes: base, count: count, extensions: options.extensions,
        hasCarriageReturns: hasCarriageReturns, maximumDepth: options.depth)
      parser.parseBlocks(file.lineStarts, after: frontMatter)
      parser.parseInlines()
      parser.flattenDeepInlines()
      if let problem = parser.depthProblem {
        diagnostics.append(.nestedTooDeep(parser.maximumDepth, at: problem))
      }
      parser.finish()
      return parser.storage(file, options, frontMatter, diagnostics, needsRepair)
    }
  }

  private static func emptyDocument() -> Pile<Node> {
    var nodes = Pile<Node>(capacity: 1)
    nodes.append(Node(.document, 0, 0))
    return nodes
  }

  private mutating func storage(
    _ file: SourceFile, _ options: MarkdownOptions, _ frontMatter: FrontMatter?,
    _ diagnostics: [Diagnostic], _ needsRepair: Bool
  ) -> DocumentStorage {
    DocumentStorage(
      file: file, options: options, nodes: Self.take(&nodes), pieces: Self.take(&pieces),
      extras: Self.take(&extras), pool: Self.take(&pool), footnotes: footnotes, headings: headings,
      frontMatter: frontMatter, diagnostics: diagnostics, needsRepair: needsRepair)
  }

  private static func take<Element>(_ pile: inout Pile<Element>) -> Pile<Element> {
    var taken = Pile<Element>(capacity: 0)
    swap(&taken, &pile)
    return taken
  }
}

/// A block that may still grow.
struct OpenBlock {
  /// The node.
  var node: Int32
  /// Its last child; 0 for none.
  var last: Int32 = 0
  /// Its kind.
  var kind: RawKind
  /// The list marker, the fence's character, the type of HTML block, the math delimiter.
  var style: UInt8 = 0
  /// An item's content column, a fence's length, where a paragraph's last line starts.
  var value: Int32 = 0
  /// A fence's indentation, a paragraph's number of lines.
  var second: Int32 = 0
  /// The stack index where the run of blocks that a blank line cannot end begins; -1 for none.
  var runStart: Int32 = -1
  /// At `runStart`: the stack index of the last block of the run.
  var runEnd: Int32 = 0

  init(node: Int, kind: RawKind) {
    self.node = Int32(truncatingIfNeeded: node)
    self.kind = kind
  }
}

extension RawKind {
  /// Whether the block may hold other blocks.
  var isContainer: Bool {
    switch self {
    case .document, .blockQuote, .alert, .item, .footnoteDefinition, .definitionDescription,
      .admonition, .tab:
      true
    default: false
    }
  }

  /// Whether a block of this kind may hold one of kind `child` directly.
  func canContain(_ child: RawKind) -> Bool {
    switch self {
    case .list: child == .item
    case .tabs: child == .tab
    case .definitionList: child == .definitionTerm || child == .definitionDescription
    default: isContainer && child != .item && child != .tab && child != .definitionDescription
    }
  }

  /// Whether a blank line never ends the block (an item without content apart).
  var survivesBlankLines: Bool {
    switch self {
    case .list, .item, .tabs, .tab, .definitionList, .definitionDescription, .admonition,
      .footnoteDefinition:
      true
    default: false
    }
  }

  /// Whether the block takes lines as they are.
  var takesRawLines: Bool { self == .codeBlock || self == .htmlBlock || self == .mathBlock }

  /// Whether the block's content is inline text.
  var hasInlines: Bool {
    switch self {
    case .paragraph, .heading, .tableCell, .definitionTerm, .title: true
    default: false
    }
  }
}
