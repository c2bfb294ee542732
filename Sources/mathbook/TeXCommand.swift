import Book
import Diagnostics
import Markup
import TeXMath

/// `mathbook tex [FILE|-]`: one formula a line in, one line out.
enum TeXCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    var macros = MacroTable()
    if let path = arguments.value(of: "--macros") {
      guard let file = Input.file(path) else { return 2 }
      let found = macros.define(MappedText(file, SourceRange(0, file.bytes.count)))
      for diagnostic in found { Terminal.note(diagnostic.rendered(in: file)) }
      if !found.isEmpty { return 2 }
    }
    guard let file = Input.file(arguments.operands.first ?? "-") else { return 2 }
    let form = arguments.value(of: "--to") ?? "mathml"
    var output = OutputBuffer()
    var code: Int32 = 0
    for range in lines(of: file) {
      // Each line stands alone: what it defines, it defines for itself.
      var own = macros
      let formula = TeXFormula(
        MappedText(file, range), isDisplay: arguments.has("--display"), macros: &own)
      if let diagnostic = formula.diagnostics.first(where: { $0.severity == .error }) {
        code = 1
        output.append(text: "error: " + line(of: diagnostic, in: file))
      } else {
        switch form {
        case "text": output.append(text: formula.plainText())
        case "tree": output.append(text: formula.treeText)
        default: formula.writeMathML(into: &output)
        }
      }
      output.append(text: "\n")
    }
    Terminal.print(output.text)
    return code
  }

  /// The lines of `file` without their ends; what follows the last one is no line.
  private static func lines(of file: SourceFile) -> [SourceRange] {
    let bytes = file.bytes
    var result: [SourceRange] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let newline = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let hasReturn = newline > start && bytes[newline - 1] == 0x0D
      result.append(SourceRange(start, hasReturn ? newline - 1 : newline))
      start = newline + 1
    }
    return result
  }

  /// A diagnostic on one line, with its line and column.
  private static func line(of diagnostic: Diagnostic, in file: SourceFile) -> String {
    let place = file.position(at: diagnostic.range.start)
    let text = ([diagnostic.message] + diagnostic.hints).joined(separator: "; ")
    return "\(place.line):\(place.column): "
      + text.split(whereSeparator: \.isNewline)
      .joined(separator: " ")
  }
}
