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
      do throws(Diagnostic) {
        try set.add(key, file)
      } catch {
        return .failure(Finding(error, in: file))
      }
    }
    return .success(set)
  }
}

extension Finding: Error {}
