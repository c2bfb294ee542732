import Book
import Diagnostics

/// What a command that converts one document reads.
enum Input {
  /// The file at `path`, or standard input for a dash; nil, with a message, if it cannot be read.
  static func file(_ path: String) -> SourceFile? {
    let limit = Limits().fileBytes
    guard path == "-" else {
      do {
        return SourceFile(path: path, bytes: try Files.read(path, limit: limit))
      } catch {
        Terminal.note("mathbook: error: \(error.message)\n")
        for hint in error.hints { Terminal.note("      hint: \(hint)\n") }
        return nil
      }
    }
    let bytes = Terminal.input(limit: limit)
    guard bytes.count <= limit else {
      Terminal.note("mathbook: error: standard input has more than the limit of \(limit) bytes\n")
      return nil
    }
    return SourceFile(path: "standard input", bytes: bytes)
  }
}
