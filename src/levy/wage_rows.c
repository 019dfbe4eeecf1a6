/* wage_rows.c - see wage_rows.h. */
#define _GNU_SOURCE
#include "levy/wage_rows.h"
#include "sheet/cell.h"
#include "sheet/header.h"
#include <stdlib.h>

static const int64_t wage_fen_max = INT64_C(100000000000000);

/* What can be wrong with a row: code, why, what to do. */
#define ROW_FAULTS(X) \
    X(ROW_CELL, "", "", "", "", "") /* sheet/faults_table.h says it */ \
    X(ROW_FORMULA, "formula", "单元格是公式，其结果可能与看到的不同。", \
      "The cell holds a formula; its result may differ from what is seen.", "请在 Excel 中选择“粘贴为数值”后再上传。", \
      "Paste it as a value in the spreadsheet and send it again.") \
    X(ROW_MONTH, "mismatch", "此行的所属期不是所申报的月份。", "The row is of another month than the one declared.", \
      "请更正月份，或放到该月的申报中。", "Correct the month, or declare the row in its own month.") \
    X(ROW_UNIT, "mismatch", "此行的单位代码不是所申报的单位。", "The row is of another employer than the one declared.", \
      "请更正代码，或由该单位申报。", "Correct the code, or declare the row for that employer.") \
    X(ROW_NUMBER, "bad-id-number", "证件号码有误。", "The identity number is not valid.", "请对照证件原件改正号码。", \
      "Correct the number from the document.") \
    X(ROW_PERSON, "unknown-person", "没有查到此人。", "No such person is on record.", "请核对号码，或先办理个人登记和参保登记。", \
      "Check the number, or register the person and open the account first.") \
    X(ROW_NOT_HERE, "not-open", "此人该月不在本单位参保。", "The person is not insured with this employer in that month.", \
      "请核对月份，或先办理增员（account.open）。", "Check the month, or enrol the person first (account.open).") \
    X(ROW_ELSEWHERE, "already-open", "此人该月在其他单位参保。", "The person is insured with another employer in that month.", \
      "请请原单位先办理停保，再办理增员后申报。", \
      "The other employer stops the account first; then enrol the person and declare.") \
    X(ROW_UNBORN, "too-early", "该月早于此人出生的月份。", "That month lies before the person was born.", "请核对月份和号码。", \
      "Check the month and the number.") \
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
typedef enum { ROW_RIGHT = 0, ROW_FAULTS(AS_ROW_ENUM) ROW_FAULT_END } WageFault;
typedef struct {
    const char *code, *zh, *en, *fix_zh, *fix_en;
} FaultRow;
#define AS_ROW_TEXT(NAME, code, zh, en, fix_zh, fix_en) [NAME] = { code, zh, en, fix_zh, fix_en },
static const FaultRow faults[ROW_FAULT_END] = { ROW_FAULTS(AS_ROW_TEXT) };

static void row_wrong(WageRow *row, WageFault fault) { row->fault = row->fault ? row->fault : (uint8_t)fault; }

/* What is cut and masked must not be cut inside a character: those that no number has stand as "?". */
static void number_keep(WageRow *row, Str number)
{
    row->length = (uint8_t)(number.n < WAGE_NUMBER_KEPT ? number.n : WAGE_NUMBER_KEPT);
    for (size_t i = 0; i < row->length; i++)
        row->number[i] = number.p[i] > ' ' && number.p[i] < 0x7F ? number.p[i] : '?';
}

static Str number_of_row(const WageRow *row) { return (Str){ row->number, row->length }; }

/* ---- who a number is ---- */

static void row_number(WageRows *all, WageRow *row, Str number)
{
    if (row->serial) {
        if (!str_int(number, &row->person) || row->person < 1)
            row_wrong(row, ROW_NUMBER);
        return;
    }
    IdentResult ident = ident_check(IDENT_SSN, number, view_today(all->post->view));
    if (!ident.valid) {
        row_wrong(row, ROW_NUMBER);
        return;
    }
    number_keep(row, ident_text(&ident));
    Str key = identity_number_key(all->post->work->store, post_arena(all->post), number_of_row(row));
    memcpy(row->key, key.p, sizeof row->key);
    row->sought = true;
}

