/* routes.c - the addresses of the pages, who may see them, and what is shown when an address leads nowhere, the method
 * does not fit, or somebody must sign in first. The same table serves both languages: "/en" in front means English. */
#include "web/routes.h"
#include "web/appointments.h"
#include "web/asset.h"
#include "web/deeds_table.h"
#include "web/form.h"
#include "web/pages.h"
#include "web/sign.h"
#include <pthread.h>

#define R_EVERYBODY 0u  /* also who is not signed in */
#define R_ANYBODY (~1u) /* whoever is signed in */
#define R_WHY (R_OFFICE | R_OWN)
#define R_RECORD (R_OFFICE | R_SELF | R(ONLINE)) /* what was paid for a person */
#define R_BILL (R_OFFICE | R(UNIT) | R(TAX))
#define R_DECLARE (R(UNIT) | R(CLERK) | R(AGENCY))
#define R_WORK (R_OFFICE | R(ADMIN) | R(BANK) | R(TAX) | R(UNIT) | R(AGENCY)) /* whose long work there may be */
#define R_PAPER (R(CLERK) | R_SELF | R(ONLINE) | R(UNIT))                     /* who hands in papers */
#define R_PAY (R(CLERK) | R(TAX) | R(BANK) | R(UNIT))

typedef struct {
    HttpMethod method;
    const char *path; /* "*" stands for one part, which the page gets as its name */
    PageFn *page;
    unsigned roles;
} Route;

