import Diagnostics

/// What the last build was made of and what it wrote: a build of the very same has nothing to do.
///
/// Files of text are compared by their bytes, others (pictures, data) and the written pages by size
/// and times. The stamp holds what that build had to say, which is said again; a build with
/// an error leaves none, nor does one that is strict, or that keeps no cache.
struct BuildStamp {
  /// What stands there.
  struct Standing {
    /// The number of chapters.
    let chapters: Int
    /// The closing lines.
    let lines: String
    /// What there was to say.
    let notes: [Finding]
  }

  private let path: String
  private let output: String
  private let formats: [BuildRequest.Format]
  private let inputs: String
  /// The files of text that were read, by their paths.
  let texts: [String: ReadText]

  /// The stamp of a build of the book at `root`, or nil if `request` asks for a full one.
  init?(_ root: BookRoot, _ request: BuildRequest, output: String) {
    guard !request.engine.isEmpty, request.usesCache, !request.isStrict, !request.isWatched,
      !request.isSingleFile, !request.keepsGoing
    else { return nil }
    self.output = output
    path = Files.join(Files.join(output, ".cache"), "last.build")
    formats = BuildRequest.Format.allCases.filter(request.formats.contains)
    var digest = Digest()
    digest.add(request.engine)
    digest.add("\(request.isDraft) \(formats.map(\.rawValue)) \(request.chartCharacters)")
    // A book without a title has the name of its folder.
    digest.add(Files.name(of: Files.identity(of: root.folder)))
    var texts: [String: ReadText] = [:]
    let folders = [root.chapters, Files.join(root.folder, "templates")]
    for folder in folders where Files.isFolder(folder) {
      guard let names = try? Files.files(below: folder, where: { _ in true }) else { return nil }
      let states = concurrentMap(names) { name -> (words: String, text: ReadText?)? in
        guard BookRoot.isMarkdown(name) || name.hasSuffix(".bib") || folder != root.chapters else {
          return (Self.words(Files.state(of: name), changed: true), nil)
        }
        guard let bytes = try? Files.read(name) else { return nil }
        let words = Digest.text(of: bytes)
        return (words, ReadText(bytes: bytes, digest: words))
      }
      for (name, state) in zip(names, states) {
        guard let state else { return nil }
        digest.add(name)
        digest.add(state.words)
        texts[name] = state.text
      }
    }
    inputs = digest.text
    self.texts = texts
  }

  /// The build that stands there, if it was made of the same and nobody touched what it wrote.
  func standing() -> Standing? {
    guard let bytes = SealedFile.read(path) else { return nil }
    var reader = ValueReader(bytes)
    guard reader.text() == inputs, reader.text() == written(), let chapters = reader.integer(),
      let lines = reader.text(), let count = reader.count(of: 1)
    else { return nil }
    var files: [String: SourceFile] = [:]
    var notes: [Finding] = []
    for _ in 0..<count {
      guard let path = reader.text(), let note = reader.diagnostic(),
        let file = files[path] ?? (try? Files.read(path)).map({ SourceFile(path: path, bytes: $0) })
      else { return nil }
      files[path] = file
      notes.append(Finding(note, in: file))
    }
    return reader.isAtEnd ? Standing(chapters: chapters, lines: lines, notes: notes) : nil
  }

  /// Says that the build which just ended stands there.
  func leave(_ standing: Standing) {
    var writer = ValueWriter()
    writer.add(inputs)
    writer.add(written())
    writer.add(standing.chapters)
    writer.add(standing.lines)
    writer.add(standing.notes.count)
    for note in standing.notes {
      writer.add(note.file.path)
      writer.add(note.diagnostic)
    }
    SealedFile.write(writer.bytes, to: path)
  }

  /// Takes the stamp away.
  func clear() { try? Files.remove(path) }

  /// A fingerprint of the written trees.
  private func written() -> String {
    var digest = Digest()
    for format in formats {
      let tree = Files.join(output, format.rawValue)
      digest.add(Self.words(Files.state(of: Files.join(tree, OutputFolder.marker))))
      for name in (try? Files.files(below: tree, where: { _ in true })) ?? [] {
        digest.add(name)
        digest.add(Self.words(Files.state(of: name)))
      }
    }
    return digest.text
  }

  /// Size and time; of inputs also when the system saw them change, which nobody can set back. Of
  /// pages that is no part, because a link to them changes it.
  private static func words(_ state: Files.State?, changed: Bool = false) -> String {
    guard let state else { return "nothing" }
    let words = "\(state.size) \(state.seconds) \(state.nanoseconds)"
    return changed ? words + " \(state.changeSeconds) \(state.changeNanoseconds)" : words
  }
}
