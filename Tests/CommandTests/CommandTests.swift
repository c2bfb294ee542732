import Foundation
import Testing

/// The built command, run as a user runs it.
struct Command {
  let code: Int32
  let output: String
  let errors: String

  /// The folder of the products: the test bundle lies beside the command.
  static let products: URL = {
    var url = Bundle.main.bundleURL
    for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
      url = URL(filePath: argument).deletingLastPathComponent()
    }
    return url.pathExtension == "xctest" ? url.deletingLastPathComponent() : url
  }()

  /// The surroundings of a person at a terminal, wherever the tests run.
  static let environment = ProcessInfo.processInfo.environment.filter {
    $0.key != "CI" && $0.key != "GITHUB_ACTIONS"
  }

  init(
    _ arguments: [String], in folder: URL? = nil, input: String = "",
    environment settings: [String: String] = [:]
  ) throws {
    let process = Process()
    process.executableURL = Self.products.appending(path: "mathbook")
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    process.environment = Self.environment.merging(settings) { $1 }
    let (output, errors, stdin) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = stdin
    try process.run()
    stdin.fileHandleForWriting.write(Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let notes = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    code = process.terminationStatus
    self.output = String(decoding: text, as: UTF8.self)
    self.errors = String(decoding: notes, as: UTF8.self)
  }
}

/// The folder of all tests of this run, which goes with the process.
private let folderOfTests: URL = {
  atexit { try? FileManager.default.removeItem(at: folderOfTests) }
  let name = "mathbook-command-tests-\(ProcessInfo.processInfo.processIdentifier)"
  return FileManager.default.temporaryDirectory.appending(path: name)
}()

