/* kept.c - what somebody has typed and not sent: kept in core's drafts, shown again, sent by the same form. Passwords and
 * grants are never kept, files neither: a browser sends them anew. */
#include "base/require.h"
#include "web/routes.h"
#include "web/sign.h"

static bool is_kept(Str name)
{
    static const char *const never[] = { "form-mark", "form-id", "kept", "back" };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (str_is(name, never[i]))
            return false;
    return str_find(name, S("password")) < 0 && str_find(name, S("grant")) < 0 && str_find(name, S("again")) < 0;
}

Err kept_owner(PageVisit *visit, Str *owner)
{
    Bureau *bureau = NULL;
    bool named = visit->actor.role || visit->over;
    if (!visit->drafts.n) {
        require(!visit->aside); /* the reader belongs to its own thread */
        TRY(visit_reader(visit, &bureau));
        visit->drafts = draft_owner(bureau, visit->arena, named, named ? visit->session.name : visit_browser(visit));
    }
    *owner = visit->drafts;
    return OK;
}

typedef struct {
    Str owner, form, fields;
    Time now;
} Keeping;

static Err keep(Bureau *bureau, Arena *arena, void *context)
{
    const Keeping *k = context;
    return draft_keep(bureau, arena, k->owner, k->form, k->fields, k->now);
}

static Err drop(Bureau *bureau, Arena *arena, void *context)
{
    const Keeping *k = context;
    (void)arena;
    return draft_drop(bureau, k->owner, k->form);
}

static Keeping *keeping(PageVisit *visit, Str form)
{
    Keeping *k = arena_new(visit->arena, Keeping, 1);
    *k = (Keeping){ .form = form, .now = visit->now };
    return kept_owner(visit, &k->owner) == OK ? k : NULL;
}

void kept_draft(PageVisit *visit, Str form)
{
    bool may = visit->actor.role || visit->over || serve_may_try(visit->thread, sign_source(visit)); /* a write for anybody */
    Keeping *k = may ? keeping(visit, form) : NULL;
    if (!k)
        return;
    Buf out = { .arena = visit->arena };
    for (size_t i = 0; i < visit->request.count; i++)
        if (is_kept(visit->request.fields[i].name)) {
            buf_text(&out, visit->request.fields[i].name);
            buf_text(&out, visit->request.fields[i].value);
        }
    k->fields = buf_str(&out);
    if (out.n)
        visit_work(visit, keep, k);
}

typedef struct {
    PageVisit *visit;
    KeptNext *next;
    void *context;
} First;

static void first_kept(HttpRequest *http, void *context, const Answer *answer)
{
    const First *first = context;
    (void)http, (void)answer;
    first->next(first->visit, first->context);
}

void kept_first(PageVisit *visit, Str form, const struct PageField *fields, size_t count, KeptNext *next, void *context)
{
    Keeping *k = keeping(visit, form);
    First *first = arena_new(visit->arena, First, 1);
    Buf out = { .arena = visit->arena };
    *first = (First){ visit, next, context };
    if (!k) {
        next(visit, context);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        buf_text(&out, fields[i].name);
        buf_text(&out, fields[i].value);
    }
    k->fields = buf_str(&out);
    Request request = serve_own(keep, k);
    visit->aside = true;
    serve_command(visit->thread, visit->http, &request, first_kept, first);
}

void kept_drop(PageVisit *visit, Str form)
{
    Keeping *k = keeping(visit, form);
    if (k)
        visit_work(visit, drop, k);
}

bool kept_put(PageVisit *visit)
{
    bool some = false;
    for (size_t i = 0; i < visit->request.count; i++)
        some |= is_kept(visit->request.fields[i].name);
    if (!some || !visit->over) /* of a session that was ended on purpose nothing is left for who comes next */
        return false;
    kept_draft(visit, visit->request.path);
    return true;
}

Err kept_get(PageVisit *visit, Str form, struct PageField **fields, size_t *count)
{
    Bureau *bureau = NULL;
    Str owner, bytes;
    *count = 0;
    if (!visit->actor.role && !visit->browser.n)
        return OK;
    TRY(kept_owner(visit, &owner));
    TRY(visit_reader(visit, &bureau));
    TRY(draft_find(bureau, visit->arena, owner, form, visit->now, &bytes));
    Take take = { .rest = bytes };
    *fields = arena_new(visit->arena, struct PageField, HTTP_PAIRS_MAX);
    while (take.rest.n && *count < HTTP_PAIRS_MAX) {
        struct PageField field = { take_text(&take), take_text(&take) };
        if (take.bad)
            break;
        (*fields)[(*count)++] = field;
    }
    return OK;
}

/* ---- the page on which it goes on ---- */

/* What a form calls this field, as the catalogue does; empty: nothing that anybody typed. */
static Str label(Language lang, Str name)
{
    for (int field = 1; field < F_END; field++)
        if (str_is(name, field_row((Field)field)->name))
            return str(lang == LANG_EN ? field_row((Field)field)->en : field_row((Field)field)->zh);
    return (Str){ 0 };
}

static void put_fields(Ui *ui, PageVisit *visit, const struct PageField *fields, size_t count)
{
    UiSummaryRow *rows = arena_new(visit->arena, UiSummaryRow, count);
    size_t shown = 0;
    for (size_t i = 0; i < count; i++) {
        form_hidden(ui, str_z(visit->arena, fields[i].name), fields[i].value);
        Str key = fields[i].value.n ? label(ui->lang, fields[i].name) : (Str){ 0 };
        if (key.n)
            rows[shown++] = (UiSummaryRow){ .key = key, .value = fields[i].value };
    }
    if (shown)
        ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = shown });
}

void show_kept(PageVisit *visit, Str name)
{
    (void)name;
    Str form = visit_field(visit, "form");
    struct PageField *fields = NULL;
    size_t count = 0;
    if (kept_get(visit, form, &fields, &count) != OK) {
        visit_refused(visit, &(Why){ .arena = visit->arena, .code = ERR_BUSY }, S("/"));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    form_page_begin(&page, W_KEPT_TITLE, count ? W_KEPT_TEXT : W_KEPT_NONE, &(FormErrors){ 0 }, NULL);
    if (count) {
        form_open(ui, visit, form);
        form_hidden(ui, "kept", S("1"));
        put_fields(ui, visit, fields, count);
        ui_button(ui, &(UiButton){ .text = word(ui->lang, W_KEPT_SEND), .once = true });
        form_close(ui);
    }
    form_page_end(visit, &page);
}
