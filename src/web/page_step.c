/* page_step.c - one step of a way out, as a form made from the step itself: what the record knows is shown, what only
 * the person at the desk can know is asked, each paper is ticked when seen. Then core decides, as for everybody. */
#include "web/form.h"
#include "web/record.h"
#include "web/routes.h"
#include <stdio.h>

enum { FIELDS_MAX = 48, NAME_MAX_BYTES = 64, PHOTO_PAIR_MAX = 16 };

/* What a form of this step says and asks. */
typedef struct {
    Str command, args; /* the wire's words; args without what is asked */
    Str ask;           /* names of the fields that are asked, separated by blanks */
    Str evidence;      /* kinds of papers, separated by blanks */
    Str title, function;
    int64_t person;
} Step;

/* Keys under which answers and corrections can be given. */
static const struct {
    const char *field, *key;
    Word label;
} pairs[] = {
    { "answers", "mobile", W_ANSWER_MOBILE },           { "answers", "address", W_ANSWER_ADDRESS },
    { "answers", "birth_place", W_ANSWER_BIRTH_PLACE }, { "answers", "bank", W_ANSWER_BANK },
    { "answers", "last_unit", W_ANSWER_UNIT },          { "changes", "name", W_NAME_LABEL },
    { "changes", "mobile", W_ANSWER_MOBILE },           { "changes", "address", W_ANSWER_ADDRESS },
    { "changes", "birth_place", W_ANSWER_BIRTH_PLACE },
};

static Field field_of(Str command, Str name)
{
    CommandId id = command_from(command);
    const CatalogueRow *row = id ? command_row(id) : NULL;
    for (int i = 0; row && i < row->count; i++)
        if (str_is(name, field_row(row->fields[i])->name))
            return row->fields[i];
    return F_NONE;
}

static Str joined(Arena *arena, const JsonNode *items, size_t count, const char *member)
{
    Buf out = { .arena = arena };
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_char(&out, ' ');
        buf_add(&out, member ? node_text(&items[i], member) : items[i].text);
    }
    return buf_str(&out);
}

static Step step_read(const PageVisit *visit, int64_t person, Str function, const JsonNode *step)
{
    size_t asks = 0, papers = 0;
    const JsonNode *ask = node_list(step, "ask", &asks), *evidence = node_list(step, "evidence", &papers);
    const JsonNode *args = json_member(step, "args");
    Json kept = json_make(visit->arena);
    json_open(&kept, '{');
    for (size_t i = 0; args && i < args->count; i++) {
        if (str_is(args->items[i].key, "evidence"))
            continue; /* Each paper is ticked. */
        json_key(&kept, str_z(visit->arena, args->items[i].key));
        json_node(&kept, &args->items[i]);
    }
    json_close(&kept, '}');
    return (Step){ .command = node_text(step, "command"),
                   .args = json_str(&kept),
                   .ask = joined(visit->arena, ask, asks, "field"),
                   .evidence = joined(visit->arena, evidence, papers, NULL),
                   .title = record_step_title(visit->arena, visit->request.lang, step),
                   .function = function,
                   .person = person };
}

/* The step as the form brings it back; what it says is only as good as core finds it. */
static Step step_sent(const PageVisit *visit)
{
    return (Step){ .command = visit_field(visit, "command"),
                   .args = visit_field(visit, "args"),
                   .ask = visit_field(visit, "ask"),
                   .evidence = visit_field(visit, "papers"),
                   .title = visit_field(visit, "title"),
                   .function = visit_field(visit, "function"),
                   .person = record_person(visit_field(visit, "person")) };
}

/* ---- the form ---- */

/* What is known already, as people read it. */
static void known(Ui *ui, const Step *step)
{
    Why why = { 0 };
    JsonNode *args = NULL;
    UiSummaryRow rows[FIELDS_MAX];
    size_t count = 0;
    if (json_read(ui->buf.arena, step->args, &args, &why) != OK)
        return;
    for (size_t i = 0; i < args->count && count < FIELDS_MAX; i++) {
        const JsonNode *value = &args->items[i];
        Field field = field_of(step->command, value->key);
        if (!field || value->type != JSON_TEXT)
            continue;
        const FieldRow *row = field_row(field);
        rows[count++] = (UiSummaryRow){ .key = said_head(ui->buf.arena, str(ui->lang == LANG_EN ? row->en : row->zh)),
                                        .value = row->set ? said_word(ui->lang, row->set, value->text)
                                                          : said_day(ui->buf.arena, ui->lang, value->text) };
    }
    if (count)
        ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = count });
}

