/* events_table.h - everything that can happen, once: number, name, code, whom it is about, members, words.
 * Events are the only way in which facts change; fold.c has one short function for each. Members: N(name) a
 * number, T(name) a text; V(name) a personal value that travels beside the event and is stored as a cell, never
 * in the event. Numbers and members are stored: append, never renumber.
 *   day, issued, valid_until (of a card), deadline, due, expected, born, last_use, from (of an account), until (of
 *   an old medical card, of a card at an outlet) are day numbers (Day.n); month is Month.n; from and until of relations, contracts, holds, losses
 *   and windows are seconds (Time.s). insurances is a set: bit 1 << Insurance; 0 = all of the account's. evidence
 *   is a set too: bit 1 << EvidenceKind. 0 = none or, where something is changed, unchanged (due of a case,
 *   until of an old medical card, expected of a transfer, batch). The numbers card, account, n, transfer, relation,
 *   grant of a new thing are the person's next_... + 1. F_ numbers stand in person_changed: fields are appended too.
 * Readers: event.h (structs), event.c (bytes), fold.c, timeline, notices and outbox tables, manual. */
#pragma once

/*    no. NAME  struct and member  SUBJECT  code  zh  en */
#define EVENTS(X) \
    X(1, PERSON_REGISTERED, person_registered, PERSON, "person-registered", "登记个人信息", "person registered") \
    X(2, PERSON_CHANGED, person_changed, PERSON, "person-changed", "个人信息变更", "personal data changed") \
    X(3, PERSON_CELL, person_cell, PERSON, "person-value", "登记个人资料项", "personal value recorded") \
    X(4, POLICE_CHECKED, police_checked, PERSON, "police-checked", "公安信息比对", "compared with the police record") \
    X(5, RELATION_MADE, relation_made, PERSON, "relation-registered", "登记监护或代理关系", "relation registered") \
    X(6, RELATION_ENDED, relation_ended, PERSON, "relation-revoked", "撤销监护或代理关系", "relation revoked") \
    X(7, DEATH_REPORTED, death_reported, PERSON, "death-reported", "登记死亡", "death reported") \
    X(8, DEATH_WITHDRAWN, death_withdrawn, PERSON, "death-withdrawn", "撤销死亡登记", "death report withdrawn") \
    X(9, CHECK_FAILED, check_failed, PERSON, "check-failed", "身份核验未通过", "identity check failed") \
    X(10, PASSWORD_GRANTED, password_granted, PERSON, "password-granted", "授予网上密码", "online password granted") \
    X(11, LOOKED, looked, PERSON, "looked", "查阅记录", "record looked at") \
    X(12, NOTICE_READ, notice_read, PERSON, "notice-read", "通知已读", "notice read") \
    X(13, RESTORED, restored, PERSON, "restored", "撤销差错业务，恢复原状", "official error reversed, earlier state restored") \
    X(14, PHOTO_FILED, photo_filed, PERSON, "photo-filed", "照片入库", "photo put on file") \
    X(20, ACCOUNT_OPENED, account_opened, PERSON, "account-opened", "参保登记", "account opened") \
    X(21, ACCOUNT_STOPPED, account_stopped, PERSON, "account-stopped", "停保", "account stopped") \
    X(22, ACCOUNT_RESUMED, account_resumed, PERSON, "account-resumed", "续保", "account resumed") \
    X(23, ACCOUNT_ENDED, account_ended, PERSON, "account-ended", "账户终止或转出", "account closed or transferred") \
    X(24, TRANSFER_STARTED, transfer_started, PERSON, "transfer-started", "申请关系转移", "transfer started") \
    X(25, TRANSFER_STEPPED, transfer_stepped, PERSON, "transfer-stepped", "关系转移进展", "step of a transfer") \
    X(26, TRANSFER_ENDED, transfer_ended, PERSON, "transfer-ended", "关系转移结束", "transfer ended") \
    X(30, HOLD_PLACED, hold_placed, PERSON, "hold-placed", "登记封存", "hold placed") \
    X(31, HOLD_RELEASED, hold_released, PERSON, "hold-released", "解除封存", "hold released") \
    X(32, HOLD_ASKED, hold_asked, PERSON, "hold-asked", "封存到期询问", "end of a seal asked") \
    X(33, RETIREMENT_CLAIMED, retirement_claimed, PERSON, "retirement-claimed", "办理退休申领", "retirement claimed") \
    X(40, CASE_OPENED, case_opened, PERSON, "case-opened", "受理业务", "case opened") \
    X(41, CASE_PAPER, case_paper, PERSON, "case-paper", "补充材料", "paper added") \
    X(42, CASE_MOVED, case_moved, PERSON, "case-moved", "业务状态变更", "case moved") \
    X(50, CARD_APPLIED, card_applied, PERSON, "card-applied", "申领社保卡", "card applied for") \
    X(51, CARD_PROD, card_prod, PERSON, "card-production", "制卡进度", "production moved") \
    X(52, CARD_APP, card_app, PERSON, "card-application", "社保功能状态变更", "social function changed") \
    X(53, CARD_FIN, card_fin, PERSON, "card-financial", "金融状态变更", "bank function changed") \
    X(54, CARD_PIN, card_pin, PERSON, "card-pin", "社保卡密码", "PIN changed") \
    X(55, CARD_PHOTO, card_photo, PERSON, "card-photo", "制卡照片", "photo of the card") \
    X(56, CARD_MADE, card_made, PERSON, "card-made", "制卡成功", "card made") \
    X(57, CARD_PLACED, card_placed, PERSON, "card-placed", "卡片所在", "where the card is") \
    X(58, CARD_HANDED, card_handed, PERSON, "card-handed-over", "领卡", "card handed over") \
    X(59, CARD_ACTIVATED, card_activated, PERSON, "card-activated", "启用社保卡", "card activated") \
    X(60, CARD_USED, card_used, PERSON, "card-used", "用卡", "card used") \
    X(61, CARD_LOST, card_lost, PERSON, "card-lost", "挂失", "card reported lost") \
    X(62, CARD_FOUND, card_found, PERSON, "card-found", "解除挂失", "loss undone") \
    X(63, CARD_ELSEWHERE, card_elsewhere, PERSON, "card-elsewhere", "外地社保卡通报", "card elsewhere") \
    X(64, LEGACY_RECORDED, legacy_recorded, PERSON, "legacy-recorded", "登记原医保卡", "old medical card recorded") \
    X(65, LEGACY_MOVED, legacy_moved, PERSON, "legacy-state", "原医保卡状态变更", "old medical card changed") \
    X(66, BALANCE_MOVED, balance_moved, PERSON, "balance-moved", "医保余额划转", "medical balance moved") \
    X(67, CARD_REMINDED, card_reminded, PERSON, "card-reminded", "提醒领卡", "reminded to collect the card") \
    X(68, DORMANCY_TOLD, dormancy_told, PERSON, "dormancy-told", "长期未用封存前提醒", "notice before a card is sealed as dormant") \
    X(70, UNIT_REGISTERED, unit_registered, UNIT, "unit-registered", "登记单位", "employer registered") \
    X(71, INSTITUTION_REGISTERED, institution_registered, INSTITUTION, "institution-registered", "登记服务机构", "institution registered") \
    X(72, CONTRACT_MADE, contract_made, CONTRACT, "contract-made", "签订代理协议", "agency contract made") \
    X(73, CONTRACT_ENDED, contract_ended, CONTRACT, "contract-ended", "终止代理协议", "agency contract ended") \
    X(74, BATCH_MADE, batch_made, BATCH, "batch-made", "制卡组批", "batch made") \
    X(75, BATCH_SENT, batch_sent, BATCH, "batch-sent", "发送制卡批次", "batch sent") \
    X(76, WINDOW_SET, window_set, BUREAU, "window-set", "系统切换时段", "migration window set") \
    X(77, DAILY_DONE, daily_done, BUREAU, "daily-done", "每日处理完成", "daily job done") \
    X(80, MONTH_CLOSED, month_closed, BUREAU, "month-closed", "月结", "month closed") \
    X(81, INTEREST_CREDITED, interest_credited, BUREAU, "interest-credited", "个人账户记息", "interest credited to personal accounts") \
    X(90, POLICY_RECORDED, policy_recorded, BUREAU, "policy-recorded", "登记启动时的政策参数", "policy set of the start recorded") \
    X(91, POLICY_PROPOSED, policy_proposed, BUREAU, "policy-proposed", "提出政策参数", "policy set proposed") \
    X(92, POLICY_APPROVED, policy_approved, BUREAU, "policy-approved", "批准政策参数", "policy set approved") \
    X(170, WAGE_DECLARED, wage_declared, UNIT, "wage-declared", "申报缴费工资", "wages declared") \
    X(171, LEVY_ASSESSED, levy_assessed, BUREAU, "levy-assessed", "核定应缴费额", "contributions assessed") \
    X(172, LEVY_RELEASED, levy_released, BUREAU, "levy-released", "发布核定结果", "assessment released") \
    X(173, UNIT_PAID, unit_paid, UNIT, "unit-paid", "单位缴费到账", "employer's payment received") \
    X(174, PAYMENT_RECEIVED, payment_received, PERSON, "payment-received", "个人缴费到账", "payment received") \
    X(175, BILL_ISSUED, bill_issued, PERSON, "bill-issued", "本人应缴费发布", "own contributions billed") \
    X(176, BILL_SETTLED, bill_settled, PERSON, "bill-settled", "本人应缴费结清", "own contributions settled") \
    X(177, BILLS_LAPSED, bills_lapsed, PERSON, "bills-lapsed", "超过补缴期", "own contributions can no longer be made up") \
    X(180, BATCH_OPENED, batch_opened, BUREAU, "batch-opened", "批量业务开始", "batch opened") \
    X(181, BATCH_CLOSED, batch_closed, BUREAU, "batch-closed", "批量业务完成", "batch closed") \
    X(185, MONEY_FILE_TAKEN, money_file_taken, BUREAU, "money-file-taken", "导入税务或银行文件", "tax or bank file taken in") \
    X(186, SUSPENSE_MATCHED, suspense_matched, BUREAU, "suspense-matched", "认领待查款项", "unmatched item assigned") \
    X(193, UNIT_PAYMENT_REVERSED, unit_payment_reversed, UNIT, "unit-payment-reversed", "单位缴费冲正", "employer's payment reversed") \
    X(194, PAYMENT_REVERSED, payment_reversed, PERSON, "payment-reversed", "个人缴费冲正", "payment reversed") \
    X(195, UNIT_REFUNDED, unit_refunded, UNIT, "unit-refunded", "单位退费", "refund to an employer") \
    X(196, REFUNDED, refunded, PERSON, "refunded", "个人退费", "refund") \
    X(197, FEE_WAIVED, fee_waived, UNIT, "fee-waived", "减免滞纳金", "late fee waived") \
    X(198, PAYMENT_ORDERED, payment_ordered, UNIT, "payment-ordered", "责令限期缴纳", "order to pay") \
    X(199, ENFORCEMENT_MOVED, enforcement_moved, UNIT, "enforcement-moved", "强制征缴进展", "step of an enforcement") \
    X(200, BASE_ADJUSTED, base_adjusted, BUREAU, "base-adjusted", "缴费基数补差", "differences of a new base") \
    X(201, NOTICE_CHOSEN, notice_chosen, PERSON, "notice-channel-chosen", "选择通知方式", "channel of notices chosen") \
    X(202, UNIT_WORK_REFUSED, unit_work_refused, UNIT, "unit-work-refused", "单位批量业务未完成", "employer's long work refused") \
    X(203, AGENCY_RECEIVED, agency_received, PERSON, "agency-received", "代理机构收款", "agency received client money") \
    X(204, AGENCY_REMITTED, agency_remitted, PERSON, "agency-remitted", "代理机构汇缴", "agency remitted a month") \
    X(205, AGENCY_SHORT, agency_short, PERSON, "agency-short", "代理缴费不足", "client money does not cover a month") \
    X(206, AGENCY_KEPT, agency_kept, PERSON, "agency-kept", "代理机构收款后未缴", "agency keeps client money") \
    X(207, AGENCY_REFUNDED, agency_refunded, PERSON, "agency-refunded", "代理机构退款", "agency gives client money back") \
    X(208, AGENCY_ENDED, agency_ended, PERSON, "agency-ended", "代理协议终止告知", "end of an agency contract told") \
    X(209, AGENCY_SILENT, agency_silent, PERSON, "agency-silent", "代理机构久未缴费", "agency has remitted nothing for long") \
    X(210, AGENCY_RECEIPT_REVERSED, agency_receipt_reversed, PERSON, "agency-receipt-reversed", "代理机构收款冲正", "agency's receipt reversed") \
    X(211, ACCOUNT_UNTIL, account_until, PERSON, "account-until", "账户随代理协议到期", "account ends with its contract") \
    X(212, AGENCY_WORK_REFUSED, agency_work_refused, INSTITUTION, "agency-work-refused", "机构批量业务未完成", "agency's long work refused") \
    X(213, INBOX_READ, inbox_read, BUREAU, "inbox-read", "单位或机构通知已读", "notice of an organisation read") \
    X(214, PASSWORD_SET, password_set, PERSON, "password-set", "设置网上密码", "online password set") \
    X(215, PASSWORD_RESET, password_reset, PERSON, "password-reset", "重置网上密码", "online password reset") \
    X(216, USER_ADDED, user_added, BUREAU, "user-added", "新增用户", "user added") \
    X(217, USER_GRANTED, user_granted, BUREAU, "user-password-reset", "重置用户密码", "user's password reset") \
    X(218, USER_PASSWORD, user_password, BUREAU, "user-password-set", "用户设置密码", "user's password set") \
    X(219, USER_ENDED, user_ended, BUREAU, "user-ended", "停用用户", "user ended") \
    X(220, CERT_ISSUED, cert_issued, PERSON, "certificate-issued", "出具证明", "certificate issued") \
    X(221, APPOINTMENT_BOOKED, appointment_booked, PERSON, "appointment-booked", "预约窗口", "visit to the counter booked") \
    X(222, APPOINTMENT_CANCELLED, appointment_cancelled, PERSON, "appointment-cancelled", "取消预约", "visit to the counter cancelled") \
    X(224, WEBHOOK_MADE, webhook_made, WEBHOOKS, "webhook-made", "订阅报文推送", "webhook subscribed") \
    X(225, WEBHOOK_ENDED, webhook_ended, WEBHOOKS, "webhook-ended", "停止报文推送", "webhook ended") \
    X(226, USER_PROPOSED, user_proposed, BUREAU, "user-proposed", "提出新增用户或重置密码", "user or new password proposed") \
    X(227, USER_TOTP, user_totp, BUREAU, "user-code-set-up", "启用登录验证码", "sign-in code set up")

