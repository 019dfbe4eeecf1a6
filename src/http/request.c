/* request.c - what a handler asks of a request. */
#include "http/internal.h"
#include "http/parse.h"
#include <arpa/inet.h>
#include <netinet/in.h>

Str http_target(const HttpRequest *request) { return str_head(exchange_of(request)->uri, HTTP_URI_MAX); }

Str http_header(const HttpRequest *request, const char *name) { return head_value(exchange_of(request), name); }

static Str pair_value(const HttpPair *pairs, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(pairs[i].name, name))
            return pairs[i].value;
    return (Str){ 0 };
}

Str http_query(const HttpRequest *request, const char *name) { return pair_value(request->query, request->query_count, name); }
Str http_form(const HttpRequest *request, const char *name) { return pair_value(request->form, request->form_count, name); }

const HttpUpload *http_upload(const HttpRequest *request, const char *field)
{
    for (size_t i = 0; i < request->upload_count; i++)
        if (str_is(request->uploads[i].field, field))
            return &request->uploads[i];
    return NULL;
}

Str http_cookie(const HttpRequest *request, const char *name) { return parse_cookie(http_header(request, "cookie"), name); }

static bool is_address(Arena *arena, Str text)
{
    struct in6_addr address;
    const char *z = str_z(arena, str_head(text, INET6_ADDRSTRLEN));
    return inet_pton(AF_INET, z, &address) == 1 || inet_pton(AF_INET6, z, &address) == 1;
}

Str http_peer(const HttpRequest *request)
{
    struct MHD_Connection *connection = exchange_of(request)->connection;
    const struct sockaddr *peer = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)peer;
    char text[INET6_ADDRSTRLEN] = "";
    if (peer->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)peer)->sin_addr, text, sizeof text);
    else if (peer->sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
        inet_ntop(AF_INET, &v6->sin6_addr.s6_addr[12], text, sizeof text);
    else if (peer->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof text);
    Str said = http_header(request, "x-real-ip");
    bool here = str_starts(str(text), S("127.")) || !strcmp(text, "::1");
    if (exchange_of(request)->thread->server->settings.proxy && here && is_address(request->arena, said))
        return said;
    return str_copy(request->arena, str(text));
}
