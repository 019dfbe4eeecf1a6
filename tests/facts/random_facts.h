/* random_facts.h - random events and facts for the property tests, made from the same tables as the code. */
#pragma once
#include "facts/facts.h"
#include "support/test.h"

/* Mostly small numbers, so that card numbers, states and list places meet; sometimes anything. */
static inline int64_t random_number(uint64_t *seed)
{
    uint64_t r = test_random(seed);
    switch (r % 8) {
    case 0: return (int64_t)test_random(seed);
    case 1: return -(int64_t)(r >> 8 & 0xFF);
    case 2: return (int64_t)(20000 + (r >> 8) % 2000);
    case 3: return INT64_MIN + (int64_t)(r >> 8 & 1);
    default: return (int64_t)((r >> 8) % 18);
    }
}

static inline Str random_text(Arena *arena, uint64_t *seed, size_t most)
{
    size_t n = test_random(seed) % (most + 1);
    char *p = arena_new(arena, char, n + 1);
    for (size_t i = 0; i < n; i++)
        p[i] = (char)test_random(seed);
    return (Str){ n ? p : NULL, n };
}

#define RANDOM_MEMBER_N(name) e->name = random_number(seed);
#define RANDOM_MEMBER_T(name) e->name = random_text(arena, seed, 70);
#define RANDOM_MEMBER_V(name)
#define RANDOM_EVENT(number, NAME, member, ...) \
    case EVENT_##NAME: { \
        Event_##member *e = &event.member; \
        EVENT_##member(RANDOM_MEMBER_N, RANDOM_MEMBER_T, RANDOM_MEMBER_V) \
        break; \
    }
#define AS_KIND(number, NAME, ...) EVENT_##NAME,
static inline Event random_event(Arena *arena, uint64_t *seed, EventKind kind)
{
    Event event = { .kind = kind, .subject = random_number(seed) };
    event.at.s = test_random(seed) % 4 ? (int64_t)(1700000000 + test_random(seed) % 100000000) : random_number(seed);
    switch (kind) {
        EVENTS(RANDOM_EVENT)
    default: break;
    }
    return event;
}

static const EventKind event_kinds[] = { EVENTS(AS_KIND) };
enum { EVENT_KINDS = sizeof event_kinds / sizeof *event_kinds };

/* Fills the members of any table of facts. */
static inline int64_t random_fact(uint64_t *seed, size_t size)
{
    int64_t v = random_number(seed);
    return size == 1 ? (uint8_t)v : size == 4 ? (int32_t)v : v;
}

#define RANDOM_FACT_uint8_t(name) facts->name = (uint8_t)random_fact(seed, 1);
#define RANDOM_FACT_int32_t(name) facts->name = (int32_t)random_fact(seed, 4);
#define RANDOM_FACT_int64_t(name) facts->name = random_fact(seed, 8);
#define RANDOM_FACT_Day(name) facts->name.n = (int32_t)random_fact(seed, 4);
#define RANDOM_FACT_Time(name) facts->name.s = random_fact(seed, 8);
#define RANDOM_FACT_N(type, name) RANDOM_FACT_##type(name)
#define RANDOM_FACT_T(name, bytes) FACT_SET(facts->name, random_text(arena, seed, bytes));
#define RANDOM_FACTS(one, Type, TABLE) \
    static inline void random_##one(__attribute__((unused)) Arena *arena, uint64_t *seed, Type *facts) \
    { \
        TABLE(RANDOM_FACT_N, RANDOM_FACT_T) \
    }
RANDOM_FACTS(card, CardFacts, CARD_FACTS)
RANDOM_FACTS(account, AccountFacts, ACCOUNT_FACTS)
RANDOM_FACTS(hold, HoldFacts, HOLD_FACTS)
RANDOM_FACTS(case, CaseFacts, CASE_FACTS)
RANDOM_FACTS(relation, RelationFacts, RELATION_FACTS)
RANDOM_FACTS(transfer, TransferFacts, TRANSFER_FACTS)
RANDOM_FACTS(elsewhere, ElsewhereFacts, ELSEWHERE_FACTS)
RANDOM_FACTS(client, ClientFacts, CLIENT_FACTS)
RANDOM_FACTS(bill, BillFacts, BILL_FACTS)
RANDOM_FACTS(person_members, PersonFacts, PERSON_FACTS)
RANDOM_FACTS(unit, UnitFacts, UNIT_FACTS)
RANDOM_FACTS(institution, InstitutionFacts, INSTITUTION_FACTS)
RANDOM_FACTS(contract, ContractFacts, CONTRACT_FACTS)
RANDOM_FACTS(batch, BatchFacts, BATCH_FACTS)
RANDOM_FACTS(bureau, BureauFacts, BUREAU_FACTS)

#define RANDOM_LIST(one, many, most) \
    facts->one##_count = (uint8_t)(test_random(seed) % ((most) + 1)); \
    for (int i = 0; i < facts->one##_count; i++) \
        random_##one(arena, seed, &facts->many[i]);
static inline void random_person(Arena *arena, uint64_t *seed, PersonFacts *facts)
{
    *facts = (PersonFacts){ 0 };
    random_person_members(arena, seed, facts);
    for (int i = 1; i < PF_END; i++)
        facts->cell[i] = (int32_t)random_fact(seed, 4);
    RANDOM_LIST(card, cards, CARDS_MAX)
    RANDOM_LIST(account, accounts, ACCOUNTS_MAX)
    RANDOM_LIST(hold, holds, HOLDS_MAX)
    RANDOM_LIST(case, cases, CASES_MAX)
    RANDOM_LIST(relation, relations, RELATIONS_MAX)
    RANDOM_LIST(transfer, transfers, TRANSFERS_MAX)
    RANDOM_LIST(elsewhere, elsewhere, ELSEWHERE_MAX)
    RANDOM_LIST(client, clients, CLIENTS_MAX)
    RANDOM_LIST(bill, bills, BILLS_MAX)
}
