/* execute.h - takes the steps of a way that person.why gave: each becomes a command, references to earlier steps
 * ("$s1.case") are resolved, and what only the person or the place can know is asked. Used by the stories and tests:
 * what the guide advises must be what the gatekeeper accepts. */
#pragma once
#include "core/writer.h"

typedef struct Execute Execute;

/* The answer to one asked field of a step, truthfully; false: nobody knows. */
typedef bool ExecuteAsk(Execute *execute, const JsonNode *step, Str field, JsonNode *out);
/* Sees each step with the request it became and what was answered. */
typedef void ExecuteSee(Execute *execute, const JsonNode *step, const Request *request, const Answer *answer);

enum { EXECUTE_STEPS_MAX = 24 };

struct Execute {
    Bureau *bureau;
    Arena *scratch, *arena; /* of one command, emptied after each; and of what is kept */
    int64_t person;
    Time now;           /* moved forward by the steps */
    bool days_pass;     /* each step takes the days it is said to take; otherwise a minute */
    const char *prefix; /* of the ids of the commands */
    int made;           /* commands so far */
    ExecuteAsk *ask;    /* NULL: the records alone (execute_ask_record) */
    ExecuteSee *see;    /* may be NULL */
    void *context;
};

/* Takes all steps of the way. Refusals: that of the first step that was refused, with its words; ERR_BAD_FIELD a
 * field that nobody could answer. */
Err execute_way(Execute *execute, const JsonNode *way, Why *why) NODISCARD;

/* What the records know: names, numbers and the answers to the hotline's questions, and for a card that is being made
 * numbers of the right form. */
bool execute_ask_record(Execute *execute, const JsonNode *step, Str field, JsonNode *out);

/* A query on the writer's own handle, its data or NULL when it was refused. */
const JsonNode *execute_query(Execute *execute, const char *query, const JsonNode *args, const Actor *actor);
/* person.why of the person for a function, asked as the person. */
const JsonNode *execute_why(Execute *execute, Effect function);
