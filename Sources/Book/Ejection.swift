import Claims
import Diagnostics
import FoundationEssentials
import Library
import Lowering
import Script

/// What `eject` was asked for.
package struct EjectRequest: Sendable {
  /// Files of chapters, folders, or names of chapters of the current book.
  package var paths: [String] = []
  /// The folder of the package.
  package var output = ""
  /// A checkout of mathbook to build against, or nil for the one around the current folder.
  package var packagePath: String?

  /// A request for nothing.
  package init() {}
}

/// A run of `eject`: chapters as a Swift package, beside it what the interpreter shows.
package struct EjectRun: Sendable {
  /// The report: what is wrong with the chapters, or has no form in Swift.
  package private(set) var report = Report()
  /// The names of the chapters written.
  package private(set) var chapters: [String] = []
  /// The number of cells that have no Swift, because they state an error that the check finds.
  package private(set) var failingCellCount = 0
  /// The number of values that the package shows.
  package private(set) var valueCount = 0

  /// Lowers the chapters that `request` names.
  package init(_ request: EjectRequest) {
    var documents: [(name: String, assessor: Assessor)] = []
    var seen: Set<String> = []
    for path in request.paths { collect(path, &documents, &seen) }
    guard !report.hasErrors else { return }
    let list = documents
    let results = concurrentMap(Array(list.indices)) { index in
      list[index].assessor.ejectable(named: list[index].name)
    }
    var files: [String: SourceFile] = [:]
    for result in results {
      files[result.chapter.name] = result.chapter.file
      report.add(result.diagnostics.map { Finding($0, in: result.chapter.file) })
    }
    guard !report.hasErrors else { return }
    let ejectable = results.map(\.chapter)
    guard let checkout = request.packagePath ?? Self.checkout(above: ".") else {
      report.add(
        FileError(
          ".", "eject.checkout", "there is no checkout of mathbook here to build against",
          hints: ["name one with --package-path"]))
      return
    }
    let dependency =
      ".package(name: \"mathbook\", path: \(Self.absolute(checkout).debugDescription))"
    let package = runOnOwnStack {
      LoweredPackage(
        ejectable, named: "Chapters", library: StandardLibrary.table, dependency: dependency)
    }
    failingCellCount = package.failingCells.count
    for (name, problem) in package.problems + package.failingCells {
      if let file = files[name] { report.add([Finding(problem, in: file)]) }
    }
    guard !report.hasErrors else { return }
    do {
      try Self.write(package.files, to: request.output)
      chapters = ejectable.map(\.name)
      valueCount = ejectable.reduce(0) { $0 + $1.exactText.split(separator: "\n").count - 1 }
    } catch {
      report.add(error)
    }
  }

  /// The checkout of mathbook in which `folder` lies.
  private static func checkout(above folder: String) -> String? {
    var folder = absolute(folder)
    while true {
      if let bytes = try? Files.read(Files.join(folder, "Package.swift")),
        String(decoding: bytes, as: UTF8.self).contains("name: \"SwiftMath\"")
      {
        return folder
      }
      if folder == "/" || folder.isEmpty { return nil }
      folder = Files.parent(of: folder)
    }
  }

  private static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    let here = FileManager.default.currentDirectoryPath
    return path == "." ? here : Files.join(here, path)
  }

  private mutating func collect(
    _ path: String, _ documents: inout [(name: String, assessor: Assessor)],
    _ seen: inout Set<String>
  ) {
    if Files.isFolder(path) {
      return collect(folder: path, &documents, &seen)
    }
    // A chapter's name stands for its file in the current book.
    let isName = !Files.exists(path) && !BookRoot.isMarkdown(path)
    guard let root = BookRoot(containing: isName ? "." : path) else {
      report.add(FileError(path, "file.missing", "there is no chapter '\(path)'"))
      return
    }
    let book = Manuscript(reading: root)
    let index = book.chapters.firstIndex { chapter in
      isName ? Self.name(of: chapter.path) == path : chapter.file.path == path
    }
    if let index { return add(book, index, &documents, &seen) }
    guard !isName, let bytes = try? Files.read(path) else {
      let names = book.chapters.map { Self.name(of: $0.path) }
      report.add(
        FileError(
          path, "file.missing", "there is no chapter '\(path)'",
          hints: closestMatch(to: path, in: names).map { ["did you mean '\($0)'?"] } ?? []))
      return
    }
    let document = Document(SourceFile(path: path, bytes: bytes), kind: .chapter)
    let name = Self.name(of: Files.name(of: path))
    if seen.insert(name).inserted {
      documents.append((name, Assessor(document, AssessmentSettings())))
    }
  }

  /// The chapters of a book, or every Markdown file below any other folder.
  private mutating func collect(
    folder path: String, _ documents: inout [(name: String, assessor: Assessor)],
    _ seen: inout Set<String>
  ) {
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    if let root = BookRoot(containing: folder), [root.folder, root.chapters].contains(folder) {
      let book = Manuscript(reading: root)
      for error in book.fileErrors { report.add(error) }
      for index in book.chapters.indices { add(book, index, &documents, &seen) }
      return
    }
    do throws(FileError) {
      let files = try Files.files(below: folder, where: BookRoot.isMarkdown)
      guard !files.isEmpty else {
        throw FileError(path, "file.missing", "there is no chapter in '\(path)'")
      }
      for file in files { collect(file, &documents, &seen) }
    } catch {
      report.add(error)
    }
  }

  private func add(
    _ book: Manuscript, _ index: Int, _ documents: inout [(name: String, assessor: Assessor)],
    _ seen: inout Set<String>
  ) {
    let name = Self.name(of: book.chapters[index].path)
    if seen.insert(name).inserted {
      documents.append((name, Assessor(book, index, AssessmentSettings())))
    }
  }

  /// The path of a chapter without its ending, folders joined by dashes.
  private static func name(of path: String) -> String {
    var parts = path.split(separator: "/").map(String.init)
    if let last = parts.popLast() {
      parts.append(last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last)
    }
    return parts.joined(separator: "-")
  }

  /// Writes the package; what an earlier run wrote and this one did not goes. Build products stay.
  private static func write(
    _ files: [(path: String, text: String)], to folder: String
  ) throws(FileError) {
    if Files.exists(folder) {
      let names = Files.isFolder(folder) ? try Files.names(in: folder) : [folder]
      guard names.isEmpty || names.contains(OutputFolder.marker) else {
        throw FileError(
          folder, "output.foreign", "'\(folder)' holds files that eject did not write",
          hints: ["name another folder with --output, or empty this one"])
      }
      let sources = Files.join(folder, "Sources/Chapters")
      if Files.exists(sources) {
        let kept = Set(files.map { Files.name(of: $0.path) })
        for name in try Files.names(in: sources) where !kept.contains(name) {
          try Files.remove(Files.join(sources, name))
        }
      }
    }
    try Files.write(
      Array("written by mathbook eject\n".utf8), to: Files.join(folder, OutputFolder.marker))
    for file in files {
      let path = Files.join(folder, file.path)
      let bytes = Array(file.text.utf8)
      // A file that stays as it is keeps its date, and need not be compiled again.
      if let old = try? Files.read(path), old == bytes { continue }
      try Files.write(bytes, to: path)
    }
  }
}

extension Assessor {
  /// The chapter's code with what the interpreter gives for it, and what is wrong with either.
  func ejectable(named name: String) -> (chapter: EjectableChapter, diagnostics: [Diagnostic]) {
    let (pieces, _) = pieces()
    var program = ChapterProgram(pieces: pieces, library: StandardLibrary.table, limits: limits)
    program.dataFiles = dataFolder.files
    let run = program.run(seed: seed)
    let folder = dataFolder
    let data = program.dataNames.compactMap { name -> (name: String, text: String)? in
      guard let path = try? folder.path(of: name), let bytes = try? Files.read(path) else {
        return nil
      }
      return (name, String(decoding: bytes, as: UTF8.self))
    }
    let diagnostics = program.diagnostics + run.diagnostics
    let chapter = EjectableChapter(
      name: name, program: program, run: run, file: document.file, seed: seed, data: data)
    return (chapter, diagnostics.filter { $0.severity == .error })
  }
}
