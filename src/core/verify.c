/* verify.c - see verify.h. */
#define _XOPEN_SOURCE 700 /* nftw */
#define _DEFAULT_SOURCE
#include "core/verify.h"
#include "act/act.h"
#include "core/due.h"
#include "core/sets.h"
#include "core/verify_table.h"
#include "journal/verify.h"
#include "ledger/check.h"
#include "ledger/sheet.h"
#include "levy/money_log.h"
#include "levy/wage.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORK_BYTES = 1 << 30, PAGE = 64, GROUP = 512, IN_MEMORY_ENTRIES = 20000, FOLDER_BYTES = 256, DEPTH_MAX = 16 };

/* Held against the events by journal_verify itself, which knows in which order they came. */
static const char *const journals[] = { "idem", "notice", "outbox" };

typedef struct {
    Bureau *bureau; /* the one that is looked at */
    Bureau again;   /* the one that is made anew: database, records, policy */
    char folder[FOLDER_BYTES];
    Arena *arena, work;
    int64_t in_memory;      /* at most so many entries */
    int64_t wages;          /* rows of declared wages that events tell of */
    int64_t money, matches; /* lines of money files, and items assigned */
    bool deep;
    bool copy_failed; /* no room for it: says nothing about the bureau */
    VerifyResult found;
} Verify;

static Err wrong_entry(Verify *verify, int64_t entry, const char *zh, const char *en)
{
    verify->found.entry = entry;
    verify->found.zh = str(zh);
    verify->found.en = str(en);
    return OK;
}

/* Refusals of the copy's engine. */
static Err of_copy(Verify *verify, Err err)
{
    verify->copy_failed |= err != OK;
    return err == OK ? OK : ERR_BUSY;
}

static bool is_wrong(const Verify *verify) { return verify->found.zh.n > 0; }

/* ---- the copy ---- */

static int remove_one(const char *path, const struct stat *stat, int kind, struct FTW *place)
{
    (void)stat, (void)kind, (void)place;
    return remove(path);
}

/* In memory while it is small. */
static Err again_open(Verify *verify, int64_t entries)
{
    Bureau *again = &verify->again;
    Str url = S(":memory:");
    if (entries > verify->in_memory) {
        const char *temporary = getenv("TMPDIR");
        snprintf(verify->folder, sizeof verify->folder, "%s/shebao-verify-XXXXXX", temporary ? temporary : "/tmp");
        if (!mkdtemp(verify->folder)) {
            verify->folder[0] = 0;
            return ERR_BUSY;
        }
        url = str(verify->folder);
    }
    TRY(db_open(&verify->work, url, DB_WRITER, &again->db, NULL));
    again->policy = verify->bureau->policy;
    again->store = (Store){ .db = again->db,
                            .secret = verify->bureau->store.secret,
                            .next_due = verify->bureau->store.next_due,
                            .next_due_context = again };
    return OK;
}

static void again_close(Verify *verify)
{
    if (verify->again.db)
        db_close(verify->again.db);
    if (verify->folder[0])
        nftw(verify->folder, remove_one, DEPTH_MAX, FTW_DEPTH | FTW_PHYS);
}

/* ---- folding every event of every entry once more ---- */

typedef struct {
    Verify *verify;
    Event *events;
    size_t count, size;
    Err err;
} Loading;

/* The rows of a declaration stand in a log of their own; the event has their digest. */
static Err wages_same(Verify *verify, const Event *event)
{
    bool same = false;
    const Event_wage_declared *e = &event->wage_declared;
    int64_t rows = 0;
    TRY(wage_check(verify->bureau->db, &verify->work, event->subject, (Month){ (int32_t)e->month }, event->entry, e->digest, &same,
                   &rows));
    verify->wages += rows;
    if (same)
        return OK;
    verify->found.table = S("wage_log");
    return wrong_entry(verify, event->entry, "申报工资的记录与其摘要不符", "declared wages are not what their digest says");
}

/* No declaration without an event. */
static Err wages_counted(Verify *verify)
{
    int64_t entries = 0;
    TRY(wage_rows(verify->bureau->db, &verify->work, &entries));
    if (entries == verify->wages)
        return OK;
    verify->found.table = S("wage_log");
    return wrong_entry(verify, 0, "多出没有事件依据的工资申报", "wages follow from no event");
}

