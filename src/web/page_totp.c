/* page_totp.c - setting up the code of one's own sign-in: the password first, then the secret as a picture and as text, then the
 * first code. The secret is shown on this page alone, and only until it is confirmed. */
#include "core/totp.h"
#include "report/qr.h"
#include "web/routes.h"
#include "web/sign.h"

static const char *const fields[] = { "password", "code", NULL };

/* One's own codes; for whom the visit is. */
static Err read_totp(PageVisit *visit, Totp *out)
{
    Bureau *bureau = NULL;
    TRY(visit_reader(visit, &bureau));
    return totp_find(bureau, visit->arena, visit->session.name, out);
}

/* ---- what is shown ---- */

/* The dark modules of a row that lie side by side are one stroke. */
static void put_picture(Ui *ui, Str address)
{
    enum { QUIET = 4, PIXELS = 5 };
    Qr qr;
    if (!qr_make(ui->buf.arena, address, &qr))
        return;
    int side = qr.width + 2 * QUIET;
    Buf path = { .arena = ui->buf.arena };
    for (int row = 0; row < qr.width; row++)
        for (int from = 0; from < qr.width; from++) {
            int to = from;
            while (to < qr.width && qr.dark[row * qr.width + to])
                to++;
            if (to > from)
                buf_format(&path, "M%d %dh%dv1h-%dz", from + QUIET, row + QUIET, to - from, to - from);
            from = to;
        }
    ui_put(ui,
           "<p><svg role=\"img\" aria-label=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\">"
           "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path fill=\"#000\" d=\"{}\"/></svg></p>\n",
           word(ui->lang, W_TOTP_PICTURE), str_format(ui->buf.arena, "%d", side * PIXELS),
           str_format(ui->buf.arena, "%d", side * PIXELS), str_format(ui->buf.arena, "%d", side),
           str_format(ui->buf.arena, "%d", side), buf_str(&path));
}

/* Four letters at a time: somebody types them. */
static Str in_fours(Arena *arena, Str text)
{
    enum { FOUR = 4 };
    Buf out = { .arena = arena };
    for (size_t i = 0; i < text.n; i++) {
        if (i && i % FOUR == 0)
            buf_char(&out, ' ');
        buf_char(&out, text.p[i]);
    }
    return buf_str(&out);
}

static void put_secret(Ui *ui, PageVisit *visit, const Totp *totp, const FormErrors *errors)
{
    Arena *arena = visit->arena;
    TotpSecret secret = totp_secret(serve_secret(visit->thread), arena, totp->name, totp->next);
    Str issuer = visit->site.name_en.n ? visit->site.name_en : S("Shebao");
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_TOTP_SCAN));
    put_picture(ui, totp_address(arena, &secret, issuer, totp->name));
    ui_put(ui, "<p class=\"govuk-body\">{}: <code>{}</code></p>\n", word(ui->lang, W_TOTP_SECRET),
           in_fours(arena, totp_base32(arena, (Str){ (const char *)secret.b, sizeof secret.b })));
    form_open(ui, visit, S("/security/code"));
    sign_code_field(ui, errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_TOTP_CONFIRM), .once = true });
    form_close(ui);
}

static void put_begin(Ui *ui, PageVisit *visit, const Totp *totp, const FormErrors *errors)
{
    form_open(ui, visit, S("/security/code/begin"));
    sign_password(ui, "password", W_SECURITY_OLD, 0, "current-password", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, totp_is_on(totp) ? W_TOTP_AGAIN : W_TOTP_BEGIN), .once = true });
    form_close(ui);
}

static void write_totp(PageVisit *visit, const Totp *totp, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    page.back = S("/security");
    form_page_begin(&page, W_TOTP_TITLE, totp_is_on(totp) ? W_TOTP_ON : W_TOTP_OFF, errors, fields);
    if (str_is(visit_field(visit, "must"), "1"))
        ui_notification(ui, &(UiBanner){ .text = word(ui->lang, W_TOTP_MUST) });
    if (totp->next.n)
        put_secret(ui, visit, totp, errors);
    else
        put_begin(ui, visit, totp, errors);
    form_page_end(visit, &page);
}

