/* page_deed.c - whatever a desk can do, as a form: the rows of deeds_table.h under their own addresses, every other command
 * under /do/COMMAND. What came of it is shown with its numbers; what was refused, at its field. */
#include "web/deed.h"
#include "web/deeds_table.h"
#include "web/open.h"
#include "web/record.h"
#include "web/routes.h"
#include <stdio.h>

typedef struct {
    const char *path;
    CommandId command;
    unsigned roles;
    const char *ask, *fixed, *papers;
    const char *title[LANG_EN + 1], *lead[LANG_EN + 1], *done[LANG_EN + 1];
} DeedRow;

#define AS_DEED(PATH, command, roles, ask, fixed, papers, zh, en, lead_zh, lead_en, done_zh, done_en) \
    { PATH, command, roles, ask, fixed, papers, { NULL, zh, en }, { NULL, lead_zh, lead_en }, { NULL, done_zh, done_en } },
static const DeedRow rows[] = { DEEDS(AS_DEED) };
#undef AS_DEED
enum { ROWS = sizeof rows / sizeof *rows };

/* What this page is about, from its address. */
typedef struct {
    const DeedRow *row; /* NULL: the catalogue alone */
    Str path;
    Str title, lead;
    Deed deed;
} Sheet;

/* ---- the papers that the rules ask for ---- */

/* Lists of papers are called like the command, or like the procedure that it opens. */
static Str procedure_of(CommandId command)
{
    static const struct {
        CommandId command;
        Procedure procedure;
    } others[] = {
        { CMD_ACCOUNT_OPEN, PROC_OPEN_ACCOUNT },     { CMD_PERSON_CORRECT, PROC_CORRECT_PERSON },
        { CMD_HOLD_RELEASE, PROC_UNSEAL },           { CMD_UNIT_SEAL_MEMBER, PROC_SEAL_MEMBER },
        { CMD_UNIT_UNSEAL_MEMBER, PROC_SEAL_END },   { CMD_CARD_CANCEL, PROC_CANCEL_CARD },
        { CMD_CARD_DESTROY, PROC_DESTROY_CARD },     { CMD_EVENT_REVERSE, PROC_REVERSE },
        { CMD_DEATH_WITHDRAW, PROC_WITHDRAW_DEATH },
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].command == command)
            return str(choice_code(SET_PROCEDURE, others[i].procedure));
    return str(command_row(command)->name);
}

static void add_kinds(Buf *out, const JsonNode *list, bool *seen)
{
    size_t items = 0, kinds = 0;
    const JsonNode *item = node_list(list, "items", &items);
    for (size_t i = 0; i < items; i++) {
        const JsonNode *kind = node_list(&item[i], "any", &kinds);
        for (size_t k = 0; k < kinds; k++) {
            int number = choice_from(SET_EVIDENCE, kind[k].text);
            if (number && !seen[number])
                buf_format(out, "%s" STR_FMT, out->n ? " " : "", STR_ARG(kind[k].text));
            seen[number] = true;
        }
    }
}

static Str every_kind(Arena *arena)
{
    Buf out = { .arena = arena };
    for (int kind = 1; kind < EvidenceKind_END; kind++)
        buf_format(&out, "%s%s", out.n ? " " : "", choice_code(SET_EVIDENCE, kind));
    return buf_str(&out);
}

/* Every kind of paper that may be asked for, under whatever condition: which of them are needed core says. A command whose
 * papers the rules do not list takes any. */
static Str papers_of(PageVisit *visit, CommandId command)
{
    if (!deed_field(command, S("evidence")))
        return (Str){ 0 };
    const OpenLists *lists = open_lists(visit);
    const JsonNode *data = NULL;
    Json args = visit_args(visit);
    Why why = { 0 };
    Buf out = { .arena = visit->arena };
    bool seen[EvidenceKind_END] = { false };
    size_t count = 0;
    Str procedure = procedure_of(command), region = visit_field(visit, "region");
    char month[sizeof "2000-01"];
    Month now = day_month(time_day(visit->now));
    snprintf(month, sizeof month, "%04d-%02d", month_year(now), month_of_year(now));
    json_put(&args, "region", region.n || !lists->region_count ? region : lists->regions[0].code);
    json_put(&args, "month", str(month));
    if (visit_ask(visit, "policy.at", &args, &data, &why) != OK)
        return (Str){ 0 };
    const JsonNode *papers = node_list(data, "papers", &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(node_text(&papers[i], "procedure"), procedure))
            add_kinds(&out, &papers[i], seen);
    return out.n ? buf_str(&out) : every_kind(visit->arena);
}