/* So do the lines of files of money; and what was assigned stands beside the line. */
static Err money_same(Verify *verify, const Event *event)
{
    bool same = false;
    int64_t lines = 0, by = 0;
    MoneyKept line;
    Db *db = verify->bureau->db;
    if (event->kind == EVENT_MONEY_FILE_TAKEN) {
        TRY(money_check(db, &verify->work, event->entry, event->money_file_taken.digest, &same, &lines));
        verify->money += lines;
        same = same && lines == event->money_file_taken.rows;
    } else {
        TRY(money_get(db, &verify->work, event->suspense_matched.of, event->suspense_matched.line, &line, &same, &by));
        verify->matches++;
        same = same && by == event->entry;
    }
    if (same)
        return OK;
    verify->found.table = event->kind == EVENT_MONEY_FILE_TAKEN ? S("money_line") : S("money_match");
    return wrong_entry(verify, event->entry, "税务或银行文件的明细与其摘要不符",
                       "lines of a money file are not what their digest says");
}

static Err money_counted(Verify *verify)
{
    int64_t lines = 0, matches = 0;
    TRY(money_counts(verify->bureau->db, &verify->work, &lines, &matches));
    if (lines == verify->money && matches == verify->matches)
        return OK;
    verify->found.table = lines == verify->money ? S("money_match") : S("money_line");
    return wrong_entry(verify, 0, "多出没有事件依据的到账明细", "lines of money follow from no event");
}

/* The value of a person's cell is in the table of the bureau that is looked at; the event has what it must be. */
static bool load_event(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Loading *loading = context;
    Arena *arena = &loading->verify->work;
    if (loading->count == loading->size)
        return false;
    Event *copy = &loading->events[loading->count++];
    *copy = *event;
    arena_take(arena, 1); /* what the event points to must stay */
    if (event->kind == EVENT_WAGE_DECLARED) {
        loading->err = wages_same(loading->verify, event);
        return loading->err == OK;
    }
    if (event->kind == EVENT_MONEY_FILE_TAKEN || event->kind == EVENT_SUSPENSE_MATCHED) {
        loading->err = money_same(loading->verify, event);
        return loading->err == OK;
    }
    if (event->kind != EVENT_PERSON_CELL)
        return true;
    loading->err =
        identity_cell(&loading->verify->bureau->store, arena, event->subject, event->person_cell.cell, &copy->person_cell.value);
    loading->verify->found.cells++;
    return loading->err == OK;
}

/* What folding has given the values again must be what the events say. */
static bool same_cells(const Event *events, const Event *again, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Event_person_cell *was = &events[i].person_cell, *is = &again[i].person_cell;
        if (events[i].kind == EVENT_PERSON_CELL && (was->cell != is->cell || !str_eq(was->commitment, is->commitment)))
            return false;
    }
    return true;
}

/* A released run, made once more from the records as they were when it was opened. */
static Err run_again_of(Verify *verify, int64_t run, int64_t command, int64_t region, int64_t period)
{
    bool same = false;
    const char *table = "";
    BatchAgainFn *again_fn = command > CMD_NONE && command < CMD_END ? act_row((CommandId)command)->again : NULL;
    BatchAgain again = { .store = &verify->again.store,
                         .db = verify->bureau->db,
                         .arena = &verify->work,
                         .region = (int32_t)region,
                         .period = period,
                         .run = run };
    RunRow row;
    if (!again_fn)
        return OK;
    Err err = run_get(verify->bureau->db, &verify->work, run, &row);
    if (err != OK)
        return err == ERR_UNKNOWN_ID ? OK : err;
    TRY(sets_known(verify->bureau, &verify->work, run, &again.policy));
    TRY(again_fn(&again, &same, &table));
    if (same)
        return OK;
    verify->found.table = str(table);
    return wrong_entry(verify, run, "批量业务重算的结果与发布的不符",
                       "a released batch is not what follows from its inputs as they were known when it was opened");
}

/* Long work in slices at the entry that opened it; what a small bureau did at once, at its own. */
static Err batches_again(Verify *verify, int64_t entry, const Event *events, size_t count)
{
    for (size_t i = 0; i < count && verify->deep && !is_wrong(verify); i++) {
        const Event_batch_opened *opened = &events[i].batch_opened;
        const Event_interest_credited *credited = &events[i].interest_credited;
        if (events[i].kind == EVENT_BATCH_OPENED)
            TRY(run_again_of(verify, entry, opened->command, opened->region, opened->period));
        if (events[i].kind == EVENT_INTEREST_CREDITED && credited->run == entry)
            TRY(run_again_of(verify, entry, CMD_INTEREST_CREDIT, credited->region, credited->year));
    }
    return OK;
}

