#ifndef MB_ELEMENTARY_TARGET_H
#define MB_ELEMENTARY_TARGET_H

#include <stddef.h>
#include <limits.h>

// One body, compiled for each width of vectors and chosen once at start. Only where the loader can
// choose (ifunc needs glibc), and not under ThreadSanitizer, which is not up yet when it does.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define MB_NO_CLONES 1
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && !defined(MB_NO_CLONES)
#define MB_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MB_CLONES
#endif

#endif
