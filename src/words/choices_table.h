/* choices_table.h - every closed list of words, once: number, name, code, Chinese, English. Read by words.h
 * (enums), words.c (names), the catalogue (validation of fields), forms, OpenAPI, manual and tests.
 * Numbers are stored: append, never renumber. */
#pragma once

#define ROLES(X) \
    X(1, ROLE_HOLDER, "holder", "本人", "holder") \
    X(2, ROLE_GUARDIAN, "guardian", "监护人", "guardian") \
    X(3, ROLE_PROXY, "proxy", "代理人", "proxy") \
    X(4, ROLE_UNIT, "unit", "用人单位", "employer") \
    X(5, ROLE_AGENCY, "agency", "人力资源机构", "agency") \
    X(6, ROLE_BANK, "bank", "银行网点", "bank") \
    X(7, ROLE_HOSPITAL, "hospital", "定点医院", "hospital") \
    X(8, ROLE_PHARMACY, "pharmacy", "定点药店", "pharmacy") \
    X(9, ROLE_HOTLINE, "hotline", "12333 坐席", "hotline 12333") \
    X(10, ROLE_KIOSK, "kiosk", "自助终端", "kiosk") \
    X(11, ROLE_ONLINE, "online", "网上办理", "online") \
    X(12, ROLE_TAX, "tax", "税务人员", "tax officer") \
    X(13, ROLE_FACTORY, "factory", "制卡厂", "card factory") \
    X(14, ROLE_CENTRE, "centre", "卡管理中心", "card centre") \
    X(15, ROLE_CLERK, "clerk", "经办人员", "clerk") \
    X(16, ROLE_REVIEWER, "reviewer", "复核人员", "reviewer") \
    X(17, ROLE_AUDITOR, "auditor", "审计人员", "auditor") \
    X(18, ROLE_ADMIN, "admin", "管理员", "administrator") \
    X(19, ROLE_JOB, "job", "系统定时任务", "scheduled job")

#define PRODUCTIONS(X) \
    X(1, PROD_APPLIED, "applied", "已申领", "applied for") \
    X(2, PROD_DATA_REJECTED, "data-rejected", "信息核验未通过", "data rejected") \
    X(3, PROD_PHOTO_PENDING, "photo-pending", "待重新提交照片", "waiting for a photo") \
    X(4, PROD_BANK_REQUESTED, "bank-requested", "等待银行开户", "bank account requested") \
    X(5, PROD_BANK_REFUSED, "bank-refused", "银行开户未通过", "bank refused") \
    X(6, PROD_BANK_OPENED, "bank-opened", "银行已开户", "bank account opened") \
    X(7, PROD_BATCHED, "batched", "已组批", "put in a batch") \
    X(8, PROD_MAKING, "making", "制卡中", "being made") \
    X(9, PROD_MAKE_FAILED, "make-failed", "制卡失败", "making failed") \
    X(10, PROD_MADE, "made", "已制成", "made") \
    X(11, PROD_SHIPPED, "shipped", "已发运", "shipped") \
    X(12, PROD_AT_OUTLET, "at-outlet", "已到网点待领取", "at the outlet") \
    X(13, PROD_HANDED_OVER, "handed-over", "已领取", "handed over") \
    X(14, PROD_RETURNED, "returned", "逾期未领退回", "returned unclaimed") \
    X(15, PROD_DESTROYED, "destroyed", "已销毁", "destroyed")

/* The social function of the card: the national code AAZ502 stands in domain.md 3.3; here the stored number
 * is one higher so that 0 can mean "not made yet". */
#define APPLICATIONS(X) \
    X(1, APP_SEALED, "sealed", "封存（未启用）", "sealed, not enabled") \
    X(2, APP_NORMAL, "normal", "正常", "normal") \
    X(3, APP_LOST_FORMAL, "lost-formal", "正式挂失", "formally lost") \
    X(4, APP_LOCKED, "locked", "应用锁定", "locked") \
    X(5, APP_LOST_TEMPORARY, "lost-temporary", "临时挂失", "temporarily lost") \
    X(6, APP_CANCELLED, "cancelled", "注销", "cancelled")

