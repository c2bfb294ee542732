import Book

/// What the command asks of git: the root of the repository, and the lines that changed.
enum Repository {
  /// Turns paths of the command line into those from the root of the repository.
  static var paths: RepositoryPaths {
    let current = Terminal.currentFolder
    guard let root = RepositoryPaths.root(above: current) else { return RepositoryPaths() }
    return RepositoryPaths(current: current, root: root)
  }

  /// The lines that differ from `revision` in the working tree, and the files that are new.
  static func changes(since revision: String) throws(UsageError) -> ChangedLines {
    guard !revision.hasPrefix("-") else {
      throw UsageError(message: "'--changed-since' needs a revision, not '\(revision)'")
    }
    let current = Terminal.currentFolder
    guard let root = RepositoryPaths.root(above: current) else {
      throw UsageError(
        message: "'--changed-since' needs a git repository, and '\(current)' lies in none")
    }
    let git = ["git", "-C", root, "-c", "core.quotePath=false"]
    let diff = Terminal.output(
      of: git + [
        "diff", "--no-color", "--no-ext-diff", "--unified=0", "--src-prefix=a/", "--dst-prefix=b/",
        revision, "--",
      ])
    guard let diff else {
      throw UsageError(
        message: "git cannot compare with '\(revision)'",
        hint: "is it a branch, tag or commit of this clone? In CI, fetch more than one commit")
    }
    let new = Terminal.output(of: git + ["ls-files", "--others", "--exclude-standard"]) ?? ""
    return ChangedLines(
      diff: diff, untracked: new.split(separator: "\n").map { String($0) }, in: paths)
  }
}
