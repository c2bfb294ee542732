import Diagnostics

/// One side of a calculation.
struct Operand {
  /// How sure it is that the side is read whole.
  enum Certainty: Comparable {
    /// The text can be read otherwise: hold the tongue if the calculation fails.
    case doubtful
    /// The side begins and ends where an expression would.
    case certain
  }

  let tokens: Range<Int>
  let expression: Expression
  var certainty: Certainty
  /// Whether it is one number with a word after it that may be the name of what is stated next.
  var endsWithName = false
}

/// Finds what stands on either side of a sign of equality.
///
/// The left side is the longest run of tokens before the sign that reads as arithmetic, the right
/// side the longest after it. A run that is glued to something not understood (an operator, a
/// symbol, a digit) is none: half of a formula proves nothing.
struct OperandFinder {
  let line: TokenLine
  var tokens: [Token] { line.tokens }

  /// A side of printed arithmetic is short; beyond this many tokens nobody follows it by eye.
  static let reach = 240

  init(_ line: TokenLine) { self.line = line }

  // MARK: Left

  /// The operand that ends before `relation`.
  func left(of relation: Int) -> Operand? {
    let stop = leftStop(relation)
    var end = relation
    while end > stop, tokens[end - 1].isNewline { end -= 1 }
    for start in stop..<end where startsExpression(start, before: end) {
      guard let expression = ExpressionParser.parse(tokens, start..<end, style: line.style) else {
        continue
      }
      guard let certainty = certainty(before: start, stop: stop) else { return nil }
      return Operand(
        tokens: start..<end, expression: expression,
        certainty: min(certainty, ofInside(start..<end)),
        endsWithName: endsWithName(start..<end, expression))
    }
    return nil
  }

  /// Whether the side is one number with a word after it that may be the name of what is stated:
  /// "variance = 4 std = √4".
  func endsWithName(_ range: Range<Int>, _ expression: Expression) -> Bool {
    guard let lone = expression.lone, let last = tokens[range].last, last.isWord,
      last.region != .math
    else { return false }
    return lone.number.measure.isNoun || Measure.named(last.text) == nil
  }

  /// Shorter readings of a left side that begins after a spaced dash or between two numbers; a true
  /// minus sign is no dash.
  func shorterLefts(_ operand: Operand) -> [Operand] {
    var result: [Operand] = []
    let end = operand.tokens.upperBound
    for start in operand.tokens.dropFirst() where startsExpression(start, before: end) {
      let before = tokens[start - 1]
      let isDash =
        before.op == .minus && before.text != "−" && before.hasSpaceBefore
        && before.region != .math || before.op == .ratio
      let isApart = isDash || before.isNumber || before.isClose || before.text == "and"
      guard isApart, tokens[start].op == nil else { continue }
      if let expression = ExpressionParser.parse(tokens, start..<end, style: line.style),
        expression.lone == nil
      {
        result.append(
          Operand(tokens: start..<end, expression: expression, certainty: .doubtful))
      }
    }
    return result
  }

  /// How far to the left the operand can reach.
  func leftStop(_ relation: Int) -> Int {
    var depth = 0
    var i = relation
    let limit = max(0, relation - Self.reach)
    while i > limit {
      let token = tokens[i - 1]
      switch token.kind {
      case .close: depth += 1
      case .open:
        if depth == 0 { return i }
        depth -= 1
      case .relation:
        return depth == 0 ? i : closing(from: i, relation)
      case .arrow, .gap, .ellipsis: if depth == 0 { return i }
      case .newline:
        if !continues(leftOver: i - 1, relation: relation, isInside: depth > 0) { return i }
      default: break
      }
      i -= 1
    }
    return limit
  }

  /// The end of the outermost bracket that holds position `inner`.
  func closing(from inner: Int, _ relation: Int) -> Int {
    var depth = 0
    for i in inner..<relation {
      if tokens[i].isOpen { depth += 1 }
      if tokens[i].isClose {
        if depth == 0 {
          // Go on outward: nothing that holds a sign of equality is an operand.
          return closing(from: i + 1, relation, found: i + 1)
        }
        depth -= 1
      }
    }
    return inner
  }

