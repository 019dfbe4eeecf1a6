/* keys_table.h - every parameter of the policy, once: what it is called in policy/ files, what it may be, and
 * what it means. Readers: policy.h (enum), load.c (what a file may say), canonical bytes, manual, tests. The
 * order is part of the canonical bytes of a set: append, never reorder. */
#pragma once

/* Kinds: INT a whole number; FLAG yes or no; MONTH a month (Month.n); FLEXIBLE one of FLEXIBLE_RULES; CAP a whole number
 * or "none"; WORD one of POLICY_WORDS; LIST whole numbers in the order of their classes; TABLE rows of two whole numbers
 * (see POLICY_SHAPES for both); DUES rows of a month and a day.
 * Scope: ANY a region may differ from the nation; NATION only policy/national.yaml may say it.
 * Unknown: KNOWN a value always; MAYBE a file may say "unknown" from a day.
 *
 *    name                          path in the file                 kind      unit           scope   unknown  least     most */
#define POLICY_KEYS(X) \
    X(KEY_CARD_ACTIVATION_MONTHS,       "card.activation_months",        INT,      "months",      ANY,    KNOWN,   1,        60, \
      "领卡后应当启用的期限", "time from hand-over in which the card should be activated") \
    X(KEY_CARD_LEGACY_MONTHS,           "card.legacy_months",            INT,      "months",      ANY,    KNOWN,   0,        60, \
      "领到新卡后原医保卡仍可使用的期限", "how long the old medical card works after the new card is handed over") \
    X(KEY_CARD_TEMPORARY_LOSS_DAYS,     "card.temporary_loss_days",      INT,      "days",        ANY,    KNOWN,   1,        60, \
      "临时挂失的有效期，到期自动解除", "how long a temporary loss lasts before it lapses") \
    X(KEY_CARD_LOSS_UNDO_HOURS,         "card.loss_undo_hours",          INT,      "hours",       ANY,    KNOWN,   0,        240, \
      "解挂生效的最长时间", "the longest time until a withdrawn loss report takes effect everywhere") \
    X(KEY_CARD_FORMAL_LOSS_REVERSIBLE,  "card.formal_loss_reversible",   FLAG,     "",            ANY,    KNOWN,   0,        1, \
      "正式挂失后能否解挂", "whether a formal loss can be withdrawn") \
    X(KEY_CARD_PIN_TRIES,               "card.pin_tries",                INT,      "tries",       ANY,    KNOWN,   1,        15, \
      "社保密码连续输错锁定的次数", "wrong PIN entries that lock the social security PIN") \
    X(KEY_CARD_MAKE_WORKDAYS,           "card.make_workdays",            INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "批量制卡的时间", "time to make a card in a batch") \
    X(KEY_CARD_REISSUE_WORKDAYS,        "card.reissue_workdays",         INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "补卡、换卡的时间", "time to make a replacement card") \
    X(KEY_CARD_AGENCY_WORKDAYS,         "card.agency_workdays",          INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "经代理机构申领时的制卡时间", "time to make a card that is asked for through an agency") \
    X(KEY_CARD_INSTANT,                 "card.instant",                  FLAG,     "",            ANY,    KNOWN,   0,        1, \
      "银行网点能否即时制卡", "whether bank outlets issue cards on the spot") \
    X(KEY_CARD_VALID_MONTHS,            "card.valid_months",             INT,      "months",      ANY,    KNOWN,   12,       600, \
      "卡的有效期", "how long a card is valid from its date of issue") \
    X(KEY_CARD_EXCHANGE_WINDOW_DAYS,    "card.exchange_window_days",     INT,      "days",        ANY,    KNOWN,   0,        730, \
      "到期前可以申请换卡的天数", "how long before its end a card may be exchanged") \
    X(KEY_CARD_GRACE_DAYS,              "card.grace_days",               INT,      "days",        ANY,    KNOWN,   0,        730, \
      "到期后联网功能的宽限天数", "days of grace for network functions after a card has expired") \
    X(KEY_CARD_DORMANT_MONTHS,          "card.dormant_months",           INT,      "months",      ANY,    KNOWN,   0,        600, \
      "长期未使用封存的月数，0 为不封存", "months without use after which a card is sealed as dormant; 0 = never") \
    X(KEY_CARD_DORMANT_NOTICE_DAYS,     "card.dormant_notice_days",      INT,      "days",        ANY,    KNOWN,   0,        365, \
      "长期未使用封存前的提醒天数", "days of notice before a card is sealed as dormant") \
    X(KEY_CARD_BANK_IDLE_MONTHS,        "card.bank_idle_months",         INT,      "months",      ANY,    KNOWN,   1,        120, \
      "银行账户开户后未使用、转为仅限柜面的月数", "months without use after which the bank serves the account at the counter only") \
    X(KEY_CARD_FIRST_FEE_FEN,           "card.first_fee_fen",            INT,      "fen",         ANY,    KNOWN,   0,        1000000, \
      "首次办卡的费用", "fee for the first card") \
    X(KEY_CARD_REISSUE_FEE_FEN,         "card.reissue_fee_fen",          INT,      "fen",         ANY,    KNOWN,   0,        1000000, \
      "遗失补卡的工本费", "fee for replacing a lost card") \
    X(KEY_CARD_DAMAGED_FEE_FEN,         "card.damaged_fee_fen",          INT,      "fen",         ANY,    KNOWN,   0,        1000000, \
      "损坏换卡的工本费", "fee for exchanging a card that the holder has damaged") \
    X(KEY_CARD_UNCLAIMED_MONTHS,        "card.unclaimed_months",         INT,      "months",      ANY,    KNOWN,   1,        120, \
      "到网点后无人领取、退回卡中心的月数", "months at an outlet after which an unclaimed card goes back") \
    X(KEY_CARD_UNCLAIMED_NOTICE_1,      "card.unclaimed_notice_1_months", INT,     "months",      ANY,    KNOWN,   1,        120, \
      "第一次领卡提醒", "first reminder to collect the card") \
    X(KEY_CARD_UNCLAIMED_NOTICE_2,      "card.unclaimed_notice_2_months", INT,     "months",      ANY,    KNOWN,   1,        120, \
      "第二次领卡提醒", "second reminder to collect the card") \
    X(KEY_CARD_UNCLAIMED_NOTICE_3,      "card.unclaimed_notice_3_months", INT,     "months",      ANY,    KNOWN,   1,        120, \
      "第三次领卡提醒", "third reminder to collect the card") \
    X(KEY_CARD_PROXY_ACTIVATES,         "card.proxy_activates",          FLAG,     "",            ANY,    KNOWN,   0,        1, \
      "代办人能否代为启用社保功能", "whether a proxy may activate the social security function") \
    X(KEY_PHOTO_WIDTH_PX,               "photo.width_px",                INT,      "pixels",      ANY,    KNOWN,   64,       4096, \
      "照片宽度", "width of the photo") \
    X(KEY_PHOTO_HEIGHT_PX,              "photo.height_px",               INT,      "pixels",      ANY,    KNOWN,   64,       4096, \
      "照片高度", "height of the photo") \
    X(KEY_PHOTO_DPI,                    "photo.dpi",                     INT,      "dpi",         ANY,    KNOWN,   72,       1200, \
      "照片分辨率", "resolution of the photo") \
    X(KEY_PHOTO_COMPONENTS,             "photo.components",              INT,      "components",  ANY,    KNOWN,   1,        4, \
      "颜色分量数，3 为彩色", "colour components; 3 = colour") \
    X(KEY_PHOTO_MIN_BYTES,              "photo.min_bytes",               INT,      "bytes",       ANY,    KNOWN,   1,        10485760, \
      "照片文件的最小字节数", "smallest file") \
    X(KEY_PHOTO_MAX_BYTES,              "photo.max_bytes",               INT,      "bytes",       ANY,    KNOWN,   1,        10485760, \
      "照片文件的最大字节数", "largest file") \
    X(KEY_PHOTO_WHITE_LEAST,            "photo.white_least",             INT,      "level",       ANY,    KNOWN,   1,        255, \
      "背景各颜色分量不低于此值视为白色", "a background pixel is white if no component is below this") \
    X(KEY_PHOTO_WHITE_PERCENT,          "photo.white_percent",           INT,      "percent",     ANY,    KNOWN,   0,        100, \
      "上边和两侧背景中白色像素的最低比例", "least share of white pixels along the upper and side edges") \
    X(KEY_PHOTO_TAKEN_MONTHS,           "photo.taken_months",            INT,      "months",      ANY,    KNOWN,   1,        120, \
      "照片应在多少个月内拍摄", "a new photo must have been taken within so many months") \
    X(KEY_PHOTO_MAX_AGE_YEARS,          "photo.max_age_years",           INT,      "years",       ANY,    KNOWN,   1,        50, \
      "库存照片超过多少年须重拍", "a photo on file older than this must be taken anew") \
    X(KEY_PHOTO_MIN_AGE_YEARS,          "photo.min_age_years",           INT,      "years",       ANY,    KNOWN,   0,        18, \
      "满多少周岁须提供照片", "age from which a photo is required") \
    X(KEY_IDENTITY_ATTEMPTS,            "identity.attempts_a_day",       INT,      "attempts",    ANY,    KNOWN,   1,        100, \
      "每天身份核验次数上限", "identity checks that may fail in a day") \
    X(KEY_IDENTITY_PASSWORD_FAILURES,   "identity.password_failures",    INT,      "attempts",    ANY,    KNOWN,   1,        100, \
      "网上密码连续输错锁定的次数", "wrong online passwords that lock") \
    X(KEY_IDENTITY_PASSWORD_LOCK_HOURS, "identity.password_lock_hours",  INT,      "hours",       ANY,    KNOWN,   1,        720, \
      "网上密码锁定的时间", "how long the online password stays locked") \
    X(KEY_IDENTITY_GUARDIAN_UNDER,      "identity.guardian_under_years", INT,      "years",       ANY,    KNOWN,   1,        18, \
      "未满多少周岁由监护人代办", "age below which a guardian acts") \
    X(KEY_FLEXIBLE_RULE,                "flexible.rule",                 FLEXIBLE, "",            ANY,    KNOWN,   1,        3, \
      "灵活就业人员凭户籍还是居住参保", "whether flexible workers join by hukou or by residence") \
    X(KEY_FLEXIBLE_UNEMPLOYMENT,        "flexible.unemployment",         FLAG,     "",            ANY,    MAYBE,   0,        1, \
      "灵活就业人员能否参加失业保险", "whether flexible workers may join unemployment insurance") \
    X(KEY_HOLD_UNPAID_MONTHS,           "hold.unpaid_months",            INT,      "months",      ANY,    KNOWN,   1,        60, \
      "连续多少个月未缴费视为中断", "unpaid months after which contributions count as interrupted") \
    X(KEY_HOLD_INVESTIGATION_DAYS,      "hold.investigation_days",       INT,      "days",        ANY,    KNOWN,   1,        730, \
      "核查封存的最长期限", "longest hold for an investigation before it must be renewed") \
    X(KEY_HOLD_SEAL_NOTICE_DAYS,        "hold.employer_seal_notice_days", INT,     "days",        ANY,    KNOWN,   0,        365, \
      "单位封存到期前的提醒天数", "days of notice before an employer's seal ends") \
    X(KEY_MAKEUP_MEDICAL_MONTHS,        "makeup.medical_months",         INT,      "months",      ANY,    KNOWN,   0,        60, \
      "医疗保险可以补缴的月数", "medical months that may be made up") \
    X(KEY_MAKEUP_PENSION_THIS_YEAR,     "makeup.pension_this_year",      FLAG,     "",            ANY,    KNOWN,   0,        1, \
      "灵活就业人员养老保险只能补缴当年月份", "whether flexible workers may make up pension months of the current calendar year only") \
    X(KEY_MEDICAL_PAID_UP_MEN,          "medical.paid_up_men_months",    INT,      "months",      ANY,    MAYBE,   0,        720, \
      "男性退休后享受医保所需的缴费月数", "medical months after which a retired man pays no more") \
    X(KEY_MEDICAL_PAID_UP_WOMEN,        "medical.paid_up_women_months",  INT,      "months",      ANY,    MAYBE,   0,        720, \
      "女性退休后享受医保所需的缴费月数", "medical months after which a retired woman pays no more") \
    X(KEY_TRANSFER_STEP_WORKDAYS,       "transfer.step_workdays",        INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "关系转移每一步的期限", "time for each step of a transfer") \
    X(KEY_AGENCY_NOTICE_DAYS,           "agency.notice_days",            INT,      "days",        ANY,    KNOWN,   0,        365, \
      "解除代理协议的提前通知天数", "days of notice to end an agency contract") \
    X(KEY_AGENCY_KEPT_DAYS,             "agency.kept_days",              INT,      "days",        ANY,    KNOWN,   1,        365, \
      "代理机构收款后多少天未缴即告知本人", "days after which the person is told that an agency keeps money without paying") \
    X(KEY_AGENCY_MANY,                  "agency.many_contracts",         INT,      "contracts",   ANY,    KNOWN,   1,        1000000, \
      "一家机构无用人单位的协议达到多少份即列入核查", "contracts without an employer from which an agency is listed for review") \
    X(KEY_CASE_OPEN_ACCOUNT,            "case.open_account_workdays",    INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "参保登记的办理期限", "time limit to open an account") \
    X(KEY_CASE_CORRECT_PERSON,          "case.correct_person_workdays",  INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "个人信息更正的办理期限", "time limit to correct a person's record") \
    X(KEY_CASE_UNSEAL,                  "case.unseal_workdays",          INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "解除封存的办理期限", "time limit to release a hold") \
    X(KEY_CASE_SEAL_MEMBER,             "case.seal_member_workdays",     INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "单位申请封存的办理期限", "time limit for an employer's request to seal") \
    X(KEY_CASE_SEAL_END,                "case.seal_end_workdays",        INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "单位封存结束的办理期限", "time limit to end an employer's seal") \
    X(KEY_CASE_RETIREMENT,              "case.retirement_workdays",      INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "养老金申领的办理期限", "time limit to decide on a pension") \
    X(KEY_CASE_HEIRS,                   "case.heirs_workdays",           INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "继承人结算的办理期限", "time limit to settle with heirs") \
    X(KEY_CASE_WITHDRAW_DEATH,          "case.withdraw_death_workdays",  INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "撤销死亡登记的办理期限", "time limit to withdraw a death report") \
    X(KEY_CASE_CANCEL_CARD,             "case.cancel_card_workdays",     INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "注销卡的办理期限", "time limit to cancel a card") \
    X(KEY_CASE_DESTROY_CARD,            "case.destroy_card_workdays",    INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "销毁卡的办理期限", "time limit to destroy a card") \
    X(KEY_CASE_REVERSE,                 "case.reverse_workdays",         INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "差错撤销的办理期限", "time limit to reverse an official error") \
    X(KEY_PERSON_REGISTER_WORKDAYS,     "case.person_register_workdays", INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "个人登记的办理期限", "time limit to register a person") \
    X(KEY_UNIT_REGISTER_WORKDAYS,       "case.unit_register_workdays",   INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "单位登记的办理期限", "time limit to register an employer") \
    X(KEY_APPEAL_REVIEW_DAYS,           "appeal.review_days",            INT,      "days",        NATION, KNOWN,   1,        365, \
      "申请行政复议的期限", "time in which an administrative review may be asked for") \
    X(KEY_APPEAL_SUIT_MONTHS,           "appeal.suit_months",            INT,      "months",      NATION, KNOWN,   1,        24, \
      "提起行政诉讼的期限", "time in which a suit may be brought") \
    X(KEY_EVIDENCE_POWER_DAYS,          "evidence.power_of_attorney_days", INT,    "days",        ANY,    KNOWN,   0,        3650, \
      "授权委托书的有效天数，0 为不限", "days for which a power of attorney is good; 0 = no limit") \
    X(KEY_EVIDENCE_PHOTO_DAYS,          "evidence.photo_days",           INT,      "days",        ANY,    KNOWN,   0,        3650, \
      "提交的照片的有效天数，0 为不限", "days for which a photo handed in is good; 0 = no limit") \
    X(KEY_EVIDENCE_CALL_DAYS,           "evidence.call_days",            INT,      "days",        ANY,    KNOWN,   0,        3650, \
      "电话核验记录的有效天数，0 为不限", "days for which a recorded call is good; 0 = no limit") \
    X(KEY_EVIDENCE_FACE_DAYS,           "evidence.face_days",            INT,      "days",        ANY,    KNOWN,   0,        3650, \
      "人脸核验记录的有效天数，0 为不限", "days for which a face check is good; 0 = no limit") \
    X(KEY_RETIRE_DELAY_FROM,            "retirement.delay_from",         MONTH,    "month",       NATION, KNOWN,   24000,    26400, \
      "延迟退休从哪个月开始", "the month from which retirement ages rise") \
    X(KEY_RETIRE_M60_AGE,               "retirement.m60_age_months",     INT,      "months",      NATION, KNOWN,   480,      960, \
      "男职工原法定退休年龄", "former age of men") \
    X(KEY_RETIRE_M60_STEP,              "retirement.m60_step_months",    INT,      "months",      NATION, KNOWN,   1,        120, \
      "男职工每几个月延迟一个月", "months of birth for each month of delay, men") \
    X(KEY_RETIRE_M60_CAP,               "retirement.m60_cap_months",     INT,      "months",      NATION, KNOWN,   0,        240, \
      "男职工最多延迟的月数", "greatest delay, men") \
    X(KEY_RETIRE_F55_AGE,               "retirement.f55_age_months",     INT,      "months",      NATION, KNOWN,   480,      960, \
      "原五十五周岁退休女职工的退休年龄", "former age of women in management") \
    X(KEY_RETIRE_F55_STEP,              "retirement.f55_step_months",    INT,      "months",      NATION, KNOWN,   1,        120, \
      "原五十五周岁退休女职工每几个月延迟一个月", "months of birth for each month of delay, women in management") \
    X(KEY_RETIRE_F55_CAP,               "retirement.f55_cap_months",     INT,      "months",      NATION, KNOWN,   0,        240, \
      "原五十五周岁退休女职工最多延迟的月数", "greatest delay, women in management") \
    X(KEY_RETIRE_F50_AGE,               "retirement.f50_age_months",     INT,      "months",      NATION, KNOWN,   480,      960, \
      "原五十周岁退休女职工的退休年龄", "former age of women workers") \
    X(KEY_RETIRE_F50_STEP,              "retirement.f50_step_months",    INT,      "months",      NATION, KNOWN,   1,        120, \
      "原五十周岁退休女职工每几个月延迟一个月", "months of birth for each month of delay, women workers") \
    X(KEY_RETIRE_F50_CAP,               "retirement.f50_cap_months",     INT,      "months",      NATION, KNOWN,   0,        240, \
      "原五十周岁退休女职工最多延迟的月数", "greatest delay, women workers") \
    X(KEY_RETIRE_MINIMUM_MONTHS,        "retirement.minimum_months",     INT,      "months",      NATION, KNOWN,   1,        720, \
      "最低缴费月数", "least months of contributions") \
    X(KEY_RETIRE_MINIMUM_RISES_YEAR,    "retirement.minimum_rises_year", INT,      "year",        NATION, KNOWN,   1990,     2200, \
      "最低缴费年限从哪一年开始提高", "the year in which the least months begin to rise") \
    X(KEY_RETIRE_MINIMUM_STEP,          "retirement.minimum_step_months", INT,     "months",      NATION, KNOWN,   0,        120, \
      "最低缴费年限每年提高的月数", "by how much the least months rise each year") \
    X(KEY_RETIRE_MINIMUM_CAP,           "retirement.minimum_cap_months", INT,      "months",      NATION, KNOWN,   1,        720, \
      "最低缴费月数最终达到的水平", "where the least months stop rising") \
    X(KEY_RETIRE_EARLY_MONTHS,          "retirement.early_months",       INT,      "months",      NATION, KNOWN,   0,        240, \
      "弹性提前退休的最长月数", "by how much one may retire early") \
    X(KEY_RETIRE_LATE_MONTHS,           "retirement.late_months",        INT,      "months",      NATION, KNOWN,   0,        240, \
      "弹性延迟退休的最长月数", "by how much one may retire late") \
    X(KEY_RETIRE_EARLY_NOTICE_MONTHS,   "retirement.early_notice_months", INT,     "months",      NATION, KNOWN,   0,        24, \
      "提前退休的书面告知时间", "written notice for early retirement") \
    X(KEY_RETIRE_REMIND_MONTHS,         "retirement.remind_months",      INT,      "months",      ANY,    KNOWN,   0,        24, \
      "达到退休年龄前的提醒时间", "how long before the age is reached the person is reminded") \
    X(KEY_RETIRE_UNCLAIMED_MONTHS,      "retirement.unclaimed_months",   INT,      "months",      ANY,    KNOWN,   0,        120, \
      "达到退休年龄后多少个月未申领即封存", "months after the retirement month without a claim before the account is sealed") \
    X(KEY_BASE_YEAR_STARTS,               "base.year_starts_month",               INT,      "month",       ANY,    KNOWN,   1,        12, \
      "缴费年度从几月开始", "the month in which a base year begins") \
    X(KEY_BASE_ROUND,                     "base.round",                           WORD,     "",            ANY,    KNOWN,   1,        2, \
      "缴费基数取整方式", "how a base is rounded") \
    X(KEY_BASE_AVERAGE_WAGE,              "base.average_wage_fen",                INT,      "fen",         ANY,    MAYBE,   1,        100000000000, \
      "全口径城镇单位就业人员月平均工资", "average monthly wage of the region") \
    X(KEY_BASE_PENSION_FLOOR,             "base.pension_floor_fen",               INT,      "fen",         ANY,    MAYBE,   0,        100000000000, \
      "养老保险缴费基数下限", "floor of the pension base") \
    X(KEY_BASE_PENSION_CAP,               "base.pension_cap_fen",                 CAP,      "fen",         ANY,    MAYBE,   1,        100000000000, \
      "养老保险缴费基数上限", "cap of the pension base") \
    X(KEY_BASE_MEDICAL_FLOOR,             "base.medical_floor_fen",               INT,      "fen",         ANY,    MAYBE,   0,        100000000000, \
      "医疗保险缴费基数下限", "floor of the medical base") \
    X(KEY_BASE_MEDICAL_CAP,               "base.medical_cap_fen",                 CAP,      "fen",         ANY,    MAYBE,   1,        100000000000, \
      "医疗保险缴费基数上限", "cap of the medical base") \
    X(KEY_BASE_UNEMPLOYMENT_FLOOR,        "base.unemployment_floor_fen",          INT,      "fen",         ANY,    MAYBE,   0,        100000000000, \
      "失业保险缴费基数下限", "floor of the unemployment base") \
    X(KEY_BASE_UNEMPLOYMENT_CAP,          "base.unemployment_cap_fen",            CAP,      "fen",         ANY,    MAYBE,   1,        100000000000, \
      "失业保险缴费基数上限", "cap of the unemployment base") \
    X(KEY_BASE_INJURY_FLOOR,              "base.injury_floor_fen",                INT,      "fen",         ANY,    MAYBE,   0,        100000000000, \
      "工伤保险缴费基数下限", "floor of the injury base") \
    X(KEY_BASE_INJURY_CAP,                "base.injury_cap_fen",                  CAP,      "fen",         ANY,    MAYBE,   1,        100000000000, \
      "工伤保险缴费基数上限", "cap of the injury base") \
    X(KEY_BASE_MATERNITY,                 "base.maternity",                       WORD,     "",            ANY,    KNOWN,   1,        3, \
      "单独征收的生育保险按哪一险种的基数", "whose base maternity has where it is levied apart") \
    X(KEY_RATE_PENSION_EMPLOYER,          "rate.pension_employer_ppm",            INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "养老保险单位缴费比例", "pension, employer") \
    X(KEY_RATE_PENSION_LOCAL,             "rate.pension_local_ppm",               INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "本地户籍职工养老保险单位加缴比例", "pension, what the employer adds for local hukou") \
    X(KEY_RATE_PENSION_EMPLOYEE,          "rate.pension_employee_ppm",            INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "养老保险个人缴费比例", "pension, employee") \
    X(KEY_RATE_MEDICAL_EMPLOYER,          "rate.medical_employer_ppm",            INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "医疗保险单位缴费比例", "medical, employer") \
    X(KEY_RATE_MEDICAL_EMPLOYEE,          "rate.medical_employee_ppm",            INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "医疗保险个人缴费比例", "medical, employee") \
    X(KEY_RATE_SERIOUS_ILLNESS,           "rate.serious_illness_employee_fen",    INT,      "fen",         ANY,    KNOWN,   0,        100000, \
      "大额医疗互助个人每月定额", "flat monthly amount of the employee for serious illness") \
    X(KEY_RATE_UNEMPLOYMENT_EMPLOYER,     "rate.unemployment_employer_ppm",       INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "失业保险单位缴费比例", "unemployment, employer") \
    X(KEY_RATE_UNEMPLOYMENT_EMPLOYEE,     "rate.unemployment_employee_ppm",       INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "失业保险个人缴费比例", "unemployment, employee") \
    X(KEY_RATE_INJURY,                    "rate.injury_ppm",                      LIST,     "ppm",         ANY,    MAYBE,   0,        50000, \
      "工伤保险一至八类行业基准费率", "work injury, base rates of the classes 1 to 8") \
    X(KEY_RATE_INJURY_FLOAT_FIRST,        "rate.injury_float_class_1_percent",    LIST,     "percent",     ANY,    KNOWN,   1,        300, \
      "一类行业可浮动的档次", "work injury, floats that class 1 may have") \
    X(KEY_RATE_INJURY_FLOAT,              "rate.injury_float_percent",            LIST,     "percent",     ANY,    KNOWN,   1,        300, \
      "二至八类行业可浮动的档次", "work injury, floats that the classes 2 to 8 may have") \
    X(KEY_RATE_MATERNITY_EMPLOYER,        "rate.maternity_employer_ppm",          INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "单独征收的生育保险单位缴费比例，0 为并入医疗保险", "maternity levied apart, employer; 0 = part of medical") \
    X(KEY_AMOUNT_ROUND,                   "amount.round",                         WORD,     "",            ANY,    KNOWN,   1,        2, \
      "每项应缴金额的取整方式", "how each amount is rounded") \
    X(KEY_AMOUNT_EMPLOYER_SUM,            "amount.employer_sum",                  WORD,     "",            ANY,    KNOWN,   1,        2, \
      "单位应缴额的汇总方式", "how the total of an employer is made") \
    X(KEY_LEVY_MODE,                      "levy.mode",                            WORD,     "",            ANY,    KNOWN,   1,        2, \
      "经办机构核定还是单位自行申报", "assessed by the agency or declared by the payer") \
    X(KEY_LEVY_DUE_DAY,                   "levy.due_day",                         INT,      "day",         ANY,    KNOWN,   1,        31, \
      "每月缴费截止日，31 为月末", "last day to pay in a month; 31 = its end") \
    X(KEY_LEVY_DUE_LATER,                 "levy.due_months_later",                INT,      "months",      ANY,    KNOWN,   0,        3, \
      "缴费截止在费款所属期之后几个月", "how many months after its month a fee falls due") \
    X(KEY_LEVY_DUE_SHIFT,                 "levy.due_shift",                       FLAG,     "",            ANY,    KNOWN,   0,        1, \
      "截止日遇休息日是否顺延", "whether the last day moves to the next working day") \
    X(KEY_LEVY_DUE_OVERRIDE,              "levy.due_override",                    DUES,     "",            ANY,    KNOWN,   0,        0, \
      "公告另行确定的截止日", "last days that a notice has set otherwise, by month of the fee") \
    X(KEY_LEVY_CUTOFF_DAY,                "levy.enrol_cutoff_day",                INT,      "day",         ANY,    KNOWN,   1,        31, \
      "当月增员须不晚于几日，31 为月末", "last day on which somebody who is on the payroll pays the whole month; 31 = its end") \
    X(KEY_LEVY_UNDECLARED_PERCENT,        "levy.undeclared_percent",              INT,      "percent",     NATION, KNOWN,   100,      200, \
      "未申报时按上月缴费额的百分比确定", "what is assessed without a declaration, of the month before") \
    X(KEY_LATE_RATE,                      "late.rate_ppm",                        INT,      "ppm a day",   ANY,    KNOWN,   0,        10000, \
      "每日滞纳金比例", "late fee a day") \
    X(KEY_LATE_START,                     "late.start",                           WORD,     "",            ANY,    KNOWN,   1,        2, \
      "滞纳金从哪一天起算", "the day from which the late fee counts") \
    X(KEY_LATE_END,                       "late.end",                             WORD,     "",            ANY,    KNOWN,   1,        2, \
      "滞纳金算到哪一天", "the last day of the late fee") \
    X(KEY_LATE_CAP,                       "late.cap_principal",                   FLAG,     "",            ANY,    KNOWN,   0,        1, \
      "滞纳金是否以欠缴本金为限", "whether the late fee stops at the principal") \
    X(KEY_LATE_ORDER,                     "late.order",                           WORD,     "",            ANY,    KNOWN,   1,        2, \
      "部分缴款先抵本金还是先抵滞纳金", "what a part payment settles first") \
    X(KEY_FLEXIBLE_PENSION_POOL,          "flexible.pension_pool_ppm",            INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "灵活就业人员养老保险记入统筹基金的比例", "flexible workers, pension, to the pool") \
    X(KEY_FLEXIBLE_PENSION_ACCOUNT,       "flexible.pension_account_ppm",         INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "灵活就业人员养老保险记入个人账户的比例", "flexible workers, pension, to the personal account") \
    X(KEY_FLEXIBLE_MEDICAL,               "flexible.medical_ppm",                 INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "灵活就业人员医疗保险缴费比例", "flexible workers, medical") \
    X(KEY_FLEXIBLE_MEDICAL_BASE,          "flexible.medical_base",                WORD,     "",            ANY,    KNOWN,   1,        2, \
      "灵活就业人员医疗保险的缴费基数", "flexible workers, base of medical") \
    X(KEY_FLEXIBLE_UNEMPLOYMENT_PPM,      "flexible.unemployment_ppm",            INT,      "ppm",         ANY,    MAYBE,   0,        500000, \
      "灵活就业人员失业保险缴费比例", "flexible workers, unemployment") \
    X(KEY_INTEREST_RATE,                  "interest.rate_ppm",                    INT,      "ppm a year",  ANY,    MAYBE,   0,        500000, \
      "职工养老保险个人账户记账利率", "interest of personal pension accounts of employees") \
    X(KEY_INTEREST_METHOD,                "interest.method",                      WORD,     "",            ANY,    KNOWN,   1,        2, \
      "当年记账额的计息方法", "how the credits of the year bear interest") \
    X(KEY_PENSION_DIVISORS,               "pension.divisors",                     TABLE,    "tenths of months",NATION, KNOWN,   10,       6000, \
      "个人账户养老金计发月数（十分之一月），按退休周岁", "divisors of the account pension by age in years, in tenths of months") \
    X(KEY_PENSION_DIVISOR_MODE,           "pension.divisor_mode",                 WORD,     "",            NATION, KNOWN,   1,        2, \
      "年龄不是整岁时的计发月数", "the divisor between two whole years of age") \
    X(KEY_RESIDENT_FLOOR,                 "resident.floor_fen",                   INT,      "fen",         ANY,    KNOWN,   0,        100000000000, \
      "城乡居民养老保险年缴费最低额", "residents, least amount a year") \
    X(KEY_RESIDENT_CAP,                   "resident.cap_fen",                     INT,      "fen",         ANY,    KNOWN,   1,        100000000000, \
      "城乡居民养老保险年缴费最高额", "residents, greatest amount a year") \
    X(KEY_RESIDENT_ANY_AMOUNT,            "resident.any_amount",                  FLAG,     "",            ANY,    KNOWN,   0,        1, \
      "限额之内是否可以缴任意金额", "whether any amount between the limits may be paid") \
    X(KEY_RESIDENT_TIERS,                 "resident.tiers_fen",                   TABLE,    "fen",         ANY,    KNOWN,   0,        100000000000, \
      "缴费档次和对应的政府补贴", "tiers, and the subsidy of each") \
    X(KEY_RESIDENT_BASIC_PENSION,         "resident.basic_pension_fen",           INT,      "fen",         ANY,    KNOWN,   0,        100000000, \
      "城乡居民基础养老金每月标准", "residents, basic pension a month") \
    X(KEY_PENSION_ACCRUAL,                "pension.accrual_ppm",                  INT,      "ppm a year",  NATION, KNOWN,   0,        100000, \
      "基础养老金每满一年的计发比例", "what each year of contributions adds to the basic pension") \
    X(KEY_LEVY_ORDER_DAYS,                "levy.order_days",                      INT,      "days",        NATION, KNOWN,   1,        365, \
      "责令限期缴纳的期限", "days that an order to pay gives") \
    X(KEY_CASE_MONEY,                     "case.money_workdays",                  INT,      "workdays",    ANY,    KNOWN,   1,        120, \
      "退费、减免、强制征缴、补差的办理时限", "time limit of refunds, waivers, enforcement and differences of bases") \
    X(KEY_MEDICAL_WAITING_MONTHS,         "medical.waiting_months",             INT,      "months",      ANY,    KNOWN,   0,        6, \
      "中断超过补缴期、重新缴费后医保的等待期", "months that medical cover waits after contributions begin anew behind a gap too long to be made up") \
    X(KEY_COUNTER_HOURS,                  "counter.hours",                      TABLE,    "hhmm",        ANY,    KNOWN,   0,        2400, \
      "窗口工作日的开放时间：从几点（时分）到几点，每段一行", "when counters are open on working days: from and to (hhmm), a row for each stretch") \
    X(KEY_COUNTER_SLOT_MINUTES,           "counter.slot_minutes",               INT,      "minutes",     ANY,    KNOWN,   5,        240, \
      "预约窗口每个时段的长度", "length of each time that can be booked at a counter") \
    X(KEY_COUNTER_SLOT_PLACES,            "counter.slot_places",                INT,      "places",      ANY,    KNOWN,   0,        1000, \
      "每个时段可以预约的人数，0 为不接受预约", "how many may book the same time; 0 = nothing can be booked") \
    X(KEY_COUNTER_AHEAD_DAYS,             "counter.ahead_days",                 INT,      "days",        ANY,    KNOWN,   1,        180, \
      "最多提前多少天预约窗口", "how many days ahead a visit to a counter can be booked")

