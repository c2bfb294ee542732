import Diagnostics

extension Parser {
  /// The commands with a rule of their own.
  mutating func perform(_ action: Command.Action, _ token: Token) throws(TeXError) -> MathNode? {
    switch action {
    case .left: return try fenced(token)
    case .right, .middle: throw .rightWithoutLeft(token)
    case .begin: return try environment(token)
    case .end, .endGroup, .rowEnd: throw .unexpected(token)
    case .beginGroup: return try beginGroup(token)
    case .limits, .noLimits, .displayLimits: throw .limitsNeedOperator(token)
    case .special, .mathOpen, .mathClose, .rootOf: throw .notInMath(token)
    case .horizontalLine: throw .rowOutsideTable(token)
    case .root, .root2: return try root(token, action)
    case .operatorName, .mathOperator: return try operatorName(token, action)
    case .substack, .bordered: return try plainTable(token.name, token)
    case .tag, .label, .noTag: return try equationMark(action, token)
    case .reference, .equationReference: return try reference(action, token)
    case .not: return try negated(token)
    case .overset, .underset, .stackrel, .overUnderset: return try stacked(action, token)
    case .color, .textColor, .colorBox, .frameBox, .defineColor: return try colored(action, token)
    case .spaceArgument, .kern, .rule, .raise: return try measured(action, token)
    case .link, .url, .image, .verbatim: return try linked(action, token)
    case .character, .unicode: return try numbered(action, token)
    case .bra, .ket, .braket, .braKetStretch, .setBraces, .setBracesStretch:
      return try braced(action, token)
    case .modulo, .moduloBrace, .moduloPlain, .binaryModulo: return try modulo(action, token)
    case .sideSet, .preScript: return try corners(action, token)
    default: return try performRest(action, token)
    }
  }

  @inline(never)
  private mutating func performRest(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    switch action {
    case .cancelTo, .smash, .styleAttribute, .poorBold: return try framed(action, token)
    case .choice: return try choice(token)
    case .genericFraction: return try genericFraction(token)
    case .ignoreArgument:
      _ = try rawArgument(of: token)
      return nil
    case .underBar, .circled: return try marked(action, token)
    case .mathBox: return try boxed(token)
    case .textAccent: return try textAccent(token)
    case .logo, .angln, .variantLimit: return fixed(action, token)
    default: return nil
    }
  }

  /// Commands that stand for something by themselves.
  @inline(never)
  private func fixed(_ action: Command.Action, _ token: Token) -> MathNode? {
    switch action {
    case .logo: node(.text(token.name, TextStyle()), token)
    case .angln: node(.enclosed(.actuarial, [node(.identifier("n"), token)]), token)
    default: variantLimit(token)
    }
  }

  /// Commands with one argument of mathematics that is set in a way of its own.
  @inline(never)
  private mutating func framed(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    var target: [MathNode] = []
    let outer = letters
    defer { letters = outer }
    switch action {
    case .cancelTo: target = try argument(of: token)
    case .smash: _ = try optionalArgument()
    case .styleAttribute: _ = try rawArgument(of: token)
    default: letters = .boldItalic
    }
    let (nodes, place) = try argumentWithRange(of: token)
    switch action {
    case .cancelTo:
      let struck = MathNode(.enclosed(.cancel, nodes), at: place)
      return node(.scripts(.init(struck, sup: target)), token, upTo: place)
    case .smash: return node(.phantom(.smash, nodes), token, upTo: place)
    default: return node(.group(nodes), token, upTo: place)
    }
  }

  /// Commands with one argument of text that is marked.
  @inline(never)
  private mutating func marked(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    let nodes = try textArgument(of: token, TextStyle())
    if action == .underBar {
      return node(.accent(.init("_", isStretchy: true, isUnder: true), nodes), token)
    }
    return node(.stack(.init([node(.symbol("◯", .ordinary), token)], over: nodes)), token)
  }

  @inline(never)
  private mutating func choice(_ token: Token) throws(TeXError) -> MathNode? {
    var sizes: [[MathNode]] = []
    for _ in 0..<4 { sizes.append(try argument(of: token)) }
    return node(.choice(sizes), token)
  }

  @inline(never)
  private mutating func reference(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    let name = try rawArgument(of: token)
    references.append(EquationReference(name: name, range: range(token)))
    return node(.reference(name, inParentheses: action == .equationReference), token)
  }

  @inline(never)
  private mutating func beginGroup(_ token: Token) throws(TeXError) -> MathNode? {
    input.beginScope()
    try descend(token, cost: 1)
    let nodes = try list()
    ascend(cost: 1)
    let close = try input.next()
    guard close.isAction(.endGroup) else {
      throw .unclosed(token)
    }
    input.endScope()
    return node(.group(nodes), token, upTo: range(close))
  }