static const Route routes[] = {
    { HTTP_GET, "/", show_home, R_EVERYBODY },
    { HTTP_GET, "/guide", show_guide, R_EVERYBODY },
    { HTTP_GET, "/guide/*", show_article, R_EVERYBODY },
    { HTTP_GET, "/search", show_search, R_EVERYBODY },
    { HTTP_GET, "/track", show_track, R_EVERYBODY },
    { HTTP_POST, "/track", do_track, R_EVERYBODY },
    { HTTP_GET, "/view", show_view, R_EVERYBODY },
    { HTTP_POST, "/view", do_view, R_EVERYBODY },
    { HTTP_GET, "/view/*", show_view_switch, R_EVERYBODY },
    { HTTP_GET, "/kiosk", show_kiosk, R_EVERYBODY },
    { HTTP_GET, "/kiosk/me", show_kiosk_me, R_SELF | R(ONLINE) },
    { HTTP_GET, "/sign-in", show_sign, R_EVERYBODY },
    { HTTP_POST, "/sign-in", do_sign, R_EVERYBODY },
    { HTTP_GET, "/sign-in/code", show_sign, R_EVERYBODY },
    { HTTP_POST, "/sign-in/code", do_sign_code, R_EVERYBODY },
    { HTTP_POST, "/sign-out", do_leave, R_EVERYBODY },
    { HTTP_GET, "/password", show_set, R_EVERYBODY },
    { HTTP_POST, "/password", do_set, R_EVERYBODY },
    { HTTP_GET, "/kept", show_kept, R_ANYBODY },
    { HTTP_GET, "/security", show_security, R_ANYBODY },
    { HTTP_POST, "/security/end", do_end, R_ANYBODY },
    { HTTP_POST, "/security/password", do_change, R_ANYBODY },
    { HTTP_GET, "/security/code", show_totp, R_USERS },
    { HTTP_POST, "/security/code", do_totp_confirm, R_USERS },
    { HTTP_POST, "/security/code/begin", do_totp_begin, R_USERS },
    { HTTP_POST, "/security/act", do_act, R_SELF | R(ONLINE) },
    { HTTP_GET, "/users", show_users, R(ADMIN) },
    { HTTP_POST, "/users", do_user_add, R(ADMIN) },
    { HTTP_POST, "/users/approve", do_user_approve, R(ADMIN) },
    { HTTP_POST, "/users/reset", do_user_reset, R(ADMIN) },
    { HTTP_POST, "/users/end", do_user_end, R(ADMIN) },
    { HTTP_GET, "/why-sealed", show_why_question, R_EVERYBODY },
    { HTTP_POST, "/why-sealed", do_why, R_WHY },
    { HTTP_GET, "/me", show_me, R_SELF | R(ONLINE) },
    { HTTP_GET, "/person/*", show_person, R_WHY },
    { HTTP_GET, "/me/seen-by", show_seen, R_SELF | R(ONLINE) },
    { HTTP_POST, "/person/*/identity", do_identity, R_OFFICE | R(CENTRE) },
    { HTTP_GET, "/person/*/why", show_person_why, R_WHY },
    { HTTP_GET, "/person/*/step", show_step, R_WHY },
    { HTTP_POST, "/step/done", do_step, R_ANYBODY },
    { HTTP_GET, "/me/timeline", show_my_timeline, R_SELF | R(ONLINE) },
    { HTTP_GET, "/person/*/timeline", show_timeline, R_RECORD },
    { HTTP_GET, "/open", show_open, R_EVERYBODY },
    { HTTP_POST, "/open", do_open, R_EVERYBODY },
    { HTTP_GET, "/do/*", show_deed, R_ANYBODY },
    { HTTP_POST, "/do/*", do_deed, R_ANYBODY },
#define AS_ROUTES(path, command, roles, ...) { HTTP_GET, path, show_deed, roles }, { HTTP_POST, path, do_deed, roles },
    DEEDS(AS_ROUTES)
#undef AS_ROUTES
        { HTTP_GET, "/cases", show_cases, R_OFFICE | R(CENTRE) | R(UNIT) },
    { HTTP_POST, "/cases", do_cases, R(REVIEWER) | R(CENTRE) },
    { HTTP_GET, "/cases/*", show_case, R_OFFICE | R_SELF | R(ONLINE) | R(CENTRE) | R(UNIT) | R(AGENCY) },
    { HTTP_POST, "/cases/*", do_case, R(REVIEWER) | R(CENTRE) },
    { HTTP_GET, "/cases/*/document", show_paper_form, R_PAPER },
    { HTTP_POST, "/cases/*/document", do_paper_form, R_PAPER },
    { HTTP_GET, "/cases/*/document/file", show_paper_file, R_OFFICE | R_SELF | R(ONLINE) | R(CENTRE) | R(UNIT) | R(AGENCY) },
    { HTTP_GET, "/photo", show_photo, R(CLERK) | R_SELF | R(ONLINE) },
    { HTTP_POST, "/photo", do_photo, R(CLERK) | R_SELF | R(ONLINE) },
    { HTTP_GET, "/photo/*", show_photo_crop, R_OPEN | R_SELF },
    { HTTP_GET, "/me/notices", show_my_inbox, R_SELF | R(ONLINE) },
    { HTTP_POST, "/me/notices", do_my_inbox, R_SELF | R(ONLINE) },
    { HTTP_GET, "/me/notices/way", show_way, R_SELF | R(ONLINE) },
    { HTTP_POST, "/me/notices/way", do_way, R_SELF | R(ONLINE) },
    { HTTP_GET, "/letters", show_letters, R_OFFICE | R(ADMIN) },
    { HTTP_GET, "/agency/notices", show_agency_inbox, R(AGENCY) },
    { HTTP_POST, "/agency/notices", do_agency_inbox, R(AGENCY) },
    { HTTP_GET, "/person/*/notices", show_inbox, R_RECORD },
    { HTTP_GET, "/appoint", show_appoint, R_EVERYBODY },
    { HTTP_POST, "/appoint", do_appoint, R_APPOINT },
    { HTTP_GET, "/appoint/done", show_appoint_done, R_APPOINT },
    { HTTP_GET, "/me/appointments", show_my_appointments, R_SELF | R(ONLINE) },
    { HTTP_POST, "/me/appointments", do_appointment_cancel, R_SELF | R(ONLINE) },
    { HTTP_GET, "/desk/appointments", show_appointments, R_OFFICE },
    { HTTP_POST, "/desk/appointments", do_appointment_cancel, R(CLERK) },
    { HTTP_GET, "/me/contributions", show_my_contributions, R_SELF | R(ONLINE) },
    { HTTP_GET, "/me/contributions/file", show_my_contributions_file, R_SELF | R(ONLINE) },
    { HTTP_GET, "/me/forecast", show_my_forecast, R_SELF | R(ONLINE) },
    { HTTP_GET, "/person/*/contributions", show_contributions, R_RECORD },
    { HTTP_GET, "/person/*/contributions/file", show_contributions_file, R_RECORD },
    { HTTP_GET, "/person/*/forecast", show_forecast, R_RECORD },
    { HTTP_GET, "/unit", show_unit, R_BILL },
    { HTTP_GET, "/unit/bill", show_bill, R_BILL },
    { HTTP_GET, "/unit/notices", show_unit_inbox, R_BILL },
    { HTTP_POST, "/unit/notices", do_unit_inbox, R(UNIT) },
    { HTTP_GET, "/unit/file", show_unit_file, R_BILL },
    { HTTP_GET, "/unit/declare", show_declare, R_DECLARE },
    { HTTP_POST, "/unit/declare", do_declare, R_DECLARE },
    { HTTP_POST, "/unit/declare/last", do_declare_last, R_DECLARE },
    { HTTP_GET, "/unit/declare/example", show_declare_example, R_EVERYBODY },
    { HTTP_GET, "/pay", show_pay, R_PAY },
    { HTTP_POST, "/pay", do_pay, R_PAY },
    { HTTP_GET, "/receipt", show_receipt, R_OFFICE | R_SELF | R(ONLINE) | R(UNIT) | R(AGENCY) | R(TAX) },
    { HTTP_GET, "/desk", show_desk, R_ANYBODY },
    { HTTP_GET, "/desk/find", show_find, R_OFFICE },
    { HTTP_POST, "/desk/find", do_find, R_OFFICE },
    { HTTP_GET, "/desk/assess", show_assess, R(CLERK) },
    { HTTP_POST, "/desk/assess", do_assess, R(CLERK) },
    { HTTP_GET, "/desk/release", show_release, R(REVIEWER) },
    { HTTP_POST, "/desk/release", do_release, R(REVIEWER) },
    { HTTP_GET, "/desk/progress", show_progress, R_WORK },
    { HTTP_GET, "/desk/progress/live", show_progress_live, R_OFFICE | R(ADMIN) },
    { HTTP_GET, "/desk/figures", show_figures, R_OFFICE },
    { HTTP_GET, "/desk/books", show_books, R_OFFICE },
    { HTTP_GET, "/desk/lapsed", show_lapsed, R_OFFICE },
    { HTTP_POST, "/desk/close", do_close, R(CLERK) },
    { HTTP_POST, "/desk/interest", do_interest, R(CLERK) },
    { HTTP_POST, "/track/slip", do_slip, R_EVERYBODY },
    { HTTP_GET, "/paper/*", show_paper, R_ANYBODY },
    { HTTP_POST, "/certificate", do_certificate, R(CLERK) | R_SELF | R(ONLINE) | R(KIOSK) },
    { HTTP_GET, "/v", show_verify_question, R_EVERYBODY },
    { HTTP_POST, "/v", do_verify, R_EVERYBODY },
    { HTTP_GET, "/v/*", show_verify, R_EVERYBODY },
    { HTTP_GET, "/v/*/file", show_certificate, R_ANYBODY },
    { HTTP_GET, "/outlets", show_outlets, R_EVERYBODY },
    { HTTP_GET, "/calc", show_calc, R_EVERYBODY },
    { HTTP_GET, "/policy", show_policy, R_EVERYBODY },
    { HTTP_GET, "/policy/parameter", show_parameter, R_EVERYBODY },
    { HTTP_GET, "/policy/compare", show_compare, R_EVERYBODY },
    { HTTP_GET, "/policy/alarms", show_alarms, R_OFFICE | R(ADMIN) },
    { HTTP_GET, "/policy/propose", show_propose, R(ADMIN) },
    { HTTP_POST, "/policy/propose", do_propose, R(ADMIN) },
    { HTTP_GET, "/policy/approve", show_approve, R(REVIEWER) },
    { HTTP_POST, "/policy/approve", do_approve, R(REVIEWER) },
};

