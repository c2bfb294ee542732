package import Claims
package import Diagnostics

/// What `check` was asked to look at.
package struct CheckRequest: Sendable {
  /// Files and folders; `-` is standard input.
  package var paths: [String] = []
  /// The bytes of standard input, if `-` is among the paths.
  package var standardInput: [UInt8] = []
  /// Whether notes about rounding and unverified numbers are errors.
  package var isStrict = false
  /// The name of the program that computes, by which values of earlier builds are known; empty for
  /// a check that computes everything anew.
  package var engine = ""
  /// The kind that every document is to be, or nil to decide by place and content.
  package var kind: DocumentKind?
  /// The list of numbers that is wanted beside the report.
  package var listing: Listing?
  /// The line and column of the numbers that are to be explained, or nils for all; nil for none.
  package var explains: (line: Int?, column: Int?)?
  /// The lines that are asked about, or nil for all.
  package var changes: ChangedLines?
  /// Whether values that are computed and stated nowhere are worth a note.
  package var noticesUnstated = false
  /// Whether the changes that would make numbers right are wanted.
  package var collectsEdits = false
  /// How findings are written for people.
  package var style = Diagnostic.Style()

  /// A request for the book around the current folder.
  package init() {}
}

extension CheckRequest {
  /// The values that builds of `books` kept: read, never written, and not under a strict check.
  fileprivate func caches(for books: [Manuscript]) -> [RunCache?] {
    books.map { book in
      guard !engine.isEmpty, !isStrict else { return nil }
      let folder = Files.join(Files.join(book.root.folder, "output"), ".cache")
      return Files.isFolder(folder)
        ? RunCache(folder: folder, engine: engine, isReadOnly: true) : nil
    }
  }
}

