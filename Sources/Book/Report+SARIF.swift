import Claims
import Diagnostics

/// SARIF 2.1.0.
///
/// Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 2020; §3.14
/// (run), §3.27 (result), §3.30 (region).
extension Report {
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// The findings as one run of the tool `mathbook`.
  var sarifForm: String {
    let rules = Set(findings.map(\.diagnostic.rule)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
    var json = JSONText()
    json.object { json in
      json.member("$schema", Self.schema)
      json.member("version", "2.1.0")
      json.key("runs")
      json.array { json in
        json.object { json in
          json.key("tool")
          json.object { json in
            json.key("driver")
            json.object { json in Self.writeDriver(rules, to: &json) }
          }
          json.member("columnKind", "unicodeCodePoints")
          json.key("invocations")
          json.array { json in json.object { json in writeInvocation(to: &json) } }
          json.key("results")
          json.array { json in
            for finding in findings { write(finding, numbers, to: &json) }
          }
        }
      }
    }
    return json.text + "\n"
  }

  private static func writeDriver(_ rules: [String], to json: inout JSONText) {
    json.member("name", "mathbook")
    json.key("rules")
    json.array { json in
      for rule in rules {
        json.object { json in
          json.member("id", rule)
          json.key("shortDescription")
          json.object { $0.member("text", RuleSummary.text(of: rule)) }
        }
      }
    }
  }

  /// Whether the run did its work, and the paths that could not be read.
  private func writeInvocation(to json: inout JSONText) {
    json.key("executionSuccessful")
    json.value(fileErrors.isEmpty)
    json.key("toolExecutionNotifications")
    json.array { json in
      for error in fileErrors {
        json.object { json in
          json.member("level", "error")
          json.key("message")
          json.object { $0.member("text", error.message) }
          json.key("locations")
          json.array { json in
            json.object { json in
              json.key("physicalLocation")
              json.object { json in writeArtifact(error.path, to: &json) }
            }
          }
        }
      }
    }
  }

  private func writeArtifact(_ path: String, to json: inout JSONText) {
    json.key("artifactLocation")
    json.object { json in
      let path = repository.path(of: path)
      json.member("uri", Self.uri(path))
      if !path.hasPrefix("/") { json.member("uriBaseId", "%SRCROOT%") }
    }
  }

  private func write(
    _ finding: Finding, _ numbers: [String: Int], to json: inout JSONText
  ) {
    let diagnostic = finding.diagnostic
    json.object { json in
      json.member("ruleId", diagnostic.rule)
      json.key("ruleIndex")
      json.value(numbers[diagnostic.rule] ?? -1)
      json.member("level", diagnostic.severity == .error ? "error" : "note")
      json.key("message")
      json.object { json in
        let hints = diagnostic.hints.map { "; hint: \($0)" }.joined()
        json.member("text", diagnostic.message + hints)
      }
      json.key("locations")
      json.array { json in
        json.object { json in
          json.key("physicalLocation")
          json.object { json in
            writeArtifact(finding.file.path, to: &json)
            json.key("region")
            json.object { json in Self.writeRegion(of: finding, to: &json) }
          }
        }
      }
    }
  }

  private static func writeRegion(of finding: Finding, to json: inout JSONText) {
    let range = finding.diagnostic.range
    for (name, number) in [
      ("startLine", finding.start.line), ("startColumn", finding.start.column),
      ("endLine", finding.end.line), ("endColumn", finding.end.column),
      ("byteOffset", range.start), ("byteLength", range.end - range.start),
    ] {
      json.key(name)
      json.value(number)
    }
    json.key("snippet")
    json.object { $0.member("text", finding.text) }
  }

  /// `path` as a relative or `file:` URI: bytes that a path of a URI cannot hold are encoded.
  static func uri(_ path: String) -> String {
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      if allowed.contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        text += "%" + (hex.count == 1 ? "0" : "") + hex
      }
    }
    return text
  }
}

/// What the rules of findings are about, in a sentence.
enum RuleSummary {
  private static let known: [String: String] = [
    "arithmetic.wrong": "arithmetic in plain sight does not hold",
    "arithmetic.rounded": "a whole number is a rounded result",
    "arithmetic.truncated": "digits were cut off rather than rounded",
    "arithmetic.by-unrounding": "a result holds only for operands before rounding",
    "arithmetic.coarse": "a coarse approximation",
    "arithmetic.unit-supplied": "a result holds only with a unit that is not written",
    "arithmetic.not-checked": "a calculation could not be decided",
    "binding.wrong": "a stated number is not the value of its expression",
    "result.wrong": "a result comment does not state the result",
    "number.unverified": "nothing stands behind a stated number",
    "given.unused": "nothing uses a given number",
    "value.unstated": "a computed value is stated and used nowhere",
  ]

  /// The sentence for `rule`; for a rule without one, its name in words.
  static func text(of rule: String) -> String {
    known[rule]
      ?? rule.replacing(".", with: ": ").replacing("-", with: " ")
  }
}
