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
    X(F_TAIL, "8211") \
    X(F_SLUG, "sealed-card") \
    X(F_AFTER, "0") \
    X(F_LIMIT, "20") \
    X(F_DAY, "2025-08-31") \
    X(F_AS_OF, "2025-08-31") \
    X(F_EVIDENCE, "id-card")
