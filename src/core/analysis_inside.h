/* analysis_inside.h - inside core: analysis_rows.c fills the tables of the relational copy, analysis.c writes them. */
#pragma once
#include "core/analysis.h"
#include "sheet/writer.h"

enum { ANALYSIS_COLUMNS_MAX = 24 };
typedef struct {
    const char *name;
    Form form;
    const char *zh, *en;
} AnalysisColumn;
typedef struct {
    AnalysisName name;
    const AnalysisColumn *columns;
    size_t count;
} AnalysisTable;

typedef struct Analysis Analysis;
/* The next values of the row, in order of the columns; then its end. */
void analysis_text(Analysis *a, Str text);
void analysis_word(Analysis *a, ChoiceSetId set, int64_t number); /* its code; empty for 0 */
void analysis_count(Analysis *a, int64_t number);
void analysis_day(Analysis *a, Day day);         /* empty where it is none, or n = 0 */
void analysis_month(Analysis *a, int64_t month); /* empty for 0 */
void analysis_none(Analysis *a);
/* false: enough, something was refused. What was taken from `analysis_arena` since the last row may go. */
bool analysis_end(Analysis *a);
Bureau *analysis_bureau(const Analysis *a);
Time analysis_now(const Analysis *a);
Arena *analysis_arena(Analysis *a);
void analysis_region(Analysis *a, int64_t region); /* empty for 0 */
/* Who pays, as PAYER_SELF and the others say: the kind, and its number. */
void analysis_payer(Analysis *a, int kind, int64_t payer, int64_t person);
/* The tables of analysis_people.c. Refusals: ERR_BUSY. */
Err analysis_persons(Analysis *a) NODISCARD;
Err analysis_units(Analysis *a) NODISCARD;
Err analysis_institutions(Analysis *a) NODISCARD;
Err analysis_accounts(Analysis *a) NODISCARD;
Err analysis_cards(Analysis *a) NODISCARD;
Err analysis_holds(Analysis *a) NODISCARD;
Err analysis_cases(Analysis *a) NODISCARD;
/* All rows of a table. Refusals: ERR_BUSY. */
Err analysis_fill(Analysis *a, AnalysisTableId id) NODISCARD;
