extension MathMLWriter {
  // MARK: Fractions and roots

  mutating func fraction(_ fraction: MathNode.Fraction) {
    let target: MathSize
    switch fraction.form {
    case .automatic: target = size
    case .display, .continued: target = .display
    case .text: target = .text
    case .slanted: return slanted(fraction)
    }
    if fraction.left != nil || fraction.right != nil {
      return fenced(fraction.left, fraction.right, isPadded: true) {
        $0.plainFraction(fraction, target)
      }
    }
    plainFraction(fraction, target)
  }

  private mutating func plainFraction(_ fraction: MathNode.Fraction, _ target: MathSize) {
    styled(target) { writer in
      writer.output.append("<mfrac")
      if !fraction.hasLine { writer.output.append(" linethickness=\"0\"") }
      writer.output.append(">")
      let inner = writer.fractionSize
      for part in [fraction.numerator, fraction.denominator] {
        writer.at(inner) { writer in
          if fraction.form == .continued {
            writer.styled(.display) { $0.single(part) }
          } else {
            writer.single(part)
          }
        }
      }
      writer.output.append("</mfrac>")
    }
  }

  private mutating func slanted(_ fraction: MathNode.Fraction) {
    output.append("<mrow>")
    single(fraction.numerator)
    output.append("<mo lspace=\"0\" rspace=\"0\">/</mo>")
    single(fraction.denominator)
    output.append("</mrow>")
  }

  /// Runs `body` inside an `mstyle` that sets `target`, if that is another size than this.
  mutating func styled(_ target: MathSize, _ body: (inout MathMLWriter) -> Void) {
    if target == size { return body(&self) }
    switch target {
    case .display: output.append("<mstyle displaystyle=\"true\" scriptlevel=\"0\">")
    case .text: output.append("<mstyle displaystyle=\"false\" scriptlevel=\"0\">")
    case .script: output.append("<mstyle displaystyle=\"false\" scriptlevel=\"1\">")
    case .scriptScript: output.append("<mstyle displaystyle=\"false\" scriptlevel=\"2\">")
    }
    at(target, body)
    output.append("</mstyle>")
  }

  mutating func root(_ radicand: [MathNode], _ index: [MathNode]?) {
    // Under a root, TeX keeps the size.
    let style = radicand.allSatisfy(\.hasLowLetters) && !radicand.isEmpty ? " class=\"lo\"" : ""
    if let index {
      output.append(text: "<mroot\(style)>")
      single(radicand)
      at(.scriptScript) { $0.single(index) }
      output.append("</mroot>")
    } else {
      output.append(text: "<msqrt\(style)>")
      _ = row(radicand)
      output.append("</msqrt>")
    }
  }

  /// `\left … \right`.
  ///
  /// Around content that is no taller than a line the delimiters are plain ones: TeX would not
  /// let them grow, and browsers set those that may grow with too much space.
  mutating func fenced(_ left: String?, _ right: String?, _ nodes: [MathNode]) {
    let fences = (before: left == nil ? 0 : 1, after: right == nil ? 0 : 1)
    if nodes.allSatisfy(\.isFlat) {
      output.append("<mrow>")
      if let left { plainFence(left, .prefix) }
      _ = row(nodes, fences: fences)
      if let right { plainFence(right, .postfix) }
      output.append("</mrow>")
      return
    }
    // Firefox leaves a large operator out when it sizes the brackets beside it.
    let isShielded = nodes.count > 1 && nodes.contains { $0.shape.traits.contains(.isLarge) }
    fenced(left, right, isPadded: true) { writer in
      if isShielded { writer.output.append("<mrow>") }
      _ = writer.row(nodes, fences: fences)
      if isShielded { writer.output.append("</mrow>") }
    }
  }

  /// Delimiters that grow with what `body` writes between them; `isPadded` if browsers put space
  /// around them that the style sheet has to take away.
  mutating func fenced(
    _ left: String?, _ right: String?, isPadded: Bool, _ body: (inout MathMLWriter) -> Void
  ) {
    let bars = Self.barClasses(left, right)
    if let bars {
      output.append("<mrow class=\"")
      output.append(text: bars)
      output.append("\">")
    } else if isPadded {
      output.append("<mrow class=\"lr\">")
    } else {
      output.append("<mrow>")
    }
    if let left { fence(left, .prefix) }
    body(&self)
    if let right { fence(right, .postfix) }
    output.append("</mrow>")
  }

