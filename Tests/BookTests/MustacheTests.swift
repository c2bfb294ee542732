import Diagnostics
import Markup
import Testing

@testable import Book

/// The rules of the Mustache specification, by cases of our own.
@Suite struct MustacheTests {
  /// `template` filled with `value`, with `partials` at hand.
  private func render(
    _ template: String, _ value: TemplateValue = .object([:]), partials: [String: String] = [:]
  ) throws -> String {
    var set = MustacheSet()
    try set.add("main", SourceFile(path: "main", text: template))
    for (name, text) in partials.sorted(by: { $0.key < $1.key }) {
      try set.add(name, SourceFile(path: name, text: text))
    }
    return try set.rendered("main", with: value).text
  }

  // MARK: Interpolation

  @Test func `a variable is escaped, unless asked otherwise`() throws {
    let value: TemplateValue = ["x": "a & \"b\" < c", "m": .html("<b>&amp;</b>")]
    #expect(try render("{{x}}", value) == "a &amp; &quot;b&quot; &lt; c")
    #expect(
      try render("{{{x}}}|{{&x}}|{{& x }}", value) == "a & \"b\" < c|a & \"b\" < c|a & \"b\" < c")
    #expect(try render("{{m}}", value) == "<b>&amp;</b>")
  }

  @Test func `a missing name shows nothing`() throws {
    #expect(try render("({{x}}{{{y.z}}}{{&w}})") == "()")
  }

  @Test func `dotted names look inside, and a broken chain stays broken`() throws {
    let value: TemplateValue = [
      "a": ["b": ["c": "deep"]], "c": ["name": "outer"], "s": ["a": ["x": "inner"]],
    ]
    #expect(try render("{{a.b.c}}", value) == "deep")
    #expect(try render("({{a.q.c}})", value) == "()")
    // The nearest `a` counts, even if it lacks the rest.
    #expect(try render("{{#s}}({{a.b.c}}){{/s}}", value) == "()")
  }

  @Test func `white space around and inside tags`() throws {
    let value: TemplateValue = ["x": "---"]
    #expect(try render("| {{ x }} |", value) == "| --- |")
    #expect(try render("  {{x}}\n", value) == "  ---\n")
    #expect(try render("|{{{ x }}}|", value) == "|---|")
  }

  // MARK: Sections

  @Test func `sections follow truth`() throws {
    let value: TemplateValue = ["t": true, "f": false, "e": [], "empty": "", "o": ["x": "in"]]
    #expect(
      try render("{{#t}}yes{{/t}}{{#f}}no{{/f}}{{#e}}no{{/e}}{{#empty}}no{{/empty}}", value)
        == "yes")
    #expect(
      try render("{{^t}}no{{/t}}{{^f}}a{{/f}}{{^e}}b{{/e}}{{^missing}}c{{/missing}}", value)
        == "abc")
    #expect(try render("{{#o}}{{x}}{{/o}}", value) == "in")
  }

  @Test func `sections repeat over lists, with the current element as a dot`() throws {
    let value: TemplateValue = [
      "items": ["a", "b", "<"], "rows": [["n": "1"], ["n": "2"]], "nested": [["x", "y"], ["z"]],
      "sep": "-",
    ]
    #expect(try render("{{#items}}({{.}}){{/items}}", value) == "(a)(b)(&lt;)")
    #expect(try render("{{#rows}}{{n}}{{sep}}{{/rows}}", value) == "1-2-")
    #expect(try render("{{#nested}}[{{#.}}{{.}}{{/.}}]{{/nested}}", value) == "[xy][z]")
  }

  @Test func `inner names hide outer ones`() throws {
    let value: TemplateValue = ["x": "out", "s": ["x": "in"], "t": ["y": "1"]]
    #expect(try render("{{#s}}{{x}}{{/s}}{{#t}}{{x}}{{/t}}", value) == "inout")
    #expect(try render("{{#s}}{{#s}}{{x}}{{/s}}{{/s}}", value) == "in")
  }

  // MARK: Lines

  @Test func `tags that stand alone vanish with their line`() throws {
    let value: TemplateValue = ["t": true]
    #expect(try render("| a\n{{#t}}\n| b\n{{/t}}\n| c", value) == "| a\n| b\n| c")
    #expect(try render("| a\n  {{#t}}\n| b\n\t{{/t}}\n| c", value) == "| a\n| b\n| c")
    #expect(try render("|\r\n{{#t}}\r\n{{/t}}\r\n|", value) == "|\r\n|")
    #expect(try render("  {{#t}}\n#{{/t}}\n/", value) == "#\n/")
    #expect(try render("#{{#t}}\n/\n  {{/t}}", value) == "#\n/\n")
    #expect(try render("{{^f}}\nx\n{{/f}}\n") == "x\n")
  }

  @Test func `tags with company on their line leave it alone`() throws {
    let value: TemplateValue = ["t": true]
    #expect(try render(" | {{#t}}\t|\t{{/t}} | \n", value) == " | \t|\t | \n")
    #expect(try render(" {{#t}}YES{{/t}}\n {{#t}}GOOD{{/t}}\n", value) == " YES\n GOOD\n")
    #expect(try render("  {{#t}}{{/t}}\n", value) == "  \n")
  }

  // MARK: Comments, delimiters

  @Test func `comments show nothing`() throws {
    #expect(try render("12345{{! a comment }}67890") == "1234567890")
    #expect(try render("Begin.\n  {{! alone }}\nEnd.\n") == "Begin.\nEnd.\n")
    #expect(try render("Begin.\n{{!\nover lines\n}}\nEnd.\n") == "Begin.\nEnd.\n")
    #expect(try render("  12 {{! 34 }}\n") == "  12 \n")
  }

  @Test func `delimiters change from the tag on`() throws {
    let value: TemplateValue = ["x": "hey", "s": true]
    #expect(try render("{{=<% %>=}}(<%x%>) {{x}}", value) == "(hey) {{x}}")
    #expect(try render("({{= | | =}}|x|)", value) == "(hey)")
    #expect(try render("{{#s}}{{x}}{{/s}}{{=| |=}}|#s|{{x}}|x||/s|", value) == "hey{{x}}hey")
    #expect(try render("a\n  {{=@ @=}}\nb") == "a\nb")
  }

  // MARK: Partials

  @Test func `partials see the context and keep their indentation`() throws {
    let value: TemplateValue = ["x": "1", "lines": "<\n->"]
    #expect(try render("[{{>p}}]", value, partials: ["p": "*{{x}}*"]) == "[*1*]")
    #expect(
      try render("\\\n {{>p}}\n/\n", value, partials: ["p": "|\n{{{lines}}}\n|\n"])
        == "\\\n |\n <\n->\n |\n/\n")
    #expect(try render("  {{x}}  {{> p}}\n", value, partials: ["p": ">\n>"]) == "  1  >\n>\n")
    #expect(try render("  {{>p}}\n>", value, partials: ["p": ">\n>"]) == "  >\n  >>")
    #expect(try render(">\n  {{>p}}", value, partials: ["p": ">\n>"]) == ">\n  >\n  >")
  }

  @Test func `a partial may include itself while its data last`() throws {
    let value: TemplateValue = ["n": "a", "kids": [["n": "b", "kids": []]]]
    let partial = "{{n}}<{{#kids}}{{>node}}{{/kids}}>"
    #expect(try render("{{>node}}", value, partials: ["node": partial]) == "a<b<>>")
  }

  @Test func `delimiters do not leave or enter a partial`() throws {
    let value: TemplateValue = ["x": "1"]
    #expect(
      try render("{{>p}}{{=| |=}}|>p|{{x}}", value, partials: ["p": "{{x}}{{=@ @=}}@x@"])
        == "1111{{x}}")
  }

  // MARK: Mistakes

  private func mistake(_ template: String) -> Diagnostic? {
    do {
      _ = try MustacheTemplate(SourceFile(path: "page.html", text: template))
      return nil
    } catch {
      return error
    }
  }

  @Test func `mistakes are told with their place`() {
    let unclosed = mistake("a\n{{#items}}\nb")
    #expect(unclosed?.message == "section 'items' never ends")
    #expect(unclosed?.range == SourceRange(2, 12))
    #expect(mistake("{{/x}}")?.message == "no section 'x' is open here")
    let crossed = mistake("{{#a}}{{/b}}")
    #expect(crossed?.message == "section 'a' is open, but 'b' ends here")
    #expect(crossed?.related.first?.range == SourceRange(0, 6))
    #expect(mistake("x {{name")?.message == "this tag never ends")
    #expect(mistake("{{{name}}")?.hints == ["end it with }}}"])
    #expect(mistake("{{}}")?.message == "this tag names nothing")
    #expect(mistake("{{a b}}")?.message == "'a b' is no name: it holds a space")
    // A tag that has lost its end would take the text to the next one for its name.
    let lost = mistake("<h1>{{title</h1><main>{{{content}}}</main>")
    #expect(lost?.message == "this tag never ends")
    #expect(lost?.range == SourceRange(4, 6))
    #expect(lost?.hints == ["a tag ends after its name: {{title}}"])
    for text in ["{{}}", "{{a b}}", "{{/x}}"] { #expect(mistake(text)?.hints.isEmpty == false) }
    #expect(mistake("{{=x=}}")?.rule == "template.delimiters")
    #expect(mistake(String(repeating: "{{#a}}", count: 5_000))?.rule == "template.depth")
    #expect(mistake("}} { {a} }") == nil)
  }

  @Test func `a missing partial is named with its nearest neighbour`() throws {
    var set = MustacheSet()
    try set.add("main", SourceFile(path: "main.html", text: "x {{>heder}}"))
    try set.add("header", SourceFile(path: "header.html", text: ""))
    do {
      _ = try set.rendered("main", with: [:])
      Issue.record("no error")
    } catch {
      #expect(error.diagnostic.range == SourceRange(2, 12))
      #expect(error.diagnostic.hints == ["did you mean '{{> header}}'?"])
      #expect(error.file.path == "main.html")
    }
  }

  @Test func `a partial without end stops with a message`() throws {
    var set = MustacheSet()
    try set.add("main", SourceFile(path: "main", text: "{{>main}}"))
    #expect(throws: MustacheSet.RenderError.self) { try set.rendered("main", with: [:]) }
  }
}
