/* page_document.c - a paper handed in for a case: what it is, its number, until when it is valid, and a photo or scan of it, kept
 * under its hash and named by it in the journal. Whether it is valid core says; who may see the case may open the file.
 * Law: Regulations on Social Insurance Services (State Council 765). */
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"

static const char *const fields[] = { "evidence", "no", "day", "valid_until", "document", NULL };
enum { DOCUMENT_BYTES_MAX = 2 << 20, NO_MAX = 100 };

/* What a file is says its beginning, never its name. */
static const char *type_of(Str bytes)
{
    static const struct {
        Str begin;
        const char *type;
    } rows[] = { { S("%PDF-"), "application/pdf" }, { S("\xFF\xD8\xFF"), "image/jpeg" }, { S("\x89PNG\r\n\x1A\n"), "image/png" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_starts(bytes, rows[i].begin))
            return rows[i].type;
    return NULL;
}

static void kind_field(Ui *ui, const PageVisit *visit, const FormErrors *errors)
{
    const ChoiceSet *set = choice_set(SET_EVIDENCE);
    UiOption *items = arena_new(visit->arena, UiOption, (size_t)set->count + 1);
    items[0] = (UiOption){ .text = word(ui->lang, W_HAND_IN_KIND_EMPTY) };
    for (int i = 0; i < set->count; i++)
        items[i + 1] = (UiOption){ .value = str(set->items[i].code),
                                   .text = said_head(visit->arena, said_word(ui->lang, SET_EVIDENCE, str(set->items[i].code))) };
    ui_select(ui, &(UiSelect){ .field = { .name = "evidence",
                                          .id = "evidence",
                                          .label = { .text = word(ui->lang, W_HAND_IN_KIND), .classes = "govuk-label--s" },
                                          .error = form_error(errors, "evidence") },
                               .items = items,
                               .count = (size_t)set->count + 1,
                               .value = visit_field(visit, "evidence") });
}

static void write_form(PageVisit *visit, Str number, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str path = str_format(visit->arena, "/cases/" STR_FMT, STR_ARG(number));
    page.not_indexed = true;
    page.status = status;
    page.back = path;
    form_page_begin(&page, W_HAND_IN_TITLE, W_HAND_IN_LEAD, errors, fields);
    form_open_files(ui, visit, str_format(visit->arena, STR_FMT "/document", STR_ARG(path)));
    kind_field(ui, visit, errors);
    form_input(ui, visit, "no", W_HAND_IN_NO, 0, "govuk-input--width-20", errors);
    form_input(ui, visit, "day", W_HAND_IN_DAY, W_HAND_IN_DAY_HINT, "govuk-input--width-10", errors);
    form_input(ui, visit, "valid_until", W_HAND_IN_UNTIL, W_HAND_IN_DAY_HINT, "govuk-input--width-10", errors);
    ui_upload(ui, &(UiUpload){ .field = { .name = "document",
                                          .id = "document",
                                          .label = { .text = word(ui->lang, W_HAND_IN_FILE), .classes = "govuk-label--s" },
                                          .hint = { .text = word(ui->lang, W_HAND_IN_FILE_HINT) },
                                          .error = form_error(errors, "document") },
                               .accept = "image/jpeg,image/png,application/pdf" });
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_HAND_IN_TITLE), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_paper_form(PageVisit *visit, Str number) { write_form(visit, number, &(FormErrors){ 0 }, 200); }

/* ---- handed in ---- */

typedef struct {
    Str number;
} HandIn;

static void handed_in(PageVisit *visit, void *context, const Done *done)
{
    const HandIn *in = context;
    if (done->err == OK) {
        visit_go(visit, str_format(visit->arena, "/cases/" STR_FMT "?done=1", STR_ARG(in->number)));
        return;
    }
    FormErrors errors = { 0 };
    form_refused(&errors, visit, &done->why);
    write_form(visit, in->number, &errors, err_http(done->err));
}

static Str day_sent(const PageVisit *visit, const char *name, FormErrors *errors)
{
    Str text = visit_field(visit, name);
    Day day;
    if (text.n && !day_read(text, &day))
        form_wrong(errors, str(name), word(visit->request.lang, W_HAND_IN_DAY_WRONG));
    return text;
}

static Str document_sent(const PageVisit *visit, FormErrors *errors)
{
    const HttpUpload *upload = http_upload(visit->http, "document");
    Str bytes = upload ? upload->bytes : (Str){ 0 };
    Word wrong = !bytes.n ? W_HAND_IN_FILE_EMPTY : bytes.n > DOCUMENT_BYTES_MAX ? W_HAND_IN_FILE_LARGE : W_HAND_IN_FILE_WRONG;
    if (!bytes.n || bytes.n > DOCUMENT_BYTES_MAX || !type_of(bytes))
        form_wrong(errors, S("document"), word(visit->request.lang, wrong));
    return bytes;
}

void do_paper_form(PageVisit *visit, Str number)
{
    FormErrors errors = { 0 };
    Hash hash;
    HandIn *in = arena_new(visit->arena, HandIn, 1);
    in->number = number;
    Str kind = visit_field(visit, "evidence"), no = visit_field(visit, "no");
    if (!choice_from(SET_EVIDENCE, kind))
        form_wrong(&errors, S("evidence"), word(visit->request.lang, W_HAND_IN_KIND_EMPTY));
    Str day = day_sent(visit, "day", &errors), until = day_sent(visit, "valid_until", &errors);
    Str bytes = document_sent(visit, &errors);
    if (!errors.count && serve_keep(visit->thread, bytes, &hash) != OK) {
        Why why = { .arena = visit->arena };
        why.code = refuse(&why, ERR_BUSY, "document", NULL, NULL);
        form_refused(&errors, visit, &why);
    }
    if (errors.count) {
        write_form(visit, number, &errors, 422);
        return;
    }
    Json args = visit_args(visit);
    json_put(&args, "case", number);
    json_key(&args, "evidence");
    json_open(&args, '[');
    json_open(&args, '{');
    json_put(&args, "kind", kind);
    if (no.n)
        json_put(&args, "no", no);
    if (day.n)
        json_put(&args, "day", day);
    if (until.n)
        json_put(&args, "valid_until", until);
    json_put(&args, "sha256", str_hex(visit->arena, hash_str(&hash)));
    json_close(&args, '}');
    json_close(&args, ']');
    visit_do(visit, "case.add", form_id(visit, NULL), &args, handed_in, in);
}

/* ---- read again ---- */

/* The paper of the case that has this hash. Whose case it is core sees to. */
static Err file_read(PageVisit *visit, Str number, Str hex, Str *out, Why *why)
{
    const JsonNode *item = NULL;
    Bureau *bureau = NULL;
    size_t count = 0;
    Str bytes = { 0 };
    Hash hash;
    Json args = visit_args(visit);
    json_put(&args, "case", number);
    TRY(visit_ask(visit, "case.show", &args, &item, why));
    const JsonNode *papers = node_list(item, "papers", &count);
    bool here = false;
    for (size_t i = 0; i < count; i++)
        here = here || (hex.n && str_eq(node_text(&papers[i], "sha256"), hex));
    if (!here || !str_unhex(visit->arena, hex, &bytes) || bytes.n != sizeof hash.b)
        return refuse(why, ERR_UNKNOWN_ID, "", NULL, NULL);
    memcpy(hash.b, bytes.p, sizeof hash.b);
    TRY(visit_reader(visit, &bureau));
    return db_blob_get(bureau->db, visit->arena, &hash, out);
}

void show_paper_file(PageVisit *visit, Str number)
{
    Str bytes = { 0 };
    Why why = { .arena = visit->arena };
    Err err = file_read(visit, number, visit_field(visit, "sha256"), &bytes, &why);
    const char *type = err == OK ? type_of(bytes) : NULL;
    if (err != OK) {
        why.code = err;
        visit_refused(visit, &why, str_format(visit->arena, "/cases/" STR_FMT, STR_ARG(number)));
        return;
    }
    visit_file(visit, type ? type : "application/octet-stream", S("paper"), bytes);
}
