import Diagnostics

/// Sees what changes in a book, and tells open pages about it: for `build --watch`.
package struct BookWatch: Sendable {
  /// The name of the script that tells open pages of new ones.
  static let stampName = "stamp.js"

  private let root: BookRoot
  private let output: String
  private var states: [String: Files.State] = [:]
  private var stamp = 0
  /// Whether the last look found a file empty that had held something: many programs empty a file
  /// before they write it.
  package private(set) var isEmptied = false

  /// A watch over the book at `root`, whose pages lie in `output/html`.
  package init(_ root: BookRoot, output: String?) {
    self.root = root
    self.output = output ?? Files.join(root.folder, "output")
    _ = hasChanged()
  }

  /// Whether a file of the book is new, gone or different since the last call.
  ///
  /// - Complexity: one look at every file of the book.
  package mutating func hasChanged() -> Bool {
    var found: [String: Files.State] = [:]
    var waiting = [root.chapters, Files.join(root.folder, "templates")]
    while let folder = waiting.popLast() {
      guard let names = try? Files.names(in: folder) else { continue }
      for name in names where !name.hasPrefix(".") && !name.hasSuffix("~") {
        let path = Files.join(folder, name)
        guard let state = Files.state(of: path) else { continue }
        if !state.isFolder {
          found[path] = state
        } else if !Files.exists(Files.join(path, OutputFolder.marker)), path != output {
          waiting.append(path)
        }
      }
    }
    defer { states = found }
    if found != states {
      isEmptied = found.contains { path, state in
        state.size == 0 && (states[path]?.size ?? 0) > 0
      }
    }
    return found != states
  }

  /// Tells open pages of a build: they reload if it wrote new ones, else they show `problems`.
  package mutating func announce(_ run: BuildRun, problems: String) throws(FileError) {
    if !run.folders.isEmpty { stamp += 1 }
    let html = Files.join(output, "html")
    guard Files.exists(Files.join(html, OutputFolder.marker)) else { return }
    // Another watch over the same book has other stamps, so that its pages reload once.
    let text =
      "mathbookStamp(\(JSONText.quoted("\(session)-\(stamp)")), \(JSONText.quoted(problems)))\n"
    try Files.writeAtOnce(
      Array(text.utf8), to: Files.join(html, Self.stampName),
      via: Files.join(html, OutputFolder.temporaryPrefix + Self.stampName))
  }

  /// What tells this watch from others.
  private var session: String {
    var digest = Digest()
    for path in states.keys.sorted() { digest.add("\(path) \(states[path]?.nanoseconds ?? 0)") }
    return sessionStart ?? String(digest.text.prefix(8))
  }

  private var sessionStart: String?

  /// Fixes what tells this watch from others: called once, before the first build.
  package mutating func begin() {
    sessionStart = nil
    sessionStart = session
  }
}
