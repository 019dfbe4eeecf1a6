/* saga.c - see saga.h. */
#include "saga.h"
#include "base/day.h"
#include "base/require.h"
#include "saga_table.h"
#include "stage.h"

typedef struct {
    Arena *arena;
    Buf out;
    uint64_t seed;
    Time now;
    int count;
} Saga;

static int draw(Saga *saga, int below) { return (int)(test_random(&saga->seed) % (uint64_t)below); }

static char luhn(Str digits)
{
    int sum = 0;
    for (size_t i = 0; i < digits.n; i++) {
        int d = digits.p[digits.n - 1 - i] - '0';
        d = i % 2 ? d : d * 2;
        sum += d > 9 ? d - 9 : d;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

/* Half past nine on the Wednesday of the next week or the one after: counters are open then, but for a few holidays. */
static Time next_wednesday(Time now)
{
    enum { WEEK = 7, WEDNESDAY = 2, HALF_PAST_NINE = 9 * 3600 + 1800 };
    Day day = day_add(time_day(now), WEEK);
    while (day_weekday(day) != WEDNESDAY)
        day = day_add(day, 1);
    return (Time){ day_start(day).s + HALF_PAST_NINE };
}

/* @S number, @T its last four, @N two digits, @P name in ids, @C card, @D chip, @B bank card of person n; @W a visit ahead. */
static void filled(Saga *saga, Buf *out, const char *text, int n)
{
    Arena *arena = saga->arena;
    Str ssn = stage_ssn(arena, n * 337 + 11), bank = str_format(arena, "6228480000000000%02d", n);
    for (const char *p = text; *p; p++) {
        if (*p != '@') {
            buf_char(out, *p);
            continue;
        }
        switch (*++p) {
        case 'S':
            buf_add(out, ssn);
            break;
        case 'T':
            buf_add(out, str_from(ssn, ssn.n - 4));
            break;
        case 'N':
            buf_format(out, "%02d", n + 10);
            break;
        case 'P':
            buf_format(out, "p%02d", n);
            break;
        case 'C':
            buf_format(out, "A123400%02d", n);
            break;
        case 'D':
            buf_format(out, "330100D1560000050102030405060%03d", n);
            break;
        case 'B':
            buf_format(out, STR_FMT "%c", STR_ARG(bank), luhn(bank));
            break;
        case 'W':
            buf_add(out, time_text(arena, next_wednesday(saga->now)));
            break;
        default:
            buf_char(out, *p);
            break;
        }
    }
}

static void line(Saga *saga, Str id, const Step *step, int n)
{
    bool query = step->what[0] == '?';
    saga->now.s += 60 + draw(saga, saga->count < 2000 ? 3 * 3600 : 60);
    buf_format(&saga->out, "{\"id\":\"" STR_FMT "\",\"at\":\"" STR_FMT "\",\"actor\":", STR_ARG(id),
               STR_ARG(time_text(saga->arena, saga->now)));
    filled(saga, &saga->out, step->actor, n);
    buf_format(&saga->out, ",\"%s\":\"%s\",\"args\":", query ? "query" : "command", step->what + query);
    filled(saga, &saga->out, step->args, n);
    buf_add(&saga->out, S("}\n"));
    saga->count++;
}

static int life_of(int n) { return 1 << n % 6; }

static void daily(Saga *saga)
{
    Str day = day_text(saga->arena, time_day(saga->now));
    Step step = {
        0, 0, "", JOB, "job.daily", str_z(saga->arena, str_format(saga->arena, "{\"day\":\"" STR_FMT "\"}", STR_ARG(day)))
    };
    line(saga, str_format(saga->arena, "daily-%d", saga->count), &step, 0);
}

/* The letter of the numbers of things that a person has. */
static char letter_of(Field field)
{
    switch (field) {
    case F_APPLICATION:
        return 'K';
    case F_CASE:
        return 'C';
    case F_TRANSFER:
        return 'T';
    case F_RELATION:
        return 'R';
    case F_NOTICE:
        return 'N';
    default:
        return 0;
    }
}

/* A well-formed command about people and things that exist, or nearly. */
static void noise(Saga *saga)
{
    int id = 1 + draw(saga, CMD_END - 1), n = draw(saga, SAGA_PEOPLE + 2);
    const CatalogueRow *row = command_row((CommandId)id);
    Arena *arena = saga->arena;
    Buf args = { .arena = arena };
    if (!row->roles || id == CMD_SYSTEM_WINDOW || id == CMD_DEATH_REPORT)
        return;
    for (int i = 0; i < row->count; i++) {
        const FieldRow *field = field_row(row->fields[i]);
        if (!row->required[i] && draw(saga, 2))
            continue;
        buf_format(&args, "%c\"%s\":", args.n ? ',' : '{', field->name);
        if (field->type == TYPE_CHOICE || field->type == TYPE_CHOICES)
            buf_format(&args, field->type == TYPE_CHOICE ? "\"%s\"" : "[\"%s\"]",
                       choice_set(field->set)->items[draw(saga, choice_set(field->set)->count)].code);
        else if (field->type == TYPE_PERSON)
            buf_add(&args, S("\"@S\""));
        else if (row->fields[i] == F_CARD_NO)
            buf_add(&args, S("\"@C\""));
        else if (row->fields[i] == F_CARD_ID_CODE)
            buf_add(&args, S("\"@D\""));
        else if (row->fields[i] == F_BANK_CARD_NO)
            buf_add(&args, S("\"@B\""));
        else if (letter_of(row->fields[i]))
            buf_format(&args, "\"%c%d-%d\"", letter_of(row->fields[i]), 1 + draw(saga, SAGA_PEOPLE), 1 + draw(saga, 2));
        else if (row->fields[i] == F_BANK || row->fields[i] == F_OUTLET || row->fields[i] == F_INSTITUTION)
            buf_add(&args, S("\"B01\""));
        else
            buf_add(&args, good_value(arena, row->fields[i]));
    }
    buf_add(&args, args.n ? S("}") : S("{}"));
    Str actor = good_actor(arena, row->roles);
    Step step = { 0, 0, "", str_z(arena, actor), row->name, str_z(arena, buf_str(&args)) };
    line(saga, str_format(arena, "noise-%d", saga->count), &step, n);
}

static void year(Saga *saga, int which, int noises)
{
    int at[SAGA_PEOPLE] = { 0 }, alive = SAGA_PEOPLE;
    while (alive > 0) {
        int n = draw(saga, SAGA_PEOPLE);
        while (at[n] < STEPS && !(steps[at[n]].year == which && steps[at[n]].lives & life_of(n)))
            at[n]++;
        if (at[n] < STEPS) {
            const Step *step = &steps[at[n]];
            line(saga, str_format(saga->arena, "p%02d-%s", n, step->id), step, n);
        }
        alive = 0;
        at[n] += at[n] < STEPS;
        for (int i = 0; i < SAGA_PEOPLE; i++)
            alive += at[i] < STEPS;
        if (draw(saga, 25) == 0)
            daily(saga);
        if (draw(saga, 20) == 0) {
            const Step *question = &questions[draw(saga, sizeof questions / sizeof *questions)];
            line(saga, str_format(saga->arena, "q-%d", saga->count), question, 0);
        }
        if (noises > 0 && draw(saga, 3) == 0) {
            noise(saga);
            noises--;
        }
    }
    while (noises-- > 0)
        noise(saga);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        line(saga, str_format(saga->arena, "q-%d", saga->count), &questions[i], 0);
}

/* Hangzhou's cards sleep after other months from then on: the due days of those who hold one move. */
static void rules(Saga *saga)
{
    static const char card[] = "  card:\n",
                      more[] = "    dormant_months:\n"
                               "      - {from: 2011-07-01, value: @M, reference: 与全国规定一致, status: provisional}\n"
                               "      - {from: 2026-03-01, value: 5, reference: 杭州市试行办法, status: final}\n";
    size_t count = 0;
    const PolicyFile *files = policy_builtin_files(&count);
    Str text = { 0 };
    for (size_t i = 0; i < count; i++)
        text = str_is(files[i].name, "330100.yaml") ? files[i].text : text;
    size_t at = (size_t)str_find(text, str(card)) + strlen(card);
    const PolicySet *set = NULL;
    require(policy_load(saga->arena, NULL, &set, NULL) == OK);
    int64_t months = policy_int(policy_national(set), KEY_CARD_DORMANT_MONTHS, day_make(2026, 1, 1));
    Str list = str(more);
    long hole = str_find(list, S("@M"));
    Json json = json_make(saga->arena);
    json_open(&json, '{');
    json_put(&json, "region", S("330100"));
    json_put(&json, "text",
             str_format(saga->arena, STR_FMT STR_FMT "%lld" STR_FMT STR_FMT, STR_ARG(str_head(text, at)),
                        STR_ARG(str_head(list, (size_t)hole)), (long long)months, STR_ARG(str_from(list, (size_t)hole + 2)),
                        STR_ARG(str_from(text, at))));
    json_close(&json, '}');
    Step propose = { 0, 0, "", ADMIN, "policy.propose", str_z(saga->arena, json_str(&json)) };
    Step effect = { 0, 0, "", REVIEWER, "?policy.effect", "{\"set\":\"$rules.set\"}" };
    Step approve = { 0, 0, "", REVIEWER, "policy.approve", "{\"set\":\"$rules.set\"}" };
    line(saga, S("rules"), &propose, 0);
    line(saga, S("rules-seen"), &effect, 0);
    line(saga, S("rules-now"), &approve, 0);
}

Str saga_text(Arena *arena, uint64_t seed, int noises)
{
    Saga saga = { .arena = arena, .out = { .arena = arena }, .seed = seed, .now = { 1735779600 } }; /* 2025-01-02 */
    for (size_t i = 0; i < sizeof first_lines / sizeof *first_lines; i++)
        line(&saga, str(first_lines[i].id), &first_lines[i], 0);
    year(&saga, YEAR_1, noises / 2);
    saga.now.s = saga.now.s > 1772500000 ? saga.now.s : 1772500000; /* 2026-03-03: what was not collected goes back */
    daily(&saga);
    rules(&saga);
    year(&saga, YEAR_2, noises / 2);
    saga.now.s += 400 * 86400;
    /* Of those whom nobody hands their card: the noise between may have reached one of them. */
    for (int lonely = 3; lonely < SAGA_PEOPLE; lonely += 6)
        for (size_t i = 0; i < sizeof last_steps / sizeof *last_steps; i++)
            line(&saga, str_format(arena, "p%02d-%s", lonely, last_steps[i].id), &last_steps[i], lonely);
    daily(&saga);
    return buf_str(&saga.out);
}