#define EVENT_person_registered(N, T, V) \
    N(id_type) N(sex) N(born) N(hukou_region) N(hukou_type) N(residence_region) N(retire_category) N(ethnicity)
#define EVENT_person_changed(N, T, V) N(what) N(value)
/* card: the card whose bank number it is, or 0; cell and commitment are given by registry when it is stored. */
#define EVENT_person_cell(N, T, V) N(field) N(card) N(cell) T(commitment) V(value)
#define EVENT_police_checked(N, T, V) N(match) T(differs)
#define EVENT_relation_made(N, T, V) N(relation) N(kind) N(other) N(from) N(until)
#define EVENT_relation_ended(N, T, V) N(relation)
#define EVENT_death_reported(N, T, V) N(day)
#define EVENT_death_withdrawn(N, T, V) N(day)
#define EVENT_check_failed(N, T, V) N(day) T(command)
#define EVENT_password_granted(N, T, V) N(grant)
#define EVENT_looked(N, T, V) N(role) N(function) T(by) T(org) T(purpose) T(query)
#define EVENT_notice_read(N, T, V) N(notice)
/* lang: in which notices are sent. The e-mail address comes beside it, as a personal value. */
#define EVENT_notice_chosen(N, T, V) N(channel) N(lang)
/* Work that was done in slices and then refused as a whole (core/batch.h): command, and why. */
#define EVENT_unit_work_refused(N, T, V) N(command) T(zh) T(en)
#define EVENT_agency_work_refused(N, T, V) N(command) T(zh) T(en)
/* kind: SUBJECT_UNIT or SUBJECT_INSTITUTION. notice: as unit.notices and agency.notices number it. */
#define EVENT_inbox_read(N, T, V) N(kind) N(org) T(notice)
#define EVENT_restored(N, T, V) N(entry) T(facts) T(reason)
#define EVENT_photo_filed(N, T, V) N(day) T(hash)
#define EVENT_account_opened(N, T, V) \
    N(account) N(region) N(category) N(flexible_kind) N(payer_kind) N(payer) N(insurances) N(from) N(base_fen) N(channel)
