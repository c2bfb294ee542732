import Foundation
import Markdown

/// A case of `Tests/Suites/Markdown`: `## name`, a fence with the input, a fence with what comes of it.
///
/// The input's info string is `md` with the options that differ from a chapter's (`commonmark`,
/// `gfm`, `smart`, `safe`, `filter`); the other fence is `html`, `tree` or `text`.
struct SuiteCase: Sendable, CustomStringConvertible {
  let file: String
  let name: String
  let flags: [String]
  let input: String
  let form: String
  let expected: String

  var description: String { "\(file): \(name)" }

  var options: MarkdownOptions {
    var options = MarkdownOptions.chapter
    for flag in flags {
      switch flag {
      case "commonmark": options = .commonMark
      case "gfm": options = .gfm
      case "smart": options.extensions.insert(.smartPunctuation)
      case "filter": options.extensions.insert(.tagFilter)
      case "safe": options.isSafe = true
      default: break
      }
    }
    return options
  }

  /// All cases of the folder, in order of file and line.
  static let all: [SuiteCase] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Suites/Markdown").standardized
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().flatMap { name -> [SuiteCase] in
      let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return cases(in: text, file: name)
    }
  }()

  private static func cases(in text: String, file: String) -> [SuiteCase] {
    var result: [SuiteCase] = []
    var name = ""
    var blocks: [(info: [String], body: String)] = []
    var fence: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == open {
          fence = nil
          if blocks.count == 2 {
            result.append(
              SuiteCase(
                file: file, name: name, flags: Array(blocks[0].info.dropFirst()),
                input: blocks[0].body, form: blocks[1].info.first ?? "", expected: blocks[1].body))
          }
        } else {
          blocks[blocks.count - 1].body += line + "\n"
        }
      } else if line.hasPrefix("## ") {
        name = String(line.dropFirst(3))
        blocks = []
      } else if line.hasPrefix("```") {
        fence = String(line.prefix { $0 == "`" })
        let info = line.drop { $0 == "`" }.split(separator: " ").map(String.init)
        blocks.append((info, ""))
      }
    }
    return result
  }
}
