import Diagnostics
import Foundation
import Script
import Testing

@testable import Book

/// Controls, states and animations of a chapter.
@Suite struct StatesTests {
  static func assess(_ text: String) -> Assessment { AssessorTests.assess(text) }

  static func cell(_ code: String) -> String { "```swift-math\n\(code)\n```\n\n" }

  /// The errors, as text.
  static func errors(_ text: String) -> [String] {
    assess(text).findings.filter { $0.diagnostic.severity == .error }.map(\.diagnostic.message)
  }

  @Test func `controls that no result shares are not multiplied`() {
    // The example of the precomputed sliders of Pluto: 10 · 5 + 100 positions are 150 states.
    let text =
      Self.cell(
        """
        let a = slider("a", 1...10, step: 1)
        let b = slider("b", 1...5, step: 1)
        let c = slider("c", 1...100, step: 1)
        let sum = a + b
        """) + "`{=} sum` and `{=} c * c` and `{=} a`\n"
    let states = Self.assess(text).states
    #expect(Self.errors(text) == [])
    #expect(states.sweeps.map(\.controls) == [[0, 1], [2]])
    #expect(states.sweeps.reduce(0) { $0 + $1.states.count } == 150)
    #expect(states.words.map(\.controls) == [[0, 1], [2], [0]])
    #expect(states.words[0].texts.count == 50)
    // The last control moves first: state 7 is a = 2, b = 3.
    #expect(states.words[0].texts[7] == "5")
    #expect(states.words[1].texts[11] == "144")
    #expect(states.words[2].texts == (1...10).map { String($0) })
  }

  @Test func `the variables inside of a function join nothing that calls it`() {
    let text =
      Self.cell(
        """
        func total(_ n: Int) -> Int {
          var sum = 0
          for i in 1...n { sum += i }
          return sum
        }
        let a = slider("a", 1...10, step: 1)
        let b = slider("b", 1...20, step: 1)
        let first = total(a)
        let second = total(b)
        """) + "`{=} first` and `{=} second`\n"
    let states = Self.assess(text).states
    #expect(Self.errors(text) == [])
    #expect(states.sweeps.map(\.controls) == [[0], [1]])
    #expect(states.words.map(\.texts.count) == [10, 20])
    #expect(states.words[0].texts.last == "55")
  }

  @Test func `a control that two results share with others is not multiplied by both`() {
    let text =
      Self.cell(
        """
        let a = slider("a", 1...50, step: 1)
        let b = slider("b", 1...5, step: 1)
        let c = slider("c", 1...50, step: 1)
        """) + "`{=} a + b` and `{=} b + c`\n"
    #expect(Self.errors(text) == [])
    #expect(Self.assess(text).states.sweeps.map(\.states.count) == [250, 250])
  }

  @Test func `more than 500 states are an error with their number`() {
    let text =
      Self.cell(
        """
        let a = slider("rate", 1...100, step: 1)
        let b = slider("steps", 1...6, step: 1)
        a * b
        """)
    #expect(Self.errors(text) == ["'rate' (100) × 'steps' (6) make 600 states; the most is 500"])
  }

  @Test func `more than half a megabyte is an error with the bytes`() throws {
    let text =
      Self.cell(
        """
        let a = slider("seed", 1...101, step: 1)
        lineChart(across: 0...1) { x in sin(a * 1000 * x * x) + cos(a * x * 991) }
        scatter(randomNormal(200, seed: Int(a)), randomNormal(200, seed: Int(a) + 500))
        let more = (0..<3).map { k in randomNormal(190, seed: Int(a) * 7 + Int(k)) }
        lineChart(["x": more[0], "y": more[1], "z": more[2]])
        """)
    let message = try #require(Self.errors(text).first)
    #expect(message.hasPrefix("the 101 states of 'seed' take "))
    #expect(message.hasSuffix(" bytes; the most is 524,288"))
  }

