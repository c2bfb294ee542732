import Foundation
import Testing

/// What `check` is asked beside the plain run.
@Suite struct CheckCommandTests {
  static let wrong = "Text.\n\n12 + 7 = 20 issues and 4 × 5 = 20.\n"

  /// Runs git in `folder`, with a name for the commits that no machine's settings change.
  static func git(_ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"] + arguments
    process.currentDirectoryURL = folder
    process.standardOutput = Pipe()
    process.standardError = Pipe()
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(arguments)")
  }

  @Test func `several forms are written at once, one to the terminal and others to files`() throws {
    let folder = try temporaryFolder(["a.md": Self.wrong])
    let run = try Command(
      ["check", "--format", "json=out.json", "--format=sarif=out/check.sarif", "a.md"], in: folder)
    #expect(run.code == 1)
    #expect(run.output.contains("a.md:3:1: error: 12 + 7 is 19, not 20"))
    for name in ["out.json", "out/check.sarif"] {
      let data = try Data(contentsOf: folder.appending(path: name))
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
    }
    let twice = try Command(["check", "--format", "json", "--format", "tap", "a.md"], in: folder)
    #expect(twice.code == 2)
    #expect(twice.errors.contains("only one form can go to standard output"))
    let unknown = try Command(["check", "--format", "sarf=x", "a.md"], in: folder)
    #expect(unknown.errors.contains("did you mean 'sarif'?"))
  }

  @Test(arguments: [
    ("2 / 3 = 0.66 and 1 + 1 = 2\n", "1 file, 2 calculations, none wrong, 1 error\n"),
    ("1 + 1 = 3 and 2 / 3 = 0.66\n", "1 file, 2 calculations, 1 wrong, 1 other error"),
    ("1 + 1 = 2\n", "1 file, 1 calculation, all right\n"),
  ])
  func `the closing line tells of every error`(text: String, line: String) throws {
    let folder = try temporaryFolder(["a.md": text])
    let run = try Command(["check", "--strict", "a.md"], in: folder)
    #expect(run.code == (line.hasSuffix("right\n") ? 0 : 1))
    #expect(run.output.contains(line), "\(run.output)")
  }

  @Test func `in GitHub Actions errors are annotated too, at most ten of them`() throws {
    let lines = (1...13).map { "Line \($0): \($0) + 1 = 99.\n\n" }.joined()
    let folder = try temporaryFolder(["sub/a.md": lines])
    try Self.git(["init", "-q"], in: folder)
    let run = try Command(
      ["check", "a.md"], in: folder.appending(path: "sub"),
      environment: ["GITHUB_ACTIONS": "true"])
    let annotations = run.output.split(separator: "\n").filter { $0.hasPrefix("::error ") }
    #expect(annotations.count == 10)
    #expect(annotations.first?.hasPrefix("::error file=sub/a.md,line=1,col=9,") == true)
    #expect(run.output.hasSuffix("and 3 more errors, listed above\n"))
    let plain = try Command(
      ["check", "--format", "json", "a.md"], in: folder.appending(path: "sub"),
      environment: ["GITHUB_ACTIONS": "true"])
    #expect(!plain.output.contains("::error"))
    let asked = try Command(
      ["check", "--format", "github", "a.md"],
      in: folder.appending(path: "sub"), environment: ["GITHUB_ACTIONS": "true"])
    #expect(asked.output.components(separatedBy: "::error ").count == 14)
  }

