/* report_table.h - the columns of each file, in order: titles in both languages, and what stands under them. */
#pragma once

#define MONTHS_COLUMNS(X) \
    X(FORM_MONTH, "费款所属期", "Month") \
    X(FORM_TEXT, "类型", "Kind") \
    X(FORM_TEXT, "缴费主体", "Payer") \
    X(FORM_TEXT, "地区", "Region") \
    X(FORM_TEXT, "险种", "Insurance") \
    X(FORM_MONEY, "缴费基数", "Base") \
    X(FORM_MONEY, "单位缴纳", "Employer's part") \
    X(FORM_MONEY, "个人缴纳", "Own part") \
    X(FORM_MONEY, "政府补贴", "Subsidy") \
    X(FORM_TEXT, "已缴", "Paid") \
    X(FORM_TEXT, "已入账", "Credited") \
    X(FORM_DAY, "入账日期", "Credited on") \
    X(FORM_TEXT, "凭证号", "Voucher") \
    X(FORM_TEXT, "账簿分录", "Ledger entry") \
    X(FORM_TEXT, "口径", "Status")

#define ACCOUNTS_COLUMNS(X) \
    X(FORM_TEXT, "个人账户", "Account") \
    X(FORM_COUNT, "年度", "Year") \
    X(FORM_MONEY, "年初余额", "Opening") \
    X(FORM_MONEY, "历史结转", "Brought forward") \
    X(FORM_MONEY, "本年记入", "Credits") \
    X(FORM_MONEY, "记账利息", "Interest") \
    X(FORM_MONEY, "年末余额", "Closing")

#define BILL_COLUMNS(X) \
    X(FORM_MONTH, "费款所属期", "Month") \
    X(FORM_TEXT, "个人编号", "Person") \
    X(FORM_TEXT, "参保账户", "Account") \
    X(FORM_TEXT, "核定批次", "Run") \
    X(FORM_TEXT, "类型", "Kind") \
    X(FORM_TEXT, "险种", "Insurance") \
    X(FORM_MONEY, "缴费基数", "Base") \
    X(FORM_MONEY, "单位缴纳", "Employer's part") \
    X(FORM_MONEY, "个人缴纳", "Own part") \
    X(FORM_TEXT, "已缴", "Paid")

#define ARREARS_COLUMNS(X) \
    X(FORM_MONTH, "费款所属期", "Month") \
    X(FORM_TEXT, "险种", "Insurance") \
    X(FORM_MONEY, "单位缴纳", "Employer's part") \
    X(FORM_MONEY, "个人缴纳", "Own part") \
    X(FORM_DAY, "缴费期限", "Due") \
    X(FORM_MONEY, "滞纳金", "Late fee")

#define WAGES_COLUMNS(X) \
    X(FORM_TEXT, "社会保障号码", "社会保障号码") \
    X(FORM_TEXT, "姓名", "姓名") \
    X(FORM_TEXT, "费款所属期", "费款所属期") \
    X(FORM_MONEY, "缴费工资", "缴费工资")
