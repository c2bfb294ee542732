import Claims
import Diagnostics
import Markdown

/// What one worker does for one chapter: judge it, make its page and its text, write both.
struct ChapterWork: Sendable {
  let book: Manuscript
  let site: SitePages
  let request: BuildRequest
  let cache: RunCache?
  /// The folder of the old trees.
  var output = ""
  /// A fingerprint of all that every page depends on.
  var surroundings = ""
  /// Whether a later build may find the pages of this one and let them stand.
  var keepsPages = false
  /// What the build before made of the chapters, while the surroundings are the same.
  var known: [String: ChapterOutput] = [:]
  /// The book of which the known pages were made, if what chapters refer to is the same in it.
  var standing: Manuscript?
  /// Whether what chapters refer to is what it was for the build of another process.
  var refersAsKept = false

  /// What becomes of the chapter at `index`.
  func output(of index: Int) -> ChapterOutput {
    let chapter = book.chapters[index]
    let data = keepsPages ? book.dataDigest(of: chapter) : nil
    let fingerprint = data.map { self.fingerprint(of: index, $0) }
    if let fingerprint, var output = known[chapter.path], output.fingerprint == fingerprint,
      output.isWritten, isThere(chapter.pageName), hasSameFiles(output)
    {
      output.isReused = true
      output.seconds = (0, 0, 0)
      output.runKey.map { cache?.use($0) }
      return output
    }
    var output = ChapterOutput()
    output.fingerprint = fingerprint
    output.data = data ?? ""
    let start = request.clock?() ?? 0
    let assessment = self.assessment(of: index)
    let middle = request.clock?() ?? 0
    output.findings = assessment.findings
    output.tally = assessment.tally
    output.runKey = assessment.runKey
    output.seconds.assess = middle - start
    guard !output.hasErrors || request.keepsGoing else { return output }
    render(index, assessment, to: &output)
    output.seconds.render = (request.clock?() ?? 0) - middle
    return output
  }

  /// The fingerprint of the chapter at `index`, whose data have the fingerprint `data`: the known
  /// one where nothing behind it has changed.
  private func fingerprint(of index: Int, _ data: String) -> String {
    let chapter = book.chapters[index]
    if let old = known[chapter.path], let fingerprint = old.fingerprint, old.data == data {
      if let standing, book.hasSameText(index, as: standing) { return fingerprint }
      if refersAsKept, chapter.isKept { return fingerprint }
    }
    return book.fingerprint(of: index, data)
  }

  /// Makes page and text of a chapter, the text on another core if one is idle.
  private func render(_ index: Int, _ assessment: Assessment, to output: inout ChapterOutput) {
    let (site, book, style) = (self.site, self.book, request.textStyle)
    let formats = request.formats
    let text = OfferedWork(isShared: request.jobs != 1 && formats.contains(.html)) {
      formats.contains(.text) ? site.textPage(at: index, assessment, charts: style) : nil
    }
    if formats.contains(.html) {
      let page = site.page(at: index, assessment)
      output.page = page.bytes
      output.templateFindings += page.findings
      let folder = Files.parent(of: book.chapters[index].path)
      output.assets = page.assets.map { References.normalized(Files.join(folder, $0)) }
      output.absent = page.absent.map { References.normalized(Files.join(folder, $0)) }
      output.sections = SearchIndex.sections(of: book, index, assessment)
      output.glossary = BackMatterPages.explained(in: index, of: book, assessment)
    }
    guard let page = text.result() else { return }
    output.text = page.bytes
    output.templateFindings += page.findings
  }

  /// Whether the old trees hold the page `name`.
  private func isThere(_ name: String) -> Bool {
    request.formats.allSatisfy { format in
      Files.exists(Files.join(Files.join(output, format.rawValue), name + format.pageEnding))
    }
  }

  /// Whether the files that a page shows are still among the chapters, and those that it missed are
  /// not.
  private func hasSameFiles(_ output: ChapterOutput) -> Bool {
    func isFile(_ name: String) -> Bool {
      let path = Files.join(book.root.chapters, name)
      return Files.exists(path) && !Files.isFolder(path)
    }
    return output.assets.allSatisfy(isFile) && !output.absent.contains(where: isFile)
  }

  /// The body of the chapter at `index`, for one page of all.
  func body(
    of index: Int
  ) -> (index: Int, html: String, findings: [Finding], tally: Tally) {
    let assessment = assessment(of: index)
    var page = ChapterPage(
      book: book, chapter: index, assessment: assessment, isDraft: request.isDraft)
    return (index, page.html(), assessment.findings, assessment.tally)
  }

  private func assessment(of index: Int) -> Assessment {
    var settings = AssessmentSettings(isStrict: request.isStrict)
    settings.cache = cache
    return Assessor(book, index, settings).assessment()
  }

  /// Writes page and text of the chapter at `index`; what is known stands in the old trees.
  func write(
    _ output: ChapterOutput, _ index: Int, to trees: [BuildRequest.Format: OutputFolder]
  ) throws(FileError) {
    let name = book.chapters[index].pageName
    if let tree = trees[.html] {
      try write(output.page, name + ".html", to: tree)
    }
    if let tree = trees[.text] { try write(output.text, name + ".txt", to: tree) }
  }

  private func write(
    _ bytes: [UInt8]?, _ name: String, to tree: OutputFolder
  ) throws(FileError) {
    if let bytes { return try tree.write(bytes, to: name) }
    guard tree.reuse(name) else {
      throw FileError(
        name, "output.lost", "the page '\(name)' of the build before is gone",
        hints: ["build again"])
    }
  }
}
