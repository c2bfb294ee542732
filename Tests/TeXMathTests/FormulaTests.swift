import Diagnostics
import Markup
import TeXMath
import Testing

struct FormulaTests {
  private func mathML(_ tex: String, _ change: (inout MathOptions) -> Void = { _ in }) -> String {
    let formula = TeXFormula(MappedText(tex), isDisplay: true)
    var options = MathOptions()
    options.includesSource = false
    change(&options)
    var buffer = OutputBuffer()
    formula.writeMathML(into: &buffer, options: options)
    return buffer.text
  }

  // MARK: Places

  @Test func `numbers and letters stand where the author wrote them`() {
    for entry in Suite.cases where !entry.tex.contains("\\def") && !entry.tex.contains("\\new") {
      let before = "a $é "
      let file = SourceFile(path: "a.md", text: before + entry.tex)
      let range = SourceRange(before.utf8.count, file.bytes.count)
      let formula = TeXFormula(MappedText(file, range), isDisplay: entry.isDisplay)
      for node in formula.nodes.flatMap(\.all) where !node.isExpanded {
        #expect(range.contains(node.range), "\(entry.name)")
        if case .number(let literal) = node.kind, node.letters == .automatic {
          #expect(file.text(in: node.range) == literal, "\(entry.name)")
        }
      }
    }
  }

  @Test func `a formula over quoted lines keeps its places`() {
    let file = SourceFile(path: "a.md", text: "> $$\n> 1 +\n> 22\n> $$")
    var text = MappedText(at: 4)
    text.append(verbatim: file.bytes[7..<11], at: 7)
    text.append(verbatim: file.bytes[13..<16], at: 13)
    let formula = TeXFormula(text, isDisplay: true)
    #expect(formula.nodes.last.map { file.text(in: $0.range) } == "22")
  }

  // MARK: Source and size

  @Test func `the source is kept for copying, escaped`() {
    var buffer = OutputBuffer()
    TeXFormula(MappedText("a<\"b\""), isDisplay: false).writeMathML(into: &buffer)
    #expect(buffer.text.hasPrefix("<math alttext=\"a&lt;&quot;b&quot;\">"))
    buffer = OutputBuffer()
    TeXFormula(MappedText("x"), isDisplay: false).writeMathML(into: &buffer)
    #expect(buffer.text == "<math><mi>x</mi></math>")
  }

  @Test func `no letter of the mathematical block is written`() {
    for entry in Suite.cases {
      for (_, text) in entry.actual {
        #expect(!text.unicodeScalars.contains { (0x1D400...0x1D7FF).contains($0.value) })
      }
    }
  }

  @Test func `every mrow in a row of its own has more than one child`() throws {
    for entry in Suite.cases {
      let tree = try Element(parsing: entry.actual[0].text)
      for element in tree.all where element.name == "mrow" && element.attributes.isEmpty {
        guard tree.children.first?.children.first != element else { continue }
        #expect(element.children.count != 1, "\(entry.name)")
      }
    }
  }

  @Test func `scripts and fractions have the children that MathML asks for`() throws {
    let counts = [
      "mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3,
      "mroot": 2,
    ]
    for entry in Suite.cases {
      for element in try Element(parsing: entry.actual[0].text).all {
        guard let count = counts[element.name] else { continue }
        #expect(element.children.count == count, "\(entry.name): \(element.name)")
      }
    }
  }

  // MARK: Numbers

