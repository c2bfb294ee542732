import Diagnostics

@testable import Script

/// Runs one cell and gives what it shows, a line for each entry, then the error if it fails.
func shown(
  _ code: String, library: [LibraryFunction] = testLibrary, limits: Limits = Limits(),
  onTape: Bool = false
) -> String {
  let piece = ScriptPiece(
    id: 0, role: .cell(isIsolated: false, expectsError: false), text: MappedText(code))
  let program = ChapterProgram(pieces: [piece], library: LibraryTable(library), limits: limits)
  let file = SourceFile(path: "cell", text: code)
  var lines: [String] = []
  func add(_ diagnostic: Diagnostic) {
    let place = file.position(at: diagnostic.range.start)
    let marked = file.text(in: diagnostic.range)
    lines.append(
      "\(diagnostic.severity.rawValue) \(place.line):\(place.column) '\(marked)': \(diagnostic.message)"
    )
  }
  for diagnostic in program.diagnostics where diagnostic.severity == .error { add(diagnostic) }
  let run = program.run(seed: 1, onTape: onTape)
  for entry in run.cells[0].shown {
    switch entry.content {
    case .value(let value, let isVisible): if isVisible { lines.append(text(value)) }
    case .printed(let text): lines.append(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
  }
  for diagnostic in run.diagnostics { add(diagnostic) }
  return lines.joined(separator: "\n")
}