#define FLEXIBLE_RULES(X) \
    X(1, FLEXIBLE_BY_HUKOU,     "hukou") \
    X(2, FLEXIBLE_BY_RESIDENCE, "residence") \
    X(3, FLEXIBLE_BY_EITHER,    "either")

/* What paper lists may be kept for. `of` are the words that may stand below it ("any" always may); `key` is
 * its time limit in working days, or POLICY_KEY_END if it is done at once.
 *    name                 key                       of */
#define PAPER_PROCEDURES(X) \
    X("agency.contract",   POLICY_KEY_END,               "real-employer dispatch flexible-proxy") \
    X("cancel-card",       KEY_CASE_CANCEL_CARD,         "death duplicate transferred emigration other") \
    X("card.activate",     POLICY_KEY_END,               "bank-counter hotline kiosk online counter") \
    X("card.apply",        POLICY_KEY_END,               "first reissue exchange") \
    X("card.claim",        POLICY_KEY_END,               "") \
    X("card.find",         POLICY_KEY_END,               "temporary formal") \
    X("card.hand-over",    POLICY_KEY_END,               "holder guardian proxy") \
    X("card.lose",         POLICY_KEY_END,               "temporary formal") \
    X("card.pin",          POLICY_KEY_END,               "unblock reset") \
    X("correct-person",    KEY_CASE_CORRECT_PERSON,      "contact") \
    X("death.report",      POLICY_KEY_END,               "") \
    X("destroy-card",      KEY_CASE_DESTROY_CARD,        "") \
    X("heirs",             KEY_CASE_HEIRS,               "") \
    X("hold.place",        POLICY_KEY_END,               "dormant arrears investigation") \
    X("open-account",      KEY_CASE_OPEN_ACCOUNT,        "employee flexible resident pension medical unemployment injury maternity") \
    X("password.grant",    POLICY_KEY_END,               "") \
    X("person.register",   KEY_PERSON_REGISTER_WORKDAYS, "") \
    X("relation.register", POLICY_KEY_END,               "guardian proxy") \
    X("retirement",        KEY_CASE_RETIREMENT,          "") \
    X("reverse",           KEY_CASE_REVERSE,             "") \
    X("seal-end",          KEY_CASE_SEAL_END,            "") \
    X("seal-member",       KEY_CASE_SEAL_MEMBER,         "unpaid-leave detention missing other") \
    X("transfer.start",    POLICY_KEY_END,               "") \
    X("unit.register",     KEY_UNIT_REGISTER_WORKDAYS,   "") \
    X("unseal",            KEY_CASE_UNSEAL, \
      "dormant interrupted arrears transfer employer-seal retirement-unclaimed investigation death data-mismatch migration") \
    X("withdraw-death",    KEY_CASE_WITHDRAW_DEATH,      "")

