/* routes.h - every page as a function. `name` is the part of the address that stands for a thing: a slug, a person, a
 * case. Who may see a page stands in the table of routes.c; what somebody may see on it core decides. */
#pragma once
#include "web/visit.h"

typedef void PageFn(PageVisit *visit, Str name);

/* page_library.c */
PageFn show_home, show_guide, show_article, show_search;
/* page_token.c: in and out with a bearer token */
PageFn show_token, do_token, do_leave;
/* page_why.c */
PageFn show_why_question, do_why, show_person_why;
/* page_person.c */
PageFn show_person, show_me;
/* page_step.c: one step of a way out, as a form made from the catalogue */
PageFn show_step, do_step;
/* page_open.c: opening an account, one question a page */
PageFn show_open, do_open;
/* page_bank.c */
PageFn show_bank, do_bank;
/* page_case.c */
PageFn show_cases, show_case, do_case;
/* page_track.c */
PageFn show_track, do_track;
