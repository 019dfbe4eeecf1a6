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
    X(DEMO_TEXT, "这是演示系统，城市、单位和人员均为虚构。", "This is a demonstration: the city, the employers and the people are invented.") \
    X(FOOT_HOTLINE, "服务热线", "Hotline") \
    X(FOOT_HOURS, "工作日有人工服务，查询和临时挂失全天可办", "Staff on working days; look-ups and loss reports at any hour") \
    X(FOOT_ABOUT, "查询本人的参保和社保卡记录是您的权利，不收任何费用。", "Looking at your own record is your right and costs nothing.") \
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
    X(REFUSED_TITLE, "这次没有办成", "This could not be done")
