/* bench.h - the program that measures. Each figure stands beside a yardstick of the same run, the two in turn,
 * because absolute times drift on shared machines: what is compared is their ratio, or a rate that the target names.
 * All figures are whole numbers; ratios are in thousandths. */
#pragma once
#include "base/err.h"
#include "base/str.h"

enum { ROUNDS_MAX = 15, EXTRAS_MAX = 40 };

typedef struct {
    Arena *arena;
    int64_t size;         /* persons or rows; 0 = the default of the measurement */
    int rounds;
    bool postgres;        /* --engine postgres: on the server that SHEBAO_TEST_POSTGRES names */
    const char *program;  /* the shebao beside this program, for measurements that start it */
    const char *scratch;  /* an empty folder of this run */
} BenchOptions;

/* A second figure of the same measurement with its own target. */
typedef struct {
    const char *name, *unit;
    int64_t value, target;
    bool at_most;         /* the target is an upper bound */
} BenchExtra;

typedef struct {
    int64_t figures[ROUNDS_MAX], yardsticks[ROUNDS_MAX];
    int rounds;
    const char *unit, *yardstick_is;
    int64_t target_permille; /* least ratio figure : yardstick in thousandths; 0 = none */
    int64_t target;          /* least figure; 0 = none */
    BenchExtra extras[EXTRAS_MAX];
    int extra_count;
    const char *note;
} BenchResult;

typedef struct {
    const char *name, *what;
    bool (*run)(const BenchOptions *options, BenchResult *out); /* false: it could not be measured, said on stderr */
    bool on_postgres; /* ... and there too, with --engine postgres */
} Bench;
extern const Bench benches[];
extern const int bench_count;

int64_t bench_now_ns(void);
/* Where a new bureau of this run is made: a folder, or a schema of the server. */
Str bench_url(const BenchOptions *options, const char *name);
/* The middle one of what several rounds measured. */
int64_t bench_median(const int64_t *values, int count);
/* Events a second. */
int64_t bench_rate(int64_t count, int64_t ns);
void bench_extra(BenchResult *out, const char *name, const char *unit, int64_t value, int64_t target, bool at_most);

bool bench_calc(const BenchOptions *options, BenchResult *out);
bool bench_check(const BenchOptions *options, BenchResult *out);
bool bench_why(const BenchOptions *options, BenchResult *out);
bool bench_status(const BenchOptions *options, BenchResult *out);
bool bench_commands(const BenchOptions *options, BenchResult *out);
bool bench_levy(const BenchOptions *options, BenchResult *out);
bool bench_interest(const BenchOptions *options, BenchResult *out);
bool bench_lookup(const BenchOptions *options, BenchResult *out);
bool bench_pool(const BenchOptions *options, BenchResult *out);
bool bench_statement(const BenchOptions *options, BenchResult *out);
bool bench_start(const BenchOptions *options, BenchResult *out);
bool bench_import(const BenchOptions *options, BenchResult *out);
bool bench_match(const BenchOptions *options, BenchResult *out);
bool bench_pages(const BenchOptions *options, BenchResult *out);
bool bench_paper(const BenchOptions *options, BenchResult *out);
