/* compare.c - see compare.h. Two lists of dated values are walked side by side over the start days of both. */
#include "policy/compare.h"
#include "base/require.h"
#include "policy/set.h"

typedef struct {
    Arena *arena;
    const PolicySet *was, *is;
    Day month; /* the first day that may still change without a notice */
    Why *why;
    PolicyDifference *out;
    PolicyChange *values;
    PaperChange *papers;
    size_t value_room, paper_room;
} Comparing;

const char *policy_change_word(PolicyChangeKind kind)
{
    static const char *const words[] = { "added", "changed", "removed", "confirmed" };
    return words[kind];
}

bool policy_file_name(Arena *arena, Str region, Str *out)
{
    int64_t code = 0;
    bool known =
        str_is(region, "national") || str_is(region, "calendar") || (region.n == 6 && str_int(region, &code) && code >= 110000);
    if (known)
        *out = str_format(arena, STR_FMT ".yaml", STR_ARG(region));
    return known;
}

Err policy_amend(Arena *arena, const PolicySet *set, Str name, Str text, PolicySet **out, Why *why)
{
    size_t count = 0, at = 0;
    const PolicyFile *files = policy_files(set, &count);
    PolicyFile *amended = arena_new(arena, PolicyFile, count + 1);
    memcpy(amended, files, count * sizeof *files);
    while (at < count && !str_eq(amended[at].name, name))
        at++;
    amended[at] = (PolicyFile){ name, text };
    return policy_load_files(arena, amended, at < count ? count : count + 1, out, why);
}

static void note_first(Comparing *c, Day day)
{
    Day *first = &c->out->first;
    if (!day_is(*first) || day.n < first->n)
        *first = day;
}

/* At a line of the new file. */
static Err closed(const Comparing *c, Str file, int line, const char *zh, const char *en, ...)
{
    va_list args;
    va_start(args, en);
    Err err = yaml_refuse(c->why, ERR_MONTH_CLOSED, file, line, zh, en, args);
    va_end(args);
    return err;
}

static Err past(const Comparing *c, Str file, int line, const char *what, Day from)
{
    return closed(c, file, line,
                  "“%s”改变了 " STR_FMT " 起已过月份的规定。已过月份不得改写；补发文件的，请另加一项，写明 correction: 文号。",
                  "\"%s\" changes what held from " STR_FMT ", in months that are past. They are not rewritten; a notice that "
                  "reaches back is a value of its own with correction: NOTICE.",
                  what, STR_ARG(day_text(c->arena, from)));
}

/* ---- parameters ---- */

/* The value in force, or NULL before the first start day. */
static const PolicyValue *in_force(const PolicyParam *param, Day day)
{
    const PolicyValue *found = NULL;
    for (size_t i = 0; i < param->count && param->values[i].from.n <= day.n; i++)
        found = &param->values[i];
    return found;
}

/* The first start day behind `day` in either list, or DAY_NONE. */
static Day next_start(const PolicyParam *a, const PolicyParam *b, Day day)
{
    const PolicyParam *both[2] = { a, b };
    Day next = DAY_NONE;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; both[side] && i < both[side]->count; i++) {
            Day from = both[side]->values[i].from;
            if ((!day_is(day) || from.n > day.n) && (!day_is(next) || from.n < next.n))
                next = from;
        }
    return next;
}

static bool same_value(const PolicyValue *a, const PolicyValue *b)
{
    bool same = a->unknown == b->unknown && a->value == b->value && a->row_count == b->row_count;
    for (size_t i = 0; same && i < a->row_count; i++)
        same = a->rows[i].key == b->rows[i].key && a->rows[i].value == b->rows[i].value;
    return same;
}

static bool same_source(const PolicyValue *a, const PolicyValue *b)
{
    return a->status == b->status && str_eq(a->reference, b->reference) && str_eq(a->correction, b->correction);
}

/* Whether a change of a span that is past says by which notice: one that the value it replaces did not have. */
static bool is_correction(const PolicyChange *change)
{
    return change->is && change->is->correction.n && !(change->was && str_eq(change->was->correction, change->is->correction));
}

static bool span(const PolicyParam *was, const PolicyParam *is, Day from, PolicyChange *out)
{
    const PolicyValue *a = was ? in_force(was, from) : NULL, *b = in_force(is, from);
    if (!a && !b)
        return false;
    bool same = a && b && same_value(a, b);
    if (same && same_source(a, b))
        return false;
    out->was = a;
    out->is = b;
    out->from = from;
    out->kind = same ? CHANGE_CONFIRMED : !a ? CHANGE_ADDED : !b ? CHANGE_REMOVED : CHANGE_CHANGED;
    return true;
}

static void keep_value(Comparing *c, const PolicyChange *change)
{
    if (c->out->value_count == c->value_room) {
        PolicyChange *more = arena_new(c->arena, PolicyChange, c->value_room * 2 + 64);
        if (c->out->value_count)
            memcpy(more, c->values, c->out->value_count * sizeof *more);
        c->values = more;
        c->value_room = c->value_room * 2 + 64;
    }
    c->values[c->out->value_count++] = *change;
}

