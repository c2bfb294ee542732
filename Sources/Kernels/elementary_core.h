#ifndef MB_ELEMENTARY_CORE_H
#define MB_ELEMENTARY_CORE_H

// What the elementary functions share: bits, polynomials, and pairs of doubles.
//
// Goals, in this order: the same bits everywhere; at most 1 ulp; bodies without branches, so that
// the loop over an array becomes vector code. Tables with gathers were not taken: polynomials on
// these short intervals are as exact, and quicker where vectors are wide.
//
// A pair (high, low) stands for the sum of two doubles, |low| <= ulp(high)/2: some 106 bits.
// Coefficients are Chebyshev fits made in 60-digit arithmetic, rounded to double; the error named
// with each is relative to the function it serves.
#include <stdint.h>
#include "elementary_target.h"

#define MB_INLINE static inline __attribute__((always_inline))

// Addition of this number rounds to a whole number, which then stands in the low bits.
#define MB_ROUNDER 0x1.8p52

#define MB_LN2_HIGH 0x1.62e42fefa39efp-1
#define MB_LN2_LOW 0x1.abc9e3b39803fp-56
#define MB_INVERSE_LN2_HIGH 0x1.71547652b82fep+0
#define MB_INVERSE_LN2_LOW 0x1.777d0ffda0d24p-56

MB_INLINE double mb_fma(double a, double b, double c) { return __builtin_elementwise_fma(a, b, c); }
MB_INLINE double mb_root(double x) { return __builtin_elementwise_sqrt(x); }
MB_INLINE double mb_abs(double x) { return __builtin_elementwise_abs(x); }

MB_INLINE uint64_t mb_bits(double x) {
  uint64_t u;
  __builtin_memcpy(&u, &x, sizeof u);
  return u;
}

MB_INLINE double mb_double(uint64_t u) {
  double x;
  __builtin_memcpy(&x, &u, sizeof x);
  return x;
}

// `size` with the sign of `sign`.
MB_INLINE double mb_signed(double size, double sign) {
  return mb_double((mb_bits(size) & 0x7fffffffffffffff) | (mb_bits(sign) & 0x8000000000000000));
}

// The polynomial with the coefficients `c`, constant first: pairs of terms, then Horner in x^2.
MB_INLINE double mb_polynomial(double x, const double *c, int count) {
  double square = x * x;
  int i = (count - 1) & ~1;
  double sum = i + 1 < count ? mb_fma(c[i + 1], x, c[i]) : c[i];
#pragma clang loop unroll(full)
  for (i -= 2; i >= 0; i -= 2) sum = mb_fma(sum, square, mb_fma(c[i + 1], x, c[i]));
  return sum;
}

#define MB_POLYNOMIAL(x, ...) \
  mb_polynomial(x, (const double[]){__VA_ARGS__}, sizeof((double[]){__VA_ARGS__}) / sizeof(double))

typedef struct { double high, low; } mb_pair;

// The exact sum of a and b, |a| >= |b| or a = 0.
MB_INLINE mb_pair mb_add_ordered(double a, double b) {
  double s = a + b;
  return (mb_pair){s, (a - s) + b};
}

// The exact sum.
MB_INLINE mb_pair mb_add(double a, double b) {
  double s = a + b, t = s - a;
  return (mb_pair){s, (a - (s - t)) + (b - t)};
}

// The exact product.
MB_INLINE mb_pair mb_multiply(double a, double b) {
  double p = a * b;
  return (mb_pair){p, mb_fma(a, b, -p)};
}

// The quotient of two pairs, to about 2^-100.
MB_INLINE mb_pair mb_divide(mb_pair a, mb_pair b) {
  double inverse = 1 / b.high;
  double q = a.high * inverse;
  double rest = mb_fma(-q, b.low, mb_fma(-q, b.high, a.high) + a.low);
  return mb_add_ordered(q, rest * inverse);
}

// 2^n for a whole n in -1022...1023.
MB_INLINE double mb_power_of_two(int64_t n) { return mb_double((uint64_t)(n + 1023) << 52); }

// x * 2^n for a whole n in -2046...2046, rounded once: in two steps, the first exact for x near 1.
MB_INLINE double mb_scale(double x, int64_t n) {
  int64_t half = (int64_t)((uint64_t)(n + 2048) >> 1) - 1024;
  return x * mb_power_of_two(half) * mb_power_of_two(n - half);
}

// `out[i] = body(x[i])` in vectors; the last few go through a full block, for which one pass of
// vectors is quicker than a loop of singles. `out` may be `x`, not overlap it.
#define MB_LANES 16
#define MB_BLOCK 256
#define MB_MAP(body, x, out, count) \
  do { \
    long mapped = (count) & ~(long)(MB_LANES - 1), left = (count) - mapped; \
    _Pragma("clang loop vectorize(assume_safety) vectorize_width(8) interleave_count(2)") \
    for (long i = 0; i < mapped; i++) (out)[i] = body((x)[i]); \
    if (left < 4) { \
      for (long i = mapped; i < (count); i++) (out)[i] = body((x)[i]); \
    } else { \
      double last[MB_LANES] = {0}; \
      __builtin_memcpy(last, (x) + mapped, (size_t)left * sizeof(double)); \
      _Pragma("clang loop vectorize(assume_safety) vectorize_width(8) interleave_count(2)") \
      for (long i = 0; i < MB_LANES; i++) last[i] = body(last[i]); \
      __builtin_memcpy((out) + mapped, last, (size_t)left * sizeof(double)); \
    } \
  } while (0)

// A scalar entry and an array entry of one body.
#define MB_UNARY(name) \
  MB_CLONES double mb_##name(double x) { return name##_body(x); } \
  MB_CLONES void mb_##name##_array(const double *x, double *out, long count) { \
    MB_MAP(name##_body, x, out, count); \
  }

// The same with a shorter body for the blocks in which all of |x| are below `limit`.
#define MB_UNARY_NARROW(name, limit) \
  MB_CLONES double mb_##name(double x) { return name##_body(x); } \
  MB_CLONES void mb_##name##_array(const double *x, double *out, long count) { \
    for (long start = 0; start < count; start += MB_BLOCK) { \
      long length = count - start < MB_BLOCK ? count - start : MB_BLOCK; \
      const double *from = x + start; \
      double *to = out + start; \
      uint64_t wide = 0; \
      for (long i = 0; i < length; i++) wide |= !(mb_abs(from[i]) < (limit)); \
      if (wide) MB_MAP(name##_body, from, to, length); \
      else MB_MAP(name##_narrow, from, to, length); \
    } \
  }

// The same where a few arguments need the long way: they are done after each block.
#define MB_UNARY_SELDOM(name, is_seldom, long_way) \
  MB_CLONES double mb_##name(double x) { return is_seldom(x) ? long_way(x) : name##_body(x); } \
  MB_CLONES void mb_##name##_array(const double *x, double *out, long count) { \
    double done[MB_BLOCK]; \
    for (long start = 0; start < count; start += MB_BLOCK) { \
      long length = count - start < MB_BLOCK ? count - start : MB_BLOCK; \
      const double *from = x + start; \
      uint64_t seldom = 0; \
      _Pragma("clang loop vectorize(assume_safety)") \
      for (long i = 0; i < length; i++) { \
        done[i] = name##_body(from[i]); \
        seldom |= is_seldom(from[i]); \
      } \
      if (seldom) \
        for (long i = 0; i < length; i++) \
          if (is_seldom(from[i])) done[i] = long_way(from[i]); \
      __builtin_memcpy(out + start, done, (size_t)length * sizeof(double)); \
    } \
  }

#endif
