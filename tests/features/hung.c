/* A disk that hangs, laid before libc (LD_PRELOAD): calls on it neither end nor fail.

   HUNG_BELOW  the folders that lie on it, with a colon between them
   HUNG_CALLS  which calls hang: n all that name a file, w writing, s synchronising
   HUNG_FROM   part of a path: the disk hangs from the first call on that names it; all along if unset
   HUNG_TOLD   file to which each thread that hangs is told: "main" or "other", a line each */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static int begun;

static void told(void) {
    const char *log = getenv("HUNG_TOLD");
    const char *who = syscall(SYS_gettid) == getpid() ? "main\n" : "other\n";
    int fd = log ? syscall(SYS_openat, AT_FDCWD, log, O_CREAT | O_WRONLY | O_APPEND, 0600) : -1;
    if (fd >= 0) syscall(SYS_write, fd, who, strlen(who)), syscall(SYS_close, fd);
}

static void hang(char op, const char *path) {
    const char *below = getenv("HUNG_BELOW"), *calls = getenv("HUNG_CALLS");
    const char *from = getenv("HUNG_FROM");
    if (!path || path[0] != '/' || !below || !calls) return;
    if (!begun && (!from || strstr(path, from))) begun = 1;
    if (!begun || !strchr(calls, op)) return;
    for (const char *at = below; *at;) {
        size_t size = strcspn(at, ":");
        if (!strncmp(path, at, size) && (path[size] == '/' || !path[size])) {
            told();
            for (;;) pause();
        }
        at += size + (at[size] == ':');
    }
}

static void hang_at(char op, int fd) {
    char name[64], path[4096];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t size = syscall(SYS_readlinkat, AT_FDCWD, name, path, sizeof path - 1);
    if (size < 0) return;
    path[size] = 0;
    hang(op, path);
}

#define REAL(ret, name, ...) \
    static ret (*real)(__VA_ARGS__); \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, #name, const char *, int, ...); \
        va_list more; \
        va_start(more, flags); \
        int mode = va_arg(more, int); \
        va_end(more); \
        hang('n', path); \
        return real(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int at, const char *path, int flags, ...) { \
        REAL(int, #name, int, const char *, int, ...); \
        va_list more; \
        va_start(more, flags); \
        int mode = va_arg(more, int); \
        va_end(more); \
        hang('n', path); \
        return real(at, path, flags, mode); \
    }
OPENAT(openat)
OPENAT(openat64)

#define NAMED(ret, name, path, kinds, given) \
    ret name kinds { \
        static ret(*real) kinds; \
        if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name); \
        hang('n', path); \
        return real given; \
    }
NAMED(int, stat, a, (const char *a, void *b), (a, b))
NAMED(int, stat64, a, (const char *a, void *b), (a, b))
NAMED(int, lstat, a, (const char *a, void *b), (a, b))
NAMED(int, lstat64, a, (const char *a, void *b), (a, b))
NAMED(int, fstatat, b, (int a, const char *b, void *c, int d), (a, b, c, d))
NAMED(int, fstatat64, b, (int a, const char *b, void *c, int d), (a, b, c, d))
NAMED(int, __xstat, b, (int a, const char *b, void *c), (a, b, c))
NAMED(int, __xstat64, b, (int a, const char *b, void *c), (a, b, c))
NAMED(int, __lxstat, b, (int a, const char *b, void *c), (a, b, c))
NAMED(int, __lxstat64, b, (int a, const char *b, void *c), (a, b, c))
NAMED(int, __fxstatat64, c, (int a, int b, const char *c, void *d, int e), (a, b, c, d, e))
NAMED(int, statx, b, (int a, const char *b, int c, unsigned d, void *e), (a, b, c, d, e))
NAMED(int, access, a, (const char *a, int b), (a, b))
NAMED(void *, opendir, a, (const char *a), (a))
NAMED(int, mkdir, a, (const char *a, mode_t b), (a, b))
NAMED(int, unlink, a, (const char *a), (a))
NAMED(int, rename, b, (const char *a, const char *b), (a, b))
NAMED(ssize_t, readlink, a, (const char *a, char *b, size_t c), (a, b, c))

#define OPENED(ret, name, op, kinds, given) \
    ret name kinds { \
        static ret(*real) kinds; \
        if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name); \
        hang_at(op, a); \
        return real given; \
    }
OPENED(ssize_t, write, 'w', (int a, const void *b, size_t c), (a, b, c))
OPENED(ssize_t, pwrite, 'w', (int a, const void *b, size_t c, off_t d), (a, b, c, d))
OPENED(ssize_t, pwrite64, 'w', (int a, const void *b, size_t c, off64_t d), (a, b, c, d))
OPENED(int, fsync, 's', (int a), (a))
OPENED(int, fdatasync, 's', (int a), (a))
