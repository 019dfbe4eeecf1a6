/* town.h - a small bureau of invented people behind a running server, and a client that speaks bytes. town.jsonl makes
 * the people: 1 a card sealed for long disuse, 2 an employer's seal, 3 a correction that waits for its second person,
 * 4 a card never enabled, 5 a card at the outlet and arrears, 6 a hostile name, 7 no account, 8 a case begun. */
#pragma once
#include "support/client.h"
#include "support/json.h"
#include "support/test.h"
#include "web/serve.h"

typedef enum {
    BY_NOBODY,
    BY_CLERK,
    BY_REVIEWER,
    BY_BANK,
    BY_ONLINE,
    BY_HOLDER,
    BY_UNIT,
    BY_SAME_REVIEWER,
    BY_AUDITOR,
    BY_ADMIN,
    BY_TAX,
    BY_AGENCY,
    BY_HOSPITAL,
    BY_PHARMACY,
    BY_HOTLINE,
    BY_CENTRE,
    BY_DEPUTY, /* a second administrator */
    BY_LATE, /* person 1 as BY_ONLINE, whose session is over */
    BY_END
} TownRole;

typedef struct {
    Arena *arena;
    Serve *serve;
    int port;
    Str token[BY_END];   /* for the API */
    Str session[BY_END]; /* of the pages: the secret in the cookie */
} Town;

/* Founds the town in a fresh folder and serves it; false, and the test fails, when it cannot. */
bool town_open(Town *town, Arena *arena);
/* The same; its outgoing messages are given to the one command, notices to people to the other; or NULL. */
bool town_open_sending(Town *town, Arena *arena, const char *outbox, const char *notices);
/* Staff must sign in with a code as well. */
bool town_open_strict(Town *town, Arena *arena);
void town_close(Town *town);

/* One request as it stands, one answer. */
Reply town_send(Town *town, Str bytes);
/* The API: POST with a bearer token and an id (NULL: none). */
Reply town_api(Town *town, TownRole by, const char *path, const char *id, const char *body);
/* Pages: GET and POST of a form with the session's cookie. `extra`: more header lines, each with CRLF. */
Reply town_get(Town *town, TownRole by, const char *path);
Reply town_post(Town *town, TownRole by, const char *path, Str form, const char *extra);
/* A form (of form_of) as a browser sends it with a file in `field`. */
Reply town_post_file(Town *town, TownRole by, const char *path, Str form, const char *field, const char *type, Str bytes);
/* The same with these cookies ("a=b; c=d"), of nobody in the town. */
Reply town_get_as(Town *town, Str cookies, const char *path);
Reply town_post_as(Town *town, Str cookies, const char *path, Str form, const char *extra);
/* The cookie of that name that an answer sets, as "name=value"; empty if it sets none. */
Str reply_cookie(Town *town, const Reply *reply, const char *name);
bool reply_says(const Reply *reply, const char *words);
/* The answer's JSON; NULL, and the test fails, when it is none. */
const JsonNode *reply_json(Town *town, const Reply *reply);

/* The hidden fields of the form that posts to `action` ("/open"), encoded as a browser sends them; fails the test and
 * gives nothing when the page has no such form. */
Str form_of(Town *town, const Reply *reply, const char *action);
/* Adds "&name=value", encoded. */
Str form_with(Town *town, Str form, const char *name, const char *value);