  @inline(never)
  private mutating func root(
    _ token: Token, _ action: Command.Action
  ) throws(TeXError) -> MathNode? {
    if action == .root2 {
      // Plain TeX: \root 3 \of x.
      var index: [MathNode] = []
      while !(try input.peekSolid()).isAction(.rootOf) {
        index += try argument(of: token)
      }
      _ = input.nextRaw()
      let (nodes, place) = try argumentWithRange(of: token)
      return node(.root(radicand: nodes, index: index), token, upTo: place)
    }
    let index = try optionalArgument()
    let (nodes, place) = try argumentWithRange(of: token)
    return node(.root(radicand: nodes, index: index), token, upTo: place)
  }

  @inline(never)
  private mutating func operatorName(
    _ token: Token, _ action: Command.Action
  ) throws(TeXError) -> MathNode? {
    var hasLimits = action == .mathOperator
    if try input.peek().isCharacter("*") {
      _ = input.nextRaw()
      hasLimits = true
    }
    let outer = (letters, isNaming)
    (letters, isNaming) = (.upright, true)
    defer { (letters, isNaming) = outer }
    let (nodes, place) = try argumentWithRange(of: token)
    if let name = Self.plainName(nodes) {
      return node(.operatorName(name, limits: hasLimits), token, upTo: place)
    }
    return node(.classed(.op, nodes), token, upTo: place)
  }

  @inline(never)
  private mutating func equationMark(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    switch action {
    case .noTag:
      number.isWanted = false
      isNumberRefused = true
    case .label:
      number.label = try rawArgument(of: token)
      number.range = range(token)
    default:
      var hasParentheses = true
      if try input.peek().isCharacter("*") {
        _ = input.nextRaw()
        hasParentheses = false
      }
      let nodes = try textArgument(of: token, TextStyle())
      number.tag = PlainText.inline(nodes)
      number.tagHasParentheses = hasParentheses
      number.range = range(token)
    }
    return nil
  }

  /// `\not` with the relation that follows.
  @inline(never)
  private mutating func negated(_ token: Token) throws(TeXError) -> MathNode? {
    var nodes = try argument(of: token)
    if nodes.count == 1, case .group(let inner) = nodes[0].kind, inner.count == 1 { nodes = inner }
    guard nodes.count == 1, let only = nodes.first else {
      return node(.enclosed(.cancel, nodes), token, upTo: nodes.last?.range)
    }
    switch only.kind {
    case .symbol(let symbol, let kind):
      let negated = CommandTable.negations[symbol] ?? symbol + "\u{338}"
      return node(.symbol(negated, kind), token, upTo: only.range)
    case .identifier(let letter):
      return node(.symbol(letter + "\u{338}", .ordinary), token, upTo: only.range)
    default: return node(.enclosed(.cancel, nodes), token, upTo: only.range)
    }
  }

  @inline(never)
  private mutating func stacked(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    let first = try argument(of: token)
    var second: [MathNode]?
    if action == .overUnderset { second = try argument(of: token) }
    let (base, place) = try argumentWithRange(of: token)
    let stack: MathNode.Stack
    switch action {
    case .underset: stack = .init(base, under: first)
    case .overUnderset: stack = .init(base, over: first, under: second)
    default: stack = .init(base, over: first)
    }
    let result = node(.stack(stack), token, upTo: place)
    // \stackrel always makes a relation; the others keep the class of their base.
    return action == .stackrel ? node(.classed(.relation, [result]), token, upTo: place) : result
  }

  @inline(never)
  private mutating func numbered(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    let digits: String
    var radix = 10
    if action == .unicode {
      var raw = try rawArgument(of: token)
      if raw.hasPrefix("x") || raw.hasPrefix("U") {
        radix = 16
        raw.removeFirst()
      }
      digits = raw
    } else {
      var next = input.nextRaw()
      if next.isCharacter("\"") { radix = 16 } else if next.kind == .prime { radix = 8 }
      if next.isCharacter("`") {
        next = input.nextRaw()
        let name =
          next.kind == .command
          ? input.macros.name(of: next.code).unicodeScalars.first : next.scalar
        guard let scalar = name else { throw .characterCode(token) }
        return node(.symbol(String(Character(scalar)), .ordinary), token)
      }
      if radix != 10 { next = input.nextRaw() }
      var text = ""
      while let scalar = next.scalar, Character(scalar).isHexDigit,
        radix == 16 || next.isDigit
      {
        text.unicodeScalars.append(scalar)
        next = input.nextRaw()
      }
      input.push(next)
      digits = text
    }
    guard let code = UInt32(digits, radix: radix), let scalar = Unicode.Scalar(code), code >= 0x20
    else { throw .characterCode(token) }
    return node(.symbol(String(Character(scalar)), .ordinary), token)
  }