#define FINANCIALS(X) \
    X(1, FIN_NONE, "none", "无", "none") \
    X(2, FIN_OPEN_INACTIVE, "open-inactive", "已开户未激活", "open, not active") \
    X(3, FIN_ACTIVE, "active", "已激活", "active") \
    X(4, FIN_COUNTER_ONLY, "counter-only", "仅限柜面", "counter only") \
    X(5, FIN_LOST_ORAL, "lost-oral", "口头挂失", "lost, by word") \
    X(6, FIN_LOST_FORMAL, "lost-formal", "书面挂失", "lost, in writing") \
    X(7, FIN_FROZEN, "frozen", "冻结", "frozen") \
    X(8, FIN_CLOSED, "closed", "销户", "closed")

#define PINS(X) \
    X(1, PIN_INITIAL, "initial", "初始密码", "initial") \
    X(2, PIN_SET, "set", "已设置", "set") \
    X(3, PIN_LOCKED, "locked", "锁定", "locked")

#define LEGACY_STATES(X) \
    X(1, LEGACY_NORMAL, "normal", "正常", "normal") \
    X(2, LEGACY_RESTRICTED, "restricted", "受限", "restricted") \
    X(3, LEGACY_RETIRED, "retired", "停用", "retired")

#define ACCOUNT_STATES(X) \
    X(1, ACCOUNT_OPEN, "open", "参保缴费", "open") \
    X(2, ACCOUNT_SUSPENDED, "suspended", "暂停缴费", "suspended") \
    X(3, ACCOUNT_CLOSED, "closed", "终止", "closed") \
    X(4, ACCOUNT_TRANSFERRED, "transferred", "已转出", "transferred")

#define CASE_STATES(X) \
    X(1, CASE_DRAFT, "draft", "填报中", "draft") \
    X(2, CASE_SUBMITTED, "submitted", "待复核", "submitted") \
    X(3, CASE_RETURNED, "returned", "退回补正", "returned") \
    X(4, CASE_APPROVED, "approved", "已批准", "approved") \
    X(5, CASE_REFUSED, "refused", "不予批准", "refused") \
    X(6, CASE_WITHDRAWN, "withdrawn", "已撤回", "withdrawn")

#define PROCEDURES(X) \
    X(1, PROC_OPEN_ACCOUNT, "open-account", "参保登记", "open an account") \
    X(2, PROC_CORRECT_PERSON, "correct-person", "个人信息更正", "correct personal data") \
    X(3, PROC_UNSEAL, "unseal", "解除封存", "unseal") \
    X(4, PROC_SEAL_MEMBER, "seal-member", "单位封存职工账户", "employer's seal") \
    X(5, PROC_SEAL_END, "seal-end", "单位封存到期处理", "end of an employer's seal") \
    X(6, PROC_RETIREMENT, "retirement", "退休申领", "claim of retirement") \
    X(7, PROC_HEIRS, "heirs", "继承人办理", "heirs' settlement") \
    X(8, PROC_WITHDRAW_DEATH, "withdraw-death", "撤销死亡登记", "withdraw a death report") \
    X(9, PROC_CANCEL_CARD, "cancel-card", "社保卡注销", "cancel a card") \
    X(10, PROC_DESTROY_CARD, "destroy-card", "销毁未领卡", "destroy an unclaimed card") \
    X(11, PROC_REVERSE, "reverse", "撤销差错业务", "reverse an official error") \
    X(12, PROC_REFUND, "refund", "退费", "refund") \
    X(13, PROC_WAIVER, "waiver", "减免", "waiver") \
    X(14, PROC_CLOSE_MONTH, "close-month", "月结", "close a month") \
    X(15, PROC_ENFORCE, "enforce", "强制征缴", "enforcement") \
    X(16, PROC_ADJUST_BASE, "adjust-base", "调整缴费基数", "adjust bases") \
    X(17, PROC_APPROVE_POLICY, "approve-policy", "批准政策参数", "approve a policy set")

