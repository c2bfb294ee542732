import Diagnostics
import Numerics
import TeXMath

/// Turns the tree of a formula into tokens.
///
/// The tree keeps TeX's flat view of a row, so what is no structure of its own (fraction, root,
/// script, matrix) becomes a token where it stands; text inside is read as prose.
struct TeXLexer {
  let source: MappedText
  let style: NumberStyle
  var output: [Token] = []
  var hasSpace = false

  init(_ source: MappedText, style: NumberStyle) {
    self.source = source
    self.style = style
  }

  /// The tokens of the formula `text`; what a macro makes stands where the macro is used.
  static func tokens(
    _ text: MappedText, isDisplay: Bool, macros: inout MacroTable, style: NumberStyle
  ) -> [Token] {
    let readable = withPercentSigns(text)
    let formula = TeXFormula(readable, isDisplay: isDisplay, macros: &macros)
    var lexer = TeXLexer(readable, style: style)
    lexer.add(formula.nodes)
    return lexer.output
  }

  /// `65%` in a formula is meant as a percent sign, whatever TeX makes of it.
  private static func withPercentSigns(_ text: MappedText) -> MappedText {
    let bytes = text.bytes
    var needsChange = false
    for i in bytes.indices.dropFirst() where bytes[i] == 0x25 && bytes[i - 1].isDigit {
      needsChange = true
    }
    guard needsChange else { return text }
    var result = MappedText(at: text.sourceOffset(0))
    var start = 0
    for i in bytes.indices.dropFirst() where bytes[i] == 0x25 && bytes[i - 1].isDigit {
      result.append(text.slice(start, i))
      result.append([0x5C, 0x25], for: text.sourceRange(i, i + 1))
      start = i + 1
    }
    result.append(text.slice(start, bytes.count))
    return result
  }

  // MARK: Rows

  mutating func add(_ nodes: [MathNode]) {
    var i = 0
    while i < nodes.count {
      if case .number = nodes[i].kind {
        i = addNumber(nodes, at: i)
        i = skipDots(nodes, at: i)
      } else {
        add(nodes[i])
        i += 1
      }
    }
  }

  /// `1.7857...` and `1.7857\ldots`: the digits go on.
  mutating func skipDots(_ nodes: [MathNode], at start: Int) -> Int {
    guard let last = output.last, case .number(var number) = last.kind, number.decimals > 0 else {
      return start
    }
    var i = start
    var dots = 0
    while i < nodes.count, case .symbol(let text, _) = nodes[i].kind, text == "." || text == "…" {
      dots += text == "." ? 1 : 2
      i += 1
    }
    guard dots >= 2 else { return start }
    number.isOpen = true
    output[output.count - 1].kind = .number(number)
    return i
  }

  func inner(_ nodes: [MathNode]) -> [Token] {
    var lexer = TeXLexer(source, style: style)
    lexer.add(nodes)
    return lexer.output
  }

  mutating func emit(_ kind: Token.Kind, _ range: SourceRange, _ text: String = "") {
    output.append(
      Token(kind: kind, range: range, text: text, hasSpaceBefore: hasSpace, region: .math))
    hasSpace = false
  }

  mutating func add(_ node: MathNode) {
    switch node.kind {
    case .number: break
    case .identifier(let name): identifier(name, node.range)
    case .operatorName(let name, _): operatorName(name, node.range)
    case .symbol(let text, _): symbol(text, node.range)
    case .delimiter(let text, let type, _): delimiter(text, type, node.range)
    case .bigOperator(let text, _):
      emit(text == "∑" ? .sum : text == "∏" ? .product : .unknownOperator, node.range, text)
    case .group(let nodes), .style(_, let nodes), .textSize(_, let nodes), .color(_, let nodes),
      .enclosed(.box, let nodes), .classed(_, let nodes), .link(_, let nodes),
      .raised(_, let nodes), .enclosed(.colorBox, let nodes):
      add(nodes)
    case .fraction(let fraction):
      let a = inner(fraction.numerator)
      let b = inner(fraction.denominator)
      emit(fraction.hasLine ? .fraction(a, b) : .binomial(a, b), node.range)
    case .root(let radicand, let index):
      emit(.radical(inner(radicand), index: index.map(inner)), node.range)
    case .scripts(let scripts): add(scripts, node.range)
    case .fenced(let left, let right, let nodes): fenced(left, right, nodes, node.range)
    case .accent(let accent, let nodes):
      if accent.isLine, !accent.isUnder, repeats(nodes, node.range) { break }
      if accent.isBrace { parenthesized(nodes, node.range) } else { emit(.symbol, node.range, "¯") }
    case .stack(let stack):
      if stack.isArrow { emit(.arrow, node.range) } else { add(stack.base) }
    case .text(let text, _): prose(text, node.range)
    case .table(let table): add(table, node.range)
    case .space(let width):
      if width >= 0.9 { emit(.mark(0), node.range) } else { hasSpace = true }
    case .choice(let list): add(list.first ?? [])
    case .lineBreak: emit(.newline, node.range)
    case .phantom, .rule: hasSpace = true
    case .enclosed, .corners, .reference, .error: emit(.symbol, node.range, "?")
    }
  }

