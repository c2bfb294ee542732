import Diagnostics
import Foundation
import Script
import Testing

@testable import Book

/// Cells read the book's own files and nothing else.
@Suite struct DataFolderTests {
  private func chapter(_ call: String) -> [String: String] {
    [
      "chapters/part/a.md": "# A\n\n```swift-math\n\(call)\n```\n", "chapters/top.csv": "x\n1\n",
      "chapters/part/own.csv": "x\n1\n2\n", "secret.csv": "x\n7\n",
    ]
  }

  @Test func `a file beside the chapter, and one at the top of the book`() throws {
    let book = try TemporaryBook(
      chapter(
        "data(\"own.csv\").count      // => 2\ndata(\"top.csv\").count      // => 1\ndata(\"part/own.csv\").count // => 2"
      ))
    #expect(book.messages(book.build()) == [])
  }

  @Test(arguments: [
    ("../secret.csv", "is no name of a file of the book"),
    ("/etc/passwd.csv", "is no name of a file of the book"),
    ("part/../../secret.csv", "is no name of a file of the book"),
    ("linked.csv", "is a symbolic link"), ("folder/x.csv", "is a symbolic link"),
    ("lost.csv", "the book has no data file 'lost.csv'"), ("own.cvs", "the book has no data file"),
    ("a.md", "is no data file"),
  ])
  func `nothing outside the book is read`(name: String, words: String) throws {
    let book = try TemporaryBook(chapter("data(\"\(name)\").count"))
    let part = book.folder + "/chapters/part/"
    try FileManager.default.createSymbolicLink(
      atPath: part + "linked.csv", withDestinationPath: book.folder + "/secret.csv")
    try FileManager.default.createSymbolicLink(
      atPath: part + "folder", withDestinationPath: book.folder)
    let run = book.build()
    #expect(run.report.exitCode == 1)
    #expect(book.messages(run).contains { $0.contains(words) }, "\(book.messages(run))")
    let finding = try #require(run.report.findings.first)
    #expect(finding.file.position(at: finding.diagnostic.range.start).line == 4)
  }

  @Test func `a file beyond the limit is refused`() throws {
    let book = try TemporaryBook(chapter("data(\"big.csv\").count"))
    let row = Data("1234567\n".utf8)
    var bytes = Data("x\n".utf8)
    for _ in 0..<(Limits().dataBytes / row.count + 1) { bytes += row }
    try bytes.write(to: URL(filePath: book.folder + "/chapters/big.csv"))
    #expect(book.messages(book.build()).contains { $0.contains("more than the limit of") })
  }

  @Test func `the names in calls are found, and a computed one is told apart`() {
    let calls = { (code: String) in
      var isHidden = false
      return DataFolder.calls(in: Array(code.utf8), isHidden: &isHidden)
    }
    #expect(calls("let t = data(\"a.csv\")") == ["a.csv"])
    #expect(calls("data ( \"a b.json\" ).count + mydata(\"x\") + data2") == ["a b.json"])
    #expect(calls("data(name)") == [nil])
    #expect(calls("data(\"a\\(i).csv\")") == [nil])
    #expect(calls("names.map(data)") == [nil])
    #expect(calls("let data = [1]\ndata[0] + x.data(\"y\")") == [])
  }

  @Test func `a variable of the chapter called data is no file, from its line on`() {
    var isHidden = false
    let calls = { (code: String) in DataFolder.calls(in: Array(code.utf8), isHidden: &isHidden) }
    #expect(calls("names.map(data)\nfor _ in 0..<2 {\n  let data = [1]\n}\nf(data)") == [nil, nil])
    #expect(calls("let database = 1\nsum(data)") == [nil])
    #expect(calls("let data = data(\"a.csv\")\nsum(data)") == ["a.csv"])
    #expect(calls("mse(data, data)") == [])
  }
}
