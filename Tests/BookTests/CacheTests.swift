import Diagnostics
import Foundation
import Testing

@testable import Book

@Suite struct SealedFileTests {
  @Test func `a kept file that changed in any byte is none`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "x.run").path
    for count in [1, 15, 16, 31, 32, 33, 64, 100] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
      SealedFile.write(bytes, to: path)
      #expect(SealedFile.read(path) == bytes)
      let file = try Data(contentsOf: URL(filePath: path))
      for place in file.indices {
        var changed = file
        changed[place] ^= 1 << UInt8(place % 8)
        try changed.write(to: URL(filePath: path))
        #expect(SealedFile.read(path) == nil, "byte \(place) of \(count)")
        try file.prefix(place).write(to: URL(filePath: path))
        #expect(SealedFile.read(path) == nil, "cut at \(place) of \(count)")
      }
      try (file + Data([0])).write(to: URL(filePath: path))
      #expect(SealedFile.read(path) == nil, "one more than \(count)")
    }
    // Words that change places, which a plain sum would not see.
    let words = (0..<64).map { UInt8($0 / 8) }
    SealedFile.write(words, to: path)
    let file = try Data(contentsOf: URL(filePath: path))
    let body = file.count - 64
    for (a, b) in [(0, 1), (0, 4), (1, 5), (3, 7)] {
      var changed = file
      for i in 0..<8 { changed.swapAt(body + 8 * a + i, body + 8 * b + i) }
      try changed.write(to: URL(filePath: path))
      #expect(SealedFile.read(path) == nil, "words \(a) and \(b)")
    }
  }
}

