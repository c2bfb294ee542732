import Diagnostics
import Foundation
import Markdown
import Testing

/// Random cuts and joins of all suite inputs: nothing traps, and the places hold.
@Suite struct SpliceTests {
  /// SplitMix64, so that a failure can be repeated from the seed.
  struct Random {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
  }

  /// What the pieces are taken from: our own cases, and the specification's where they are at hand.
  static let sources: [[UInt8]] = {
    var sources = SuiteCase.all.map { Array($0.input.utf8) }
    if OutsideData.folder != nil {
      for name in ["commonmark-0.31.2", "gfm-extensions-txt"] {
        sources += ((try? OutsideData.examples(name)) ?? []).map { Array($0.markdown.utf8) }
      }
    }
    return sources
  }()

  static let glue: [[UInt8]] =
    [
      "\n", "\n\n", "> ", "- ", "\t", "    ", "```", "$$", "|", "<!--", "-->", "[", "](", "{#a}",
      "*",
      "`", "\r\n", "\r", "\\", ": ", "!!! note\n    ", "=== \"a\"\n    ", "[^1]: ", "\u{FEFF}", "é",
    ].map { Array($0.utf8) } + [[0xFF], [0x00], [0xE2, 0x82]]

  @Test(arguments: 1...8)
  func `any splice parses and keeps its places`(seed: Int) {
    var random = Random(state: UInt64(seed))
    let rounds = Int(ProcessInfo.processInfo.environment["MATHBOOK_SPLICES"] ?? "") ?? 300
    for round in 0..<rounds {
      var bytes: [UInt8] = []
      for _ in 0...random.below(5) {
        let source = Self.sources[random.below(Self.sources.count)]
        let start = random.below(source.count)
        bytes += source[start..<start + random.below(source.count - start + 1)]
        if random.below(2) == 0 { bytes += Self.glue[random.below(Self.glue.count)] }
        if random.below(8) == 0, !bytes.isEmpty {
          bytes[random.below(bytes.count)] = UInt8(random.below(256))
        }
      }
      var options = [MarkdownOptions.chapter, .gfm, .commonMark][random.below(3)]
      if random.below(4) == 0 { options.extensions.insert(.smartPunctuation) }
      options.isSafe = random.below(4) == 0
      let document = MarkdownDocument(
        parsing: SourceFile(path: "splice", bytes: bytes), options: options)
      let html = HTMLRenderer.bytes(document)
      #expect(String(validating: html, as: UTF8.self) != nil, "seed \(seed), round \(round)")
      _ = TextRenderer.text(document)
      let wrong = violations(in: document)
      #expect(wrong.isEmpty, "seed \(seed), round \(round): \(wrong.prefix(2)) in \(bytes)")
    }
  }
}
