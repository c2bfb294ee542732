import Diagnostics

/// What the last build of another process made of the chapters, in `output/.cache/last.pages`: a
/// chapter whose fingerprint is the same, and whose pages nobody touched, is not written again.
///
/// Notes are kept with the pages, so that whatever there is to say is said in every build; a chapter
/// with an error is not kept. The written pages are known by size and time of change.
struct KeptPages {
  private let path: String
  private let output: String
  private let formats: [BuildRequest.Format]

  init(output: String, _ request: BuildRequest) {
    self.output = output
    path = Files.join(Files.join(output, ".cache"), "last.pages")
    formats = BuildRequest.Format.allCases.filter(request.formats.contains)
  }

  /// The chapters of `book`, by their paths, whose pages still stand there as they were written in
  /// `surroundings`.
  func read(_ book: Manuscript, _ surroundings: String) -> [String: ChapterOutput] {
    guard let bytes = SealedFile.read(path) else { return [:] }
    var reader = ValueReader(bytes)
    guard reader.text() == surroundings, let count = reader.count(of: 1) else { return [:] }
    var found: [String: ChapterOutput] = [:]
    for _ in 0..<count {
      guard let path = reader.text(), let name = reader.text(), let state = reader.text(),
        var output = Self.output(&reader), let notes = reader.count(of: 1)
      else { return [:] }
      let file = book.index(ofPath: path).map { book.chapters[$0].document.file }
      for _ in 0..<notes {
        guard let note = reader.diagnostic() else { return [:] }
        if let file { output.findings.append(Finding(note, in: file)) }
      }
      if self.state(of: name) == state { found[path] = output }
    }
    return reader.isAtEnd ? found : [:]
  }

  /// Keeps what became of `chapters`, whose pages stand in their places by now.
  func write(
    _ chapters: [(chapter: Manuscript.Chapter, output: ChapterOutput)], _ surroundings: String
  ) {
    let kept = chapters.filter { chapter, output in
      output.fingerprint != nil && output.templateFindings.isEmpty
        && output.findings.allSatisfy {
          $0.diagnostic.severity == .note && $0.file.path == chapter.document.file.path
        }
    }
    var writer = ValueWriter()
    writer.add(surroundings)
    writer.add(kept.count)
    for (chapter, output) in kept {
      writer.add(chapter.path)
      writer.add(chapter.pageName)
      writer.add(state(of: chapter.pageName))
      Self.add(output, to: &writer)
      writer.add(output.findings.count)
      for finding in output.findings { writer.add(finding.diagnostic) }
    }
    SealedFile.write(writer.bytes, to: path)
  }

  /// Size and time of the pages of the chapter `name`.
  private func state(of name: String) -> String {
    formats.map { format in
      let page = Files.join(Files.join(output, format.rawValue), name + format.pageEnding)
      let state = Files.state(of: page)
      return state.map { "\($0.size) \($0.seconds) \($0.nanoseconds)" } ?? "nothing"
    }.joined(separator: ", ")
  }

  private static func add(_ output: ChapterOutput, to writer: inout ValueWriter) {
    writer.add(output.fingerprint ?? "")
    writer.add(output.runKey ?? "")
    for field in Tally.fields { writer.add(output.tally[keyPath: field]) }
    writer.add(output.assets.count)
    for asset in output.assets { writer.add(asset) }
    writer.add(output.sections.count)
    for section in output.sections {
      writer.add(section.id)
      writer.add(section.title)
      writer.add(section.text)
    }
  }

  private static func output(_ reader: inout ValueReader) -> ChapterOutput? {
    var output = ChapterOutput()
    guard let fingerprint = reader.text(), let runKey = reader.text() else { return nil }
    output.fingerprint = fingerprint
    output.runKey = runKey.isEmpty ? nil : runKey
    for field in Tally.fields {
      guard let count = reader.integer() else { return nil }
      output.tally[keyPath: field] = count
    }
    guard let assets = reader.count(of: 8) else { return nil }
    for _ in 0..<assets {
      guard let asset = reader.text() else { return nil }
      output.assets.append(asset)
    }
    guard let sections = reader.count(of: 24) else { return nil }
    for _ in 0..<sections {
      guard let id = reader.text(), let title = reader.text(), let text = reader.text() else {
        return nil
      }
      output.sections.append(.init(id: id, title: title, text: text))
    }
    output.isWritten = true
    return output
  }
}

extension BuildRequest.Format {
  /// How the names of its pages end.
  var pageEnding: String { self == .html ? ".html" : ".txt" }
}
