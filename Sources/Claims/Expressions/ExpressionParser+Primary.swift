import Diagnostics
import Numerics

extension ExpressionParser {
  /// A number, a group, a function: what operators stand between.
  mutating func primary() -> Expression? {
    guard let token = peek() else { return nil }
    switch token.kind {
    case .number(let scanned):
      position += 1
      return number(PrintedNumber(scanned, token: token))
    case .vulgar(let a, let b):
      position += 1
      return vulgar(a, b, token)
    case .currency:
      return currencyNumber()
    case .word where token.text == "US" || token.text == "USD" || token.text == "EUR":
      return currencyNumber()
    case .constant(let constant):
      position += 1
      return .constant(constant)
    case .open(let bracket): return bracketed(bracket)
    case .bar(let isDouble): return barred(isDouble: isDouble)
    case .root:
      position += 1
      guard let inner = primary() else { return nil }
      return .root(inner, index: nil)
    case .radical(let inner, let index):
      position += 1
      guard let radicand = nested(inner) else { return nil }
      guard let index else { return .root(radicand, index: nil) }
      guard let degree = nested(index) else { return nil }
      return .root(radicand, index: degree)
    case .fraction(let top, let bottom):
      position += 1
      guard let a = nested(top),
        let b = nested(bottom)
      else { return nil }
      return .group(.binary(.ratio, a, b))
    case .binomial(let top, let bottom):
      position += 1
      guard let a = nested(top),
        let b = nested(bottom)
      else { return nil }
      return .binomial(a, b)
    case .matrix(let rows):
      position += 1
      return matrix(rows)
    case .function(let function):
      position += 1
      return application(function)
    case .sum: return series(isProduct: false)
    case .product: return series(isProduct: true)
    case .symbol where variables.contains(token.text):
      position += 1
      return .variable(token.text)
    default: return nil
    }
  }

  /// `\sum_{i=1}^{4} i^2`: bounds that are whole numbers, a body with the one variable.
  private mutating func series(isProduct: Bool) -> Expression? {
    position += 1
    var lower: [Token]?
    var upper: [Token]?
    while let token = peek() {
      if case .sub(let inner) = token.kind, lower == nil {
        lower = inner
      } else if case .sup(let inner) = token.kind, upper == nil {
        upper = inner
      } else {
        break
      }
      position += 1
    }
    guard let lower, let upper, lower.count >= 3, lower[0].isSymbol, lower[1].relation == .equal,
      let from = nested(Array(lower[2...]))?.integer, let to = nested(upper)?.integer
    else { return nil }
    let name = lower[0].text
    let isNew = variables.insert(name).inserted
    defer { if isNew { variables.remove(name) } }
    guard let body = product() else { return nil }
    return .series(isProduct: isProduct, variable: name, from: from, to: to, body)
  }

  /// The expression that all of `tokens`, a part inside, is.
  func nested(_ tokens: [Token]) -> Expression? {
    let visible = tokens.filter { !$0.isEdge && !$0.isNewline }
    // As many as an operand may have: a chain of terms is evaluated by recursion.
    guard !visible.isEmpty, visible.count <= OperandFinder.reach else { return nil }
    var parser = ExpressionParser(
      visible, 0..<visible.count, style: style, depth: depth + 1)
    parser.variables = variables
    guard let result = parser.sum(), parser.position == parser.end else { return nil }
    return result
  }

  private mutating func vulgar(_ a: Int, _ b: Int, _ token: Token) -> Expression {
    var printed = PrintedNumber(
      mantissa: ExactDecimal(a), range: token.range, text: token.text)
    printed.denominator = b
    return number(printed)
  }

  /// A number with what follows it: ½, a unit, a smaller unit.
  private mutating func number(_ printed: PrintedNumber) -> Expression {
    var printed = printed
    if printed.isBareInteger, let next = peek(), case .vulgar(let a, let b) = next.kind {
      position += 1
      printed.add(a, over: b, token: next)
    }
    if let (measure, next) = unit(at: position, allowsNouns: true) {
      position = next
      printed.measure = measure
      if let rest = smallerUnits(after: printed) {
        return .group(.binary(.plus, .number(printed), rest))
      }
    }
    return .number(printed)
  }

  /// `15 min` after `1 h`, `4 oz` after `6 lb`, `and 15 minutes` after `2 hours`: one quantity in
  /// several units of one dimension, each smaller than the one before.
  private mutating func smallerUnits(after larger: PrintedNumber) -> Expression? {
    let isJoined = peek().map { $0.isWord && ["and", "und"].contains($0.text) } ?? false
    let start = position + (isJoined ? 1 : 0)
    guard larger.isWholeOfUnit, start < end, case .number(let scanned) = tokens[start].kind,
      case (var measure, let next)? = unit(at: start + 1, allowsNouns: false)
    else { return nil }
    // 1 h 30 m.
    if measure.text == "m", larger.measure.isTime, larger.measure.seconds.equals(ExactRatio(3600)) {
      measure = Measure.named("min") ?? measure
    }
    guard measure.isPart(of: larger.measure) else { return nil }
    // "= 3 h and 15 min of rest" may be two things.
    if isJoined, next >= tokens.count || tokens[next].op == nil && tokens[next].relation == nil {
      return nil
    }
    let token = tokens[start]
    position = next
    var printed = PrintedNumber(scanned, token: token)
    printed.measure = measure
    guard let rest = smallerUnits(after: printed) else { return .number(printed) }
    return .binary(.plus, .number(printed), rest)
  }

