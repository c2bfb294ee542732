#include "product.h"

#if defined(__GLIBC__) || defined(__gnu_linux__)
#include <malloc.h>
#endif

void mb_keep_memory(void) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 1 << 28);
  mallopt(M_TRIM_THRESHOLD, 1 << 29);
#endif
}