/* ---- which form ---- */

/* false: there is no such form, or it is not this visitor's. */
static bool sheet_find(PageVisit *visit, Str name, Sheet *sheet)
{
    Language lang = visit->request.lang;
    *sheet = (Sheet){ .path = visit->request.path };
    for (size_t i = 0; i < ROWS && !sheet->row; i++)
        if (str_is(sheet->path, rows[i].path))
            sheet->row = &rows[i];
    CommandId command = sheet->row ? sheet->row->command : command_from(name);
    if (!command || !visit_role(visit, sheet->row ? sheet->row->roles : command_row(command)->roles))
        return false;
    const CatalogueRow *row = command_row(command);
    if (row->place[F_PASSWORD]) /* typed where it is not shown, and the old one asked first (page_security.c) */
        return false;
    sheet->title = sheet->row ? str(sheet->row->title[lang]) : said_head(visit->arena, str(lang == LANG_EN ? row->en : row->zh));
    sheet->lead = sheet->row ? str(sheet->row->lead[lang]) : (Str){ 0 };
    sheet->deed = (Deed){ .command = command, .ask = sheet->row ? str(sheet->row->ask) : deed_ask_all(visit, command) };
    sheet->deed.args = deed_known(visit, command, sheet->row ? str(sheet->row->fixed) : (Str){ 0 }, sheet->deed.ask);
    sheet->deed.papers = sheet->row ? str(sheet->row->papers) : papers_of(visit, command);
    return true;
}

static void write_form(PageVisit *visit, const Sheet *sheet, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.wrong = errors->count > 0;
    page.back = S("/desk");
    page_begin(&page, sheet->title);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    form_summary(ui, errors, deed_fields(visit->arena, &sheet->deed));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", sheet->title);
    if (sheet->lead.n)
        ui_put(ui, "<p class=\"govuk-body-l\">{}</p>\n", sheet->lead);
    deed_open(ui, visit, &sheet->deed, sheet->path);
    deed_entries(ui, visit, &sheet->deed, errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_STEP_DO), .once = true });
    form_close(ui);
    ui_put(ui, "<p class=\"govuk-body-s sb-law\">{}{}{}</p>\n", word(ui->lang, W_LAW), said_colon(ui->lang),
           str(command_row(sheet->deed.command)->law));
    form_page_end(visit, &page);
}

void show_deed(PageVisit *visit, Str name)
{
    Sheet sheet;
    if (sheet_find(visit, name, &sheet))
        write_form(visit, &sheet, &(FormErrors){ 0 }, 200);
    else
        routes_missing(visit);
}

/* ---- what came of it ---- */

/* A member of the answer as people read it; empty when it is not for people. */
static Str value_said(const Ui *ui, Field field, const JsonNode *value)
{
    Arena *arena = ui->buf.arena;
    const FieldRow *row = field ? field_row(field) : NULL;
    if (value->type == JSON_TEXT)
        return row && row->set && choice_from(row->set, value->text) ? said_head(arena, said_word(ui->lang, row->set, value->text))
                                                                     : said_day(arena, ui->lang, value->text);
    if (value->type == JSON_BOOL)
        return word(ui->lang, value->truth ? W_YES : W_NO);
    if (value->type == JSON_INT)
        return str_ends(value->key, S("_fen")) ? said_money(arena, ui->lang, value->number)
                                               : str_format(arena, "%lld", (long long)value->number);
    return (Str){ 0 };
}

/* The first field of that name: an answer calls things as the fields do. */
static Field named(Str name)
{
    for (Field field = F_NONE + 1; field < F_END; field++)
        if (str_is(name, field_row(field)->name))
            return field;
    return F_NONE;
}

