// What every processor of the family has: vectors of 128 bits, and no fused multiply-add on x86-64.
#define MB_PREFIX kw128
#include "all.h"