#define CASE_DECISIONS(X) \
    X(1, DECISION_APPROVE, "approve", "批准", "approve") \
    X(2, DECISION_REFUSE, "refuse", "不予批准", "refuse") \
    X(3, DECISION_RETURN, "return", "退回补正", "return")

#define CARD_CHANNELS(X) \
    X(1, CHANNEL_BANK_COUNTER, "bank-counter", "银行柜面", "bank counter") \
    X(2, CHANNEL_BANK_NOTICE, "bank-notice", "银行报文", "bank message") \
    X(3, CHANNEL_HOSPITAL, "hospital", "定点医院", "hospital") \
    X(4, CHANNEL_PHARMACY, "pharmacy", "定点药店", "pharmacy") \
    X(5, CHANNEL_HOTLINE, "hotline", "12333 热线", "hotline 12333") \
    X(6, CHANNEL_KIOSK, "kiosk", "自助终端", "kiosk") \
    X(7, CHANNEL_ONLINE, "online", "网上", "online") \
    X(8, CHANNEL_COUNTER, "counter", "经办窗口", "bureau counter") \
    X(9, CHANNEL_UNIT, "unit", "单位", "employer") \
    X(10, CHANNEL_AGENCY, "agency", "人力资源机构", "agency") \
    X(11, CHANNEL_BANK, "bank", "银行", "bank")

#define CARD_KINDS(X) \
    X(1, CARD_FIRST, "first", "首次申领", "first card") \
    X(2, CARD_REISSUE, "reissue", "补卡", "reissue") \
    X(3, CARD_EXCHANGE, "exchange", "换卡", "exchange")

#define CARD_REASONS(X) \
    X(1, REASON_LOST, "lost", "遗失", "lost") \
    X(2, REASON_QUALITY, "quality", "质量问题", "quality") \
    X(3, REASON_DAMAGED, "damaged", "损坏", "damaged") \
    X(4, REASON_FACE_CHANGED, "face-changed", "卡面信息变更", "printed data changed") \
    X(5, REASON_CHANGE_BANK, "change-bank", "更换银行", "change of bank") \
    X(6, REASON_EXPIRED, "expired", "到期", "expired")

#define CANCEL_REASONS(X) \
    X(1, CANCEL_DEATH, "death", "死亡", "death") \
    X(2, CANCEL_DUPLICATE, "duplicate", "重复", "duplicate") \
    X(3, CANCEL_TRANSFERRED, "transferred", "转出", "transferred") \
    X(4, CANCEL_EMIGRATION, "emigration", "出国定居", "emigration") \
    X(5, CANCEL_OTHER, "other", "其他", "other") \
    X(6, CANCEL_REISSUED, "lost-and-reissued", "挂失补卡", "lost and reissued") \
    X(7, CANCEL_EXCHANGED, "exchanged", "换卡", "exchanged") \
    X(8, CANCEL_DESTROYED, "destroyed", "销毁", "destroyed")

#define LOSS_KINDS(X) \
    X(1, LOSS_TEMPORARY, "temporary", "临时挂失", "temporary") \
    X(2, LOSS_FORMAL, "formal", "正式挂失", "formal")

#define PIN_EVENTS(X) \
    X(1, PIN_EVENT_SET, "set", "设置", "set") \
    X(2, PIN_EVENT_WRONG, "wrong", "输错", "wrong") \
    X(3, PIN_EVENT_UNBLOCK, "unblock", "解锁", "unblock") \
    X(4, PIN_EVENT_RESET, "reset", "重置", "reset")

#define RECEIVERS(X) \
    X(1, TO_HOLDER, "holder", "本人", "holder") \
    X(2, TO_GUARDIAN, "guardian", "监护人", "guardian") \
    X(3, TO_PROXY, "proxy", "代理人", "proxy")

#define RELATION_KINDS(X) \
    X(1, RELATION_GUARDIAN, "guardian", "监护人", "guardian") \
    X(2, RELATION_PROXY, "proxy", "代理人", "proxy")

