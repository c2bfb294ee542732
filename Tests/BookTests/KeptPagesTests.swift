import Diagnostics
import Foundation
import Testing

@testable import Book

/// Builds that find what an earlier process wrote, each beside one that makes everything anew.
@Suite struct KeptPagesTests {
  static let files = [
    "chapters/SUMMARY.md": "# B\n\n- [One](one.md)\n- [Two](two.md)\n- [Three](deep/three.md)\n",
    "chapters/one.md": """
    ---
    macros: own.tex
    ---
    # One

    $$a = b$$
    <!-- #eq-a -->

    ## Plain heading

    ## Named heading <!-- #sec-named -->

    A set $\\own$ and [the other](two.md).

    ```swift-math
    let x = [3, 4]
    norm(x)                 // => 5
    ```

    """,
    "chapters/own.tex": "\\newcommand{\\own}{\\alpha}\n",
    "chapters/two.md": """
    # Two

    See [Equation](one.md#eq-a), and $\\eqref{eq-a}$.

    ```swift-math
    let table = data("d.csv")
    table.count
    ```

    ![A dot](dot.svg)

    """,
    "chapters/d.csv": "x\n1\n2\n",
    "chapters/dot.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    "chapters/deep/three.md": "# Three\n\nSee [Section](../one.md#sec-named).\n",
  ]

  private func build(_ book: TemporaryBook, isWatched: Bool = false) -> BuildRun {
    var request = BuildRequest()
    request.engine = "test 1"
    request.isWatched = isWatched
    return BuildRun(book.root, request)
  }

  /// The pages of `book` by name, made anew in another folder.
  private func anew(_ book: TemporaryBook) throws -> [String: [UInt8]] {
    var request = BuildRequest()
    request.usesCache = false
    request.output = book.folder + "/anew"
    #expect(BuildRun(book.root, request).report.exitCode == 0)
    return try book.pages("anew")
  }

  @Test func `whatever changes, the pages are those that a build of everything makes`() throws {
    let book = try TemporaryBook(Self.files)
    #expect(book.messages(build(book)) == [])
    // What is changed, and how many chapters stay as they are; the second has a formula that refers
    // to an equation, so that it depends on all labels.
    let edits: [(name: String, old: String, new: String, reused: Int)] = [
      ("deep/three.md", "See", "Then see", 2),
      ("one.md", "## Plain heading", "## A heading that nobody refers to", 1),
      ("one.md", "a = b", "a = c", 1),
      ("one.md", "## Named heading", "## Renamed heading", 0),
      ("one.md", "# One", "# First", 0),
      ("own.tex", "alpha", "beta", 1),
      ("d.csv", "2\n", "2\n3\n", 2),
      ("two.md", "See", "A term\n: What it is.\n\nSee", 0),
      ("SUMMARY.md", "# B", "# Book", 0),
      ("one.md", "let x = [3, 4]", "let x = [0, 5]", 2),
      ("one.md", "// => 5", "// => 5.0", 2),
    ]
    for edit in edits {
      try book.edit(edit.name, edit.old, edit.new)
      let run = build(book)
      #expect(book.messages(run) == [], "\(edit)")
      #expect(run.reused == edit.reused, "\(edit)")
      #expect(try book.pages("output") == anew(book), "\(edit)")
    }
  }

  @Test func `a page that somebody touched is made again`() throws {
    let book = try TemporaryBook(Self.files)
    _ = build(book)
    try book.write("output/text/two.txt", "mine")
    #expect(build(book).reused == 2)
    #expect(try book.pages("output") == anew(book))
  }

  @Test func `the pages of a watched book are not those of a plain build`() throws {
    let book = try TemporaryBook(Self.files)
    _ = build(book, isWatched: true)
    #expect(build(book).reused == 0)
    #expect(try book.pages("output") == anew(book))
  }

  @Test func `what there is to say about a chapter is said in every build`() throws {
    var files = Self.files
    files["chapters/deep/three.md"]? += "\nA third is 1/3 = 0.33, and 70 / 3 = 23.\n"
    let book = try TemporaryBook(files)
    let first = book.messages(build(book))
    #expect(!first.isEmpty)
    try book.edit("one.md", "A set", "The set")
    let second = build(book)
    #expect(second.reused == 2)
    #expect(book.messages(second) == first)
  }

