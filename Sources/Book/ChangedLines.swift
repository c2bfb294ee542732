import Diagnostics

/// The lines of a working tree that a change touches, read from the output of `git diff`.
package struct ChangedLines: Sendable {
  private let repository: RepositoryPaths
  /// The lines of each file, by its path from the root of the repository; nil for all lines.
  private var lines: [String: [ClosedRange<Int>]?] = [:]

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
      } else if isHeader, line.hasPrefix("+++ ") {
        path = Self.path(String(line.dropFirst(4)))
        isHeader = false
      } else if !line.hasPrefix("+"), line.hasPrefix("@@ "), let path,
        let range = Self.range(line)
      {
        lines[path, default: []]?.append(range)
      }
    }
    for path in untracked where !path.isEmpty { lines[Self.unquoted(path)] = .some(nil) }
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

  /// The new lines of `@@ -a,b +c,d @@`; none where lines were only taken away.
  private static func range(_ line: String) -> ClosedRange<Int>? {
    guard let plus = line.firstIndex(of: "+") else { return nil }
    let numbers = line[line.index(after: plus)...].prefix { $0.isNumber || $0 == "," }
      .split(separator: ",")
    guard let first = numbers.first.flatMap({ Int($0) }) else { return nil }
    let count = numbers.count > 1 ? Int(numbers[1]) ?? 1 : 1
    return count > 0 ? first...(first + count - 1) : nil
  }

  /// The path of a `+++` line, without `b/`; nil for a file that is gone.
  private static func path(_ text: String) -> String? {
    let text = unquoted(text.hasSuffix("\t") ? String(text.dropLast()) : text)
    return text.hasPrefix("b/") ? String(text.dropFirst(2)) : nil
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
