/* saga_table.h - what is said in a saga: who says what in which year of a life, the lines before all of them, and questions.
 * Read by saga.c. */
#pragma once

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define CENTRE "{\"role\":\"centre\",\"user\":\"c1\",\"org\":\"centre\"}"
#define CENTRE_2 "{\"role\":\"centre\",\"user\":\"c2\",\"org\":\"centre\"}"
#define REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define BANK "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"B01\"}"
#define HOSPITAL "{\"role\":\"hospital\",\"user\":\"h1\",\"org\":\"H01\"}"
#define AGENCY "{\"role\":\"agency\",\"user\":\"g1\",\"org\":\"A01\"}"
#define HOTLINE "{\"role\":\"hotline\",\"user\":\"t1\",\"org\":\"12333\"}"
#define FACTORY "{\"role\":\"factory\",\"user\":\"f1\",\"org\":\"factory\"}"
#define ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"
#define ADMIN_2 "{\"role\":\"admin\",\"user\":\"second\",\"org\":\"office\"}"
#define TAX "{\"role\":\"tax\",\"user\":\"t1\",\"org\":\"tax\"}"
#define SELF "{\"role\":\"online\",\"user\":\"@S\"}"
#define HOLDER "{\"role\":\"holder\",\"user\":\"@S\"}"
#define AUDITOR "{\"role\":\"auditor\",\"user\":\"a1\",\"org\":\"audit\"}"
#define UNIT "{\"role\":\"unit\",\"user\":\"hr\",\"org\":\"91330106MA27XK3D59\"}"
#define JOB "{\"role\":\"job\",\"user\":\"cron\",\"org\":\"office\"}"
#define ID "\"evidence\":[{\"kind\":\"id-card\",\"no\":\"@S\",\"valid_until\":\"2035-01-01\"}]"
#define MANY \
    "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"household-register\"},{\"kind\":\"labour-contract\"},{\"kind\":\"social-" \
    "card\"},{\"kind\":\"agency-contract\"}," \
    "{\"kind\":\"power-of-attorney\"},{\"kind\":\"death-certificate\"},{\"kind\":\"unpaid-leave-agreement\"},{\"kind\":\"bank-" \
    "remittance\",\"no\":\"@N\",\"day\":\"2025-06-01\"}," \
    "{\"kind\":\"court-paper\"},{\"kind\":\"photo\"},{\"kind\":\"retirement-approval\"},{\"kind\":\"passport\"}]"
#define APPLICATION "\"application\":\"$@P-apply.application\""
#define CARD "\"card_no\":\"@C\""

/* The lives: A everyday, B flexible through an agency, C transfer and death, D never collects the card, E corrections and
 * cancelling, F sealed by the employer, and an official error. */
enum { A = 1, B = 2, C = 4, D = 8, E = 16, F = 32, ALL = 63 };
enum { YEAR_1 = 0, YEAR_2, YEARS };

typedef struct {
    int lives, year;
    const char *id, *actor, *what, *args; /* what: a command, or "?query" */
} Step;

