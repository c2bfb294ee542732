import Claims
import Diagnostics

/// Where a book lies: the folder that holds `chapters/`, or a plain folder of Markdown.
package struct BookRoot: Hashable, Sendable {
  /// The folder that holds `chapters/`, `templates/` and `output/`.
  package let folder: String
  /// The folder of the chapters: `folder/chapters`, or `folder` itself for a plain folder.
  package let chapters: String

  /// The nearest root upward from `path`, which may be a folder or a file; nil if the folder of
  /// `path` neither lies in a book nor holds Markdown.
  package init?(containing path: String) {
    var folder = Files.isFolder(path) ? path : Files.parent(of: path)
    if folder.isEmpty { folder = "." }
    let start = folder
    for _ in 0..<64 {
      if Files.isFolder(Files.join(folder, "chapters")) {
        self.init(folder: folder, chapters: Files.join(folder, "chapters"))
        return
      }
      guard let above = Self.parent(of: folder) else { break }
      folder = above
    }
    guard let names = try? Files.names(in: start), names.contains(where: Self.isMarkdown) else {
      return nil
    }
    self.init(folder: start, chapters: start)
  }

  /// A root whose parts are known.
  package init(folder: String, chapters: String) {
    self.folder = folder
    self.chapters = chapters
  }

  /// Whether the root is a plain folder of Markdown, without `chapters/`.
  package var isPlain: Bool { folder == chapters }

  /// Whether the files are chapters: a plain folder is a book if it has a table of contents, or if one
  /// of its files is written for mathbook.
  var isBook: Bool {
    if !isPlain || Files.exists(Files.join(chapters, "SUMMARY.md")) { return true }
    let paths = (try? Files.files(below: chapters, where: Self.isMarkdown)) ?? []
    return paths.contains { path in
      guard let bytes = try? Files.read(path) else { return false }
      return Document(SourceFile(path: path, bytes: bytes)).kind == .chapter
    }
  }

  /// Why nothing of the book is built for `path`, which its folder holds; nil if `path` is the book, its
  /// chapters, one of them or its table of contents.
  package func problem(with path: String) -> FileError? {
    let (place, home) = (Files.identity(of: path), Files.identity(of: chapters))
    if place == home || place == Files.identity(of: folder) { return nil }
    guard place.hasPrefix(home + "/") else {
      return FileError(
        path, "chapter.unlisted", "'\(path)' is no part of the book in '\(folder)'",
        hints: ["its chapters lie in '\(chapters)'; build it with 'mathbook build \(folder)'"])
    }
    let summaryPath = Files.join(chapters, "SUMMARY.md")
    let name = String(place.dropFirst(home.count + 1))
    guard !Files.isFolder(path), name != "SUMMARY.md", let bytes = try? Files.read(summaryPath)
    else { return nil }
    let summary = Summary(
      Document(SourceFile(path: summaryPath, bytes: bytes), kind: .foreign).markdown)
    guard !summary.entries.contains(where: { References.normalized($0.path) == name }) else {
      return nil
    }
    return FileError(
      path, "chapter.unlisted", "'\(path)' is no chapter of the book",
      hints: ["list it in '\(summaryPath)', or build it by itself in a folder of its own"])
  }

  /// Whether `name` ends like a Markdown file.
  package static func isMarkdown(_ name: String) -> Bool {
    let lower = name.lowercased()
    return [".md", ".markdown"].contains { lower.hasSuffix($0) }
  }

  /// Whether `name` ends like a document that `check` reads.
  package static func isDocument(_ name: String) -> Bool {
    let lower = name.lowercased()
    return isMarkdown(name) || lower.hasSuffix(".qmd") || lower.hasSuffix(".txt")
  }

  /// The folder above `folder`, stopping at a repository's own root.
  private static func parent(of folder: String) -> String? {
    if Files.exists(Files.join(folder, ".git")) || folder == "/" { return nil }
    if folder == "." { return ".." }
    if Files.name(of: folder) == ".." { return folder + "/.." }
    let above = Files.parent(of: folder)
    return above.isEmpty ? "." : above
  }
}
