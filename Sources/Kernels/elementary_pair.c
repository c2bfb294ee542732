// Exponential and logarithm of pairs, for the functions that are built of them.
#pragma STDC FP_CONTRACT OFF
#include "include/elementary.h"
#include "elementary_exp.h"
#include "elementary_log.h"

// e^x for -746 <= x.high <= 709.8, to about 2^-63: the cubic term, too, is taken as a pair.
mb_number mb_exp_number(mb_number x) {
  mb_reduced a = mb_exp_reduce_pair(x.high, x.low);
  double r = a.r;
  double q = MB_POLYNOMIAL(r, 0x1.5555555555555p-5, 0x1.1111111111111p-7, 0x1.6c16c16c16c17p-10,
      0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-16, 0x1.71de3a556c734p-19, 0x1.27e4fb7789f5cp-22,
      0x1.ae64567f544e4p-26, 0x1.1eed8eff8d898p-29, 0x1.6124613a86d09p-33, 0x1.93974a8c07c9dp-37);
  mb_pair square = mb_multiply(r, 0.5 * r);
  // r^3 / 6 = (r^2 / 2) (r / 3), the third as a pair.
  mb_pair third = {r * 0x1.5555555555555p-2, 0};
  third.low = mb_fma(r, 0x1.5555555555555p-2, -third.high) + r * 0x1.5555555555555p-56;
  mb_pair cube = mb_multiply(square.high, third.high);
  cube.low += mb_fma(square.high, third.low, square.low * third.high);
  double fourth = 4 * square.high * square.high;
  mb_pair sum = mb_add_ordered(1, r);
  mb_pair next = mb_add_ordered(sum.high, square.high);
  mb_pair last = mb_add_ordered(next.high, cube.high);
  double low = sum.low + next.low + last.low;
  low += mb_fma(fourth, q, cube.low + square.low);
  // The remainder of the reduction multiplies the whole.
  low = mb_fma(a.rest, last.high, low);
  mb_pair result = mb_add_ordered(last.high, low);
  return (mb_number){mb_scale(result.high, a.n), mb_scale(result.low, a.n)};
}

// log of x.high + x.low, x.high > 0 and normal, to about 2^-66 of its size.
mb_number mb_log_number(mb_number x) {
  mb_log_parts a = mb_log_reduce(x.high);
  double extra = x.low * mb_double((uint64_t)(int64_t)(1023 - a.n) << 52);
  mb_pair f = mb_add_ordered(a.f, extra);
  mb_pair l = mb_log_add(a.n, MB_LN2_SHORT, MB_LN2_REST, mb_log_of(f.high, f.low));
  return (mb_number){l.high, l.low};
}

// log(1 + x), x.high > -1, to about 2^-66 of its size.
mb_number mb_log1p_number(mb_number x) {
  if (mb_abs(x.high) < 0.25) {
    mb_pair l = mb_log_of(x.high, x.low);
    return (mb_number){l.high, l.low};
  }
  mb_pair sum = mb_add(1, x.high);
  sum = mb_add_ordered(sum.high, sum.low + x.low);
  return mb_log_number((mb_number){sum.high, sum.low});
}
