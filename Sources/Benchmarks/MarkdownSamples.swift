/// Inputs of one construct each, so that no strength hides a weakness.
///
/// Every sample is made of a paragraph that changes with its number: nothing repeats exactly.
enum MarkdownSamples {
  /// One construct: its name, whether it needs GFM, and its text number `n`.
  struct Sample: Sendable {
    let name: String
    var isGFM = false
    let make: @Sendable (Int) -> String

    /// About `count` bytes.
    func bytes(_ count: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(count + 1_000)
      var n = 0
      while bytes.count < count {
        n += 1
        bytes += make(n).utf8
      }
      return bytes
    }
  }

  static let all: [Sample] = [
    Sample(name: "plain paragraphs") {
      "The quick brown fox number \($0) jumps over the lazy dog and runs on\nuntil the line ends "
        + "and another one begins here.\n\n"
    },
    Sample(name: "text beyond ASCII") {
      "Größe \($0): naïve Übungen, élan vital, αβγ, число и слово, 数学の本、そして文章。\n\n"
    },
    Sample(name: "headings") { "# First \($0)\n\n## Second *two*\n\nThird \($0)\n======\n\n" },
    Sample(name: "emphasis") { "a *b* **c \($0)** _d_ __e__ ***f*** *g **h** i* j*k*l\n\n" },
    Sample(name: "code spans") { "use `let x = \($0)` and ``a ` b`` or `c`, then `d e f`\n\n" },
    Sample(name: "fenced code") {
      "```swift\nlet x = \($0) * 2\nif x < 3 && y > 4 {\n  print(\"x\")\n}\n```\n\n"
    },
    Sample(name: "indented code") { "    let x = \($0)\n    print(x)\n\n    more\n\ntext\n\n" },
    Sample(name: "block quotes") { "> quote \($0)\n> goes on\n>> deeper\n> and back\n\n" },
    Sample(name: "bullet lists") { "- one \($0)\n- two\n  goes on\n- three\n\ntext\n\n" },
    Sample(name: "numbered lists") {
      "1. one \($0)\n2. two\n\n   a paragraph\n3. three\n\ntext\n\n"
    },
    Sample(name: "nested lists") { "- a \($0)\n  - b\n    - c\n      - d\n  - e\n- f\n\ntext\n\n" },
    Sample(name: "inline links") {
      "[one \($0)](https://example.org/\($0)) and [two](/url \"title\") and [three](<a b>)\n\n"
    },
    Sample(name: "reference links") {
      "See [the book \($0)][r\($0)] and [r\($0)].\n\n[r\($0)]: https://example.org/\($0) 'title'\n\n"
    },
    Sample(name: "images") { "![a picture \($0)](image-\($0).png \"title\") beside text\n\n" },
    Sample(name: "autolinks") { "<https://example.org/\($0)> and <me\($0)@example.org>\n\n" },
    Sample(name: "entities, escapes") { "&amp; &copy; &#35; &#x22; \\* \\_ \\# a\\b \($0)\n\n" },
    Sample(name: "inline HTML") { "a <b class=\"x\($0)\">c</b> <!-- d --> <br /> <e f='g'>\n\n" },
    Sample(name: "HTML blocks") { "<div class=\"x\($0)\">\n  <p>text</p>\n</div>\n\ntext\n\n" },
    Sample(name: "rules, hard breaks") { "one \($0)  \ntwo\\\nthree\n\n---\n\n***\n\n" },
    Sample(name: "tables", isGFM: true) {
      "| a | b | c |\n|---|:-:|--:|\n| \($0) | *x* | `y` |\n| 1 | 2 | 3 |\n\n"
    },
    Sample(name: "tasks, strikethrough", isGFM: true) {
      "- [ ] open \($0)\n- [x] done ~~gone~~\n\n~~more \($0)~~ text\n\n"
    },
    Sample(name: "bare links", isGFM: true) {
      "see www.example.org/\($0) or https://example.org/a?b=\($0), mail a\($0)@example.org now\n\n"
    },
  ]
}
