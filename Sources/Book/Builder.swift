import Claims
import Diagnostics
import Markdown
import Markup
import Synchronization

/// A build of a book: chapters are assessed and rendered on all cores; the pages take the place of
/// the old ones only when nothing is wrong.
package struct BuildRun: Sendable {
  /// The report.
  package private(set) var report = Report()
  /// The number of chapters.
  package private(set) var chapterCount = 0
  /// The folders or files that were written.
  package private(set) var folders: [String] = []
  /// The first page, if pages for a browser were written.
  package private(set) var firstPage: String?
  /// How long the phases took, if the request has a clock.
  package private(set) var times = BuildTimes()
  /// The chapters that were not judged and written anew.
  package private(set) var reused = 0

  /// The chapters whose cells were not run again, because their values were kept.
  package private(set) var cacheHits = 0

  /// The closing lines of the run over the chapters.
  package private(set) var closingLines = ""
  /// Whether the pages already stood there, so that nothing was done.
  package private(set) var isUnchanged = false

  private let request: BuildRequest
  private let root: BookRoot

  /// Builds the book at `root`, keeping in `memory` what the next build can use.
  package init(_ root: BookRoot, _ request: BuildRequest, memory: inout BuildMemory) {
    self.request = request
    self.root = root
    // Two builds that write the same folder would take each other's new pages away.
    let isNew = !Files.exists(output)
    if isNew { try? Files.makeFolder(output) }
    let hold = Files.holding(output)
    defer {
      withExtendedLifetime(hold) {}
      if isNew { Files.removeIfEmpty(output) }
    }
    let start = request.clock?() ?? 0
    let stamp = BuildStamp(root, request, output: output)
    if let standing = stamp?.standing() {
      times.add("compare", (request.clock?() ?? 0) - start)
      (chapterCount, closingLines) = (standing.chapters, standing.lines)
      isUnchanged = true
      report.add(told: standing.notes)
      folders = BuildRequest.Format.allCases.filter(request.formats.contains).map {
        Files.join(output, $0.rawValue)
      }
      firstPage = request.formats.contains(.html) ? Files.join(folders[0], "index.html") : nil
      return
    }
    stamp?.clear()
    build(&memory, stamp?.texts ?? [:])
    closingLines = report.closingLines
    if report.exitCode == 0 {
      stamp?.leave(
        BuildStamp.Standing(
          chapters: chapterCount, lines: closingLines, notes: report.findings))
    }
  }

  /// Builds the book at `root`.
  package init(_ root: BookRoot, _ request: BuildRequest) {
    var memory = BuildMemory()
    self.init(root, request, memory: &memory)
  }

  /// The folder that holds `html`, `text` and `.cache`.
  private var output: String { request.output ?? Files.join(root.folder, "output") }

  private mutating func build(_ memory: inout BuildMemory, _ texts: [String: ReadText]) {
    let start = request.clock?() ?? 0
    let kept = memory.surroundings.isEmpty ? keptPages?.read() : nil
    let book = Manuscript(
      reading: root, reusing: memory.book, kept: kept, texts: texts, Workers(request.jobs))
    memory.book = book
    chapterCount = book.chapters.count
    report.add(book.findings)
    for error in book.fileErrors { report.add(error) }
    times.add("read", (request.clock?() ?? 0) - start)
    if book.chapters.isEmpty, !report.hasErrors, report.fileErrors.isEmpty {
      let listed = book.summary?.file.path
      report.add(
        FileError(
          listed ?? root.chapters, "book.empty",
          listed.map { "'\($0)' lists no chapters" } ?? "'\(root.chapters)' holds no chapters",
          hints: [
            listed == nil
              ? "start a book with 'mathbook init DIR'" : "list them: - [Title](chapter.md)"
          ]))
    }
    guard !book.chapters.isEmpty else { return }
    do {
      try build(book, kept, &memory)
    } catch {
      report.add(error)
    }
  }

  private mutating func build(
    _ book: Manuscript, _ kept: KeptBook?, _ memory: inout BuildMemory
  ) throws(FileError) {
    let templates = try TemplateSet(overriddenIn: Files.join(root.folder, "templates"))
    let isSearchable = request.formats.contains(.html) && !request.isSingleFile
    let site = SitePages(
      book: book, templates: templates,
      purpose: SitePages.Purpose(
        isDraft: request.isDraft || request.keepsGoing, isWatched: request.isWatched,
        isSearchable: isSearchable))
    let cache = memory.cache ?? makeCache()
    memory.cache = cache
    cache?.begin()
    var work = ChapterWork(book: book, site: site, request: request, cache: cache)
    work.surroundings = book.surroundings(templates, site, request)
    work.output = output
    work.keepsPages = cache != nil || request.isWatched
    if work.surroundings == memory.surroundings, memory.markers == markers {
      work.known = memory.chapters
      work.standing = memory.standing.flatMap { book.refers(as: $0) ? $0 : nil }
    } else if let kept, let pages = keptPages, kept.surroundings == work.surroundings {
      work.known = pages.standing(kept, book)
      work.refersAsKept = book.refers(as: kept)
    }
    if request.isSingleFile {
      try writeSingleFile(work)
    } else {
      try writeTrees(work, &memory)
    }
    cacheHits = cache?.hits ?? 0
    if report.exitCode == 0, !request.isSingleFile { cache?.prune() }
  }

  /// What the build before this process left, unless all is to be made anew.
  private var keptPages: KeptPages? {
    usesCache && !request.isSingleFile && !request.keepsGoing
      ? KeptPages(output: output, request) : nil
  }

  private var usesCache: Bool {
    !request.engine.isEmpty && request.usesCache && !request.isStrict
  }

  private func makeCache() -> RunCache? {
    guard usesCache else { return nil }
    return RunCache(folder: Files.join(output, ".cache"), engine: request.engine)
  }

  // MARK: Trees

  private mutating func writeTrees(
    _ work: ChapterWork, _ memory: inout BuildMemory
  ) throws(FileError) {
    var trees: [BuildRequest.Format: OutputFolder] = [:]
    do {
      for format in BuildRequest.Format.allCases where request.formats.contains(format) {
        trees[format] = try OutputFolder(replacing: Files.join(output, format.rawValue))
      }
      let site = work.site
      let isShared = request.jobs != 1 && trees[.html] != nil
      let pages = OfferedWork(isShared: isShared) { site.bookPages() }
      let chapters = try writeChapters(work, trees)
      if let tree = trees[.html], !isStopped {
        try writeRest(work.book, work.site, chapters, pages, to: tree)
      }
      guard !isStopped else {
        for tree in trees.values { tree.discard() }
        return
      }
      let start = request.clock?() ?? 0
      let complete = BuildRequest.Format.allCases.compactMap { trees[$0] }
      try OutputFolder.commit(complete)
      folders += complete.map(\.path)
      times.add("replace", (request.clock?() ?? 0) - start)
      // Only what readers can see now is known to the next build.
      let isNew = memory.surroundings != work.surroundings
      memory.surroundings = work.surroundings
      memory.chapters = [:]
      memory.standing = request.isWatched ? work.book : nil
      memory.markers = markers
      for (chapter, done) in zip(work.book.chapters, chapters) where request.isWatched {
        memory.chapters[chapter.path] = done
      }
      // While a book is watched the process itself knows; what the file says stays right.
      let old = OfferedWork(isShared: request.jobs != 1) { OutputFolder.removeOld(complete) }
      if isNew || !request.isWatched {
        keptPages?.write(work.book, chapters, work.surroundings)
      }
      try old.result().get()
    } catch {
      for tree in trees.values { tree.discard() }
      throw error
    }
    if request.formats.contains(.html) {
      firstPage = Files.join(
        Files.join(output, "html"),
        work.book.chapters.first?.path == "index.md" ? "index.html" : work.site.contentsName)
    }
  }

  /// The states of the files that say that a build wrote the trees: another build has other ones.
  private var markers: [Files.State?] {
    BuildRequest.Format.allCases.filter(request.formats.contains).map {
      Files.state(of: Files.join(Files.join(output, $0.rawValue), OutputFolder.marker))
    }
  }

  /// Whether errors keep the pages from being written.
  private var isStopped: Bool {
    if !report.fileErrors.isEmpty { return true }
    return report.hasErrors && !request.keepsGoing
  }

  /// Assesses, renders and writes the chapters; of each only what the rest needs is kept.
  private mutating func writeChapters(
    _ work: ChapterWork, _ trees: [BuildRequest.Format: OutputFolder]
  ) throws(FileError) -> [ChapterOutput] {
    let done = Mutex(0)
    let failure = Mutex<FileError?>(nil)
    let total = work.book.chapters.count
    // Once an error is known nothing will be written; the rest is judged all the same.
    let hasErrors = Mutex(isStopped)
    let request = self.request
    // What a chapter costs is what its cells do, and long ones do more; least those that stay.
    let efforts = work.book.chapters.map { chapter in
      let stays = (chapter.isKept || chapter.isKnown) && work.known[chapter.path] != nil
      return stays ? 0 : chapter.outline.cellBytes + 1
    }
    let indices = Array(efforts.indices)
    let outputs = Workers(request.jobs).map(indices, effort: { efforts[$0] }) { index in
      var output = work.output(of: index)
      if output.hasErrors, !request.keepsGoing { hasErrors.withLock { $0 = true } }
      if failure.withLock({ $0 == nil }), !hasErrors.withLock({ $0 }) {
        let start = request.clock?() ?? 0
        do throws(FileError) {
          try work.write(output, index, to: trees)
          output.isWritten = true
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
        output.seconds.write = (request.clock?() ?? 0) - start
      }
      // What has been written need not stay in memory.
      output.page = nil
      output.text = nil
      let count = done.withLock { count in
        count += 1
        return count
      }
      request.progress?(count, total)
      return output
    }
    if let error = failure.withLock({ $0 }) { throw error }
    for output in outputs {
      report.add(output.findings, tally: output.tally)
      add(output.templateFindings)
      if output.isReused { reused += 1 }
      times.add("judge", output.seconds.assess)
      times.add("render", output.seconds.render)
      times.add("write", output.seconds.write)
    }
    return outputs
  }

  /// Writes what belongs to the book as a whole.
  private mutating func writeRest(
    _ book: Manuscript, _ site: SitePages, _ chapters: [ChapterOutput],
    _ pages: OfferedWork<[(name: String, page: SitePages.Page)]>, to tree: OutputFolder
  ) throws(FileError) {
    let start = request.clock?() ?? 0
    let more = site.bookPages(explaining: chapters.flatMap(\.glossary))
    for (name, page) in pages.result() + more {
      add(page.findings)
      try tree.write(page.bytes, to: name)
    }
    try tree.write(Array(site.stylesheet.utf8), to: "style.css")
    try tree.write(Array(site.script.utf8), to: "script.js")
    if request.isWatched {
      try tree.write(Array(SitePages.packed(site.text("watch.js")).utf8), to: "watch.js")
      // Open pages ask for the stamp all the time: the new tree has the old one until it is told.
      _ = tree.reuse(BookWatch.stampName)
    }
    try tree.write(
      SearchIndex.script(
        of: book, chapters.map(\.sections), search: SitePages.packed(site.text("search.js"))),
      to: SitePages.searchIndex)
    if let map = site.siteMap() { try tree.write(map, to: "sitemap.xml") }
    var done: Set<String> = []
    let font = book.settings.mathFont.map { [$0] } ?? []
    for asset in chapters.flatMap(\.assets) + font where done.insert(asset).inserted {
      guard !asset.hasPrefix("..") else { continue }
      guard !tree.holds(asset) else {
        throw FileError(
          asset, "output.taken", "'\(asset)' has the name of a file that each build writes",
          hints: ["give the file beside the chapters another name"])
      }
      try tree.write(try Files.read(Files.join(book.root.chapters, asset)), to: asset)
    }
    times.add("book", (request.clock?() ?? 0) - start)
  }

  /// Adds what is wrong with a page; a template's mistake is told once, not for every page.
  private mutating func add(_ findings: [Finding]) {
    for finding in findings {
      let isKnown = report.findings.contains {
        $0.file.path == finding.file.path && $0.diagnostic == finding.diagnostic
      }
      if !isKnown { report.add([finding]) }
    }
  }

  // MARK: One file

  private mutating func writeSingleFile(_ work: ChapterWork) throws(FileError) {
    var work = work
    work.known = [:]
    var indices = Array(work.book.chapters.indices)
    var name = "book"
    if let path = request.singleChapter {
      guard let index = work.book.chapters.firstIndex(where: { $0.file.path == path })
      else {
        throw FileError(
          path, "chapter.unlisted", "'\(path)' is no chapter of the book",
          hints: ["SUMMARY.md lists the chapters"])
      }
      indices = [index]
      chapterCount = 1
      name = work.book.chapters[index].pageName
    }
    let ready = work
    let bodies = Workers(request.jobs).map(indices) { ready.body(of: $0) }
    for body in bodies { report.add(body.findings, tally: body.tally) }
    guard !isStopped else { return }
    let page = try SingleFile(work.site, bodies.map { ($0.index, $0.html) }).page()
    add(page.findings)
    guard !isStopped else { return }
    let path = Files.join(Files.join(output, "single"), name + ".html")
    try Files.write(page.bytes, to: path)
    folders.append(path)
    firstPage = path
  }
}
