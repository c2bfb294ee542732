import Diagnostics
import Markup

/// One page that holds chapters with all they need: style, script, pictures. It can be sent by mail.
///
/// Identifiers that are unique in a chapter may meet here: each chapter's get a prefix, and links
/// between chapters become links within the page.
struct SingleFile {
  private let site: SitePages
  private let bodies: [(index: Int, html: String)]
  private let prefixByPage: [String: String]

  /// The page of `bodies`, the HTML of chapters by their position in the book of `site`.
  init(_ site: SitePages, _ bodies: [(index: Int, html: String)]) {
    self.site = site
    self.bodies = bodies
    var prefixes: [String: String] = [:]
    for (number, body) in bodies.enumerated() {
      prefixes[site.book.chapters[body.index].address] =
        bodies.count == 1 ? "" : "ch\(number + 1)-"
    }
    prefixByPage = prefixes
  }

  /// The page.
  ///
  /// - Throws: `FileError` if a picture cannot be read.
  func page() throws(FileError) -> SitePages.Page {
    let book = site.book
    var content = ""
    var sidebar: [(part: String, chapters: [TemplateValue])] = []
    for body in bodies {
      let chapter = book.chapters[body.index]
      let prefix = prefixByPage[chapter.address] ?? ""
      let html = try rewritten(body.html, prefix, chapter)
      if bodies.count == 1 {
        content = html
      } else {
        // Identifiers inside have a hyphen after this.
        let id = String(prefix.dropLast())
        // The title of a chapter is a level below that of the book.
        content += "<section class=\"mb-chapter\" id=\"\(id)\">\n\(Self.lowered(html))</section>\n"
        let part = chapter.part ?? ""
        if sidebar.last?.part != part { sidebar.append((part, [])) }
        sidebar[sidebar.count - 1].chapters.append([
          "title": .html(chapter.titleMarkup), "href": .string("#" + id),
          "number": .string(chapter.number.map(String.init) ?? ""),
        ])
      }
    }
    let parts = sidebar.map { part, chapters -> TemplateValue in
      ["part": .string(part), "chapters": .list(chapters)]
    }
    guard bodies.count == 1, let only = bodies.first else {
      let title = "<h1>\(escapedMarkup(book.title))</h1>\n"
      return site.wholePage(title: book.title, title + content, parts, [])
    }
    let chapter = book.chapters[only.index]
    let toc = site.contents(of: only.index)
    let own: TemplateValue = [
      "part": "",
      "chapters": [
        [
          "title": .html(chapter.titleMarkup), "href": "#main", "current": true,
          "number": .string(chapter.number.map(String.init) ?? ""),
        ]
      ],
    ]
    return site.wholePage(title: chapter.title, content, [own], toc)
  }

