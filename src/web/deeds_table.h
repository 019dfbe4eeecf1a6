/* deeds_table.h - what a desk does often, or through a channel of its own, with words of its own. Every other command that
 * a role may give has a form made from the catalogue alone (/do/COMMAND).
 *    address  command  roles  what is asked ("?": may stay empty)  what is fixed (name=value)  papers to tick (none: nobody sees any)
 *    title zh, en
 *    lead zh, en
 *    when it is done zh, en */
#pragma once

#define DEEDS(X) \
    X("/bank/activate", CMD_CARD_ACTIVATE, R(BANK), "card_no ssn", "channel=bank-counter", "id-card social-card", \
      "柜面启用", "Activate at the desk", \
      "本人持身份证和社保卡到柜面，核对无误后启用社会保障功能；卡还在网点的，同时完成领卡。", \
      "The holder is here with identity card and card. Check both, then the social function is enabled; a card still at the outlet is handed over in the same act.", \
      "社保卡已启用。把卡交还本人，医保和社保功能即时可用；提醒本人修改社保初始密码。", \
      "The card is active. Give it back: medical and social functions work at once. Ask the holder to change the initial PIN.") \
    X("/counter/activate", CMD_CARD_ACTIVATE, R(CLERK), "card_no ssn", "channel=counter", "id-card social-card", \
      "窗口启用", "Activate at the counter", \
      "本人持身份证和社保卡到窗口，核对无误后启用。", "The holder comes with identity card and social security card.", \
      "社保卡已启用。", "The card is active.") \
    X("/hospital/activate", CMD_CARD_ACTIVATE, R(HOSPITAL), "card_id_code ssn name registration_no visit", "channel=hospital", "", \
      "就诊首次启用", "Activate at the first visit", \
      "挂号或办理住院时读卡，姓名、社会保障号码与卡一致的，即时启用。", \
      "Read the card at registration or admission; when name and number agree with it, it is active at once.", \
      "社保卡已启用，本次就诊即可使用。", "The card is active and can be used for this visit.") \
    X("/pharmacy/activate", CMD_CARD_ACTIVATE, R(PHARMACY), "old_card_no card_id_code", "channel=pharmacy", "", \
      "两卡启用", "Activate with both cards", \
      "第一步读原医保卡，第二步读新社保卡；同一人的，新卡启用，原卡余额转入，原卡停用。", \
      "First read the old medical card, then the new card. If both belong to one person the new card is active, the old balance moves over and the old card ends.", \
      "社保卡已启用，原医保卡已停用。", "The new card is active, the old medical card has ended.") \
    X("/hotline/activate", CMD_CARD_ACTIVATE, R(HOTLINE), "call ssn card_no answers", "channel=hotline", "", \
      "电话启用", "Activate by telephone", \
      "请来电人回答核验问题，至少两项正确且无一错误。坐席不向来电人透露登记内容。", \
      "Ask the caller the questions of identity: at least two right and none wrong. Never tell the caller what is on record.", \
      "社保卡已启用，请告知来电人即可使用。", "The card is active; tell the caller that it can be used.") \
    X("/hotline/loss", CMD_CARD_LOSE, R(HOTLINE), "call card_no answers", "channel=hotline kind=temporary", "", \
      "电话临时挂失", "Temporary loss by telephone", \
      "核验身份后即时生效；请提醒来电人到窗口、银行或网上办理正式挂失。", \
      "Works at once when the identity is checked. Remind the caller to report the loss in writing at a counter, the bank or online.", \
      "已临时挂失。", "The card is blocked for the time being.") \
    X("/hotline/find", CMD_CARD_FIND, R(HOTLINE), "call card_no answers", "channel=hotline", "", \
      "电话解除临时挂失", "Undo a temporary loss by telephone", \
      "核验身份后解除临时挂失。正式挂失不能由电话解除。", "For a temporary loss only; a loss in writing is not undone by telephone.", \
      "临时挂失已解除，卡恢复使用。", "The temporary loss is undone; the card works again.") \
    X("/card/use", CMD_CARD_USE, R(HOSPITAL) | R(PHARMACY) | R(BANK), "card_no? card_id_code? function", "", "id-card", \
      "用卡核验", "Check a card for use", \
      "读卡或输入卡号，立即知道这项功能能不能用，不能用的说明原因。长期未用的卡，核对身份证后恢复。", \
      "Read the card or type its number: it says at once whether the function works, and if not why. A card long unused works again once the identity card is seen.", \
      "已核验。", "Checked.") \
    X("/card/pin", CMD_CARD_PIN, R(HOSPITAL) | R(PHARMACY) | R(BANK) | R(CLERK), "card_no event", "", "id-card", \
      "社保密码", "Social security PIN", \
      "设置、输错、解锁和重置社保密码。解锁和重置须本人持身份证当面办理。", \
      "Set, wrong, unblock and reset. For unblocking and resetting the holder comes in person with the identity card.", \
      "已登记。", "It is recorded.")