  @Test func `other characters of charts are another book`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\n```swift-math\nbars([\"a\"], [1])\n```\n"
    ])
    func text(_ characters: String) throws -> String {
      var request = BuildRequest()
      request.engine = "test 1"
      request.chartCharacters = characters
      #expect(!BuildRun(book.root, request).isUnchanged)
      return try book.read("output/text/a.txt")
    }
    let braille = try text("braille")
    #expect(try text("ascii") != braille)
    #expect(try text("braille") == braille)
  }

  @Test func `what an unchanged build says has the order of the chapters`() throws {
    let note = "# T\n\nA sum: 0.1 + 0.2 = 0.4.\n"
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [Z](z.md)\n- [A](a.md)\n", "chapters/z.md": note,
      "chapters/a.md": note,
    ])
    let first = build(book)
    let second = build(book)
    let names = { (run: BuildRun) in run.report.findings.map { Files.name(of: $0.file.path) } }
    #expect(!first.isUnchanged && second.isUnchanged)
    #expect(names(first) == ["z.md", "a.md"] && names(second) == ["z.md", "a.md"])
  }

  @Test func `values of chapters that stay are kept for the next build`() throws {
    let book = try TemporaryBook(Self.files)
    _ = build(book)
    try book.edit("deep/three.md", "See", "Then see")
    #expect(build(book).cacheHits == 0)
    try book.edit("SUMMARY.md", "# B", "# Book")
    let run = build(book)
    #expect(run.reused == 0 && run.cacheHits == 2)
  }

  @Test func `a picture that is gone is missed at its place`() throws {
    let book = try TemporaryBook(Self.files)
    _ = build(book)
    try FileManager.default.removeItem(atPath: book.folder + "/chapters/dot.svg")
    let run = build(book)
    #expect(run.report.exitCode == 1)
    #expect(book.messages(run).contains { $0.contains("there is no picture") })
  }

  @Test func `a spoilt list of pages is as good as none`() throws {
    let book = try TemporaryBook(Self.files)
    _ = build(book)
    let path = book.folder + "/output/.cache/last.pages"
    let whole = try Files.read(path)
    let expected = try anew(book)
    for seed in 0..<40 {
      var bytes = whole
      if seed < 20 {
        bytes[(seed * 131) % bytes.count] ^= UInt8(1 + seed)
      } else {
        bytes.removeLast(bytes.count * (seed - 19) / 22)
      }
      try FileManager.default.removeItem(atPath: book.folder + "/output/.cache/last.build")
      try Files.write(bytes, to: path)
      let run = build(book)
      #expect(run.report.exitCode == 0 && run.reused == 0, "\(seed)")
      #expect(try book.pages("output") == expected, "\(seed)")
    }
  }

  /// Its sum is no secret: somebody may write anything into the list.
  @Test func `a list of pages that means nothing stops no build`() throws {
    let book = try TemporaryBook(Self.files)
    _ = build(book)
    let path = book.folder + "/output/.cache/last.pages"
    let whole = try #require(SealedFile.read(path))
    for place in stride(from: 0, to: whole.count, by: 7) {
      var bytes = whole
      bytes[place] = [0xFF, 0x80, 0, 0x7F][place % 4]
      if place % 5 == 0, place + 8 <= bytes.count {
        bytes.replaceSubrange(place..<place + 8, with: [UInt8](repeating: 0xFF, count: 8))
      }
      _ = KeptBook(bytes)
      guard place % 77 == 0 else { continue }
      SealedFile.write(bytes, to: path)
      try? FileManager.default.removeItem(atPath: book.folder + "/output/.cache/last.build")
      #expect(build(book).report.exitCode < 2)
    }
  }

  /// What pages show of other chapters: titles, terms, entries of the index, equations.
  static let related = [
    "chapters/SUMMARY.md": """
    ---
    macros:
      norm: \\lVert #1 \\rVert
    ---
    # B

    - [One](one.md)
    - [Two](two.md)
    - [Three](three.md)
    - [Four](four.md)

    """,
    "chapters/one.md": """
    ---
    description: What *one* is about
    ---
    # One and $x^2$

    > **Theorem (Of Pythagoras).** It holds.
    <!-- #th-one -->

    $$\\norm{a} = b$$
    <!-- #eq-a -->

    $$
    \\begin{align}
    a &= 1 \\label{eq-first} \\\\
    b &= 2 \\tag{Z} \\label{eq-second}
    \\end{align}
    $$

    A word<!-- index: Gradient; Slope --> to look up.

    """,
    "chapters/two.md": """
    # Two

    See [](one.md#eq-a), [](one.md#eq-second), [](one.md#th-one) and [](one.md).

    """,
    "chapters/three.md": """
    ---
    title: The third
    macros:
      - \\newcommand{\\mine}{\\omega}
    ---

    A term
    : Explained beside [the others](two.md), with $\\mine$.

    $$\\mine = 1$$
    <!-- #eq-mine -->

    """,
    "chapters/four.md": "# Four\n\nSee [](three.md#eq-mine) and [](#eq-first).\n",
  ]

  @Test func `what pages show of other chapters is kept with them`() throws {
    let book = try TemporaryBook(Self.related)
    #expect(book.messages(build(book)) == [])
    let edits: [(name: String, old: String, new: String, reused: Int)] = [
      ("two.md", "See", "Then see", 3),
      ("four.md", "# Four", "# Four\n\nA term of its own\n: Is in the glossary.", 3),
      ("one.md", "Gradient", "Descent", 3),
      ("one.md", "= b$$", "= c$$", 2),
      ("one.md", "a &= 1", "a &= 3", 1),
      ("one.md", "tag{Z}", "tag{Y}", 1),
      ("one.md", "Of Pythagoras", "Of Thales", 2),
      ("one.md", "*one* is", "*this* is", 3),
      ("three.md", "omega", "tau", 2),
      ("three.md", "Explained", "Told", 2),
      ("three.md", "The third", "Third", 0),
      ("SUMMARY.md", "lVert", "lvert", 0),
      ("SUMMARY.md", "- [Two](two.md)\n- [Three](three.md)", "- [Three](three.md)", 0),
    ]
    for edit in edits {
      try book.edit(edit.name, edit.old, edit.new)
      if edit.name == "SUMMARY.md", edit.old.contains("Two") {
        try book.edit("three.md", "[the others](two.md)", "others")
      }
      let run = build(book)
      #expect(book.messages(run) == [], "\(edit)")
      #expect(run.reused == edit.reused, "\(edit)")
      #expect(try book.pages("output") == anew(book), "\(edit)")
    }
  }

  @Test func `a chapter that did not change is not parsed, and known as if it had been`() throws {
    let book = try TemporaryBook(Self.related)
    _ = build(book)
    var request = BuildRequest()
    request.engine = "test 1"
    let output = book.folder + "/output"
    try book.edit("two.md", "See", "Then see")
    let kept = try #require(KeptPages(output: output, request).read())
    let known = Manuscript(
      reading: book.root, reusing: nil, kept: kept, texts: [:], Workers())
    let fresh = Manuscript(reading: book.root)
    // The third has macros of its own, which may stand in another file.
    #expect(known.chapters.map(\.isKept) == [true, false, false, true])
    #expect(known.chapters.map(\.title) == ["One and x²", "Two", "The third", "Four"])
    #expect(known.chapters.map(\.titleMarkup) == fresh.chapters.map(\.titleMarkup))
    #expect(known.chapters.map(\.outline) == fresh.chapters.map(\.outline))
    #expect(known.labels.byChapter == fresh.labels.byChapter)
    #expect(known.labels.label("eq-second", from: 1)?.number == "Z")
    #expect(known.chapters.map(\.parts.anchors.count) == fresh.chapters.map(\.parts.anchors.count))
    request.engine = "test 2"
    #expect(KeptPages(output: output, request).read() == nil)
  }

  @Test func `an equation shown on another page uses the macros of its own`() throws {
    let book = try TemporaryBook(Self.related)
    #expect(book.messages(build(book)) == [])
    let two = try book.read("output/html/two.html")
    let four = try book.read("output/html/four.html")
    #expect(two.contains("‖") && !two.contains("merror"))
    #expect(four.contains("ω") && !four.contains("merror"))
  }

  static let moving = """
    # Moving

    ```swift-math
    let rate = slider("rate", 0.1...0.5, step: 0.1, value: 0.2)
    let left = (0..<5).map { step in (1 - rate) ** step }
    lineChart(Vector(left), x: "step", y: "left")
    ```

    ```swift-math {alt="A turn"}
    animate(0...3, label: "step") { t in vectors(["v": [cos(t), sin(t)]]) }
    ```

    After four steps `{=.3f} left[4]` is left.

    """

  @Test func `pictures that move are laid out once, and found at their new places`() throws {
    let book = try TemporaryBook(["chapters/a.md": Self.moving])
    #expect(book.messages(build(book)) == [])
    for (old, new) in [
      ("# Moving", "# Moving\n\nA paragraph moves all that follows."), ("A turn", "Half a turn"),
      ("After four", "Then `{=.2f} left[3]`, after four"),
    ] {
      try book.edit("a.md", old, new)
      #expect(build(book).cacheHits == (new.hasPrefix("Then") ? 0 : 1))
      #expect(try book.pages("output") == anew(book), "\(new)")
    }
    // A mark in the kept pictures shows in the page: they are what is written.
    let cache = book.folder + "/output/.cache/"
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: cache).first {
        $0.hasSuffix("-pictures.run")
      })
    let bytes = try #require(SealedFile.read(cache + name))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("class=\"mb-plot\""))
    var marked = bytes
    let mark = Array("class=\"mb-plot\"".utf8)
    for start in 0..<(bytes.count - mark.count)
    where bytes[start..<start + mark.count].elementsEqual(mark) {
      marked.replaceSubrange(start..<start + mark.count, with: "class=\"mb-PLOT\"".utf8)
    }
    SealedFile.write(marked, to: cache + name)
    try book.edit("a.md", "is left.", "is left then.")
    _ = build(book)
    let page = try book.read("output/html/a.html")
    #expect(page.components(separatedBy: "class=\"mb-PLOT\"").count == 3)
    // What means nothing is as good as none.
    for seed in 0..<16 {
      var broken = bytes
      broken[(seed * 97) % broken.count] = UInt8(truncatingIfNeeded: seed &* 101 &+ 3)
      if seed > 11 { broken.removeLast(broken.count * (seed - 11) / 6) }
      SealedFile.write(broken, to: cache + name)
      try book.write("chapters/a.md", try book.read("chapters/a.md") + "\nMore.\n")
      #expect(build(book).report.exitCode == 0)
    }
  }

  @Test func `a watched chapter follows its own file of macros`() throws {
    let book = try TemporaryBook(Self.files)
    var request = BuildRequest()
    request.isWatched = true
    request.engine = "test 1"
    var memory = BuildMemory()
    _ = BuildRun(book.root, request, memory: &memory)
    #expect(try book.read("output/html/one.html").contains("α"))
    try book.edit("own.tex", "alpha", "beta")
    // The second shows an equation of the first, with its macros.
    #expect(BuildRun(book.root, request, memory: &memory).reused == 1)
    #expect(try book.read("output/html/one.html").contains("β"))
  }
}

extension TemporaryBook {
  /// Replaces `old` in the file `name` of the chapters.
  func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = try read("chapters/" + name)
    #expect(text.contains(old), "\(name): \(old)")
    try write("chapters/" + name, text.replacingOccurrences(of: old, with: new))
  }

  /// The pages in the folder `output` by name.
  func pages(_ output: String) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for tree in ["html", "text"] {
      let place = "\(folder)/\(output)/\(tree)"
      let names = try #require(FileManager.default.subpaths(atPath: place), "\(tree)")
      for name in names where !Files.isFolder("\(place)/\(name)") {
        found["\(tree)/\(name)"] = try Files.read("\(place)/\(name)")
      }
    }
    return found
  }
}
