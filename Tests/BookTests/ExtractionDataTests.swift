import Book
import Claims
import Diagnostics
import Foundation
import Markdown
import Testing

/// Excerpts of real documents whose arithmetic others have labelled; see `claims/README.md` there.
struct ExtractionDataTests {
  static let folder = ProcessInfo.processInfo.environment["MATHBOOK_DATA"]
    .map { URL(filePath: $0).appending(path: "claims/dev") }

  struct Label: Decodable {
    let line: Int
    let kind: String
    let verdict: String
    let soft: Bool?
    let planted: Bool?
  }

  /// Hits and totals by kind of text, and lines that were flagged without need.
  struct Score {
    var hits: [String: Int] = [:]
    var totals: [String: Int] = [:]
    var misses: [String] = []
    var falseAlarms: [String] = []
    var trueLines = 0
    var checkedLines = 0
    var documents = 0

    var recall: Double {
      Double(hits.values.reduce(0, +)) / Double(max(1, totals.values.reduce(0, +)))
    }

    var table: String {
      var lines = ["kind          found   of"]
      for kind in totals.keys.sorted() {
        let name = kind.padding(toLength: 14, withPad: " ", startingAt: 0)
        lines.append("\(name)\(hits[kind] ?? 0)      \(totals[kind] ?? 0)")
      }
      lines.append("false alarms: \(falseAlarms.count) \(falseAlarms.joined(separator: " "))")
      lines.append("missed: \(misses.joined(separator: " "))")
      lines.append("true lines checked: \(checkedLines) of \(trueLines)")
      return lines.joined(separator: "\n")
    }
  }

  @Test(.enabled(if: folder != nil, "skipped: no outside data"))
  func `real documents: false arithmetic is found, true arithmetic is left alone`() throws {
    let folder = try #require(Self.folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") }.sorted()
    var score = Score()
    for name in names { try Self.add(name, in: folder, to: &score) }
    print(score.table)
    #expect(score.documents > 100, "the data is incomplete")
    #expect(score.recall >= 0.95)
    #expect(score.falseAlarms.count <= 1)
    #expect(Double(score.checkedLines) >= 0.97 * Double(score.trueLines))
  }

  private static func add(_ name: String, in folder: URL, to score: inout Score) throws {
    let stem = String(name.dropLast(3))
    let labels = try JSONDecoder().decode(
      [Label].self, from: Data(contentsOf: folder.appending(path: stem + ".json")))
    let bytes = try [UInt8](Data(contentsOf: folder.appending(path: name)))
    score.documents += 1
    let file = SourceFile(path: name, bytes: bytes)
    let texts = Extraction.texts(of: MarkdownDocument(parsing: file), scope: .calculations)
    var flagged: Set<Int> = []
    var checked: Set<Int> = []
    for calculation in findCalculations(in: texts, style: NumberStyle(inferredFrom: texts)) {
      let line = file.position(at: calculation.right.start).line
      switch calculation.verdict {
      case .wrong: flagged.insert(line)
      case .notChecked: break
      default: checked.insert(line)
      }
    }
    // A planted copy has the natural errors of its original, which are counted there.
    let isPlanted = stem.hasSuffix("p")
    var known: Set<Int> = []
    var truths: Set<Int> = []
    var falsehoods: [Int: (kind: String, isPlanted: Bool)] = [:]
    for label in labels {
      let isSoft = label.soft == true
      if isSoft { known.insert(label.line) }
      if label.verdict == "true", !isSoft { truths.insert(label.line) }
      if label.verdict == "false", !isSoft {
        let planted = label.planted == true || falsehoods[label.line]?.isPlanted == true
        falsehoods[label.line] = (label.kind, planted)
      }
    }
    for (line, label) in falsehoods where !isPlanted || label.isPlanted {
      let kind = label.kind + (label.isPlanted ? ", planted" : "")
      score.totals[kind, default: 0] += 1
      if flagged.contains(line) {
        score.hits[kind, default: 0] += 1
      } else {
        score.misses.append("\(stem):\(line)")
      }
    }
    guard !isPlanted else { return }
    for line in flagged.sorted() where falsehoods[line] == nil && !known.contains(line) {
      score.falseAlarms.append("\(stem):\(line)")
    }
    score.trueLines += truths.count
    score.checkedLines += truths.intersection(checked.union(flagged)).count
  }
}
