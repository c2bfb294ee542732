import Diagnostics

extension CalculationFinder {
  /// What an operand says, on one line: as written in prose and code, as plain text in formulas.
  func text(_ operand: Operand) -> String {
    let tokens = visible(operand)
    let isFormula = tokens.contains { $0.region == .math }
    var text = ""
    let place = range(operand)
    if !isFormula, let written = source.text(in: place) {
      text = written.split { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" }
        .joined(separator: " ")
    } else {
      text = Self.joined(tokens)
    }
    return text.count <= 100 ? text : text.prefix(60) + " … " + text.suffix(30)
  }

  /// The tokens of an operand without words that scale nothing: they are the sentence's, not the
  /// number's.
  private func visible(_ operand: Operand) -> ArraySlice<Token> {
    var tokens = line.tokens[operand.tokens]
    while operand.expression.lone != nil, tokens.count > 1, let last = tokens.last, last.isWord,
      Measure.named(last.text) == nil, tokens.dropLast().last?.op != .divide
    {
      tokens.removeLast()
      while tokens.last?.isEdge == true { tokens.removeLast() }
    }
    return tokens
  }

  /// The bytes of an operand.
  func range(_ operand: Operand) -> SourceRange {
    let tokens = visible(operand)
    guard let first = tokens.first, let last = tokens.last else { return .at(0) }
    return first.range.union(last.range)
  }

  /// The tokens as plain text: operators with spaces, fractions on one line.
  static func joined(_ tokens: ArraySlice<Token>) -> String {
    var text = ""
    var previous: Token?
    var isInBounds = false
    for token in tokens {
      switch token.kind {
      case .sum, .product: isInBounds = true
      case .sub, .sup: break
      default:
        if isInBounds { text += " " }
        isInBounds = false
      }
      let isSign =
        previous == nil || previous?.op != nil || previous?.isOpen == true
        || { if case .comma? = previous?.kind { true } else { false } }()
      if let op = token.op, op != .power, !(isSign && (op == .minus || op == .plus)) {
        text += " " + token.literal + " "
      } else if token.isWord, !text.isEmpty, !text.hasSuffix(" "), !text.hasSuffix("(") {
        text +=
          (previous?.isWord == true || previous?.isNumber == true || previous?.isEdge == true
            ? " " : "") + token.literal
      } else {
        let isApart = token.hasSpaceBefore && token.region != .math || previous?.isEdge == true
        if isApart, !text.isEmpty, !text.hasSuffix(" ") { text += " " }
        text += token.literal
        if case .comma = token.kind { text += " " }
      }
      previous = token
    }
    return text
  }
}

extension ClaimText {
  /// The source of the file range `range`, if one piece holds all of it as it is.
  func text(in range: SourceRange) -> String? {
    for piece in pieces {
      switch piece {
      case .text(let mapped), .code(let mapped), .formula(let mapped, _):
        if let text = mapped.text(in: range) { return text }
      case .comment, .gap: break
      }
    }
    return nil
  }
}

extension MappedText {
  /// The text that stands for the file range `range`, if all of it is here.
  func text(in range: SourceRange) -> String? {
    guard sourceRange.contains(range) else { return nil }
    // Runs stand in the order of the file.
    let first = segments.partitioningIndex { $0.file + $0.fileCount > range.start }
    var start: Int?
    var end: Int?
    for segment in segments[first...] {
      let next = segment.file + segment.fileCount
      if start == nil, range.start >= segment.file, range.start < next {
        start = segment.isVerbatim ? segment.text + (range.start - segment.file) : segment.text
      }
      if range.end > segment.file, range.end <= next {
        end = segment.isVerbatim ? segment.text + (range.end - segment.file) : nil
      }
      if next >= range.end { break }
    }
    guard let start, let end, start < end else { return nil }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

extension Token {
  /// The token as text, near enough to what was written.
  var literal: String {
    switch kind {
    case .op(let op):
      switch op {
      case .plus: return "+"
      case .minus: return region == .math ? "−" : "-"
      case .plusMinus: return "±"
      case .times: return text == "*" || text.isEmpty && region != .math ? "*" : "×"
      case .divide: return "/"
      case .floorDivide: return "//"
      case .power: return "^"
      case .modulo: return "mod"
      case .ratio: return ":"
      }
    case .open(let byte), .close(let byte), .mark(let byte):
      return String(UnicodeScalar(byte == 0 ? 0x20 : byte))
    case .comma: return ","
    case .relation(.equal): return "="
    case .percent: return "%"
    case .degree: return "°"
    case .bang: return "!"
    case .bar(let isDouble): return isDouble ? "‖" : "|"
    case .root: return "√"
    case .constant(.pi): return "π"
    case .sup(let inner): return "^" + Self.grouped(inner)
    case .sub(let inner): return "_" + Self.grouped(inner)
    case .fraction(let a, let b): return Self.grouped(a) + "/" + Self.grouped(b)
    case .binomial(let a, let b):
      return "C(" + CalculationFinder.joined(a[...]) + ", " + CalculationFinder.joined(b[...]) + ")"
    case .radical(let inner, let index):
      let degree = index.map { CalculationFinder.joined($0[...]) } ?? ""
      let isPlain = inner.count == 1 && inner[0].isNumber
      let body = CalculationFinder.joined(inner[...])
      return degree + "√" + (isPlain ? body : "(" + body + ")")
    case .matrix(let rows):
      if rows.allSatisfy({ $0.count == 1 }) {
        let cells = rows.flatMap { $0 }.map { CalculationFinder.joined($0[...]) }
        return "[" + cells.joined(separator: ", ") + "]"
      }
      let lines = rows.map { row in
        "[" + row.map { CalculationFinder.joined($0[...]) }.joined(separator: ", ") + "]"
      }
      return lines.count == 1 ? lines[0] : "[" + lines.joined(separator: ", ") + "]"
    case .prime(let count): return count == 1 ? "′" : "″"
    default: return text
    }
  }

  private static func grouped(_ tokens: [Token]) -> String {
    let text = CalculationFinder.joined(tokens[...])
    return tokens.count == 1 ? text : "(" + text + ")"
  }
}
