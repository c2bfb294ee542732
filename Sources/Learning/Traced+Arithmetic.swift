public import Tensors

extension Traced {
  /// `operation` on every pair of elements, after broadcasting.
  public static func combine(
    _ operation: BinaryOperation, _ left: Traced, _ right: Traced
  ) throws(TensorError) -> Traced {
    let value = try Tensor.combine(operation, left.value, right.value)
    let (x, y) = (left.value, right.value)
    return recording(value, from: [left, right]) { g throws(TensorError) in
      let parts = try operation.pullback(g, x, y, value: value)
      return [parts.left, parts.right]
    }
  }

  /// The elementwise sum.
  public static func + (left: Traced, right: Traced) throws(TensorError) -> Traced {
    try combine(.add, left, right)
  }

  /// The elementwise difference.
  public static func - (left: Traced, right: Traced) throws(TensorError) -> Traced {
    try combine(.subtract, left, right)
  }

  /// The elementwise product.
  public static func * (left: Traced, right: Traced) throws(TensorError) -> Traced {
    try combine(.multiply, left, right)
  }

  /// The elementwise quotient.
  public static func / (left: Traced, right: Traced) throws(TensorError) -> Traced {
    try combine(.divide, left, right)
  }

  /// Every element plus a number.
  public static func + (left: Traced, right: Double) -> Traced {
    recording(left.value + right, from: [left]) { g throws(TensorError) in [g] }
  }

  /// Every element times a number.
  public static func * (left: Traced, right: Double) -> Traced {
    recording(left.value * right, from: [left]) { g throws(TensorError) in [g * right] }
  }

  /// Every element minus a number.
  public static func - (left: Traced, right: Double) -> Traced { left + (-right) }

  /// Every element divided by a number.
  public static func / (left: Traced, right: Double) -> Traced {
    recording(left.value / right, from: [left]) { g throws(TensorError) in [g / right] }
  }

  /// The tensor with every sign changed.
  public static prefix func - (x: Traced) -> Traced { x.mapped(.negate) }

  /// `function` of every element.
  public func mapped(_ function: UnaryOperation) -> Traced {
    let x = value
    let y = x.mapped(function)
    return Traced.recording(y, from: [self]) { g throws(TensorError) in
      [function.pullback(g, at: x, value: y)]
    }
  }

  /// A function of every element, given with its derivative.
  public func mapped(
    _ function: (Double) -> Double, derivative: @escaping (Double) -> Double
  ) -> Traced {
    let x = value
    return Traced.recording(x.mapped(function), from: [self]) { g throws(TensorError) in
      [try g * x.mapped(derivative)]
    }
  }

  /// Each element, but at least `lower` and at most `upper`; the derivative passes where it is kept.
  public func clamped(_ lower: Double, _ upper: Double) -> Traced {
    mapped({ min(max($0, lower), upper) }) { $0 >= lower && $0 <= upper ? 1 : 0 }
  }

  /// `yes` where `condition` is not 0 and `no` elsewhere.
  public static func choose(
    _ condition: Tensor, _ yes: Traced, _ no: Traced
  ) throws(TensorError) -> Traced {
    let value = try Tensor.choose(condition, yes.value, no.value)
    let (yesShape, noShape) = (yes.shape, no.shape)
    return recording(value, from: [yes, no]) { g throws(TensorError) in
      let zero = Tensor(scalar: 0)
      return [
        try Tensor.choose(condition, g, zero).summed(to: yesShape),
        try Tensor.choose(condition, zero, g).summed(to: noShape),
      ]
    }
  }
}
