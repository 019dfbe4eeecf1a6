/* link_test.c - connections: slow ones, too many, clients that leave, a server that stops, addresses. */
#define _GNU_SOURCE
#include "app.h"
#include "base/require.h"
#include "support/test.h"
#include <sys/socket.h>
#include <unistd.h>

TEST(slow_clients_are_closed_by_the_deadline_of_their_phase)
{
    HttpSettings settings = http_settings();
    settings.head_ms = settings.body_ms = settings.write_ms = 300;
    settings.idle_ms = 600;
    WITH_APP(app, settings);
    int silent = client_dial(port), head = client_dial(port), body = client_dial(port);
    int idle = client_dial(port), reader = client_dial(port);
    int64_t start = now_ms();
    client_send(head, S("GET / HTTP/1.1\r\nHost: h\r\n"));
    client_send(body, S("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n"));
    client_send(idle, S("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    client_send(reader, S("GET /big?n=30000000 HTTP/1.1\r\nHost: h\r\n\r\n"));
    CHECK_EQ(client_read(arena, idle, false).status, 200);
    for (int i = 0; i < 12; i++) { /* a byte now and then does not help */
        client_send(head, S("X"));
        client_send(body, S("x"));
        sleep_ms(50);
    }
    CHECK(client_closed(silent));
    CHECK(client_closed(head));
    CHECK(client_closed(body));
    CHECK(now_ms() - start < 4000);
    CHECK(client_closed(idle));
    CHECK(now_ms() - start >= 600);
    CHECK(now_ms() - start < 8000);
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 400 && (metrics.slow < 4 || metrics.connections > 1); i++, sleep_ms(5))
        http_metrics(app.server, -1, &metrics);
    CHECK_EQ(metrics.slow, 4);
    CHECK_EQ(metrics.connections, 1); /* who takes 30 MB has an hour */
    close(silent), close(head), close(body), close(idle), close(reader);
    app_stop(&app);
}

TEST(a_crowd_that_only_waits_makes_room)
{
    HttpSettings settings = http_settings();
    settings.threads = 1;
    settings.connections = 8;
    WITH_APP(app, settings);
    int crowd[32];
    for (int i = 0; i < 32; i++)
        crowd[i] = client_dial(port);
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 400 && (metrics.slow < 24 || metrics.connections > 8); i++, sleep_ms(5))
        http_metrics(app.server, 0, &metrics);
    CHECK(metrics.connections <= 8);
    CHECK_EQ(metrics.slow, 24);
    CHECK_EQ(client_ask(arena, port, S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")).status, 200);
    for (int i = 0; i < 32; i++)
        close(crowd[i]);
    app_stop(&app);
}

TEST(one_address_gets_only_its_share)
{
    HttpSettings settings = http_settings();
    settings.threads = 1;
    settings.per_ip = 3;
    WITH_APP(app, settings);
    int fds[3];
    for (int i = 0; i < 3; i++) {
        fds[i] = client_dial(port);
        client_send(fds[i], S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n"));
        CHECK_EQ(client_read(arena, fds[i], false).status, 200);
    }
    CHECK_EQ(client_ask(arena, port, S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")).status, 0);
    close(fds[0]);
    HttpMetrics metrics = { .connections = 3 };
    for (int i = 0; i < 400 && metrics.connections == 3; i++, sleep_ms(5))
        http_metrics(app.server, 0, &metrics);
    CHECK_EQ(client_ask(arena, port, S("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")).status, 200);
    close(fds[1]), close(fds[2]);
    app_stop(&app);
}

static void *stop_app(void *app)
{
    app_stop(app);
    return NULL;
}

TEST(stopping_finishes_what_is_under_way)
{
    WITH_APP(app, http_settings());
    app_hold(&app, true);
    int idle = client_dial(port), later = client_dial(port);
    client_send(later, S("GET /later?n=7 HTTP/1.1\r\nHost: h\r\n\r\n"));
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 200 && !metrics.suspended; i++, sleep_ms(5))
        http_metrics(app.server, -1, &metrics);
    CHECK_EQ(metrics.suspended, 1);
    pthread_t stopper;
    pthread_create(&stopper, NULL, stop_app, &app);
    CHECK(client_closed(idle));
    sleep_ms(50);
    int refused = client_dial(port);
    CHECK(refused < 0 || client_closed(refused));
    app_hold(&app, false);
    Reply answer = client_read(arena, later, false);
    CHECK_STR(answer.body, S("later 7"));
    CHECK_STR(reply_header(&answer, "connection"), S("close"));
    pthread_join(stopper, NULL);
    CHECK_EQ(app.late, 0);
    close(idle), close(later);
}

TEST(stopping_gives_up_what_is_never_answered)
{
    WITH_APP(app, http_settings());
    app_hold(&app, true);
    int later = client_dial(port);
    client_send(later, S("GET /later?n=7 HTTP/1.1\r\nHost: h\r\n\r\n"));
    HttpMetrics metrics = { 0 };
    for (int i = 0; i < 200 && !metrics.suspended; i++, sleep_ms(5))
        http_metrics(app.server, -1, &metrics);
    int64_t start = now_ms();
    app_stop(&app); /* the worker answers after the server is gone */
    CHECK(now_ms() - start < 4000);
    Reply answer = client_read(arena, later, false);
    CHECK_EQ(answer.status, 503);
    CHECK(str_find(answer.body, S("\"code\":\"busy\"")) > 0 && str_find(answer.body, S("same id")) > 0);
    CHECK_EQ(app.late, 1);
    close(later);
}

TEST(a_client_that_leaves_while_its_answer_is_made_does_no_harm)
{
    WITH_APP(app, http_settings());
    for (int i = 0; i < 50; i++) {
        int fd = client_dial(port);
        client_send(fd, S("GET /later?n=1 HTTP/1.1\r\nHost: h\r\n\r\nGET /later?n=2 HTTP/1.1\r\nHost: h\r\n\r\n"));
        if (i % 2) { /* with a reset */
            struct linger hard = { 1, 0 };
            setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        }
        close(fd);
    }
    HttpMetrics metrics = { .connections = 1 };
    for (int i = 0; i < 400 && (metrics.connections || metrics.accepted < 50); i++, sleep_ms(10))
        http_metrics(app.server, -1, &metrics);
    CHECK_EQ(metrics.connections, 0);
    CHECK_EQ(metrics.in_flight, 0);
    CHECK_EQ(metrics.suspended, 0);
    app_stop(&app);
}

TEST(the_port_is_ours_alone_and_addresses_are_checked)
{
    WITH_APP(app, http_settings());
    HttpSettings settings = http_settings();
    HttpHooks hooks = { .handle = app_handle };
    HttpServer *second = NULL;
    Why why = { .arena = arena };
    settings.port = port;
    CHECK_EQ(http_start(arena, &settings, &hooks, &second, &why), ERR_CONFLICT);
    CHECK(str_find(why.en, S("taken")) > 0);
    settings.port = 0;
    settings.address = "localhost";
    CHECK_EQ(http_start(arena, &settings, &hooks, &second, &why), ERR_BAD_FIELD);
    settings.address = "203.0.113.7";
    CHECK_EQ(http_start(arena, &settings, &hooks, &second, &why), ERR_BAD_FIELD);
    settings = http_settings();
    settings.threads = 0;
    CHECK_EQ(http_start(arena, &settings, &hooks, &second, &why), ERR_BAD_FIELD);
    CHECK_STR(why.field, S("threads"));
    CHECK(!second);
    app_stop(&app);
}

TEST(both_families_are_served)
{
    HttpSettings settings = http_settings();
    settings.address = "::";
    settings.https = true;
    WITH_APP(app, settings);
    Reply answer = client_ask(arena, port,
                               S("GET /who HTTP/1.1\r\nHost: [::1]:80\r\nAuthorization: Bearer t\r\n"
                                 "Cookie: a=1; sid=s1 ;b=2\r\n\r\n"));
    CHECK_STR(answer.body, S("127.0.0.1|Bearer t|s1|"));
    CHECK(reply_header(&answer, "strict-transport-security").n > 0);
    answer = client_ask(arena, port,
                        S("POST /who HTTP/1.1\r\nHost: h\r\nContent-Type: Application/JSON ; charset=x\r\n"
                          "Cookie: sid=1; sid=2\r\n\r\n"));
    CHECK_STR(answer.body, S("127.0.0.1|||application/json"));
    app_stop(&app);
}
