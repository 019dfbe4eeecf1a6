/* rows.c - see facts.h: facts as bytes and back, made from the tables of facts_table.h. */
#include "base/bytes.h"
#include "base/require.h"
#include "facts/facts.h"

/* 2: reminders of a card. 3: payer before, client money, what a person owes as payer. 4: how notices are sent.
 * 5: cover after an interruption. Older bytes are read for ever: a reversal keeps a person's facts inside the journal. */
enum { ROW_VERSION = 5, ROW_OLDEST = 1 };
/* The personal values that a row has had from the first; what came later stands at its end. */
enum { CELLS_FIRST = PF_PENDING };

/* How long a row can become: numbers and lengths in their longest form. */
#define SIZE_N(type, name) +NUMBER_BYTES
#define SIZE_T(name, bytes) +NUMBER_BYTES + (bytes)
enum {
    CARD_BYTES = 0 CARD_FACTS(SIZE_N, SIZE_T),
    ACCOUNT_BYTES = 0 ACCOUNT_FACTS(SIZE_N, SIZE_T),
    HOLD_BYTES = 0 HOLD_FACTS(SIZE_N, SIZE_T),
    CASE_BYTES = 0 CASE_FACTS(SIZE_N, SIZE_T),
    RELATION_BYTES = 0 RELATION_FACTS(SIZE_N, SIZE_T),
    TRANSFER_BYTES = 0 TRANSFER_FACTS(SIZE_N, SIZE_T),
    ELSEWHERE_BYTES = 0 ELSEWHERE_FACTS(SIZE_N, SIZE_T),
    CLIENT_BYTES = 0 CLIENT_FACTS(SIZE_N, SIZE_T),
    BILL_BYTES = 0 BILL_FACTS(SIZE_N, SIZE_T),
    UNIT_BYTES = 1 UNIT_FACTS(SIZE_N, SIZE_T),
    INSTITUTION_BYTES = 1 INSTITUTION_FACTS(SIZE_N, SIZE_T),
    CONTRACT_BYTES = 1 CONTRACT_FACTS(SIZE_N, SIZE_T),
    BATCH_BYTES = 1 BATCH_FACTS(SIZE_N, SIZE_T),
    BUREAU_BYTES = 1 BUREAU_FACTS(SIZE_N, SIZE_T),
    LISTS = 9,
    PERSON_BYTES = 1 PERSON_FACTS(SIZE_N, SIZE_T) + (PF_END + LISTS) * NUMBER_BYTES + CARDS_MAX * CARD_BYTES +
                   ACCOUNTS_MAX * ACCOUNT_BYTES + HOLDS_MAX * HOLD_BYTES + CASES_MAX * CASE_BYTES + RELATIONS_MAX * RELATION_BYTES +
                   TRANSFERS_MAX * TRANSFER_BYTES + ELSEWHERE_MAX * ELSEWHERE_BYTES + CLIENTS_MAX * CLIENT_BYTES +
                   BILLS_MAX * BILL_BYTES
};

static inline uint8_t *put_uint8_t(uint8_t *to, uint8_t v) { return number_put(to, v); }
static inline uint8_t *put_int32_t(uint8_t *to, int32_t v) { return number_put(to, v); }
static inline uint8_t *put_int64_t(uint8_t *to, int64_t v) { return number_put(to, v); }
static inline uint8_t *put_Day(uint8_t *to, Day v) { return number_put(to, v.n); }
static inline uint8_t *put_Time(uint8_t *to, Time v) { return number_put(to, v.s); }

static inline uint8_t *put_text(uint8_t *to, const char *p, size_t n, size_t size)
{
    require(n <= size);
    to = number_put(to, (int64_t)n);
    memcpy(to, p, n);
    return to + n;
}

static inline uint8_t take_uint8_t(In *in) { return in_uint8(in); }
static inline int32_t take_int32_t(In *in) { return in_int32(in, 0); }
static inline int64_t take_int64_t(In *in) { return in_number(in); }
static inline Day take_Day(In *in) { return (Day){ take_int32_t(in) }; }
static inline Time take_Time(In *in) { return (Time){ in_number(in) }; }

