/* commands_table.h - the catalogue: every command and query with who may use it, its fields ("name?" is
 * optional), its law and its words. Read by core (validation, rights), app (CLI, help), web (API, forms,
 * OpenAPI), docs and tests. Names are the contract's; numbers are stored: append, never renumber. */
#pragma once

#define R(role) (1u << ROLE_##role)
#define R_SELF (R(HOLDER) | R(GUARDIAN) | R(PROXY))
/* Everybody who stands at a place where cards are handed out or used. */
#define R_ACTIVATE (R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(HOTLINE) | R(KIOSK) | R(ONLINE) | R(CLERK))
#define R_LOSS (R_SELF | R(BANK) | R(KIOSK) | R(HOTLINE) | R(ONLINE) | R(CLERK))
/* Who can have a name and a password of their own: whoever comes for an office, an employer or an institution. */
#define R_USERS \
    (R(UNIT) | R(AGENCY) | R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(HOTLINE) | R(KIOSK) | R(TAX) | R(FACTORY) | R(CENTRE) | \
     R(CLERK) | R(REVIEWER) | R(AUDITOR) | R(ADMIN))
#define R_OPEN (R(CLERK) | R(UNIT) | R(AGENCY) | R(ONLINE))
#define R_APPLY (R_SELF | R(UNIT) | R(AGENCY) | R(BANK) | R(KIOSK) | R(ONLINE) | R(CLERK))
/* May ask every query of records. */
#define R_OFFICE (R(AUDITOR) | R(CLERK) | R(REVIEWER))
/* May ask about their own people. */
#define R_OWN (R_SELF | R(ONLINE) | R(UNIT) | R(AGENCY) | R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(HOTLINE) | R(KIOSK))

/* Institutions to which messages go. */
#define R_PARTNER (R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(FACTORY) | R(CENTRE))

/*    no. name  word on the wire  roles
 *        fields
 *        law, zh, en */
