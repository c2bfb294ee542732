import Numerics

extension Quantity {
  var negated: Quantity {
    var result = self
    result.exact = exact?.negated
    result.value = -value
    result.low = -high
    result.high = -low
    result.elements = elements?.map(\.negated)
    return result
  }

  var absolute: Quantity {
    var result = self
    result.exact = exact?.absolute
    result.value = value.magnitude
    if low < 0, high > 0 {
      result.low = 0
      result.high = max(-low, high)
    } else {
      result.low = min(low.magnitude, high.magnitude)
      result.high = max(low.magnitude, high.magnitude)
    }
    return result
  }

  /// The quantity that `f`, monotone on the interval, makes of this one.
  func mapped(_ f: (Double) -> Double, where isDefined: Bool = true) -> Quantity? {
    guard elements == nil else { return nil }
    let y = f(value)
    guard y.isFinite else { return nil }
    var a = isDefined ? f(low) : y
    var b = isDefined ? f(high) : y
    if !a.isFinite { a = y }
    if !b.isFinite { b = y }
    var result = Quantity(y, low: a, high: b)
    result.hasUnit = hasUnit
    return result
  }

  /// `x` op `y`, elementwise on vectors.
  static func combine(
    _ op: Token.Operator, _ x: Quantity, _ y: Quantity, _ reading: Reading
  ) -> Quantity? {
    if x.elements != nil || y.elements != nil { return vectors(op, x, y, reading) }
    var result: Quantity
    switch op {
    case .plus, .minus:
      let other = op == .minus ? y.negated : y
      result = Quantity(x.value + other.value, low: x.low + other.low, high: x.high + other.high)
      result.exact = exactly(x, other, +)
      result.dimension = x.dimension.isNone ? y.dimension : x.dimension
    case .plusMinus:
      return x
    case .times:
      let corners = [x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high]
      result = Quantity(
        x.value * y.value, low: corners.min() ?? .nan, high: corners.max() ?? .nan)
      result.exact = exactly(x, y, *)
      result.dimension = x.dimension * y.dimension
    case .divide, .floorDivide, .ratio:
      guard y.value != 0 else { return nil }
      let spansZero = y.low <= 0 && y.high >= 0
      let corners =
        spansZero
        ? [x.value / y.value] : [x.low / y.low, x.low / y.high, x.high / y.low, x.high / y.high]
      result = Quantity(
        x.value / y.value, low: corners.min() ?? .nan, high: corners.max() ?? .nan)
      result.exact = exactly(x, y, /)
      result.dimension = x.dimension / y.dimension
      if op == .floorDivide || op == .divide && reading.cutsQuotients && x.isWhole && y.isWhole {
        guard let exact = result.exact, let size = exact.absolute.floor() else { return nil }
        // `//` goes down, as in Python; a quotient of whole numbers is cut towards zero.
        let isBelow = op == .floorDivide && exact.isNegative && !exact.isWhole
        let whole = isBelow ? size + .one : size
        var cut = Quantity(ExactRatio(exact.isNegative ? -whole : whole))
        cut.isWhole = true
        return cut
      }
    case .modulo:
      guard let a = x.exact, let b = y.exact, !b.isZero, let q = a / b, let n = q.floor(),
        let product = b * ExactRatio(n), let rest = a - product
      else { return nil }
      result = Quantity(rest)
    case .power:
      return power(x, y)
    }
    guard result.isFinite else { return nil }
    if let exact = result.exact {
      let value = exact.double
      if value.isFinite {
        // The interval keeps its width about the exact value.
        result.value = value
        // Without slack in the operands the interval is the value, not what doubles make of it.
        let isPoint = x.low == x.high && y.low == y.high
        result.low = isPoint ? value : min(result.low, value)
        result.high = isPoint ? value : max(result.high, value)
      }
    }
    let isQuotient = op == .divide || op == .ratio
    result.isWhole = x.isWhole && y.isWhole && !isQuotient
    result.isRounded = x.isRounded || y.isRounded || isQuotient
    result.hasUnit = x.hasUnit || y.hasUnit
    return result
  }

  private static func exactly(
    _ x: Quantity, _ y: Quantity, _ f: (ExactRatio, ExactRatio) -> ExactRatio?
  ) -> ExactRatio? {
    guard let a = x.exact, let b = y.exact else { return nil }
    return f(a, b)
  }

  private static func vectors(
    _ op: Token.Operator, _ x: Quantity, _ y: Quantity, _ reading: Reading
  ) -> Quantity? {
    switch (x.elements, y.elements) {
    case (let a?, let b?):
      guard a.count == b.count else { return nil }
      if op == .times {
        guard a.allSatisfy({ $0.elements == nil }), b.allSatisfy({ $0.elements == nil }) else {
          return nil
        }
        return dot(a, b, reading)
      }
      guard op == .plus || op == .minus else { return nil }
      var result: [Quantity] = []
      for (p, q) in zip(a, b) {
        guard let sum = combine(op, p, q, reading) else { return nil }
        result.append(sum)
      }
      return Quantity(elements: result)
    case (let a?, nil):
      guard op == .times || op == .divide else { return nil }
      return mapElements(a) { combine(op, $0, y, reading) }
    case (nil, let b?):
      guard op == .times else { return nil }
      return mapElements(b) { combine(op, x, $0, reading) }
    default: return nil
    }
  }

  private static func mapElements(
    _ list: [Quantity], _ f: (Quantity) -> Quantity?
  ) -> Quantity? {
    var result: [Quantity] = []
    for element in list {
      guard let value = f(element) else { return nil }
      result.append(value)
    }
    return Quantity(elements: result)
  }

  static func dot(_ a: [Quantity], _ b: [Quantity], _ reading: Reading) -> Quantity? {
    guard a.count == b.count, !a.isEmpty else { return nil }
    var total: Quantity?
    for (p, q) in zip(a, b) {
      guard let product = combine(.times, p, q, reading) else { return nil }
      if let sum = total { total = combine(.plus, sum, product, reading) } else { total = product }
    }
    return total
  }

  static func norm(_ x: Quantity) -> Quantity? {
    guard let elements = x.elements, let squares = dot(elements, elements, Reading()) else {
      return x.absolute
    }
    return squares.mapped(Numerics.sqrt, where: squares.low >= 0)
  }
}
