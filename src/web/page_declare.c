/* page_declare.c - an employer declares what its people earn in a month: a file or lines pasted from one, a report of every
 * row that is wrong and how to mend it, and only then the rows are taken, the good ones or all. From the first check on the form
 * carries the hash of the file. Which file it was and what was asked of it is kept as a draft is (core/draft.h): who left while a
 * large file was read has the same report again, by the same id, without the file. Law: Social Insurance Law 60. */
#include "report/annotate.h"
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"
#include "web/sign.h"

static const char *const fields[] = { "credit_code", "month", "file", "table", NULL };

static Str none;

typedef struct {
    Str file, month;      /* the SHA-256 of the file, as the wire takes it */
    Str unit, mode, id;   /* id: under which the answer is kept */
    Str bytes;            /* of the file, where it goes back with its faults */
    ReportForm annotated; /* wanted: the rows back with their faults, as a file */
    bool stores;
} Declaring;

/* The draft that says which file was last. */
#define LAST_FILE S("/unit/declare/last")

/* ---- the first form ---- */

/* The employer's page; an agency has none of its clients' employers and goes to its desk. */
static Str home_of(const PageVisit *visit) { return visit_role(visit, R(AGENCY)) ? S("/desk") : unit_path(visit, "/unit", none); }

static void write_form(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = home_of(visit);
    form_page_begin(&page, W_DECLARE_TITLE, W_DECLARE_LEAD, errors, fields);
    ui_put(ui,
           "<p class=\"govuk-body\">{} <a class=\"govuk-link\" href=\"{}\">xlsx</a> "
           "<a class=\"govuk-link\" href=\"{}\">csv</a></p>\n",
           word(ui->lang, W_DECLARE_EXAMPLE), ui_path(ui, S("/unit/declare/example?format=xlsx")),
           ui_path(ui, S("/unit/declare/example?format=csv")));
    form_open_files(ui, visit, S("/unit/declare"));
    if (!visit_role(visit, R(UNIT)))
        entry_field(ui, visit, F_CREDIT_CODE, errors);
    entry_field(ui, visit, F_MONTH, errors);
    entry_field_as(ui, visit, F_FILE, word(ui->lang, W_DECLARE_FILE), word(ui->lang, W_DECLARE_FILE_HINT), errors);
    ui_textarea(ui, &(UiTextarea){ .field = { .name = "table",
                                              .id = "table",
                                              .label = { .text = word(ui->lang, W_DECLARE_TABLE), .classes = "govuk-label--s" },
                                              .hint = { .text = word(ui->lang, W_DECLARE_TABLE_HINT) },
                                              .error = form_error(errors, "table") },
                                   .value = visit_field(visit, "table"),
                                   .rows = 6 });
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_DECLARE_CHECK), .once = true });
    form_close(ui);
    if (!visit->aside)
        declare_last(ui, visit);
    form_page_end(visit, &page);
}

void show_declare(PageVisit *visit, Str name)
{
    (void)name;
    write_form(visit, &(FormErrors){ 0 }, 200);
}

void show_declare_example(PageVisit *visit, Str name)
{
    (void)name;
    Why why = { .arena = visit->arena };
    Str bytes = none;
    ReportForm form = report_form(visit_field(visit, "format"));
    form = form == REPORT_NONE ? REPORT_XLSX : form;
    Month month = day_month(time_day(visit->now));
    const JsonNode *page = json_reread(
        visit->arena, str_format(visit->arena, "{\"month\":\"" STR_FMT "\"}", STR_ARG(month_text(visit->arena, month))));
    if (report_make(visit->arena, REPORT_WAGES, form, false, &page, 1, &bytes, &why) != OK)
        visit_refused(visit, &why, S("/unit/declare"));
    else
        visit_file(visit, report_type(form), form == REPORT_XLSX ? S("wages.xlsx") : S("wages.csv"), bytes);
}

/* ---- what core says of the rows ---- */

static void put_rejected(Ui *ui, const JsonNode *items, size_t count)
{
    static const Word heads[] = { W_ROW, W_NUMBER_LABEL, W_ROW_WHY, W_ROW_FIX };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Str number = node_text(&items[i], "ssn");
        row[0].text = str_format(ui->buf.arena, "%lld", (long long)node_int(&items[i], "row"));
        row[1].text = number.n ? number : node_text(&items[i], "person");
        row[2].text = node_said(&items[i], "why", ui->lang);
        row[3].text = node_said(&items[i], "fix", ui->lang);
    }
    record_table(ui, heads, WIDTH, cells, count);
}

static void take_button(Ui *ui, const PageVisit *visit, const Declaring *d, const char *mode, Word text)
{
    form_open_files(ui, visit, S("/unit/declare"));
    form_hidden(ui, "credit_code", d->unit);
    form_hidden(ui, "month", d->month);
    form_hidden(ui, "mode", str(mode));
    form_hidden(ui, "sha256", d->file);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, text), .once = true });
    form_close(ui);
}

