/* words_staff_table.h - what the search box of the desks, the timeline of a person and the settings of a browser say, as in
 * words_table.h. */
#pragma once

#define STAFF_WORDS(X) \
    X(FIND_TITLE, "查找", "Find") \
    X(FIND_LABEL, "找人、单位、卡或业务", "Person, organisation, card or case") \
    X(FIND_HINT, "证件号码、卡号、业务编号、统一社会信用代码、单位名称，或“姓名 出生日期”", \
      "Identity number, card number, case, credit code, name of an organisation, or “name birth date”") \
    X(FIND_DO, "查找", "Find") \
    X(FIND_EMPTY, "请输入要找的号码、名称或业务编号", "Type the number, the name or the case that you look for") \
    X(FIND_NOTHING, "没有找到。", "Nothing was found.") \
    X(FIND_COUNT_N, "找到 %zu 项", "Found: %zu") \
    X(FIND_MORE, "结果太多，只显示前 20 项，请输入得更具体一些。", "Too many: these are the first 20. Type more.") \
    X(FIND_BIRTH, "按姓名找人须加上出生日期，例如“王小明 1985-03-12”：重名的人很多，也避免翻看无关的人。", \
      "To find a person by name add the day of birth, for example “Wang Xiaoming 1985-03-12”: many share a name, and nobody should page through strangers.") \
    X(FIND_KIND, "类别", "Kind") \
    X(FIND_WHAT, "名称", "Name") \
    X(FIND_NUMBER, "编号", "Number") \
    X(FIND_PERSON, "个人", "Person") \
    X(FIND_UNIT, "单位", "Employer") \
    X(FIND_INSTITUTION, "服务机构", "Institution") \
    X(FIND_CASE, "业务", "Case") \
    X(FIND_RECORDED, "打开个人记录会留下查阅痕迹，本人看得到。", "Opening a person's record leaves a line that the person sees.") \
    X(TIMELINE_ALL_TITLE, "全部办理记录", "Everything that happened") \
    X(TIMELINE_ALL_LINK, "查看全部办理记录", "Everything that happened") \
    X(TIMELINE_TEXT, "最新的在前：做了什么、谁办的、通过什么渠道、依据哪条规定。", \
      "Newest first: what was done, by whom, through which channel, and by which law.") \
    X(TIMELINE_ANY, "全部", "All") \
    X(TIMELINE_KINDS, "按类别查看", "Filter by kind") \
    X(TIMELINE_NONE, "没有这一类的记录。", "Nothing of this kind has happened.") \
    X(TIMELINE_OLDER, "更早的记录", "Earlier") \
    X(TIMELINE_NEWEST, "回到最新", "Back to the newest") \
    X(TIMELINE_WHY, "依据", "Law") \
    X(PREVIEW_TITLE, "批准前后对照", "Before and after the approval") \
    X(PREVIEW_TEXT, "按此刻的记录试算，与正式批准走同一套规则。", "Tried on the record of this moment, by the rules that the approval itself follows.") \
    X(PREVIEW_WHAT, "变化项", "What changes") \
    X(PREVIEW_REFUSED, "现在批准会被拒绝：", "An approval would be refused now:") \
    X(PREVIEW_NOTHING, "状态没有变化。", "No state changes.") \
    X(PREVIEW_BOOKS, "另有账务分录，金额以批准时的账簿为准。", "The ledger books amounts as well, by the books of that moment.") \
    X(PREVIEW_EVENTS, "将要登记", "What would be recorded") \
    X(VIEW_TITLE, "显示设置", "Display settings") \
    X(VIEW_LARGE, "长辈版", "Large type") \
    X(VIEW_NORMAL, "标准版", "Normal type") \
    X(VIEW_TEXT, "只记在这个浏览器里，不含任何个人信息。", "Kept in this browser alone; nothing about you is kept.") \
    X(VIEW_SIZE, "字号和内容", "Type and choices") \
    X(VIEW_SIZE_NORMAL, "标准版", "Normal") \
    X(VIEW_SIZE_LARGE, "长辈版：大字，选项少，一键拨打 12333", "Large type, fewer choices, one button to call 12333") \
    X(VIEW_REGION, "所在地区", "Region") \
    X(VIEW_REGION_HINT, "填表时自动选好，随时可以改", "Forms begin with it; you can change it there") \
    X(VIEW_REGION_NONE, "不预先选择", "None") \
    X(VIEW_SAVE, "保存", "Save") \
    X(VIEW_SAVED, "已保存。", "Saved.") \
    X(VIEW_CALL_N, "拨打 %.*s", "Call %.*s") \
    X(APPLIES_TITLE, "适用于您吗？", "Does this apply to you?") \
    X(APPLIES_OTHER, "适用于您所代办的人吗？", "Does this apply to the person you act for?") \
    X(APPLIES_YES, "适用。记录里有：", "Yes. On record:") \
    X(APPLIES_NO, "不适用：现在的记录里没有这类情况。", "No: nothing of this kind is on record now.") \
    X(APPLIES_SINCE_N, "%.*s（%.*s 起）", "%.*s (since %.*s)") \
    X(APPLIES_DO, "看原因和办法", "Causes and ways out") \
    X(UNIT_INBOX_TITLE, "单位通知", "Notices to the employer") \
    X(UNIT_INBOX_SHORT, "应缴、欠费、收到的缴费、冲正、退费、限期缴纳和减免", "Payments received, reversals, refunds, orders to pay and waivers") \
    X(UNIT_INBOX_NONE, "还没有通知。", "There are no notices.") \
    X(AGENCY_INBOX_TITLE, "机构通知", "Notices to the agency") \
    X(AGENCY_INBOX_SHORT, "应缴、代缴不足、协议到期和监督提醒", "Bills, shortfalls, contracts that end, and alarms") \
    X(AGENCY_INBOX_TEXT, "最近十二个月，最新的在最前。金额明细见代理账户。", "The last twelve months, the newest first. The amounts in detail stand in the agency accounts.") \
    /* how notices reach a person, and whether they did */ \
    X(WAY_TITLE, "通知方式", "How notices reach you") \
    X(WAY_TEXT, "通知总在收件箱里。您可以选择同时用短信或电子邮件发给您，随时可改。", "Notices are always in your inbox. They can also be sent to you by text message or e-mail; change it whenever you like.") \
    X(WAY_CHANNEL, "发送方式", "Send notices by") \
    X(WAY_NO_MOBILE, "没有登记手机号码，请先更正联系方式", "No mobile number is on record; have your contact data corrected first") \
    X(WAY_EMAIL, "电子邮箱", "E-mail address") \
    X(WAY_EMAIL_HINT, "选择电子邮件时填写", "Only if you choose e-mail") \
    X(WAY_LANG, "通知的语言", "Language of the notices") \
    X(WAY_WHAT, "发出的内容只有一句话和通知编号，不含证件号码、姓名和金额。重要通知会标明“重要”。", "What is sent is one sentence and the number of the notice: no identity number, name or amount. What is important says so.") \
    X(WAY_SAVE, "保存", "Save") \
    X(WAY_SAVED, "已保存。", "Saved.") \
    X(LETTERS_TITLE, "发给个人的通知", "Notices sent to people") \
    X(LETTERS_SHORT, "短信和邮件是否送达，未送达的原因", "Whether text messages and e-mails went out, and why not") \
    X(LETTERS_TEXT, "最新的在最前。未送达的会重试，多次失败后放弃，通知仍在本人收件箱里。", "The newest first. What fails is tried again, and given up after many attempts; the notice stays in the inbox.") \
    X(LETTERS_NONE, "还没有要发送的通知。", "No notice has been sent yet.") \
    X(LETTERS_NOTICE, "通知编号", "Notice") \
    X(LETTERS_AT, "发生时间", "Of") \
    X(LETTERS_TRIES, "尝试次数", "Attempts") \
    X(LETTERS_ERROR, "原因", "Reason") \
    X(LETTERS_SENT, "发出时间", "Sent") \
    X(LETTERS_IS_SENT, "已发出", "Sent") \
    X(LETTERS_WAITS, "待发送", "Waiting") \
    X(LETTERS_FAILS, "重试中", "Tried again") \
    X(LETTERS_OVER, "已放弃", "Given up") \
    X(UNIT_INBOX_DUE, "应缴和欠费按今天计算，见单位首页。", "What is due and owed to the day stands on the employer's page.") \
    X(KIOSK_TITLE, "自助服务", "Self-service") \
    X(KIOSK_TEXT, "请选择要办的事。60 秒无操作会自动退出并回到这里。", "Choose what you came for. After 60 seconds without a touch you are signed out and this page comes back.") \
    X(KIOSK_ME, "查我的社保，打印证明", "My record and certificates") \
    X(KIOSK_ME_TEXT, "凭社会保障号码和网上密码。还没有密码的，请带身份证到税务机关领取授权凭证。", \
      "With your social security number and online password. Without one, take your identity card to a tax office for a grant.") \
    X(KIOSK_TRACK, "查办理进度", "Progress of an application") \
    X(KIOSK_TRACK_TEXT, "凭受理编号和证件号码末位。", "With the number on your slip and the last characters of your identity number.") \
    X(KIOSK_VERIFY, "核验证明", "Check a certificate") \
    X(KIOSK_VERIFY_TEXT, "输入证明上的验证码。", "Type the code that is printed on it.") \
    X(KIOSK_HELP_N, "需要帮助请找现场工作人员，或拨打 %.*s。", "For help ask the staff here, or call %.*s.") \
    X(KIOSK_AGAIN, "重新开始", "Start again") \
    X(KIOSK_DONE_TITLE, "办完了？", "Finished?") \
    X(KIOSK_DONE, "退出", "Sign out") \
    X(CASES_PICK, "选择", "Choose") \
    X(CASES_PICK_EMPTY, "请至少勾选一件业务", "Tick at least one case") \
    X(CASES_DECIDE, "对勾选的业务一并作出决定", "Decide those that are ticked together") \
    X(CASES_DECIDE_TEXT, "请先逐件看过材料。每件分别办理，一件不成不影响其他。", \
      "Look at the papers of each first. Each is decided for itself: what is refused keeps none of the others.") \
    X(CASES_DECIDE_DO, "一并决定", "Decide together") \
    X(CASES_DECIDED, "办理结果", "What came of it") \
    X(CASES_DECIDED_N, "%d 件已办，共 %d 件。", "%d of %d are done.") \
    X(CASES_NOT_DONE, "未办", "Not done") \
    X(CASES_SAID, "说明", "Why") \
    /* visits to a counter */ \
    X(APPOINT_TITLE, "预约窗口", "Book a visit to a counter") \
    X(APPOINT_TEXT, "选好事项和时间，到时直接办理。办理前先给您看要带的材料。", \
      "Choose what for and when, and be served then. The papers to bring are shown before you book.") \
    X(APPOINT_MATTER, "办理事项", "What for") \
    X(APPOINT_MATTER_EMPTY, "请选择办理事项", "Choose what you come for") \
    X(APPOINT_DAY, "哪一天来？", "On which day?") \
    X(APPOINT_LEFT_N, "%.*s（余 %d）", "%.*s (%d left)") \
    X(APPOINT_NO_DAY, "近期已约满，请过几天再来看，或直接到窗口取号。", "All times are taken for now. Look again in a few days, or come to the counter without a booking.") \
    X(APPOINT_NO_TIME, "这一天已约满，请另选一天。", "That day is full; choose another one.") \
    X(APPOINT_TIME, "时间", "Time") \
    X(APPOINT_WHERE, "地点", "Where") \
    X(APPOINT_COUNTER_N, "%.*s社会保险经办窗口", "Social insurance counter, %.*s") \
    X(APPOINT_CHECK, "核对预约", "Check your visit") \
    X(APPOINT_CHECK_TEXT, "核对无误后提交。", "If all is right, book it.") \
    X(APPOINT_PAPERS, "要带的材料", "Papers to bring") \
    X(APPOINT_NO_PAPERS, "不需要材料。", "No papers are needed.") \
    X(APPOINT_OR, "或", " or ") \
    X(APPOINT_COPIES_N, "，%d 份", ", %d copies") \
    X(APPOINT_OF_OTHER, "（代办人或监护人的）", " (of who acts for the person)") \
    X(APPOINT_SIGN, "登录后即可提交预约；所选的时间会保留在这一页。", "Sign in to book it; what you chose stays on this page.") \
    X(APPOINT_NOT_YOU, "预约由本人、代理人、窗口或热线坐席提交。", "A visit is booked by the person, who acts for them, a clerk or the hotline.") \
    X(APPOINT_WHOSE, "为谁预约", "Who comes") \
    X(APPOINT_WHOSE_HINT, "社会保障号码", "Social security number") \
    X(APPOINT_DO, "提交预约", "Book it") \
    X(APPOINT_DONE, "预约成功", "The visit is booked") \
    X(APPOINT_DONE_TEXT, "材料清单已发到本人收件箱所列的“我的预约”；不能来的请提前取消。", \
      "The papers to bring stand in the person's own pages under “My appointments”. Who cannot come cancels before.") \
    X(APPOINT_ANOTHER, "再预约一次", "Book another visit") \
    X(APPOINT_MINE, "我的预约", "My appointments") \
    X(APPOINT_MINE_TEXT, "带齐材料按时到窗口；要改时间，请先取消再预约。", \
      "Come in time and bring the papers. To change the time, cancel and book again.") \
    X(APPOINT_NONE, "没有预约。", "Nothing is booked.") \
    X(APPOINT_CANCEL, "取消预约", "Cancel this visit") \
    X(APPOINT_CANCELLED, "预约已取消。", "The visit is cancelled.") \
    X(APPOINT_DESK, "窗口预约", "Visits to the counter") \
    X(APPOINT_DESK_TEXT, "按时间排列。打开个人记录会留下查阅痕迹，本人看得到。", \
      "In order of time. Opening a person's record leaves a line that the person sees.") \
    X(APPOINT_DESK_SHORT, "某一天谁来办什么", "Who comes on a day, and what for") \
    X(APPOINT_DAY_NONE, "这一天没有预约。", "Nobody is booked on that day.") \
    X(APPOINT_FOR_OTHER, "代为预约", "Book for somebody") \
    X(KIOSK_APPOINT_TEXT, "选事项和时间，最后登录提交", "Choose what for and when; sign in at the end")
