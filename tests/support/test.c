/* test.c - see test.h. */
#include "support/test.h"
#include "base/require.h"
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static Test *first;
static Test **last = &first;
static int failures;

void test_register(Test *test)
{
    *last = test;
    last = &test->next;
}

void test_fail(const char *file, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (failures++ < 20) {
        fprintf(stderr, "  %s:%d: ", file, line);
        vfprintf(stderr, format, args);
        fputc('\n', stderr);
    }
    va_end(args);
}

const char *test_source_dir(void)
{
    const char *dir = getenv("SHEBAO_SOURCE");
    return dir ? dir : SOURCE_DIR;
}

static char scratch[256];

static void remove_scratch(void)
{
    char command[sizeof scratch + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", scratch);
    if (system(command) != 0)
        fprintf(stderr, "  could not remove %s\n", scratch);
}

const char *test_scratch_dir(void)
{
    if (!scratch[0]) {
        const char *temporary = getenv("TMPDIR");
        snprintf(scratch, sizeof scratch, "%s/shebao-test-XXXXXX", temporary && *temporary ? temporary : "/tmp");
        require(mkdtemp(scratch) != NULL);
        atexit(remove_scratch);
    }
    return scratch;
}

void test_write(const char *name, Str bytes)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", test_scratch_dir(), name);
    FILE *file = fopen(path, "wb");
    bool fine = file && fwrite(bytes.p, 1, bytes.n, file) == bytes.n;
    if (file && fclose(file) != 0)
        fine = false;
    if (!fine)
        test_fail(__FILE__, __LINE__, "cannot write %s", path);
}

Str test_said_of(Arena *arena, Str bytes, const char *command)
{
    char path[512], line[1024], part[4096];
    Buf out = { .arena = arena };
    test_write("said-of", bytes);
    snprintf(path, sizeof path, "%s/said-of", test_scratch_dir());
    snprintf(line, sizeof line, command, path);
    FILE *pipe = popen(line, "r");
    for (size_t n; pipe && (n = fread(part, 1, sizeof part, pipe)) > 0;)
        buf_add(&out, (Str){ part, n });
    if (!pipe || pclose(pipe) != 0)
        test_fail(__FILE__, __LINE__, "cannot run %s", line);
    return buf_str(&out);
}

Str test_file(Arena *arena, const char *path)
{
    Str full = str_format(arena, "%s/%s", test_source_dir(), path);
    FILE *file = fopen(full.p, "rb");
    struct stat stat;
    if (!file || fstat(fileno(file), &stat) != 0) {
        test_fail(__FILE__, __LINE__, "cannot read %s", full.p);
        if (file)
            fclose(file);
        return (Str){ 0 };
    }
    char *bytes = arena_new(arena, char, (size_t)stat.st_size + 1);
    size_t n = fread(bytes, 1, (size_t)stat.st_size, file);
    fclose(file);
    return (Str){ bytes, n };
}

uint64_t test_random(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static bool wanted(const char *name, int count, char **words)
{
    for (int i = 0; i < count; i++)
        if (strstr(name, words[i]))
            return true;
    return count == 0;
}

/* "2/3": of every three tests the second. */
static bool in_part(const char *part, int n)
{
    int mine = 1, of = 1;
    require(!part || (sscanf(part, "%d/%d", &mine, &of) == 2 && mine >= 1 && mine <= of));
    return n % of == mine - 1;
}

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum { SLOW_MS = 3000 };

static bool test_passes(const Test *test)
{
    int64_t begin = clock_ms();
    Arena arena = arena_make((size_t)256 << 20);
    failures = 0;
    test->run(&arena);
    arena_drop(&arena);
    int64_t ms = clock_ms() - begin;
    if (ms >= SLOW_MS)
        printf("  slow: %s, %lld.%lld s\n", test->name, (long long)ms / 1000, (long long)ms / 100 % 10);
    if (failures)
        fprintf(stderr, "FAILED %s (%d checks)\n", test->name, failures);
    return !failures;
}

int main(int count, char **words)
{
    int passed = 0, failed = 0, n = 0;
    if (!first) { /* its list of sources was lost */
        puts("FAILED: this program has no test");
        return 1;
    }
    bool list = count > 1 && !strcmp(words[1], "--list");
    const char *part = count > 2 && !strcmp(words[1], "--part") ? words[2] : NULL;
    if (part) {
        count -= 2;
        words += 2;
    }
    for (Test *test = first; test; test = test->next) {
        if (list) {
            puts(test->name);
            continue;
        }
        if (!wanted(test->name, count - 1, words + 1) || !in_part(part, n++))
            continue;
        *(test_passes(test) ? &passed : &failed) += 1;
    }
    if (!list)
        printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}
