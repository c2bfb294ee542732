import Diagnostics

/// The forms that programs for test results read: JUnit's XML and the Test Anything Protocol.
extension Report {
  /// The findings of one document, or what kept it from being read.
  private struct Suite {
    let path: String
    var findings: [Finding] = []
    var error: FileError?

    var failures: [Finding] { findings.filter { $0.diagnostic.severity == .error } }
  }

  /// All documents in order, those without a finding too.
  private var suites: [Suite] {
    var suites: [Suite] = []
    var places: [String: Int] = [:]
    for path in paths where places[path] == nil {
      places[path] = suites.count
      suites.append(Suite(path: path))
    }
    for finding in findings {
      let path = finding.file.path
      if places[path] == nil {
        places[path] = suites.count
        suites.append(Suite(path: path))
      }
      suites[places[path] ?? 0].findings.append(finding)
    }
    for error in fileErrors { suites.append(Suite(path: error.path, error: error)) }
    return suites
  }

  /// One suite to a document, one case to an error; a document without one is a case that passed.
  var junitForm: String {
    let suites = self.suites
    let failures = suites.reduce(0) { $0 + $1.failures.count }
    let errors = suites.count { $0.error != nil }
    let cases = suites.reduce(0) { $0 + max(1, $1.failures.count) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"mathbook\" tests=\"\(cases)\" failures=\"\(failures)\""
    text += " errors=\"\(errors)\">\n"
    for suite in suites {
      let path = Self.xml(suite.path)
      text += "  <testsuite name=\"\(path)\" tests=\"\(max(1, suite.failures.count))\""
      text += " failures=\"\(suite.failures.count)\" errors=\"\(suite.error == nil ? 0 : 1)\">\n"
      if let error = suite.error {
        text += "    <testcase classname=\"\(path)\" name=\"\(Self.xml(error.rule))\">"
        text += "<error message=\"\(Self.xml(error.message))\"/></testcase>\n"
      } else if suite.failures.isEmpty {
        text += "    <testcase classname=\"\(path)\" name=\"check\"/>\n"
      }
      for finding in suite.failures {
        let name = "\(finding.start.line):\(finding.start.column) \(finding.diagnostic.rule)"
        text += "    <testcase classname=\"\(path)\" name=\"\(Self.xml(name))\">\n"
        text += "      <failure message=\"\(Self.xml(finding.diagnostic.message))\""
        text += " type=\"\(Self.xml(finding.diagnostic.rule))\">"
        text += Self.xml(finding.rendered(style: .init())) + "</failure>\n    </testcase>\n"
      }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  /// One line to an error or to a document without one, with what is to be known below it.
  var tapForm: String {
    var lines: [String] = []
    var number = 0
    func point(_ isRight: Bool, _ name: String) {
      number += 1
      let name = name.replacing("\n", with: " ").replacing("#", with: "\\#")
      lines.append("\(isRight ? "ok" : "not ok") \(number) - \(name)")
    }
    for suite in suites {
      if let error = suite.error {
        point(false, "\(suite.path): \(error.message)")
      } else if suite.failures.isEmpty {
        point(true, suite.path)
      }
      for finding in suite.failures {
        let (place, diagnostic) = (finding.start, finding.diagnostic)
        point(false, "\(suite.path):\(place.line):\(place.column): \(diagnostic.message)")
        lines.append("  ---")
        lines.append("  rule: \(JSONText.quoted(diagnostic.rule))")
        if let stated = diagnostic.stated { lines.append("  found: \(JSONText.quoted(stated))") }
        if let actual = diagnostic.actual { lines.append("  wanted: \(JSONText.quoted(actual))") }
        lines.append("  ...")
      }
    }
    return "TAP version 13\n1..\(number)\n" + lines.map { $0 + "\n" }.joined()
  }

  /// `text` as the content or an attribute of XML; characters that XML 1.0 cannot hold are dropped.
  private static func xml(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\t", "\r": result.unicodeScalars.append(scalar)
      default:
        if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
