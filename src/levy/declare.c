/* declare.c - wage.declare. Every row is judged by itself; one that is wrong is answered with what to do. */
#include "base/require.h"
#include "levy/levy.h"
#include "levy/wage.h"
#include "sheet/cell.h"
#include "sheet/header.h"
#include <stdlib.h>

enum { NUMBER_BYTES_MAX = 64 };
static const int64_t wage_fen_max = INT64_C(100000000000000);

/* A row as it came; fault: what is wrong with its cells already. */
typedef struct {
    int64_t row, person, wage_fen;
    Str number;
    bool serial; /* the bureau's number, not one of identity */
    const char *code;
    const char *zh, *en; /* why; fix stands in the table of faults */
    const char *fix_zh, *fix_en;
} Declared;

typedef struct {
    Post *post;
    Month month;
    const UnitFacts *unit;
    const RegionPolicy *rules;
    Declared *rows;
    size_t count;
} Declaring;

/* What can be wrong with a row: code, why, what to do. */
#define ROW_FAULTS(X) \
    X(ROW_NUMBER, "bad-id-number", "证件号码有误。", "The identity number is not valid.", "请对照证件原件改正号码。", \
      "Correct the number from the document.") \
    X(ROW_PERSON, "unknown-person", "没有查到此人。", "No such person is on record.", "请核对号码，或先办理个人登记和参保登记。", \
      "Check the number, or register the person and open the account first.") \
    X(ROW_NOT_HERE, "not-open", "此人该月不在本单位参保。", "The person is not insured with this employer in that month.", \
      "请核对月份，或先办理增员（account.open）。", "Check the month, or enrol the person first (account.open).") \
    X(ROW_EARLY, "too-early", "该月早于此人参保起始月份。", "That month lies before the person was enrolled.", \
      "请删去此行，或更正参保起始时间。", "Remove the row, or correct when the enrolment began.") \
    X(ROW_LATE, "too-late", "该月晚于此人停保的月份。", "That month lies after the person left.", "请删去此行。", \
      "Remove the row.") \
    X(ROW_DEAD, "wrong-state", "该月晚于登记的死亡月份。", "That month lies after the death on record.", \
      "请删去此行；登记有误的到窗口更正。", "Remove the row; if the record is wrong, have it corrected at a counter.") \
    X(ROW_REGION, "mismatch", "此人的账户在其他统筹地区。", "The person's account is in another region.", "请向该地区申报。", \
      "Declare it in that region.") \
    X(ROW_TWICE, "conflict", "同一人在本次申报中出现多次。", "The person stands more than once in this declaration.", \
      "请只保留一行。", "Keep one row.") \
    X(ROW_WAGE, "bad-amount", "工资应大于零，且不超过一万亿元。", "The wage must be above zero and at most 10^12 yuan.", \
      "请核对工资金额。", "Check the wage.") \
    X(ROW_CLIENT, "not-permitted", "此人与贵机构没有代理协议。", "The person has no contract with your agency.", \
      "请由单位自行申报，或先签订协议。", "The employer declares it, or make a contract first.")
#define AS_ROW_ENUM(NAME, ...) NAME,
typedef enum { ROW_FAULTS(AS_ROW_ENUM) ROW_FAULT_COUNT } RowFault;
#define AS_ROW_TEXT(NAME, code, zh, en, fix_zh, fix_en) { code, zh, en, fix_zh, fix_en },
static const struct {
    const char *code, *zh, *en, *fix_zh, *fix_en;
} row_faults[ROW_FAULT_COUNT] = { ROW_FAULTS(AS_ROW_TEXT) };

static void row_wrong(Declared *row, RowFault fault)
{
    if (row->code)
        return;
    row->code = row_faults[fault].code;
    row->zh = row_faults[fault].zh;
    row->en = row_faults[fault].en;
    row->fix_zh = row_faults[fault].fix_zh;
    row->fix_en = row_faults[fault].fix_en;
}

