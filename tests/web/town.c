/* town.c - see town.h. */
#include "town.h"
#include "core/login.h"
#include "support/city.h"
#include "web/visit.h"

/* A token for the API, and a session for the pages as if they had signed in just now. */
static Err let_in(Town *town, Bureau *bureau, TownRole by, const Actor *actor)
{
    Session session = { .actor = *actor, .agent = S("town") };
    session.name = actor->person ? login_of_person(town->arena, actor->person) : actor->user;
    town->session[by] = session_secret(town->arena);
    TRY(token_new(bureau, town->arena, actor, str_format(town->arena, "town-%d", by), &town->token[by]));
    enum { LATE_S = 3 * 3600 };
    return session_begin(bureau, town->arena, town->session[by], &session, (Time){ serve_now().s - (by == BY_LATE ? LATE_S : 0) });
}

static bool give_tokens(Town *town, Bureau *bureau)
{
    static const Actor actors[BY_END] = {
        [BY_CLERK] = { .role = ROLE_CLERK, .user = { "w1", 2 }, .org = { "office", 6 } },
        [BY_REVIEWER] = { .role = ROLE_REVIEWER, .user = { "r1", 2 }, .org = { "office", 6 } },
        [BY_BANK] = { .role = ROLE_BANK, .user = { "b1", 2 }, .org = { "B01", 3 } },
        [BY_ONLINE] = { .role = ROLE_ONLINE, .user = { "330106199003078817", 18 }, .person = 1 },
        [BY_HOLDER] = { .role = ROLE_HOLDER, .user = { "330106199509230126", 18 }, .person = 4 },
        [BY_UNIT] = { .role = ROLE_UNIT, .user = { "hr", 2 }, .org = { "91330106MA27XK3D59", 18 } },
        [BY_SAME_REVIEWER] = { .role = ROLE_REVIEWER, .user = { "w1", 2 }, .org = { "office", 6 } },
        [BY_AUDITOR] = { .role = ROLE_AUDITOR, .user = { "a1", 2 }, .org = { "office", 6 } },
        [BY_ADMIN] = { .role = ROLE_ADMIN, .user = { "root", 4 }, .org = { "office", 6 } },
        [BY_TAX] = { .role = ROLE_TAX, .user = { "t1", 2 }, .org = { "office", 6 } },
        [BY_LATE] = { .role = ROLE_ONLINE, .user = { "330106199003078817", 18 }, .person = 1 },
        [BY_AGENCY] = { .role = ROLE_AGENCY, .user = { "g1", 2 }, .org = { "A01", 3 } },
        [BY_HOSPITAL] = { .role = ROLE_HOSPITAL, .user = { "h1", 2 }, .org = { "H01", 3 } },
        [BY_PHARMACY] = { .role = ROLE_PHARMACY, .user = { "p1", 2 }, .org = { "P01", 3 } },
        [BY_HOTLINE] = { .role = ROLE_HOTLINE, .user = { "s1", 2 }, .org = { "office", 6 } },
        [BY_DEPUTY] = { .role = ROLE_ADMIN, .user = { "deputy", 6 }, .org = { "office", 6 } },
        [BY_CENTRE] = { .role = ROLE_CENTRE, .user = { "c1", 2 }, .org = { "centre", 6 } },
    };
    Err err = db_begin(bureau->db);
    for (TownRole by = BY_NOBODY + 1; by < BY_END && err == OK; by++)
        err = let_in(town, bureau, by, &actors[by]);
    return err == OK && db_commit(bureau->db) == OK;
}

/* The people and the tokens, in a folder that is closed again. */
static bool settle(Town *town, Str url)
{
    City city;
    if (!city_open(&city, town->arena, url))
        return false;
    bool settled = city_lines(&city, "tests/web/town.jsonl", NULL) && give_tokens(town, &city.bureau);
    city_close(&city);
    return settled;
}

/* What the options leave open is as in every town. */
static bool open_with(Town *town, Arena *arena, ServeOptions serve)
{
    Why why = { .arena = arena };
    *town = (Town){ .arena = arena };
    serve.url = fixture_url(arena, ENGINE_FOLDER);
    serve.threads = 1;
    serve.name_zh = S("云溪市社会保险事业管理中心");
    serve.name_en = S("Yunxi Social Insurance Centre");
    serve.demo = serve.proxy = true;
    if (!settle(town, serve.url))
        return false;
    Err err = serve_start(arena, &serve, &town->serve, &why);
    if (err != OK)
        test_fail(__FILE__, __LINE__, "the town is not served: %.*s", STR_ARG(why.en));
    else
        town->port = serve_port(town->serve);
    return err == OK;
}

bool town_open(Town *town, Arena *arena) { return town_open_sending(town, arena, NULL, NULL); }

bool town_open_sending(Town *town, Arena *arena, const char *outbox, const char *notices)
{
    return open_with(town, arena, (ServeOptions){ .outbox = outbox, .notices = notices });
}

bool town_open_strict(Town *town, Arena *arena) { return open_with(town, arena, (ServeOptions){ .totp = true }); }

void town_close(Town *town) { serve_stop(town->serve); }

/* ---- the client ---- */

Reply town_send(Town *town, Str bytes)
{
    Reply reply = client_ask(town->arena, town->port, bytes);
    if (!reply.status)
        test_fail(__FILE__, __LINE__, "no answer to %.60s", bytes.p);
    return reply;
}

#define REQUEST_LINE "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n"

Reply town_api(Town *town, TownRole by, const char *path, const char *id, const char *body)
{
    Str token = by ? town->token[by] : (Str){ 0 };
    return town_send(town, request_post(town->arena, path, token, id ? str(id) : (Str){ 0 }, str(body)));
}