static void text_input(Ui *ui, const PageVisit *visit, Str name, Str label, UiError error)
{
    const char *id = str_z(ui->buf.arena, name);
    ui_input(ui,
             &(UiInput){
                 .field = { .name = id, .id = id, .classes = "govuk-input--width-20", .label = { .text = label }, .error = error },
                 .value = visit_field(visit, id),
                 .autocomplete = "off" });
}

static void asked_field(Ui *ui, const PageVisit *visit, const Step *step, Str name, const FormErrors *errors)
{
    Field field = field_of(step->command, name);
    if (!field)
        return;
    const FieldRow *row = field_row(field);
    Str label = said_head(ui->buf.arena, str(ui->lang == LANG_EN ? row->en : row->zh));
    UiError error = form_error(errors, row->name);
    if (row->type == TYPE_BYTES) {
        ui_upload(ui, &(UiUpload){ .field = { .name = row->name,
                                              .id = row->name,
                                              .label = { .text = label },
                                              .hint = { .text = word(ui->lang, W_PHOTO_HINT) },
                                              .error = error },
                                   .accept = "image/jpeg" });
        return;
    }
    if (row->type != TYPE_PAIRS) {
        text_input(ui, visit, name, label, error);
        return;
    }
    ui_put(ui, "<div id=\"{}\">\n", name);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (str_is(name, pairs[i].field))
            text_input(ui, visit, str_format(ui->buf.arena, "%s.%s", pairs[i].field, pairs[i].key), word(ui->lang, pairs[i].label),
                       i == 0 || strcmp(pairs[i].field, pairs[i - 1].field) != 0 ? error : (UiError){ 0 });
    ui_put(ui, "</div>\n");
}

static bool ticked(const PageVisit *visit, Str kind)
{
    for (size_t i = 0; i < visit->request.count; i++)
        if (str_is(visit->request.fields[i].name, "evidence") && str_eq(visit->request.fields[i].value, kind))
            return true;
    return false;
}

static void papers_seen(Ui *ui, const PageVisit *visit, const Step *step, const FormErrors *errors)
{
    UiChoice items[EvidenceKind_END];
    size_t count = 0;
    for (Str rest = step->evidence; rest.n && count < EvidenceKind_END;) {
        Str kind = str_cut(&rest, ' ');
        items[count++] = (UiChoice){ .value = kind,
                                     .text = said_head(ui->buf.arena, said_word(ui->lang, SET_EVIDENCE, kind)),
                                     .checked = ticked(visit, kind) };
    }
    bool own = visit_role(visit, R_SELF | R(ONLINE));
    if (count)
        ui_checkboxes(ui, &(UiChoices){ .name = "evidence",
                                        .id_prefix = "evidence",
                                        .fieldset = &(UiFieldset){ .legend = word(ui->lang, own ? W_PAPERS_HAVE : W_PAPERS_SEEN),
                                                                   .legend_classes = "govuk-fieldset__legend--m" },
                                        .hint = { .text = word(ui->lang, own ? W_PAPERS_HAVE_HINT : W_PAPERS_SEEN_HINT) },
                                        .error = form_error(errors, "evidence"),
                                        .items = items,
                                        .count = count });
}

static Str back_of(const PageVisit *visit, const Step *step)
{
    return str_format(visit->arena, "/person/%lld/why?function=" STR_FMT, (long long)step->person,
                      STR_ARG(choice_from(SET_EFFECT, step->function) ? step->function : S("medical")));
}

static void hidden_fields(Ui *ui, const Step *step)
{
    form_hidden(ui, "command", step->command);
    form_hidden(ui, "args", step->args);
    form_hidden(ui, "ask", step->ask);
    form_hidden(ui, "papers", step->evidence);
    form_hidden(ui, "title", step->title);
    form_hidden(ui, "function", step->function);
    form_hidden(ui, "person", str_format(ui->buf.arena, "%lld", (long long)step->person));
}

static void write_form(PageVisit *visit, const Step *step, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    const char *fields[FIELDS_MAX + 2] = { "evidence" };
    size_t count = 1;
    for (Str rest = step->ask; rest.n && count < FIELDS_MAX;)
        fields[count++] = str_z(visit->arena, str_cut(&rest, ' '));
    page.nav = NAV_WHY;
    page.not_indexed = true;
    page.status = status;
    page.wrong = errors->count > 0;
    page.back = back_of(visit, step);
    page_begin(&page, step->title);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", step->title);
    known(ui, step);
    form_open_files(ui, visit, S("/step/done"));
    hidden_fields(ui, step);
    for (Str rest = step->ask; rest.n;)
        asked_field(ui, visit, step, str_cut(&rest, ' '), errors);
    papers_seen(ui, visit, step, errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_STEP_DO), .once = true });
    form_close(ui);
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

