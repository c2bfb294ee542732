import Numerics
import Script
import Tensors

/// Probabilities, moments and distributions in operations that record themselves.
extension Definitions {
  /// z less its greatest element, which no derivative sees.
  private static func shifted(_ z: Recorded) throws -> Recorded {
    try z - z.value.reduced(.maximum)
  }

  /// Each row less its greatest element.
  private static func shiftedRows(_ z: Recorded) throws -> Recorded {
    try z - z.constant(try z.value.reduced(.maximum, axis: 1, keepDims: true))
  }

  /// The sum of each row at each place of the row.
  private static func rowSums(_ z: Recorded) throws -> Recorded {
    let shape = z.value.shape.sizes
    return try z.linear {
      try $0.sum(axis: 1, keepDims: true) + Tensor.zeros(shape)
    } back: {
      try $0.sum(axis: 1, keepDims: true) + Tensor.zeros(shape)
    }
  }

  private static func logSumExp(_ z: Recorded) throws -> Recorded {
    let greatest = try z.value.reduced(.maximum)
    return try shifted(z).mapped(.exp).sum().mapped(.log) + greatest
  }

  /// −Σ p log q, of a base.
  private static func crossEntropy(
    _ p: Recorded, _ q: Recorded, _ base: Recorded
  ) throws -> Recorded {
    try -(p.dot(q.mapped(.log)) / base.mapped(.log))
  }

  /// e for where no base is named.
  private static func naturalBase(_ x: Recorded) -> Recorded {
    x.constant(Tensor(scalar: 2.718281828459045))
  }

  private static func variance(_ x: Recorded, _ ddof: Recorded) throws -> Recorded {
    try covariance(x, x, ddof)
  }

  private static func covariance(
    _ x: Recorded, _ y: Recorded, _ ddof: Recorded
  ) throws -> Recorded {
    let products = try (x - x.mean()) * (y - y.mean())
    return try products.sum() / (x.count - (ddof.value.scalar ?? 0))
  }

  /// (x − mean) / deviation.
  private static func standard(_ arguments: [Recorded]) throws -> Recorded {
    try (arguments[0] - arguments[1]) / arguments[2]
  }

  static let chances: [String: Definition] = [
    "softmax(_ z: Vector, temperature: Double = 1) -> Vector": .function { arguments in
      let weights = try shifted(arguments[0] / arguments[1]).mapped(.exp)
      return try weights / weights.sum()
    },
    "softmax(_ z: Matrix) -> Matrix": .function {
      let weights = try shiftedRows($0[0]).mapped(.exp)
      return try weights / rowSums(weights)
    },
    "logSoftmax(_ z: Matrix) -> Matrix": .function {
      let z = try shiftedRows($0[0])
      return try z - rowSums(z.mapped(.exp)).mapped(.log)
    },
    "logSoftmax(_ z: Vector) -> Vector": .function { try $0[0] - logSumExp($0[0]) },
    "logSumExp(_ z: Vector) -> Double": .function { try logSumExp($0[0]) },
    "entropy(_ p: Vector, base: Double = 2.718281828459045) -> Double": .function {
      try crossEntropy($0[0], $0[0], $0[1])
    },
    "crossEntropy(_ p: Vector, _ q: Vector, base: Double = 2.718281828459045) -> Double":
      .function { try crossEntropy($0[0], $0[1], $0[2]) },
    "klDivergence(_ p: Vector, _ q: Vector, base: Double = 2.718281828459045) -> Double":
      .function { try crossEntropy($0[0], $0[1], $0[2]) - crossEntropy($0[0], $0[0], $0[2]) },
    "perplexity(_ p: Vector) -> Double": .function {
      try crossEntropy($0[0], $0[0], naturalBase($0[0])).mapped(.exp)
    },
    "variance(_ x: Vector, ddof: Int = 0) -> Double": .function { try variance($0[0], $0[1]) },
    "standardDeviation(_ x: Vector, ddof: Int = 0) -> Double": .function {
      try variance($0[0], $0[1]).mapped(.sqrt)
    },
    "covariance(_ x: Vector, _ y: Vector, ddof: Int = 0) -> Double": .function {
      try covariance($0[0], $0[1], $0[2])
    },
    "correlation(_ x: Vector, _ y: Vector) -> Double": .function {
      let (x, y) = (try $0[0] - $0[0].mean(), try $0[1] - $0[1].mean())
      return try x.dot(y) / ((x * x).sum() * (y * y).sum()).mapped(.sqrt)
    },
    "normalDensity\(normal)": .function { try standard($0).mapped(.normalPDF) / $0[2] },
    "normalCDF\(normal)": .function { try standard($0).mapped(.normalCDF) },
    "normalDensity\(normals)": .function { try standard($0).mapped(.normalPDF) / $0[2] },
    "normalCDF\(normals)": .function { try standard($0).mapped(.normalCDF) },
    "normalQuantile(_ p: Double, mean: Double = 0, deviation: Double = 1) -> Double": .function {
      // Φ⁻¹(p) = √2 erf⁻¹(2p − 1).
      let z = try ($0[0] * 2 - 1).calling("erfinv") * 2.0.squareRoot()
      return try $0[1] + z * $0[2]
    },
  ]

