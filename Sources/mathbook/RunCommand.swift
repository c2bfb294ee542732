import Book
import Diagnostics
import Library
import Script

/// `mathbook run FILE`.
enum RunCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let path = arguments.operands.first else {
      throw UsageError(
        message: "'run' needs a file",
        hint: "write 'mathbook run FILE.swift', or 'mathbook run -' for standard input")
    }
    let isChapter = [".md", ".markdown", ".qmd"].contains(where: path.lowercased().hasSuffix)
    guard !isChapter || !arguments.has("--bytecode") else {
      throw UsageError(
        message: "'--bytecode' lists the program of a file of swift-math, not of a chapter",
        hint: "write 'mathbook run --bytecode FILE.swift'")
    }
    do {
      if isChapter {
        return try runChapter(path)
      }
      let bytes = path == "-" ? Terminal.input(limit: Limits().fileBytes) : try Files.read(path)
      let file = SourceFile(path: path == "-" ? "standard input" : path, bytes: bytes)
      return run(file, isListing: arguments.has("--bytecode"))
    } catch {
      throw UsageError(message: error.message, hint: error.hints.first)
    }
  }

  private static func runChapter(_ path: String) throws(FileError) -> Int32 {
    let assessment = try assessedChapter(at: path)
    Terminal.print(assessment.cellOutput)
    var code: Int32 = 0
    for finding in assessment.findings where finding.diagnostic.severity == .error {
      Terminal.note(finding.diagnostic.rendered(in: finding.file, style: Terminal.errorStyle))
      code = 1
    }
    return code
  }

  /// Runs a file of the language as one cell.
  private static func run(_ file: SourceFile, isListing: Bool) -> Int32 {
    let piece = ScriptPiece(
      id: 0, role: .cell(isIsolated: false, expectsError: false),
      text: MappedText(file, SourceRange(0, file.bytes.count)))
    let program = ChapterProgram(pieces: [piece], library: StandardLibrary.table)
    report(program.diagnostics, in: file)
    guard program.canRun else { return 1 }
    if isListing {
      Terminal.print(program.disassembled())
      return 0
    }
    let run = program.run()
    Terminal.print(shownText(run.cells.first?.shown ?? []))
    report(run.diagnostics, in: file)
    return run.diagnostics.isEmpty ? 0 : 1
  }

  static func report(_ diagnostics: [Diagnostic], in file: SourceFile) {
    for diagnostic in diagnostics {
      Terminal.note(diagnostic.rendered(in: file, style: Terminal.errorStyle))
    }
  }
}
