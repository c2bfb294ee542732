// x^y = e^(y log x): the logarithm as a pair to 2^-66, its product with y as a pair.
#pragma STDC FP_CONTRACT OFF
#include "include/elementary.h"
#include "elementary_exp.h"
#include "elementary_log.h"

// Whether y is whole, and whether it is odd.
MB_INLINE int is_whole(double y) { return __builtin_elementwise_trunc(y) == y; }
MB_INLINE int is_odd(double y) { return is_whole(y) && !is_whole(0.5 * y); }

// For x neither 0, infinite nor NaN, and y finite.
MB_INLINE double pow_body(double x, double y) {
  mb_log_parts a = mb_log_reduce(mb_abs(x));
  mb_pair l = mb_log_of(a.f, 0);
  l = mb_log_add(a.n, MB_LN2_SHORT, MB_LN2_REST, l);
  mb_pair product = mb_multiply(l.high, y);
  double low = mb_fma(l.low, y, product.low);
  double high = product.high;
  low = mb_abs(high) < 800 ? low : 0;
  high = high > 800 ? 800 : high;
  high = high < -800 ? -800 : high;
  mb_reduced r = mb_exp_reduce_pair(high, low);
  double size = mb_scale(mb_exp_of(r), r.n);
  size = x < 0 && is_odd(y) ? -size : size;
  return x < 0 && !is_whole(y) ? __builtin_nan("") : size;
}

MB_INLINE uint64_t pow_is_seldom(double x, double y) {
  double size = mb_abs(x);
  return !(size > 0 && size < __builtin_inf() && mb_abs(y) < __builtin_inf());
}

// IEEE 754, 9.2.1.
static double pow_edges(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (x != x || y != y) return __builtin_nan("");
  double size = mb_abs(x);
  if (mb_abs(y) == __builtin_inf()) {
    if (size == 1) return 1;
    return (size > 1) == (y > 0) ? __builtin_inf() : 0;
  }
  // x is 0 or infinite.
  double result = (size == 0) == (y > 0) ? 0 : __builtin_inf();
  return is_odd(y) ? mb_signed(result, x) : result;
}

MB_CLONES double mb_pow(double x, double y) {
  return pow_is_seldom(x, y) ? pow_edges(x, y) : pow_body(x, y);
}

// One block of at most MB_BLOCK pairs.
MB_INLINE void pow_block(const double *x, long xs, const double *y, long ys, double *done, long n) {
  uint64_t seldom = 0;
#pragma clang loop vectorize(assume_safety)
  for (long i = 0; i < n; i++) {
    done[i] = pow_body(x[i * xs], y[i * ys]);
    seldom |= pow_is_seldom(x[i * xs], y[i * ys]);
  }
  if (seldom)
    for (long i = 0; i < n; i++)
      if (pow_is_seldom(x[i * xs], y[i * ys])) done[i] = pow_edges(x[i * xs], y[i * ys]);
}

MB_CLONES void mb_pow_array(const double *x, long xStride, const double *y, long yStride,
    double *out, long count) {
  double done[MB_BLOCK];
  for (long start = 0; start < count; start += MB_BLOCK) {
    long n = count - start < MB_BLOCK ? count - start : MB_BLOCK;
    const double *a = x + start * xStride, *b = y + start * yStride;
    // The usual strides are written out, so that each loop reads plain runs.
    if (xStride == 1 && yStride == 1) pow_block(a, 1, b, 1, done, n);
    else if (xStride == 1 && yStride == 0) pow_block(a, 1, b, 0, done, n);
    else pow_block(a, xStride, b, yStride, done, n);
    __builtin_memcpy(out + start, done, (size_t)n * sizeof(double));
  }
}
