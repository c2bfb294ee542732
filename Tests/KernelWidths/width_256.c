// Vectors of 256 bits and fused multiply-add.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define MB_PREFIX kw256
#include "all.h"
#pragma clang attribute pop
#endif
