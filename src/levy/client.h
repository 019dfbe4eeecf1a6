/* client.h - what an agency holds for one person by one contract, and what it owes of it to the bureau. The client book of
 * the ledger says it: CLIENT_MONEY of the contract. What was held is the clients' until a month is remitted; one client's
 * money never pays for another, and contributions come before the agency's own fee. Law: Social Insurance Law 60, 64;
 * domain.md 7.5. */
#pragma once
#include "levy/bills.h"
#include "levy/owed.h"

enum { CLIENT_RECEIPTS_MAX = 512, CLIENT_MONTHS_MAX = 600, CLIENT_FEES_MAX = 24 };

/* A month that was remitted, and what of its fee was taken. */
typedef struct {
    Month month;
    int64_t paid, fee;
} ClientFee;

typedef struct {
    const ContractFacts *contract;
    const PersonFacts *person;
    const RegionPolicy *rules;
    int32_t region;
    Owed *owed; /* open by bills, in order of (month, region, insurance) */
    size_t owed_count;
    int64_t held;                         /* client money */
    Month last_billed;                    /* the latest month that was billed to the contract; MONTH_NONE */
    Day receipt_day[CLIENT_RECEIPTS_MAX]; /* the newest receipts, oldest first */
    int64_t receipt_fen[CLIENT_RECEIPTS_MAX];
    LedgerId receipt_id[CLIENT_RECEIPTS_MAX];
    LedgerId taken[CLIENT_RECEIPTS_MAX]; /* entries that took money out but for a month: refunds and reversals */
    size_t taken_count;
    size_t receipts;
    ClientFee fees[CLIENT_MONTHS_MAX]; /* in order of month */
    size_t fee_count;
    bool over;     /* the contract was ended, or its time has passed */
    bool billable; /* an account is or was paid by the contract */
} Client;

/* Reads all that. Refusals: those of owed_list; ERR_NO_RULE the region. */
Err client_money(Db *db, Arena *arena, const PolicySet *policy, const ContractFacts *contract, const PersonFacts *person, Day today,
                 Client *out, Why *why) NODISCARD;
/* Open principal of a month in the contract's region; negative: billed too much. */
int64_t client_open(const Client *client, Month month);
/* What the agency has not taken of its fee of a month: all of it of one that was not remitted. Contributions come first, so a
 * fee that was not covered is taken of what comes later. */
int64_t client_fee_open(const Client *client, Month month);
bool client_was_remitted(const Client *client, Month month);
/* ... of all months that were remitted. */
int64_t client_fees_behind(const Client *client);
/* The oldest month that is open, else the first that was not billed yet; MONTH_NONE: the contract ends before. */
Month client_next(const Client *client);
/* The day of the oldest receipt of which some is still held when `left` is held, the oldest spent first; 0 = none. */
Day client_since(const Client *client, int64_t left);
/* Nothing more will be levied: the contract has ended and every month up to its end was billed and is paid. */
bool client_settled(const Client *client);

/* pay.c. The paper of a receipt: ERR_BAD_FIELD. */
typedef struct {
    const Choice *kind;
    Str no;
    Day day;
} Voucher;
Err voucher_take(Post *post, Voucher *out) NODISCARD;
/* Pays all that is open of a month in one entry: the bank, the receivables, what is whole to funds and personal accounts,
 * and the caller's lines of the client book. own: what it settles of the person's own bills, for the caller to tell
 * (bills_paid_emit). Refusals: those of payment.record from the amount on. */
typedef struct {
    const Client *client;
    Month month;
    Str key, voucher;
    const LedgerLine *lines;
    size_t line_count;
} ClientPay;
Err client_pay(Post *post, const ClientPay *pay, BillsPaid *own) NODISCARD;
