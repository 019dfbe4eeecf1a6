/* town.c - see town.h. */
#include "town.h"
#include "core/replay.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LIFE_BYTES = 512 << 20, READ_BYTES = 1 << 16 };

static bool settle_people(Arena *arena, Arena *life, Bureau *bureau)
{
    Replay *replay = replay_begin(life, bureau, (Str){ 0 });
    Str rest = test_file(arena, "tests/web/town.jsonl");
    while (rest.n) {
        Str line = str_cut(&rest, '\n'), answer = { 0 };
        if (replay_line(replay, line, &answer) != OK || str_find(answer, S("\"result\":\"refused\"")) >= 0) {
            test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(answer));
            return false;
        }
    }
    return true;
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
    };
    Err err = db_begin(bureau->db);
    for (TownRole by = BY_NOBODY + 1; by < BY_END && err == OK; by++)
        err = token_new(bureau, town->arena, &actors[by], str_format(town->arena, "town-%d", by), &town->token[by]);
    return err == OK && db_commit(bureau->db) == OK;
}

bool town_open(Town *town, Arena *arena) { return town_open_sending(town, arena, NULL); }

bool town_open_sending(Town *town, Arena *arena, const char *outbox)
{
    static int number;
    Why why = { .arena = arena };
    Arena life = arena_make(LIFE_BYTES);
    Bureau bureau;
    *town = (Town){ .arena = arena };
    Str url = str_format(arena, "%s/town%d", test_scratch_dir(), number++);
    BureauOptions options = { .url = url, .mode = DB_WRITER, .seed = S("town") };
    ServeOptions serve = { .url = url,
                           .threads = 1,
                           .outbox = outbox,
                           .name_zh = S("云溪市社会保险事业管理中心"),
                           .name_en = S("Yunxi Social Insurance Centre"),
                           .demo = true };
    Err err = bureau_open(&bureau, &options, &why);
    bool settled = err == OK && settle_people(arena, &life, &bureau) && give_tokens(town, &bureau);
    if (err == OK)
        bureau_close(&bureau);
    arena_drop(&life);
    err = settled ? serve_start(arena, &serve, &town->serve, &why) : ERR_BUSY;
    if (err != OK)
        test_fail(__FILE__, __LINE__, "the town is not served: %.*s", STR_ARG(why.en));
    else
        town->port = serve_port(town->serve);
    return err == OK;
}

void town_close(Town *town) { serve_stop(town->serve); }

/* ---- the client ---- */

static int dial(int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval limit = { .tv_sec = 20 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0)
        return fd;
    close(fd);
    return -1;
}

static void send_all(int fd, Str bytes)
{
    for (ssize_t sent; bytes.n && (sent = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL)) > 0;)
        bytes = str_from(bytes, (size_t)sent);
}

static Reply read_reply(Arena *arena, int fd)
{
    Buf all = { .arena = arena };
    char *part = arena_alloc(arena, 1, READ_BYTES);
    for (ssize_t got; (got = recv(fd, part, READ_BYTES, 0)) > 0;)
        buf_add(&all, (Str){ part, (size_t)got });
    Str text = buf_str(&all);
    long end = str_find(text, S("\r\n\r\n"));
    int64_t status = 0;
    if (end < 0 || text.n < 12 || !str_int((Str){ text.p + 9, 3 }, &status))
        return (Reply){ 0 };
    return (Reply){ (int)status, str_head(text, (size_t)end + 2), str_from(text, (size_t)end + 4) };
}

Reply town_send(Town *town, Str bytes)
{
    Reply reply = { 0 };
    int fd = dial(town->port);
    if (fd >= 0) {
        send_all(fd, bytes);
        reply = read_reply(town->arena, fd);
        close(fd);
    }
    if (!reply.status)
        test_fail(__FILE__, __LINE__, "no answer to %.60s", bytes.p);
    return reply;
}

#define REQUEST_LINE "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n"

Reply town_api(Town *town, TownRole by, const char *path, const char *id, const char *body)
{
    Buf out = { .arena = town->arena };
    buf_format(&out, REQUEST_LINE, "POST", path, town->port);
    if (by)
        buf_format(&out, "Authorization: Bearer " STR_FMT "\r\n", STR_ARG(town->token[by]));
    if (id)
        buf_format(&out, "Idempotency-Key: %s\r\n", id);
    buf_format(&out, "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
    return town_send(town, buf_str(&out));
}

static void cookie(Buf *out, const Town *town, TownRole by)
{
    if (by)
        buf_format(out, "Cookie: shebao-token=" STR_FMT "\r\n", STR_ARG(town->token[by]));
}

Reply town_get(Town *town, TownRole by, const char *path)
{
    Buf out = { .arena = town->arena };
    buf_format(&out, REQUEST_LINE, "GET", path, town->port);
    cookie(&out, town, by);
    buf_add(&out, S("\r\n"));
    return town_send(town, buf_str(&out));
}

Reply town_post(Town *town, TownRole by, const char *path, Str form, const char *extra)
{
    Buf out = { .arena = town->arena };
    buf_format(&out, REQUEST_LINE, "POST", path, town->port);
    cookie(&out, town, by);
    buf_format(&out, "%sContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n" STR_FMT, extra ? extra : "",
               form.n, STR_ARG(form));
    return town_send(town, buf_str(&out));
}

Str reply_header(const Reply *reply, const char *name)
{
    Str rest = reply->head;
    while (rest.n) {
        Str line = str_cut(&rest, '\n'), key = str_cut(&line, ':');
        if (key.n == strlen(name) && strncasecmp(key.p, name, key.n) == 0)
            return str_trim(line);
    }
    return (Str){ 0 };
}

bool reply_says(const Reply *reply, const char *words) { return str_find(reply->body, str(words)) >= 0; }

const JsonNode *reply_json(Town *town, const Reply *reply)
{
    JsonNode *node = NULL;
    if (json_read(town->arena, reply->body, &node, NULL) != OK)
        test_fail(__FILE__, __LINE__, "no JSON: %.*s", STR_ARG(str_head(reply->body, 200)));
    return node;
}

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
