/* happened_table.h - how the members of events are said in timelines and lists: which number is a day, a word of a
 * list, the number of a thing. What is not named here stands as it is. Reader: happened.c.
 * Forms: WORD a word of the list · WORDS a set of its bits · DAY, MONTH, TIME · REGION · TRUTH · HEX raw bytes · HIDE
 * what is inside only · THING the number of something this person has, under its letter · BATCH · PERSON · UNIT ·
 * INSTITUTION · OUTLET · COMMAND · VALUE a value whose kind another member names. */
#pragma once

/*    EVENT  member  form  list or letter */
#define HAPPENED(X) \
    X(PERSON_REGISTERED, "id_type", WORD, SET_ID_TYPE) X(PERSON_REGISTERED, "sex", WORD, SET_SEX) X(PERSON_REGISTERED, "born", DAY, 0) \
    X(PERSON_REGISTERED, "hukou_region", REGION, 0) X(PERSON_REGISTERED, "hukou_type", WORD, SET_HUKOU_TYPE) \
    X(PERSON_REGISTERED, "residence_region", REGION, 0) X(PERSON_REGISTERED, "retire_category", WORD, SET_RETIRE_CATEGORY) \
    X(PERSON_CHANGED, "what", FIELD, 0) X(PERSON_CHANGED, "value", VALUE, 0) \
    X(PERSON_CELL, "field", PERSONAL, 0) X(PERSON_CELL, "card", THING, 'K') X(PERSON_CELL, "cell", HIDE, 0) X(PERSON_CELL, "commitment", HIDE, 0) \
    X(POLICE_CHECKED, "match", TRUTH, 0) \
    X(RELATION_MADE, "relation", THING, 'R') X(RELATION_MADE, "kind", WORD, SET_RELATION) X(RELATION_MADE, "other", PERSON, 0) \
    X(RELATION_MADE, "from", TIME, 0) X(RELATION_MADE, "until", TIME, 0) X(RELATION_ENDED, "relation", THING, 'R') \
    X(DEATH_REPORTED, "day", DAY, 0) X(DEATH_WITHDRAWN, "day", DAY, 0) X(CHECK_FAILED, "day", DAY, 0) X(PASSWORD_GRANTED, "grant", THING, 'G') \
    X(WEBHOOK_MADE, "role", WORD, SET_ROLE) X(WEBHOOK_MADE, "messages", WORDS, SET_MESSAGE) X(WEBHOOK_ENDED, "webhook", LETTER, 'W') \
    X(PASSWORD_SET, "grant", THING, 'G') X(PASSWORD_RESET, "grant", THING, 'G') X(USER_ADDED, "role", WORD, SET_ROLE) X(USER_PROPOSED, "role", WORD, SET_ROLE) \
    X(USER_PROPOSED, "again", TRUTH, 0) X(USER_PROPOSED, "proposer", HIDE, 0) \
    X(LOOKED, "role", WORD, SET_ROLE) X(LOOKED, "function", WORD, SET_EFFECT) X(NOTICE_READ, "notice", THING, 'N') \
    X(RESTORED, "facts", HIDE, 0) X(PHOTO_FILED, "day", DAY, 0) X(PHOTO_FILED, "hash", HEX, 0) \
    X(ACCOUNT_OPENED, "account", THING, 'J') X(ACCOUNT_OPENED, "region", REGION, 0) X(ACCOUNT_OPENED, "category", WORD, SET_CATEGORY) \
    X(ACCOUNT_OPENED, "flexible_kind", WORD, SET_FLEXIBLE_KIND) X(ACCOUNT_OPENED, "payer_kind", HIDE, 0) X(ACCOUNT_OPENED, "payer", PAYER, 0) \
    X(ACCOUNT_OPENED, "insurances", WORDS, SET_INSURANCE) X(ACCOUNT_OPENED, "from", DAY, 0) X(ACCOUNT_OPENED, "channel", WORD, SET_OPEN_CHANNEL) \
    X(ACCOUNT_STOPPED, "account", THING, 'J') X(ACCOUNT_STOPPED, "insurances", WORDS, SET_INSURANCE) X(ACCOUNT_STOPPED, "month", MONTH, 0) \
    X(ACCOUNT_STOPPED, "reason", WORD, SET_STOP_REASON) \
    X(ACCOUNT_RESUMED, "account", THING, 'J') X(ACCOUNT_RESUMED, "insurances", WORDS, SET_INSURANCE) X(ACCOUNT_RESUMED, "month", MONTH, 0) \
    X(ACCOUNT_RESUMED, "payer_kind", HIDE, 0) X(ACCOUNT_RESUMED, "payer", PAYER, 0) \
    X(ACCOUNT_ENDED, "account", THING, 'J') X(ACCOUNT_ENDED, "state", WORD, SET_ACCOUNT_STATE) \
    X(TRANSFER_STARTED, "transfer", THING, 'T') X(TRANSFER_STARTED, "from_region", REGION, 0) X(TRANSFER_STARTED, "to_region", REGION, 0) \
    X(TRANSFER_STARTED, "expected", DAY, 0) X(TRANSFER_STEPPED, "transfer", THING, 'T') X(TRANSFER_STEPPED, "step", WORD, SET_TRANSFER_STEP) \
    X(TRANSFER_STEPPED, "expected", DAY, 0) X(TRANSFER_ENDED, "transfer", THING, 'T') X(TRANSFER_ENDED, "done", TRUTH, 0) \
    X(HOLD_PLACED, "cause", WORD, SET_CAUSE) X(HOLD_PLACED, "until", TIME, 0) X(HOLD_PLACED, "evidence", WORDS, SET_EVIDENCE) \
    X(HOLD_PLACED, "unit", UNIT, 0) X(HOLD_PLACED, "from", TIME, 0) X(HOLD_RELEASED, "cause", WORD, SET_CAUSE) X(HOLD_ASKED, "cause", WORD, SET_CAUSE) \
    X(RETIREMENT_CLAIMED, "month", MONTH, 0) \
    X(CASE_OPENED, "n", THING, 'C') X(CASE_OPENED, "procedure", WORD, SET_PROCEDURE) X(CASE_OPENED, "state", WORD, SET_CASE_STATE) \
    X(CASE_OPENED, "cause", WORD, SET_CAUSE) X(CASE_OPENED, "command", COMMAND, 0) X(CASE_OPENED, "opener", HIDE, 0) \
    X(CASE_OPENED, "unit", UNIT, 0) X(CASE_OPENED, "card", THING, 'K') X(CASE_OPENED, "due", DAY, 0) X(CASE_OPENED, "region", REGION, 0) \
    X(CASE_OPENED, "argument", HIDE, 0) X(CASE_OPENED, "args", HIDE, 0) \
    X(CASE_PAPER, "n", THING, 'C') X(CASE_PAPER, "kind", WORD, SET_EVIDENCE) X(CASE_PAPER, "day", DAY, 0) X(CASE_PAPER, "hash", HEX, 0) \
    X(CASE_MOVED, "n", THING, 'C') X(CASE_MOVED, "state", WORD, SET_CASE_STATE) X(CASE_MOVED, "due", DAY, 0) \
    X(CARD_APPLIED, "card", THING, 'K') X(CARD_APPLIED, "region", REGION, 0) X(CARD_APPLIED, "bank", INSTITUTION, 0) \
    X(CARD_APPLIED, "kind", WORD, SET_CARD_KIND) X(CARD_APPLIED, "reason", WORD, SET_CARD_REASON) X(CARD_APPLIED, "channel", WORD, SET_CHANNEL) \
    X(CARD_APPLIED, "expected", DAY, 0) X(CARD_APPLIED, "replaces", THING, 'K') X(CARD_APPLIED, "photo_ok", TRUTH, 0) X(CARD_APPLIED, "fee_paid", TRUTH, 0) \
    X(CARD_PROD, "card", THING, 'K') X(CARD_PROD, "state", WORD, SET_PRODUCTION) X(CARD_PROD, "batch", BATCH, 0) \
    X(CARD_APP, "card", THING, 'K') X(CARD_APP, "state", WORD, SET_APPLICATION) X(CARD_APP, "reason", WORD, SET_CANCEL_REASON) \
    X(CARD_FIN, "card", THING, 'K') X(CARD_FIN, "state", WORD, SET_FINANCIAL) X(CARD_PIN, "card", THING, 'K') X(CARD_PIN, "state", WORD, SET_PIN) \
    X(CARD_PHOTO, "card", THING, 'K') X(CARD_PHOTO, "accepted", TRUTH, 0) X(CARD_PHOTO, "rejected", WORD, SET_PHOTO_CODE) X(CARD_PHOTO, "hash", HEX, 0) \
    X(CARD_MADE, "card", THING, 'K') X(CARD_MADE, "issued", DAY, 0) X(CARD_MADE, "valid_until", DAY, 0) \
    X(CARD_PLACED, "card", THING, 'K') X(CARD_PLACED, "outlet", OUTLET, 0) \
    X(CARD_HANDED, "card", THING, 'K') X(CARD_HANDED, "receiver", WORD, SET_RECEIVER) X(CARD_HANDED, "other", PERSON, 0) X(CARD_HANDED, "deadline", DAY, 0) \
    X(CARD_ACTIVATED, "card", THING, 'K') X(CARD_ACTIVATED, "channel", WORD, SET_CHANNEL) X(CARD_ACTIVATED, "institution", INSTITUTION, 0) \
    X(CARD_USED, "card", THING, 'K') X(CARD_USED, "function", WORD, SET_EFFECT) X(CARD_USED, "institution", INSTITUTION, 0) \
    X(CARD_LOST, "card", THING, 'K') X(CARD_LOST, "kind", WORD, SET_LOSS_KIND) X(CARD_LOST, "until", TIME, 0) X(CARD_LOST, "channel", WORD, SET_CHANNEL) \
    X(CARD_FOUND, "card", THING, 'K') X(CARD_FOUND, "lapsed", TRUTH, 0) X(CARD_REMINDED, "card", THING, 'K') X(CARD_REMINDED, "until", DAY, 0) \
    X(DORMANCY_TOLD, "card", THING, 'K') X(DORMANCY_TOLD, "last_use", DAY, 0) X(DORMANCY_TOLD, "day", DAY, 0) \
    X(CARD_ELSEWHERE, "region", REGION, 0) X(CARD_ELSEWHERE, "live", TRUTH, 0) \
    X(LEGACY_MOVED, "state", WORD, SET_LEGACY) X(LEGACY_MOVED, "until", DAY, 0) X(BALANCE_MOVED, "card", THING, 'K') \
    X(CONTRACT_MADE, "person", PERSON, 0) X(CONTRACT_MADE, "agency", INSTITUTION, 0) X(CONTRACT_MADE, "basis", WORD, SET_BASIS) \
    X(CONTRACT_MADE, "employer", UNIT, 0) X(CONTRACT_MADE, "region", REGION, 0) X(CONTRACT_MADE, "insurances", WORDS, SET_INSURANCE) \
    X(CONTRACT_MADE, "from", TIME, 0) X(CONTRACT_MADE, "until", TIME, 0) X(CONTRACT_ENDED, "month", MONTH, 0) \
    X(WINDOW_SET, "from", TIME, 0) X(WINDOW_SET, "until", TIME, 0) X(DAILY_DONE, "day", DAY, 0) \
    X(POLICY_RECORDED, "set", LETTER, 'P') X(POLICY_RECORDED, "hash", HEX, 0) X(POLICY_RECORDED, "files", HIDE, 0) \
    X(POLICY_PROPOSED, "set", LETTER, 'P') X(POLICY_PROPOSED, "hash", HEX, 0) X(POLICY_PROPOSED, "base", LETTER, 'P') \
    X(POLICY_PROPOSED, "files", HIDE, 0) X(POLICY_APPROVED, "set", LETTER, 'P') X(POLICY_APPROVED, "hash", HEX, 0) \
    X(POLICY_APPROVED, "use", HIDE, 0) X(POLICY_PROPOSED, "proposer", HIDE, 0) \
    X(POLICY_APPROVED, "before", HEX, 0) \
    X(MONTH_CLOSED, "region", REGION, 0) X(MONTH_CLOSED, "month", MONTH, 0) \
    X(INTEREST_CREDITED, "region", REGION, 0) X(INTEREST_CREDITED, "provisional", TRUTH, 0) \
    X(WAGE_DECLARED, "month", MONTH, 0) X(WAGE_DECLARED, "digest", HEX, 0) \
    X(LEVY_ASSESSED, "region", REGION, 0) X(LEVY_ASSESSED, "month", MONTH, 0) X(LEVY_ASSESSED, "by", HIDE, 0) \
    X(LEVY_RELEASED, "region", REGION, 0) X(LEVY_RELEASED, "month", MONTH, 0) \
    X(BATCH_OPENED, "command", HIDE, 0) X(BATCH_OPENED, "region", REGION, 0) X(BATCH_OPENED, "period", HIDE, 0) \
    X(BATCH_OPENED, "input", HEX, 0) X(BATCH_OPENED, "policy", HEX, 0) X(BATCH_CLOSED, "run", LETTER, 'L') \
    X(UNIT_PAID, "day", DAY, 0) X(PAYMENT_RECEIVED, "day", DAY, 0) \
    X(UNIT_PAID, "day", DAY, 0) X(PAYMENT_RECEIVED, "day", DAY, 0) \
    X(BILL_ISSUED, "region", REGION, 0) X(BILL_ISSUED, "month", MONTH, 0) X(BILL_ISSUED, "due", DAY, 0) X(BILL_ISSUED, "run", LETTER, 'L') \
    X(BILL_ISSUED, "contract", LETTER, 'X') X(BILL_SETTLED, "contract", LETTER, 'X') X(BILLS_LAPSED, "contract", LETTER, 'X') \
    X(BILL_SETTLED, "region", REGION, 0) X(BILL_SETTLED, "month", MONTH, 0) X(BILL_SETTLED, "due", DAY, 0) \
    X(BILLS_LAPSED, "region", REGION, 0) X(BILLS_LAPSED, "month", MONTH, 0) X(BILLS_LAPSED, "insurances", WORDS, SET_INSURANCE) \
    X(BILLS_LAPSED, "stops", TRUTH, 0) \
    X(MONEY_FILE_TAKEN, "kind", WORD, SET_IMPORT_KIND) X(MONEY_FILE_TAKEN, "digest", HEX, 0) X(MONEY_FILE_TAKEN, "file", HEX, 0) \
    X(SUSPENSE_MATCHED, "payer_kind", HIDE, 0) X(SUSPENSE_MATCHED, "payer", HIDE, 0) X(SUSPENSE_MATCHED, "month", MONTH, 0) \
    X(UNIT_PAYMENT_REVERSED, "day", DAY, 0) X(UNIT_PAYMENT_REVERSED, "from", MONTH, 0) X(UNIT_PAYMENT_REVERSED, "until", MONTH, 0) \
    X(PAYMENT_REVERSED, "day", DAY, 0) X(PAYMENT_REVERSED, "from", MONTH, 0) X(PAYMENT_REVERSED, "until", MONTH, 0) \
    X(FEE_WAIVED, "month", MONTH, 0) X(FEE_WAIVED, "day", DAY, 0) X(PAYMENT_ORDERED, "region", REGION, 0) \
    X(PAYMENT_ORDERED, "month", MONTH, 0) X(PAYMENT_ORDERED, "deadline", DAY, 0) X(ENFORCEMENT_MOVED, "order", LETTER, 'E') \
    X(ENFORCEMENT_MOVED, "step", WORD, SET_ENFORCE) X(ENFORCEMENT_MOVED, "deadline", DAY, 0) X(ENFORCEMENT_MOVED, "day", DAY, 0) \
    X(BASE_ADJUSTED, "region", REGION, 0) X(BASE_ADJUSTED, "from", MONTH, 0) X(BASE_ADJUSTED, "until", MONTH, 0) \
    X(BASE_ADJUSTED, "free_until", DAY, 0) X(BASE_ADJUSTED, "run", LETTER, 'L') X(BASE_ADJUSTED, "day", DAY, 0) \
    X(AGENCY_RECEIVED, "contract", LETTER, 'X') X(AGENCY_RECEIVED, "day", DAY, 0) X(AGENCY_RECEIVED, "since", DAY, 0) \
    X(AGENCY_RECEIVED, "next", MONTH, 0) X(AGENCY_RECEIVED, "region", REGION, 0) \
    X(AGENCY_REMITTED, "contract", LETTER, 'X') X(AGENCY_REMITTED, "month", MONTH, 0) X(AGENCY_REMITTED, "since", DAY, 0) \
    X(AGENCY_REMITTED, "next", MONTH, 0) X(AGENCY_REMITTED, "region", REGION, 0) \
    X(AGENCY_SHORT, "contract", LETTER, 'X') X(AGENCY_SHORT, "month", MONTH, 0) X(AGENCY_SHORT, "stop", DAY, 0) \
    X(AGENCY_SHORT, "region", REGION, 0) \
    X(AGENCY_KEPT, "contract", LETTER, 'X') X(AGENCY_KEPT, "since", DAY, 0) X(AGENCY_KEPT, "month", MONTH, 0) \
    X(AGENCY_REFUNDED, "contract", LETTER, 'X') \
    X(AGENCY_ENDED, "contract", LETTER, 'X') X(AGENCY_ENDED, "month", MONTH, 0) \
    X(AGENCY_SILENT, "contract", LETTER, 'X') X(AGENCY_SILENT, "since", DAY, 0) X(AGENCY_SILENT, "region", REGION, 0) \
    X(ACCOUNT_UNTIL, "month", MONTH, 0) \
    X(AGENCY_RECEIPT_REVERSED, "contract", LETTER, 'X') X(AGENCY_RECEIPT_REVERSED, "day", DAY, 0) \
    X(AGENCY_RECEIPT_REVERSED, "since", DAY, 0) X(AGENCY_RECEIPT_REVERSED, "next", MONTH, 0) \
    X(AGENCY_RECEIPT_REVERSED, "region", REGION, 0) \
    X(NOTICE_CHOSEN, "channel", WORD, SET_NOTICE_CHANNEL) X(NOTICE_CHOSEN, "lang", WORD, SET_LANGUAGE) \
    X(UNIT_WORK_REFUSED, "command", COMMAND, 0) X(AGENCY_WORK_REFUSED, "command", COMMAND, 0) \
    X(INBOX_READ, "kind", HIDE, 0) X(INBOX_READ, "org", HIDE, 0) \
    X(CERT_ISSUED, "kind", WORD, SET_CERT) X(CERT_ISSUED, "from", MONTH, 0) X(CERT_ISSUED, "until", MONTH, 0) X(CERT_ISSUED, "digest", HIDE, 0) \
    X(APPOINTMENT_BOOKED, "region", REGION, 0) X(APPOINTMENT_BOOKED, "matter", WORD, SET_MATTER) X(APPOINTMENT_BOOKED, "time", TIME, 0) \
    X(APPOINTMENT_CANCELLED, "appointment", THING, 'Y') X(APPOINTMENT_CANCELLED, "region", REGION, 0) \
    X(APPOINTMENT_CANCELLED, "matter", WORD, SET_MATTER) X(APPOINTMENT_CANCELLED, "time", TIME, 0)