static Str cookie_of(const Town *town, TownRole by)
{
    return by ? str_format(town->arena, COOKIE_SESSION "=" STR_FMT, STR_ARG(town->session[by])) : (Str){ 0 };
}

static void cookie(Buf *out, Str cookies)
{
    if (cookies.n)
        buf_format(out, "Cookie: " STR_FMT "\r\n", STR_ARG(cookies));
}

Reply town_get_as(Town *town, Str cookies, const char *path)
{
    Buf out = { .arena = town->arena };
    buf_format(&out, REQUEST_LINE, "GET", path, town->port);
    cookie(&out, cookies);
    buf_add(&out, S("\r\n"));
    return town_send(town, buf_str(&out));
}

Reply town_post_as(Town *town, Str cookies, const char *path, Str form, const char *extra)
{
    Buf out = { .arena = town->arena };
    buf_format(&out, REQUEST_LINE, "POST", path, town->port);
    cookie(&out, cookies);
    buf_format(&out, "%sContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n" STR_FMT, extra ? extra : "",
               form.n, STR_ARG(form));
    return town_send(town, buf_str(&out));
}

Reply town_get(Town *town, TownRole by, const char *path) { return town_get_as(town, cookie_of(town, by), path); }

Reply town_post(Town *town, TownRole by, const char *path, Str form, const char *extra)
{
    return town_post_as(town, cookie_of(town, by), path, form, extra);
}

Str reply_cookie(Town *town, const Reply *reply, const char *name)
{
    Str wanted = str_format(town->arena, "Set-Cookie: %s=", name), head = reply->head;
    long at = str_find(head, wanted);
    if (at < 0)
        return (Str){ 0 };
    Str line = str_from(head, (size_t)at + strlen("Set-Cookie: "));
    return str_cut(&line, ';');
}

bool reply_says(const Reply *reply, const char *words) { return str_find(reply->body, str(words)) >= 0; }

const JsonNode *reply_json(Town *town, const Reply *reply) { return json_tree(town->arena, reply->body); }

/* ---- forms ---- */

static void encode(Buf *out, Str value)
{
    for (size_t i = 0; i < value.n; i++)
        buf_format(out, "%%%02X", (unsigned char)value.p[i]);
}

/* Back from HTML: what our writer escapes, and nothing else. */
static Str plain(Arena *arena, Str html)
{
    static const struct {
        const char *entity;
        char c;
    } rows[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' } };
    Buf out = { .arena = arena };
    while (html.n) {
        size_t step = 1;
        char c = html.p[0];
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            if (str_starts(html, str(rows[i].entity))) {
                step = strlen(rows[i].entity);
                c = rows[i].c;
            }
        buf_char(&out, c);
        html = str_from(html, step);
    }
    return buf_str(&out);
}

static Str between(Str text, const char *before, const char *after)
{
    long from = str_find(text, str(before));
    if (from < 0)
        return (Str){ 0 };
    Str rest = str_from(text, (size_t)from + strlen(before));
    long end = str_find(rest, str(after));
    return end < 0 ? (Str){ 0 } : str_head(rest, (size_t)end);
}

Str form_of(Town *town, const Reply *reply, const char *action)
{
    Buf out = { .arena = town->arena };
    Str form = between(reply->body, str_z(town->arena, str_format(town->arena, "novalidate action=\"%s\"", action)), "</form>");
    for (long at; (at = str_find(form, S("<input type=\"hidden\""))) >= 0;) {
        form = str_from(form, (size_t)at + 1);
        Str tag = str_head(form, (size_t)str_find(form, S(">")));
        if (out.n)
            buf_char(&out, '&');
        buf_add(&out, between(tag, "name=\"", "\""));
        buf_char(&out, '=');
        encode(&out, plain(town->arena, between(tag, "value=\"", "\"")));
    }
    if (!out.n)
        test_fail(__FILE__, __LINE__, "no form to %s in %.*s", action, STR_ARG(str_head(reply->body, 120)));
    return buf_str(&out);
}

Str form_with(Town *town, Str form, const char *name, const char *value)
{
    Buf out = { .arena = town->arena };
    buf_format(&out, STR_FMT "&%s=", STR_ARG(form), name);
    encode(&out, str(value));
    return buf_str(&out);
}

Reply town_post_file(Town *town, TownRole by, const char *path, Str form, const char *field, const char *type, Str bytes)
{
    Arena *arena = town->arena;
    Buf body = { .arena = arena }, out = { .arena = arena };
    while (form.n) {
        Str value = str_cut(&form, '&'), name = str_cut(&value, '=');
        buf_format(&body, "--x\r\nContent-Disposition: form-data; name=\"" STR_FMT "\"\r\n\r\n", STR_ARG(name));
        for (size_t i = 0; i < value.n; i++) {
            Str raw = { 0 };
            if (value.p[i] == '%' && i + 2 < value.n && str_unhex(arena, str_head(str_from(value, i + 1), 2), &raw)) {
                buf_add(&body, raw);
                i += 2;
            } else {
                buf_char(&body, value.p[i] == '+' ? ' ' : value.p[i]);
            }
        }
        buf_add(&body, S("\r\n"));
    }
    buf_format(&body, "--x\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a\"\r\nContent-Type: %s\r\n\r\n", field,
               type);
    buf_add(&body, bytes);
    buf_add(&body, S("\r\n--x--\r\n"));
    buf_format(&out,
               "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nCookie: " COOKIE_SESSION "=" STR_FMT "\r\n"
               "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: %zu\r\n\r\n",
               path, town->port, STR_ARG(town->session[by]), body.n);
    buf_add(&out, buf_str(&body));
    return town_send(town, buf_str(&out));
}
