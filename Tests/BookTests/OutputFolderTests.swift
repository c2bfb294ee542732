import Foundation
import Testing

@testable import Book

@Suite struct OutputFolderTests {
  @Test func `of two trees both change or none does`() throws {
    let folder = TemporaryBook.newFolder()
    func trees(_ text: String) throws -> [OutputFolder] {
      let trees = try ["html", "text"].map { try OutputFolder(replacing: folder + "/" + $0) }
      for tree in trees { try tree.write(Array(text.utf8), to: "a") }
      return trees
    }
    func texts() -> [String] {
      ["html", "text"].map { name in
        (try? Files.read("\(folder)/\(name)/a")).map { String(decoding: $0, as: UTF8.self) } ?? "-"
      }
    }
    try OutputFolder.commit(try trees("old"))
    #expect(texts() == ["old", "old"])
    let broken = try trees("new")
    try Files.remove(folder + "/.mathbook-new-text")
    #expect(throws: FileError.self) { try OutputFolder.commit(broken) }
    #expect(texts() == ["old", "old"])
    for tree in broken { tree.discard() }
    let newer = try trees("newer")
    try OutputFolder.commit(newer)
    #expect(texts() == ["newer", "newer"])
    try OutputFolder.removeOld(newer).get()
    #expect(try Files.names(in: folder) == ["html", "text"])
  }

  @Test func `what somebody else put among the pages is refused, and stays`() throws {
    let book = try TemporaryBook(KeptPagesTests.files)
    #expect(book.build().report.exitCode == 0)
    for name in ["CNAME", ".nojekyll", "deep/mine/notes.txt"] {
      try book.write("output/html/" + name, "mine")
      let run = book.build()
      #expect(run.report.exitCode == 2)
      #expect(
        book.messages(run) == ["'\(book.folder)/output/html/\(name)' was not written by a build"])
      #expect(try book.read("output/html/" + name) == "mine")
      try Files.remove(book.folder + "/output/html/" + name)
      try Files.remove(book.folder + "/output/html/deep/mine")
    }
    // What file managers leave behind is no reason to stop.
    try book.write("output/html/.DS_Store", "")
    #expect(book.build().report.exitCode == 0)
  }

  @Test func `a link in the place of the pages stays one`() throws {
    let book = try TemporaryBook(KeptPagesTests.files)
    try Files.makeFolder(book.folder + "/real")
    try Files.makeFolder(book.folder + "/output")
    try FileManager.default.createSymbolicLink(
      atPath: book.folder + "/output/html", withDestinationPath: "../real")
    for _ in 0..<2 { #expect(book.messages(book.build()) == []) }
    #expect(Files.isLink(book.folder + "/output/html"))
    #expect(book.exists("real/one.html"))
  }

  @Test func `builds at the same time wait for each other`() throws {
    let book = try TemporaryBook(KeptPagesTests.files)
    let folder = book.folder
    let results = concurrentMap(Array(0..<6)) { turn in
      var request = BuildRequest()
      request.chartCharacters = turn % 2 == 0 ? "braille" : "ascii"
      return BuildRun(book.root, request).report.exitCode
    }
    #expect(results == [0, 0, 0, 0, 0, 0])
    #expect(try Files.names(in: folder + "/output") == ["html", "text"])
    #expect(book.exists("output/html/deep/three.html") && book.exists("output/text/one.txt"))
  }

  @Test func `a folder that is left read-only is no end of builds`() throws {
    let book = try TemporaryBook(KeptPagesTests.files)
    #expect(book.build().report.exitCode == 0)
    try book.write("output/.mathbook-new-html/deep/a", "")
    for name in ["/deep", ""] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o555], ofItemAtPath: book.folder + "/output/.mathbook-new-html" + name)
    }
    #expect(book.messages(book.build()) == [])
  }

  @Test func `pages that a killed build had put aside come back`() throws {
    let folder = TemporaryBook.newFolder()
    let tree = try OutputFolder(replacing: folder + "/html")
    try tree.write([1], to: "a")
    try OutputFolder.commit([tree])
    try Files.move(folder + "/html", to: folder + "/.mathbook-old-html")
    try OutputFolder(replacing: folder + "/html").discard()
    #expect(try Files.read(folder + "/html/a") == [1])
  }
}
