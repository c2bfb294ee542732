/// One tree of written pages, replaced as a whole.
///
/// The new tree is written beside the old one, and both exchange their names in one step when it is
/// complete, so that a reader, a build that fails and a build that is killed always find a whole
/// one. A folder that holds files which no build wrote is refused.
struct OutputFolder: Sendable {
  /// The name of the file that says that a build wrote the folder.
  static let marker = ".mathbook"

  /// The folder that the pages will have.
  let path: String
  private let staging: String
  private let retired: String

  /// A new tree for `path`.
  ///
  /// - Throws: `FileError` if `path` holds files of somebody else.
  init(replacing path: String) throws(FileError) {
    self.path = path
    // Names that only a build gives: what stands there was left by one that was killed.
    let folder = Files.parent(of: path)
    staging = Files.join(folder, ".mathbook-new-" + Files.name(of: path))
    retired = Files.join(folder, ".mathbook-old-" + Files.name(of: path))
    // Where two trees cannot exchange their names, a build may have been killed between two steps.
    if !Files.exists(path), Files.exists(retired) { try Files.move(retired, to: path) }
    if Files.exists(path) {
      let names = Files.isFolder(path) ? try Files.names(in: path) : [path]
      guard names.isEmpty || names.contains(Self.marker) else {
        throw FileError(
          path, "output.foreign", "'\(path)' holds files that no build wrote",
          hints: ["name another folder with --output, or empty this one"])
      }
    }
    try Files.remove(staging)
    try Files.remove(retired)
    try Files.makeFolder(staging)
    do {
      try write(Array("written by mathbook build\n".utf8), to: Self.marker)
    } catch {
      discard()
      throw error
    }
  }

  /// Adds the file `name`, which may have folders in it.
  func write(_ bytes: [UInt8], to name: String) throws(FileError) {
    let target = Files.join(staging, name)
    // Nobody reads the new tree before it is whole: no temporary names are needed.
    try Files.writePlainly(bytes, to: target)
  }

  /// Takes the file `name` over from the old tree; false if that has none.
  func reuse(_ name: String) -> Bool {
    let target = Files.join(staging, name)
    let folder = Files.parent(of: target)
    if !Files.exists(folder) { try? Files.makeFolder(folder) }
    return Files.link(Files.join(path, name), target)
  }

  /// Gives `trees` their names, one right after the other: all of them, or none if one cannot have
  /// it. What takes time, the removal of the old trees, comes last.
  static func commit(_ trees: [OutputFolder]) throws(FileError) {
    var done: [OutputFolder] = []
    do {
      for tree in trees {
        try tree.takeName()
        done.append(tree)
      }
    } catch {
      for tree in done.reversed() { tree.giveBack() }
      throw error
    }
    for tree in trees {
      try Files.remove(tree.staging)
      try Files.remove(tree.retired)
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
