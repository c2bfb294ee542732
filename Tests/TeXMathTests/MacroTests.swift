import Diagnostics
import TeXMath
import Testing

struct MacroTests {
  @Test func `a chapter adds to the macros of its book`() {
    var macros = MacroTable()
    let found = macros.define(
      MappedText("% of the book\n\\newcommand{\\R}{\\mathbb{R}}\n\\DeclareMathOperator{\\tr}{tr}"))
    #expect(found.isEmpty)
    #expect(macros.names == ["R", "tr"])
    let first = TeXFormula(
      MappedText("\\newcommand{\\vect}[1]{\\mathbf{#1}} \\vect{x} \\in \\R"), isDisplay: false,
      macros: &macros)
    #expect(first.plainText() == "x ∈ ℝ")
    let second = TeXFormula(MappedText("\\tr \\vect{A}"), isDisplay: false, macros: &macros)
    #expect(second.isValid)
    #expect(second.plainText() == "tr A")
  }

  @Test func `the same definition again does no harm, another does`() {
    var macros = MacroTable()
    #expect(macros.define(MappedText("\\newcommand{\\a}[1]{#1+1}")).isEmpty)
    #expect(macros.define(MappedText("\\newcommand{\\a}[1]{#1+1}")).isEmpty)
    #expect(macros.define(MappedText("\\newcommand{\\a}[1]{#1+2}")).map(\.rule) == ["tex.macro"])
    #expect(macros.define(MappedText("\\renewcommand{\\a}[1]{#1+2}")).isEmpty)
  }

  @Test func `what is no definition is reported`() {
    var macros = MacroTable()
    #expect(macros.define(MappedText("\\newcommand{\\a}{1} x + 1")).map(\.rule) == ["tex.macro"])
    #expect(macros.names == ["a"])
  }

  @Test func `a name that only wikis know may be defined`() {
    var macros = MacroTable()
    #expect(macros.define(MappedText("\\newcommand{\\argmax}{\\operatorname*{argmax}}")).isEmpty)
    #expect(!macros.define(MappedText("\\newcommand{\\alpha}{a}")).isEmpty)
  }

  @Test func `providecommand defines only what is missing`() {
    var macros = MacroTable()
    #expect(macros.define(MappedText("\\providecommand{\\a}{1}\\providecommand{\\a}{2}")).isEmpty)
    let formula = TeXFormula(MappedText("\\a"), isDisplay: false, macros: &macros)
    #expect(formula.plainText() == "1")
  }

  @Test func `a definition in a group does not outlive it`() {
    var macros = MacroTable()
    _ = TeXFormula(MappedText("{\\def\\a{1}\\a}"), isDisplay: false, macros: &macros)
    #expect(macros.names == [])
    _ = TeXFormula(MappedText("{\\gdef\\a{1}\\a}"), isDisplay: false, macros: &macros)
    #expect(macros.names == ["a"])
  }

  @Test func `numbers know whether the author wrote them`() {
    var macros = MacroTable()
    let formula = TeXFormula(
      MappedText("\\newcommand{\\twice}[1]{2 #1} \\twice{31}"), isDisplay: false, macros: &macros)
    let numbers = formula.nodes.filter { (node: MathNode) -> Bool in
      if case .number = node.kind { return true }
      return false
    }
    #expect(numbers.map(\.isExpanded) == [true, false])
    #expect(numbers.map(\.range) == [SourceRange(29, 35), SourceRange(36, 38)])
  }
}