#define VISITS(X) \
    X(1, VISIT_OUTPATIENT, "outpatient", "门诊", "outpatient") \
    X(2, VISIT_INPATIENT, "inpatient", "住院", "inpatient")

#define CATEGORIES(X) \
    X(1, CATEGORY_EMPLOYEE, "employee", "职工", "employee") \
    X(2, CATEGORY_FLEXIBLE, "flexible", "灵活就业人员", "flexible worker") \
    X(3, CATEGORY_RESIDENT, "resident", "城乡居民", "resident")

#define FLEXIBLE_KINDS(X) \
    X(1, FLEXIBLE_FREELANCER, "freelancer", "自由职业", "freelancer") \
    X(2, FLEXIBLE_ENTREPRENEUR, "entrepreneur", "创业", "entrepreneur") \
    X(3, FLEXIBLE_FLEXIBLE, "flexible", "灵活就业", "flexible worker") \
    X(4, FLEXIBLE_UNEMPLOYED, "unemployed", "暂时失业", "temporarily unemployed") \
    X(5, FLEXIBLE_SHORT_TERM, "short-term", "短期务工", "short-term worker")

#define INSURANCES(X) \
    X(1, INSURANCE_PENSION, "pension", "基本养老保险", "basic pension") \
    X(2, INSURANCE_MEDICAL, "medical", "基本医疗保险", "basic medical") \
    X(3, INSURANCE_UNEMPLOYMENT, "unemployment", "失业保险", "unemployment") \
    X(4, INSURANCE_INJURY, "injury", "工伤保险", "work injury") \
    X(5, INSURANCE_MATERNITY, "maternity", "生育保险", "maternity")

#define OPEN_CHANNELS(X) \
    X(1, OPEN_COUNTER, "counter", "窗口", "counter") \
    X(2, OPEN_ONLINE, "online", "网上", "online") \
    X(3, OPEN_UNIT, "unit", "单位", "employer") \
    X(4, OPEN_AGENCY, "agency", "人力资源机构", "agency")

#define STOP_REASONS(X) \
    X(1, STOP_LEFT_JOB, "left-job", "离职", "left the job") \
    X(2, STOP_RETIRED, "retired", "退休", "retired") \
    X(3, STOP_DEATH, "death", "死亡", "death") \
    X(4, STOP_EMIGRATION, "emigration", "出国定居", "emigration") \
    X(5, STOP_OTHER, "other", "其他", "other")

#define SEAL_REASONS(X) \
    X(1, SEAL_UNPAID_LEAVE, "unpaid-leave", "停薪留职", "unpaid leave") \
    X(2, SEAL_DETENTION, "detention", "被羁押", "detention") \
    X(3, SEAL_MISSING, "missing", "失踪", "missing") \
    X(4, SEAL_OTHER, "other", "其他", "other")

#define TRANSFER_STEPS(X) \
    X(1, TRANSFER_LETTER, "letter", "接续函", "acceptance letter") \
    X(2, TRANSFER_OUT, "out", "转出", "transfer out") \
    X(3, TRANSFER_IN, "in", "转入", "transfer in")

#define BASES(X) \
    X(1, BASIS_REAL_EMPLOYER, "real-employer", "真实用人单位", "the real employer") \
    X(2, BASIS_DISPATCH, "dispatch", "劳务派遣", "labour dispatch") \
    X(3, BASIS_FLEXIBLE_PROXY, "flexible-proxy", "灵活就业代理", "proxy for a flexible worker") \
    X(4, BASIS_AFFILIATION, "affiliation", "挂靠", "affiliation without work")

#define INSTITUTION_KINDS(X) \
    X(1, INSTITUTION_BANK, "bank", "银行", "bank") \
    X(2, INSTITUTION_HOSPITAL, "hospital", "医院", "hospital") \
    X(3, INSTITUTION_PHARMACY, "pharmacy", "药店", "pharmacy") \
    X(4, INSTITUTION_AGENCY, "agency", "人力资源机构", "agency")

