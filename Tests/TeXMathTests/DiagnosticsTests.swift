import Diagnostics
import TeXMath
import Testing

struct TeXDiagnosticTests {
  /// One formula with one mistake: what is said, and the bytes that it is said about.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let tex: String
    let rule: String
    let place: String
    let message: String
    let hint: String?

    init(_ tex: String, _ rule: String, at place: String, _ message: String, hint: String? = nil) {
      (self.tex, self.rule, self.place, self.message, self.hint) = (tex, rule, place, message, hint)
    }

    var testDescription: String { tex }
  }

  static let mistakes = [
    Mistake(
      "x + \\operatornme{a}", "tex.command", at: "\\operatornme",
      "no TeX command is called '\\operatornme'", hint: "did you mean \\operatorname?"),
    Mistake("{x", "tex.brace", at: "{", "nothing closes this '{'", hint: "add a }"),
    Mistake("x}", "tex.brace", at: "}", "nothing opens this '}'", hint: "write \\} for a brace"),
    Mistake("\\frac{1}", "tex.argument", at: "\\frac", "'\\frac' needs an argument here"),
    Mistake("x^", "tex.argument", at: "^", "'^' needs an argument here"),
    Mistake(
      "\\sqrt^2", "tex.argument", at: "^", "'^' cannot be an argument without braces",
      hint: "put the argument in braces"),
    Mistake(
      "a^b^c", "tex.script", at: "^", "a second '^' on the same base",
      hint: "group with braces, such as {x^a}^b"),
    Mistake("x\\limits_2", "tex.script", at: "\\limits", "'\\limits' must follow an operator"),
    Mistake(
      "\\left( x", "tex.delimiter", at: "\\left", "no '\\right' closes this '\\left'",
      hint: "write \\right. for an empty side"),
    Mistake("x \\right)", "tex.delimiter", at: "\\right", "'\\right' without '\\left'"),
    Mistake(
      "\\left x\\right)", "tex.delimiter", at: "\\left", "'\\left' needs a delimiter, not 'x'"),
    Mistake("a & b", "tex.table", at: "&", "'&' stands outside of a table or alignment"),
    Mistake("a \\cr b", "tex.table", at: "\\cr", "'\\cr' stands outside of a table"),
    Mistake("\\hline", "tex.table", at: "\\hline", "'\\hline' stands outside of a table"),
    Mistake("\\substack{a & b}", "tex.table", at: "&", "a row has more than 1 column"),
    Mistake(
      "\\begin{matr}x\\end{matr}", "tex.environment", at: "\\begin",
      "no environment is called 'matr'"),
    Mistake(
      "\\begin{bmatrx}x\\end{bmatrx}", "tex.environment", at: "\\begin",
      "no environment is called 'bmatrx'", hint: "did you mean 'bmatrix'?"),
    Mistake(
      "\\begin{matrix}x\\end{pmatrix}", "tex.environment", at: "\\end",
      "'\\begin{matrix}' is closed by '\\end{pmatrix}'"),
    Mistake("\\begin{cases}x", "tex.environment", at: "\\begin", "nothing closes '\\begin{cases}'"),
    Mistake("a \\over b \\over c", "tex.fraction", at: "\\over", "a second '\\over' in one group"),
    Mistake(
      "\\text{a_b}", "tex.mode", at: "_", "'_' has no meaning in text", hint: "write \\_ in text"),
    Mistake("\\text{\\frac12}", "tex.mode", at: "\\frac", "'\\frac' has no meaning in text"),
    Mistake(
      "x $ y", "tex.mode", at: "$", "'$' has no meaning in a formula",
      hint: "write \\$ for the character"),
    Mistake(
      "\\color{redd} x", "tex.color", at: "\\color", "'redd' is no colour",
      hint: "did you mean 'red'?"),
    Mistake("\\hspace{3}", "tex.size", at: "\\hspace", "'3' is no size"),
    Mistake(
      "\\char\"ZZ", "tex.character", at: "\\char", "'\\char' needs the number of a character"),
    Mistake(
      "\\newcommand{\\frac}{1}", "tex.macro", at: "\\frac", "'\\frac' already has a meaning",
      hint: "use \\renewcommand"),
    Mistake(
      "\\renewcommand{\\foo}{1}", "tex.macro", at: "\\foo", "'\\foo' is not defined yet",
      hint: "use \\newcommand"),
    Mistake(
      "\\def\\a#2{}", "tex.macro", at: "\\def",
      "'\\def' is not followed by a definition that can be read"),
    Mistake(
      "\\def\\a|{x}\\a y", "tex.macro", at: "\\a",
      "the use of '\\a' does not match its definition"),
    Mistake("\\def\\a{\\a}\\a", "tex.limit", at: "\\a", "macros expand more than 1000 times"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is named at its place`(mistake: Mistake) throws {
    // The formula stands somewhere in a file.
    let before = "Text $"
    let file = SourceFile(path: "a.md", text: before + mistake.tex + "$")
    let range = SourceRange(before.utf8.count, before.utf8.count + mistake.tex.utf8.count)
    let formula = TeXFormula(MappedText(file, range), isDisplay: false)
    let found = try #require(formula.diagnostics.first)
    #expect(found.rule == mistake.rule)
    #expect(file.text(in: found.range) == mistake.place)
    #expect(found.message == mistake.message)
    if let hint = mistake.hint { #expect(found.hints.contains(hint)) }
    #expect(range.contains(found.range))
  }

  @Test func `a percent sign after a number is noted`() {
    let formula = TeXFormula(MappedText("x = 50% y"), isDisplay: false)
    #expect(formula.isValid)
    #expect(formula.diagnostics.map(\.rule) == ["tex.comment"])
    #expect(formula.diagnostics.map(\.range) == [SourceRange(6, 7)])
    #expect(TeXFormula(MappedText("50\\% % all"), isDisplay: false).diagnostics.isEmpty)
  }

  @Test func `several unknown commands are all reported, and the rest is kept`() {
    let formula = TeXFormula(MappedText("\\foo + \\baar + 1"), isDisplay: false)
    #expect(formula.diagnostics.count == 2)
    #expect(formula.plainText() == "\\foo + \\baar + 1")
  }

  @Test func `a mistake in what a macro makes stands at its use`() throws {
    var macros = MacroTable()
    #expect(macros.define(MappedText("\\newcommand{\\half}[1]{\\frac{#1}}")).isEmpty)
    let formula = TeXFormula(MappedText("1 + \\half{x}"), isDisplay: false, macros: &macros)
    let found = try #require(formula.diagnostics.first)
    #expect(found.range == SourceRange(4, 9))
  }
}
