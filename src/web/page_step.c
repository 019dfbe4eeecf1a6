/* page_step.c - one step of a way out, as a form made from the step itself: what the record knows is shown, what only
 * the person at the desk can know is asked, each paper is ticked when seen. Then core decides, as for everybody. */
#include "web/deed.h"
#include "web/record.h"
#include "web/routes.h"

enum { FIELDS_MAX = 48 };

/* What a form of this step says and asks. */
typedef struct {
    Deed deed;
    Str title, function;
    int64_t person;
} Step;

static Str papers_joined(Arena *arena, const JsonNode *items, size_t count)
{
    Buf out = { .arena = arena };
    for (size_t i = 0; i < count; i++)
        buf_format(&out, "%s" STR_FMT, i ? " " : "", STR_ARG(items[i].text));
    return buf_str(&out);
}

/* The step names what it asks for; what the catalogue does not require may stay empty. */
static Str ask_joined(Arena *arena, CommandId command, const JsonNode *items, size_t count)
{
    const CatalogueRow *row = command_row(command);
    Buf out = { .arena = arena };
    for (size_t i = 0; i < count; i++) {
        Str name = node_text(&items[i], "field");
        Field field = deed_field(command, name);
        if (field)
            buf_format(&out, "%s" STR_FMT "%s", out.n ? " " : "", STR_ARG(name), row->required[row->place[field] - 1] ? "" : "?");
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
    CommandId command = command_from(node_text(step, "command"));
    return (Step){ .deed = { .command = command,
                             .args = json_str(&kept),
                             .ask = ask_joined(visit->arena, command, ask, asks),
                             .papers = papers_joined(visit->arena, evidence, papers) },
                   .title = record_step_title(visit->arena, visit->request.lang, step),
                   .function = function,
                   .person = person };
}

/* The step as the form brings it back; what it says is only as good as core finds it. */
static Step step_sent(const PageVisit *visit)
{
    return (Step){ .deed = { .command = command_from(visit_field(visit, "command")),
                             .args = visit_field(visit, "args"),
                             .ask = visit_field(visit, "ask"),
                             .papers = visit_field(visit, "papers") },
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
    if (json_read(ui->buf.arena, step->deed.args, &args, &why) != OK)
        return;
    for (size_t i = 0; i < args->count && count < FIELDS_MAX; i++) {
        const JsonNode *value = &args->items[i];
        Field field = deed_field(step->deed.command, value->key);
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

static Str back_of(const PageVisit *visit, const Step *step)
{
    return str_format(visit->arena, "/person/%lld/why?function=" STR_FMT, (long long)step->person,
                      STR_ARG(choice_from(SET_EFFECT, step->function) ? step->function : S("medical")));
}

static void hidden_fields(Ui *ui, const Step *step)
{
    form_hidden(ui, "command", str(command_row(step->deed.command)->name));
    form_hidden(ui, "args", step->deed.args);
    form_hidden(ui, "ask", step->deed.ask);
    form_hidden(ui, "papers", step->deed.papers);
    form_hidden(ui, "title", step->title);
    form_hidden(ui, "function", step->function);
    form_hidden(ui, "person", str_format(ui->buf.arena, "%lld", (long long)step->person));
}

static void write_form(PageVisit *visit, const Step *step, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.nav = NAV_WHY;
    page.not_indexed = true;
    page.status = status;
    page.wrong = errors->count > 0;
    page.back = back_of(visit, step);
    page_begin(&page, step->title);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    form_summary(ui, errors, deed_fields(visit->arena, &step->deed));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", step->title);
    known(ui, step);
    deed_open(ui, visit, &step->deed, S("/step/done"));
    hidden_fields(ui, step);
    deed_entries(ui, visit, &step->deed, errors);
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
        visit_go(visit, str_format(visit->arena, "/person/%lld/why", (long long)person));
        return;
    }
    Step step = step_read(visit, person, node_text(data, "function"), first);
    write_form(visit, &step, &(FormErrors){ 0 }, 200);
}

/* ---- what was sent ---- */

static void step_done(PageVisit *visit, void *context, const Done *done)
{
    const Step *step = context;
    if (done->err == OK) {
        visit_go(visit, str_format(visit->arena, STR_FMT "&done=1", STR_ARG(back_of(visit, step))));
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
    FormErrors errors = { 0 };
    Json args = visit_args(visit);
    *step = step_sent(visit);
    if (!step->deed.command || !deed_put(visit, &step->deed, &args, &errors)) {
        visit_refused(visit, &(Why){ .code = ERR_BAD_FIELD }, S("/why-sealed"));
        return;
    }
    entry_lists(visit);
    if (errors.count)
        write_form(visit, step, &errors, 422);
    else
        visit_do(visit, command_row(step->deed.command)->name, form_id(visit, NULL), &args, step_done, step);
}