#define EVENT_account_stopped(N, T, V) N(account) N(insurances) N(month) N(reason)
#define EVENT_account_resumed(N, T, V) N(account) N(insurances) N(month) N(payer_kind) N(payer)
#define EVENT_account_ended(N, T, V) N(account) N(state)
#define EVENT_transfer_started(N, T, V) N(transfer) N(from_region) N(to_region) N(expected)
#define EVENT_transfer_stepped(N, T, V) N(transfer) N(step) N(amount_fen) N(expected)
#define EVENT_transfer_ended(N, T, V) N(transfer) N(done)
/* from: the second from which it holds, when that is later than the event; 0 = at once. */
#define EVENT_hold_placed(N, T, V) N(cause) N(until) N(evidence) N(unit) T(by) T(note) N(from)
#define EVENT_hold_released(N, T, V) N(cause) T(by)
#define EVENT_hold_asked(N, T, V) N(cause)
#define EVENT_retirement_claimed(N, T, V) N(month)
/* args: the stored form of the command that waits for the second person; opener: who may not review it. */
#define EVENT_case_opened(N, T, V) \
    N(n) N(procedure) N(state) N(cause) N(command) N(opener) N(unit) N(card) N(due) N(region) N(argument) T(args) T(by)
#define EVENT_case_paper(N, T, V) N(n) N(kind) N(copies) N(day) T(hash)
#define EVENT_case_moved(N, T, V) N(n) N(state) N(due) T(by) T(reason)
#define EVENT_card_applied(N, T, V) N(card) N(region) N(bank) N(kind) N(reason) N(channel) N(expected) N(replaces) N(photo_ok) N(fee_paid)
#define EVENT_card_prod(N, T, V) N(card) N(state) N(batch) T(detail)
#define EVENT_card_app(N, T, V) N(card) N(state) N(reason) T(order)
#define EVENT_card_fin(N, T, V) N(card) N(state) T(reason)
#define EVENT_card_pin(N, T, V) N(card) N(state) N(tries)
#define EVENT_card_photo(N, T, V) N(card) N(accepted) N(rejected) T(hash)
#define EVENT_card_made(N, T, V) N(card) N(issued) N(valid_until) N(tries) T(card_no) T(card_id_code) T(atr)
#define EVENT_card_placed(N, T, V) N(card) N(outlet)
#define EVENT_card_handed(N, T, V) N(card) N(receiver) N(other) N(deadline)
#define EVENT_card_activated(N, T, V) N(card) N(channel) N(institution) T(reference)
#define EVENT_card_used(N, T, V) N(card) N(function) N(institution)
#define EVENT_card_lost(N, T, V) N(card) N(kind) N(until) N(channel)
#define EVENT_card_found(N, T, V) N(card) N(lapsed)
#define EVENT_card_elsewhere(N, T, V) N(region) N(live) T(card_no)
#define EVENT_legacy_recorded(N, T, V) N(balance_fen) T(old_card_no)
#define EVENT_legacy_moved(N, T, V) N(state) N(until)
#define EVENT_balance_moved(N, T, V) N(amount_fen) N(card)
/* count: reminders so far while it lies at this outlet; until: the last day it lies there. */
#define EVENT_card_reminded(N, T, V) N(card) N(count) N(until)
/* last_use: the day from which the months without use count; day: on which it will be sealed. */
#define EVENT_dormancy_told(N, T, V) N(card) N(last_use) N(day)
#define EVENT_unit_registered(N, T, V) N(region) N(injury_class) N(injury_float) T(credit_code) T(name)
#define EVENT_institution_registered(N, T, V) \
    N(kind) N(region) T(code) T(name) T(bank_bin) T(licence) T(address) T(phone) T(hours) T(key)
