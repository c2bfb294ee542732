// The matrix product. Goals, in this order: the same bits on every machine and with any division
// into threads; the speed of a tuned BLAS from 64 × 64 on; small products without packing.
//
// Each element of c is one chain of fused multiply-adds over k in order, so that nothing but k
// decides its bits: the blocks of KC steps go on from what c holds. A machine without fused
// multiply-add gives the same bits, slowly.
//
// Source of the blocking: K. Goto, R. van de Geijn, "Anatomy of high-performance matrix
// multiplication", ACM TOMS 34 (2008).

// For the set of processors that a process may run on.
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE 1
#endif

#include "product.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#define TILE_NAME(x) x##_512
#define TILE_TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define TILE_LANES 8
#define TILE_ROWS 8
#define TILE_VECTORS 3
#include "product_tile.h"
#include "product_rows.h"

#define TILE_NAME(x) x##_256
#define TILE_TARGET __attribute__((target("arch=x86-64-v3")))
#define TILE_LANES 4
#define TILE_ROWS 4
#define TILE_VECTORS 3
#include "product_tile.h"
#include "product_rows.h"
#endif

#define TILE_NAME(x) x##_base
#define TILE_TARGET
#define TILE_LANES 2
#define TILE_ROWS 8
#define TILE_VECTORS 3
#include "product_tile.h"
#include "product_rows.h"

/// The inner loops of one width, and the shape of their tiles.
typedef struct {
  ptrdiff_t rows, columns;
  void (*tile)(ptrdiff_t, const double *, const double *, double *, ptrdiff_t, int);
  void (*direct)(ptrdiff_t, ptrdiff_t, ptrdiff_t, mb_matrix, const double *, ptrdiff_t, double *,
                 ptrdiff_t);
  void (*add_multiple)(ptrdiff_t, double, const double *, double *);
  void (*rotate)(ptrdiff_t, double, double, double *, double *);
  void (*dot_twice)(ptrdiff_t, const double *, const double *, double *, double *);
} kernels;

static const kernels kernels_of[] = {
    {8, 6, tile_base, direct_base, add_multiple_base, rotate_base, dot_twice_base},
#if defined(__x86_64__)
    {4, 12, tile_256, direct_256, add_multiple_256, rotate_256, dot_twice_256},
    {8, 24, tile_512, direct_512, add_multiple_512, rotate_512, dot_twice_512},
#endif
};

mb_width mb_product_width(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("x86-64-v4")) return MB_WIDTH_512;
  if (__builtin_cpu_supports("x86-64-v3")) return MB_WIDTH_256;
#endif
  return MB_WIDTH_BASE;
}

int mb_processors(void) {
#if defined(__linux__)
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) {
    int count = CPU_COUNT(&allowed);
    if (count > 0) return count;
  }
#endif
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (int)count;
}

void mb_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb" ::: "memory");
#endif
}

void mb_yield(void) { sched_yield(); }

uint64_t mb_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

// Steps of k in a packed block: 256 rows of b's panel (48 KB at 24 columns) stay near the core.
#define KC 256
// Rows of a that are packed together: 192 × 256 doubles are 384 KB, below a second-level cache.
#define MC 192
// Columns of b that are packed together: 256 × 3072 doubles are 6 MB.
#define NC 3072
#define MAX_TILE (8 * 24)

static ptrdiff_t smaller(ptrdiff_t x, ptrdiff_t y) { return x < y ? x : y; }
static ptrdiff_t rounded_up(ptrdiff_t x, ptrdiff_t unit) { return (x + unit - 1) / unit * unit; }

/// Copies `along` × `across` values into panels of `width` values per step, filled up with zeros:
/// the value at step p and place i of a panel comes from `base[p * step + i * place]`.
static void pack(double *out, const double *base, ptrdiff_t along, ptrdiff_t across,
                 ptrdiff_t step, ptrdiff_t place, ptrdiff_t width) {
  for (ptrdiff_t start = 0; start < across; start += width) {
    ptrdiff_t filled = smaller(width, across - start);
    const double *from = base + start * place;
    if (place == 1) {
      for (ptrdiff_t p = 0; p < along; p++, out += width, from += step) {
        memcpy(out, from, (size_t)filled * sizeof(double));
        for (ptrdiff_t i = filled; i < width; i++) out[i] = 0;
      }
    } else {
      for (ptrdiff_t i = 0; i < width; i++) {
        const double *column = from + i * place;
        if (i < filled) {
          for (ptrdiff_t p = 0; p < along; p++) out[p * width + i] = column[p * step];
        } else {
          for (ptrdiff_t p = 0; p < along; p++) out[p * width + i] = 0;
        }
      }
      out += along * width;
    }
  }
}

/// A tile at the edge of c, through a full one of its own.
static void edge_tile(const kernels *kernel, ptrdiff_t k, const double *a, const double *b,
                      double *c, ptrdiff_t c_row, ptrdiff_t rows, ptrdiff_t columns, int adds) {
  double full[MAX_TILE];
  if (adds) {
    memset(full, 0, sizeof full);
    for (ptrdiff_t i = 0; i < rows; i++)
      memcpy(full + i * kernel->columns, c + i * c_row, (size_t)columns * sizeof(double));
  }
  kernel->tile(k, a, b, full, kernel->columns, adds);
  for (ptrdiff_t i = 0; i < rows; i++)
    memcpy(c + i * c_row, full + i * kernel->columns, (size_t)columns * sizeof(double));
}

