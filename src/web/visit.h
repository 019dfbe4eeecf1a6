/* visit.h - one visit of a page: who comes, in which language, what was filled in; how a page asks core and lets it
 * act. Pages know no rule and read no record: they put the same questions and commands as everybody else. */
#pragma once
#include "core/session.h"
#include "web/page.h"
#include "web/serve.h"

/* The cookies: who is signed in, and which browser this is. "__Host-" makes browsers keep them for this very host, path
 * and a secure connection; Chromium, Firefox and curl count plain HTTP to this machine itself as one, Safari does not. */
#define COOKIE_SESSION "__Host-shebao"
#define COOKIE_BROWSER "__Host-shebao-browser"
/* How this browser is used: large type, as a kiosk, and the region that questions begin with. Nothing of a person (page_view.c). */
#define COOKIE_VIEW "__Host-shebao-view"
#define COOKIE_RULES "; Path=/; Secure; HttpOnly; SameSite=Strict"

/* Own work that is done before the answer goes out (visit_work). */
typedef struct VisitWork {
    OwnFn *work;
    void *context;
    struct VisitWork *next;
} VisitWork;

typedef struct PageVisit {
    ServeThread *thread;
    HttpRequest *http;
    Arena *arena;        /* of the request: everything of the visit lies in it */
    PageRequest request; /* path without the language; fields of the form (POST) or of the query (GET) */
    Site site;
    Actor actor;         /* role 0: nobody is signed in */
    Session session;     /* of who is signed in, or was until its time was over */
    bool over;           /* it is over: nobody is signed in */
    Str token;           /* the secret of the session in the cookie, or empty */
    Str browser;         /* the mark of the browser, or empty */
    bool large;          /* large type, fewer choices */
    bool kiosk;          /* a kiosk: the same, without ways out, and back to its beginning when nobody is there */
    Str region;          /* six digits, with which questions about a region begin; or empty */
    int64_t self;        /* whose record "mine" is: the person's own, or of whom they act for; 0: nobody's */
    HttpPair headers[4]; /* more of the answer */
    size_t header_count;
    VisitWork *works, *last_work;
    Str drafts; /* the owner of this visitor's drafts, once it was asked for (web/sign.h) */
    Time now;
    int64_t looked;          /* whose record this visit has looked at: one look is recorded once */
    bool aside;              /* laid aside for the writer: no more queries */
    struct OpenLists *lists; /* the places that open.h has read already */
} PageVisit;

/* A visit of this request; who comes is read from the cookie. Refusals: ERR_BUSY the bureau cannot be read. */
Err visit_begin(ServeThread *thread, HttpRequest *http, PageVisit **out) NODISCARD;
/* The same without asking who it is: for when the bureau, or the request, cannot be read. */
PageVisit *visit_bare(ServeThread *thread, HttpRequest *http);

static inline bool visit_en(const PageVisit *visit) { return visit->request.lang == LANG_EN; }
static inline bool visit_role(const PageVisit *visit, unsigned roles)
{
    return visit->actor.role && role_in(roles, visit->actor.role);
}
/* A field of the form or query, without blanks around it. */
Str visit_field(const PageVisit *visit, const char *name);
/* The region asked for: as it was sent, else the one of this browser. */
static inline Str visit_region(const PageVisit *visit, const char *name)
{
    Str sent = visit_field(visit, name);
    return sent.n ? sent : visit->region;
}
/* A value that the field has as long as nobody has touched it: it was not in the form or query at all. */
void visit_usual(PageVisit *visit, const char *name, Str value);
/* Remembers large, kiosk and region in the cookie of this browser. */
void visit_remember(PageVisit *visit);
/* A page for this visit, with the line that says who is signed in. */
Page visit_page(const PageVisit *visit);
/* Answers with a finished page. */
void visit_show(PageVisit *visit, const Page *page, Str html);
/* Answers with the address of another page (303), in the same language. */
void visit_go(PageVisit *visit, Str path);
/* An address within this site, without the language in front, as a field brought it; empty if it is none. */
Str visit_back(const PageVisit *visit, Str back);
/* A header more of the answer; both texts are static or in visit->arena. */
void visit_header(PageVisit *visit, Str name, Str value);
/* Sets a cookie with the answer; an empty value takes it back. age_s 0: until the browser is closed. */
void visit_cookie(PageVisit *visit, const char *name, Str value, int64_t age_s);
/* Work on own tables to be done before the answer goes out; `context` lives in visit->arena. What cannot be stored then is
 * lost and logged, the answer goes out all the same: for what is kept for convenience. */
void visit_work(PageVisit *visit, OwnFn *work, void *context);
/* The mark of this browser; a fresh one is set when it has none. */
Str visit_browser(PageVisit *visit);
/* The reader of this visit; visit->arena gets what it reads. Refusals: ERR_BUSY. */
Err visit_reader(PageVisit *visit, Bureau **out) NODISCARD;
/* Answers with the page of a refusal; `back` leads to what was filled in, or is empty. */
void visit_refused(PageVisit *visit, const Why *why, Str back);
/* Answers with a file to keep; `type` is static, `name` the file's, of letters, digits, "-" and "." only. */
void visit_file(PageVisit *visit, const char *type, Str name, Str bytes);
/* The sentence of a refusal in the language of the visit. */
Str visit_said(const PageVisit *visit, const Why *why);

/* The beginning of the arguments of a query or command: an open object to json_put into. */
Json visit_args(const PageVisit *visit);
/* Names who is signed in as the person that is asked about. */
void visit_self(const PageVisit *visit, Json *args);
/* Asks a query; *data is the object "data" of the answer. Refusals: those of the query, in words in *why. */
Err visit_ask(PageVisit *visit, const char *query, Json *args, const JsonNode **data, Why *why) NODISCARD;

/* What came of a command. */
typedef struct {
    Err err;
    bool already;
    Why why;              /* of a refusal */
    const JsonNode *data; /* of an answer */
} Done;
typedef void VisitNext(PageVisit *visit, void *context, const Done *done);
/* Sends a command under this id; `next` gets what came of it, on the writer's thread: it must show a page or do the
 * next command. The same id again gives the same answer, so a double click counts once. */
void visit_do(PageVisit *visit, const char *command, Str id, Json *args, VisitNext *next, void *context);

/* The text, number and truth of a member; empty, 0, false where there is none. */
Str node_text(const JsonNode *object, const char *key);
int64_t node_int(const JsonNode *object, const char *key);
bool node_truth(const JsonNode *object, const char *key);
/* The items of a list member; *count = 0 where there is none. */
const JsonNode *node_list(const JsonNode *object, const char *key, size_t *count);
/* The member in the language: "zh" or "en", or KEY and KEY_en. */
Str node_said(const JsonNode *object, const char *key, Language lang);
