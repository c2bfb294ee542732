// Reduction of huge angles: x = M 2^e, and only the digits of 2/pi that decide x (2/pi) modulo 4
// and its next 190 bits are multiplied by M, in whole numbers.
//
// Source: M. Payne, R. Hanek, Radian reduction for trigonometric functions, SIGNUM 18 (1983).
#pragma STDC FP_CONTRACT OFF
#include "elementary_reduce.h"

// The binary digits of 2/pi after the point, 64 to a word (computed in 1,400-bit arithmetic).
static const uint64_t digits[20] = {
  0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
  0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
  0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
  0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
  0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
};

// The 64 digits from place `from` on; before the point all are 0.
static uint64_t word(long from) {
  if (from <= -64) return 0;
  if (from < 0) return digits[0] >> -from;
  long i = from / 64, shift = from % 64;
  return shift == 0 ? digits[i] : digits[i] << shift | digits[i + 1] >> (64 - shift);
}

// The fraction a 2^-64 + b 2^-128 + c 2^-192 < 1/2 as a pair.
static mb_pair fraction(uint64_t a, uint64_t b, uint64_t c) {
  double unit = 0x1p-64;
  if (a == 0) {
    a = b, b = c, c = 0;
    unit = 0x1p-128;
  }
  if (a == 0) return (mb_pair){0, 0};
  int zeros = __builtin_clzll(a);
  if (zeros > 0) {
    a = a << zeros | b >> (64 - zeros);
    b = b << zeros | c >> (64 - zeros);
  }
  unit = mb_double(mb_bits(unit) - ((uint64_t)zeros << 52));
  // 53 bits, and the 53 after them.
  double high = (double)(a >> 11);
  double low = (double)((a & 0x7ff) << 42 | b >> 22);
  return mb_add_ordered(high * 0x1p11 * unit, low * 0x1p-42 * unit);
}

mb_angle mb_reduce_large(double x) {
  uint64_t bits = mb_bits(x);
  long exponent = (long)(bits >> 52 & 0x7ff);
  if (exponent == 0x7ff) return (mb_angle){{x - x, 0}, 0};
  uint64_t m = (bits & 0x000fffffffffffff) | 0x0010000000000000;
  // x (2/pi) = M 2^e (2/pi): digits at places up to e - 2 only give multiples of 4.
  long from = exponent - 1075 - 2;
  unsigned __int128 p0 = (unsigned __int128)m * word(from + 192);
  unsigned __int128 p1 = (unsigned __int128)m * word(from + 128) + (uint64_t)(p0 >> 64);
  unsigned __int128 p2 = (unsigned __int128)m * word(from + 64) + (uint64_t)(p1 >> 64);
  uint64_t top = m * word(from) + (uint64_t)(p2 >> 64);
  uint64_t w2 = (uint64_t)p2, w1 = (uint64_t)p1, w0 = (uint64_t)p0;
  // The first two bits count right angles; the rest is a fraction of one.
  uint64_t quarters = top >> 62;
  uint64_t a = top << 2 | w2 >> 62, b = w2 << 2 | w1 >> 62, c = w1 << 2 | w0 >> 62;
  int over = a >> 63;
  if (over) {
    // Nearer to the next right angle: 1 - fraction, less one unit of the last place.
    quarters += 1;
    a = ~a, b = ~b, c = ~c;
  }
  mb_pair f = fraction(a, b, c);
  mb_pair r = mb_multiply(f.high, 0x1.921fb54442d18p+0);
  r.low += mb_fma(f.high, 0x1.1a62633145c07p-54, f.low * 0x1.921fb54442d18p+0);
  r = mb_add_ordered(r.high, r.low);
  // A negative x mirrors both parts.
  int negative = (int)(bits >> 63);
  if (over != negative) r = (mb_pair){-r.high, -r.low};
  return (mb_angle){r, negative ? 0 - quarters : quarters};
}
