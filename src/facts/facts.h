/* facts.h - what is known of one person (and one employer, institution, contract, batch, and the bureau): plain
 * structs of fixed size, changed only by folding events. One encoded row each in the table `facts`; one read
 * serves gatekeeper, status and why. No names and no identity numbers: those are cells (registry). */
#pragma once
#include "facts/facts_table.h"
#include "words/event.h"
#include "words/words.h"

enum { CARDS_MAX = 12, ACCOUNTS_MAX = 12, HOLDS_MAX = 12, CASES_MAX = 12, RELATIONS_MAX = 8, TRANSFERS_MAX = 4, ELSEWHERE_MAX = 4 };
enum { CLIENTS_MAX = 6, BILLS_MAX = 24 };
/* Who pays an account. */
enum { PAYER_SELF = 1, PAYER_UNIT = 2, PAYER_CONTRACT = 3 };
/* What a police check said (PersonFacts.police). */
enum { POLICE_UNCHECKED = 0, POLICE_MATCH = 1, POLICE_DIFFERS = 2 };

#define FACT_N(type, name) type name;
#define FACT_T(name, bytes) \
    struct { \
        uint16_t n; \
        char p[bytes]; \
    } name;
typedef struct {
    CARD_FACTS(FACT_N, FACT_T)
} CardFacts;
typedef struct {
    ACCOUNT_FACTS(FACT_N, FACT_T)
} AccountFacts;
typedef struct {
    HOLD_FACTS(FACT_N, FACT_T)
} HoldFacts;
typedef struct {
    CASE_FACTS(FACT_N, FACT_T)
} CaseFacts;
typedef struct {
    RELATION_FACTS(FACT_N, FACT_T)
} RelationFacts;
typedef struct {
    TRANSFER_FACTS(FACT_N, FACT_T)
} TransferFacts;
typedef struct {
    ELSEWHERE_FACTS(FACT_N, FACT_T)
} ElsewhereFacts;
typedef struct {
    CLIENT_FACTS(FACT_N, FACT_T)
} ClientFacts;
typedef struct {
    BILL_FACTS(FACT_N, FACT_T)
} BillFacts;
typedef struct {
    UNIT_FACTS(FACT_N, FACT_T)
} UnitFacts;
typedef struct {
    INSTITUTION_FACTS(FACT_N, FACT_T)
} InstitutionFacts;
typedef struct {
    CONTRACT_FACTS(FACT_N, FACT_T)
} ContractFacts;
typedef struct {
    BATCH_FACTS(FACT_N, FACT_T)
} BatchFacts;
typedef struct {
    BUREAU_FACTS(FACT_N, FACT_T)
} BureauFacts;

#define AS_PF_ENUM(number, NAME, code) NAME = number,
typedef enum { PERSONAL_FIELDS(AS_PF_ENUM) PF_END } PersonalField;
#undef AS_PF_ENUM

/* The lists stand in the order in which their members came; cards oldest first. */
typedef struct {
    PERSON_FACTS(FACT_N, FACT_T)
    int32_t cell[PF_END]; /* the current cell of each personal value, 0 = none */
    uint8_t card_count, account_count, hold_count, case_count, relation_count, transfer_count, elsewhere_count;
    uint8_t client_count, bill_count;
    CardFacts cards[CARDS_MAX];
    AccountFacts accounts[ACCOUNTS_MAX];
    HoldFacts holds[HOLDS_MAX];
    CaseFacts cases[CASES_MAX];
    RelationFacts relations[RELATIONS_MAX];
    TransferFacts transfers[TRANSFERS_MAX];
    ElsewhereFacts elsewhere[ELSEWHERE_MAX];
    ClientFacts clients[CLIENTS_MAX];
    BillFacts bills[BILLS_MAX];
} PersonFacts;

/* A text member as a Str; and set (cut to the member's size: decide has already refused what is too long). */
#define FACT_STR(member) ((Str){ (member).p, (member).n })
#define FACT_SET(member, text) fact_set((member).p, sizeof(member).p, &(member).n, (text))
void fact_set(char *p, size_t size, uint16_t *n, Str text);

/* Copies only what is used: the guide copies facts for every step of its search. */
void person_copy(PersonFacts *to, const PersonFacts *from);

/* Folds one event into the facts of its subject. Total: never refuses, changes nothing for an event that does
 * not fit (an unknown card number, a full list). Pure. */
void person_fold(PersonFacts *person, const Event *event);
void unit_fold(UnitFacts *unit, const Event *event);
void institution_fold(InstitutionFacts *institution, const Event *event);
void contract_fold(ContractFacts *contract, const Event *event);
void batch_fold(BatchFacts *batch, const Event *event);
/* The bureau sees every event: it counts what is created. */
void bureau_fold(BureauFacts *bureau, const Event *event);

