#include "include/kernel_widths.h"

#include <stddef.h>

extern const kw_kernels kw128_kernels;
#if defined(__x86_64__)
extern const kw_kernels kw256_kernels, kw512_kernels;
#endif

const kw_kernels *kw_kernels_at(int width) {
  if (width == 0) return &kw128_kernels;
#if defined(__x86_64__)
  if (width == 1) return &kw256_kernels;
  if (width == 2) return &kw512_kernels;
#endif
  return NULL;
}
