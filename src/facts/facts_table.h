/* facts_table.h - what is known of one person, employer, institution, contract and batch: the members once, for
 * struct, encoding, dump and tests. N(type, name) is a number (a Day or Time struct counts as one; 0 = none);
 * T(name, bytes) a text of at most so many bytes. The encoding is versioned: append members, never reorder. */
#pragma once

/* One card: five independent attributes (domain.md 3.4), where it is, and its successor. */
#define CARD_FACTS(N, T) CARD_FACTS_1(N, T) CARD_FACTS_2(N, T)
#define CARD_FACTS_1(N, T) \
    N(int32_t, n) N(uint8_t, kind) N(uint8_t, reason) N(uint8_t, channel) N(uint8_t, prod) N(uint8_t, app) N(uint8_t, app_before) \
    N(uint8_t, fin) N(uint8_t, pin) N(uint8_t, tries) N(uint8_t, cancel_reason) N(uint8_t, photo_ok) N(uint8_t, fee_paid) N(uint8_t, rejected) \
    N(int32_t, region) N(int64_t, bank) N(int64_t, outlet) N(int64_t, batch) N(int32_t, bank_cell) N(int32_t, replaces) N(int32_t, replaced_by) \
    N(Day, applied) N(Day, expected) N(Day, issued) N(Day, valid_until) N(Day, at_outlet) N(Day, handed) N(Day, deadline) N(Day, activated) N(Day, last_use) \
    N(Time, lost_until) N(uint8_t, retries) T(card_no, 12) T(card_id_code, 32) \
    N(Time, app_since)
/* Since version 2: how many reminders were sent while it lies at an outlet, and the last use that the notice of
 * dormancy spoke of. */
#define CARD_FACTS_2(N, T) N(uint8_t, reminded) N(Day, dormancy_told)

/* stopped_month: the last month; of an open account the one with which its contract ends, or 0. */
#define ACCOUNT_FACTS(N, T) ACCOUNT_FACTS_1(N, T) ACCOUNT_FACTS_2(N, T) ACCOUNT_FACTS_3(N, T)
#define ACCOUNT_FACTS_1(N, T) \
    N(int32_t, n) N(int32_t, region) N(uint8_t, category) N(uint8_t, flexible_kind) N(uint8_t, payer_kind) N(int64_t, payer) N(uint8_t, insurances) \
    N(uint8_t, state) N(Day, since) N(Day, opened) N(int32_t, stopped_month) N(uint8_t, stop_reason) N(int64_t, base_fen)
/* Since version 3: who paid before the present payer, since when and through which month: those months may be billed
 * after the change. before_kind 0: nobody. */
#define ACCOUNT_FACTS_2(N, T) N(uint8_t, before_kind) N(int64_t, before) N(Day, before_since) N(int32_t, before_month)
/* Since version 5, of an account that ended an interruption with a ledger behind it: the month from which medical cover begins
 * anew (0: nothing was interrupted), how many months lay between, and the first of its own months that was paid
 * (hold/cover.h). */
#define ACCOUNT_FACTS_3(N, T) N(int32_t, cover_from) N(int32_t, cover_gap) N(int32_t, covered)

/* Money that an agency holds for the person by a contract (events_table.h, agency-received and after): since: the day
 * from which that for the month `next` is held; short_month and stop: a month that it did not cover, and the day on which
 * the account stops by rule; told: the `since` of which the person was told that it is kept; heard: the last day on which the agency
 * remitted something, and silent: the last one from which the silence was told. */
#define CLIENT_FACTS(N, T) \
    N(int64_t, contract) N(int32_t, region) N(int64_t, held_fen) N(Day, since) N(int32_t, next) N(int32_t, short_month) N(Day, stop) N(Day, told) \
    N(Day, heard) N(Day, silent)

#define HOLD_FACTS(N, T) \
    N(uint8_t, cause) N(Time, since) N(Time, until) N(int64_t, evidence) N(int64_t, unit) N(uint8_t, asked) T(by, 60)

/* A case that is not ended. `copies` counts the papers by kind in 4 bits each: kind k stands in copies[k / 16]. */
#define CASE_FACTS(N, T) \
    N(int32_t, n) N(uint8_t, procedure) N(uint8_t, state) N(uint8_t, cause) N(uint8_t, command) N(int64_t, entry) N(int64_t, opener) N(int64_t, unit) \
    N(int32_t, card) N(Day, opened) N(Day, due) N(int64_t, papers0) N(int64_t, papers1) N(int64_t, papers2) N(int64_t, region) N(int64_t, argument)

