/* open.h - opening an account, one question a page. The answers travel with the form; with each of them a draft is kept for
 * who is signed in, or for this browser (web/sign.h), so that it can go on another day. Readers: page_open.c (the
 * way from page to page), open_questions.c (the questions), open_send.c (the commands and what comes of them). */
#pragma once
#include "web/form.h"
#include "web/said.h"

/* One page of questions. */
typedef struct {
    const char *name; /* "region": as the form says where it stands */
    Word title;
    const char *fields[6];                 /* the answers it asks for, ended by NULL */
    bool (*asked)(const PageVisit *visit); /* NULL: always */
    bool private_page;                     /* only for who may send it in the end */
    void (*write)(Ui *ui, PageVisit *visit, const FormErrors *errors);
    void (*check)(PageVisit *visit, FormErrors *errors);
} OpenQuestion;

extern const OpenQuestion open_questions[];
extern const size_t open_question_count;

/* Whether this visitor may send what is asked here. */
bool open_may_send(const PageVisit *visit);
/* Answers as the pages need them. */
Category open_category(const PageVisit *visit);
bool open_wants_card(const PageVisit *visit);
bool open_ticked(const PageVisit *visit, const char *name, Str value);
/* The answer of a field as people read it on the last page; empty: not said. */
Str open_said(PageVisit *visit, const char *field);
/* The regions the bureau serves, and the banks of the region that was chosen: read once a visit, so that they are
 * still there when the writer answers. */
typedef struct {
    Str code, name, place;
} OpenChoice;
typedef struct OpenLists {
    OpenChoice *regions, *banks;
    size_t region_count, bank_count;
} OpenLists;
const OpenLists *open_lists(PageVisit *visit);

/* The papers that the region asks for: each line any one of several kinds. */
typedef struct {
    Str kinds, when; /* kinds: codes with blanks between */
} OpenPaper;
size_t open_papers(PageVisit *visit, OpenPaper **out);

/* Sends everything: register, open, apply with this photo, or without. `refused` writes the last page again with what is wrong. */
void open_send(PageVisit *visit, Str jpeg, void (*refused)(PageVisit *visit, const FormErrors *errors, int status));
