/* notices_table.h - what follows from an event without anybody writing it: a notice to the person it is about, and
 * messages to banks, factory, terminals and registries (domain.md 7.4). Readers: notices.c (who gets what, texts),
 * journal/derive.c (the tables notice and outbox), manual, tests. Numbers are stored: append, never renumber.
 * A condition sees the event as `e`. In a text {member:form} stands for a member of the event; forms: day, time,
 * month, fen, text, the name of a list of words (cause, procedure, photo, region, ...), or a letter: the number
 * of a thing of this person ("{card:K}" is K17-1). A text says what to do next where something is to be done. */
#pragma once

/*    no. NAME  code  EVENT  member  when  zh  en */
#define NOTICES(X) \
    X(1, NOTICE_REGISTERED, "person-registered", PERSON_REGISTERED, person_registered, true, \
      "您的个人信息已登记。如有错误，请申请更正。", "Your personal data are registered. If anything is wrong, ask for a correction.") \
    X(2, NOTICE_CHANGED, "person-changed", PERSON_CHANGED, person_changed, true, \
      "您的个人信息已变更。如非本人申请，请到窗口核实。", "Your personal data were changed. If you did not ask for it, have it checked at a counter.") \
    X(3, NOTICE_POLICE_DIFFERS, "police-differs", POLICE_CHECKED, police_checked, !e->match, \
      "您的登记信息与公安信息不一致。请带身份证到窗口更正，期间可凭身份证办理急需业务。", \
      "Your data differ from the police record. Bring your identity card to a counter to have them corrected; " \
      "urgent matters can be done there too.") \
    X(4, NOTICE_RELATION, "relation-registered", RELATION_MADE, relation_made, true, \
      "已为您登记代办人（{kind:relation}），编号 {relation:R}。如非本人同意，请到窗口撤销。", \
      "A {kind:relation} may now act for you, number {relation:R}. If you did not agree, have it revoked at a counter.") \
    X(5, NOTICE_RELATION_ENDED, "relation-revoked", RELATION_ENDED, relation_ended, true, \
      "代办关系 {relation:R} 已撤销。", "Relation {relation:R} is revoked: nobody acts for you under it any more.") \
    X(6, NOTICE_DEATH, "death-reported", DEATH_REPORTED, death_reported, true, \
      "已登记死亡（{day:day}）。如登记有误，请带身份证到窗口申请撤销；继承人请带死亡证明办理继承。", \
      "A death on {day:day} is on record. If this is wrong, bring the identity card to a counter; heirs bring " \
      "the death certificate.") \
    X(7, NOTICE_DEATH_WITHDRAWN, "death-withdrawn", DEATH_WITHDRAWN, death_withdrawn, true, \
      "死亡登记已撤销，各项业务恢复。", "The death report is withdrawn; everything is restored.") \
    X(8, NOTICE_CHECK_FAILED, "check-failed", CHECK_FAILED, check_failed, true, \
      "{day:day} 有一次以您的身份办理业务的核验未通过。如非本人操作，请拨打 12333。", \
      "On {day:day} an identity check in your name failed. If it was not you, call 12333.") \
    X(9, NOTICE_PASSWORD, "password-granted", PASSWORD_GRANTED, password_granted, true, \
      "网上密码已授权，凭证号 {grant:G}。请在网上设置密码。", "An online password is granted, number {grant:G}. Set the password online.") \
    X(10, NOTICE_RESTORED, "restored", RESTORED, restored, true, \
      "因经办差错，此前的一项业务已撤销，您的记录已恢复原状。如有疑问，请咨询 12333。", \
      "An earlier act was an official error and is reversed; your record is as it was. Ask 12333 if in doubt.") \
    X(11, NOTICE_ACCOUNT_OPENED, "account-opened", ACCOUNT_OPENED, account_opened, true, \
      "参保登记已办理，编号 {account:J}，参保类别：{category:category}，自 {from:day} 起。", \
      "Your account {account:J} is open ({category:category}), from {from:day}.") \
    X(12, NOTICE_ACCOUNT_STOPPED, "account-stopped", ACCOUNT_STOPPED, account_stopped, true, \
      "账户 {account:J} 自 {month:month} 起停保，原因：{reason:stop}。继续参保请办理续保或以灵活就业身份参保。", \
      "Account {account:J} is stopped from {month:month} ({reason:stop}). To stay insured, resume it or join " \
      "as a flexible worker.") \
    X(13, NOTICE_ACCOUNT_RESUMED, "account-resumed", ACCOUNT_RESUMED, account_resumed, true, \
      "账户 {account:J} 自 {month:month} 起续保。", "Account {account:J} is resumed from {month:month}.") \
    X(14, NOTICE_ACCOUNT_ENDED, "account-ended", ACCOUNT_ENDED, account_ended, true, \
      "账户 {account:J} 已变更为：{state:account}。", "Account {account:J} is now {state:account}.") \
    X(15, NOTICE_TRANSFER_STARTED, "transfer-started", TRANSFER_STARTED, transfer_started, true, \
      "关系转移 {transfer:T} 已受理，预计 {expected:day} 前办结。", "Transfer {transfer:T} is accepted and expected to end by {expected:day}.") \
    X(16, NOTICE_TRANSFER_STEPPED, "transfer-stepped", TRANSFER_STEPPED, transfer_stepped, true, \
      "关系转移 {transfer:T} 进展：{step:transfer}。", "Transfer {transfer:T}: {step:transfer}.") \
    X(17, NOTICE_TRANSFER_DONE, "transfer-done", TRANSFER_ENDED, transfer_ended, e->done, \
      "关系转移 {transfer:T} 已办结。", "Transfer {transfer:T} is complete.") \
    X(18, NOTICE_TRANSFER_CANCELLED, "transfer-cancelled", TRANSFER_ENDED, transfer_ended, !e->done, \
      "关系转移 {transfer:T} 已撤销。", "Transfer {transfer:T} is cancelled.") \
    X(19, NOTICE_HOLD, "hold-placed", HOLD_PLACED, hold_placed, !e->until, \
      "已登记封存：{cause:cause}。受影响的业务和解除办法请查看“为什么不能用”。", \
      "A hold was placed: {cause:cause}. What is affected and every way out stands under \"Why something does not work\".") \
    X(20, NOTICE_HOLD_UNTIL, "hold-placed-until", HOLD_PLACED, hold_placed, e->until, \
      "已登记封存：{cause:cause}，至 {until:time}。受影响的业务和解除办法请查看“为什么不能用”。", \
      "A hold was placed until {until:time}: {cause:cause}. What is affected and every way out stands under " \
      "\"Why something does not work\".") \
    X(21, NOTICE_HOLD_RELEASED, "hold-released", HOLD_RELEASED, hold_released, true, \
      "封存已解除：{cause:cause}。", "A hold is released: {cause:cause}.") \
    X(22, NOTICE_HOLD_ASKED, "hold-asked", HOLD_ASKED, hold_asked, true, \
      "封存（{cause:cause}）已到期，请选择解除、转移或续期。", "The hold ({cause:cause}) has run out: ask to release it, to transfer or to renew it.") \
    X(23, NOTICE_RETIREMENT, "retirement-claimed", RETIREMENT_CLAIMED, retirement_claimed, true, \
      "退休申领已办理，自 {month:month} 起。", "Your retirement is claimed, from {month:month}.") \
    X(24, NOTICE_CASE_OPENED, "case-opened", CASE_OPENED, case_opened, true, \
      "业务 {n:C} 已受理：{procedure:procedure}。", "Case {n:C} is opened: {procedure:procedure}.") \
    X(25, NOTICE_CASE_RETURNED, "case-returned", CASE_MOVED, case_moved, e->state == CASE_RETURNED, \
      "业务 {n:C} 退回补正：{reason:text}。请补齐材料后再次提交。", \
      "Case {n:C} is returned: {reason:text}. Add what is missing and submit it again.") \
    X(26, NOTICE_CASE_APPROVED, "case-approved", CASE_MOVED, case_moved, e->state == CASE_APPROVED, \
      "业务 {n:C} 已批准。", "Case {n:C} is approved.") \
    X(27, NOTICE_CASE_REFUSED, "case-refused", CASE_MOVED, case_moved, e->state == CASE_REFUSED, \
      "业务 {n:C} 未获批准：{reason:text}。不服的可以申请行政复议或提起行政诉讼。", \
      "Case {n:C} is refused: {reason:text}. You may ask for administrative review or go to court.") \
    X(28, NOTICE_CASE_WITHDRAWN, "case-withdrawn", CASE_MOVED, case_moved, e->state == CASE_WITHDRAWN, \
      "业务 {n:C} 已撤回。", "Case {n:C} is withdrawn.") \
    X(29, NOTICE_CARD_APPLIED, "card-applied", CARD_APPLIED, card_applied, true, \
      "社保卡申领 {card:K} 已受理，预计 {expected:day} 前可领取。", \
      "Card application {card:K} is accepted; the card is expected by {expected:day}.") \
    X(30, NOTICE_DATA_REJECTED, "card-data-rejected", CARD_PROD, card_prod, e->state == PROD_DATA_REJECTED, \
      "社保卡申领 {card:K} 信息核验未通过（{detail:text}）。请更正后重新提交。", \
      "The data of application {card:K} did not pass ({detail:text}). Correct them and resubmit.") \
    X(31, NOTICE_PHOTO_PENDING, "card-photo-pending", CARD_PROD, card_prod, e->state == PROD_PHOTO_PENDING, \
      "社保卡申领 {card:K} 的照片不合格，请重新提交照片。", "The photo of application {card:K} cannot be used; hand in another one.") \
    X(32, NOTICE_BANK_REFUSED, "card-bank-refused", CARD_PROD, card_prod, e->state == PROD_BANK_REFUSED, \
      "社保卡申领 {card:K} 银行开户未通过（{detail:text}）。请更正后重新提交，或换一家银行。", \
      "The bank refused the account of application {card:K} ({detail:text}). Correct it and resubmit, or choose another bank.") \
    X(33, NOTICE_AT_OUTLET, "card-at-outlet", CARD_PROD, card_prod, e->state == PROD_AT_OUTLET, \
      "社保卡 {card:K} 已到网点，请带身份证领取。", "Card {card:K} is at the outlet; collect it with your identity card.") \
    X(34, NOTICE_RETURNED, "card-returned", CARD_PROD, card_prod, e->state == PROD_RETURNED, \
      "社保卡 {card:K} 逾期未领已退回，请重新申请领取。", "Card {card:K} was not collected and went back; claim it to have it sent again.") \
    X(35, NOTICE_DESTROYED, "card-destroyed", CARD_PROD, card_prod, e->state == PROD_DESTROYED, \
      "社保卡 {card:K} 因长期未领已销毁，需要时请重新申领。", "Card {card:K} was never collected and is destroyed; apply again if you need one.") \
    X(36, NOTICE_HANDED, "card-handed-over", CARD_HANDED, card_handed, e->deadline, \
      "社保卡 {card:K} 已领取。请在 {deadline:day} 前启用，逾期原医保卡将受限。", \
      "Card {card:K} is handed over. Enable it by {deadline:day}; after that the old medical card is restricted.") \
    X(37, NOTICE_HANDED_OPEN, "card-handed-over-no-limit", CARD_HANDED, card_handed, !e->deadline, \
      "社保卡 {card:K} 已领取。请尽快启用。", "Card {card:K} is handed over. Enable it before you use it.") \
    X(38, NOTICE_ACTIVATED, "card-activated", CARD_ACTIVATED, card_activated, true, \
      "社保卡 {card:K} 已启用。如非本人操作，请立即挂失。", "Card {card:K} is enabled. If it was not you, report it lost at once.") \
    X(39, NOTICE_LOST_TEMPORARY, "card-lost-temporary", CARD_LOST, card_lost, e->kind == LOSS_TEMPORARY && e->until, \
      "社保卡 {card:K} 已临时挂失，至 {until:time} 自动解除。卡片确已丢失的，请在此前办理正式挂失。", \
      "Card {card:K} is reported lost until {until:time}, then it works again. If it is gone, report the loss formally before.") \
    X(40, NOTICE_LOST_FORMAL, "card-lost-formal", CARD_LOST, card_lost, e->kind == LOSS_FORMAL, \
      "社保卡 {card:K} 已正式挂失，请申请补卡。补卡期间可使用医保电子凭证。", \
      "Card {card:K} is formally lost; apply for a reissue. Until then the medical e-voucher works.") \
    X(41, NOTICE_FOUND, "card-found", CARD_FOUND, card_found, !e->lapsed, \
      "社保卡 {card:K} 已解除挂失。", "The loss report of card {card:K} is undone.") \
    X(42, NOTICE_LOSS_LAPSED, "card-loss-lapsed", CARD_FOUND, card_found, e->lapsed, \
      "社保卡 {card:K} 的临时挂失已到期，卡片恢复使用。卡片仍未找到的，请立即办理正式挂失。", \
      "The temporary loss of card {card:K} has run out and the card works again. If it is still missing, " \
      "report it formally at once.") \
    X(43, NOTICE_LOCKED, "card-locked", CARD_APP, card_app, e->state == APP_LOCKED, \
      "社保卡 {card:K} 已锁定，请咨询 12333。", "Card {card:K} is locked; ask 12333.") \
    X(44, NOTICE_UNLOCKED, "card-unlocked", CARD_APP, card_app, e->state == APP_NORMAL && e->order.n, \
      "社保卡 {card:K} 已解锁。", "Card {card:K} is unlocked.") \
    X(45, NOTICE_CANCELLED, "card-cancelled", CARD_APP, card_app, e->state == APP_CANCELLED, \
      "社保卡 {card:K} 已注销，原因：{reason:cancel}。", "Card {card:K} is cancelled ({reason:cancel}).") \
    X(46, NOTICE_PIN_LOCKED, "card-pin-locked", CARD_PIN, card_pin, e->state == PIN_LOCKED, \
      "社保卡 {card:K} 的密码已锁定，请带身份证到窗口或银行解锁。", \
      "The PIN of card {card:K} is locked; bring your identity card to a counter or the bank.") \
    X(47, NOTICE_COUNTER_ONLY, "card-counter-only", CARD_FIN, card_fin, e->state == FIN_COUNTER_ONLY, \
      "社保卡 {card:K} 的金融账户长期未用，现仅限柜面办理，请到银行重新核验。", \
      "The bank account of card {card:K} was not used for long and works at the counter only; have it verified at the bank.") \
    X(48, NOTICE_LEGACY_RESTRICTED, "legacy-restricted", LEGACY_MOVED, legacy_moved, e->state == LEGACY_RESTRICTED, \
      "原医保卡已受限。启用新社保卡后，余额自动划转，功能恢复。", \
      "Your old medical card is restricted. Enable the new card: the balance moves by itself and everything works again.") \
    X(49, NOTICE_LEGACY_RETIRED, "legacy-retired", LEGACY_MOVED, legacy_moved, e->state == LEGACY_RETIRED, \
      "原医保卡已停用，请使用新社保卡。", "Your old medical card is retired; use the new card.") \
    X(50, NOTICE_BALANCE, "balance-moved", BALANCE_MOVED, balance_moved, true, \
      "原医保卡余额 {amount_fen:fen} 元已划转到新社保卡。", "The balance of {amount_fen:fen} yuan has moved to the new card.") \
    X(51, NOTICE_UNCLAIMED, "card-unclaimed", CARD_REMINDED, card_reminded, true, \
      "社保卡 {card:K} 仍在网点待领，请在 {until:day} 前带身份证领取，逾期将退回卡中心。", \
      "Card {card:K} still waits for you at the outlet; collect it with your identity card by {until:day}, " \
      "then it goes back to the card centre.") \
    X(52, NOTICE_DORMANCY, "card-dormant-soon", DORMANCY_TOLD, dormancy_told, true, \
      "社保卡 {card:K} 自 {last_use:day} 后未使用，{day:day} 起将因长期未用封存。在此前使用一次即可避免。", \
      "Card {card:K} has not been used since {last_use:day} and will be sealed as dormant on {day:day}. " \
      "Use it once before and nothing happens.") \
    X(60, NOTICE_PAYMENT, "payment-received", PAYMENT_RECEIVED, payment_received, true, \
      "{day:day} 收到缴费 {amount_fen:fen} 元。", "On {day:day} a payment of {amount_fen:fen} yuan was received.") \
    X(70, NOTICE_BILL, "bill-issued", BILL_ISSUED, bill_issued, e->pension_fen > 0 || e->medical_fen > 0 || e->other_fen > 0, \
      "您 {month:month} 的社会保险费已核定，请在 {due:day} 前缴纳，逾期医保待遇自次月起停止。金额请查询应缴明细。", \
      "Your contributions for {month:month} are assessed; pay them by {due:day}, or medical cover rests from the month after. " \
      "The amounts stand in your statement.") \
    X(71, NOTICE_BILLS_LAPSED, "bills-lapsed", BILLS_LAPSED, bills_lapsed, true, \
      "您 {month:month} 的社会保险费已超过补缴期，不再接受补缴。停保的请办理续保。", \
      "Your contributions for {month:month} can no longer be made up. If your account is suspended, resume it.") \
    X(72, NOTICE_PART_RETURNED, "part-returned", BILL_SETTLED, bill_settled, !e->month && e->due && e->other_fen > 0, \
      "您已缴的 {other_fen:fen} 元不足以缴清已过补缴期的月份，已转为您的预存款：抵扣以后的应缴，也可以申请退费。", \
      "{other_fen:fen} yuan that you paid did not make whole what can no longer be made up. They lie here for you: they count against " \
      "what you owe next, or are refunded if you ask.") \
    X(194, NOTICE_PAYMENT_REVERSED, "payment-reversed", PAYMENT_REVERSED, payment_reversed, true, \
      "缴费 {amount_fen:fen} 元的登记有误，已冲正：{reason:text}。应缴金额恢复到登记以前。", \
      "A payment of {amount_fen:fen} yuan was recorded wrongly and is reversed: {reason:text}. What is owed is as before.") \
    X(196, NOTICE_REFUNDED, "refunded", REFUNDED, refunded, true, \
      "退费 {amount_fen:fen} 元已办理，款项退回您提供的银行账号。", \
      "A refund of {amount_fen:fen} yuan is made to the bank account that you gave.") \
    X(201, NOTICE_CHANNEL, "notice-channel", NOTICE_CHOSEN, notice_chosen, true, \
      "通知方式已设为：{channel:channel}。如非本人操作，请拨打 12333。", "Notices now reach you so: {channel:channel}. If it was not you, call 12333.") \
    X(203, NOTICE_AGENCY_RECEIVED, "agency-received", AGENCY_RECEIVED, agency_received, true, \
      "代理机构登记 {day:day} 收到您 {amount_fen:fen} 元（协议 {contract:contract}）：社会保险费 {contribution_fen:fen} 元，服务费 " \
      "{fee_fen:fen} 元，其余预存。与您实际交付的不符，请带凭据到窗口反映。", \
      "The agency says that it received {amount_fen:fen} yuan from you on {day:day} (contract {contract:contract}): " \
      "{contribution_fen:fen} contributions, {fee_fen:fen} service fee, the rest held ahead. If you paid another amount, bring your " \
      "receipt to a counter.") \
    X(204, NOTICE_AGENCY_REMITTED, "agency-remitted", AGENCY_REMITTED, agency_remitted, true, \
      "代理机构已为您缴纳 {month:month} 社会保险费 {contribution_fen:fen} 元，收服务费 {fee_fen:fen} 元，尚存 {left_fen:fen} 元。", \
      "The agency has paid {contribution_fen:fen} yuan of contributions for {month:month} and took a fee of {fee_fen:fen}; it holds " \
      "{left_fen:fen} yuan for you.") \
    X(205, NOTICE_AGENCY_SHORT, "agency-short", AGENCY_SHORT, agency_short, true, \
      "{month:month} 社会保险费应缴 {owed_fen:fen} 元，代理机构只持有您 {left_fen:fen} 元，当月未缴。请在 {stop:day} 前补足，否则停保。", \
      "{owed_fen:fen} yuan are due for {month:month} but the agency holds only {left_fen:fen} of yours: nothing was paid. Make up the " \
      "difference before {stop:day}, or the account stops.") \
    X(206, NOTICE_AGENCY_KEPT, "agency-kept", AGENCY_KEPT, agency_kept, true, \
      "代理机构自 {since:day} 起持有您 {left_fen:fen} 元（协议 {contract:contract}），{month:month} 社会保险费至今未缴。请查看代理账户" \
      "（agency.account）并向机构追问；可拨打 12333 投诉，或终止协议后自行缴费。", \
      "The agency has held {left_fen:fen} yuan of yours since {since:day} (contract {contract:contract}) and has not paid for " \
      "{month:month}. See agency.account and ask the agency; complain at 12333, or end the contract and pay by yourself.") \
    X(207, NOTICE_AGENCY_REFUNDED, "agency-refunded", AGENCY_REFUNDED, agency_refunded, true, \
      "代理协议 {contract:contract} 已结清，机构应退还您 {amount_fen:fen} 元。没有收到退款的，请拨打 12333 投诉。", \
      "Agency contract {contract:contract} is settled: the agency must give you back {amount_fen:fen} yuan. If it does not reach you, " \
      "complain at 12333.") \
    X(208, NOTICE_AGENCY_ENDED, "agency-ended", AGENCY_ENDED, agency_ended, true, \
      "代理协议 {contract:contract} 终止，机构缴费至 {month:month}。次月起可由本人或新的缴费主体续保（account.resume），不会断缴。", \
      "Agency contract {contract:contract} ends; the agency pays through {month:month}. From the next month on you or a new payer go " \
      "on (account.resume) without a gap.") \
    X(209, NOTICE_AGENCY_SILENT, "agency-silent", AGENCY_SILENT, agency_silent, true, \
      "自 {since:day} 起，没有代理机构为您缴费或收款的记录（协议 {contract:contract}）。您若已把钱交给机构，请带凭据到窗口反映或拨打 " \
      "12333；也可终止协议后自行缴费。", \
      "Since {since:day} the agency has recorded neither money of yours nor a payment (contract {contract:contract}). If you paid it, " \
      "bring your receipt to a counter or call 12333; you may also end the contract and pay by yourself.") \
    X(210, NOTICE_AGENCY_RECEIPT_REVERSED, "agency-receipt-reversed", AGENCY_RECEIPT_REVERSED, agency_receipt_reversed, true, \
      "代理机构登记的收款 {amount_fen:fen} 元有误，已冲正：{reason:text}（协议 {contract:contract}）。机构现代存 {left_fen:fen} 元；您确实交付了" \
      "这笔款的，请带凭据到窗口反映。", \
      "A receipt of {amount_fen:fen} yuan that the agency had recorded is reversed: {reason:text} (contract {contract:contract}). It holds " \
      "{left_fen:fen} yuan now; if you did pay it, bring your proof to a counter.") \
    X(214, NOTICE_PASSWORD_SET, "password-set", PASSWORD_SET, password_set, true, \
      "网上密码已设置。如非本人操作，请立即到税务机关重置，并拨打 12333。", \
      "Your online password was set. If it was not you, have it reset at a tax office at once and call 12333.") \
    X(215, NOTICE_PASSWORD_RESET, "password-reset", PASSWORD_RESET, password_reset, true, \
      "网上密码已重置，原密码停用，新凭证号 {grant:G}。如非本人申请，请立即拨打 12333。", \
      "Your online password was reset: the old one has ended, the new grant is {grant:G}. If you did not ask for it, call 12333 at once.") \
    X(221, NOTICE_APPOINTMENT, "appointment-booked", APPOINTMENT_BOOKED, appointment_booked, true, \
      "已预约 {time:time} 到窗口（地区 {region:region}）办理：{matter:matter}。要带的材料见“我的预约”；不能来的，请提前取消。", \
      "A visit to the counter (region {region:region}) is booked for {time:time}: {matter:matter}. The papers to bring stand under " \
      "\"My appointments\"; if you cannot come, cancel it there before.") \
    X(222, NOTICE_APPOINTMENT_CANCELLED, "appointment-cancelled", APPOINTMENT_CANCELLED, appointment_cancelled, true, \
      "{time:time} 的窗口预约（地区 {region:region}，{matter:matter}）已取消。如非本人操作，请重新预约或拨打 12333。", \
      "Your visit to the counter (region {region:region}) at {time:time} is cancelled: {matter:matter}. If it was not you, book again or " \
      "call 12333.")

