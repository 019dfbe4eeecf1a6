/* examples_table.h - a value for each field whose type does not give one by itself, as somebody would type it. Read
 * by help; the tests run every example through the catalogue's own check. Invented people and numbers. */
#pragma once

#define EXAMPLES(X) \
    X(F_SSN, "110105199003078211") \
    X(F_OTHER_SSN, "110105198502147344") \
    X(F_ID_NO, "E12345678") \
    X(F_NAME, "林晓") \
    X(F_BIRTH, "1990-03-07") \
    X(F_BIRTH_PLACE, "北京") \
    X(F_ETHNICITY, "汉族") \
    X(F_MOBILE, "13812345678") \
    X(F_ADDRESS, "和平路 8 号") \
    X(F_CHANGES, "mobile=13912345678") \
    X(F_DIFFERS, "name") \
    X(F_RELATION, "R1-1") \
    X(F_CREDIT_CODE, "91330106MA2CFK4K7U") \
    X(F_UNIT_NAME, "明湖服务社") \
    X(F_INJURY_CLASS, "1") \
    X(F_INJURY_FLOAT, "100") \
    X(F_INSTITUTION, "B01") \
    X(F_BANK_BIN, "621700") \
    X(F_LICENCE, "YY-0031") \
    X(F_PUBLIC_ADDRESS, "湖滨路 1 号") \
    X(F_PHONE, "0571-12333") \
    X(F_HOURS, "09:00-17:00") \
    X(F_KEY, "none") \
    X(F_OLD_CARD_NO, "M0001234") \
    X(F_PAYER, "self") \
    X(F_TRANSFER, "T1-1") \
    X(F_CARD_NO, "A00000017") \
    X(F_BANK, "B01") \
    X(F_PHOTO, "photo.jpg") \
    X(F_APPLICATION, "K1-1") \
    X(F_MISMATCH, "name") \
    X(F_BANK_CARD_NO, "6217000010000000177") \
    X(F_REASON_TEXT, "材料不全") \
    X(F_APPLICATIONS, "K1-1,K2-1") \
    X(F_BATCH, "B1") \
    X(F_CARD_ID_CODE, "33010000000000000000000000000017") \
    X(F_ISSUED, "2025-08-31") \
    X(F_VALID_UNTIL, "2035-08-30") \
    X(F_ATR, "3B6D000000534C4501") \
    X(F_STAGE, "personalisation") \
    X(F_OUTLET, "B01") \
    X(F_PERSON_SERIAL, "1") \
    X(F_REGISTRATION_NO, "OP-20250901-17") \
    X(F_CALL, "C-20250901-17") \
    X(F_ANSWERS, "mobile=13812345678") \
    X(F_ORDER, "ZL-2025-3") \
    X(F_NOTE, "说明") \
    X(F_ARGS, "cause=investigation") \
    X(F_CASE, "C1-1") \
    X(F_COMMAND_ID, "m1") \
    X(F_NOTICE, "N1-1") \
    X(F_EMPLOYER, "91330106MA2CFK4K7U") \
    X(F_CONTRACT, "X1") \
    X(F_TEXT, "封存") \
    X(F_LINES, "110105199003078211=12345.67") \
    X(F_FILE, "wages.csv") \
    X(F_RUN, "L17") \
    X(F_MONEY_PAYER, "91330106MA2CFK4K7U") \
    X(F_VOUCHER, "kind=bank-remittance") \
    X(F_TAIL, "8211") \
    X(F_SLUG, "sealed-card") \
    X(F_AFTER, "0") \
    X(F_YEAR, "2024") \
    X(F_AGE_MONTHS, "756") \
    X(F_WAGE_GROWTH_PPM, "30000") \
    X(F_LIMIT, "20") \
    X(F_DAY, "2025-08-31") \
    X(F_AS_OF, "2025-08-31") \
    X(F_EVIDENCE, "id-card") \
    X(F_CAUSE, "dormant") \
    X(F_PROCEDURE, "unseal") \
    X(F_POLICY_REGION, "330100") \
    X(F_POLICY_TEXT, "330100.yaml") \
    X(F_POLICY_SET, "P2") \
    X(F_USER, "li.na") \
    X(F_ORG, "office") \
    X(F_GRANT, "G17-1-7KQ2M9XTD4HJ") \
    X(F_PASSWORD, "four words in a row") \
    X(F_ITEM, "S17-1") \
    X(F_ITEM_BILL, "91330106MA2CFK4K7U/2025-08") \
    X(F_BANK_ACCOUNT, "6217000010000000177") \
    X(F_BILL, "91330106MA2CFK4K7U/2025-02") \
    X(F_PAPER, "no=3") \
    X(F_SHARE_PERCENT, "50") \
    X(F_DEADLINE, "2025-09-30") \
    X(F_FREE_UNTIL, "2025-12-31") \
    X(F_URL, "https://bank.example.org/shebao") \
    X(F_MESSAGES, "LOSS,UNLOSS") \
    X(F_WEBHOOK, "W17") \
    X(F_EMAIL, "lin.xiao@example.com") \
    X(F_ORG_NOTICE, "E17-0") \
    X(F_MATTER, "card.apply/first") \
    X(F_APPOINTMENT_TIME, "2025-09-01T09:30:00+08:00") \
    X(F_APPOINTMENT, "Y1-17")