static const Step steps[] = {
    { ALL, YEAR_1, "register", CLERK, "person.register",
      "{\"ssn\":\"@S\",\"name\":\"\xe6\x9d\x8e@N\",\"mobile\":\"139000000@N\",\"address\":\"\xe8\xb7\xaf "
      "@N\",\"hukou_region\":\"330106\",\"hukou_type\":\"urban\"," MANY "}" },
    { A | C, YEAR_1, "grant", TAX, "password.grant", "{\"ssn\":\"@S\"," ID "}" },
    { A | C, YEAR_1, "set", SELF, "password.set",
      "{\"ssn\":\"@S\",\"grant\":\"$@P-grant.grant\",\"password\":\"four words in a row\"}" },
    { A, YEAR_1, "change", SELF, "password.change", "{\"password\":\"other words in a row\"}" },
    { C, YEAR_1, "forgot", TAX, "password.reset", "{\"ssn\":\"@S\"," ID "}" },
    { A, YEAR_1, "user", ADMIN, "user.add", "{\"user\":\"user@N\",\"role\":\"clerk\",\"org\":\"office\"}" },
    { A, YEAR_1, "users", ADMIN, "?user.list", "{}" },
    { A, YEAR_1, "gone", ADMIN, "user.end", "{\"user\":\"user@N\"}" },
    { A, YEAR_1, "whole", SELF, "?person.identity", "{\"ssn\":\"@S\"}" },
    { A | B | C | E, YEAR_1, "legacy", CLERK, "legacy-card.record",
      "{\"ssn\":\"@S\",\"old_card_no\":\"HZ@N\",\"balance_fen\":@N}" },
    { C, YEAR_1, "relation", CLERK, "relation.register",
      "{\"ssn\":\"@S\",\"other_person\":1,\"kind\":\"proxy\",\"from\":\"2025-01-01\",\"until\":\"2025-12-31\"," MANY "}" },
    { A | C | D | F, YEAR_1, "open", CLERK, "account.open",
      "{\"ssn\":\"@S\",\"region\":\"330100\",\"category\":\"employee\",\"payer\":\"91330106MA27XK3D59\",\"insurances\":["
      "\"pension\",\"medical\"],\"from\":\"2025-01\",\"base_fen\":900000,\"channel\":\"counter\"," MANY "}" },
    { B, YEAR_1, "contract", AGENCY, "agency.contract",
      "{\"ssn\":\"@S\",\"basis\":\"flexible-proxy\",\"region\":\"330100\",\"insurances\":[\"pension\",\"medical\"],\"base_fen\":"
      "500000,\"service_fee_fen\":6000,\"from\":\"2025-01-01\",\"until\":\"2025-12-31\"," MANY "}" },
    { B, YEAR_1, "open", AGENCY, "account.open",
      "{\"ssn\":\"@S\",\"region\":\"330100\",\"category\":\"flexible\",\"flexible_kind\":\"freelancer\",\"payer\":\"$@P-contract."
      "contract\",\"insurances\":[\"pension\",\"medical\"],\"from\":\"2025-01\",\"base_fen\":500000,\"channel\":\"agency\"," MANY
      "}" },
    { E, YEAR_1, "case", CLERK, "case.open",
      "{\"procedure\":\"open-account\",\"ssn\":\"@S\",\"args\":{\"region\":\"330100\",\"category\":\"flexible\",\"flexible_kind\":"
      "\"freelancer\",\"payer\":\"self\",\"insurances\":\"pension,medical\",\"from\":\"2025-01\",\"base_fen\":\"500000\"}," ID
      "}" },
    { E, YEAR_1, "add", CLERK, "case.add", "{\"case\":\"$@P-case.case\"," MANY "}" },
    { E, YEAR_1, "submit", CLERK, "case.submit", "{\"case\":\"$@P-case.case\"}" },
    { E, YEAR_1, "reviewed", REVIEWER, "case.review", "{\"case\":\"$@P-case.case\",\"decision\":\"approve\"}" },
    { ALL, YEAR_1, "apply", CLERK, "card.apply",
      "{\"ssn\":\"@S\",\"region\":\"330100\",\"bank\":\"B01\",\"kind\":\"first\",\"channel\":\"counter\"," MANY "}" },
    { A, YEAR_1, "status", CLERK, "?application.status", "{" APPLICATION ",\"tail\":\"@T\"}" },
    { B, YEAR_1, "photo-bad", CENTRE, "card.photo", "{" APPLICATION ",\"rejected\":\"size\"}" },
    { ALL, YEAR_1, "photo", CENTRE, "card.photo", "{" APPLICATION ",\"photo_ok\":true}" },
    { B, YEAR_1, "check-bad", CENTRE, "card.data-check", "{" APPLICATION ",\"passed\":false,\"mismatch\":\"address\"}" },
    { B, YEAR_1, "resubmit", CLERK, "card.resubmit", "{" APPLICATION ",\"changes\":{\"address\":\"new @N\"}}" },
    { ALL, YEAR_1, "check", CENTRE, "card.data-check", "{" APPLICATION ",\"passed\":true}" },
    { B, YEAR_1, "refuse", BANK, "card.bank-refused", "{" APPLICATION ",\"reason\":\"\xe8\xaf\x81\xe4\xbb\xb6\"}" },
    { B, YEAR_1, "again", CLERK, "card.resubmit", "{" APPLICATION ",\"changes\":{\"address\":\"newer @N\"}}" },
    { ALL, YEAR_1, "opened", BANK, "card.bank-opened", "{" APPLICATION ",\"bank_card_no\":\"@B\"}" },
    { ALL, YEAR_1, "batch", CENTRE, "card.batch", "{\"applications\":[\"$@P-apply.application\"]}" },
    { ALL, YEAR_1, "send", CENTRE, "card.send", "{\"batch\":\"$@P-batch.batch\"}" },
    { F, YEAR_1, "failed", FACTORY, "card.make-failed", "{" APPLICATION ",\"stage\":\"print\",\"reason\":\"jam\"}" },
    { F, YEAR_1, "rebatch", CENTRE, "card.batch", "{\"applications\":[\"$@P-apply.application\"]}" },
    { F, YEAR_1, "resend", CENTRE, "card.send", "{\"batch\":\"$@P-rebatch.batch\"}" },
    { ALL, YEAR_1, "made", FACTORY, "card.made",
      "{" APPLICATION "," CARD ",\"card_id_code\":\"@D\",\"issued\":\"2025-01-15\",\"valid_until\":\"2035-01-14\"}" },
    { ALL, YEAR_1, "ship", CENTRE, "card.ship", "{" APPLICATION ",\"outlet\":\"B01\"}" },
    { ALL, YEAR_1, "receive", BANK, "card.receive", "{" APPLICATION ",\"outlet\":\"B01\"}" },
    { A | B | C | F, YEAR_1, "hand", BANK, "card.hand-over", "{" CARD ",\"to\":\"holder\"," MANY "}" },
    { A | E, YEAR_1, "enable", BANK, "card.activate",
      "{\"channel\":\"bank-counter\"," CARD ",\"ssn\":\"@S\",\"institution\":\"B01\"," MANY "}" },
    { B, YEAR_1, "enable", HOSPITAL, "card.activate",
      "{\"channel\":\"hospital\",\"institution\":\"H01\",\"card_id_code\":\"@D\",\"ssn\":\"@S\",\"name\":\"\xe6\x9d\x8e@N\","
      "\"registration_no\":\"r@N\",\"visit\":\"inpatient\"}" },
    { C, YEAR_1, "wrong", HOTLINE, "card.activate",
      "{\"channel\":\"hotline\",\"ssn\":\"@S\"," CARD ",\"call\":\"c@N\",\"answers\":{\"mobile\":\"1\",\"bank\":\"B01\"}}" },
    { C, YEAR_1, "enable", HOTLINE, "card.activate",
      "{\"channel\":\"hotline\",\"ssn\":\"@S\"," CARD
      ",\"call\":\"c@N\",\"answers\":{\"mobile\":\"139000000@N\",\"bank\":\"B01\"}}" },
    { A | B, YEAR_1, "state", BANK, "card.bank-state",
      "{\"bank_card_no\":\"@B\",\"state\":\"counter-only\",\"reason\":\"no use\"}" },
    { A, YEAR_1, "use", HOSPITAL, "card.use", "{\"card_id_code\":\"@D\",\"function\":\"medical\",\"institution\":\"H01\"}" },
    { A, YEAR_1, "pin-1", HOSPITAL, "card.pin", "{" CARD ",\"event\":\"wrong\"}" },
    { A, YEAR_1, "pin-2", CLERK, "card.pin", "{" CARD ",\"event\":\"reset\"," ID "}" },
    { A, YEAR_1, "lose", HOLDER, "card.lose", "{" CARD ",\"kind\":\"temporary\",\"channel\":\"online\"}" },
    { A, YEAR_1, "find", CLERK, "card.find", "{" CARD ",\"channel\":\"counter\"," ID "}" },
    { B, YEAR_1, "hook", BANK, "webhook.subscribe", "{\"url\":\"https://bank.example.org/@N\",\"messages\":[\"LOSS\"]}" },
    { B, YEAR_1, "hooks", BANK, "?webhook.list", "{}" },
    { B, YEAR_1, "key", BANK, "?webhook.secret", "{\"webhook\":\"$@P-hook.webhook\"}" },
    { B, YEAR_1, "unhook", BANK, "webhook.end", "{\"webhook\":\"$@P-hook.webhook\"}" },
    { B, YEAR_1, "lock", CENTRE, "card.lock", "{" CARD ",\"order\":\"L@N\"}" },
    { B, YEAR_1, "unlock", CENTRE, "card.unlock", "{" CARD ",\"order\":\"U@N\"}" },
    { B, YEAR_1, "arrears", CLERK, "hold.place", "{\"ssn\":\"@S\",\"cause\":\"arrears\"," MANY ",\"note\":\"line\\nline\"}" },
    { B, YEAR_1, "paid", CLERK, "hold.release", "{\"ssn\":\"@S\",\"cause\":\"arrears\"," MANY "}" },
    { B, YEAR_1, "money", AGENCY, "agency.receive",
      "{\"contract\":\"$@P-contract.contract\",\"amount_fen\":212000,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"C@N\","
      "\"day\":\"2025-01-10\"}}" },
    { B, YEAR_1, "unmoney", AGENCY, "agency.reverse",
      "{\"contract\":\"$@P-contract.contract\",\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"C@N\"},\"reason\":\"twice\"}" },
    { B, YEAR_1, "unmoneyed", REVIEWER, "case.review", "{\"case\":\"$@P-unmoney.case\",\"decision\":\"approve\"}" },
    { B, YEAR_1, "money-2", AGENCY, "agency.receive",
      "{\"contract\":\"$@P-contract.contract\",\"amount_fen\":212000,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"C@N\","
      "\"day\":\"2025-01-10\"}}" },
    { B, YEAR_1, "alone", CLERK, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-01\",\"ssn\":\"@S\"}" },
    { B, YEAR_1, "alone-2", REVIEWER, "levy.release", "{\"run\":\"$@P-alone.run\"}" },
    { B, YEAR_1, "remit", AGENCY, "agency.remit", "{\"month\":\"2025-01\"}" },
    { B, YEAR_1, "end", AGENCY, "agency.terminate", "{\"contract\":\"$@P-contract.contract\",\"month\":\"2025-06\"}" },
    { B, YEAR_1, "told", AGENCY, "?agency.notices", "{}" },
    { B, YEAR_1, "contract-q", AUDITOR, "?agency.account", "{\"contract\":\"$@P-contract.contract\"}" },
    { A, YEAR_1, "wages", UNIT, "wage.declare",
      "{\"credit_code\":\"91330106MA27XK3D59\",\"month\":\"2025-01\",\"mode\":\"good-rows\",\"lines\":[{\"ssn\":\"@S\","
      "\"wage_fen\":1234567}]}" },
    { A, YEAR_1, "assess", CLERK, "levy.assess",
      "{\"region\":\"330100\",\"month\":\"2025-01\",\"credit_code\":\"91330106MA27XK3D59\"}" },
    { A, YEAR_1, "release", REVIEWER, "levy.release", "{\"run\":\"$@P-assess.run\"}" },
    { A, YEAR_1, "pay", UNIT, "payment.record",
      "{\"payer\":\"91330106MA27XK3D59\",\"amount_fen\":9000000,\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"V@N\","
      "\"day\":\"2025-01-20\"}}" },
    { A, YEAR_1, "told", UNIT, "?unit.notices", "{\"credit_code\":\"91330106MA27XK3D59\"}" },
    { C, YEAR_1, "by-mail", HOLDER, "notice.choose",
      "{\"ssn\":\"@S\",\"channel\":\"email\",\"email\":\"mail@N@@example.com\",\"lang\":\"en\"}" },
    { C, YEAR_1, "read", UNIT, "inbox.read", "{\"notice\":\"E4-0\"}" },
    { E, YEAR_1, "sought", CLERK, "?desk.find", "{\"text\":\"@S\"}" },
    { A, YEAR_1, "receipt", CLERK, "?receipt.show", "{\"receipt\":\"$@P-pay.receipt\"}" },
    { E, YEAR_1, "cert", CLERK, "cert.issue", "{\"ssn\":\"@S\",\"kind\":\"participation\"}" },
    { E, YEAR_1, "genuine", CLERK, "?cert.verify", "{\"code\":\"$@P-cert.code\"}" },
    { A, YEAR_1, "refund", CLERK, "payment.refund",
      "{\"payer\":\"91330106MA27XK3D59\",\"amount_fen\":100,\"to\":\"622848000000@N\"}" },
    { A, YEAR_1, "refunded", REVIEWER, "case.review", "{\"case\":\"$@P-refund.case\",\"decision\":\"approve\"}" },
    { A, YEAR_1, "pay-2", UNIT, "payment.record",
      "{\"payer\":\"91330106MA27XK3D59\",\"amount_fen\":500,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"W@N\","
      "\"day\":\"2025-01-20\"}}" },
    { A, YEAR_1, "unpay", CLERK, "payment.reverse",
      "{\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"W@N\"},\"reason\":\"twice\"}" },
    { A, YEAR_1, "unpaid", REVIEWER, "case.review", "{\"case\":\"$@P-unpay.case\",\"decision\":\"approve\"}" },
    { A, YEAR_1, "wages-2", UNIT, "wage.declare",
      "{\"credit_code\":\"91330106MA27XK3D59\",\"month\":\"2025-01\",\"mode\":\"good-rows\",\"lines\":[{\"ssn\":\"@S\","
      "\"wage_fen\":1300000}]}" },
    { A, YEAR_1, "assess-2", CLERK, "levy.assess",
      "{\"region\":\"330100\",\"month\":\"2025-01\",\"credit_code\":\"91330106MA27XK3D59\"}" },
    { A, YEAR_1, "release-2", REVIEWER, "levy.release", "{\"run\":\"$@P-assess-2.run\"}" },
    { A, YEAR_1, "order", CLERK, "levy.order", "{\"bill\":\"91330106MA27XK3D59/2025-01\"}" },
    { A, YEAR_1, "ordered", REVIEWER, "case.review", "{\"case\":\"$@P-order.case\",\"decision\":\"approve\"}" },
    { A, YEAR_1, "waive", CLERK, "fee.waive",
      "{\"bill\":\"91330106MA27XK3D59/2025-01\",\"notice\":{\"no\":\"3\",\"day\":\"2025-01-15\"},\"share_percent\":50}" },
    { A, YEAR_1, "waived", REVIEWER, "case.review", "{\"case\":\"$@P-waive.case\",\"decision\":\"approve\"}" },
    { A, YEAR_1, "wages-3", UNIT, "wage.declare",
      "{\"credit_code\":\"91330106MA27XK3D59\",\"month\":\"2025-01\",\"mode\":\"good-rows\",\"lines\":[{\"ssn\":\"@S\","
      "\"wage_fen\":1400000}]}" },
    { A, YEAR_1, "adjust", CLERK, "base.adjust",
      "{\"region\":\"330100\",\"from\":\"2025-01\",\"notice\":{\"no\":\"4\",\"day\":\"2025-01-15\"},\"free_until\":"
      "\"2025-12-31\",\"credit_code\":\"91330106MA27XK3D59\"}" },
    { A, YEAR_1, "adjusted", REVIEWER, "case.review", "{\"case\":\"$@P-adjust.case\",\"decision\":\"approve\"}" },
    { A, YEAR_2, "enforce", CLERK, "levy.enforce", "{\"order\":\"$@P-ordered.order\"}" },
    { A, YEAR_2, "enforced", REVIEWER, "case.review", "{\"case\":\"$@P-enforce.case\",\"decision\":\"approve\"}" },
    { A, YEAR_1, "stop", UNIT, "account.stop", "{\"ssn\":\"@S\",\"month\":\"2025-04\",\"reason\":\"left-job\"}" },
    { A, YEAR_1, "resume", UNIT, "account.resume", "{\"ssn\":\"@S\",\"payer\":\"91330106MA27XK3D59\",\"month\":\"2025-06\"}" },
    { C, YEAR_1, "transfer", CLERK, "transfer.start",
      "{\"ssn\":\"@S\",\"from_region\":\"330100\",\"to_region\":\"440100\"," ID "}" },
    { C, YEAR_1, "letter", CENTRE, "transfer.step", "{\"transfer\":\"$@P-transfer.transfer\",\"step\":\"letter\"}" },
    { C, YEAR_1, "cancel", CLERK, "transfer.cancel", "{\"transfer\":\"$@P-transfer.transfer\"}" },
    { C, YEAR_1, "revoke", CLERK, "relation.revoke", "{\"relation\":\"$@P-relation.relation\"}" },
    { F, YEAR_1, "seal", UNIT, "unit.seal-member",
      "{\"credit_code\":\"91330106MA27XK3D59\",\"ssn\":\"@S\",\"reason\":\"unpaid-leave\",\"from\":\"2025-03-01\",\"until\":\"2025-"
      "08-31\"," MANY "}" },
    { F, YEAR_1, "sealed", REVIEWER, "case.review", "{\"case\":\"$@P-seal.case\",\"decision\":\"approve\"}" },
    { F, YEAR_1, "unseal", UNIT, "unit.unseal-member", "{\"credit_code\":\"91330106MA27XK3D59\",\"ssn\":\"@S\"," MANY "}" },
    { F, YEAR_1, "unsealed", REVIEWER, "case.review",
      "{\"case\":\"$@P-unseal.case\",\"decision\":\"refuse\",\"reason\":\"not over\"}" },
    { F, YEAR_1, "error", CLERK, "hold.place", "{\"ssn\":\"@S\",\"cause\":\"dormant\"," MANY "}" },
    { F, YEAR_1, "reverse", CLERK, "event.reverse", "{\"command\":\"@P-error\",\"reason\":\"wrong person\"," MANY "}" },
    { F, YEAR_1, "reversed", REVIEWER, "case.review", "{\"case\":\"$@P-reverse.case\",\"decision\":\"approve\"}" },
    { D | F, YEAR_1, "elsewhere", CENTRE, "card.elsewhere",
      "{\"ssn\":\"@S\",\"region\":\"440100\",\"card_no\":\"E@N\",\"live\":true}" },
    { E | C, YEAR_1, "police", CENTRE, "person.police-check", "{\"ssn\":\"@S\",\"match\":false,\"differs\":[\"name\",\"birth\"]}" },
    { E, YEAR_1, "correct", CLERK, "person.correct", "{\"ssn\":\"@S\",\"changes\":{\"name\":\"\xe7\x8e\x8b@N\"}," MANY "}" },
    { E, YEAR_1, "corrected", REVIEWER, "case.review", "{\"case\":\"$@P-correct.case\",\"decision\":\"approve\"}" },
    { E | C, YEAR_1, "agrees", CENTRE, "person.police-check", "{\"ssn\":\"@S\",\"match\":true}" },
    { E, YEAR_1, "mobile", HOLDER, "person.correct", "{\"ssn\":\"@S\",\"changes\":{\"mobile\":\"138000000@N\"}}" },
    { E, YEAR_1, "unseal-case", CLERK, "case.open",
      "{\"procedure\":\"correct-person\",\"ssn\":\"@S\",\"args\":{\"name\":\"x\"}," ID "}" },
    { E, YEAR_1, "case-q", CLERK, "?case.show", "{\"case\":\"$@P-unseal-case.case\"}" },
    { E, YEAR_1, "withdraw", CLERK, "case.withdraw", "{\"case\":\"$@P-unseal-case.case\"}" },
    { B | E, YEAR_1, "visit", HOLDER, "appointment.book",
      "{\"ssn\":\"@S\",\"region\":\"330100\",\"matter\":\"card.apply/exchange\",\"time\":\"@W\"}" },
    { B | E, YEAR_1, "free", HOLDER, "?appointment.slots", "{\"region\":\"330100\",\"matter\":\"card.apply/exchange\"}" },
    { B | E, YEAR_1, "visits", HOLDER, "?appointment.list", "{\"ssn\":\"@S\"}" },
    { E, YEAR_1, "no-visit", HOLDER, "appointment.cancel", "{\"appointment\":\"$@P-visit.appointment\"}" },
    { A, YEAR_1, "notices", HOLDER, "?notice.list", "{\"ssn\":\"@S\",\"limit\":3}" },
    { A, YEAR_1, "notice", CLERK, "notice.read", "{\"notice\":\"N1-1\"}" },
    { A, YEAR_1, "formal", CLERK, "card.lose", "{" CARD ",\"kind\":\"formal\",\"channel\":\"counter\"," ID "}" },
    { C, YEAR_2, "death", CLERK, "death.report", "{\"ssn\":\"@S\",\"day\":\"2026-02-01\"," MANY "}" },
    { C, YEAR_2, "alive", CLERK, "death.withdraw", "{\"ssn\":\"@S\"," MANY "}" },
    { C, YEAR_2, "risen", REVIEWER, "case.review", "{\"case\":\"$@P-alive.case\",\"decision\":\"approve\"}" },
    { D, YEAR_2, "return", CENTRE, "card.return", "{" APPLICATION "}" },
    { D, YEAR_2, "claim", CLERK, "card.claim", "{" APPLICATION ",\"outlet\":\"B01\"," ID "}" },
    { D, YEAR_2, "receive-2", BANK, "card.receive", "{" APPLICATION ",\"outlet\":\"B01\"}" },
    { E, YEAR_2, "no-card", CLERK, "card.cancel", "{" CARD ",\"reason\":\"emigration\"," MANY "}" },
    { E, YEAR_2, "no-card-2", REVIEWER, "case.review", "{\"case\":\"$@P-no-card.case\",\"decision\":\"approve\"}" },
    { B, YEAR_2, "dormant", CLERK, "hold.place", "{\"ssn\":\"@S\",\"cause\":\"investigation\",\"until\":\"2026-05-20\"," MANY "}" },
    { ALL, YEAR_2, "why", CLERK, "?person.why", "{\"ssn\":\"@S\",\"function\":\"medical\"}" },
    { ALL, YEAR_2, "past", AUDITOR, "?person.status", "{\"ssn\":\"@S\",\"as_of\":\"2025-03-01\"}" },
    { ALL, YEAR_2, "known", AUDITOR, "?person.status", "{\"ssn\":\"@S\",\"known_at\":\"2025-02-10\"}" },
    { ALL, YEAR_2, "forecast", CLERK, "?person.forecast", "{\"ssn\":\"@S\",\"wage_growth_ppm\":30000}" },
    { ALL, YEAR_2, "outlook", CLERK, "?person.outlook", "{\"ssn\":\"@S\",\"wage_growth_ppm\":30000}" },
    { B, YEAR_2, "figures", AUDITOR, "?office.figures", "{\"region\":\"330100\"}" },
    { ALL, YEAR_2, "statement", HOLDER, "?person.statement", "{\"ssn\":\"@S\"}" },
    { ALL, YEAR_2, "timeline", HOLDER, "?person.timeline", "{\"ssn\":\"@S\",\"limit\":20}" },
    { ALL, YEAR_2, "looks", HOLDER, "?access.list", "{\"ssn\":\"@S\"}" },
    { ALL, YEAR_2, "history", CLERK, "?card.history", "{" CARD "}" },
};
enum { STEPS = sizeof steps / sizeof *steps };

