import Kernels

// Goals, in this order: the same bits on every machine (only IEEE operations and explicit fused
// multiply-add, no C library); at most 1 ulp; speed. The bodies are in the Kernels target, where
// `elementary_core.h` has the method. The errors named here are the worst of 10⁶ arguments in each of
// up to four ranges (ordinary, huge, tiny, near the zeros), against 113-bit arithmetic; the tests
// hold a table from a second source.

/// e to the power `x`.
///
/// Worst error found: 0.61, where the result is subnormal 0.77 ulp.
public func exp(_ x: Double) -> Double { mb_exp(x) }

/// 2 to the power `x`.
///
/// Worst error found: 0.62, where the result is subnormal 0.75 ulp.
public func exp2(_ x: Double) -> Double { mb_exp2(x) }

/// e to the power `x`, less 1: exact digits also for small `x`.
///
/// Worst error found: 0.57 ulp.
public func expm1(_ x: Double) -> Double { mb_expm1(x) }

/// The natural logarithm; NaN below 0, −∞ at 0.
///
/// Worst error found: 0.63 ulp.
public func log(_ x: Double) -> Double { mb_log(x) }

/// The logarithm to base 2; exact for powers of two.
///
/// Worst error found: 0.501 ulp.
public func log2(_ x: Double) -> Double { mb_log2(x) }

/// The logarithm to base 10; exact for powers of ten.
///
/// Worst error found: 0.501 ulp.
public func log10(_ x: Double) -> Double { mb_log10(x) }

/// The natural logarithm of 1 + `x`: exact digits also for small `x`.
///
/// Worst error found: 0.501 ulp.
public func log1p(_ x: Double) -> Double { mb_log1p(x) }

/// The sine of `x` radians, of any size; NaN for infinities.
///
/// Worst error found: 0.78 ulp.
public func sin(_ x: Double) -> Double { mb_sin(x) }

/// The cosine of `x` radians, of any size; NaN for infinities.
///
/// Worst error found: 0.79 ulp.
public func cos(_ x: Double) -> Double { mb_cos(x) }

/// The tangent of `x` radians, of any size; NaN for infinities.
///
/// Worst error found: 0.86 ulp.
public func tan(_ x: Double) -> Double { mb_tan(x) }

/// The arc sine in radians; NaN outside −1…1.
///
/// Worst error found: 0.65 ulp.
public func asin(_ x: Double) -> Double { mb_asin(x) }

/// The arc cosine in radians, 0…π; NaN outside −1…1.
///
/// Worst error found: 0.63 ulp.
public func acos(_ x: Double) -> Double { mb_acos(x) }

/// The arc tangent in radians, −π/2…π/2.
///
/// Worst error found: 0.66 ulp.
public func atan(_ x: Double) -> Double { mb_atan(x) }

/// The hyperbolic sine.
///
/// Worst error found: 0.57 ulp.
public func sinh(_ x: Double) -> Double { mb_sinh(x) }

/// The hyperbolic cosine.
///
/// Worst error found: 0.53 ulp.
public func cosh(_ x: Double) -> Double { mb_cosh(x) }

/// The hyperbolic tangent.
///
/// Worst error found: 0.72 ulp.
public func tanh(_ x: Double) -> Double { mb_tanh(x) }

/// The square root, correctly rounded; NaN below 0.
///
/// Worst error found: 0.5 ulp.
public func sqrt(_ x: Double) -> Double { mb_sqrt(x) }

/// The real cube root, of either sign.
///
/// Worst error found: 0.501 ulp.
public func cbrt(_ x: Double) -> Double { mb_cbrt(x) }

/// The logistic function 1 / (1 + e⁻ˣ).
///
/// Worst error found: 0.52, where the result is subnormal 0.75 ulp.
public func sigmoid(_ x: Double) -> Double { mb_sigmoid(x) }

/// `x` to the power `y`, as IEEE 754 says: 1 for `y` = 0, NaN for negative `x` and fractional `y`.
///
/// Worst error found: 0.74 ulp.
public func pow(_ x: Double, _ y: Double) -> Double { mb_pow(x, y) }

/// The angle of the point (`x`, `y`) from the positive x-axis, in radians, −π…π.
///
/// Worst error found: 0.65 ulp.
public func atan2(_ y: Double, _ x: Double) -> Double { mb_atan2(y, x) }

/// The length of (`x`, `y`), without overflow or underflow on the way.
///
/// Worst error found: 0.501 ulp, where the result is subnormal 0.75.
public func hypot(_ x: Double, _ y: Double) -> Double { mb_hypot(x, y) }