/* One parameter as it holds in a region. `listed`: its changes are told here and not as the nation's. */
static Err compare_param(Comparing *c, const RegionPolicy *was, const RegionPolicy *is, PolicyKey key, bool listed, bool *touched)
{
    const PolicyParam *a = was ? &was->params[key] : NULL, *b = &is->params[key];
    for (Day day = next_start(a, b, DAY_NONE); day_is(day); day = next_start(a, b, day)) {
        PolicyChange change = { .region = is, .key = key };
        if (!span(a, b, day, &change))
            continue;
        Day until = next_start(a, b, day);
        change.until = day_is(until) ? day_add(until, -1) : DAY_NONE;
        *touched |= change.kind != CHANGE_CONFIRMED;
        if (!listed)
            continue;
        if (change.kind != CHANGE_CONFIRMED && was && day.n < c->month.n && !is_correction(&change))
            return past(c, is->file, change.is ? change.is->line : 1, policy_key_path(key), day);
        if (change.kind != CHANGE_CONFIRMED)
            note_first(c, day);
        keep_value(c, &change);
    }
    return OK;
}

/* ---- paper lists ---- */

static const PaperList *list_at(const RegionPolicy *region, const PaperEntry *entry, Day day)
{
    return region ? policy_papers(region, str(papers_procedure(entry->procedure)), entry->of, day) : NULL;
}

static void keep_paper(Comparing *c, const PaperChange *change)
{
    if (c->out->paper_count == c->paper_room) {
        PaperChange *more = arena_new(c->arena, PaperChange, c->paper_room * 2 + 16);
        if (c->out->paper_count)
            memcpy(more, c->papers, c->out->paper_count * sizeof *more);
        c->papers = more;
        c->paper_room = c->paper_room * 2 + 16;
    }
    c->papers[c->out->paper_count++] = *change;
}

static bool paper_known(const Comparing *c, const PaperChange *change)
{
    for (size_t i = 0; i < c->out->paper_count; i++) {
        const PaperChange *known = &c->papers[i];
        if (known->region == change->region && known->procedure == change->procedure && known->from.n == change->from.n &&
            str_eq(known->of, change->of))
            return true;
    }
    return false;
}

/* The lists of `of` side: at each of its start days, what was asked for and what is. */
static Err compare_lists(Comparing *c, const RegionPolicy *was, const RegionPolicy *is, const RegionPolicy *of, bool *touched)
{
    for (size_t i = 0; i < of->paper_count; i++) {
        const PaperEntry *entry = &of->papers[i];
        for (size_t k = 0; k < entry->count; k++) {
            Day day = entry->lists[k].from;
            PaperChange change = { is,  papers_procedure(entry->procedure), entry->of,
                                   day, list_at(was, entry, day),           list_at(is, entry, day) };
            bool same = change.was && change.is ? papers_same(change.was, change.is) : change.was == change.is;
            if (same)
                continue;
            *touched = true;
            if (!entry->own || paper_known(c, &change))
                continue;
            if (was && day.n < c->month.n)
                return past(c, is->file, 1, change.procedure, day);
            note_first(c, day);
            keep_paper(c, &change);
        }
    }
    return OK;
}

/* ---- the whole ---- */

static Err compare_region(Comparing *c, const RegionPolicy *was, const RegionPolicy *is, bool *touched)
{
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++) {
        bool listed = !is->code || is->params[key].own || (was && was->code && was->params[key].own);
        TRY(compare_param(c, was, is, key, listed, touched));
    }
    TRY(compare_lists(c, was, is, is, touched));
    return was ? compare_lists(c, was, is, was, touched) : OK;
}

static bool on_file(const Calendar *calendar, Day day) { return day.n >= calendar->first.n && day.n <= calendar->last.n; }

/* A year that nobody had announced has no past; one that was on file keeps the days that are over. */
static Err compare_calendar(Comparing *c)
{
    const Calendar *was = &c->was->calendar, *is = &c->is->calendar;
    Day first = was->first.n < is->first.n ? was->first : is->first, last = was->last.n > is->last.n ? was->last : is->last;
    for (Day day = first; day.n <= last.n; day = day_add(day, 1)) {
        if (calendar_workday_provisional(was, day, NULL) == calendar_workday_provisional(is, day, NULL))
            continue;
        if (day.n < c->month.n && on_file(was, day))
            return past(c, S("calendar.yaml"), 1, "years", day);
        if (!day_is(c->out->calendar_from))
            c->out->calendar_from = day;
        c->out->calendar_until = day;
        note_first(c, day);
    }
    return OK;
}

Err policy_compare(Arena *arena, const PolicySet *was, const PolicySet *is, Day today, PolicyDifference *out, Why *why)
{
    *out = (PolicyDifference){ .calendar_from = DAY_NONE, .calendar_until = DAY_NONE, .first = DAY_NONE };
    Comparing c = { .arena = arena, .was = was, .is = is, .month = month_first(day_month(today)), .why = why, .out = out };
    bool *touched = arena_new(arena, bool, is->region_count + 1);
    TRY(compare_calendar(&c));
    TRY(compare_region(&c, &was->national, &is->national, &out->nation_touched));
    for (size_t i = 0; i < is->region_count; i++)
        TRY(compare_region(&c, policy_region(was, is->regions[i].code), &is->regions[i], &touched[i]));
    out->touched = touched;
    out->values = c.values;
    out->papers = c.papers;
    return OK;
}