#define COMMANDS(X) \
    X(1, CMD_PERSON_REGISTER, "person.register", R(CLERK) | R(UNIT) | R(AGENCY) | R(ONLINE), \
      "ssn? id_type? id_no? name sex? birth? birth_place? ethnicity? hukou_region? hukou_type? residence_region? mobile? address? retire_category? evidence?", \
      "《社会保险法》第五十七条、第五十八条", "登记个人信息", "register a person") \
    X(2, CMD_PERSON_CORRECT, "person.correct", R(CLERK) | R(HOLDER) | R(GUARDIAN) | R(PROXY) | R(ONLINE), "ssn changes evidence?", \
      "《社会保险法》第五十七条", "更正个人信息", "correct personal data") \
    X(3, CMD_PERSON_POLICE_CHECK, "person.police-check", R(CENTRE), "ssn match differs?", "《社会保险经办条例》", "公安信息比对", "compare with the police record") \
    X(4, CMD_RELATION_REGISTER, "relation.register", R(CLERK), "ssn other_ssn kind:relation from until? evidence?", "《民法典》第二十三条、第一百六十五条", "登记监护或代理关系", \
      "register a guardian or proxy") \
    X(5, CMD_RELATION_REVOKE, "relation.revoke", R(CLERK), "relation", "《民法典》第一百七十三条", "撤销监护或代理关系", "revoke a relation") \
    X(6, CMD_UNIT_REGISTER, "unit.register", R(CLERK) | R(UNIT), "credit_code name:unit region injury_class injury_float? evidence?", "《社会保险法》第五十七条", \
      "登记用人单位", "register an employer") \
    X(7, CMD_UNIT_SEAL_MEMBER, "unit.seal-member", R(UNIT), "credit_code ssn reason:seal from until? evidence?", "《社会保险经办条例》", "申请封存职工账户", \
      "ask to seal an employee's account") \
    X(8, CMD_UNIT_UNSEAL_MEMBER, "unit.unseal-member", R(UNIT), "credit_code ssn evidence?", "《社会保险经办条例》", "申请解封职工账户", \
      "ask to unseal an employee's account") \
    X(9, CMD_INSTITUTION_REGISTER, "institution.register", R(ADMIN), \
      "institution kind:institution name:unit region bank_bin? licence? address:public? phone? hours? key?", "人社部发〔2011〕47号", "登记服务机构", \
      "register an institution") \
    X(10, CMD_LEGACY_RECORD, "legacy-card.record", R(CLERK) | R(CENTRE), "ssn old_card_no balance_fen", "《社会保险法》第十四条", "登记原医保卡", "record an old medical card") \
    X(11, CMD_ACCOUNT_OPEN, "account.open", R_OPEN, \
      "ssn region category flexible_kind? payer insurances from base_fen? channel:open evidence?", "《社会保险法》第十条、第二十三条、第五十八条", "参保登记", "open an account") \
    X(12, CMD_ACCOUNT_STOP, "account.stop", R_OPEN | R(CENTRE), "ssn insurances? month reason:stop", "《社会保险法》第五十七条", "停保", "stop an account") \
    X(13, CMD_ACCOUNT_RESUME, "account.resume", R_OPEN, "ssn payer insurances? month", "《社会保险法》第十九条", "续保", "resume an account") \
    X(14, CMD_TRANSFER_START, "transfer.start", R(CLERK) | R_SELF | R(ONLINE), "ssn from_region to_region evidence?", "国办发〔2009〕66号", "申请关系转移", "start a transfer") \
    X(15, CMD_TRANSFER_STEP, "transfer.step", R(CENTRE), "transfer step amount_fen?", "国办发〔2009〕66号", "关系转移步骤", "record a step of a transfer") \
    X(16, CMD_TRANSFER_CANCEL, "transfer.cancel", R(CLERK) | R_SELF, "transfer", "国办发〔2009〕66号", "撤销关系转移", "cancel a transfer") \
    X(17, CMD_CARD_ELSEWHERE, "card.elsewhere", R(CENTRE), "ssn region card_no live", "人社部发〔2011〕47号", "全国卡库通报", "message of the national card registry") \
    X(18, CMD_DEATH_REPORT, "death.report", R(CLERK) | R(CENTRE), "ssn day evidence?", "《社会保险法》第十四条、第十七条", "登记死亡", "report a death") \
    X(19, CMD_DEATH_WITHDRAW, "death.withdraw", R(CLERK), "ssn evidence?", "《社会保险法》第八十三条", "撤销死亡登记", "withdraw a death report") \
    X(20, CMD_CARD_APPLY, "card.apply", R_APPLY, "ssn region bank kind:card reason:card? photo? channel:card evidence?", "人社部发〔2011〕47号", "申领社保卡", "apply for a card") \
    X(21, CMD_CARD_PHOTO, "card.photo", R_SELF | R(KIOSK) | R(ONLINE) | R(CLERK) | R(CENTRE), "application photo? photo_ok? rejected?", "人社厅发〔2014〕20号", "制卡照片", "photo for a card") \
    X(22, CMD_CARD_DATA_CHECK, "card.data-check", R(CENTRE), "application passed mismatch?", "人社厅发〔2014〕20号", "制卡信息核验", "check the data of an application") \
    X(23, CMD_CARD_RESUBMIT, "card.resubmit", R(CLERK) | R_SELF | R(ONLINE), "application changes", "人社厅发〔2014〕20号", "更正后重新提交申领", "resubmit an application") \
    X(24, CMD_CARD_BANK_OPENED, "card.bank-opened", R(BANK), "application bank_card_no", "人社部发〔2011〕83号", "银行开户成功", "bank account opened") \
    X(25, CMD_CARD_BANK_REFUSED, "card.bank-refused", R(BANK), "application reason:text", "人社部发〔2011〕83号", "银行拒绝开户", "bank account refused") \
    X(26, CMD_CARD_BATCH, "card.batch", R(CENTRE), "applications", "人社厅发〔2014〕20号", "制卡组批", "put cards in a batch") \
    X(27, CMD_CARD_SEND, "card.send", R(CENTRE), "batch", "人社厅发〔2014〕20号", "发送制卡批次", "send a batch to the factory") \
    X(28, CMD_CARD_MADE, "card.made", R(FACTORY), "application card_no card_id_code issued valid_until bank_card_no? atr?", "LD/T 32-2015", "制卡成功", "card made") \
    X(29, CMD_CARD_MAKE_FAILED, "card.make-failed", R(FACTORY), "application stage reason:text", "人社厅发〔2014〕20号", "制卡失败", "making failed") \
    X(30, CMD_CARD_SHIP, "card.ship", R(CENTRE), "application outlet", "人社厅发〔2014〕20号", "发运", "ship to an outlet") \
    X(31, CMD_CARD_RECEIVE, "card.receive", R(BANK) | R(CLERK) | R(UNIT) | R(AGENCY), "application outlet", "人社厅发〔2014〕20号", "网点收卡", "receive at the outlet") \
    X(32, CMD_CARD_RETURN, "card.return", R(CENTRE), "application", "人社厅发〔2014〕20号", "逾期未领退回", "return an unclaimed card") \
    X(33, CMD_CARD_CLAIM, "card.claim", R(CLERK) | R(HOLDER), "application outlet evidence?", "人社厅发〔2014〕20号", "申请领取已退回的卡", "claim a returned card") \
    X(34, CMD_CARD_DESTROY, "card.destroy", R(CENTRE), "application", "人社厅发〔2014〕20号", "销毁未领卡", "destroy an unclaimed card") \
    X(35, CMD_CARD_HAND_OVER, "card.hand-over", R(BANK) | R(CLERK) | R(UNIT) | R(AGENCY), "card_no to:receiver other_ssn? evidence?", "人社部发〔2011〕47号", "领卡", "hand over a card") \
    X(36, CMD_CARD_ACTIVATE, "card.activate", R_ACTIVATE, \
      "channel:card card_no? ssn? institution? person_serial? bank_card_no? card_id_code? name? registration_no? visit? old_card_no? call? answers? evidence?", \
      "人社厅发〔2014〕52号", "启用社保卡", "activate a card") \
    X(37, CMD_CARD_USE, "card.use", R(HOSPITAL) | R(PHARMACY) | R(BANK) | R(KIOSK), "card_no? card_id_code? function institution evidence?", "人社厅发〔2014〕52号", "用卡", "use a card") \
    X(38, CMD_CARD_BANK_STATE, "card.bank-state", R(BANK), "bank_card_no state:financial reason:text?", "银发〔2016〕261号", "金融状态通知", "state of the bank function") \
    X(39, CMD_CARD_LOSE, "card.lose", R_LOSS, "card_no kind:loss channel:card call? answers? evidence?", "人社部发〔2011〕47号", "挂失", "report a card lost") \
    X(40, CMD_CARD_FIND, "card.find", R_LOSS, "card_no channel:card call? answers? evidence?", "人社部发〔2011〕47号", "解除临时挂失", "undo a temporary loss") \
    X(41, CMD_CARD_LOCK, "card.lock", R(CENTRE), "card_no order", "人社部发〔2011〕47号", "锁定应用", "lock a card") \
    X(42, CMD_CARD_UNLOCK, "card.unlock", R(CENTRE), "card_no order", "人社部发〔2011〕47号", "解锁应用", "unlock a card") \
    X(43, CMD_CARD_CANCEL, "card.cancel", R(CLERK) | R(CENTRE), "card_no reason:cancel evidence?", "人社部发〔2011〕47号", "注销社保卡", "cancel a card") \
    X(44, CMD_CARD_PIN, "card.pin", R(HOSPITAL) | R(PHARMACY) | R(BANK) | R(KIOSK) | R(CLERK), "card_no event evidence?", "人社厅发〔2014〕52号", "社保卡密码", "PIN of a card") \
    X(45, CMD_HOLD_PLACE, "hold.place", R(CLERK), "ssn cause evidence? until? note?", "《社会保险经办条例》", "登记封存", "place a hold") \
    X(46, CMD_HOLD_RELEASE, "hold.release", R(CLERK), "ssn cause evidence?", "《社会保险经办条例》", "解除封存", "release a hold") \
    X(47, CMD_SYSTEM_WINDOW, "system.window", R(ADMIN), "from until note", "经办机构公告", "系统切换时段", "announce a migration window") \
    X(48, CMD_CASE_OPEN, "case.open", R(CLERK) | R_SELF | R(ONLINE) | R(UNIT), "procedure ssn evidence? args?", "《社会保险经办条例》", "受理业务", "open a case") \
    X(49, CMD_CASE_ADD, "case.add", R(CLERK) | R_SELF | R(ONLINE) | R(UNIT), "case evidence", "《社会保险经办条例》", "补充材料", "add papers to a case") \
    X(50, CMD_CASE_SUBMIT, "case.submit", R(CLERK) | R_SELF | R(ONLINE) | R(UNIT), "case", "《社会保险经办条例》", "提交复核", "submit a case") \
    X(51, CMD_CASE_WITHDRAW, "case.withdraw", R(CLERK) | R_SELF | R(ONLINE) | R(UNIT), "case", "《社会保险经办条例》", "撤回业务", "withdraw a case") \
    X(52, CMD_CASE_REVIEW, "case.review", R(REVIEWER) | R(CENTRE), "case decision reason:text?", "《社会保险经办条例》", "复核", "review a case") \
    X(53, CMD_EVENT_REVERSE, "event.reverse", R(CLERK), "command reason:text evidence?", "《社会保险法》第八十三条", "撤销差错业务", "reverse an official error") \
    X(54, CMD_NOTICE_READ, "notice.read", R_SELF | R(ONLINE) | R(CLERK), "notice", "《社会保险法》第四条", "阅读通知", "read a notice") \
    X(55, CMD_PASSWORD_GRANT, "password.grant", R(TAX), "ssn evidence?", "税务机关网上服务规定", "授予网上密码", "grant an online password") \
    X(56, CMD_AGENCY_CONTRACT, "agency.contract", R(AGENCY) | R(CLERK), \
      "ssn basis employer? region insurances base_fen service_fee_fen from until? evidence?", "人社部令第48号第三十二条", "签订代理协议", "register an agency contract") \
    X(57, CMD_AGENCY_TERMINATE, "agency.terminate", R(AGENCY) | R(CLERK), "contract month", "人社部令第48号", "终止代理协议", "end an agency contract") \
    X(58, CMD_JOB_DAILY, "job.daily", R(JOB), "day", "《社会保险经办条例》", "每日处理", "daily job") \
    X(59, CMD_LOOK_RECORD, "look.record", 0, "ssn function? note?", "《个人信息保护法》第五十一条", "登记查阅", "record a look at a person") \
    X(60, CMD_POLICY_PROPOSE, "policy.propose", R(ADMIN), "region:policy text:policy month?", "《社会保险法》第七条、第七十五条", "提出政策参数", \
      "propose a policy set") \
    X(61, CMD_POLICY_APPROVE, "policy.approve", R(REVIEWER), "set month?", "《社会保险法》第七条、第七十五条", "批准政策参数", "approve a policy set") \
    X(62, CMD_MONTH_CLOSE, "month.close", R(CLERK), "region month", "《社会保险基金会计制度》（财会〔2017〕28号）", "月结", "close a month") \
    X(63, CMD_INTEREST_CREDIT, "interest.credit", R(JOB) | R(CLERK), "region year", "《社会保险法》第十四条、人社部发〔2017〕31号", "个人账户记息", \
      "credit interest to personal accounts") \
    X(64, CMD_WAGE_DECLARE, "wage.declare", R(UNIT) | R(AGENCY) | R(CLERK), "credit_code month lines? file? mode", \
      "《社会保险法》第六十条", "申报缴费工资", "declare wages") \
    X(65, CMD_LEVY_ASSESS, "levy.assess", R(JOB) | R(CLERK), "region month credit_code? ssn? dry?", \
      "《社会保险法》第六十二条", "核定应缴费额", "assess contributions") \
    X(66, CMD_LEVY_RELEASE, "levy.release", R(REVIEWER), "run", "《社会保险法》第六十一条", "发布核定结果", "release an assessment") \
    X(67, CMD_PAYMENT_RECORD, "payment.record", R(CLERK) | R(TAX) | R(BANK) | R(UNIT), "payer:money amount_fen voucher month?", \
      "《社会保险法》第十二条、第六十条、第八十六条", "登记缴费", "record a payment") \
    X(68, CMD_BATCH_OPEN, "batch.open", 0, "", "《社会保险经办条例》", "批量业务开始", "open a batch") \
    X(70, CMD_FILE_IMPORT, "file.import", R(BANK) | R(TAX) | R(UNIT) | R(AGENCY) | R(CLERK), "kind:import file mode credit_code? month? region?", \
      "《社会保险法》第五十九条、第六十条、第六十一条", "导入文件", "take in a file") \
    X(71, CMD_SUSPENSE_MATCH, "suspense.match", R(CLERK), "item bill:suspense", \
      "《社会保险基金会计制度》（财会〔2017〕28号）", "认领待查款项", "assign an unmatched item") \
    X(72, CMD_PAYMENT_REVERSE, "payment.reverse", R(CLERK), "voucher reason:text", \
      "《社会保险法》第六十条、第六十四条", "冲正缴费", "reverse a payment") \
    X(73, CMD_PAYMENT_REFUND, "payment.refund", R(CLERK), "payer:money amount_fen to:bank", \
      "《社会保险法》第六十四条", "退费", "refund what was paid too much") \
    X(74, CMD_FEE_WAIVE, "fee.waive", R(CLERK), "bill notice:paper share_percent?", \
      "《社会保险法》第六十条、第八十六条", "减免滞纳金", "waive a late fee") \
    X(75, CMD_LEVY_ORDER, "levy.order", R(CLERK), "bill deadline?", \
      "《社会保险法》第六十三条、第八十六条", "责令限期缴纳", "order an employer to pay") \
    X(76, CMD_LEVY_ENFORCE, "levy.enforce", R(CLERK), "order step:enforce? notice:paper? deadline?", \
      "《社会保险法》第六十三条", "强制征缴", "enforce an order to pay") \
    X(77, CMD_BASE_ADJUST, "base.adjust", R(CLERK), "region from notice:paper free_until credit_code?", \
      "《社会保险法》第十二条、第六十条", "缴费基数补差", "bill the differences of a base that was published late") \
    X(78, CMD_AGENCY_RECEIVE, "agency.receive", R(AGENCY), "contract amount_fen voucher", \
      "《社会保险法》第八十三条、第九十二条，人社部令第48号", "代理机构登记收款", "record client money received") \
    X(79, CMD_AGENCY_REMIT, "agency.remit", R(AGENCY), "month voucher? after?", \
      "《社会保险法》第六十条、第六十四条，人社部令第48号", "代理机构汇缴", "remit a month for all clients") \
    X(80, CMD_AGENCY_REVERSE, "agency.reverse", R(AGENCY) | R(CLERK), "contract voucher reason:text", \
      "《社会保险法》第六十四条、第八十三条，人社部令第48号", "冲正代理机构收款", "reverse an agency's receipt") \
    X(81, CMD_NOTICE_CHOOSE, "notice.choose", R_SELF | R(ONLINE) | R(CLERK), "ssn channel:notice lang? email?", \
      "《社会保险法》第四条、《个人信息保护法》第十五条", "选择通知方式", "choose how notices are sent") \
    X(82, CMD_INBOX_READ, "inbox.read", R(UNIT) | R(AGENCY), "notice:org", "《社会保险法》第四条", "单位或机构阅读通知", \
      "read a notice of an organisation") \
    X(83, CMD_APPOINTMENT_BOOK, "appointment.book", R_SELF | R(ONLINE) | R(CLERK) | R(HOTLINE), "ssn region matter time", \
      "《社会保险法》第四条、《社会保险经办条例》", "预约窗口", "book a visit to the counter") \
    X(84, CMD_PASSWORD_SET, "password.set", R(ONLINE) | R_USERS, "ssn? user? grant password", "税务机关网上服务规定、《个人信息保护法》第五十一条", \
      "设置密码", "set the password with a grant") \
    X(85, CMD_PASSWORD_RESET, "password.reset", R(TAX) | R(ADMIN), "ssn? user? evidence?", "税务机关网上服务规定、《个人信息保护法》第五十一条", \
      "重置密码", "give a new grant for a forgotten password") \
    X(86, CMD_PASSWORD_CHANGE, "password.change", R(ONLINE) | R_USERS, "password", "《个人信息保护法》第五十一条", "修改密码", "change one's password") \
    X(87, CMD_USER_ADD, "user.add", R(ADMIN), "user role org?", "《社会保险经办条例》、《网络安全法》第二十一条", "新增用户", "add a user") \
    X(88, CMD_USER_END, "user.end", R(ADMIN), "user", "《社会保险经办条例》、《网络安全法》第二十一条", "停用用户", "end a user") \
    X(90, CMD_CERT_ISSUE, "cert.issue", R(CLERK) | R_SELF | R(ONLINE) | R(KIOSK), "ssn kind:cert from? until?", \
      "《社会保险法》第四条、第七十四条", "出具证明", "issue a certificate") \
    X(91, CMD_APPOINTMENT_CANCEL, "appointment.cancel", R_SELF | R(ONLINE) | R(CLERK) | R(HOTLINE), "appointment", \
      "《社会保险法》第四条、《社会保险经办条例》", "取消预约", "cancel a visit to the counter") \
    X(92, CMD_WEBHOOK_SUBSCRIBE, "webhook.subscribe", R_PARTNER, "url messages", \
      "人社部发〔2011〕83号", "订阅报文推送", "have messages sent to an address") \
    X(93, CMD_WEBHOOK_END, "webhook.end", R_PARTNER | R(ADMIN), "webhook", \
      "人社部发〔2011〕83号", "停止报文推送", "end a webhook") \
    X(94, CMD_USER_APPROVE, "user.approve", R(ADMIN), "user role org?", "《社会保险经办条例》、《网络安全法》第二十一条", \
      "批准新增用户或重置密码", "approve a user who was added or whose password was reset") \
    X(95, CMD_TOTP_RECORD, "totp.record", 0, "user", "《网络安全法》第二十一条", "登记启用登录验证码", "record that codes are asked for at sign-in")