/* Notices after which something stops, or that somebody else may have caused: outside the inbox they say that they are
 * important. */
#define IMPORTANT_NOTICES(X) \
    X(NOTICE_CHANGED) X(NOTICE_POLICE_DIFFERS) X(NOTICE_RELATION) X(NOTICE_DEATH) X(NOTICE_CHECK_FAILED) X(NOTICE_ACCOUNT_STOPPED) \
    X(NOTICE_HOLD) X(NOTICE_HOLD_UNTIL) X(NOTICE_HOLD_ASKED) X(NOTICE_CASE_RETURNED) X(NOTICE_RETURNED) X(NOTICE_HANDED) \
    X(NOTICE_ACTIVATED) X(NOTICE_LOST_TEMPORARY) X(NOTICE_LOST_FORMAL) X(NOTICE_LOSS_LAPSED) X(NOTICE_LOCKED) X(NOTICE_CANCELLED) \
    X(NOTICE_PIN_LOCKED) X(NOTICE_LEGACY_RESTRICTED) X(NOTICE_UNCLAIMED) X(NOTICE_DORMANCY) X(NOTICE_BILLS_LAPSED) \
    X(NOTICE_CHANNEL) X(NOTICE_AGENCY_SHORT) X(NOTICE_AGENCY_KEPT) X(NOTICE_AGENCY_ENDED) X(NOTICE_AGENCY_SILENT) \
    X(NOTICE_PASSWORD_SET) X(NOTICE_PASSWORD_RESET) X(NOTICE_APPOINTMENT_CANCELLED)

