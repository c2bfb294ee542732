// Square root, cube root, and the length of a pair.
#pragma STDC FP_CONTRACT OFF
#include "include/elementary.h"
#include "elementary_core.h"

MB_INLINE double sqrt_body(double x) { return mb_root(x); }

// x = 2^(3 j) m 2^i with m in [1, 2) and i of 0, 1, 2: a polynomial for m^(-1/3) (error 2^-19), one
// step of third order, and a last correction from the exact remainder.
MB_INLINE double cbrt_body(double x) {
  double size = mb_abs(x);
  double grown = size < 0x1p-1022 ? size * 0x1p54 : size;
  double less = size < 0x1p-1022 ? 18 : 0;
  uint64_t field = mb_bits(grown) >> 52;
  double m = mb_double((mb_bits(grown) & 0x000fffffffffffff) | 0x3ff0000000000000);
  double e = mb_double(field + 0x4330000000000000) - (0x1p52 + 1023);
  // floor(e / 3): a third of e, moved by less than a sixth, rounds to it.
  double shifted = mb_fma(e - 1, 0x1.5555555555555p-2, MB_ROUNDER);
  double j = shifted - MB_ROUNDER;
  double i = mb_fma(-3, j, e);
  double root = MB_POLYNOMIAL(m, 0x1.e06ace3bcd690p+0, -0x1.f8d8df0124d79p+0, 0x1.f42d6e5134ed7p+0,
      -0x1.408b36a012018p+0, 0x1.f6f559ea1d3edp-2, -0x1.b854af22808a8p-4, 0x1.49ddc1b060193p-7);
  root *= i == 1 ? 0x1.965fea53d6e3dp-1 : i == 2 ? 0x1.428a2f98d728bp-1 : 1;
  m *= i == 1 ? 2 : i == 2 ? 4 : 1;
  double error = mb_fma(-m * root, root * root, 1);
  root = mb_fma(root, error * mb_fma(error, 0x1.c71c71c71c71cp-3, 0x1.5555555555555p-2), root);
  double y = m * root * root;
  mb_pair square = mb_multiply(y, y);
  double rest = mb_fma(-y, square.low, mb_fma(-y, square.high, m));
  y = mb_fma(rest, root * root * 0x1.5555555555555p-2, y);
  uint64_t whole = mb_bits(shifted) - mb_bits(MB_ROUNDER) - (uint64_t)(int64_t)less;
  double result = mb_signed(y * mb_double((whole + 1023) << 52), x);
  return size > 0 && size < __builtin_inf() ? result : x + x;
}

// The root of the sum of squares as a pair, corrected by what the rounded root leaves over.
MB_INLINE double hypot_body(double x, double y) {
  double a = mb_abs(x), b = mb_abs(y);
  double large = a > b ? a : b, small = a > b ? b : a;
  double up = large < 0x1p-400 ? 0x1p600 : large > 0x1p500 ? 0x1p-600 : 1;
  double down = large < 0x1p-400 ? 0x1p-600 : large > 0x1p500 ? 0x1p600 : 1;
  mb_pair p = mb_multiply(large * up, large * up), q = mb_multiply(small * up, small * up);
  mb_pair sum = mb_add_ordered(p.high, q.high);
  double low = sum.low + (p.low + q.low);
  double root = mb_root(sum.high);
  double rest = mb_fma(-root, root, sum.high) + low;
  double result = (root + rest / (2 * root)) * down;
  result = large == 0 ? 0 : result;
  result = a != a || b != b ? __builtin_nan("") : result;
  return a == __builtin_inf() || b == __builtin_inf() ? __builtin_inf() : result;
}

MB_UNARY(sqrt)
MB_UNARY(cbrt)

MB_CLONES double mb_hypot(double x, double y) { return hypot_body(x, y); }

MB_CLONES void mb_hypot_array(const double *x, long xStride, const double *y, long yStride,
    double *out, long count) {
#pragma clang loop vectorize(assume_safety)
  for (long i = 0; i < count; i++) out[i] = hypot_body(x[i * xStride], y[i * yStride]);
}
