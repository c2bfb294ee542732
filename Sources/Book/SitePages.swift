import Diagnostics
import Markdown
import Markup
import Plotting
import TeXMath

/// Makes whole pages out of chapters: the data of the page template, filled in.
struct SitePages: Sendable {
  /// One page.
  struct Page: Sendable {
    /// The content.
    var bytes: [UInt8] = []
    /// Files that it shows, relative to the chapter.
    var assets: [String] = []
    /// Files that it links to and that are not there, likewise.
    var absent: [String] = []
    /// What is wrong with the template.
    var findings: [Finding] = []
  }

  /// What pages are made for.
  struct Purpose: Sendable {
    /// Whether numbers behind which nothing stands are marked.
    var isDraft = false
    /// Whether pages look for a newer build and reload.
    var isWatched = false
    /// Whether there is an index to search.
    var isSearchable = true
  }

  /// The name of the list of sources.
  static let bibliographyPage = "bibliography.html"
  /// The name of the search index.
  static let searchIndex = "search.js"

  let book: Manuscript
  let purpose: Purpose
  let templates: TemplateSet
  /// What stands behind the chapters, which only the whole book knows.
  let backMatter: BackMatterPages
  private let sidebars: Sidebars
  private let mustache: Result<MustacheSet, Finding>

  /// The pages of `book` in `templates`.
  init(book: Manuscript, templates: TemplateSet, purpose: Purpose = Purpose()) {
    self.book = book
    self.templates = templates
    self.purpose = purpose
    mustache = templates.mustache()
    backMatter = BackMatterPages(book)
    sidebars = Sidebars(book, backMatter)
  }

  /// The name of the page of contents: a chapter `index.md` takes the first place.
  var contentsName: String { Self.contentsName(of: book) }

  static func contentsName(of book: Manuscript) -> String {
    book.index(ofPath: "index.md") == nil ? "index.html" : "contents.html"
  }

  /// The page of the chapter at `index`.
  func page(at index: Int, _ assessment: Assessment) -> Page {
    var body = ChapterPage(
      book: book, chapter: index, assessment: assessment, isDraft: purpose.isDraft)
    var html = body.html()
    let chapter = book.chapters[index]
    let root = Self.root(of: chapter)
    if purpose.isDraft { html = Self.errorBox(of: assessment) + html }
    var data = common(root: root, current: index, page: chapter.address)
    data["title"] = .string(chapter.title)
    let description = chapter.outline.description
    if !description.isEmpty { data["description"] = .string(description) }
    data["content"] = .html(html)
    let headings = contents(of: index)
    data["toc"] = .list(headings)
    data["hasToc"] = .bool(!headings.isEmpty)
    data["hasMath"] = .bool(html.holds("<math"))
    data["hasSources"] = .bool(!assessment.sources.isEmpty)
    if index > 0 { data["previous"] = link(to: index - 1, root) }
    if index + 1 < book.chapters.count { data["next"] = link(to: index + 1, root) }
    if let part = chapter.part { data["part"] = .string(part) }
    data["breadcrumbs"] = .list(breadcrumbs(of: chapter, root))
    if assessment.tally.holdsNumbers { data["account"] = .string(assessment.tally.chapterLine) }
    if let source = book.settings.sourceURL {
      data["source"] = .string(source + Self.encoded(chapter.path))
    }
    var page = render("page", data)
    page.assets = body.assets
    page.absent = body.absent
    return page
  }

  /// What a chapter of a draft got wrong, above its text.
  private static func errorBox(of assessment: Assessment) -> String {
    let errors = assessment.findings.filter { $0.diagnostic.severity == .error }
    guard !errors.isEmpty else { return "" }
    var text = ""
    for finding in errors { text += finding.diagnostic.rendered(in: finding.file) }
    return "<pre class=\"mb-output mb-error\" tabindex=\"0\" role=\"group\" aria-label=\"Errors\">"
      + escapedMarkup(text) + "</pre>\n"
  }