  @inline(never)
  private mutating func braced(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    leftDepth += 1
    defer { leftDepth -= 1 }
    let (nodes, place) = try argumentWithRange(of: token)
    let isStretched =
      token.name.utf8.first == UInt8(ascii: "B") || token.name == "Set"
      || token.name == "Ket"
    let left: String?
    let right: String?
    switch action {
    case .bra: (left, right) = ("⟨", "|")
    case .ket: (left, right) = ("|", "⟩")
    case .setBraces, .setBracesStretch: (left, right) = ("{", "}")
    default: (left, right) = ("⟨", "⟩")
    }
    var content = nodes
    let isSet = action == .setBraces || action == .setBracesStretch
    let splits = isSet || action == .braket || action == .braKetStretch
    for index in content.indices where splits {
      guard case .symbol("|", _) = content[index].kind else { continue }
      content[index].kind =
        isStretched
        ? .delimiter("|", .relation, size: 0) : .symbol("|", isSet ? .relation : .ordinary)
      if isSet { break }
    }
    if isStretched { return node(.fenced(left: left, right: right, content), token, upTo: place) }
    if let left { content.insert(node(.symbol(left, .open), token), at: 0) }
    if let right { content.append(node(.symbol(right, .close), token)) }
    return node(.group(content), token, upTo: place)
  }

  @inline(never)
  private mutating func modulo(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    let name = node(.identifier("mod"), token, letters: .upright)
    if action == .binaryModulo { return node(.classed(.binary, [name]), token) }
    let (nodes, place) = try argumentWithRange(of: token)
    var content = [node(.space(action == .moduloBrace ? 1 : 0.667), token)]
    if action != .modulo { content.append(node(.symbol("(", .open), token)) }
    if action != .moduloPlain { content += [name, node(.space(0.333), token)] }
    content += nodes
    if action != .modulo { content.append(node(.symbol(")", .close), token)) }
    return node(.group(content), token, upTo: place)
  }

  @inline(never)
  private mutating func corners(
    _ action: Command.Action, _ token: Token
  ) throws(TeXError) -> MathNode? {
    if action == .preScript {
      let over = try argument(of: token)
      let under = try argument(of: token)
      let (base, place) = try argumentWithRange(of: token)
      var corners = MathNode.Corners(MathNode(.group(base), at: place))
      (corners.preSup, corners.preSub) = (over, under)
      return node(.corners(corners), token, upTo: place)
    }
    let before = try argument(of: token)
    let after = try argument(of: token)
    let (base, place) = try argumentWithRange(of: token)
    let whole = base.count == 1 ? base[0] : MathNode(.group(base), at: place)
    var corners = MathNode.Corners(whole)
    if case .scripts(let scripts)? = before.first?.kind {
      (corners.preSub, corners.preSup) = (scripts.sub, scripts.sup)
    }
    if case .scripts(let scripts)? = after.first?.kind {
      (corners.sub, corners.sup) = (scripts.sub, scripts.sup)
      if scripts.primes > 0 {
        let primes = (0..<scripts.primes).map { _ in node(.symbol("′", .ordinary), token) }
        corners.sup = primes + (scripts.sup ?? [])
      }
    }
    return node(.corners(corners), token, upTo: place)
  }

  private func variantLimit(_ token: Token) -> MathNode {
    let mark: MathNode.Accent
    switch token.name {
    case "varlimsup": mark = .init("¯", isStretchy: true)
    case "varliminf": mark = .init("_", isStretchy: true, isUnder: true)
    case "varinjlim": mark = .init("→", isStretchy: true, isUnder: true)
    default: mark = .init("←", isStretchy: true, isUnder: true)
    }
    let name = node(.operatorName("lim", limits: true), token)
    return node(.classed(.op, [node(.accent(mark, [name]), token)]), token)
  }

  @inline(never)
  private mutating func genericFraction(_ token: Token) throws(TeXError) -> MathNode? {
    let left = try optionalDelimiter(of: token)
    let right = try optionalDelimiter(of: token)
    let thickness = try rawArgument(of: token)
    let style = try rawArgument(of: token)
    let above = try argument(of: token)
    let (below, place) = try argumentWithRange(of: token)
    var size: Double? = 1
    if !thickness.allSatisfy(\.isWhitespace) {
      size = Self.length(thickness)
      if size == nil { throw .size(token, thickness) }
    }
    let form: MathNode.Fraction.Form = style == "0" ? .display : style == "1" ? .text : .automatic
    let fraction = MathNode.Fraction(
      above, over: below, hasLine: size != 0, form: form, left: left, right: right)
    return node(.fraction(fraction), token, upTo: place)
  }

  /// A delimiter argument of `\genfrac`, which may be empty.
  @inline(never)
  private mutating func optionalDelimiter(of token: Token) throws(TeXError) -> String? {
    let next = try input.peekSolid()
    if next.kind == .open {
      _ = input.nextRaw()
      let inner = try input.peekSolid()
      if inner.kind == .close {
        _ = input.nextRaw()
        return nil
      }
      let result = try delimiter(after: token)
      _ = try expectClose(next)
      return result?.text
    }
    return try delimiter(after: token)?.text
  }
}
