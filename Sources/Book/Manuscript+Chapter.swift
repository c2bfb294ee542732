package import Diagnostics
import Markdown
import Markup
import TeXMath

extension Manuscript {
  /// One chapter.
  package struct Chapter: Sendable {
    /// The path below the chapters' folder, such as `part/dot-product.md`.
    package let path: String
    /// The title, as text.
    package let title: String
    /// The title with its emphasis, code and formulas.
    let titleMarkup: String
    /// The part of the book it belongs to.
    package let part: String?
    /// How deep it is nested in the table of contents, from 0.
    package let level: Int
    /// Its number, if it has one.
    package let number: Int?
    /// The bytes that were read.
    package let file: SourceFile
    /// What other pages show of it.
    let outline: ChapterOutline
    /// Whether an earlier reading of the book had read the same already.
    let isKnown: Bool
    /// Whether it is as the last build of another process kept it, so that nothing was parsed yet.
    let isKept: Bool
    /// The fingerprint of its bytes, if it is known.
    var digest: String?
    private let reading: ChapterReading

    /// The tree, which is read now if nobody asked before.
    package var document: Document { reading.document }
    /// What it is made of, likewise.
    var parts: ChapterParts { reading.parts }

    /// The chapter `file` at the place of `entry`, which names what has no title of its own.
    private init(
      _ file: SourceFile, _ reading: ChapterReading, _ outline: ChapterOutline,
      at entry: Summary.Entry, isKnown: Bool = false, isKept: Bool = false
    ) {
      path = entry.path
      let shown = outline.title ?? ShownTitle(text: entry.title)
      let name = Files.name(of: file.path)
      title = shown.text.isEmpty ? outline.title?.text ?? name : shown.text
      titleMarkup = shown.text.isEmpty ? escapedMarkup(title) : shown.markup
      part = entry.part
      level = entry.level
      number = entry.number
      self.file = file
      self.outline = outline
      self.isKnown = isKnown
      self.isKept = isKept
      self.reading = reading
    }

    /// The chapter that is parsed now.
    init(_ document: Document, _ parts: ChapterParts, at entry: Summary.Entry) {
      self.init(
        document.file, ChapterReading(document, parts), ChapterOutline(document, parts), at: entry)
    }

    /// The chapter that an earlier reading of the book had read.
    init(_ known: Chapter, at entry: Summary.Entry) {
      self.init(known.file, known.reading, known.outline, at: entry, isKnown: true)
      digest = known.digest
    }

    /// The chapter `file` of which an earlier build kept `outline`; `make` parses it.
    init(
      _ file: SourceFile, _ outline: ChapterOutline, at entry: Summary.Entry,
      _ make: @escaping @Sendable () -> Document
    ) {
      self.init(file, ChapterReading(make), outline, at: entry, isKept: true)
    }

    /// The fingerprint of its bytes.
    var fingerprint: String { digest ?? Digest.text(of: file.bytes) }

    /// The TeX macros in force at `offset`, in a book that defines `macros`.
    func macros(at offset: Int, _ macros: FormulaMacros) -> MacroTable {
      outline.hasMacros ? document.macros(at: offset) : macros.table
    }

    /// The fingerprint of what decides the TeX macros that it adds; empty without any.
    var macrosDigest: String {
      guard outline.hasMacros else { return "" }
      var digest = Digest()
      digest.add(document.markdown.frontMatter.map { file.text(in: $0.range) } ?? "")
      for source in document.macros.sources { digest.add(source) }
      if MacroTable.mayDefine(file.bytes) { digest.add(fingerprint) }
      return digest.text
    }

    /// Whether the files of macros that its front matter names hold what they held, in a book whose
    /// own macros are `macros`.
    func hasSameMacros(as macros: FormulaMacros) -> Bool {
      !outline.hasMacros || document.hasSameMacros(as: macros)
    }

    /// The address of its page as seen from the top of the book.
    var address: String { SitePages.encoded(pageName) + ".html" }

    /// The path of its page without the ending.
    var pageName: String {
      guard let dot = path.lastIndex(of: "."), dot > path.startIndex else { return path }
      return String(path[..<dot])
    }
  }
}
