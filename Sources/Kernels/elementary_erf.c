// The error functions and the normal distribution function.
//
// Up to 1/2 erf x = x + x P(x^2). Beyond, erfc x = e^(-x^2) F(x) with F the scaled function, a
// polynomial in (x - 3)/(x + 3) up to 6 and in 1/x^2 from there. The square is taken as a pair, so
// that the far tail keeps its digits.
#pragma STDC FP_CONTRACT OFF
#include "include/elementary.h"
#include "elementary_exp.h"

// erf x for |x| <= 1/2 (error 2^-55), as a pair.
MB_INLINE mb_pair erf_small(double x) {
  double z = x * x;
  double p = MB_POLYNOMIAL(z, 0x1.06eba8214db69p-3, -0x1.812746b0379e6p-2, 0x1.ce2f21a042b28p-4,
      -0x1.b82ce3127f6d1p-6, 0x1.565bcd0aa3ed8p-8, -0x1.c02db23c5e7d3p-11, 0x1.f9a2a62fe9253p-14,
      -0x1.f4bb98aab31bep-17, 0x1.b775c94200bfbp-20, -0x1.39f7b53f1b575p-23);
  return mb_add_ordered(x, x * p);
}

#define NEAR_0_HIGH 0x1.445e31fd0f4a5p+0
#define NEAR_0_LOW 0x1.685582608ee09p-57
#define NEAR_1_HIGH -0x1.25a169c7100aep+0
#define NEAR_1_LOW 0x1.f4d3ca6a0d445p-54

// e^(x^2) erfc x for x >= 1/2 as a pair (error 2^-54). The two leading terms of the polynomial are
// taken as pairs.
MB_INLINE mb_pair scaled_erfc(mb_pair x) {
  mb_pair above = mb_add(x.high, -3), below = mb_add(x.high, 3);
  above.low += x.low;
  below.low += x.low;
  mb_pair t = mb_divide(above, below);
  t = mb_add(t.high + 0x1.88p-3, t.low);
  double rest = MB_POLYNOMIAL(t.high, 0x1.97de66808c4f2p-1, -0x1.a55da39a616d5p-2,
      0x1.266646e67f601p-3, -0x1.77d1c78043a2bp-6, -0x1.72583cb5f4890p-8, 0x1.c22f9bf4deca1p-9,
      0x1.ff3cabe385070p-15, -0x1.a3976bd8863f2p-12, 0x1.caa9c0d864254p-17, 0x1.b47f80c19f5f6p-15,
      -0x1.ea47d94186a16p-23, -0x1.f727d102fc8ddp-18, -0x1.8a9b4cd45252ap-21, 0x1.1ed98a5f901c8p-20,
      0x1.39d845e121417p-22, -0x1.0990619e4f508p-23, -0x1.4192ee92206e4p-24, 0x1.d6ae1613dda87p-28,
      0x1.a11c20fc84629p-27);
  mb_pair slope = mb_add_ordered(NEAR_1_HIGH, t.high * rest);
  slope.low += NEAR_1_LOW;
  mb_pair linear = mb_multiply(t.high, slope.high);
  mb_pair sum = mb_add_ordered(NEAR_0_HIGH, linear.high);
  sum.low += mb_fma(t.low, slope.high, mb_fma(t.high, slope.low, linear.low)) + NEAR_0_LOW;
  // From 6 on, 1 / (x sqrt pi) times a polynomial in 1/x^2.
  double inverse = 1 / x.high;
  double z = inverse * inverse;
  z = z > 0.03 ? 0.03 : z;
  double p = z * MB_POLYNOMIAL(z, -0x1.ffffffffffc85p-2, 0x1.7fffffff62ed6p-1,
      -0x1.dfffff525cebap+0, 0x1.a3ffce788c2e2p+2, -0x1.d877b06afab59p+4, 0x1.44675c2f8c4ccp+7,
      -0x1.0407fe3c602afp+10, 0x1.c0d6e1d5a8106p+12, -0x1.599a5b6b09152p+15, 0x1.3d7e1decf0c98p+17);
  mb_pair far = mb_multiply(p, 0x1.20dd750429b6dp-1);
  far.low += 0x1.1ae3a914fed80p-57;
  mb_pair whole = mb_add_ordered(0x1.20dd750429b6dp-1, far.high);
  whole.low += far.low;
  int is_near = x.high < 6;
  mb_pair top = {is_near ? sum.high : whole.high, is_near ? sum.low : whole.low};
  mb_pair bottom = {is_near ? below.high : x.high, is_near ? below.low : x.low};
  return mb_divide(top, bottom);
}

// A pair times 2^n, and e^(-square) as one.
typedef struct { mb_pair p; int64_t n; } scaled_pair;

MB_INLINE scaled_pair power_of_e(double high, double low) {
  mb_reduced a = mb_exp_reduce_pair(high, low);
  mb_pair p = mb_expm1_of(a);
  mb_pair e = mb_add_ordered(1, p.high);
  e.low += p.low;
  return (scaled_pair){e, a.n};
}

