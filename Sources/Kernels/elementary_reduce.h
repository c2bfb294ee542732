#ifndef MB_ELEMENTARY_REDUCE_H
#define MB_ELEMENTARY_REDUCE_H

#include "elementary_core.h"

// An angle of `quarters` right angles (counted modulo 4) and r, |r| <= pi/4.
typedef struct { mb_pair r; uint64_t quarters; } mb_angle;

// The angle of any |x| >= 2; NaN for what is not finite.
mb_angle mb_reduce_large(double x);

#endif