  /// The classes of a row between bars, which the style sheet draws where no font lets them grow.
  private static func barClasses(_ left: String?, _ right: String?) -> String? {
    var classes: [String] = []
    if left == "|" { classes.append("lb") }
    if left == "‖" { classes.append("ld") }
    if right == "|" { classes.append("rb") }
    if right == "‖" { classes.append("rd") }
    return classes.isEmpty ? nil : classes.joined(separator: " ")
  }

  private mutating func plainFence(_ symbol: String, _ form: OperatorDictionary.Form) {
    let core = OperatorDictionary.place(of: symbol)
    operatorElement(symbol, core, Place(left: 0, right: 0, form: form))
  }

  private mutating func fence(_ symbol: String, _ form: OperatorDictionary.Form) {
    output.append("<mo")
    let core = OperatorDictionary.place(of: symbol)
    if OperatorDictionary.exactSpaces(core, form) == nil || !OperatorDictionary.isStretchy(core) {
      output.append(" stretchy=\"true\" symmetric=\"true\" lspace=\"0\" rspace=\"0\"")
    }
    output.append(">")
    output.append(escaping: symbol)
    output.append("</mo>")
  }

  // MARK: Scripts

  mutating func scripts(_ scripts: MathNode.Scripts, _ place: Place) -> Int {
    let hasLimits = placesLimits(scripts)
    var sup = scripts.sup
    // In limits, primes are part of what stands above.
    if scripts.primes > 0, hasLimits || sup != nil {
      let prime = MathNode(.symbol("′", .ordinary))
      if hasLimits || isEmptyGroup(scripts.base) {
        sup = Array(repeating: prime, count: scripts.primes) + (sup ?? [])
      }
    }
    let hasPrimes = scripts.primes > 0 && !hasLimits && !(sup != nil && isEmptyGroup(scripts.base))
    if hasPrimes, sup != nil {
      // f'^2: the prime stays with the base.
      return withSup(scripts, sup ?? [], place)
    }
    let sub = scripts.sub
    var count = 1
    if sub != nil || sup != nil {
      output.append(hasLimits ? "<munder" : "<msub")
      patchName(hasLimits: hasLimits, sub: sub != nil, sup: sup != nil)
      base(scripts.base, place, isFixed: hasLimits && size != .display)
      at(scriptSize) { writer in
        if let sub { writer.single(sub) }
        if let sup { writer.single(sup) }
      }
      close(hasLimits: hasLimits, sub: sub != nil, sup: sup != nil)
    } else {
      base(scripts.base, place)
    }
    if hasPrimes {
      primes(scripts.primes)
      count += 1
    }
    if case .operatorName = scripts.base.kind { count += application(place) }
    return count
  }

  private mutating func withSup(
    _ scripts: MathNode.Scripts, _ sup: [MathNode], _ place: Place
  ) -> Int {
    var inner = scripts
    inner.sup = nil
    output.append("<msup>")
    let start = output.count
    if self.scripts(inner, Place(left: place.left, right: 0, form: .postfix)) != 1 {
      wrap(from: start)
    }
    at(scriptSize) { $0.single(sup) }
    output.append("</msup>")
    if case .operatorName = scripts.base.kind { return 1 + application(place) }
    return 1
  }

  /// Ends the tag that was opened as `<munder` or `<msub`.
  private mutating func patchName(hasLimits: Bool, sub: Bool, sup: Bool) {
    if !sub {
      output.removeLast(hasLimits ? 5 : 3)
      output.append(hasLimits ? "over" : "sup")
    } else if sup {
      output.append(hasLimits ? "over" : "sup")
    }
    output.append(">")
  }

  private mutating func close(hasLimits: Bool, sub: Bool, sup: Bool) {
    output.append("</m")
    if sub { output.append(hasLimits ? "under" : "sub") }
    if sup { output.append(hasLimits ? "over" : "sup") }
    output.append(">")
  }

  /// The base of scripts, as exactly one element; `isFixed` if they stay above and below it in a
  /// line of text, where browsers would move them beside.
  private mutating func base(_ node: MathNode, _ place: Place, isFixed: Bool = false) {
    switch node.kind {
    case .operatorName(let name, _): functionName(name)
    case .bigOperator(let symbol, let limits) where limits && size != .display:
      let start = output.count + "<mo".utf8.count
      operatorElement(symbol, node.shape.core, place)
      if isFixed { output.insert(" movablelimits=\"false\"", at: start) }
    default:
      let start = output.count
      if element(node, place, nil, nil) != 1 { wrap(from: start) }
    }
  }

