/* parse_test.c - the readers of targets, forms and multipart bodies at their borders and against hostile input. */
#include "http/parse.h"
#include "support/test.h"

TEST(paths_are_decoded_or_refused)
{
    Str path = { 0 };
    CHECK_EQ(parse_path(arena, S("/a%20b/%E5%8D%A1+"), &path), 0);
    CHECK_STR(path, S("/a b/卡+"));
    CHECK_EQ(parse_path(arena, S("/"), &path), 0);
    CHECK_EQ(parse_path(arena, S("/a/..b/c.../"), &path), 0);
    static const char *const bad[] = { "", "a", "*", "/..", "/a/../b", "/a/..", "/./a", "/%2e%2e/a", "/a/%2E", "/a%2fb", "/a%5Cb",
                                       "/a\\b", "/%", "/%4", "/%zz", "/%00", "/%0a", "/%7f", "/%ff", "/%c0%af", "/%ed%a0%80",
                                       "//../", "http://h/" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_EQ(parse_path(arena, str(bad[i]), &path), 400);
    CHECK_STR(path, S("/a/..b/c.../"));
}

TEST(pairs_are_split_before_they_are_decoded)
{
    Pairs pairs = { 0 };
    CHECK_EQ(parse_pairs(arena, S("a=1&b=%26%3D&c&d=x=y&&a=2&e+f=+%2B&"), &pairs), 0);
    CHECK_EQ(pairs.count, 6);
    CHECK_STR(pairs.items[1].value, S("&="));
    CHECK(str_is(pairs.items[2].name, "c") && !pairs.items[2].value.n);
    CHECK_STR(pairs.items[3].value, S("x=y"));
    CHECK_STR(pairs.items[5].name, S("e f"));
    CHECK_STR(pairs.items[5].value, S(" +"));
    static const char *const bad[] = { "=1", "a=%", "a=%0", "a=%00", "a=%gg", "%ff=1", "a=\xff", "a=%F5%80%80%80" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Pairs none = { 0 };
        CHECK_EQ(parse_pairs(arena, str(bad[i]), &none), 400);
    }
}

TEST(pairs_are_bounded)
{
    for (int over = -1; over <= 1; over++) {
        Buf text = { .arena = arena };
        Pairs pairs = { 0 };
        for (int i = 0; i < HTTP_PAIRS_MAX + over; i++)
            buf_format(&text, "%sk%d=v", i ? "&" : "", i);
        CHECK_EQ(parse_pairs(arena, buf_str(&text), &pairs), over > 0 ? 413 : 0);
        Buf name = { .arena = arena };
        for (int i = 0; i < HTTP_NAME_MAX + over; i++)
            buf_char(&name, 'n');
        pairs = (Pairs){ 0 };
        CHECK_EQ(parse_pairs(arena, buf_str(&name), &pairs), over > 0 ? 400 : 0);
    }
}

static int multipart(Arena *arena, const char *body, Multipart *out)
{
    *out = (Multipart){ 0 };
    return parse_multipart(arena, str(body), S("b1"), out);
}

TEST(multipart_forms_as_browsers_send_them)
{
    Multipart parts;
    static const char body[] = "--b1\r\nContent-Disposition: form-data; name=\"ssn\"\r\n\r\n卡\r\n--b\r\n--b1\r\n"
                               "content-disposition: form-data; name=\"a%22b\"; filename=\"C:\\照片%22.jpg\"\r\n"
                               "Content-Type: image/jpeg\r\n\r\n\xff\xd8\0\r\n--b1\r\n"
                               "Content-Disposition: form-data; name=empty; filename=\"\"\r\n\r\n\r\n--b1--\r\n";
    parts = (Multipart){ 0 };
    CHECK_EQ(parse_multipart(arena, (Str){ body, sizeof body - 1 }, S("b1"), &parts), 0);
    CHECK_EQ(parts.fields.count, 1);
    CHECK_STR(parts.fields.items[0].value, S("卡\r\n--b"));
    CHECK_EQ(parts.upload_count, 2);
    CHECK_STR(parts.uploads[0].field, S("a\"b"));
    CHECK_STR(parts.uploads[0].filename, S("C:\\照片\".jpg"));
    CHECK_STR(parts.uploads[0].type, S("image/jpeg"));
    CHECK_EQ(parts.uploads[0].bytes.n, 3);
    CHECK_EQ(parts.uploads[1].bytes.n, 0);
    for (size_t n = 0; n + 2 < sizeof body - 1; n++) { /* cut anywhere it is refused; only the last CR LF may miss */
        parts = (Multipart){ 0 };
        if (parse_multipart(arena, (Str){ body, n }, S("b1"), &parts) == 0)
            test_fail(__FILE__, __LINE__, "cut at %zu was accepted", n);
    }
    CHECK_EQ(multipart(arena, "--b1--", &parts), 0);
}

TEST(hostile_multipart_is_refused)
{
#define DISPOSITION "Content-Disposition: form-data; "
    static const char *const bad[] = {
        "",
        "x--b1--",
        "\r\n--b1--",
        "--b1\n" DISPOSITION "name=\"a\"\n\nv\n--b1--",
        "--b1 \r\n" DISPOSITION "name=\"a\"\r\n\r\nv\r\n--b1--",
        "--b1\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"\"\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"; name=\"b\"\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"; filename=\"f\"; filename*=UTF-8''g\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"x\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"\r\n" DISPOSITION "name=\"b\"\r\n\r\nv\r\n--b1--",
        "--b1\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"\r\n folded\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"\r\n\r\nv\r\n--b1--trailing",
        "--b1\r\n" DISPOSITION "name=\"a\"\r\n\r\nv\r\n--b1x\r\n",
        "--b1\r\n" DISPOSITION "name=\"\xff\"\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"\r\n\r\n\xff\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"\r\nX\x01Y: 1\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"\r\nContent-Type: a\r\nContent-Type: b\r\n\r\nv\r\n--b1--",
        "--b1\r\n" DISPOSITION "name=\"a\"\r\nA:1\r\nB:1\r\nC:1\r\nD:1\r\nE:1\r\nF:1\r\nG:1\r\nH:1\r\nI:1\r\n\r\nv\r\n--b1--",
    };
    Multipart parts;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (multipart(arena, bad[i], &parts) != 400)
            test_fail(__FILE__, __LINE__, "case %zu was not refused", i);
    CHECK_EQ(parse_multipart(arena, S("--b1--"), (Str){ 0 }, &parts), 400);
    Buf long_name = { .arena = arena };
    while (long_name.n < 71)
        buf_char(&long_name, 'b');
    Str body = str_format(arena, "--" STR_FMT "--", STR_ARG(buf_str(&long_name)));
    CHECK_EQ(parse_multipart(arena, body, buf_str(&long_name), &parts), 400);
}

TEST(multipart_counts_are_bounded)
{
    for (int over = -1; over <= 1; over++) {
        Buf body = { .arena = arena };
        for (int i = 0; i < HTTP_UPLOADS_MAX + over; i++)
            buf_add(&body, S("--b1\r\n" DISPOSITION "name=\"f\"; filename=\"g\"\r\n\r\n\r\n"));
        buf_add(&body, S("--b1--"));
        Multipart parts = { 0 };
        CHECK_EQ(parse_multipart(arena, buf_str(&body), S("b1"), &parts), over > 0 ? 413 : 0);
    }
}