  static func root(of chapter: Manuscript.Chapter) -> String {
    String(repeating: "../", count: chapter.path.split(separator: "/").count - 1)
  }

  /// The chapter at `index` as plain text.
  func textPage(
    at index: Int, _ assessment: Assessment, charts: Plotting.TextStyle = .braille
  ) -> Page {
    var writer = ChapterText(book: book, chapter: index, assessment: assessment, charts: charts)
    let text = writer.text()
    return render(
      "page.txt",
      [
        "title": .string(book.chapters[index].title), "bookTitle": .string(book.title),
        "content": .html(text), "account": .string(assessment.tally.chapterLines),
        "generator": .string("mathbook"),
      ])
  }

  /// The page of the book's contents, `index.html`.
  func contentsPage() -> Page {
    var data = common(root: "", current: nil, page: contentsName)
    data["title"] = .string(book.title)
    if !book.settings.description.isEmpty {
      data["description"] = .string(book.settings.description)
    }
    data["content"] = .html(contentsHTML())
    data["isContents"] = .bool(true)
    if !book.chapters.isEmpty { data["next"] = link(to: 0, "") }
    return render("page", data)
  }

  /// A page that belongs to no chapter.
  func extraPage(_ name: String, title: String, html: String, base: String? = nil) -> Page {
    var data = common(root: "", current: nil, page: name)
    data["title"] = .string(title)
    data["content"] = .html(html)
    data["hasMath"] = .bool(html.holds("<math"))
    data["breadcrumbs"] = [
      ["title": .string(book.title), "href": .string(contentsName)], ["title": .string(title)],
    ]
    if let base {
      data["base"] = .string(base)
      data["canonical"] = .bool(false)
    }
    return render("page", data)
  }

  /// The page that holds `content` and everything it needs.
  func wholePage(
    title: String, _ content: String, _ sidebar: [TemplateValue], _ toc: [TemplateValue]
  ) -> Page {
    var data = common(root: "", current: nil, page: "")
    data["canonical"] = .bool(false)
    data["search"] = .bool(false)
    data["hasMore"] = .bool(false)
    data["title"] = .string(title)
    data["isContents"] = .bool(title == book.title)
    data["home"] = .string("#main")
    data["sidebar"] = .list(sidebar)
    data["toc"] = .list(toc)
    data["hasToc"] = .bool(!toc.isEmpty)
    data["content"] = .html(content)
    data["hasMath"] = .bool(content.holds("<math"))
    data["hasSources"] = .bool(content.contains("mb-sources"))
    data["inlineStyle"] = .html(stylesheet(holdsFont: true))
    data["inlineScript"] = .html(script.replacing("</", with: "<\\/"))
    return render("page", data)
  }

  /// The style sheet: the template's, then what formulas and charts need.
  var stylesheet: String { stylesheet(holdsFont: false) }

  private func stylesheet(holdsFont: Bool) -> String {
    let math = book.settings.mathFont.map { font in
      MathStyle.css(fontAt: holdsFont ? fontData(font) : font)
    }
    return text("style.css") + ChartStyle.css + (math ?? MathStyle.css) + ControlStyle.css
  }

  /// The book's font as an address that holds it, for a page that is all one file.
  private func fontData(_ font: String) -> String {
    guard let bytes = try? Files.read(Files.join(book.root.chapters, font)) else { return font }
    return "data:font/\(font.hasSuffix(".woff2") ? "woff2" : "otf");base64,"
      + SingleFile.base64(bytes)
  }

  /// The script: what finds a mathematical font, then the template's.
  var script: String {
    (book.settings.mathFont == nil ? MathStyle.script : MathStyle.scriptWithFont)
      + Self.packed(text("script.js") + ControlStyle.script)
  }

  /// A script without the spaces at the start of lines and without lines of comment.
  static func packed(_ script: String) -> String {
    script.split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { !$0.hasPrefix("//") }.joined(separator: "\n") + "\n"
  }

