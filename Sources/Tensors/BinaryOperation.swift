import Numerics

/// An operation on two numbers that tensors apply element by element.
///
/// Comparisons give a mask: 1 where they hold and 0 elsewhere.
public enum BinaryOperation: String, Sendable, CaseIterable {
  /// Sum, difference, product and quotient.
  case add, subtract, multiply, divide
  /// The remainder of truncated division, with the sign of the dividend.
  case remainder
  /// The left operand to the power of the right one.
  case power
  /// The smaller and the larger operand; NaN if either is NaN.
  case minimum, maximum
  /// 1 where the comparison holds, 0 elsewhere; every comparison with NaN but `notEqual` is 0.
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  /// The angle of the point with the left operand as *y* and the right one as *x*.
  case atan2
  /// The length of the hypotenuse.
  case hypot

  /// The operation as a verb, for messages.
  var verb: String {
    switch self {
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply"
    case .divide: "divide"
    case .remainder: "take the remainder of"
    case .power: "raise to a power"
    case .minimum: "take the minimum of"
    case .maximum: "take the maximum of"
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: "compare"
    case .atan2: "take atan2 of"
    case .hypot: "take hypot of"
    }
  }

  /// The operation on two numbers, with the same bits as on tensors.
  public func callAsFunction(_ left: Double, _ right: Double) -> Double {
    var result = 0.0
    withUnsafePointer(to: left) { a in
      withUnsafePointer(to: right) { b in
        run(into: &result, Strided(a, 0), Strided(b, 0), count: 1)
      }
    }
    return result
  }
}

/// Values at equal distances; with `step` 0 the same value again and again.
struct Strided {
  let base: UnsafePointer<Double>
  let step: Int

  init(_ base: UnsafePointer<Double>, _ step: Int) {
    self.base = base
    self.step = step
  }
}

extension BinaryOperation {
  /// Writes the results of `count` pairs to `out`, which may be where either operand stands.
  func run(into out: UnsafeMutablePointer<Double>, _ a: Strided, _ b: Strided, count: Int) {
    switch self {
    case .add: each(out, a, b, count) { $0 + $1 }
    case .subtract: each(out, a, b, count) { $0 - $1 }
    case .multiply: each(out, a, b, count) { $0 * $1 }
    case .divide: each(out, a, b, count) { $0 / $1 }
    case .remainder: each(out, a, b, count) { $0.truncatingRemainder(dividingBy: $1) }
    case .minimum: each(out, a, b, count) { minimumOf($0, $1) }
    case .maximum: each(out, a, b, count) { maximumOf($0, $1) }
    case .less: each(out, a, b, count) { mask($0 < $1) }
    case .lessOrEqual: each(out, a, b, count) { mask($0 <= $1) }
    case .greater: each(out, a, b, count) { mask($0 > $1) }
    case .greaterOrEqual: each(out, a, b, count) { mask($0 >= $1) }
    case .equal: each(out, a, b, count) { mask($0 == $1) }
    case .notEqual: each(out, a, b, count) { mask($0 != $1) }
    case .power, .atan2, .hypot:
      elementary?(a.base, xStride: a.step, b.base, yStride: b.step, into: out, count: count)
    }
  }

  /// One loop per way in which the operands step, so that each is a plain one.
  @inline(__always)
  private func each(
    _ out: UnsafeMutablePointer<Double>, _ a: Strided, _ b: Strided, _ count: Int,
    _ operation: (Double, Double) -> Double
  ) {
    let left = a.base
    let right = b.base
    if a.step == 1 && b.step == 1 {
      for i in 0..<count { out[i] = operation(left[i], right[i]) }
    } else if a.step == 1 && b.step == 0 {
      let y = right[0]
      for i in 0..<count { out[i] = operation(left[i], y) }
    } else if a.step == 0 && b.step == 1 {
      let x = left[0]
      for i in 0..<count { out[i] = operation(x, right[i]) }
    } else {
      for i in 0..<count { out[i] = operation(left[i &* a.step], right[i &* b.step]) }
    }
  }
}

/// 1 for true and 0 for false.
@inline(__always) private func mask(_ holds: Bool) -> Double { holds ? 1 : 0 }

/// The smaller number, NaN if either is NaN, the first of equals.
@inline(__always) func minimumOf(_ a: Double, _ b: Double) -> Double {
  b < a || b.isNaN ? b : a
}

/// The larger number, NaN if either is NaN, the first of equals.
@inline(__always) func maximumOf(_ a: Double, _ b: Double) -> Double {
  b > a || b.isNaN ? b : a
}
