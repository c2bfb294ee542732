// sin, cos, tan: x = n pi/2 + r, |r| <= pi/4, then polynomials for r.
//
// Up to 2^30 the product n pi/2 is taken in three parts: the first leaves an exact difference, the
// second is a pair, the third a correction, so that r is right to 2^-129 however close x comes to a
// multiple of pi/2. Beyond that the digits of 2/pi that matter are multiplied out in whole numbers
// (Payne and Hanek, elementary_reduce.c).
#pragma STDC FP_CONTRACT OFF
#include "include/elementary.h"
#include "elementary_core.h"
#include "elementary_reduce.h"

#define LARGE 0x1p30

MB_INLINE mb_angle reduce(double x) {
  double shifted = mb_fma(x, 0x1.45f306dc9c883p-1, MB_ROUNDER);
  double n = shifted - MB_ROUNDER;
  double first = mb_fma(-n, 0x1.921fb54442d18p+0, x);
  mb_pair second = mb_multiply(n, 0x1.1a62633145c07p-54);
  mb_pair r = mb_add(first, -second.high);
  r.low = mb_fma(n, 0x1.f1976b7ed8fbcp-110, r.low - second.low);
  return (mb_angle){mb_add_ordered(r.high, r.low), mb_bits(shifted)};
}

// sin r = r + r^3 S(r^2) + (what r leaves out) cos r.
MB_INLINE mb_pair sine(mb_pair r) {
  double z = r.high * r.high;
  double s = MB_POLYNOMIAL(z, -0x1.5555555555555p-3, 0x1.1111111111110p-7, -0x1.a01a01a01992fp-13,
      0x1.71de3a545f836p-19, -0x1.ae645410e937bp-26, 0x1.61217d9252c03p-33, -0x1.ab16f5caa198ap-41);
  return mb_add_ordered(r.high, mb_fma(r.high * z, s, mb_fma(-0.5 * z, r.low, r.low)));
}

// cos r = 1 - r^2/2 + r^4 C(r^2) - (what r leaves out) sin r; the first two terms exactly.
MB_INLINE mb_pair cosine(mb_pair r) {
  mb_pair half = mb_multiply(0.5 * r.high, r.high);
  double z = 2 * half.high;
  double c = MB_POLYNOMIAL(z, 0x1.5555555555555p-5, -0x1.6c16c16c16c16p-10, 0x1.a01a01a019d06p-16,
      -0x1.27e4fb77125c5p-22, 0x1.1eed8deac3dfep-29, -0x1.9394b8bd50ae1p-37,
      0x1.ab779550c8d9bp-45);
  mb_pair one = mb_add_ordered(1, -half.high);
  double tail = one.low - half.low + mb_fma(z * z, c, -r.high * r.low);
  return mb_add_ordered(one.high, tail);
}

// The sine of the angle advanced by `turns` right angles.
MB_INLINE double sine_at(mb_angle a, uint64_t turns) {
  uint64_t quarter = a.quarters + turns;
  mb_pair s = sine(a.r), c = cosine(a.r);
  double size = (quarter & 1) ? c.high : s.high;
  return mb_double(mb_bits(size) ^ (quarter & 2) << 62);
}

MB_INLINE double tangent_at(mb_angle a) {
  mb_pair s = sine(a.r), c = cosine(a.r);
  int odd = a.quarters & 1;
  mb_pair above = {odd ? -c.high : s.high, odd ? -c.low : s.low};
  mb_pair below = {odd ? s.high : c.high, odd ? s.low : c.low};
  return mb_divide(above, below).high;
}

MB_INLINE double sin_body(double x) { return x == 0 ? x : sine_at(reduce(x), 0); }
MB_INLINE double cos_body(double x) { return sine_at(reduce(x), 1); }
MB_INLINE double tan_body(double x) { return mb_abs(x) < 0x1p-40 ? x : tangent_at(reduce(x)); }

MB_INLINE uint64_t is_large(double x) { return !(mb_abs(x) < LARGE); }

static double long_sin(double x) { return sine_at(mb_reduce_large(x), 0); }
static double long_cos(double x) { return sine_at(mb_reduce_large(x), 1); }
static double long_tan(double x) { return tangent_at(mb_reduce_large(x)); }

MB_UNARY_SELDOM(sin, is_large, long_sin)
MB_UNARY_SELDOM(cos, is_large, long_cos)
MB_UNARY_SELDOM(tan, is_large, long_tan)
