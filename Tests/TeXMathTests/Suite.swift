import Diagnostics
import Foundation
import Markup
import TeXMath
import Testing

/// One case of a suite: `## name`, the formula in a `tex` fence, and what it becomes in others.
struct SuiteCase: Sendable, CustomTestStringConvertible {
  let file: String
  let name: String
  let tex: String
  let isDisplay: Bool
  /// The expected text by kind: `mathml`, `text`, `line`.
  var expected: [String: String]

  var testDescription: String { "\(file): \(name)" }

  /// The formula read, alone.
  var formula: TeXFormula { TeXFormula(MappedText(tex), isDisplay: isDisplay) }

  /// What the formula becomes now.
  var actual: [(kind: String, text: String)] {
    let formula = self.formula
    var buffer = OutputBuffer()
    var options = MathOptions()
    options.includesSource = false
    formula.writeMathML(into: &buffer, options: options)
    var result = [(kind: "mathml", text: buffer.text)]
    if isDisplay { result.append((kind: "text", text: formula.displayText())) }
    result.append((kind: isDisplay ? "line" : "text", text: formula.plainText()))
    return result
  }
}

/// The folder of cases, beside the tests.
enum Suite {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Suites/TeX")

  /// The files, in order of their names.
  static let files: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".md") }.sorted()

  /// Every case of every file.
  static let cases: [SuiteCase] = files.flatMap { cases(in: $0) }

  /// The cases of one file.
  static func cases(in file: String) -> [SuiteCase] {
    let url = folder.appendingPathComponent(file)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    var result: [SuiteCase] = []
    var name = ""
    var fence: (info: String, lines: [String])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        guard line == "```" else {
          fence?.lines.append(String(line))
          continue
        }
        let content = open.lines.joined(separator: "\n")
        if open.info == "tex" || open.info == "tex display" {
          result.append(
            SuiteCase(
              file: file, name: name, tex: content, isDisplay: open.info == "tex display",
              expected: [:]))
        } else if !result.isEmpty {
          result[result.count - 1].expected[open.info] = content
        }
        fence = nil
      } else if line.hasPrefix("```") {
        fence = (String(line.dropFirst(3)), [])
      } else if line.hasPrefix("## ") {
        name = String(line.dropFirst(3))
      }
    }
    return result
  }

  /// Writes what the cases of `file` become now over what was expected.
  static func record(_ file: String) throws {
    let url = folder.appendingPathComponent(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    var head = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") { break }
      head += line + "\n"
    }
    var output = head
    for entry in cases(in: file) {
      if !output.hasSuffix("\n\n") { output += "\n" }
      output +=
        "## \(entry.name)\n\n```tex\(entry.isDisplay ? " display" : "")\n\(entry.tex)\n```\n"
      for (kind, text) in entry.actual { output += "```\(kind)\n\(text)\n```\n" }
    }
    try output.write(to: url, atomically: true, encoding: .utf8)
  }
}