/* Encoded rows: a version byte, then the members as signed variable-length numbers and length-prefixed texts. The
 * same facts have the same bytes. Reading refuses (false) bytes of another version or length. */
void person_write(Buf *buf, const PersonFacts *person);
bool person_read(Str bytes, PersonFacts *out);
/* Only the members that are no lists, without how notices are sent: for runs over everybody. */
bool person_read_members(Str bytes, PersonFacts *out);
void unit_write(Buf *buf, const UnitFacts *unit);
bool unit_read(Str bytes, UnitFacts *out);
void institution_write(Buf *buf, const InstitutionFacts *institution);
bool institution_read(Str bytes, InstitutionFacts *out);
void contract_write(Buf *buf, const ContractFacts *contract);
bool contract_read(Str bytes, ContractFacts *out);
void batch_write(Buf *buf, const BatchFacts *batch);
bool batch_read(Str bytes, BatchFacts *out);
void bureau_write(Buf *buf, const BureauFacts *bureau);
bool bureau_read(Str bytes, BureauFacts *out);

/* The day of birth is known: registered, and not DAY_NONE. 1970-01-01 is a day like any other. */
static inline bool person_has_birth(const PersonFacts *person) { return person->registered.n && day_is(person->born); }

/* Finders: NULL when there is none. */
CardFacts *person_card(PersonFacts *person, int n);
const CardFacts *person_card_no(const PersonFacts *person, Str card_no);
/* The current card: the newest that is not replaced, destroyed or unfinished; a lost card stays current until
 * its successor is activated (contract, section 3, causes). */
const CardFacts *person_current_card(const PersonFacts *person);
/* The newest card still on its way (applied .. at-outlet, returned, not destroyed), or NULL. */
const CardFacts *person_card_in_production(const PersonFacts *person);
const HoldFacts *person_hold(const PersonFacts *person, Cause cause);
CaseFacts *person_case(PersonFacts *person, int n);
const AccountFacts *person_account(const PersonFacts *person, int n);
/* What an agency holds by that contract, or NULL. */
const ClientFacts *person_client(const PersonFacts *person, int64_t contract);
/* The open account that is paid by this contract, or NULL. */
const AccountFacts *client_account(const PersonFacts *person, int64_t contract);
/* Whether client money of that contract can be remembered. */
bool client_has_room(const PersonFacts *person, int64_t contract);
/* The account as it was in a month: of the payer before the present one, where that month was still theirs. */
AccountFacts account_then(const AccountFacts *account, Month month);
/* The row of that month, or NULL. What is open of a row: positive owed, negative billed too much or paid ahead. */
const BillFacts *person_bill(const PersonFacts *person, int64_t contract, int32_t region, int32_t month);
/* That month of that payer, or a later one, is given up: what is corrected of it changes nothing any more. */
bool bill_given_up(const PersonFacts *person, const BillFacts *wanted);
static inline int64_t bill_open(const BillFacts *bill) { return bill->pension_fen + bill->medical_fen + bill->other_fen; }
/* Any account that is open or suspended. */
bool person_has_account(const PersonFacts *person);

/* Papers of a case: how many copies of a kind were handed in (15 counts as many). */
int case_copies(const CaseFacts *c, EvidenceKind kind);

/* Cases that are about no person belong to the office of a region: it has a record like a person's, which is never
 * registered and holds nothing but cases. Its cases are written "CR330100-1". */
static const int64_t office_first = INT64_C(1000000000000);
static inline int64_t office_of_region(int64_t region) { return office_first + region; }
/* What is about one employer belongs to its own file at the office; its cases are written "CU17-1". */
static const int64_t office_units = INT64_C(1000001000000);
static inline int64_t office_of_unit(int64_t unit) { return office_units + unit; }
static inline bool id_is_office(int64_t person) { return person > office_first; }

/* The last month that a contract pays: that in which it was ended, or in which its time is over; 0: it has no end. */
int32_t contract_last(const ContractFacts *contract);

/* Numbers as people write them: "K17-1" card application, "J17-2" account, "C17-3" case, "T17-1" transfer, "R17-1"
 * relation, "N17-4" notice, "G17-1" grant (letter, person, number); "X5" contract, "B12" batch (letter, number). */
Str number_of_person(Arena *arena, char letter, int64_t person, int64_t n);
bool number_read_person(Str text, char letter, int64_t *person, int64_t *n);
Str number_of(Arena *arena, char letter, int64_t n);
bool number_read(Str text, char letter, int64_t *n);
