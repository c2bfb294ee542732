// Updates of whole rows, for one width of vectors. Included once per width, as product_tile.h is and
// with the same macros; every element has the bits of the scalar line, whatever the width.

/// y = a x + y
TILE_TARGET static void TILE_NAME(add_multiple)(ptrdiff_t count, double a, const double *x,
                                                double *y) {
  TILE_NAME(vec) factor = (TILE_NAME(vec))(a);
  ptrdiff_t i = 0;
  for (; i + TILE_LANES <= count; i += TILE_LANES) {
    TILE_NAME(vec) *to = (TILE_NAME(vec) *)(y + i);
    *to = __builtin_elementwise_fma(factor, *(const TILE_NAME(vec) *)(x + i), *to);
  }
  for (; i < count; i++) y[i] = __builtin_elementwise_fma(a, x[i], y[i]);
}

/// (x, y) = (c x + s y, c y - s x)
TILE_TARGET static void TILE_NAME(rotate)(ptrdiff_t count, double c, double s, double *x,
                                          double *y) {
  TILE_NAME(vec) cosine = (TILE_NAME(vec))(c), sine = (TILE_NAME(vec))(s);
  ptrdiff_t i = 0;
  for (; i + TILE_LANES <= count; i += TILE_LANES) {
    TILE_NAME(vec) u = *(TILE_NAME(vec) *)(x + i), v = *(TILE_NAME(vec) *)(y + i);
    *(TILE_NAME(vec) *)(x + i) = __builtin_elementwise_fma(cosine, u, sine * v);
    *(TILE_NAME(vec) *)(y + i) = __builtin_elementwise_fma(cosine, v, -(sine * u));
  }
  for (; i < count; i++) {
    double u = x[i], v = y[i];
    x[i] = __builtin_elementwise_fma(c, u, s * v);
    y[i] = __builtin_elementwise_fma(c, v, -(s * u));
  }
}

typedef double TILE_NAME(lanes) __attribute__((ext_vector_type(8), aligned(8)));

/// Adds each lane of `term` to a number kept as high + low.
#define ADD_TWICE(high, low, term)                                                                \
  {                                                                                               \
    TILE_NAME(lanes) sum = high + (term), part = sum - high;                                      \
    low += (high - (sum - part)) + ((term)-part);                                                 \
    high = sum;                                                                                   \
  }

/// Adds the inner product of x and y to the number high + low, with twice the digits: in eight lanes
/// whatever the width, which are then added in order.
TILE_TARGET static void TILE_NAME(dot_twice)(ptrdiff_t count, const double *x, const double *y,
                                             double *high, double *low) {
  TILE_NAME(lanes) h = (TILE_NAME(lanes))(0.0), l = (TILE_NAME(lanes))(0.0);
  ptrdiff_t i = 0;
  for (; i < count; i += 8) {
    TILE_NAME(lanes) u = (TILE_NAME(lanes))(0.0), v = (TILE_NAME(lanes))(0.0);
    if (i + 8 <= count) {
      u = *(const TILE_NAME(lanes) *)(x + i);
      v = *(const TILE_NAME(lanes) *)(y + i);
    } else {
      for (int r = 0; i + r < count; r++) u[r] = x[i + r], v[r] = y[i + r];
    }
    TILE_NAME(lanes) product = u * v;
    l += __builtin_elementwise_fma(u, v, -product);
    ADD_TWICE(h, l, product)
  }
  for (int r = 0; r < 8; r++) {
    double sum = *high + h[r], part = sum - *high;
    *low += (*high - (sum - part)) + (h[r] - part) + l[r];
    *high = sum;
  }
}
#undef ADD_TWICE

#undef TILE_NAME
#undef TILE_TARGET
#undef TILE_LANES
#undef TILE_ROWS
#undef TILE_VECTORS