static Err fold_entry(Verify *verify, const JournalEntry *entry)
{
    Arena *arena = &verify->work;
    Journal journal = { .db = verify->bureau->db };
    Loading loading = { .verify = verify, .events = arena_new(arena, Event, entry->event_count), .size = entry->event_count };
    Err err = journal_entry_events(&journal, arena, entry->n, load_event, &loading);
    verify->found.entries++;
    verify->found.events += (int64_t)loading.count;
    if (err != OK || loading.err != OK)
        return ERR_BUSY;
    Event *again = arena_new(arena, Event, loading.count);
    if (loading.count)
        memcpy(again, loading.events, loading.count * sizeof *again);
    Work work = { .store = &verify->again.store, .arena = arena };
    TRY(of_copy(verify, work_apply(&work, entry->n, again, loading.count)));
    if (!same_cells(loading.events, again, loading.count))
        return wrong_entry(verify, entry->n, "个人资料与记录的承诺值不符", "a personal value is not the one that was committed to");
    return batches_again(verify, entry->n, again, loading.count);
}

static Err fold_page(Verify *verify, int64_t *after, size_t *count)
{
    Journal journal = { .db = verify->bureau->db };
    JournalEntry *entries = NULL;
    if (journal_entries(&journal, &verify->work, *after, PAGE, &entries, count) != OK)
        return ERR_BUSY;
    for (size_t i = 0; i < *count && !is_wrong(verify); i++) {
        size_t mark = arena_mark(&verify->work);
        TRY(fold_entry(verify, &entries[i]));
        *after = entries[i].n;
        arena_back(&verify->work, mark);
    }
    return OK;
}

static Err fold_all(Verify *verify)
{
    int64_t after = 0;
    for (size_t count = PAGE; count == PAGE && !is_wrong(verify);) {
        size_t mark = arena_mark(&verify->work);
        TRY(of_copy(verify, db_begin(verify->again.db)));
        for (int page = 0; page < GROUP / PAGE && count == PAGE && !is_wrong(verify); page++)
            TRY(fold_page(verify, &after, &count));
        TRY(of_copy(verify, db_commit(verify->again.db)));
        db_checkpoint(verify->again.db);
        arena_back(&verify->work, mark);
    }
    return OK;
}

/* ---- the tables ---- */

static bool is_compared(const Table *table)
{
    for (size_t i = 0; i < sizeof journals / sizeof *journals; i++)
        if (strcmp(table->name, journals[i]) == 0)
            return false;
    if (ledger_owns_table(table->name))
        return false; /* held against the ledger by ledger_check */
    return table->kind == TABLE_CACHE || strcmp(table->name, "cell") == 0;
}

/* A row that cannot be read (another type than its column has) is damage on the engine that holds the file; on the
 * other a lost connection looks the same. */
static Err unreadable(Verify *verify, const Db *whose, const char *table)
{
    if (verify->copy_failed || whose != verify->bureau->db || db_is_postgres(whose) || db_dead(whose))
        return ERR_BUSY;
    verify->found.table = str(table);
    verify->found.zh = S("数据无法读取，文件可能已损坏");
    verify->found.en = S("the table cannot be read: the file is damaged");
    return OK;
}

static void wrong_row(Verify *verify, const Table *table, const TableFound *found)
{
    static const char *const zh[] = {
        [ROW_CHANGED] = "与事件推算的结果不符", [ROW_MISSING] = "缺少由事件推算应有的行", [ROW_EXTRA] = "多出没有事件依据的行"
    };
    static const char *const en[] = { [ROW_CHANGED] = "a row is not what follows from the events",
                                      [ROW_MISSING] = "a row that follows from the events is missing",
                                      [ROW_EXTRA] = "a row follows from no event" };
    verify->found.table = str(table->name);
    verify->found.row = found->row;
    verify->found.zh = str(zh[found->fault]);
    verify->found.en = str(en[found->fault]);
}

