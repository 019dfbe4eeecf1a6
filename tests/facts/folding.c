/* folding.c - see folding.h. */
#include "folding.h"

PersonFacts *person_new(Arena *arena)
{
    PersonFacts *person = arena_new(arena, PersonFacts, 1);
    FOLD(person, PERSON_REGISTERED, person_registered, .id_type = ID_CITIZEN, .sex = SEX_IS_FEMALE, .born = 7305,
         .hukou_region = 110105, .hukou_type = HUKOU_URBAN, .residence_region = 310000, .retire_category = RETIRE_F55,
         .ethnicity = 1);
    return person;
}

PersonFacts *person_with_card(Arena *arena)
{
    PersonFacts *person = person_new(arena);
    FOLD(person, CARD_APPLIED, card_applied, .card = 1, .region = 110000, .bank = 3, .kind = CARD_FIRST, .expected = DAY0 + 30);
    FOLD(person, CARD_MADE, card_made, .card = 1, .issued = DAY0, .valid_until = DAY0 + 3652, .tries = 3,
         .card_no = S("A12345678"));
    FOLD(person, CARD_HANDED, card_handed, .card = 1, .receiver = TO_HOLDER, .deadline = DAY0 + 181);
    return person;
}

Str bytes_of(Arena *arena, const PersonFacts *person)
{
    Buf buf = { .arena = arena };
    person_write(&buf, person);
    return buf_str(&buf);
}

Str without_notices(Arena *arena, const PersonFacts *person)
{
    PersonFacts *copy = arena_new(arena, PersonFacts, 1);
    person_copy(copy, person);
    copy->next_notice = 0;
    return bytes_of(arena, copy);
}