static inline void take_fact(In *in, char *p, size_t size, uint16_t *n)
{
    Str text = in_text(in);
    in->bad |= text.n > size;
    fact_set(p, size, n, text);
}

#define PUT_N(type, name) to = put_##type(to, from->name);
#define PUT_T(name, bytes) to = put_text(to, from->name.p, from->name.n, sizeof from->name.p);
#define TAKE_N(type, name) to->name = take_##type(in);
#define TAKE_T(name, bytes) take_fact(in, to->name.p, sizeof to->name.p, &to->name.n);
#define ROW(name, Type, TABLE) \
    static inline uint8_t *put_##name(uint8_t *to, const Type *from) \
    { \
        TABLE(PUT_N, PUT_T) \
        return to; \
    } \
    static inline void take_##name(In *in, Type *to) { TABLE(TAKE_N, TAKE_T) }

ROW(card_1, CardFacts, CARD_FACTS_1)
ROW(card_2, CardFacts, CARD_FACTS_2)
static inline uint8_t *put_card(uint8_t *to, const CardFacts *from) { return put_card_2(put_card_1(to, from), from); }

static inline bool row_version_known(Str bytes) { return bytes.n && bytes.p[0] >= ROW_OLDEST && bytes.p[0] <= ROW_VERSION; }

static inline void take_card(In *in, CardFacts *to)
{
    take_card_1(in, to);
    if (in->p[0] < 2) {
        to->reminded = 0;
        to->dormancy_told = (Day){ 0 };
    } else
        take_card_2(in, to);
}

ROW(account_1, AccountFacts, ACCOUNT_FACTS_1)
ROW(account_2, AccountFacts, ACCOUNT_FACTS_2)
ROW(account_3, AccountFacts, ACCOUNT_FACTS_3)
static inline uint8_t *put_account(uint8_t *to, const AccountFacts *from)
{
    return put_account_3(put_account_2(put_account_1(to, from), from), from);
}

static inline void take_account(In *in, AccountFacts *to)
{
    take_account_1(in, to);
    to->before_kind = 0;
    to->before = 0;
    to->before_since = (Day){ 0 };
    to->before_month = 0;
    to->cover_from = to->cover_gap = to->covered = 0;
    if (in->p[0] >= 3)
        take_account_2(in, to);
    if (in->p[0] >= 5)
        take_account_3(in, to);
}

ROW(hold, HoldFacts, HOLD_FACTS)
ROW(case, CaseFacts, CASE_FACTS)
ROW(relation, RelationFacts, RELATION_FACTS)
ROW(transfer, TransferFacts, TRANSFER_FACTS)
ROW(elsewhere, ElsewhereFacts, ELSEWHERE_FACTS)
ROW(client, ClientFacts, CLIENT_FACTS)
ROW(bill, BillFacts, BILL_FACTS)
ROW(person_members, PersonFacts, PERSON_FACTS_1)
ROW(person_notices, PersonFacts, PERSON_FACTS_2)
ROW(unit, UnitFacts, UNIT_FACTS)
ROW(institution, InstitutionFacts, INSTITUTION_FACTS)
ROW(contract, ContractFacts, CONTRACT_FACTS)
ROW(batch, BatchFacts, BATCH_FACTS)
ROW(bureau, BureauFacts, BUREAU_FACTS)

/* The lists of a person: element, member, longest. */
#define PERSON_LISTS(X) \
    X(card, cards, CARDS_MAX) \
    X(account, accounts, ACCOUNTS_MAX) \
    X(hold, holds, HOLDS_MAX) X(case, cases, CASES_MAX) X(relation, relations, RELATIONS_MAX) \
        X(transfer, transfers, TRANSFERS_MAX) X(elsewhere, elsewhere, ELSEWHERE_MAX)
/* Since version 3. */
#define PERSON_LISTS_3(X) X(client, clients, CLIENTS_MAX) X(bill, bills, BILLS_MAX)