/* The first step of the way named in the address, as person.why gives it now. */
void show_step(PageVisit *visit, Str name)
{
    Json args = visit_args(visit);
    const JsonNode *data = NULL;
    Why why = { .arena = visit->arena };
    Str function = visit_field(visit, "function"), wanted = visit_field(visit, "way");
    int64_t person = record_person(name);
    json_put_int(&args, "person", person);
    json_put(&args, "function", choice_from(SET_EFFECT, function) ? function : S("medical"));
    if (visit_ask(visit, "person.why", &args, &data, &why) != OK) {
        visit_refused(visit, &why, S("/why-sealed"));
        return;
    }
    size_t count = 0, steps = 0;
    const JsonNode *ways = node_list(data, "ways", &count), *first = NULL;
    for (size_t i = 0; i < count && !first; i++)
        if (str_eq(node_text(&ways[i], "name"), wanted))
            first = node_list(&ways[i], "steps", &steps);
    if (!first || !steps || !record_can_do(visit, first)) {
        visit_go(visit, str_format(visit->arena, "/person/%lld/why", (long long)person), (Str){ 0 });
        return;
    }
    Step step = step_read(visit, person, node_text(data, "function"), first);
    write_form(visit, &step, &(FormErrors){ 0 }, 200);
}

/* ---- what was sent ---- */

static void put_pairs(Json *args, const PageVisit *visit, Str field)
{
    json_open(args, '{');
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char name[NAME_MAX_BYTES];
        snprintf(name, sizeof name, "%s.%s", pairs[i].field, pairs[i].key);
        if (str_is(field, pairs[i].field) && visit_field(visit, name).n)
            json_put(args, pairs[i].key, visit_field(visit, name));
    }
    json_close(args, '}');
}

static void put_asked(Json *args, const PageVisit *visit, const Step *step)
{
    for (Str rest = step->ask; rest.n;) {
        Str name = str_cut(&rest, ' ');
        Field field = field_of(step->command, name);
        if (!field)
            continue;
        const char *key = field_row(field)->name;
        const HttpUpload *upload = http_upload(visit->http, key);
        FieldType type = field_row(field)->type;
        if (type == TYPE_BYTES && (!upload || !upload->bytes.n))
            continue;
        if (type != TYPE_PAIRS && type != TYPE_BYTES && !visit_field(visit, key).n)
            continue;
        json_key(args, key);
        if (type == TYPE_BYTES)
            json_text(args, str_base64(visit->arena, upload->bytes));
        else if (type == TYPE_PAIRS)
            put_pairs(args, visit, name);
        else
            json_text(args, visit_field(visit, key));
    }
}

static void put_evidence(Json *args, const PageVisit *visit, const Step *step)
{
    if (!step->evidence.n)
        return;
    json_key(args, "evidence");
    json_open(args, '[');
    for (Str rest = step->evidence; rest.n;) {
        Str kind = str_cut(&rest, ' ');
        if (!choice_from(SET_EVIDENCE, kind) || !ticked(visit, kind))
            continue;
        json_open(args, '{');
        json_put(args, "kind", kind);
        json_close(args, '}');
    }
    json_close(args, ']');
}

static void step_done(PageVisit *visit, void *context, const Done *done)
{
    const Step *step = context;
    if (done->err == OK) {
        visit_go(visit, str_format(visit->arena, STR_FMT "&done=1", STR_ARG(back_of(visit, step))), (Str){ 0 });
        return;
    }
    FormErrors errors = { 0 };
    form_refused(&errors, visit, &done->why);
    write_form(visit, step, &errors, err_http(done->err));
}

void do_step(PageVisit *visit, Str name)
{
    (void)name;
    Step *step = arena_new(visit->arena, Step, 1);
    JsonNode *kept = NULL;
    Why why = { .arena = visit->arena };
    *step = step_sent(visit);
    if (json_read(visit->arena, step->args, &kept, &why) != OK || kept->type != JSON_MEMBERS || !command_from(step->command)) {
        visit_refused(visit, &(Why){ .code = ERR_BAD_FIELD }, S("/why-sealed"));
        return;
    }
    Json args = visit_args(visit);
    for (size_t i = 0; i < kept->count; i++) {
        json_key(&args, str_z(visit->arena, kept->items[i].key));
        json_node(&args, &kept->items[i]);
    }
    put_asked(&args, visit, step);
    put_evidence(&args, visit, step);
    visit_do(visit, str_z(visit->arena, step->command), form_id(visit, NULL), &args, step_done, step);
}
