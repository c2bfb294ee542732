/// One tree of written pages, replaced as a whole.
///
/// The new tree is written beside the old one, and both exchange their names in one step when it is
/// complete, so that a reader, a build that fails and a build that is killed always find a whole
/// one. A folder that holds files which no build wrote is refused: they would be lost.
struct OutputFolder: Sendable {
  /// The name of the file that says that a build wrote the folder, and lists what it wrote.
  static let marker = ".mathbook"
  /// The first line of that file.
  private static let heading = "written by mathbook build"
  /// What file managers leave in every folder that somebody looks at.
  private static let leavings: Set<String> = [".DS_Store", "Thumbs.db", "desktop.ini"]
  /// How the files are called that get their names when they are whole.
  static let temporaryPrefix = ".dat.nosync"

  /// The folder that the pages will have.
  let path: String
  private let staging: String
  private let retired: String

  /// A new tree for `path`; a link there stays a link.
  ///
  /// - Throws: `FileError` if `path` holds files of somebody else.
  /// - Complexity: O(files that lie there).
  init(replacing path: String) throws(FileError) {
    let path = Files.isLink(path) && Files.exists(path) ? Files.resolved(path) : path
    self.path = path
    // Names that only a build gives: what stands there was left by one that was killed.
    let folder = Files.parent(of: path)
    staging = Files.join(folder, ".mathbook-new-" + Files.name(of: path))
    retired = Files.join(folder, ".mathbook-old-" + Files.name(of: path))
    // Where two trees cannot exchange their names, a build may have been killed between two steps.
    if !Files.exists(path), Files.exists(retired) { try Files.move(retired, to: path) }
    try refuseForeignFiles()
    try Files.remove(staging)
    try Files.remove(retired)
    try Files.makeFolder(staging)
  }

  /// Refuses a folder that holds what no build wrote.
  private func refuseForeignFiles() throws(FileError) {
    guard Files.exists(path) else { return }
    let names = Files.isFolder(path) ? try Files.names(in: path) : [path]
    guard names.isEmpty || names.contains(Self.marker) else {
      throw FileError(
        path, "output.foreign", "'\(path)' holds files that no build wrote",
        hints: ["name another folder with --output, or empty this one"])
    }
    guard let written = writtenNames() else { return }
    for name in try Self.files(below: path) where !written.contains(name) {
      throw FileError(
        path, "output.foreign", "'\(Files.join(path, name))' was not written by a build",
        hints: [
          "each build replaces the folder as a whole: move the file away; a chapter that links to a"
            + " file beside it publishes that"
        ])
    }
  }

  /// The names of what the last build wrote; nil if it left no list.
  private func writtenNames() -> Set<String>? {
    guard let bytes = try? Files.read(Files.join(path, Self.marker)) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.count > 1 else { return nil }
    // While a book is watched its pages are told of new ones by a file that comes later.
    return Set(lines.dropFirst().map(String.init)).union([Self.marker, BookWatch.stampName])
  }

  /// The files below `folder` and its empty folders, hidden ones too, as paths inside it.
  private static func files(below folder: String) throws(FileError) -> [String] {
    var found: [String] = []
    var waiting = [""]
    while let next = waiting.popLast() {
      let names = try Files.names(in: next.isEmpty ? folder : Files.join(folder, next))
      if names.isEmpty, !next.isEmpty { found.append(next) }
      for name in names where !leavings.contains(name) && !name.hasPrefix(temporaryPrefix) {
        let path = next.isEmpty ? name : Files.join(next, name)
        let full = Files.join(folder, path)
        if Files.isFolder(full), !Files.isLink(full) {
          waiting.append(path)
        } else {
          found.append(path)
        }
      }
    }
    return found
  }

  /// Says in the new tree that it is one, and what belongs to it.
  private func leaveMarker() throws(FileError) {
    let names = try Self.files(below: staging).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    let lines = [Self.heading] + names
    try write(Array((lines.joined(separator: "\n") + "\n").utf8), to: Self.marker)
  }

  /// Adds the file `name`, which may have folders in it.
  func write(_ bytes: [UInt8], to name: String) throws(FileError) {
    let target = Files.join(staging, name)
    // Nobody reads the new tree before it is whole: no temporary names are needed.
    try Files.writePlainly(bytes, to: target)
  }

  /// Whether the new tree has the file `name` by now.
  func holds(_ name: String) -> Bool { Files.exists(Files.join(staging, name)) }

  /// Takes the file `name` over from the old tree; false if that has none.
  func reuse(_ name: String) -> Bool {
    let target = Files.join(staging, name)
    let folder = Files.parent(of: target)
    if !Files.exists(folder) { try? Files.makeFolder(folder) }
    return Files.link(Files.join(path, name), target)
  }

  /// Gives `trees` their names, one right after the other: all of them, or none if one cannot have
  /// it. What takes time, the removal of the old trees (`removeOld`), may come later.
  static func commit(_ trees: [OutputFolder]) throws(FileError) {
    var done: [OutputFolder] = []
    do {
      for tree in trees { try tree.leaveMarker() }
      for tree in trees {
        try tree.takeName()
        done.append(tree)
      }
    } catch {
      for tree in done.reversed() { tree.giveBack() }
      throw error
    }
  }

  /// Removes what had the names of `trees` before.
  static func removeOld(_ trees: [OutputFolder]) -> Result<Void, FileError> {
    do throws(FileError) {
      for tree in trees {
        try Files.remove(tree.staging)
        try Files.remove(tree.retired)
      }
      return .success(())
    } catch {
      return .failure(error)
    }
  }

  /// Gives the new tree its name; the old one is then called `staging` or `retired`.
  private func takeName() throws(FileError) {
    guard Files.exists(path) else { return try Files.move(staging, to: path) }
    if Files.exchange(staging, path) { return }
    try Files.move(path, to: retired)
    do {
      try Files.move(staging, to: path)
    } catch {
      try Files.move(retired, to: path)
      throw error
    }
  }

  /// Takes the name back for the old tree.
  private func giveBack() {
    if Files.exists(staging) {
      _ = Files.exchange(staging, path)
    } else {
      try? Files.move(path, to: staging)
      if Files.exists(retired) { try? Files.move(retired, to: path) }
    }
  }

  /// Removes what was written so far.
  func discard() { try? Files.remove(staging) }
}
