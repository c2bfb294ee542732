import Foundation
import Testing

/// What tools of this kind were reported to get wrong: nobody shall report it of ours.
@Suite struct PeerFaultTests {
  private static func chapter(_ text: String) throws -> URL {
    try temporaryFolder(["a.md": text])
  }

  private static func text(_ folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: "a.md"), encoding: .utf8)
  }

  @Test func `of two results that look alike only the stale one is rewritten`() throws {
    let text = "# A\n\n```swift-math\n2 + 2 // => 4\n2 + 3 // => 4\n2 + 2 // => 4\n```\n"
    let folder = try Self.chapter(text)
    let run = try Command(["fix", "--accept", "a.md"], in: folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(try Self.text(folder) == text.replacing("3 // => 4", with: "3 // => 5"))
  }

  @Test func `a name that also stands in printed text is left where it stands`() throws {
    let text = """
      # A

      ```swift-math
      let a = 3
      print("a: a has", a) // Prints "a: a has 2"
      ```

      """
    let folder = try Self.chapter(text)
    #expect(try Command(["fix", "--accept", "a.md"], in: folder).code == 0)
    #expect(try Self.text(folder) == text.replacing("has 2", with: "has 3"))
  }

  @Test func `large and negative values are shown and bound with their sign, in plain digits`()
    throws
  {
    let folder = try Self.chapter(
      "# A\n\nIt is `{=} rows`, then −10,000,000<!-- = lost --> and p = -.22<!-- = p -->.\n\n"
        + "```swift-math\nlet rows = 19961, lost = -1e7, p = 0.22\nlost // => -10000000\n```\n")
    let run = try Command(["check", "a.md"], in: folder)
    #expect(run.code == 1)
    #expect(run.output.contains("a.md:3:59: error: p is 0.22, not -.22"), "\(run.output)")
    #expect(run.output.components(separatedBy: ": error: ").count == 2, "\(run.output)")
    let shown = try Command(["run", "a.md"], in: folder).output
    #expect(shown.contains("-10000000"), "\(shown)")
  }

  @Test func `a mistake in a computed value is placed at that value`() throws {
    let folder = try Self.chapter("# A\n\nSome words, then `{=.2f} lots * 2` and more.\n")
    let run = try Command(["check", "a.md"], in: folder)
    #expect(run.output.contains("a.md:3:26: error: "), "\(run.output)")
    #expect(run.output.contains("lots"))
  }

  @Test func `a misspelt language of a computed value is an error, never printed`() throws {
    let folder = try Self.chapter("# A\n\nIt is `{swift-mth} 1 + 1` now; `{=} 1`.\n")
    let run = try Command(["check", "a.md"], in: folder)
    #expect(run.code == 1)
    #expect(run.output.contains("a.md:3:7: error: "), "\(run.output)")
    #expect(run.output.contains("swift-math"), "\(run.output)")
  }

  @Test func `fifteen altered figures are found, each at its place`() throws {
    var lines = "# A\n\n"
    var cell = "```swift-math\n"
    for index in 1...15 {
      // Small whole numbers, such as something else in the chapter always has.
      lines += "Figure \(index) is \(index % 7 + 2)<!-- = v\(index) -->.\n\n"
      cell += "let v\(index) = \(index % 7 + 1)\n"
    }
    let folder = try Self.chapter(lines + cell + "```\n")
    let run = try Command(["check", "a.md"], in: folder)
    for index in 1...15 {
      #expect(run.output.contains("a.md:\(index * 2 + 1):"), "figure \(index)")
    }
    #expect(run.output.contains("wrong 15 ·"), "\(run.output)")
  }

  @Test func `numbers far from anything that is checked count in the coverage`() throws {
    let folder = try Self.chapter(
      "# A\n\nA sum of 5<!-- = n --> here.\n\n## Elsewhere\n\nWe had 16/580 cases and 91 %.\n\n"
        + "```swift-math\nlet n = 5\n```\n")
    let run = try Command(["check", "--list", "coverage", "a.md"], in: folder)
    #expect(run.output.contains("a.md: 1 of 3 numbers accounted for"), "\(run.output)")
    #expect(run.output.contains("unverified 2"), "\(run.output)")
  }

  @Test func `arithmetic that cannot be read is listed, never dropped`() throws {
    let folder = try Self.chapter(
      "$3 \\star 4 = 12$ and 400!/398! = 159600, $2 \\uparrow 3 = 8$.\n")
    let list = try Command(["check", "--list", "not-checked", "a.md"], in: folder)
    #expect(list.output.contains("not checked: "), "\(list.output)")
    let all = try Command(["explain", "a.md:1"], in: folder)
    // One row to a sign of equality, whatever became of it.
    #expect(
      all.output.components(separatedBy: "no claim").count - 1
        + all.output.components(separatedBy: "not checked").count - 1 >= 3, "\(all.output)")
  }

  @Test func `a definition put between two cells reaches the second`() throws {
    let first = "# A\n\n```swift-math\nlet n = 5\n```\n\n"
    let last = "```swift-math\nk + n\n```\n\nIt is 9<!-- = k + n -->.\n"
    let folder = try temporaryFolder([
      "chapters/a.md": first + "```swift-math\nlet k = 4\n```\n\n" + last
    ])
    #expect(try Command(["build"], in: folder).code == 0)
    try Data((first + "```swift-math\nlet k = 3\n```\n\n" + last).utf8)
      .write(to: folder.appending(path: "chapters/a.md"))
    let run = try Command(["check"], in: folder)
    #expect(run.code == 1)
    #expect(run.output.contains("error: k + n is 8, not 9"), "\(run.output)")
  }
}