/* Whether the address is that of the route; *name is the part for "*". */
static bool route_fits(const Route *route, Str path, Str *name)
{
    Str rest = str_from(path, 1), pattern = str(route->path + 1);
    Str found = { 0 };
    for (;;) {
        Str part = str_cut(&rest, '/'), wanted = str_cut(&pattern, '/');
        if (str_is(wanted, "*") && part.n)
            found = part;
        else if (!str_eq(part, wanted))
            return false;
        if (!rest.p || !pattern.p)
            break;
    }
    *name = found;
    return !rest.p && !pattern.p;
}

/* ---- what is embedded in the program ---- */

enum { FILES_BYTES = 1 << 16 };
static HttpFiles files;
static pthread_once_t files_once = PTHREAD_ONCE_INIT;

static void files_make(void)
{
    static Arena life;
    life = arena_make(FILES_BYTES);
    size_t count = 0;
    const Embedded *all = asset_all(&count);
    HttpFile *list = arena_new(&life, HttpFile, count + 1);
    for (size_t i = 0; i < count; i++)
        list[i] = (HttpFile){ .path = asset_path(&life, all[i].name),
                              .type = asset_type(&all[i]),
                              .bytes = all[i].bytes,
                              .gzip = all[i].gzip,
                              .immutable = true };
    files = http_files_make(&life, list, count);
}

/* ---- when no page can be shown ---- */

typedef struct {
    int status;
    Word title, text;
} Trouble;