@Suite struct DigestTests {
  /// - Source: FIPS 180-4's examples (csrc.nist.gov, SHA256.pdf) and the empty message.
  @Test func `fingerprints are those of the standard`() {
    #expect(
      Digest.text(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Digest.text(of: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      Digest.text(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      Digest.text(of: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `pieces make the same fingerprint as the whole`() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for cut in [1, 63, 64, 65, 128, 200] {
      var digest = Digest()
      digest.add(Array(bytes[..<cut]))
      digest.add(Array(bytes[cut...]))
      #expect(digest.text == Digest.text(of: bytes), "\(cut)")
    }
  }
}

@Suite struct CacheTests {
  static let chapter = """
    # A

    The last is 9<!-- = squares.last -->, their sum 14<!-- = squares.sum() -->.

    ```swift-math
    let squares = [1, 4, 9]
    print("run")
    squares                      // => [1, 4, 9]
    let names = ["a": 1, "b": 2]
    names
    (mean(squares), "text", true, 1...3)
    struct P { let x: Double }
    P(x: 0.1 + 0.2)
    (Symbol("t") + 1) ** 2
    Fraction(1, 3) + Fraction(1, 6)
    Normal(mean: 0, standardDeviation: 2)
    ```

    ```swift-math {#fig-a}
    lineChart(squares, x: "n", y: "n²")
    ```

    Figure: Squares.

    ```swift-math {expect-error}
    [1, 2] + [1, 2, 3]           // error: the lengths 2 and 3 differ
    ```

    """

  private func built(_ book: TemporaryBook, _ memory: inout BuildMemory) -> BuildRun {
    var request = BuildRequest()
    request.engine = "test 1"
    return BuildRun(book.root, request, memory: &memory)
  }

  private func built(_ book: TemporaryBook) -> BuildRun {
    var memory = BuildMemory()
    return built(book, &memory)
  }

  @Test func `values of every kind come back from the disk as they were`() throws {
    let book = try TemporaryBook(["chapters/a.md": Self.chapter])
    let first = built(book)
    #expect(book.messages(first) == [])
    #expect(first.cacheHits == 0)
    let page = try book.read("output/html/a.html")
    #expect(page.contains("<svg"))
    try FileManager.default.removeItem(atPath: book.folder + "/output/html")
    let second = built(book)
    #expect(second.cacheHits == 1)
    #expect(try book.read("output/html/a.html") == page)
    #expect(first.report.tally == second.report.tally)
  }

  @Test func `a caption re-runs nothing, a cell and a new expression do`() throws {
    let book = try TemporaryBook(["chapters/a.md": Self.chapter])
    _ = built(book)
    try book.write(
      "chapters/a.md",
      Self.chapter.replacingOccurrences(of: "Figure: Squares.", with: "Figure: The squares."))
    #expect(built(book).cacheHits == 1)
    #expect(try book.read("output/html/a.html").contains("The squares."))
    try book.write(
      "chapters/a.md", Self.chapter.replacingOccurrences(of: "squares.last", with: "squares[2]"))
    #expect(built(book).cacheHits == 0)
    try book.write(
      "chapters/a.md", Self.chapter.replacingOccurrences(of: "print(\"run\")", with: "print(\"x\")")
    )
    #expect(built(book).cacheHits == 0)
    // What no chapter uses any more is gone.
    let kept = try FileManager.default.contentsOfDirectory(atPath: book.folder + "/output/.cache")
    #expect(kept.filter { $0.hasSuffix(".run") }.count == 1)
  }

  @Test func `a value that is kept never excuses a number that is wrong`() throws {
    let book = try TemporaryBook(["chapters/a.md": Self.chapter])
    _ = built(book)
    try book.write(
      "chapters/a.md", Self.chapter.replacingOccurrences(of: "sum 14<", with: "sum 15<"))
    let run = built(book)
    #expect(run.cacheHits == 1)
    #expect(run.report.exitCode == 1)
  }

  @Test func `a spoilt cache is as good as none`() throws {
    let book = try TemporaryBook(["chapters/a.md": Self.chapter])
    _ = built(book)
    let page = try book.read("output/html/a.html")
    let cache = book.folder + "/output/.cache/"
    let names = try FileManager.default.contentsOfDirectory(atPath: cache)
    let name = try #require(names.first { $0.hasSuffix(".run") })
    // The pages are gone, so that each build has something to do.
    func rebuilt() throws -> BuildRun {
      try? FileManager.default.removeItem(atPath: book.folder + "/output/html")
      return built(book)
    }
    let whole = try Data(contentsOf: URL(filePath: cache + name))
    for count in [0, 10, 64, 70, whole.count / 2, whole.count - 1] {
      try whole.prefix(count).write(to: URL(filePath: cache + name))
      #expect(try rebuilt().cacheHits == 0, "\(count)")
      #expect(try book.read("output/html/a.html") == page)
    }
    var flipped = whole
    flipped[whole.count / 2] ^= 1
    try flipped.write(to: URL(filePath: cache + name))
    #expect(try rebuilt().cacheHits == 0)
    // Bytes that are whole but mean nothing: no count in them may be believed.
    for seed in 0..<60 {
      var bytes = Array(whole.dropFirst(64))
      bytes[(seed * 37) % bytes.count] = UInt8(truncatingIfNeeded: seed &* 101 &+ 3)
      try Data(Array(Digest.text(of: bytes).utf8) + bytes).write(to: URL(filePath: cache + name))
      _ = try rebuilt()
    }
  }

  @Test func `data files are part of the key`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # A

      The mean is 2<!-- = mean(data("d.csv").column("x")) -->.

      ```swift-math
      let table = data("d.csv")
      table.count            // => 3
      ```

      """, "chapters/d.csv": "x\n1\n2\n3\n",
    ])
    #expect(book.messages(built(book)) == [])
    try book.write("chapters/d.csv", "x\n1\n2\n6\n")
    #expect(built(book).report.exitCode == 1)
  }

  @Test func `a build of the very same has nothing to do, and one of anything else has`() throws {
    let book = try TemporaryBook(BuildTests.two)
    #expect(!built(book).isUnchanged)
    let again = built(book)
    #expect(again.isUnchanged && again.chapterCount == 2 && again.report.exitCode == 0)
    #expect(again.closingLines.hasPrefix("checked "))
    // A page that somebody touched, a file that is new, a template.
    try book.write("output/html/first.html", "mine")
    #expect(!built(book).isUnchanged)
    #expect(try book.read("output/html/first.html") != "mine")
    try book.write("chapters/new.csv", "x\n1\n")
    #expect(!built(book).isUnchanged)
    try book.write("templates/page.txt", "{{{content}}}")
    #expect(!built(book).isUnchanged)
    #expect(built(book).isUnchanged)
    var strict = BuildRequest()
    strict.engine = "test 1"
    strict.isStrict = true
    #expect(!BuildRun(book.root, strict).isUnchanged)
  }

  @Test func `a build with something to say says it every time`() throws {
    let book = try TemporaryBook(["chapters/a.md": "# A\n\nA third is 1/3 = 0.33.\n70 / 3 = 23.\n"])
    let first = built(book).report.findings.count
    #expect(first > 0)
    #expect(built(book).report.findings.count == first)
  }

  @Test func `a second build in the same process makes only what has changed`() throws {
    var files = BuildTests.two
    files["chapters/d.csv"] = "x\n1\n"
    files["chapters/first.md"]? += "\n```swift-math\ndata(\"d.csv\").count\n```\n"
    let book = try TemporaryBook(files)
    var request = BuildRequest()
    request.isWatched = true
    request.engine = "test"
    var memory = BuildMemory()
    #expect(BuildRun(book.root, request, memory: &memory).reused == 0)
    #expect(BuildRun(book.root, request, memory: &memory).reused == 2)
    try book.write(
      "chapters/deep/second.md", try book.read("chapters/deep/second.md") + "\nMore.\n")
    #expect(BuildRun(book.root, request, memory: &memory).reused == 1)
    #expect(try book.read("output/html/deep/second.html").contains("More."))
    // A heading is listed on other pages, data are shown on their own.
    try book.write("chapters/d.csv", "x\n1\n2\n")
    #expect(BuildRun(book.root, request, memory: &memory).reused == 1)
    // A build that fails leaves what is known of the pages that stay.
    let good = try book.read("chapters/first.md")
    try book.write("chapters/first.md", good + "\n2 + 2 = 5.\n")
    #expect(BuildRun(book.root, request, memory: &memory).report.exitCode == 1)
    try book.write("chapters/first.md", good + "\n2 + 2 = 4.\n")
    #expect(BuildRun(book.root, request, memory: &memory).report.exitCode == 0)
    #expect(try book.read("output/html/first.html").contains("2 + 2 = 4."))
    #expect(try book.read("output/html/deep/second.html").contains("More."))
    // Somebody deleted a page: it is made again.
    try FileManager.default.removeItem(atPath: book.folder + "/output/html/first.html")
    #expect(BuildRun(book.root, request, memory: &memory).report.exitCode == 0)
    #expect(book.exists("output/html/first.html"))
  }
}
