import Diagnostics
import FoundationEssentials

/// What went wrong with a path: the machine's side of the command, exit code 2.
package struct FileError: Cause, Hashable {
  /// The path as the user or the book gave it.
  package let path: String
  /// The stable name of the rule, such as `file.missing`.
  package let rule: String
  /// What is the matter.
  package let message: String
  /// What to do.
  package let hints: [String]

  init(_ path: String, _ rule: String, _ message: String, hints: [String] = []) {
    self.path = path
    self.rule = rule
    self.message = message
    self.hints = hints
  }
}

/// The files of the machine: the only place of the project, beside the command, that touches them.
package enum Files {
  /// The content of the file at `path`.
  ///
  /// - Throws: `FileError` if it is missing, a folder, unreadable or larger than `limit` bytes.
  package static func read(_ path: String, limit: Int = Limits().fileBytes) throws(FileError)
    -> [UInt8]
  {
    if let bytes = plainBytes(at: path, limit: limit) { return bytes }
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw FileError(path, "file.missing", "there is no file '\(path)'")
    }
    guard !isDirectory else {
      throw FileError(path, "file.folder", "'\(path)' is a folder, not a file")
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    if let size = attributes?[.size] as? UInt64, size > UInt64(limit) {
      throw FileError(
        path, "file.size", "'\(path)' has \(size) bytes, more than the limit of \(limit)")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FileError(
        path, "file.unreadable", "'\(path)' cannot be read", hints: ["check its permissions"])
    }
    return [UInt8](data)
  }

  /// Whether there is something at `path`.
  package static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// Whether `path` is a folder.
  package static func isFolder(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
  }

  /// The names in the folder `path`, in byte order.
  package static func names(in path: String) throws(FileError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
    } catch {
      throw FileError(path, "file.unreadable", "the folder '\(path)' cannot be read")
    }
  }

  /// The paths of all files below `folder` for which `accepts(name)`, in byte order, without
  /// hidden folders and without pages that a build wrote. Links to folders are not followed: they lead
  /// out of `folder`, or to what is found anyway. A link to nothing is no file.
  package static func files(below folder: String, where accepts: (String) -> Bool)
    throws(FileError) -> [String]
  {
    var found: [String] = []
    var waiting = [folder]
    while let next = waiting.popLast() {
      var folders: [String] = []
      for name in try names(in: next) where !name.hasPrefix(".") {
        let path = join(next, name)
        if isFolder(path) {
          let isWritten = exists(join(path, OutputFolder.marker))
          if name != "node_modules", !isWritten, !isLink(path) { folders.append(path) }
        } else if accepts(name), exists(path) {
          found.append(path)
        }
      }
      waiting.append(contentsOf: folders.reversed())
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Writes `bytes` to `path` as a whole: a reader sees the old file or the new one.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    do {
      let folder = parent(of: path)
      if !folder.isEmpty, !exists(folder) { try makeFolder(folder) }
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw FileError(
        path, "file.unwritable", "'\(path)' cannot be written",
        hints: ["check the permissions of its folder and the space on the disk"])
    }
  }

  /// Writes a report to `path`; its folder is made, but not the one above that.
  package static func writeReport(_ bytes: [UInt8], to path: String) throws(FileError) {
    let above = parent(of: parent(of: path))
    guard above.isEmpty || isFolder(above) else {
      throw FileError(
        path, "file.unwritable", "'\(path)' cannot be written: there is no folder '\(above)'",
        hints: ["make the folder, or name another file"])
    }
    try write(bytes, to: path)
  }

  /// What a symbolic link at `path` leads to in the end.
  static func resolved(_ path: String) -> String {
    var path = path
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        break
      }
      path = next.hasPrefix("/") ? next : join(parent(of: path), next)
    }
    return path
  }

  /// Writes `bytes` to the file at `path`, which is to hold `old`; its permissions stay, and a link
  /// stays a link.
  ///
  /// - Throws: `FileError` if the file is read-only or holds something else by now.
  package static func replace(_ old: [UInt8], by bytes: [UInt8], at path: String)
    throws(FileError)
  {
    let target = resolved(path)
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    let mode = attributes?[.posixPermissions] as? UInt
    guard mode.map({ $0 & 0o222 != 0 }) ?? true,
      FileManager.default.isWritableFile(atPath: target)
    else {
      throw FileError(
        path, "file.read-only", "'\(path)' is read-only and stays as it is",
        hints: ["make it writable, or use --diff"])
    }
    guard try read(target) == old else {
      throw FileError(
        path, "file.changed", "'\(path)' changed while it was read", hints: ["run it again"])
    }
    try write(bytes, to: target)
    if let mode {
      try? FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: target)
    }
  }

  /// Writes `bytes` to `path` where nobody looks yet: a break in the middle leaves half a file.
  ///
  /// Unlike `write` it does not wait until the disk has them, a third of a millisecond for each file:
  /// pages can be made again.
  static func writePlainly(_ bytes: [UInt8], to path: String) throws(FileError) {
    let folder = parent(of: path)
    if !folder.isEmpty, !exists(folder) { try makeFolder(folder) }
    guard writeBytes(bytes, to: path) else {
      throw FileError(
        path, "file.unwritable", "'\(path)' cannot be written",
        hints: ["check the permissions of its folder and the space on the disk"])
    }
  }

  /// Writes `bytes` to `path`, by way of `spare` in the same folder, for whoever finds the old file or
  /// the new one; nobody waits for the disk, as with `writePlainly`.
  static func writeAtOnce(_ bytes: [UInt8], to path: String, via spare: String) throws(FileError) {
    try writePlainly(bytes, to: spare)
    guard replaceFile(path, with: spare) else {
      throw FileError(path, "file.unwritable", "'\(spare)' cannot become '\(path)'")
    }
  }

  /// Makes the folder `path` and those above it.
  package static func makeFolder(_ path: String) throws(FileError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      var above = parent(of: path)
      while !above.isEmpty, above != "/", !exists(above) { above = parent(of: above) }
      let isFile = !above.isEmpty && exists(above) && !isFolder(above)
      throw FileError(
        path, "file.unwritable",
        "the folder '\(path)' cannot be made" + (isFile ? ": '\(above)' is a file" : ""),
        hints: [
          isFile
            ? "name another folder, or move the file"
            : "check the permissions of the folder above it"
        ])
    }
  }

  /// Removes the file or folder at `path` if there is one.
  package static func remove(_ path: String) throws(FileError) {
    guard exists(path) else { return }
    if (try? FileManager.default.removeItem(atPath: path)) != nil { return }
    // What is left may be a folder of ours that somebody made read-only.
    makeWritable(path)
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw FileError(
        path, "file.unwritable", "'\(path)' cannot be removed",
        hints: ["remove it by hand, or check who owns it"])
    }
  }

  /// Lets the owner write the folder `path` and those in it.
  private static func makeWritable(_ path: String) {
    var waiting = [path]
    while let next = waiting.popLast() {
      guard isFolder(next), !isLink(next) else { continue }
      try? FileManager.default.setAttributes([.posixPermissions: UInt(0o755)], ofItemAtPath: next)
      waiting += (try? names(in: next))?.map { join(next, $0) } ?? []
    }
  }

  /// Removes the folder `path` if nothing is in it.
  static func removeIfEmpty(_ path: String) {
    if isFolder(path), (try? names(in: path))?.isEmpty == true { try? remove(path) }
  }

  /// Gives the file or folder at `source` the name `target`, which must be free.
  package static func move(_ source: String, to target: String) throws(FileError) {
    do {
      try FileManager.default.moveItem(atPath: source, toPath: target)
    } catch {
      throw FileError(source, "file.unwritable", "'\(source)' cannot become '\(target)'")
    }
  }

  /// One name for a file, however its path is written: absolute, without links and `..`.
  package static func identity(of path: String) -> String {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  /// `folder/name`, without a doubled or leading `./`.
  package static func join(_ folder: String, _ name: String) -> String {
    if folder.isEmpty || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The folder of `path`, empty for a plain name.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of `path`.
  package static func name(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }
}
