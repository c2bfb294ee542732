import Numerics

// The elementary functions are those of Numerics, so that a function of a tensor has the bits of the
// function of each number.

extension UnaryOperation {
  /// The function of Numerics that this is, if it is one.
  private var elementary: Elementwise? {
    switch self {
    case .sqrt: .sqrt
    case .cbrt: .cbrt
    case .exp: .exp
    case .exp2: .exp2
    case .expm1: .expm1
    case .log: .log
    case .log2: .log2
    case .log10: .log10
    case .log1p: .log1p
    case .sin: .sin
    case .cos: .cos
    case .tan: .tan
    case .asin: .asin
    case .acos: .acos
    case .atan: .atan
    case .sinh: .sinh
    case .cosh: .cosh
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    case .erf: .erf
    case .erfc: .erfc
    case .normalCDF: .normalCDF
    case .normalPDF: .normalPDF
    default: nil
    }
  }

  /// Writes an elementary function, or one made of several, of `count` values to `out`.
  func runElementary(
    into out: UnsafeMutablePointer<Double>, from values: UnsafePointer<Double>, count: Int
  ) {
    if let function = elementary {
      function(UnsafeBufferPointer(start: values, count: count), into: out)
    } else if self == .softplus {
      for i in 0..<count { out[i] = softplusOf(values[i]) }
    } else if self == .logSigmoid {
      for i in 0..<count { out[i] = -softplusOf(-values[i]) }
    }
  }
}

/// log(1 + eˣ) without overflow and with all digits in the tails.
private func softplusOf(_ x: Double) -> Double {
  maximumOf(x, 0) + Numerics.log1p(Numerics.exp(-x.magnitude))
}

extension BinaryOperation {
  /// The function of Numerics that this is, if it is one.
  var elementary: ElementwisePair? {
    switch self {
    case .power: .pow
    case .atan2: .atan2
    case .hypot: .hypot
    default: nil
    }
  }
}
