import Foundation
import Testing

/// `fix` and `bind`: only digits change, or a clear refusal.
@Suite struct FixCommandTests {
  private func fixed(_ text: String, _ options: [String] = []) throws -> (String, Command) {
    let folder = try temporaryFolder()
    let url = folder.appending(path: "a.md")
    try Data(text.utf8).write(to: url)
    let run = try Command(["fix", "a.md"] + options, in: folder)
    return (String(decoding: try Data(contentsOf: url), as: UTF8.self), run)
  }

  @Test func `only the digits change`() throws {
    let (text, run) = try fixed("So 12 + 7 = **20** issues, 1,000 + 234 = 1,235 €.\n")
    #expect(text == "So 12 + 7 = **19** issues, 1,000 + 234 = 1,234 €.\n")
    #expect(run.code == 0)
    #expect(run.output.contains("a.md:1:15: 20 → 19\n"))
    #expect(run.errors == "changed 2 numbers\n")
  }

  @Test func `line endings and a byte order mark stay`() throws {
    let (crlf, _) = try fixed("\u{FEFF}12 + 7 = 20\r\n\r\n10 + 1 = 12\n\nx\r\n")
    #expect(Array(crlf.utf8) == Array("\u{FEFF}12 + 7 = 19\r\n\r\n10 + 1 = 11\n\nx\r\n".utf8))
  }

  @Test func `a large change is made only if it is accepted`() throws {
    let (text, run) = try fixed("2 + 2 = 9\n")
    #expect(text == "2 + 2 = 9\n")
    #expect(run.code == 1)
    #expect(run.errors.contains("9 → 4   not changed: it changes by more than 10 %"))
    #expect(try fixed("2 + 2 = 9\n", ["--accept"]).0 == "2 + 2 = 4\n")
    #expect(try fixed("5 - 9 = 4\n").1.errors.contains("not changed: its sign changes"))
  }

  @Test func `a rounded total, an oven and a conversion of rounded digits are left`() throws {
    let table =
      "| Answer | Votes |\n|---|---|\n| A | 41% |\n| B | 26% |\n| C | 18% |\n| D | 14% |\n"
    for text in [
      table + "| Total | 100% |\n", "Bake at 180 °C = 350 °F.\n", "E = 3.3e-19 J = 2.07 eV.\n",
    ] {
      let (result, run) = try fixed(text, ["--accept"])
      #expect(result == text)
      #expect(run.code == 0, "\(run.errors)")
    }
  }

