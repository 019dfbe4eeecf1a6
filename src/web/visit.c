/* visit.c - see visit.h. */
#include "web/visit.h"
#include "base/log.h"
#include "base/require.h"
#include "web/form.h"
#include "web/pages.h"
#include "web/routes.h"
#include <stdio.h>

static const char html_type[] = "text/html; charset=utf-8";

static void take_fields(PageVisit *visit)
{
    const HttpRequest *http = visit->http;
    bool posted = http->method == HTTP_POST;
    size_t count = posted ? http->form_count : http->query_count;
    const HttpPair *pairs = posted ? http->form : http->query;
    struct PageField *fields = arena_new(visit->arena, struct PageField, count);
    for (size_t i = 0; i < count; i++)
        fields[i] = (struct PageField){ pairs[i].name, pairs[i].value };
    visit->request.fields = fields;
    visit->request.count = count;
}

static Str or_else(Str given, Str general) { return given.n ? given : general; }

/* "large.330106": either may be missing; anything else is none of ours. */
static void take_view(PageVisit *visit)
{
    enum { REGION_DIGITS = 6 };
    Str region = http_cookie(visit->http, COOKIE_VIEW), size = str_cut(&region, '.');
    int64_t number = 0;
    visit->kiosk = str_is(size, "kiosk");
    visit->large = visit->kiosk || str_is(size, "large");
    if (region.n == REGION_DIGITS && str_int(region, &number) && number > 0)
        visit->region = str_copy(visit->arena, region);
}

PageVisit *visit_bare(ServeThread *thread, HttpRequest *http)
{
    const ServeOptions *options = serve_options(thread);
    PageVisit *visit = arena_new(http->arena, PageVisit, 1);
    *visit = (PageVisit){ .thread = thread, .http = http, .arena = http->arena, .now = serve_now() };
    visit->site = (Site){ .name_zh = or_else(options->name_zh, S("社会保险经办服务")),
                          .name_en = or_else(options->name_en, S("Social Insurance Service")),
                          .hotline = S("12333"),
                          .demo = options->demo,
                          .clock = { serve_ahead_s() ? visit->now.s : 0 } };
    visit->request.lang = page_split(http->path, &visit->request.path);
    take_fields(visit);
    take_view(visit);
    return visit;
}

/* Letters and digits as session_secret makes them; anything else is none of ours. */
static Str secret_cookie(const HttpRequest *http, const char *name)
{
    Str secret = http_cookie(http, name);
    if (secret.n != SESSION_SECRET)
        return (Str){ 0 };
    for (size_t i = 0; i < secret.n; i++)
        if (!((secret.p[i] >= '0' && secret.p[i] <= '9') || (secret.p[i] >= 'a' && secret.p[i] <= 'f')))
            return (Str){ 0 };
    return str_copy(http->arena, secret);
}

typedef struct {
    Str hash;
    Time now;
} Seen;

static Err write_seen(Bureau *bureau, Arena *arena, void *context)
{
    const Seen *seen = context;
    (void)arena;
    return session_seen(bureau, seen->hash, seen->now);
}

Err visit_reader(PageVisit *visit, Bureau **out) { return serve_reader(visit->thread, visit->arena, out); }

Err visit_begin(ServeThread *thread, HttpRequest *http, PageVisit **out)
{
    enum { SEEN_EVERY = 60 };
    PageVisit *visit = visit_bare(thread, http);
    Bureau *bureau = NULL;
    bool live = false;
    *out = visit;
    visit->browser = secret_cookie(http, COOKIE_BROWSER);
    Str secret = secret_cookie(http, COOKIE_SESSION);
    if (!secret.n)
        return OK;
    TRY(visit_reader(visit, &bureau));
    TRY(session_find(bureau, visit->arena, secret, visit->now, &visit->session, &live));
    visit->over = visit->session.hash.n && !live;
    if (!live)
        return OK;
    visit->token = secret;
    visit->actor = visit->session.actor;
    visit->self = visit->session.acts_for ? visit->session.acts_for : visit->actor.person;
    if (visit->now.s - visit->session.seen.s >= SEEN_EVERY) {
        Seen *seen = arena_new(visit->arena, Seen, 1);
        *seen = (Seen){ visit->session.hash, visit->now };
        visit_work(visit, write_seen, seen);
    }
    return OK;
}

Str visit_field(const PageVisit *visit, const char *name) { return str_trim(page_field(&visit->request, name)); }

void visit_usual(PageVisit *visit, const char *name, Str value)
{
    size_t count = visit->request.count;
    for (size_t i = 0; i < count; i++)
        if (str_is(visit->request.fields[i].name, name))
            return;
    struct PageField *fields = arena_new(visit->arena, struct PageField, count + 1);
    if (count)
        memcpy(fields, visit->request.fields, count * sizeof *fields);
    fields[count] = (struct PageField){ str(name), value };
    visit->request.fields = fields;
    visit->request.count = count + 1;
}

