import Book
import Diagnostics
import Markdown

/// Markdown to HTML beside cmark, cmark-gfm and md4c, in this process and on this thread.
///
/// Every side gets the same bytes and gives the whole HTML; ours keeps the range of every node.
enum MarkdownBenchmarks {
  /// Prints a line for the mixed document, one for each construct, and the peak of memory.
  static func run(isQuick: Bool) {
    let mixed = Main.sample(count: 10_000_000)
    print(pad("Markdown → HTML", 28) + header)
    report("mixed, 10 MB", mixed, isGFM: false, rounds: isQuick ? 3 : 5)
    report("mixed, 10 MB, as GFM", mixed, isGFM: true, rounds: isQuick ? 3 : 5)
    report("one line, 10 MB", Array(repeating: line, count: 10_000_000 / line.count).flatMap { $0 })
    for sample in MarkdownSamples.all {
      report(sample.name, sample.bytes(isQuick ? 300_000 : 1_000_000), isGFM: sample.isGFM)
    }
    peak(mixed)
  }

  private static let line = Array("word *and* `code` ".utf8)

  private static let header =
    pad("ours", 11) + pad("MB/s", 7)
    + MarkdownPeers.all.map { pad($0.name, 11) + pad("ratio", 8) }
    .joined()

  /// One line: our time, and for each peer its time and ours divided by it.
  private static func report(
    _ name: String, _ bytes: [UInt8], isGFM: Bool = false, rounds: Int = 5
  ) {
    let options = isGFM ? MarkdownOptions.gfm : .commonMark
    let ours = processorMedian(of: rounds) {
      let file = SourceFile(path: "sample.md", bytes: bytes)
      _ = HTMLRenderer.bytes(MarkdownDocument(parsing: file, options: options)).count
    }
    var text = pad(name, 28) + pad(Comparison.time(ours), 11)
    text += pad("\(Int(Double(bytes.count) / ours / 1e6))", 7)
    for peer in MarkdownPeers.all {
      guard let convert = peer.converter(bytes, isGFM) else {
        text += pad("–", 19)
        continue
      }
      let theirs = processorMedian(of: rounds, convert)
      text += pad(Comparison.time(theirs), 11) + pad(hundredths(ours / theirs), 8)
    }
    print(text)
  }

  /// The most memory that converting `bytes` takes, as a multiple of their number.
  private static func peak(_ bytes: [UInt8]) {
    let path = Platform.temporaryPath("peak.md")
    guard (try? Files.write(bytes, to: path)) != nil else { return }
    defer { try? Files.remove(path) }
    func kilobytes(_ word: String) -> Double? {
      Platform.output(of: "\(CommandLine.arguments[0]) \(word) \(path)")
        .flatMap { Double($0.filter { !$0.isWhitespace }) }
    }
    guard let idle = kilobytes("peak-idle"), let full = kilobytes("peak") else { return }
    let ratio = (full - idle) * 1024 / Double(bytes.count)
    print("peak memory, mixed 10 MB: \(hundredths(ratio))× the input (limit 8)")
  }

  /// Converts the file at `path`, or only starts, and prints the process's peak in kilobytes.
  static func printPeak(of path: String, converts: Bool) {
    if converts, let bytes = try? Files.read(path) {
      let file = SourceFile(path: path, bytes: bytes)
      _ = HTMLRenderer.bytes(MarkdownDocument(parsing: file, options: .commonMark)).count
    }
    print(Platform.peakKilobytes())
  }
}
