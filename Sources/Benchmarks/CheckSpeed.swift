import Book
import Claims
import Diagnostics

/// What `check` costs: megabytes a second on one core, a tree of many files, and memory.
enum CheckSpeed {
  /// The rows: one file against the limit of 30 MB/s, then 10⁴ files against the same bytes in one.
  static func comparisons(_ isQuick: Bool) -> [Comparison] {
    let folder = Platform.temporaryPath("check")
    defer { try? Files.remove(folder) }
    let bytes = Main.sample(count: 20_000_000)
    let path = Files.join(folder, "one.md")
    try? Files.write(bytes, to: path)
    let one = median(of: isQuick ? 3 : 5) { check([path]) }
    let count = isQuick ? 1_000 : 10_000
    let size = bytes.count / count
    for index in 0..<count {
      let part = Array(bytes[(index * size)..<((index + 1) * size)])
      try? Files.write(part, to: Files.join(folder, "tree/\(index % 100)/\(index).md"))
    }
    let before = Platform.peakMemory()
    let many = median(of: 3) { check([Files.join(folder, "tree")]) }
    let grown = Double(Platform.peakMemory() - before) / 1_000_000
    let limit = Double(bytes.count) / 30_000_000
    return [
      Comparison(name: "check of one file, 20 MB", ours: one, peer: "30 MB/s", theirs: limit),
      Comparison(
        name: "check of \(count) files, 20 MB (+\(Int(grown)) MB)", ours: many, peer: "one file",
        theirs: one),
    ]
  }

  private static func check(_ paths: [String]) {
    var request = CheckRequest()
    request.paths = paths
    request.kind = .foreign
    _ = CheckRun(request)
  }
}
