/* set.h - what a policy set is made of. For the files of this room alone; others ask through policy.h. */
#pragma once
#include "policy/calendar.h"
#include "policy/yaml_tree.h"

typedef struct {
    const PolicyValue *values; /* oldest first */
    size_t count;
    bool own; /* said by the region itself, not followed from the nation */
} PolicyParam;

/* The dated lists of one procedure and one `of`; kept sorted by both. */
typedef struct {
    int procedure; /* row of PAPER_PROCEDURES */
    Str of;
    const PaperList *lists; /* oldest first */
    size_t count;
    bool own;
} PaperEntry;

struct RegionPolicy {
    int code; /* 0 = the nation */
    Str file, name_zh, name_en;
    PolicyParam params[POLICY_KEY_END];
    PaperEntry *papers;
    size_t paper_count;
};

/* The years on file are one span without gaps. `rank[i]` counts the working days up to and with day first + i;
 * `days[r - 1]` is the r-th of them. */
struct Calendar {
    Day first, last;
    uint16_t *rank;
    Day *days;
    size_t day_count;
    struct CalendarYear {
        int year;
        Str reference;
        PolicyStatus status;
    } *years;
    size_t year_count;
};

struct PolicySet {
    RegionPolicy national;
    RegionPolicy *regions; /* by code */
    size_t region_count;
    Calendar calendar;
    PolicyFile *files; /* by name */
    size_t file_count;
    Str canonical;
    Hash hash;
};

/* What is known while one file is read. */
typedef struct {
    Arena *arena;
    Str file;
    Why *why;
} Reading;

/* ERR_BAD_FIELD with "file:line" as field and the place in front of both sentences. */
Err reading_refuse(const Reading *reading, int line, const char *zh, const char *en, ...) NODISCARD;
/* Refuses a mapping with a key that is not in `allowed` (words with spaces between) or without one in `needed`. */
Err reading_members(const Reading *reading, const YamlNode *map, const char *allowed, const char *needed) NODISCARD;
Err reading_text(const Reading *reading, const YamlNode *node, const char *what, Str *out) NODISCARD;
Err reading_day(const Reading *reading, const YamlNode *node, Day *out) NODISCARD;
Err reading_int(const Reading *reading, const YamlNode *node, int64_t least, int64_t most, int64_t *out) NODISCARD;
/* The members "from", "reference" and "status" of a dated value; `before` is the start day of the value before. */
Err reading_dated(const Reading *reading, const YamlNode *map, Day before, Day *from, Str *reference,
                  PolicyStatus *status) NODISCARD;

/* The parts of a region file and the calendar; each fills its part of the set. */
Err params_read(const Reading *reading, const YamlNode *tree, RegionPolicy *region) NODISCARD;
Err papers_read(const Reading *reading, const YamlNode *tree, RegionPolicy *region) NODISCARD;
/* Refuses values that contradict each other (a least above a most). */
Err params_check(const Reading *reading, const RegionPolicy *region) NODISCARD;
bool policy_key_may_be_unknown(PolicyKey key);
/* The last value that has begun, or the first. */
const PolicyValue *value_at(const PolicyParam *param, Day day);

/* ERR_NO_RULE for a key that has no value on a day, or only one made for a time that ended on `until`. */
Err no_rule(Why *why, PolicyKey key, Day until) NODISCARD;

/* Words, lists and tables: values.c. Each row lies between least and most. */
Err word_read(const Reading *reading, const YamlNode *node, PolicyKey key, int64_t *out) NODISCARD;
Err rows_read(const Reading *reading, const YamlNode *node, PolicyKey key, int64_t least, int64_t most,
              PolicyValue *value) NODISCARD;
void rows_canonical(Buf *buf, const PolicyValue *value);
/* Gives a region what it does not say itself. */
void papers_follow(Arena *arena, RegionPolicy *region, const RegionPolicy *national);
Err calendar_read(const Reading *reading, const YamlNode *root, Calendar *out) NODISCARD;

/* The name of a row of PAPER_PROCEDURES; whether two lists ask for the same. */
const char *papers_procedure(int row);
bool papers_same(const PaperList *a, const PaperList *b);

/* The canonical bytes of one region and of the calendar. */
void papers_canonical(Buf *buf, const RegionPolicy *region);
void calendar_canonical(Buf *buf, const Calendar *calendar);
