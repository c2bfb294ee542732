import Diagnostics
import Markdown
import Testing

@Suite struct SuiteTests {
  @Test(arguments: SuiteCase.all)
  func `a case reads as the suite says`(example: SuiteCase) {
    let file = SourceFile(path: example.file, text: example.input)
    let document = MarkdownDocument(parsing: file, options: example.options)
    let result =
      switch example.form {
      case "tree": document.treeDescription
      case "text": TextRenderer.text(document)
      default: HTMLRenderer.html(document)
      }
    #expect(result == example.expected)
    #expect(violations(in: document) == [])
  }

  @Test func `the suite has its cases`() {
    #expect(SuiteCase.all.count > 60)
    #expect(Set(SuiteCase.all.map(\.description)).count == SuiteCase.all.count)
  }
}