MB_INLINE mb_pair product(mb_pair a, mb_pair b) {
  mb_pair p = mb_multiply(a.high, b.high);
  p.low += mb_fma(a.high, b.low, a.low * b.high);
  return mb_add_ordered(p.high, p.low);
}

// e^(-factor x^2) times `scale`, |x| <= 45, factor 1/2 or 1.
MB_INLINE scaled_pair bell(double x, double factor, mb_pair scale) {
  mb_pair square = mb_multiply(factor * x, x);
  scaled_pair e = power_of_e(-square.high, -square.low);
  e.p = product(e.p, scale);
  return e;
}

// constant - a (or + a).
MB_INLINE double from(double constant, double sign, scaled_pair a) {
  mb_pair sum = mb_add(constant, sign * mb_scale(a.p.high, a.n));
  return sum.high + (sum.low + sign * mb_scale(a.p.low, a.n));
}

MB_INLINE double erfc_body(double x) {
  double size = mb_abs(x);
  double clipped = size < 0.5 ? 0.5 : size > 30 ? 30 : size;
  scaled_pair tail = bell(clipped, 1, scaled_erfc((mb_pair){clipped, 0}));
  double far = x < 0 ? from(2, -1, tail) : mb_scale(tail.p.high, tail.n);
  mb_pair small = erf_small(size < 0.5 ? x : 0);
  mb_pair near = mb_add_ordered(1, -small.high);
  double result = size < 0.5 ? near.high + (near.low - small.low) : far;
  return x == x ? result : x;
}

MB_INLINE double erf_body(double x) {
  double size = mb_abs(x);
  double clipped = size < 0.5 ? 0.5 : size > 30 ? 30 : size;
  double far = mb_signed(from(1, -1, bell(clipped, 1, scaled_erfc((mb_pair){clipped, 0}))), x);
  double result = size < 0.5 ? erf_small(x).high : far;
  return x == x && x != 0 ? result : x;
}

// Below 0 it is 2 e^(x^2) - erfcx(-x).
MB_INLINE double erfcx_body(double x) {
  double size = mb_abs(x);
  double clipped = size < 0.5 ? 0.5 : size > 0x1p900 ? 0x1p900 : size;
  mb_pair scaled = scaled_erfc((mb_pair){clipped, 0});
  double limited = size > 30 ? 30 : size;
  mb_pair square = mb_multiply(limited, limited);
  scaled_pair grown = power_of_e(square.high, square.low);
  double infinite = 2 * mb_scale(grown.p.high, grown.n);
  mb_pair sum = mb_add_ordered(infinite, -scaled.high);
  double below = sum.high + (sum.low + 2 * mb_scale(grown.p.low, grown.n) - scaled.low);
  below = size > 30 ? __builtin_inf() : infinite > 0x1p100 ? infinite : below;
  double far = x < 0 ? below : size > 0x1p900 ? 0x1.20dd750429b6dp-1 / size : scaled.high;
  mb_pair small = erf_small(size < 0.5 ? x : 0);
  mb_pair rest = mb_add_ordered(1, -small.high);
  rest.low -= small.low;
  double near = product(grown.p, rest).high;
  double result = size < 0.5 ? mb_scale(near, grown.n) : far;
  return x == x ? result : x;
}

// Phi(x) = erfc(-x / sqrt 2) / 2, but with x^2 / 2 from x itself: so the tail keeps its digits.
MB_INLINE double normal_cdf_body(double x) {
  double size = mb_abs(x);
  size = size > 45 ? 45 : size;
  mb_pair u = mb_multiply(size, 0x1.6a09e667f3bcdp-1);
  u.low = mb_fma(size, -0x1.bdd3413b26456p-55, u.low);
  int is_near = u.high < 0.5;
  mb_pair clipped = {is_near ? 0.5 : u.high, is_near ? 0 : u.low};
  mb_pair scaled = scaled_erfc(clipped);
  scaled_pair tail = bell(size, 0.5, (mb_pair){0.5 * scaled.high, 0.5 * scaled.low});
  double far = x > 0 ? from(1, -1, tail) : mb_scale(tail.p.high, tail.n);
  mb_pair small = erf_small(is_near ? u.high : 0);
  double sign = x < 0 ? -0.5 : 0.5;
  mb_pair sum = mb_add_ordered(0.5, sign * small.high);
  // The slope of erf near 0 is about 1.13.
  double near = sum.high + (sum.low + sign * (small.low + u.low * 1.128 * (1 - u.high * u.high)));
  double result = is_near ? near : far;
  return x == x ? result : x;
}

MB_INLINE double normal_pdf_body(double x) {
  double size = mb_abs(x);
  size = size > 45 ? 45 : size;
  scaled_pair e = bell(size, 0.5, (mb_pair){0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56});
  double result = mb_scale(e.p.high, e.n);
  return x == x ? result : x;
}

MB_UNARY(erf)
MB_UNARY(erfc)
MB_UNARY(erfcx)
MB_UNARY(normal_cdf)
MB_UNARY(normal_pdf)
