import Diagnostics
import Script
import Testing

/// Input that nobody would write: the front end answers with messages, and soon.
@Suite struct FrontHostileTests {
  /// A small generator with a fixed start (SplitMix64).
  struct Dice {
    var state: UInt64
    mutating func roll(_ count: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(count))
    }
  }

  @Test(arguments: ["!", "<", "+-", "x", "√"])
  func `messages quote no more of the source than anybody reads`(_ part: String) {
    let text = String(repeating: part, count: 100_000)
    let start = ContinuousClock.now
    let pieces = [SourcePiece(id: 0, role: .expression, text: MappedText(text))]
    let program = TypedProgram(checking: pieces, library: FrontLibrary.table)
    for diagnostic in program.pieces.flatMap(\.diagnostics) {
      #expect(diagnostic.message.utf8.count < 400)
    }
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  /// Checks the text as a cell and as an expression; all places must lie in it.
  static func check(_ text: String) { check(Array(text.utf8)) }

  static func check(_ bytes: [UInt8]) {
    let file = SourceFile(path: "fuzz", bytes: bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    let whole = MappedText(file, SourceRange(0, file.bytes.count))
    let pieces = [
      SourcePiece(id: 0, role: .cell(isIsolated: false, expectsError: false), text: whole),
      SourcePiece(id: 1, role: .expression, text: whole),
    ]
    let program = TypedProgram(checking: pieces, library: FrontLibrary.table)
    for diagnostic in program.pieces.flatMap(\.diagnostics) {
      let range = diagnostic.range
      if range.start < 0 || range.end > file.bytes.count {
        Issue.record("\(diagnostic.rule) at \(range) outside of \(text)")
      }
      #expect(!diagnostic.message.isEmpty)
    }
    for piece in program.pieces where piece.function != nil {
      #expect(!piece.hasErrors)
      let types = program.functions.map(\.result) + program.variables.map(\.type)
      if program.pieces.allSatisfy({ !$0.hasErrors }), types.contains(where: { $0.containsError }) {
        Issue.record("an error type without a message in \(text)")
      }
    }
  }

  static let words = [
    "let", "var", "func", "x", "y", "f", "=", "+", "-", "*", "**", "•", "(", ")", "[", "]", "{",
    "}", ",", ":", ";", ".", "\n", "\n", " ", " ", "1", "2.5", "\"a\"", "\"\\(x)\"", "if", "else",
    "for", "in", "0..<3", "...", "where", "while", "switch", "case", "default", "return", "guard",
    "struct", "enum", "P", "true", "nil", "??", "?", "!", "->", "Double", "Vector", "[Double]",
    "$0", "print", "map", "reduce", "==", "<", "&&", "||", "+=", "break", "continue", "repeat",
    "mutating", "self", "init", "gradient", "at", "of", "√", "count", "−", "²", "#", "@", "`", "\\",
    "// => 3", "/*", "import", "class", "try", "as", "inout", "&", "é", "_", "Set<Int>",
    "{ x in x }",
  ]

  @Test func `a byte that is not UTF-8 takes one place, even at the end`() {
    // 0xEF starts U+FFFD, which also stands for what cannot be read.
    let pieces: [[UInt8]] = [
      [0xEF], [0xEF, 0xBF], [0xEF, 0xBF, 0xBD], [0xE2, 0x82], [0xFF], [0xC3],
    ]
    for broken in pieces {
      for start in ["", "y", "let x = [1, let ", "\"a", "// => "] {
        for end in ["", "}", "\n"] {
          Self.check(Array(start.utf8) + broken + Array(end.utf8))
        }
      }
    }
  }

  @Test func `soups of tokens never trap`() {
    var dice = Dice(state: 2_024)
    for _ in 0..<1_500 {
      var text = ""
      for _ in 0..<dice.roll(40) {
        text += Self.words[dice.roll(Self.words.count)]
        if dice.roll(3) > 0 { text += " " }
      }
      Self.check(text)
    }
  }

  @Test func `suite cases with parts cut, doubled and swapped never trap`() {
    let phases = ["parser", "names", "types", "calls", "statements", "trees"]
    let sources = phases.flatMap { Suite.cases(in: $0) }.flatMap { $0.inputs.map(\.text) }
    #expect(sources.count > 100)
    var dice = Dice(state: 7)
    for _ in 0..<1_500 {
      var bytes = Array(sources[dice.roll(sources.count)].utf8)
      for _ in 0...dice.roll(3) where bytes.count > 2 {
        let start = dice.roll(bytes.count)
        let end = min(bytes.count, start + dice.roll(8))
        switch dice.roll(4) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 2: bytes[start] = UInt8(dice.roll(256))
        default:
          let word = Self.words[dice.roll(Self.words.count)]
          bytes.insert(contentsOf: Array(word.utf8), at: start)
        }
      }
      Self.check(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The source with one or two numbers, operators or names replaced by others of their kind.
  static func mutated(_ source: String, _ dice: inout Dice) -> String {
    var parts: [String] = []
    var kinds: [Int] = []
    for character in source {
      let kind: Int =
        character.isNumber
        ? 1
        : character.isLetter || character == "_"
          ? 2
          : "+-*/%<>=•".contains(character) ? 3 : 0
      if kind != 0, kinds.last == kind || (kind == 1 && kinds.last == 2) {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
        kinds.append(kind)
      }
    }
    let names = zip(parts, kinds).filter { $0.1 == 2 }.map(\.0)
    let numbers = ["0", "1", "2", "3", "0.5", "100", "1e300", "7"]
    let operators = ["+", "-", "*", "/", "%", "<", ">", "==", "+=", "•", "**"]
    for _ in 0...dice.roll(2) {
      let start = dice.roll(parts.count)
      guard
        let index = (0..<parts.count).lazy.map({ (start + $0) % parts.count })
          .first(where: { kinds[$0] != 0 })
      else { continue }
      switch kinds[index] {
      case 1: parts[index] = numbers[dice.roll(numbers.count)]
      case 2: parts[index] = names[dice.roll(names.count)]
      default: parts[index] = operators[dice.roll(operators.count)]
      }
    }
    return parts.joined()
  }

  @Test func `mutated programs that pass the check run, or stop with a message`() {
    let sources = (Suite.cases(in: "programs") + Suite.cases(in: "trees")).flatMap(\.inputs)
      .map(\.text)
    var dice = Dice(state: 99)
    var limits = Limits()
    limits.steps = 20_000
    limits.callDepth = 200
    limits.memoryBytes = 1 << 24
    limits.tensorElements = 1 << 16
    limits.cellSeconds = 2
    let table = LibraryTable(testLibrary)
    var count = 0
    for _ in 0..<600 {
      let source = Self.mutated(sources[dice.roll(sources.count)], &dice)
      let piece = ScriptPiece(
        id: 0, role: .cell(isIsolated: false, expectsError: false), text: MappedText(source))
      let program = ChapterProgram(pieces: [piece], library: table, limits: limits)
      guard program.canRun else { continue }
      count += 1
      let run = program.run(seed: 1)
      for diagnostic in run.diagnostics {
        #expect(!diagnostic.message.isEmpty)
        #expect(diagnostic.range.end <= source.utf8.count)
      }
    }
    #expect(count > 100)
  }

  @Test(arguments: [
    "(", "[", "{", "-", "!", "√", "1 + (", "f(", "[1, ", "{ x in ", "if true { ", "x.map { ",
    "func f() { ", "switch 1 { case 1: ", "1 ** ", "true ? 1 : ", "\"\\(", "a ?? ", "[[", "x[",
    "let (", "case (", "{ (", "[String: ", "let x: [", "while true { ", "x.y", "1 + ", "a.b(",
  ])
  func `ten thousand nested or chained pieces end in a message`(part: String) {
    Self.check(String(repeating: part, count: 100))
    Self.check("let x = " + String(repeating: part, count: 150))
    let text = MappedText(String(repeating: part, count: 10_000))
    let role = SourcePiece.Role.cell(isIsolated: false, expectsError: false)
    let program = TypedProgram(
      checking: [SourcePiece(id: 0, role: role, text: text)], library: FrontLibrary.table)
    #expect(program.pieces[0].hasErrors)
  }

  @Test func `code deeper than the limit says so once`() {
    let deep = String(repeating: "(", count: 300) + "1" + String(repeating: ")", count: 300)
    let text = MappedText(deep)
    let pieces = [
      SourcePiece(id: 0, role: .cell(isIsolated: false, expectsError: false), text: text)
    ]
    let program = TypedProgram(checking: pieces, library: FrontLibrary.table)
    #expect(program.pieces[0].diagnostics.map(\.rule) == ["syntax.depth"])
  }

  @Test func `a sum of a hundred and fifty terms is not too deep`() {
    let sum = Array(repeating: "1", count: 150).joined(separator: " + ")
    let pieces = [SourcePiece(id: 0, role: .expression, text: MappedText(sum))]
    let program = TypedProgram(checking: pieces, library: FrontLibrary.table)
    #expect(program.pieces[0].diagnostics.isEmpty)
  }
}