#define EVENT_contract_made(N, T, V) \
    N(person) N(agency) N(basis) N(employer) N(region) N(insurances) N(base_fen) N(service_fee_fen) N(from) N(until)
#define EVENT_contract_ended(N, T, V) N(month)
#define EVENT_batch_made(N, T, V) N(count)
#define EVENT_batch_sent(N, T, V) N(count)
#define EVENT_window_set(N, T, V) N(from) N(until) T(note)
#define EVENT_daily_done(N, T, V) N(day) N(persons) N(left)
/* A set of rules: its number, the SHA-256 of its meaning, the number of the set that it was made from, the file that is
 * new in it, and its files by name and SHA-256 of their texts (core/sets.c). */
#define EVENT_policy_recorded(N, T, V) N(set) T(hash) T(files)
#define EVENT_policy_proposed(N, T, V) N(set) T(hash) N(base) N(proposer) T(region) T(files) T(by)
/* From this entry on the bureau runs by `hash`; before it ran by `before`. */
#define EVENT_policy_approved(N, T, V) N(use) N(set) T(hash) T(before) T(by)
/* accounts: lines of the trial balance at the end of the month; what they turned over since the beginning. */
#define EVENT_month_closed(N, T, V) N(region) N(month) N(accounts) N(debit_fen) N(credit_fen)
/* run: of openings; accounts and total_fen: what this run added, which after an earlier run is the difference. */
#define EVENT_interest_credited(N, T, V) N(region) N(year) N(run) N(rate_ppm) N(provisional) N(accounts) N(total_fen)
/* digest: of the rows that the log of wages keeps under this entry. */
#define EVENT_wage_declared(N, T, V) N(month) N(count) N(total_fen) T(digest)
/* kind: of the sheets (SHEET_KINDS). by: who assessed, as a number that is never two people's. run: the entry of it. */
#define EVENT_levy_assessed(N, T, V) N(region) N(month) N(kind) N(bills) N(lines) N(total_fen) N(by)
#define EVENT_levy_released(N, T, V) N(run) N(region) N(month) N(kind) N(bills) N(lines) N(total_fen)
/* left_fen: what stays with the payer after it. contract: through which it was paid, or 0. */
#define EVENT_unit_paid(N, T, V) N(amount_fen) N(day) N(left_fen)
#define EVENT_payment_received(N, T, V) N(amount_fen) N(day) N(left_fen) N(contract)
/* period: the month or year it is about. input: SHA-256 of the command; policy: of the rules; what is read counts up to
 * this entry. */