/* Destroying takes another person who was never claimed again: the last one of life D. */
static const Step last_steps[] = {
    { D, YEAR_2, "return-2", CENTRE, "card.return", "{" APPLICATION "}" },
    { D, YEAR_2, "destroy", CENTRE, "card.destroy", "{" APPLICATION "}" },
    { D, YEAR_2, "destroyed", CENTRE_2, "case.review", "{\"case\":\"$@P-destroy.case\",\"decision\":\"approve\"}" },
    { ALL, YEAR_2, "deputy", ADMIN, "user.add", "{\"user\":\"deputy\",\"role\":\"admin\",\"org\":\"office\"}" },
    { ALL, YEAR_2, "admitted", ADMIN_2, "user.approve", "{\"user\":\"deputy\",\"role\":\"admin\",\"org\":\"office\"}" },
};

static const Step first_lines[] = {
    { 0, 0, "i1", ADMIN, "institution.register",
      "{\"institution\":\"B01\",\"kind\":\"bank\",\"name\":\"x\",\"region\":\"330100\",\"bank_bin\":\"622848\",\"address\":\"y\","
      "\"phone\":\"1\",\"hours\":\"9-17\"}" },
    { 0, 0, "i2", ADMIN, "institution.register",
      "{\"institution\":\"H01\",\"kind\":\"hospital\",\"name\":\"x\",\"region\":\"330100\"}" },
    { 0, 0, "i3", ADMIN, "institution.register",
      "{\"institution\":\"A01\",\"kind\":\"agency\",\"name\":\"x\",\"region\":\"330100\",\"licence\":\"HR-1\"}" },
    { 0, 0, "u1", CLERK, "unit.register",
      "{\"credit_code\":\"91330106MA27XK3D59\",\"name\":\"x\",\"region\":\"330100\",\"injury_class\":1,\"evidence\":[{\"kind\":"
      "\"business-licence\"}]}" },
    { 0, 0, "mc", CLERK, "month.close", "{\"region\":\"330100\",\"month\":\"2024-12\"}" },
    { 0, 0, "mr", REVIEWER, "case.review", "{\"case\":\"CR330100-1\",\"decision\":\"approve\"}" },
    { 0, 0, "in", CLERK, "interest.credit", "{\"region\":\"330100\",\"year\":2024}" },
    { 0, 0, "w1", ADMIN, "system.window", "{\"from\":\"2026-05-01\",\"until\":\"2026-05-02\",\"note\":\"x\"}" },
};

