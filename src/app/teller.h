/* teller.h - tells a story of the bureau in the terminal: every sentence about a command is that command, applied to a
 * bureau in memory by the same gatekeeper as everywhere. */
#pragma once
#include "app/args.h"
#include "app/execute.h"

typedef struct {
    Execute execute; /* bureau, regions, clock */
    Arena life;
    bool en;
    Err err; /* the first thing that went otherwise than told; nothing more is done then */
} Teller;

/* Opens the bureau; whatever is told goes to stdout. Refusals: those of bureau_open. */
Err teller_open(Teller *teller, bool en, Time start, Why *why) NODISCARD;
void teller_close(Teller *teller);

/* Headings and sentences. The two formats take the same arguments. */
void tell_title(Teller *teller, const char *zh, const char *en);
void tell(Teller *teller, const char *zh_format, const char *en_format, ...);
/* The clock goes on to nine in the morning, so many days later. */
void tell_days(Teller *teller, int days);

/* Who acts, "role:user@org", and one command; papers with spaces between. The answer's data, or NULL if it was refused
 * (then the story ends there). `args` may be NULL. */
const JsonNode *tell_act(Teller *teller, const char *actor, const char *command, JsonNode *args, const char *papers);
/* The same for a command that is refused, as the story says: with that code. */
void tell_refused(Teller *teller, const char *actor, const char *command, JsonNode *args, const char *papers, Err code);
/* The same without a word, for what the story has told before. */
const JsonNode *tell_quietly(Teller *teller, const char *actor, const char *command, JsonNode *args, const char *papers);
/* Why the function does not work for the person, and the cheapest way out: shown, then taken step by step. */
void tell_way_out(Teller *teller, int64_t person, Effect function);
/* Whether the function works now: the story says that it does. */
void tell_works(Teller *teller, int64_t person, Effect function);

static inline Str tell_text(const JsonNode *data, const char *key) { return json_text_of(json_member(data, key)); }
static inline int64_t tell_number(const JsonNode *data, const char *key)
{
    const JsonNode *node = json_member(data, key);
    return node ? node->number : 0;
}