#define SEXES(X) \
    X(1, SEX_IS_MALE, "male", "男", "male") \
    X(2, SEX_IS_FEMALE, "female", "女", "female")

#define HUKOU_TYPES(X) \
    X(1, HUKOU_URBAN, "urban", "城镇", "urban") \
    X(2, HUKOU_RURAL, "rural", "农村", "rural")

#define RETIRE_CATEGORIES(X) \
    X(1, RETIRE_M60, "M60", "男职工", "men") \
    X(2, RETIRE_F55, "F55", "女干部", "women, formerly 55") \
    X(3, RETIRE_F50, "F50", "女工人", "women, formerly 50")

/* National document codes stand in domain.md 4.2; the mapping is ident's. */
#define ID_TYPES(X) \
    X(1, ID_CITIZEN, "id-card", "居民身份证", "citizen identity card") \
    X(2, ID_HOUSEHOLD, "household-register", "户口簿", "household register") \
    X(3, ID_PASSPORT, "passport", "护照", "passport") \
    X(6, ID_HM_PERMIT, "hm-permit", "港澳居民来往内地通行证", "Hong Kong and Macao permit") \
    X(7, ID_TW_PERMIT, "tw-permit", "台湾居民来往大陆通行证", "Taiwan permit") \
    X(8, ID_PERMANENT, "permanent-resident-card", "外国人永久居留身份证", "foreign permanent resident card") \
    X(9, ID_RESIDENCE_PERMIT, "residence-permit", "港澳台居民居住证", "residence permit") \
    X(99, ID_OTHER, "other", "其他", "other")

#define EVIDENCES(X) \
    X(1, EV_ID_CARD, "id-card", "居民身份证", "identity card") \
    X(2, EV_TEMP_ID, "temp-id", "临时身份证", "temporary identity card") \
    X(3, EV_HOUSEHOLD_REGISTER, "household-register", "户口簿", "household register") \
    X(4, EV_BIRTH_CERTIFICATE, "birth-certificate", "出生医学证明", "birth certificate") \
    X(5, EV_PASSPORT, "passport", "护照", "passport") \
    X(6, EV_PERMIT, "permit", "通行证或居住证", "permit") \
    X(7, EV_LABOUR_CONTRACT, "labour-contract", "劳动合同", "labour contract") \
    X(8, EV_PAYROLL, "payroll", "工资表", "payroll") \
    X(9, EV_SOCIAL_CARD, "social-card", "社会保障卡", "social security card") \
    X(10, EV_LEGACY_CARD, "legacy-card", "原医保卡", "old medical card") \
    X(11, EV_PHOTO, "photo", "照片", "photo") \
    X(12, EV_BANK_REMITTANCE, "bank-remittance", "银行汇款凭证", "bank remittance voucher") \
    X(13, EV_CASH_RECEIPT, "cash-receipt", "现金收据", "cash receipt") \
    X(14, EV_TAX_CERTIFICATE, "tax-certificate", "完税证明", "tax certificate") \
    X(15, EV_POWER_OF_ATTORNEY, "power-of-attorney", "授权委托书", "power of attorney") \
    X(16, EV_BUSINESS_LICENCE, "business-licence", "营业执照", "business licence") \
    X(17, EV_AGENCY_CONTRACT, "agency-contract", "代理协议", "agency contract") \
    X(18, EV_DEATH_CERTIFICATE, "death-certificate", "死亡证明", "death certificate") \
    X(19, EV_COURT_PAPER, "court-paper", "司法文书", "court paper") \
    X(20, EV_UNPAID_LEAVE_AGREEMENT, "unpaid-leave-agreement", "停薪留职协议", "unpaid-leave agreement") \
    X(21, EV_RETIREMENT_APPROVAL, "retirement-approval", "退休审批表", "retirement approval") \
    X(22, EV_CALL, "call", "通话录音", "recorded call") \
    X(23, EV_FACE, "face", "人脸核验", "face check") \
    X(24, EV_DETENTION_NOTICE, "detention-notice", "羁押通知书", "notice of detention") \
    X(25, EV_MISSING_STATEMENT, "missing-statement", "失踪说明", "statement that a person is missing") \
    X(26, EV_WRITTEN_DECISION, "written-decision", "书面决定", "written decision") \
    X(27, EV_RELEASE_PAPER, "release-paper", "释放证明", "release paper") \
    X(28, EV_RESIDENCE_PROOF, "residence-proof", "居住证明", "proof of residence") \
    X(29, EV_FEE_RECEIPT, "fee-receipt", "工本费票据", "receipt of the card fee") \
    X(30, EV_DISPATCH_LICENCE, "dispatch-licence", "劳务派遣许可证", "dispatch licence") \
    X(31, EV_RESIGNATION_CERTIFICATE, "resignation-certificate", "离职证明", "leaving certificate") \
    X(32, EV_SHARED_DATA, "shared-data", "部门共享数据", "data shared by another authority") \
    X(33, EV_OTHER, "other", "其他材料", "other paper")