/// A folder for one test.
func temporaryFolder(_ files: [String: String] = [:]) throws -> URL {
  let folder = folderOfTests.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  for (name, text) in files {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
  return folder
}

@Suite struct CommandTests {
  @Test func `an unknown command and option are answered with the nearest one`() throws {
    let command = try Command(["chekc"])
    #expect(command.code == 2)
    #expect(command.errors.contains("did you mean 'check'?"))
    let option = try Command(["check", "--strct"])
    #expect(option.code == 2)
    #expect(option.errors.contains("did you mean '--strict'?"))
    let value = try Command(["check", "--format", "jsn"])
    #expect(value.code == 2)
    #expect(value.errors.contains("did you mean 'json'?"))
  }

  @Test func `help and version go to standard output`() throws {
    #expect(try Command(["--version"]).output.hasPrefix("mathbook "))
    #expect(try Command([]).output.contains("usage: mathbook COMMAND"))
    #expect(try Command(["help", "check"]).output.contains("--strict"))
    #expect(try Command(["help", "softmax"]).output.contains("softmax(_ z: Vector"))
    #expect(try Command(["help", "sotfmax"]).errors.contains("did you mean 'softmax'?"))
  }

  @Test func `a stranger's first run finds the wrong sum and nothing else`() throws {
    let folder = try temporaryFolder([
      "README.md": """
      # Tool 2.1.0

      [![build](https://img.shields.io/badge/build-passing-green)](https://example.org/12)

      Needs Node >= 18 and port 8080; 3x faster than 1.9.2, see #412.

      95% of users (190/200) upgraded; 12 + 7 = 20 issues are open.

      Copyright 2019-2024.

      """
    ])
    let run = try Command(["check", "README.md"], in: folder)
    #expect(run.code == 1)
    #expect(
      run.output.hasPrefix(
        """
        README.md:7:34: error: 12 + 7 is 19, not 20
            7 | 95% of users (190/200) upgraded; 12 + 7 = 20 issues are open.
              |                                  ^~~~~~~~~~~
              hint: write 19, or put <!-- skip: reason --> after it
        1 file,
        """))
    #expect(run.output.contains("1 wrong   (--list all shows how every number was read)\n"))
  }

  @Test func `standard input is read for a dash`() throws {
    let run = try Command(["check", "-"], input: "2 + 2 = 5\n")
    #expect(run.code == 1)
    #expect(run.output.contains("2 + 2 is 4, not 5"))
    #expect(try Command(["check", "-"], input: "2 + 2 = 4\n").code == 0)
  }

  @Test func `one document is converted, nothing evaluated`() throws {
    let text = "# A *b*\n\n$x$ and ~~c~~\n"
    #expect(
      try Command(["markdown", "-", "--commonmark"], input: text).output
        == "<h1>A <em>b</em></h1>\n<p>$x$ and ~~c~~</p>\n")
    #expect(try Command(["markdown", "--gfm"], input: text).output.contains("<del>c</del>"))
    #expect(try Command(["markdown", "--to", "tree"], input: text).output.contains("math"))
    #expect(try Command(["markdown", "no.md"]).code == 2)
    let refused = try Command(["markdown"], input: "---\na: {b: 1}\n---\nText.\n")
    #expect(refused.code == 1 && refused.output == "<p>Text.</p>\n")
    #expect(refused.errors.hasPrefix("standard input:2:4: error: "))
  }

  @Test func `a converted document shows its formulas and tells what is odd`() throws {
    let text = "A $x$ and $\\foo$.\n\n$$\\frac{1}{2}$$\n"
    let html = try Command(["markdown"], input: text)
    #expect(html.code == 0)
    #expect(html.output.contains("<math><mi>x</mi></math>"))
    #expect(html.output.contains("<mfrac><mn>1</mn><mn>2</mn></mfrac>"))
    #expect(html.errors.hasPrefix("standard input:1:12: note: no TeX command is called"))
    let plain = try Command(["markdown", "--to", "text"], input: text).output
    #expect(plain == "A x and \\foo.\n\n     1\n    ───\n     2\n")
    #expect(try Command(["markdown", "--gfm", "--commonmark"], input: text).code == 2)
    #expect(
      try Command(["markdown", "--commonmark", "--smart"], input: "\"a\"").output
        == "<p>“a”</p>\n")
    #expect(
      try Command(["markdown", "--gfm", "--safe"], input: "<b>a</b> <script>b").output
        == "<p><b>a</b> &lt;script>b</p>\n")
  }

  @Test func `a reference finds the equation of the same document`() throws {
    let text = """
      By $\\eqref{eq:b}$, $\\ref{eq:t}$ and $\\eqref{eq:none}$.

      $$
      a = b \\label{eq:a}
      $$

      $$c = d \\label{eq:b}$$

      $$e = f \\tag{E} \\label{eq:t}$$

      """
    let plain = try Command(["markdown", "--to", "text"], input: text).output
    #expect(plain.hasPrefix("By (1), E and (??).\n"))
    // Only what is referred to has a number, as with LaTeX's showonlyrefs.
    let lines = plain.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(lines[1] == ["a", "=", "b"])
    #expect(lines[2] == ["c", "=", "d", "(1)"])
    #expect(lines[3] == ["e", "=", "f", "(E)"])
    let html = try Command(["markdown"], input: text).output
    #expect(html.contains("<a href=\"#eq:b\">(1)</a>"))
    #expect(html.contains("<div class=\"equation\" id=\"eq:b\">"))
  }

  @Test func `formulas are converted line by line`() throws {
    let text = "x^2\n\\frac{1\r\n\n\\newcommand{\\a}{1}\\a\n\\alpa + 1"
    let run = try Command(["tex", "--to", "text"], input: text)
    #expect(run.code == 1)
    #expect(
      run.output == """
        x²
        error: 2:6: nothing closes this '{'; add a }

        1
        error: 5:1: no TeX command is called '\\alpa'; did you mean \\alpha?

        """)
    let good = try Command(["tex", "--display"], input: "\\sum_i i\n")
    #expect(good.code == 0)
    #expect(good.output.hasPrefix("<math display=\"block\""))
    #expect(good.output.hasSuffix("</math>\n"))
    #expect(try Command(["tex", "--to", "tree"], input: "x_i").output == "(scripts x sub: [i])\n")
    #expect(try Command(["tex", "no.tex"]).code == 2)
    let folder = try temporaryFolder([
      "m.tex": "\\newcommand{\\R}{\\mathbb{R}}\n", "bad.tex": "\\newcommand{\\R}\n",
      "a.tex": "x \\in \\R\n",
    ])
    let macros = ["tex", "--to", "text", "--macros"]
    #expect(try Command(macros + ["m.tex", "a.tex"], in: folder).output == "x ∈ ℝ\n")
    #expect(try Command(macros + ["bad.tex", "a.tex"], in: folder).code == 2)
  }

  @Test func `a missing path is code 2 and the rest is still checked`() throws {
    let folder = try temporaryFolder(["a.md": "2 + 2 = 5\n"])
    let run = try Command(["check", "missing.md", "a.md"], in: folder)
    #expect(run.code == 2)
    #expect(run.output.contains("there is no file or folder 'missing.md'"))
    #expect(run.output.contains("2 + 2 is 4, not 5"))
  }

  @Test func `a new book builds and checks, strictly, and is never overwritten`() throws {
    let folder = try temporaryFolder()
    #expect(try Command(["init", "book"], in: folder).code == 0)
    let check = try Command(["check", "--strict", "book/chapters"], in: folder)
    #expect(check.code == 0, "\(check.output)")
    let build = try Command(["build", "book"], in: folder)
    #expect(build.code == 0, "\(build.output)\(build.errors)")
    let page = folder.appending(path: "book/output/html/first.html")
    let html = try String(contentsOf: page, encoding: .utf8)
    #expect(html.contains("<svg"))
    #expect(html.contains("3.2"))
    #expect(!html.contains("<!-- ="))
    let again = try Command(["init", "book"], in: folder)
    #expect(again.code == 2)
    #expect(again.errors.contains("is not empty"))
  }

  @Test func `a failed build leaves the old pages in place`() throws {
    let folder = try temporaryFolder(["chapters/a.md": "# A\n\nTwo<!-- x --> and 2 + 2 = 4.\n"])
    #expect(try Command(["build"], in: folder).code == 0)
    let page = folder.appending(path: "output/html/a.html")
    let before = try Data(contentsOf: page)
    try Data("# A\n\n2 + 2 = 5.\n".utf8).write(to: folder.appending(path: "chapters/a.md"))
    let run = try Command(["build"], in: folder)
    #expect(run.code == 1)
    #expect(run.output.contains("chapters/a.md:3:1: error: 2 + 2 is 4, not 5"))
    #expect(try Data(contentsOf: page) == before)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/output/html.new"))
  }

  @Test func `a folder that no build wrote is refused`() throws {
    let folder = try temporaryFolder([
      "chapters/a.md": "# A\n\nText.\n", "mine/html/precious.txt": "keep",
    ])
    let run = try Command(["build", "--output", "mine"], in: folder)
    #expect(run.code == 2)
    #expect(run.output.contains("holds files that no build wrote"))
    #expect(
      try String(contentsOf: folder.appending(path: "mine/html/precious.txt"), encoding: .utf8)
        == "keep")
  }

  /// Each mistake that an author makes gives one clear message at its place.
  @Test(arguments: [
    ("let x = (1 + 2\nx\n", "3", "expected"),
    ("[[1, 2], [3, 4]] • [[1, 2, 3]]\n", "3", "[2, 2]"),
    ("softmx([1, 2])\n", "3", "did you mean 'softmax'?"),
  ])
  func `a mistake in a cell is one error with its place`(
    code: String, line: String, words: String
  ) throws {
    let folder = try temporaryFolder(["a.md": "# A\n```swift-math\n\(code)```\n"])
    let run = try Command(["check", "a.md"], in: folder)
    #expect(run.code == 1, "\(run.output)")
    #expect(run.output.contains(words), "\(run.output)")
    #expect(run.output.components(separatedBy: ": error: ").count == 2, "\(run.output)")
    #expect(run.output.contains("a.md:"), "\(run.output)")
  }

  @Test func `a dangling reference is an error at its destination`() throws {
    let folder = try temporaryFolder([
      "chapters/a.md": "# A\n\nSee [Figure](#fig-lost).\n\n## Lots\n"
    ])
    let run = try Command(["check", "chapters"], in: folder)
    #expect(run.code == 1)
    #expect(run.output.contains("chapters/a.md:3:14: error: no 'fig-lost' is defined in the book"))
  }

  @Test func `eject writes a package, and nothing over files of others`() throws {
    let folder = try temporaryFolder([
      "chapters/one.md": "# One\n\n```swift-math\n1 + 1\n```\n", "other/file.txt": "mine\n",
    ])
    let first = try Command(
      ["eject", "one", "--output", "package", "--package-path", "."], in: folder)
    #expect(first.code == 0, "\(first.errors)\(first.output)")
    #expect(first.output.contains("wrote 1 chapter with 1 value to package"))
    let text = try String(
      contentsOf: folder.appending(path: "package/Sources/Chapters/One.swift"), encoding: .utf8)
    #expect(text.contains("show(1.0 + 1.0)"))
    let shown = try String(contentsOf: folder.appending(path: "package/Shown.txt"), encoding: .utf8)
    #expect(shown == "chapter one\nvalue 4000000000000000\n")
    let again = try Command(
      ["eject", "one", "--output", "package", "--package-path", "."], in: folder)
    #expect(again.code == 0)
    let foreign = try Command(
      ["eject", "one", "--output", "other", "--package-path", "."], in: folder)
    #expect(foreign.code == 2)
    #expect(foreign.output.contains("holds files that eject did not write"))
  }

  @Test func `eject needs a chapter and a folder, and names the nearest chapter`() throws {
    let folder = try temporaryFolder(["chapters/softmax.md": "# Softmax\n"])
    #expect(try Command(["eject"], in: folder).errors.contains("needs the chapters"))
    #expect(try Command(["eject", "softmax"], in: folder).errors.contains("needs a folder"))
    let near = try Command(
      ["eject", "softmx", "--output", "p", "--package-path", "."], in: folder)
    #expect(near.code != 0)
    #expect((near.output + near.errors).contains("did you mean 'softmax'?"))
  }
}

