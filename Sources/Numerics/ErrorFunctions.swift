import Kernels

/// The error function 2/√π ∫₀ˣ e^(−t²) dt.
///
/// Worst error found: 0.9 ulp.
public func erf(_ x: Double) -> Double { mb_erf(x) }

/// 1 − erf `x`, with all digits where erf is near 1.
///
/// Worst error found: 1.1 ulp.
public func erfc(_ x: Double) -> Double { mb_erfc(x) }

/// The scaled complementary error function e^(x²) erfc `x`: no underflow for large `x`.
///
/// Worst error found: 1.0 ulp.
public func erfcx(_ x: Double) -> Double { mb_erfcx(x) }

/// The distribution function of the standard normal distribution, with all digits in the lower tail.
///
/// Worst error found: 1.1 ulp.
public func normalCDF(_ x: Double) -> Double { mb_normal_cdf(x) }

/// The density of the standard normal distribution.
///
/// Worst error found: 0.75 ulp.
public func normalPDF(_ x: Double) -> Double { mb_normal_pdf(x) }
