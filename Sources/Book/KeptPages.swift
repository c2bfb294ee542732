import Diagnostics

/// What the last build of another process made of the chapters: one whose fingerprint is the same,
/// and whose pages nobody touched, is not written again.
///
/// Notes are kept with the pages, so that whatever there is to say is said in every build; the pages
/// of a chapter with an error or a warning are not kept. The written pages are known by size and
/// time of change.
struct KeptPages {
  private let path: String
  private let output: String
  private let engine: String
  private let formats: [BuildRequest.Format]

  init(output: String, _ request: BuildRequest) {
    self.output = output
    engine = request.engine
    path = Files.join(Files.join(output, ".cache"), "last.pages")
    formats = BuildRequest.Format.allCases.filter(request.formats.contains)
  }

  /// The book as that build read it, if this program did.
  func read() -> KeptBook? {
    SealedFile.read(path).flatMap(KeptBook.init).flatMap { $0.engine == engine ? $0 : nil }
  }

  /// The chapters of `book`, by their paths, whose pages still stand there as they were written for
  /// `kept`.
  func standing(_ kept: KeptBook, _ book: Manuscript) -> [String: ChapterOutput] {
    var found: [String: ChapterOutput] = [:]
    for chapter in book.chapters {
      guard let page = kept.chapters[chapter.path]?.page,
        state(of: chapter.pageName) == page.state
      else { continue }
      var output = page.output
      output.findings = page.notes.map { Finding($0, in: chapter.file) }
      found[chapter.path] = output
    }
    return found
  }

  /// Keeps `book` and what became of its chapters, whose pages stand in their places by now.
  func write(_ book: Manuscript, _ outputs: [ChapterOutput], _ surroundings: String) {
    let chapters = book.chapters.indices.map { index in
      let chapter = book.chapters[index]
      return KeptBook.Chapter(
        path: chapter.path, digest: chapter.fingerprint, number: chapter.number,
        outline: chapter.outline, macros: chapter.macrosDigest,
        labels: book.labels.byChapter[index],
        page: page(of: chapter, outputs[index]))
    }
    let kept = KeptBook(
      engine: engine, macros: book.macrosDigest, surroundings: surroundings, chapters)
    SealedFile.write(kept.bytes, to: path)
  }

  private func page(of chapter: Manuscript.Chapter, _ output: ChapterOutput) -> KeptBook.Page? {
    let isQuiet = output.findings.allSatisfy {
      $0.diagnostic.severity == .note && $0.file.path == chapter.file.path
    }
    guard isQuiet, output.fingerprint != nil, output.templateFindings.isEmpty else { return nil }
    return KeptBook.Page(
      state: state(of: chapter.pageName), output: output,
      notes: output.findings.map(\.diagnostic))
  }

  /// Size and time of the pages of the chapter `name`.
  private func state(of name: String) -> String {
    formats.map { format in
      let page = Files.join(Files.join(output, format.rawValue), name + format.pageEnding)
      let state = Files.state(of: page)
      return state.map { "\($0.size) \($0.seconds) \($0.nanoseconds)" } ?? "nothing"
    }.joined(separator: ", ")
  }
}

extension BuildRequest.Format {
  /// How the names of its pages end.
  var pageEnding: String { self == .html ? ".html" : ".txt" }
}