/* Who is signed in, and the button to leave. */
static Html account(const PageVisit *visit)
{
    Ui ui = ui_make(visit->arena, visit->request.lang);
    const Choice *role = choice_of(SET_ROLE, visit->actor.role);
    ui_put(&ui,
           "<div class=\"sb-account\">\n<div class=\"govuk-width-container sb-account__line\">\n"
           "<p class=\"sb-account__who\">{} <b>{}</b>{}{}",
           word(ui.lang, W_SIGNED_IN), str(ui.lang == LANG_EN ? role->en : role->zh), visit->actor.org.n ? S(" · ") : (Str){ 0 },
           visit->actor.org);
    ui_put(&ui, "{}{}</p>\n<nav class=\"sb-account__links\" aria-label=\"{}\">",
           visit->actor.person || !visit->actor.user.n ? (Str){ 0 } : S(" · "),
           visit->actor.person ? (Str){ 0 } : visit->actor.user, word(ui.lang, W_SIGNED_IN_DESK));
    static const struct {
        unsigned roles;
        const char *path;
        Word text;
    } links[] = {
        { R_SELF | R(ONLINE), "/me", W_NAV_ME },
        { R_OFFICE | R(CENTRE) | R(UNIT), "/cases", W_CASES_TITLE },
        { R_SELF | R(ONLINE), "/me/contributions", W_MONEY_TITLE },
        { R(UNIT), "/unit", W_UNIT_TITLE },
        { ~0u, "/desk", W_DESK_TITLE },
        { ~0u, "/security", W_SECURITY_LINK },
    };
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (visit_role(visit, links[i].roles))
            ui_put(&ui, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"{}\">{}</a>", ui_path(&ui, str(links[i].path)),
                   word(ui.lang, links[i].text));
    ui_put(&ui, "</nav>\n");
    form_open(&ui, visit, S("/sign-out"));
    ui_put(&ui, "<button type=\"submit\" class=\"sb-link\">{}</button>\n", word(ui.lang, W_SIGN_OUT));
    form_close(&ui);
    if (visit_role(visit, R_OFFICE) && !str_is(visit->request.path, "/desk/find")) /* which has a larger one */
        find_box(&ui, visit, true);
    ui_put(&ui, "</div>\n</div>\n");
    return ui_done(&ui);
}

/* The other size of type, and all settings; behind both lies this page again. */
static Html view_links(const PageVisit *visit)
{
    Ui ui = ui_make(visit->arena, visit->request.lang);
    Str back = visit->http->method == HTTP_GET ? http_target(visit->http) : S("/");
    Str size = visit->large ? S("normal") : S("large");
    ui_put(&ui, "<nav class=\"sb-view\" aria-label=\"{}\">", word(ui.lang, W_VIEW_TITLE));
    ui_put(&ui, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"{}\">{}</a>",
           ui_path(&ui, str_format(visit->arena, "/view/" STR_FMT "?back=" STR_FMT, STR_ARG(size),
                                   STR_ARG(page_encoded(visit->arena, back)))),
           word(ui.lang, visit->large ? W_VIEW_NORMAL : W_VIEW_LARGE));
    if (!visit->large)
        ui_put(&ui, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"{}\">{}</a>", ui_path(&ui, S("/view")),
               word(ui.lang, W_VIEW_TITLE));
    ui_put(&ui, "</nav>");
    return ui_done(&ui);
}

Page visit_page(const PageVisit *visit)
{
    Page page = page_make(visit->arena, &visit->site, &visit->request);
    page.large = visit->large;
    page.kiosk = visit->kiosk;
    if (visit->kiosk)
        return page; /* whoever stands there leaves by beginning again */
    page.view = view_links(visit);
    if (visit->actor.role)
        page.account = account(visit);
    return page;
}

/* ---- answers ---- */

typedef struct {
    PageVisit *visit;
    int status;
    const char *type;
    Str html;
    const HttpPair *headers;
    size_t count;
} Sending;

static Err work_all(Bureau *bureau, Arena *arena, void *context)
{
    for (const VisitWork *work = context; work; work = work->next)
        TRY(work->work(bureau, arena, work->context));
    return OK;
}

static void send_now(const Sending *s)
{
    if (s->visit->aside)
        http_resume(s->visit->http, s->status, s->type, s->html, s->headers, s->count);
    else
        http_reply(s->visit->http, s->status, s->type, s->html, s->headers, s->count);
}

