/* causes_table.h - why something does not work: every cause with its effect on every function, its law and
 * its words, exactly as in the contract. One letter a function, in the order of EFFECTS: w works, b blocked,
 * c conditional (NOTES says under which condition). Readers: hold (worst of all causes wins), guide (goals of
 * the search), pages, manual, tests of every cell. */
#pragma once

/*    no. name  code  kind  effects: query contribute interest transfer medical balance bank benefits
 *    kind: DERIVED is computed and never placed; HOLD is placed and released; reviewed = release by two persons */
#define CAUSES(X) \
    X(1, CAUSE_NO_ACCOUNT, "no-account", DERIVED, 0, "wbbbbbwb", "《社会保险法》第五十八条", "尚未参保", "no account is open") \
    X(2, CAUSE_NO_CARD, "no-card", DERIVED, 0, "wwwwccbw", "人社部发〔2011〕47号", "尚未申领社保卡", "no card has been applied for") \
    X(3, CAUSE_IN_PRODUCTION, "in-production", DERIVED, 0, "wwwwccbw", "人社部发〔2011〕47号", "社保卡正在制作或待领取", "the card is being made or waits to be collected") \
    X(4, CAUSE_NOT_ENABLED, "not-enabled", DERIVED, 0, "wwwwcbbw", "人社部发〔2011〕47号", "社保卡已领取但未启用（封存）", "the card is sealed: handed over but never enabled") \
    X(5, CAUSE_BANK_INACTIVE, "bank-inactive", DERIVED, 0, "wwwwwwbw", "银发〔2016〕261号", "卡的金融功能未激活或受限", "the bank function is not active") \
    X(6, CAUSE_LOSS, "loss", DERIVED, 0, "wwwwcbcw", "人社部发〔2011〕47号", "社保卡已挂失", "the card is reported lost") \
    X(7, CAUSE_EXPIRED, "expired", DERIVED, 0, "wwwwccbw", "人社部发〔2011〕47号", "社保卡已过有效期", "the card is past its validity") \
    X(8, CAUSE_CARD_LOCKED, "card-locked", DERIVED, 0, "wwwwcbcw", "人社部发〔2011〕47号", "社保卡应用已锁定", "the card is locked") \
    X(9, CAUSE_CARD_CANCELLED, "card-cancelled", DERIVED, 0, "wwwwcbcw", "人社部发〔2011〕47号", "社保卡已注销", "the card is cancelled") \
    X(10, CAUSE_PIN_INITIAL, "pin-initial", DERIVED, 0, "wwwwcbww", "人社部发〔2011〕47号", "社保卡密码仍为初始密码", "the PIN is still the initial one") \
    X(11, CAUSE_PIN_LOCKED, "pin-locked", DERIVED, 0, "wwwwcbww", "人社部发〔2011〕47号", "社保卡密码已锁定", "the PIN is locked") \
    X(12, CAUSE_LEGACY_RESTRICTED, "legacy-restricted", DERIVED, 0, "wwwwcbww", "人社厅发〔2014〕52号", "新卡领取满六个月未启用，原医保卡受限", "the old medical card is restricted: the new card was not enabled in six months") \
    X(13, CAUSE_DORMANT, "dormant", HOLD, 0, "wwwwbbcw", "人社厅发〔2014〕52号", "社保卡长期未使用被封存", "the card is sealed because it was not used for a long time") \
    X(14, CAUSE_INTERRUPTED, "interrupted", HOLD, 0, "wbwwbwww", "《社会保险法》第五十八条、第六十条", "缴费中断", "contributions are interrupted") \
    X(15, CAUSE_ARREARS, "arrears", HOLD, 0, "wwwcbwwc", "《社会保险法》第六十条、第八十六条", "本人欠缴社会保险费", "the person owes contributions") \
    X(16, CAUSE_TRANSFER, "transfer", HOLD, 0, "wbwbcwww", "国办发〔2009〕66号", "关系转移接续办理中", "a transfer is under way") \
    X(17, CAUSE_EMPLOYER_SEAL, "employer-seal", HOLD, 1, "wbwcbwww", "《社会保险经办条例》", "单位申请封存账户", "the employer asked to seal the account") \
    X(18, CAUSE_RETIREMENT_UNCLAIMED, "retirement-unclaimed", HOLD, 1, "wcwwcwwb", "《社会保险法》第十六条", "已到退休年龄未办理申领", "retirement age is reached and nothing claimed") \
    X(19, CAUSE_INVESTIGATION, "investigation", HOLD, 1, "wcwbccwc", "《社会保险法》第八十八条", "参保情况正在核查", "enrolment is under investigation") \
    X(20, CAUSE_DEATH, "death", HOLD, 1, "cbcbbccb", "《社会保险法》第十四条、第十七条", "已登记死亡", "a death is on record") \
    X(21, CAUSE_DATA_MISMATCH, "data-mismatch", HOLD, 1, "wwwbcwcw", "《社会保险法》第五十七条、第五十八条", "个人信息与公安数据不一致", "personal data differ from the police record") \
    X(22, CAUSE_MIGRATION, "migration", HOLD, 0, "cbwbccww", "经办机构公告", "系统切换维护中", "the system is being migrated")