static int key_order(const void *a, const void *b, void *context)
{
    const WageRow *rows = context;
    return memcmp(rows[*(const uint32_t *)a].key, rows[*(const uint32_t *)b].key, IDENTITY_KEY_BYTES);
}

/* Who the numbers are: all of them in the order in which they lie on record, a page of the file's rows at a time. */
static Err rows_persons(WageRows *all)
{
    enum { AT_ONCE = 4096 };
    Arena *arena = post_arena(all->post);
    size_t mark = arena_mark(arena), count = 0;
    uint32_t *order = arena_take(arena, all->count * sizeof *order);
    uint8_t *keys = arena_take(arena, (size_t)AT_ONCE * IDENTITY_KEY_BYTES);
    int64_t *persons = arena_take(arena, AT_ONCE * sizeof *persons);
    for (size_t i = 0; i < all->count; i++)
        if (all->rows[i].sought)
            order[count++] = (uint32_t)i;
    qsort_r(order, count, sizeof *order, key_order, all->rows);
    for (size_t at = 0; at < count; at += AT_ONCE) {
        size_t n = count - at < AT_ONCE ? count - at : AT_ONCE;
        for (size_t i = 0; i < n; i++)
            memcpy(keys + i * IDENTITY_KEY_BYTES, all->rows[order[at + i]].key, IDENTITY_KEY_BYTES);
        TRY(identity_find_all(all->post->work->store, arena, keys, n, persons));
        for (size_t i = 0; i < n; i++) {
            all->rows[order[at + i]].person = persons[i];
            if (!persons[i])
                row_wrong(&all->rows[order[at + i]], ROW_PERSON);
        }
    }
    arena_back(arena, mark);
    return OK;
}

/* ---- where the rows come from ---- */

static void rows_of_lines(WageRows *all, const Arg *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        const Arg *line = &lines->items[i];
        WageRow *row = &all->rows[all->count++];
        *row = (WageRow){ .row = (int32_t)i + 1, .serial = str_is(line->key, "person"), .wage_fen = line->i };
        number_keep(row, line->s);
        size_t mark = arena_mark(post_arena(all->post));
        row_number(all, row, line->s);
        arena_back(post_arena(all->post), mark);
        if (line->i <= 0 || line->i > wage_fen_max)
            row_wrong(row, ROW_WAGE);
    }
}

/* A formula shows what somebody's program last made of it; an amount of money or a person is nothing to be computed. */
static bool cell_taken(WageRow *row, const Cell *cell, CellFault fault)
{
    if (cell->kind == CELL_FORMULA)
        row_wrong(row, ROW_FORMULA);
    else if (fault && !row->fault) {
        row->fault = ROW_CELL;
        row->cell = (uint8_t)fault;
    }
    return !fault && cell->kind != CELL_FORMULA;
}

/* Columns that say again what the command says must say the same. */
static void row_belongs(WageRows *all, WageRow *row, const Row *cells, const Header *header)
{
    Month month;
    Str code;
    const Cell *of_month = row_cell(cells, header->column[TITLE_MONTH]);
    const Cell *of_unit = row_cell(cells, header->column[TITLE_CREDIT_CODE]);
    if (header->column[TITLE_MONTH] && cell_taken(row, of_month, cell_month(of_month, &month)) && month.n != all->month.n)
        row_wrong(row, ROW_MONTH);
    if (header->column[TITLE_CREDIT_CODE] && cell_taken(row, of_unit, cell_code(of_unit, post_arena(all->post), &code)) &&
        !str_eq(code, FACT_STR(all->unit->credit_code)))
        row_wrong(row, ROW_UNIT);
}

/* As nearly every cell is written: 18 digits, or 17 and an X; yuan with a point. What is not goes the long way. */
static bool plain_number(const Cell *cell, Str *out)
{
    bool plain = cell->kind == CELL_TEXT && cell->text.n == 18;
    for (size_t i = 0; i < 18 && plain; i++)
        plain = (cell->text.p[i] >= '0' && cell->text.p[i] <= '9') || (i == 17 && cell->text.p[i] == 'X');
    if (plain)
        *out = cell->text;
    return plain;
}

