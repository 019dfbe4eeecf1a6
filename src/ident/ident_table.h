/* ident_table.h - every kind of number that the bureau reads, every form it recognises, every mistake it can
 * name, once. Readers: ident.h (enums), sentence.c (words), check_line.c (JSON), app (command line), tests.
 * Append, never renumber. */
#pragma once

/*    no. name                  word            zh / en / how long it must be, zh / en */
#define IDENT_KINDS(X) \
    X(1, IDENT_CITIZEN, "citizen-id", "公民身份号码", "citizen number", "18 位（1999 年以前的旧号为 15 位）", \
      "18 characters (15 before 1999)") \
    X(2, IDENT_PERMIT, "permit", "居住或出入境证件号码", "permit number", \
      "18 位（居住证、永久居留身份证）、15 位（旧版永久居留证）、9 位（回乡证）或 8 位（台胞证）", \
      "18 (residence permits), 15 (older permanent resident card), 9 (home-return permit) or 8 characters (Taiwan permit)") \
    X(3, IDENT_CREDIT_CODE, "credit-code", "统一社会信用代码", "unified social credit code", "18 位", "18 characters") \
    X(4, IDENT_BANK_CARD, "bank-card", "银行卡号", "bank card number", "16 至 19 位", "16 to 19 digits") \
    X(5, IDENT_MOBILE, "mobile", "手机号码", "mobile number", "11 位", "11 digits") \
    X(6, IDENT_CARD_NO, "card-no", "社会保障卡卡号", "social security card number", "9 位", "9 characters") \
    X(7, IDENT_PASSPORT, "passport", "护照号码", "passport number", "5 至 17 位", "5 to 17 characters") \
    X(8, IDENT_PHONE, "phone", "电话号码", "telephone number", "手机 11 位，固定电话为区号加 7 或 8 位", \
      "11 digits (mobile) or the area code with 7 or 8 digits") \
    X(9, IDENT_SSN, "ssn", "社会保障号码", "social security number", "18 位", "18 characters") \
    X(10, IDENT_CARD_ID_CODE, "card-id-code", "卡识别码", "card identification code", "32 位", "32 hexadecimal digits") \
    X(11, IDENT_ATR, "atr", "卡复位信息", "reset answer of a chip", "不超过 26 位且为偶数", \
      "an even number of hexadecimal digits, at most 26")

/*    no. name                         word                     zh / en */
#define IDENT_FORMS(X) \
    X(1, FORM_RESIDENT, "resident-id", "居民身份证号码", "resident identity card number") \
    X(2, FORM_RESIDENT_15, "resident-id-15", "15 位旧居民身份证号码", "old 15-digit identity card number") \
    X(3, FORM_HONG_KONG, "residence-permit-hk", "港澳台居民居住证号码（香港）", "residence permit of a Hong Kong resident") \
    X(4, FORM_MACAO, "residence-permit-macao", "港澳台居民居住证号码（澳门）", "residence permit of a Macao resident") \
    X(5, FORM_TAIWAN, "residence-permit-taiwan", "港澳台居民居住证号码（台湾）", "residence permit of a Taiwan resident") \
    X(6, FORM_FOREIGN, "foreign-permanent", "外国人永久居留身份证号码", "foreign permanent resident card") \
    X(7, FORM_FOREIGN_OLD, "foreign-permanent-old", "旧版外国人永久居留证号码", "older foreign permanent resident card") \
    X(8, FORM_HOME_RETURN, "home-return", "港澳居民来往内地通行证号码", "home-return permit") \
    X(9, FORM_TAIWAN_TRAVEL, "taiwan-travel", "台湾居民来往大陆通行证号码", "Taiwan travel permit") \
    X(10, FORM_TAIWAN_TRAVEL_OLD, "taiwan-travel-old", "旧版台湾居民来往大陆通行证号码", "older Taiwan travel permit") \
    X(11, FORM_PASSPORT_CHINA, "passport-china", "中国护照号码", "Chinese passport") \
    X(12, FORM_PASSPORT, "passport", "护照号码", "passport") \
    X(13, FORM_FOREIGN_SSN, "foreign-ssn", "外国人社会保障号码", "social security number of a foreigner") \
    X(14, FORM_CREDIT_CODE, "credit-code", "统一社会信用代码", "unified social credit code") \
    X(15, FORM_BANK_CARD, "bank-card", "银联卡号", "UnionPay card number") \
    X(16, FORM_MOBILE, "mobile", "手机号码", "mobile number") \
    X(17, FORM_FIXED_LINE, "fixed-line", "固定电话号码", "fixed line") \
    X(18, FORM_HOT_LINE, "hot-line", "服务热线号码", "hot line") \
    X(19, FORM_CARD_NO, "card-no", "社会保障卡卡号", "social security card number") \
    X(20, FORM_CARD_NO_DIGITS, "card-no-digits", "社会保障卡卡号（9 位数字）", "social security card number (nine digits)") \
    X(21, FORM_CARD_ID_CODE, "card-id-code", "社会保障卡卡识别码", "card identification code") \
    X(22, FORM_ATR, "atr", "卡复位信息", "reset answer of a chip")

