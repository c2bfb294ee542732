import Foundation
import Testing

/// Formulas of a book: its macros, the numbers of its equations, and what refers to them.
@Suite struct FormulaBookTests {
  private func page(_ name: String, of folder: URL) throws -> String {
    try String(contentsOf: folder.appending(path: "output/html/\(name).html"), encoding: .utf8)
  }

  @Test func `a book, a file and a chapter define macros`() throws {
    let folder = try temporaryFolder([
      "chapters/SUMMARY.md": """
      ---
      macros: macros.tex
      ---
      # Book

      - [A](a.md)
      - [B](b.md)

      """,
      "chapters/macros.tex": "% ours\n\\newcommand{\\R}{\\mathbb{R}}\n",
      "chapters/a.md": """
      ---
      macros:
        norm: \\lVert #1 \\rVert
        tr: '\\operatorname{tr}'
      ---
      # A

      In $x \\in \\R$ the value is $\\norm{x} = \\tr y$.

      """,
      "chapters/b.md": """
      ---
      macros:
        - '\\newcommand{\\K}[2]{#1 \\otimes #2}'
        - '\\DeclareMathOperator*{\\best}{best}'
      ---
      # B

      And $\\R$, $\\K{a}{b}$, $\\best_x$.

      """,
    ])
    let run = try Command(["build"], in: folder)
    #expect(run.code == 0, "\(run.output)")
    let first = try page("a", of: folder)
    #expect(first.contains("<mi mathvariant=\"normal\">ℝ</mi>") || first.contains("ℝ"))
    #expect(first.contains("‖") && first.contains(">tr<"))
    #expect(try page("b", of: folder).contains("⊗"))
    let path = folder.appending(path: "output/text/a.txt")
    let text = try String(contentsOf: path, encoding: .utf8).replacing("\u{A0}", with: " ")
    #expect(text.contains("x ∈ ℝ"))
  }

  @Test func `the numbers in a book's file of macros are calculated with`() throws {
    let folder = try temporaryFolder([
      "chapters/SUMMARY.md": "---\nmacros: macros.tex\n---\n# Book\n\n- [A](a.md)\n",
      "chapters/macros.tex": "\\newcommand{\\half}{\\frac12}\n",
      "chapters/a.md": "# A\n\nHere $\\half + \\half = 2$.\n",
    ])
    let run = try Command(["check", "chapters"], in: folder)
    #expect(run.code == 1)
    #expect(run.output.contains("chapters/a.md:3:7: error: 1/2 + 1/2 is 1, not 2"), "\(run.output)")
  }

  @Test func `a macro of one chapter is unknown in another, and mistakes have places`() throws {
    let folder = try temporaryFolder([
      "chapters/SUMMARY.md":
        "---\nmacros: \\newcommand{\\R}{\\nothing #1}\n---\n# Book\n\n- [A](a.md)\n- [B](b.md)\n",
      "chapters/a.md": "---\nmacros:\n  - \\newcommand{\\K}{k}\n  - x + 1\n---\n# A\n\n$\\K$\n",
      "chapters/b.md": "---\nmacros: lost.tex\n---\n# B\n\n$\\K$\n",
    ])
    let run = try Command(["check", "chapters"], in: folder)
    #expect(run.code == 1)
    #expect(run.output.contains("chapters/SUMMARY.md:2:24: error: "), "\(run.output)")
    #expect(run.output.contains("hint: ' #' starts a comment here"), "\(run.output)")
    #expect(run.output.contains("chapters/a.md:4:5: error: "), "\(run.output)")
    #expect(run.output.contains("chapters/b.md:2:9: error: there is no file"), "\(run.output)")
    #expect(run.output.contains("chapters/b.md:6:2: error: no TeX command is called '\\K'"))
    #expect(!run.output.contains("chapters/a.md:8"), "\(run.output)")
  }

  @Test func `labels inside displays number lines, and references find them in any chapter`() throws
  {
    let folder = try temporaryFolder([
      "chapters/SUMMARY.md": "# Book\n\n- [A](a.md)\n- [B](b.md)\n",
      "chapters/a.md": """
      # A

      $$E = m c^2 \\label{eq-mass}$$

      ```math
      \\begin{align}
      a &= b \\\\
      c &= d \\notag \\\\
      e &= f \\label{eq-last}
      \\end{align}
      ```

      $$x = y \\tag{P} \\label{eq-tag}$$

      $$z = 1$$ {#eq-plain}

      See $\\eqref{eq-last}$, $\\ref{eq-tag}$ and [Equation](#eq-mass).

      """,
      "chapters/b.md": "# B\n\n$$u = v \\label{eq-b}$$\n\nFrom $\\eqref{eq-mass}$.\n",
    ])
    let run = try Command(["build"], in: folder)
    #expect(run.code == 0, "\(run.output)")
    let first = try page("a", of: folder)
    for number in ["(1.1)", "(1.2)", "(1.3)", "(P)", "(1.4)"] {
      #expect(first.contains(">\(number)<"), "\(number)")
    }
    #expect(!first.contains("(1.5)"))
    #expect(first.contains("<a href=\"#eq-last\">(1.3)</a>"))
    #expect(first.contains("<a href=\"#eq-tag\">P</a>"))
    #expect(first.contains(">Equation 1.1</a>"))
    for id in ["eq-mass", "eq-last", "eq-tag", "eq-plain"] {
      #expect(first.contains("id=\"\(id)\""), "\(id)")
    }
    #expect(try page("b", of: folder).contains("<a href=\"a.html#eq-mass\">(1.1)</a>"))
    let text = folder.appending(path: "output/text/a.txt")
    #expect(try String(contentsOf: text, encoding: .utf8).contains("See (1.3), P"))
  }

  @Test func `a book brings its own font for mathematics`() throws {
    let summary = "---\nmath-font: fonts/own.woff2\n---\n# Book\n\n- [A](a.md)\n"
    let folder = try temporaryFolder([
      "chapters/SUMMARY.md": summary, "chapters/fonts/own.woff2": "not really a font",
      "chapters/a.md": "# A\n\nSo $x$.\n",
    ])
    let run = try Command(["build"], in: folder)
    #expect(run.code == 0, "\(run.output)")
    let html = folder.appending(path: "output/html")
    let font = try String(contentsOf: html.appending(path: "fonts/own.woff2"), encoding: .utf8)
    #expect(font == "not really a font")
    let css = try String(contentsOf: html.appending(path: "style.css"), encoding: .utf8)
    #expect(css.contains("src:url(\"fonts/own.woff2\")"))
    try FileManager.default.removeItem(at: folder.appending(path: "chapters/fonts"))
    let lost = try Command(["build"], in: folder)
    #expect(lost.code == 1)
    #expect(lost.output.contains("SUMMARY.md:2:12: error: there is no font 'fonts/own.woff2'"))
  }

  @Test func `a reference to no equation, and a label given twice, are errors`() throws {
    let folder = try temporaryFolder([
      "chapters/a.md": "# A\n\n$$a = b \\label{eq-a}$$\n\n$$c \\label{eq-a}$$\n\n$\\eqref{eq-b}$\n"
    ])
    let run = try Command(["check", "chapters"], in: folder)
    #expect(run.code == 1)
    #expect(
      run.output.contains("a.md:7:2: error: no 'eq-b' is defined in the book"), "\(run.output)")
    #expect(run.output.contains("the identifier 'eq-a' is used twice"), "\(run.output)")
  }
}
