#ifndef KERNEL_WIDTHS_H
#define KERNEL_WIDTHS_H

// The elementary kernels compiled once more for one width of vectors each, for the test that all give
// the same bits. In the library the loader chooses among them, so a test could see only one.

/// A function of one number: its scalar entry and its array entry.
typedef struct {
  const char *name;
  double (*one)(double x);
  void (*many)(const double *x, double *out, long count);
} kw_unary;

/// A function of two numbers.
typedef struct {
  const char *name;
  double (*one)(double x, double y);
  void (*many)(const double *x, long x_stride, const double *y, long y_stride, double *out,
               long count);
} kw_binary;

/// The kernels at one width.
typedef struct {
  const kw_unary *unary;
  long unary_count;
  const kw_binary *binary;
  long binary_count;
  double (*sum)(const double *x, long count);
  double (*dot)(const double *x, const double *y, long count);
  double (*compensated)(const double *x, long count);
} kw_kernels;

/// The kernels with vectors of 128 (0), 256 (1) or 512 bits (2); NULL where the processor's family
/// has no such vectors. The machine itself must have them too.
const kw_kernels *kw_kernels_at(int width);

#endif
