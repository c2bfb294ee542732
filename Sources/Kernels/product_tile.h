// The two inner loops of the matrix product, for one width of vectors. Included once per width with
//   TILE_NAME(x)   the name x for this width
//   TILE_TARGET    the attribute that lets the compiler use it
//   TILE_LANES     doubles in a vector
//   TILE_ROWS      rows of a tile, TILE_VECTORS vectors in each of its rows; the accumulators
//                  (rows × vectors), a row of b and one broadcast value fill the registers

#define TILE_COLUMNS (TILE_LANES * TILE_VECTORS)

typedef double TILE_NAME(vec) __attribute__((ext_vector_type(TILE_LANES), aligned(8)));

/// One tile of c from packed panels: `a` holds TILE_ROWS values per step of k, `b` TILE_COLUMNS.
/// With `adds` the chains go on from what c holds.
TILE_TARGET static void TILE_NAME(tile)(ptrdiff_t k, const double *a, const double *b, double *c,
                                        ptrdiff_t c_row, int adds) {
  TILE_NAME(vec) sum[TILE_ROWS][TILE_VECTORS];
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE_ROWS; i++) {
#pragma clang loop unroll(full)
    for (int j = 0; j < TILE_VECTORS; j++) {
      sum[i][j] = adds ? *(const TILE_NAME(vec) *)(c + i * c_row + j * TILE_LANES)
                       : (TILE_NAME(vec))(0.0);
    }
  }
  for (ptrdiff_t p = 0; p < k; p++) {
    TILE_NAME(vec) row[TILE_VECTORS];
#pragma clang loop unroll(full)
    for (int j = 0; j < TILE_VECTORS; j++) row[j] = *(const TILE_NAME(vec) *)(b + j * TILE_LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < TILE_ROWS; i++) {
      TILE_NAME(vec) factor = (TILE_NAME(vec))(a[i]);
#pragma clang loop unroll(full)
      for (int j = 0; j < TILE_VECTORS; j++) {
        sum[i][j] = __builtin_elementwise_fma(factor, row[j], sum[i][j]);
      }
    }
    a += TILE_ROWS;
    b += TILE_COLUMNS;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE_ROWS; i++) {
#pragma clang loop unroll(full)
    for (int j = 0; j < TILE_VECTORS; j++) {
      *(TILE_NAME(vec) *)(c + i * c_row + j * TILE_LANES) = sum[i][j];
    }
  }
}

/// `ROWS` rows of c straight from a and b, whose rows are contiguous: for small or flat products.
#define DIRECT_ROWS(ROWS)                                                                         \
  {                                                                                               \
    const double *x = a.base + i * a.row;                                                         \
    double *z = c + i * c_row;                                                                    \
    ptrdiff_t j = 0;                                                                              \
    for (; j + 2 * TILE_LANES <= n; j += 2 * TILE_LANES) {                                        \
      TILE_NAME(vec) s[ROWS][2];                                                                  \
      for (int r = 0; r < ROWS; r++) s[r][0] = s[r][1] = (TILE_NAME(vec))(0.0);                   \
      const double *y = b + j;                                                                    \
      for (ptrdiff_t p = 0; p < k; p++, y += b_row) {                                             \
        TILE_NAME(vec) y0 = *(const TILE_NAME(vec) *)y;                                           \
        TILE_NAME(vec) y1 = *(const TILE_NAME(vec) *)(y + TILE_LANES);                            \
        for (int r = 0; r < ROWS; r++) {                                                          \
          TILE_NAME(vec) f = (TILE_NAME(vec))(x[r * a.row + p * a.column]);                       \
          s[r][0] = __builtin_elementwise_fma(f, y0, s[r][0]);                                    \
          s[r][1] = __builtin_elementwise_fma(f, y1, s[r][1]);                                    \
        }                                                                                         \
      }                                                                                           \
      for (int r = 0; r < ROWS; r++) {                                                            \
        *(TILE_NAME(vec) *)(z + r * c_row + j) = s[r][0];                                         \
        *(TILE_NAME(vec) *)(z + r * c_row + j + TILE_LANES) = s[r][1];                            \
      }                                                                                           \
    }                                                                                             \
    for (; j + TILE_LANES <= n; j += TILE_LANES) {                                                \
      TILE_NAME(vec) s[ROWS];                                                                     \
      for (int r = 0; r < ROWS; r++) s[r] = (TILE_NAME(vec))(0.0);                                \
      const double *y = b + j;                                                                    \
      for (ptrdiff_t p = 0; p < k; p++, y += b_row) {                                             \
        TILE_NAME(vec) y0 = *(const TILE_NAME(vec) *)y;                                           \
        for (int r = 0; r < ROWS; r++) {                                                          \
          TILE_NAME(vec) f = (TILE_NAME(vec))(x[r * a.row + p * a.column]);                       \
          s[r] = __builtin_elementwise_fma(f, y0, s[r]);                                          \
        }                                                                                         \
      }                                                                                           \
      for (int r = 0; r < ROWS; r++) *(TILE_NAME(vec) *)(z + r * c_row + j) = s[r];               \
    }                                                                                             \
    for (; j < n; j++) {                                                                          \
      double s[ROWS];                                                                             \
      for (int r = 0; r < ROWS; r++) s[r] = 0;                                                    \
      for (ptrdiff_t p = 0; p < k; p++) {                                                         \
        double y = b[p * b_row + j];                                                              \
        for (int r = 0; r < ROWS; r++)                                                            \
          s[r] = __builtin_elementwise_fma(x[r * a.row + p * a.column], y, s[r]);                 \
      }                                                                                           \
      for (int r = 0; r < ROWS; r++) z[r * c_row + j] = s[r];                                     \
    }                                                                                             \
  }

TILE_TARGET static void TILE_NAME(direct)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, mb_matrix a,
                                          const double *b, ptrdiff_t b_row, double *c,
                                          ptrdiff_t c_row) {
  ptrdiff_t i = 0;
  for (; i + TILE_ROWS <= m; i += TILE_ROWS) DIRECT_ROWS(TILE_ROWS)
  for (; i + 4 <= m; i += 4) DIRECT_ROWS(4)
  for (; i < m; i++) DIRECT_ROWS(1)
}

#undef DIRECT_ROWS
#undef TILE_COLUMNS
