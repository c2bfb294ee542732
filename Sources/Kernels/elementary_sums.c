// Sums in one stated order, the same for every vector width.
//
// Lane j of eight takes the elements j, j + 8, j + 16, ...; a last incomplete group goes to the
// first lanes. The lanes are then added as ((0+4) + (2+6)) + ((1+5) + (3+7)).
#pragma STDC FP_CONTRACT OFF
#include "include/elementary.h"
#include "elementary_target.h"

typedef double lanes __attribute__((vector_size(64), aligned(8)));

// Vectors go by address: by value their passing would depend on the width.
static inline double total(const lanes *sum) {
  const double *a = (const double *)sum;
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

// The elements from `i` to the end in the first lanes, zero in the others.
static inline void load_rest(lanes *into, const double *x, long i, long count) {
  double a[8] = {0};
  for (long j = 0; i + j < count; j++) a[j] = x[i + j];
  __builtin_memcpy(into, a, sizeof a);
}

MB_CLONES double mb_sum(const double *x, long count) {
  lanes sum = {0}, last;
  long i = 0;
  for (; i + 8 <= count; i += 8) sum += *(const lanes *)(x + i);
  if (i < count) {
    load_rest(&last, x, i, count);
    sum += last;
  }
  return total(&sum);
}

MB_CLONES double mb_dot(const double *x, const double *y, long count) {
  lanes sum = {0}, left, right;
  long i = 0;
  for (; i + 8 <= count; i += 8)
    sum = __builtin_elementwise_fma(*(const lanes *)(x + i), *(const lanes *)(y + i), sum);
  if (i < count) {
    load_rest(&left, x, i, count);
    load_rest(&right, y, i, count);
    sum = __builtin_elementwise_fma(left, right, sum);
  }
  return total(&sum);
}

double mb_sum_squares(const double *x, long count) { return mb_dot(x, x, count); }

MB_CLONES double mb_max(const double *x, long count) {
  double largest = -__builtin_inf();
  for (long i = 0; i < count; i++) largest = x[i] > largest ? x[i] : largest;
  return largest;
}

// Neumaier's compensated sum: what each addition loses is summed apart, and added at the end.
double mb_sum_compensated(const double *x, long count) {
  double sum = 0, lost = 0;
  for (long i = 0; i < count; i++) {
    double next = sum + x[i];
    lost += __builtin_fabs(sum) >= __builtin_fabs(x[i]) ? (sum - next) + x[i] : (x[i] - next) + sum;
    sum = next;
  }
  // An infinite or NaN sum makes the correction meaningless.
  return __builtin_isfinite(sum) ? sum + lost : sum;
}
