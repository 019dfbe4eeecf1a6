/* totp.h - the second factor of staff: a code of six digits from an app, anew every thirty seconds (RFC 6238, SHA-1, as every
 * such app does it). The secret is made of the bureau's own secret and a salt in the table, so that the table alone is worth
 * nothing; it stands in no journal, log or answer, only on the page where its owner sets it up. No code counts twice. */
#pragma once
#include "core/bureau.h"

enum { TOTP_DIGITS = 6, TOTP_STEP_S = 30, TOTP_SECRET_BYTES = 20, TOTP_SALT = 16 };

typedef struct {
    Str name;       /* of the login */
    Str salt, next; /* of the secret in use, and of one that is shown and not confirmed yet; empty: none */
    Time since;     /* from when it is asked for */
    int64_t step;   /* of the last code that counted: none of it or before counts again */
} Totp;

typedef struct {
    uint8_t b[TOTP_SECRET_BYTES];
} TotpSecret;

/* The row of a login; empty texts where there is none. Refusals: ERR_BUSY. */
Err totp_find(Bureau *bureau, Arena *arena, Str name, Totp *out) NODISCARD;
static inline bool totp_is_on(const Totp *totp) { return totp->salt.n > 0; }
/* Lays a fresh secret beside the one in use. In the writer's transaction. Refusals: ERR_BUSY. */
Err totp_begin(Bureau *bureau, Arena *arena, Str name) NODISCARD;
/* The fresh secret of a row just found is the one from now on, confirmed by the code of that step; the journal gets an entry that
 * says so, of this actor, and nothing of the secret. In the writer's transaction. Refusals: ERR_BUSY. */
Err totp_confirm(Bureau *bureau, Arena *arena, const Actor *actor, const Totp *shown, int64_t step, Time now) NODISCARD;
/* The code of this step was used. In the writer's transaction. Refusals: ERR_BUSY. */
Err totp_used(Bureau *bureau, Str name, int64_t step) NODISCARD;
/* Whoever gets a new grant, or ends, has none any more. In the writer's transaction. Refusals: ERR_BUSY. */
Err totp_drop(Bureau *bureau, Str name) NODISCARD;
/* What was valid up to now counts no more, of anybody: an old copy of the bureau does not know which codes were used since. In the
 * writer's transaction, before anybody can sign in. Refusals: ERR_BUSY. */
Err totp_epoch(Bureau *bureau, Time now) NODISCARD;

/* The secret of a salt; RFC 4648's letters for it, and the address that apps read from a QR code. */
TotpSecret totp_secret(const Hash *secret, Arena *arena, Str name, Str salt);
Str totp_base32(Arena *arena, Str bytes);
Str totp_address(Arena *arena, const TotpSecret *secret, Str issuer, Str name);
/* The code of a moment, TOTP_DIGITS digits. */
Str totp_code(Arena *arena, const TotpSecret *secret, Time at);
/* Whether it is the code of now, or of the step before or behind, and of a step after `last`; *step is which. */
bool totp_fits(Arena *arena, const TotpSecret *secret, Str code, Time now, int64_t last, int64_t *step);
