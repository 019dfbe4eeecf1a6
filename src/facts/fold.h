/* fold.h - inside facts: one function for each event about a person, and what they share. An event about a
 * person for which no function is written does not link. */
#pragma once
#include "facts/facts.h"

typedef void PersonFold(PersonFacts *person, const Event *event);
#define FOLD_PERSON(member) PersonFold fold_##member;
#define FOLD_UNIT(member)
#define FOLD_INSTITUTION(member)
#define FOLD_CONTRACT(member)
#define FOLD_BATCH(member)
#define FOLD_BUREAU(member)
#define FOLD_WEBHOOKS(member)
#define AS_FOLD(number, NAME, member, SUBJECT, ...) FOLD_##SUBJECT(member)
EVENTS(AS_FOLD)
#undef AS_FOLD
#undef FOLD_PERSON

/* The civil day of an event; 0 where its instant is none of the years 1800 to 9999. */
Day event_day(const Event *event);
/* Whether `n` is the next or a later number of something a person owns; `last` is then raised to it. */
bool number_next(int32_t *last, int64_t n);
/* An account that a contract paid is stopped: what should have stopped it has come true. */
void client_stopped(PersonFacts *person, const AccountFacts *account);
/* Adds within uint8_t: stays at 255. */
static inline uint8_t count_up(uint8_t n) { return n < UINT8_MAX ? (uint8_t)(n + 1) : n; }
/* Takes item i out of a list; the others keep their order. */
void list_remove(void *items, uint8_t *count, size_t size, int i);
#define LIST_REMOVE(items, count, i) list_remove((items), (count), sizeof *(items), (i))
