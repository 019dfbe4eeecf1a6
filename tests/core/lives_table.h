/* lives_table.h - how people come into a state, by the commands themselves: one line a command,
 * "role[/org] command {args}"; "@day" moves the clock;
 * <p> the person's number, <n> the ssn, <k> application, <c> card number, <x> code of the card, <b> bank card number,
 * <batch> the last batch, <case> the last case, <run> the last run. */
#pragma once
#define REGISTER "clerk person.register {\"ssn\":\"<n>\",\"name\":\"林云\",\"mobile\":\"13800000001\",\"address\":\"文二路 2 号\",\"birth_place\":\"杭州\"," \
    "\"hukou_region\":\"330106\",\"residence_region\":\"330106\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define ACCOUNT "clerk account.open {\"person\":<p>,\"region\":\"330100\",\"category\":\"flexible\",\"payer\":\"self\",\"insurances\":[\"pension\",\"medical\"]," \
    "\"from\":\"2025-01\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define PAYS "clerk account.open {\"person\":<p>,\"region\":\"330100\",\"category\":\"flexible\",\"payer\":\"self\",\"insurances\":[\"pension\",\"medical\"]," \
    "\"from\":\"2025-01\",\"base_fen\":500000,\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define BILLED(day, month) "@" day "\nclerk levy.assess {\"region\":\"330100\",\"month\":\"" month "\",\"person\":<p>}\n" \
    "reviewer levy.release {\"run\":\"<run>\"}\n"
#define JOB "clerk account.open {\"person\":<p>,\"region\":\"330100\",\"category\":\"employee\",\"payer\":\"" UNIT "\",\"insurances\":[\"pension\",\"medical\"]," \
    "\"from\":\"2025-01\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]}\n"
#define UNIT "91330106MA27XK3D59"
#define GRANT "tax password.grant {\"person\":<p>,\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define APPLY "clerk card.apply {\"person\":<p>,\"region\":\"330100\",\"bank\":\"B01\",\"kind\":\"first\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"}," \
    "{\"kind\":\"photo\"}]}\n"
#define PHOTO "centre card.photo {\"application\":\"<k>\",\"photo_ok\":true}\n"
#define CHECKED PHOTO "centre card.data-check {\"application\":\"<k>\",\"passed\":true}\n"
#define OPENED CHECKED "bank/B01 card.bank-opened {\"application\":\"<k>\",\"bank_card_no\":\"<b>\"}\n"
#define BATCHED OPENED "centre card.batch {\"applications\":[\"<k>\"]}\n"
#define MAKING BATCHED "centre card.send {\"batch\":\"<batch>\"}\n"
#define MADE MAKING "factory card.made {\"application\":\"<k>\",\"card_no\":\"<c>\",\"card_id_code\":\"<x>\",\"issued\":\"2025-01-08\",\"valid_until\":\"2035-01-07\"}\n"
#define SHIPPED MADE "centre card.ship {\"application\":\"<k>\",\"outlet\":\"B01\"}\n"
#define OUTLET SHIPPED "bank/B01 card.receive {\"application\":\"<k>\",\"outlet\":\"B01\"}\n"
#define HANDED OUTLET "bank/B01 card.hand-over {\"card_no\":\"<c>\",\"to\":\"holder\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define ENABLED HANDED "bank/B01 card.activate {\"channel\":\"bank-counter\",\"card_no\":\"<c>\",\"person\":<p>,\"institution\":\"B01\",\"evidence\":" \
    "[{\"kind\":\"id-card\"},{\"kind\":\"social-card\"}]}\n"
#define CARD REGISTER ACCOUNT APPLY ENABLED
#define EMPLOYED REGISTER JOB APPLY ENABLED
#define WRONG "bank/B01 card.pin {\"card_no\":\"<c>\",\"event\":\"wrong\"}\n"
#define HELD(cause, more) "clerk hold.place {\"person\":<p>,\"cause\":\"" cause "\"" more "}\n"
#define LOST(kind) "clerk card.lose {\"card_no\":\"<c>\",\"kind\":\"" kind "\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define SEALED "unit/" UNIT " unit.seal-member {\"credit_code\":\"" UNIT "\",\"person\":<p>,\"reason\":\"unpaid-leave\",\"from\":\"2025-01-09\",\"until\":\"2025-06-30\"," \
    "\"evidence\":[{\"kind\":\"unpaid-leave-agreement\"}]}\nreviewer case.review {\"case\":\"<case>\",\"decision\":\"approve\"}\n"
#define DIFFERS "centre person.police-check {\"person\":<p>,\"match\":false,\"differs\":[\"name\"]}\n"
#define TRANSFER "clerk transfer.start {\"person\":<p>,\"from_region\":\"330100\",\"to_region\":\"310000\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define CANCELLED(reason) "clerk card.cancel {\"card_no\":\"<c>\",\"reason\":\"" reason "\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"passport\"}]}\n" \
    "reviewer case.review {\"case\":\"<case>\",\"decision\":\"approve\"}\n"

/*    name, life, whether the law gives no way for what does not work */
#define LIVES(X) \
    X("registered, nothing else", REGISTER, false) \
    X("online password, nothing else", REGISTER GRANT, false) \
    X("account without a card", REGISTER ACCOUNT, false) \
    X("applied", REGISTER ACCOUNT APPLY, false) \
    X("photo rejected", REGISTER ACCOUNT APPLY "centre card.photo {\"application\":\"<k>\",\"rejected\":\"background\"}\n", false) \
    X("data rejected", REGISTER ACCOUNT APPLY PHOTO "centre card.data-check {\"application\":\"<k>\",\"passed\":false,\"mismatch\":\"name\"}\n", false) \
    X("bank asked", REGISTER ACCOUNT APPLY CHECKED, false) \
    X("bank refused", REGISTER ACCOUNT APPLY CHECKED "bank/B01 card.bank-refused {\"application\":\"<k>\",\"reason\":\"occupation\"}\n", false) \
    X("bank opened", REGISTER ACCOUNT APPLY OPENED, false) \
    X("in a batch", REGISTER ACCOUNT APPLY BATCHED, false) \
    X("being made", REGISTER ACCOUNT APPLY MAKING, false) \
    X("making failed", REGISTER ACCOUNT APPLY MAKING "factory card.make-failed {\"application\":\"<k>\",\"stage\":\"chip\",\"reason\":\"broken\"}\n", false) \
    X("made", REGISTER ACCOUNT APPLY MADE, false) \
    X("shipped", REGISTER ACCOUNT APPLY SHIPPED, false) \
    X("shipped to an office", REGISTER ACCOUNT APPLY MADE "centre card.ship {\"application\":\"<k>\",\"outlet\":\"W01\"}\n", false) \
    X("shipped to an employer", REGISTER JOB APPLY MADE "centre card.ship {\"application\":\"<k>\",\"outlet\":\"" UNIT "\"}\n", false) \
    X("at the outlet", REGISTER ACCOUNT APPLY OUTLET, false) \
    X("returned", REGISTER ACCOUNT APPLY OUTLET "@2026-02-20\ncentre card.return {\"application\":\"<k>\"}\n", false) \
    X("destroyed", REGISTER ACCOUNT APPLY OUTLET "@2026-02-20\ncentre card.return {\"application\":\"<k>\"}\ncentre card.destroy {\"application\":\"<k>\"}\n" \
      "centre2 case.review {\"case\":\"<case>\",\"decision\":\"approve\"}\n", false) \
    X("handed over", REGISTER ACCOUNT APPLY HANDED, false) \
    X("handed over, online password", REGISTER GRANT ACCOUNT APPLY HANDED, false) \
    X("old medical card restricted", REGISTER ACCOUNT "clerk legacy-card.record {\"person\":<p>,\"old_card_no\":\"YB<p>\",\"balance_fen\":5000}\n" APPLY HANDED \
      "@2025-09-01\n", false) \
    X("everything works", CARD, false) \
    X("PIN locked", CARD WRONG WRONG WRONG, false) \
    X("bank function at the counter only", CARD "bank/B01 card.bank-state {\"bank_card_no\":\"<b>\",\"state\":\"counter-only\"}\n", false) \
    X("bank account frozen", CARD "bank/B01 card.bank-state {\"bank_card_no\":\"<b>\",\"state\":\"frozen\"}\n", false) \
    X("bank account closed", CARD "bank/B01 card.bank-state {\"bank_card_no\":\"<b>\",\"state\":\"closed\"}\n", false) \
    X("lost for the time being", CARD LOST("temporary"), false) \
    X("lost in writing", CARD LOST("formal"), false) \
    X("locked", CARD "centre card.lock {\"card_no\":\"<c>\",\"order\":\"1\"}\n", false) \
    X("cancelled: emigrated and back", CARD CANCELLED("emigration"), false) \
    X("cancelled for a transfer, live elsewhere", CARD "centre card.cancel {\"card_no\":\"<c>\",\"reason\":\"transferred\"}\n" \
      "centre card.elsewhere {\"person\":<p>,\"region\":\"310000\",\"card_no\":\"E<p>\",\"live\":true}\n", false) \
    X("expired", CARD "@2035-03-01\n", false) \
    X("expired and lost", CARD "@2035-03-01\n" LOST("formal"), false) \
    X("dormant, PIN locked", CARD WRONG WRONG WRONG HELD("dormant", ""), false) \
    X("arrears", CARD HELD("arrears", ""), false) \
    X("owes three months", REGISTER PAYS APPLY ENABLED BILLED("2025-01-09", "2025-01") BILLED("2025-02-05", "2025-02") BILLED("2025-03-05", "2025-03") \
      "@2025-03-20\n", false) \
    X("owes one month, lost the card", REGISTER PAYS APPLY ENABLED BILLED("2025-01-09", "2025-01") "@2025-02-20\n" LOST("temporary"), false) \
    X("what was owed lapsed", REGISTER PAYS APPLY ENABLED BILLED("2025-01-09", "2025-01") BILLED("2025-02-05", "2025-02") "@2026-02-20\n", false) \
    X("resumed, the first month not paid", REGISTER PAYS APPLY ENABLED BILLED("2025-01-09", "2025-01") "@2025-07-02\n" \
      "clerk account.resume {\"person\":<p>,\"payer\":\"self\",\"month\":\"2025-07\"}\n", false) \
    X("resumed, the first month billed", REGISTER PAYS APPLY ENABLED BILLED("2025-01-09", "2025-01") "@2025-07-02\n" \
      "clerk account.resume {\"person\":<p>,\"payer\":\"self\",\"month\":\"2025-07\"}\n" BILLED("2025-07-05", "2025-07"), false) \
    X("resumed ahead", REGISTER PAYS APPLY ENABLED BILLED("2025-01-09", "2025-01") "@2025-07-02\n" \
      "clerk account.resume {\"person\":<p>,\"payer\":\"self\",\"month\":\"2025-09\"}\n", false) \
    X("interrupted", CARD "clerk account.stop {\"person\":<p>,\"month\":\"2024-12\",\"reason\":\"left-job\"}\n", false) \
    X("left a job", EMPLOYED "unit/" UNIT " account.stop {\"person\":<p>,\"month\":\"2024-12\",\"reason\":\"left-job\"}\n", false) \
    X("transfer under way", CARD TRANSFER, false) \
    X("transferred out of the old region", CARD TRANSFER "centre transfer.step {\"transfer\":\"T<p>-1\",\"step\":\"letter\"}\n" \
      "centre transfer.step {\"transfer\":\"T<p>-1\",\"step\":\"out\"}\n", false) \
    X("sealed by the employer", EMPLOYED SEALED, false) \
    X("sealed, unsealing asked", EMPLOYED SEALED "unit/" UNIT " unit.unseal-member {\"credit_code\":\"" UNIT "\",\"person\":<p>,\"evidence\":[{\"kind\":\"labour-contract\"}]}\n", \
      false) \
    X("sealed, unsealing returned", EMPLOYED SEALED "unit/" UNIT " unit.unseal-member {\"credit_code\":\"" UNIT "\",\"person\":<p>,\"evidence\":[{\"kind\":\"labour-contract\"}]}\n" \
      "reviewer case.review {\"case\":\"<case>\",\"decision\":\"return\",\"reason\":\"which day\"}\n", false) \
    X("under investigation", CARD HELD("investigation", ",\"until\":\"2025-02-20\",\"evidence\":[{\"kind\":\"written-decision\"}]"), false) \
    X("under investigation, case begun", CARD HELD("investigation", ",\"until\":\"2025-02-20\",\"evidence\":[{\"kind\":\"written-decision\"}]") \
      "clerk case.open {\"procedure\":\"unseal\",\"person\":<p>,\"args\":{\"cause\":\"investigation\"}}\n", false) \
    X("data differ", CARD DIFFERS, false) \
    X("data differ, correction waits", CARD DIFFERS "clerk person.correct {\"person\":<p>,\"changes\":{\"name\":\"林芸\"},\"evidence\":[{\"kind\":\"id-card\"}]}\n", false) \
    X("data differ, another correction waits", CARD DIFFERS "clerk person.correct {\"person\":<p>,\"changes\":{\"retire_category\":\"F55\"},\"evidence\":[{\"kind\":\"id-card\"}]}\n", \
      false) \
    X("migration", CARD "admin system.window {\"from\":\"2025-01-09\",\"until\":\"2025-01-30\",\"note\":\"new centre\"}\n", false) \
    X("dead", CARD "clerk death.report {\"person\":<p>,\"day\":\"2025-01-08\",\"evidence\":[{\"kind\":\"death-certificate\"}]}\n", true) \
    X("dead, heirs settled", CARD "clerk death.report {\"person\":<p>,\"day\":\"2025-01-08\",\"evidence\":[{\"kind\":\"death-certificate\"}]}\n" \
      "clerk case.open {\"procedure\":\"heirs\",\"person\":<p>,\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"household-register\"},{\"kind\":\"death-certificate\"}]}\n" \
      "clerk case.submit {\"case\":\"<case>\"}\nreviewer case.review {\"case\":\"<case>\",\"decision\":\"approve\"}\n", true)

/* The places and the employer of the town. */
#define PLACES \
    "institution.register {\"institution\":\"B01\",\"kind\":\"bank\",\"name\":\"云溪银行\",\"region\":\"330100\",\"bank_bin\":\"622848\",\"hours\":\"09:00-17:00\"}", \
    "institution.register {\"institution\":\"H01\",\"kind\":\"hospital\",\"name\":\"云溪医院\",\"region\":\"330100\",\"hours\":\"08:00-17:00\"}", \
    "institution.register {\"institution\":\"P01\",\"kind\":\"pharmacy\",\"name\":\"云溪药店\",\"region\":\"330100\",\"hours\":\"08:00-21:00\"}", \
    "unit.register {\"credit_code\":\"" UNIT "\",\"name\":\"杭州青山软件有限公司\",\"region\":\"330100\",\"injury_class\":1,\"evidence\":[{\"kind\":\"business-licence\"}]}"