  @Test func `bound numbers hold at the start, live ones move with the same digits`() {
    let code = Self.cell("let rate = slider(\"rate\", 0.1...0.5, step: 0.1, value: 0.2)")
    let text =
      code + "Its square is 0.040<!-- live = rate ** 2 -->, at first 0.04<!-- = rate ** 2 -->."
    #expect(Self.errors(text) == [])
    let states = Self.assess(text).states
    #expect(states.words.map(\.texts) == [["0.010", "0.040", "0.090", "0.160", "0.250"]])
    #expect(states.liveWords.count == 1)
    let stale = text.replacing("0.040", with: "0.050")
    #expect(Self.errors(stale) == ["rate ** 2 is 0.040, not 0.050"])
  }

  @Test func `a live number in a formula is refused`() {
    let text =
      Self.cell("let a = slider(\"a\", 1...3, step: 1)") + "So $a = 1$<!-- live = a -->."
    #expect(Self.errors(text) == ["a live number stands in running text"])
  }

  @Test func `a check runs in every state`() {
    func text(_ limit: Int) -> String {
      Self.cell("let a = slider(\"a\", 1...5, step: 1)\ncheck(a < \(limit), \"a is small\")")
    }
    #expect(Self.errors(text(6)) == [])
    #expect(Self.errors(text(4)) == ["a is small (in the state a 4; 2 of 5 states fail)"])
    #expect(Self.errors(text(1)) == ["a is small"])
  }

  @Test func `a state sees what changes on the way as the first run did`() {
    let code = Self.cell(
      """
      var n = 1
      let a = slider("a", 1...3, step: 1)
      let first = a * n
      n = 10
      n += a
      let fixed = n * 0
      """)
    let states = Self.assess(code + "`{=} first` `{=} n` `{=} fixed`").states
    #expect(states.words.map(\.texts) == [["1", "2", "3"], ["11", "12", "13"], ["0", "0", "0"]])
  }

  @Test func `functions, closures and loops carry what they read`() {
    let code = Self.cell(
      """
      let a = slider("a", 1...3, step: 1)
      func scaled(_ x: Double) -> Double { x * a }
      let twice = { (x: Double) in scaled(x) * 2 }
      var total = 0.0
      for i in 1...3 { total += twice(i) }
      let other = 5
      """)
    let states = Self.assess(code + "`{=} total` `{=} other`").states
    #expect(states.words.map(\.texts) == [["12", "24", "36"]])
    #expect(states.inlineWords.count == 1)
  }

  @Test func `random numbers are drawn in a state as in the first run`() {
    let code = Self.cell(
      """
      let before = randomNormal(3)
      let a = slider("a", 0...1, step: 1)
      let noise = randomNormal(1)[0] + 0 * a
      let after = randomNormal(2)
      """)
    let assessment = Self.assess(code + "`{=} noise`")
    let texts = assessment.states.words.first?.texts
    #expect(texts?.first == assessment.inlineTexts.values.first)
    #expect(texts?.first == texts?.last)
  }

  @Test func `a control anywhere but at the top of a cell is refused`() {
    let message = "a control is the value of a constant of its own"
    for code in [
      "let a = 2 * slider(\"a\", 1...3, step: 1)", "var a = slider(\"a\", 1...3, step: 1)\na += 1",
      "func f() -> Double { slider(\"a\", 1...3, step: 1) }\nf()",
      "for i in 0..<3 { print(slider(\"a\", 1...3, step: 1)) }",
    ] {
      #expect(Self.errors(Self.cell(code)) == [message], "\(code)")
    }
  }

  @Test func `positions are the numbers that are written`() {
    let code = Self.cell(
      "let a = slider(\"a\", 0.01...1.0, step: 0.01, value: 0.1)\nlet b = slider(\"b\", 0...3, value: 3)"
    )
    let states = Self.assess(code + "`{=} a` `{=} b`").states
    #expect(states.controls.map(\.control.values.count) == [100, 31])
    #expect(states.controls[0].control.initial == 9)
    #expect(states.words[0].texts.prefix(30).last == "0.3")
    #expect(states.controls[0].control.texts.prefix(10).last == "0.10")
  }

