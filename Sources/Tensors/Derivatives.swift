import Numerics

extension UnaryOperation {
  /// The derivative where the function has the value `y` at `x`.
  ///
  /// At a corner it is what deep-learning libraries take: 0 for |x| and for the rectifier at 0.
  public func derivative(at x: Double, value y: Double) -> Double {
    switch self {
    case .negate: -1
    case .abs: x > 0 ? 1 : (x < 0 ? -1 : 0)
    case .square: 2 * x
    case .reciprocal: -y * y
    case .sqrt: 0.5 / y
    case .cbrt: 1 / (3 * y * y)
    case .exp: y
    case .exp2: y * 0.6931471805599453
    case .expm1: Numerics.exp(x)
    case .log: 1 / x
    case .log2: 1.4426950408889634 / x
    case .log10: 0.4342944819032518 / x
    case .log1p: 1 / (1 + x)
    case .sin: Numerics.cos(x)
    case .cos: -Numerics.sin(x)
    case .tan: 1 + y * y
    case .asin: 1 / ((1 - x) * (1 + x)).squareRoot()
    case .acos: -1 / ((1 - x) * (1 + x)).squareRoot()
    case .atan: 1 / (1 + x * x)
    case .sinh: Numerics.cosh(x)
    case .cosh: Numerics.sinh(x)
    case .tanh: 4 * logisticSlope(2 * x.magnitude)
    case .sigmoid: logisticSlope(x.magnitude)
    case .logSigmoid: Numerics.sigmoid(-x)
    case .softplus: Numerics.sigmoid(x)
    case .relu: x > 0 ? 1 : 0
    case .erf: 1.1283791670955126 * Numerics.exp(-x * x)
    case .erfc: -1.1283791670955126 * Numerics.exp(-x * x)
    case .normalCDF: Numerics.normalPDF(x)
    case .normalPDF: -x * y
    case .sign, .floor, .ceil, .round, .truncate, .isNaN, .isFinite, .not: 0
    }
  }

  /// `gradient` times the derivative at each element of `x`, where the function gave `y`.
  ///
  /// All three have the same shape.
  public func pullback(_ gradient: Tensor, at x: Tensor, value y: Tensor) -> Tensor {
    precondition(gradient.shape == x.shape && y.shape == x.shape, "one shape for all")
    return Tensor.filling(x.shape) { out in
      for i in 0..<x.count {
        out[i] = gradient.storage[i] * derivative(at: x.storage[i], value: y.storage[i])
      }
    }
  }
}

/// e⁻ᵃ / (1 + e⁻ᵃ)², which keeps its digits where the function is flat.
private func logisticSlope(_ a: Double) -> Double {
  let e = Numerics.exp(-a)
  return e / ((1 + e) * (1 + e))
}

extension BinaryOperation {
  /// The partial derivatives by both operands where the operation gives `z` for `x` and `y`.
  ///
  /// Of equal operands, minimum and maximum pass the derivative to the first. Comparisons have none.
  public func partials(_ x: Double, _ y: Double, value z: Double) -> (left: Double, right: Double) {
    switch self {
    case .add: (1, 1)
    case .subtract: (1, -1)
    case .multiply: (y, x)
    case .divide: (1 / y, -z / y)
    case .remainder: (1, -((x - z) / y))
    case .power: (y == 0 ? 0 : y * Numerics.pow(x, y - 1), z == 0 ? 0 : z * Numerics.log(x))
    case .minimum: y < x ? (0, 1) : (1, 0)
    case .maximum: y > x ? (0, 1) : (1, 0)
    case .atan2: (y / (x * x + y * y), -x / (x * x + y * y))
    case .hypot: z == 0 ? (0, 0) : (x / z, y / z)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: (0, 0)
    }
  }

  /// The pullbacks of `gradient`, which has the shape of `value`, to both operands.
  ///
  /// - Throws: `TensorError` if the operands do not broadcast to that shape.
  public func pullback(
    _ gradient: Tensor, _ left: Tensor, _ right: Tensor, value: Tensor
  ) throws(TensorError) -> (left: Tensor, right: Tensor) {
    switch self {
    case .add:
      return (try gradient.summed(to: left.shape), try gradient.summed(to: right.shape))
    case .subtract:
      return (try gradient.summed(to: left.shape), try (-gradient).summed(to: right.shape))
    case .multiply:
      return (
        try (gradient * right).summed(to: left.shape), try (gradient * left).summed(to: right.shape)
      )
    default:
      let x = try left.broadcasted(to: value.shape)
      let y = try right.broadcasted(to: value.shape)
      var toLeft = gradient
      var toRight = gradient
      for i in 0..<value.count {
        let (a, b) = partials(x.storage[i], y.storage[i], value: value.storage[i])
        toLeft.storage[i] *= a
        toRight.storage[i] *= b
      }
      return (try toLeft.summed(to: left.shape), try toRight.summed(to: right.shape))
    }
  }
}
