package import Diagnostics

/// A run of `fix`: what `check` finds wrong is rewritten, byte span by byte span.
///
/// Nothing but the digits of a number changes: signs, units, separators, emphasis and line endings
/// stay. A change that a person should look at is refused, with the reason, and so is one after which
/// something else would be wrong.
package struct FixRun: Sendable {
  /// A change, made or refused.
  package struct Change: Sendable {
    /// The file.
    package let path: String
    /// The line and column.
    package let place: SourceFile.Position
    /// The change.
    package let edit: Edit
    /// Whether it was made, or would be.
    package let isMade: Bool
  }

  /// The report of the check before the changes.
  package let report: Report
  /// The changes in order of file and place.
  package private(set) var changes: [Change] = []
  /// The changes as a unified diff.
  package private(set) var diff = ""
  /// Files that could not be written.
  package private(set) var fileErrors: [FileError] = []

  /// Fixes what `request` names. Doubtful changes are made if they are `accepted`; nothing is
  /// written if it `onlyShows` them.
  package init(_ request: CheckRequest, accepting: Bool, onlyShows: Bool) {
    var request = request
    request.collectsEdits = true
    let run = CheckRun(request)
    report = run.report
    errorsLeft = report.findings.count { $0.diagnostic.severity == .error }
    for mendable in run.mendable {
      let file = mendable.file
      var trial = FixTrial(mendable, accepting: accepting)
      trial.run()
      let made = trial.made
      errorsLeft += trial.errorsLeft - mendable.errors.count
      for (edit, isMade) in trial.edits {
        changes.append(
          Change(
            path: file.path, place: file.position(at: edit.range.start), edit: edit,
            isMade: isMade))
      }
      guard !made.isEmpty else { continue }
      let bytes = Self.applying(made, to: file.bytes)
      diff += Self.diff(file, bytes)
      guard !onlyShows, file.path != "standard input" else { continue }
      do {
        try Files.replace(file.bytes, by: bytes, at: file.path)
      } catch {
        fileErrors.append(error)
        changes = changes.map { change in
          change.path != file.path
            ? change
            : Change(path: change.path, place: change.place, edit: change.edit, isMade: false)
        }
      }
    }
  }

  /// How many errors `check` finds after the changes.
  package private(set) var errorsLeft = 0

  /// The errors that are left beside those whose change was refused.
  package var rest: Int {
    max(0, errorsLeft - changes.count { !$0.isMade })
  }

  /// `bytes` with the changes in them.
  static func applying(_ edits: [Edit], to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var place = 0
    for edit in edits.sorted(by: { $0.range.start < $1.range.start })
    where edit.range.start >= place {
      result += bytes[place..<edit.range.start]
      result += Array(edit.replacement.utf8)
      place = edit.range.end
    }
    return result + bytes[place...]
  }

  // MARK: Unified diff

  /// The change of one file as hunks with three lines of context; no change adds or takes a line.
  static func diff(_ file: SourceFile, _ bytes: [UInt8]) -> String {
    let new = SourceFile(path: file.path, bytes: bytes)
    if file.lineStarts.count != new.lineStarts.count { return joined(file, new) }
    let count = file.lineStarts.count
    let changed = (0..<count).filter {
      file.text(in: file.lineRange(at: $0)) != new.text(in: new.lineRange(at: $0))
    }
    guard !changed.isEmpty else { return "" }
    var text = "--- \(file.path)\n+++ \(file.path)\n"
    var rest = changed[...]
    let last = file.lineStarts.last == file.bytes.count ? count - 1 : count
    while let first = rest.first {
      var end = first
      while let next = rest.first, next <= end + 6 {
        end = next
        rest = rest.dropFirst()
      }
      let lines = max(0, first - 3)..<min(last, end + 4)
      text +=
        "@@ -\(lines.lowerBound + 1),\(lines.count) +\(lines.lowerBound + 1),\(lines.count) @@\n"
      for line in lines {
        let (old, now) = (whole(line, file), whole(line, new))
        if old == now { text += " " + old } else { text += "-" + old + "+" + now }
      }
    }
    return text
  }

  /// The change of a file in which a comment joined the line before: one hunk, without context.
  private static func joined(_ old: SourceFile, _ new: SourceFile) -> String {
    let a = old.lineStarts.indices.map { whole($0, old) }
    let b = new.lineStarts.indices.map { whole($0, new) }
    let first = zip(a, b).prefix { $0 == $1 }.count
    let same = zip(a[first...].reversed(), b[first...].reversed()).prefix { $0 == $1 }.count
    let (out, back) = (a[first..<(a.count - same)], b[first..<(b.count - same)])
    let header = "@@ -\(first + 1),\(out.count) +\(first + 1),\(back.count) @@\n"
    return "--- \(old.path)\n+++ \(old.path)\n" + header + out.map { "-" + $0 }.joined()
      + back.map { "+" + $0 }.joined()
  }

  /// A line with its ending; without one it gets what diff says of it.
  private static func whole(_ line: Int, _ file: SourceFile) -> String {
    let start = file.lineStarts[line]
    let end = line + 1 < file.lineStarts.count ? file.lineStarts[line + 1] : file.bytes.count
    let text = file.text(in: SourceRange(start, end))
    let hasEnding = file.bytes[start..<end].last == 0x0A
    return hasEnding ? text : text + "\n\\ No newline at end of file\n"
  }
}
