/* browser.c - see browser.h. */
#include "browser.h"
#include "web/visit.h"

static Str jar(const Browser *b)
{
    Buf out = { .arena = b->town->arena };
    if (b->session.n)
        buf_add(&out, b->session);
    if (b->session.n && b->mark.n)
        buf_add(&out, S("; "));
    if (b->mark.n)
        buf_add(&out, b->mark);
    return buf_str(&out);
}

static Reply take(Browser *b, Reply reply)
{
    Str session = reply_cookie(b->town, &reply, COOKIE_SESSION), mark = reply_cookie(b->town, &reply, COOKIE_BROWSER);
    b->session = session.n ? session : b->session;
    b->mark = mark.n ? mark : b->mark;
    return reply;
}

Reply browser_get(Browser *b, const char *path) { return take(b, town_get_as(b->town, jar(b), path)); }

Reply browser_post(Browser *b, const char *path, Str form, const char *extra)
{
    return take(b, town_post_as(b->town, jar(b), path, form, extra));
}

Reply browser_sign_in(Browser *b, const char *account, const char *password, const char *from)
{
    Reply page = browser_get(b, "/sign-in");
    Str form = form_of(b->town, &page, "/sign-in");
    form = form_with(b->town, form_with(b->town, form, "account", account), "password", password);
    Str extra = from ? str_format(b->town->arena, "X-Real-IP: %s\r\n", from) : (Str){ 0 };
    return browser_post(b, "/sign-in", form, from ? str_z(b->town->arena, extra) : NULL);
}

Reply browser_set_password(Browser *b, const char *account, const char *grant, const char *password, const char *again)
{
    Reply page = browser_get(b, "/password");
    Str form = form_of(b->town, &page, "/password");
    form = form_with(b->town, form_with(b->town, form, "account", account), "grant", grant);
    form = form_with(b->town, form_with(b->town, form, "password", password), "again", again ? again : password);
    return browser_post(b, "/password", form, NULL);
}