/* Numbers that only answers know. */
static Str other_label(Language lang, Str name)
{
    static const struct {
        const char *name;
        Word label;
    } labels[] = {
        { "account", W_ACCOUNT_NO },     { "receipt", W_RECEIPT_NO }, { "due", W_CASE_DUE },  { "expected", W_CARD_EXPECTED },
        { "moved_fen", W_LEGACY_MOVED }, { "grant", W_GRANT_NO },     { "usable", W_USABLE }, { "tries_left", W_TRIES_LEFT },
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (str_is(name, labels[i].name))
            return word(lang, labels[i].label);
    return (Str){ 0 };
}

enum { SHOWN_MAX = 24 };

/* The plain members of an answer, and those of what lies one deep in it (the old card). */
static size_t rows_of(const Ui *ui, const JsonNode *data, UiSummaryRow *out, size_t count, bool inside)
{
    for (size_t i = 0; data && i < data->count && count < SHOWN_MAX; i++) {
        const JsonNode *value = &data->items[i];
        Field field = named(value->key);
        Str label = other_label(ui->lang, value->key), said = value_said(ui, field, value);
        if (!label.n && field)
            label = entry_label(ui->buf.arena, ui->lang, field);
        if (value->type == JSON_MEMBERS && !inside)
            count = rows_of(ui, value, out, count, true);
        else if (label.n && said.n)
            out[count++] = (UiSummaryRow){ .key = label, .value = said };
    }
    return count;
}

/* What should be done next, in the words of the answer. */
static void put_next(Ui *ui, const JsonNode *data)
{
    size_t count = 0;
    const JsonNode *items = node_list(data, "next", &count);
    if (!count)
        return;
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<ul class=\"govuk-list govuk-list--bullet\">\n",
           word(ui->lang, W_NEXT_TITLE));
    for (size_t i = 0; i < count; i++)
        ui_put(ui, "<li>{}</li>\n", node_said(&items[i], NULL, ui->lang));
    ui_put(ui, "</ul>\n");
}

/* What most people do next, on a page that has the number filled in which they were just given. */
static void put_follow(Ui *ui, const PageVisit *visit, CommandId command, const JsonNode *data)
{
    static const struct {
        CommandId command, next;
        unsigned roles;
        const char *number, *path;
    } follows[] = {
        { CMD_CARD_BATCH, CMD_CARD_SEND, ~0u, "batch", "/do/card.send?batch=" },
        { CMD_CARD_ACTIVATE, CMD_CARD_PIN, R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(CLERK), "card_no",
          "/card/pin?event=set&card_no=" },
        { CMD_CASE_OPEN, CMD_CASE_SUBMIT, ~0u, "case", "/do/case.submit?case=" },
        { CMD_PERSON_REGISTER, CMD_AGENCY_CONTRACT, R(AGENCY), "",
          "/do/agency.contract" }, /* a person's number never stands in an address */
        { CMD_AGENCY_CONTRACT, CMD_ACCOUNT_OPEN, ~0u, "contract", "/open?category=flexible&payer=" },
    };
    for (size_t i = 0; i < sizeof follows / sizeof *follows; i++) {
        const CatalogueRow *next = command_row(follows[i].next);
        if (follows[i].command != command || !visit_role(visit, follows[i].roles & next->roles))
            continue;
        Str path = str_format(visit->arena, "%s" STR_FMT, follows[i].path, STR_ARG(node_text(data, follows[i].number)));
        ui_put(ui, "<p class=\"govuk-body\">{}{}<a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", word(ui->lang, W_NEXT_TITLE),
               said_colon(ui->lang), ui_path(ui, path), said_head(ui->buf.arena, str(ui->lang == LANG_EN ? next->en : next->zh)));
    }
}

static void deed_done(PageVisit *visit, void *context, const Done *done)
{
    const Sheet *sheet = context;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_form(visit, sheet, &errors, err_http(done->err));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    UiSummaryRow shown[SHOWN_MAX];
    size_t count = rows_of(ui, done->data, shown, 0, false);
    Str number = node_text(done->data, "case");
    Str title = word(ui->lang, done->already ? W_DEED_ALREADY : number.n ? W_DEED_WAITS : W_DEED_DONE);
    page.not_indexed = true;
    page_begin(&page, title);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    ui_panel(ui, &(UiPanel){ .title = title, .text = number.n ? number : sheet->title });
    if (sheet->row && !number.n)
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", str(sheet->row->done[ui->lang]));
    if (count)
        ui_summary_list(ui, &(UiSummary){ .rows = shown, .count = count });
    put_next(ui, done->data);
    put_follow(ui, visit, sheet->deed.command, done->data);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_BANK_AGAIN), .href = ui_path(ui, sheet->path) });
    form_page_end(visit, &page);
}

