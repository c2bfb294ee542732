#ifndef MB_ELEMENTARY_LOG_H
#define MB_ELEMENTARY_LOG_H

// The reduced argument of the logarithms, and log of it as a pair.
//
// x = 2^n (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), and with s = f / (2 + f)
// log(1 + f) = 2 artanh(s) = 2 s + 2/3 s^3 + 2/5 s^5 + ...
#include "elementary_core.h"

// ln 2 and log10 2 in two parts; the first has 42 bits, so that n times it is exact.
#define MB_LN2_SHORT 0x1.62e42fefa3800p-1
#define MB_LN2_REST 0x1.ef35793c76730p-45
#define MB_LOG10_2_SHORT 0x1.34413509f7800p-2
#define MB_LOG10_2_REST 0x1.fef311f12b358p-46

typedef struct { double f, n; } mb_log_parts;

// Of x > 0, finite; a subnormal x is brought up first.
MB_INLINE mb_log_parts mb_log_reduce(double x) {
  double grown = x < 0x1p-1022 ? x * 0x1p54 : x;
  double less = x < 0x1p-1022 ? 54 : 0;
  // Counted from sqrt(1/2), the exponent field is that of 2^n; the offset keeps it positive.
  uint64_t place = mb_bits(grown) - 0x3fe6a09e667f3bcd + 0x4000000000000000;
  uint64_t n = place >> 52;
  double m = mb_double(mb_bits(grown) - ((n - 1024) << 52));
  double whole = mb_double(n + 0x4330000000000000) - (0x1p52 + 1024);
  return (mb_log_parts){m - 1, whole - less};
}

// log(1 + f + extra) as a pair, to about 2^-66 of its size.
MB_INLINE mb_pair mb_log_of(double f, double extra) {
  mb_pair below = mb_add_ordered(2, f);
  below.low += extra;
  mb_pair s = mb_divide((mb_pair){f, extra}, below);
  mb_pair z = mb_multiply(s.high, s.high);
  z.low = mb_fma(2 * s.high, s.low, z.low);
  double q = MB_POLYNOMIAL(z.high, 0x1.999999999999ap-2, 0x1.2492492492521p-2,
      0x1.c71c71c6eaa10p-3, 0x1.745d177a96056p-3, 0x1.3b1395d2190c1p-3, 0x1.1118c7e4b0917p-3,
      0x1.df7cc8e5fa539p-4, 0x1.e02e6fff27908p-4);
  mb_pair w = mb_multiply(z.high, 0x1.5555555555555p-1);
  w.low += mb_fma(z.high, 0x1.5555555555555p-55, mb_fma(z.low, 0x1.5555555555555p-1,
      z.high * z.high * q));
  w = mb_add_ordered(w.high, w.low);
  mb_pair cube = mb_multiply(s.high, w.high);
  cube.low = mb_fma(s.high, w.low, mb_fma(s.low, w.high, cube.low));
  mb_pair sum = mb_add_ordered(2 * s.high, cube.high);
  return mb_add_ordered(sum.high, sum.low + mb_fma(2, s.low, cube.low));
}

// n * (unit, rest) + a, for a unit of 42 bits.
MB_INLINE mb_pair mb_log_add(double n, double unit, double rest, mb_pair a) {
  mb_pair sum = mb_add_ordered(n * unit, a.high);
  return mb_add_ordered(sum.high, sum.low + mb_fma(n, rest, a.low));
}

// What a logarithm gives at 0, below, at infinity and NaN; `result` everywhere else.
MB_INLINE double mb_log_edges(double x, double result) {
  result = x == 0 ? -__builtin_inf() : result;
  result = x < 0 ? __builtin_nan("") : result;
  return x < __builtin_inf() ? result : x;
}

#endif