#define PUT_LIST(one, many, most) \
    require(person->one##_count <= (most)); \
    to = number_put(to, person->one##_count); \
    for (int i = 0; i < person->one##_count; i++) \
        to = put_##one(to, &person->many[i]);
void person_write(Buf *buf, const PersonFacts *person)
{
    uint8_t row[PERSON_BYTES], *to = row;
    *to++ = ROW_VERSION;
    to = put_person_members(to, person);
    for (int i = 1; i <= CELLS_FIRST; i++)
        to = number_put(to, person->cell[i]);
    PERSON_LISTS(PUT_LIST)
    PERSON_LISTS_3(PUT_LIST)
    to = put_person_notices(to, person);
    for (int i = CELLS_FIRST + 1; i < PF_END; i++)
        to = number_put(to, person->cell[i]);
    buf_add(buf, (Str){ (const char *)row, (size_t)(to - row) });
}

#define COPY_LIST(one, many, most) memcpy(to->many, from->many, from->one##_count * sizeof *from->many);
void person_copy(PersonFacts *to, const PersonFacts *from)
{
    memcpy(to, from, offsetof(PersonFacts, cards));
    PERSON_LISTS(COPY_LIST)
    PERSON_LISTS_3(COPY_LIST)
}

#define TAKE_LIST(one, many, most) \
    count = in_number(&in); \
    in.bad |= count < 0 || count > (most); \
    person.one##_count = in.bad ? 0 : (uint8_t)count; \
    for (int i = 0; i < person.one##_count; i++) \
        take_##one(&in, &person.many[i]);
bool person_read(Str bytes, PersonFacts *out)
{
    PersonFacts person; /* not cleared: only what is used of the lists is written, and copied */
    In in = in_make(bytes);
    int64_t count = 0;
    if (!row_version_known(bytes))
        return false;
    in.at = 1;
    take_person_members(&in, &person);
    person.cell[0] = 0;
    for (int i = 1; i <= CELLS_FIRST; i++)
        person.cell[i] = take_int32_t(&in);
    PERSON_LISTS(TAKE_LIST)
    person.client_count = person.bill_count = 0;
    if (bytes.p[0] >= 3) {
        PERSON_LISTS_3(TAKE_LIST)
    }
    person.notice_channel = person.notice_lang = 0;
    if (bytes.p[0] >= 4)
        take_person_notices(&in, &person);
    for (int i = CELLS_FIRST + 1; i < PF_END; i++)
        person.cell[i] = bytes.p[0] >= 4 ? take_int32_t(&in) : 0;
    if (!in_whole(&in))
        return false;
    person_copy(out, &person);
    return true;
}

bool person_read_members(Str bytes, PersonFacts *out)
{
    In in = in_make(bytes);
    if (!row_version_known(bytes))
        return false;
    in.at = 1;
    take_person_members(&in, out);
    return !in.bad && in.at <= in.n;
}

#define SMALL_ROW(name, Type, size) \
    void name##_write(Buf *buf, const Type *from) \
    { \
        uint8_t row[size], *to = row; \
        *to++ = ROW_VERSION; \
        to = put_##name(to, from); \
        buf_add(buf, (Str){ (const char *)row, (size_t)(to - row) }); \
    } \
    bool name##_read(Str bytes, Type *out) \
    { \
        In in = in_make(bytes); \
        Type read = { 0 }; \
        if (!row_version_known(bytes)) \
            return false; \
        in.at = 1; \
        take_##name(&in, &read); \
        if (!in_whole(&in)) \
            return false; \
        *out = read; \
        return true; \
    }

SMALL_ROW(unit, UnitFacts, UNIT_BYTES)
SMALL_ROW(institution, InstitutionFacts, INSTITUTION_BYTES)
SMALL_ROW(contract, ContractFacts, CONTRACT_BYTES)
SMALL_ROW(batch, BatchFacts, BATCH_BYTES)
SMALL_ROW(bureau, BureauFacts, BUREAU_BYTES)
