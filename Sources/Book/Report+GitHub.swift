import Diagnostics

/// Annotations of a GitHub workflow.
extension Report {
  /// All findings as annotations, each once.
  var gitHubForm: String {
    var seen: Set<String> = []
    var text = ""
    for finding in findings {
      let line = annotation(finding)
      if seen.insert(line).inserted { text += line }
    }
    return text + fileErrors.map(annotation).joined()
  }

  /// The first ten errors as annotations, and how many more there are: GitHub shows no more than
  /// ten of one step, so that the others would be lost without a word.
  package var gitHubErrors: String {
    var seen: Set<String> = []
    let errors = findings.filter { $0.diagnostic.severity == .error }.map(annotation)
    let lines = (errors + fileErrors.map(annotation)).filter { seen.insert($0).inserted }
    var text = lines.prefix(10).joined()
    if lines.count > 10 {
      let rest = lines.count - 10
      text += "and \(rest) more \(rest == 1 ? "error" : "errors"), listed above\n"
    }
    return text
  }

  private func annotation(_ finding: Finding) -> String {
    let diagnostic = finding.diagnostic
    let (start, end) = (finding.start, finding.end)
    let kind = diagnostic.severity == .error ? "error" : "notice"
    let message = ([diagnostic.message] + diagnostic.hints.map { "hint: \($0)" })
      .joined(separator: "\n")
    let path = repository.path(of: finding.file.path)
    var properties = "file=\(Self.escaped(path, property: true)),line=\(start.line)"
    // An annotation over several lines has no columns.
    if end.line == start.line {
      properties += ",col=\(start.column),endColumn=\(end.column)"
    } else {
      properties += ",endLine=\(end.line)"
    }
    properties += ",title=\(Self.escaped(diagnostic.rule, property: true))"
    return "::\(kind) \(properties)::\(Self.escaped(message, property: false))\n"
  }

  private func annotation(_ error: FileError) -> String {
    "::error file=\(Self.escaped(repository.path(of: error.path), property: true))::"
      + Self.escaped(error.message, property: false) + "\n"
  }

  /// Source: GitHub's description of workflow commands (percent encoding of data and properties).
  private static func escaped(_ text: String, property: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where property: result += "%3A"
      case "," where property: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
