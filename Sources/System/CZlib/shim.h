#ifndef INQUEST_CZLIB_H
#define INQUEST_CZLIB_H
#include <zlib.h>

/* inflateInit2 is a macro, which Swift cannot call. 15 + 32: zlib or gzip header, detected. */
static inline int inquest_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
#endif