  /// `$5`, `€ 5`, `US$5M`.
  private mutating func currencyNumber() -> Expression? {
    while peek()?.isWord == true { position += 1 }
    guard let sign = peek(), case .currency = sign.kind, let currency = Measure.named(sign.text)
    else { return nil }
    position += 1
    var isNegative = false
    if peek()?.op == .minus {
      isNegative = true
      position += 1
    }
    guard let token = peek(), case .number(let scanned) = token.kind else { return nil }
    position += 1
    var printed = PrintedNumber(scanned, token: token)
    if let (measure, next) = unit(at: position, allowsNouns: true) {
      position = next
      printed.measure = measure
    }
    // $14m: nobody prices metres so.
    if printed.measure.text == "m" { printed.measure = Measure.named("million") ?? .none }
    let rate = printed.measure.text
    printed.measure = printed.measure * currency
    printed.measure.text = sign.text + (rate.hasPrefix("/") ? rate : "")
    return isNegative ? .negative(.number(printed)) : .number(printed)
  }

  private mutating func bracketed(_ bracket: UInt8) -> Expression? {
    guard bracket != UInt8(ascii: "{") || peek()?.region == .math else { return nil }
    position += 1
    guard let first = sum() else { return nil }
    var elements = [first]
    while case .comma? = peek()?.kind {
      position += 1
      guard let next = sum() else { return nil }
      elements.append(next)
    }
    guard let close = peek()?.closes, matches(bracket, close) else { return nil }
    position += 1
    if elements.count == 1 {
      if case .vector = first, bracket == UInt8(ascii: "[") { return .vector([first]) }
      return .group(first)
    }
    return .vector(elements)
  }

  private func matches(_ open: UInt8, _ close: UInt8) -> Bool {
    switch open {
    case UInt8(ascii: "("): close == UInt8(ascii: ")")
    case UInt8(ascii: "["): close == UInt8(ascii: "]")
    default: close == UInt8(ascii: "}")
    }
  }

  private mutating func barred(isDouble: Bool) -> Expression? {
    position += 1
    guard let inner = sum(), let close = peek(), case .bar(isDouble) = close.kind else {
      return nil
    }
    position += 1
    return isDouble ? .call(.norm, [inner]) : .absolute(inner)
  }

  private func matrix(_ rows: [[[Token]]]) -> Expression? {
    var result: [Expression] = []
    for row in rows {
      var elements: [Expression] = []
      for cell in row {
        guard let element = nested(cell) else { return nil }
        elements.append(element)
      }
      result.append(.vector(elements))
    }
    if rows.allSatisfy({ $0.count == 1 }) {
      return .vector(
        result.compactMap { if case .vector(let column) = $0 { column.first } else { nil } })
    }
    return result.count == 1 ? result.first : .vector(result)
  }

  /// A function's argument: in brackets, or, in a formula, the factor after it.
  private mutating func application(_ function: Function) -> Expression? {
    var exponent: Expression?
    var base: Expression?
    while let token = peek() {
      if case .sup(let inner) = token.kind, exponent == nil {
        guard let value = nested(inner) else { return nil }
        exponent = value
        position += 1
      } else if case .sub(let inner) = token.kind, base == nil {
        guard let value = nested(inner) else { return nil }
        base = value
        position += 1
      } else {
        break
      }
    }
    guard let arguments = arguments() else { return nil }
    if let base {
      guard function == .log, let argument = arguments.first, arguments.count == 1 else {
        return nil
      }
      return raise(.logarithm(base: base, argument), exponent)
    }
    if exponent?.integer == -1 {
      guard let argument = arguments.first, arguments.count == 1 else { return nil }
      return .inverse(function, argument)
    }
    return raise(.call(function, arguments), exponent)
  }

  private func raise(_ value: Expression, _ exponent: Expression?) -> Expression {
    exponent.map { .power(.group(value), $0) } ?? value
  }

  private mutating func arguments() -> [Expression]? {
    guard let token = peek() else { return nil }
    if let open = token.opens {
      position += 1
      var list: [Expression] = []
      while true {
        guard let element = sum() else { return nil }
        list.append(element)
        guard case .comma? = peek()?.kind else { break }
        position += 1
      }
      guard let close = peek()?.closes, matches(open, close) else { return nil }
      position += 1
      if list.count == 1, case .vector(let elements)? = list.first { return elements }
      return list
    }
    guard token.region == .math else { return nil }
    // \sin 30, \log 2x: the factor after it.
    guard let factor = power() else { return nil }
    return [factor]
  }
}

extension PrintedNumber {
  /// Whether it is a whole number of a unit, of which smaller units can follow.
  fileprivate var isWholeOfUnit: Bool {
    decimals == 0 && exponent == nil && percent == 0 && denominator == 1
      && !measure.dimension.isNone && !measure.text.contains("/")
  }
}

extension Measure {
  /// Whether it measures the same as `larger`, in smaller units.
  func isPart(of larger: Measure) -> Bool {
    guard dimension == larger.dimension, !text.contains("/"), zero.isZero, larger.zero.isZero,
      currencies == 0 || larger.currencies == 0,
      let size = factor(Reading()), let other = larger.factor(Reading())
    else { return false }
    return size.double < other.double
  }
}