/* The causes as a closed list like the others. */
#define CAUSE_WORDS(X) \
    X(1, CAUSE_NO_ACCOUNT, "no-account", "尚未参保", "no account") \
    X(2, CAUSE_NO_CARD, "no-card", "尚未申领社保卡", "no card") \
    X(3, CAUSE_IN_PRODUCTION, "in-production", "社保卡制作中", "in production") \
    X(4, CAUSE_NOT_ENABLED, "not-enabled", "未启用", "not enabled") \
    X(5, CAUSE_BANK_INACTIVE, "bank-inactive", "金融功能未激活", "bank function inactive") \
    X(6, CAUSE_LOSS, "loss", "挂失", "loss") \
    X(7, CAUSE_EXPIRED, "expired", "过期", "expired") \
    X(8, CAUSE_CARD_LOCKED, "card-locked", "应用锁定", "locked") \
    X(9, CAUSE_CARD_CANCELLED, "card-cancelled", "注销", "cancelled") \
    X(10, CAUSE_PIN_INITIAL, "pin-initial", "初始密码", "initial PIN") \
    X(11, CAUSE_PIN_LOCKED, "pin-locked", "密码锁定", "PIN locked") \
    X(12, CAUSE_LEGACY_RESTRICTED, "legacy-restricted", "原医保卡受限", "old card restricted") \
    X(13, CAUSE_DORMANT, "dormant", "长期未用", "dormant") \
    X(14, CAUSE_INTERRUPTED, "interrupted", "中断缴费", "interrupted") \
    X(15, CAUSE_ARREARS, "arrears", "欠费", "arrears") \
    X(16, CAUSE_TRANSFER, "transfer", "转移接续", "transfer") \
    X(17, CAUSE_EMPLOYER_SEAL, "employer-seal", "单位封存", "employer's seal") \
    X(18, CAUSE_RETIREMENT_UNCLAIMED, "retirement-unclaimed", "退休未申领", "retirement unclaimed") \
    X(19, CAUSE_INVESTIGATION, "investigation", "核查", "investigation") \
    X(20, CAUSE_DEATH, "death", "死亡", "death") \
    X(21, CAUSE_DATA_MISMATCH, "data-mismatch", "信息不一致", "data mismatch") \
    X(22, CAUSE_MIGRATION, "migration", "系统切换", "migration")