static void worked(HttpRequest *http, void *context, const Answer *answer)
{
    (void)http;
    if (answer->err != OK)
        log_line(LOG_WARN, "page", "what belongs to a session could not be kept");
    send_now(context);
}

static void send_as(PageVisit *visit, const char *type, int status, Str html, Str name, Str value)
{
    HttpPair *headers = arena_new(visit->arena, HttpPair, 1 + sizeof visit->headers / sizeof *visit->headers);
    Sending *sending = arena_new(visit->arena, Sending, 1);
    *sending = (Sending){ visit, status, type, html, headers, 1 };
    headers[0] = (HttpPair){ name, value };
    for (size_t i = 0; i < visit->header_count; i++)
        headers[sending->count++] = visit->headers[i];
    if (!visit->works) {
        send_now(sending);
        return;
    }
    Request request = serve_own(work_all, visit->works);
    bool follows = visit->aside;
    visit->aside = true;
    visit->works = NULL;
    if (follows)
        serve_follow(visit->thread, visit->http, &request, worked, sending);
    else
        serve_command(visit->thread, visit->http, &request, worked, sending);
}

static void send_page(PageVisit *visit, int status, Str html, Str name, Str value)
{
    send_as(visit, html_type, status, html, name, value);
}

void visit_work(PageVisit *visit, OwnFn *work, void *context)
{
    VisitWork *added = arena_new(visit->arena, VisitWork, 1);
    *added = (VisitWork){ work, context, NULL };
    if (visit->works)
        visit->last_work->next = added;
    else
        visit->works = added;
    visit->last_work = added;
}

void visit_header(PageVisit *visit, Str name, Str value)
{
    require(visit->header_count < sizeof visit->headers / sizeof *visit->headers);
    visit->headers[visit->header_count++] = (HttpPair){ name, value };
}

void visit_cookie(PageVisit *visit, const char *name, Str value, int64_t age_s)
{
    Str age = value.n && !age_s ? (Str){ 0 } : str_format(visit->arena, "; Max-Age=%lld", (long long)(value.n ? age_s : 0));
    visit_header(visit, S("Set-Cookie"),
                 str_format(visit->arena, "%s=" STR_FMT COOKIE_RULES STR_FMT, name, STR_ARG(value), STR_ARG(age)));
}

void visit_remember(PageVisit *visit)
{
    enum { VIEW_AGE = 365 * 86400 };
    const char *size = visit->kiosk ? "kiosk" : visit->large ? "large" : "";
    visit_cookie(visit, COOKIE_VIEW,
                 str_format(visit->arena, "%s%s" STR_FMT, size, visit->region.n ? "." : "", STR_ARG(visit->region)), VIEW_AGE);
}

Str visit_browser(PageVisit *visit)
{
    enum { BROWSER_AGE = 365 * 86400 };
    if (!visit->browser.n) {
        visit->browser = session_secret(visit->arena);
        visit_cookie(visit, COOKIE_BROWSER, visit->browser, BROWSER_AGE);
    }
    return visit->browser;
}

/* Nothing personal in caches, and no page may be read in the other language's place. */
void visit_show(PageVisit *visit, const Page *page, Str html)
{
    send_page(visit, page->status, html, S("Content-Language"), lang_tag(visit->request.lang));
}

void visit_file(PageVisit *visit, const char *type, Str name, Str bytes)
{
    send_as(visit, type, 200, bytes, S("Content-Disposition"),
            str_format(visit->arena, "attachment; filename=\"" STR_FMT "\"", STR_ARG(name)));
}

void visit_go(PageVisit *visit, Str path)
{
    Ui ui = ui_make(visit->arena, visit->request.lang);
    send_page(visit, 303, S(""), S("Location"), ui_path(&ui, path));
}

Str visit_back(const PageVisit *visit, Str back)
{
    enum { BACK_MAX = 400 };
    Str path = { 0 };
    if (back.n > BACK_MAX || !str_starts(back, S("/")) || !html_safe_link(back))
        return path;
    (void)page_split(back, &path);
    return str_copy(visit->arena, path);
}

void visit_refused(PageVisit *visit, const Why *why, Str back)
{
    Page page = visit_page(visit);
    Why shown = *why;
    shown.field = (Str){ 0 }; /* There is no form on this page to lead to. */
    visit_show(visit, &page, page_refused(&page, &shown, back));
}

Str visit_said(const PageVisit *visit, const Why *why)
{
    Str said = visit_en(visit) ? why->en : why->zh;
    return said.n ? said : str(err_sentence(why->code, visit_en(visit)));
}

Json visit_args(const PageVisit *visit)
{
    Json args = json_make(visit->arena);
    json_open(&args, '{');
    return args;
}

void visit_self(const PageVisit *visit, Json *args)
{
    if (visit->self)
        json_put_int(args, "person", visit->self);
    else
        json_put(args, "ssn", visit->actor.user);
}

