/* town.h - a year of two employers and a group, for tests of what is packed of it. */
#pragma once
#include "books.h"

enum { EMPLOYEES = 150, ALONE = 40, GROUP = 4, UNIT = 17, OTHER = 9, YEAR = 2024, FIRST_ALONE = GROUP << GROUP_BITS };

/* Raises in July, somebody with two accounts, somebody who leaves, an agency's client. */
typedef struct {
    Books books;
    SheetLine unit[13][EMPLOYEES + 1], alone[13][ALONE];
} Town;

Town *town_make(Arena *arena, Db *db);
/* What the lines cost, all insurances together. */
int64_t total_of(const SheetLine *lines, size_t count);
/* Settles and credits a month of YEAR from the run. */
SettleOf settle_of(SheetPayer kind, int64_t payer, int month, int64_t run);
/* Somebody pays the lines; the voucher is named after the key. */
void pay(Books *books, const char *key, Day day, const SheetLine *lines, size_t count, SettleOf of);
