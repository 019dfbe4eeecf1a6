/* letters.h - sends notices to the people who chose text messages or e-mail (journal/letter.h), one program run a notice:
 * a command of the operator's which knows an SMS gateway or a mail server. It gets one line of JSON on standard input:
 *   {"id":"N17-4","channel":"sms","to":"13912345678","lang":"zh","important":true,"text":"..."}
 * of e-mail also "subject". No number of identity, name or amount is among it. Exit code 0: it is sent. Whatever else: tried
 * again, later and later, LETTER_ATTEMPTS times; the same id each time. A letter is never in the way of another. */
#pragma once
#include "core/sender.h"
#include "journal/letter.h"

/* Sends what is due at `now`, with sender->command; gives up after SENDER_FAILURES_MAX failures in a row. What nobody wants any
 * more, what has no address and what is too old ends unsent. No transaction is open while a program runs. The arena is used
 * and given back. Refusals: ERR_BUSY the bureau cannot be read or the result not be recorded. */
Err letters_pass(const Sender *sender, Arena *arena, Time now, SenderCounts *out) NODISCARD;

/* One letter as the program gets it; *error says why it is not to be sent (DELIVERY_NOT_WANTED, _GARBLED, _NO_ADDRESS,
 * _TOO_LATE), and 0 that it is. In a transaction. Refusals: ERR_BUSY. */
Err letters_text(Bureau *bureau, Arena *arena, const Letter *letter, Time now, Str *id, Str *out, int64_t *error) NODISCARD;
