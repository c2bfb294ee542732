// asin, acos, atan, atan2.
#pragma STDC FP_CONTRACT OFF
#include "include/elementary.h"
#include "elementary_core.h"

#define PI_HIGH 0x1.921fb54442d18p+1
#define PI_LOW 0x1.1a62633145c07p-53

// asin u = u + u^3 P(u^2) for u^2 <= 1/4 (error 2^-57 of u).
MB_INLINE double arc_sine_tail(double z) {
  return z * MB_POLYNOMIAL(z, 0x1.5555555555556p-3, 0x1.3333333332ec4p-4, 0x1.6db6db6e3292ep-5,
      0x1.f1c71c1d4aa0dp-6, 0x1.6e8bb1d89492bp-6, 0x1.1c4d343fa57f6p-6, 0x1.c9cf3759fd8ffp-7,
      0x1.78246f32d075cp-7, 0x1.524ea8b3aad31p-7, 0x1.653a8f8cfd43cp-8, 0x1.1d661531b222ep-6,
      -0x1.e7a24f548c99fp-7, 0x1.d78189767524ep-6);
}

// asin u = pi/2 - 2 asin s with s^2 = (1 - u)/2 for u > 1/2; s as a pair.
typedef struct { double size, z; mb_pair s; int is_far; } arc_parts;

MB_INLINE arc_parts arc_reduce(double x) {
  double size = mb_abs(x);
  int is_far = size > 0.5;
  double z = is_far ? 0.5 * (1 - size) : size * size;
  double root = mb_root(z);
  double rest = mb_fma(-root, root, z) / (2 * root);
  mb_pair s = {is_far ? root : size, is_far && z > 0 ? rest : 0};
  return (arc_parts){size, z, s, is_far};
}

MB_INLINE double asin_body(double x) {
  arc_parts a = arc_reduce(x);
  double tail = mb_fma(a.s.high, arc_sine_tail(a.z), a.s.low);
  mb_pair turned = mb_add_ordered(PI_HIGH / 2, -2 * a.s.high);
  double far = turned.high + (turned.low + mb_fma(-2, tail, PI_LOW / 2));
  double result = mb_signed(a.is_far ? far : a.s.high + tail, x);
  return a.size <= 1 ? result : __builtin_nan("");
}

MB_INLINE double acos_body(double x) {
  arc_parts a = arc_reduce(x);
  double tail = mb_fma(a.s.high, arc_sine_tail(a.z), a.s.low);
  // pi/2 - asin x near 0, 2 asin s near 1, pi - 2 asin s near -1.
  double base = a.is_far ? (x < 0 ? PI_HIGH : 0) : PI_HIGH / 2;
  double rest = a.is_far ? (x < 0 ? PI_LOW : 0) : PI_LOW / 2;
  double factor = a.is_far ? (x < 0 ? -2 : 2) : (x < 0 ? 1 : -1);
  mb_pair sum = mb_add_ordered(base, factor * a.s.high);
  double result = sum.high + (sum.low + mb_fma(factor, tail, rest));
  return a.size <= 1 ? result : __builtin_nan("");
}

// The angle of (x, y), both >= 0 and finite and not both 0, as a pair.
//
// The quotient q = y/x lies in one of five ranges with the middle m = 0, 1/2, 1, 3/2, infinity, and
// atan q = atan m + atan((q - m) / (1 + q m)); the latter argument is at most 7/16.
MB_INLINE mb_pair first_quadrant(double y, double x) {
  int r1 = y >= 0.4375 * x, r2 = y >= 0.6875 * x, r3 = y >= 1.1875 * x, r4 = y >= 2.4375 * x;
  double m = r3 ? 1.5 : r2 ? 1 : r1 ? 0.5 : 0;
  double base = r3 ? 0x1.f730bd281f69bp-1 : r2 ? 0x1.921fb54442d18p-1 : r1 ? 0x1.dac670561bb4fp-2 : 0;
  double low = r3 ? 0x1.007887af0cbbdp-56 : r2 ? 0x1.1a62633145c07p-55 : r1 ? 0x1.a2b7f222f65e2p-56 : 0;
  base = r4 ? PI_HIGH / 2 : base;
  low = r4 ? PI_LOW / 2 : low;
  // Above y - m x, below x + m y; in the last range -x and y. y - m x is exact.
  mb_pair product = mb_multiply(m, y);
  mb_pair sum = mb_add(x, product.high);
  mb_pair mx = mb_multiply(m, x);
  mb_pair above = mb_add(y, -mx.high);
  above.low -= mx.low;
  above.high = r4 ? -x : above.high;
  above.low = r4 ? 0 : above.low;
  mb_pair below = {r4 ? y : sum.high, r4 ? 0 : sum.low + product.low};
  mb_pair t = mb_divide(above, below);
  double z = t.high * t.high;
  double a = MB_POLYNOMIAL(z, 0x1.5555555555555p-2, -0x1.99999999998c4p-3, 0x1.2492492485427p-3,
      -0x1.c71c71bd22246p-4, 0x1.745d154ae1c94p-4, -0x1.3b1375a3f24c4p-4, 0x1.110c9a3d3c1bep-4,
      -0x1.e170491df79b9p-5, 0x1.ab5849ab57353p-5, -0x1.6ffbb8354db1ap-5, 0x1.0f55666ec5c9ep-5,
      -0x1.e3e17f483240ap-7);
  double tail = mb_fma(-t.high * z, a, mb_fma(-z, t.low, t.low));
  mb_pair result = mb_add_ordered(base, t.high);
  return mb_add_ordered(result.high, result.low + (tail + low));
}

MB_INLINE double atan_body(double x) {
  double size = mb_abs(x);
  size = size > 0x1p60 ? 0x1p60 : size;
  double result = first_quadrant(size, 1).high;
  return size < 0x1p-30 ? x : mb_signed(result, x);
}

MB_INLINE double atan2_body(double y, double x) {
  double infinite = __builtin_inf();
  double a = mb_abs(y), b = mb_abs(x);
  // An infinite side counts as 1, and a finite one beside it as 0; of (0, 0) the x is 1.
  int is_any = a == infinite || b == infinite;
  double high = is_any ? (a == infinite ? 1 : 0) : a;
  double wide = is_any ? (b == infinite ? 1 : 0) : b;
  wide = high == 0 && wide == 0 ? 1 : wide;
  // Both are brought near 1, so that no product over- or underflows where it matters.
  double large = high > wide ? high : wide;
  double by = large > 0x1p500 ? 0x1p-600 : large < 0x1p-400 ? 0x1p600 : 1;
  mb_pair angle = first_quadrant(high * by, wide * by);
  // A quotient so small that pairs do not apply is its own arc tangent.
  double plain = high / wide;
  angle.high = plain < 0x1p-60 ? plain : angle.high;
  angle.low = plain < 0x1p-60 ? 0 : angle.low;
  mb_pair back = mb_add_ordered(PI_HIGH, -angle.high);
  double turned = back.high + (back.low + (PI_LOW - angle.low));
  double size = (mb_bits(x) >> 63) ? turned : angle.high;
  double result = mb_signed(size, y);
  return x == x && y == y ? result : __builtin_nan("");
}

MB_UNARY(asin)
MB_UNARY(acos)
MB_UNARY(atan)

MB_CLONES double mb_atan2(double y, double x) { return atan2_body(y, x); }

MB_CLONES void mb_atan2_array(const double *y, long yStride, const double *x, long xStride,
    double *out, long count) {
#pragma clang loop vectorize(assume_safety)
  for (long i = 0; i < count; i++) out[i] = atan2_body(y[i * yStride], x[i * xStride]);
}