/* Messages that leave the bureau. ACCOUNT_OPEN_REQ goes to the bank of the card, MAKE_TASK to the factory,
 * ACTIVATION, LOSS, UNLOSS and CANCEL to the bank and the national registry, BLACKLIST_DELTA to the terminals,
 * STATUS to the national registry, TRANSFER to the other bureau, DAILY_RECON to every partner, AGENCY_SHORT to the agency of the
 * contract. */
/*    no. NAME  code  zh  en */
#define MESSAGES(X) \
    X(1, MESSAGE_ACCOUNT_OPEN_REQ, "ACCOUNT_OPEN_REQ", "银行开户请求", "request to open the bank account") \
    X(2, MESSAGE_MAKE_TASK, "MAKE_TASK", "制卡任务", "task to make cards") \
    X(3, MESSAGE_ACTIVATION, "ACTIVATION", "启用通知", "card enabled") \
    X(4, MESSAGE_LOSS, "LOSS", "挂失同步", "loss reported") \
    X(5, MESSAGE_UNLOSS, "UNLOSS", "解挂同步", "loss undone") \
    X(6, MESSAGE_CANCEL, "CANCEL", "注销同步", "card cancelled") \
    X(7, MESSAGE_BLACKLIST_DELTA, "BLACKLIST_DELTA", "黑名单增量", "change of the black list") \
    X(8, MESSAGE_STATUS, "STATUS", "状态同步", "state of the card") \
    X(9, MESSAGE_TRANSFER, "TRANSFER", "关系转移报文", "transfer of a relation") \
    X(10, MESSAGE_DAILY_RECON, "DAILY_RECON", "每日对账", "daily reconciliation") \
    X(11, MESSAGE_AGENCY_SHORT, "AGENCY_SHORT", "代理缴费不足通知", "client money does not cover a month")

