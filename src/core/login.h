/* login.h - who may sign in, as whom, and by which password: the one own table of names. Citizens stand in it by the
 * bureau's number ("#17"), staff and partners by the name that an administrator gave. Outside journal, dump and verify;
 * the commands that change it are in the journal, and with them their events. */
#pragma once
#include "core/password.h"

typedef enum { WAITS_NOT, WAITS_ADDED, WAITS_RESET } LoginWaits;

typedef struct {
    Str name;
    Actor actor; /* what a session of it may do: role, user, org, person */
    bool has_password;
    PasswordHash password;
    int64_t grant; /* number of the newest grant; 0: none */
    Time granted;  /* when it was given */
    bool grant_used;
    Time set;         /* when the password was chosen */
    LoginWaits waits; /* what a second administrator has not approved yet */
    int64_t proposal; /* number of the newest grant that was proposed: each proposal has one of its own */
    int64_t proposer; /* desk_identity of who proposed it, */
    Str proposed_by;  /* their name, */
    Time proposed;    /* and when */
} Login;

enum {
    GRANT_DAYS = 7,        /* a grant that lies about longer has been lost */
    USER_PROPOSAL_DAYS = 3 /* what nobody approves is forgotten */
};

/* The name under which a citizen stands in the table. */
Str login_of_person(Arena *arena, int64_t person);
/* The name for what somebody typed: an identity number becomes that of the person, anything else a user's name. Empty:
 * nobody. Refusals: ERR_BUSY. */
Err login_name(Bureau *bureau, Arena *arena, Str typed, Time now, Str *name) NODISCARD;
/* The row of that name; *found false and *out empty if there is none. Refusals: ERR_BUSY. */
Err login_find(Bureau *bureau, Arena *arena, Str name, Login *out, bool *found) NODISCARD;
/* Users in order of name, behind `after`. Refusals: ERR_BUSY. */
Err login_users(Bureau *bureau, Arena *arena, Str after, int limit, Login **out, size_t *count) NODISCARD;
/* Writes the whole row; in the writer's transaction. Refusals: ERR_BUSY. */
Err login_put(Bureau *bureau, const Login *login) NODISCARD;
/* Only the password, if the name is there: made anew at another cost. Refusals: ERR_BUSY. */
Err login_rehash(Bureau *bureau, Str name, const PasswordHash *password) NODISCARD;

/* A grant as it is handed out: its number and a code that only this bureau can make. Of a citizen "G17-1-7KQ2M9XTD4HJ"; of a
 * user "U-li.na-1-7KQ2M9XTD4HJ0C5R", of which who proposed gives "U-li.na-1-7KQ2M9XT" and who approved "D4HJ0C5R". */
typedef enum { GRANT_WHOLE, GRANT_FIRST, GRANT_SECOND } GrantPart;
enum { GRANT_LETTERS = 12, GRANT_PART_LETTERS = 8 };
Str login_grant(Arena *arena, const Hash *secret, Str number);
/* That of the login with this name, or one part of a user's. */
Str login_grant_of(Arena *arena, const Hash *secret, Str name, int64_t n, GrantPart part);
/* Whether this grant is one that this bureau made, for this name; *n is its number. Reads nothing. */
bool login_grant_reads(Arena *arena, const Hash *secret, Str name, Str grant, int64_t *n);

/* The commands of passwords and users (apply.c); what they do to the table follows in login_follow, behind the entry. */
Err login_decide(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out) NODISCARD;
Err login_follow(Bureau *bureau, Arena *arena, const Command *command, const Decision *decided) NODISCARD;