static Err compare_tables(Verify *verify)
{
    bool due_current = false;
    if (due_is_current(verify->bureau, &verify->work, &due_current) != OK)
        return unreadable(verify, verify->bureau->db, "due_policy");
    for (const Table *table = table_first(); table && !is_wrong(verify); table = table->next) {
        TableFound found;
        Db *whose = NULL;
        /* A writer with other rules still serves this bureau: its due days are not ours to judge. */
        if (!is_compared(table) || (!due_current && strcmp(table->name, "due") == 0))
            continue;
        if (verify_table(verify->arena, verify->bureau->db, verify->again.db, table, &found, &whose) != OK)
            return unreadable(verify, whose, table->name);
        verify->found.rows += found.rows;
        if (found.fault != ROW_SAME)
            wrong_row(verify, table, &found);
    }
    return OK;
}

/* ---- the whole ---- */

static Err check_chain(Verify *verify, int64_t *entries)
{
    JournalFault fault = { 0 };
    Journal journal;
    if (journal_open(&journal, verify->bureau->db) != OK || journal_verify(verify->bureau->db, verify->arena, 1, &fault) != OK)
        return unreadable(verify, verify->bureau->db, "entry");
    *entries = journal.last;
    return fault.zh ? wrong_entry(verify, fault.entry, fault.zh, fault.en) : OK;
}

/* The ledger against the journal, and the sheets against the ledger. */
static Err check_ledger(Verify *verify, bool deep)
{
    LedgerChecked checked = { 0 };
    size_t mark = arena_mark(&verify->work);
    if (ledger_check(verify->bureau->db, &verify->work, deep, &checked) != OK)
        return unreadable(verify, verify->bureau->db, "ledger_entry");
    arena_back(&verify->work, mark);
    verify->found.rows += checked.lines;
    verify->found.batches += checked.runs;
    if (checked.fault.zh) {
        wrong_entry(verify, checked.fault.entry, checked.fault.zh, checked.fault.en);
        verify->found.table = str(checked.fault.table);
    }
    return OK;
}

/* The rules that were proposed and approved. */
static Err check_sets(Verify *verify)
{
    int64_t fault = 0;
    size_t mark = arena_mark(&verify->work);
    if (sets_check(verify->bureau->db, &verify->work, &fault) != OK)
        return unreadable(verify, verify->bureau->db, "policy_set");
    arena_back(&verify->work, mark);
    if (fault) {
        wrong_entry(verify, 0, "政策参数集与记录或其哈希不符", "a policy set is not what its events and hashes say");
        verify->found.table = S("policy_set");
        verify->found.row = str_format(verify->arena, "n=%lld", (long long)fault);
    }
    return OK;
}

/* Every statement fits the tables as they stand: damage can lie in their names as well, of tables that nothing else here
 * reads. */
static Err check_statements(Verify *verify)
{
    Db *db = verify->bureau->db;
    for (const Sql *sql = sql_first(); sql; sql = sql->next)
        if (db_prepare(db, sql) != OK)
            return unreadable(verify, db, "schema");
    return OK;
}

static Err verify_all(Verify *verify, bool deep)
{
    int64_t entries = 0;
    TRY(check_chain(verify, &entries));
    if (!is_wrong(verify))
        TRY(check_ledger(verify, deep));
    if (!is_wrong(verify))
        TRY(check_sets(verify));
    if (is_wrong(verify))
        return OK;
    TRY(again_open(verify, entries));
    if (fold_all(verify) != OK)
        return unreadable(verify, verify->bureau->db, "cell");
    if (!is_wrong(verify) && wages_counted(verify) != OK)
        return unreadable(verify, verify->bureau->db, "wage_log");
    if (!is_wrong(verify) && money_counted(verify) != OK)
        return unreadable(verify, verify->bureau->db, "money_line");
    return is_wrong(verify) ? OK : compare_tables(verify);
}

Err verify_bureau(Arena *arena, Bureau *bureau, bool deep, VerifyResult *out)
{
    return verify_bureau_within(arena, bureau, deep, IN_MEMORY_ENTRIES, out);
}

Err verify_bureau_within(Arena *arena, Bureau *bureau, bool deep, int64_t in_memory, VerifyResult *out)
{
    Verify *verify = arena_new(arena, Verify, 1);
    verify->bureau = bureau;
    verify->arena = arena;
    verify->in_memory = in_memory;
    verify->deep = deep;
    verify->work = arena_make(WORK_BYTES);
    Err err = check_statements(verify);
    if (err == OK && !is_wrong(verify) && (err = db_begin(bureau->db)) == OK) {
        err = verify_all(verify, deep);
        db_rollback(bureau->db);
    }
    again_close(verify);
    arena_drop(&verify->work);
    verify->found.whole = !is_wrong(verify);
    if (err == OK)
        *out = verify->found;
    return err;
}
