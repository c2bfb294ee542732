import Diagnostics
import Foundation
import Testing

/// A case of a suite: `## name`, an input fence, an expected fence.
struct ExtractionCase: CustomTestStringConvertible, Sendable {
  let suite: String
  let name: String
  let input: String
  let expected: [String]

  var testDescription: String { "\(suite): \(name)" }

  /// The cases of `Tests/Suites/Claims/<suite>.md`.
  static func cases(_ suite: String) -> [ExtractionCase] { cases(suite, in: "Claims") }

  /// The cases of `Tests/Suites/<folder>/<suite>.md`.
  static func cases(_ suite: String, in folder: String) -> [ExtractionCase] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Suites").appending(path: folder)
    let text =
      (try? String(contentsOf: folder.appending(path: suite + ".md"), encoding: .utf8)) ?? ""
    var result: [ExtractionCase] = []
    for section in text.components(separatedBy: "\n## ").dropFirst() {
      let parts = section.components(separatedBy: "\n``````")
      guard parts.count >= 4 else { continue }
      func content(_ part: String) -> String {
        part.components(separatedBy: "\n").dropFirst().joined(separator: "\n")
      }
      let name = section.prefix { $0 != "\n" }
      let expected = content(parts[3]).split(separator: "\n").map(String.init)
      result.append(
        ExtractionCase(
          suite: suite, name: String(name), input: content(parts[1]), expected: expected))
    }
    return result
  }
}
