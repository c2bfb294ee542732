import Foundation
import Testing

/// `mathbook run` and `mathbook repl`, as a user runs them.
@Suite struct LanguageCommandTests {
  @Test func `run prints what a file shows and where it fails`() throws {
    let folder = try temporaryFolder([
      "good.swift": "let a = [1, 2, 3]\nprint(\"sum\", a.sum())\na * 2\n",
      "bad.swift": "print(1)\nlet v = [1, 2]\nv[a]\n",
      "late.swift": "print(1)\nlet i = 2, v = [1, 2]\nv[i]\n",
      "page.md": "# Page\n\nA rate of 0.5<!-- let r -->.\n\n```swift-math\nr * 4 // => 2\n```\n",
    ])
    let good = try Command(["run", "good.swift"], in: folder)
    #expect(good.output == "sum 6\n[2, 4, 6]\n" && good.errors.isEmpty && good.code == 0)
    let bad = try Command(["run", "bad.swift"], in: folder)
    #expect(bad.output.isEmpty && bad.code == 1)
    #expect(bad.errors.contains("bad.swift:3:3: error: nothing is called 'a'"))
    let late = try Command(["run", "late.swift"], in: folder)
    #expect(late.output == "1\n" && late.code == 1)
    #expect(late.errors.contains("late.swift:3:1: error: index 2 is outside"))
    let page = try Command(["run", "page.md"], in: folder)
    #expect(page.output == "2\n" && page.code == 0)
    let input = try Command(["run", "-"], input: "2 ** 10\n")
    #expect(input.output == "1024\n")
  }

  @Test func `run says what is missing`() throws {
    #expect(try Command(["run"]).code == 2)
    let missing = try Command(["run", "no.swift"])
    #expect(missing.code == 2 && missing.errors.contains("there is no file 'no.swift'"))
    #expect(try Command(["run", "-", "--bytecode"], input: "1 + 2\n").output.contains("cell"))
  }

  @Test func `a conversation goes on over lines, mistakes and commands`() throws {
    let talk = try Command(
      ["repl"],
      input: """
        let v = [1, 2,
          3]
        v.sum()
        v[7]
        :type v
        :type v.map { "\\($0)" }
        func f(_ x: Double) -> Double {
          x * 2
        }
        f(v[2])
        :help dot
        :hlep
        let v = "new"
        v
        """)
    let lines = talk.output.split(separator: "\n").map(String.init)
    #expect(lines.starts(with: ["6", "Vector", "[String]", "6"]))
    #expect(talk.output.contains("dot(_ a: Vector, _ b: Vector) -> Double"))
    #expect(lines.last == "new")
    #expect(talk.errors.contains("index 7 is outside of the vector"))
    #expect(talk.errors.contains("did you mean ':help'?"))
    #expect(talk.code == 1)
  }

  @Test func `help finds functions by a word`() throws {
    let found = try Command(["help", "--search", "euclidean"])
    #expect(found.output.contains("norm(_ x: Tensor) -> Double") && found.code == 0)
    #expect(found.output.contains("euclidean(_ a: Vector"))
    let none = try Command(["help", "--search", "zebra"])
    #expect(none.code == 1)
  }
}
