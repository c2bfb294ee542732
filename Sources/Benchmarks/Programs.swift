import Book
import Diagnostics
import Library
import Script

/// `Benchmarks programs DIR [SEED] [COUNT]`: writes random chapters for `.ci/eject`.
enum Programs {
  /// Writes `count` chapters that pass the checker and run; says how many did not.
  static func write(to folder: String, seed: UInt64, count: Int) -> Bool {
    var written = 0
    var refused = 0
    var next = seed
    while written < count, refused < 4 * count + 10 {
      var program = RandomProgram(seed: next)
      let text = program.chapter(named: "Program \(next)")
      let path = Files.join(folder, "program-\(next).md")
      next += 1
      guard (try? Files.write(Array(text.utf8), to: path)) != nil else { return false }
      var request = CheckRequest()
      request.paths = [path]
      let report = CheckRun(request).report
      guard report.hasErrors else {
        written += 1
        continue
      }
      refused += 1
      if CommandLine.arguments.contains("--show") { print(report.written(as: .text)) }
      try? Files.remove(path)
    }
    print("programs: seeds \(seed) to \(next - 1), \(written) written, \(refused) refused")
    return written == count
  }
}