static const Trouble troubles[] = {
    { 400, W_BAD_TITLE, W_BAD_TEXT },     { 403, W_FORM_OLD_TITLE, W_FORM_OLD_TEXT }, { 405, W_METHOD_TITLE, W_METHOD_TEXT },
    { 413, W_LARGE_TITLE, W_LARGE_TEXT }, { 414, W_LARGE_TITLE, W_LARGE_TEXT },       { 431, W_LARGE_TITLE, W_LARGE_TEXT },
    { 501, W_BAD_TITLE, W_BAD_TEXT },     { 503, W_BUSY_TITLE, W_BUSY_TEXT },         { 505, W_BAD_TITLE, W_BAD_TEXT },
};

/* `said`: what exactly was refused, or empty. */
static Str page_trouble(Page *page, const Trouble *trouble, Str said)
{
    Ui *ui = &page->ui;
    page->status = trouble->status;
    page->not_indexed = true;
    page_begin(page, word(ui->lang, trouble->title));
    ui_put(ui, "<h1 class=\"govuk-heading-l\">{}</h1>\n", word(ui->lang, trouble->title));
    if (said.n)
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", said);
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, trouble->text));
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/")),
           word(ui->lang, W_NAV_HOME));
    return page_end(page);
}

static void show_trouble_said(PageVisit *visit, int status, Str said)
{
    Page page = visit_page(visit);
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
        if (troubles[i].status == status) {
            visit_show(visit, &page, page_trouble(&page, &troubles[i], said));
            return;
        }
    Str html = status == 404 ? page_missing(&page) : page_failed(&page, (Str){ 0 });
    page.status = status;
    visit_show(visit, &page, html);
}

static void show_trouble(PageVisit *visit, int status) { show_trouble_said(visit, status, (Str){ 0 }); }

void routes_missing(PageVisit *visit) { show_trouble(visit, 404); }
/* The way to sign in and back to where somebody was going: for a form to what was typed into it, which is kept. */
static Str door_path(PageVisit *visit, bool kept)
{
    Buf out = { .arena = visit->arena };
    Str to = kept                              ? str_format(visit->arena, "/kept?form=" STR_FMT, STR_ARG(visit->request.path))
             : visit->http->method == HTTP_GET ? http_target(visit->http)
                                               : (Str){ 0 };
    buf_add(&out, S("/sign-in"));
    if (to.n)
        buf_add(&out, S("?back="));
    buf_add(&out, page_encoded(visit->arena, to));
    return buf_str(&out);
}

/* Somebody must sign in, or as somebody else. */
static void show_door(PageVisit *visit)
{
    bool kept = visit->http->method == HTTP_POST && kept_put(visit);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    bool known = visit->actor.role != 0;
    page.status = 403;
    page.not_indexed = true;
    Str title = word(ui->lang, known ? W_DOOR_OTHER_TITLE : W_DOOR_TITLE);
    page_begin(&page, title);
    ui_put(ui, "<h1 class=\"govuk-heading-l\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", title,
           word(ui->lang, known         ? W_DOOR_OTHER_TEXT
                          : visit->over ? W_SIGN_OVER
                                        : W_DOOR_TEXT));
    if (kept)
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_SIGN_KEPT));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_SIGN_IN), .href = ui_path(ui, door_path(visit, kept)) });
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_DOOR_ELSE));
    visit_show(visit, &page, page_end(&page));
}

static void show_route(PageVisit *visit, const Route *route, Str name)
{
    if (route->roles && !visit_role(visit, route->roles))
        show_door(visit);
    else if (route->method == HTTP_POST && !form_trusted(visit))
        show_trouble(visit, 403);
    else if (route->roles && !str_starts(str(route->path), S("/security")) && totp_is_missing(visit))
        visit_go(visit, S("/security/code?must=1"));
    else {
        if (route->method == HTTP_POST && str_is(page_field(&visit->request, "kept"), "1"))
            kept_drop(visit, visit->request.path);
        route->page(visit, name);
    }
}

void pages_handle(ServeThread *thread, HttpRequest *http)
{
    PageVisit *visit = NULL;
    pthread_once(&files_once, files_make);
    if (http->method == HTTP_GET && http_files_reply(http, &files))
        return;
    if (visit_begin(thread, http, &visit) != OK) {
        show_trouble(visit_bare(thread, http), 503);
        return;
    }
    bool known = false;
    Str name;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!route_fits(&routes[i], visit->request.path, &name))
            continue;
        if (routes[i].method == http->method) {
            show_route(visit, &routes[i], name);
            return;
        }
        known = true;
    }
    show_trouble(visit, known ? 405 : 404);
}

void pages_refused(ServeThread *thread, HttpRequest *http, int status, const char *reason)
{
    PageVisit *visit = visit_bare(thread, http);
    Why why = { .arena = http->arena };
    (void)!refusal_why(status, reason, &why);
    if (!http->path.n && refusal_english(http))
        visit->request.lang = LANG_EN;
    show_trouble_said(visit, status, visit_said(visit, &why));
}
