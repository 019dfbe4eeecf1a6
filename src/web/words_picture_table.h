/* words_picture_table.h - what the pictures, the figures of the office and the files of the pages say. */
#pragma once

#define PICTURE_WORDS(X) \
    X(CHART_NAME_N, "图：%.*s。数据见图下的表格。", "Chart: %.*s. The table below it has the figures.") \
    X(CHART_TABLE, "看数据表", "Show the figures as a table") \
    /* the insured */ \
    X(CHART_MONTHS_N, "%d 年逐月缴费（元）", "Contributions month by month, %d (yuan)") \
    X(CHART_SHARES_N, "%d 年的缴费去了哪里（元）", "Where the contributions of %d went (yuan)") \
    X(CHART_OWN, "归个人账户", "To the own accounts") \
    X(CHART_POOL, "归统筹基金", "To the common funds") \
    X(CHART_ACCOUNT_N, "%.*s：逐年余额和利息（元）", "%.*s: balance and interest year by year (yuan)") \
    X(CHART_ACCOUNT_BEFORE, "年初余额", "At the beginning of the year") \
    X(CHART_ACCOUNT_BROUGHT, "本年记入", "Credited in the year") \
    X(CHART_ACCOUNT_INTEREST, "本年利息", "Interest of the year") \
    X(CHART_NOTHING, "还没有可以画出来的数据。", "There is nothing to draw yet.") \
    X(OUTLOOK_TITLE, "什么时候退休，每月领多少", "When to retire, and what it comes to") \
    X(OUTLOOK_TEXT, "法律允许在这段时间里自己选择退休的月份。每三个月算一次，条件同上面的测算。", \
      "The law lets you choose a month in this time. One forecast a quarter, on the same assumptions as above.") \
    X(OUTLOOK_CHART, "按退休月份测算的每月养老金（元）", "Monthly pension by month of retirement (yuan)") \
    X(OUTLOOK_NONE, "按现在的缴费，在可以选择的月份里都达不到最低缴费年限，暂时算不出每月养老金。", \
      "With the contributions so far, no month to choose reaches the least time of contributions; there is no monthly pension to show yet.") \
    /* a file that goes back */ \
    X(ANNOTATED_TITLE, "在原表上改", "Mend it in the file") \
    X(ANNOTATED_TEXT, "下载标注了“错误”一列的文件，改好后重新上传；“错误”一列不必删去。", \
      "Download the file with a column that says what is wrong with each row, mend it and send it again; the column may stay.") \
    X(ANNOTATED_DO_N, "下载标注了错误的文件（%s）", "Download it with its errors (%s)") \
    /* the office */ \
    X(FIGURES_TITLE, "业务和基金概览", "Figures of the office") \
    X(FIGURES_SHORT, "待办、渠道、封存原因、征缴率和基金收支", "What waits, channels, holds, collection and funds") \
    X(FIGURES_TEXT, "打开本页时从业务记录和账簿现算。", "Read from the records and the books when this page is opened.") \
    X(QUEUES_TITLE, "各项业务的待办件数", "What waits, by procedure") \
    X(QUEUE_IN_TIME, "未超期", "In time") \
    X(QUEUE_LATE, "已超期", "Late") \
    X(QUEUE_RETURNED, "待补正", "Returned, to be mended") \
    X(QUEUES_NONE, "没有待办业务。", "Nothing waits.") \
    X(PROCEDURE, "业务", "Procedure") \
    X(CHANNELS_TITLE_N, "最近 %d 笔业务由谁经办", "Who brought the last %d acts") \
    X(CHANNEL, "渠道", "Channel") \
    X(CHANNEL_ACTS, "笔数", "Acts") \
    X(CHANNELS_NONE, "还没有业务记录。", "Nothing was done yet.") \
    X(FIGURES_HOLDS_TITLE, "各种封存、受限原因的人数", "People by cause of a hold") \
    X(FIGURES_HOLD_CAUSE, "原因", "Cause") \
    X(HOLD_PERSONS, "人数", "People") \
    X(HOLDS_NONE, "没有人受限。", "Nobody is held.") \
    X(HOLDS_SAMPLE_N, "在册 %.*s 人中均匀抽查了 %.*s 人，以下是抽查到的人数。", \
      "Of %.*s people on record %.*s were looked at, evenly spread; the figures are those of the sample.") \
    X(COLLECTION_TITLE, "征缴率：已缴占累计应缴", "Collection: paid of all that was ever billed") \
    X(COLLECTION_RATE, "征缴率", "Collection rate") \
    X(COLLECTION_NONE, "还没有应缴费额。", "Nothing was billed yet.") \
    X(BILLED_TITLE, "逐月应缴和实缴（元）", "Billed and collected month by month (yuan)") \
    X(BILLED, "应缴", "Billed") \
    X(COLLECTED, "实缴", "Collected") \
    X(FLOWS_TITLE, "近十二个月各基金收支（元）", "What went into and out of each fund in twelve months (yuan)") \
    X(FLOW_IN, "收入", "In") \
    X(FLOW_OUT, "支出", "Out") \
    X(FLOWS_NONE, "十二个月内没有收支。", "Nothing moved in twelve months.")