/* Whole calls that are worth seeing first, where a command has several shapes: the words behind NOUN VERB. */
#define EXAMPLE_CALLS(X) \
    X(CMD_PERSON_REGISTER, "--ssn 110105199003078211 --name 林晓 --mobile 13812345678 --residence-region 330100 --evidence id-card") \
    X(CMD_ACCOUNT_OPEN, "--ssn 110105199003078211 --region 330100 --category flexible --flexible-kind freelancer --payer self " \
      "--insurances pension,medical --from 2025-09 --channel counter --evidence id-card,residence-proof") \
    X(CMD_CARD_APPLY, "--ssn 110105199003078211 --region 330100 --bank B01 --kind first --channel counter --evidence id-card,photo") \
    X(CMD_CARD_PHOTO, "--application K1-1 --photo photo.jpg") \
    X(CMD_CARD_PHOTO, "--application K1-1 --photo-ok --as centre:c1") \
    X(CMD_CARD_PHOTO, "--application K1-1 --rejected background --as centre:c1") \
    X(CMD_CARD_ACTIVATE, "--channel bank-counter --card-no A00000017 --ssn 110105199003078211 --institution B01 " \
      "--evidence id-card,social-card --as bank:teller@B01") \
    X(CMD_CARD_ACTIVATE, "--channel hospital --institution H01 --card-id-code 33010000000000000000000000000017 " \
      "--ssn 110105199003078211 --name 林晓 --registration-no OP-1 --visit outpatient --as hospital:desk@H01") \
    X(CMD_CARD_ACTIVATE, "--channel pharmacy --institution P01 --old-card-no M0001234 " \
      "--card-id-code 33010000000000000000000000000017 --as pharmacy:desk@P01") \
    X(CMD_CARD_ACTIVATE, "--channel hotline --call C-17 --ssn 110105199003078211 --card-no A00000017 " \
      "--answers mobile=13812345678 --answers birth_place=北京 --as hotline:agent-21@12333") \
    X(CMD_CARD_USE, "--card-no A00000017 --function medical --institution H01 --as hospital:desk@H01") \
    X(CMD_CARD_LOSE, "--card-no A00000017 --kind formal --channel counter --evidence id-card") \
    X(CMD_HOLD_PLACE, "--ssn 110105199003078211 --cause investigation --until 2025-11-30 --evidence written-decision") \
    X(CMD_HOLD_RELEASE, "--ssn 110105199003078211 --cause arrears --evidence id-card,tax-certificate") \
    X(CMD_CASE_OPEN, "--procedure unseal --ssn 110105199003078211 --args cause=investigation --evidence id-card,labour-contract") \
    X(CMD_CASE_REVIEW, "--case C1-1 --decision approve --as reviewer:r1") \
    X(CMD_PAYMENT_REVERSE, "--voucher kind=bank-remittance --voucher no=8812 --reason 金额记错") \
    X(CMD_AGENCY_REVERSE, "--contract X2 --voucher kind=cash-receipt --voucher no=C2 --reason 金额记错 --as agency:g1@A01") \
    X(CMD_FEE_WAIVE, "--bill 91330106MA2CFK4K7U/2025-02 --notice no=3 --notice day=2025-08-31 --share-percent 50") \
    X(CMD_LEVY_ENFORCE, "--order E17 --step guarantee --notice no=3 --notice day=2025-08-31 --deadline 2025-12-31") \
    X(CMD_BASE_ADJUST, "--region 330100 --from 2025-01 --notice no=12 --notice day=2025-08-31 --free-until 2025-12-31")
