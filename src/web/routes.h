/* routes.h - every page as a function. `name` is the part of the address that stands for a thing: a slug, a person, a
 * case. Who may see a page stands in the table of routes.c; what somebody may see on it core decides. */
#pragma once
#include "web/form.h"
#include "web/visit.h"

typedef void PageFn(PageVisit *visit, Str name);

/* page_library.c */
PageFn show_home, show_guide, show_article, show_search;
/* page_sign.c, sign_code.c, page_password.c, page_security.c, page_totp.c, page_users.c, kept.c: who is here, and what they
 * had typed */
PageFn show_sign, do_sign, do_leave, show_set, do_set, show_kept;
PageFn show_security, do_end, do_change, do_act, show_users, do_user_add, do_user_approve, do_user_reset, do_user_end;
PageFn show_totp, do_totp_begin, do_totp_confirm, do_sign_code;
/* page_view.c: how a browser shows the pages: large type, and the region that questions begin with */
PageFn show_view, do_view, show_view_switch;
/* page_kiosk.c: the pages of a kiosk */
PageFn show_kiosk, show_kiosk_me;
/* page_why.c */
PageFn show_why_question, do_why, show_person_why;
/* page_person.c */
PageFn show_person, show_me, show_seen;
/* page_timeline.c: what has happened to a person; and the newest of it, on the record's own page */
PageFn show_timeline, show_my_timeline;
void put_timeline(Ui *ui, PageVisit *visit, int64_t person);
/* page_find.c: the search box of the desks, in the head of a page (`head`) or as the page's own; and what it finds */
PageFn show_find, do_find;
void find_box(Ui *ui, const PageVisit *visit, bool head);
/* page_identity.c: the whole of what is masked elsewhere, for a purpose; and the form that asks for it */
PageFn do_identity;
void identity_form(Ui *ui, PageVisit *visit, int64_t person, const FormErrors *errors);
/* page_step.c: one step of a way out, as a form made from the catalogue */
PageFn show_step, do_step;
/* page_open.c: opening an account, one question a page */
PageFn show_open, do_open;
/* page_deed.c: any command of the visitor's role as a form; and links to all of them, for the page of a desk */
PageFn show_deed, do_deed;
void deeds_menu(Ui *ui, PageVisit *visit);
/* page_case.c */
PageFn show_cases, do_cases, show_case, do_case;
/* page_track.c */
PageFn show_track, do_track, do_slip;
/* page_contributions.c, page_forecast.c: a person's months, accounts and pension */
PageFn show_contributions, show_my_contributions, show_contributions_file, show_my_contributions_file;
PageFn show_forecast, show_my_forecast;
/* page_unit.c, page_declare.c: an employer's desk */
PageFn show_unit, show_bill, show_unit_file, show_declare, do_declare, do_declare_last, show_declare_example;
/* The wage file that was last, and the way to its report; nothing when there is none. */
void declare_last(Ui *ui, PageVisit *visit);
/* The employer that the page is about: the signed-in one, or the one that is named; and a page of it. */
Str unit_code(const PageVisit *visit);
Str unit_path(const PageVisit *visit, const char *path, Str month);
/* page_inbox.c, page_told.c: what a person, an employer or an agency was told */
PageFn show_inbox, show_my_inbox, do_my_inbox, show_unit_inbox, do_unit_inbox, show_agency_inbox, do_agency_inbox;
/* page_appoint.c, page_appointments.c: visits to a counter */
PageFn show_appoint, do_appoint, show_appoint_done, show_my_appointments, do_appointment_cancel, show_appointments;
/* page_notify.c: how notices reach a person, and whether they did */
PageFn show_way, do_way, show_letters;
/* page_progress.c: how far long work is */
PageFn show_progress, show_progress_live, show_figures;
/* page_desk.c, page_pay.c, page_assess.c, page_books.c, page_lapsed.c: the bureau's desks for money */
PageFn show_desk, show_pay, do_pay, show_receipt, show_assess, do_assess, show_release, do_release;
PageFn show_books, do_close, do_interest, show_lapsed;
/* page_paper.c: papers as PDF, and the page that checks a certificate */
PageFn show_paper, do_certificate, show_verify_question, do_verify, show_verify, show_certificate;
/* page_policy.c, page_propose.c: the rules, and how two persons change them */
PageFn show_calc, show_outlets;
PageFn show_policy, show_parameter, show_compare, show_alarms, show_propose, do_propose, show_approve, do_approve;
/* page_document.c: a paper handed in for a case, and what was handed in; page_photo.c: the photo of a card */
PageFn show_paper_form, do_paper_form, show_paper_file, show_photo, do_photo, show_photo_crop;
/* The page that says that there is nothing at this address. */
void routes_missing(PageVisit *visit);
