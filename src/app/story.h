/* story.h - `shebao story` (`./run --story`): how somebody opens an account and comes to a working card, and how three
 * people whose cards are sealed come out of it, with the rules of real regions; every sentence is a command. */
#pragma once
#include "app/teller.h"

/* Answers the exit code: 0 when everything went as told. */
int story_main(int count, char **words);

/* The people of the stories, and their numbers in the bureau. */
typedef struct {
    Str ssn, name, mobile;
    int64_t person;
    Str application, card_no, card_id_code;
} StoryPerson;

/* The parts of it, each on the teller's bureau. */
void story_places(Teller *teller);
void story_opening(Teller *teller, StoryPerson *person);
void story_dormant(Teller *teller, const StoryPerson *person);
void story_arrears(Teller *teller, StoryPerson *person);
void story_papers(Teller *teller, StoryPerson *person);

/* From the accepted application to the card in hand: photo, data, bank, batch, factory, outlet. */
void story_production(Teller *teller, StoryPerson *person, bool aloud);
/* The card is shown at the hospital's desk. */
void story_use(Teller *teller, const StoryPerson *person);
