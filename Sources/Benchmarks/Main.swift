import Book
import Diagnostics
import Library
import Numerics
import Script

/// Prints what the parts cost, each beside a peer in the same run: `Benchmarks [--quick]`;
/// `Benchmarks languages [--quick]` compares programs of swift-math with other languages,
/// `Benchmarks mutation [BOOK]` alters every checked number of a book, and
/// `Benchmarks accuracy --data DIR` says how near results come to outside data.
///
/// Times are medians of several runs; on a shared machine the ratios are what to read.
@main
struct Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "accuracy" { Platform.exit(accuracy(Array(arguments.dropFirst()))) }
    let isQuick = CommandLine.arguments.contains("--quick")
    if CommandLine.arguments.dropFirst().first == "mutation" {
      let path = CommandLine.arguments.dropFirst(2).first ?? "."
      Platform.exit(Mutation.run(path) ? 0 : 1)
    }
    if Self.part(CommandLine.arguments, isQuick) { return }
    print(pad("what", 44) + pad("ours", 12) + "peer")
    for comparison in [book(), loop()] + CheckSpeed.comparisons(isQuick) {
      print(comparison.line)
    }
    MarkdownBenchmarks.run(isQuick: isQuick)
    TeXBenchmarks.run(isQuick: isQuick)
    NumericBenchmarks.run(isQuick: isQuick)
    BookBenchmarks.run(isQuick: isQuick)
    LearningBenchmarks.run(isQuick: isQuick)
    ChartBenchmarks.run()
  }

  /// Runs one part alone, `Benchmarks markdown`, `tex`, `check`, `languages`, `numerics` or
  /// `claims --data DIR`; false if none was named.
  static func part(_ words: [String], _ isQuick: Bool) -> Bool {
    switch words.dropFirst().first {
    case "languages": Languages.run(runs: isQuick ? 3 : 7)
    case "book": BookBenchmarks.run(isQuick: isQuick)
    case "markdown": MarkdownBenchmarks.run(isQuick: isQuick)
    case "learning": LearningBenchmarks.run(isQuick: isQuick)
    case "tex": TeXBenchmarks.run(isQuick: isQuick)
    case "check": for row in CheckSpeed.comparisons(isQuick) { print(row.line) }
    case "claims": ClaimsTable.run(words)
    case "numerics": NumericBenchmarks.run(isQuick: isQuick)
    case "numerics-ours":
      NumericTasks.printTimes(cores: words.contains("1") ? 1 : 2, isQuick: isQuick)
    case "charts": ChartBenchmarks.run()
    case "peak", "peak-idle":
      MarkdownBenchmarks.printPeak(of: words[words.count - 1], converts: words[1] == "peak")
    case "programs" where words.count > 2:
      let numbers = words.dropFirst(3).compactMap { UInt64($0) }
      let isWhole = Programs.write(
        to: words[2], seed: numbers.first ?? 1, count: Int(numbers.dropFirst().first ?? 20))
      Platform.exit(isWhole ? 0 : 1)
    default: return false
    }
    return true
  }

  /// The exit code of `accuracy`.
  static func accuracy(_ arguments: [String]) -> Int32 {
    guard let accuracy = Accuracy(arguments) else {
      print(Accuracy.usage)
      return 2
    }
    return accuracy.run()
  }

  /// The book in the current folder, cold: everything, cells included.
  static func book() -> Comparison {
    let time = median(of: 3) {
      guard let root = BookRoot(containing: ".") else { return }
      var request = BuildRequest()
      request.output = Platform.temporaryPath("book")
      _ = BuildRun(root, request)
    }
    try? Files.remove(Platform.temporaryPath("book"))
    return Comparison(name: "build of the book, cold", ours: time, peer: "limit", theirs: 10)
  }

  /// Ordinary text with all common constructs, repeated with changes so that nothing is cached.
  static func sample(count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while bytes.count < count {
      index += 1
      bytes += Array(
        """
        ## Section \(index)

        The *dot product* of two vectors, `dot(a, b)`, is a **number**. It is written with a
        [dot](https://example.org/\(index) "a title") and grows with the lengths of both &amp; their
        agreement. Line \(index) ends here.

        - first item of list \(index)
        - second item, with `code` and a <https://example.org/auto>
          and a second line

        > A quotation that runs
        > over two lines.

        ```swift
        let x = \(index) * 2
        print(x)
        ```

        1. one
        2. two

        ![picture](image-\(index).png) closes the section.


        """.utf8)
    }
    return bytes
  }

  /// 10⁷ turns of a loop with four operations each, against CPython.
  static func loop() -> Comparison {
    let source = """
      var s = 0.0
      var x = 1.0
      for i in 0..<10000000 {
        x = x * 0.999999 + 0.000001
        s += x * 0.5
      }
      s
      """
    let piece = ScriptPiece(
      id: 0, role: .cell(isIsolated: false, expectsError: false), text: MappedText(source))
    let time = median(of: 3) {
      let program = ChapterProgram(
        pieces: [piece], library: StandardLibrary.table, limits: Limits())
      _ = program.run(seed: 0)
    }
    let python = """
      import time
      def f():
          s = 0.0
          x = 1.0
          for i in range(10000000):
              x = x * 0.999999 + 0.000001
              s += x * 0.5
          return s
      t = time.perf_counter(); f(); print(time.perf_counter() - t)
      """
    let theirs = Platform.output(of: "python3 -c '\(python)'")
      .flatMap { Double($0.filter { !$0.isWhitespace }) }
    return Comparison(
      name: "scalar loop, 10⁷ turns of 4 operations", ours: time, peer: "CPython", theirs: theirs)
  }
}