/// The manual in the book says what the program says.
@Suite struct CommandReferenceTests {
  @Test func `the command reference holds the help of every command`() throws {
    let chapter = try String(
      contentsOf: URL(filePath: #filePath).appending(path: "../../../chapters/commands.md")
        .standardized, encoding: .utf8)
    let overview = try Command(["help"]).output
    let names = overview.split(separator: "\n").compactMap { line -> String? in
      guard line.hasPrefix("  "), !line.hasPrefix("   "),
        let name = line.split(separator: " ").first
      else { return nil }
      return name.hasPrefix("-") ? nil : String(name)
    }
    #expect(names.count == 12)
    for arguments in [["help"]] + names.map({ ["help", $0] }) {
      let help = try Command(arguments).output.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(!help.isEmpty)
      #expect(help.split(separator: "\n").filter { $0.count > 72 } == [], "\(arguments)")
      #expect(chapter.contains("```text\n\(help)\n```"), "mathbook \(arguments)")
    }
  }

  @Test func `help knows the forms of derivatives, and their examples give what it says`() throws {
    for name in ["gradient", "valueWithGradient", "derivative", "jacobian", "hessian"] {
      let help = try Command(["help", name])
      #expect(help.code == 0 && help.output.hasPrefix("\(name)("), "\(name)")
      let lines = help.output.split(separator: "\n")
      let result = lines.drop { !$0.contains("// => ") }.prefix { $0.contains("// => ") }
      let call = try #require(lines.first { $0.hasPrefix("    \(name)(") })
      let run = try Command(["run", "-"], input: call + "\n")
      #expect(
        run.output.split(separator: "\n").map(String.init)
          == result.map { $0.components(separatedBy: "// => ")[1] }, "\(name)")
    }
  }
}