/* When a paper is asked for; a caller passes the sum of what is so.
 *    bit  name                   word               zh / en */
#define PAPER_CONDITIONS(X) \
    X(0,  PAPER_IF_CHILD,         "child",           "由监护人代办的未成年人", "a child for whom a guardian acts") \
    X(1,  PAPER_IF_ADULT,         "adult",           "达到自行办理年龄的人", "a person old enough to act alone") \
    X(2,  PAPER_IF_GUARDIAN,      "guardian",        "由监护人办理", "a guardian acts") \
    X(3,  PAPER_IF_PROXY,         "proxy",           "由代办人办理", "a proxy acts") \
    X(4,  PAPER_IF_NO_PHOTO,      "no-photo",        "没有可用的照片", "no usable photo is on file") \
    X(5,  PAPER_IF_FEE,           "fee",             "应当缴纳工本费", "a fee is due") \
    X(6,  PAPER_IF_PLACE_UNKNOWN, "place-unknown",   "登记信息不能证明户籍或居住地", "the record does not show hukou or residence") \
    X(7,  PAPER_IF_UNMATCHED,     "unmatched",       "缴费记录没有自动匹配", "the payment was not matched by itself") \
    X(8,  PAPER_IF_DEEMED,        "deemed",          "申报视同缴费年限", "years before the scheme are claimed") \
    X(9,  PAPER_IF_OLD_CARD,      "old-card",        "原卡还在手中", "the old card is still in hand")