  @Test func `only lines that changed since a revision are checked`() throws {
    let folder = try temporaryFolder([
      "a.md": "1 + 1 = 3\n\nkept\n", "b.md": "2 + 2 = 5\n", "ö x.md": "fine\n",
    ])
    try Self.git(["init", "-q"], in: folder)
    try Self.git(["add", "."], in: folder)
    try Self.git(["commit", "-q", "-m", "one"], in: folder)
    let none = try Command(["check", "--changed-since", "HEAD", "."], in: folder)
    #expect(none.code == 0)
    #expect(none.output == "no document has changed lines\n")
    try Data("1 + 1 = 3\n\nkept\n\n3 + 3 = 7\n".utf8).write(to: folder.appending(path: "a.md"))
    try Data("4 + 4 = 9\n".utf8).write(to: folder.appending(path: "new.md"))
    try Data("5 + 5 = 11\n".utf8).write(to: folder.appending(path: "ö x.md"))
    let run = try Command(["check", "--changed-since", "HEAD", "."], in: folder)
    #expect(run.code == 1)
    #expect(run.output.contains("a.md:5:1: error: 3 + 3 is 6, not 7"))
    #expect(run.output.contains("new.md:1:1: error: 4 + 4 is 8, not 9"))
    #expect(run.output.contains("ö x.md:1:1: error: 5 + 5 is 10, not 11"))
    #expect(run.output.components(separatedBy: ": error: ").count == 4)
    // What stands on the other lines is not counted either.
    #expect(
      run.output.hasSuffix(
        "3 files, 3 calculations, 3 wrong   (--list all shows how every number was read)\n"))
    let wrong = try Command(["check", "--changed-since", "nowhere", "."], in: folder)
    #expect(wrong.code == 2)
    #expect(wrong.errors.contains("git cannot compare with 'nowhere'"))
  }

  /// A repository in which `old` was committed and holds `new` now.
  static func repository(_ old: [String: String], _ new: [String: String]) throws -> URL {
    let folder = try temporaryFolder(old)
    try git(["init", "-q"], in: folder)
    try git(["add", "."], in: folder)
    try git(["commit", "-q", "-m", "one"], in: folder)
    for (name, text) in new { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return folder
  }

  @Test func `what a changed line makes wrong elsewhere is told`() throws {
    let cell = "\n```swift-math\nlet n = 5\nn + 1 // => 6\n```\n"
    let chapter = "# A\n\nThere are 5<!-- = n -->.\n\n1 + 1 = 3\n" + cell
    let table =
      "| a | n |\n|---|--:|\n| x | 10 |\n| y | 20 |\n| z | 30 |\n| w | 40 |\n"
      + "| Total | 100 |\n"
    let given = "# A\n\nOf 12<!-- let m -->\n\nhalf are 6<!-- = m / 2 -->.\n"
    let sum = "The total of 12 + 7 + 8\n= 27 is right.\n"
    for (name, old, new, errors) in [
      ("chapters/a.md", chapter, chapter.replacing("n = 5", with: "n = 7"), ["3:11", "9:13"]),
      ("chapters/a.md", chapter, chapter.replacing("let n = 5\n", with: ""), ["3:19", "8:1"]),
      ("chapters/a.md", given, given.replacing("12", with: "14"), ["5:10"]),
      ("t.md", table, table.replacing("| y | 20 |", with: "| y | 25 |"), ["7:11"]),
      (
        "t.md", table + "\n1 + 1 = 3\n",
        table.replacing("| x | 10 |\n", with: "") + "\n1 + 1 = 3\n", ["6:11"]
      ),
      ("s.md", sum, sum.replacing("12", with: "13"), ["2:3"]),
    ] {
      let folder = try Self.repository([name: old], [name: new])
      let run = try Command(["check", "--changed-since", "HEAD", "."], in: folder)
      let places = run.output.split(separator: "\n").filter { $0.contains(": error: ") }
        .map { $0.split(separator: ":")[1...2].joined(separator: ":") }
      #expect(places == errors, "\(name): \(run.output)")
    }
  }

  @Test func `a changed data file is asked about where it is read`() throws {
    let chapter = "# A\n\nThe sum is 6<!-- = s -->.\n\n1 + 1 = 3\n\n```swift-math\n"
    let reads = chapter + "let s = sum(data(\"x.csv\").column(\"n\"))\n```\n"
    let other = chapter + "let s = 7\n```\n"
    let book = [
      "chapters/a.md": reads, "chapters/b.md": other, "chapters/x.csv": "n\n1\n2\n3\n",
      "chapters/y.csv": "n\n1\n",
    ]
    let folder = try Self.repository(book, ["chapters/x.csv": "n\n1\n2\n4\n"])
    let run = try Command(["check", "--changed-since", "HEAD"], in: folder)
    #expect(run.code == 1)
    #expect(run.output.hasPrefix("chapters/a.md:3:12: error: s is 7, not 6"), "\(run.output)")
    #expect(run.output.components(separatedBy: ": error: ").count == 2, "\(run.output)")
    let still = try Self.repository(book, ["chapters/y.csv": "n\n2\n"])
    let none = try Command(["check", "--changed-since", "HEAD"], in: still)
    #expect(none.output == "no document has changed lines\n")
  }

  @Test func `the closing line counts changed lines alone, in chapters too`() throws {
    let cell = "\n```swift-math\nlet n = 5\n```\n"
    let text = "# A\n\nThere are 5<!-- = n --> and 7<!-- let m --> and 9.\n" + cell
    let folder = try temporaryFolder(["chapters/a.md": text])
    try Self.git(["init", "-q"], in: folder)
    try Self.git(["add", "."], in: folder)
    try Self.git(["commit", "-q", "-m", "one"], in: folder)
    try Data((text + "\nAlso 2 + 2 = 4 of 5<!-- = n -->.\n").utf8)
      .write(to: folder.appending(path: "chapters/a.md"))
    let run = try Command(["check", "--changed-since", "HEAD", "."], in: folder)
    #expect(
      run.output.hasSuffix(
        "checked 2 (0 as written, 2 exact, 0 by ±) · wrong 0 · given 0 · cited 0 · waived 0"
          + " · unverified 0 · not checked 0\n"), "\(run.output)")
  }

  @Test func `a chapter is found from inside of its folder`() throws {
    let folder = try temporaryFolder([
      "chapters/x.md": "# X\n\nSee [Y](y.md#there) and 3<!-- = 1 + 1 -->.\n",
      "chapters/y.md": "# Y\n\n## There\n",
      "chapters/SUMMARY.md": "# S\n\n- [X](x.md)\n- [Y](y.md)\n",
    ])
    for (place, path) in [("chapters", "x.md"), (".", "chapters/x.md"), ("chapters", "./x.md")] {
      let run = try Command(["check", path], in: folder.appending(path: place))
      #expect(run.code == 1, "\(run.output)")
      // A chapter of the book, whose other chapter is known.
      #expect(run.output.contains("checked 0 "), "\(run.output)")
      #expect(run.output.components(separatedBy: "error: ").count == 2, "\(run.output)")
    }
  }

  @Test func `what is wrong with the table of contents is told by check, too`() throws {
    for (summary, message) in [
      ("# S\n\n- [A](nofile.md)\n", "there is no file 'chapters/nofile.md'"),
      ("---\ntitle: S\ntitle: T\n---\n\n- [X](x.md)\n", "'title' is given twice"),
      ("---\ntitle: [a\n---\n\n- [X](x.md)\n", "error: "),
      ("# S\n\n- x.md\n", "this entry is no link"),
    ] {
      let folder = try temporaryFolder([
        "chapters/SUMMARY.md": summary, "chapters/x.md": "# X\n\n2 + 2 = 4.\n",
      ])
      let run = try Command(["check"], in: folder)
      #expect(run.code == 1, "\(summary)\(run.output)")
      #expect(run.output.contains("chapters/SUMMARY.md:"), "\(run.output)")
      #expect(run.output.contains(message), "\(run.output)")
    }
  }

  @Test func `every number of a foreign document is listed with how it was read`() throws {
    let folder = try temporaryFolder(["a.md": "# 3 things\n\nIn 2019 we had 40 seats, v1.2.3.\n"])
    let run = try Command(["check", "--list", "all", "a.md"], in: folder)
    #expect(run.output.contains("a.md:1:3: structural: 3 (heading-number)"))
    #expect(run.output.contains("a.md:3:4: structural: 2019 (date)"))
    #expect(run.output.contains("a.md:3:16: unverified: 40"))
    #expect(run.output.contains("a.md:3:26: structural: v1.2.3 (version)"))
  }

  @Test func `explain reads standard input`() throws {
    let folder = try temporaryFolder(["a.txt": ""])
    let run = try Command(["explain", "-"], in: folder, input: "12 + 7 = 20\n")
    #expect(run.code == 0 && run.output.contains("12 + 7 is 19"), "\(run.output)\(run.errors)")
  }

  @Test func `explain names the rule of a line or of one column`() throws {
    let folder = try temporaryFolder([
      "a.md": "Not 7 - 1 = 5; n = 3 and 2 + 2 = 5 at 10:30.\n\nNo number.\n"
    ])
    let line = try Command(["explain", "a.md:1"], in: folder)
    #expect(line.code == 0)
    #expect(line.output.contains("denied: the sentence says that it does not hold"))
    #expect(line.output.contains("definition: the left side is a name or words"))
    #expect(line.output.contains("2 + 2 is 4 (arithmetic.wrong)"))
    #expect(line.output.contains("time: a time of day"))
    let column = try Command(["explain", "a.md:1:18"], in: folder)
    #expect(column.output.contains("definition"))
    #expect(!column.output.contains("arithmetic.wrong"))
    let empty = try Command(["explain", "a.md:3"], in: folder)
    #expect(empty.output == "a.md:3: no number and no sign of equality is read here\n")
    #expect(try Command(["explain", "no.md"], in: folder).code == 2)
  }

  @Test func `what is computed and stated nowhere is a note if it is asked for`() throws {
    let folder = try temporaryFolder([
      "a.md": """
      # A

      ```swift-math
      let used = 2
      let lost = used + 1
      let stated = used + 2 // => 4
      ```

      """
    ])
    let quiet = try Command(["check", "a.md"], in: folder)
    #expect(!quiet.output.contains("nothing states or uses it"))
    let run = try Command(["check", "--unstated", "a.md"], in: folder)
    #expect(run.code == 0)
    #expect(
      run.output.contains("a.md:5:5: note: 'lost' is computed, and nothing states or uses it"))
    #expect(run.output.components(separatedBy: "nothing states").count == 2, "\(run.output)")
  }
}
