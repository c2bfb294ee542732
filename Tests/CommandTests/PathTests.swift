import Foundation
import Testing

/// Which files a command reads, and what it says of those that it cannot.
@Suite struct PathTests {
  @Test func `a link to a folder is not followed, and a link to nothing is no document`() throws {
    let folder = try temporaryFolder(["a.md": "1 + 1 = 2\n", "sub/b.md": "2 + 2 = 4\n"])
    let other = try temporaryFolder(["c.md": "3 + 3 = 7\n"])
    for (name, target) in [
      ("loop", "."), ("away", other.path), ("sub/up", ".."), ("none.md", "/no/such.md"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: name).path, withDestinationPath: target)
    }
    let run = try Command(["check", "."], in: folder)
    #expect(run.output == "2 files, 2 calculations, all right\n")
    #expect(run.code == 0, "\(run.errors)")
    // A link that is named is followed.
    #expect(try Command(["check", "away"], in: folder).code == 1)
    #expect(try Command(["check", "none.md"], in: folder).code == 2)
  }

  @Test func `a report makes its own folder and none above`() throws {
    let folder = try temporaryFolder(["a.md": "1 + 1 = 2\n"])
    let run = try Command(["check", "--format", "json=no/such/x.json", "a.md"], in: folder)
    #expect(run.code == 2)
    #expect(run.errors.contains("'no/such/x.json' cannot be written: there is no folder 'no'"))
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "no").path))
  }

  @Test func `a line behind the end of a file is a mistake`() throws {
    let folder = try temporaryFolder(["a.md": "1 + 1 = 2\n\nx\n", "b.md": "1 + 1 = 2"])
    let run = try Command(["explain", "a.md:4"], in: folder)
    #expect(run.code == 2)
    #expect(run.errors == "mathbook: error: 'a.md' has no line 4, but 3 lines\n")
    #expect(try Command(["explain", "a.md:3"], in: folder).code == 0)
    #expect(try Command(["explain", "b.md:1"], in: folder).code == 0)
  }

  @Test func `a folder in which nothing is written for mathbook is no book`() throws {
    let text = "# T\n\nWe have 51 and 17 things.\n"
    let folder = try temporaryFolder(["README.md": text])
    let run = try Command(["check", "--strict"], in: folder)
    #expect(run.output == "1 file, no calculations found\n")
    #expect(run.code == 0)
    for other in [
      ["SUMMARY.md": "# S\n\n- [T](README.md)\n"], ["a.md": "```swift-math\n1 + 1 // => 2\n```\n"],
    ] {
      let book = try temporaryFolder(other.merging(["README.md": text]) { $1 })
      let run = try Command(["check"], in: book)
      #expect(run.output.contains("unverified 2"), "\(run.output)")
    }
  }

  @Test func `a hint says where a comment is read`() throws {
    let folder = try temporaryFolder(["a.md": "```\n1 + 1 = 3\n```\n\nSo 1 + 1 = 3.\n"])
    let run = try Command(["check", "a.md"], in: folder)
    let hints = run.output.split(separator: "\n").filter { $0.contains("hint:") }
    #expect(hints.count == 2)
    #expect(hints.first?.hasSuffix("skip: reason --> on a line of its own after the block") == true)
    #expect(hints.last?.hasSuffix("skip: reason --> after it") == true)
    let waived = "```\n1 + 1 = 3\n```\n\n<!-- skip: wrong on purpose -->\n"
    try Data(waived.utf8).write(to: folder.appending(path: "a.md"))
    #expect(try Command(["check", "a.md"], in: folder).code == 0)
  }

  @Test func `a plain folder gives its name to its book`() throws {
    let folder = try temporaryFolder(["a.md": "# A\n\n```swift-math\n1 + 1\n```\n"])
    #expect(try Command(["build", "--format", "html"], in: folder).code == 0)
    let page = try String(
      contentsOf: folder.appending(path: "output/html/a.html"), encoding: .utf8)
    #expect(page.contains(folder.lastPathComponent))
  }

  @Test func `what a table holds is told by help and by a hint`() throws {
    let help = try Command(["help", "Table"])
    #expect(help.code == 0)
    for head in ["data(_ file: String) -> Table", "column(_ self: Table, _ name: String)"] {
      #expect(help.output.contains(head))
    }
    let folder = try temporaryFolder([
      "a.swift": "let t = table([\"tenT\": [1, 2]])\nt.tenT\n",
      "b.swift": "let t = table([\"tenT\": [1, 2]])\nt.colums\n",
    ])
    let run = try Command(["run", "a.swift"], in: folder)
    #expect(run.errors.contains("hint: a column is read by its name: '.column(\"tenT\")'"))
    #expect(try Command(["run", "b.swift"], in: folder).errors.contains("did you mean 'columns'?"))
  }
}
