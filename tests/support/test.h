/* test.h - our small test runner. TEST(name) { ... } registers itself; CHECK* count; each test binary ends
 * with "N passed, N failed" where N counts tests. `binary NAME...` runs only tests whose name contains one
 * of the words; `binary --list` names them; `binary --part 2/3 [NAME...]` runs the second, fifth, eighth of them. */
#pragma once
#include "base/err.h"
#include <stdio.h>

typedef struct Test {
    const char *name;
    void (*run)(Arena *arena);
    struct Test *next;
} Test;

void test_register(Test *test);
void test_fail(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* `arena` is 256 MB and fresh for each test. */
#define TEST(test_name) \
    static void test_name(Arena *arena); \
    __attribute__((constructor)) static void test_name##_register(void) \
    { \
        static Test test = { .name = #test_name, .run = test_name }; \
        test_register(&test); \
    } \
    static void test_name(__attribute__((unused)) Arena *arena)

#define CHECK(condition) \
    do { \
        if (!(condition)) \
            test_fail(__FILE__, __LINE__, "%s", #condition); \
    } while (0)
#define CHECK_EQ(got, want) \
    do { \
        long long got_ = (long long)(got), want_ = (long long)(want); \
        if (got_ != want_) \
            test_fail(__FILE__, __LINE__, "%s is %lld, should be %lld", #got, got_, want_); \
    } while (0)
#define CHECK_STR(got, want) \
    do { \
        Str got_ = (got), want_ = (want); \
        if (!str_eq(got_, want_)) \
            test_fail(__FILE__, __LINE__, "%s is \"%.*s\", should be \"%.*s\"", #got, STR_ARG(got_), STR_ARG(want_)); \
    } while (0)

/* The folder of the sources, for data files; and a fresh empty folder for this run. */
const char *test_source_dir(void);
const char *test_scratch_dir(void);
/* The bytes of a file under the source folder; fails the test and gives nothing if it cannot be read. */
Str test_file(Arena *arena, const char *path);
/* What a command says of these bytes: "%s" in it stands for a file that holds them. The test fails when the command does. */
Str test_said_of(Arena *arena, Str bytes, const char *command);
/* Writes a file of that name into the scratch folder, which is where replays of tests find theirs. */
void test_write(const char *name, Str bytes);
/* A small deterministic generator for property tests: same seed, same numbers. */
uint64_t test_random(uint64_t *seed);