  @Test func `an equation with a number is wrapped with it`() {
    let text = mathML("x = 1") {
      $0.numbers = ["2.1"]
      $0.identifiers = ["eq-x"]
    }
    #expect(
      text
        == "<div class=\"equation\" id=\"eq-x\"><math display=\"block\"><mrow><mi>x</mi><mo>=</mo>"
        + "<mn>1</mn></mrow></math><span class=\"eqno\">(2.1)</span></div>")
  }

  @Test func `an alignment is numbered by row`() {
    let formula = TeXFormula(
      MappedText(
        "\\begin{align} a &= 1 \\label{eq:a} \\\\ b &= 2 \\notag \\\\ c &= 3 \\tag{*} \\end{align}"),
      isDisplay: true)
    #expect(formula.equations.map(\.isWanted) == [true, false, true])
    #expect(formula.equations.map(\.label) == ["eq:a", nil, nil])
    #expect(formula.equations.map(\.tag) == [nil, nil, "*"])
    var options = MathOptions()
    options.numbers = ["3", nil, nil]
    options.width = 20
    #expect(
      formula.displayText(options: options) == "a = 1            (3)\nb = 2\nc = 3            (*)")
  }

  @Test(arguments: [
    ("x = 1", [false]), ("\\begin{equation} x \\end{equation}", [true]),
    ("\\begin{equation*} x \\end{equation*}", [false]),
    ("\\begin{align*} a \\\\ b \\end{align*}", [false]),
    ("\\begin{gather} a \\\\ b \\end{gather}", [true, true]),
    ("\\begin{multline} a \\\\ b \\end{multline}", [true]),
    ("\\begin{aligned} a \\\\ b \\end{aligned}", [false]),
  ])
  func `environments say whether they want numbers`(tex: String, wanted: [Bool]) {
    let formula = TeXFormula(MappedText(tex), isDisplay: true)
    #expect(formula.equations.map(\.isWanted) == wanted)
  }

  @Test func `a label in a plain display is its label`() {
    let formula = TeXFormula(
      MappedText("\\begin{split} a &= b \\label{eq:s} \\end{split}"), isDisplay: true)
    #expect(formula.equations.map(\.label) == ["eq:s"])
  }

  @Test func `a reference is a link to its equation`() {
    let text = mathML("\\eqref{eq:a} \\ref{eq:b}") {
      $0.targets["eq:a"] = .init(number: "1.2", address: "a.html#eq-a")
    }
    #expect(text.contains("<mtext><a href=\"a.html#eq-a\">(1.2)</a></mtext>"))
    #expect(text.contains("<mtext>??</mtext>"))
  }

  // MARK: Trees

  @Test(arguments: [
    ("3.14 + x_1^2", "3.14 +:binary (scripts x sub: [1] sup: [2])"),
    ("1{,}000", "1 (group ,:punctuation) 000"), ("1\\,024", "1 (space .1667em) 024"),
    ("\\frac{a}{2}", "(fraction [a] [2])"), ("\\sqrt[3]{x}", "(root [x] of: [3])"),
    ("\\log x", "(op log) x"), ("\\mathbf{x}", "x:bold"),
    ("\\left(a\\middle|b\\right]", "(fenced ( ] a (delimiter | 0) b)"),
    ("\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}", "(bmatrix [[1] [2]] [[3] [4]])"),
    ("\\binom{n}{k}", "(stack () [n] [k])"), ("f''", "(scripts f primes: 2)"),
    ("\\text{a b}", "(text \"a b\")"), ("\\hat{x}", "(accent ^ x)"),
  ])
  func `the tree is what TeX means`(tex: String, tree: String) {
    #expect(TeXFormula(MappedText(tex), isDisplay: false).treeText == tree)
  }

  @Test func `a tree made by hand is written like one that was read`() {
    let fraction = MathNode(
      .fraction(.init([MathNode(.identifier("x"))], over: [MathNode(.number("2"))])))
    let formula = TeXFormula(nodes: [
      fraction, MathNode(.symbol("+", .binary)), MathNode(.number("1")),
    ])
    #expect(formula.plainText() == "x/2 + 1")
  }
}

extension MathNode {
  /// The node and all nodes inside.
  var all: [MathNode] {
    var lists: [[MathNode]] = []
    switch kind {
    case .group(let nodes), .fenced(_, _, let nodes), .accent(_, let nodes), .style(_, let nodes),
      .textSize(_, let nodes), .color(_, let nodes), .enclosed(_, let nodes),
      .phantom(_, let nodes), .classed(_, let nodes), .link(_, let nodes), .raised(_, let nodes):
      lists = [nodes]
    case .fraction(let fraction): lists = [fraction.numerator, fraction.denominator]
    case .root(let radicand, let index): lists = [radicand, index ?? []]
    case .scripts(let scripts): lists = [[scripts.base], scripts.sub ?? [], scripts.sup ?? []]
    case .stack(let stack): lists = [stack.base, stack.over ?? [], stack.under ?? []]
    case .table(let table): lists = table.rows.flatMap(\.cells)
    default: break
    }
    return [self] + lists.flatMap { $0.flatMap(\.all) }
  }
}