static bool plain_money(const Cell *cell, Money *out)
{
    enum { MOST = 15 };
    size_t n = cell->text.n, point = n > 3 && n <= MOST ? n - 3 : 0;
    int64_t fen = 0;
    if ((cell->kind != CELL_TEXT && cell->kind != CELL_NUMBER) || !point || cell->text.p[point] != '.')
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = cell->text.p[i];
        if (i == point)
            continue;
        if (c < '0' || c > '9')
            return false;
        fen = fen * 10 + (c - '0');
    }
    *out = (Money){ fen };
    return true;
}

static void row_of_cells(WageRows *all, const Row *cells, const Header *header)
{
    Str number = { 0 };
    Money wage = { 0 };
    WageRow *row = &all->rows[all->count++];
    const Cell *who = row_cell(cells, header->column[TITLE_SSN]), *much = row_cell(cells, header->column[TITLE_WAGE]);
    *row = (WageRow){ .row = (int32_t)cells->number };
    if (plain_number(who, &number) || cell_taken(row, who, cell_code(who, post_arena(all->post), &number))) {
        number_keep(row, number);
        row_number(all, row, number);
    }
    if ((plain_money(much, &wage) || cell_taken(row, much, cell_money(much, &wage))) && wage.fen <= 0)
        row_wrong(row, ROW_WAGE);
    row->wage_fen = wage.fen;
    row_belongs(all, row, cells, header);
}

static Err rows_of_sheet(WageRows *all, Sheet *sheet)
{
    static const Want wants[] = { { TITLE_SSN, true }, { TITLE_WAGE, true }, { TITLE_MONTH, false }, { TITLE_CREDIT_CODE, false } };
    Arena *arena = post_arena(all->post);
    Decision *out = all->post->out;
    Header header;
    Row row;
    TRY(header_read(sheet, wants, sizeof wants / sizeof *wants, &header, &out->why));
    for (;;) {
        TRY(sheet_next(sheet, &row, &out->why));
        if (!row.number)
            return OK;
        if (all->count == all->size)
            return REFUSE(out, ERR_TOO_LARGE, "file", "一次最多申报 %d 行，请分成几个文件。",
                          "At most %d rows in one declaration; split the file.", WAGE_FILE_ROWS_MAX);
        size_t mark = arena_mark(arena);
        row_of_cells(all, &row, &header);
        arena_back(arena, mark);
    }
}

/* Room for as many rows as the bytes can hold: a line of a CSV has five at least, one of a packed sheet hardly less. */
static size_t rows_most(Str bytes)
{
    size_t most = str_starts(bytes, S("PK")) ? WAGE_FILE_ROWS_MAX : bytes.n / 5 + 2;
    return most < WAGE_FILE_ROWS_MAX ? most : WAGE_FILE_ROWS_MAX;
}

Err wage_rows_read(WageRows *all)
{
    const Command *command = all->post->command;
    const Arg *lines = arg(command, F_LINES);
    bool file = arg_is(command, F_FILE);
    Decision *out = all->post->out;
    Sheet *sheet = NULL;
    if (lines->given == file)
        return REFUSE(out, ERR_BAD_FIELD, "lines", "请给出工资明细 lines 或文件 file，二者选一。",
                      "Give either lines or a file, one of the two.");
    all->size = lines->given ? lines->n : rows_most(all->post->view->file);
    all->rows = arena_take(post_arena(all->post), all->size * sizeof *all->rows);
    if (lines->given) {
        rows_of_lines(all, lines);
        return rows_persons(all);
    }
    TRY(sheet_open(all->post->view->file, NULL, &sheet, &out->why));
    Err err = rows_of_sheet(all, sheet);
    sheet_close(sheet);
    if (err == OK && !all->count)
        return REFUSE(out, ERR_BAD_FIELD, "file", "文件没有数据行。", "There is no row in the file.");
    TRY(err);
    return rows_persons(all);
}

/* ---- one row against the records ---- */

/* An account that this employer pays, or an agency under a contract that names the employer. */
static Err account_here(WageRows *all, Work *work, const AccountFacts *account, bool *here, bool *client)
{
    const View *view = all->post->view;
    Held *held = NULL;
    *here = account->payer_kind == PAYER_UNIT && account->payer == all->unit->id;
    *client = false;
    if (account->payer_kind != PAYER_CONTRACT)
        return OK;
    TRY(work_find(work, SUBJECT_CONTRACT, account->payer, &held));
    const ContractFacts *contract = held ? held->facts : NULL;
    *here = contract && contract->employer == all->unit->id;
    *client = *here && view->org && contract->agency == view->org->id;
    return OK;
}