/* The words that a WORD may be; number 1 is the first of its key.
 *    key                       no. name                        word                  zh / en */
#define POLICY_WORDS(X) \
    X(KEY_BASE_ROUND,            1,  BASE_TO_YUAN,               "yuan",               "四舍五入到元", "to the yuan, half up") \
    X(KEY_BASE_ROUND,            2,  BASE_TO_FEN,                "fen",                "保留到分", "kept to the fen") \
    X(KEY_BASE_MATERNITY,        1,  MATERNITY_ON_MEDICAL,       "medical",            "按医疗保险基数", "the medical base") \
    X(KEY_BASE_MATERNITY,        2,  MATERNITY_ON_UNEMPLOYMENT,  "unemployment",       "按失业保险基数", "the unemployment base") \
    X(KEY_BASE_MATERNITY,        3,  MATERNITY_ON_PENSION,       "pension",            "按养老保险基数", "the pension base") \
    X(KEY_AMOUNT_ROUND,          1,  AMOUNT_HALF_UP_FEN,         "half-up-fen",        "四舍五入到分", "to the fen, half up") \
    X(KEY_AMOUNT_ROUND,          2,  AMOUNT_CEIL_JIAO,           "ceil-jiao",          "见分进角", "up to the next jiao") \
    X(KEY_AMOUNT_EMPLOYER_SUM,   1,  SUM_OF_PERSONS,             "persons",            "逐人计算后相加", "sum of the amounts of all persons") \
    X(KEY_AMOUNT_EMPLOYER_SUM,   2,  SUM_OF_BASES,               "bases",              "按基数合计计算", "rate of the sum of all bases") \
    X(KEY_LEVY_MODE,             1,  LEVY_ASSESSED,              "agency-assessed",    "经办机构核定", "assessed by the agency") \
    X(KEY_LEVY_MODE,             2,  LEVY_DECLARED,              "self-declared",      "缴费人自行申报", "declared by the payer") \
    X(KEY_LATE_START,            1,  LATE_FROM_NEXT_DAY,         "day-after-due",      "截止日的次日", "the day after the last day to pay") \
    X(KEY_LATE_START,            2,  LATE_FROM_NEXT_MONTH,       "first-of-next-month", "截止日的次月一日", "the first day of the next month") \
    X(KEY_LATE_END,              1,  LATE_TO_PAYMENT,            "payment-day",        "缴款当日", "the day of payment") \
    X(KEY_LATE_END,              2,  LATE_TO_DAY_BEFORE,         "day-before",         "缴款前一日", "the day before payment") \
    X(KEY_LATE_ORDER,            1,  PRINCIPAL_FIRST,            "principal-first",    "先抵本金", "principal first") \
    X(KEY_LATE_ORDER,            2,  FEE_FIRST,                  "fee-first",          "先抵滞纳金", "late fee first") \
    X(KEY_FLEXIBLE_MEDICAL_BASE, 1,  FLEXIBLE_MEDICAL_ON_FLOOR,  "floor",              "按医疗保险基数下限", "the floor of the medical base") \
    X(KEY_FLEXIBLE_MEDICAL_BASE, 2,  FLEXIBLE_MEDICAL_ON_CHOSEN, "chosen",             "按本人选定的基数", "the base that the person has chosen") \
    X(KEY_INTEREST_METHOD,       1,  INTEREST_BY_MONTH,          "month-product",      "月积数法", "month by month") \
    X(KEY_INTEREST_METHOD,       2,  INTEREST_BY_YEAR,           "year-1083",          "年度简便法（1.083÷2）", "the short way for a whole year (1.083 / 2)") \
    X(KEY_PENSION_DIVISOR_MODE,  1,  DIVISOR_LINEAR_TENTH,       "linear-tenth",       "按月插值，保留一位小数", "between the years by months, to a tenth") \
    X(KEY_PENSION_DIVISOR_MODE,  2,  DIVISOR_FLOOR_AGE,          "floor-age",          "按已满周岁", "of the last birthday")

