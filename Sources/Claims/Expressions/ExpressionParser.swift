import Diagnostics
import Numerics

/// Reads printed arithmetic.
///
///     sum      = product (("+" | "-" | "±") product)*
///     product  = juxt (("×" | "*" | "·" | "/" | "÷" | "//" | "mod") juxt)*
///     juxt     = unary factor*            factor starts with "(", a root, fraction, function, constant
///     unary    = ("+" | "-" | "√") unary | power
///     power    = postfix [("^" | "**") unary | superscript]
///     postfix  = primary ("!" | "%" | "‰" | "°" | unit)*
///     primary  = number | constant | function arguments | "(" sum ")" | "[" sum ("," sum)* "]"
///              | "|" sum "|" | root | fraction | binomial | matrix | currency number
///     unit     = word+ ("/" word)*        a known unit, or nouns before an operator or the end
///
/// A list of tokens is read whole or not at all; depth is limited.
struct ExpressionParser {
  let tokens: [Token]
  var position: Int
  let end: Int
  private(set) var depth: Int
  let style: NumberStyle
  /// The variables of the sums around.
  var variables: Set<String> = []

  init(_ tokens: [Token], _ range: Range<Int>, style: NumberStyle, depth: Int = 0) {
    self.tokens = tokens
    position = range.lowerBound
    end = range.upperBound
    self.style = style
    self.depth = depth
  }

  /// The expression that all of `range` is, or nil.
  static func parse(
    _ tokens: [Token], _ range: Range<Int>, style: NumberStyle, depth: Int = 0
  ) -> Expression? {
    guard !range.isEmpty else { return nil }
    if tokens[range].contains(where: \.isNewline) {
      // A line end inside is only space.
      let joined = tokens[range].filter { !$0.isNewline }
      return parse(joined, 0..<joined.count, style: style, depth: depth)
    }
    var parser = ExpressionParser(tokens, range, style: style, depth: depth)
    guard let result = parser.sum(), parser.position == parser.end else { return nil }
    return result
  }

  static func parse(_ tokens: [Token], style: NumberStyle, depth: Int) -> Expression? {
    let visible = tokens.filter { !$0.isEdge }
    return parse(visible, 0..<visible.count, style: style, depth: depth)
  }

  func peek(_ ahead: Int = 0) -> Token? {
    position + ahead < end ? tokens[position + ahead] : nil
  }

  // MARK: Operators

  mutating func sum() -> Expression? {
    guard depth < Limits().depth else { return nil }
    depth += 1
    defer { depth -= 1 }
    guard var left = product() else { return nil }
    while let op = peek()?.op, op == .plus || op == .minus || op == .plusMinus {
      position += 1
      guard let right = product() else { return nil }
      left = .binary(op, left, right)
    }
    return left
  }

  mutating func product() -> Expression? {
    guard var left = juxtaposition() else { return nil }
    while let token = peek() {
      var op = token.op
      if case .percent = token.kind, token.hasSpaceBefore || token.region == .code { op = .modulo }
      if token.isWord, token.text == "per", peek(1)?.isNumber == true { op = .ratio }
      guard let op, [.times, .divide, .floorDivide, .modulo, .ratio].contains(op) else { break }
      position += 1
      let isSpaced = token.hasSpaceBefore && peek()?.hasSpaceBefore == true
      guard var right = juxtaposition() else { return nil }
      if op == .divide, isSpaced, let fraction = gluedFraction(right) { right = fraction }
      left = combine(op, left, right)
    }
    return left
  }

  /// 2/3 ÷ 4/5: the stroke without spaces binds before the sign with spaces.
  private mutating func gluedFraction(_ top: Expression) -> Expression? {
    guard top.integer != nil, let stroke = peek(), stroke.op == .divide, !stroke.hasSpaceBefore,
      let number = peek(1), number.isNumber, !number.hasSpaceBefore
    else { return nil }
    let start = position
    position += 1
    if let bottom = juxtaposition() { return .group(.binary(.divide, top, bottom)) }
    position = start
    return nil
  }

