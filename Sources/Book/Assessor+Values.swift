import Claims
import Diagnostics
import Library
import Script

/// The values that a chapter computes, by the names under which a comment can ask for them.
extension Assessor {
  /// An expression of the finished chapter with its value.
  struct ComputedValue {
    let expression: String
    let value: Double
  }

  /// The numbers that the cells name, and the ends and sizes of the vectors.
  func computedValues() -> [ComputedValue] {
    let (pieces, _) = self.pieces()
    guard !pieces.isEmpty else { return [] }
    let names = ChapterProgram(pieces: pieces, library: StandardLibrary.table, limits: limits)
      .declaredNames
    var expressions: [String] = []
    for name in names {
      if name.isNumber { expressions.append(name.name) }
      if name.isVector {
        expressions += [".count", ".first", ".last", ".max()", ".min()"].map { name.name + $0 }
      }
    }
    expressions += claims.givens.map(\.name)
    let asked = expressions.enumerated().map { offset, expression in
      var text = MappedText(at: 0)
      text.append(Array(expression.utf8), for: .at(0))
      return ScriptPiece(id: pieces.count + offset, role: .expression, text: text)
    }
    let program = ChapterProgram(
      pieces: pieces + asked, library: StandardLibrary.table, limits: limits)
    let run = program.run(seed: seed)
    var seen: Set<String> = []
    return zip(expressions, asked).compactMap { expression, piece in
      guard seen.insert(expression).inserted, let value = run.value(of: piece.id)?.singleNumber
      else { return nil }
      return ComputedValue(expression: expression, value: value)
    }
  }

  /// Notes what cells name and nothing reads: no cell, no binding, no computed value.
  mutating func noteUnstated(_ program: ChapterProgram) {
    guard document.kind == .chapter else { return }
    var stated: Set<Int> = []
    for cell in program.run(seed: seed).cells {
      for comment in cell.comments {
        let line = document.file.lineIndex(at: comment.range.start)
        stated.insert(line)
        // A comment on a line of its own speaks about the line before.
        let start = document.file.lineRange(at: line).start
        let before = document.file.text(in: SourceRange(start, comment.range.start))
        if before.allSatisfy(\.isWhitespace) { stated.insert(line - 1) }
      }
    }
    for name in program.declaredNames where !name.isRead {
      let line = document.file.lineIndex(at: name.range.start)
      if stated.contains(line) { continue }
      result.report(
        Diagnostic(
          .note, "value.unstated", at: name.range,
          "'\(name.name)' is computed, and nothing states or uses it",
          hints: ["state it: … <!-- = \(name.name) -->, or take it away"]))
    }
  }
}
