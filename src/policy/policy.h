/* policy.h - the rules as data: parameters with the day from which they hold and the law they rest on, paper
 * lists, photo profiles and the calendar. A set is read once, checked as a whole, and never changes; a region
 * that says nothing about a matter follows the nation (policy/national.yaml). */
#pragma once
#include "base/day.h"
#include "base/hash.h"
#include "base/json.h"
#include "policy/keys_table.h"
#include "words/words.h"

#define AS_KEY(NAME, path, kind, unit, scope, unknown, least, most, zh, en) NAME,
typedef enum { POLICY_KEYS(AS_KEY) POLICY_KEY_END } PolicyKey;
#undef AS_KEY
#define AS_RULE(number, NAME, word) NAME = number,
typedef enum { FLEXIBLE_RULES(AS_RULE) FLEXIBLE_RULE_END } FlexibleRule;
#undef AS_RULE
#define AS_POLICY_WORD(key, number, NAME, word, zh, en) NAME = number,
enum { POLICY_WORDS(AS_POLICY_WORD) };
#undef AS_POLICY_WORD
#define AS_BIT(bit, NAME, word, zh, en) NAME = 1 << bit,
typedef enum { PAPER_CONDITIONS(AS_BIT) PAPER_ALWAYS = 0 } PaperIf;
#undef AS_BIT

typedef enum { POLICY_PROVISIONAL, POLICY_FINAL } PolicyStatus;

/* The kinds of keys_table.h. */
typedef enum {
    POLICY_INT, POLICY_FLAG, POLICY_MONTH, POLICY_FLEXIBLE, POLICY_CAP, POLICY_WORD, POLICY_LIST, POLICY_TABLE, POLICY_DUES
} PolicyKind;

#define POLICY_NO_CAP INT64_MAX /* the value of a CAP that says "none" */

/* A row of a list (its class, counted from 1) or of a table. DUES: Month.n and Day.n. */
typedef struct { int64_t key, value; } PolicyRow;

/* One dated value. `value` is 0 where `unknown` and for lists and tables, whose rows rise by key. */
typedef struct {
    Day from;
    int64_t value;
    const PolicyRow *rows;
    size_t row_count;
    bool unknown;
    PolicyStatus status;
    Str reference;
    Str correction; /* the notice by which it changes months that are past; empty: it does not */
    int line;       /* where it stands in its file */
} PolicyValue;

/* One line of a paper list: any one of `kinds`, `copies` of it, asked for when `when` is so. */
typedef struct {
    const EvidenceKind *kinds;
    size_t count;
    int copies;
    int valid_days;  /* how old it may be; 0 = what policy_evidence_days says */
    PaperIf when;    /* PAPER_ALWAYS, or one condition */
    bool of_other;   /* it is the paper of the guardian or proxy who acts, not of the holder */
} PaperItem;

typedef struct {
    const PaperItem *items;
    size_t count;
    Day from;
    PolicyStatus status;
    Str reference;
} PaperList;

typedef struct {
    int width_px, height_px, dpi, components, white_least, white_percent;
    int64_t min_bytes, max_bytes;
    Str reference;
} PhotoProfile;

typedef struct PolicySet PolicySet;
typedef struct RegionPolicy RegionPolicy;
typedef struct Calendar Calendar; /* policy/calendar.h */

/* A policy file: its name without folder ("110000.yaml") and its text. */
typedef struct { Str name, text; } PolicyFile;

/* Reads a whole set; *out and all it shows live in the region, which must outlive it.
 * Refusals, the first fault found, with file and line in *why (why->field is "file:line"):
 *   ERR_TOO_LARGE  a file, or the region, is too large;
 *   ERR_BAD_FIELD  anything else that is not as keys_table.h and docs say. */
Err policy_load_files(Arena *arena, const PolicyFile *files, size_t count, PolicySet **out, Why *why) NODISCARD;
/* The same from the *.yaml files of a folder; or, where folder is NULL, from those built into the program: they are read once
 * and need nothing of the region. Refusals also: ERR_BAD_FIELD the folder cannot be read. */
Err policy_load(Arena *arena, const char *folder, const PolicySet **out, Why *why) NODISCARD;
/* The files that the set was read from, by name; their texts must have lived as long as the set. */
const PolicyFile *policy_files(const PolicySet *set, size_t *count);
/* The files built into the program; static storage. */
const PolicyFile *policy_builtin_files(size_t *count);

/* SHA-256 of the meaning of the set: layout and comments of the files do not count. */
const Hash *policy_hash(const PolicySet *set);
/* What the hash is of: the canonical bytes, to be kept with the set. */
Str policy_canonical(const PolicySet *set);

/* The policy for a region code: of the region itself, or of the city or province that a district belongs to
 * (110105 -> 110000). NULL if none is on file. */
const RegionPolicy *policy_region(const PolicySet *set, int code);
/* The same with a refusal. ERR_NO_RULE, naming the regions on file. */
Err policy_region_get(const PolicySet *set, int code, const RegionPolicy **out, Why *why) NODISCARD;
const RegionPolicy *policy_national(const PolicySet *set);
const Calendar *policy_calendar(const PolicySet *set);
/* The regions on file, by code; the nation is not one of them. */
size_t policy_region_count(const PolicySet *set);
const RegionPolicy *policy_region_at(const PolicySet *set, size_t index);
int policy_region_code(const RegionPolicy *region); /* 0 = the nation */
Str policy_region_name(const RegionPolicy *region, bool en);