/* look.record, batch.open and totp.record have no role: they stand for the entries in which core keeps who looked at whom
 * (core/look.h), that long work has begun (core/batch.h), and that somebody signs in with codes (core/totp.h). */

#define QUERIES(X) \
    X(1, QUERY_PERSON_STATUS, "person.status", R_OFFICE | R_OWN, "ssn as_of? known_at?", "《社会保险法》第四条", "参保与社保卡状态", "state of a person") \
    X(2, QUERY_PERSON_WHY, "person.why", R_OFFICE | R_OWN, "ssn function? as_of? known_at?", "《社会保险法》第四条、第八十三条", "封存原因与办法", "why something does not work, and every way out") \
    X(3, QUERY_PERSON_TIMELINE, "person.timeline", R_OFFICE | R_SELF | R(ONLINE), "ssn kind:happening? newest? after? limit?", "《社会保险法》第四条", "业务记录", "what happened") \
    X(4, QUERY_CARD_HISTORY, "card.history", R_OFFICE | R_SELF | R(ONLINE), "card_no", "《社会保险法》第四条", "卡片历程", "history of a card") \
    X(5, QUERY_APPLICATION_STATUS, "application.status", R_OFFICE | R_OWN | R(CENTRE) | R(FACTORY), "application tail?", "《社会保险法》第四条", "申领进度", "progress of an application") \
    X(6, QUERY_UNIT_ROSTER, "unit.roster", R_OFFICE | R(UNIT) | R(AGENCY), "credit_code after? limit?", "《社会保险法》第五十八条", "单位参保名册", "people of an employer") \
    X(7, QUERY_CASE_LIST, "case.list", R_OFFICE | R_SELF | R(ONLINE) | R(UNIT) | R(AGENCY) | R(CENTRE), "ssn? state:case? after? limit?", "《社会保险经办条例》", "业务清单", "cases") \
    X(8, QUERY_CASE_SHOW, "case.show", R_OFFICE | R_SELF | R(ONLINE) | R(UNIT) | R(AGENCY) | R(CENTRE), "case", "《社会保险经办条例》", "业务详情", "one case") \
    X(9, QUERY_NOTICE_LIST, "notice.list", R_OFFICE | R_SELF | R(ONLINE), "ssn after? limit?", "《社会保险法》第四条", "通知", "notices") \
    X(10, QUERY_ACCESS_LIST, "access.list", R_OFFICE | R_SELF | R(ONLINE), "ssn after? limit?", "《个人信息保护法》第五十一条", "谁查看过我的信息", "who looked at the record") \
    X(11, QUERY_AUDIT_LIST, "audit.list", R_OFFICE | R(ADMIN), "after? limit?", "《网络安全法》第二十一条", "审计日志", "journal entries") \
    X(12, QUERY_OUTBOX_LIST, "outbox.list", R_OFFICE | R(CENTRE) | R(ADMIN), "after? limit?", "人社部发〔2011〕47号", "待发报文", "outgoing messages") \
    X(13, QUERY_RECON_DAILY, "recon.daily", R_OFFICE | R(CENTRE) | R(BANK), "day", "人社部发〔2011〕83号", "每日对账", "daily reconciliation") \
    X(14, QUERY_GUIDE_SEARCH, "guide.search", ~0u, "text lang?", "《社会保险法》第四条", "搜索办事指南", "search the guide") \
    X(15, QUERY_GUIDE_SHOW, "guide.show", ~0u, "slug lang? ssn?", "《社会保险法》第四条", "办事指南", "an article of the guide") \
    X(16, QUERY_POLICY_AT, "policy.at", ~0u, "region month known_at?", "《社会保险法》第七十五条", "政策参数", "policy in force") \
    X(17, QUERY_POLICY_ALARMS, "policy.alarms", R_OFFICE | R(ADMIN), "", "《社会保险法》第七十五条", "政策提醒", "what runs out or is provisional") \
    X(18, QUERY_AGENCY_ACCOUNT, "agency.account", R_OFFICE | R_SELF | R(ONLINE) | R(AGENCY), "contract as_of?", "《社会保险法》第四条，人社部令第48号", "代理账户", "an agency contract and its money") \
    X(19, QUERY_FUND_BALANCE, "fund.balance", R_OFFICE, "region as_of? known_at?", "《社会保险法》第六十四条、第七十条", "基金余额", "balances of the funds") \
    X(20, QUERY_PERSON_STATEMENT, "person.statement", R_OFFICE | R_SELF | R(ONLINE), "ssn from? until? as_of? known_at?", "《社会保险法》第四条、第七十四条", \
      "个人权益记录", "statement of contributions and accounts") \
    X(21, QUERY_PERSON_FORECAST, "person.forecast", R_OFFICE | R_SELF | R(ONLINE), "ssn until? age_months? wage_growth_ppm? deemed_months? as_of? known_at?", \
      "《社会保险法》第十三条、第十五条、第十六条、国发〔2005〕38号", "养老金测算", "forecast of the pension") \
    X(22, QUERY_UNIT_BILL, "unit.bill", R_OFFICE | R(UNIT) | R(TAX), "credit_code month after? limit?", "《社会保险法》第六十条", "单位账单", "an employer's bill of a month") \
    X(23, QUERY_UNIT_ARREARS, "unit.arrears", R_OFFICE | R(UNIT) | R(TAX), "credit_code as_of?", "《社会保险法》第八十六条", "单位欠费", "what an employer owes") \
    X(24, QUERY_BATCH_PROGRESS, "batch.progress", R_OFFICE | R(ADMIN) | R(JOB) | R(BANK) | R(TAX) | R(UNIT) | R(AGENCY), "", "《社会保险经办条例》", "批量业务进度", "how far long work is") \
    X(25, QUERY_SUSPENSE_LIST, "suspense.list", R_OFFICE, "after? limit?", "《社会保险基金会计制度》（财会〔2017〕28号）", "待查款项", "money that is matched to nothing yet") \
    X(26, QUERY_RUN_LIST, "run.list", R_OFFICE, "run? after? limit?", "《社会保险法》第六十一条、第六十二条", "待发布的核定批次", "assessments that wait for release") \
    X(27, QUERY_RECEIPT_SHOW, "receipt.show", R_OFFICE | R_SELF | R(ONLINE) | R(UNIT) | R(AGENCY) | R(TAX), "receipt", "《社会保险法》第四条、第六十条", "缴费收据", \
      "a receipt by its number") \
    X(28, QUERY_AGENCY_SIGNALS, "agency.signals", R_OFFICE, "institution? after? limit?", "人社部令第48号第三十二条", "代理机构监督信号", \
      "signals about agencies, for people to judge") \
    X(30, QUERY_POLICY_EFFECT, "policy.effect", R_OFFICE | R(ADMIN), "set month?", "《社会保险法》第七条、第七十五条", "政策参数集的影响", \
      "what a proposed policy set would change") \
    X(31, QUERY_LETTER_LIST, "letter.list", R_OFFICE | R(ADMIN), "after? limit?", "《社会保险法》第四条、《个人信息保护法》第五十一条", \
      "发给个人的通知", "notices sent to people, and whether they arrived") \
    X(32, QUERY_PERSON_IDENTITY, "person.identity", R_OFFICE | R_SELF | R(ONLINE) | R(CENTRE), "ssn", "《个人信息保护法》第六条、第二十八条、第五十一条", \
      "完整个人信息", "who a person is, in full, for a stated purpose") \
    X(33, QUERY_USER_LIST, "user.list", R(ADMIN) | R(AUDITOR), "after? limit?", "《网络安全法》第二十一条", "用户清单", "users of the bureau and its partners") \
    X(34, QUERY_DESK_FIND, "desk.find", R_OFFICE, "text", "《社会保险经办条例》", "查找", "find a person, organisation, card or case") \
    X(35, QUERY_UNIT_NOTICES, "unit.notices", R_OFFICE | R(UNIT) | R(TAX), "credit_code after? limit?", "《社会保险法》第四条、第六十三条", "单位通知", "what an employer was told") \
    X(36, QUERY_CERT_VERIFY, "cert.verify", ~0u, "code:cert", "《社会保险法》第四条、第七十四条", "核验证明", "whether a certificate is genuine, and what it said") \
    X(37, QUERY_AGENCY_NOTICES, "agency.notices", R_OFFICE | R(AGENCY), "institution? after? limit?", "《社会保险法》第四条，人社部令第48号", \
      "机构通知", "what an agency is told") \
    X(38, QUERY_OFFICE_FIGURES, "office.figures", R_OFFICE, "region as_of?", "《社会保险法》第七十条", "业务和基金概览", \
      "queues, channels, holds, collection and funds in figures") \
    X(39, QUERY_WEBHOOK_LIST, "webhook.list", R_OFFICE | R_PARTNER | R(ADMIN), "", \
      "人社部发〔2011〕83号", "报文推送", "webhooks and whether their messages arrive") \
    X(40, QUERY_WEBHOOK_SECRET, "webhook.secret", R_PARTNER, "webhook", \
      "人社部发〔2011〕83号", "报文推送的签名密钥", "the key by which a webhook's messages are signed") \
    X(41, QUERY_PERSON_OUTLOOK, "person.outlook", R_OFFICE | R_SELF | R(ONLINE), "ssn wage_growth_ppm? deemed_months? as_of? known_at?", \
      "《社会保险法》第十五条、第十六条、国发〔2005〕38号", "逐月养老金测算", "the pension by month of retirement") \
    X(42, QUERY_APPOINTMENT_LIST, "appointment.list", R_OFFICE | R_SELF | R(ONLINE) | R(HOTLINE), "ssn? region? day? after? limit?", \
      "《社会保险法》第四条、《社会保险经办条例》", "窗口预约", "visits to a counter: of one person, or of a day") \
    X(43, QUERY_APPOINTMENT_SLOTS, "appointment.slots", ~0u, "region day? matter?", \
      "《社会保险法》第四条、《社会保险经办条例》", "可预约时间", "when a counter can be visited, and with which papers") \
    X(44, QUERY_LAPSED_LIST, "lapsed.list", R_OFFICE, "region after? limit?", "《社会保险法》第十条、第六十条、人社部发〔2016〕132号", "不再征收的账单", \
      "own bills that lapsed and are not asked any more") \
    X(46, QUERY_CALC_CONTRIBUTION, "calc.contribution", ~0u, "region month category? wage_fen? base_fen? tier_fen? hukou? injury_class? injury_float?", \
      "《社会保险法》第十二条", "一人一月的社会保险费", "contributions of one person for one month") \
    X(47, QUERY_CALC_RETIREMENT, "calc.retirement", ~0u, "retire_category born:month", "国务院关于渐进式延迟法定退休年龄的办法（2024年）", \
      "法定退休时间", "statutory retirement month") \
    X(48, QUERY_INSTITUTION_LIST, "institution.list", ~0u, "region? kind:institution? after? limit?", "《社会保险经办条例》", "服务网点", \
      "places that serve: banks, hospitals, pharmacies, agencies")
