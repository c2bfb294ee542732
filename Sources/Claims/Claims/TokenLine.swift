import Diagnostics

/// The tokens of one text, ready to look for calculations in.
struct TokenLine {
  let kind: ClaimText.Kind
  let style: NumberStyle
  var tokens: [Token]

  /// Whether lines are lines: fenced blocks and plain text, where `- ` at a start is a bullet.
  var hasBullets: Bool {
    switch kind {
    case .fencedText, .codeComment, .plainText: true
    default: false
    }
  }

  /// The tokens of `text`.
  init(_ text: ClaimText, style: NumberStyle) {
    kind = text.kind
    self.style = style
    tokens = []
    var macros = text.macros
    for piece in text.pieces {
      switch piece {
      case .text(let mapped):
        tokens += TextLexer.tokens(mapped, region: .prose, style: style)
      case .code(let mapped):
        addEdge(at: mapped.sourceRange.start)
        tokens += TextLexer.tokens(mapped, region: .code, style: style)
        addEdge(at: mapped.sourceRange.end)
      case .formula(let mapped, let isDisplay):
        addEdge(at: mapped.sourceRange.start)
        tokens += TeXLexer.tokens(
          mapped, isDisplay: isDisplay, macros: &macros, style: style)
        addEdge(at: mapped.sourceRange.end)
      case .comment:
        break
      case .gap(let range):
        tokens.append(Token(kind: .gap, range: range, region: .prose))
      }
    }
    removeTransparentEdges()
    joinTildes()
    dropRemarks()
    readShares()
    if case .fencedText = text.kind { joinResultComments() }
  }

  /// "25% of 200" and "3/4 of 20" are products.
  private mutating func readShares() {
    for index in tokens.indices.dropFirst().dropLast() {
      let token = tokens[index]
      guard token.isWord, ["of", "von"].contains(token.text) else { continue }
      let next = tokens[index + 1]
      guard next.isNumber || next.isCurrency || next.opens == 0x28 else { continue }
      switch tokens[index - 1].kind {
      case .percent, .fraction, .vulgar: tokens[index].kind = .op(.times)
      case .number where index > 2 && tokens[index - 2].op == .divide:
        tokens[index].kind = .op(.times)
      default: break
      }
    }
  }

  /// `23.4M (embedding) + 85.1M (encoder) = 108.5M`: words in brackets after a number, before an
  /// operator or a sign of equality, only say what it is.
  private mutating func dropRemarks() {
    var kept: [Token] = []
    var next = 0
    for index in tokens.indices.dropFirst() where index >= next {
      guard let end = endOfRemark(at: index) else { continue }
      kept += tokens[next..<index]
      next = end
    }
    if next > 0 { tokens = kept + tokens[next...] }
  }

  /// The index after the remark in brackets that begins at `index`, if one does.
  private func endOfRemark(at index: Int) -> Int? {
    guard tokens[index].opens == 0x28, tokens[index].hasSpaceBefore,
      tokens[index].region == .prose, endsNumber(at: index - 1)
    else { return nil }
    var end = index + 1
    while end < tokens.count, end - index <= 4, tokens[end].isWord, tokens[end].text.utf8.count > 1
    {
      end += 1
    }
    guard end > index + 1, end + 1 < tokens.count, tokens[end].closes == 0x29,
      tokens[end + 1].op != nil || tokens[end + 1].relation != nil, tokens[end + 1].hasSpaceBefore
    else { return nil }
    return end + 1
  }

  /// Whether a number, or a number with a unit or what it counts, ends at `index`.
  private func endsNumber(at index: Int) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .number, .vulgar, .percent, .currency: return true
    case .word: return index > 0 && tokens[index - 1].isNumber
    default: return false
    }
  }

  /// `500K × ~200 bytes`: the sign only says that the number is near.
  private mutating func joinTildes() {
    guard tokens.contains(where: { if case .tilde = $0.kind { true } else { false } }) else {
      return
    }
    var kept: [Token] = []
    kept.reserveCapacity(tokens.count)
    var isAbout = false
    for (index, token) in tokens.enumerated() {
      if case .tilde = token.kind {
        let next = index + 1 < tokens.count ? tokens[index + 1] : nil
        let before = kept.last
        let isFirst =
          before == nil || before?.op != nil || before?.isOpen == true || before?.isWord == true
          || before?.isNewline == true || before?.mark != nil
        if isFirst, let next, next.isNumber || next.isCurrency, !next.hasSpaceBefore {
          isAbout = true
          continue
        }
      }
      kept.append(token)
      if isAbout {
        kept[kept.count - 1].isAbout = true
        kept[kept.count - 1].hasSpaceBefore = true
        isAbout = false
      }
    }
    tokens = kept
  }

  /// `2 ** 10  # = 1024` and `2 ** 10  # => 1024`: the mark of the comment is only space, and
  /// the arrow a sign of equality.
  private mutating func joinResultComments() {
    var kept: [Token] = []
    kept.reserveCapacity(tokens.count)
    for (index, token) in tokens.enumerated() {
      if index + 1 < tokens.count, token.mark == 0x23 || token.mark == 0x2F {
        let next = tokens[index + 1]
        let isArrow = if case .arrow = next.kind { next.text == "=>" } else { false }
        if next.relation == .equal || isArrow, kept.last?.endsOperand == true {
          tokens[index + 1].kind = .relation(.equal)
          continue
        }
      }
      kept.append(tokens[index])
    }
    tokens = kept
  }

  private mutating func addEdge(at offset: Int) {
    tokens.append(
      Token(kind: .edge, range: .at(offset), hasSpaceBefore: false, region: .prose))
  }

  /// An edge beside an operator or a sign of equality does not part what it joins.
  private mutating func removeTransparentEdges() {
    var kept: [Token] = []
    kept.reserveCapacity(tokens.count)
    for (index, token) in tokens.enumerated() {
      guard token.isEdge else {
        kept.append(token)
        continue
      }
      let before = kept.last { !$0.isEdge }
      var after: Token?
      for next in tokens[(index + 1)...] where !next.isEdge {
        after = next
        break
      }
      if joins(before) || joins(after) {
        // What follows an edge stands apart from what is before it.
        continue
      }
      kept.append(token)
    }
    tokens = kept
  }

  private func joins(_ token: Token?) -> Bool {
    guard let token else { return false }
    if let op = token.op { return op != .minus || token.region == .math }
    return token.relation != nil
  }
}
