// exp, exp2, expm1, the hyperbolic functions and the logistic function.
//
// x = n ln 2 + r with |r| <= ln(2)/2, so e^x = 2^n e^r. The product n ln 2 is taken in two parts:
// the first leaves x - n LN2_HIGH exact, the second is a correction. What is lost in forming r is
// kept, so that only the last addition rounds noticeably.
#pragma STDC FP_CONTRACT OFF
#include "include/elementary.h"
#include "elementary_core.h"
#include "elementary_exp.h"

MB_INLINE double exp_body(double x) {
  // Beyond these limits the result is 0 or infinite all the same; NaN passes.
  x = x > 800 ? 800 : x;
  x = x < -800 ? -800 : x;
  mb_reduced a = mb_exp_reduce(x);
  return mb_scale(mb_exp_of(a), a.n);
}

// Where the result is a normal number, 2^n goes into its exponent.
MB_INLINE double exp_narrow(double x) {
  mb_reduced a = mb_exp_reduce(x);
  return mb_double(mb_bits(mb_exp_of(a)) + ((uint64_t)a.n << 52));
}

MB_INLINE double exp2_body(double x) {
  x = x > 1200 ? 1200 : x;
  x = x < -1200 ? -1200 : x;
  double shifted = x + MB_ROUNDER;
  double f = x - (shifted - MB_ROUNDER);
  mb_pair r = mb_multiply(f, MB_LN2_HIGH);
  mb_reduced a = {r.high, mb_fma(f, MB_LN2_LOW, r.low), mb_exp_whole(shifted)};
  return mb_scale(mb_exp_of(a), a.n);
}

// (e^x - 1) / 2^n as a pair, with n: the 1 becomes 2^-n, nothing where n is large.
typedef struct { mb_pair m, p; double inverse; int64_t n; } expm1_parts;

MB_INLINE expm1_parts expm1_reduced(double x) {
  mb_reduced a = mb_exp_reduce(x);
  mb_pair p = mb_expm1_of(a);
  int64_t clipped = a.n > 100 ? 100 : a.n;
  double inverse = a.n > 100 ? 0 : mb_power_of_two(-clipped);
  mb_pair one = mb_add(1, -inverse);
  mb_pair m = mb_add_ordered(one.high, p.high);
  m.low += p.low + one.low;
  return (expm1_parts){m, p, inverse, a.n};
}

MB_INLINE double expm1_body(double x) {
  double y = x > 800 ? 800 : x;
  y = y < -60 ? -60 : y;
  expm1_parts a = expm1_reduced(y);
  double result = mb_scale(a.m.high + a.m.low, a.n);
  return x == 0 ? x : result;
}

// sinh = (m + inverse * m / (1 + p)) 2^(n-1), where e^|x| = 2^n (1 + p) and m = 1 + p - inverse.
MB_INLINE double sinh_body(double x) {
  double size = mb_abs(x);
  size = size > 800 ? 800 : size;
  expm1_parts a = expm1_reduced(size);
  mb_pair whole = mb_add_ordered(1, a.p.high);
  whole.low += a.p.low;
  mb_pair q = mb_divide(a.m, whole);
  mb_pair sum = mb_add_ordered(a.m.high, a.inverse * q.high);
  double result = mb_scale(sum.high + (sum.low + (a.m.low + a.inverse * q.low)), a.n - 1);
  return x == 0 ? x : mb_signed(result, x);
}

MB_INLINE double cosh_body(double x) {
  double size = mb_abs(x);
  size = size > 800 ? 800 : size;
  mb_reduced a = mb_exp_reduce(size);
  mb_pair p = mb_expm1_of(a);
  mb_pair whole = mb_add_ordered(1, p.high);
  whole.low += p.low;
  int64_t clipped = a.n > 100 ? 100 : a.n;
  double inverse = a.n > 100 ? 0 : mb_power_of_two(-2 * clipped);
  mb_pair q = mb_divide((mb_pair){inverse, 0}, whole);
  mb_pair sum = mb_add_ordered(whole.high, q.high);
  return mb_scale(sum.high + (sum.low + (whole.low + q.low)), a.n - 1);
}

// tanh = (e^2x - 1) / (e^2x + 1), both divided by 2^n: (1 + p - i) / (1 + p + i), i = 2^-n. Beyond
// 20 it is 1; up to there n <= 58.
MB_INLINE double tanh_body(double x) {
  double size = mb_abs(x);
  size = size > 20 ? 20 : size;
  mb_reduced a = mb_exp_reduce(2 * size);
  mb_pair p = mb_expm1_short(a);
  double inverse = mb_power_of_two(-a.n);
  mb_pair less = mb_add_ordered(1, -inverse), more = mb_add_ordered(1, inverse);
  mb_pair m = mb_add_ordered(less.high, p.high), b = mb_add_ordered(more.high, p.high);
  m.low += p.low + less.low;
  b.low += p.low + more.low;
  return x == 0 ? x : mb_signed(mb_divide(m, b).high, x);
}

// With e^-|x| = 2^n (1 + p) =: E: 1 / (1 + E) for x >= 0, E / (1 + E) below.
MB_INLINE double sigmoid_body(double x) {
  double y = -mb_abs(x);
  y = y < -800 ? -800 : y;
  mb_reduced a = mb_exp_reduce(y);
  mb_pair p = mb_expm1_of(a);
  mb_pair whole = mb_add_ordered(1, p.high);
  whole.low += p.low;
  int64_t clipped = a.n < -100 ? -100 : a.n;
  double factor = a.n < -100 ? 0 : mb_power_of_two(clipped);
  mb_pair below = mb_add_ordered(1, factor * whole.high);
  below.low += factor * whole.low;
  mb_pair above = {x < 0 ? whole.high : 1, x < 0 ? whole.low : 0};
  mb_pair q = mb_divide(above, below);
  return mb_scale(q.high, x < 0 ? a.n : 0);
}

MB_UNARY_NARROW(exp, 708)
MB_UNARY(exp2)
MB_UNARY(expm1)
MB_UNARY(sinh)
MB_UNARY(cosh)
MB_UNARY(tanh)
MB_UNARY(sigmoid)
