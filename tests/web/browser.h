/* browser.h - somebody in front of a browser, as far as cookies and forms go. */
#pragma once
#include "town.h"

/* The cookies it holds. */
typedef struct {
    Town *town;
    Str session, mark;
} Browser;

Reply browser_get(Browser *b, const char *path);
Reply browser_post(Browser *b, const char *path, Str form, const char *extra);
/* Signs in; `from` is what a proxy says of the address, or NULL. */
Reply browser_sign_in(Browser *b, const char *account, const char *password, const char *from);
/* Sets a password by a grant; again NULL: typed the same twice. */
Reply browser_set_password(Browser *b, const char *account, const char *grant, const char *password, const char *again);