  /// 1.2 × 10⁻³ is one number.
  private func combine(
    _ op: Token.Operator, _ left: Expression, _ right: Expression
  ) -> Expression {
    var base: Expression?
    var number: PrintedNumber?
    if case .number(let printed) = left { number = printed }
    var unit = Measure.none
    switch right {
    case .power(let ten, let exponent):
      base = ten
      if op == .times, var result = number, isTen(base), let n = exponent.integer,
        result.exponent == nil, result.measure.isNone, result.percent == 0, result.denominator == 1
      {
        result.exponent = n
        return .number(result)
      }
    case .measured(.power(let ten, let exponent), let measure):
      base = ten
      unit = measure
      if op == .times, var result = number, isTen(base), let n = exponent.integer,
        result.exponent == nil, result.measure.isNone, result.percent == 0, result.denominator == 1
      {
        result.exponent = n
        result.measure = unit
        return .number(result)
      }
    default: break
    }
    return .binary(op, left, right)
  }

  private func isTen(_ base: Expression?) -> Bool {
    guard case .number(let ten)? = base else { return false }
    return ten.isBareInteger && ten.mantissa == ExactDecimal(10) && ten.measure.isNone
  }

  private mutating func juxtaposition() -> Expression? {
    guard var left = unary() else { return nil }
    while let next = peek() {
      switch next.kind {
      case .open(let bracket) where bracket != UInt8(ascii: "{"):
        // In prose, a number and a bracket with a space between are not a product.
        if next.hasSpaceBefore, next.region != .math { return left }
        if bracket == UInt8(ascii: "["), next.region != .math { return left }
      case .fraction where isMixedNumber(left):
        guard let right = power() else { return nil }
        if case .measured(let fraction, let measure) = right {
          left = .measured(.mixed(left, fraction), measure)
        } else {
          left = .mixed(left, right)
        }
        continue
      case .fraction, .radical, .binomial, .function, .constant, .root: break
      case .symbol where variables.contains(next.text): break
      case .number where next.region == .math && !isNumberEnd(left): break
      default: return left
      }
      if next.hasSpaceBefore, next.region != .math {
        switch next.kind {
        case .function, .constant, .root: return left
        default: break
        }
      }
      if case .function = next.kind, next.region != .math { return left }
      guard let right = power() else { return nil }
      left = .juxtaposed(left, right)
    }
    return left
  }

  private func isMixedNumber(_ left: Expression) -> Bool {
    guard case .number(let number) = left else { return false }
    return number.isBareInteger && number.measure.isNone
  }

  private func isNumberEnd(_ left: Expression) -> Bool {
    switch left {
    case .number, .power, .negative: true
    case .juxtaposed(_, let b), .binary(_, _, let b): isNumberEnd(b)
    default: false
    }
  }

  private mutating func unary() -> Expression? {
    guard depth < Limits().depth else { return nil }
    depth += 1
    defer { depth -= 1 }
    switch peek()?.kind {
    case .op(.minus):
      position += 1
      return unary().map { .negative($0) }
    case .op(.plus):
      position += 1
      return unary()
    default: return power()
    }
  }

  mutating func power() -> Expression? {
    guard let base = postfix() else { return nil }
    switch peek()?.kind {
    case .op(.power):
      position += 1
      guard let exponent = unary() else { return nil }
      guard case .number(var number) = exponent, !number.measure.isNone, !number.measure.isNoun
      else { return finishPower(base, exponent) }
      // 2^41 ms: the unit is the power's.
      let unit = number.measure
      number.measure = .none
      return .measured(finishPower(base, .number(number)), unit)
    case .sup(let inner):
      if isDegree(inner) {
        position += 1
        return .measured(base, Measure.named("°") ?? .none)
      }
      guard let exponent = nested(inner) else { return nil }
      position += 1
      return finishPower(base, exponent)
    default: return base
    }
  }

  private func isDegree(_ inner: [Token]) -> Bool {
    guard inner.count == 1, let only = inner.first else { return false }
    if case .degree = only.kind { return true }
    return only.text == "∘" || only.text == "\u{2218}"
  }

  /// The unit of `3 m²` takes the power, the number of `3²` does.
  private mutating func finishPower(_ base: Expression, _ exponent: Expression) -> Expression {
    var result: Expression
    if case .number(var number) = base, !number.measure.dimension.isNone,
      !number.measure.isAmbiguous || number.measure.text == "m", let n = exponent.integer,
      n.magnitude < 10, number.measure.dimension[.currency] == 0
    {
      number.measure = number.measure.power(n)
      result = .number(number)
    } else {
      result = .power(base, exponent)
    }
    while case .bang? = peek()?.kind {
      position += 1
      result = .factorial(result)
    }
    if let (measure, next) = unit(at: position, allowsNouns: true) {
      position = next
      result = .measured(result, measure)
    }
    if case .percent? = peek()?.kind {
      position += 1
      result = .percent(result, perMille: false)
    }
    return result
  }

