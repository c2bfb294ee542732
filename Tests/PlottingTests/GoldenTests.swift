import Foundation
import Testing

@testable import Plotting

/// Pictures of the gallery as they were when somebody last looked at them.
///
/// The files hold the SVG with its numbers rounded to whole units, and the picture in characters.
/// After a change that is meant, write them anew with `MATHBOOK_UPDATE=1 swift test --filter
/// GoldenTests` and read the difference; the run fails until it is repeated without.
@Suite struct GoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Books/gallery/pictures")

  /// The charts whose pictures are kept: two of each kind.
  static let names = [
    "loss", "rates", "few points", "broken", "formula labels", "band", "groups", "words",
    "softmax", "grouped", "errors", "long names", "attention", "confusion", "vectors", "fan",
    "contour", "surface", "saddle", "density", "boxes", "lying boxes", "number line", "matrix",
    "network", "tree", "three sets", "graph", "computation", "single", "empty", "error bars",
    "facets", "marked", "cut", "rules", "bare", "image", "negative rows",
  ]

  /// The picture with numbers rounded to whole units, an element a line.
  static func rounded(_ svg: String) -> String {
    var result = ""
    var digits = ""
    func flush() {
      guard !digits.isEmpty else { return }
      result += Double(digits).map { String(Int($0.rounded())) } ?? digits
      digits = ""
    }
    for character in svg {
      if character.isASCII, character.isNumber || character == "." {
        digits.append(character)
      } else {
        flush()
        if character == "<" { result += "\n" }
        result.append(character)
      }
    }
    flush()
    return result + "\n"
  }

  /// Compares `text` with the file called `name`, or writes it there when asked to.
  private func compare(_ text: String, _ name: String) throws {
    let file = Self.folder.appending(path: name)
    if ProcessInfo.processInfo.environment["MATHBOOK_UPDATE"] != nil {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("wrote \(name); read it, and run the tests again without MATHBOOK_UPDATE")
      return
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    #expect(kept == text, "\(name) has changed: see above how to update it")
  }

  @Test func `pictures are as they were`() throws {
    let all = try Gallery.charts()
    let kept = all.filter { Self.names.contains($0.name) }
    #expect(kept.count >= 24)
    for (name, chart) in kept {
      let svg = Self.rounded(chart.svg(id: "f"))
      guard svg.utf8.count < 12_000 else { continue }
      try compare(svg, name.replacingOccurrences(of: " ", with: "-") + ".svg.txt")
    }
  }

  @Test func `pictures in characters are as they were`() throws {
    for (style, name) in [(TextStyle.braille, "braille"), (.block, "block"), (.ascii, "ascii")] {
      let text = try Gallery.charts().filter { style == .braille || Self.names.contains($0.name) }
        .map { "## \($0.name)\n\n" + $0.chart.text(style: style) }.joined(separator: "\n")
      try compare(text, "all-\(name).txt")
    }
  }
}
