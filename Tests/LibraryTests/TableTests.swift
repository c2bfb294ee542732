import Diagnostics
import Script
import Testing

@testable import Library

/// Data files as tables.
@Suite struct TableTests {
  private func table(_ text: String, _ name: String = "d.csv") throws -> TableValue {
    try StandardLibrary.readTable(name, Array(text.utf8))
  }

  private func message(_ text: String, _ name: String = "d.csv") -> String {
    do {
      _ = try table(text, name)
      return "no error"
    } catch {
      return (error as? ScriptCause)?.message ?? "another error"
    }
  }

  @Test func `columns have the type that all their values have`() throws {
    let table = try table(
      "name,x,ok,note\na, 1.5,true,\nb,-2e3,false,7\n\"c, d\",,true,\"say \"\"hi\"\"\"\n")
    #expect(table.count == 3)
    #expect(table.columns.map(\.name) == ["name", "x", "ok", "note"])
    #expect(table.columns[0].content == .texts(["a", "b", "c, d"]))
    guard case .numbers(let x) = table.columns[1].content else {
      Issue.record("x is no column of numbers")
      return
    }
    #expect(x[0] == 1.5 && x[1] == -2000 && x[2].isNaN)
    #expect(table.columns[2].content == .flags([true, false, true]))
    #expect(table.columns[3].content == .texts(["", "7", "say \"hi\""]))
  }

  /// The forms of RFC 4180, section 2, and what spreadsheets write.
  @Test func `line ends, quotes, marks and separators of all kinds`() throws {
    #expect(try table("a\r\n1\r\n2").columns[0].content == .numbers([1, 2]))
    #expect(try table("\u{FEFF}a;b\n1;2\n").columns.map(\.name) == ["a", "b"])
    #expect(try table("a\tb\n1\t2\n", "d.tsv").count == 1)
    #expect(try table("a,b\n\"1\n2\",3\n").columns[0].content == .texts(["1\n2"]))
    #expect(try table("a,b\n\n1,2\n\n").count == 1)
  }

  /// 2⁵³ + 1 is the first whole number that a double does not hold (IEEE 754, table 3.5).
  @Test func `a whole number that would lose digits stays as it is written`() throws {
    let exact = try table("a\n9007199254740992\n-9007199254740992\n9007199254740994\n")
    #expect(
      exact.columns[0].content
        == .numbers([9_007_199_254_740_992, -9_007_199_254_740_992, 9_007_199_254_740_994]))
    for name in ["9007199254740993", "-9007199254740993", "123456789012345678901234567890"] {
      #expect(try table("a\n1\n\(name)\n").columns[0].content == .texts(["1", name]))
    }
    #expect(try table("a\n9007199254740993.5\n1e22\n").columns[0].content.count == 2)
  }

  @Test(arguments: [
    ("", "d.csv:1: the file has no header row"),
    ("a,a\n1,2\n", "d.csv:1: two columns are called 'a'"),
    ("a,,c\n", "d.csv:1: column 2 has no name"),
    ("a,b\n1,2\n3\n", "d.csv:3: row 2 has 1 cell, the header names 2"),
    ("a,b\n1,\"2\n", "d.csv:2: the quote in column 2 never ends"),
    ("a,b\n\"1\"x,2\n", "d.csv:2: column 1 goes on after its closing quote"),
    ("a,b\n1,2\n3,-1e400\n", "d.csv:3: -1e400 in column 'b' is beyond the largest number"),
  ])
  func `a fault of a CSV file is told by line and column`(text: String, words: String) {
    #expect(message(text) == words)
  }

  @Test func `JSON gives the same table from rows and from columns`() throws {
    let rows = try table(
      "[{\"x\": 1, \"s\": \"\\u00e9\\n\"},\n {\"s\": \"b\", \"x\": null}]", "d.json")
    #expect(rows.columns[1].content == .texts(["é\n", "b"]))
    guard case .numbers(let x) = rows.columns[0].content else {
      Issue.record("x is no column of numbers")
      return
    }
    #expect(x[0] == 1 && x[1].isNaN)
    let columns = try table("{\"x\": [1, 2], \"f\": [true, false]}", "d.json")
    #expect(columns.columns.map(\.content) == [.numbers([1, 2]), .flags([true, false])])
    #expect(try table("\u{FEFF}[1]", "d.json").count == 1)
    #expect(try table("[1, 2.5, -3e2]", "d.json").columns[0].content == .numbers([1, 2.5, -300]))
  }

  @Test(arguments: [
    ("[1, 2", "d.json:1: ',' or ']' was expected"),
    ("[{\"x\": 1},\n{\"y\": 1}]", "d.json:2: row 2 has no 'x'"),
    ("[{\"x\": 1},\n{\"x\": 1, \"y\": 2}]", "d.json:2: row 2 has 'y', which the first row has not"),
    (
      "[{\"x\": 1},\n{\"x\": \"a\"}]",
      "d.json:2: column 'x', row 2 is not of the type of the rows before it, numbers"
    ),
    ("{\"x\": [1], \"y\": [1, 2]}", "d.json:1: column 'y' has 2 rows, 'x' has 1"),
    ("[1] x", "d.json:1: text follows the end"), ("[01x]", "d.json:1: '01x' is no value of JSON"),
    ("[[1]]", "d.json:1: column 'value', row 1 is no single value"),
    ("[{\"a\": 1, \"a\": 2}]", "d.json:1: 'a' stands twice in one object"),
    ("[1,\n1e400]", "d.json:2: 1e400 is beyond the largest number"),
    (
      "[9007199254740992,\n9007199254740993]",
      "d.json:2: 9007199254740993 has more digits than a number holds: write it as a text"
    ),
    (String(repeating: "[", count: 5_000), "d.json:1: the values are nested too deep"),
  ])
  func `a fault of a JSON file is told by line, row and column`(text: String, words: String) {
    #expect(message(text, "d.json") == words)
  }

  @Test func `a column of the wrong type is told by row and line`() throws {
    let table = try table("x\n1\n2\nn/a\n")
    do {
      _ = try table.numbers("x")
      Issue.record("no error")
    } catch let cause as ScriptCause {
      #expect(cause.message == "column 'x' of d.csv holds texts: row 3 (line 4) is 'n/a'")
    }
    do {
      _ = try table.numbers("X")
      Issue.record("no error")
    } catch let cause as ScriptCause {
      #expect(cause.hints == ["did you mean 'x'?"])
    }
  }

  @Test func `without a book there is nothing to read`() {
    #expect(LibraryTests.result(of: "data(\"x.csv\")").hasPrefix("error: there is no folder"))
  }

  @Test func `a table is kept and comes back`() throws {
    let table = try table("x,ok\n1,true\n,false\n")
    let bytes = try #require(StoredObject.bytes(of: table))
    let back = try #require(StoredObject.object("Table", bytes) as? TableValue)
    #expect(back.text() == table.text())
    #expect(StoredObject.bytes(of: back) == bytes)
    #expect(StoredObject.object("Table", [1, 2]) == nil)
  }
}
