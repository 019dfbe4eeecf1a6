/* scan_table.h - what may be read from end to end, and why. Everything else is read through a key or an index, so that it
 * costs the same in a large city. */
#pragma once

/* X(table, why it stays small) */
#define SMALL_TABLES(X) \
    X(institution_facts, "banks, outlets, agencies and their like: some hundreds in a city") \
    X(policy_file, "a file that was proposed: some a year") \
    X(policy_set, "a set of rules that was proposed: some a year") \
    X(policy_use, "a set of rules that was approved: some a year") \
    X(ledger_month, "a row a region and month") \
    X(ledger_total, "of a region and month: a row an account, insurance and side") \
    X(totp, "of the staff: some hundreds") \
    X(batch_work, "the long work that is open: one")

/* X(statement, why it reads all of a large table) */
#define READS_ALL(X) \
    X(read_changed, "what came behind an entry, which is what it is asked for") \
    X(OPENING_OTHERS, "openings, once a year: the runs behind an entry") \
    X(CHECK_PERSON_COUNT, "verify: no row of the index without a sheet") \
    X(CHECK_TAKEN, "verify: every entry of the ledger has its place in the journal") \
    X(MONEY_COUNT, "verify: no line of a money file without an event") \
    X(MONEY_MATCH_COUNT, "verify: nothing assigned without an event") \
    X(WAGE_COUNT, "verify: no declared wage without an event") \
    X(verify_idem_count, "verify: every entry has its key") \
    X(verify_idem_stray, "verify: every key has its entry") \
    X(verify_idem_twice, "verify: no entry has two keys") \
    X(derive_notice, "the one row that it has just counted, under a name of its own") \
    X(LEDGER_NEXT_REGION, "openings, once a year: the first line of a region is mostly from before the year, and ends it") \
    X(YEAR_FILL, "once, in a bureau from before there were year books") \
    X(YEAR_OF_UNIT, "at a start, while no year's open bills are kept: the first book of an employer ends it") \
    X(YEAR_ALL_AGAIN, "once, in a bureau from before it was kept what a year leaves open") \
    X(DUE_YEARS_COUNT, "verify: nothing kept without a book") \
    X(CASE_COUNT, "the figures of the office: the cases that wait, which are what it counts")

/* Columns with few values: to know them alone is to read a large part of the table. */
#define COARSE_COLUMNS(X) \
    X(region) \
    X(kind) \
    X(subject_kind) X(payer_kind) X(owner_kind) X(procedure) X(state) X(account) X(insurance) X(year) X(month) X(ended) X(way)

/* X(table, columns, why its index can be taken away unnoticed): another one is as narrow, or the engine filters a page. */
#define UNMISSED_INDEXES(X) \
    X(money_line, "held entry n", "without it a page of suspense is filtered out of all lines, in their order") \
    X(settlement, "payer_kind payer month", "by payer and day") \
    X(settlement, "payer_kind payer day month", "by payer and month")