void do_deed(PageVisit *visit, Str name)
{
    Sheet *sheet = arena_new(visit->arena, Sheet, 1);
    FormErrors errors = { 0 };
    Json args = visit_args(visit);
    if (!sheet_find(visit, name, sheet)) {
        routes_missing(visit);
        return;
    }
    entry_lists(visit);
    if (!deed_put(visit, &sheet->deed, &args, &errors) || errors.count)
        write_form(visit, sheet, &errors, 422);
    else
        visit_do(visit, command_row(sheet->deed.command)->name, form_id(visit, NULL), &args, deed_done, sheet);
}

/* ---- everything that a role can do ---- */

/* What has a page of its own, or belongs to a page that has. */
static bool elsewhere(CommandId command)
{
    static const CommandId commands[] = {
        CMD_ACCOUNT_OPEN,    CMD_WAGE_DECLARE,    CMD_LEVY_ASSESS,    CMD_LEVY_RELEASE, CMD_PAYMENT_RECORD, CMD_MONTH_CLOSE,
        CMD_INTEREST_CREDIT, CMD_POLICY_PROPOSE,  CMD_POLICY_APPROVE, CMD_CASE_REVIEW,  CMD_NOTICE_READ,    CMD_JOB_DAILY,
        CMD_PASSWORD_SET,    CMD_PASSWORD_CHANGE, CMD_USER_ADD,       CMD_USER_END,     CMD_USER_APPROVE,   CMD_INBOX_READ,
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (commands[i] == command)
            return true;
    return false;
}

static size_t command_tasks(PageVisit *visit, CommandId command, UiTask *out)
{
    Language lang = visit->request.lang;
    const CatalogueRow *row = command_row(command);
    size_t count = 0;
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].command == command && visit_role(visit, rows[i].roles))
            out[count++] = (UiTask){ .title = str(rows[i].title[lang]), .href = str(rows[i].path) };
    if (!count && visit_role(visit, row->roles) && !elsewhere(command))
        out[count++] = (UiTask){ .title = said_head(visit->arena, str(lang == LANG_EN ? row->en : row->zh)),
                                 .href = str_format(visit->arena, "/do/%s", row->name) };
    return count;
}

static bool in_group(const char *prefixes, CommandId command)
{
    Str name = str(command_row(command)->name), noun = str_cut(&name, '.');
    for (Str rest = str(prefixes); rest.n;)
        if (str_eq(str_cut(&rest, ' '), noun))
            return true;
    return false;
}

void deeds_menu(Ui *ui, PageVisit *visit)
{
    static const struct {
        const char *nouns; /* the commands that begin so */
        Word title;
    } groups[] = {
        { "card legacy-card", W_DEEDS_CARD },
        { "person relation unit institution password", W_DEEDS_REGISTER },
        { "account transfer death", W_DEEDS_ACCOUNT },
        { "hold case event system", W_DEEDS_HOLD },
        { "agency", W_DEEDS_AGENCY },
        { "payment fee levy base file suspense month interest wage", W_DEEDS_LEVY },
    };
    UiTask *tasks = arena_new(visit->arena, UiTask, CMD_END + ROWS);
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        size_t count = 0;
        for (CommandId command = CMD_NONE + 1; command < CMD_END; command++)
            if (in_group(groups[g].nouns, command))
                count += command_tasks(visit, command, &tasks[count]);
        if (!count)
            continue;
        for (size_t i = 0; i < count; i++)
            tasks[i].href = ui_path(ui, tasks[i].href);
        ui_put(ui, "<h2 class=\"govuk-heading-m sb-part\">{}</h2>\n", word(ui->lang, groups[g].title));
        ui_task_list(ui, &(UiTaskList){ .items = tasks,
                                        .count = count,
                                        .id_prefix = str_z(visit->arena, str_format(visit->arena, "group-%zu", g + 1)) });
    }
}
