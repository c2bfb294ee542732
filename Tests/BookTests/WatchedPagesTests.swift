import Diagnostics
import Testing

@testable import Book

/// A book that is watched: one process remembers what it made, beside builds that remember nothing.
@Suite struct WatchedPagesTests {
  private var request: BuildRequest {
    var request = BuildRequest()
    request.engine = "test 1"
    request.isWatched = true
    return request
  }

  /// The pages of `book` made by a process that starts now.
  private func anew(_ book: TemporaryBook) throws -> [String: [UInt8]] {
    var request = request
    request.usesCache = false
    request.output = book.folder + "/anew"
    #expect(BuildRun(book.root, request).report.exitCode == 0)
    return try book.pages("anew")
  }

  @Test func `whatever changes while a book is watched, its pages are those of a fresh build`()
    throws
  {
    let book = try TemporaryBook(KeptPagesTests.files)
    var memory = BuildMemory()
    #expect(book.messages(BuildRun(book.root, request, memory: &memory)) == [])
    let edits: [(name: String, old: String, new: String, reused: Int)] = [
      ("deep/three.md", "See", "Then see", 2),
      ("one.md", "A set", "Lines above\n\nA set", 2),
      ("one.md", "## Plain heading", "## A heading that nobody refers to", 1),
      ("one.md", "a = b", "a = c", 1),
      ("d.csv", "2\n", "2\n3\n", 2),
      ("one.md", "## Named heading", "## Renamed heading", 0),
      ("own.tex", "alpha", "beta", 1),
      ("two.md", "See", "A term\n: What it is.\n\nSee", 0),
      ("two.md", "# Two", "# Two <!-- #two -->", 2),
      (
        "SUMMARY.md", "- [Two](two.md)\n- [Three](deep/three.md)",
        "- [Three](deep/three.md)\n- [Two](two.md)", 0
      ),
    ]
    for edit in edits {
      try book.edit(edit.name, edit.old, edit.new)
      let run = BuildRun(book.root, request, memory: &memory)
      #expect(book.messages(run) == [], "\(edit)")
      #expect(run.reused == edit.reused, "\(edit)")
      #expect(try book.pages("output") == anew(book), "\(edit)")
    }
  }

  /// What a build that failed had read is not what the pages show.
  @Test func `changes of a build that failed reach the pages of the next`() throws {
    let book = try TemporaryBook(KeptPagesTests.files)
    var memory = BuildMemory()
    _ = BuildRun(book.root, request, memory: &memory)
    try book.edit("one.md", "a = b", "a = c")
    try book.edit("one.md", "## Named heading", "## Renamed heading")
    try book.edit("deep/three.md", "sec-named", "sec-nowhere")
    #expect(BuildRun(book.root, request, memory: &memory).report.exitCode == 1)
    try book.edit("deep/three.md", "sec-nowhere", "sec-named")
    #expect(BuildRun(book.root, request, memory: &memory).report.exitCode == 0)
    #expect(try book.pages("output") == anew(book))
    #expect(try book.read("output/html/deep/three.html").contains("Renamed heading"))
  }

  @Test func `an identifier that is used twice is told until it is mended`() throws {
    let book = try TemporaryBook(KeptPagesTests.files)
    var memory = BuildMemory()
    _ = BuildRun(book.root, request, memory: &memory)
    try book.edit("one.md", "## Plain heading", "## Plain heading <!-- #sec-named -->")
    for turn in 0..<2 {
      try book.edit("deep/three.md", "See", "See \(turn)")
      let run = BuildRun(book.root, request, memory: &memory)
      #expect(book.messages(run) == ["the identifier 'sec-named' is used twice"])
    }
    try book.edit("one.md", "## Plain heading <!-- #sec-named -->", "## Plain heading")
    #expect(BuildRun(book.root, request, memory: &memory).report.exitCode == 0)
    #expect(try book.pages("output") == anew(book))
  }

  @Test func `a plain build in between leaves no page without its script`() throws {
    let book = try TemporaryBook(KeptPagesTests.files)
    var memory = BuildMemory()
    _ = BuildRun(book.root, request, memory: &memory)
    _ = book.build()
    try book.edit("deep/three.md", "See", "Then see")
    #expect(BuildRun(book.root, request, memory: &memory).reused == 0)
    #expect(try book.pages("output") == anew(book))
  }
}
