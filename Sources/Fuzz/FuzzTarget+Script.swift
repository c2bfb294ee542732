import Diagnostics
import Library
import Script

extension FuzzTarget {
  /// Words and pieces of swift-math.
  static let scriptWords = [
    "let x = ", "var v = [", "func f(_ x: Double) -> Double { ", "struct P { var a: Double }",
    "enum E { case a, b }", "switch x { case 0: ", "default: ", "for i in 0..<3 { ", "while ",
    "repeat { ", "} while ", "guard let ", " else { ", "if let ", "case let (a, b) where ", "nil",
    "?? ", "?.", "{ x in ", "$0", ".map { ", ".reduce(0) { ", ".sorted { ", "gradient(at: ",
    "jacobian(at: ", "hessian(at: ", "gradient(of: ", "\"\\(", ", \".3f\")\"", "...", "..<",
    "[0, ...]", "[..., 1]", "**", "√", "•", "⊙", "⊗", "≈", ".T", "print(", "mutating func ",
    "self.", "outer: ", "break outer", "continue", "return ", "[String: Double]", "Set<Double>",
    "Vector", "Matrix", "Tensor", "Symbol(\"x\")", "Fraction(1, 3)", "softmax(", "// => ", "1e308",
    "reshape(", "zeros(", "svd(", "solve(", "randomNormal(", "stride(from: 0, to: 1, by: ",
  ]

  /// Checks the bytes as a cell and as an expression: every place lies inside, every message says
  /// something, and a piece without an error has a function.
  @Sendable static func script(_ bytes: [UInt8]) {
    let file = SourceFile(path: "fuzz.swift", bytes: bytes)
    let whole = MappedText(file, SourceRange(0, bytes.count))
    let pieces = [
      SourcePiece(id: 0, role: .cell(isIsolated: false, expectsError: false), text: whole),
      SourcePiece(id: 1, role: .expression, text: whole),
    ]
    let program = runOnOwnStack {
      TypedProgram(checking: pieces, library: StandardLibrary.table)
    }
    for piece in program.pieces {
      precondition(piece.hasErrors || piece.function != nil, "a piece has neither error nor code")
      for diagnostic in piece.diagnostics {
        precondition(
          diagnostic.range.start >= 0 && diagnostic.range.end <= bytes.count,
          "a place leaves the file")
        precondition(!diagnostic.message.isEmpty, "a message is empty")
        _ = diagnostic.rendered(in: file)
      }
    }
    _ = ScriptSession.isIncomplete(String(decoding: bytes, as: UTF8.self))
  }

  /// Runs the bytes under tight limits and writes what they show.
  @Sendable static func evaluation(_ bytes: [UInt8]) {
    let file = SourceFile(path: "fuzz.swift", bytes: bytes)
    var limits = Limits()
    limits.steps = 20_000
    limits.callDepth = 200
    limits.tensorElements = 1 << 14
    limits.memoryBytes = 64 << 20
    limits.outputBytes = 1 << 14
    limits.cellSeconds = 2
    let piece = ScriptPiece(
      id: 0, role: .cell(isIsolated: false, expectsError: false),
      text: MappedText(file, SourceRange(0, bytes.count)))
    let program = ChapterProgram(pieces: [piece], library: StandardLibrary.table, limits: limits)
    for diagnostic in program.diagnostics {
      precondition(diagnostic.rule != "script.bytecode", "the compiled program is faulty")
    }
    guard program.canRun else { return }
    let run = program.run(seed: 1)
    for diagnostic in run.diagnostics { _ = diagnostic.rendered(in: file) }
    for entry in run.cells.first?.shown ?? [] {
      if case .value(let value, _) = entry.content { _ = text(value) }
    }
  }
}
