/* record_ways.c - see record.h: why something does not work, and every way out as people read it. */
#include "report/report.h"
#include "web/appointments.h"
#include "web/record.h"
#include <stdio.h>

static Str none;

/* Causes that end as soon as what they wait for has happened: there is nothing to apply for. */
static bool ends_itself(Cause cause) { return cause == CAUSE_MIGRATION || cause == CAUSE_IN_PRODUCTION || cause == CAUSE_TRANSFER; }

/* "clerk w1" or "job.daily" is how the record says it; of the role people know the name. */
static Str placed_by(const Ui *ui, Str by)
{
    Str rest = by, role = str_cut(&rest, str_find(by, S(" ")) < 0 ? '.' : ' ');
    return choice_from(SET_ROLE, role) ? said_head(ui->buf.arena, said_word(ui->lang, SET_ROLE, role)) : by;
}

void record_causes(Ui *ui, const JsonNode *why)
{
    size_t count = 0;
    const JsonNode *causes = node_list(why, "causes", &count);
    for (size_t i = 0; i < count; i++) {
        Cause cause = (Cause)choice_from(SET_CAUSE, node_text(&causes[i], "cause"));
        ui_cause(ui, &(UiCause){ .number = count > 1 ? (int)i + 1 : 0,
                                 .title = said_head(ui->buf.arena, node_said(&causes[i], "why", ui->lang)),
                                 .why = node_said(&causes[i], "note", ui->lang),
                                 .since = said_time(ui->buf.arena, ui->lang, node_text(&causes[i], "since")),
                                 .by = placed_by(ui, node_text(&causes[i], "by")),
                                 .law = node_text(&causes[i], "law"),
                                 .ends_itself = cause && ends_itself(cause),
                                 .reviewed = cause && cause_row(cause)->reviewed });
    }
}

Str record_step_title(Arena *arena, Language lang, const JsonNode *step)
{
    return said_head(arena, report_step(arena, lang == LANG_EN, step));
}

bool record_can_do(const PageVisit *visit, const JsonNode *step)
{
    Role role = (Role)choice_from(SET_ROLE, node_text(step, "role"));
    Str org = node_text(step, "org");
    if (!visit->actor.role || node_text(step, "not_before").n || str_find(node_text(step, "command"), S("job.")) == 0)
        return false;
    bool own = role_in(R_SELF, role) && role_in(R_SELF | R(ONLINE), visit->actor.role);
    bool placed =
        !org.n || !role_in(R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(AGENCY) | R(UNIT), role) || str_eq(org, visit->actor.org);
    return (role == visit->actor.role && placed) || own;
}

static UiPlace place_of(const JsonNode *step)
{
    const JsonNode *where = json_member(step, "where");
    return (UiPlace){ node_text(where, "name"), node_text(where, "address"), node_text(where, "hours"), node_text(where, "phone") };
}

static Str without_stop(Str sentence)
{
    return str_ends(sentence, S("。"))  ? str_head(sentence, sentence.n - 3)
           : str_ends(sentence, S(".")) ? str_head(sentence, sentence.n - 1)
                                        : sentence;
}

/* What only who takes the step can know. */
static Str asked(const Ui *ui, const JsonNode *step)
{
    size_t count = 0;
    const JsonNode *ask = node_list(step, "ask", &count);
    Buf out = { .arena = ui->buf.arena };
    if (!count)
        return none;
    buf_add(&out, word(ui->lang, W_STEP_ASKS));
    buf_add(&out, said_colon(ui->lang));
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add(&out, ui->lang == LANG_EN ? S("; ") : S("；"));
        buf_add(&out, without_stop(node_said(&ask[i], "why", ui->lang)));
    }
    buf_add(&out, ui->lang == LANG_EN ? S(".") : S("。"));
    return buf_str(&out);
}

static UiStep step_of(const Ui *ui, const PageVisit *visit, const JsonNode *step)
{
    Arena *arena = ui->buf.arena;
    size_t count = 0;
    const JsonNode *evidence = node_list(step, "evidence", &count);
    Str *papers = arena_new(arena, Str, count);
    for (size_t i = 0; i < count; i++)
        papers[i] = said_head(arena, said_word(ui->lang, SET_EVIDENCE, evidence[i].text));
    Str not_before = node_text(step, "not_before");
    bool waits = str_is(node_text(step, "command"), "job.daily");
    /* Whoever does not stand at the counter can book a visit to it. */
    bool comes = str_is(node_text(step, "role"), "clerk") && !visit_role(visit, R_OFFICE);
    Str book = comes ? appointment_for(arena, step) : none;
    return (UiStep){ .title = record_step_title(arena, ui->lang, step),
                     .text = asked(ui, step),
                     .who = waits ? none : said_head(arena, said_word(ui->lang, SET_ROLE, node_text(step, "role"))),
                     .cost = waits ? none : said_cost(arena, ui->lang, node_int(step, "cost_fen")),
                     .days = said_days(arena, ui->lang, node_int(step, "days")),
                     .not_before = not_before.n ? said_time(arena, ui->lang, not_before) : none,
                     .law = waits ? none : node_text(step, "law"),
                     .link = book.n ? ui_path(ui, book) : none,
                     .link_text = book.n ? word(ui->lang, W_APPOINT_TITLE) : none,
                     .place = place_of(step),
                     .papers = papers,
                     .paper_count = count };
}

