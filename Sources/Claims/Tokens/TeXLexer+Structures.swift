import Diagnostics
import TeXMath

extension TeXLexer {
  mutating func fenced(
    _ left: String?, _ right: String?, _ nodes: [MathNode], _ range: SourceRange
  ) {
    if let left { symbol(left, SourceRange(range.start, range.start)) }
    add(nodes)
    if let right { symbol(right, SourceRange(range.end, range.end)) }
  }

  mutating func parenthesized(_ nodes: [MathNode], _ range: SourceRange) {
    emit(.open(0x28), .at(range.start))
    add(nodes)
    emit(.close(0x29), .at(range.end))
  }

  mutating func add(_ scripts: MathNode.Scripts, _ range: SourceRange) {
    if case .accent(let accent, let nodes) = scripts.base.kind, accent.isBrace {
      // The label of a brace is a remark.
      return parenthesized(nodes, scripts.base.range)
    }
    if case .identifier("e") = scripts.base.kind, scripts.sub == nil, scripts.sup != nil {
      emit(.constant(.e), scripts.base.range, "e")
    } else if case .group(let nodes) = scripts.base.kind, nodes.count > 1 {
      parenthesized(nodes, scripts.base.range)
    } else {
      add([scripts.base])
    }
    if scripts.primes > 0 {
      if output.last?.isNumber == true {
        emit(.prime(scripts.primes), range)
      } else {
        emit(.symbol, range, "′")
      }
    }
    if let sub = scripts.sub { emit(.sub(inner(sub)), range) }
    if let sup = scripts.sup {
      if sup.count == 1, case .symbol(let mark, _) = sup[0].kind, mark == "∘" || mark == "°" {
        emit(.degree, range)
      } else {
        emit(.sup(inner(sup)), range)
      }
    }
  }

  mutating func add(_ table: MathTable, _ range: SourceRange) {
    switch table.form {
    case .matrix, .small:
      let isMatrix = table.left != nil || table.environment.contains("matrix")
      if isMatrix {
        let rows = table.rows.map { row in row.cells.map { inner($0) } }
        return emit(.matrix(rows.filter { !$0.isEmpty }), range)
      }
      for row in table.rows {
        for cell in row.cells {
          add(cell)
          emit(.mark(0), range)
        }
        emit(.newline, range)
      }
    case .cases:
      emit(.mark(0), range)
      for row in table.rows {
        for cell in row.cells {
          add(cell)
          emit(.mark(0), range)
        }
      }
    case .aligned, .gathered, .stack:
      if !output.isEmpty { emit(.newline, .at(range.start)) }
      for row in table.rows {
        for (index, cell) in row.cells.enumerated() {
          let content = inner(cell)
          if index >= 2, index.isMultiple(of: 2), !content.isEmpty { emit(.mark(0), range) }
          output += content
        }
        emit(.newline, range)
      }
    }
  }

  /// `\text{…}`: prose with places of its own, if the text stands in the source as it is.
  mutating func prose(_ text: String, _ range: SourceRange) {
    var mapped = MappedText(at: range.start)
    mapped.append(Array(text.utf8), for: range)
    if let place = source.find(Array(text.utf8), in: range) {
      mapped = source.slice(place, place + text.utf8.count)
    }
    var tokens = TextLexer.tokens(mapped, region: .mathText, style: style)
    if hasSpace, !tokens.isEmpty { tokens[0].hasSpaceBefore = true }
    // The braces belong to the words, not to numbers.
    if let last = tokens.last, last.isWord {
      tokens[tokens.count - 1].range = SourceRange(last.range.start, range.end)
    }
    if let first = tokens.first, first.isWord {
      tokens[0].range = SourceRange(range.start, first.range.end)
    }
    output += tokens
    hasSpace = text.last == " "
  }
}