/* ---- where the rows come from ---- */

static void rows_of_lines(Declaring *d, const Arg *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const Arg *line = &lines->items[i];
        d->rows[d->count++] =
            (Declared){ .row = (int64_t)i + 1, .number = line->s, .serial = str_is(line->key, "person"), .wage_fen = line->i };
    }
}

static void cell_fault(Declared *row, CellFault fault)
{
    if (!fault || row->code)
        return;
    row->code = fault_code(fault);
    row->zh = row->fix_zh = fault_sentence(fault, false);
    row->en = row->fix_en = fault_sentence(fault, true);
}

static Err too_many(const Declaring *d, const char *field)
{
    return REFUSE(d->post->out, ERR_TOO_LARGE, field, "一次最多申报 %d 行，请分成几个文件。",
                  "At most %d rows in one declaration; split the file.", WAGE_LINES_MAX);
}

static Err rows_of_sheet(Declaring *d, Sheet *sheet)
{
    static const Want wants[] = { { TITLE_SSN, true }, { TITLE_WAGE, true } };
    Header header;
    Row row;
    Why *why = &d->post->out->why;
    TRY(header_read(sheet, wants, sizeof wants / sizeof *wants, &header, why));
    for (;;) {
        TRY(sheet_next(sheet, &row, why));
        if (!row.number)
            return OK;
        if (d->count == WAGE_LINES_MAX)
            return too_many(d, "file");
        Declared *to = &d->rows[d->count++];
        Money wage = { 0 };
        *to = (Declared){ .row = row.number };
        cell_fault(to, cell_code(row_cell(&row, header.column[TITLE_SSN]), post_arena(d->post), &to->number));
        cell_fault(to, cell_money(row_cell(&row, header.column[TITLE_WAGE]), &wage));
        to->wage_fen = wage.fen;
    }
}

static Err rows_read(Declaring *d)
{
    const Command *command = d->post->command;
    const Arg *lines = arg(command, F_LINES), *file = arg(command, F_FILE);
    Decision *out = d->post->out;
    Sheet *sheet = NULL;
    if (lines->given == file->given)
        return REFUSE(out, ERR_BAD_FIELD, "lines", "请给出工资明细 lines 或文件 file，二者选一。",
                      "Give either lines or a file, one of the two.");
    d->rows = arena_new(post_arena(d->post), Declared, lines->given ? lines->n : WAGE_LINES_MAX);
    if (lines->given) {
        rows_of_lines(d, lines);
        return OK;
    }
    TRY(sheet_open(file->s, NULL, &sheet, &out->why));
    Err err = rows_of_sheet(d, sheet);
    sheet_close(sheet);
    if (err == OK && !d->count)
        return REFUSE(out, ERR_BAD_FIELD, "file", "文件没有数据行。", "There is no row in the file.");
    return err;
}

/* ---- one row ---- */

static Err row_person(Declaring *d, Declared *row)
{
    Arena *arena = post_arena(d->post);
    if (row->serial) {
        if (!str_int(row->number, &row->person) || row->person < 1)
            row_wrong(row, ROW_NUMBER);
        return OK;
    }
    IdentResult ident = ident_check(IDENT_SSN, row->number, view_today(d->post->view));
    if (!ident.valid || row->number.n > NUMBER_BYTES_MAX) {
        row_wrong(row, ROW_NUMBER);
        return OK;
    }
    row->number = str_copy(arena, ident_text(&ident));
    TRY(identity_find(d->post->work->store, arena, row->number, &row->person));
    if (!row->person)
        row_wrong(row, ROW_PERSON);
    return OK;
}