static void busy(PageVisit *visit) { visit_refused(visit, &(Why){ .arena = visit->arena, .code = ERR_BUSY }, S("/security/code")); }

void show_totp(PageVisit *visit, Str name)
{
    (void)name;
    Totp totp;
    if (read_totp(visit, &totp) != OK)
        busy(visit);
    else
        write_totp(visit, &totp, &(FormErrors){ 0 }, 200);
}

/* ---- beginning ---- */

static Err begin(Bureau *bureau, Arena *arena, void *context)
{
    const PageVisit *visit = context;
    return totp_begin(bureau, arena, visit->session.name);
}

static void begun(HttpRequest *http, void *context, const Answer *answer)
{
    PageVisit *visit = context;
    (void)http;
    if (answer->err != OK)
        busy(visit);
    else
        visit_go(visit, S("/security/code"));
}

static void password_checked(SignCheck *check)
{
    PageVisit *visit = check->visit;
    if (check->result == CHECK_RIGHT) {
        Request request = serve_own(begin, visit);
        serve_follow(visit->thread, visit->http, &request, begun, visit);
        return;
    }
    FormErrors errors = { 0 };
    form_wrong(&errors, S("password"),
               check->result == CHECK_WRONG ? word(visit->request.lang, W_SECURITY_OLD_WRONG) : sign_said(check));
    write_totp(visit, &(Totp){ 0 }, &errors, check->result == CHECK_WRONG ? 422 : 429);
}

void do_totp_begin(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Str typed = sign_typed(visit, "password");
    if (typed.n) {
        sign_check(visit, visit->session.name, typed, false, password_checked);
        return;
    }
    form_wrong(&errors, S("password"), word(visit->request.lang, W_SIGN_PASSWORD_EMPTY));
    write_totp(visit, &(Totp){ 0 }, &errors, 422);
}

/* ---- confirming ---- */

typedef struct {
    PageVisit *visit;
    Str code;
    Totp totp;
    bool right;
} Confirming;

/* A code that does not fit counts for nothing: whoever is here has seen the secret. */
static Err confirm(Bureau *bureau, Arena *arena, void *context)
{
    Confirming *c = context;
    const PageVisit *visit = c->visit;
    int64_t step = 0;
    TRY(totp_find(bureau, visit->arena, visit->session.name, &c->totp));
    TotpSecret secret = totp_secret(&bureau->store.secret, arena, c->totp.name, c->totp.next);
    c->right = c->totp.next.n && totp_fits(arena, &secret, c->code, visit->now, 0, &step);
    return c->right ? totp_confirm(bureau, arena, &visit->actor, &c->totp, step, visit->now) : OK;
}

static void confirmed(HttpRequest *http, void *context, const Answer *answer)
{
    Confirming *c = context;
    FormErrors errors = { 0 };
    (void)http;
    if (answer->err != OK) {
        busy(c->visit);
    } else if (c->right) {
        visit_go(c->visit, S("/security?code=1"));
    } else {
        form_wrong(&errors, S("code"), word(c->visit->request.lang, W_TOTP_WRONG));
        write_totp(c->visit, &c->totp, &errors, 422);
    }
}

void do_totp_confirm(PageVisit *visit, Str name)
{
    (void)name;
    Confirming *c = arena_new(visit->arena, Confirming, 1);
    *c = (Confirming){ .visit = visit, .code = code_typed(visit) };
    Request request = serve_own(confirm, c);
    visit->aside = true;
    serve_command(visit->thread, visit->http, &request, confirmed, c);
}

/* ---- who must ---- */

bool totp_is_missing(PageVisit *visit)
{
    Totp totp = { 0 };
    return serve_options(visit->thread)->totp && visit_role(visit, R_STAFF) &&
           (read_totp(visit, &totp) != OK || !totp_is_on(&totp));
}
