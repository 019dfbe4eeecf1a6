/* moves_table.h - everything that can be done to a card, once: from which states, by whom, with which papers, to
 * which states. Readers: decide (rules.c), the guide's search, buttons, docs, and a test of every cell. What is not
 * a row here is refused with wrong-state. The attributes move on their own; a mask of states lists those from which
 * the move is possible, ANY all of them, NONE that there is no card (or not yet that attribute); to: 0 = unchanged.
 *
 * variant: apply - kind; photo - 1 new photo, 2 accepted, 3 rejected; data-check - 1 passed, 2 failed; hand-over -
 * receiver; activate - channel; lose - kind; pin - event; others 0.
 * all: each of these papers (ID_CARD stands for what proves the person's identity); any: one of these.
 * visit: the person must come. days: how long the next step may take, in working days. */
#pragma once

#define IN_PROD(state) (1u << PROD_##state)
#define IN_APP(state) (1u << APP_##state)
#define IN_FIN(state) (1u << FIN_##state)
#define IN_PIN(state) (1u << PIN_##state)
#define IN_NONE 1u
#define IN_ANY ~0u
#define IN_ENABLED_OR_NOT (IN_APP(SEALED) | IN_APP(NORMAL))
/* Cards that exist as plastic: what can be cancelled. */
#define IN_EXISTING (IN_PROD(MADE) | IN_PROD(SHIPPED) | IN_PROD(AT_OUTLET) | IN_PROD(RETURNED) | IN_PROD(HANDED_OVER))
#define IN_USABLE_PIN (IN_PIN(INITIAL) | IN_PIN(SET))
#define R_OUTLET (R(BANK) | R(CLERK) | R(UNIT) | R(AGENCY))
#define R_LOSS_IN_PERSON (R_SELF | R(BANK) | R(CLERK))
#define R_PIN (R(HOSPITAL) | R(PHARMACY) | R(BANK) | R(KIOSK) | R(CLERK))
#define NO_DAYS POLICY_KEY_END

/*    no. command, variant, from: production, application, bank function, PIN, to: the same four, roles,
 *        papers all, any, visit, days, law, zh, en */