static Str steps_text(Arena *arena, const JsonNode *way)
{
    Json json = json_make(arena);
    const JsonNode *steps = json_member(way, "steps");
    if (steps)
        json_node(&json, steps);
    return json_str(&json);
}

static Str way_name(Language lang, Str name)
{
    return word(lang, str_is(name, "cheapest") ? W_WAY_CHEAPEST : str_is(name, "fastest") ? W_WAY_FASTEST : W_WAY_NO_VISIT);
}

/* Names of the ways that have the very same steps: shown once. */
static Str names_of(const Ui *ui, const JsonNode *ways, size_t count, size_t at, bool *again)
{
    Arena *arena = ui->buf.arena;
    Str steps = steps_text(arena, &ways[at]), names = none;
    *again = false;
    for (size_t i = 0; i < count; i++) {
        if (!str_eq(steps_text(arena, &ways[i]), steps))
            continue;
        *again |= i < at;
        Str name = way_name(ui->lang, node_text(&ways[i], "name"));
        names = names.n ? str_format(arena, STR_FMT " · " STR_FMT, STR_ARG(names), STR_ARG(name)) : name;
    }
    return names;
}

/* Steps behind the counter: nothing that the person, or whoever looks at this page, has to do. */
static bool is_behind(const PageVisit *visit, const JsonNode *step)
{
    Role role = (Role)choice_from(SET_ROLE, node_text(step, "role"));
    return role != visit->actor.role && role_in(R(CENTRE) | R(FACTORY) | R(BANK), role) && !node_truth(step, "visit") &&
           !node_text(step, "not_before").n;
}

/* Several of them in a row are one line: what happens, and how long it takes in all. */
static UiStep behind_of(const Ui *ui, const JsonNode *steps, size_t count)
{
    Buf text = { .arena = ui->buf.arena };
    int64_t days = 0;
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add(&text, S(" → "));
        buf_add(&text, said_head(ui->buf.arena, node_said(&steps[i], "what", ui->lang)));
        days += node_int(&steps[i], "days");
    }
    return (
        UiStep){ .title = word(ui->lang, W_STEP_BEHIND), .text = buf_str(&text), .days = said_days(ui->buf.arena, ui->lang, days) };
}

/* The steps of a way as the page shows them; answers how many. */
static size_t steps_of(const Ui *ui, const PageVisit *visit, const JsonNode *list, size_t count, UiStep *steps)
{
    size_t shown = 0;
    for (size_t i = 0; i < count;) {
        size_t behind = 0;
        while (i + behind < count && is_behind(visit, &list[i + behind]))
            behind++;
        if (behind > 1)
            steps[shown++] = behind_of(ui, &list[i], behind);
        else
            steps[shown++] = step_of(ui, visit, &list[i]);
        i += behind ? behind : 1;
    }
    return shown;
}

static void put_way(Ui *ui, const PageVisit *visit, int64_t person, const JsonNode *why, const JsonNode *way, Str name, bool best)
{
    Arena *arena = ui->buf.arena;
    size_t count = 0;
    const JsonNode *list = node_list(way, "steps", &count);
    UiStep *steps = arena_new(arena, UiStep, count);
    size_t shown = steps_of(ui, visit, list, count, steps);
    if (count && record_can_do(visit, &list[0])) {
        steps[0].link = ui_path(ui, str_format(arena, "/person/%lld/step?function=" STR_FMT "&way=" STR_FMT, (long long)person,
                                               STR_ARG(node_text(why, "function")), STR_ARG(node_text(way, "name"))));
        steps[0].link_text = word(ui->lang, W_STEP_HERE);
    }
    ui_way(ui, &(UiWay){ .name = name,
                         .summary = shown == 1 ? word(ui->lang, W_ONE_STEP) : word_format(arena, ui->lang, W_STEPS_N, (int)shown),
                         .cost = said_cost(arena, ui->lang, node_int(way, "cost_fen")),
                         .days = said_days(arena, ui->lang, node_int(way, "days")),
                         .best = best,
                         .steps = steps,
                         .count = shown });
}

void record_ways(Ui *ui, const PageVisit *visit, int64_t person, const JsonNode *why)
{
    size_t count = 0;
    const JsonNode *ways = node_list(why, "ways", &count);
    for (size_t i = 0; i < count; i++) {
        bool again = false;
        Str name = names_of(ui, ways, count, i, &again);
        if (!again)
            put_way(ui, visit, person, why, &ways[i], name, i == 0);
    }
}
