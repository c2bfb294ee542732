import Diagnostics
import Markdown
import Markup

/// `mathbook markdown [FILE|-]`.
enum MarkdownCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let options = try options(arguments)
    guard let file = Input.file(arguments.operands.first ?? "-") else { return 2 }
    let document = MarkdownDocument(parsing: file, options: options)
    var diagnostics = document.diagnostics
    switch arguments.value(of: "--to") {
    case "tree": Terminal.print(document.treeDescription)
    case "text":
      var formulas = Formulas(of: document)
      Terminal.print(TextRenderer.text(document, using: &formulas))
      diagnostics += formulas.diagnostics
    default:
      // Without formulas nobody need ask each node what it is.
      if options.extensions.isDisjoint(with: .math) {
        Terminal.print(HTMLRenderer.bytes(document))
      } else {
        var formulas = Formulas(of: document)
        var renderer = HTMLRenderer(document)
        renderer.render(document.root, using: &formulas)
        Terminal.print(renderer.output.bytes)
        diagnostics += formulas.diagnostics
      }
    }
    for diagnostic in diagnostics.sorted(by: { $0.range.start < $1.range.start }) {
      Terminal.note(diagnostic.rendered(in: file))
    }
    return diagnostics.contains { $0.severity == .error } ? 1 : 0
  }

  private static func options(_ arguments: Arguments) throws(UsageError) -> MarkdownOptions {
    if arguments.has("--gfm"), arguments.has("--commonmark") {
      throw UsageError(
        message: "'--gfm' and '--commonmark' exclude each other", hint: "give one of them")
    }
    var options = MarkdownOptions.chapter
    if arguments.has("--gfm") { options = .gfm }
    if arguments.has("--commonmark") { options = .commonMark }
    if arguments.has("--smart") { options.extensions.insert(.smartPunctuation) }
    options.isSafe = arguments.has("--safe")
    // GitHub's own rule for raw HTML: most tags pass, those that could take over a page do not.
    if options.isSafe, arguments.has("--gfm") { options.extensions.insert(.tagFilter) }
    return options
  }
}