/* The value on a day, for rules that must never stop: before the first start day it is the first value. Only
 * for keys that cannot be unknown. FLAG: 0 or 1; MONTH: Month.n; FLEXIBLE: FlexibleRule. */
int64_t policy_int(const RegionPolicy *region, PolicyKey key, Day day);
/* The value on a day with its source; *out points into the set.
 * Refusals: ERR_NO_RULE before the first start day, or where the data says unknown. */
Err policy_get(const RegionPolicy *region, PolicyKey key, Day day, const PolicyValue **out, Why *why) NODISCARD;
/* All dated values of a key, oldest first; *own tells whether the region says them itself. */
const PolicyValue *policy_values(const RegionPolicy *region, PolicyKey key, size_t *count, bool *own);
/* The same for rules that are made anew each year: *provisional is set (and else left alone) where the value is
 * provisional, or where its year has passed and no later one is on file; two years after its year began it is
 * ERR_NO_RULE. For keys that are not in POLICY_YEARLY only the status counts. */
Err policy_current(const RegionPolicy *region, PolicyKey key, Day day, const PolicyValue **out, bool *provisional,
                   Why *why) NODISCARD;
/* The last day for which a value of a key of POLICY_YEARLY was made; DAY_NONE for other keys. */
Day policy_made_until(const RegionPolicy *region, PolicyKey key, const PolicyValue *value);
/* The row of that key, or NULL; and the last row whose key is not above it, or NULL. */
const PolicyRow *policy_row(const PolicyValue *value, int64_t key);
const PolicyRow *policy_row_below(const PolicyValue *value, int64_t key);

/* What somebody should look after on a day. Of a value that nobody has published the nation's "unknown" alone does not
 * count: it is for the regions to say. */
typedef enum {
    POLICY_FINE,
    POLICY_IS_PROVISIONAL, /* to be confirmed */
    POLICY_IS_UNKNOWN,     /* the region says so itself */
    POLICY_RUNS_OUT,       /* its year ends within POLICY_ALARM_MONTHS and none follows */
    POLICY_IS_STALE,       /* its year has ended; it holds provisionally */
    POLICY_HAS_ENDED,      /* it has been good for a year more, and is no longer */
} PolicyAlarm;
enum { POLICY_ALARM_MONTHS = 3 };
/* *out: the value that holds or held, or NULL before the first. */
PolicyAlarm policy_alarm(const RegionPolicy *region, PolicyKey key, Day day, const PolicyValue **out);
const char *policy_alarm_word(PolicyAlarm alarm);             /* "runs-out" */
const char *policy_alarm_label(PolicyAlarm alarm, bool en);

/* The last day on which the fees of a month can be paid in time: the notice for that month, or the due day of the
 * region, moved to a working day where the region says so; *provisional (may be NULL) as in calendar.h. */
Day policy_due_day(const PolicySet *set, const RegionPolicy *region, Month month, bool *provisional);

PolicyKind policy_key_kind(PolicyKey key);
/* The word, or its meaning, of a WORD; requires that the key has one of that number. */
const char *policy_word(PolicyKey key, int64_t number);
const char *policy_word_label(PolicyKey key, int64_t number, bool en);
/* A value as JSON: a number, true or false, a word, "2025-01", "none", a list, an object of rows; null where unknown. */
void policy_value_json(Json *json, Arena *arena, PolicyKey key, const PolicyValue *value);
/* The same for people: yuan and percent instead of fen and ppm. */
Str policy_value_text(Arena *arena, PolicyKey key, const PolicyValue *value, bool en);
const char *policy_key_path(PolicyKey key);
const char *policy_key_unit(PolicyKey key);
const char *policy_key_meaning(PolicyKey key, bool en);
/* The key of that path, or POLICY_KEY_END. */
PolicyKey policy_key_from(Str path);

/* The papers for a procedure on a day. `of` narrows it (category, cause, kind, reason, channel ...: see
 * PAPER_PROCEDURES); where no list is kept for `of`, the list of "any" holds; before the first start day, the first.
 * NULL: no paper is asked for. */
const PaperList *policy_papers(const RegionPolicy *region, Str procedure, Str of, Day day);
/* What an insurance asks for besides the list of the category; exactly `of` or NULL, never "any". */
const PaperList *policy_papers_more(const RegionPolicy *region, Str procedure, Str of, Day day);
/* Whether an item is asked for; `so` is the sum of the conditions that hold. */
static inline bool paper_asked(const PaperItem *item, int so) { return !item->when || (so & (int)item->when); }
bool paper_accepts(const PaperItem *item, EvidenceKind kind);
/* A condition in words; empty for PAPER_ALWAYS. */
const char *paper_condition_label(PaperIf condition, bool en);

/* Days for which a paper of that kind is good; 0 = only its own validity counts. */
int policy_evidence_days(const RegionPolicy *region, EvidenceKind kind, Day day);
/* The time limit of a procedure in working days; 0 = done at once or unknown to PAPER_PROCEDURES. */
int policy_case_workdays(const RegionPolicy *region, Str procedure, Day day);
PhotoProfile policy_photo(const RegionPolicy *region, Day day);