#define RELATION_FACTS(N, T) N(int32_t, n) N(uint8_t, kind) N(int64_t, other) N(Time, from) N(Time, until)

#define TRANSFER_FACTS(N, T) N(int32_t, n) N(int32_t, from_region) N(int32_t, to_region) N(uint8_t, step) N(Day, started) N(Day, expected)

#define ELSEWHERE_FACTS(N, T) N(int32_t, region) T(card_no, 12)

/* What the person owes as payer, a month and region a row, in order of (month, region, contract). A row is kept while
 * something of it is open, or of an older one (a later month that is paid shows that contributions went on); the last
 * one stays and says that a ledger stands behind. Month 0: other_fen is what the bureau holds for the payer, negative. */
#define BILL_FACTS(N, T) \
    N(int32_t, month) N(int32_t, region) N(int64_t, contract) N(int64_t, pension_fen) N(int64_t, medical_fen) N(int64_t, other_fen) N(Day, due) \
    N(uint8_t, lapsed)

#define PERSON_FACTS(N, T) PERSON_FACTS_1(N, T) PERSON_FACTS_2(N, T)
#define PERSON_FACTS_1(N, T) \
    N(int64_t, id) N(uint8_t, id_type) N(uint8_t, sex) N(Day, born) N(int32_t, hukou_region) N(uint8_t, hukou_type) N(int32_t, residence_region) \
    N(uint8_t, retire_category) N(uint8_t, ethnicity) N(Day, registered) N(Day, photo_day) N(Day, death) N(uint8_t, police) N(uint8_t, retired) \
    N(uint8_t, granted) N(Day, fails_day) N(uint8_t, fails) N(int32_t, cells) N(int32_t, next_card) N(int32_t, next_account) N(int32_t, next_case) \
    N(int32_t, next_relation) N(int32_t, next_transfer) N(int32_t, next_notice) N(int32_t, next_grant) N(int64_t, medical_balance_fen) N(uint8_t, legacy_state) \
    N(int64_t, legacy_balance_fen) N(Day, legacy_until) N(Day, last_use) N(int64_t, last_unit) N(int32_t, paid_months) T(legacy_card_no, 40) \
    N(uint8_t, retirement_asked)
/* Since version 4: by which way notices are sent, and in which language; 0: nothing was ever chosen, nothing is sent. */
#define PERSON_FACTS_2(N, T) N(uint8_t, notice_channel) N(uint8_t, notice_lang)

/* Which personal values have a cell: the number of the current one by PersonalField. PENDING is the command that
 * waits in a case for its second person (command_bytes), kept sealed under the number of the case. */
#define PERSONAL_FIELDS(X) \
    X(1, PF_SSN, "ssn") X(2, PF_ID_NO, "id_no") X(3, PF_NAME, "name") X(4, PF_MOBILE, "mobile") X(5, PF_ADDRESS, "address") \
    X(6, PF_BIRTH_PLACE, "birth_place") X(7, PF_BANK_CARD, "bank_card_no") X(8, PF_OLD_SSN, "old_ssn") \
    X(9, PF_PENDING, "pending") X(10, PF_EMAIL, "email")

#define UNIT_FACTS(N, T) \
    N(int64_t, id) N(int32_t, region) N(uint8_t, injury_class) N(int32_t, injury_float) N(Day, registered) T(credit_code, 18) T(name, 300)

#define INSTITUTION_FACTS(N, T) \
    N(int64_t, id) N(uint8_t, kind) N(int32_t, region) N(Day, registered) T(code, 40) T(name, 300) T(bank_bin, 12) T(licence, 100) T(address, 300) \
    T(phone, 60) T(hours, 160) T(key, 400)

#define CONTRACT_FACTS(N, T) \
    N(int64_t, id) N(int64_t, person) N(int64_t, agency) N(uint8_t, basis) N(int64_t, employer) N(int32_t, region) N(uint8_t, insurances) N(int64_t, base_fen) \
    N(int64_t, service_fee_fen) N(Time, from) N(Time, until) N(int32_t, ended_month)

#define BATCH_FACTS(N, T) N(int64_t, id) N(uint8_t, sent) N(int32_t, count) N(Day, made)

/* The bureau itself: counters that give dense ids, and the migration window. */
#define BUREAU_FACTS(N, T) \
    N(int64_t, persons) N(int64_t, units) N(int64_t, institutions) N(int64_t, contracts) N(int64_t, batches) N(Time, window_from) N(Time, window_until) \
    N(Day, last_daily)
