/* words_money_table.h - what the pages about contributions, payments, books and rules say, as in words_table.h. */
#pragma once

#define MONEY_WORDS(X) \
    /* values */ \
    X(YES, "是", "Yes") \
    X(NO, "否", "No") \
    X(YUAN, "元", "yuan") \
    X(SHOW, "查看", "Show") \
    X(AS_OF, "截至", "As of") \
    X(TOTAL, "合计", "Total") \
    X(AMOUNT, "金额", "Amount") \
    X(VALUE, "数值", "Value") \
    X(VALUE_NONE, "无", "None") \
    X(VALUE_UNKNOWN, "未公布", "Not published") \
    X(RULE, "项目", "Rule") \
    X(RATE, "利率", "Rate") \
    X(INSURANCE, "险种", "Insurance") \
    X(BASE, "缴费基数", "Base") \
    X(MONTH_OF, "费款所属期", "Month") \
    X(PERSON_NUMBER, "个人编号", "Person") \
    X(STATUS_FINAL, "正式", "Final") \
    X(STATUS_PROVISIONAL, "暂定", "Provisional") \
    X(PROVISIONAL_TEXT, "本月按暂定标准核定，标准公布后补差。", \
      "This month stands on provisional figures; the difference follows once they are published.") \
    /* forms made from the catalogue */ \
    X(ENTRY_EMPTY_N, "请填写：%.*s", "Fill in: %.*s") \
    X(HINT_MONTH, "例如 2025-08", "For example 2025-08") \
    X(HINT_DAY, "例如 2025-08-31", "For example 2025-08-31") \
    X(HINT_YUAN, "例如 12345.67", "For example 12345.67") \
    X(YUAN_WRONG, "金额请写成 12345.67，不带千位分隔和符号", \
      "Write the amount as 12345.67, without signs or separators") \
    X(NUMBER_WRONG, "请填写整数", "Type a whole number") \
    X(VOUCHER_KIND, "凭证种类", "Kind of voucher") \
    X(VOUCHER_NO, "凭证编号", "Number of the voucher") \
    X(VOUCHER_NO_HINT, "银行流水号、收据号或完税证明号；同一凭证只登记一次", \
      "Of the bank, the receipt or the tax certificate; the same paper counts once") \
    X(VOUCHER_DAY, "凭证日期", "Day of the voucher") \
    X(VOUCHER_KIND_EMPTY, "请选择凭证种类", "Choose the kind of voucher") \
    X(VOUCHER_NO_EMPTY, "请填写凭证编号", "Type the number of the voucher") \
    X(VOUCHER_DAY_EMPTY, "请填写凭证日期，例如 2025-08-31", "Type the day of the voucher, for example 2025-08-31") \
    /* a person's months and accounts */ \
    X(MONEY_TITLE, "缴费与个人账户", "Contributions and account") \
    X(MONEY_PENSION, "养老保险个人账户", "Personal pension account") \
    X(MONEY_MEDICAL, "医疗保险个人账户", "Personal medical account") \
    X(OWN_ACCOUNTS, "个人账户（按年）", "Personal accounts by year") \
    X(OWN_ACCOUNTS_TEXT, "个人账户的钱归本人所有，不得提前支取，按国家公布的记账利率计息，免征利息税；死亡后余额可以继承。（《社会保险法》第十四条）", \
      "What is on the personal account is the person's own: it is not paid out early, bears the published interest free of tax, and goes to the heirs. (Social Insurance Law, article 14)") \
    X(OPENING, "年初余额", "Opening") \
    X(BROUGHT, "历史结转", "Brought forward") \
    X(CREDITS, "本年记入", "Credits") \
    X(INTEREST, "记账利息", "Interest") \
    X(CLOSING, "年末余额", "Closing") \
    X(MONTHS_TITLE, "逐月缴费", "Month by month") \
    X(MONTHS_NONE, "还没有缴费记录。核定并发布后，应缴的月份会显示在这里。", \
      "No month is on record yet; months appear once they have been assessed and released.") \
    X(MONTH_DETAIL, "各险种和去向", "Insurances, and where it went") \
    X(PART_EMPLOYER, "单位缴纳", "Employer's part") \
    X(PART_EMPLOYEE, "个人缴纳", "Own part") \
    X(PART_SUBSIDY, "政府补贴", "Subsidy") \
    X(CREDITED_ON, "入账日期", "Credited on") \
    X(PAID, "已缴", "Paid") \
    X(PAID_PART, "部分已缴", "Partly paid") \
    X(PAID_NOT, "未缴", "Not paid") \
    X(SHARE_PENSION_OWN, "记入本人养老账户", "To the person's pension account") \
    X(SHARE_MEDICAL_OWN, "记入本人医保账户", "To the person's medical account") \
    X(SHARE_PENSION, "养老统筹基金", "Pension pool") \
    X(SHARE_MEDICAL, "医疗统筹基金", "Medical pool") \
    X(SHARE_SERIOUS_ILLNESS, "大病保险", "Serious illness fund") \
    X(SHARE_UNEMPLOYMENT, "失业保险基金", "Unemployment fund") \
    X(SHARE_INJURY, "工伤保险基金", "Work injury fund") \
    X(FILES_TITLE, "下载", "Download") \
    X(FILES_TEXT, "文件里的每一笔都来自账簿，合计与账簿一致。", \
      "Every amount in these files comes from the ledger, and so do their sums.") \
    X(FILE_MONTHS_XLSX, "缴费明细（xlsx）", "Contributions (xlsx)") \
    X(FILE_MONTHS_CSV, "缴费明细（CSV）", "Contributions (CSV)") \
    X(FILE_ACCOUNTS_XLSX, "个人账户（xlsx）", "Accounts (xlsx)") \
    X(FILE_ACCOUNTS_CSV, "个人账户（CSV）", "Accounts (CSV)") \
    X(FILE_JSON, "全部内容（JSON）", "All of it (JSON)") \
    /* the pension to come */ \
    X(FORECAST_TITLE, "养老金测算", "Pension forecast") \
    X(FORECAST_LEAD, "按现行规定和账簿中的记录测算，结果是暂定的，以退休时核定为准。", \
      "By the rules in force and what the ledger holds. It is provisional: the pension is fixed at retirement.") \
    X(FORECAST_TOTAL, "每月养老金（测算）", "Pension a month (forecast)") \
    X(FORECAST_NONE, "现在还不能算出每月养老金，缺什么见下面。", \
      "No monthly pension can be given yet; what is missing stands below.") \
    X(FORECAST_BASIC, "基础养老金", "Basic pension") \
    X(FORECAST_ACCOUNT, "个人账户养老金", "Pension from the personal account") \
    X(FORECAST_MISSING, "还缺什么", "What is missing") \
    X(FORECAST_ASSUMED, "记录和假设", "What is on record, and what was assumed") \
    X(FORECAST_ASSUMED_TEXT, "假设按现在的基数继续缴费到该月，不计以后的利息。", \
      "It is assumed that contributions go on at the present base until that month; no interest to come is counted.") \
    X(FORECAST_STATUTORY, "法定退休", "Statutory retirement") \
    X(FORECAST_MINIMUM, "最低缴费年限", "Least time of contributions") \
    X(FORECAST_PAID, "已缴", "Paid so far") \
    X(FORECAST_MONTH, "测算到", "Forecast for") \
    X(FORECAST_AGE, "届时年龄", "Age then") \
    X(FORECAST_AHEAD, "还要缴", "Still to pay") \
    X(FORECAST_BASE, "缴费基数", "Base") \
    X(FORECAST_GROWTH, "工资年增长率（%）", "Growth of wages a year (%)") \
    X(FORECAST_GROWTH_HINT, "可不填，最高 20", "Optional, 20 at most") \
    X(FORECAST_GROWTH_WRONG, "增长率请写成 2 或 2.5", "Write the growth as 2 or 2.5") \
    X(FORECAST_BALANCE, "届时个人账户", "Personal account then") \
    X(FORECAST_WAGE, "届时平均工资", "Average wage then") \
    X(FORECAST_LAW, "逐项依据", "The law, line by line") \
    X(FORECAST_OTHER, "换个条件再算", "Other assumptions") \
    X(FORECAST_UNTIL, "退休月份", "Month of retirement") \
    X(FORECAST_AGAIN, "重新测算", "Forecast again") \
    X(FORECAST_DEEMED, "视同缴费年限（月）", "Deemed contributions (months)") \
    X(FORECAST_DEEMED_HINT, "可不填，按月数填写，例如 60", "Optional, a number of months such as 60") \
    X(FORECAST_DEEMED_WRONG, "请填写 0 至 600 的月数", "Write a number of months from 0 to 600") \
    X(FORECAST_SOURCES, "缴费年限从哪里来", "Where the months come from") \
    X(FORECAST_SOURCE, "来源", "Source") \
    X(FORECAST_MONTHS, "年限", "How long") \
    X(FORECAST_WITH_ARREARS, "欠费补缴后，每月养老金（测算）为 %.*s。", "Once the arrears are paid, the pension a month would be %.*s.") \
    X(YEARS_MONTHS_N, "%d 年 %d 个月", "%d years, %d months") \
    /* an employer's desk */ \
    X(UNIT_TITLE, "单位缴费", "Employer's contributions") \
    X(UNIT_SHORT, "单位的欠费、滞纳金和账单", "What an employer owes, late fees and bills") \
    X(UNIT_STEPS, "每月要办的事", "Each month") \
    X(ARREARS_TITLE, "未缴和滞纳金", "What is open, and late fees") \
    X(OPEN_AMOUNT, "未缴金额", "Open") \
    X(OVERDUE_AMOUNT, "其中已逾期", "Of it overdue") \
    X(LATE_FEE, "滞纳金", "Late fee") \
    X(LATE_FEE_TODAY, "滞纳金（计至截至日）", "Late fee, to that day") \
    X(DUE, "缴费期限", "Due") \
    X(OVERDUE, "已逾期", "Overdue") \
    X(NOT_DUE, "未到期", "Not due yet") \
    X(NOTHING_OWED, "没有未缴的费用。", "Nothing is open.") \
    X(FILE_ARREARS, "下载未缴明细", "Download what is open") \
    X(FILE_BILL, "下载账单明细", "Download the lines") \
    X(BILL_TITLE, "单位账单", "Bill of a month") \
    X(BILL_SHORT, "逐人逐险种的应缴费额和缴费期限", "What is due for whom, and by when") \
    X(BILL_LINES, "逐人明细", "Person by person") \
    X(BILL_NONE, "这个月还没有发布账单。", "No bill of this month has been released.") \
    X(BILL_ASSESSED, "其中有未按时申报、按上月缴费额的百分之一百一十确定的人员。（《社会保险法》第六十二条）", \
      "Some people were not declared in time and stand at 110 percent of the month before. (Social Insurance Law, article 62)") \
    X(DECLARE_TITLE, "申报工资", "Declare wages") \
    X(DECLARE_SHORT, "上传表格，先核对再提交", "Upload a file; it is checked before it is taken") \
    X(DECLARE_LEAD, "上传工资表或粘贴几行。先告诉您哪几行有误、怎样改，确认后才提交。", \
      "Upload a wage sheet or paste a few lines. You are told first which rows are wrong and how to mend them; nothing is taken before you confirm.") \
    X(DECLARE_EXAMPLE, "不知道格式？下载样表，把示例行换成自己的：", \
      "Not sure about the form? Download the example and write your own rows over it:") \
    X(DECLARE_FILE, "工资表", "Wage sheet") \
    X(DECLARE_FILE_HINT, "xlsx 或 CSV，须有“社会保障号码”和“缴费工资”两列，最大 2 MB", \
      "xlsx or CSV with a column of numbers and one of wages, at most 2 MB") \
    X(DECLARE_TABLE, "或在这里粘贴", "Or paste it here") \
    X(DECLARE_TABLE_HINT, "每行一人：号码,工资。可以直接从电子表格复制", \
      "One person a line: number,wage. It can be copied from a spreadsheet") \
    X(DECLARE_CHECK, "核对", "Check") \
    X(DECLARE_EMPTY, "请选择文件，或粘贴几行", "Choose a file, or paste some lines") \
    X(DECLARE_LAST, "最近上传的工资表", "The wage sheet that you sent last") \
    X(DECLARE_LAST_SHOW, "查看核对结果", "Show what the check found") \
    X(DECLARE_REPORT, "核对结果", "What the check found") \
    X(DECLARE_DONE, "申报已受理", "The wages are declared") \
    X(DECLARE_NOTHING, "没有接收任何一行", "No row was taken") \
    X(DECLARE_COUNT_N, "正确 %d 行，有误 %d 行。", "Right: %d. Wrong: %d.") \
    X(DECLARE_TAKE_ALL, "提交全部", "Take all rows") \
    X(DECLARE_TAKE_GOOD, "只提交正确的行", "Take only the rows that are right") \
    X(DECLARE_AGAIN, "改好后重新上传", "Upload it again, mended") \
    X(DECLARE_NEXT, "经办机构核定并发布后，应缴费额会出现在账单里。更正工资可以再次申报，以最后一次为准。", \
      "Once the bureau has assessed and released the month, the bill shows what is due. Declare again to correct a wage: the last one counts.") \
    X(ROW, "行", "Row") \
    X(ROWS_N, "%d 人", "%d people") \
    X(ROW_WHY, "问题", "What is wrong") \
    X(ROW_FIX, "怎样改", "How to mend it") \
    /* the payment desk */ \
    X(PAY_TITLE, "登记缴费", "Record a payment") \
    X(PAY_SHORT, "凭缴费凭证登记，当场打印收据", "By its paper; the receipt is printed at once") \
    X(PAY_LEAD, "钱按最早的月份、先个人后单位的次序分配；多出的留作预存款。", \
      "It settles the oldest month first, the own part before the employer's; what is left stays with the payer.") \
    X(PAY_LEAD_UNIT, "登记本单位已缴的款项。钱按最早的月份分配，多出的留作预存款。", \
      "Record what your organisation has paid. It settles the oldest month first; what is left stays with you.") \
    X(PAYER_HINT, "单位填统一社会信用代码，个人填社会保障号码，代理填协议编号（例如 X5）", \
      "An employer's credit code, a person's number, or a contract (such as X5)") \
    X(PAY_MONTH, "只缴这个月（可不填）", "Only this month (optional)") \
    X(PAY_MONTH_HINT, "不填则从最早欠的月份缴起，例如 2025-08", \
      "Left out: from the oldest month that is open; for example 2025-08") \
    X(PAY_DO, "登记", "Record") \
    X(PAY_AGAIN, "登记下一笔", "Next payment") \
    X(PAID_FOR, "缴的是", "For") \
    X(PRINCIPAL, "社会保险费", "Contribution") \
    X(RECEIPT_TITLE, "缴费收据", "Receipt") \
    X(RECEIPT_NO, "收据编号", "Receipt") \
    X(RECEIPT_FROM, "缴费人", "Payer") \
    X(RECEIPT_BY, "经办", "Recorded by") \
    X(RECEIPT_FOR, "用于", "What it was for") \
    X(RECEIPT_FOR_NOTHING, "没有到期的费用，全部留作预存款。", "Nothing is open; all of it stays with the payer.") \
    X(RECEIPT_STAYS_N, "留作预存款：%.*s，下一次核定发布后抵缴。", \
      "Stays with the payer: %.*s. It counts towards the next bill.") \
    X(RECEIPT_FIND, "查找收据", "Find a receipt") \
    X(RECEIPT_SHORT, "凭收据编号调出并打印", "By its number, to look at or print again") \
    X(RECEIPT_LEAD, "本人、本单位和经办机构都可以凭编号调出收据。", \
      "The payer and the bureau call a receipt up again by its number.") \
    X(RECEIPT_HINT, "例如 P12", "For example P12") \
    X(RECEIPT_BACK_N, "这笔款项已于 %.*s 冲正，收据作废。", "This payment was reversed by %.*s; the receipt is void.") \
    X(RECEIPT_FEE, "代理服务费", "Service fee") \
    X(RECEIPT_HELD, "代存", "Held ahead") \
    /* assess and release */ \
    X(ASSESS_TITLE, "核定应缴费额", "Assess contributions") \
    X(ASSESS_SHORT, "先试算，再形成核定批次", "First calculated, then kept as a run") \
    X(ASSESS_LEAD, "先试算，看清笔数和金额再核定。核定后由另一人发布，发布前不产生欠费。", \
      "It is only calculated first. Once kept, another person releases it; until then nothing is owed.") \
    X(ASSESS_UNIT_HINT, "只核定一个单位时填写；已有账单的单位得到差额", \
      "For one employer alone; one that has a bill gets the difference") \
    X(ASSESS_PERSON_HINT, "只核定一名自行缴费人员时填写", "For one person alone who pays by themselves") \
    X(ASSESS_TRY, "试算", "Calculate") \
    X(ASSESS_TRIED, "试算结果", "What it would come to") \
    X(ASSESS_DO, "确认核定", "Keep this run") \
    X(ASSESS_DONE, "已核定，等待发布", "Assessed, to be released") \
    X(ASSESS_SAME, "与已发布的一致，没有需要核定的", "Nothing differs from what was billed") \
    X(ASSESS_NEXT, "请把批次编号和控制总数交给复核人员发布。", \
      "Give the number of the run and its totals to the reviewer who releases it.") \
    X(ASSESS_AGAIN, "核定另一笔", "Assess another") \
    X(ASSESSED_BY, "核定人", "Assessed by") \
    X(ASSESSED_AT, "核定时间", "Assessed at") \
    X(BILLS, "账单数", "Bills") \
    X(LINES, "明细行数", "Lines") \
    X(SKIPPED, "已有账单、跳过", "Have a bill already, left alone") \
    X(UNDECLARED, "未申报工资的单位", "Employers that have not declared") \
    X(NO_WAGE, "没有工资、未核定的人", "People without a wage, left out") \
    X(RUN, "核定批次", "Run") \
    X(RUN_KIND, "类型", "Kind") \
    X(RUN_BILL, "应缴费额", "Bills") \
    X(RUN_DIFFERENCE, "补差", "Differences") \
    X(RUN_HINT, "例如 L1234，由核定人提供", "For example L1234, from whoever assessed it") \
    X(RUNS_WAITING, "等待发布的批次", "Runs that wait") \
    X(RUNS_NONE, "没有等待发布的批次。", "No run waits for its release.") \
    X(RUNS_MORE, "还有更多，先发布以上的。", "There are more; release these first.") \
    X(RUN_BEFORE, "上月", "Month before") \
    X(RUN_NOW, "本月", "This month") \
    X(OUTLIERS, "变动过半的人", "Changed by half") \
    X(OUTLIERS_TITLE, "与上月相差一半以上的人", "More than half above or below the month before") \
    X(CONTROL_TOTALS, "控制总数", "Control totals") \
    X(RELEASE_TITLE, "发布核定结果", "Release an assessment") \
    X(RELEASE_SHORT, "核对控制总数后发布，产生应缴费额", "Compare the totals, then what it says is owed") \
    X(RELEASE_LEAD, "选择或输入批次编号，核对控制总数与核定人交来的一致，再发布。不能发布自己核定的批次。", \
      "Choose a run or type its number, compare its totals with those you were given, then release it. Nobody releases a run of their own.") \
    X(RELEASE_LOOK, "查看控制总数", "Show the totals") \
    X(RELEASE_DO, "确认发布", "Release") \
    X(RELEASE_DONE, "已发布", "Released") \
    X(RELEASE_ALREADY, "此前已经发布", "It was released before") \
    X(RELEASE_OWN, "这个批次由您核定，须由另一人发布。", "You assessed this run; another person releases it.") \
    X(RELEASE_OVERTAKEN, "此后已有同一缴费人同月的另一批次发布，请重新核定。", \
      "Another run of the same payer and month was released since; assess again.") \
    X(RELEASE_COUNT_N, "%d 个批次等待", "%d waiting") \
    /* the books */ \
    X(BOOKS_TITLE, "基金账簿", "Books of the funds") \
    X(BOOKS_SHORT, "基金余额、试算平衡、月结和记息", "Balances, trial, month close and interest") \
    X(FUND, "基金", "Fund") \
    X(FUNDS_TITLE, "各项基金余额", "What each fund holds") \
    X(TRIAL_TITLE, "试算平衡", "Trial balance") \
    X(TRIAL_TEXT, "借方合计与贷方合计相等，余额合计为零。", \
      "Debits equal credits, and all balances come to nothing.") \
    X(BOOK_ACCOUNT, "科目", "Account") \
    X(DEBIT, "借方", "Debit") \
    X(CREDIT, "贷方", "Credit") \
    X(CLOSED_UNTIL, "已结账到", "Closed until") \
    X(CLOSED_NONE, "还没有结账", "No month is closed") \
    X(CLOSE_TITLE, "月结", "Close a month") \
    X(CLOSE_TEXT, "结账后该月不能再记账，须另一人复核。", \
      "Nothing is posted into a closed month; another person approves it.") \
    X(CLOSE_DO, "提交月结", "Ask for the close") \
    X(CLOSE_ASKED, "月结已提交复核", "The close waits for its second person") \
    X(CLOSE_WAITS, "由复核人员在这里批准：", "A reviewer approves it here:") \
    X(CREDIT_TITLE, "个人账户记息", "Interest of personal accounts") \
    X(CREDIT_TEXT, "该年十二个月都结账以后记息；再次办理只补差额。", \
      "Once the twelve months of the year are closed. Done again, only differences are posted.") \
    X(CREDIT_DO, "记息", "Credit the interest") \
    X(CREDIT_DONE, "已记息", "Interest is credited") \
    X(CREDIT_ALREADY, "此前已记息，没有差额", "It was credited before; nothing differs") \
    /* the rules */ \
    X(POLICY_TITLE, "政策参数", "Rules in force") \
    X(POLICY_SHORT, "各地各月的缴费标准及其依据", "Figures of each region and month, with their law") \
    X(POLICY_LEAD, "每一项都写明从哪天起、依据什么、是正式还是暂定。", \
      "Each says from which day it holds, by which law, and whether it is final.") \
    X(PARAMETER_NATIONAL, "本地区没有另行规定，按全国的执行。", \
      "The region says nothing of its own; the nation's figure holds.") \
    X(PARAMETER_HISTORY, "历次数值", "What it was before") \
    X(COMPARE_TITLE, "比较两个月的标准", "Compare two months") \
    X(COMPARE_FROM, "从哪个月", "From which month") \
    X(COMPARE_THEN, "之后", "Then") \
    X(COMPARE_SAME, "没有不同。", "Nothing differs.") \
    X(ALARMS_TITLE, "政策提醒", "What to look after") \
    X(ALARMS_SHORT, "即将到期、暂定和缺少的参数", "Figures that run out, are provisional or missing") \
    X(ALARMS_LEAD, "需要补充或确认的参数，以及快用完的节假日安排。", \
      "Figures to add or confirm, and a calendar that runs out.") \
    X(ALARMS_NONE, "没有需要处理的参数。", "There is nothing to look after.") \
    X(ALARM_ENDED, "已失效", "Ended") \
    X(ALARM_ENDS, "即将到期", "Runs out") \
    X(ALARM_STALE, "沿用旧数值", "Old figure") \
    X(ALARM_UNKNOWN, "没有数值", "Missing") \
    X(SET, "参数集", "Set") \
    X(SETS_TITLE, "参数集的提出和批准", "Sets proposed and approved") \
    X(SET_REGION, "地区", "Region") \
    X(SET_PROPOSED, "提出", "Proposed") \
    X(SET_APPROVED, "批准", "Approved") \
    X(SET_IN_USE, "现行", "In use") \
    X(SET_PAST, "以前使用", "Used before") \
    X(SET_WAITING, "等待批准", "Waiting") \
    X(SET_OVERTAKEN, "已过时", "Overtaken") \
    X(SET_HINT, "例如 P2", "For example P2") \
    X(PROPOSE_TITLE, "提出参数", "Propose rules") \
    X(PROPOSE_SHORT, "上传一份政策文件，先看影响", "Send a policy file and see what it changes") \
    X(PROPOSE_LEAD, "提交一个地区的整份政策文件。系统告诉您改了什么、影响多少人，由另一人批准后生效。", \
      "Send the whole policy file of a region. You are told what it changes and for whom; it takes effect once another person approves it.") \
    X(PROPOSE_FILE, "政策文件", "Policy file") \
    X(PROPOSE_FILE_HINT, "YAML，也可以粘贴在下面", "YAML; or paste it below") \
    X(PROPOSE_DO, "提出并查看影响", "Propose, and show the effect") \
    X(PROPOSE_DONE, "已提出，等待批准", "Proposed, to be approved") \
    X(PROPOSE_ALREADY, "这样的参数已经在用或已经提出", "Such rules are in use or proposed already") \
    X(PROPOSE_NEXT, "请另一人在“批准参数”中批准这个编号。下面是批准后的影响。", \
      "Another person approves this number. Below is what that would change.") \
    X(APPROVE_TITLE, "批准参数", "Approve rules") \
    X(APPROVE_SHORT, "批准另一人提出的参数集", "A set that another person has proposed") \
    X(APPROVE_LEAD, "批准后立即启用，已发布的核定不变；以后各月按新参数。不能批准自己提出的。", \
      "It is used at once: what has been released stays as it is. Nobody approves a set of their own.") \
    X(APPROVE_LOOK, "查看影响", "Show the effect") \
    X(APPROVE_BY_N, "%.*s 由 %.*s 于 %.*s 提出。以下影响按现在的参数和参保情况重新计算。", \
      "%.*s was proposed by %.*s, %.*s. The effect below is computed anew, from the rules and records of now.") \
    X(APPROVE_DO, "批准", "Approve") \
    X(APPROVE_DONE, "已批准，现已启用", "Approved and in use") \
    X(APPROVE_ALREADY, "这个参数集正在使用", "This set is in use already") \
    X(APPROVE_NEXT, "改变的内容和影响如下。", "What changed, and for whom, stands below.") \
    X(EFFECT_RULES, "参数的变化", "What the rules say differently") \
    X(EFFECT_PEOPLE, "影响到谁", "Whom it touches") \
    X(EFFECT_PERSONS, "人数", "Persons") \
    X(EFFECT_ACCOUNTS, "参保账户", "Accounts") \
    X(EFFECT_CARDS, "社保卡", "Cards") \
    X(EFFECT_UNITS, "单位", "Employers") \
    X(EFFECT_MONTH, "测算月份", "Month of the calculation") \
    X(EFFECT_MONTH_HINT, "可不填，例如 2025-08", "Optional, for example 2025-08") \
    X(EFFECT_SUMS, "当月缴费合计", "Contributions of the month") \
    X(EFFECT_KNOWN, "已有基数的账户", "Bases on record") \
    X(EFFECT_FLOOR, "没有基数，按下限", "No base on record: at the floor") \
    X(EFFECT_CAP, "没有基数，按上限", "No base on record: at the cap") \
    X(EFFECT_SAMPLE, "人数较多，按抽查的部分给出。", "There are many: these are counted in a sample.") \
    /* what a person was told */ \
    X(INBOX_TITLE, "通知", "Notices") \
    X(INBOX_TEXT, "最新的在最前。每条都写明接下来可以做什么。", "The newest first. Each says what can be done next.") \
    X(INBOX_NONE, "还没有通知。", "There are no notices yet.") \
    X(INBOX_NEW, "未读", "New") \
    X(INBOX_READ, "标为已读", "Mark as read") \
    X(INBOX_READ_ALL, "全部标为已读", "Mark all as read") \
    X(INBOX_LINK, "查看全部通知", "All notices") \
    /* how far long work is */ \
    X(PROGRESS_TITLE, "批量业务进度", "Progress of long work") \
    X(PROGRESS_SHORT, "核定、记息、文件导入等批量业务办到哪里", "How far assessments, interest, files and other runs are") \
    X(PROGRESS_TEXT, "可以离开本页，业务会继续办理；随时回来查看。", "You may leave this page: the work goes on. Come back at any time.") \
    X(PROGRESS_NONE, "现在没有正在办理的批量业务。", "No long work is open now.") \
    X(PROGRESS_WORK, "业务", "Work") \
    X(PROGRESS_FAR, "已完成", "Done so far") \
    X(PROGRESS_BEGINS, "刚开始", "It has just begun") \
    X(PROGRESS_AGAIN, "查看最新进度", "How far it is now") \
    /* the desk */ \
    X(DESK_TITLE, "工作台", "Desk") \
    X(CASES_SHORT, "等待办理和复核的业务", "What waits to be done and decided") \
    /* own bills that lapsed */ \
    X(LAPSED_TITLE, "不再征收的账单", "Bills that lapsed") \
    X(LAPSED_TEXT, \
      "个人缴费的月份过了补缴期就不再征收，转出应收款；按时缴了、登记得晚的钱仍从这里核销，记为负数；没有缴清的险种已缴的部分，" \
      "转为缴费人的预存款。单位的欠费不在其中。", \
      "Months of people who pay alone are not asked any more once they cannot be made up, and leave what is receivable. Money that " \
      "came in time and is recorded late is taken from here, with a minus; what had been paid of an insurance that was not whole lies " \
      "with the payer. What employers owe never is among them.") \
    X(LAPSED_DAY, "转出日期", "Day") \
    X(LAPSED_SUM, "不再征收的合计", "All that lapsed") \
    X(LAPSED_NONE, "没有不再征收的账单。", "Nothing has lapsed.") \
    /* the calculators */ \
    X(CALC_TITLE, "缴费和退休计算", "Contributions and retirement, worked out") \
    X(CALC_LEAD, "按当月标准计算到分，并列出每一步的依据。填写的内容不会保存。", \
      "To the fen by the rules of the month, each step with its law. Nothing that you type is kept.") \
    X(CALC_PAY, "一个月要缴多少", "What is paid for a month") \
    X(CALC_RETIRE, "什么时候可以退休", "When somebody may retire") \
    X(CALC_DO, "计算", "Work it out") \
    X(CALC_TOTAL, "单位和个人合计", "Employer and person together") \
    X(CALC_PROVISIONAL, "部分标准尚未正式公布或待核实，结果供参考。", \
      "Some of the rules are not final yet, so this is provisional.") \
    X(CALC_FUNDS, "这些钱去了哪里", "Where the money goes") \
    X(CALC_PENSION_OWN, "养老保险个人账户", "Pension, the person's account") \
    X(CALC_PENSION_POOL, "养老保险统筹基金", "Pension, common fund") \
    X(CALC_MEDICAL_OWN, "医疗保险个人账户", "Medical, the person's account") \
    X(CALC_MEDICAL_POOL, "医疗保险统筹基金", "Medical, common fund") \
    X(CALC_SERIOUS, "大额医疗", "Serious illness") \
    X(CALC_UNEMPLOYMENT, "失业保险基金", "Unemployment fund") \
    X(CALC_INJURY, "工伤保险基金", "Work injury fund") \
    X(CALC_RULES, "逐项依据", "Rule by rule") \
    X(CALC_WAGE_HINT, "职工填写，例如 12345.67", "For employees, such as 12345.67") \
    X(CALC_BASE_HINT, "灵活就业人员填写自己选择的基数", "For flexible workers: the base that they choose") \
    X(CALC_TIER_HINT, "城乡居民填写每年的缴费档次", "For residents: the tier of a year") \
    X(CALC_MONTH, "法定退休月份", "Statutory month of retirement") \
    X(CALC_DELAY, "延迟", "Later than before the reform by")
