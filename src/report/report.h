/* report.h - answers of queries as files for people: CSV, or xlsx for Excel and WPS. What stands in a row is what the
 * answer says, amount by amount: nothing is computed here, so that the sums of a file are the sums of the ledger. */
#pragma once
#include "base/json.h"
#include "words/words.h"

typedef enum { REPORT_NONE, REPORT_CSV, REPORT_XLSX } ReportForm;
/* "csv", "xlsx"; REPORT_NONE for anything else. And its content type, static. */
ReportForm report_form(Str name);
const char *report_type(ReportForm form);

/* What a step of a way out is called: the command, and by which channel or for what ("card.activate" through a bank). */
Str report_step(Arena *arena, bool en, const JsonNode *step);

/* What is written, a row each:
 *   REPORT_MONTHS    person.statement: every insurance of every month
 *   REPORT_ACCOUNTS  person.statement: every year of the person's own accounts
 *   REPORT_BILL      unit.bill: every insurance of every person
 *   REPORT_ARREARS   unit.arrears: every insurance of every month that is open
 *   REPORT_WAGES     {"month"} or no answer: the file of wages as wage.declare takes it, with examples to be written over; as
 *                    xlsx with that month and the eleven before it to choose from */
typedef enum { REPORT_MONTHS, REPORT_ACCOUNTS, REPORT_BILL, REPORT_ARREARS, REPORT_WAGES, REPORT_END } ReportKind;

/* The bytes of the file, in `arena`. `pages` are the data of one answer, or of the pages of a list in order. Titles are
 * Chinese or English; those of REPORT_WAGES are always Chinese, as the bureau's own form has them.
 * Refusals: ERR_TOO_LARGE more rows than a worksheet has; ERR_BUSY no memory, or nowhere to write. */
Err report_make(Arena *arena, ReportKind kind, ReportForm form, bool en, const JsonNode *const *pages, size_t count, Str *bytes,
                Why *why) NODISCARD;
