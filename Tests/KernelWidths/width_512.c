// Vectors of 512 bits.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)
#define MB_PREFIX kw512
#include "all.h"
#pragma clang attribute pop
#endif
