/* saga.c - see saga.h. */
#include "saga.h"
#include "base/day.h"
#include "base/require.h"
#include "stage.h"

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

typedef struct {
    Arena *arena;
    Buf out;
    uint64_t seed;
    Time now;
    int count;
} Saga;

static int draw(Saga *saga, int below) { return (int)(test_random(&saga->seed) % (uint64_t)below); }

static char luhn(Str digits)
{
    int sum = 0;
    for (size_t i = 0; i < digits.n; i++) {
        int d = digits.p[digits.n - 1 - i] - '0';
        d = i % 2 ? d : d * 2;
        sum += d > 9 ? d - 9 : d;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

/* @S number, @T its last four, @N two digits, @P name in ids, @C card, @D chip, @B bank card of person n. */
static void filled(Saga *saga, Buf *out, const char *text, int n)
{
    Arena *arena = saga->arena;
    Str ssn = stage_ssn(arena, n * 337 + 11), bank = str_format(arena, "6228480000000000%02d", n);
    for (const char *p = text; *p; p++) {
        if (*p != '@') {
            buf_char(out, *p);
            continue;
        }
        switch (*++p) {
        case 'S':
            buf_add(out, ssn);
            break;
        case 'T':
            buf_add(out, str_from(ssn, ssn.n - 4));
            break;
        case 'N':
            buf_format(out, "%02d", n + 10);
            break;
        case 'P':
            buf_format(out, "p%02d", n);
            break;
        case 'C':
            buf_format(out, "A123400%02d", n);
            break;
        case 'D':
            buf_format(out, "330100D1560000050102030405060%03d", n);
            break;
        case 'B':
            buf_format(out, STR_FMT "%c", STR_ARG(bank), luhn(bank));
            break;
        default:
            buf_char(out, *p);
            break;
        }
    }
}

static void line(Saga *saga, Str id, const Step *step, int n)
{
    bool query = step->what[0] == '?';
    saga->now.s += 60 + draw(saga, saga->count < 2000 ? 3 * 3600 : 60);
    buf_format(&saga->out, "{\"id\":\"" STR_FMT "\",\"at\":\"" STR_FMT "\",\"actor\":", STR_ARG(id),
               STR_ARG(time_text(saga->arena, saga->now)));
    filled(saga, &saga->out, step->actor, n);
    buf_format(&saga->out, ",\"%s\":\"%s\",\"args\":", query ? "query" : "command", step->what + query);
    filled(saga, &saga->out, step->args, n);
    buf_add(&saga->out, S("}\n"));
    saga->count++;
}

static int life_of(int n) { return 1 << n % 6; }

static void daily(Saga *saga)
{
    Str day = day_text(saga->arena, time_day(saga->now));
    Step step = {
        0, 0, "", JOB, "job.daily", str_z(saga->arena, str_format(saga->arena, "{\"day\":\"" STR_FMT "\"}", STR_ARG(day)))
    };
    line(saga, str_format(saga->arena, "daily-%d", saga->count), &step, 0);
}

/* The letter of the numbers of things that a person has. */
static char letter_of(Field field)
{
    switch (field) {
    case F_APPLICATION:
        return 'K';
    case F_CASE:
        return 'C';
    case F_TRANSFER:
        return 'T';
    case F_RELATION:
        return 'R';
    case F_NOTICE:
        return 'N';
    default:
        return 0;
    }
}

/* A well-formed command about people and things that exist, or nearly. */
static void noise(Saga *saga)
{
    int id = 1 + draw(saga, CMD_END - 1), n = draw(saga, SAGA_PEOPLE + 2);
    const CatalogueRow *row = command_row((CommandId)id);
    Arena *arena = saga->arena;
    Buf args = { .arena = arena };
    if (!row->roles || id == CMD_SYSTEM_WINDOW || id == CMD_DEATH_REPORT)
        return;
    for (int i = 0; i < row->count; i++) {
        const FieldRow *field = field_row(row->fields[i]);
        if (!row->required[i] && draw(saga, 2))
            continue;
        buf_format(&args, "%c\"%s\":", args.n ? ',' : '{', field->name);
        if (field->type == TYPE_CHOICE || field->type == TYPE_CHOICES)
            buf_format(&args, field->type == TYPE_CHOICE ? "\"%s\"" : "[\"%s\"]",
                       choice_set(field->set)->items[draw(saga, choice_set(field->set)->count)].code);
        else if (field->type == TYPE_PERSON)
            buf_add(&args, S("\"@S\""));
        else if (row->fields[i] == F_CARD_NO)
            buf_add(&args, S("\"@C\""));
        else if (row->fields[i] == F_CARD_ID_CODE)
            buf_add(&args, S("\"@D\""));
        else if (row->fields[i] == F_BANK_CARD_NO)
            buf_add(&args, S("\"@B\""));
        else if (letter_of(row->fields[i]))
            buf_format(&args, "\"%c%d-%d\"", letter_of(row->fields[i]), 1 + draw(saga, SAGA_PEOPLE), 1 + draw(saga, 2));
        else if (row->fields[i] == F_BANK || row->fields[i] == F_OUTLET || row->fields[i] == F_INSTITUTION)
            buf_add(&args, S("\"B01\""));
        else
            buf_add(&args, good_value(arena, row->fields[i]));
    }
    buf_add(&args, args.n ? S("}") : S("{}"));
    Str actor = good_actor(arena, row->roles);
    Step step = { 0, 0, "", str_z(arena, actor), row->name, str_z(arena, buf_str(&args)) };
    line(saga, str_format(arena, "noise-%d", saga->count), &step, n);
}

static void year(Saga *saga, int which, int noises)
{
    int at[SAGA_PEOPLE] = { 0 }, alive = SAGA_PEOPLE;
    while (alive > 0) {
        int n = draw(saga, SAGA_PEOPLE);
        while (at[n] < STEPS && !(steps[at[n]].year == which && steps[at[n]].lives & life_of(n)))
            at[n]++;
        if (at[n] < STEPS) {
            const Step *step = &steps[at[n]];
            line(saga, str_format(saga->arena, "p%02d-%s", n, step->id), step, n);
        }
        alive = 0;
        at[n] += at[n] < STEPS;
        for (int i = 0; i < SAGA_PEOPLE; i++)
            alive += at[i] < STEPS;
        if (draw(saga, 25) == 0)
            daily(saga);
        if (draw(saga, 20) == 0) {
            const Step *question = &questions[draw(saga, sizeof questions / sizeof *questions)];
            line(saga, str_format(saga->arena, "q-%d", saga->count), question, 0);
        }
        if (noises > 0 && draw(saga, 3) == 0) {
            noise(saga);
            noises--;
        }
    }
    while (noises-- > 0)
        noise(saga);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        line(saga, str_format(saga->arena, "q-%d", saga->count), &questions[i], 0);
}

/* Hangzhou's cards sleep after other months from then on: the due days of those who hold one move. */
static void rules(Saga *saga)
{
    static const char card[] = "  card:\n",
                      more[] = "    dormant_months:\n"
                               "      - {from: 2011-07-01, value: @M, reference: 与全国规定一致, status: provisional}\n"
                               "      - {from: 2026-03-01, value: 5, reference: 杭州市试行办法, status: final}\n";
    size_t count = 0;
    const PolicyFile *files = policy_builtin_files(&count);
    Str text = { 0 };
    for (size_t i = 0; i < count; i++)
        text = str_is(files[i].name, "330100.yaml") ? files[i].text : text;
    size_t at = (size_t)str_find(text, str(card)) + strlen(card);
    PolicySet *set = NULL;
    require(policy_load_builtin(saga->arena, &set, NULL) == OK);
    int64_t months = policy_int(policy_national(set), KEY_CARD_DORMANT_MONTHS, day_make(2026, 1, 1));
    Str list = str(more);
    long hole = str_find(list, S("@M"));
    Json json = json_make(saga->arena);
    json_open(&json, '{');
    json_put(&json, "region", S("330100"));
    json_put(&json, "text",
             str_format(saga->arena, STR_FMT STR_FMT "%lld" STR_FMT STR_FMT, STR_ARG(str_head(text, at)),
                        STR_ARG(str_head(list, (size_t)hole)), (long long)months, STR_ARG(str_from(list, (size_t)hole + 2)),
                        STR_ARG(str_from(text, at))));
    json_close(&json, '}');
    Step propose = { 0, 0, "", ADMIN, "policy.propose", str_z(saga->arena, json_str(&json)) };
    Step effect = { 0, 0, "", REVIEWER, "?policy.effect", "{\"set\":\"$rules.set\"}" };
    Step approve = { 0, 0, "", REVIEWER, "policy.approve", "{\"set\":\"$rules.set\"}" };
    line(saga, S("rules"), &propose, 0);
    line(saga, S("rules-seen"), &effect, 0);
    line(saga, S("rules-now"), &approve, 0);
}

Str saga_text(Arena *arena, uint64_t seed, int noises)
{
    Saga saga = { .arena = arena, .out = { .arena = arena }, .seed = seed, .now = { 1735779600 } }; /* 2025-01-02 */
    for (size_t i = 0; i < sizeof first_lines / sizeof *first_lines; i++)
        line(&saga, str(first_lines[i].id), &first_lines[i], 0);
    year(&saga, YEAR_1, noises / 2);
    saga.now.s = saga.now.s > 1772500000 ? saga.now.s : 1772500000; /* 2026-03-03: what was not collected goes back */
    daily(&saga);
    rules(&saga);
    year(&saga, YEAR_2, noises / 2);
    saga.now.s += 400 * 86400;
    int lonely = 3 + 6 * ((SAGA_PEOPLE - 4) / 6);
    for (size_t i = 0; i < sizeof last_steps / sizeof *last_steps; i++)
        line(&saga, str_format(arena, "p%02d-%s", lonely, last_steps[i].id), &last_steps[i], lonely);
    daily(&saga);
    return buf_str(&saga.out);
}