  private mutating func postfix() -> Expression? {
    guard var result = primary() else { return nil }
    while let token = peek() {
      switch token.kind {
      case .bang where !token.hasSpaceBefore:
        position += 1
        result = .factorial(result)
      case .percent where !isModulo():
        position += 1
        if case .number(var number) = result, number.percent == 0 {
          number.percent = 2
          result = .number(number)
        } else {
          result = .percent(result, perMille: false)
        }
      case .perMille:
        position += 1
        if case .number(var number) = result {
          number.percent = 3
          result = .number(number)
        } else {
          result = .percent(result, perMille: true)
        }
      case .degree where temperature(result) != nil:
        guard let degrees = temperature(result) else { return nil }
        position += 2
        result = degrees
      case .degree:
        guard let angle = degrees(result) else { return nil }
        result = angle
      default:
        guard case .number = result else {
          if case .vector = result { return result }
          if let (measure, next) = unit(at: position, allowsNouns: isClosed(result)) {
            position = next
            return .measured(result, measure)
          }
          return result
        }
        return result
      }
    }
    return result
  }

  private func isClosed(_ expression: Expression) -> Bool {
    switch expression {
    case .group, .root, .binary: true
    default: false
    }
  }

  /// Whether the `%` at the position is the remainder's sign: a number follows.
  private func isModulo() -> Bool {
    guard let token = peek(), let next = peek(1) else { return false }
    guard next.isNumber || next.isOpen else { return false }
    return token.hasSpaceBefore && next.hasSpaceBefore
      || !token.hasSpaceBefore && !next.hasSpaceBefore
  }

  /// 25 °C, after the number.
  private func temperature(_ value: Expression) -> Expression? {
    guard case .number(var number) = value, number.measure.isNone, let letter = peek(1),
      letter.isWord || letter.isSymbol, !letter.hasSpaceBefore, ["C", "F"].contains(letter.text)
    else { return nil }
    number.measure = Measure.degrees(letter.text)
    return .number(number)
  }

  /// 7° 27′ 34.93″, after the sign of degrees.
  private mutating func degrees(_ whole: Expression) -> Expression? {
    position += 1
    guard let degree = Measure.named("°") else { return nil }
    var result: Expression = .measured(whole, degree)
    if case .number(var number) = whole, number.measure.isNone {
      number.measure = degree
      result = .number(number)
    }
    for (primes, parts) in [(1, 60), (2, 3600)] {
      guard let number = peek(), case .number(let scanned) = number.kind, let mark = peek(1),
        case .prime(primes) = mark.kind
      else { break }
      position += 2
      var part = degree
      part.conversion =
        ExactRatio(.one, over: ExactDecimal(parts)) ?? .one
      result = .binary(
        .plus, result, .measured(.number(PrintedNumber(scanned, token: number)), part))
    }
    if case .number = result { return result }
    return .group(result)
  }
}

extension Expression {
  /// The whole number that the expression is, if it is one.
  var integer: Int? {
    switch self {
    case .number(let number) where number.isBareInteger && number.measure.isNone:
      number.mantissa.int
    case .negative(let inner): inner.integer.map { -$0 }
    case .group(let inner): inner.integer
    default: nil
    }
  }
}

extension PrintedNumber {
  /// Makes 2 of `2½` two and a half.
  mutating func add(_ a: Int, over b: Int, token: Token) {
    mantissa = mantissa * ExactDecimal(b) + ExactDecimal(a)
    denominator = b
    text += token.hasSpaceBefore ? " " + token.text : token.text
    range = range.union(token.range)
  }

  init(_ scanned: ScannedNumber, token: Token) {
    mantissa = scanned.mantissa
    decimals = scanned.decimals
    exponent = scanned.exponent
    alternative = scanned.alternative
    isOpen = scanned.isOpen
    hasSpaces = scanned.hasSpaces
    separator = scanned.separator
    range = token.range
    text = token.text
  }
}
