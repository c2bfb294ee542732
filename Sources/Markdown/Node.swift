/// One node of the arena: a trivial value of 40 bytes.
///
/// Index 0 is the document, which is nobody's child or sibling, so 0 also means "none".
struct Node {
  /// What it is.
  var kind: RawKind
  /// The bits of `Node.Flags`.
  var flags: Flags
  /// A small number by kind: heading level, list marker, alignment, alert, delimiter.
  var level: UInt16
  /// The first byte in the file.
  var start: Int32
  /// The byte after the last one.
  var end: Int32
  /// The links; 0 for none.
  var parent: Int32 = 0
  var first: Int32 = 0
  var next: Int32 = 0
  var previous: Int32 = 0
  /// The content: the file slice `a..<b`, or `b` pieces from `a` on, or `b` pool bytes from `a` on.
  var a: Int32
  var b: Int32
  /// The index in the table of extras; 0 for none.
  var c: Int32 = 0

  init(_ kind: RawKind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.flags = []
    self.level = 0
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
    self.a = self.start
    self.b = self.end
  }

  /// Facts about a node, by kind.
  struct Flags: OptionSet {
    let rawValue: UInt8
    /// The content is in the pool.
    static let pool = Flags(rawValue: 1 << 0)
    /// The content is a run of pieces.
    static let pieces = Flags(rawValue: 1 << 1)
    /// A blank line stands before this block.
    static let afterBlank = Flags(rawValue: 1 << 2)
    /// A list is loose; an item once had a definition after a blank line.
    static let loose = Flags(rawValue: 1 << 3)
    /// A list is ordered, a code block fenced, a row or cell in the head, a formula displayed,
    /// an admonition collapsible, a heading underlined.
    static let variant = Flags(rawValue: 1 << 4)
    /// An item is a task; an admonition starts open.
    static let second = Flags(rawValue: 1 << 5)
    /// A task is done; a math or code block was closed.
    static let third = Flags(rawValue: 1 << 6)
  }
}

/// A run of a leaf's content: a file slice, or a replacement for one.
struct Piece {
  /// Where it starts in the file.
  var file: Int32
  /// How many bytes of the file it stands for.
  var fileCount: Int32
  /// Where its text starts in the pool; -1 if it is the file slice itself.
  var text: Int32 = -1
  /// The number of bytes of the text.
  var count: Int32

  init(slice start: Int, _ end: Int) {
    file = Int32(truncatingIfNeeded: start)
    fileCount = Int32(truncatingIfNeeded: end - start)
    count = fileCount
  }

  init(pool text: Int, _ count: Int, for start: Int, _ end: Int) {
    file = Int32(truncatingIfNeeded: start)
    fileCount = Int32(truncatingIfNeeded: end - start)
    self.text = Int32(truncatingIfNeeded: text)
    self.count = Int32(truncatingIfNeeded: count)
  }

  var fileEnd: Int { Int(file) + Int(fileCount) }
}

/// A text by its place: a file slice, or bytes of the pool.
struct TextPlace {
  /// The offset in the file, or -1 - the offset in the pool.
  var start: Int32 = 0
  /// The number of bytes.
  var count: Int32 = 0

  static let none = TextPlace()

  init() {}

  init(file start: Int, _ end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.count = Int32(truncatingIfNeeded: end - start)
  }

  init(pool start: Int, count: Int) {
    self.start = Int32(truncatingIfNeeded: -1 - start)
    self.count = Int32(truncatingIfNeeded: count)
  }
}

/// What only some nodes have.
struct Extra {
  /// A fence's info string, a link's destination, a footnote's label, an admonition's kind.
  var main = TextPlace.none
  /// A link's or admonition's title; the closing fence.
  var title = TextPlace.none
  /// A definition's label; a heading's identifier.
  var label = TextPlace.none
  /// The inside of `{…}` in the file; empty for none.
  var attributeStart: Int32 = 0
  var attributeEnd: Int32 = 0
  /// Where the destination or title was written.
  var mainStart: Int32 = 0
  var mainEnd: Int32 = 0
  /// Whether there is a title at all (it may be empty).
  var hasTitle = false
}
