/* Preloaded into a program: logs in their order what it does to the files of one folder, so that a power cut can be played.
 *
 * SAFETY_FOLDER is the folder, SAFETY_LOG the log. A record is: what happened (1 byte), inode, offset or length (8 bytes each),
 * size of the data (4 bytes), data. What happened: C a name was created, W written, T cut to a length, S synced, D a folder
 * synced, U a name taken away, R a name moved, L a name linked, M a mark that the program wrote to standard output.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;

static const char *folder(void) {
    static const char *path;
    if (!path) path = getenv("SAFETY_FOLDER");
    return path ? path : "?";
}

/* The name inside the folder ("" for the folder itself); NULL for whatever lies elsewhere. */
static const char *inside(const char *path) {
    size_t length = strlen(folder());
    if (strncmp(path, folder(), length)) return NULL;
    if (!path[length]) return "";
    return path[length] == '/' ? path + length + 1 : NULL;
}

static const char *name_of(int fd, char *buffer) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, buffer, PATH_MAX - 1);
    if (length < 0) return NULL;
    buffer[length] = 0;
    return inside(buffer);
}

static uint64_t inode(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_ino;
}

static void put(char what, uint64_t file, int64_t at, const void *data, uint32_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (log_fd < 0) {
        const char *path = getenv("SAFETY_LOG");
        REAL(int, "open64", const char *, int, ...);
        if (!path || (log_fd = real(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) < 0) return;
    }
    char head[21];
    head[0] = what;
    memcpy(head + 1, &file, 8);
    memcpy(head + 9, &at, 8);
    memcpy(head + 17, &size, 4);
    if (real(log_fd, head, sizeof head) != sizeof head || (size && real(log_fd, data, size) != (ssize_t)size)) abort();
}

static void put_two(char what, const char *from, const char *to) {
    char both[2 * PATH_MAX];
    int size = snprintf(both, sizeof both, "%s%c%s", from, 0, to);
    put(what, 0, 0, both, (uint32_t)size);
}

/* What a call does and its record are one step: the log has the order of the disk. */
#define STEP(call, record) \
    pthread_mutex_lock(&turn); \
    call; \
    int kept_errno = errno; \
    record; \
    pthread_mutex_unlock(&turn); \
    errno = kept_errno

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, #name, const char *, int, ...); \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        const char *inner = inside(path); \
        struct stat before; \
        int stood = 1, fd; \
        STEP(if (inner) stood = !stat(path, &before); fd = real(path, flags, mode), \
             if (inner && fd >= 0 && !stood) put('C', inode(fd), 0, inner, strlen(inner)); \
             else if (inner && fd >= 0 && flags & O_TRUNC) put('T', inode(fd), 0, NULL, 0)); \
        return fd; \
    }
OPEN(open)
OPEN(open64)

int openat(int at, const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (inside(path)) return open(path, flags, mode);
    REAL(int, "openat", int, const char *, int, ...);
    return real(at, path, flags, mode);
}

#define PWRITE(name, offset) \
    ssize_t name(int fd, const void *data, size_t size, offset at) { \
        REAL(ssize_t, #name, int, const void *, size_t, offset); \
        char buffer[PATH_MAX]; \
        ssize_t done; \
        STEP(done = real(fd, data, size, at), if (done > 0 && name_of(fd, buffer)) put('W', inode(fd), at, data, done)); \
        return done; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    char buffer[PATH_MAX];
    ssize_t done;
    STEP(done = real(fd, data, size),
         if (done > 0 && fd == 1) put('M', 0, 0, data, done);
         else if (done > 0 && name_of(fd, buffer)) put('W', inode(fd), lseek(fd, 0, SEEK_CUR) - done, data, done));
    return done;
}

#define SYNC(name) \
    int name(int fd) { \
        REAL(int, #name, int); \
        char buffer[PATH_MAX]; \
        const char *inner; \
        struct stat found; \
        int failed; \
        STEP(failed = real(fd), \
             if (!failed && (inner = name_of(fd, buffer)) && !fstat(fd, &found)) \
                 S_ISDIR(found.st_mode) ? put('D', 0, 0, inner, strlen(inner)) : put('S', found.st_ino, 0, NULL, 0)); \
        return failed; \
    }
SYNC(fsync)
SYNC(fdatasync)

#define CUT(name, offset) \
    int name(int fd, offset length) { \
        REAL(int, #name, int, offset); \
        char buffer[PATH_MAX]; \
        int failed; \
        STEP(failed = real(fd, length), if (!failed && name_of(fd, buffer)) put('T', inode(fd), length, NULL, 0)); \
        return failed; \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    const char *inner = inside(path);
    int failed;
    STEP(failed = real(path), if (!failed && inner) put('U', 0, 0, inner, strlen(inner)));
    return failed;
}

int unlinkat(int at, const char *path, int flags) {
    if (inside(path) && !(flags & AT_REMOVEDIR)) return unlink(path);
    REAL(int, "unlinkat", int, const char *, int);
    return real(at, path, flags);
}

#define TWO(name, what) \
    int name(const char *from, const char *to) { \
        REAL(int, #name, const char *, const char *); \
        const char *first = inside(from), *second = inside(to); \
        int failed; \
        STEP(failed = real(from, to), if (!failed && first && second) put_two(what, first, second)); \
        return failed; \
    }
TWO(rename, 'R')
TWO(link, 'L')

int linkat(int first, const char *from, int second, const char *to, int flags) {
    if (inside(from) && inside(to)) return link(from, to);
    REAL(int, "linkat", int, const char *, int, const char *, int);
    return real(first, from, second, to, flags);
}

/* Ways round write, which callers leave again where the system does not know them. */
ssize_t sendfile(int out, int in, off_t *at, size_t size) { (void)out, (void)in, (void)at, (void)size; errno = ENOTSOCK; return -1; }
ssize_t sendfile64(int out, int in, off64_t *at, size_t size) { (void)out, (void)in, (void)at, (void)size; errno = ENOTSOCK; return -1; }
ssize_t copy_file_range(int in, off64_t *a, int out, off64_t *b, size_t size, unsigned flags) {
    (void)in, (void)a, (void)out, (void)b, (void)size, (void)flags;
    errno = ENOSYS;
    return -1;
}
