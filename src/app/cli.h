/* cli.h - `shebao NOUN VERB` and `shebao query NAME`: every row of the catalogue, on a bureau opened for this one call. */
#pragma once
#include "words/words.h"

/* Runs one command or query; words are those behind its name. Answers the exit code. */
int cli_run(const CatalogueRow *row, bool is_query, int count, char **words);
/* `shebao query NAME ...`: the name stands in the first word, or in the first two ("person why"). */
int cli_query(int count, char **words);
/* The row that one word ("card.apply") or two ("card apply") name; *used: how many. NULL if there is none. */
const CatalogueRow *cli_row(int count, char **words, bool queries, int *used);
/* Says that nothing of that name exists and what may have been meant; answers the exit code. */
int cli_unknown(Str name, bool queries, bool en);

/* --db, otherwise $SHEBAO_DB, otherwise ./bureau. */
Str cli_db(const char *given);
/* Whether there is a bureau in that folder; of PostgreSQL and of memory nothing is asked. */
bool cli_db_exists(Arena *arena, Str url);
