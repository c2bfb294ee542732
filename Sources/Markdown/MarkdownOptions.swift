/// What a parser understands beyond CommonMark 0.31.2, and how its renderers treat raw HTML.
public struct MarkdownOptions: Hashable, Sendable {
  /// The extensions of the dialect, each with one written rule.
  public struct Extensions: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt32

    /// A set with the bits of `rawValue`.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Pipe tables, as in GFM.
    public static let tables = Extensions(rawValue: 1 << 0)
    /// `~~text~~` and `~text~`, as in GFM.
    public static let strikethrough = Extensions(rawValue: 1 << 1)
    /// Bare `www.`, `https://` and mail addresses become links, as in GFM.
    public static let autolinks = Extensions(rawValue: 1 << 2)
    /// `- [ ]` and `- [x]`, as in GFM.
    public static let taskLists = Extensions(rawValue: 1 << 3)
    /// `[^label]` and `[^label]: …`, as GitHub has them.
    public static let footnotes = Extensions(rawValue: 1 << 4)
    /// `> [!NOTE]` and its four sisters, as GitHub has them.
    public static let alerts = Extensions(rawValue: 1 << 5)
    /// The raw tags that GFM disallows are written with `&lt;`.
    public static let tagFilter = Extensions(rawValue: 1 << 6)
    /// A block between `---` lines at the start of the file.
    public static let frontMatter = Extensions(rawValue: 1 << 7)
    /// `$…$`, `$$…$$`, `` $`…`$ `` and ```` ```math ````.
    public static let dollarMath = Extensions(rawValue: 1 << 8)
    /// `\(…\)` and `\[…\]`.
    public static let backslashMath = Extensions(rawValue: 1 << 9)
    /// Headings get GitHub's ids, unique in the document.
    public static let headingIdentifiers = Extensions(rawValue: 1 << 10)
    /// `{#id .class key=value}` after headings, fences, images, tables and displays.
    public static let attributes = Extensions(rawValue: 1 << 11)
    /// A term's line, then `: description`.
    public static let definitionLists = Extensions(rawValue: 1 << 12)
    /// `!!! kind "Title"` and the collapsible `??? kind "Title"`, the body indented by four.
    public static let admonitions = Extensions(rawValue: 1 << 13)
    /// `=== "Title"`, the body indented by four; neighbours form one group.
    public static let tabs = Extensions(rawValue: 1 << 14)
    /// Quotes, dashes and ellipses become typographic ones.
    public static let smartPunctuation = Extensions(rawValue: 1 << 15)

    /// What GitHub Flavored Markdown adds (the tag filter apart).
    public static let gfm: Extensions = [
      .tables, .strikethrough, .autolinks, .taskLists, .footnotes, .alerts,
    ]
    /// Both ways to write mathematics.
    public static let math: Extensions = [.dollarMath, .backslashMath]
    /// The dialect of a chapter: everything but the tag filter and smart punctuation.
    public static let chapter: Extensions = [
      .gfm, .math, .frontMatter, .headingIdentifiers, .attributes, .definitionLists, .admonitions,
      .tabs,
    ]
  }

  /// What is understood beyond CommonMark.
  public var extensions: Extensions
  /// Whether renderers show raw HTML as text, drop comments, and defuse links that run code. With
  /// the tag filter, comments and tags without attributes (`<strong>`, `<sup>`) pass.
  public var isSafe: Bool
  /// How many blocks and inlines may stand inside each other; what is nested deeper is text, and a
  /// diagnostic says so. Not limited unless who walks the tree recursively sets it.
  public var depth = Int.max

  /// Options; the default is the dialect of a chapter with raw HTML passed through.
  public init(_ extensions: Extensions = .chapter, isSafe: Bool = false) {
    self.extensions = extensions
    self.isSafe = isSafe
  }

  /// CommonMark 0.31.2 and nothing else.
  public static let commonMark = MarkdownOptions([])
  /// GitHub Flavored Markdown with footnotes and alerts.
  public static let gfm = MarkdownOptions(.gfm)
  /// The dialect of a chapter.
  public static let chapter = MarkdownOptions(.chapter)
}