  mutating func identifier(_ name: String, _ range: SourceRange) {
    if name == "π" { return emit(.constant(.pi), range, name) }
    if name.unicodeScalars.count > 1 {
      if name == "mod" { return emit(.op(.modulo), range, name) }
      // \mathrm{GB} is a unit or a name.
      if let function = Function.named(name) { return emit(.function(function), range, name) }
      output.append(
        Token(
          kind: Measure.named(name) == nil ? .symbol : .word, range: range, text: name,
          hasSpaceBefore: hasSpace, region: .math))
      hasSpace = false
      return
    }
    if let scalar = name.unicodeScalars.first, let (kind, _) = wideSign(scalar.value),
      scalar.value > 0x7F
    {
      return emit(kind, range, name)
    }
    emit(.symbol, range, name)
  }

  mutating func operatorName(_ name: String, _ range: SourceRange) {
    if name == "mod" { return emit(.op(.modulo), range, name) }
    if let function = Function.named(name) { return emit(.function(function), range, name) }
    emit(.symbol, range, name)
  }

  mutating func symbol(_ text: String, _ range: SourceRange) {
    guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
      if text == "mod" { return emit(.op(.modulo), range, text) }
      return emit(.symbol, range, text)
    }
    guard scalar.value < 0x80 else {
      switch scalar.value {
      case 0x2223: return emit(.bar(isDouble: false), range)
      case 0x230A, 0x2308:
        let isFloor = scalar.value == 0x230A
        emit(.function(isFloor ? .floor : .ceil), range, isFloor ? "floor" : "ceil")
        return emit(.open(0x28), range)
      case 0x230B, 0x2309: return emit(.close(0x29), range)
      default: break
      }
      if let (kind, isSpace) = wideSign(scalar.value), !isSpace { return emit(kind, range, text) }
      return emit(.symbol, range, text)
    }
    switch text {
    case "+": emit(.op(.plus), range)
    case "-": emit(.op(.minus), range)
    case "*": emit(.op(.times), range)
    case "/": emit(.op(.divide), range)
    case "=": equals(range)
    case "<": emit(.relation(.less), range)
    case ">": emit(.relation(.greater), range)
    case "(", "[", "{": emit(.open(scalar.ascii), range)
    case ")", "]", "}": emit(.close(scalar.ascii), range)
    case "|": emit(.bar(isDouble: false), range)
    case "!": emit(.bang, range)
    case ",": emit(.comma, range)
    case "%": emit(.percent, range)
    case "$": emit(.currency, range, "$")
    case "~": emit(.tilde, range)
    case ":" where output.last.map { $0.endsOperand && $0.range.end < range.start } ?? false:
      emit(.op(.ratio), range)
    default: emit(.mark(scalar.ascii), range)
    }
  }

  /// `==` is one sign.
  mutating func equals(_ range: SourceRange) {
    if let last = output.last, let relation = last.relation, last.range.end == range.start,
      !hasSpace
    {
      output[output.count - 1].range = last.range.union(range)
      if relation == .less { output[output.count - 1].kind = .relation(.lessOrEqual) }
      if relation == .greater { output[output.count - 1].kind = .relation(.greaterOrEqual) }
      return
    }
    if let last = output.last, last.mark == UInt8(ascii: ":") || last.op == .ratio,
      last.range.end == range.start
    {
      output[output.count - 1].kind = .arrow
      return
    }
    emit(.relation(.equal), range)
  }

  mutating func delimiter(_ text: String, _ type: AtomClass, _ range: SourceRange) {
    symbol(text, range)
  }

  /// `0.2\overline{3}`: the digits under the line go on for ever.
  mutating func repeats(_ nodes: [MathNode], _ range: SourceRange) -> Bool {
    guard nodes.count == 1, case .number(let digits) = nodes[0].kind, !hasSpace,
      let last = output.last, case .number(let number) = last.kind, number.decimals > 0,
      last.range.end == range.start,
      let scanned = scanNumber(Array((last.text + digits).utf8), at: 0, style: style)
    else { return false }
    var open = scanned
    open.isOpen = true
    output[output.count - 1].kind = .number(open)
    output[output.count - 1].range = last.range.union(range)
    output[output.count - 1].text += digits
    return true
  }
}

extension Unicode.Scalar {
  /// The scalar as one byte, for ASCII.
  fileprivate var ascii: UInt8 { UInt8(truncatingIfNeeded: value) }
}
