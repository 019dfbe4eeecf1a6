/* letter.h - notices that also leave the inbox, for people who chose so: the queue of them, and what became of each. An own
 * table, as delivery.h: who was told follows from the journal, whether a text message arrived does not. A bureau restored
 * from a dump therefore sends nobody what they were sent long ago. */
#pragma once
#include "journal/delivery.h"

/* A letter is given up after so many attempts (some four hours), and when it is older than so many days: by then it would
 * confuse more than it tells, and the notice stands in the inbox. */
enum { LETTER_ATTEMPTS = 10, LETTER_DAYS = 7 };
/* What was sent or given up is forgotten after so many days: that somebody was told what, when and by which way is personal
 * (Personal Information Protection Law 19), and the notice itself stays in the inbox. */
enum { LETTER_KEPT_DAYS = 90 };

typedef struct {
    int64_t person, notice; /* notice number `notice` of this person ("N17-4") */
    int64_t channel, cell;  /* where it goes, if not to where notices go by now: NoticeChannel, and the cell of the address; or 0 */
    Time at;                /* when what it tells has happened */
    int64_t attempts, error; /* error: as delivery.h; 0 = the last attempt succeeded, or there was none */
    Time next;               /* not to be tried before */
    Time ended;              /* s = 0: still to be sent; otherwise sent (error 0) or given up */
} Letter;

/* Puts a notice into the queue (person to cell, at); the same again does nothing. In the transaction of its event. Refusals:
 * ERR_BUSY. */
Err letter_add(Db *db, const Letter *letter) NODISCARD;
/* What is still to be sent and is due at `now`, the longest due first, at most `limit`. Refusals: ERR_BUSY. */
Err letter_due(Db *db, Arena *arena, Time now, int64_t limit, Letter **out, size_t *count) NODISCARD;
/* All letters, the newest first, behind `after` (at, person, notice; zeros: from the newest), at most `limit`. Refusals:
 * ERR_BUSY. */
Err letter_list(Db *db, Arena *arena, const int64_t after[3], int64_t limit, Letter **out, size_t *count) NODISCARD;
/* Forgets letters that ended longer ago than LETTER_KEPT_DAYS, the oldest first, at most `limit`. In a transaction of the
 * writer. Refusals: ERR_BUSY. */
Err letter_sweep(Db *db, Time now, int64_t limit) NODISCARD;
/* Used by delivery_put: what became of an attempt. A letter that ends takes a few old ones with it, so that a bureau that sends
 * more than the daily job sweeps keeps no more of them either. */
Err letter_put(Db *db, const Delivery *delivery) NODISCARD;