  func text(_ name: String) -> String {
    templates[name].map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  func render(_ name: String, _ data: [String: TemplateValue]) -> Page {
    switch mustache {
    case .failure(let finding): return Page(findings: [finding])
    case .success(let set):
      do throws(MustacheSet.RenderError) {
        return Page(bytes: try set.rendered(name, with: .object(data)).bytes)
      } catch {
        return Page(findings: [Finding(error.diagnostic, in: error.file)])
      }
    }
  }

  private func common(root: String, current: Int?, page: String) -> [String: TemplateValue] {
    var data: [String: TemplateValue] = [
      "language": .string(book.settings.language), "bookTitle": .string(book.title),
      "root": .string(root), "stylesheet": "style.css", "script": "script.js",
      "home": .string(root + contentsName),
      "sidebar": .list(sidebars.list(root: root, current: current)),
      "generator": "mathbook",
    ]
    let more = backMatter.links(root: root, current: page)
    data["more"] = .list(more)
    data["hasMore"] = .bool(!more.isEmpty)
    if purpose.isSearchable { data["search"] = .string(Self.searchIndex) }
    if let current, let part = book.chapters[current].part { data["searchPart"] = .string(part) }
    if book.settings.isRightToLeft { data["direction"] = "rtl" }
    if purpose.isWatched { data["watch"] = "watch.js" }
    if let site = book.settings.siteURL {
      data["canonical"] = .string(site + (page == "index.html" ? "" : page))
    }
    return data
  }

  /// The headings of level 2 and 3, for the list "on this page".
  func contents(of index: Int) -> [TemplateValue] {
    book.labels.byChapter[index].compactMap { label in
      guard label.kind == .section else { return nil }
      let depth = label.level
      guard depth == 2 || depth == 3 else { return nil }
      return .object([
        "level3": .bool(depth == 3), "id": .string(label.id),
        "title": .html(label.markup),
      ])
    }
  }

  private func link(to index: Int, _ root: String) -> TemplateValue {
    let chapter = book.chapters[index]
    return .object([
      "title": .html(chapter.titleMarkup), "href": .string(root + chapter.address),
      "number": .string(chapter.number.map(String.init) ?? ""),
    ])
  }

  private func breadcrumbs(of chapter: Manuscript.Chapter, _ root: String) -> [TemplateValue] {
    var crumbs: [TemplateValue] = [
      .object(["title": .string(book.title), "href": .string(root + contentsName)])
    ]
    if let part = chapter.part { crumbs.append(.object(["title": .string(part)])) }
    crumbs.append(.object(["title": .html(chapter.titleMarkup)]))
    return crumbs
  }

  private func contentsHTML() -> String {
    var html = "<h1>\(escapedMarkup(book.title))</h1>\n"
    if !book.settings.description.isEmpty {
      html += "<p class=\"mb-lead\">\(escapedMarkup(book.settings.description))</p>\n"
    }
    var part: String?
    var isOpen = false
    for chapter in book.chapters {
      if chapter.part != part || !isOpen {
        if isOpen { html += "</ol>\n" }
        if let name = chapter.part { html += "<h2>\(escapedMarkup(name))</h2>\n" }
        html += "<ol class=\"mb-contents\">\n"
        part = chapter.part
        isOpen = true
      }
      let description = chapter.outline.description
      let value = chapter.number.map { " value=\"\($0)\"" } ?? ""
      let nested = chapter.level > 0 ? " class=\"mb-n\(min(chapter.level, 3))\"" : ""
      let plain = chapter.number == nil ? " style=\"list-style:none\"" : ""
      html += "<li\(value)\(nested)\(plain)><a href=\"\(escapedMarkup(chapter.address))\">"
      html += "\(chapter.titleMarkup)</a>"
      if !description.isEmpty { html += "<p>\(escapedMarkup(description))</p>" }
      html += "</li>\n"
    }
    return html + (isOpen ? "</ol>\n" : "")
  }
}