/* The type of a line of the black list; in other messages 0. */
enum {
    BLACKLIST_DEATH = 1, BLACKLIST_LOSS = 2, BLACKLIST_LOSS_ORAL = 3, BLACKLIST_LOCK = 4, BLACKLIST_UNLOCK = 5,
    BLACKLIST_CANCELLED = 99
};

/* In the order in which they leave. Whatever takes a card off the black list is an UNLOCK.
 *    EVENT  member  when  message  type */
#define OUTGOING(X) \
    X(CARD_PROD, card_prod, e->state == PROD_BANK_REQUESTED, MESSAGE_ACCOUNT_OPEN_REQ, 0) \
    X(BATCH_SENT, batch_sent, true, MESSAGE_MAKE_TASK, 0) \
    X(CARD_MADE, card_made, true, MESSAGE_STATUS, 0) \
    X(CARD_HANDED, card_handed, true, MESSAGE_STATUS, 0) \
    X(CARD_ACTIVATED, card_activated, true, MESSAGE_ACTIVATION, 0) \
    X(CARD_LOST, card_lost, true, MESSAGE_LOSS, 0) \
    X(CARD_LOST, card_lost, e->kind == LOSS_FORMAL, MESSAGE_BLACKLIST_DELTA, BLACKLIST_LOSS) \
    X(CARD_LOST, card_lost, e->kind == LOSS_TEMPORARY, MESSAGE_BLACKLIST_DELTA, BLACKLIST_LOSS_ORAL) \
    X(CARD_FOUND, card_found, true, MESSAGE_UNLOSS, 0) \
    X(CARD_FOUND, card_found, true, MESSAGE_BLACKLIST_DELTA, BLACKLIST_UNLOCK) \
    X(CARD_APP, card_app, e->state == APP_LOCKED, MESSAGE_BLACKLIST_DELTA, BLACKLIST_LOCK) \
    X(CARD_APP, card_app, e->state == APP_NORMAL && e->order.n, MESSAGE_BLACKLIST_DELTA, BLACKLIST_UNLOCK) \
    X(CARD_APP, card_app, e->state == APP_CANCELLED, MESSAGE_CANCEL, 0) \
    X(CARD_APP, card_app, e->state == APP_CANCELLED, MESSAGE_BLACKLIST_DELTA, BLACKLIST_CANCELLED) \
    X(DEATH_REPORTED, death_reported, true, MESSAGE_BLACKLIST_DELTA, BLACKLIST_DEATH) \
    X(DEATH_WITHDRAWN, death_withdrawn, true, MESSAGE_BLACKLIST_DELTA, BLACKLIST_UNLOCK) \
    X(RESTORED, restored, true, MESSAGE_STATUS, 0) \
    X(TRANSFER_STARTED, transfer_started, true, MESSAGE_TRANSFER, 0) \
    X(TRANSFER_ENDED, transfer_ended, true, MESSAGE_TRANSFER, 0) \
    X(DAILY_DONE, daily_done, true, MESSAGE_DAILY_RECON, 0) \
    X(AGENCY_SHORT, agency_short, true, MESSAGE_AGENCY_SHORT, 0)

