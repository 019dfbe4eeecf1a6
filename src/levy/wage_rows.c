/* wage_rows.c - see wage_rows.h. */
#include "levy/wage_rows.h"
#include "levy/batch.h"
#include "sheet/cell.h"
#include "sheet/header.h"

static const int64_t wage_fen_max = INT64_C(100000000000000);

typedef struct {
    const char *code, *zh, *en, *fix_zh, *fix_en;
} FaultRow;
#define AS_ROW_TEXT(NAME, code, zh, en, fix_zh, fix_en) [NAME] = { code, zh, en, fix_zh, fix_en },
static const FaultRow faults[ROW_FAULT_END] = { ROW_FAULTS(AS_ROW_TEXT) };

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

static int key_order(const void *context, uint32_t x, uint32_t y)
{
    const WageRow *rows = context;
    int order = memcmp(rows[x].key, rows[y].key, IDENTITY_KEY_BYTES);
    return order ? order : x < y ? -1 : x > y;
}

static Err seek_more(WageRows *all, bool *done)
{
    if (!all->sorting.order) {
        uint32_t *order = arena_take(all->life, (all->count + 1) * sizeof *order);
        size_t count = 0;
        for (size_t i = 0; i < all->count; i++)
            if (all->rows[i].sought)
                order[count++] = (uint32_t)i;
        all->sorting = sorting_begin(all->life, order, count);
    }
    *done = sorting_more(&all->sorting, key_order, all->rows);
    return OK;
}