/* The same file once more, as a file with what is wrong behind each row. */
static void put_annotated(Ui *ui, const PageVisit *visit, const Declaring *d)
{
    static const char *const forms[] = { "xlsx", "csv" };
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_ANNOTATED_TITLE),
           word(ui->lang, W_ANNOTATED_TEXT));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        form_open_files(ui, visit, S("/unit/declare"));
        form_hidden(ui, "credit_code", d->unit);
        form_hidden(ui, "month", d->month);
        form_hidden(ui, "annotated", str(forms[i]));
        form_hidden(ui, "sha256", d->file);
        ui_button(ui, &(UiButton){ .text = word_format(ui->buf.arena, ui->lang, W_ANNOTATED_DO_N, forms[i]),
                                   .classes = "govuk-button--secondary" });
        form_close(ui);
    }
}

static void send_annotated(PageVisit *visit, const Declaring *d, const JsonNode *items, size_t count)
{
    Arena *arena = visit->arena;
    RowFault *faults = arena_new(arena, RowFault, count + 1);
    Why why = { .arena = arena };
    Str bytes = none;
    for (size_t i = 0; i < count; i++) {
        Str what = node_said(&items[i], "why", visit->request.lang), fix = node_said(&items[i], "fix", visit->request.lang);
        faults[i] = (RowFault){ node_int(&items[i], "row"), str_format(arena, STR_FMT " " STR_FMT, STR_ARG(what), STR_ARG(fix)) };
    }
    if (report_annotate(arena, d->bytes, TITLE_WAGE, faults, count, d->annotated, visit_en(visit), &bytes, &why) != OK) {
        visit_refused(visit, &why, S("/unit/declare"));
        return;
    }
    visit_file(visit, report_type(d->annotated), d->annotated == REPORT_XLSX ? S("wages-to-mend.xlsx") : S("wages-to-mend.csv"),
               bytes);
}

static void put_next(Ui *ui, const PageVisit *visit, const Declaring *d, int64_t good, size_t rejected)
{
    if (d->stores) {
        ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_NEXT_TITLE),
               word(ui->lang, W_DECLARE_NEXT));
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, home_of(visit)),
               word(ui->lang, visit_role(visit, R(AGENCY)) ? W_DESK_TITLE : W_UNIT_TITLE));
    } else if (good && !rejected) {
        take_button(ui, visit, d, "all", W_DECLARE_TAKE_ALL);
    } else if (good) {
        take_button(ui, visit, d, "good-rows", W_DECLARE_TAKE_GOOD);
    }
    if (rejected || !d->stores)
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
               ui_path(ui, unit_path(visit, "/unit/declare", d->month)), word(ui->lang, W_DECLARE_AGAIN));
}

static void declared(PageVisit *visit, void *context, const Done *done)
{
    const Declaring *d = context;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_form(visit, &errors, err_http(done->err));
        return;
    }
    size_t rejected = 0;
    const JsonNode *items = node_list(done->data, "rejected", &rejected);
    if (d->annotated) {
        send_annotated(visit, d, items, rejected);
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    int64_t good = node_int(done->data, "good"), accepted = node_int(done->data, "accepted");
    Str title = word(ui->lang, !d->stores ? W_DECLARE_REPORT : accepted || done->already ? W_DECLARE_DONE : W_DECLARE_NOTHING);
    page.not_indexed = true;
    page_begin(&page, title);
    if (d->stores && (accepted || done->already))
        ui_panel(ui, &(UiPanel){ .title = title, .text = word_format(visit->arena, ui->lang, W_ROWS_N, (int)accepted) });
    else
        ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", title);
    ui_put(ui, "<p class=\"govuk-body-l\">{} · {}</p>\n<p class=\"govuk-body\">{}</p>\n", d->unit,
           said_month(visit->arena, ui->lang, d->month),
           word_format(visit->arena, ui->lang, W_DECLARE_COUNT_N, (int)good, (int)rejected));
    if (rejected)
        put_rejected(ui, items, rejected);
    put_next(ui, visit, d, good, rejected);
    if (rejected && !d->stores)
        put_annotated(ui, visit, d);
    visit_show(visit, &page, page_end(&page));
}

/* ---- what was sent ---- */

static bool has_digit(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            return true;
    return false;
}

/* Lines that were pasted are a file too; one that begins with a person has no titles and gets them. */
static Str table_file(PageVisit *visit, Str table)
{
    Str rest = table, first = str_cut(&rest, '\n');
    Buf out = { .arena = visit->arena };
    if (has_digit(first)) {
        const char *between = str_find(first, S("\t")) >= 0 ? "\t" : str_find(first, S(";")) >= 0 ? ";" : ",";
        buf_format(&out, "社会保障号码%s缴费工资\n", between);
    }
    buf_add(&out, table);
    return buf_str(&out);
}

static bool file_came(const PageVisit *visit)
{
    const HttpUpload *upload = http_upload(visit->http, "file");
    return visit_field(visit, "sha256").n || visit_field(visit, "table").n || (upload && upload->bytes.n);
}

