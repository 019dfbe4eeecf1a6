/* courier_test.c - which addresses are any, which of the network may be spoken to, and one body
 * carried to somebody who takes it, refuses it, says nonsense, hangs up, or is not there. */
#include "journal/courier.h"
#include "journal/delivery.h"
#include "support/catcher.h"
#include "support/test.h"
#include <arpa/inet.h>

TEST(addresses_are_https_or_this_machine)
{
    static const char *const fine[] = {
        "https://bank.example.org/shebao", "https://bank.example.org",   "https://bank.example.org:8443/a?b=c",
        "https://[2001:db8::7]:1/x",       "http://127.0.0.1:8081/hook", "http://[::1]/",
    };
    static const char *const wrong[] = {
        "",
        "https://",
        "https:///x",
        "http://bank.example.org/",
        "ftp://a/",
        "https://a b/",
        "https://a/\n",
        "https://a/\x80",
        "https://u:p@a/",
        "https://a/#f",
        "https://a:0/",
        "https://a:65536/",
        "https://a:x/",
        "https://[::1/",
        "https://[::1]x/",
        "https://a/\"",
        "http://127.0.0.2/",
        "http://127.0.0.1.example.org/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://localhost/",
        "HTTPS://a/",
    };
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        if (!courier_address(str(fine[i])))
            test_fail(__FILE__, __LINE__, "%s is none", fine[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (courier_address(str(wrong[i])))
            test_fail(__FILE__, __LINE__, "%s is one", wrong[i]);
    Buf exact = { .arena = arena };
    buf_add(&exact, S("https://a/"));
    while (exact.n < COURIER_ADDRESS_MAX)
        buf_char(&exact, 'x');
    CHECK(courier_address(buf_str(&exact)));
    buf_char(&exact, 'x');
    CHECK(!courier_address(buf_str(&exact)));
}

TEST(what_is_plugged_in_beside_us_is_not_spoken_to)
{
    static const struct {
        const char *ip;
        bool far, local;
    } rows[] = {
        { "203.0.113.9", true, true },
        { "10.1.2.3", true, true },
        { "127.0.0.1", false, true },
        { "127.9.9.9", false, true },
        { "0.0.0.0", false, false },
        { "169.254.169.254", false, false },
        { "224.0.0.1", false, false },
        { "255.255.255.255", false, false },
        { "2001:db8::7", true, true },
        { "::1", false, true },
        { "::", false, false },
        { "fe80::1", false, false },
        { "ff02::1", false, false },
        { "::ffff:127.0.0.1", false, true },
        { "::ffff:169.254.169.254", false, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sockaddr_in four = { .sin_family = AF_INET };
        struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
        bool is_four = inet_pton(AF_INET, rows[i].ip, &four.sin_addr) == 1;
        CHECK(is_four || inet_pton(AF_INET6, rows[i].ip, &six.sin6_addr) == 1);
        const struct sockaddr *address = is_four ? (struct sockaddr *)&four : (struct sockaddr *)&six;
        if (courier_may(address, false) != rows[i].far || courier_may(address, true) != rows[i].local)
            test_fail(__FILE__, __LINE__, "%s", rows[i].ip);
    }
}

static int64_t post_to(Arena *arena, int port, bool local, const atomic_bool *stop)
{
    return courier_post(arena, str_format(arena, "http://127.0.0.1:%d/hook", port), S("X-Test: 1\r\n"), S("{\"a\":1}\n"), local,
                        3000, stop);
}

TEST(a_body_is_carried_and_the_answer_believed)
{
    static const int statuses[] = { 204, 200, 503, 410, 302, 100, 1, 0 };
    static const int64_t errors[] = {
        0, 0, DELIVERY_HTTP + 503, DELIVERY_HTTP + 410, DELIVERY_HTTP + 302, DELIVERY_GARBLED, DELIVERY_GARBLED, DELIVERY_GARBLED
    };
    Catcher *catcher = arena_new(arena, Catcher, 1);
    CHECK(catcher_start(catcher, statuses, sizeof statuses / sizeof *statuses));
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        int64_t error = post_to(arena, catcher->port, true, NULL);
        if (error != errors[i] && !(statuses[i] == 0 && error == DELIVERY_NO_CONNECTION))
            test_fail(__FILE__, __LINE__, "%d: %lld", statuses[i], (long long)error);
    }
    CHECK_STR(catcher_body(catcher, 0), S("{\"a\":1}\n"));
    CHECK_STR(catcher_header(catcher, 0, "X-Test"), S("1"));
    CHECK_STR(catcher_header(catcher, 0, "Host"), str_format(arena, "127.0.0.1:%d", catcher->port));
    CHECK_EQ(catcher->count, sizeof statuses / sizeof *statuses);
    CHECK_EQ(post_to(arena, catcher->port, false, NULL), DELIVERY_NO_ADDRESS); /* not to this machine unless it may */
    CHECK_EQ(catcher->count, sizeof statuses / sizeof *statuses);
    int gone = catcher->port;
    catcher_stop(catcher);
    CHECK_EQ(post_to(arena, gone, true, NULL), DELIVERY_NO_CONNECTION);
}

TEST(waiting_ends_by_itself_and_when_it_shall)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof here;
    CHECK(bind(listener, (struct sockaddr *)&here, size) == 0 && listen(listener, 4) == 0); /* takes, and never answers */
    CHECK(getsockname(listener, (struct sockaddr *)&here, &size) == 0);
    Str open = str_format(arena, "http://127.0.0.1:%d/", ntohs(here.sin_port)),
        sealed = str_format(arena, "https://127.0.0.1:%d/", ntohs(here.sin_port));
    CHECK_EQ(courier_post(arena, open, S(""), S("x"), true, 300, NULL), DELIVERY_TIMEOUT);
    /* Nobody there speaks TLS. */
    CHECK_EQ(courier_post(arena, sealed, S(""), S("x"), true, 300, NULL), DELIVERY_TIMEOUT);
    atomic_bool stop = true;
    CHECK_EQ(courier_post(arena, sealed, S(""), S("x"), true, 20000, &stop), COURIER_STOPPED);
    shutdown(listener, SHUT_RDWR);
}
