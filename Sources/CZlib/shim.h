#include <zlib.h>

/* deflateInit2 is a macro, which Swift does not see. 15 + 16: a window of 32 KiB, wrapped as gzip. */
static inline int heng_deflate_begin(z_stream *stream) {
    return deflateInit2(stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}