  @Test func `a slider that is too fine is told a round step`() {
    let code = Self.cell("let a = slider(\"a\", 0...1, step: 0.001)")
    let hints = Self.assess(code).findings.flatMap(\.diagnostic.hints)
    #expect(hints == ["take a larger step, such as 0.02"])
  }

  @Test func `wrong sliders say what is wrong`() {
    func error(_ code: String) -> String? { Self.errors(Self.cell("let a = " + code)).first }
    #expect(
      error("slider(\"a\", 0...1, step: 0.001)")
        == "a slider has at most 101 positions, this one has 1001")
    #expect(error("slider(\"a\", 0...1, step: 0)") == "a step is above 0, not 0")
    #expect(
      error("slider(\"a\", 0...1, step: 0.1, value: 0.15)")
        == "0.15 is none of the positions of 'a'")
    #expect(
      error("choice(\"a\", [\"x\", \"y\"], value: \"z\")") == "z is none of the positions of 'a'")
    #expect(
      error("slider(\"a\", 1...1)") == "'range' is a range with two different ends, such as -2...2")
  }

  @Test func `results that move are texts of one place`() {
    let code = Self.cell(
      "let a = slider(\"a\", 1...3, step: 1)\na * 2 // => 2\nprint(\"a is \\(a)\")\nprint(\"done\")"
    )
    let states = Self.assess(code).states
    // The comment holds in the first state; the result moves and is therefore shown.
    #expect(
      states.words.map(\.texts) == [
        ["2", "4", "6"], ["a is 1\ndone", "a is 2\ndone", "a is 3\ndone"],
      ])
    #expect(states.tables(of: 0).isEmpty)
    #expect(
      states.tables(of: states.controls[0].cell).map(\.rows) == [
        [["1", "2"], ["2", "4"], ["3", "6"]]
      ])
  }

  @Test func `a frame is called by its value, a tuple by its first text or its position`() {
    func frames(_ sequence: String, _ chart: String) -> [[String]] {
      let code = Self.cell("animate(\(sequence)) { t in \(chart) }")
      return Self.assess(code + "Text.").states.pictures.map(\.frames)
    }
    #expect(frames("[0.5, 2]", "bars([\"w\"], [t])") == [["0.5", "2"]])
    #expect(frames("[(1, 2), (3, 4)]", "bars([\"w\"], [t.0])") == [["1", "2"]])
    #expect(frames("[(5, \"a\"), (6, \"b\")]", "bars([\"w\"], [t.0])") == [["a", "b"]])
  }

  @Test func `the data end no element and are JSON`() throws {
    let code = Self.cell(
      """
      let a = choice("a", ["</script>", "x\\"y"])
      lineChart([1, 2, a.count], title: a)
      animate(0..<3) { t in bars(["w"], [t]) }
      """)
    let states = Self.assess(code + "`{=} a`").states
    #expect(!states.data.contains("<"))
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(states.data.utf8)) as? [String: Any])
    let pictures = try #require(object["p"] as? [[String: Any]])
    #expect(pictures.count == 2)
    let texts = try #require(object["t"] as? [[String: Any]])
    #expect(texts.first?["v"] as? [String] == ["</script>", "x\"y"])
  }

  @Test func `21 states of a curve of 200 points take 8 KB compressed`() throws {
    let code = Self.cell(
      """
      let a = slider("rate", 0.0...1.0, step: 0.05)
      lineChart(across: 0...10, x: "x", y: "y") { x in exp(-a * x) * sin(3 * x + a) }
      """)
    let data = Self.assess(code).states.data
    #expect(data.utf8.count < 100_000)
    let size = try gzipped(data)
    #expect(size <= 8 * 1024, "\(size) bytes of \(data.utf8.count)")
  }

  /// The bytes that gzip makes of `text`.
  private func gzipped(_ text: String) throws -> Int {
    let file = FileManager.default.temporaryDirectory.appending(path: "states-\(UUID()).json")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-9", "-c", file.path()]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return data.count
  }
}
