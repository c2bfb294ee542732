import Numerics

extension Expression {
  /// The value under `reading`, or nil if there is none: a division by zero, an unknown case.
  func evaluated(_ reading: Reading) -> Quantity? {
    switch self {
    case .number(let number): return number.quantity(reading)
    case .group(let inner): return inner.evaluated(reading)
    case .negative(let inner):
      // The zero of −40 °C is that of the scale: the sign belongs to the digits.
      if reading.countsFromZero, case .number(var number) = inner {
        number.mantissa = -number.mantissa
        return number.quantity(reading)
      }
      return inner.evaluated(reading)?.negated
    case .constant(let constant): return constant.quantity
    case .binary(let op, let a, let b):
      guard let x = a.evaluated(reading), var y = b.evaluated(reading) else { return nil }
      if reading.percentIsOfLeft, op == .plus || op == .minus, case .number(let part) = b,
        part.percent > 0, let share = Quantity.combine(.times, x, y, reading)
      {
        y = share
      }
      return Quantity.combine(op, x, y, reading)
    case .juxtaposed(let a, let b):
      guard let x = a.evaluated(reading), let y = b.evaluated(reading) else { return nil }
      return Quantity.combine(.times, x, y, reading)
    case .mixed(let a, let b):
      guard let x = a.evaluated(reading), let y = b.evaluated(reading) else { return nil }
      return Quantity.combine(.plus, x, y, reading)
    case .power(let a, let b):
      guard let x = a.evaluated(reading), let y = b.evaluated(reading) else { return nil }
      return reading.caretIsXor ? Quantity.xor(x, y) : Quantity.power(x, y)
    case .root(let a, let index):
      guard let x = a.evaluated(reading) else { return nil }
      guard let index else { return x.mapped(Numerics.sqrt, where: x.low >= 0) }
      guard let degree = index.evaluated(reading)?.exact?.intValue, degree > 0 else { return nil }
      return Quantity.root(x, degree)
    case .factorial(let a):
      guard let x = a.evaluated(reading) else { return nil }
      return reading.ignoresFactorials ? x : Quantity.factorial(x)
    case .absolute(let a):
      guard let x = a.evaluated(reading) else { return nil }
      return x.elements == nil ? x.absolute : Quantity.norm(x)
    case .call(let function, let list):
      var arguments: [Quantity] = []
      for argument in list {
        guard let value = argument.evaluated(reading) else { return nil }
        arguments.append(value)
      }
      return Quantity.call(function, arguments, reading)
    case .logarithm(let base, let a):
      guard let b = base.evaluated(reading), let x = a.evaluated(reading), b.low > 0, b.value != 1,
        x.low > 0
      else { return nil }
      if b.value == 2 { return x.mapped(Numerics.log2) }
      if b.value == 10 { return x.mapped(Numerics.log10) }
      return x.mapped { Numerics.log($0) / Numerics.log(b.value) }
    case .inverse(let function, let a):
      guard let x = a.evaluated(reading) else { return nil }
      let inverses: [Function: Function] = [.sin: .arcsin, .cos: .arccos, .tan: .arctan]
      guard let inverse = inverses[function] else { return nil }
      return Quantity.call(inverse, [x], reading)
    case .binomial(let a, let b):
      guard let n = a.evaluated(reading), let k = b.evaluated(reading) else { return nil }
      return Quantity.binomial(n, k)
    case .vector(let list):
      var elements: [Quantity] = []
      for element in list {
        guard let value = element.evaluated(reading) else { return nil }
        elements.append(value)
      }
      return Quantity(elements: elements)
    case .percent(let a, let perMille):
      guard let x = a.evaluated(reading) else { return nil }
      return Quantity.combine(
        .times, x, Quantity(ExactRatio(ExactDecimal(1).scaled(byPowerOfTen: perMille ? -3 : -2))),
        reading)
    case .series(let isProduct, let variable, let from, let to, let body):
      return Quantity.series(isProduct: isProduct, variable, from, to, body, reading)
    case .variable: return nil
    case .measured(let a, let measure):
      guard let x = a.evaluated(reading), let factor = measure.factor(reading) else { return nil }
      var unit = Quantity(factor)
      unit.dimension = measure.dimension
      unit.hasUnit = true
      return Quantity.combine(.times, x, unit, reading)
    }
  }
}

