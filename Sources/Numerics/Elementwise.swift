import Kernels

/// An elementary function over a run of numbers: the same bits as the function of one number.
///
/// ```swift
/// Elementwise.exp(source, into: destination)
/// ```
///
/// `destination` has room for as many numbers as `source` holds, and may be `source` itself; a
/// partial overlap is not allowed. Loops use the widest vectors that the processor has.
public enum Elementwise: String, CaseIterable, Sendable {
  /// e to the power `x`.
  case exp
  /// 2 to the power `x`.
  case exp2
  /// e to the power `x`, less 1: exact digits also for small `x`.
  case expm1
  /// The natural logarithm; NaN below 0, −∞ at 0.
  case log
  /// The logarithm to base 2; exact for powers of two.
  case log2
  /// The logarithm to base 10; exact for powers of ten.
  case log10
  /// The natural logarithm of 1 + `x`: exact digits also for small `x`.
  case log1p
  /// The sine of `x` radians, of any size; NaN for infinities.
  case sin
  /// The cosine of `x` radians, of any size; NaN for infinities.
  case cos
  /// The tangent of `x` radians, of any size; NaN for infinities.
  case tan
  /// The arc sine in radians; NaN outside −1…1.
  case asin
  /// The arc cosine in radians, 0…π; NaN outside −1…1.
  case acos
  /// The arc tangent in radians, −π/2…π/2.
  case atan
  /// The hyperbolic sine.
  case sinh
  /// The hyperbolic cosine.
  case cosh
  /// The hyperbolic tangent.
  case tanh
  /// The square root, correctly rounded; NaN below 0.
  case sqrt
  /// The real cube root, of either sign.
  case cbrt
  /// The logistic function 1 / (1 + e⁻ˣ).
  case sigmoid
  /// The error function 2/√π ∫₀ˣ e^(−t²) dt.
  case erf
  /// 1 − erf `x`, with all digits where erf is near 1.
  case erfc
  /// The scaled complementary error function e^(x²) erfc `x`: no underflow for large `x`.
  case erfcx
  /// The distribution function of the standard normal distribution.
  case normalCDF
  /// The density of the standard normal distribution.
  case normalPDF

  /// The function of one number.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .exp: mb_exp(x)
    case .exp2: mb_exp2(x)
    case .expm1: mb_expm1(x)
    case .log: mb_log(x)
    case .log2: mb_log2(x)
    case .log10: mb_log10(x)
    case .log1p: mb_log1p(x)
    case .sin: mb_sin(x)
    case .cos: mb_cos(x)
    case .tan: mb_tan(x)
    case .asin: mb_asin(x)
    case .acos: mb_acos(x)
    case .atan: mb_atan(x)
    case .sinh: mb_sinh(x)
    case .cosh: mb_cosh(x)
    case .tanh: mb_tanh(x)
    case .sqrt: mb_sqrt(x)
    case .cbrt: mb_cbrt(x)
    case .sigmoid: mb_sigmoid(x)
    case .erf: mb_erf(x)
    case .erfc: mb_erfc(x)
    case .erfcx: mb_erfcx(x)
    case .normalCDF: mb_normal_cdf(x)
    case .normalPDF: mb_normal_pdf(x)
    }
  }

  /// The function of each number of `source`.
  ///
  /// - Complexity: O(*n*).
  public func callAsFunction(
    _ source: UnsafeBufferPointer<Double>, into destination: UnsafeMutablePointer<Double>
  ) {
    guard let x = source.baseAddress else { return }
    let count = source.count
    switch self {
    case .exp: mb_exp_array(x, destination, count)
    case .exp2: mb_exp2_array(x, destination, count)
    case .expm1: mb_expm1_array(x, destination, count)
    case .log: mb_log_array(x, destination, count)
    case .log2: mb_log2_array(x, destination, count)
    case .log10: mb_log10_array(x, destination, count)
    case .log1p: mb_log1p_array(x, destination, count)
    case .sin: mb_sin_array(x, destination, count)
    case .cos: mb_cos_array(x, destination, count)
    case .tan: mb_tan_array(x, destination, count)
    case .asin: mb_asin_array(x, destination, count)
    case .acos: mb_acos_array(x, destination, count)
    case .atan: mb_atan_array(x, destination, count)
    case .sinh: mb_sinh_array(x, destination, count)
    case .cosh: mb_cosh_array(x, destination, count)
    case .tanh: mb_tanh_array(x, destination, count)
    case .sqrt: mb_sqrt_array(x, destination, count)
    case .cbrt: mb_cbrt_array(x, destination, count)
    case .sigmoid: mb_sigmoid_array(x, destination, count)
    case .erf: mb_erf_array(x, destination, count)
    case .erfc: mb_erfc_array(x, destination, count)
    case .erfcx: mb_erfcx_array(x, destination, count)
    case .normalCDF: mb_normal_cdf_array(x, destination, count)
    case .normalPDF: mb_normal_pdf_array(x, destination, count)
    }
  }

  /// The function of each number of `source`.
  public func callAsFunction(_ source: [Double]) -> [Double] {
    guard !source.isEmpty else { return [] }
    return filledArray(source.count) { destination in
      source.withUnsafeBufferPointer { self($0, into: destination) }
    }
  }
}