#define EVENT_batch_opened(N, T, V) N(command) N(region) N(period) T(input) T(policy)
/* run: the entry that opened it; this one has the result. */
#define EVENT_batch_closed(N, T, V) N(run)
/* What somebody owes who is the payer, as the facts need it: amounts are changes, signed. contract: through which a
 * flexible worker pays, or 0. due: the last day to pay without arrears. */
#define EVENT_bill_issued(N, T, V) N(run) N(contract) N(region) N(month) N(pension_fen) N(medical_fen) N(other_fen) N(due)
/* What a payment settled of one month; of month 0 other_fen is what the bureau holds more for the payer. A
 * reversal is the same with the opposite sign; due then says when a month that is open again was due. */
#define EVENT_bill_settled(N, T, V) N(contract) N(region) N(month) N(pension_fen) N(medical_fen) N(other_fen) N(due)
/* insurances of that month are accepted no more. stops: contributions count as interrupted, with every open month. */
#define EVENT_bills_lapsed(N, T, V) N(contract) N(region) N(month) N(insurances) N(stops)
/* kind: ImportKind. rows: lines that were kept; matched: those that paid a bill at once; held: those that went to
 * suspense. digest: of the lines that the log of money lines keeps under this entry. file: SHA-256 of its bytes. */
#define EVENT_money_file_taken(N, T, V) N(kind) N(rows) N(total_fen) N(matched) N(held) T(digest) T(file)
/* The item is the line (of, line); payer_kind: LedgerOwner; month: of the bill, or MONTH_NONE. */
#define EVENT_suspense_matched(N, T, V) N(of) N(line) N(amount_fen) N(payer_kind) N(payer) N(month)
/* fee_fen: of the amount, what had settled late fees. from, until: the first and last fee period that was paid, 0 = none. */
#define EVENT_unit_payment_reversed(N, T, V) \
    N(amount_fen) N(principal_fen) N(fee_fen) N(day) N(from) N(until) N(entry) T(voucher) T(reason)
