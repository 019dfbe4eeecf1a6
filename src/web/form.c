/* form.c - see form.h. The mark is an HMAC of the address by the secret of the session; E2 of the threat list also asks for
 * the browser's own word: Sec-Fetch-Site and Origin. */
#include "web/form.h"
#include "web/serve.h"
#include <pthread.h>

enum { MARK_BYTES = 20, ID_BYTES = 12 };

static uint8_t key[HASH_BYTES];
static pthread_once_t key_once = PTHREAD_ONCE_INIT;

static void key_make(void) { random_bytes(key, sizeof key); }

/* Keyed by the secret of the session, so that it is no other's and outlives the program; before signing in by a key of
 * this process: then only the browser's own word (origin_ours) tells our page from another. */
static Str mark_of(const PageVisit *visit, Str path)
{
    pthread_once(&key_once, key_make);
    Buf what = { .arena = visit->arena };
    buf_add(&what, S("form"));
    buf_text(&what, path);
    Hash hash = hash_keyed(visit->token.n ? visit->token : (Str){ (const char *)key, sizeof key }, buf_str(&what));
    return str_hex(visit->arena, (Str){ (const char *)hash.b, MARK_BYTES });
}

static void open_as(Ui *ui, const PageVisit *visit, Str path, const char *encoding)
{
    uint8_t id[ID_BYTES];
    random_bytes(id, sizeof id);
    ui_put(ui, "<form method=\"post\" novalidate");
    ui_attr(ui, "action", ui_path(ui, path));
    ui_attr_if(ui, "enctype", str(encoding));
    ui_put(ui, ">\n");
    form_hidden(ui, "form-mark", mark_of(visit, path));
    form_hidden(ui, "form-id", str_hex(ui->buf.arena, (Str){ (const char *)id, sizeof id }));
}

void form_open(Ui *ui, const PageVisit *visit, Str path) { open_as(ui, visit, path, NULL); }
void form_open_files(Ui *ui, const PageVisit *visit, Str path) { open_as(ui, visit, path, "multipart/form-data"); }

void form_hidden(Ui *ui, const char *name, Str value)
{
    ui_put(ui, "<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", str(name), value);
}

void form_close(Ui *ui) { ui_put(ui, "</form>\n"); }

static bool same_text(Str a, Str b)
{
    uint8_t differs = a.n != b.n;
    for (size_t i = 0; i < a.n && i < b.n; i++)
        differs |= (uint8_t)(a.p[i] ^ b.p[i]);
    return !differs;
}

/* "https://host:port" is this host. Behind no-referrer browsers say "null" even for our own forms: then the mark and
 * Sec-Fetch-Site decide. */
static bool origin_ours(const HttpRequest *http)
{
    Str site = http_header(http, "sec-fetch-site"), origin = http_header(http, "origin");
    if (site.n && !str_is(site, "same-origin"))
        return false;
    if (!origin.n || str_is(origin, "null"))
        return true;
    long at = str_find(origin, S("://"));
    return at > 0 && str_eq(str_from(origin, (size_t)at + 3), http_header(http, "host"));
}

static bool id_shaped(Str id)
{
    if (id.n != ID_BYTES * 2)
        return false;
    for (size_t i = 0; i < id.n; i++)
        if (!((id.p[i] >= '0' && id.p[i] <= '9') || (id.p[i] >= 'a' && id.p[i] <= 'f')))
            return false;
    return true;
}

bool form_trusted(const PageVisit *visit)
{
    return origin_ours(visit->http) && same_text(page_field(&visit->request, "form-mark"), mark_of(visit, visit->request.path)) &&
           id_shaped(page_field(&visit->request, "form-id"));
}

Str form_id(const PageVisit *visit, const char *part)
{
    return str_format(visit->arena, "form-" STR_FMT "%s%s", STR_ARG(page_field(&visit->request, "form-id")), part ? "-" : "",
                      part ? part : "");
}

void form_wrong(FormErrors *errors, Str field, Str text)
{
    if (errors->count < FORM_ERRORS_MAX)
        errors->items[errors->count++] = (struct FormError){ field, text };
}

void form_refused(FormErrors *errors, const PageVisit *visit, const Why *why)
{
    form_wrong(errors, why->field, visit_said(visit, why));
}

UiError form_error(const FormErrors *errors, const char *field)
{
    for (size_t i = 0; i < errors->count; i++)
        if (str_is(errors->items[i].field, field))
            return (UiError){ .text = errors->items[i].text };
    return (UiError){ 0 };
}

void form_summary(Ui *ui, const FormErrors *errors, const char *const *fields)
{
    if (!errors->count)
        return;
    UiLink *links = arena_new(ui->buf.arena, UiLink, errors->count);
    for (size_t i = 0; i < errors->count; i++) {
        links[i].text = errors->items[i].text;
        for (size_t f = 0; fields && fields[f]; f++)
            if (str_is(errors->items[i].field, fields[f]))
                links[i].href = str_format(ui->buf.arena, "#%s", fields[f]);
    }
    ui_error_summary(ui, &(UiErrorSummary){ .title = word(ui->lang, W_FORM_WRONG), .items = links, .count = errors->count });
}

void form_input(Ui *ui, const PageVisit *visit, const char *name, Word label, Word hint, const char *width,
                const FormErrors *errors)
{
    ui_input(ui, &(UiInput){ .field = { .name = name,
                                        .id = name,
                                        .classes = width,
                                        .label = { .text = word(ui->lang, label), .classes = "govuk-label--s" },
                                        .hint = { .text = word(ui->lang, hint) },
                                        .error = form_error(errors, name) },
                             .value = visit_field(visit, name),
                             .autocomplete = "off",
                             .spellcheck = "false" });
}

void form_page_begin(Page *page, Word title, Word lead, const FormErrors *errors, const char *const *fields)
{
    Ui *ui = &page->ui;
    page->wrong = errors->count > 0;
    page_begin(page, word(ui->lang, title));
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body-l\">{}</p>\n", word(ui->lang, title),
           word(ui->lang, lead));
}

void form_page_end(PageVisit *visit, Page *page)
{
    ui_put(&page->ui, "</div>\n");
    visit_show(visit, page, page_end(page));
}
