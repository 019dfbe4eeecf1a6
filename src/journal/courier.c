/* courier.c - see courier.h. */
#include "journal/courier.h"
#include "base/require.h"
#include "journal/delivery.h"
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <unistd.h>

enum { HEADER_MAX = 512 };

/* ---- addresses ---- */

static bool part_is(CURLU *parsed, CURLUPart part, const char *text)
{
    char *found = NULL;
    if (curl_url_get(parsed, part, &found, 0) != CURLUE_OK)
        return text == NULL;
    bool same = text && !strcmp(found, text);
    curl_free(found);
    return same;
}

bool courier_address(Str url)
{
    char text[COURIER_ADDRESS_MAX + 1];
    bool tls = str_starts(url, S("https://"));
    /* As it stands: other ways of writing the same address, which libcurl reads as well, are nobody's honest intention. */
    bool here = str_starts(url, S("http://127.0.0.1")) || str_starts(url, S("http://[::1]"));
    if (url.n > COURIER_ADDRESS_MAX || (!tls && !here))
        return false;
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] >= 0x7f || url.p[i] == '\\' || url.p[i] == '"')
            return false;
    if (str_starts(str_from(url, tls ? 8 : 7), S("/"))) /* more slashes than two, which libcurl forgives */
        return false;
    snprintf(text, sizeof text, STR_FMT, STR_ARG(url));
    CURLU *parsed = curl_url();
    bool fine = parsed && curl_url_set(parsed, CURLUPART_URL, text, CURLU_DISALLOW_USER) == CURLUE_OK &&
                part_is(parsed, CURLUPART_FRAGMENT, NULL) && !part_is(parsed, CURLUPART_PORT, "0") &&
                (tls || part_is(parsed, CURLUPART_HOST, "127.0.0.1") || part_is(parsed, CURLUPART_HOST, "[::1]"));
    curl_url_cleanup(parsed);
    return fine;
}

static bool may_v4(uint32_t ip, bool local)
{
    if (ip >> 24 == 127)
        return local;
    return ip >> 24 != 0 && ip >> 28 < 14 && ip >> 16 != 0xa9fe; /* this network, multicast and above, 169.254.0.0/16 */
}

bool courier_may(const struct sockaddr *address, bool local)
{
    if (address->sa_family == AF_INET)
        return may_v4(ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr), local);
    if (address->sa_family != AF_INET6)
        return false;
    const struct in6_addr *ip = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    uint32_t inner = 0;
    memcpy(&inner, &ip->s6_addr[12], sizeof inner);
    if (IN6_IS_ADDR_V4MAPPED(ip))
        return may_v4(ntohl(inner), local);
    if (IN6_IS_ADDR_LOOPBACK(ip))
        return local;
    return !IN6_IS_ADDR_UNSPECIFIED(ip) && !IN6_IS_ADDR_MULTICAST(ip) && !IN6_IS_ADDR_LINKLOCAL(ip);
}

/* ---- the way there ---- */

typedef struct {
    bool local, forbidden;
    const atomic_bool *stop;
} Way;

/* Asked with each address that the name means, after it was looked up: a name cannot lead where an address may not. */
static curl_socket_t socket_open(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    Way *way = context;
    (void)purpose;
    way->forbidden = !courier_may(&address->addr, way->local);
    return way->forbidden ? CURL_SOCKET_BAD : socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t body_drop(char *bytes, size_t size, size_t count, void *context)
{
    (void)bytes, (void)size, (void)count, (void)context;
    return 0; /* the status is known; what follows it nobody reads */
}

static int go_on(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const Way *way = context;
    (void)a, (void)b, (void)c, (void)d;
    return way->stop && atomic_load(way->stop);
}

static struct curl_slist *headers(Arena *arena, Str head)
{
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json; charset=utf-8");
    list = curl_slist_append(list, "Expect:"); /* none: the body goes at once */
    while (head.n) {
        Str line = str_trim(str_cut(&head, '\n'));
        if (line.n)
            list = curl_slist_append(list, str_z(arena, line));
    }
    return list;
}

static int64_t error_of(CURLcode code, long status, const Way *way)
{
    if (status >= 200 && (code == CURLE_OK || code == CURLE_WRITE_ERROR))
        return status < 300 ? 0 : DELIVERY_HTTP + status;
    switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
        return COURIER_STOPPED;
    case CURLE_OPERATION_TIMEDOUT:
        return DELIVERY_TIMEOUT;
    case CURLE_COULDNT_RESOLVE_HOST:
        return DELIVERY_NO_ADDRESS;
    case CURLE_COULDNT_CONNECT:
        return way->forbidden ? DELIVERY_NO_ADDRESS : DELIVERY_NO_CONNECTION;
    case CURLE_SEND_ERROR:
        return DELIVERY_NO_CONNECTION;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return DELIVERY_TLS;
    default:
        return DELIVERY_GARBLED;
    }
}

static pthread_once_t begin_once = PTHREAD_ONCE_INIT;
static void begin(void) { require(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); }

int64_t courier_post(Arena *arena, Str url, Str head, Str body, bool local, int timeout_ms, const atomic_bool *stop)
{
    Way way = { .local = local, .stop = stop };
    long status = 0;
    require(courier_address(url));
    pthread_once(&begin_once, begin);
    CURL *curl = curl_easy_init();
    if (!curl)
        return DELIVERY_NO_CONNECTION;
    struct curl_slist *lines = headers(arena, head);
    curl_easy_setopt(curl, CURLOPT_URL, str_z(arena, url));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* none, whatever the environment says */
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "shebao");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.n);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.p);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, socket_open);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &way);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, body_drop);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, go_on);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &way);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(lines);
    curl_easy_cleanup(curl);
    return error_of(code, status, &way);
}
