#ifndef INQUEST_CARCHIVE_H
#define INQUEST_CARCHIVE_H
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

/* archive_set_error takes variable arguments and the AE_IF* constants are casts: Swift can call neither. */
static inline void inquest_archive_fail(struct archive *archive) {
    archive_set_error(archive, EIO, "the bytes of the archive cannot be had");
}

enum inquest_entry_kind {
    INQUEST_ENTRY_FILE,
    INQUEST_ENTRY_DIRECTORY,
    INQUEST_ENTRY_SYMBOLIC_LINK,
    INQUEST_ENTRY_HARD_LINK,
    INQUEST_ENTRY_PIPE,
    INQUEST_ENTRY_DEVICE,
    INQUEST_ENTRY_SOCKET,
    INQUEST_ENTRY_OTHER
};

static inline enum inquest_entry_kind inquest_entry_kind(struct archive_entry *entry) {
    if (archive_entry_hardlink(entry) != NULL) return INQUEST_ENTRY_HARD_LINK;
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG: return INQUEST_ENTRY_FILE;
    case AE_IFDIR: return INQUEST_ENTRY_DIRECTORY;
    case AE_IFLNK: return INQUEST_ENTRY_SYMBOLIC_LINK;
    case AE_IFIFO: return INQUEST_ENTRY_PIPE;
    case AE_IFCHR: case AE_IFBLK: return INQUEST_ENTRY_DEVICE;
    case AE_IFSOCK: return INQUEST_ENTRY_SOCKET;
    default: return INQUEST_ENTRY_OTHER;
    }
}
#endif