  @Test(arguments: [
    ("$1{,}000 \\times 2 = 2{,}010$\n", "$1{,}000 \\times 2 = 2{,}000$\n"),
    ("$12{,}000 + 345 = 12{,}346$\n", "$12{,}000 + 345 = 12{,}345$\n"),
    ("₹1,00,000 + ₹50,000 = ₹1,51,000\n", "₹1,00,000 + ₹50,000 = ₹1,50,000\n"),
    ("₹12,00,000 + ₹50,000 = ₹12,60,000\n", "₹12,00,000 + ₹50,000 = ₹12,50,000\n"),
  ])
  func `digits are grouped as they were`(text: String, wanted: String) throws {
    let (result, run) = try fixed(text)
    #expect(result == wanted)
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test func `a vulgar fraction is rewritten by hand`() throws {
    let (text, run) = try fixed("2½ + 1¼ = 3½\n", ["--accept"])
    #expect(text == "2½ + 1¼ = 3½\n")
    #expect(run.errors.contains("a fraction is rewritten by hand"))
  }

  @Test func `a number that the sentence sizes or that other arithmetic uses is left`() throws {
    let (text, run) = try fixed("It doubles: 50 + 50 = 101. And 90 + 9 = 98 = 49 + 49.\n")
    #expect(text == "It doubles: 50 + 50 = 101. And 90 + 9 = 98 = 49 + 49.\n")
    #expect(run.errors.contains("the sentence sizes it: 'doubles'"))
    #expect(run.errors.contains("it is used in 98 = 49 + 49"))
  }

  @Test(arguments: [
    ("100 + 1 = 102 = 101\n", "100 + 1 = 101 = 101\n"),
    ("100 + 1 = 102 = 103\n", "100 + 1 = 101 = 101\n"),
    ("3 days = 71 hours = 4,320 minutes.\n", "3 days = 72 hours = 4,320 minutes.\n"),
    (
      "12.50 g / 4.63 cm³ = 2.60 g/cm³ = 2700 kg/m³\n",
      "12.50 g / 4.63 cm³ = 2.70 g/cm³ = 2700 kg/m³\n"
    ),
    ("1.05 × 1.05 = 1.1205 = 110.25%\n", "1.05 × 1.05 = 1.1025 = 110.25%\n"),
    ("100 + 1 = 101 = 102 = 101\n", "100 + 1 = 101 = 101 = 101\n"),
  ])
  func `a right number after a wrong one in a chain stays`(text: String, wanted: String) throws {
    let (result, run) = try fixed(text)
    #expect(result == wanted)
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test func `the digits of a fraction are no number to write in a chain`() throws {
    let text = "$\\frac{3}{4} + \\frac{1}{8} = \\frac{6}{7} = 0.875$\n"
    let (same, run) = try fixed(text)
    #expect(same == text)
    #expect(run.code == 1)
    #expect(run.errors == "changed 0 numbers, 1 other error (see 'mathbook check')\n")
  }

  @Test func `a change that leaves something wrong is refused with the reason`() throws {
    let text = "100 + 1 = 102 = 50 + 50.\n"
    let (same, run) = try fixed(text)
    #expect(same == text)
    #expect(run.code == 1)
    #expect(
      run.errors.contains("102 → 101   not changed: then 50 + 50 is 100, not 101"), "\(run.errors)")
    #expect(try fixed(text, ["--accept"]).1.code == 1)
  }

  @Test func `a number with which the text goes on computing is left`() throws {
    for text in [
      "100 + 2 = 103. Then 103 × 2 = 206.\n", "103 × 2 = 206, for 100 + 2 = 103.\n",
      "100 + 2 = 103.\n\nThen 103 × 2 = 206.\n", "50 + 2 = 53, and 53 × 2 = 106.\n",
    ] {
      let (same, run) = try fixed(text)
      #expect(same == text)
      #expect(run.errors.contains("× 2 = "), "\(run.errors)")
      #expect(run.code == 1)
    }
    let chance = "50 + 2 = 53.\n\n53 × 2 = 106.\n"
    #expect(try fixed(chance).0 == "50 + 2 = 52.\n\n53 × 2 = 106.\n")
    let cell = "\n\n```swift-math\nlet x = 1274\n```\n"
    let bound = "1,275<!-- = x -->; 1,275 + 1 = 1,276." + cell
    #expect(try fixed(bound).0 == bound)
  }

  @Test(arguments: [
    ("100 − 250 = −140\n", "100 − 250 = −150\n"), ("10 - 30 = -21\n", "10 - 30 = -20\n"),
    ("5 € − 25 € = −21 €\n", "5 € − 25 € = −20 €\n"),
    ("$10 - 31 = -20$\n", "$10 - 31 = -21$\n"), ("−20.5 = 5 − 25\n", "−20.0 = 5 − 25\n"),
  ])
  func `a negative result is written as its author writes it`(text: String, wanted: String) throws {
    let (result, run) = try fixed(text)
    #expect(result == wanted, "\(run.errors)")
    #expect(run.code == 0)
  }

  @Test func `a sign that changes is refused and told with the sign of the text`() throws {
    let run = try fixed("-5 + 3 = -3\n").1
    #expect(run.errors.contains("3 → 2   not changed: it changes by more than 10 %"))
    #expect(try fixed("5 − 9 = 4\n").1.errors.contains("4 → −4   not changed: its sign changes"))
    let (text, _) = try fixed("9 − 5 = −4, and 5 − 9 = 4\n", ["--accept"])
    #expect(text == "9 − 5 = 4, and 5 − 9 = −4\n")
  }

  @Test func `a sentence ends with the item of its list`() throws {
    for marks in [["-", "-"], ["*", "*"], ["1.", "2."], ["> -", "> -"]] {
      let text = "\(marks[0]) It is half of it.\n\(marks[1]) So 50 + 50 = 101\n"
      #expect(try fixed(text).0 == text.replacing("101", with: "100"))
    }
    let (same, run) = try fixed("It is half\nof it: 50 + 50 = 101\n")
    #expect(same.contains("101") && run.errors.contains("'half'"))
  }

  @Test func `a number split by emphasis is never written`() throws {
    let text = "Dot is *3*3<!-- = 32 -->.\n\n```swift-math\n1 // => 1\n```\n"
    let (same, run) = try fixed(text, ["--accept"])
    #expect(same == text)
    #expect(run.errors.contains("markup splits the number"))
  }

  @Test func `two bindings in one cell of a table`() throws {
    let text = """
      # A

      | a |
      |---|
      | 33<!-- = d --> and −1.20<!-- = e --> % |

      ```swift-math
      let d = 32, e = -1.25
      print("b", d) // Prints "b 31"
      d + e // => ...
      ```

      """
    let (result, run) = try fixed(text)
    #expect(run.code == 0, "\(run.errors)")
    #expect(result.contains("| 32<!-- = d --> and −1.25<!-- = e --> % |"))
    #expect(result.contains("// Prints \"b 32\""))
    #expect(result.contains("d + e // => 30.75"))
    #expect(try fixed(result).1.errors == "changed 0 numbers\n")
  }

  @Test func `what is elided stays elided`() throws {
    let text = "# A\n\n```swift-math\nprint(\"a b c\") // Prints \"a ... c\"\n"
    #expect(try fixed(text + "```\n").1.code == 0)
    let (same, run) = try fixed(
      text + "print(\"a b c\") // Prints \"x ... c\"\n```\n", ["--accept"])
    #expect(same.contains("\"x ... c\""))
    #expect(run.errors.contains("it has '...', which is kept"))
  }

  @Test func `a statement without a stated result gets none`() throws {
    let text = "# A\n\n```swift-math\n2 + 2\n3 + 3 // => 5\n```\n"
    #expect(try fixed(text, ["--accept"]).0 == text.replacing("=> 5", with: "=> 6"))
  }

  @Test func `a bound below which nothing lies is raised only if that is accepted`() throws {
    let text = "# A\n\nIt ends below 0.3<!-- = x -->.\n\n```swift-math\nlet x = 0.34\n```\n"
    let (same, run) = try fixed(text)
    #expect(same == text)
    #expect(run.errors.contains("the comparison in the text does not hold"))
    #expect(try fixed(text, ["--accept"]).0.contains("below 0.4<!-- = x -->"))
  }

  @Test func `a read-only file is refused and stays`() throws {
    let folder = try temporaryFolder(["a.md": "12 + 7 = 20\n"])
    let path = folder.appending(path: "a.md").path
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let run = try Command(["fix", "a.md"], in: folder)
    #expect(run.code == 2)
    #expect(run.errors.contains("'a.md' is read-only and stays as it is"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "12 + 7 = 20\n")
  }

  @Test func `a diff shows the changes and writes nothing`() throws {
    let (text, run) = try fixed("a\nb\nc\nd\n\n12 + 7 = 20\n", ["--diff"])
    #expect(text == "a\nb\nc\nd\n\n12 + 7 = 20\n")
    #expect(run.code == 1)
    #expect(
      run.output == """
        --- a.md
        +++ a.md
        @@ -3,4 +3,4 @@
         c
         d
         
        -12 + 7 = 20
        +12 + 7 = 19

        """)
  }

