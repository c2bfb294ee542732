import Diagnostics
import Foundation
import Markdown
import Testing

/// The four documents that the dialect was made for, in the folder `seeds` beside the outside data.
///
/// The expected numbers were counted by hand and by script over the sources, not by this parser.
// Skipped: no source documents, unless that folder is there.
@Suite(.enabled(if: SourceDocuments.all.count == 4))
struct SourceDocumentTests {
  struct Counts: Equatable, Sendable {
    var headings = 0, formulas = 0, displays = 0, fences = 0, admonitions = 0, tabs = 0
    var rules = 0, quotes = 0, links = 0, items = 0, notes = 0
  }

  static let expected: [String: Counts] = [
    "000": Counts(
      headings: 37, formulas: 14, displays: 16, fences: 25, rules: 31, quotes: 1, links: 2,
      items: 170),
    // Its headings are comments of code whose lines were joined.
    "001": Counts(headings: 32),
    "002": Counts(formulas: 286, displays: 88),
    "004": Counts(
      headings: 63, fences: 11, admonitions: 2, tabs: 4, links: 1, items: 126, notes: 1),
  ]

  private func counts(_ document: MarkdownDocument) -> Counts {
    var counts = Counts()
    counts.notes = document.diagnostics.count
    for node in document.root.descendants {
      switch node.kind {
      case .heading: counts.headings += 1
      case .math(_, let isDisplay):
        if isDisplay { counts.displays += 1 } else { counts.formulas += 1 }
      case .mathBlock: counts.displays += 1
      case .codeBlock(let isFenced): if isFenced { counts.fences += 1 }
      case .admonition: counts.admonitions += 1
      case .tab: counts.tabs += 1
      case .thematicBreak: counts.rules += 1
      case .blockQuote: counts.quotes += 1
      case .link: counts.links += 1
      case .item: counts.items += 1
      default: break
      }
    }
    return counts
  }

  @Test func `every formula, fence, tab and call-out is recognised`() throws {
    for (name, bytes) in SourceDocuments.all {
      let document = MarkdownDocument(parsing: SourceFile(path: name, bytes: bytes))
      #expect(violations(in: document) == [])
      let expected = try #require(Self.expected[String(name.prefix(3))])
      #expect(counts(document) == expected, "\(name)")
    }
  }
}

/// The files of the folder.
enum SourceDocuments {
  static let all: [(name: String, bytes: [UInt8])] = {
    guard let data = OutsideData.folder else { return [] }
    let folder = URL(filePath: data).deletingLastPathComponent().appending(path: "seeds")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { name in
      guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
      return (name, Array(data))
    }
  }()
}