#define CARD_MOVES(X) \
    X(1, CMD_CARD_APPLY, CARD_FIRST, IN_NONE, IN_NONE, IN_NONE, IN_NONE, PROD_APPLIED, 0, 0, 0, R_APPLY, PAPER(ID_CARD), 0, false, \
      KEY_CARD_MAKE_WORKDAYS, "人社部发〔2011〕47号", "首次申领", "apply for a first card") \
    X(2, CMD_CARD_APPLY, CARD_FIRST, IN_PROD(HANDED_OVER), IN_APP(CANCELLED), IN_ANY, IN_ANY, PROD_APPLIED, 0, 0, 0, R_APPLY, PAPER(ID_CARD), 0, \
      false, KEY_CARD_MAKE_WORKDAYS, "人社部发〔2011〕47号", "原卡注销后重新申领", "apply anew after a cancelled card") \
    X(3, CMD_CARD_APPLY, CARD_REISSUE, IN_PROD(HANDED_OVER), IN_APP(LOST_FORMAL), IN_ANY, IN_ANY, PROD_APPLIED, 0, 0, 0, R_APPLY, PAPER(ID_CARD), \
      PAPERS_FEE, false, KEY_CARD_REISSUE_WORKDAYS, "人社部发〔2011〕47号", "正式挂失后补卡", "replace a card lost in writing") \
    X(4, CMD_CARD_APPLY, CARD_EXCHANGE, IN_PROD(HANDED_OVER), IN_APP(NORMAL), IN_ANY, IN_ANY, PROD_APPLIED, 0, 0, 0, R_APPLY, \
      PAPER(ID_CARD) | PAPER(SOCIAL_CARD), 0, false, KEY_CARD_REISSUE_WORKDAYS, "人社部发〔2011〕47号", "换卡", "exchange a card") \
    X(5, CMD_CARD_APPLY, CARD_EXCHANGE, IN_PROD(HANDED_OVER), IN_APP(SEALED), IN_ANY, IN_ANY, PROD_APPLIED, 0, 0, 0, R_APPLY, \
      PAPER(ID_CARD) | PAPER(SOCIAL_CARD), 0, false, KEY_CARD_REISSUE_WORKDAYS, "人社部发〔2011〕47号", "到期未启用的卡换卡", \
      "exchange a card that expired before it was enabled") \
    X(6, CMD_CARD_PHOTO, MOVE_PHOTO_NEW, IN_PROD(APPLIED) | IN_PROD(PHOTO_PENDING), IN_NONE, IN_ANY, IN_ANY, PROD_APPLIED, 0, 0, 0, \
      R_SELF | R(KIOSK) | R(ONLINE) | R(CLERK), 0, 0, false, NO_DAYS, "人社厅发〔2014〕20号", "提交照片", "hand in a photo") \
    X(7, CMD_CARD_PHOTO, MOVE_PHOTO_ACCEPTED, IN_PROD(APPLIED) | IN_PROD(PHOTO_PENDING), IN_NONE, IN_ANY, IN_ANY, PROD_APPLIED, 0, 0, 0, R(CENTRE), \
      0, 0, false, NO_DAYS, "人社厅发〔2014〕20号", "照片合格", "accept the photo") \
    X(8, CMD_CARD_PHOTO, MOVE_PHOTO_REJECTED, IN_PROD(APPLIED), IN_NONE, IN_ANY, IN_ANY, PROD_PHOTO_PENDING, 0, 0, 0, R(CENTRE), 0, 0, false, NO_DAYS, \
      "人社厅发〔2014〕20号", "照片不合格", "reject the photo") \
    X(9, CMD_CARD_DATA_CHECK, MOVE_CHECK_PASSED, IN_PROD(APPLIED), IN_NONE, IN_ANY, IN_ANY, PROD_BANK_REQUESTED, 0, 0, 0, R(CENTRE), 0, 0, false, NO_DAYS, \
      "人社厅发〔2014〕20号", "信息核验通过", "data check passed") \
    X(10, CMD_CARD_DATA_CHECK, MOVE_CHECK_FAILED, IN_PROD(APPLIED), IN_NONE, IN_ANY, IN_ANY, PROD_DATA_REJECTED, 0, 0, 0, R(CENTRE), 0, 0, false, NO_DAYS, \
      "人社厅发〔2014〕20号", "信息核验未通过", "data check failed") \
    X(11, CMD_CARD_RESUBMIT, 0, IN_PROD(DATA_REJECTED), IN_NONE, IN_ANY, IN_ANY, PROD_APPLIED, 0, 0, 0, R(CLERK) | R_SELF | R(ONLINE), 0, 0, false, NO_DAYS, \
      "人社厅发〔2014〕20号", "更正后重新提交", "resubmit with corrected data") \
    X(12, CMD_CARD_RESUBMIT, 0, IN_PROD(BANK_REFUSED), IN_NONE, IN_ANY, IN_ANY, PROD_BANK_REQUESTED, 0, 0, 0, R(CLERK) | R_SELF | R(ONLINE), 0, 0, false, \
      NO_DAYS, "人社厅发〔2014〕20号", "补充后重新请求开户", "ask the bank again") \
    X(13, CMD_CARD_BANK_OPENED, 0, IN_PROD(BANK_REQUESTED), IN_NONE, IN_ANY, IN_ANY, PROD_BANK_OPENED, 0, FIN_OPEN_INACTIVE, 0, R(BANK), 0, 0, false, \
      NO_DAYS, "人社部发〔2011〕83号", "银行开户成功", "bank account opened") \
    X(14, CMD_CARD_BANK_REFUSED, 0, IN_PROD(BANK_REQUESTED), IN_NONE, IN_ANY, IN_ANY, PROD_BANK_REFUSED, 0, 0, 0, R(BANK), 0, 0, false, NO_DAYS, \
      "人社部发〔2011〕83号", "银行拒绝开户", "bank account refused") \
    X(15, CMD_CARD_BATCH, 0, IN_PROD(BANK_OPENED) | IN_PROD(MAKE_FAILED), IN_NONE, IN_ANY, IN_ANY, PROD_BATCHED, 0, 0, 0, R(CENTRE), 0, 0, false, NO_DAYS, \
      "人社厅发〔2014〕20号", "制卡组批", "put in a batch") \
    X(16, CMD_CARD_SEND, 0, IN_PROD(BATCHED), IN_NONE, IN_ANY, IN_ANY, PROD_MAKING, 0, 0, 0, R(CENTRE), 0, 0, false, NO_DAYS, "人社厅发〔2014〕20号", \
      "发送制卡", "send to the factory") \
    X(17, CMD_CARD_MADE, 0, IN_PROD(MAKING), IN_NONE, IN_ANY, IN_ANY, PROD_MADE, APP_SEALED, 0, PIN_INITIAL, R(FACTORY), 0, 0, false, NO_DAYS, \
      "LD/T 32-2015", "制卡成功", "card made") \
    X(18, CMD_CARD_MAKE_FAILED, 0, IN_PROD(MAKING), IN_NONE, IN_ANY, IN_ANY, PROD_MAKE_FAILED, 0, 0, 0, R(FACTORY), 0, 0, false, NO_DAYS, \
      "人社厅发〔2014〕20号", "制卡失败", "making failed") \
    X(19, CMD_CARD_SHIP, 0, IN_PROD(MADE), IN_APP(SEALED), IN_ANY, IN_ANY, PROD_SHIPPED, 0, 0, 0, R(CENTRE), 0, 0, false, NO_DAYS, "人社厅发〔2014〕20号", \
      "发运", "ship to an outlet") \
    X(20, CMD_CARD_RECEIVE, 0, IN_PROD(SHIPPED), IN_APP(SEALED), IN_ANY, IN_ANY, PROD_AT_OUTLET, 0, 0, 0, R_OUTLET, 0, 0, false, NO_DAYS, \
      "人社厅发〔2014〕20号", "网点收卡", "receive at the outlet") \
    X(21, CMD_CARD_RETURN, 0, IN_PROD(AT_OUTLET), IN_APP(SEALED), IN_ANY, IN_ANY, PROD_RETURNED, 0, 0, 0, R(CENTRE), 0, 0, false, NO_DAYS, \
      "人社厅发〔2014〕20号", "逾期未领退回", "return an unclaimed card") \
    X(22, CMD_CARD_CLAIM, 0, IN_PROD(RETURNED), IN_APP(SEALED), IN_ANY, IN_ANY, PROD_SHIPPED, 0, 0, 0, R(CLERK) | R(HOLDER), PAPER(ID_CARD), 0, true, NO_DAYS, \
      "人社厅发〔2014〕20号", "申请领取已退回的卡", "claim a returned card") \
    X(23, CMD_CARD_DESTROY, 0, IN_PROD(RETURNED), IN_APP(SEALED), IN_ANY, IN_ANY, PROD_DESTROYED, APP_CANCELLED, 0, 0, R(CENTRE), 0, 0, false, \
      KEY_CASE_DESTROY_CARD, "人社厅发〔2014〕20号", "销毁未领卡", "destroy an unclaimed card") \
    X(24, CMD_CARD_HAND_OVER, TO_HOLDER, IN_PROD(AT_OUTLET), IN_APP(SEALED), IN_ANY, IN_ANY, PROD_HANDED_OVER, 0, 0, 0, R_OUTLET, PAPER(ID_CARD), 0, true, \
      NO_DAYS, "人社部发〔2011〕47号", "本人领卡", "hand over to the holder") \
    X(25, CMD_CARD_HAND_OVER, TO_GUARDIAN, IN_PROD(AT_OUTLET), IN_APP(SEALED), IN_ANY, IN_ANY, PROD_HANDED_OVER, 0, 0, 0, R_OUTLET, \
      PAPER(HOUSEHOLD_REGISTER), 0, false, NO_DAYS, "人社部发〔2011〕47号", "监护人代领", "hand over to the guardian") \
    X(26, CMD_CARD_HAND_OVER, TO_PROXY, IN_PROD(AT_OUTLET), IN_APP(SEALED), IN_ANY, IN_ANY, PROD_HANDED_OVER, 0, 0, 0, R_OUTLET, \
      PAPER(ID_CARD) | PAPER(POWER_OF_ATTORNEY), 0, false, NO_DAYS, "人社部发〔2011〕47号", "代理人代领", "hand over to a proxy") \
    X(27, CMD_CARD_ACTIVATE, CHANNEL_BANK_COUNTER, IN_PROD(AT_OUTLET) | IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, PROD_HANDED_OVER, \
      APP_NORMAL, FIN_ACTIVE, PIN_SET, R(BANK), PAPER(ID_CARD) | PAPER(SOCIAL_CARD), 0, true, NO_DAYS, "人社部发〔2011〕83号", "银行柜面启用", \
      "activate at the bank's counter") \
    X(28, CMD_CARD_ACTIVATE, CHANNEL_BANK_NOTICE, IN_PROD(AT_OUTLET), IN_APP(SEALED), IN_ANY, IN_ANY, 0, 0, FIN_ACTIVE, 0, R(BANK), 0, 0, false, NO_DAYS, \
      "人社部发〔2011〕83号", "领卡前金融功能已激活", "bank function activated before the card is handed over") \
    X(29, CMD_CARD_ACTIVATE, CHANNEL_BANK_NOTICE, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, 0, APP_NORMAL, FIN_ACTIVE, 0, R(BANK), 0, 0, \
      false, NO_DAYS, "人社部发〔2011〕83号", "银行报文启用", "activate by the bank's message") \
    X(30, CMD_CARD_ACTIVATE, CHANNEL_HOSPITAL, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, 0, APP_NORMAL, 0, 0, R(HOSPITAL), 0, 0, true, \
      NO_DAYS, "人社厅发〔2014〕52号", "首次就医启用", "activate at the first hospital registration") \
    X(31, CMD_CARD_ACTIVATE, CHANNEL_PHARMACY, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, 0, APP_NORMAL, 0, 0, R(PHARMACY), 0, 0, true, \
      NO_DAYS, "人社厅发〔2014〕52号", "药店新旧卡启用", "activate at a pharmacy with the old card") \
    X(32, CMD_CARD_ACTIVATE, CHANNEL_HOTLINE, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, 0, APP_NORMAL, 0, 0, R(HOTLINE), 0, 0, false, \
      NO_DAYS, "人社厅发〔2014〕52号", "12333 启用", "activate by telephone") \
    X(33, CMD_CARD_ACTIVATE, CHANNEL_KIOSK, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, 0, APP_NORMAL, 0, 0, R(KIOSK), \
      PAPER(ID_CARD) | PAPER(FACE), 0, true, NO_DAYS, "人社厅发〔2014〕52号", "自助终端启用", "activate at a kiosk") \
    X(34, CMD_CARD_ACTIVATE, CHANNEL_ONLINE, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, 0, APP_NORMAL, 0, 0, R(ONLINE), PAPER(FACE), 0, \
      false, NO_DAYS, "人社厅发〔2014〕52号", "网上启用", "activate online") \
    X(35, CMD_CARD_ACTIVATE, CHANNEL_COUNTER, IN_PROD(AT_OUTLET) | IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, PROD_HANDED_OVER, APP_NORMAL, \
      0, 0, R(CLERK), PAPER(ID_CARD) | PAPER(SOCIAL_CARD), 0, true, NO_DAYS, "人社厅发〔2014〕52号", "经办窗口启用", "activate at the bureau's counter") \
    X(36, CMD_CARD_LOSE, LOSS_TEMPORARY, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, 0, APP_LOST_TEMPORARY, 0, 0, R_LOSS, 0, 0, false, \
      NO_DAYS, "人社部发〔2011〕47号", "临时挂失", "report lost for the time being") \
    X(37, CMD_CARD_LOSE, LOSS_FORMAL, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT | IN_APP(LOST_TEMPORARY), IN_ANY, IN_ANY, 0, APP_LOST_FORMAL, 0, 0, \
      R_LOSS_IN_PERSON, PAPER(ID_CARD), 0, true, NO_DAYS, "人社部发〔2011〕47号", "正式挂失", "report lost in writing") \
    X(38, CMD_CARD_LOSE, LOSS_FORMAL, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT | IN_APP(LOST_TEMPORARY), IN_ANY, IN_ANY, 0, APP_LOST_FORMAL, 0, 0, \
      R(ONLINE) | R(KIOSK), PAPER(FACE), 0, false, NO_DAYS, "人社部发〔2011〕47号", "刷脸正式挂失", "report lost in writing with a face check") \
    X(39, CMD_CARD_FIND, 0, IN_PROD(HANDED_OVER), IN_APP(LOST_TEMPORARY), IN_ANY, IN_ANY, 0, APP_NORMAL, 0, 0, R_LOSS, 0, 0, false, NO_DAYS, \
      "人社部发〔2011〕47号", "解除临时挂失", "undo a temporary loss") \
    X(40, CMD_CARD_LOCK, 0, IN_PROD(HANDED_OVER), IN_APP(NORMAL), IN_ANY, IN_ANY, 0, APP_LOCKED, 0, 0, R(CENTRE), 0, 0, false, NO_DAYS, \
      "人社部发〔2011〕47号", "锁定应用", "lock") \
    X(41, CMD_CARD_UNLOCK, 0, IN_PROD(HANDED_OVER), IN_APP(LOCKED), IN_ANY, IN_ANY, 0, APP_NORMAL, 0, 0, R(CENTRE), 0, 0, false, NO_DAYS, \
      "人社部发〔2011〕47号", "解锁应用", "unlock") \
    X(42, CMD_CARD_CANCEL, 0, IN_EXISTING, ~IN_APP(CANCELLED) & ~IN_NONE, IN_ANY, IN_ANY, 0, APP_CANCELLED, 0, 0, R(CLERK) | R(CENTRE), 0, 0, false, \
      KEY_CASE_CANCEL_CARD, "人社部发〔2011〕47号", "注销", "cancel") \
    X(43, CMD_CARD_PIN, PIN_EVENT_SET, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_USABLE_PIN, 0, 0, 0, PIN_SET, R_PIN, 0, 0, true, NO_DAYS, \
      "人社厅发〔2014〕52号", "设置密码", "set the PIN") \
    X(44, CMD_CARD_PIN, PIN_EVENT_WRONG, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_USABLE_PIN, 0, 0, 0, 0, R_PIN, 0, 0, true, NO_DAYS, \
      "人社厅发〔2014〕52号", "密码输错", "wrong PIN") \
    X(45, CMD_CARD_PIN, PIN_EVENT_UNBLOCK, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_PIN(LOCKED), 0, 0, 0, PIN_SET, R(BANK) | R(KIOSK) | R(CLERK), \
      PAPER(ID_CARD), 0, true, NO_DAYS, "人社厅发〔2014〕52号", "密码解锁", "unblock the PIN") \
    X(46, CMD_CARD_PIN, PIN_EVENT_RESET, IN_PROD(HANDED_OVER), IN_ENABLED_OR_NOT, IN_ANY, IN_ANY, 0, 0, 0, PIN_SET, R(BANK) | R(KIOSK) | R(CLERK), \
      PAPER(ID_CARD), 0, true, NO_DAYS, "人社厅发〔2014〕52号", "密码重置", "reset the PIN") \
    X(47, CMD_CARD_BANK_STATE, 0, IN_ANY, IN_ANY, ~IN_FIN(NONE) & ~IN_FIN(CLOSED) & ~IN_NONE, IN_ANY, 0, 0, 0, 0, R(BANK), 0, 0, false, NO_DAYS, \
      "银发〔2016〕261号", "金融状态通知", "the bank tells the state of its part")