/// All tiles of one packed block of a and one of b.
static void block(const kernels *kernel, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const double *a,
                  const double *b, double *c, ptrdiff_t c_row, int adds) {
  for (ptrdiff_t j = 0; j < n; j += kernel->columns) {
    for (ptrdiff_t i = 0; i < m; i += kernel->rows) {
      double *corner = c + i * c_row + j;
      if (i + kernel->rows <= m && j + kernel->columns <= n) {
        kernel->tile(k, a + i * k, b + j * k, corner, c_row, adds);
      } else {
        edge_tile(kernel, k, a + i * k, b + j * k, corner, c_row, smaller(kernel->rows, m - i),
                  smaller(kernel->columns, n - j), adds);
      }
    }
  }
}

/// The blocked product, in packed panels; 0 if there is no memory for them.
static int packed(const kernels *kernel, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, mb_matrix a,
                  mb_matrix b, double *c, ptrdiff_t c_row) {
  ptrdiff_t depth = smaller(KC, k);
  size_t a_size = (size_t)(rounded_up(smaller(MC, m), kernel->rows) * depth);
  size_t b_size = (size_t)(rounded_up(smaller(NC, n), kernel->columns) * depth);
  // The panels start at a cache line, so that no vector of b crosses two.
  a_size = (a_size + 7) / 8 * 8;
  double *memory = malloc((a_size + b_size + 8) * sizeof(double));
  if (!memory) return 0;
  double *a_panels = (double *)(((size_t)memory + 63) / 64 * 64);
  double *b_panels = a_panels + a_size;
  for (ptrdiff_t j = 0; j < n; j += NC) {
    ptrdiff_t columns = smaller(NC, n - j);
    for (ptrdiff_t p = 0; p < k; p += KC) {
      ptrdiff_t steps = smaller(KC, k - p);
      pack(b_panels, b.base + p * b.row + j * b.column, steps, columns, b.row, b.column,
           kernel->columns);
      for (ptrdiff_t i = 0; i < m; i += MC) {
        ptrdiff_t rows = smaller(MC, m - i);
        pack(a_panels, a.base + i * a.row + p * a.column, steps, rows, a.column, a.row,
             kernel->rows);
        block(kernel, rows, columns, steps, a_panels, b_panels, c + i * c_row + j, c_row, p > 0);
      }
    }
  }
  free(memory);
  return 1;
}

/// The product element by element, for operands without contiguous rows and no memory to copy them.
static void plain(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, mb_matrix a, mb_matrix b, double *c,
                  ptrdiff_t c_row) {
  for (ptrdiff_t i = 0; i < m; i++) {
    for (ptrdiff_t j = 0; j < n; j++) {
      double sum = 0;
      for (ptrdiff_t p = 0; p < k; p++)
        sum = __builtin_elementwise_fma(a.base[i * a.row + p * a.column],
                                        b.base[p * b.row + j * b.column], sum);
      c[i * c_row + j] = sum;
    }
  }
}

// Below this many multiplications packing costs more than it saves, if b's rows are contiguous.
#define SMALL 300000
// A copy of b of this many values lives on the stack.
#define STACK 1024

void mb_product(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, mb_matrix a, mb_matrix b, double *c,
                ptrdiff_t c_row, mb_width width) {
  if (m <= 0 || n <= 0) return;
  const kernels *kernel = &kernels_of[width];
  if (n == 1 && a.row == 1 && c_row == 1 && b.row == 1) {
    // A transposed matrix times a vector is the vector times the matrix.
    kernel->direct(1, m, k, (mb_matrix){b.base, 1, b.row}, a.base, a.column, c, m);
    return;
  }
  if (m <= 8 || n < 8 || m * n * k <= SMALL) {
    if (b.column == 1 || n == 1) {
      kernel->direct(m, n, k, a, b.base, b.row, c, c_row);
      return;
    }
    if (n * k <= STACK) {
      double rows[STACK];
      pack(rows, b.base, k, n, b.row, b.column, n);
      kernel->direct(m, n, k, a, rows, n, c, c_row);
      return;
    }
  }
  if (!packed(kernel, m, n, k, a, b, c, c_row)) plain(m, n, k, a, b, c, c_row);
}

void mb_add_multiple(ptrdiff_t count, double a, const double *x, double *y, mb_width width) {
  kernels_of[width].add_multiple(count, a, x, y);
}

void mb_rotate(ptrdiff_t count, double c, double s, double *x, double *y, mb_width width) {
  kernels_of[width].rotate(count, c, s, x, y);
}

void mb_dot_twice(ptrdiff_t count, const double *x, const double *y, double *high, double *low,
                  mb_width width) {
  kernels_of[width].dot_twice(count, x, y, high, low);
}