extension Constant {
  var quantity: Quantity? {
    switch self {
    case .pi: Quantity(Double.pi, low: Double.pi, high: Double.pi)
    case .e: Quantity(Numerics.exp(1), low: Numerics.exp(1), high: Numerics.exp(1))
    case .phi, .infinity: nil
    }
  }
}

extension Measure {
  /// What the printed digits are multiplied by under `reading`.
  func factor(_ reading: Reading) -> ExactRatio? {
    guard reading.prefixes != .none else { return .one }
    // A unit to a power that nobody prints.
    guard ten.magnitude <= 120, two.magnitude <= 400 else { return nil }
    var result: ExactRatio? = isInformation && !reading.convertsBits ? .one : conversion
    if reading.convertsTime { result = result.flatMap { $0 * seconds } }
    if reading.prefixes == .binary, ten != 0, ten % 3 == 0, isInformation || dimension.isNone {
      result = result.flatMap { value in
        ExactRatio(1024).power(ten / 3).flatMap { value * $0 }
      }
    } else if ten != 0 {
      result = result.flatMap { $0 * ExactRatio(ExactDecimal.one.scaled(byPowerOfTen: ten)) }
    }
    if two != 0 {
      result = result.flatMap { value in ExactRatio(2).power(two).flatMap { value * $0 } }
    }
    return result
  }
}

extension PrintedNumber {
  /// What the digits are multiplied by.
  func factor(_ reading: Reading) -> ExactRatio? {
    guard var result = measure.factor(reading) else { return nil }
    let ten = (exponent ?? 0) - (reading.percentIsPlain ? 0 : percent)
    guard ten.magnitude <= 400 else { return nil }
    if ten != 0 {
      guard let scaled = result * ExactRatio(ExactDecimal.one.scaled(byPowerOfTen: ten)) else {
        return nil
      }
      result = scaled
    }
    return result
  }

  /// The digits and the decimals printed under `reading`.
  func digits(_ reading: Reading) -> (mantissa: ExactDecimal, decimals: Int)? {
    if reading.isBinary, denominator == 1, decimals == 0, let value = Int(mantissa.units, radix: 2)
    {
      return (ExactDecimal(value), 0)
    }
    if reading.usesAlternative, let alternative { return alternative }
    return (mantissa, decimals)
  }

  func quantity(_ reading: Reading) -> Quantity? {
    guard let (mantissa, decimals) = digits(reading), let factor = factor(reading) else {
      return nil
    }
    var exact: ExactRatio? = ExactRatio(mantissa)
    if denominator != 1 { exact = ExactRatio(mantissa, over: ExactDecimal(denominator)) }
    if reading.countsFromZero { exact = exact.flatMap { $0 + measure.zero } }
    guard let scaled = exact.flatMap({ $0 * factor }) else { return nil }
    var result = Quantity(scaled)
    // Whole grams are whole, though they are thousandths of the unit that is counted in.
    let isPlain = measure.ten == 0 && measure.two == 0 && exponent == nil && denominator == 1
    result.isWhole = decimals == 0 && percent == 0 && (isPlain || scaled.isInteger)
    result.isRounded = false
    result.dimension = reading.prefixes == .none ? .none : measure.dimension
    if reading.convertsDegrees, measure.dimension[.angle] == 1 {
      let radians = result.value * Double.pi / 180
      result = Quantity(radians, low: radians, high: radians)
      return result
    }
    result.hasUnit = !measure.isNone || percent > 0
    // Prices are exact; short decimals beside a long result are too.
    let isGranted =
      significantDigits >= 4 || significantDigits >= reading.digits
      || reading.isConversion && exponent != nil
    // 202M, as counted; a few round millions are what they are.
    let isCount = measure.ten > 0 && measure.dimension.isNone && nonzeroDigits >= 3
    if decimals > 0 || isCount, denominator == 1, isGranted, measure.dimension[.currency] == 0 {
      let half = ExactDecimal.halfUnit(ofPlaces: decimals).doubleValue * factor.double.magnitude
      result.low = result.value - half
      result.high = result.value + half
    }
    return result
  }
}

extension ExactRatio {
  /// The whole number, if the ratio is one below 10¹⁵.
  var intValue: Int? {
    if denominator == .one { return numerator.int }
    guard let whole = floor(), whole * denominator == numerator else { return nil }
    return whole.int
  }
}
