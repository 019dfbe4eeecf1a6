/* view.h - what a decision may look at, and what it answers. decide(view, command) -> events | refusal is pure:
 * no database, clock, socket or random. The gatekeeper fills a View from the records, the guide from a copy of
 * a person's facts, tests from nothing: all three call the same functions. */
#pragma once
#include "base/json.h"
#include "facts/facts.h"
#include "policy/policy.h"
#include "words/command.h"

/* Where a card can lie besides an institution: at an employer, or at an office of the bureau. */
#define OUTLET_UNIT 1000000000
#define OUTLET_OFFICE 2000000000

/* What registry found out about identity; decisions never see names or numbers themselves. */
typedef struct {
    int64_t taken;        /* person.register, person.correct: who already has this number, or 0 */
    bool same;            /* ... and everything given equals what is on record */
    bool ssn;             /* the ssn given is the one of View.person (true when none was given) */
    bool serial;          /* person_serial is the one of View.person */
    bool name;            /* the name given is the one on record (true when none was given) */
    bool bank_card;       /* bank_card_no is the one of View.card */
    bool own_bin;         /* bank_card_no begins with the acting bank's digits */
    uint8_t right, wrong; /* answers to the identity questions */
    bool number_valid;    /* person.register: the number passed its check */
    bool own_client;      /* role agency: the person has an account under one of its contracts */
    bool tail;            /* application.status: the last digits are right */
    Day birth;            /* person.register: read out of the number, or DAY_NONE */
    uint8_t sex;
} Match;

typedef struct {
    Time now;
    const PolicySet *policy;
    const BureauFacts *bureau;
    const PersonFacts *person; /* of ssn, card, application, case, ...; settled to now; NULL = none */
    const PersonFacts *other;  /* of other_ssn */
    const UnitFacts *unit;     /* of credit_code */
    const UnitFacts *employer; /* of employer */
    const ContractFacts *contract;
    const BatchFacts *batch;
    const InstitutionFacts *institution, *bank; /* of the fields of that name */
    const InstitutionFacts *outlet;             /* of outlet, when it is an institution */
    const InstitutionFacts *org;                /* the actor's institution, or NULL */
    const UnitFacts *org_unit;                  /* the actor's employer, or NULL */
    const UnitFacts *payer_unit;                /* of payer, when it is a credit code */
    const ContractFacts *payer_contract;        /* of payer, when it is a contract */
    int card;                                   /* the number of the card named by the command among View.person's, 0 = none */
    int case_n, transfer_n, relation_n, notice_n;
    int64_t outlet_id;                          /* institution number; for a unit its number + OUTLET_UNIT; OUTLET_OFFICE */
    PersonFacts *const *people;                 /* card.batch, card.send: whose cards, people[i] with people_card[i] */
    const int *people_card;
    size_t people_count;
    bool case_under_way; /* long work carries out what was approved in the case: nobody else touches it */
    const Command *waiting;                     /* case.review: the command or arguments that wait in the case, or NULL */
    const PersonFacts *restored;                /* event.reverse: the facts without the reversed entry */
    int64_t restored_entry;
    Match match;
    int photo_findings;                         /* photo given: how many findings the profile check had; -1 no photo */
    Str photo_hash;
    Str photo_findings_json;                    /* the findings in words, a JSON list, for the answer */
    Str file, file_hash;                        /* of file: its bytes if they came with the command, and their SHA-256 */
    int64_t file_bytes;                         /* how many */
    bool approved;                              /* the second person has approved: act now instead of opening a case */
    Str ssn;                                    /* the number that was given, normalised; empty if a personal number was */
} View;

/* What decide answers besides its Err. */
typedef struct {
    Arena *arena;
    Event *events;
    size_t count, size;
    bool already; /* nothing changed because it was so before */
    bool wants_batch; /* more than one slice: nothing was done; it comes again when the slices are (levy/batch.h) */
    bool dry_batch;   /* and they write nothing */
    bool keep;    /* refused, yet the events stand: a failed identity check is an attempt */
    Json *data;   /* NULL: the caller does not want the answer's data (the guide) */
    Why why;
} Decision;

typedef Err DecideFn(const View *view, const Command *command, Decision *out);

/* Appends an event about `subject` at view->now and gives it to be filled in. */
Event *emit(Decision *out, const View *view, EventKind kind, int64_t subject);
/* Members of the answer's data; nothing happens when no data is wanted. */
void answer_text(Decision *out, const char *key, Str text);
void answer_int(Decision *out, const char *key, int64_t number);
void answer_bool(Decision *out, const char *key, bool truth);
void answer_day(Decision *out, const char *key, Day day);
#define REFUSE(out, code, field, zh, ...) refuse(&(out)->why, (code), (field), (zh), __VA_ARGS__)

static inline Day view_today(const View *view) { return time_day(view->now); }
