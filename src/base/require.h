/* require.h - what only a programmer can cause. Stays on in production: a bureau that goes on after a
 * broken assumption does more harm than one that stops. What a person, a law, a file or a database can
 * cause is never a require() but a refusal (err.h). */
#pragma once

#define require(condition) \
    ((condition) ? (void)0 : require_failed(#condition, __FILE__, __LINE__))

/* Says what was broken and where on stderr and ends the process with exit code 70. */
_Noreturn void require_failed(const char *condition, const char *file, int line);
