/* query_figures.c - office.figures: how the bureau stands, in figures that are read from the records when they are asked for:
 * what waits at each desk, through whom people come, why accounts are stopped, what is billed and collected, and what goes
 * through the funds of a region. Law: Social Insurance Law 70. */
#include "card/settle.h"
#include "core/effect.h"
#include "core/money_scope.h"
#include "core/shapes.h"
#include "levy/close.h"

enum { ENTRIES_MAX = 2000, ENTRY_PAGE = 200, MONTHS = 12 };

/* ---- what waits ---- */

static int64_t count_of(const Rows *rows, int procedure)
{
    for (size_t i = 0; i < rows->count; i++)
        if (cell(rows, i, 0)->i == procedure)
            return cell(rows, i, 1)->i;
    return 0;
}

static Err put_queues(Query *query)
{
    Store *store = &query->bureau->store;
    Json *json = query->data;
    Rows waiting, returned, late;
    TRY(store_case_counts(store, query->arena, CASE_SUBMITTED, (Day){ 0 }, &waiting));
    TRY(store_case_counts(store, query->arena, CASE_RETURNED, (Day){ 0 }, &returned));
    TRY(store_case_counts(store, query->arena, CASE_SUBMITTED, time_day(query->now), &late));
    json_key(json, "queues");
    json_open(json, '[');
    for (int i = 1; i < Procedure_END; i++) {
        if (!count_of(&waiting, i) && !count_of(&returned, i))
            continue;
        json_open(json, '{');
        list_word(json, "procedure", SET_PROCEDURE, i);
        json_put_int(json, "in_time", count_of(&waiting, i) - count_of(&late, i));
        json_put_int(json, "late", count_of(&late, i));
        json_put_int(json, "returned", count_of(&returned, i));
        json_close(json, '}');
    }
    json_close(json, ']');
    return OK;
}

/* ---- through whom people come ---- */

/* The commands of the last entries up to the instant that were done, by the role that gave them. */
static Err put_channels(Query *query)
{
    Json *json = query->data;
    Journal journal = list_journal(query);
    int64_t last = 0, counts[Role_END] = { 0 }, all = 0;
    TRY(list_readable(journal_entry_at(&journal, query->arena, query->now, &last)));
    int64_t after = last > ENTRIES_MAX ? last - ENTRIES_MAX : 0;
    for (size_t count = ENTRY_PAGE; count == ENTRY_PAGE && after < last;) {
        JournalEntry *entries = NULL;
        size_t mark = arena_mark(query->arena);
        TRY(list_readable(journal_entries(&journal, query->arena, after, ENTRY_PAGE, &entries, &count)));
        for (size_t i = 0; i < count && entries[i].n <= last; i++) {
            const EntryDraft *said = &entries[i].said;
            bool done = said->kind == ENTRY_COMMAND && said->err == OK && said->role > 0 && said->role < Role_END;
            counts[done ? said->role : 0] += done && said->role != ROLE_JOB;
            after = entries[i].n;
        }
        arena_back(query->arena, mark);
    }
    json_key(json, "channels");
    json_open(json, '[');
    for (int role = 1; role < Role_END; role++) {
        all += counts[role];
        if (!counts[role])
            continue;
        json_open(json, '{');
        list_word(json, "role", SET_ROLE, role);
        json_put_int(json, "commands", counts[role]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_put_int(json, "commands_counted", all);
    return OK;
}

/* ---- why something is stopped ---- */

/* Each person once a cause; at most EFFECT_PEOPLE_MAX are looked at, evenly spread over all. */
static Err put_holds(Query *query)
{
    Json *json = query->data;
    Bureau *bureau = query->bureau;
    int64_t persons = bureau->store.bureau.persons, seen = 0, counts[Cause_END] = { 0 };
    int64_t most = persons < EFFECT_PEOPLE_MAX ? persons : EFFECT_PEOPLE_MAX;
    for (int64_t i = 0; i < most; i++) {
        Work work = { .store = &bureau->store, .arena = query->arena };
        size_t mark = arena_mark(query->arena);
        PersonFacts *person = NULL;
        Effects effects;
        TRY(work_person(&work, 1 + i * persons / most, &person));
        if (person) {
            settle(person, query->policy, &bureau->store.bureau, query->now, NULL);
            effects_of(person, query->policy, &bureau->store.bureau, query->now, &effects);
            for (int k = 0; k < effects.count; k++)
                counts[effects.causes[k].cause]++;
            seen++;
        }
        arena_back(query->arena, mark);
    }
    json_key(json, "holds");
    json_open(json, '[');
    for (int cause = 1; cause < Cause_END; cause++) {
        if (!counts[cause])
            continue;
        json_open(json, '{');
        list_word(json, "cause", SET_CAUSE, cause);
        json_put_int(json, "persons", counts[cause]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_put_int(json, "persons", persons);
    json_put_int(json, "persons_looked_at", seen);
    return OK;
}

/* ---- the money of a region ---- */

/* Contributions that became due and that were settled, in fen; false: a sum does not fit. What lapsed left the receivables
 * without being settled. */
static bool receivable_of(const TrialRow *rows, size_t count, Money *billed, Money *collected)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].account == LEDGER_RECEIVABLE &&
            (!money_add(*billed, rows[i].debit, billed) || !money_add(*collected, rows[i].credit, collected)))
            return false;
        if (rows[i].account == LEDGER_WRITE_OFF && !money_add(*collected, (Money){ -rows[i].balance.fen }, collected))
            return false;
    }
    return true;
}