  /// `html` with every `h1` as `h2`, and so on.
  static func lowered(_ html: String) -> String {
    var bytes = Array(html.utf8)
    var i = 0
    while i + 2 < bytes.count {
      let slash = bytes[i + 1] == UInt8(ascii: "/") ? 1 : 0
      if bytes[i] == UInt8(ascii: "<"), i + slash + 3 < bytes.count,
        bytes[i + slash + 1] == UInt8(ascii: "h"),
        (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(bytes[i + slash + 2]),
        " >".utf8.contains(bytes[i + slash + 3])
      {
        bytes[i + slash + 2] += 1
      }
      i += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Attributes

  private static let identifiers: Set<String> = ["id", "data-src", "for", "popovertarget"]
  private static let lists: Set<String> = ["aria-labelledby", "aria-describedby", "aria-controls"]

  /// `html` with the identifiers of its chapter prefixed, its links turned inward, its pictures
  /// taken in. Text holds no bare `<`, so that tags are found by their bytes.
  private func rewritten(
    _ html: String, _ prefix: String, _ chapter: Manuscript.Chapter
  ) throws(FileError) -> String {
    let bytes = Array(html.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    var i = 0
    while i < bytes.count {
      guard bytes[i] == UInt8(ascii: "<") else {
        output.append(bytes[i])
        i += 1
        continue
      }
      i = try copyTag(bytes, i, prefix, chapter, &output)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Copies the tag at `start`; gives the offset behind it.
  private func copyTag(
    _ bytes: [UInt8], _ start: Int, _ prefix: String, _ chapter: Manuscript.Chapter,
    _ output: inout [UInt8]
  ) throws(FileError) -> Int {
    var i = start
    var nameStart = start
    while i < bytes.count, bytes[i] != UInt8(ascii: ">") {
      let byte = bytes[i]
      if byte == UInt8(ascii: "\""), i > start, bytes[i - 1] == UInt8(ascii: "=") {
        let name = String(decoding: bytes[nameStart..<(i - 1)], as: UTF8.self)
        let end = bytes[(i + 1)...].firstIndex(of: byte) ?? bytes.count
        let value = String(decoding: bytes[(i + 1)..<end], as: UTF8.self)
        if let text = try attribute(name, value, prefix, chapter) {
          output.append(byte)
          output += text.utf8
          i = end
        } else {
          // Without its address a link is the words that it stands in.
          output.removeLast(i - nameStart)
          i = end + 1
          nameStart = i
        }
        continue
      }
      if byte == 0x20 || byte == 0x0A { nameStart = i + 1 }
      output.append(byte)
      i += 1
      if byte == UInt8(ascii: "\"") { nameStart = i }
    }
    if i < bytes.count { output.append(bytes[i]) }
    return min(i + 1, bytes.count)
  }

  private func attribute(
    _ name: String, _ value: String, _ prefix: String, _ chapter: Manuscript.Chapter
  ) throws(FileError) -> String? {
    if Self.identifiers.contains(name) { return prefix + value }
    if Self.lists.contains(name) {
      return value.split(separator: " ").map { prefix + $0 }.joined(separator: " ")
    }
    switch name {
    case "name" where value.hasPrefix("quiz-"): return prefix + value
    case "href", "data-for": return address(value, prefix, chapter)
    case "src": return try picture(value, chapter)
    default:
      guard value.contains("url(#") else { return value }
      return value.replacing("url(#", with: "url(#" + prefix)
    }
  }

  private func address(
    _ value: String, _ prefix: String, _ chapter: Manuscript.Chapter
  ) -> String? {
    if value.hasPrefix("#") { return "#" + prefix + value.dropFirst() }
    guard References.isRelative(value) else { return value }
    let hash = value.firstIndex(of: "#") ?? value.endIndex
    let page = References.normalized(
      Files.join(Files.parent(of: chapter.path), String(value[..<hash])))
    let id = hash < value.endIndex ? String(value[value.index(after: hash)...]) : ""
    if page == SitePages.bibliographyPage { return "#" + prefix + id }
    guard let other = prefixByPage[page] else {
      // A chapter that is not here: the address under which it is published, if there is one.
      return site.book.settings.siteURL.map { $0 + page + (id.isEmpty ? "" : "#" + id) }
    }
    guard id.isEmpty else { return "#" + other + id }
    return other.isEmpty ? "#main" : "#" + other.dropLast()
  }

  private func picture(
    _ value: String, _ chapter: Manuscript.Chapter
  ) throws(FileError) -> String {
    guard References.isRelative(value) else { return value }
    let plain = Self.decoded(value)
    let place = References.normalized(Files.join(Files.parent(of: chapter.path), plain))
    guard let kind = Self.kind(of: place), !place.hasPrefix("..") else { return value }
    let bytes = try Files.read(Files.join(site.book.root.chapters, place))
    return "data:\(kind);base64," + Self.base64(bytes)
  }

  /// An address in an attribute as the path that it means.
  private static func decoded(_ value: String) -> String {
    let bytes = Array(value.replacing("&amp;", with: "&").utf8)
    var result: [UInt8] = []
    var i = 0
    while i < bytes.count {
      if bytes[i] == UInt8(ascii: "%"), i + 2 < bytes.count,
        let byte = UInt8(String(decoding: bytes[(i + 1)...(i + 2)], as: UTF8.self), radix: 16)
      {
        result.append(byte)
        i += 3
      } else {
        result.append(bytes[i])
        i += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func kind(of path: String) -> String? {
    let kinds = [
      "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
      "svg": "image/svg+xml", "webp": "image/webp", "avif": "image/avif",
    ]
    return path.split(separator: ".").last.flatMap { kinds[$0.lowercased()] }
  }

  /// - Source: RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let chunk = bytes[start..<min(start + 3, bytes.count)]
      var word = 0
      for (place, byte) in chunk.enumerated() { word |= Int(byte) << (16 - 8 * place) }
      for place in 0..<4 {
        result.append(
          place <= chunk.count ? digits[word >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
