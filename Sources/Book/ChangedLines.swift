import Diagnostics

/// The lines of a working tree that a change touches, read from the output of `git diff`.
package struct ChangedLines: Sendable {
  private let repository: RepositoryPaths
  /// The lines of each file, by its path from the root of the repository; nil for all lines.
  private var lines: [String: [ClosedRange<Int>]?] = [:]
  /// The lines after which others were taken away, and nothing put in their place.
  private var cuts: [String: [Int]] = [:]
  /// The files from which a cell or a given was taken.
  private var poorer: Set<String> = []

  /// Reads `diff`, written with no lines of context, and the paths of `untracked` files, which are
  /// new as a whole. `repository` knows where the paths of the command line lie.
  package init(diff: String, untracked: [String], in repository: RepositoryPaths) {
    self.repository = repository
    var path: String?
    var isHeader = false
    // Lines of a CRLF file end with CR in a diff; `\r\n` is one Character, so look at scalars.
    for line in diff.unicodeScalars.split(separator: "\n").map({ String($0) }) {
      if line.hasPrefix("diff --git ") {
        isHeader = true
        path = nil
      } else if isHeader, line.hasPrefix("--- ") || line.hasPrefix("+++ ") {
        // A file that is gone has a name on the first line alone.
        path = Self.path(String(line.dropFirst(4))) ?? path
        if line.hasPrefix("+") { isHeader = false }
      } else if let path, !isHeader {
        read(line, of: path)
      }
    }
    for path in untracked where !path.isEmpty { lines[Self.unquoted(path)] = .some(nil) }
  }

  /// Reads a line that follows the names of a file.
  private mutating func read(_ line: String, of path: String) {
    if line.hasPrefix("@@ "), let (start, count) = Self.range(line) {
      if lines[path] == nil { lines[path] = [] }
      if count > 0 {
        lines[path]??.append(start...(start + count - 1))
      } else {
        cuts[path, default: []].append(start)
      }
    } else if line.hasPrefix("-"),
      ["swift-math", "swift math", "<!-- let "].contains(where: line.contains)
    {
      poorer.insert(path)
    }
  }

  /// Whether a data file is touched, so that what reads it may be wrong.
  var hasData: Bool { lines.keys.contains(where: DataFolder.isData) }

  /// Whether a data file below `folder` is touched.
  func touchesData(below folder: String) -> Bool {
    let start = repository.path(of: folder) + "/"
    return lines.keys.contains {
      DataFolder.isData($0) && (folder == "." || $0.hasPrefix(start))
    }
  }

  /// Whether a cell or a given was taken from the file at `path`.
  func impoverishes(_ path: String) -> Bool { poorer.contains(repository.path(of: path)) }

  /// Whether a line of the block at `range` of `file` is touched, or one was taken from it.
  func touchesBlock(_ file: SourceFile, _ range: SourceRange) -> Bool {
    let first = file.lineIndex(at: range.start) + 1
    let last = file.lineIndex(at: range.end) + 1
    let cuts = cuts[repository.path(of: file.path)] ?? []
    return touches(file, range) || cuts.contains { first - 1 <= $0 && $0 < last }
  }

  /// Whether any line of the file at `path` is touched.
  func touches(_ path: String) -> Bool { lines[repository.path(of: path)] != nil }

  /// Whether one of the lines `range` of the file at `path` is touched.
  func touches(_ path: String, _ range: ClosedRange<Int>) -> Bool {
    guard let known = lines[repository.path(of: path)] else { return false }
    return known?.contains { $0.overlaps(range) } ?? true
  }

  /// Whether a line on which `range` of `file` stands is touched.
  func touches(_ file: SourceFile, _ range: SourceRange) -> Bool {
    let first = file.lineIndex(at: range.start) + 1
    return touches(file.path, first...max(first, file.lineIndex(at: range.end) + 1))
  }

  /// Where the new lines of `@@ -a,b +c,d @@` begin, and how many they are.
  private static func range(_ line: String) -> (start: Int, count: Int)? {
    guard let plus = line.firstIndex(of: "+") else { return nil }
    let numbers = line[line.index(after: plus)...].prefix { $0.isNumber || $0 == "," }
      .split(separator: ",")
    guard let first = numbers.first.flatMap({ Int($0) }) else { return nil }
    return (first, numbers.count > 1 ? Int(numbers[1]) ?? 1 : 1)
  }

  /// The path of a `---` or `+++` line, without `a/` or `b/`; nil for a file that is not there.
  private static func path(_ text: String) -> String? {
    let text = unquoted(text.hasSuffix("\t") ? String(text.dropLast()) : text)
    return text.hasPrefix("a/") || text.hasPrefix("b/") ? String(text.dropFirst(2)) : nil
  }

  /// git quotes names with special characters as C does.
  private static func unquoted(_ text: String) -> String {
    guard text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8.dropFirst().dropLast())[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case 0x30...0x37 where rest.count >= 2:
        let digits = [next, rest.removeFirst(), rest.removeFirst()].map { Int($0) & 7 }
        bytes.append(UInt8(truncatingIfNeeded: digits[0] << 6 | digits[1] << 3 | digits[2]))
      default: bytes.append(next)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