/* {length} how many characters there are, {want} how many there must be, {kind} the kind asked for, {at} a
 * place counted from 1, {got} what stands there, {day} a day of birth, {other} the kind that it really is.
 *    no. name                     code            zh / en */
#define IDENT_MISTAKES(X) \
    X(1, MISTAKE_EMPTY, "empty", "没有填写{kind}，请对照证件输入。", "There is no {kind}; type it from the document.") \
    X(2, MISTAKE_NOT_TEXT, "not-text", "内容含有无法识别的字节或控制符，请重新手工输入。", \
      "It contains bytes that are no readable text; type it again by hand.") \
    X(3, MISTAKE_SPACE, "space-inside", "第 {at} 个字符是空格，{kind}中间不能有空格，请删去。", \
      "Character {at} is a space; there is none inside a {kind}, remove it.") \
    X(4, MISTAKE_LENGTH, "length", "{kind}的位数应为：{want}；现在是 {length} 位，请查看是否多写或漏写。", \
      "A {kind} has {want}; this has {length}. Look for a missing or an extra one.") \
    X(5, MISTAKE_LETTER, "letter", "第 {at} 位应为数字，现在是“{got}”，请对照证件改正。", \
      "Character {at} must be a digit but is \"{got}\"; correct it from the document.") \
    X(6, MISTAKE_CHARACTER, "character", "第 {at} 位不能是“{got}”，请对照证件改正。", \
      "Character {at} cannot be \"{got}\"; correct it from the document.") \
    X(7, MISTAKE_REGION, "region", "第 {at} 位起的“{got}”不是任何省级行政区划的代码，请对照证件改正。", \
      "\"{got}\" from character {at} on is not the code of any province; correct it from the document.") \
    X(8, MISTAKE_DAY, "day", "号码中的出生日期 {day} 不存在，请对照证件改正。", \
      "The day of birth in the number, {day}, does not exist; correct it from the document.") \
    X(9, MISTAKE_DAY_FUTURE, "day-future", "号码中的出生日期 {day} 还没有到，请对照证件改正。", \
      "The day of birth in the number, {day}, is still to come; correct it from the document.") \
    X(10, MISTAKE_DAY_EARLY, "day-early", "号码中的出生日期 {day} 早于 1890 年，请对照证件改正。", \
      "The day of birth in the number, {day}, is before 1890; correct it from the document.") \
    X(11, MISTAKE_CHECK, "check", "最后一位校验码与前面各位不符，请逐位对照证件。", \
      "The check character at the end does not fit the rest; compare every character with the document.") \
    X(12, MISTAKE_PREFIX, "prefix", "{kind}不以“{got}”开头，请对照证件或改选号码种类。", \
      "A {kind} does not begin with \"{got}\"; compare it with the document or choose another kind.") \
    X(13, MISTAKE_OTHER_KIND, "other-kind", "这不是{kind}，而是{other}，请改选号码种类。", \
      "This is not a {kind} but a {other}; choose that kind.") \
    X(14, MISTAKE_AREA, "area", "固定电话前要写区号，例如 010 或 0571。", "A fixed line needs its area code in front, for example 010 or 0571.")

