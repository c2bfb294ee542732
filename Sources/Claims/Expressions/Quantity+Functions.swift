import Numerics

extension Quantity {
  static func power(_ x: Quantity, _ y: Quantity) -> Quantity? {
    guard x.elements == nil, y.elements == nil else { return nil }
    if let n = y.exact?.intValue, y.low == y.high, n.magnitude <= 4096 {
      if x.value == 0, n < 0 { return nil }
      let value = Numerics.pow(x.value, Double(n))
      guard value.isFinite else { return nil }
      let a = Numerics.pow(x.low, Double(n))
      let b = Numerics.pow(x.high, Double(n))
      let spansZero = x.low < 0 && x.high > 0
      var result = Quantity(
        value, low: spansZero && n % 2 == 0 ? 0 : min(a, b), high: max(a, b))
      guard result.isFinite else { return nil }
      result.exact = x.exact?.power(n)
      if let exact = result.exact?.double, exact.isFinite {
        result.value = exact
        result.low = min(result.low, exact)
        result.high = max(result.high, exact)
      }
      result.isWhole = x.isWhole && n >= 0
      result.isRounded = x.isRounded || n < 0
      result.dimension = x.dimension.power(n)
      result.hasUnit = x.hasUnit
      return result
    }
    guard x.value > 0, x.low > 0 else { return nil }
    let corners = [
      Numerics.pow(x.low, y.low), Numerics.pow(x.low, y.high), Numerics.pow(x.high, y.low),
      Numerics.pow(x.high, y.high),
    ]
    let value = Numerics.pow(x.value, y.value)
    guard value.isFinite else { return nil }
    return Quantity(value, low: corners.min() ?? value, high: corners.max() ?? value)
  }

  static func xor(_ x: Quantity, _ y: Quantity) -> Quantity? {
    guard let a = x.exact?.intValue, let b = y.exact?.intValue, a >= 0, b >= 0 else { return nil }
    return Quantity(ExactRatio(a ^ b), isWhole: true)
  }

  static func root(_ x: Quantity, _ degree: Int) -> Quantity? {
    if degree == 2 { return x.mapped(Numerics.sqrt, where: x.low >= 0) }
    if degree == 3 { return x.mapped(Numerics.cbrt) }
    guard x.low >= 0 else { return nil }
    return x.mapped { Numerics.pow($0, 1 / Double(degree)) }
  }

  static func factorial(_ x: Quantity) -> Quantity? {
    guard let n = x.exact?.intValue, n >= 0, n <= 170 else { return nil }
    var result = ExactDecimal(1)
    for k in 0..<n { result = result * ExactDecimal(k + 1) }
    return Quantity(ExactRatio(result), isWhole: true)
  }

  static func binomial(_ n: Quantity, _ k: Quantity) -> Quantity? {
    guard let n = n.exact?.intValue, let k = k.exact?.intValue, k >= 0, n >= k, n <= 170 else {
      return nil
    }
    guard let top = factorial(Quantity(ExactRatio(n)))?.exact,
      let a = factorial(Quantity(ExactRatio(k)))?.exact,
      let b = factorial(Quantity(ExactRatio(n - k)))?.exact, let bottom = a * b,
      let result = top / bottom, let whole = result.floor() ?? nil
    else { return nil }
    return Quantity(ExactRatio(whole), isWhole: true)
  }

  static func call(_ function: Function, _ list: [Quantity], _ reading: Reading) -> Quantity? {
    var list = list
    if list.count == 1, let elements = list[0].elements { list = elements }
    guard let x = list.first else { return nil }
    switch function {
    case .min, .max: return extreme(list, isMax: function == .max)
    case .sum, .mean:
      var total = x
      for y in list.dropFirst() {
        guard let sum = combine(.plus, total, y, reading) else { return nil }
        total = sum
      }
      guard function == .mean else { return total }
      return combine(.divide, total, Quantity(ExactRatio(list.count), isWhole: true), reading)
    case .dot:
      guard list.count == 2, let a = list[0].elements, let b = list[1].elements else { return nil }
      return dot(a, b, reading)
    case .norm:
      return list.count == 1 ? norm(x) : norm(Quantity(elements: list))
    case .pow:
      guard list.count == 2 else { return nil }
      return power(list[0], list[1])
    case .mod:
      guard list.count == 2 else { return nil }
      return combine(.modulo, list[0], list[1], reading)
    case .gcd, .lcm:
      return divisors(list, isMultiple: function == .lcm)
    case .log where list.count == 2:
      guard list[1].value > 0, x.low > 0, list[1].value != 1 else { return nil }
      return x.mapped { Numerics.log($0) / Numerics.log(list[1].value) }
    case .round, .floor, .ceil:
      return rounded(function, list)
    default:
      guard list.count == 1 else { return nil }
      return elementary(function, x, reading)
    }
  }