  @Test func `bind proposes what fits and writes what is named`() throws {
    let folder = try temporaryFolder([
      "a.md": "# A\n\nThe sum is 6 of $x = 0.50$ and 9.\n\n```swift-math\nlet v = [1, 2, 3]\n"
        + "let total = sum(v)\nlet half = 0.5\n```\n"
    ])
    let list = try Command(["bind", "a.md:3:12"], in: folder)
    #expect(list.output.contains("a.md:3:12: 6 could state\n  1  total  6\n"))
    let ambiguous = try Command(["bind", "a.md:3", "--to", "total"], in: folder)
    #expect(ambiguous.code == 2)
    #expect(ambiguous.errors.contains("the line has 3 unverified numbers"))
    let wrong = try Command(["bind", "a.md:3:12", "--to", "half"], in: folder)
    #expect(wrong.code == 1)
    #expect(wrong.errors.contains("half is 0.5, not 6"))
    let unknown = try Command(["bind", "a.md:3:12", "--to", "totla"], in: folder)
    #expect(unknown.code == 1)
    #expect(unknown.errors.contains("totla"))
    #expect(try Command(["bind", "a.md:3:22", "--to", "half"], in: folder).code == 0)
    #expect(try Command(["bind", "a.md:3:12", "--to", "total"], in: folder).code == 0)
    let text = try String(contentsOf: folder.appending(path: "a.md"), encoding: .utf8)
    #expect(
      text.contains("The sum is 6<!-- = total --> of $x = 0.50$<!-- = half --> and 9.\n"), "\(text)"
    )
    #expect(try Command(["bind", "a.md:1"], in: folder).code == 1)
  }

  @Test func `a comment that an editor moved to the start of a line goes back`() throws {
    let cell = "\n\n```swift-math\nlet n = 40\n```\n"
    let (text, run) = try fixed("# A\n\nIt takes 40\n<!-- = n --> steps, *no* more." + cell)
    #expect(text == "# A\n\nIt takes 40<!-- = n -->\nsteps, *no* more." + cell, "\(run.errors)")
    let alone = try fixed("# A\n\nIt takes 40\n<!-- = n -->" + cell).0
    #expect(alone == "# A\n\nIt takes 40<!-- = n -->" + cell)
    let folder = try temporaryFolder(["a.md": "# A\n\nIt takes 40\n<!-- = n --> steps." + cell])
    let check = try Command(["check", "a.md"], in: folder)
    #expect(
      check.output.contains(
        "a.md:4:1: error: a comment that starts a line ends the paragraph before it"))
  }

  @Test func `a bar in a comment inside of a table is escaped`() throws {
    let text = """
      # A

      | n |
      |---|
      | 1<!-- = abs(-1 | 1) --> |

      ```swift-math
      let n = 40
      ```

      """
    let (result, _) = try fixed(text)
    #expect(result.contains("| 1<!-- = abs(-1 \\| 1) --> |"), "\(result)")
  }
}
