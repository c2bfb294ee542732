/// A natural number of any length, in base 10⁹, least limb first, without leading zero limbs.
struct LongNatural: Sendable, Equatable {
  private(set) var limbs: [UInt32]

  static let base: UInt64 = 1_000_000_000

  init(_ value: UInt64) {
    limbs = []
    var rest = value
    while rest > 0 {
      limbs.append(UInt32(rest % Self.base))
      rest /= Self.base
    }
  }

  /// The number of decimal digits, first digit first.
  init(digits: [UInt8]) {
    limbs = []
    limbs.reserveCapacity(digits.count / 9 + 1)
    var end = digits.count
    while end > 0 {
      let start = max(end - 9, 0)
      limbs.append(digits[start..<end].reduce(0) { $0 * 10 + UInt32($1) })
      end = start
    }
    trim()
  }

  private init(limbs: [UInt32]) {
    self.limbs = limbs
    trim()
  }

  private mutating func trim() {
    while limbs.last == 0 { limbs.removeLast() }
  }

  var isZero: Bool { limbs.isEmpty }

  /// The value if it has at most two limbs.
  var small: UInt64? {
    switch limbs.count {
    case 0: 0
    case 1: UInt64(limbs[0])
    case 2: UInt64(limbs[1]) * Self.base + UInt64(limbs[0])
    default: nil
    }
  }

  /// The number of decimal digits; 1 for zero.
  var digitCount: Int {
    guard let top = limbs.last else { return 1 }
    return (limbs.count - 1) * 9 + String(top).utf8.count
  }

  var text: String {
    guard let top = limbs.last else { return "0" }
    var bytes = Array(String(top).utf8)
    bytes.reserveCapacity(limbs.count * 9)
    for limb in limbs.dropLast().reversed() {
      var divisor: UInt32 = 100_000_000
      while divisor > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(limb / divisor % 10))
        divisor /= 10
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func multiply(by factor: UInt32) {
    var carry: UInt64 = 0
    for i in limbs.indices {
      let product = UInt64(limbs[i]) * UInt64(factor) + carry
      limbs[i] = UInt32(product % Self.base)
      carry = product / Self.base
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  /// Multiplies by `factor`^`power`; `factor` is 2 or 5.
  mutating func multiply(by factor: UInt32, power: Int) {
    let step = factor == 2 ? 29 : 12
    var chunk: UInt32 = 1
    for _ in 0..<step { chunk *= factor }
    for _ in 0..<(power / step) { multiply(by: chunk) }
    for _ in 0..<(power % step) { multiply(by: factor) }
  }

  /// Multiplies by 10^`power`, which is not negative.
  mutating func multiply(byPowerOfTen power: Int) {
    guard power > 0, !isZero else { return }
    for _ in 0..<(power % 9) { multiply(by: 10) }
    limbs.insert(contentsOf: repeatElement(0, count: power / 9), at: 0)
  }

  /// Drops the last `count` digits, rounding to nearest, ties to even.
  func droppingDigits(_ count: Int) -> LongNatural {
    guard count > 0 else { return self }
    guard count <= digitCount else { return LongNatural(0) }
    let digits = text.utf8.map { $0 - UInt8(ascii: "0") }
    let kept = digits.count - count
    var result = LongNatural(digits: Array(digits[..<kept]))
    let first = digits[kept]
    let isPastHalf = first > 5 || (first == 5 && digits[(kept + 1)...].contains { $0 != 0 })
    let isOdd = kept > 0 && digits[kept - 1] % 2 == 1
    if isPastHalf || (first == 5 && isOdd) { result = result + LongNatural(1) }
    return result
  }

  static func < (a: LongNatural, b: LongNatural) -> Bool {
    if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count }
    for i in a.limbs.indices.reversed() where a.limbs[i] != b.limbs[i] {
      return a.limbs[i] < b.limbs[i]
    }
    return false
  }

  static func + (a: LongNatural, b: LongNatural) -> LongNatural {
    var sum: [UInt32] = []
    let count = max(a.limbs.count, b.limbs.count)
    sum.reserveCapacity(count + 1)
    var carry: UInt32 = 0
    for i in 0..<count {
      let left = i < a.limbs.count ? a.limbs[i] : 0
      let right = i < b.limbs.count ? b.limbs[i] : 0
      let limb = left + right + carry
      carry = limb >= UInt32(base) ? 1 : 0
      sum.append(carry == 1 ? limb - UInt32(base) : limb)
    }
    if carry > 0 { sum.append(carry) }
    return LongNatural(limbs: sum)
  }

  /// The difference of `a` ≥ `b`.
  static func - (a: LongNatural, b: LongNatural) -> LongNatural {
    var rest = a.limbs
    var borrow: UInt32 = 0
    for i in rest.indices {
      let taken = (i < b.limbs.count ? b.limbs[i] : 0) + borrow
      borrow = rest[i] < taken ? 1 : 0
      rest[i] = borrow == 1 ? rest[i] + UInt32(base) - taken : rest[i] - taken
    }
    return LongNatural(limbs: rest)
  }

  static func * (a: LongNatural, b: LongNatural) -> LongNatural {
    guard !a.isZero, !b.isZero else { return LongNatural(0) }
    var product = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count)
    for i in a.limbs.indices {
      var carry: UInt64 = 0
      for j in b.limbs.indices {
        let part = UInt64(a.limbs[i]) * UInt64(b.limbs[j]) + UInt64(product[i + j]) + carry
        product[i + j] = UInt32(part % base)
        carry = part / base
      }
      product[i + b.limbs.count] = UInt32(carry)
    }
    return LongNatural(limbs: product)
  }
}