/* How many rows a LIST or TABLE has, and between what the first column of a TABLE lies; each rises by at least one, or
 * by exactly one where it says STEPS.
 *    key                          rows: least most    first column: least  most */
#define POLICY_SHAPES(X) \
    X(KEY_RATE_INJURY,             8,          8,      1,                   8,             STEPS) \
    X(KEY_RATE_INJURY_FLOAT_FIRST, 1,          8,      1,                   8,             STEPS) \
    X(KEY_RATE_INJURY_FLOAT,       1,          8,      1,                   8,             STEPS) \
    X(KEY_LEVY_DUE_OVERRIDE,       0,          200,    0,                   0,             RISES) \
    X(KEY_PENSION_DIVISORS,        2,          60,     30,                  99,            STEPS) \
    X(KEY_RESIDENT_TIERS,          1,          40,     1,                   100000000000,  RISES) \
    X(KEY_COUNTER_HOURS,           0,          8,      0,                   2359,          RISES)

/* What is published anew each year: a value without a successor is good for its year, provisionally for one year more,
 * and not after that (contract section 2). BASE_YEAR: from base.year_starts_month; NATURAL_YEAR: from January. */
#define POLICY_YEARLY(X) \
    X(KEY_BASE_AVERAGE_WAGE, BASE_YEAR) X(KEY_BASE_PENSION_FLOOR, BASE_YEAR) X(KEY_BASE_PENSION_CAP, BASE_YEAR) \
    X(KEY_BASE_MEDICAL_FLOOR, BASE_YEAR) X(KEY_BASE_MEDICAL_CAP, BASE_YEAR) X(KEY_BASE_UNEMPLOYMENT_FLOOR, BASE_YEAR) \
    X(KEY_BASE_UNEMPLOYMENT_CAP, BASE_YEAR) X(KEY_BASE_INJURY_FLOOR, BASE_YEAR) X(KEY_BASE_INJURY_CAP, BASE_YEAR) \
    X(KEY_INTEREST_RATE, NATURAL_YEAR) X(KEY_RESIDENT_FLOOR, NATURAL_YEAR) X(KEY_RESIDENT_CAP, NATURAL_YEAR) \
    X(KEY_RESIDENT_ANY_AMOUNT, NATURAL_YEAR) X(KEY_RESIDENT_TIERS, NATURAL_YEAR) X(KEY_RESIDENT_BASIC_PENSION, NATURAL_YEAR)