/* Who the numbers are: all of them in the order in which they lie on record, a page of the file's rows at a time. */
static Err find_more(WageRows *all, bool *done)
{
    enum { AT_ONCE = 1024 };
    Arena *arena = post_arena(all->post);
    size_t mark = arena_mark(arena), count = all->sorting.count, n = count - all->at < AT_ONCE ? count - all->at : AT_ONCE;
    const uint32_t *order = &all->sorting.order[all->at];
    uint8_t *keys = arena_take(arena, (size_t)AT_ONCE * IDENTITY_KEY_BYTES);
    int64_t *persons = arena_take(arena, AT_ONCE * sizeof *persons);
    for (size_t i = 0; i < n; i++)
        memcpy(keys + i * IDENTITY_KEY_BYTES, all->rows[order[i]].key, IDENTITY_KEY_BYTES);
    TRY(identity_find_all(all->post->work->store, arena, keys, n, persons));
    for (size_t i = 0; i < n; i++) {
        all->rows[order[i]].person = persons[i];
        if (!persons[i])
            row_wrong(&all->rows[order[i]], ROW_PERSON);
    }
    arena_back(arena, mark);
    all->at += n;
    *done = all->at == count;
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

/* Room for as many rows as the bytes can hold: a line of a CSV has five at least, one of a packed sheet hardly less. */
static size_t rows_most(Str bytes)
{
    size_t most = str_starts(bytes, S("PK")) ? WAGE_FILE_ROWS_MAX : bytes.n / 5 + 2;
    return most < WAGE_FILE_ROWS_MAX ? most : WAGE_FILE_ROWS_MAX;
}

static Err read_begin(WageRows *all)
{
    static const Want wants[] = { { TITLE_SSN, true }, { TITLE_WAGE, true }, { TITLE_MONTH, false }, { TITLE_CREDIT_CODE, false } };
    Str bytes = { 0 };
    Why *why = &all->post->out->why;
    TRY(levy_file(all->post, all->life, &bytes));
    all->size = rows_most(bytes);
    all->rows = arena_take(all->life, all->size * sizeof *all->rows);
    TRY(sheet_open(bytes, NULL, &all->sheet, why));
    return header_read(all->sheet, wants, sizeof wants / sizeof *wants, &all->header, why);
}

static Err read_more(WageRows *all, bool *done)
{
    enum { AT_ONCE = 64 };
    Arena *arena = post_arena(all->post);
    Decision *out = all->post->out;
    Row row;
    if (!all->sheet)
        return read_begin(all);
    for (int i = 0; i < AT_ONCE; i++) {
        TRY(sheet_next(all->sheet, &row, &out->why));
        if (!row.number) {
            wage_rows_close(all);
            *done = true;
            return all->count ? OK : REFUSE(out, ERR_BAD_FIELD, "file", "文件没有数据行。", "There is no row in the file.");
        }
        if (all->count == all->size)
            return REFUSE(out, ERR_TOO_LARGE, "file", "一次最多申报 %d 行，请分成几个文件。",
                          "At most %d rows in one declaration; split the file.", WAGE_FILE_ROWS_MAX);
        size_t mark = arena_mark(arena);
        row_of_cells(all, &row, &all->header);
        arena_back(arena, mark);
    }
    return OK;
}

Err wage_rows_begin(WageRows *all)
{
    const Command *command = all->post->command;
    const Arg *lines = arg(command, F_LINES);
    if (lines->given == arg_is(command, F_FILE))
        return REFUSE(all->post->out, ERR_BAD_FIELD, "lines", "请给出工资明细 lines 或文件 file，二者选一。",
                      "Give either lines or a file, one of the two.");
    if (!lines->given)
        return OK;
    all->size = lines->n;
    all->rows = arena_take(all->life, (all->size + 1) * sizeof *all->rows);
    rows_of_lines(all, lines);
    all->stage = WAGE_SEEK;
    return OK;
}

void wage_rows_close(WageRows *all)
{
    if (all->sheet)
        sheet_close(all->sheet);
    all->sheet = NULL;
}

/* ---- what is stored of it ---- */

Err wage_month_check(const WageRows *all)
{
    Decision *out = all->post->out;
    const View *view = all->post->view;
    Month closed = MONTH_NONE;
    if (all->month.n > day_month(view_today(view)).n)
        return REFUSE(out, ERR_TOO_EARLY, "month", "该月还没有开始，请到当月再申报。",
                      "That month has not begun; declare it when it has.");
    TRY(month_closed(post_db(all->post), post_arena(all->post), policy_region_code(all->rules), known_now, &closed));
    return closed.n >= all->month.n ? REFUSE(out, ERR_MONTH_CLOSED, "month", NULL, NULL) : OK;
}

/* The good rows in order of person, and what they come to. */
static Err good_more(WageRows *all, bool *done)
{
    enum { AT_ONCE = 2048 };
    all->good = all->good ? all->good : arena_take(all->life, (all->count + 1) * sizeof *all->good);
    for (int n = 0; n < AT_ONCE && all->at < all->count; n++) {
        const WageRow *row = &all->rows[all->order[all->at++]];
        if (row->fault)
            continue;
        all->good[all->good_count++] = (Wage){ .person = row->person, .month = all->month, .wage = { row->wage_fen } };
        if (__builtin_add_overflow(all->total, row->wage_fen, &all->total))
            return REFUSE(all->post->out, ERR_BAD_AMOUNT, arg_is(all->post->command, F_FILE) ? "file" : "lines",
                          "工资合计超出范围，请核对金额的单位。", "The wages come to more than can be; check their unit.");
    }
    *done = all->at == all->count;
    return OK;
}

bool wage_rows_wanted(const WageRows *all)
{
    FileMode mode = (FileMode)arg_int(all->post->command, F_MODE);
    return mode == FILE_GOOD_ROWS || (mode == FILE_ALL && all->good_count == all->count);
}

/* A piece of what is on record beside the good rows, both in order of person; a later declaration holds. */
static Err same_more(WageRows *all, bool *done)
{
    Wage *rows = NULL;
    size_t count = 0, mark = arena_mark(post_arena(all->post));
    bool first = false;
    if (!all->same)
        all->same = arena_alloc(all->life, 1, all->good_count + 1);
    TRY(wage_next(post_db(all->post), post_arena(all->post), all->unit->id, all->month, &all->place, &rows, &count, &first));
    all->beside = first ? 0 : all->beside;
    for (size_t i = 0; i < count; i++) {
        while (all->beside < all->good_count && all->good[all->beside].person < rows[i].person)
            all->beside++;
        if (all->beside < all->good_count && all->good[all->beside].person == rows[i].person)
            all->same[all->beside] = all->good[all->beside].wage.fen == rows[i].wage.fen;
    }
    arena_back(post_arena(all->post), mark);
    *done = !count;
    all->known = *done && all->good_count > 0 && !memchr(all->same, 0, all->good_count);
    return OK;
}

static Err pack_more(WageRows *all, bool *done)
{
    size_t n = all->good_count - all->at < WAGE_PIECE ? all->good_count - all->at : WAGE_PIECE;
    if (n)
        wage_pack(all->life, &all->packed, &all->good[all->at], n);
    all->at += n;
    *done = all->at == all->good_count;
    return OK;
}

/* ---- piece by piece ---- */

static Err stage_more(WageRows *all, bool *done)
{
    switch (all->stage) {
    case WAGE_READ:
        return read_more(all, done);
    case WAGE_SEEK:
        return seek_more(all, done);
    case WAGE_FIND:
        return find_more(all, done);
    case WAGE_MONTH:
        *done = true;
        return wage_month_check(all);
    case WAGE_GOOD:
        return good_more(all, done);
    case WAGE_SAME:
        return same_more(all, done);
    case WAGE_PACK:
        return pack_more(all, done);
    default:
        return wage_judge_more(all, done);
    }
}

Err wage_rows_more(WageRows *all, int64_t until_ns)
{
    while (all->stage != WAGE_READY) {
        bool done = false;
        TRY(stage_more(all, &done));
        all->at = done ? 0 : all->at;
        all->stage += done;
        if ((all->stage == WAGE_SAME && !wage_rows_wanted(all)) || (all->stage == WAGE_PACK && all->known))
            all->stage = WAGE_READY; /* nothing is to be stored */
        if (slice_over(until_ns))
            return OK;
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
