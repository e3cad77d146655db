/* A disk and a clock that misbehave on request, laid before libc (LD_PRELOAD).

   TORTURE_DIR   only files below this folder are looked at
   TORTURE_LOG   every change to them is appended to this file, in order, as
                 op (1) | u16 path length | i64 number | u32 data length | path | data
                 c created, m folder made, w written at number, t cut to number, s synced,
                 f failed to sync, r renamed (data: the new path), u unlinked
   torture_arm   from the at-th call of one kind (w s t r) on, calls fail with an errno: once, or
                 for good; a write may first write half of what it was given, a read may come back
                 with half and no error
   torture_clock adds nanoseconds to the time of day and to the time since boot */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static char dir[1024];
static int log_fd = -1;
static char wanted;
static long at = -1, seen;
static int error_no, for_good, half, fired;
static int64_t real_ns, boot_ns;

#define REAL(ret, name, ...) \
    static ret (*real)(__VA_ARGS__); \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

static ssize_t real_write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(fd, data, size);
}

__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("TORTURE_DIR"), *log = getenv("TORTURE_LOG");
    if (folder) snprintf(dir, sizeof dir, "%s", folder);
    if (log) {
        REAL(int, "open64", const char *, int, ...);
        log_fd = real(log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    }
}

void torture_arm(const char *folder, char op, long first, int number, int lasting, int shortly) {
    snprintf(dir, sizeof dir, "%s", folder);
    wanted = op, at = first, error_no = number, for_good = lasting, half = shortly;
    seen = 0, fired = 0;
}

int torture_fired(void) { return fired; }

void torture_clock(int64_t real, int64_t boot) { real_ns = real, boot_ns = boot; }

static int below(const char *path) { return dir[0] && !strncmp(path, dir, strlen(dir)); }

static int path_of(int fd, char *path) {
    char name[64];
    if (!dir[0] || fd == log_fd) return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(name, path, 1023);
    if (size < 0) return 0;
    path[size] = 0;
    return below(path) && !strstr(path, "-shm");
}

static void told(char op, const char *path, int64_t number, const void *data, uint32_t size) {
    if (log_fd < 0) return;
    uint16_t length = strlen(path);
    size_t total = 15 + length + size;
    char *line = malloc(total);
    line[0] = op;
    memcpy(line + 1, &length, 2), memcpy(line + 3, &number, 8), memcpy(line + 11, &size, 4);
    memcpy(line + 15, path, length);
    if (size) memcpy(line + 15 + length, data, size);
    real_write(log_fd, line, total);
    free(line);
}

static int fails(char op) {
    if (at < 0 || op != wanted) return 0;
    long number = seen++;
    if (number == at || (for_good && number > at)) {
        fired = 1;
        errno = error_no;
        return 1;
    }
    return 0;
}

static ssize_t put(int fd, const void *data, size_t size, off64_t place, int placed) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    char path[1024];
    if (!path_of(fd, path)) return placed ? real(fd, data, size, place) : real_write(fd, data, size);
    pthread_mutex_lock(&gate);
    ssize_t done = -1;
    int fault = fails('w'), number = errno;
    if (!fault || (half && size > 1)) {
        size_t some = fault ? size / 2 : size;
        if (!placed) {
            int append = fcntl(fd, F_GETFL) & O_APPEND;
            place = append ? lseek64(fd, 0, SEEK_END) : lseek64(fd, 0, SEEK_CUR);
        }
        done = placed ? real(fd, data, some, place) : real_write(fd, data, some);
        if (done > 0) told('w', path, place, data, done);
        number = errno;
    }
    pthread_mutex_unlock(&gate);
    errno = number;
    return done;
}

ssize_t write(int fd, const void *data, size_t size) { return put(fd, data, size, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t o) { return put(fd, data, size, o, 1); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t o) {
    return put(fd, data, size, o, 1);
}

static int pushed(int fd, const char *name) {
    int (*real)(int);
    *(void **)&real = dlsym(RTLD_NEXT, name);
    char path[1024];
    if (!path_of(fd, path)) return real(fd);
    pthread_mutex_lock(&gate);
    int done = fails('s') ? -1 : real(fd), number = errno;
    told(done ? 'f' : 's', path, 0, 0, 0);
    pthread_mutex_unlock(&gate);
    errno = number;
    return done;
}

int fsync(int fd) { return pushed(fd, "fsync"); }
int fdatasync(int fd) { return pushed(fd, "fdatasync"); }

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    char path[1024];
    if (!path_of(fd, path)) return real(fd, size);
    pthread_mutex_lock(&gate);
    int done = fails('t') ? -1 : real(fd, size), number = errno;
    if (!done) told('t', path, size, 0, 0);
    pthread_mutex_unlock(&gate);
    errno = number;
    return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

ssize_t pread64(int fd, void *data, size_t size, off64_t place) {
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
    char path[1024];
    if (wanted == 'r' && path_of(fd, path) && fails('r')) {
        if (!half || size < 2) return -1;
        size /= 2;
    }
    return real(fd, data, size, place);
}
ssize_t pread(int fd, void *data, size_t size, off_t place) {
    return pread64(fd, data, size, place);
}
ssize_t read(int fd, void *data, size_t size) {
    REAL(ssize_t, "read", int, void *, size_t);
    char path[1024];
    if (wanted == 'r' && path_of(fd, path) && fails('r')) {
        if (!half || size < 2) return -1;
        size /= 2;
    }
    return real(fd, data, size);
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    REAL(int, "openat64", int, const char *, int, ...);
    struct stat now;
    if (!(flags & (O_CREAT | O_TRUNC)) || !below(path) || strstr(path, "-shm"))
        return real(folder, path, flags, mode);
    pthread_mutex_lock(&gate);
    int was = !stat(path, &now), fd = real(folder, path, flags, mode), number = errno;
    if (fd >= 0 && !was) told('c', path, 0, 0, 0);
    if (fd >= 0 && was && (flags & O_TRUNC)) told('t', path, 0, 0, 0);
    pthread_mutex_unlock(&gate);
    errno = number;
    return fd;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return opened(folder, path, flags, mode); }

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    if (!below(path) || strstr(path, "-shm")) return real(path);
    pthread_mutex_lock(&gate);
    int done = real(path), number = errno;
    if (!done) told('u', path, 0, 0, 0);
    pthread_mutex_unlock(&gate);
    errno = number;
    return done;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (!below(from)) return real(from, to);
    pthread_mutex_lock(&gate);
    int done = real(from, to), number = errno;
    if (!done) told('r', from, 0, to, strlen(to));
    pthread_mutex_unlock(&gate);
    errno = number;
    return done;
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    if (!below(path)) return real(path, mode);
    pthread_mutex_lock(&gate);
    int done = real(path, mode), number = errno;
    if (!done) told('m', path, 0, 0, 0);
    pthread_mutex_unlock(&gate);
    errno = number;
    return done;
}

int clock_gettime(clockid_t which, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int done = real(which, now);
    int64_t more = which == CLOCK_REALTIME ? real_ns : which == CLOCK_BOOTTIME ? boot_ns : 0;
    if (!done && more) {
        int64_t whole = now->tv_sec * 1000000000LL + now->tv_nsec + more;
        now->tv_sec = whole / 1000000000LL;
        now->tv_nsec = whole % 1000000000LL;
    }
    return done;
}
