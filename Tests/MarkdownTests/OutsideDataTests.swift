import Diagnostics
import Foundation
import Markdown
import Testing

/// The examples of the specifications, from the folder that `MATHBOOK_DATA` names.
struct OutsideData {
  static let folder = ProcessInfo.processInfo.environment["MATHBOOK_DATA"]

  struct Example: Decodable, Sendable {
    let markdown: String
    let html: String
    let example: Int?
    let path: String?
  }

  static func examples(_ name: String) throws -> [Example] {
    let folder = try #require(folder)
    let data = try Data(contentsOf: URL(filePath: folder).appending(path: "markdown/\(name).json"))
    return try JSONDecoder().decode([Example].self, from: data)
  }
}

// Skipped: no outside data, unless MATHBOOK_DATA is set.
@Suite(.enabled(if: OutsideData.folder != nil))
struct OutsideDataTests {
  /// Parses and renders every example; the names of those that differ.
  private func failures(
    _ name: String, _ options: MarkdownOptions, count: Int,
    normalize: (String) -> String = { $0 }
  ) throws -> [String] {
    let examples = try OutsideData.examples(name)
    #expect(examples.count == count)
    var failed: [String] = []
    for example in examples {
      let document = MarkdownDocument(example.markdown, options: options)
      let html = HTMLRenderer.html(document)
      let isRight = normalize(html) == normalize(example.html)
      let title = example.path ?? "\(example.example ?? 0)"
      if !isRight, !example.html.hasPrefix("<IGNORE>") { failed.append(title) }
      for violation in violations(in: document) { failed.append("\(title): \(violation)") }
    }
    return failed
  }

  @Test func `CommonMark 0.31.2 holds byte for byte`() throws {
    #expect(try failures("commonmark-0.31.2", .commonMark, count: 652) == [])
  }

  @Test func `CommonMark 0.31.2 keeps its places in the dialect of a chapter`() throws {
    for example in try OutsideData.examples("commonmark-0.31.2") {
      #expect(violations(in: MarkdownDocument(example.markdown)) == [])
    }
  }

  @Test func `the extensions of GFM hold`() throws {
    // The order of the attributes of an <input> is the only thing left open.
    let options = MarkdownOptions([.gfm, .tagFilter])
    let sort = { (html: String) -> String in
      html.replacing("<input disabled=\"\" type=\"checkbox\">", with: Self.openBox)
        .replacing("<input checked=\"\" disabled=\"\" type=\"checkbox\">", with: Self.tickedBox)
    }
    #expect(try failures("gfm-spec-extensions", options, count: 24, normalize: sort) == [])
    #expect(try failures("gfm-extensions-txt", options, count: 28) == [])
  }

  private static let openBox = "<input type=\"checkbox\" disabled=\"\" />"
  private static let tickedBox = "<input type=\"checkbox\" checked=\"\" disabled=\"\" />"

  @Test func `smart punctuation holds`() throws {
    let options = MarkdownOptions([.smartPunctuation])
    #expect(try failures("commonmark-smart-punct", options, count: 16) == [])
  }

  @Test func `whole documents read as two other parsers read them`() throws {
    let options = MarkdownOptions([.tables, .strikethrough])
    // This one has `<!-- … -- … -->`, which is a comment since 0.31.
    let known = ["commonmark/commonmark.js:bench/samples/inline-html.md"]
    #expect(try failures("real-documents", options, count: 96) == known)
  }

  @Test func `every named entity is what HTML says`() throws {
    let folder = try #require(OutsideData.folder)
    let url = URL(filePath: folder).appending(path: "markdown/html5-entities.json")
    let entities = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: url))
    for (name, text) in entities {
      let bare = name.trimmingCharacters(in: CharacterSet(charactersIn: "&;"))
      let document = MarkdownDocument("&\(bare);", options: .commonMark)
      let node = try #require(document.root.firstChild?.firstChild)
      #expect(Array(node.literal.bytes) == Array(text.utf8), "\(name)")
    }
  }
}