/* What is worth knowing about a number that is valid.
 *    no. name                code                 zh / en */
#define IDENT_NOTES(X) \
    X(1, NOTE_UPGRADED, "upgraded", "已由 15 位升为 18 位：{text}。", "The 15-digit number was raised to 18: {text}.") \
    X(2, NOTE_OLD_REGION, "old-region", "区划代码 {region} 已不再使用，号码仍然有效。", \
      "Region code {region} is no longer in use; the number stays valid.") \
    X(4, NOTE_INNER_CHECK, "inner-check", "其中组织机构代码（第 9 至 17 位）的校验码不符，请核对登记证照。", \
      "The check character of the organisation code inside (9 to 17) does not fit; look at the certificate.") \
    X(8, NOTE_PADDING, "padding", "国家未统一证件号码不足 14 位时的补位方法，请与原社会保障卡核对。", \
      "How shorter document numbers are filled up to 14 is not settled nationally; compare it with the earlier card.") \
    X(16, NOTE_DEPARTMENT, "department", "首位登记管理部门代码不常见，请核对登记证照。", \
      "The registering department in first place is unusual; look at the certificate.")

/* Types of identity documents: two digits of the national code set, the digit that other systems use (0 = they
 * have none), the word in our commands, and the kind by which the number is judged (0 = free text).
 *    name                        national other word                   kind            zh / en */
#define IDENT_DOCUMENTS(X) \
    X(DOCUMENT_ID_CARD, 1, 1, "id-card", IDENT_CITIZEN, "居民身份证", "resident identity card") \
    X(DOCUMENT_HOUSEHOLD_REGISTER, 2, 2, "household-register", IDENT_CITIZEN, "居民户口簿", "household register") \
    X(DOCUMENT_PASSPORT, 3, 4, "passport", IDENT_PASSPORT, "护照", "passport") \
    X(DOCUMENT_OFFICER_CARD, 4, 3, "officer-card", IDENT_FREE, "军官证", "officer card") \
    X(DOCUMENT_SOLDIER_CARD, 5, 0, "soldier-card", IDENT_FREE, "士兵证", "soldier card") \
    X(DOCUMENT_HK_MACAO_PERMIT, 6, 0, "hk-macao-permit", IDENT_PERMIT, "港澳居民来往内地通行证", "home-return permit") \
    X(DOCUMENT_TAIWAN_PERMIT, 7, 0, "taiwan-permit", IDENT_PERMIT, "台湾居民来往大陆通行证", "Taiwan travel permit") \
    X(DOCUMENT_FOREIGN_PERMANENT, 8, 0, "foreign-permanent-card", IDENT_PERMIT, "外国人永久居留身份证", \
      "foreign permanent resident card") \
    X(DOCUMENT_FOREIGN_PASSPORT, 9, 0, "foreign-passport", IDENT_PASSPORT, "外国人护照", "passport of a foreigner") \
    X(DOCUMENT_HUKOU_CERTIFICATE, 0, 5, "hukou-certificate", IDENT_CITIZEN, "户籍证明", "household registration certificate") \
    X(DOCUMENT_PERMIT, 0, 0, "permit", IDENT_PERMIT, "港澳台居民居住证", "residence permit") \
    X(DOCUMENT_OTHER, 99, 6, "other", IDENT_FREE, "其他证件", "other document")