/* Why none of the person's accounts here belongs to the month. */
static WageFault account_fault(const WageRows *all, const PersonFacts *person, const AccountFacts *account)
{
    if (policy_region(all->post->view->policy, account->region) != all->rules)
        return ROW_REGION;
    if (person->death.n && day_month(person->death).n < all->month.n)
        return ROW_DEAD;
    if (account->state != ACCOUNT_OPEN && account->stopped_month < all->month.n)
        return ROW_LATE;
    return day_month(account->since).n > all->month.n ? ROW_EARLY : ROW_NOT_HERE;
}

static bool with_another(const WageRows *all, const PersonFacts *person)
{
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].payer_kind == PAYER_UNIT && person->accounts[i].payer != all->unit->id &&
            levy_in_month(all->rules, person, &person->accounts[i], all->month))
            return true;
    return false;
}

static Err row_account(WageRows *all, Work *work, const PersonFacts *person, WageRow *row)
{
    WageFault fault = ROW_NOT_HERE;
    if (!person || !person->registered.n) {
        row_wrong(row, ROW_PERSON);
        return OK;
    }
    if (person->born.n != DAY_NONE.n && day_month(person->born).n > all->month.n)
        row_wrong(row, ROW_UNBORN);
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        bool here = false, client = false;
        TRY(account_here(all, work, account, &here, &client));
        if (!here)
            continue;
        bool right = policy_region(all->post->view->policy, account->region) == all->rules &&
                     levy_in_month(all->rules, person, account, all->month);
        if (right && (client || all->post->command->actor.role != ROLE_AGENCY))
            return OK;
        fault = right ? ROW_CLIENT : account_fault(all, person, account);
    }
    row_wrong(row, fault == ROW_NOT_HERE && with_another(all, person) ? ROW_ELSEWHERE : fault);
    return OK;
}

/* ---- once ---- */

