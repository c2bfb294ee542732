/// How much any part of the program may use before it gives up with a message.
///
/// One place for all of them: each says why that number. Those that decide a result are counted,
/// never timed, so that every machine gives up at the same point.
public struct Limits: Sendable {
  /// Nesting of Markdown blocks and inlines, TeX groups, expressions, calls while parsing: deep
  /// enough for any written text, shallow enough for a thread's stack of 512 KB.
  public var depth = 200
  /// Bytes of one input file: far above any chapter, below what would exhaust a small machine.
  public var fileBytes = 256 << 20
  /// Bytes of one data file that a chapter reads: a million rows, parsed in a second.
  public var dataBytes = 16 << 20
  /// TeX macro expansions in one formula: the number that Temml and KaTeX allow.
  public var macroExpansions = 1_000
  /// Steps of one chapter's cells (loop turns, calls): a few seconds of scalar code, twice what a
  /// cell of a book should take.
  public var steps = 500_000_000
  /// Depth of calls in a cell: what the design of language-notes measured.
  public var callDepth = 10_000
  /// Elements of one tensor: 1 GiB of doubles.
  public var tensorElements = 1 << 27
  /// Bytes of all values that one chapter may hold at once: what they are made of, shared things
  /// once, counted now and then.
  public var memoryBytes = 4 << 30
  /// Nesting of one value, such as a tree of structures that hold lists of themselves: as deep as
  /// calls may go, which is how such a value is gone through.
  public var valueDepth = 10_000
  /// Bytes that one cell may print.
  public var outputBytes = 1 << 20
  /// Seconds after which a cell gives up, as a safety net only.
  public var cellSeconds = 60.0

  /// The limits that the command uses.
  public init() {}
}
