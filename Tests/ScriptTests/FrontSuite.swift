import Diagnostics
import Foundation
import Script
import Testing

/// One case of a suite file: pieces of code and the text that they should give.
struct SuiteCase: Sendable, CustomTestStringConvertible {
  let file: String
  let name: String
  /// The code fences in order, with the word after their `swift-math`.
  let inputs: [(kind: String, text: String)]
  let expected: String

  var testDescription: String { "\(file): \(name)" }
}

/// Reads `Tests/Suites/Script/<phase>/*.md`: `## name`, fences of code, one `text` fence.
enum Suite {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Suites/Script")

  static func cases(in phase: String) -> [SuiteCase] {
    let folder = root.appendingPathComponent(phase)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().flatMap { name in
      let url = folder.appendingPathComponent(name)
      let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
      return cases(of: text, file: "\(phase)/\(name)")
    }
  }

  private static func cases(of text: String, file: String) -> [SuiteCase] {
    var result: [SuiteCase] = []
    var name: String?
    var inputs: [(String, String)] = []
    var expected = ""
    var fence: (kind: String, lines: [String])?
    func finish() {
      if let name {
        result.append(SuiteCase(file: file, name: name, inputs: inputs, expected: expected))
      }
      inputs = []
      expected = ""
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let open = fence {
        if line == "```" {
          let body = open.lines.map { $0 + "\n" }.joined()
          if open.kind == "text" {
            expected = body
          } else {
            inputs.append((String(open.kind.dropFirst("swift-math".count + 1)), body))
          }
          fence = nil
        } else {
          fence?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        fence = (String(line.dropFirst(3)), [])
      } else if line.hasPrefix("## ") {
        finish()
        name = String(line.dropFirst(3))
      }
    }
    finish()
    return result
  }

  /// Compares `actual` with the case; with `MATHBOOK_UPDATE` set, writes it into the file and
  /// fails, so that the change is read before it counts.
  static func check(_ actual: String, _ test: SuiteCase) {
    if actual == test.expected { return }
    if ProcessInfo.processInfo.environment["MATHBOOK_UPDATE"] != nil {
      update(test, actual)
    }
    Issue.record("\(test.testDescription)\n--- expected\n\(test.expected)--- actual\n\(actual)")
  }

  private static func update(_ test: SuiteCase, _ actual: String) {
    let url = root.appendingPathComponent(test.file)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return }
    var lines = text.components(separatedBy: "\n")
    guard let start = lines.firstIndex(of: "## " + test.name) else { return }
    let end = lines[(start + 1)...].firstIndex { $0.hasPrefix("## ") } ?? lines.count
    let body = actual.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
    if let open = lines[start..<end].firstIndex(of: "```text"),
      let close = lines[open..<end].firstIndex(of: "```")
    {
      lines.replaceSubrange((open + 1)..<close, with: body)
    } else {
      var at = end
      while at > start, lines[at - 1].isEmpty { at -= 1 }
      lines.replaceSubrange(at..<end, with: ["", "```text"] + body + ["```", ""])
    }
    try? lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
  }
}

extension SuiteCase {
  /// The inputs as one file, with its pieces.
  var chapter: (file: SourceFile, pieces: [SourcePiece]) {
    var bytes: [UInt8] = []
    var ranges: [(String, SourceRange)] = []
    for input in inputs {
      let start = bytes.count
      bytes += Array(input.text.utf8)
      ranges.append((input.kind, SourceRange(start, bytes.count)))
    }
    let file = SourceFile(path: "case", bytes: bytes)
    let pieces = ranges.enumerated().map { index, part in
      let role: SourcePiece.Role =
        switch part.0 {
        case "expression": .expression
        case "given": .given(name: "given", .double)
        case "isolated": .cell(isIsolated: true, expectsError: false)
        default: .cell(isIsolated: false, expectsError: false)
        }
      var range = part.1
      // An expression is a line without its end.
      if part.0 == "expression" { range = SourceRange(range.start, range.end - 1) }
      return SourcePiece(id: index, role: role, text: MappedText(file, range))
    }
    return (file, pieces)
  }

  /// The check of the inputs.
  func checked() -> (file: SourceFile, program: TypedProgram) {
    let (file, pieces) = chapter
    return (file, TypedProgram(checking: pieces, library: FrontLibrary.table))
  }
}
