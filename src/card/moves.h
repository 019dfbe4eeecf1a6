/* moves.h - the moves of cards as a table in C: what the guide searches, pages offer and decide enforces. */
#pragma once
#include "card/moves_table.h"
#include "facts/view.h"
#include "hold/papers.h"

enum { MOVE_PHOTO_NEW = 1, MOVE_PHOTO_ACCEPTED, MOVE_PHOTO_REJECTED };
enum { MOVE_CHECK_PASSED = 1, MOVE_CHECK_FAILED };

typedef struct {
    int number;
    CommandId command;
    int variant;
    uint32_t prod, app, fin, pin; /* states from which it is possible, one bit each; bit 0: none */
    uint8_t to_prod, to_app, to_fin, to_pin;
    unsigned roles;
    uint64_t all, any; /* papers */
    bool visit;
    PolicyKey days; /* NO_DAYS: none */
    const char *law, *zh, *en;
} CardMove;

/* All rows, in the order of the table. */
const CardMove *card_moves(size_t *count);
/* Whether a row can be applied to a card (NULL = there is none) as far as the states tell. */
bool card_move_fits(const CardMove *move, const CardFacts *card);
/* The first row of a command and variant that fits the card and, unless `role` is 0, the role; NULL if there is none. */
const CardMove *card_move_find(CommandId command, int variant, Role role, const CardFacts *card);
/* Every row that fits the card, in the order of the table; answers how many (at most `max` are written). */
size_t card_moves_from(const CardFacts *card, const CardMove **out, size_t max);
