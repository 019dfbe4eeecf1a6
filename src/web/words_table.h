/* words_table.h - every sentence that our pages say of themselves, once: name, Chinese, English. Sentences of
 * refusals stand in base/err_table.h, names of causes and states in the room words. A name ending in _N takes
 * printf arguments. */
#pragma once

#define WEB_WORDS(X) \
    /* what components say by themselves */ \
    X(ERROR_PREFIX, "错误：", "Error:") \
    X(IMPORTANT, "重要提示", "Important") \
    X(SUCCESS, "办理成功", "Success") \
    X(WARNING, "注意", "Warning") \
    X(BACK, "返回", "Back") \
    X(BREADCRUMB, "当前位置", "Breadcrumb") \
    X(LANGUAGE, "语言", "Language") \
    X(MENU, "菜单", "Menu") \
    X(SERVICE_INFORMATION, "服务导航", "Service information") \
    X(PAGINATION, "分页", "Pagination") \
    X(PAGE_NUMBER, "第 %.*s 页", "Page %.*s") \
    X(PREVIOUS, "上一页", "Previous") \
    X(NEXT, "下一页", "Next") \
    X(OF_PAGES, "", " page") \
    X(CONTENTS, "目录", "Contents") \
    X(YEAR, "年", "Year") \
    X(MONTH, "月", "Month") \
    X(DAY, "日", "Day") \
    X(UPLOAD_CHOOSE, "选择文件", "Choose file") \
    X(UPLOAD_NONE, "未选择文件", "No file chosen") \
    X(UPLOAD_MANY, "已选择 %{count} 个文件", "%{count} files chosen") \
    X(UPLOAD_DROP, "或把文件拖到这里", "or drop file") \
    X(UPLOAD_ENTERED, "已进入拖放区", "Entered drop zone") \
    X(UPLOAD_LEFT, "已离开拖放区", "Left drop zone") \
    /* the bureau's own components */ \
    X(POINT_DONE, "已完成：", "Done:") \
    X(POINT_NOW, "当前：", "Now:") \
    X(POINT_AHEAD, "待办：", "To come:") \
    X(POINT_BAD, "未通过：", "Not passed:") \
    X(EFFECT_WORKS, "正常", "Works") \
    X(EFFECT_LIMITED, "有条件", "On a condition") \
    X(EFFECT_BLOCKED, "暂停", "Blocked") \
    X(CAUSE_N, "原因 %d", "Cause %d") \
    X(CAUSE_ENDS_ITSELF, "原因消除后自动解除", "Ends by itself") \
    X(CAUSE_TO_DO, "需要您办理", "You can lift it") \
    X(CAUSE_REVIEWED, "需复核后解除", "Lifted after review") \
    X(SINCE, "开始时间", "Since") \
    X(PLACED_BY, "由谁设置", "Placed by") \
    X(LAW, "依据", "Law") \
    X(BRING, "请带上", "Bring") \
    X(WHO_DOES_IT, "由谁办理", "Who") \
    X(COST, "费用", "Cost") \
    X(TAKES, "用时", "Takes") \
    X(NOT_BEFORE, "最早办理", "Not before") \
    X(SEARCH, "搜索", "Search") \
    X(SEARCH_GUIDE, "搜索办事指南", "Search the guide") \
    X(SEARCH_HINT, "例如：激活、挂失、欠费", "For example: activate, lost card, arrears") \
    /* the frame of every page */ \
    X(SKIP, "跳到主要内容", "Skip to main content") \
    X(NAV_HOME, "首页", "Home") \
    X(NAV_WHY, "封存自查", "Why is it sealed") \
    X(NAV_OPEN, "开户参保", "Open an account") \
    X(NAV_GUIDE, "办事指南", "Guide") \
    X(DEMO, "演示", "Demo") \
    X(DEMO_CLOCK, "试用时间：", "Time of this trial: ") \
    X(DEMO_TEXT, "这是演示系统，城市、单位和人员均为虚构。", "This is a demonstration: the city, the employers and the people are invented.") \
    X(FOOT_HOTLINE, "服务热线", "Hotline") \
    X(FOOT_HOURS, "工作日有人工服务，查询和临时挂失全天可办", "Staff on working days; look-ups and loss reports at any hour") \
    X(FOOT_ABOUT, "查询本人的参保和社保卡记录是您的权利，不收任何费用。", "Looking at your own record is your right and costs nothing.") \
    X(FOOT_PRIVACY, "个人信息保护", "Privacy") \
    X(FOOT_ACCESSIBLE, "无障碍", "Accessibility") \
    X(FOOT_API, "开放接口", "API") \
    /* home */ \
    X(HOME_TITLE, "社保卡和参保，有问必答", "Straight answers about your account and card") \
    X(HOME_LEAD, "告诉您为什么、怎么办、去哪里、带什么、要多久。", "Why it happened, what to do, where to go, what to bring, how long it takes.") \
    X(HOME_CARD_WHY, "社保卡为什么被封存？", "Why is my card sealed?") \
    X(HOME_CARD_WHY_TEXT, "按您本人的记录查出每一个原因，列出所有合法的解除办法：最省钱的、最快的、不用跑的。", \
      "We look at your own record, name every cause, and list every lawful way out: the cheapest, the fastest, and the one without a visit.") \
    X(HOME_CARD_WHY_CALL, "查原因，看办法", "Find out and fix it") \
    X(HOME_CARD_OPEN, "怎样开立社保账户？", "How do I open an account?") \
    X(HOME_CARD_OPEN_TEXT, "在职、灵活就业、城乡居民，几个问题就能知道该走哪条路，并当场提交。", \
      "Employee, flexible worker or resident: a few questions show your path, and you can apply at once.") \
    X(HOME_CARD_OPEN_CALL, "开始办理", "Start") \
    X(HOME_GUIDES, "办事指南", "Guides") \
    X(HOME_ALL_GUIDES, "查看全部指南", "All guides") \
    X(HOME_CALL_TITLE, "想找人问？", "Rather ask a person?") \
    X(HOME_CALL_TEXT, "拨打 12333，或到任一服务窗口。工作人员看到的原因和办法与本网站一致。", \
      "Call 12333 or come to any counter. Staff see the same causes and the same ways out as this site.") \
    /* guide and search */ \
    X(GUIDE_TITLE, "办事指南", "Guide") \
    X(GUIDE_LEAD, "每一篇都写明：谁可以办、带什么、去哪里、多久办好。", "Each says who may apply, what to bring, where to go and how long it takes.") \
    X(GROUP_OPEN, "开户与缴费", "Opening and paying") \
    X(GROUP_CARD, "领卡与启用", "Getting and enabling the card") \
    X(GROUP_TROUBLE, "遇到问题", "When something is wrong") \
    X(ARTICLE_CHECK_TITLE, "看看您自己的情况", "Check your own case") \
    X(ARTICLE_CHECK_TEXT, "文章讲的是一般情况。用本人记录查一下，结果更准。", "This page is about the general case. Your own record gives the exact answer.") \
    X(ARTICLE_LAW, "法律依据", "Law") \
    X(ARTICLE_RELATED, "相关指南", "Related guides") \
    X(CHECK_WHY, "查封存原因", "Check why it is sealed") \
    X(CHECK_OPEN, "开始开户", "Open an account") \
    X(CHECK_NUMBER, "核对证件号码", "Check a number") \
    X(SEARCH_TITLE, "搜索", "Search") \
    X(SEARCH_TITLE_FOR, "“%.*s”的搜索结果", "Search results for “%.*s”") \
    X(SEARCH_FOUND, "找到 %zu 篇", "Found: %zu") \
    X(SEARCH_NOTHING, "没有找到与“%.*s”有关的内容", "Nothing found for “%.*s”") \
    X(SEARCH_TRY, "换一个说法试试，例如“激活”“封存”“欠费”；也可以拨打 12333。", "Try another word, such as “activate”, “sealed” or “arrears”, or call 12333.") \
    X(SEARCH_EMPTY, "输入一个词，例如“激活”“挂失”“欠费”。", "Type a word, such as “activate”, “lost” or “arrears”.") \
    /* when something goes wrong */ \
    X(MISSING_TITLE, "没有找到这个页面", "Page not found") \
    X(MISSING_TEXT, "网址可能输错了，或者页面已经移走。", "The address may be mistyped, or the page has moved.") \
    X(MISSING_NEXT, "您可以从首页开始，或搜索办事指南。", "You can start from the home page or search the guide.") \
    X(FAILED_TITLE, "系统出了问题", "Something went wrong") \
    X(FAILED_TEXT, "您刚才提交的内容没有办理。请稍后再试；重复提交不会重复办理。", "What you sent was not carried out. Try again later: sending it twice does nothing twice.") \
    X(FAILED_NEXT, "急需办理时请拨打 12333，或到服务窗口。", "If it is urgent, call 12333 or come to a counter.") \
    X(REFUSED_TITLE, "这次没有办成", "This could not be done") \
    /* values of records */ \
    X(FREE, "免费", "Free") \
    X(AT_ONCE, "当场", "At once") \
    X(ONE_DAY, "1 天", "1 day") \
    X(DAYS_N, "约 %d 天", "About %d days") \
    /* who is signed in, and doors */ \
    X(SIGNED_IN, "已登录：", "Signed in as") \
    X(SIGNED_IN_DESK, "我的工作", "My work") \
    X(SIGN_IN, "登录", "Sign in") \
    X(SIGN_OUT, "退出", "Sign out") \
    X(NAV_ME, "我的社保", "My record") \
    X(DOOR_TITLE, "请先登录", "Sign in first") \
    X(DOOR_TEXT, "这里要查看或办理个人业务，需要先确认您是谁。", "This page shows or changes somebody's record, so we must know who you are.") \
    X(DOOR_OTHER_TITLE, "您的身份不能使用这个页面", "This page is for somebody else") \
    X(DOOR_OTHER_TEXT, "您已登录，但这项业务由其他岗位或机构办理。可以换用相应的用户登录。", \
      "You are signed in, but this is done by another role or institution. Sign in as a user of that role.") \
    X(DOOR_ELSE, "也可以拨打 12333，或带身份证到服务窗口。", "You can also call 12333, or bring your identity card to a counter.") \
    /* when a request cannot be taken */ \
    X(FORM_WRONG, "填写的内容有问题", "There is a problem") \
    X(FORM_OLD_TITLE, "这张表单已经失效", "This form is no longer valid") \
    X(FORM_OLD_TEXT, "表单只能从本网站的页面提交，登录变化或系统重启后须重新打开。什么都没有办理，请回到页面重新填写。", \
      "A form can only be sent from our own page, and must be opened again after signing in or after a restart. Nothing was done; open the page and fill it in again.") \
    X(BAD_TITLE, "浏览器发来的内容读不懂", "The request could not be read") \
    X(BAD_TEXT, "请回到上一页重试；若总是这样，请换一个浏览器或拨打 12333。", "Go back and try again; if it happens again, use another browser or call 12333.") \
    X(METHOD_TITLE, "不能这样打开这个页面", "This page cannot be opened like that") \
    X(METHOD_TEXT, "这个地址只接收表单，请从首页或指南进入。", "This address only takes forms; start from the home page or the guide.") \
    X(LARGE_TITLE, "内容太大", "Too large") \
    X(LARGE_TEXT, "请缩短填写的内容，或把照片压缩到 2 MB 以内再提交。", "Shorten what you typed, or make the photo smaller than 2 MB, and send it again.") \
    X(BUSY_TITLE, "系统正忙", "The system is busy") \
    X(BUSY_TEXT, "请过一会儿再试。刚才的表单可以原样再交一次，不会重复办理。", "Try again in a moment. The same form may be sent again: nothing will happen twice.") \
    /* why is it sealed */ \
    X(WHY_LEAD, "按本人记录逐条说明原因，给出每一种合法的解决办法，连同地点、材料、费用和时间。", \
      "From the person's own record: every cause, and every lawful way out with place, papers, cost and time.") \
    X(WHY_FUNCTION, "哪一项不能用？", "What does not work?") \
    X(WHY_ASK, "查原因和办法", "Find out") \
    X(WHY_ASK_OWN, "查我的记录", "Look at my record") \
    X(WHY_DOOR, "原因写在个人记录里，请选一种方式查看", "The answer is in your record. Ways to see it") \
    X(WHY_DOOR_TOKEN, "登录后在这里查", "Sign in and look here") \
    X(WHY_DOOR_CALL, "拨打 12333，报姓名和社会保障号码", "Call 12333 with your name and social security number") \
    X(WHY_DOOR_COUNTER, "带身份证到任一服务银行网点或经办窗口", "Bring your identity card to any bank of the card or any counter") \
    X(WHY_DOOR_READ, "先读一读：封存的各种原因", "Read first: all causes of a seal") \
    X(NUMBER_LABEL, "社会保障号码", "Social security number") \
    X(NUMBER_HINT, "18 位，最后一位可能是 X；也可以填个人编号", "18 characters, the last may be X; the personal number will do as well") \
    X(NUMBER_EMPTY, "请输入 18 位社会保障号码", "Type the social security number, 18 characters") \
    X(WHY_WORKS_N, "%.*s：可以正常使用", "This works: %.*s") \
    X(WHY_BLOCKED_N, "%.*s：为什么不能用", "Why this does not work: %.*s") \
    X(WHY_LIMITED_N, "%.*s：为什么受限制", "Why this works only on a condition: %.*s") \
    X(WHY_WORKS_TEXT, "没有找到任何限制。如果刷卡仍不成功，请让对方看终端上的提示，或拨打 12333。", \
      "Nothing stands in the way. If the card is still refused, look at what the terminal says, or call 12333.") \
    X(WHY_CAUSES, "原因", "Causes") \
    X(WHY_WAYS, "解决办法", "Ways out") \
    X(WHY_OTHER, "查这一项", "Check this") \
    X(WHY_LINK, "原因与办法", "Causes and ways out") \
    X(WHY_DONE_WORKS, "已经办好，这一项现在可以使用。", "Done: it works now.") \
    X(WHY_DONE_NEXT, "这一步已经办好。下面是剩下的步骤。", "This step is done. What is left to do stands below.") \
    X(EFFECTS_TITLE, "其他各项现在能不能用", "What works now and what does not") \
    X(NEVER_LOST, "任何封存都不影响已缴费的月份、账户余额和计息；查询本人记录任何时候都可以。（《社会保险法》第四条、第十四条）", \
      "No seal takes away months paid, balances or interest, and looking at one's own record is always possible. (Social Insurance Law, articles 4 and 14)") \
    X(WAY_CHEAPEST, "最省钱", "Cheapest") \
    X(WAY_FASTEST, "最快", "Fastest") \
    X(WAY_NO_VISIT, "不用跑", "Without a visit") \
    X(ONE_STEP, "1 步", "1 step") \
    X(STEPS_N, "共 %d 步", "%d steps") \
    X(STEP_BEHIND, "由经办机构、银行和制卡单位办理，您不用做什么", "Done by the bureau, the bank and the card factory: nothing for you to do") \
    X(STEP_ASKS, "办理时要提供", "To be given") \
    X(STEP_HERE, "在这里办理这一步", "Do this step here") \
    X(STEP_DO, "确认办理", "Confirm") \
    X(PHOTO_HINT, "JPEG，白色背景，近期正面免冠", "JPEG, white background, recent, facing the camera") \
    X(PAPERS_SEEN, "已当面核验的材料", "Papers seen and checked") \
    X(PAPERS_SEEN_HINT, "看到原件再勾选", "Tick each only after seeing the original") \
    X(PAPERS_HAVE, "您交来的材料", "Papers you hand in") \
    X(PAPERS_HAVE_HINT, "勾选您现在可以提供的每一项", "Tick each that you can give now") \
    X(ANSWER_MOBILE, "手机号码", "Mobile number") \
    X(ANSWER_ADDRESS, "地址", "Address") \
    X(ANSWER_BIRTH_PLACE, "出生地", "Place of birth") \
    X(ANSWER_BANK, "服务银行", "Bank of the card") \
    X(ANSWER_UNIT, "最近的工作单位", "Last employer") \
    X(NAME_LABEL, "姓名", "Name") \
    /* a person's record */ \
    X(PERSON_TITLE, "个人记录", "Record") \
    X(CASES_TITLE, "待办业务", "Cases") \
    X(DONE, "已经办好。", "Done.") \
    X(STATE, "状态", "State") \
    X(CARDS_TITLE, "社保卡", "Cards") \
    X(CARDS_NONE, "还没有申领社保卡。", "No card has been applied for.") \
    X(CARD_PRODUCTION, "制发进度", "Production") \
    X(CARD_EXPECTED, "预计制成", "Expected") \
    X(CARD_HANDED, "领取日期", "Handed over") \
    X(CARD_FINANCIAL, "金融功能", "Bank function") \
    X(CARD_PIN, "社保密码", "PIN") \
    X(CARD_UNTIL, "有效期至", "Valid until") \
    X(CARD_REPLACED, "已由新卡替换", "Replaced by") \
    X(LEGACY_TITLE, "原医保卡", "Old medical card") \
    X(LEGACY_STATE, "状态", "State") \
    X(LEGACY_UNTIL, "最后可用日", "Works until") \
    X(BALANCE, "余额", "Balance") \
    X(ACCOUNTS_TITLE, "参保账户", "Accounts") \
    X(ACCOUNTS_NONE, "还没有开立参保账户。", "No account is open.") \
    X(ACCOUNT_NO, "账户", "Account") \
    X(ACCOUNT_CATEGORY, "类别", "Category") \
    X(ACCOUNT_INSURANCES, "险种", "Insurances") \
    X(ACCOUNT_PAYER, "缴费主体", "Payer") \
    X(PAYER_SELF, "本人", "The person") \
    X(HOLDS_TITLE, "封存与限制", "Holds") \
    X(HOLD_CAUSE, "原因", "Cause") \
    X(HOLD_UNTIL, "到期", "Until") \
    X(PERSON_CASES, "在办和已办业务", "Cases") \
    X(TIMELINE_TITLE, "办理记录", "What happened") \
    X(LOOKS_TITLE, "谁查看过这份记录", "Who looked at this record") \
    X(LOOKS_TEXT, "每一次由他人查看都会留下记录，本人随时可以看到。", "Every look by somebody else leaves a line that the person can see at any time.") \
    X(LOOKS_NONE, "还没有其他人查看过。", "Nobody else has looked.") \
    X(LOOK_WHEN, "时间", "When") \
    X(LOOK_WHO, "查看人", "Who") \
    X(LOOK_WHAT, "查看内容", "What") \
    X(LOOK_WHY, "事由", "Why") \
    X(CASE, "业务编号", "Case") \
    X(CASE_PROCEDURE, "事项", "Procedure") \
    X(CASE_DUE, "办结时限", "Due") \
    X(NEXT_TITLE, "接下来", "What happens next") \
    /* the bank's desk */ \
    X(DEED_DONE, "已办理", "Done") \
    X(DEED_WAITS, "已受理", "Accepted") \
    X(DEED_ALREADY, "此前已办理", "Done before") \
    X(GRANT_NO, "授权号", "Number of the grant") \
    X(USABLE, "能否使用", "Usable") \
    X(TRIES_LEFT, "剩余次数", "Tries left") \
    X(PAPER_NO, "文号", "Number of the notice or decision") \
    X(PAPER_NO_EMPTY, "请填写文号", "Type the number of the notice or decision") \
    X(PAPER_DAY, "文件日期", "Day of the notice or decision") \
    X(PAPER_DAY_EMPTY, "请填写文件日期，例如 2025-08-31", "Type the day, for example 2025-08-31") \
    X(CHOOSE, "请选择", "Choose") \
    X(OPTIONAL_N, "%.*s（可不填）", "%.*s (optional)") \
    X(HINT_LINES, "每行一个", "One a line") \
    X(HINT_REGION, "六位行政区划代码，例如 330106", "Six digits of the region, for example 330106") \
    X(DEEDS_CARD, "社会保障卡", "Social security cards") \
    X(DEEDS_REGISTER, "登记", "Registers") \
    X(DEEDS_ACCOUNT, "参保与关系转移", "Accounts and transfers") \
    X(DEEDS_HOLD, "封存与业务", "Holds and cases") \
    X(DEEDS_AGENCY, "人力资源机构", "Agencies") \
    X(DEEDS_LEVY, "征缴与账务", "Contributions and books") \
    X(BANK_AGAIN, "办理下一位", "Next person") \
    X(LEGACY_MOVED, "转入新卡的余额", "Balance moved to the new card") \
    /* cases */ \
    X(CASES_NONE, "没有这种状态的业务。", "No case is in this state.") \
    X(CASE_OPENED, "受理日期", "Opened") \
    X(CASE_LATE, "已超时限", "Overdue") \
    X(CASE_OPENER, "受理人", "Opened by") \
    X(CASE_DECIDES, "由谁复核", "Decided by") \
    X(CASE_PERSON, "查看当事人记录", "Record of the person") \
    X(CASE_CHANGE, "批准后将发生什么", "What an approval would do") \
    X(CASE_CHANGE_TEXT, "业务", "Command") \
    X(CASE_PAPERS, "材料", "Papers") \
    X(CASE_PAPERS_NONE, "还没有收到材料。", "No paper has been handed in.") \
    X(CASE_PAPER_HERE, "已收到", "Received") \
    X(CASE_PAPER_MISSING, "还缺", "Missing") \
    X(CASE_HISTORY, "办理过程", "History") \
    X(HAND_IN_TITLE, "提交材料", "Hand in a paper") \
    X(HAND_IN_LEAD, "上传材料的照片或扫描件，写明种类和有效期。已过有效期的材料不能作为证明。", \
      "Send a photo or scan of the paper, and say what it is and until when it is valid. What has expired proves nothing.") \
    X(HAND_IN_KIND, "材料种类", "What paper it is") \
    X(HAND_IN_KIND_EMPTY, "请选择材料种类", "Choose what paper it is") \
    X(HAND_IN_NO, "证件或文书编号（可不填）", "Its number (may stay empty)") \
    X(HAND_IN_DAY, "签发日期（可不填）", "Day of issue (may stay empty)") \
    X(HAND_IN_UNTIL, "有效期至（长期有效的不填）", "Valid until (empty: without end)") \
    X(HAND_IN_DAY_HINT, "例如 2025-08-31", "For example 2025-08-31") \
    X(HAND_IN_DAY_WRONG, "请按 2025-08-31 的样子填写日期", "Write the day like 2025-08-31") \
    X(HAND_IN_FILE, "照片或扫描件", "Photo or scan") \
    X(HAND_IN_FILE_HINT, "JPEG、PNG 或 PDF，不超过 2 MB", "JPEG, PNG or PDF, at most 2 MB") \
    X(HAND_IN_FILE_EMPTY, "请选择文件", "Choose a file") \
    X(HAND_IN_FILE_WRONG, "文件不是 JPEG、PNG 或 PDF，请换一个文件", "The file is no JPEG, PNG or PDF: choose another") \
    X(HAND_IN_FILE_LARGE, "文件超过 2 MB，请压缩后再上传", "The file is over 2 MB: make it smaller") \
    X(HAND_IN_OPEN, "查看文件", "Open the file") \
    /* photo of a card */ \
    X(PHOTO_TITLE, "上传制卡照片", "Send the photo for the card") \
    X(PHOTO_LEAD, "不必自己裁剪：尺寸不符的照片会自动裁剪，由您看过并选择保留哪一部分，再提交。", \
      "You need not cut it yourself: a photo of another shape is cut, and you look at it and choose the part before it is sent.") \
    X(PHOTO_CHECK, "检查照片", "Check the photo") \
    X(PHOTO_EMPTY, "请选择照片", "Choose a photo") \
    X(PHOTO_FOUND, "照片需要调整", "The photo needs a change") \
    X(PHOTO_FOUND_TEXT, "您上传的照片：", "Of the photo that you sent:") \
    X(PHOTO_CROP_TITLE, "裁剪后的照片", "The photo as it was cut") \
    X(PHOTO_CROP_TEXT, "请看头像是否完整、居中。不满意的，换一张照片。", "See that the head is whole and in the middle. If it is not, choose another photo.") \
    X(PHOTO_CROP_ALT, "裁剪后的制卡照片", "The photo for the card as it was cut") \
    X(PHOTO_CROP_GOOD, "裁剪后符合制卡要求。", "As it was cut it is as the card needs it.") \
    X(PHOTO_CROP_BAD, "裁剪后仍不符合，制卡中心可能退回：", "Even as it was cut it is not as the card needs it, and may come back:") \
    X(PHOTO_PART, "保留照片的哪一部分？", "Which part of the photo is kept?") \
    X(PHOTO_PART_MIDDLE, "中间", "The middle") \
    X(PHOTO_PART_LEFT, "左边", "The left part") \
    X(PHOTO_PART_RIGHT, "右边", "The right part") \
    X(PHOTO_PART_TOP, "上部", "The upper part") \
    X(PHOTO_PART_BOTTOM, "下部", "The lower part") \
    X(PHOTO_USE, "使用这张照片", "Use this photo") \
    X(PHOTO_OTHER, "换一张照片", "Choose another photo") \
    X(PHOTO_TAKEN, "照片已提交", "The photo has been sent") \
    X(PHOTO_SEND_LINK, "上传或更换制卡照片", "Send or replace the photo for the card") \
    X(CASE_APPEAL_N, "对不予批准的决定不服的，可在 %.*s 前申请行政复议，或在 %.*s 前提起行政诉讼（%.*s）。", \
      "Whoever does not agree may ask for administrative review until %.*s, or sue until %.*s (%.*s).") \
    X(DECIDE_TITLE, "复核", "Decision") \
    X(DECIDE_LEGEND, "复核结论", "What do you decide?") \
    X(DECIDE_APPROVE, "批准", "Approve") \
    X(DECIDE_APPROVE_HINT, "立即生效，并通知本人", "Takes effect at once; the person is told") \
    X(DECIDE_REFUSE, "不予批准", "Refuse") \
    X(DECIDE_REFUSE_HINT, "须写明理由，并告知救济途径", "With a reason; the person is told how to appeal") \
    X(DECIDE_RETURN, "退回补正", "Return") \
    X(DECIDE_RETURN_HINT, "材料不齐或填写有误，写明要补什么", "Papers are missing or wrong: say which") \
    X(DECIDE_REASON, "理由", "Reason") \
    X(DECIDE_REASON_HINT, "不予批准或退回时必须填写，当事人会看到", "Needed to refuse or return; the person will read it") \
    X(DECIDE_DO, "提交复核结论", "Send the decision") \
    X(DECIDE_EMPTY, "请选择复核结论", "Choose a decision") \
    /* progress */ \
    X(TRACK_TITLE, "申领进度查询", "Follow an application") \
    X(TRACK_LEAD, "不用登录，凭受理编号和社会保障号码末 4 位查询社保卡办到哪一步。", \
      "No sign-in: the application number and the last 4 characters of the social security number show how far the card is.") \
    X(TRACK_NUMBER, "受理编号", "Application number") \
    X(TRACK_NUMBER_HINT, "例如 K17-1，写在受理回执上", "For example K17-1, on the receipt") \
    X(TRACK_NUMBER_EMPTY, "请输入受理编号，例如 K17-1", "Type the application number, for example K17-1") \
    X(TRACK_TAIL, "社会保障号码末 4 位", "Last 4 characters of the social security number") \
    X(TRACK_TAIL_HINT, "最后一位可能是 X", "The last may be X") \
    X(TRACK_TAIL_EMPTY, "请输入社会保障号码末 4 位", "Type the last 4 characters of the number") \
    X(TRACK_DO, "查询进度", "Show progress") \
    X(TRACK_LATE, "已超过预计日期。请拨打 12333，我们会催办并告诉您结果。", "It is later than expected. Call 12333: we will press for it and tell you.") \
    X(TRACK_COLLECT, "带身份证去领取", "Collect it with your identity card") \
    X(TRACK_TOO_OFTEN, "查询过于频繁，请一分钟后再试。", "Too many tries; wait a minute.") \
    /* opening an account */ \
    X(CONTINUE, "继续", "Continue") \
    X(PREVIOUS_STEP, "上一步", "Back") \
    X(CHANGE, "修改", "Change") \
    X(OR, "或", "or") \
    X(AND, "以及", "and") \
    X(ANY_ONE, "（任一种）", " (any one)") \
    X(OPEN_LEAD, "几个问题确定适合您的参保方式，一次完成个人登记、参保登记和申领社保卡。不收费。", \
      "A few questions find your way to join; then registration, account and card are done in one go. It costs nothing.") \
    X(OPEN_HAVE, "请准备", "Have ready") \
    X(OPEN_HAVE_ID, "居民身份证，或护照、通行证、居住证", "Identity card, or passport or permit") \
    X(OPEN_HAVE_CONTRACT, "在职职工：劳动合同和单位的统一社会信用代码", "Employees: labour contract and the employer's credit code") \
    X(OPEN_HAVE_HUKOU, "灵活就业人员和城乡居民：户口簿或居住证明", "Flexible workers and residents: household register or proof of residence") \
    X(OPEN_HAVE_PHOTO, "办卡：白色背景的近期照片，电子版或纸质都可以", "For the card: a recent photo on a white background, as a file or on paper") \
    X(OPEN_TAKES, "多久办好", "How long it takes") \
    X(OPEN_TAKES_TEXT, "参保登记当场办好，社保卡按当地规定的时间制成，办好后会告诉您日期。", \
      "The account is open at once. The card is made within the region's time; you are told the day.") \
    X(OPEN_WHO_TEXT, "可以由窗口、用人单位、签有协议的人力资源机构办理；凭税务机关发放的网上密码，本人也可以办理。前三个问题不用登录。", \
      "Counters, employers and agencies with a contract can do it, and you yourself with an online password from the tax office. The first three questions need no sign-in.") \
    X(OPEN_CATEGORY, "您以哪种身份参保？", "As what do you join?") \
    X(OPEN_CATEGORY_EMPTY, "请选择参保身份", "Choose as what you join") \
    X(OPEN_EMPLOYEE, "在职职工", "Employee") \
    X(OPEN_EMPLOYEE_HINT, "与单位有劳动关系，由单位办理并代扣缴费", "You have a labour contract; the employer enrols you and pays with you") \
    X(OPEN_FLEXIBLE, "灵活就业人员", "Flexible worker") \
    X(OPEN_FLEXIBLE_HINT, "个体经营、自由职业、平台就业，由本人缴费", "Self-employed, freelance or platform work; you pay yourself") \
    X(OPEN_RESIDENT, "城乡居民", "Resident") \
    X(OPEN_RESIDENT_HINT, "没有工作或在校学生等，按年缴费", "Not working, or a student; paid by the year") \
    X(OPEN_REGION, "在哪里参保？", "Where do you join?") \
    X(OPEN_REGION_SHORT, "参保地", "Region") \
    X(OPEN_REGION_EMPTY, "请选择参保地", "Choose the region") \
    X(OPEN_INSURANCES, "参加哪些险种？", "Which insurances?") \
    X(OPEN_INSURANCES_ALL, "职工应当参加全部险种", "Employees join all of them") \
    X(OPEN_INSURANCES_SOME, "可以只选一项", "You may choose one only") \
    X(OPEN_INSURANCES_EMPTY, "请至少选择一个险种", "Choose at least one insurance") \
    X(OPEN_DOCUMENT, "用哪种证件登记？", "Which document do you register with?") \
    X(OPEN_DOCUMENT_SHORT, "证件", "Document") \
    X(OPEN_DOCUMENT_EMPTY, "请选择证件", "Choose a document") \
    X(OPEN_IDENTITY, "姓名和号码", "Name and number") \
    X(OPEN_NAME_HINT, "与证件上完全一致", "Exactly as on the document") \
    X(OPEN_NAME_EMPTY, "请输入姓名，与证件一致", "Type the name as on the document") \
    X(OPEN_CITIZEN_NUMBER, "公民身份号码", "Citizen number") \
    X(OPEN_CITIZEN_HINT, "18 位，最后一位可能是 X", "18 characters, the last may be X") \
    X(OPEN_DOCUMENT_NUMBER, "证件号码", "Number of the document") \
    X(OPEN_DOCUMENT_HINT, "与证件上完全一致", "Exactly as on the document") \
    X(OPEN_DOCUMENT_NUMBER_EMPTY, "请输入证件号码", "Type the number of the document") \
    X(OPEN_NUMBER_SHORT, "号码", "Number") \
    X(OPEN_BIRTH_TITLE, "出生日期和性别", "Day of birth and sex") \
    X(OPEN_BIRTH, "出生日期", "Day of birth") \
    X(OPEN_BIRTH_HINT, "例如 1990-03-27", "For example 1990-03-27") \
    X(OPEN_BIRTH_EMPTY, "请输入出生日期，例如 1990-03-27", "Type the day of birth, for example 1990-03-27") \
    X(OPEN_SEX, "性别", "Sex") \
    X(OPEN_SEX_EMPTY, "请选择性别", "Choose the sex") \
    X(OPEN_CONTACT, "联系方式", "How to reach you") \
    X(OPEN_MOBILE_HINT, "用来通知办理结果，例如 13800000000", "For notices, for example 13800000000") \
    X(OPEN_MOBILE_EMPTY, "请输入手机号码", "Type a mobile number") \
    X(OPEN_HUKOU, "户籍地代码", "Code of the household registration") \
    X(OPEN_HUKOU_HINT, "六位行政区划代码，一般是身份证号码的前六位", "Six digits, usually the first six of the citizen number") \
    X(OPEN_RESIDENCE, "居住地代码", "Code of the residence") \
    X(OPEN_RESIDENCE_HINT, "与户籍地不同时填写", "If it is not the same") \
    X(OPEN_REGION_WRONG, "行政区划代码应为六位数字，例如 330106", "The code of a region is six digits, for example 330106") \
    X(OPEN_PAYER, "由谁缴费？", "Who pays?") \
    X(OPEN_CREDIT_CODE, "单位的统一社会信用代码", "Unified credit code of the employer") \
    X(OPEN_CREDIT_HINT, "18 位，写在营业执照上", "18 characters, on the business licence") \
    X(OPEN_CONTRACT, "代理协议编号", "Number of the agency contract") \
    X(OPEN_CONTRACT_HINT, "例如 X5", "For example X5") \
    X(OPEN_PAYER_EMPTY, "请填写由谁缴费", "Say who pays") \
    X(OPEN_FLEXIBLE_KIND, "您属于哪一种？", "Which kind of work?") \
    X(OPEN_FLEXIBLE_KIND_SHORT, "就业方式", "Kind of work") \
    X(OPEN_FLEXIBLE_KIND_EMPTY, "请选择就业方式", "Choose the kind of work") \
    X(OPEN_BANK, "社保卡选哪家银行？", "Which bank for the card?") \
    X(OPEN_BANK_SHORT, "社保卡银行", "Bank of the card") \
    X(OPEN_BANK_EMPTY, "请选择银行，或选择暂不办卡", "Choose a bank, or no card for now") \
    X(OPEN_NO_CARD, "暂不办卡", "No card for now") \
    X(OPEN_NO_CARD_HINT, "已有社保卡，或以后再办", "There is a card already, or later") \
    X(OPEN_PAPERS_HINT, "每一组至少有一种；照片可以在下一页上传", "At least one of each group; a photo can be uploaded on the next page") \
    X(PAPER_IF, "适用于", "If") \
    X(OPEN_PAPERS_EMPTY, "请勾选至少一份材料", "Tick at least one paper") \
    X(OPEN_PATH_TITLE, "您的参保方式", "Your way to join") \
    X(OPEN_PATH_EMPLOYEE, "由您的单位自用工之日起三十日内办理。单位没有办理的，您可以要求补办，也可以向 12333 反映。", \
      "Your employer enrols you within thirty days of starting work. If it does not, ask for it, or tell 12333.") \
    X(OPEN_PATH_FLEXIBLE, "由本人办理：到服务窗口，或领取网上密码后在这里办理。", "You do it yourself: at a counter, or here once you have an online password.") \
    X(OPEN_PATH_RESIDENT, "由本人或家人办理：到社区服务点或服务窗口，或领取网上密码后在这里办理。", \
      "You or your family do it: at a community point or counter, or here once you have an online password.") \
    X(OPEN_PATH_WHERE, "要在这里继续办理，请登录；网上密码由税务机关当面核验身份后发放。", \
      "To go on here, sign in; the tax office gives an online password after seeing your identity card.") \
    X(OPEN_PATH_READ, "阅读详细指南", "Read the full guide") \
    X(OPEN_CHECK, "核对填写的内容", "Check your answers") \
    X(OPEN_PHOTO, "制卡照片（可选）", "Photo for the card (optional)") \
    X(OPEN_PHOTO_HINT, "JPEG，白色背景，近期正面免冠；没有电子版可交纸质照片", "JPEG, white background, recent, facing the camera; a paper photo will do as well") \
    X(OPEN_DECLARE, "提交前确认", "Before you send it") \
    X(OPEN_DECLARE_TEXT, "提交即表示以上内容属实。虚构劳动关系参保不合法，已缴的费用会清退，骗取待遇的要承担法律责任。", \
      "By sending it you confirm that it is true. Joining through invented work is unlawful: what was paid is returned, and fraud is punished.") \
    X(OPEN_SUBMIT, "确认提交", "Confirm and send") \
    X(OPEN_DONE, "参保登记已办好", "The account is open") \
    X(OPEN_NUMBERS, "受理编号", "Numbers") \
    X(OPEN_PERSON_NUMBER, "个人编号", "Personal number") \
    X(OPEN_ACCOUNT_NUMBER, "参保账户", "Account") \
    X(OPEN_KNOWN, "此人以前已经登记，这次没有重复登记；手机、户籍地等已登记的内容没有改动，需要改的请办理更正。", \
      "The person was on record already and was not registered twice; the telephone number and all else on record stay as they are until they are corrected.") \
    X(OPEN_CARD_REFUSED, "账户已开立，但没有受理办卡：", "The account is open, but no card was applied for: ") \
    X(OPEN_NEXT_CARD_N, "制作社保卡，预计 %.*s 制成，届时通知领取。", "The card is made, expected on %.*s; you will be told when to collect it.") \
    X(OPEN_NEXT_TRACK, "凭受理编号和号码末 4 位随时查进度：", "Follow it with the application number and the last 4 characters of the number:") \
    X(OPEN_RECORD, "查看个人记录", "See the record") \
    /* before and after */ \
    X(CASE_NOW, "现在", "Now") \
    X(CASE_THEN, "批准后", "After approval") \
    X(CASE_MASKED, "个人信息以掩码显示。确需核对全文的，请写明事由，本人会看到。", \
      "Personal values are masked. Who must see them in full says why; the person will read it.") \
    X(CASE_PURPOSE, "事由", "Why you need it") \
    X(CASE_UNMASK, "显示全文", "Show in full") \
    X(OUTLETS_TITLE, "服务网点", "Where to go") \
    X(OUTLETS_LEAD, "可以领卡、启用、办理业务的银行、医院、药店和人力资源机构。", \
      "Banks, hospitals, pharmacies and agencies where cards are handed over, activated and used.") \
    X(OUTLETS_ALL, "全部", "All") \
    X(OUTLETS_NAME, "名称", "Name") \
    X(OUTLETS_ADDRESS, "地址", "Address") \
    X(OUTLETS_PHONE, "电话", "Telephone") \
    X(OUTLETS_HOURS, "服务时间", "Hours") \
    X(OUTLETS_NONE, "没有符合条件的网点，请换一个地区或类别。", "No place fits; choose another region or kind.") \
    X(OUTLETS_MORE, "更多网点", "More places")