/* Who may have a message sent to an address of theirs, and of which cards: OWN of those that their bank issues, ALL of
 * everybody's. Read by act/webhook.c.
 *    message  roles  whose */
#define MESSAGE_TAKERS(X) \
    X(MESSAGE_ACCOUNT_OPEN_REQ, R(BANK), OWN) \
    X(MESSAGE_MAKE_TASK, R(FACTORY), ALL) \
    X(MESSAGE_ACTIVATION, R(BANK), OWN) X(MESSAGE_ACTIVATION, R(CENTRE), ALL) \
    X(MESSAGE_LOSS, R(BANK), OWN) X(MESSAGE_LOSS, R(CENTRE), ALL) \
    X(MESSAGE_UNLOSS, R(BANK), OWN) X(MESSAGE_UNLOSS, R(CENTRE), ALL) \
    X(MESSAGE_CANCEL, R(BANK), OWN) X(MESSAGE_CANCEL, R(CENTRE), ALL) \
    X(MESSAGE_BLACKLIST_DELTA, R(HOSPITAL) | R(PHARMACY) | R(BANK) | R(CENTRE), ALL) \
    X(MESSAGE_STATUS, R(CENTRE), ALL) \
    X(MESSAGE_TRANSFER, R(CENTRE), ALL) \
    X(MESSAGE_DAILY_RECON, R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(CENTRE), ALL)