  private mutating func primes(_ count: Int) {
    output.append("<mo lspace=\"0\" rspace=\"0\">")
    switch count {
    case 1: output.append("′")
    case 2: output.append("″")
    case 3: output.append("‴")
    default: for _ in 0..<count { output.append("′") }
    }
    output.append("</mo>")
  }

  private func isEmptyGroup(_ node: MathNode) -> Bool {
    if case .group(let nodes) = node.kind { return nodes.isEmpty }
    return false
  }

  /// Whether the scripts go above and below.
  func placesLimits(_ scripts: MathNode.Scripts) -> Bool {
    switch scripts.placement {
    case .limits: return true
    case .beside: return false
    case .automatic: return size == .display && Self.wantsLimits(scripts.base)
    }
  }

  /// Whether scripts of `node` go above and below it in display.
  static func wantsLimits(_ node: MathNode) -> Bool {
    switch node.kind {
    case .bigOperator(_, let limits), .operatorName(_, let limits): limits
    case .classed(.op, _): true
    case .corners(let corners): wantsLimits(corners.base)
    default: false
    }
  }

  mutating func corners(_ corners: MathNode.Corners) {
    output.append("<mmultiscripts>")
    base(corners.base, Place(left: 0, right: 0))
    let outer = size
    size = scriptSize
    for part in [corners.sub, corners.sup] { single(part ?? []) }
    output.append("<mprescripts/>")
    for part in [corners.preSub, corners.preSup] { single(part ?? []) }
    size = outer
    output.append("</mmultiscripts>")
  }

  // MARK: Marks above and below

  mutating func accent(_ accent: MathNode.Accent, _ nodes: [MathNode]) {
    if accent.isLine {
      output.append(accent.isUnder ? "<mrow class=\"un\">" : "<mrow class=\"ov\">")
      _ = row(nodes)
      output.append("</mrow>")
      return
    }
    output.append(accent.isUnder ? "<munder accentunder=\"true\">" : "<mover accent=\"true\">")
    if accent.isBrace || accent.mark == "⏜" || accent.mark == "⏝" {
      return brace(accent, nodes)
    }
    single(nodes)
    if !accent.isStretchy {
      output.append(accent.mark == "→" ? "<mo class=\"vec\"" : "<mo")
      output.append(" stretchy=\"false\">")
      output.append(escaping: Self.smallMarks[accent.mark] ?? accent.mark)
    } else if accent.mark == "^" || accent.mark == "~" || accent.mark == "ˇ" {
      wideMark(accent.mark, over: nodes)
    } else {
      output.append("<mo stretchy=\"true\">")
      output.append(escaping: accent.mark)
    }
    output.append(accent.isUnder ? "</mo></munder>" : "</mo></mover>")
  }

  /// A brace, whose row the style sheet marks where no font has braces that lie down.
  private mutating func brace(_ accent: MathNode.Accent, _ nodes: [MathNode]) {
    output.append(accent.isUnder ? "<mrow class=\"ub\">" : "<mrow class=\"ob\">")
    _ = row(nodes)
    output.append("</mrow><mo class=\"br\" stretchy=\"true\">")
    output.append(text: accent.mark)
    output.append(accent.isUnder ? "</mo></munder>" : "</mo></mover>")
  }

  /// A hat or tilde as wide as its base: no browser widens these with every font, so the mark is
  /// drawn out by the factor that the base's letters ask for.
  private mutating func wideMark(_ mark: String, over nodes: [MathNode]) {
    output.append("<mo stretchy=\"false\"")
    let factor = (WidthGuess.width(of: nodes) / 0.55 * 10).rounded() / 10
    if factor > 1.1 {
      output.append(" style=\"transform:scaleX(")
      let tenths = Int(min(factor, 9) * 10)
      output.append(text: tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)")
      output.append(")\"")
    }
    output.append(">")
    output.append(text: mark)
  }

  /// The accents of one letter, whose ASCII forms fonts draw too wide, and those that only
  /// combine.
  private static let smallMarks = ["^": "ˆ", "~": "˜", "⃛": "...", "⃜": "...."]