  func closing(from inner: Int, _ relation: Int, found: Int) -> Int {
    var depth = 0
    var result = found
    for i in inner..<relation {
      if tokens[i].isOpen { depth += 1 }
      if tokens[i].isClose {
        if depth == 0 { result = i + 1 } else { depth -= 1 }
      }
    }
    return result
  }

  /// Whether an operand goes on over the line end at `newline`, seen from the right.
  func continues(leftOver newline: Int, relation: Int, isInside: Bool) -> Bool {
    guard newline > 0 else { return false }
    let before = tokens[newline - 1]
    if before.isNewline { return false }
    if newline + 1 == relation { return !before.isNewline }
    if isInside { return true }
    if let op = before.op { return op != .minus || before.hasSpaceBefore || !line.hasBullets }
    return opens(newline + 1)
  }

  /// Whether the operator at the start of a line goes on with the line before; a sign does not.
  func opens(_ index: Int) -> Bool {
    guard let op = tokens[index].op, index + 1 < tokens.count else { return false }
    if op == .minus || op == .plus, !tokens[index + 1].hasSpaceBefore { return false }
    return !(line.hasBullets && isBullet(index))
  }

  func isBullet(_ index: Int) -> Bool {
    guard let op = tokens[index].op, op == .minus || op == .times || op == .plus,
      index + 1 < tokens.count
    else { return false }
    return tokens[index + 1].hasSpaceBefore
  }

  func startsExpression(_ index: Int, before end: Int) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .number, .vulgar, .open, .function, .constant, .currency, .root, .radical, .fraction,
      .binomial, .matrix, .bar, .sum, .product:
      return true
    case .op(.minus), .op(.plus):
      return index + 1 < end && !tokens[index + 1].isNewline
    default: return false
    }
  }

  // MARK: Right

  /// The operand that begins after `relation`.
  func right(of relation: Int) -> (operand: Operand, isApproximate: Bool)? {
    var start = relation + 1
    var isApproximate = false
    while start < tokens.count {
      let token = tokens[start]
      if case .tilde = token.kind {
        isApproximate = true
      } else if token.isWord, Self.approximately.contains(token.text.lowercased()) {
        isApproximate = true
      } else if token.isNewline, start == relation + 1 {
        // The number stands on the next line.
      } else {
        break
      }
      start += 1
    }
    let stop = rightStop(start)
    guard start < stop else { return nil }
    var end = stop
    while end > start {
      if let expression = ExpressionParser.parse(tokens, start..<end, style: line.style) {
        guard let certainty = certainty(after: end, start: start, stop: stop) else {
          // "12 against 5 × 6": the word belongs to the sentence, not to the number.
          guard endsWithNoun(start..<end, expression), end < stop, startsNumber(end) else {
            return nil
          }
          end -= 1
          continue
        }
        let operand = Operand(
          tokens: start..<end, expression: expression,
          certainty: min(certainty, ofInside(start..<end)))
        return (operand, isApproximate)
      }
      end -= 1
    }
    return nil
  }

  /// Whether the side is one number with a word after it that is no unit.
  private func endsWithNoun(_ range: Range<Int>, _ expression: Expression) -> Bool {
    guard range.count > 1, let last = tokens[range].last, last.isWord, last.region == .prose,
      last.text.utf8.count > 1
    else { return false }
    return expression.lone != nil && Measure.named(last.text) == nil
  }

  private func startsNumber(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .number, .vulgar, .currency, .function, .root, .open: tokens[index].hasSpaceBefore
    default: false
    }
  }

  func rightStop(_ start: Int) -> Int {
    var depth = 0
    var i = start
    let limit = min(tokens.count, start + Self.reach)
    while i < limit {
      let token = tokens[i]
      switch token.kind {
      case .open: depth += 1
      case .close:
        if depth == 0 { return i }
        depth -= 1
      case .relation: return i
      case .arrow, .gap: if depth == 0 { return i }
      case .newline:
        if !continues(rightOver: i, start: start, isInside: depth > 0) { return i }
      default: break
      }
      i += 1
    }
    return limit
  }

  func continues(rightOver newline: Int, start: Int, isInside: Bool) -> Bool {
    guard newline > start, newline + 1 < tokens.count else { return false }
    let before = tokens[newline - 1]
    let after = tokens[newline + 1]
    if after.isNewline || after.relation != nil { return false }
    if isInside || before.op != nil { return true }
    return opens(newline + 1)
  }
}
