import Diagnostics
import Templates

/// The templates of a build: those of the binary, each replaceable by a file of the book.
struct TemplateSet: Sendable {
  private var files: [String: SourceFile] = [:]

  /// The built-in templates, with those found in `folder` in their place.
  init(overriddenIn folder: String) throws(FileError) {
    for (name, text) in Templates.files {
      files[name] = SourceFile(path: "built-in " + name, text: text)
      let own = Files.join(folder, name)
      if Files.exists(own) { files[name] = SourceFile(path: own, bytes: try Files.read(own)) }
    }
    // A book's own partials: any other template in the folder.
    guard Files.isFolder(folder) else { return }
    for name in try Files.names(in: folder) where files[name] == nil {
      guard name.hasSuffix(".html") || name.hasSuffix(".txt"), !name.hasPrefix(".") else {
        continue
      }
      let own = Files.join(folder, name)
      files[name] = SourceFile(path: own, bytes: try Files.read(own))
    }
  }

  /// A fingerprint of all templates.
  var digest: String {
    var digest = Digest()
    for name in files.keys.sorted() {
      digest.add(name)
      digest.add(files[name]?.bytes ?? [])
    }
    return digest.text
  }

  /// The file called `name`.
  subscript(name: String) -> SourceFile? { files[name] }

  /// The set of all Mustache templates, or what is wrong with one of them.
  func mustache() -> Result<MustacheSet, Finding> {
    var set = MustacheSet()
    for name in files.keys.sorted() {
      guard let file = files[name], name.hasSuffix(".html") || name.hasSuffix(".txt") else {
        continue
      }
      // `page.html` is the template `page`, as partials name it; `page.txt` keeps its ending.
      let key = name.hasSuffix(".html") ? String(name.dropLast(5)) : name
      guard String(validating: file.bytes, as: UTF8.self) != nil else {
        return .failure(
          Finding(
            Diagnostic(
              .error, "template.encoding", at: .at(0), "'\(file.path)' is not UTF-8",
              hints: ["save the file with that encoding"]), in: file))
      }
      do throws(Diagnostic) {
        try set.add(key, file)
      } catch {
        return .failure(Finding(error, in: file))
      }
    }
    for ending in [".html", ".txt"] {
      if let finding = emptiness(ending) { return .failure(finding) }
    }
    return .success(set)
  }

  /// What is wrong where the page's template and its partials show no content: every page would be
  /// the same.
  private func emptiness(_ ending: String) -> Finding? {
    let name = Array("content".utf8)
    let shows = files.contains { path, file in
      path.hasSuffix(ending)
        && file.bytes.indices.contains { place in
          let rest = file.bytes[place...]
          return rest.starts(with: name)
            && rest.dropFirst(name.count).drop { $0 == 0x20 }.starts(with: "}}".utf8)
        }
    }
    guard !shows, let page = files["page" + ending] else { return nil }
    return Finding(
      Diagnostic(
        .error, "template.content", at: .at(0), "no page would show its chapter",
        hints: ["put {{{content}}} where the chapter goes"]), in: page)
  }
}

extension Finding: Error {}