/* The condition behind each c, and what still works behind some b. */
/*    cause, effect, zh, en */
#define CAUSE_NOTES(X) \
    X(CAUSE_NO_CARD, EFFECT_MEDICAL, "可使用医保电子凭证或领卡回执结算。", "Settle with the medical e-voucher or the pick-up slip.") \
    X(CAUSE_NO_CARD, EFFECT_MEDICAL_BALANCE, "可通过医保电子凭证使用。", "The balance can be used with the medical e-voucher.") \
    X(CAUSE_IN_PRODUCTION, EFFECT_MEDICAL, "可使用医保电子凭证或领卡回执结算。", "Settle with the medical e-voucher or the pick-up slip.") \
    X(CAUSE_IN_PRODUCTION, EFFECT_MEDICAL_BALANCE, "可通过医保电子凭证使用。", "The balance can be used with the medical e-voucher.") \
    X(CAUSE_NOT_ENABLED, EFFECT_MEDICAL, "可使用医保电子凭证结算。", "Settle with the medical e-voucher.") \
    X(CAUSE_BANK_INACTIVE, EFFECT_BANK, "仅限柜面办理。", "At the bank's counter only.") \
    X(CAUSE_LOSS, EFFECT_MEDICAL, "可凭回执或医保电子凭证结算。", "Settle with the slip or the medical e-voucher.") \
    X(CAUSE_LOSS, EFFECT_BANK, "以银行自身的挂失记录为准。", "The bank's own loss report decides.") \
    X(CAUSE_EXPIRED, EFFECT_MEDICAL, "在宽限期内可联网使用。", "Works over the network within the region's days of grace.") \
    X(CAUSE_EXPIRED, EFFECT_MEDICAL_BALANCE, "在宽限期内可联网使用。", "Works over the network within the region's days of grace.") \
    X(CAUSE_CARD_LOCKED, EFFECT_MEDICAL, "可使用医保电子凭证结算。", "Settle with the medical e-voucher.") \
    X(CAUSE_CARD_LOCKED, EFFECT_BANK, "以银行状态为准。", "The bank's own state decides.") \
    X(CAUSE_CARD_CANCELLED, EFFECT_MEDICAL, "可使用医保电子凭证结算。", "Settle with the medical e-voucher.") \
    X(CAUSE_CARD_CANCELLED, EFFECT_BANK, "以银行状态为准。", "The bank's own state decides.") \
    X(CAUSE_PIN_INITIAL, EFFECT_MEDICAL, "使用密码的结算须先修改初始密码。", "Settlement with PIN needs the initial PIN changed first.") \
    X(CAUSE_PIN_LOCKED, EFFECT_MEDICAL, "使用密码的结算须先解锁。", "Settlement with PIN needs the PIN unblocked first.") \
    X(CAUSE_LEGACY_RESTRICTED, EFFECT_MEDICAL, "启用新卡后恢复。", "Restored when the new card is enabled.") \
    X(CAUSE_DORMANT, EFFECT_BANK, "以银行规定为准。", "The bank's rule decides.") \
    X(CAUSE_INTERRUPTED, EFFECT_MEDICAL, "自中断次月起停止，在当地规定的月数内补缴可接续；续保后自缴清的首个月份起恢复。", "Stops from the month after; making up within the region's months keeps cover continuous. Once resumed, it works again with the first month that is paid.") \
    X(CAUSE_ARREARS, EFFECT_TRANSFER, "结清欠费后办理。", "After the arrears are paid.") \
    X(CAUSE_ARREARS, EFFECT_MEDICAL, "自欠费次月起停止，缴清后恢复。", "Stops from the month after; restored when paid.") \
    X(CAUSE_ARREARS, EFFECT_BENEFITS, "结清本人欠费后办理。", "After one's own arrears are paid.") \
    X(CAUSE_TRANSFER, EFFECT_MEDICAL, "视缴费间断时间而定。", "Depends on the gap in payment.") \
    X(CAUSE_EMPLOYER_SEAL, EFFECT_TRANSFER, "须先由单位解除封存或申请转出。", "The employer must unseal or the person ask to transfer first.") \
    X(CAUSE_RETIREMENT_UNCLAIMED, EFFECT_CONTRIBUTE, "年限不足的可以继续缴费。", "Who is short of months may go on contributing.") \
    X(CAUSE_RETIREMENT_UNCLAIMED, EFFECT_MEDICAL, "医保缴费年限已满的继续享受。", "Continues where the medical months are paid up.") \
    X(CAUSE_INVESTIGATION, EFFECT_CONTRIBUTE, "以核查决定为准。", "As the decision of the investigation says.") \
    X(CAUSE_INVESTIGATION, EFFECT_MEDICAL, "以核查决定为准。", "As the decision of the investigation says.") \
    X(CAUSE_INVESTIGATION, EFFECT_MEDICAL_BALANCE, "以核查决定为准。", "As the decision of the investigation says.") \
    X(CAUSE_INVESTIGATION, EFFECT_BENEFITS, "仅凭有期限的书面决定可以暂停。", "May be suspended only by a written decision with a time limit.") \
    X(CAUSE_DEATH, EFFECT_QUERY, "由继承人查询。", "By the heirs.") \
    X(CAUSE_DEATH, EFFECT_INTEREST, "计息至死亡当月。", "To the month of death.") \
    X(CAUSE_DEATH, EFFECT_MEDICAL_BALANCE, "由继承人办理。", "By the heirs.") \
    X(CAUSE_DEATH, EFFECT_BANK, "由继承人按银行规定办理。", "By the heirs, under the bank's rule.") \
    X(CAUSE_DATA_MISMATCH, EFFECT_MEDICAL, "核对一致前可凭身份证件在窗口办理。", "At a counter with the identity card until the data agree.") \
    X(CAUSE_DATA_MISMATCH, EFFECT_BANK, "银行可要求重新核验身份。", "The bank may ask to verify identity again.") \
    X(CAUSE_MIGRATION, EFFECT_QUERY, "切换期间可能延迟。", "May be delayed during the window.") \
    X(CAUSE_MIGRATION, EFFECT_MEDICAL, "切换期间按公告办理。", "As announced for the window.") \
    X(CAUSE_MIGRATION, EFFECT_MEDICAL_BALANCE, "切换期间按公告办理。", "As announced for the window.")
