/* moves.c - see moves.h. */
#include "card/moves.h"
#include <string.h>

#define AS_MOVE(no, cmd, var, p, a, f, n, tp, ta, tf, tn, roles_, all_, any_, visit_, days_, law_, zh_, en_) \
    { .number = no, \
      .command = cmd, \
      .variant = var, \
      .prod = p, \
      .app = a, \
      .fin = f, \
      .pin = n, \
      .to_prod = tp, \
      .to_app = ta, \
      .to_fin = tf, \
      .to_pin = tn, \
      .roles = roles_, \
      .all = all_, \
      .any = any_, \
      .visit = visit_, \
      .days = days_, \
      .law = law_, \
      .zh = zh_, \
      .en = en_ },
static const CardMove moves[] = { CARD_MOVES(AS_MOVE) };
enum { MOVE_COUNT = sizeof moves / sizeof *moves };

/* The rows of a command stand together: from first[command] on. Filled before main. */
static uint8_t first[CMD_END];
__attribute__((constructor)) static void index_build(void)
{
    memset(first, MOVE_COUNT, sizeof first);
    for (int i = MOVE_COUNT; i-- > 0;)
        first[moves[i].command] = (uint8_t)i;
}

const CardMove *card_moves(size_t *count)
{
    *count = MOVE_COUNT;
    return moves;
}

bool card_move_fits(const CardMove *move, const CardFacts *card)
{
    if (!card)
        return move->prod == IN_NONE;
    return (move->prod >> card->prod & 1) && (move->app >> card->app & 1) && (move->fin >> card->fin & 1) &&
           (move->pin >> card->pin & 1);
}

const CardMove *card_move_find(CommandId command, int variant, Role role, const CardFacts *card)
{
    for (size_t i = first[command]; i < MOVE_COUNT && moves[i].command == command; i++)
        if (moves[i].variant == variant && (!role || role_in(moves[i].roles, role)) &&
            card_move_fits(&moves[i], card))
            return &moves[i];
    return NULL;
}

size_t card_moves_from(const CardFacts *card, const CardMove **out, size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < MOVE_COUNT; i++) {
        if (!card_move_fits(&moves[i], card))
            continue;
        if (count < max)
            out[count] = &moves[i];
        count++;
    }
    return count;
}