#define PHOTO_CODES(X) \
    X(1, PHOTO_CODE_SIZE, "size", "文件大小", "file size") \
    X(2, PHOTO_CODE_DIMENSION, "dimension", "像素尺寸", "pixel size") \
    X(3, PHOTO_CODE_COLOR, "color", "颜色", "colour") \
    X(4, PHOTO_CODE_DENSITY, "density", "分辨率", "density") \
    X(5, PHOTO_CODE_FORMAT, "format", "文件格式", "file format") \
    X(6, PHOTO_CODE_BACKGROUND, "background", "背景", "background") \
    X(7, PHOTO_CODE_OTHER, "other", "其他", "other")

#define LANGUAGES(X) \
    X(1, LANG_ZH, "zh", "中文", "Chinese") \
    X(2, LANG_EN, "en", "英文", "English")

/* Functions of account and card on which a cause can have an effect (contract section 3). */
#define EFFECTS(X) \
    X(1, EFFECT_QUERY, "query", "查询本人记录", "look at one's own record") \
    X(2, EFFECT_CONTRIBUTE, "contribute", "缴费", "contribute") \
    X(3, EFFECT_INTEREST, "interest", "个人账户计息", "interest of the personal account") \
    X(4, EFFECT_TRANSFER, "transfer", "关系转移", "transfer") \
    X(5, EFFECT_MEDICAL, "medical", "医保结算", "medical settlement") \
    X(6, EFFECT_MEDICAL_BALANCE, "medical_balance", "使用医保个人账户", "use the medical balance") \
    X(7, EFFECT_BANK, "bank", "银行功能", "bank functions") \
    X(8, EFFECT_BENEFITS, "benefits", "待遇领取", "benefits")

/* Every closed list under the name by which the catalogue refers to it. */
/* What becomes of a file or list of rows: only a report; those that are right; or all of them or none. */
/* What an event of a person's timeline is about; events_table.h says which by the beginning of its code (core/happened.c). */
#define HAPPENINGS(X) \
    X(1, HAPPENING_PERSON, "person", "个人信息", "personal data") \
    X(2, HAPPENING_ACCOUNT, "account", "参保与转移", "accounts and transfers") \
    X(3, HAPPENING_CARD, "card", "社保卡", "cards") \
    X(4, HAPPENING_HOLD, "hold", "封存与解封", "holds") \
    X(5, HAPPENING_MONEY, "money", "缴费与账务", "money") \
    X(6, HAPPENING_CASE, "case", "复核业务", "cases") \
    X(7, HAPPENING_ONLINE, "online", "网上密码、证明和通知", "password, certificates, notices")

#define FILE_MODES(X) \
    X(1, FILE_REPORT, "report", "只核对不入库", "check only") \
    X(2, FILE_GOOD_ROWS, "good-rows", "接收正确的行", "take the rows that are right") \
    X(3, FILE_ALL, "all", "全部正确才接收", "all rows or none")

/* Where the enforcement of an order to pay stands (Social Insurance Law 63). That a bill is paid follows from the
 * ledger and is never stored. */