/* The bytes that came, or those whose hash did. Refusals: ERR_UNKNOWN_ID, ERR_BUSY. */
static Err file_sent(PageVisit *visit, Declaring *d)
{
    const HttpUpload *upload = http_upload(visit->http, "file");
    Str known = visit_field(visit, "sha256"), table = visit_field(visit, "table"), raw = none;
    Bureau *bureau = NULL;
    Hash hash;
    if (known.n) {
        if (!str_unhex(visit->arena, known, &raw) || raw.n != HASH_BYTES)
            return ERR_UNKNOWN_ID;
        memcpy(hash.b, raw.p, HASH_BYTES);
        d->file = known;
        TRY(visit_reader(visit, &bureau));
        return d->annotated ? db_blob_get(bureau->db, visit->arena, &hash, &d->bytes) : OK;
    }
    d->bytes = upload && upload->bytes.n ? upload->bytes : table_file(visit, table);
    TRY(serve_keep(visit->thread, d->bytes, &hash));
    d->file = str_hex(visit->arena, hash_str(&hash));
    return OK;
}

static void declare(PageVisit *visit, void *context)
{
    Declaring *d = context;
    Json args = visit_args(visit);
    json_put(&args, "credit_code", d->unit);
    json_put(&args, "month", d->month);
    json_put(&args, "file", d->file);
    json_put(&args, "mode", d->mode);
    visit_do(visit, "wage.declare", d->id, &args, declared, d);
}

void do_declare(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Str mode = visit_field(visit, "mode");
    FileMode wanted = (FileMode)choice_from(SET_FILE_MODE, mode);
    Declaring *d = arena_new(visit->arena, Declaring, 1);
    *d = (Declaring){ .month = visit_field(visit, "month"),
                      .unit = unit_code(visit),
                      .id = form_id(visit, NULL),
                      .annotated = report_form(visit_field(visit, "annotated")),
                      .stores = wanted == FILE_GOOD_ROWS || wanted == FILE_ALL };
    d->mode = d->stores ? mode : str(choice_code(SET_FILE_MODE, FILE_REPORT));
    Json args = visit_args(visit); /* what is missing or cannot be read is said at its field */
    if (!visit_role(visit, R(UNIT)))
        entry_put(visit, &args, F_CREDIT_CODE, true, &errors);
    entry_put(visit, &args, F_MONTH, true, &errors);
    bool some = file_came(visit);
    if (!some || (!errors.count && file_sent(visit, d) != OK)) /* nothing is kept of a form that has to be filled in again */
        form_wrong(&errors, S("file"), word(visit->request.lang, W_DECLARE_EMPTY));
    const struct PageField last[] = { { S("credit_code"), d->unit },
                                      { S("month"), d->month },
                                      { S("mode"), d->mode },
                                      { S("sha256"), d->file },
                                      { S("id"), d->id } };
    if (errors.count)
        write_form(visit, &errors, 422);
    else if (d->annotated) /* of a report that is found again already */
        declare(visit, d);
    else
        kept_first(visit, LAST_FILE, last, sizeof last / sizeof *last, declare, d);
}

/* ---- the file that was last ---- */

static bool last_read(PageVisit *visit, Declaring *d)
{
    struct PageField *all = NULL;
    size_t count = 0;
    *d = (Declaring){ 0 };
    if (kept_get(visit, LAST_FILE, &all, &count) != OK)
        return false;
    const struct {
        const char *name;
        Str *to;
    } members[] = {
        { "credit_code", &d->unit }, { "month", &d->month }, { "mode", &d->mode }, { "sha256", &d->file }, { "id", &d->id }
    };
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sizeof members / sizeof *members; k++)
            if (str_is(all[i].name, members[k].name))
                *members[k].to = all[i].value;
    FileMode mode = (FileMode)choice_from(SET_FILE_MODE, d->mode);
    d->stores = mode == FILE_GOOD_ROWS || mode == FILE_ALL;
    return mode && d->file.n && d->id.n;
}

void declare_last(Ui *ui, PageVisit *visit)
{
    Declaring d;
    if (!visit_role(visit, R(UNIT) | R(CLERK) | R(AGENCY)) || !last_read(visit, &d))
        return;
    ui_put(ui, "<h2 class=\"govuk-heading-m sb-part\">{}</h2>\n<p class=\"govuk-body\">{} · {} · {}</p>\n",
           word(ui->lang, W_DECLARE_LAST), d.unit, said_month(visit->arena, ui->lang, d.month),
           said_head(visit->arena, said_word(ui->lang, SET_FILE_MODE, d.mode)));
    form_open(ui, visit, LAST_FILE);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_DECLARE_LAST_SHOW), .classes = "govuk-button--secondary", .once = true });
    form_close(ui);
}

/* The same command under the same id: its answer as it was given, or as it will be when the work is done. */
void do_declare_last(PageVisit *visit, Str name)
{
    (void)name;
    Declaring *d = arena_new(visit->arena, Declaring, 1);
    if (last_read(visit, d))
        declare(visit, d);
    else
        visit_go(visit, S("/unit/declare"));
}
