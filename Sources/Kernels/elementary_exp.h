#ifndef MB_ELEMENTARY_EXP_H
#define MB_ELEMENTARY_EXP_H

// The reduced argument of e^x and the polynomials for it.
#include "elementary_core.h"

// x = n ln 2 + r + rest, |rest| tiny.
typedef struct { double r, rest; int64_t n; } mb_reduced;

// The whole number in the low bits of `shifted`.
MB_INLINE int64_t mb_exp_whole(double shifted) {
  return (int64_t)(mb_bits(shifted) - mb_bits(MB_ROUNDER));
}

// The reduction of x + extra, where |x| < 2^20 and |extra| is at most an ulp or so of x.
MB_INLINE mb_reduced mb_exp_reduce_pair(double x, double extra) {
  double shifted = mb_fma(x, MB_INVERSE_LN2_HIGH, MB_ROUNDER);
  double n = shifted - MB_ROUNDER;
  double first = mb_fma(-n, MB_LN2_HIGH, x);
  double second = mb_fma(-n, MB_LN2_LOW, extra);
  double r = first + second;
  return (mb_reduced){r, (first - r) + second, mb_exp_whole(shifted)};
}

MB_INLINE mb_reduced mb_exp_reduce(double x) { return mb_exp_reduce_pair(x, 0); }

// (e^r - 1 - r) / r^2 (error 2^-61 of e^r).
#define MB_EXP_POLYNOMIAL(r) \
  MB_POLYNOMIAL(r, 0x1.0000000000000p-1, 0x1.5555555555557p-3, 0x1.5555555555556p-5, \
      0x1.11111111100dcp-7, 0x1.6c16c16c162d4p-10, 0x1.a01a01abe7fe1p-13, 0x1.a01a01a6d889cp-16, \
      0x1.71de0231960ebp-19, 0x1.27e4db646b17ep-22, 0x1.af4de97ca4194p-26, 0x1.1f730349868cep-29)

// e^(r + rest), rounded: 1 + r exactly, and the rest of the series (error 2^-61).
MB_INLINE double mb_exp_of(mb_reduced a) {
  double r = a.r;
  double q = MB_EXP_POLYNOMIAL(r);
  mb_pair one = mb_add_ordered(1, r);
  return one.high + (one.low + mb_fma(r * r, q, mb_fma(a.rest, r, a.rest)));
}

// e^(r + rest) - 1 as a pair: r + r^2/2 exactly, and the rest of the series (error 2^-58 of r).
MB_INLINE mb_pair mb_expm1_of(mb_reduced a) {
  double r = a.r;
  double q = MB_POLYNOMIAL(r, 0x1.5555555555556p-3, 0x1.5555555555555p-5, 0x1.11111111109b3p-7,
      0x1.6c16c16c167e1p-10, 0x1.a01a01a7c41d5p-13, 0x1.a01a01a47b054p-16, 0x1.71de0dae63bb3p-19,
      0x1.27e4e1f48534fp-22, 0x1.af38a9b0ec855p-26, 0x1.1f66df7fca49fp-29);
  mb_pair square = mb_multiply(r, 0.5 * r);
  mb_pair sum = mb_add_ordered(r, square.high);
  double tail = mb_fma(r * square.high * 2, q, mb_fma(a.rest, r, a.rest) + square.low);
  mb_pair result = mb_add_ordered(sum.high, tail);
  result.low += sum.low;
  return result;
}

// The same with fewer operations (error 2^-56 of r): enough where the result is rounded once more.
MB_INLINE mb_pair mb_expm1_short(mb_reduced a) {
  double q = MB_EXP_POLYNOMIAL(a.r);
  return mb_add_ordered(a.r, mb_fma(a.r * a.r, q, mb_fma(a.rest, a.r, a.rest)));
}

#endif
