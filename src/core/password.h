/* password.h - passwords as Argon2id makes them (RFC 9106). A typed password lives in the request's region alone: what
 * goes into the queue, the journal's commitment and the table of sign-ins is the hash. The bureau's secret is mixed in
 * first, so that the table alone is worth nothing. */
#pragma once
#include "core/apply.h"

enum {
    PASSWORD_SALT = 16,
    PASSWORD_LEAST = 10,
    PASSWORD_MOST = 128,
    PASSWORD_BYTES_MAX = 1024,
    PASSWORD_FORM = 8 + PASSWORD_SALT + HASH_BYTES
};

typedef struct {
    uint8_t salt[PASSWORD_SALT], hash[HASH_BYTES];
    int passes, kib; /* what it cost: a change of the cost leaves older ones valid */
} PasswordHash;

/* What a hash costs from now on, for the whole program; 0, 0: 2 passes over 19 MiB. Tests take the least. */
void password_cost(int passes, int kib);
/* How many hashes were made since the program began: that two answers cost the same is counted, not timed. */
int64_t password_hashes(void);

/* The password as it counts: without blanks around it, in one of the several forms that Unicode allows (NFKC), so that
 * another keyboard gives the same. False if it can be none: too long, or not text. */
bool password_plain(Arena *arena, Str typed, Str *plain);
/* Whether it may be chosen. Refusals: ERR_BAD_FIELD too short or long, control characters, among the first that
 * anybody tries, or the account's own name. */
Err password_choose(Arena *arena, Str typed, Str account, Str *plain, Why *why) NODISCARD;

/* Makes the hash of a plain password; takes a tenth of a second: never on the writer's thread of a server. */
void password_make(const Hash *secret, Str plain, const uint8_t salt[PASSWORD_SALT], PasswordHash *out);
/* Whether this is the password; takes as long as making it. */
bool password_fits(const Hash *secret, Str plain, const PasswordHash *hash);
/* A hash that no password has, of today's cost: for accounts that are not there. */
void password_nobody(PasswordHash *out);
/* Whether it was made at another cost than today's. */
bool password_is_old(const PasswordHash *hash);

/* The hash of the password in a request, as bytes: made from the salt that belongs to the request's id, so that the same
 * request is the same again. Empty when its command has no password. Refusals: those of password_choose. */
Err password_of_request(Arena *arena, const Hash *secret, const Request *request, Str *form, Why *why) NODISCARD;
bool password_has(const Request *request);
/* The bytes of a hash, in `room`; and back: false if they are none. */
Str password_form(const PasswordHash *hash, uint8_t room[PASSWORD_FORM]);
bool password_read(Str form, PasswordHash *out);
