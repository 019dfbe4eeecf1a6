/* fields_table.h - every field a command or query can have: its name on the wire, type, list of words, bound,
 * how the journal keeps it, and what a form says. Two fields may share a name on the wire (`kind` of a card and
 * of an institution); no command has both.
 *   type   PERSON ssn or the bureau's number (key "ssn" or "person") · TEXT at most `max` code points · DAY ·
 *          MONTH · START, END a month, day or instant: its first, its last second · INT at most max · FEN · BOOL ·
 *          CHOICE, CHOICES of `set` · REGION 6 digits · BYTES base64, at most max bytes; of `file` also the SHA-256 of kept bytes · TEXTS at most max items ·
 *          PAIRS {name: text} · EVIDENCE a list of papers · LINES at most max of {ssn or person, wage_fen}
 *   kind   PLAIN · PERSONAL sealed cell and commitment · SECRET commitment only · BLOB its SHA-256 */
#pragma once

#define FIELDS(X) \
    X(F_SSN, "ssn", PERSON, 0, 18, PERSONAL, "社会保障号码", "social security number") \
    X(F_OTHER_SSN, "other_ssn", PERSON, 0, 18, PERSONAL, "另一人的社会保障号码", "the other person's number") \
    X(F_ID_TYPE, "id_type", CHOICE, SET_ID_TYPE, 0, PLAIN, "证件类型", "kind of identity document") \
    X(F_ID_NO, "id_no", TEXT, 0, 40, PERSONAL, "证件号码", "number of the identity document") \
    X(F_NAME, "name", TEXT, 0, 100, PERSONAL, "姓名", "name") \
    X(F_SEX, "sex", CHOICE, SET_SEX, 0, PLAIN, "性别", "sex") \
    X(F_BIRTH, "birth", DAY, 0, 0, PLAIN, "出生日期", "day of birth") \
    X(F_BIRTH_PLACE, "birth_place", TEXT, 0, 100, PERSONAL, "出生地", "place of birth") \
    X(F_ETHNICITY, "ethnicity", TEXT, 0, 20, PLAIN, "民族", "ethnic group, name or code") \
    X(F_HUKOU_REGION, "hukou_region", REGION, 0, 0, PLAIN, "户籍地", "region of household registration") \
    X(F_HUKOU_TYPE, "hukou_type", CHOICE, SET_HUKOU_TYPE, 0, PLAIN, "户口性质", "kind of household registration") \
    X(F_RESIDENCE_REGION, "residence_region", REGION, 0, 0, PLAIN, "居住地", "region of residence") \
    X(F_MOBILE, "mobile", TEXT, 0, 20, PERSONAL, "手机号码", "mobile number") \
    X(F_ADDRESS, "address", TEXT, 0, 200, PERSONAL, "地址", "address") \
    X(F_RETIRE_CATEGORY, "retire_category", CHOICE, SET_RETIRE_CATEGORY, 0, PLAIN, "退休类别", "retirement category") \
    X(F_EVIDENCE, "evidence", EVIDENCE, 0, 24, PLAIN, "材料", "papers") \
    X(F_CHANGES, "changes", PAIRS, 0, 16, PERSONAL, "更正内容", "what to change") \
    X(F_MATCH, "match", BOOL, 0, 0, PLAIN, "是否一致", "whether it matches") \
    X(F_DIFFERS, "differs", TEXTS, 0, 16, PLAIN, "不一致的项目", "the fields that differ") \
    X(F_RELATION_KIND, "kind", CHOICE, SET_RELATION, 0, PLAIN, "关系", "kind of relation") \
    X(F_RELATION, "relation", TEXT, 0, 40, PLAIN, "关系编号", "number of the relation") \
    X(F_FROM, "from", START, 0, 0, PLAIN, "起始", "from") \
    X(F_UNTIL, "until", END, 0, 0, PLAIN, "截止", "until") \
    X(F_CREDIT_CODE, "credit_code", TEXT, 0, 18, PLAIN, "统一社会信用代码", "unified credit code") \
    X(F_UNIT_NAME, "name", TEXT, 0, 200, PLAIN, "单位名称", "name of the organisation") \
    X(F_REGION, "region", REGION, 0, 0, PLAIN, "地区", "region") \
    X(F_INJURY_CLASS, "injury_class", INT, 0, 8, PLAIN, "工伤行业类别", "work injury class") \
    X(F_INJURY_FLOAT, "injury_float", INT, 0, 150, PLAIN, "工伤浮动比例", "work injury float in percent") \
    X(F_SEAL_REASON, "reason", CHOICE, SET_SEAL_REASON, 0, PLAIN, "封存原因", "reason for the seal") \
    X(F_INSTITUTION, "institution", TEXT, 0, 40, PLAIN, "机构编号", "code of the institution") \
    X(F_INSTITUTION_KIND, "kind", CHOICE, SET_INSTITUTION_KIND, 0, PLAIN, "机构类型", "kind of institution") \
    X(F_BANK_BIN, "bank_bin", TEXT, 0, 12, PLAIN, "银行卡号段", "leading digits of the bank's cards") \
    X(F_LICENCE, "licence", TEXT, 0, 60, PLAIN, "许可证号", "licence") \
    X(F_PUBLIC_ADDRESS, "address", TEXT, 0, 200, PLAIN, "地址", "address") \
    X(F_PHONE, "phone", TEXT, 0, 40, PLAIN, "电话", "telephone") \
    X(F_HOURS, "hours", TEXT, 0, 100, PLAIN, "服务时间", "opening hours") \
    X(F_KEY, "key", TEXT, 0, 400, PLAIN, "公钥", "public key") \
    X(F_OLD_CARD_NO, "old_card_no", TEXT, 0, 40, PLAIN, "原医保卡号", "number of the old medical card") \
    X(F_BALANCE_FEN, "balance_fen", FEN, 0, 0, PLAIN, "余额（分）", "balance in fen") \
    X(F_CATEGORY, "category", CHOICE, SET_CATEGORY, 0, PLAIN, "参保类别", "category of insured person") \
    X(F_FLEXIBLE_KIND, "flexible_kind", CHOICE, SET_FLEXIBLE_KIND, 0, PLAIN, "灵活就业类型", "kind of flexible work") \
    X(F_PAYER, "payer", TEXT, 0, 40, PLAIN, "缴费主体", "who pays: credit code, contract or self") \
    X(F_INSURANCES, "insurances", CHOICES, SET_INSURANCE, 8, PLAIN, "险种", "insurances") \
    X(F_BASE_FEN, "base_fen", FEN, 0, 0, PLAIN, "缴费基数（分）", "contribution base in fen") \
    X(F_OPEN_CHANNEL, "channel", CHOICE, SET_OPEN_CHANNEL, 0, PLAIN, "办理渠道", "channel") \
    X(F_MONTH, "month", MONTH, 0, 0, PLAIN, "月份", "month") \
    X(F_STOP_REASON, "reason", CHOICE, SET_STOP_REASON, 0, PLAIN, "停保原因", "reason for stopping") \
    X(F_FROM_REGION, "from_region", REGION, 0, 0, PLAIN, "转出地", "region left") \
    X(F_TO_REGION, "to_region", REGION, 0, 0, PLAIN, "转入地", "region joined") \
    X(F_TRANSFER, "transfer", TEXT, 0, 40, PLAIN, "转移业务编号", "number of the transfer") \
    X(F_STEP, "step", CHOICE, SET_TRANSFER_STEP, 0, PLAIN, "转移步骤", "step of the transfer") \
    X(F_AMOUNT_FEN, "amount_fen", FEN, 0, 0, PLAIN, "金额（分）", "amount in fen") \
    X(F_CARD_NO, "card_no", TEXT, 0, 20, PLAIN, "社保卡号", "card number") \
    X(F_LIVE, "live", BOOL, 0, 0, PLAIN, "是否有效", "whether it is live") \
    X(F_DAY, "day", DAY, 0, 0, PLAIN, "日期", "day") \
    X(F_BANK, "bank", TEXT, 0, 40, PLAIN, "服务银行", "bank of the card") \
    X(F_CARD_KIND, "kind", CHOICE, SET_CARD_KIND, 0, PLAIN, "申领类型", "kind of application") \
    X(F_CARD_REASON, "reason", CHOICE, SET_CARD_REASON, 0, PLAIN, "补换卡原因", "reason for the new card") \
    X(F_PHOTO, "photo", BYTES, 0, 2097152, BLOB, "照片", "photo") \
    X(F_CARD_CHANNEL, "channel", CHOICE, SET_CHANNEL, 0, PLAIN, "办理渠道", "channel") \
    X(F_APPLICATION, "application", TEXT, 0, 40, PLAIN, "申领编号", "number of the card application") \
    X(F_PHOTO_OK, "photo_ok", BOOL, 0, 0, PLAIN, "照片合格", "photo accepted") \
    X(F_REJECTED, "rejected", CHOICE, SET_PHOTO_CODE, 0, PLAIN, "照片不合格原因", "why the photo is rejected") \
    X(F_PASSED, "passed", BOOL, 0, 0, PLAIN, "核验通过", "whether the check passed") \
    X(F_MISMATCH, "mismatch", TEXT, 0, 100, PLAIN, "不一致项", "what does not match") \
    X(F_BANK_CARD_NO, "bank_card_no", TEXT, 0, 24, PERSONAL, "银行卡号", "bank card number") \
    X(F_REASON_TEXT, "reason", TEXT, 0, 200, PLAIN, "原因", "reason") \
    X(F_APPLICATIONS, "applications", TEXTS, 0, 1000, PLAIN, "申领编号列表", "numbers of card applications") \
    X(F_BATCH, "batch", TEXT, 0, 40, PLAIN, "批次号", "batch") \
    X(F_CARD_ID_CODE, "card_id_code", TEXT, 0, 32, PLAIN, "卡识别码", "card identification code") \
    X(F_ISSUED, "issued", DAY, 0, 0, PLAIN, "发卡日期", "day of issue") \
    X(F_VALID_UNTIL, "valid_until", DAY, 0, 0, PLAIN, "有效期至", "valid until") \
    X(F_ATR, "atr", TEXT, 0, 26, PLAIN, "复位信息", "answer to reset") \
    X(F_STAGE, "stage", TEXT, 0, 40, PLAIN, "失败环节", "stage that failed") \
    X(F_OUTLET, "outlet", TEXT, 0, 40, PLAIN, "网点", "outlet") \
    X(F_RECEIVER, "to", CHOICE, SET_RECEIVER, 0, PLAIN, "领取人", "who receives it") \
    X(F_PERSON_SERIAL, "person_serial", TEXT, 0, 20, PLAIN, "个人编号", "the bureau's personal number") \
    X(F_REGISTRATION_NO, "registration_no", TEXT, 0, 60, PLAIN, "挂号或住院号", "registration number") \
    X(F_VISIT, "visit", CHOICE, SET_VISIT, 0, PLAIN, "就诊类型", "kind of visit") \
    X(F_CALL, "call", TEXT, 0, 60, PLAIN, "通话编号", "number of the call") \
    X(F_ANSWERS, "answers", PAIRS, 0, 8, SECRET, "核验问题的回答", "answers to the identity questions") \
    X(F_FUNCTION, "function", CHOICE, SET_EFFECT, 0, PLAIN, "功能", "function") \
    X(F_FINANCIAL, "state", CHOICE, SET_FINANCIAL, 0, PLAIN, "金融状态", "state of the bank function") \
    X(F_LOSS_KIND, "kind", CHOICE, SET_LOSS_KIND, 0, PLAIN, "挂失类型", "kind of loss report") \
    X(F_ORDER, "order", TEXT, 0, 100, PLAIN, "指令文号", "number of the order") \
    X(F_CANCEL_REASON, "reason", CHOICE, SET_CANCEL_REASON, 0, PLAIN, "注销原因", "reason for cancelling") \
    X(F_PIN_EVENT, "event", CHOICE, SET_PIN_EVENT, 0, PLAIN, "密码事件", "what happened to the PIN") \
    X(F_CAUSE, "cause", CHOICE, SET_CAUSE, 0, PLAIN, "封存原因", "cause") \
    X(F_NOTE, "note", TEXT, 0, 500, PLAIN, "说明", "note") \
    X(F_PROCEDURE, "procedure", CHOICE, SET_PROCEDURE, 0, PLAIN, "业务事项", "procedure") \
    X(F_ARGS, "args", PAIRS, 0, 16, PERSONAL, "业务参数", "arguments of the procedure") \
    X(F_CASE, "case", TEXT, 0, 40, PLAIN, "业务编号", "number of the case") \
    X(F_DECISION, "decision", CHOICE, SET_DECISION, 0, PLAIN, "复核结论", "decision") \
    X(F_COMMAND_ID, "command", TEXT, 0, 128, PLAIN, "原业务编号", "id of the command to reverse") \
    X(F_NOTICE, "notice", TEXT, 0, 40, PLAIN, "通知编号", "number of the notice") \
    X(F_BASIS, "basis", CHOICE, SET_BASIS, 0, PLAIN, "代理依据", "lawful basis") \
    X(F_EMPLOYER, "employer", TEXT, 0, 18, PLAIN, "用人单位", "employer") \
    X(F_SERVICE_FEE_FEN, "service_fee_fen", FEN, 0, 0, PLAIN, "服务费（分）", "service fee in fen") \
    X(F_CONTRACT, "contract", TEXT, 0, 40, PLAIN, "协议编号", "number of the contract") \
    X(F_TEXT, "text", TEXT, 0, 200, PLAIN, "查询词", "what to look for") \
    X(F_LANG, "lang", CHOICE, SET_LANGUAGE, 0, PLAIN, "语言", "language") \
    X(F_AS_OF, "as_of", DAY, 0, 0, PLAIN, "截至日期", "as of the end of this day") \
    X(F_KNOWN_AT, "known_at", END, 0, 0, PLAIN, "按当时所知", "as known at this instant") \
    X(F_TAIL, "tail", TEXT, 0, 6, PERSONAL, "号码末位", "the last digits of the number") \
    X(F_SLUG, "slug", TEXT, 0, 60, PLAIN, "文章", "article") \
    X(F_STATE_FILTER, "state", CHOICE, SET_CASE_STATE, 0, PLAIN, "状态", "state") \
    X(F_AFTER, "after", TEXT, 0, 40, PLAIN, "从此项之后", "continue after this one") \
    X(F_LIMIT, "limit", INT, 0, 1000, PLAIN, "最多条数", "at most so many") \
    X(F_POLICY_REGION, "region", TEXT, 0, 8, PLAIN, "地区代码，或 national、calendar", "code of the region, or national, or calendar") \
    X(F_POLICY_TEXT, "text", TEXT, 0, 262144, BLOB, "政策文件全文", "the whole policy file") \
    X(F_POLICY_SET, "set", TEXT, 0, 64, PLAIN, "政策参数集编号", "number or hash of the policy set") \
    X(F_YEAR, "year", INT, 0, 9999, PLAIN, "年度", "year") \
    X(F_AGE_MONTHS, "age_months", INT, 0, 1200, PLAIN, "年龄（月）", "age in months") \
    X(F_WAGE_GROWTH_PPM, "wage_growth_ppm", INT, 0, 200000, PLAIN, "假定的工资年增长率（百万分之）", "assumed growth of wages a year, ppm") \
    X(F_LINES, "lines", LINES, 0, 5000, PERSONAL, "工资明细", "wage of each person") \
    X(F_FILE, "file", BYTES, 0, 2097152, BLOB, "文件", "file, CSV or xlsx") \
    X(F_MODE, "mode", CHOICE, SET_FILE_MODE, 0, PLAIN, "处理方式", "what becomes of the rows") \
    X(F_RUN, "run", TEXT, 0, 40, PLAIN, "核定批次", "run of an assessment") \
    X(F_DRY, "dry", BOOL, 0, 0, PLAIN, "只试算", "only calculate") \
    X(F_MONEY_PAYER, "payer", TEXT, 0, 40, PERSONAL, "缴费人", "who pays: credit code, personal number or contract") \
    X(F_VOUCHER, "voucher", PAIRS, 0, 3, PLAIN, "凭证", "voucher: kind, no, day") \
    X(F_BANK_ACCOUNT, "to", TEXT, 0, 60, PERSONAL, "收款银行账号", "bank account to which the money goes") \
    X(F_BILL, "bill", TEXT, 0, 48, PERSONAL, "账单", "bill: who pays and the month, as 91330106MA27XK3D59/2025-02") \
    X(F_PAPER, "notice", PAIRS, 0, 2, PLAIN, "文件：no（文号）、day（日期）", "notice or decision: no, day") \
    X(F_SHARE_PERCENT, "share_percent", INT, 0, 100, PLAIN, "减免比例（百分之）", "share that is waived, percent") \
    X(F_DEADLINE, "deadline", DAY, 0, 0, PLAIN, "限期", "last day to pay") \
    X(F_ENFORCE_STEP, "step", CHOICE, SET_ENFORCE, 0, PLAIN, "强制措施", "step of the enforcement") \
    X(F_FREE_UNTIL, "free_until", DAY, 0, 0, PLAIN, "免收滞纳金截止日", "last day without a late fee") \
    X(F_IMPORT_KIND, "kind", CHOICE, SET_IMPORT_KIND, 0, PLAIN, "文件种类", "what the file holds") \
    X(F_ITEM, "item", TEXT, 0, 40, PLAIN, "待查款项编号", "number of the unmatched item") \
    X(F_ITEM_BILL, "bill", TEXT, 0, 60, PERSONAL, "账单：缴费人，或 缴费人/月份", "bill: the payer, or payer/month") \
    X(F_RECEIPT, "receipt", TEXT, 0, 40, PLAIN, "收据编号", "number of the receipt") \
    X(F_URL, "url", TEXT, 0, 300, PLAIN, "接收地址（https）", "address that takes the messages (https)") \
    X(F_MESSAGES, "messages", CHOICES, SET_MESSAGE, 16, PLAIN, "报文种类", "kinds of message") \
    X(F_WEBHOOK, "webhook", TEXT, 0, 40, PLAIN, "推送订阅编号", "number of the webhook") \
    X(F_USER, "user", TEXT, 0, 40, PLAIN, "用户名", "user's name") \
    X(F_ROLE, "role", CHOICE, SET_ROLE, 0, PLAIN, "角色", "role") \
    X(F_ORG, "org", TEXT, 0, 40, PLAIN, "所属单位或机构", "office, employer or institution") \
    X(F_GRANT, "grant", TEXT, 0, 80, SECRET, "授权凭证", "grant: number and code as handed out") \
    X(F_PASSWORD, "password", TEXT, 0, 128, SECRET, "密码", "password") \
    X(F_CERT_KIND, "kind", CHOICE, SET_CERT, 0, PLAIN, "证明种类", "kind of certificate") \
    X(F_CERT_CODE, "code", TEXT, 0, 40, PLAIN, "验证码", "verification code") \
    X(F_HAPPENING_KIND, "kind", CHOICE, SET_HAPPENING, 0, PLAIN, "类别", "what it is about") \
    X(F_NEWEST, "newest", BOOL, 0, 0, PLAIN, "最新的在前", "newest first") \
    X(F_DEEMED_MONTHS, "deemed_months", INT, 0, 600, PLAIN, "视同缴费年限（月）", "months that count as paid (before the scheme)") \
    X(F_NOTICE_CHANNEL, "channel", CHOICE, SET_NOTICE_CHANNEL, 0, PLAIN, "通知方式", "how notices are sent") \
    X(F_EMAIL, "email", TEXT, 0, 100, PERSONAL, "电子邮箱", "e-mail address") \
    X(F_ORG_NOTICE, "notice", TEXT, 0, 60, PLAIN, "通知编号", "number of the notice") \
    X(F_WAGE_FEN, "wage_fen", FEN, 0, 0, PLAIN, "月工资（分）", "wage of the month in fen") \
    X(F_TIER_FEN, "tier_fen", FEN, 0, 0, PLAIN, "居民缴费档次（分）", "tier of a resident in fen") \
    X(F_HUKOU, "hukou", CHOICE, SET_HUKOU, 0, PLAIN, "户籍", "household registration") \
    X(F_BORN, "birth", MONTH, 0, 0, PLAIN, "出生年月", "month of birth") \
    X(F_MATTER, "matter", CHOICE, SET_MATTER, 0, PLAIN, "办理事项", "what the visit is about") \
    X(F_APPOINTMENT_TIME, "time", START, 0, 0, PLAIN, "预约时间", "when, as the free times say it") \
    X(F_APPOINTMENT, "appointment", TEXT, 0, 40, PLAIN, "预约编号", "number of the appointment")