static int row_order(const void *a, const void *b, void *context)
{
    const WageRow *rows = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (rows[x].person != rows[y].person)
        return rows[x].person < rows[y].person ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Who stands there more than once: none of these rows is taken, since nobody can say which is meant. */
static void rows_once(WageRows *all)
{
    bool sorted = true;
    all->order = arena_take(post_arena(all->post), all->count * sizeof *all->order);
    for (size_t i = 0; i < all->count; i++) {
        all->order[i] = (uint32_t)i;
        sorted &= !i || all->rows[i - 1].person < all->rows[i].person;
    }
    if (!sorted)
        qsort_r(all->order, all->count, sizeof *all->order, row_order, all->rows);
    for (size_t i = 1; i < all->count; i++) {
        WageRow *row = &all->rows[all->order[i]], *before = &all->rows[all->order[i - 1]];
        if (row->person && row->person == before->person) {
            row_wrong(before, ROW_TWICE);
            row_wrong(row, ROW_TWICE);
        }
    }
}

/* Records that lie one behind the other, some of which are wanted. */
typedef struct {
    Rows rows;
    size_t at;
    int64_t until;  /* the page holds everybody up to here; 0: there is none */
    size_t wanted;  /* how many of it were */
    size_t singles; /* the last page was of little use: so many are read one by one before the next */
    PersonFacts facts;
} People;

enum { PAGE_PEOPLE = 256, PAGE_WORTH = 32, SINGLE_PEOPLE = 512 };

static Err page_turn(WageRows *all, Arena *pages, People *people, int64_t person)
{
    arena_back(pages, 0);
    people->singles = people->until && people->wanted < PAGE_WORTH ? SINGLE_PEOPLE : 0;
    people->at = people->wanted = 0;
    people->until = 0;
    if (people->singles)
        return OK;
    TRY(store_people(all->post->work->store, pages, person, PAGE_PEOPLE, &people->rows));
    size_t count = people->rows.count;
    people->until = count == PAGE_PEOPLE ? cell(&people->rows, count - 1, 0)->i : INT64_MAX;
    return OK;
}

/* The record of a person; asked in ascending order. NULL in *out: there is none. */
static Err person_of(WageRows *all, Arena *pages, People *people, Work *work, int64_t person, const PersonFacts **out)
{
    PersonFacts *found = NULL;
    if (!people->singles && person > people->until)
        TRY(page_turn(all, pages, people, person));
    if (people->singles) {
        people->singles--;
        TRY(work_person(work, person, &found));
        *out = found;
        return OK;
    }
    while (people->at < people->rows.count && cell(&people->rows, people->at, 0)->i < person)
        people->at++;
    bool there = people->at < people->rows.count && cell(&people->rows, people->at, 0)->i == person;
    people->wanted += there;
    *out = there ? &people->facts : NULL;
    return !there || person_read(cell(&people->rows, people->at, 1)->s, &people->facts) ? OK : ERR_BUSY;
}

Err wage_rows_check(WageRows *all)
{
    enum { PAGES_BYTES = 4 << 20 };
    Arena *arena = post_arena(all->post);
    People *people = arena_new(arena, People, 1);
    Arena pages = { .base = arena_take(arena, PAGES_BYTES), .size = PAGES_BYTES, .on_full = arena->on_full };
    rows_once(all);
    for (size_t i = 0; i < all->count; i++) { /* in order of person: records lie in that order too */
        WageRow *row = &all->rows[all->order[i]];
        const PersonFacts *person = NULL;
        size_t mark = arena_mark(arena);
        Work work = { .store = all->post->work->store, .arena = arena };
        if (!row->fault) {
            TRY(person_of(all, &pages, people, &work, row->person, &person));
            TRY(row_account(all, &work, person, row));
        }
        arena_back(arena, mark);
        all->bad += row->fault != 0;
    }
    return OK;
}

/* ---- the answer ---- */

static FaultRow fault_of(const WageRow *row)
{
    CellFault cell = (CellFault)row->cell;
    if (row->fault != ROW_CELL)
        return faults[row->fault];
    const char *zh = fault_sentence(cell, false), *en = fault_sentence(cell, true);
    return (FaultRow){ fault_code(cell), zh, en, zh, en };
}

static void put_rejected(Json *json, Arena *arena, const WageRow *row)
{
    FaultRow fault = fault_of(row);
    Str number = number_of_row(row);
    json_open(json, '{');
    json_put_int(json, "row", row->row);
    json_put(json, row->serial ? "person" : "ssn", row->serial ? number : identity_masked(arena, PF_SSN, number));
    json_put(json, "code", str(fault.code));
    json_put(json, "why", str(fault.zh));
    json_put(json, "why_en", str(fault.en));
    json_put(json, "fix", str(fault.fix_zh));
    json_put(json, "fix_en", str(fault.fix_en));
    json_close(json, '}');
}

/* How many rows of each code: what to mend first in a file of which most is wrong. */
static void put_codes(const WageRows *all, Json *json)
{
    int64_t counts[ROW_FAULT_END] = { 0 }, cells[FAULT_END] = { 0 };
    for (size_t i = 0; i < all->count; i++) {
        counts[all->rows[i].fault]++;
        cells[all->rows[i].cell] += all->rows[i].fault == ROW_CELL;
    }
    json_key(json, "faults");
    json_open(json, '[');
    for (int i = 1; i < ROW_FAULT_END + FAULT_END; i++) {
        bool of_cell = i >= ROW_FAULT_END;
        int64_t count = of_cell ? cells[i - ROW_FAULT_END] : i == ROW_CELL ? 0 : counts[i];
        if (!count)
            continue;
        WageRow row = { .fault = (uint8_t)(of_cell ? (int)ROW_CELL : i), .cell = (uint8_t)(of_cell ? i - ROW_FAULT_END : 0) };
        FaultRow fault = fault_of(&row);
        json_open(json, '{');
        json_put(json, "code", str(fault.code));
        json_put(json, "why", str(fault.zh));
        json_put(json, "why_en", str(fault.en));
        json_put_int(json, "rows", count);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* Numbers stand masked: the answer is kept for ever, and the journal holds no number of anybody. */
void wage_rows_answer(const WageRows *all, Json *json)
{
    size_t said = 0;
    json_put_int(json, "rejected_rows", (int64_t)all->bad);
    json_key(json, "rejected");
    json_open(json, '[');
    for (size_t i = 0; i < all->count && said < WAGE_REPORT_ROWS_MAX; i++) {
        if (!all->rows[i].fault)
            continue;
        put_rejected(json, post_arena(all->post), &all->rows[i]);
        said++;
    }
    json_close(json, ']');
    put_codes(all, json);
}