#define ENFORCEMENTS(X) \
    X(1, ENFORCE_ORDERED, "ordered", "已责令限期缴纳", "ordered to pay") \
    X(2, ENFORCE_BANK_INQUIRY, "bank-inquiry", "查询存款账户", "bank accounts inquired") \
    X(3, ENFORCE_TRANSFER, "transfer", "决定划拨", "transfer from the account decided") \
    X(4, ENFORCE_GUARANTEE, "guarantee", "提供担保、延期缴费", "guarantee given, payment deferred") \
    X(5, ENFORCE_COURT, "court", "申请法院强制执行", "court applied to") \
    X(6, ENFORCE_PAID, "paid", "已缴清", "paid")
/* What a file of rows holds (file.import). */
#define IMPORT_KINDS(X) \
    X(1, IMPORT_WAGES, "wages", "工资申报", "wages") \
    X(2, IMPORT_TAX_DETAIL, "tax-detail", "税务缴费明细", "what the tax authority collected") \
    X(3, IMPORT_BANK_STATEMENT, "bank-statement", "银行到账流水", "what the bank received")

/* What a certificate is about. */
#define CERT_KINDS(X) \
    X(1, CERT_CONTRIBUTIONS, "contributions", "社会保险缴费证明", "statement of contributions") \
    X(2, CERT_ACCOUNT, "account", "个人账户权益记录单", "statement of personal accounts") \
    X(3, CERT_PARTICIPATION, "participation", "社会保险参保证明", "proof of insurance")

/* By which way a person's notices also leave the inbox. */
#define NOTICE_CHANNELS(X) \
    X(1, NOTICES_STAY, "none", "不发送，只在收件箱查看", "nothing is sent, the inbox alone") \
    X(2, NOTICES_BY_SMS, "sms", "短信", "text message") \
    X(3, NOTICES_BY_EMAIL, "email", "电子邮件", "e-mail")

/* Whether somebody is registered where they work. */
#define HUKOUS(X) \
    X(1, HUKOU_LOCAL, "local", "本地户籍", "of this place") \
    X(2, HUKOU_OTHER, "other", "外地户籍", "of another place")

/* What people come to a counter for. The code names the list of papers to bring: PROCEDURE/OF of policy/keys_table.h. */
#define MATTERS(X) \
    X(1, MATTER_OPEN_FLEXIBLE, "open-account/flexible", "灵活就业人员参保", "join as a flexible worker") \
    X(2, MATTER_OPEN_RESIDENT, "open-account/resident", "城乡居民参保", "join as a resident") \
    X(3, MATTER_CARD_FIRST, "card.apply/first", "首次申领社保卡", "apply for a first card") \
    X(4, MATTER_CARD_REISSUE, "card.apply/reissue", "补领社保卡", "replace a lost card") \
    X(5, MATTER_CARD_EXCHANGE, "card.apply/exchange", "换领社保卡", "exchange a card") \
    X(6, MATTER_CARD_ACTIVATE, "card.activate/counter", "启用社保卡", "activate a card") \
    X(7, MATTER_CARD_LOSE, "card.lose/formal", "社保卡正式挂失", "report a card lost, formally") \
    X(8, MATTER_CARD_PIN, "card.pin/reset", "重置社保卡密码", "reset the PIN of a card") \
    X(9, MATTER_CORRECT, "correct-person/any", "更正个人信息", "correct personal data") \
    X(10, MATTER_UNSEAL_DORMANT, "unseal/dormant", "解除长期未用封存", "release a dormant card") \
    X(11, MATTER_UNSEAL_ARREARS, "unseal/arrears", "解除欠费封存", "release a hold for arrears") \
    X(12, MATTER_UNSEAL_INVESTIGATION, "unseal/investigation", "解除核查封存", "release a hold for an investigation") \
    X(13, MATTER_UNSEAL_MISMATCH, "unseal/data-mismatch", "解除信息不符封存", "release a hold for data that differ") \
    X(14, MATTER_TRANSFER, "transfer.start/any", "社会保险关系转移", "transfer from or to another place") \
    X(15, MATTER_RETIREMENT, "retirement/any", "办理退休", "claim retirement") \
    X(16, MATTER_GUARDIAN, "relation.register/guardian", "登记监护关系", "register as a guardian") \
    X(17, MATTER_PROXY, "relation.register/proxy", "登记代理关系", "register as a proxy") \
    X(18, MATTER_DEATH, "death.report/any", "登记死亡", "report a death") \
    X(19, MATTER_HEIRS, "heirs/any", "继承人结算", "settle with heirs")