  private static func extreme(_ list: [Quantity], isMax: Bool) -> Quantity? {
    var best: Quantity?
    for x in list {
      guard x.elements == nil else { return nil }
      guard let known = best else {
        best = x
        continue
      }
      if isMax ? x.value > known.value : x.value < known.value { best = x }
    }
    return best
  }

  private static func divisors(_ list: [Quantity], isMultiple: Bool) -> Quantity? {
    var result = 0
    for x in list {
      guard let n = x.exact?.intValue, n.magnitude < 1 << 31 else { return nil }
      let (a, b) = (result.magnitude, n.magnitude)
      var (p, q) = (a, b)
      while q != 0 { (p, q) = (q, p % q) }
      result = isMultiple && result != 0 ? (p == 0 ? 0 : Int(a / p * b)) : Int(p)
      if isMultiple, a == 0 { result = Int(b) }
      guard result.magnitude < 1 << 31 else { return nil }
    }
    return Quantity(ExactRatio(result), isWhole: true)
  }

  private static func rounded(_ function: Function, _ list: [Quantity]) -> Quantity? {
    let x = list[0]
    var places = 0
    if list.count == 2, function == .round {
      guard let n = list[1].exact?.intValue, n.magnitude < 20 else { return nil }
      places = n
    } else if list.count != 1 {
      return nil
    }
    if let exact = x.exact {
      guard let down = exact.floor(places: places) else { return nil }
      let unit = ExactDecimal.one.scaled(byPowerOfTen: -places)
      let isWhole = exact.equals(ExactRatio(down))
      switch function {
      case .floor: return Quantity(ExactRatio(down), isWhole: true)
      case .ceil: return Quantity(ExactRatio(isWhole ? down : down + unit), isWhole: true)
      default:
        let half = ExactDecimal.halfUnit(ofPlaces: places)
        let isTie = exact.equals(ExactRatio(down + half))
        let isUp = isTie || !exact.isWithin(half, of: down)
        var result = Quantity(ExactRatio(isUp ? down + unit : down))
        result.isWhole = places <= 0
        if isTie {
          // Languages differ in how they round a tie.
          result.low = down.doubleValue
          result.high = (down + unit).doubleValue
          result.isWhole = false
        }
        return result
      }
    }
    let factor = Numerics.pow(10, Double(places))
    return x.mapped {
      let y = $0 * factor
      switch function {
      case .floor: return y.rounded(.down) / factor
      case .ceil: return y.rounded(.up) / factor
      default: return y.rounded() / factor
      }
    }
  }

  private static func elementary(
    _ function: Function, _ x: Quantity, _ reading: Reading
  ) -> Quantity? {
    let perDegree = Double.pi / 180
    func angle(_ f: (Double) -> Double) -> Quantity? {
      let isDegrees = x.dimension[.angle] == 1 || reading.usesDegrees
      let scale = isDegrees ? perDegree : 1
      let y = f(x.value * scale)
      guard y.isFinite else { return nil }
      // |f'| may be large for the tangent: the ends tell.
      let ends = [f(x.low * scale), y, f(x.high * scale)]
      let reach = (x.high - x.low) / 2 * scale
      let low = min(ends.min() ?? y, function == .tan ? y : y - reach)
      let high = max(ends.max() ?? y, function == .tan ? y : y + reach)
      return Quantity(y, low: low, high: high)
    }
    func arc(_ f: (Double) -> Double) -> Quantity? {
      reading.usesDegrees ? x.mapped { f($0) / perDegree } : x.mapped(f)
    }
    switch function {
    case .exp: return x.mapped(Numerics.exp)
    case .ln: return x.value > 0 ? x.mapped(Numerics.log) : nil
    case .log:
      guard x.value > 0 else { return nil }
      switch reading.logarithm {
      case .natural: return x.mapped(Numerics.log)
      case .decimal: return x.mapped(Numerics.log10)
      case .binary: return x.mapped(Numerics.log2)
      }
    case .log2: return x.value > 0 ? x.mapped(Numerics.log2) : nil
    case .log10: return x.value > 0 ? x.mapped(Numerics.log10) : nil
    case .sqrt: return x.mapped(Numerics.sqrt, where: x.low >= 0)
    case .cbrt: return x.mapped(Numerics.cbrt)
    case .abs: return x.absolute
    case .sin: return angle(Numerics.sin)
    case .cos: return angle(Numerics.cos)
    case .tan: return angle(Numerics.tan)
    case .cot: return angle { 1 / Numerics.tan($0) }
    case .sec: return angle { 1 / Numerics.cos($0) }
    case .csc: return angle { 1 / Numerics.sin($0) }
    case .arcsin: return arc(Numerics.asin)
    case .arccos: return arc(Numerics.acos)
    case .arctan: return arc(Numerics.atan)
    case .sinh: return x.mapped(Numerics.sinh)
    case .cosh: return x.mapped(Numerics.cosh)
    case .tanh: return x.mapped(Numerics.tanh)
    default: return nil
    }
  }
}
