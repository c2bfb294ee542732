import Diagnostics
import Foundation
import Markup
import Templates
import Testing

@testable import Book

/// The page template, filled as a book fills it.
@Suite struct PageTemplateTests {
  static func page(_ content: String, root: String = "") throws -> String {
    var set = MustacheSet()
    let text = try #require(Templates.text(of: "page.html"))
    try set.add("page", SourceFile(path: "page.html", text: text))
    return try set.rendered("page", with: model(content, root: root)).text
  }

  static func model(_ content: String, root: String) -> TemplateValue {
    let foundations: [(String, String)] = [
      ("1", "Numbers and vectors"), ("2", "Scalars & units"), ("3", "Dot product and cosine"),
      ("5", "Matrix multiplication"),
    ]
    let learning: [(String, String)] = [
      ("15", "Softmax and temperature"), ("19", "Gradient descent"), ("21", "Least squares"),
      ("37", "Attention"),
    ]
    func chapters(_ list: [(String, String)]) -> TemplateValue {
      .list(
        list.map { number, title in
          [
            "number": .string(number), "title": .string(title),
            "href": .string("chapter-\(number).html"), "current": .bool(number == "19"),
          ]
        })
    }
    return [
      "language": "en", "title": "Gradient descent", "bookTitle": "Mathematics of Learning",
      "description": "How a learning rate decides between crawling and exploding.",
      "root": .string(root), "stylesheet": "style.css", "script": "script.js",
      "search": "search.js", "home": .string(root + "index.html"), "hasMath": true, "hasToc": true,
      "generator": "mathbook 0.1", "source": "https://example.org/chapter-19.md",
      "account": "42 numbers: 30 computed, 8 given, 4 notation; none unverified.",
      "content": .html(content),
      "breadcrumbs": [
        ["title": "Mathematics of Learning", "href": "index.html"], ["title": "Learning"],
        ["title": "Gradient descent"],
      ],
      "previous": ["title": "Softmax and temperature", "href": "chapter-15.html"],
      "next": ["title": "Least squares", "href": "chapter-21.html"],
      "sidebar": [
        ["part": "Foundations", "chapters": chapters(foundations)],
        ["part": "Learning", "chapters": chapters(learning)],
      ],
      "toc": [
        ["id": "the-rule", "title": .html("The rule")],
        ["id": "rates", "title": .html("Four learning <em>rates</em>")],
        ["id": "too-large", "title": .html("When η is too large"), "level3": true],
        ["id": "quiz", "title": .html("Check yourself")],
      ],
    ]
  }

  @Test func `the page holds what it is given, in its place`() throws {
    let page = try Self.page("<h1>Gradient descent</h1>", root: "../")
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(page.contains("<title>Gradient descent · Mathematics of Learning</title>"))
    #expect(page.contains("<link rel=\"stylesheet\" href=\"../style.css\">"))
    #expect(page.contains("<script src=\"../script.js\" defer blocking=\"render\"></script>"))
    #expect(page.contains("Scalars &amp; units"))
    #expect(page.contains("<a href=\"chapter-19.html\" aria-current=\"page\">"))
    #expect(page.components(separatedBy: "aria-current").count == 2)
    #expect(page.contains("<a href=\"#rates\">Four learning <em>rates</em></a>"))
    #expect(page.contains("<li class=\"mb-sub\"><a href=\"#too-large\">"))
    #expect(
      page.contains("rel=\"next\" href=\"chapter-21.html\"><span>Next</span>Least squares</a>"))
    #expect(!page.contains("{{"))
  }

  @Test func `what is not given leaves no trace`() throws {
    var set = MustacheSet()
    let text = try #require(Templates.text(of: "page.html"))
    try set.add("page", SourceFile(path: "page.html", text: text))
    let page = try set.rendered(
      "page", with: ["language": "en", "title": "Contents", "isContents": true]
    ).text
    #expect(page.contains("<title>Contents</title>"))
    for word in ["mb-prev", "mb-next", "mb-account", "mb-toc", "mb-search-open", "description"] {
      #expect(!page.contains(word), "\(word)")
    }
  }
}