static const Step questions[] = {
    { 0, 0, "", AUDITOR, "?audit.list", "{\"limit\":5}" },
    { 0, 0, "", CENTRE, "?outbox.list", "{\"limit\":50}" },
    { 0, 0, "", ADMIN, "?letter.list", "{\"limit\":5}" },
    { 0, 0, "", CLERK, "?case.list", "{\"limit\":50}" },
    { 0, 0, "", CLERK, "?unit.roster", "{\"credit_code\":\"91330106MA27XK3D59\"}" },
    { 0, 0, "", CLERK, "?fund.balance", "{\"region\":\"330100\"}" },
    { 0, 0, "", CLERK, "?unit.bill", "{\"credit_code\":\"91330106MA27XK3D59\",\"month\":\"2025-01\"}" },
    { 0, 0, "", CLERK, "?unit.arrears", "{\"credit_code\":\"91330106MA27XK3D59\"}" },
    { 0, 0, "", REVIEWER, "?agency.signals", "{\"limit\":5}" },
    { 0, 0, "", CLERK, "?suspense.list", "{\"limit\":5}" },
    { 0, 0, "", CLERK, "?lapsed.list", "{\"region\":\"330100\",\"limit\":5}" },
    { 0, 0, "", CLERK, "?batch.progress", "{}" },
    { 0, 0, "", REVIEWER, "?run.list", "{\"limit\":5}" },
    { 0, 0, "", BANK, "?recon.daily", "{\"day\":\"2025-03-01\"}" },
    { 0, 0, "", CLERK, "?guide.search", "{\"text\":\"\xe7\xa4\xbe\xe4\xbf\x9d\"}" },
    { 0, 0, "", CLERK, "?policy.at", "{\"region\":\"330100\",\"month\":\"2025-03\"}" },
    { 0, 0, "", CLERK, "?calc.contribution", "{\"region\":\"330100\",\"month\":\"2025-03\",\"wage_fen\":900000}" },
    { 0, 0, "", CLERK, "?calc.retirement", "{\"retire_category\":\"M60\",\"birth\":\"1975-03\"}" },
    { 0, 0, "", CLERK, "?institution.list", "{\"kind\":\"bank\"}" },
    { 0, 0, "", ADMIN, "?policy.alarms", "{}" },
    { 0, 0, "", CLERK, "?guide.show", "{\"slug\":\"no-such\"}" },
};
