/* sign.h - what the pages of signing in share: checking a password on the hasher's thread, with the delay behind wrong
 * ones, and the addresses to come back to. */
#pragma once
#include "core/attempt.h"
#include "core/draft.h"
#include "core/login.h"
#include "web/form.h"

/* CHECK_CODE: the password is right, and a code is asked for before a session begins (sign_code.c). */
typedef enum { CHECK_RIGHT, CHECK_WRONG, CHECK_WAIT, CHECK_BUSY, CHECK_CODE } CheckResult;

/* One password to be checked. Lives in visit->arena until `next` has answered. */
typedef struct SignCheck {
    PageVisit *visit;
    Login login; /* of the account, if there is one */
    bool found;
    Attempt attempt;
    Str plain;
    PasswordHash against, fresh; /* fresh: made anew at today's cost */
    bool fits, refresh;
    bool begins;  /* a right password begins a session */
    Str secret;   /* of it */
    Str code;     /* what was typed as the code behind the password */
    int64_t wait; /* seconds */
    CheckResult result;
    HasherJob job;
    void (*next)(struct SignCheck *check);
} SignCheck;

/* Checks what was typed for an account (login_name). `next` shows a page, mostly from another thread: the visit may be laid
 * aside. An account that is not there takes the same hash and the same writes as a wrong password. */
void sign_check(PageVisit *visit, Str account, Str typed, bool begins, void (*next)(SignCheck *check));
/* Begins a session for check->login, which ended all of its own: behind a new password. The visit is laid aside. */
void sign_again(SignCheck *check, void (*next)(SignCheck *check));
/* The session of a check that is right: sets check->secret. In the writer's transaction. Refusals: ERR_BUSY. */
Err sign_begin(Bureau *bureau, Arena *arena, SignCheck *check) NODISCARD;
/* Asks for the code behind a right password: whoever brings it, in this browser and within five minutes, needs no password
 * again (sign_code.c). */
void sign_ask_code(SignCheck *check);
/* What to say when it was not right. */
Str sign_said(const SignCheck *check);
/* Where to go when it was: `back` if that is an address of ours, else the first page of the role. */
Str sign_home(const PageVisit *visit, Role role, Str back);
/* Ends the session of this visit, if there is one, and goes to `to` (page_sign.c). */
void sign_leave(PageVisit *visit, Str to);
/* The place an attempt comes from: the address, of IPv6 its network. */
Str sign_source(const PageVisit *visit);
/* The name of the account for what was typed; where nobody bears it, one that nobody has. Refusals: ERR_BUSY. */
Err sign_account(PageVisit *visit, Str typed, Str *name) NODISCARD;
/* A field for a password; `hint` 0: none. */
void sign_password(Ui *ui, const char *name, Word label, Word hint, const char *autocomplete, const FormErrors *errors);
/* The field for the code of one's phone, "code" (sign_code.c). */
void sign_code_field(Ui *ui, const FormErrors *errors);
/* What the users of the demonstration sign in with; it is said on the page, and there alone. */
#define DEMO_PASSWORD "cloud-creek-demo"
/* The password as it was typed: not trimmed here, and never shown again. */
static inline Str sign_typed(const PageVisit *visit, const char *name) { return page_field(&visit->request, name); }

/* Who works for the bureau itself. */
#define R_STAFF (R(CLERK) | R(REVIEWER) | R(AUDITOR) | R(ADMIN) | R(CENTRE) | R(HOTLINE))
/* page_totp.c: whether this visitor has to set up codes before anything else (ServeOptions.totp). */
bool totp_is_missing(PageVisit *visit);
/* A code as it was typed, without blanks; empty if it is none. */
Str code_typed(const PageVisit *visit);

/* kept.c: what was typed into a form and could not be sent. */
/* Keeps the fields of this request for who is, was or will be signed in here. False: there is nothing worth keeping. */
bool kept_put(PageVisit *visit);
/* Keeps them as the draft of `form`; drops it. */
void kept_draft(PageVisit *visit, Str form);
void kept_drop(PageVisit *visit, Str form);
/* Keeps these fields as the draft of `form` before anything else is done, then goes on on the writer's thread; the visit is laid
 * aside. What cannot be kept is only not found again. */
typedef void KeptNext(PageVisit *visit, void *context);
void kept_first(PageVisit *visit, Str form, const struct PageField *fields, size_t count, KeptNext *next, void *context);
/* The draft of a form as fields; *count 0 if there is none. Refusals: ERR_BUSY. */
Err kept_get(PageVisit *visit, Str form, struct PageField **fields, size_t *count) NODISCARD;
/* The owner of this visitor's drafts. Refusals: ERR_BUSY. */
Err kept_owner(PageVisit *visit, Str *owner) NODISCARD;
