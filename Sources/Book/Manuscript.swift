import Claims
import Diagnostics
import Markdown

/// A book that was read: its chapters in order, what can be referred to, and its sources.
package struct Manuscript: Sendable {
  /// Where it lies.
  package let root: BookRoot
  /// Its title.
  package private(set) var title: String
  /// The chapters in order.
  package private(set) var chapters: [Chapter] = []
  /// What is wrong with the book as a whole: its table of contents, identifiers, sources.
  package private(set) var findings: [Finding] = []
  /// Files that could not be read.
  package private(set) var fileErrors: [FileError] = []
  private(set) var labels = Labels()
  private(set) var bibliography = Bibliography()
  private(set) var summary: Document?
  /// The TeX macros that `SUMMARY.md` defines for all chapters.
  private(set) var macros = FormulaMacros()
  /// What the front matter of `SUMMARY.md` says.
  private(set) var settings = BookSettings()
  private var indexByPath: [String: Int] = [:]
  private var texts: [String: ReadText] = [:]

  /// Reads the book at `root`; chapters of `earlier` whose bytes are the same are not parsed again.
  ///
  /// - Complexity: O(bytes); files are parsed on all cores.
  package init(
    reading root: BookRoot, reusing earlier: Manuscript? = nil, workers: Workers = Workers()
  ) {
    self.init(reading: root, reusing: earlier, kept: nil, texts: [:], workers)
  }

  /// Reads the book at `root`, of which `texts` are in memory already. Chapters that are as in
  /// `earlier` are not parsed again, those that are as in `kept` not before somebody asks.
  init(
    reading root: BookRoot, reusing earlier: Manuscript?, kept: KeptBook?,
    texts: [String: ReadText], _ workers: Workers
  ) {
    self.root = root
    self.texts = texts
    title = Files.name(of: Files.identity(of: root.folder))
    let summaryPath = Files.join(root.chapters, "SUMMARY.md")
    var entries: [Summary.Entry] = []
    if texts[summaryPath] != nil || Files.exists(summaryPath) {
      guard let file = read(summaryPath) else { return }
      let document = Document(file, kind: .foreign)
      let contents = Summary(document.markdown)
      summary = document
      macros.read(document.markdown.frontMatter, of: file)
      findings += macros.findings
      settings = BookSettings(document.markdown.frontMatter)
      let unread = document.markdown.diagnostics.filter { $0.rule.hasPrefix("front-matter") }
      findings += (unread + settings.diagnostics).map { Finding($0, in: file) }
      if let font = settings.mathFont, !Files.exists(Files.join(root.chapters, font)) {
        let missing = Diagnostic(
          .error, "summary.font", at: settings.mathFontRange, "there is no font '\(font)'",
          hints: ["a font lies beside the chapters, such as fonts/math.woff2"])
        findings.append(Finding(missing, in: file))
      }
      title = contents.title ?? title
      entries = contents.entries
      let lost = Slips.lostSettings(of: document)
      findings += (lost + contents.diagnostics).map { Finding($0, in: file) }
    } else {
      entries = unlisted()
    }
    let sources = OfferedWork(isShared: workers.limit != 1) {
      Self.sources(of: root, texts, earlier?.bibliography)
    }
    let kept = kept.flatMap { $0.macros == macrosDigest ? $0 : nil }
    readChapters(entries, earlier, kept, workers)
    switch sources.result() {
    case .success(let sources):
      bibliography = sources
      findings += sources.findings
    case .failure(let error):
      bibliography = .unread
      fileErrors.append(error)
    }
    for (index, chapter) in chapters.enumerated() {
      if let earlier, chapter.isKnown, earlier.index(ofPath: chapter.path) == index,
        earlier.chapters[index].number == chapter.number,
        labels.take(chapterAt: index, of: earlier.labels)
      {
        continue
      }
      if chapter.isKept, let kept = kept?.chapters[chapter.path] {
        labels.add(kept: kept.labels)
        continue
      }
      let macros = chapter.document.macros.table
      let found = labels.add(chapter.parts, number: chapter.number, macros: macros)
      findings += found.map { Finding($0, in: chapter.file) }
    }
  }

  /// Without `SUMMARY.md` all files are chapters, in the order of their names.
  private mutating func unlisted() -> [Summary.Entry] {
    do {
      let paths = try Files.files(below: root.chapters, where: BookRoot.isMarkdown)
      return paths.enumerated().map { index, path in
        Summary.Entry(
          path: relativePath(path), title: "", range: .at(0), part: nil, level: 0,
          number: index + 1)
      }
    } catch {
      fileErrors.append(error)
      return []
    }
  }

  private func relativePath(_ path: String) -> String {
    root.chapters == "." ? path : String(path.dropFirst(root.chapters.count + 1))
  }

  private mutating func read(_ path: String) -> SourceFile? {
    do {
      return SourceFile(path: path, bytes: try ReadText(at: path, among: texts).bytes)
    } catch {
      fileErrors.append(error)
      return nil
    }
  }

  /// The position of the chapter whose path below the chapters' folder is `path`.
  func index(ofPath path: String) -> Int? { indexByPath[path] }

  private mutating func readChapters(
    _ entries: [Summary.Entry], _ earlier: Manuscript?, _ kept: KeptBook?, _ workers: Workers
  ) {
    let folder = root.chapters
    let macros = macros
    let earlier = earlier?.macros.table == macros.table ? earlier : nil
    let texts = texts
    let read = workers.map(entries) { entry -> Result<Chapter, FileError> in
      let path = Files.join(folder, entry.path)
      do throws(FileError) {
        var text = try ReadText(at: path, among: texts)
        if let earlier, let index = earlier.index(ofPath: entry.path),
          earlier.chapters[index].file.bytes == text.bytes,
          earlier.chapters[index].hasSameMacros(as: macros)
        {
          return .success(Chapter(earlier.chapters[index], at: entry))
        }
        let file = SourceFile(path: path, bytes: text.bytes)
        let make = { @Sendable in Document(file, kind: .chapter, macros: macros) }
        var chapter: Chapter
        if let kept = kept?.chapters[entry.path], kept.stands(for: &text, at: entry) {
          chapter = Chapter(file, kept.outline, at: entry, make)
        } else {
          let document = make()
          chapter = Chapter(document, ChapterParts(of: document), at: entry)
        }
        chapter.digest = text.digest
        return .success(chapter)
      } catch {
        return .failure(error)
      }
    }
    self.texts = [:]
    var pages: [String: String] = [:]
    for (entry, result) in zip(entries, read) {
      switch result {
      case .success(let chapter):
        if let other = pages.updateValue(chapter.path, forKey: chapter.pageName) {
          reportSamePage(entry, other)
        }
        indexByPath[chapter.path] = chapters.count
        chapters.append(chapter)
      case .failure(let error): report(error, entry)
      }
    }
  }

  /// Of two chapters with one page the first would be lost.
  private mutating func reportSamePage(_ entry: Summary.Entry, _ other: String) {
    let message = "'\(entry.path)' and '\(other)' would be the same page"
    let hint = "give one of the files another name"
    guard let summary else {
      fileErrors.append(FileError(entry.path, "book.page", message, hints: [hint]))
      return
    }
    let error = Diagnostic(.error, "book.page", at: entry.range, message, hints: [hint])
    findings.append(Finding(error, in: summary.file))
  }

  /// A chapter that `SUMMARY.md` lists and that cannot be read is an error at its entry.
  private mutating func report(_ error: FileError, _ entry: Summary.Entry) {
    guard let summary, error.rule == "file.missing" else {
      fileErrors.append(error)
      return
    }
    let names = (try? Files.files(below: root.chapters, where: BookRoot.isMarkdown)) ?? []
    let near = closestMatch(to: entry.path, in: names.map(relativePath))
    let hint = near.map { "did you mean '\($0)'?" } ?? "write the chapter, or take the entry out"
    findings.append(
      Finding(
        Diagnostic(.error, "summary.missing", at: entry.range, error.message, hints: [hint]),
        in: summary.file))
  }

  /// The sources of the book at `root`, which are the `earlier` ones if the file is the same.
  private static func sources(
    of root: BookRoot, _ texts: [String: ReadText], _ earlier: Bibliography?
  ) -> Result<Bibliography, FileError> {
    let path = Files.join(root.chapters, "references.bib")
    guard texts[path] != nil || Files.exists(path) else { return .success(Bibliography()) }
    do throws(FileError) {
      let bytes = try ReadText(at: path, among: texts).bytes
      if let earlier, earlier.source == bytes { return .success(earlier) }
      return .success(Bibliography(SourceFile(path: path, bytes: bytes)))
    } catch {
      return .failure(error)
    }
  }
}