/// A run of `check`: documents are read, assessed and let go a few at a time, so that the memory
/// needed is that of the largest files, not of the tree.
package struct CheckRun: Sendable {
  /// The report.
  package private(set) var report = Report()
  /// The list of numbers, or their explanation, that was asked for.
  package private(set) var listing = ""
  /// The files that have changes to make, with the changes, if they were asked for.
  private(set) var mendable: [Mendable] = []

  /// A file with the changes that would mend it.
  struct Mendable: Sendable {
    /// The file.
    let file: SourceFile
    /// The changes, in order of place.
    let edits: [Edit]
    /// What is wrong with it now.
    let errors: [Diagnostic]
    /// What is wrong with it once it holds other bytes.
    let errorsIn: @Sendable ([UInt8]) -> [Diagnostic]
  }

  /// How many documents are held at a time.
  private static let window = 16

  /// Checks what `request` names.
  package init(_ request: CheckRequest) {
    let paths = request.paths.isEmpty ? ["."] : request.paths
    var jobs: [Job] = []
    var seen: Set<String> = []
    for path in paths {
      collect(path, request, &jobs, &seen)
    }
    if let changes = request.changes {
      jobs.removeAll { !changes.touches($0.path ?? "") && !(changes.hasData && $0.mayReadData) }
    }
    let books = findBooks(of: &jobs, request)
    var settings = AssessmentSettings(isStrict: request.isStrict)
    settings.noticesUnstated = request.noticesUnstated
    settings.changes = request.changes
    settings.readsAll = request.listing != nil || request.explains != nil
    let shared = settings
    let caches = request.caches(for: books)
    var reportedBooks: Set<Int> = []
    var rest = jobs[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(Self.window))
      rest = rest.dropFirst(Self.window)
      let results = concurrentMap(some) { job in
        var settings = shared
        settings.cache = job.chapter.flatMap { caches[$0.book] }
        return job.run(books, request.kind, settings)
      }
      for (job, result) in zip(some, results) {
        let again: @Sendable ([UInt8]) -> [Diagnostic] = { bytes in
          (try? job.run(books, request.kind, shared, on: bytes).get())?.errors ?? []
        }
        if case .success(let assessment) = result, assessment.asked?.isEmpty == true { continue }
        if let book = job.book, reportedBooks.insert(book).inserted {
          report.add(books[book].findings)
          for error in books[book].fileErrors { report.add(error) }
        }
        switch result {
        case .success(let assessment): take(assessment, request, again)
        case .failure(let error): report.add(error)
        }
      }
    }
  }

  /// Takes from `assessment` what the report needs.
  private mutating func take(
    _ assessment: Assessment, _ request: CheckRequest,
    _ errorsIn: @escaping @Sendable ([UInt8]) -> [Diagnostic]
  ) {
    let path = assessment.document.file.path
    var findings = assessment.findings
    if let asked = assessment.asked { findings.removeAll { !asked.touches($0.diagnostic.range) } }
    var tally = assessment.tally
    if assessment.document.kind == .foreign {
      tally.foreignErrors = findings.count { $0.diagnostic.severity == .error }
    }
    report.add(path: path)
    report.add(findings.map { $0.compacted(request.style) }, tally: tally)
    if let which = request.listing { listing += which.text(of: assessment) }
    if let (line, column) = request.explains {
      let lines = Explanation.lineCount(of: assessment.document.file)
      if let line, line > lines {
        report.add(
          FileError(
            path, "file.line", "'\(path)' has no line \(line), but \(quantity(lines, "line"))"))
        return
      }
      listing += Explanation(of: assessment).text(line: line, column: column)
    }
    if request.collectsEdits, !assessment.edits.isEmpty {
      mendable.append(
        Mendable(
          file: assessment.document.file, edits: assessment.edits, errors: assessment.errors,
          errorsIn: errorsIn))
    }
  }

  /// A file below the chapters of a book is judged as a part of that book.
  private func findBooks(of jobs: inout [Job], _ request: CheckRequest) -> [Manuscript] {
    var books: [String: Int] = [:]
    var loaded: [Manuscript] = []
    var roots: [String: BookRoot?] = [:]
    for index in jobs.indices where request.kind != .foreign {
      guard let path = jobs[index].path else { continue }
      let folder = Files.parent(of: path)
      let root: BookRoot?
      if let known = roots[folder] {
        root = known
      } else {
        let found = BookRoot(containing: path)
        let isOurs = found.map { !$0.isPlain || request.paths.isEmpty && $0.isBook } ?? false
        root = isOurs ? found : nil
        roots[folder] = root
      }
      guard let root else { continue }
      let number: Int
      if let known = books[root.folder] {
        number = known
      } else {
        number = loaded.count
        books[root.folder] = number
        loaded.append(Manuscript(reading: root))
      }
      jobs[index].book = number
      let identity = Files.identity(of: path)
      let place = loaded[number].chapters.firstIndex {
        $0.file.path == path || Files.identity(of: $0.file.path) == identity
      }
      if let place { jobs[index].chapter = (number, place) }
    }
    return loaded
  }

  /// One document to check.
  private struct Job: Sendable {
    /// The path, or nil for standard input.
    var path: String?
    /// The content of standard input.
    var bytes: [UInt8] = []
    /// The book below whose chapters it lies, whether it is listed or not.
    var book: Int?
    /// The book and the position in it, if it is a chapter of one.
    var chapter: (book: Int, index: Int)?

    /// Whether a cell may read a data file, by the bytes of the file.
    var mayReadData: Bool {
      guard let path, let bytes = try? Files.read(path) else { return false }
      return bytes.holds("data(")
    }

    /// Assesses the document; as if it held `replaced` bytes, if there are any.
    func run(
      _ books: [Manuscript], _ kind: DocumentKind?, _ settings: AssessmentSettings,
      on replaced: [UInt8]? = nil
    ) -> Result<Assessment, FileError> {
      if let chapter {
        let book = books[chapter.book]
        let assessor =
          replaced.map { Assessor(book, chapter.index, reading: $0, settings) }
          ?? Assessor(book, chapter.index, settings)
        return .success(assessor.assessment())
      }
      var bytes = replaced ?? self.bytes
      if let path, replaced == nil {
        do throws(FileError) { bytes = try Files.read(path) } catch { return .failure(error) }
      }
      guard !bytes.prefix(8192).contains(0) else {
        return .failure(
          FileError(
            path ?? "-", "file.binary", "'\(path ?? "-")' is no text",
            hints: ["check reads Markdown and plain text"]))
      }
      let file = SourceFile(path: path ?? "standard input", bytes: bytes)
      var settings = settings
      settings.bibliography = book.map { books[$0].bibliography }
      return .success(Assessor(Document(file, kind: kind), settings).assessment())
    }
  }

  private mutating func collect(
    _ path: String, _ request: CheckRequest, _ jobs: inout [Job], _ seen: inout Set<String>
  ) {
    if path == "-" {
      jobs.append(Job(path: nil, bytes: request.standardInput))
      return
    }
    guard Files.exists(path) else {
      report.add(FileError(path, "file.missing", "there is no file or folder '\(path)'"))
      return
    }
    guard Files.isFolder(path) else {
      if seen.insert(path).inserted { jobs.append(Job(path: path)) }
      return
    }
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    // The current book: its chapters; any other folder: every document below it.
    if request.paths.isEmpty, let root = BookRoot(containing: folder) { folder = root.chapters }
    do {
      let files = try Files.files(below: folder, where: BookRoot.isDocument)
      if files.isEmpty {
        report.add(
          FileError(
            path, "folder.empty", "there is no document to check in '\(path)'",
            hints: ["check reads .md, .markdown, .qmd and .txt files"]))
      }
      for file in files where Files.name(of: file) != "SUMMARY.md" {
        if seen.insert(file).inserted { jobs.append(Job(path: file)) }
      }
    } catch {
      report.add(error)
    }
  }
}
