/// Makes the paths that a user gave into paths from the root of the repository.
///
/// Annotations and SARIF are read by services that know the repository and not the folder in which
/// the command ran. A path outside of the repository stays as it is.
package struct RepositoryPaths: Sendable {
  private let root: String
  private let current: String

  /// Paths that stay as given.
  package init() { self.init(current: "", root: "") }

  /// Paths given in the folder `current`, both absolute.
  package init(current: String, root: String) {
    self.current = current
    self.root = root
  }

  /// The root of the repository that holds the folder `current`, or nil.
  package static func root(above current: String) -> String? {
    var folder = current
    while true {
      if Files.exists(Files.join(folder, ".git")) { return folder }
      if folder == "/" || folder.isEmpty { return nil }
      folder = Files.parent(of: folder)
    }
  }

  /// `path` from the root, with `/` between its parts.
  package func path(of path: String) -> String {
    guard !root.isEmpty, !path.isEmpty, path != "standard input" else { return path }
    let whole = Self.normalized(path.hasPrefix("/") ? path : current + "/" + path)
    let start = root.hasSuffix("/") ? root : root + "/"
    return whole.hasPrefix(start) ? String(whole.dropFirst(start.count)) : path
  }

  /// An absolute path without `.`, `..` and doubled slashes.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