/* An account that this employer pays, or an agency under a contract that names the employer. */
static Err account_here(Declaring *d, Work *work, const AccountFacts *account, bool *here, bool *client)
{
    const View *view = d->post->view;
    Held *held = NULL;
    *here = account->payer_kind == PAYER_UNIT && account->payer == d->unit->id;
    *client = false;
    if (account->payer_kind != PAYER_CONTRACT)
        return OK;
    TRY(work_find(work, SUBJECT_CONTRACT, account->payer, &held));
    const ContractFacts *contract = held ? held->facts : NULL;
    *here = contract && contract->employer == d->unit->id;
    *client = *here && view->org && contract->agency == view->org->id;
    return OK;
}

static bool enrolled_later(const AccountFacts *account, Month month) { return day_month(account->since).n > month.n; }

/* Why none of the person's accounts here belongs to the month. */
static RowFault account_fault(Declaring *d, const PersonFacts *person, const AccountFacts *account)
{
    if (policy_region(d->post->view->policy, account->region) != d->rules)
        return ROW_REGION;
    if (person->death.n && day_month(person->death).n < d->month.n)
        return ROW_DEAD;
    if (account->state != ACCOUNT_OPEN && account->stopped_month < d->month.n)
        return ROW_LATE;
    return enrolled_later(account, d->month) ? ROW_EARLY : ROW_NOT_HERE;
}

static Err row_account(Declaring *d, Work *work, Declared *row)
{
    PersonFacts *person = NULL;
    RowFault fault = ROW_NOT_HERE;
    TRY(work_person(work, row->person, &person));
    if (!person || !person->registered.n) {
        row_wrong(row, ROW_PERSON);
        return OK;
    }
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        bool here = false, client = false;
        TRY(account_here(d, work, account, &here, &client));
        if (!here)
            continue;
        bool right =
            policy_region(d->post->view->policy, account->region) == d->rules && levy_in_month(d->rules, person, account, d->month);
        if (right && (client || d->post->command->actor.role != ROLE_AGENCY))
            return OK;
        fault = right ? ROW_CLIENT : account_fault(d, person, account);
    }
    row_wrong(row, fault);
    return OK;
}

static Err rows_check(Declaring *d)
{
    Arena *arena = post_arena(d->post);
    for (size_t i = 0; i < d->count; i++) {
        Declared *row = &d->rows[i];
        if (!row->code)
            TRY(row_person(d, row));
        if (!row->code && (row->wage_fen <= 0 || row->wage_fen > wage_fen_max))
            row_wrong(row, ROW_WAGE);
        size_t mark = arena_mark(arena);
        Work work = { .store = d->post->work->store, .arena = arena };
        if (!row->code)
            TRY(row_account(d, &work, row));
        arena_back(arena, mark);
    }
    return OK;
}