  mutating func stack(_ stack: MathNode.Stack, _ place: Place) {
    let isOver = stack.over != nil
    let isUnder = stack.under.map { !$0.isEmpty } ?? false
    output.append(isOver ? (isUnder ? "<munderover>" : "<mover>") : "<munder>")
    if stack.isArrow, let base = stack.base.first, case .symbol(let arrow, _) = base.kind {
      output.append("<mo stretchy=\"true\"")
      spaces(base.shape.core, place)
      output.append(">")
      output.append(escaping: arrow)
      output.append("</mo>")
    } else if stack.base.count == 1, stack.base[0].shape.traits.contains(.isOperator) {
      base(stack.base[0], place)
    } else {
      single(stack.base)
    }
    at(scriptSize) { writer in
      if isUnder || !isOver { writer.label(stack.under ?? [], isArrow: stack.isArrow) }
      if let over = stack.over { writer.label(over, isArrow: stack.isArrow) }
    }
    output.append(isOver ? (isUnder ? "</munderover>" : "</mover>") : "</munder>")
  }

  private mutating func label(_ nodes: [MathNode], isArrow: Bool) {
    if !isArrow { return single(nodes) }
    // Room for the arrow's head and tail.
    output.append("<mrow>")
    space(0.4)
    if nodes.isEmpty { space(0.8) }
    _ = row(nodes)
    space(0.4)
    output.append("</mrow>")
  }

  // MARK: Frames

  mutating func enclosed(_ enclosure: MathNode.Enclosure, _ nodes: [MathNode]) {
    switch enclosure {
    case .box: output.append("<mrow class=\"box\">")
    case .cancel: output.append("<mrow class=\"cancel\">")
    case .backCancel: output.append("<mrow class=\"bcancel\">")
    case .crossCancel: output.append("<mrow class=\"xcancel\">")
    case .strike: output.append("<mrow class=\"sout\">")
    case .actuarial: output.append("<mrow class=\"angl\">")
    case .phase: output.append("<mrow class=\"un\"><mo lspace=\"0\" rspace=\"0\">∠</mo>")
    case .colorBox(let border, let background):
      output.append("<mrow class=\"cbox\" style=\"background:")
      output.append(escaping: background)
      if let border {
        output.append(";border:.05em solid ")
        output.append(escaping: border)
      }
      output.append("\">")
    }
    _ = row(nodes)
    output.append("</mrow>")
  }

  mutating func phantom(_ phantom: MathNode.Phantom, _ nodes: [MathNode]) {
    switch phantom {
    case .all: wrap("<mphantom>", nodes, "</mphantom>")
    case .width:
      wrap("<mpadded height=\"0\" depth=\"0\"><mphantom>", nodes, "</mphantom></mpadded>")
    case .height: wrap("<mpadded width=\"0\"><mphantom>", nodes, "</mphantom></mpadded>")
    case .smash: wrap("<mpadded height=\"0\" depth=\"0\">", nodes, "</mpadded>")
    case .leftLap: wrap("<mpadded width=\"0\"><mrow class=\"llap\">", nodes, "</mrow></mpadded>")
    case .rightLap: wrap("<mpadded width=\"0\">", nodes, "</mpadded>")
    case .centerLap: wrap("<mpadded width=\"0\"><mrow class=\"clap\">", nodes, "</mrow></mpadded>")
    }
  }

  private mutating func wrap(_ open: StaticString, _ nodes: [MathNode], _ close: StaticString) {
    output.append(open)
    _ = row(nodes)
    output.append(close)
  }
}

extension MathNode {
  /// Whether nothing of it is higher than an x. TeX then raises the root over it by half of what its
  /// sign is too long; the style sheet does it for browsers that let the sign hang below the line.
  fileprivate var hasLowLetters: Bool {
    switch kind {
    case .identifier(let name): name.count == 1 && name.allSatisfy(Self.lowLetters.contains)
    case .symbol(let symbol, .binary), .symbol(let symbol, .relation): symbol.count == 1
    case .group(let nodes): !nodes.isEmpty && nodes.allSatisfy(\.hasLowLetters)
    case .scripts(let scripts):
      scripts.sup == nil && scripts.primes == 0 && scripts.base.hasLowLetters
    case .space: true
    default: false
    }
  }

  private static let lowLetters: Set<Character> = Set("acegmnopqrsuvwxyzαγεϵηικμνπρστυφχψω")
}