#define EVENT_payment_reversed(N, T, V) \
    N(amount_fen) N(principal_fen) N(fee_fen) N(day) N(from) N(until) N(entry) N(contract) T(voucher) T(reason)
#define EVENT_unit_refunded(N, T, V) N(amount_fen) N(left_fen)
#define EVENT_refunded(N, T, V) N(amount_fen) N(left_fen) N(contract)
/* month: of the bill. charged_fen: what was charged with it, so that it stood in the books before it was waived. */
#define EVENT_fee_waived(N, T, V) N(month) N(amount_fen) N(charged_fen) N(percent) N(day) T(notice)
/* The number of an order is that of the entry of this event. */
#define EVENT_payment_ordered(N, T, V) N(region) N(month) N(principal_fen) N(fee_fen) N(deadline)
#define EVENT_enforcement_moved(N, T, V) N(order) N(step) N(deadline) N(day) T(notice)
/* run: of the differences; the entry of this event has the same number. */
#define EVENT_base_adjusted(N, T, V) \
    N(region) N(from) N(until) N(free_until) N(run) N(bills) N(lines) N(total_fen) N(day) T(notice)
/* Client money by contract. left_fen: what the agency holds for the person after it. since: the day from which the money
 * for `next` is held (0: nothing is held); next: the oldest month that is not remitted, or 0; region: of the contract.
 * Of a receipt contribution_fen and fee_fen say what the amount is for, the rest is held ahead; day: of the voucher. */
