/* identity.h - the only door to personal values: names, numbers, telephones, addresses, bank cards. Each value is
 * a cell of its own with a commitment in the event that brought it, so that the chain never holds the value and
 * erasing a cell's key keeps the chain whole. Law: Personal Information Protection Law articles 28, 47, 51. */
#pragma once
#include "ident/ident.h"
#include "registry/store.h"

/* The person with this number (ssn, an old number, another document's number), normalised by ident; 0 = nobody. */
Err identity_find(Store *store, Arena *arena, Str number, int64_t *person) NODISCARD;
/* The person and card with this bank card number. */
Err identity_find_bank_card(Store *store, Arena *arena, Str bank_card_no, int64_t *person, int64_t *card) NODISCARD;

/* Everybody on record with this name and this day of birth, in order of number, at most `limit`. A name alone leads nowhere: no
 * index tells who is called what, and the key of this one is a keyed hash of both. Spaces, middle dots and case do not count. */
Err identity_find_name(Store *store, Arena *arena, Str name, Day birth, size_t limit, int64_t **persons, size_t *count) NODISCARD;
/* The same for many numbers at once, for files: `keys` are search keys (IDENTITY_KEY_BYTES each, one behind the other) in
 * ascending order; persons[i] is found for keys[i]. Where many of the numbers on record are asked for, they are read in
 * order, page by page, instead of one by one. */
enum { IDENTITY_KEY_BYTES = 16 };
Err identity_find_all(Store *store, Arena *arena, const uint8_t *keys, size_t count, int64_t *persons) NODISCARD;

/* The search key of a number, for the batch door; rows of person_key are (1, key, person, 0). 16 bytes. */
Str identity_number_key(const Store *store, Arena *arena, Str number);
/* The encoded list of current values with one more value in it, for the batch door. */
Str identity_values_add(Arena *arena, Str cells, PersonalField field, int card, int64_t cell, Str value);

/* The current value, or empty. `card` names the card of PF_BANK_CARD, else 0. */
Str identity_value(const Held *person, PersonalField field, int card);
/* The value of one cell by its number, for deferred commands. */
Err identity_cell(Store *store, Arena *arena, int64_t person, int64_t cell, Str *out) NODISCARD;

/* Which personal value is the address of a channel that sends. */
static inline PersonalField identity_address(int64_t channel) { return channel == NOTICES_BY_EMAIL ? PF_EMAIL : PF_MOBILE; }

/* Commitment of a value in the place of (person, cell): 32 bytes. */
Hash identity_commitment(const Store *store, int64_t person, int64_t cell, Str value);

/* Whether two names are the same as people write them: spaces and middle dots do not count. */
bool identity_same_name(Arena *arena, Str a, Str b);
/* Masked forms for pages and logs: keeps 6 + 4 of a number, hides the first character of a name, the middle of a
 * telephone, all but the last four of a bank card. */
Str identity_masked(Arena *arena, PersonalField field, Str value);

/* Used by store.c. Whether an event can change a name or a day of birth; the search key of the person as folded, empty if one of
 * both is missing; and the row of it, where it is no longer `before`. */
bool identity_names(const Event *event);
Str identity_name_key(const Store *store, Arena *arena, const Held *person);
Err identity_follow(Store *store, Arena *arena, const Held *person, Str before) NODISCARD;
/* Makes the rows of names in a bureau that was made before there were any; else does nothing. In a transaction of its own. */
Err identity_fill(Store *store) NODISCARD;

/* Used by store.c. Writes the cell of a PERSON_CELL event, its search key, and the new list of current values. */
Err identity_put(Store *store, Arena *arena, Held *person, Event *event, int64_t entry) NODISCARD;