/* What was typed can be no value at all (a member twice, too deep): refused like any other. */
static Err finish_args(const PageVisit *visit, Json *args, const JsonNode **out, Why *why)
{
    JsonNode *node = NULL;
    why->arena = visit->arena;
    json_close(args, '}');
    TRY(json_read(visit->arena, json_str(args), &node, why));
    *out = node;
    return OK;
}

/* A refusal as it stands in an answer. */
static void read_why(const PageVisit *visit, Err err, const JsonNode *answer, Why *why)
{
    Str law = node_text(answer, "law");
    *why = (Why){ .arena = visit->arena,
                  .code = err,
                  .field = node_text(answer, "field"),
                  .zh = node_text(answer, "why"),
                  .en = node_text(answer, "why_en"),
                  .law = law.n ? str_z(visit->arena, law) : NULL };
}

static const JsonNode *read_answer(const PageVisit *visit, Str json)
{
    const JsonNode *node = json_reread(visit->arena, json);
    require(node != NULL);
    return node;
}

Err visit_ask(PageVisit *visit, const char *query, Json *args, const JsonNode **data, Why *why)
{
    Bureau *bureau = NULL;
    QueryRequest request = {
        .id = S("page"), .query = str(query), .actor = visit->actor, .at = visit->now, .purpose = visit_field(visit, "purpose")
    };
    QueryAnswer answer = { 0 };
    require(!visit->aside);
    TRY(finish_args(visit, args, &request.args, why));
    Err err = serve_reader(visit->thread, visit->arena, &bureau);
    if (err == OK)
        err = query_run(bureau, visit->arena, &request, &answer);
    if (err != OK) {
        why->arena = visit->arena;
        return refuse(why, err, "", NULL, NULL);
    }
    const JsonNode *node = read_answer(visit, answer.json);
    if (answer.err != OK) {
        read_why(visit, answer.err, node, why);
        return answer.err;
    }
    if (answer.looked && answer.looked != visit->looked) {
        err = serve_look(visit->thread, &request, &answer);
        if (err != OK)
            return refuse(why, err, "", NULL, NULL);
        visit->looked = answer.looked;
    }
    *data = json_member(node, "data");
    return OK;
}

typedef struct {
    PageVisit *visit;
    VisitNext *next;
    void *context;
} Doing;

static void command_done(HttpRequest *http, void *context, const Answer *answer)
{
    (void)http;
    const Doing *doing = context;
    PageVisit *visit = doing->visit;
    const JsonNode *node = read_answer(visit, answer->json);
    Done done = { .err = answer->err, .already = answer->already, .data = json_member(node, "data") };
    if (answer->err != OK)
        read_why(visit, answer->err, node, &done.why);
    doing->next(visit, doing->context, &done);
}

void visit_do(PageVisit *visit, const char *command, Str id, Json *args, VisitNext *next, void *context)
{
    Doing *doing = arena_new(visit->arena, Doing, 1);
    *doing = (Doing){ visit, next, context };
    Request request = {
        .id = id, .command = str(command), .actor = visit->actor, .at = serve_now(), .purpose = visit_field(visit, "purpose")
    };
    Done done = { 0 };
    done.err = finish_args(visit, args, &request.args, &done.why);
    if (done.err != OK) {
        next(visit, context, &done);
        return;
    }
    bool follows = visit->aside;
    visit->aside = true;
    if (follows)
        serve_follow(visit->thread, visit->http, &request, command_done, doing);
    else
        serve_command(visit->thread, visit->http, &request, command_done, doing);
}

Str node_text(const JsonNode *object, const char *key) { return json_text_of(json_member(object, key)); }

int64_t node_int(const JsonNode *object, const char *key)
{
    const JsonNode *node = json_member(object, key);
    return node && node->type == JSON_INT ? node->number : 0;
}

bool node_truth(const JsonNode *object, const char *key)
{
    const JsonNode *node = json_member(object, key);
    return node && node->type == JSON_BOOL && node->truth;
}

const JsonNode *node_list(const JsonNode *object, const char *key, size_t *count)
{
    const JsonNode *node = json_member(object, key);
    bool list = node && node->type == JSON_LIST;
    *count = list ? node->count : 0;
    return list ? node->items : NULL;
}

Str node_said(const JsonNode *object, const char *key, Language lang)
{
    char name[64];
    if (!key)
        return node_text(object, lang == LANG_EN ? "en" : "zh");
    require(snprintf(name, sizeof name, "%s_en", key) < (int)sizeof name);
    Str english = lang == LANG_EN ? node_text(object, name) : (Str){ 0 };
    return english.n ? english : node_text(object, key);
}
