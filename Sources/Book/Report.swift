package import Diagnostics

/// All findings of a run with its tally, and the forms in which they are written.
package struct Report: Sendable {
  /// The form of a report.
  package enum Format: String, CaseIterable, Sendable {
    /// Source lines, carets and hints, for people.
    case text
    /// The documented, versioned form for programs.
    case json
    /// Annotations of a GitHub workflow.
    case github
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// JUnit's XML, for test reports.
    case junit
    /// The Test Anything Protocol, version 13.
    case tap
  }

  /// The findings, sorted by file, place and rule.
  package private(set) var findings: [Finding] = []
  /// What was counted.
  package private(set) var tally = Tally()
  /// Paths that could not be read or written.
  package private(set) var fileErrors: [FileError] = []
  /// The documents that were read, in order.
  private(set) var paths: [String] = []
  /// Turns the path of a file into one from the root of the repository, for annotations and SARIF.
  package var repository = RepositoryPaths()

  /// An empty report.
  package init() {}

  /// Adds the findings and the tally of one document.
  package mutating func add(_ findings: [Finding], tally: Tally = Tally()) {
    self.findings += findings.sorted(by: Self.precedes)
    self.tally.add(tally)
    self.tally.notes += findings.count { $0.diagnostic.severity == .note }
  }

  /// Adds what another run had to say, in its order.
  mutating func add(told findings: [Finding]) {
    self.findings += findings
    tally.notes += findings.count { $0.diagnostic.severity == .note }
  }

  /// Adds a path that could not be read or written.
  package mutating func add(_ error: FileError) { fileErrors.append(error) }

  /// Adds a document that was read, for the forms that name those without a finding.
  mutating func add(path: String) { paths.append(path) }

  /// 0 without an error, 1 with one, 2 if a path was missing or unreadable.
  package var exitCode: Int32 {
    if !fileErrors.isEmpty { return 2 }
    return findings.contains { $0.diagnostic.severity == .error } ? 1 : 0
  }

  /// Whether any finding is an error.
  package var hasErrors: Bool { exitCode != 0 }

  /// The report in `format`; `showsNotes` adds notes to the text form.
  package func written(
    as format: Format, showsNotes: Bool = true, style: Diagnostic.Style = .init()
  ) -> String {
    switch format {
    case .text: textForm(showsNotes: showsNotes, style: style)
    case .json: jsonForm
    case .github: gitHubForm
    case .sarif: sarifForm
    case .junit: junitForm
    case .tap: tapForm
    }
  }

  private static func precedes(_ a: Finding, _ b: Finding) -> Bool {
    let (x, y) = (a.diagnostic, b.diagnostic)
    if a.file.path != b.file.path {
      return a.file.path.utf8.lexicographicallyPrecedes(b.file.path.utf8)
    }
    if x.range.start != y.range.start { return x.range.start < y.range.start }
    if x.range.end != y.range.end { return x.range.end < y.range.end }
    return x.rule != y.rule ? x.rule < y.rule : x.message < y.message
  }

  private func textForm(showsNotes: Bool, style: Diagnostic.Style) -> String {
    var text = ""
    for finding in findings where showsNotes || finding.diagnostic.severity == .error {
      text += finding.rendered(style: style)
    }
    for error in fileErrors {
      text += "mathbook: error: \(error.message)\n"
      for hint in error.hints { text += "      hint: \(hint)\n" }
    }
    return text
  }

  /// The closing lines of a run: one for chapters, one for foreign documents.
  package var closingLines: String {
    var lines = ""
    if tally.chapters > 0 { lines += tally.chapterLine + "\n" }
    if tally.foreign > 0 { lines += tally.foreignLine + "\n" }
    return lines
  }

  private var jsonForm: String {
    var json = JSONText()
    json.object { json in
      json.key("version")
      json.value(1)
      json.key("summary")
      json.object { json in
        for (name, number) in summaryMembers {
          json.key(name)
          json.value(number)
        }
      }
      json.key("findings")
      json.array { json in
        for finding in findings { Self.write(finding, to: &json) }
        for error in fileErrors { Self.write(error, to: &json) }
      }
    }
    return json.text + "\n"
  }

  private var summaryMembers: [(String, Int)] {
    [
      ("files", tally.chapters + tally.foreign), ("calculations", tally.calculations),
      ("checked", tally.checked), ("asWritten", tally.asWritten), ("exact", tally.exact),
      ("byTolerance", tally.byTolerance), ("wrong", tally.wrong), ("given", tally.given),
      ("cited", tally.cited), ("waived", tally.waived), ("unverified", tally.unverified),
      ("notChecked", tally.notChecked), ("notes", tally.notes),
    ]
  }

  private static func write(_ finding: Finding, to json: inout JSONText) {
    let diagnostic = finding.diagnostic
    let place = finding.start
    json.object { json in
      json.key("file")
      json.value(finding.file.path)
      json.key("line")
      json.value(place.line)
      json.key("column")
      json.value(place.column)
      json.key("start")
      json.value(diagnostic.range.start)
      json.key("end")
      json.value(diagnostic.range.end)
      json.key("severity")
      json.value(diagnostic.severity.rawValue)
      json.key("rule")
      json.value(diagnostic.rule)
      json.key("text")
      json.value(finding.text)
      json.key("stated")
      json.value(diagnostic.stated)
      json.key("actual")
      json.value(diagnostic.actual)
      json.key("message")
      json.value(diagnostic.message)
      json.key("hint")
      json.value(diagnostic.hints.isEmpty ? nil : diagnostic.hints.joined(separator: "; "))
    }
  }

  private static func write(_ error: FileError, to json: inout JSONText) {
    json.object { json in
      json.key("file")
      json.value(error.path)
      for name in ["line", "column"] {
        json.key(name)
        json.value(1)
      }
      for name in ["start", "end"] {
        json.key(name)
        json.value(0)
      }
      for (name, value) in [
        ("severity", "error"), ("rule", error.rule), ("text", ""), ("stated", nil),
        ("actual", nil), ("message", error.message), ("hint", error.hints.first),
      ] as [(String, String?)] {
        json.key(name)
        json.value(value)
      }
    }
  }
}
