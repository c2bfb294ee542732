import Diagnostics
import Foundation
import Testing

@testable import Script

/// What a cell says when it stops, rendered, against `Tests/Suites/Script/running`.
///
/// The words after `swift-math` set limits: `steps=1000 memory=… output=… elements=… seconds=…`.
@Suite struct RunningSuiteTests {
  static func limits(_ words: String) -> Limits {
    var limits = Limits()
    for word in words.split(separator: " ") {
      let parts = word.split(separator: "=")
      guard parts.count == 2, let value = Double(parts[1]) else { continue }
      switch parts[0] {
      case "steps": limits.steps = Int(value)
      case "memory": limits.memoryBytes = Int(value)
      case "output": limits.outputBytes = Int(value)
      case "elements": limits.tensorElements = Int(value)
      case "seconds": limits.cellSeconds = value
      case "depth": limits.callDepth = Int(value)
      default: Issue.record("'\(word)' sets no limit")
      }
    }
    return limits
  }

  @Test func `every error of a running cell reads as the suite states`() {
    let cases = Suite.cases(in: "running")
    #expect(cases.count > 40)
    for test in cases {
      let file = SourceFile(path: "case", text: test.inputs[0].text)
      let piece = ScriptPiece(
        id: 0, role: .cell(isIsolated: false, expectsError: false),
        text: MappedText(file, SourceRange(0, file.bytes.count)))
      let program = ChapterProgram(
        pieces: [piece], library: LibraryTable(testLibrary),
        limits: Self.limits(test.inputs[0].kind))
      let run = program.run(seed: 1)
      let errors = program.diagnostics.filter { $0.severity == .error } + run.diagnostics
      Suite.check(errors.map { $0.rendered(in: file) }.joined(), test)
    }
  }
}

/// Every sentence that the language can say stands in a case of a suite.
@Suite struct DiagnosticCoverageTests {
  static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "Sources/Script")

  /// Sentences about our own mistakes, or that need a second thread or a full machine.
  static let exempt = [
    "the library function failed: ", "the compiled program is faulty", "is not built in",
    "only a function of this chapter can be called here", "this place cannot be reached",
    "there is no memory for a gradient", "the run was cancelled",
    "only a function has a derivative",
    "these values have no order", "give one: sorted(by: { a, b in … })", "' takes ",
    "' of tensors has no derivative", " needs a function that gives a number",
    // The checker knows the rank where two positions are read by one instruction.
    "is not subscripted by two positions",
    // The checker lets ranges without an end stand in subscripts only.
    "a range without both bounds cannot be counted through",
    "only a function can be called", "no program runs that could call '",
    // Said by `ChapterProgram.run` of a cell with an option, which no suite has: `BackChapterTests`.
    "the cell expects an error, but it runs without one", "remove expect-error from its options",
  ]

  /// Collects the texts in code, each cut at the values in it.
  struct TextScanner {
    private let characters: [Character]
    private var position = 0
    private(set) var texts: [[String]] = []

    init(_ code: String) {
      characters = Array(code)
      while position < characters.count { readCode(untilClosed: false) }
    }

    /// Reads code to its end, or to the parenthesis that closes an interpolation.
    private mutating func readCode(untilClosed: Bool) {
      var depth = 0
      while position < characters.count {
        let character = characters[position]
        position += 1
        switch character {
        case "/" where position < characters.count && characters[position] == "/":
          while position < characters.count, !characters[position].isNewline { position += 1 }
        case "\"": readText()
        case "(": depth += 1
        case ")":
          if depth == 0, untilClosed { return }
          depth -= 1
        default: break
        }
      }
    }

    /// Reads a text behind its opening quote.
    private mutating func readText() {
      var parts = [""]
      while position < characters.count, characters[position] != "\"" {
        let character = characters[position]
        position += 1
        guard character == "\\", position < characters.count else {
          parts[parts.count - 1].append(character)
          continue
        }
        let escaped = characters[position]
        position += 1
        if escaped == "(" {
          readCode(untilClosed: true)
          parts.append("")
        } else {
          parts[parts.count - 1].append(escaped == "n" ? "\n" : escaped)
        }
      }
      position += 1
      texts.append(parts)
    }
  }

  @Test func `no sentence is without a case`() throws {
    let phases = try FileManager.default.contentsOfDirectory(atPath: Suite.root.path)
    let said = phases.flatMap { Suite.cases(in: $0) }.map(\.expected).joined()
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    var count = 0
    for name in names.sorted()
    where ["ScriptDiagnostics", "Machine", "Tape", "ProgramRun"].contains(where: name.hasPrefix) {
      let code = try String(
        contentsOf: Self.sources.appendingPathComponent(name), encoding: .utf8)
      for parts in TextScanner(code).texts {
        let whole = parts.joined()
        let words = whole.trimmingCharacters(in: .whitespaces)
        guard whole.count >= 12, words.contains(" ") else { continue }
        count += 1
        if Self.exempt.contains(where: whole.contains) { continue }
        let isSaid = said.split(separator: "\n").contains { Self.line($0, holds: parts) }
        #expect(
          isSaid, "\(name): no case of Tests/Suites/Script says \"\(parts.joined(separator: "…"))\""
        )
      }
    }
    #expect(count > 400)
  }

  /// Whether the parts stand in the line in their order.
  static func line(_ line: Substring, holds parts: [String]) -> Bool {
    var rest = line
    for part in parts where !part.isEmpty {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}