  private static let normal =
    "(_ x: Double, mean: Double = 0, deviation: Double = 1) -> Double"
  private static let normals =
    "(_ x: Vector, mean: Double = 0, deviation: Double = 1) -> Vector"
}

/// Activations and losses that second derivatives are asked of.
extension Definitions {
  /// Losses of the difference of two tensors.
  private static func loss(
    _ of: @escaping @Sendable (Recorded) throws -> Recorded
  ) -> Definition {
    .function { try of($0[0] - $0[1]).mean() }
  }

  static let learning: [String: Definition] = [
    "mse(_ predicted: Vector, _ actual: Vector) -> Double": loss { try $0 * $0 },
    "mse(_ predicted: Tensor, _ actual: Tensor) -> Double": loss { try $0 * $0 },
    "mae(_ predicted: Tensor, _ actual: Tensor) -> Double": loss { $0.mapped(.abs) },
    "binaryCrossEntropy(_ p: Tensor, _ y: Tensor) -> Double": .function { arguments in
      let (p, y) = (arguments[0], arguments[0].constant(arguments[1].value))
      let yes = try y * p.mapped(.log)
      let no = try (-y + 1) * (-p + 1).mapped(.log)
      return try -(yes + no).mean()
    },
    "sigmoidCrossEntropy(_ logits: Tensor, _ y: Tensor) -> Double": .function {
      try ($0[0].mapped(.softplus) - $0[0].masked($0[1].value)).mean()
    },
    "softmaxCrossEntropy(_ logits: Vector, _ target: Int) -> Double": .function { arguments in
      let z = arguments[0]
      var mask = Tensor.filled(z.value.shape, with: 0)
      mask[flat: Int(arguments[1].value.scalar ?? 0)] = 1
      return try logSumExp(z) - z.masked(mask).sum()
    },
    "gelu(_ x: N) -> N": .function { try $0[0] * $0[0].mapped(.normalCDF) },
    "silu(_ x: N) -> N": .function { try $0[0] * $0[0].mapped(.sigmoid) },
    "mish(_ x: N) -> N": .function { try $0[0] * $0[0].mapped(.softplus).mapped(.tanh) },
    "softsign(_ x: N) -> N": .function { try $0[0] / ($0[0].mapped(.abs) + 1) },
    "sum(_ x: Matrix, axis: Int) -> Vector": .function { try summed($0, isMean: false) },
    "mean(_ x: Matrix, axis: Int) -> Vector": .function { try summed($0, isMean: true) },
  ]

  /// Sums or means along the axis that the second argument names.
  private static func summed(_ arguments: [Recorded], isMean: Bool) throws -> Recorded {
    let shape = arguments[0].value.shape.sizes
    let axis = Int(arguments[1].value.scalar ?? 0)
    let factor = isMean ? 1 / Double(shape[axis < 0 ? axis + shape.count : axis]) : 1
    return try arguments[0].linear {
      try $0.sum(axis: axis) * factor
    } back: {
      try ($0 * factor).expanded(axis: axis) + Tensor.zeros(shape)
    }
  }
}