#define CHOICE_SETS(X) \
    X(SET_ROLE, Role, ROLES) \
    X(SET_PRODUCTION, Production, PRODUCTIONS) \
    X(SET_APPLICATION, Application, APPLICATIONS) \
    X(SET_FINANCIAL, Financial, FINANCIALS) \
    X(SET_PIN, Pin, PINS) \
    X(SET_LEGACY, LegacyState, LEGACY_STATES) \
    X(SET_ACCOUNT_STATE, AccountState, ACCOUNT_STATES) \
    X(SET_CASE_STATE, CaseState, CASE_STATES) \
    X(SET_PROCEDURE, Procedure, PROCEDURES) \
    X(SET_DECISION, CaseDecision, CASE_DECISIONS) \
    X(SET_CHANNEL, Channel, CARD_CHANNELS) \
    X(SET_CARD_KIND, CardKind, CARD_KINDS) \
    X(SET_CARD_REASON, CardReason, CARD_REASONS) \
    X(SET_CANCEL_REASON, CancelReason, CANCEL_REASONS) \
    X(SET_LOSS_KIND, LossKind, LOSS_KINDS) \
    X(SET_PIN_EVENT, PinEvent, PIN_EVENTS) \
    X(SET_RECEIVER, Receiver, RECEIVERS) \
    X(SET_RELATION, RelationKind, RELATION_KINDS) \
    X(SET_VISIT, Visit, VISITS) \
    X(SET_CATEGORY, Category, CATEGORIES) \
    X(SET_FLEXIBLE_KIND, FlexibleKind, FLEXIBLE_KINDS) \
    X(SET_INSURANCE, Insurance, INSURANCES) \
    X(SET_OPEN_CHANNEL, OpenChannel, OPEN_CHANNELS) \
    X(SET_STOP_REASON, StopReason, STOP_REASONS) \
    X(SET_SEAL_REASON, SealReason, SEAL_REASONS) \
    X(SET_TRANSFER_STEP, TransferStep, TRANSFER_STEPS) \
    X(SET_BASIS, Basis, BASES) \
    X(SET_INSTITUTION_KIND, InstitutionKind, INSTITUTION_KINDS) \
    X(SET_SEX, Sex, SEXES) \
    X(SET_HUKOU_TYPE, HukouType, HUKOU_TYPES) \
    X(SET_RETIRE_CATEGORY, RetireCategory, RETIRE_CATEGORIES) \
    X(SET_ID_TYPE, IdType, ID_TYPES) \
    X(SET_EVIDENCE, EvidenceKind, EVIDENCES) \
    X(SET_PHOTO_CODE, PhotoCode, PHOTO_CODES) \
    X(SET_LANGUAGE, Language, LANGUAGES) \
    X(SET_EFFECT, Effect, EFFECTS) \
    X(SET_CAUSE, Cause, CAUSE_WORDS) \
    X(SET_FILE_MODE, FileMode, FILE_MODES) \
    X(SET_ENFORCE, Enforcement, ENFORCEMENTS) \
    X(SET_IMPORT_KIND, ImportKind, IMPORT_KINDS) \
    X(SET_MESSAGE, Message, MESSAGES) \
    X(SET_CERT, CertKind, CERT_KINDS) \
    X(SET_HAPPENING, Happening, HAPPENINGS) \
    X(SET_NOTICE_CHANNEL, NoticeChannel, NOTICE_CHANNELS) \
    X(SET_HUKOU, Hukou, HUKOUS) \
    X(SET_MATTER, Matter, MATTERS)