/* In order of person; rows without a person first. */
static int row_order(const void *a, const void *b)
{
    const Declared *x = *(const Declared *const *)a, *y = *(const Declared *const *)b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Who stands there more than once: none of these rows is taken, since nobody can say which is meant. */
static Declared **rows_sorted(Declaring *d)
{
    Declared **order = arena_new(post_arena(d->post), Declared *, d->count);
    for (size_t i = 0; i < d->count; i++)
        order[i] = &d->rows[i];
    qsort(order, d->count, sizeof *order, row_order);
    for (size_t i = 1; i < d->count; i++)
        if (order[i]->person && order[i]->person == order[i - 1]->person) {
            row_wrong(order[i - 1], ROW_TWICE);
            row_wrong(order[i], ROW_TWICE);
        }
    return order;
}

/* ---- the answer ---- */

static void put_rejected(Json *json, Arena *arena, const Declared *row)
{
    json_open(json, '{');
    json_put_int(json, "row", row->row);
    json_put(json, row->serial ? "person" : "ssn", row->serial ? row->number : identity_masked(arena, PF_SSN, row->number));
    json_put(json, "code", str(row->code));
    json_put(json, "why", str(row->zh));
    json_put(json, "why_en", str(row->en));
    json_put(json, "fix", str(row->fix_zh));
    json_put(json, "fix_en", str(row->fix_en));
    json_close(json, '}');
}

/* Numbers stand masked: the answer is kept for ever, and the journal holds no number of anybody. */
static void put_answer(const Declaring *d, int64_t accepted, int64_t good)
{
    Json *json = d->post->out->data;
    if (!json)
        return;
    json_put_int(json, "accepted", accepted);
    json_put_int(json, "good", good);
    json_key(json, "rejected");
    json_open(json, '[');
    for (size_t i = 0; i < d->count; i++)
        if (d->rows[i].code)
            put_rejected(json, post_arena(d->post), &d->rows[i]);
    json_close(json, ']');
}

/* ---- the whole ---- */

static Err month_check(const Declaring *d)
{
    Decision *out = d->post->out;
    const View *view = d->post->view;
    Month closed = MONTH_NONE;
    if (d->month.n > day_month(view_today(view)).n)
        return REFUSE(out, ERR_TOO_EARLY, "month", "该月还没有开始，请到当月再申报。",
                      "That month has not begun; declare it when it has.");
    TRY(month_closed(post_db(d->post), post_arena(d->post), policy_region_code(d->rules), known_now, &closed));
    if (closed.n >= d->month.n)
        return REFUSE(out, ERR_MONTH_CLOSED, "month", NULL, NULL);
    return OK;
}

/* Whether every good row says what is on record. */
static Err same_before(const Declaring *d, const Wage *good, size_t count, bool *same)
{
    Wage *before = NULL;
    size_t known = 0;
    bool declared = false;
    TRY(wage_latest(post_db(d->post), post_arena(d->post), d->unit->id, d->month, d->month, &before, &known, &declared));
    *same = count > 0;
    for (size_t i = 0; i < count && *same; i++) {
        const Wage *was = wage_find(before, known, good[i].person);
        *same = was && was->wage.fen == good[i].wage.fen;
    }
    return OK;
}

static Err store(const Declaring *d, const Wage *good, size_t count, int64_t total)
{
    Hash digest;
    Post *post = d->post;
    TRY(wage_put(post_db(post), post_arena(post), d->unit->id, d->month, post->ledger->entry, good, count, &digest));
    Event *event = emit(post->out, post->view, EVENT_WAGE_DECLARED, d->unit->id);
    event->wage_declared = (Event_wage_declared){
        .month = d->month.n, .count = (int64_t)count, .total_fen = total, .digest = str_copy(post_arena(post), hash_str(&digest))
    };
    return OK;
}

Err levy_declare(Post *post)
{
    Declaring d = { .post = post, .month = { (int32_t)arg_int(post->command, F_MONTH) }, .unit = post->view->unit };
    FileMode mode = (FileMode)arg_int(post->command, F_MODE);
    require(d.unit != NULL);
    TRY(policy_region_get(post->view->policy, d.unit->region, &d.rules, &post->out->why));
    TRY(rows_read(&d));
    TRY(month_check(&d));
    TRY(rows_check(&d));
    Declared **order = rows_sorted(&d);
    Wage *good = arena_new(post_arena(post), Wage, d.count);
    size_t count = 0;
    int64_t total = 0;
    for (size_t i = 0; i < d.count; i++) {
        if (order[i]->code)
            continue;
        good[count++] = (Wage){ .person = order[i]->person, .month = d.month, .wage = { order[i]->wage_fen } };
        total += order[i]->wage_fen; /* 5000 rows of 10^14 stay far below 2^63 */
    }
    bool same = false, wanted = mode == FILE_GOOD_ROWS || (mode == FILE_ALL && count == d.count);
    if (wanted)
        TRY(same_before(&d, good, count, &same));
    if (wanted && count && !same)
        TRY(store(&d, good, count, total));
    post->out->already = wanted && same && count == d.count;
    put_answer(&d, wanted ? (int64_t)count : 0, (int64_t)count);
    return OK;
}
