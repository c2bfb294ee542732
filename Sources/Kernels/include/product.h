#ifndef MB_PRODUCT_H
#define MB_PRODUCT_H

#include <stddef.h>
#include <stdint.h>

/// A matrix to read: the element in row i and column j stands at `base[i * row + j * column]`.
typedef struct {
  const double *base;
  ptrdiff_t row;
  ptrdiff_t column;
} mb_matrix;

/// How wide the vectors of a product are; the results have the same bits with each.
typedef enum {
  MB_WIDTH_BASE = 0,
  MB_WIDTH_256 = 1,
  MB_WIDTH_512 = 2,
} mb_width;

/// The widest vectors that this machine has.
mb_width mb_product_width(void);

/// Writes the product of `a` (m × k) and `b` (k × n) to `c`, whose rows are `c_row` apart.
///
/// Every element is one chain of fused multiply-adds over k from 0 upwards, whatever the width and
/// however the rows and columns are divided among calls. `width` must not exceed
/// `mb_product_width()`.
void mb_product(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, mb_matrix a, mb_matrix b, double *c,
                ptrdiff_t c_row, mb_width width);

/// y = a x + y, each step fused; x and y do not overlap.
void mb_add_multiple(ptrdiff_t count, double a, const double *x, double *y, mb_width width);

/// (x, y) = (c x + s y, c y - s x), the sums fused; x and y do not overlap.
void mb_rotate(ptrdiff_t count, double c, double s, double *x, double *y, mb_width width);

/// Adds the inner product of x and y to the number `*high + *low`, with about 32 digits.
void mb_dot_twice(ptrdiff_t count, const double *x, const double *y, double *high, double *low,
                  mb_width width);

/// The number of processors that threads can run on.
int mb_processors(void);

/// Tells the processor that this thread waits for a word of memory to change.
void mb_pause(void);

/// Leaves the processor to another thread that is ready to run.
void mb_yield(void);

/// A clock for short pauses, in nanoseconds; it tells no time of day.
uint64_t mb_nanoseconds(void);

// Keeps the memory of large blocks for the next ones, where the C library can be told to. By default
// glibc maps every block above 128 KB anew and gives it back page by page.
void mb_keep_memory(void);

#endif
