/* query_cert.c - cert.verify: whether a certificate is genuine, of whom, of which day, and what it said, made again from the
 * journal. */
#include "act/rights.h"
#include "base/require.h"
#include "card/settle.h"
#include "core/cert_content.h"
#include "core/history.h"
#include "core/list.h"
#include "core/sets.h"
#include "core/shapes.h"

/* The event by which an entry issued a certificate, if it did. */
typedef struct {
    Arena *arena;
    bool found;
    Event event;
} Found;

static bool found_see(void *context, const Event *event, int64_t ord)
{
    Found *found = context;
    (void)ord;
    if (event->kind != EVENT_CERT_ISSUED)
        return true;
    found->event = *event;
    found->event.cert_issued.digest = str_copy(found->arena, event->cert_issued.digest);
    found->found = true;
    return false;
}

static Err unknown_code(Query *query)
{
    return refuse(
        &query->why, ERR_UNKNOWN_ID, "code", "没有出具过此验证码的证明，请核对；仍然查不到的，请勿采信。",
        "No certificate with this code was ever issued. Check the code; if it still is not found, do not rely on the paper.");
}

/* The record as it was known when the certificate was issued. */
static Err person_then(Query *query, const Found *found, CertAsked *asked)
{
    Journal journal = list_journal(query);
    PersonFacts *facts = arena_new(query->arena, PersonFacts, 1);
    TRY(work_find(&query->loaded.work, SUBJECT_PERSON, found->event.subject, &query->loaded.held));
    TRY(sets_known(query->bureau, query->arena, asked->known ? asked->known : -1, &asked->policy));
    TRY(list_readable(history_person(&journal, query->arena, found->event.subject, asked->at, asked->known, 0, facts)));
    settle(facts, asked->policy, query->loaded.view.bureau, asked->at, NULL);
    query->loaded.person = facts;
    query->loaded.view.person = facts;
    return OK;
}

/* Who may have the certificate made sees the name in full; who only holds the paper compares the rest of it. */
static bool sees_whole(Query *query)
{
    Why why = { .arena = query->arena };
    const Actor *actor = &query->command.actor;
    if (role_in(R_OFFICE, actor->role))
        return true;
    return actor->person && role_in(R_SELF | R(ONLINE), actor->role) && rights_look(&query->loaded.view, actor, &why) == OK;
}

static void put_who(Query *query, bool whole)
{
    Json *json = query->data;
    const Held *held = query->loaded.held;
    Str name = identity_value(held, PF_NAME, 0), number = identity_value(held, PF_SSN, 0);
    PersonalField field = number.n ? PF_SSN : PF_ID_NO;
    json_put_or_null(json, "name", whole ? name : identity_masked(query->arena, PF_NAME, name));
    json_put_or_null(json, "number", identity_masked(query->arena, field, identity_value(held, field, 0)));
    json_key(json, "person");
    if (whole)
        json_int(json, query->loaded.view.person->id);
    else
        json_nil(json);
}

static Month month_or_none(int64_t month) { return month ? (Month){ (int32_t)month } : MONTH_NONE; }

/* The months that were asked for, or those that were paid. */
static void put_month(Query *query, const char *key, Month asked, Month paid)
{
    Month month = asked.n == MONTH_NONE.n ? paid : asked;
    json_put_or_null(query->data, key, month.n ? month_text(query->arena, month) : (Str){ 0 });
}

static void put_certificate(Query *query, const Event *event, bool whole)
{
    const Event_cert_issued *issued = &event->cert_issued;
    Json *json = query->data;
    json_put(json, "code", cert_code(&query->bureau->store, query->arena, event->entry));
    list_word(json, "kind", SET_CERT, issued->kind);
    json_put(json, "issued", time_text(query->arena, event->at));
    json_put(json, "day", day_text(query->arena, time_day(event->at)));
    put_who(query, whole);
    json_put_int(json, "months", issued->months);
    json_put_int(json, "employer_fen", issued->employer_fen);
    json_put_int(json, "employee_fen", issued->employee_fen);
}

/* intact: made again from what was known then it is the same; corrected: from what is known now it is not. */
static Err put_content(Query *query, const Event_cert_issued *issued, CertAsked *asked)
{
    CertContent *then = arena_new(query->arena, CertContent, 1), *now = arena_new(query->arena, CertContent, 1);
    TRY(cert_content(query->arena, asked, then, &query->why));
    Hash digest;
    require(issued->digest.n == HASH_BYTES);
    memcpy(digest.b, issued->digest.p, HASH_BYTES);
    put_month(query, "from", asked->from, then->from);
    put_month(query, "until", asked->until, then->until);
    json_put_bool(query->data, "intact", hash_eq(&then->digest, &digest));
    Journal journal = list_journal(query);
    TRY(list_readable(journal_entry_at(&journal, query->arena, query->request->at, &asked->known)));
    asked->policy = query->bureau->policy;
    TRY(cert_content(query->arena, asked, now, &query->why));
    json_put_bool(query->data, "corrected", !hash_eq(&then->digest, &now->digest));
    for (size_t i = 0; i < then->node->count; i++) {
        json_key(query->data, str_z(query->arena, then->node->items[i].key));
        json_node(query->data, &then->node->items[i]);
    }
    return OK;
}

Err query_cert_verify(Query *query)
{
    Journal journal = list_journal(query);
    Found found = { .arena = query->arena };
    int64_t entry = 0;
    query->silent = true;
    if (!cert_entry(&query->bureau->store, query->arena, arg_str(&query->command, F_CERT_CODE), &entry))
        return unknown_code(query);
    TRY(list_readable(journal_entry_events(&journal, query->arena, entry, found_see, &found)));
    if (!found.found)
        return unknown_code(query);
    const Event_cert_issued *issued = &found.event.cert_issued;
    CertAsked asked = { .bureau = query->bureau,
                        .loaded = &query->loaded,
                        .kind = (CertKind)issued->kind,
                        .from = month_or_none(issued->from),
                        .until = month_or_none(issued->until),
                        .known = entry - 1,
                        .at = found.event.at };
    found.event.entry = entry;
    TRY(person_then(query, &found, &asked));
    bool whole = sees_whole(query);
    query->silent = !whole; /* whoever holds the paper is nobody to be named; a look into the record is one */
    put_certificate(query, &found.event, whole);
    return put_content(query, issued, &asked);
}
