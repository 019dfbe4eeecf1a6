/* upload_test.c - files over HTTP: kept by their SHA-256 and named by it, or beside the fields of a form; large ones only
 * from who has signed in. */
#include "base/hash.h"
#include "core/file.h"
#include "town.h"

#define ARGS "\"credit_code\":\"91330106MA27XK3D59\",\"month\":\"2025-03\",\"mode\":\"report\""
static const char wages[] = "身份证号码,缴费工资\n330106199003078817,9000.00\n110105199003078211,1.00\n";

static Reply post(Town *town, Str token, const char *path, const char *id, const char *type, Str body)
{
    Buf out = { .arena = town->arena };
    buf_format(&out, "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %lld\r\n",
               path, town->port, type, (long long)body.n);
    if (token.n)
        buf_format(&out, "Authorization: Bearer " STR_FMT "\r\n", STR_ARG(token));
    if (id)
        buf_format(&out, "Idempotency-Key: %s\r\n", id);
    buf_add(&out, S("\r\n"));
    buf_add(&out, body);
    return town_send(town, buf_str(&out));
}

TEST(a_file_is_kept_and_named_by_its_hash)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Hash hash = hash_of(str(wages));
    Str hex = str_hex(arena, hash_str(&hash));
    const char *args = str_format(arena, "{" ARGS ",\"file\":\"" STR_FMT "\"}", STR_ARG(hex)).p;
    Reply before = town_api(&town, BY_CLERK, "/api/v1/commands/wage.declare", "w0", args);
    CHECK_EQ(before.status, 404); /* nobody has brought these bytes */
    Reply kept = post(&town, town.token[BY_CLERK], "/api/v1/files", NULL, "text/csv", str(wages));
    CHECK_EQ(kept.status, 200);
    CHECK_STR(text_at(reply_json(&town, &kept), "sha256"), hex);
    CHECK_EQ(number_at(reply_json(&town, &kept), "bytes"), (int64_t)sizeof wages - 1);
    Reply named = town_api(&town, BY_CLERK, "/api/v1/commands/wage.declare", "w1", args);
    CHECK_EQ(named.status, 200);
    CHECK(reply_says(&named, "\"rejected_rows\":"));
    /* The same bytes beside the fields of a form are the same command: the same id, the same answer. */
    Str form = str_format(arena,
                          "--x\r\nContent-Disposition: form-data; name=\"credit_code\"\r\n\r\n91330106MA27XK3D59\r\n"
                          "--x\r\nContent-Disposition: form-data; name=\"month\"\r\n\r\n2025-03\r\n"
                          "--x\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\nreport\r\n"
                          "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../w.csv\"\r\n\r\n%s\r\n--x--\r\n",
                          wages);
    Reply formed =
        post(&town, town.token[BY_CLERK], "/api/v1/commands/wage.declare", "w1", "multipart/form-data; boundary=x", form);
    CHECK_EQ(formed.status, 200);
    CHECK_STR(formed.body, named.body);
    town_close(&town);
}

TEST(files_are_taken_from_who_may_bring_them)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    CHECK_EQ(post(&town, (Str){ 0 }, "/api/v1/files", NULL, "text/csv", str(wages)).status, 401);
    CHECK_EQ(post(&town, town.token[BY_ONLINE], "/api/v1/files", NULL, "text/csv", str(wages)).status, 403);
    CHECK_EQ(post(&town, town.token[BY_CLERK], "/api/v1/files", NULL, "text/csv", (Str){ 0 }).status, 400);
    Str two = S("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\na\r\n"
                "--x\r\nContent-Disposition: form-data; name=\"other\"; filename=\"b\"\r\n\r\nb\r\n--x--\r\n");
    CHECK_EQ(
        post(&town, town.token[BY_CLERK], "/api/v1/commands/wage.declare", "w2", "multipart/form-data; boundary=x", two).status,
        400);
    char *large = arena_take(arena, 5 << 20);
    memset(large, 'a', 5 << 20);
    Str bytes = { large, 5 << 20 };
    CHECK_EQ(post(&town, (Str){ 0 }, "/api/v1/files", NULL, "text/csv", bytes).status, 413);
    CHECK_EQ(post(&town, town.token[BY_CLERK], "/api/v1/files", NULL, "text/csv", bytes).status, 200);
    town_close(&town);
}
