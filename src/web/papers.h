/* papers.h - papers that other pages lead to (page_paper.c). */
#pragma once
#include "report/paper.h"
#include "web/visit.h"

/* Buttons that issue certificates of a person, for who may; `year` ("2025") besides all months, or empty. */
void put_certificates(Ui *ui, const PageVisit *visit, int64_t person, Str year);
/* A link to a paper, for who may ask what it is made of; `query` says which: "case=C17-1". */
void put_paper_link(Ui *ui, const PageVisit *visit, PaperKind kind, Str query, Word text);
/* Answers with a paper that is made of this one answer. */
void paper_show_of(PageVisit *visit, PaperKind kind, const JsonNode *answer);
