// The logarithms. `log` has a short body of its own; the others go through pairs.
#pragma STDC FP_CONTRACT OFF
#include "include/elementary.h"
#include "elementary_log.h"

// log(1 + f) = f - h + s (h + R), h = f^2 / 2, R = 2/3 s^2 + 2/5 s^4 + ... (error 2^-59): the two
// leading terms are added exactly, so that only the small last one carries rounding errors.
MB_INLINE double log_body(double x) {
  mb_log_parts a = mb_log_reduce(x);
  double f = a.f;
  double s = f / (2 + f);
  double z = s * s;
  double r = z * MB_POLYNOMIAL(z, 0x1.5555555555555p-1, 0x1.9999999999a38p-2, 0x1.2492492476c87p-2,
      0x1.c71c720160b47p-3, 0x1.745cf901605f7p-3, 0x1.3b1c360763b8ap-3, 0x1.0fbe83c2cbcf3p-3,
      0x1.0c04595972ab8p-3);
  mb_pair h = mb_multiply(0.5 * f, f);
  mb_pair first = mb_add_ordered(f, -h.high);
  mb_pair sum = mb_add_ordered(a.n * MB_LN2_SHORT, first.high);
  double small = mb_fma(s, h.high + r, mb_fma(a.n, MB_LN2_REST, first.low - h.low));
  return mb_log_edges(x, sum.high + (sum.low + small));
}

MB_INLINE double log2_body(double x) {
  mb_log_parts a = mb_log_reduce(x);
  mb_pair l = mb_log_of(a.f, 0);
  mb_pair b = mb_multiply(l.high, MB_INVERSE_LN2_HIGH);
  b.low += mb_fma(l.high, MB_INVERSE_LN2_LOW, l.low * MB_INVERSE_LN2_HIGH);
  return mb_log_edges(x, mb_log_add(a.n, 1, 0, b).high);
}

MB_INLINE double log10_body(double x) {
  mb_log_parts a = mb_log_reduce(x);
  mb_pair l = mb_log_of(a.f, 0);
  mb_pair b = mb_multiply(l.high, 0x1.bcb7b1526e50ep-2);
  b.low += mb_fma(l.high, 0x1.95355baaafad3p-57, l.low * 0x1.bcb7b1526e50ep-2);
  return mb_log_edges(x, mb_log_add(a.n, MB_LOG10_2_SHORT, MB_LOG10_2_REST, b).high);
}

// 1 + x is taken as a pair, and both parts are divided by the power of two.
MB_INLINE double log1p_body(double x) {
  mb_pair sum = mb_add(1, x);
  double high = sum.high > 0 ? sum.high : 1;
  mb_log_parts a = mb_log_reduce(high);
  // Beyond 2^1022 what the sum lost counts for nothing, and its scale is no number.
  int64_t scale = (int64_t)(1023 - a.n);
  double extra = sum.low * mb_double((uint64_t)(scale > 0 ? scale : 0) << 52);
  mb_pair f = mb_add_ordered(a.f, extra);
  mb_pair l = mb_log_of(f.high, f.low);
  double result = mb_log_add(a.n, MB_LN2_SHORT, MB_LN2_REST, l).high;
  result = mb_abs(x) < 0x1p-54 ? x : result;
  result = x == -1 ? -__builtin_inf() : result;
  result = x < -1 ? __builtin_nan("") : result;
  return x < __builtin_inf() ? result : x;
}

MB_UNARY(log)
MB_UNARY(log2)
MB_UNARY(log10)
MB_UNARY(log1p)
