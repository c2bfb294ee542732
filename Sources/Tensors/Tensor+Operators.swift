extension Tensor {
  /// The elementwise sum, after broadcasting.
  public static func + (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try combine(.add, left, right)
  }

  /// The elementwise difference, after broadcasting.
  public static func - (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try combine(.subtract, left, right)
  }

  /// The elementwise product, after broadcasting.
  public static func * (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try combine(.multiply, left, right)
  }

  /// The elementwise quotient, after broadcasting.
  public static func / (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try combine(.divide, left, right)
  }

  /// Every element plus a number.
  public static func + (left: Tensor, right: Double) -> Tensor { combine(.add, left, right) }

  /// Every element minus a number.
  public static func - (left: Tensor, right: Double) -> Tensor { combine(.subtract, left, right) }

  /// Every element times a number.
  public static func * (left: Tensor, right: Double) -> Tensor { combine(.multiply, left, right) }

  /// Every element divided by a number.
  public static func / (left: Tensor, right: Double) -> Tensor { combine(.divide, left, right) }

  /// A number plus every element.
  public static func + (left: Double, right: Tensor) -> Tensor { combine(.add, left, right) }

  /// A number minus every element.
  public static func - (left: Double, right: Tensor) -> Tensor { combine(.subtract, left, right) }

  /// A number times every element.
  public static func * (left: Double, right: Tensor) -> Tensor { combine(.multiply, left, right) }

  /// A number divided by every element.
  public static func / (left: Double, right: Tensor) -> Tensor { combine(.divide, left, right) }

  /// Adds `right` in place.
  public static func += (left: inout Tensor, right: Tensor) throws(TensorError) {
    try left.combine(.add, with: right)
  }

  /// Subtracts `right` in place.
  public static func -= (left: inout Tensor, right: Tensor) throws(TensorError) {
    try left.combine(.subtract, with: right)
  }

  /// Multiplies every element by a number in place.
  public static func *= (left: inout Tensor, right: Double) {
    left.combine(.multiply, with: right)
  }

  /// The tensor with every sign changed.
  public static prefix func - (tensor: Tensor) -> Tensor { tensor.mapped(.negate) }
}