#define EVENT_agency_received(N, T, V) \
    N(contract) N(amount_fen) N(contribution_fen) N(fee_fen) N(left_fen) N(day) N(since) N(next) N(region)
#define EVENT_agency_remitted(N, T, V) N(contract) N(month) N(contribution_fen) N(fee_fen) N(left_fen) N(since) N(next) N(region)
/* stop: the day on which the account stops by rule if the month is still short. */
#define EVENT_agency_short(N, T, V) N(contract) N(month) N(owed_fen) N(left_fen) N(stop) N(region)
/* since: as the receipt said; month: for which the money was. */
#define EVENT_agency_kept(N, T, V) N(contract) N(left_fen) N(since) N(month)
#define EVENT_agency_refunded(N, T, V) N(contract) N(amount_fen) N(left_fen)
#define EVENT_agency_ended(N, T, V) N(contract) N(month) N(left_fen)
/* since: the last day on which something was remitted, or the account began. */
#define EVENT_agency_silent(N, T, V) N(contract) N(since) N(region)
/* month: the last one that the contract which pays this account covers. */
#define EVENT_account_until(N, T, V) N(account) N(month)
/* since, next, left_fen: as of a receipt, once it is gone. */
#define EVENT_agency_receipt_reversed(N, T, V) \
    N(contract) N(amount_fen) N(left_fen) N(day) N(since) N(next) N(region) N(entry) T(voucher) T(reason)
/* grant: by which it was set; 0: changed by who was signed in. Neither code nor password is ever in an event. */
#define EVENT_password_set(N, T, V) N(grant)
#define EVENT_password_reset(N, T, V) N(grant)
/* A second administrator has to approve it: then follows user-added, or where `again` says 1 user-password-reset. */
#define EVENT_user_proposed(N, T, V) N(role) N(again) N(grant) N(proposer) T(user) T(org) T(by)
#define EVENT_user_added(N, T, V) N(role) N(grant) T(user) T(org) T(by)
/* From then on a code is asked for beside the password (core/totp.h). */
#define EVENT_user_totp(N, T, V) T(user)
#define EVENT_user_granted(N, T, V) N(grant) T(user) T(by)
#define EVENT_user_password(N, T, V) N(grant) T(user)
#define EVENT_user_ended(N, T, V) T(user) T(by)
/* A webhook's number is that of the entry of this event; messages: bits 1 << Message. */
#define EVENT_webhook_made(N, T, V) N(role) N(messages) T(org) T(url)
#define EVENT_webhook_ended(N, T, V) N(webhook)
/* kind: CertKind. from, until: the months that were asked for, 0 = all. What it says of them, and the digest of all that it says
 * (core/cert.h). Its number and code follow from the entry of this event. */
#define EVENT_cert_issued(N, T, V) N(kind) N(from) N(until) N(months) N(employer_fen) N(employee_fen) T(digest)
/* A visit to the counter of a region; time: its instant. The number of an appointment is that of the entry of this event. */
#define EVENT_appointment_booked(N, T, V) N(region) N(matter) N(time)
/* The same again, and which one it was. */
#define EVENT_appointment_cancelled(N, T, V) N(appointment) N(region) N(matter) N(time)
