// Every elementary kernel, compiled for the width that the including file has set, under names that
// begin with MB_PREFIX, and the table of them.
#define MB_NO_CLONES 1
#include "rename.h"

#include "../../Sources/Kernels/elementary_arc.c"
#include "../../Sources/Kernels/elementary_erf.c"
#include "../../Sources/Kernels/elementary_exp.c"
#include "../../Sources/Kernels/elementary_log.c"
#include "../../Sources/Kernels/elementary_pair.c"
#include "../../Sources/Kernels/elementary_pow.c"
#include "../../Sources/Kernels/elementary_reduce.c"
#include "../../Sources/Kernels/elementary_roots.c"
#include "../../Sources/Kernels/elementary_sums.c"
#include "../../Sources/Kernels/elementary_trig.c"
#include "include/kernel_widths.h"

#define ENTRY(name) {#name, mb_##name, mb_##name##_array}

static const kw_unary unary[] = {
    ENTRY(exp),  ENTRY(exp2), ENTRY(expm1), ENTRY(log),  ENTRY(log2),       ENTRY(log10),
    ENTRY(log1p), ENTRY(sin), ENTRY(cos),   ENTRY(tan),  ENTRY(asin),       ENTRY(acos),
    ENTRY(atan), ENTRY(sinh), ENTRY(cosh),  ENTRY(tanh), ENTRY(sqrt),       ENTRY(cbrt),
    ENTRY(sigmoid), ENTRY(erf), ENTRY(erfc), ENTRY(erfcx), ENTRY(normal_cdf), ENTRY(normal_pdf),
};
static const kw_binary binary[] = {ENTRY(pow), ENTRY(atan2), ENTRY(hypot)};

const kw_kernels MB_RENAMED(_kernels) = {
    unary,  sizeof unary / sizeof *unary, binary,          sizeof binary / sizeof *binary,
    mb_sum, mb_dot,                       mb_sum_compensated,
};