static void put_flows(Json *json, const TrialRow *rows, size_t count)
{
    json_key(json, "funds");
    json_open(json, '[');
    for (size_t i = 0; account_at(i); i++) {
        const AccountRow *row = account_at(i);
        int64_t in = 0, out = 0;
        if (row->class != CLASS_FUND)
            continue;
        for (size_t k = 0; k < count; k++)
            if (rows[k].account == (LedgerAccount)row->number) {
                in += row->normal == CREDIT ? rows[k].credit.fen : rows[k].debit.fen;
                out += row->normal == CREDIT ? rows[k].debit.fen : rows[k].credit.fen;
            }
        json_open(json, '{');
        money_put_account(json, row);
        json_put_int(json, "in_fen", in);
        json_put_int(json, "out_fen", out);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* A month's own movements, and how much of all that was ever billed by its end is collected. */
static Err put_month(Query *query, int32_t region, Month month, const SheetAsOf *as_of, Money *billed, Money *collected)
{
    Json *json = query->data;
    TrialRow *rows = NULL;
    size_t count = 0;
    Day first = month_first(month), last = day_add(month_first((Month){ month.n + 1 }), -1);
    Money due = { 0 }, in = { 0 };
    last = last.n > as_of->day.n ? as_of->day : last;
    TRY(list_readable(
        ledger_turnover(query->bureau->db, query->arena, region, day_add(first, -1), last, as_of->known_at, &rows, &count)));
    if (!receivable_of(rows, count, &due, &in) || !money_add(*billed, due, billed) || !money_add(*collected, in, collected))
        return ERR_BUSY;
    json_open(json, '{');
    json_put(json, "month", month_text(query->arena, month));
    json_put_int(json, "billed_fen", due.fen);
    json_put_int(json, "collected_fen", in.fen);
    json_put_int(json, "billed_in_all_fen", billed->fen);
    json_put_int(json, "collected_in_all_fen", collected->fen);
    put_flows(json, rows, count);
    json_close(json, '}');
    return OK;
}

static Err put_months(Query *query, int32_t region, const SheetAsOf *as_of)
{
    Month month = { day_month(as_of->day).n - MONTHS + 1 };
    TrialRow *rows = NULL;
    size_t count = 0;
    Money billed = { 0 }, collected = { 0 };
    Day before = day_add(month_first(month), -1);
    TRY(list_readable(ledger_trial(query->bureau->db, query->arena, region, before, as_of->known_at, &rows, &count)));
    if (!receivable_of(rows, count, &billed, &collected))
        return ERR_BUSY;
    json_key(query->data, "months");
    json_open(query->data, '[');
    for (int i = 0; i < MONTHS; i++, month.n++)
        TRY(put_month(query, region, month, as_of, &billed, &collected));
    json_close(query->data, ']');
    return OK;
}

Err query_office_figures(Query *query)
{
    const RegionPolicy *region = NULL;
    int32_t code = (int32_t)arg_int(&query->command, F_REGION);
    SheetAsOf as_of;
    TRY(levy_region(query->bureau->policy, code, &region, &query->why));
    TRY(money_as_of(query, &as_of));
    json_put(query->data, "region", shape_region(query->arena, code));
    money_put_as_of(query, &as_of);
    TRY(put_queues(query));
    TRY(put_channels(query));
    TRY(put_holds(query));
    return put_months(query, code, &as_of);
}
