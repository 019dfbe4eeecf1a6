/* paper_table.h - what each paper says, in order: its answers, its parts, and the fields of each part. Readers: paper.c,
 * the manual, tests.
 *
 * A path leads from the answer on: "why.ways" is the member `ways` of the answer of person.why; in a table it starts at
 * the row, with "^" at the row's parent. How a value is said:
 *   TEXT as it stands · SAID the member, or KEY_en · WORD {code, zh, en} · OWN zh or en beside each other · CODE, CODES of
 *   a list of words · MONEY · DAY · MONTH · TIME · COUNT · DAYS how long · COST · TRUTH · PAYER · WAY, PART, PLACE, STEP of our answers
 * A part: FACTS label and value, those without a value left out · TABLE a row for each item of `list`, or of `sub` of
 * each · EACH the same table again for each item of `list` with the rows of `sub`, under the part's first field
 * share: of the width in hundredths. */
#pragma once

/*    id  name  queries  certificate  where its QR code leads  title zh, en  what it is zh, en */
#define PAPERS(X) \
    X(PAPER_CONTRIBUTIONS, "contributions", "cert.verify", CERT_CONTRIBUTIONS, "/v/", "社会保险缴费证明", "Statement of contributions", \
      "本证明列出所示期间逐月、逐险种的缴费情况，金额单位为元。", "What was paid for each month and insurance of the period shown. Amounts are in yuan.") \
    X(PAPER_ACCOUNT, "account", "cert.verify", CERT_ACCOUNT, "/v/", "个人账户权益记录单", "Statement of personal accounts", \
      "本记录单列出个人账户逐年记入、利息和余额，金额单位为元。", "Credits, interest and balance of the person's own accounts, year by year. Amounts are in yuan.") \
    X(PAPER_PARTICIPATION, "participation", "cert.verify", CERT_PARTICIPATION, "/v/", "社会保险参保证明", "Proof of insurance", \
      "兹证明下列人员的社会保险参保情况，截至所示日期。", "This certifies how the person named below is insured, as of the day shown.") \
    X(PAPER_RECEIPT, "receipt", "receipt.show", 0, "", "社会保险费缴费回单", "Receipt for contributions", \
      "本回单记载一次到账和所抵缴的月份，金额单位为元。", "One payment as it was received, and the months that it settled. Amounts are in yuan.") \
    X(PAPER_PLAN, "plan", "person.status person.why", 0, "/why-sealed", "封存原因与解决办法", "Why it does not work, and every way out", \
      "本页由本人记录得出。每一步写明在哪里办、由谁办、带什么、多少钱、多久、依据什么。", \
      "Made from the person's own record. Each step says where, who, what to bring, what it costs, how long it takes, and the law.") \
    X(PAPER_SLIP, "slip", "application.status", 0, "/track", "社会保障卡领卡凭单", "Pick-up slip for a social security card", \
      "请本人持有效身份证件到下列网点领卡；代领须同时带双方身份证件和委托书。", \
      "Collect the card yourself with a valid identity card; whoever collects for you brings both identity cards and a power of attorney.") \
    X(PAPER_REFUSAL, "refusal", "case.show", 0, "", "不予批准决定告知书", "Notice of a refusal", \
      "您申请的业务未予批准。下面写明原因，以及不服时可以怎么办。", "What was applied for was refused. Below stand the reason, and what can be done against it.")

/*    path  how  list of words  zh, en  share */
#define CERT_WHO(X) \
    X("cert.name", TEXT, 0, "姓名", "Name", 0) \
    X("cert.number", TEXT, 0, "社会保障号码", "Social security number", 0) \
    X("cert.person", COUNT, 0, "个人编号", "Personal number", 0) \
    X("cert.day", DAY, 0, "截至", "As of", 0) \
    X("cert.from", MONTH, 0, "起始月份", "From", 0) \
    X("cert.until", MONTH, 0, "截止月份", "Until", 0) \
    X("cert.months", COUNT, 0, "缴费月数", "Months paid", 0) \
    X("cert.employer_fen", MONEY, 0, "单位缴纳合计", "Paid by employers", 0) \
    X("cert.employee_fen", MONEY, 0, "个人缴纳合计", "Own part", 0)
#define CERT_MONTHS(X) \
    X("^month", MONTH, 0, "费款所属期", "Month", 13) \
    X("^payer", PAYER, 0, "缴费主体", "Payer", 24) \
    X("insurance", WORD, 0, "险种", "Insurance", 18) \
    X("base_fen", MONEY, 0, "缴费基数", "Base", 13) \
    X("employer_fen", MONEY, 0, "单位缴纳", "Employer", 12) \
    X("employee_fen", MONEY, 0, "个人缴纳", "Own part", 12) \
    X("paid", TRUTH, 0, "已缴", "Paid", 8)
#define CERT_HOLDER(X) \
    X("cert.name", TEXT, 0, "姓名", "Name", 0) \
    X("cert.number", TEXT, 0, "社会保障号码", "Social security number", 0) \
    X("cert.person", COUNT, 0, "个人编号", "Personal number", 0) \
    X("cert.day", DAY, 0, "截至", "As of", 0) \
    X("cert.statement.pension_balance_fen", MONEY, 0, "养老保险个人账户余额", "Balance of the pension account", 0) \
    X("cert.statement.medical_balance_fen", MONEY, 0, "医疗保险个人账户余额", "Balance of the medical account", 0)
#define CERT_YEARS(X) \
    X("year", COUNT, 0, "年度", "Year", 12) \
    X("opening_fen", MONEY, 0, "年初余额", "Opening", 18) \
    X("brought_forward_fen", MONEY, 0, "历史结转", "Brought forward", 18) \
    X("credits_fen", MONEY, 0, "本年记入", "Credits", 17) \
    X("interest_fen", MONEY, 0, "记账利息", "Interest", 17) \
    X("closing_fen", MONEY, 0, "年末余额", "Closing", 18)
#define CERT_PERSON(X) \
    X("cert.name", TEXT, 0, "姓名", "Name", 0) \
    X("cert.number", TEXT, 0, "社会保障号码", "Social security number", 0) \
    X("cert.person", COUNT, 0, "个人编号", "Personal number", 0) \
    X("cert.day", DAY, 0, "截至", "As of", 0) \
    X("cert.months", COUNT, 0, "累计缴费月数", "Months paid in all", 0)
#define CERT_ACCOUNTS(X) \
    X("account", TEXT, 0, "参保账户", "Account", 12) \
    X("region", TEXT, 0, "参保地", "Region", 10) \
    X("category", CODE, SET_CATEGORY, "参保类别", "Category", 14) \
    X("payer", PAYER, 0, "缴费主体", "Payer", 22) \
    X("insurances", CODES, SET_INSURANCE, "险种", "Insurances", 20) \
    X("since", DAY, 0, "起始日期", "Since", 12) \
    X("state", CODE, SET_ACCOUNT_STATE, "状态", "State", 10)

#define RECEIPT_WHO(X) \
    X("receipt.receipt", TEXT, 0, "收据编号", "Receipt", 0) \
    X("receipt.payer", TEXT, 0, "缴费人", "Payer", 0) \
    X("receipt.amount_fen", MONEY, 0, "到账金额", "Amount received", 0) \
    X("receipt.voucher.kind", WORD, 0, "凭证种类", "Kind of voucher", 0) \
    X("receipt.voucher.no", TEXT, 0, "凭证号", "Voucher", 0) \
    X("receipt.voucher.day", DAY, 0, "凭证日期", "Day of the voucher", 0) \
    X("receipt.at", TIME, 0, "登记时间", "Recorded", 0) \
    X("receipt.unallocated_fen", MONEY, 0, "留存待抵缴", "Held for later months", 0) \
    X("receipt.split.contribution_fen", MONEY, 0, "应缴费", "Contributions", 0) \
    X("receipt.split.fee_fen", MONEY, 0, "代理服务费", "Service fee", 0) \
    X("receipt.split.held_fen", MONEY, 0, "代存", "Held ahead", 0) \
    X("receipt.reversed_by", TEXT, 0, "已冲正，收据作废", "Reversed, the receipt is void: by", 0)
#define RECEIPT_FOR(X) \
    X("month", MONTH, 0, "费款所属期", "Month", 25) \
    X("insurance", CODE, SET_INSURANCE, "险种", "Insurance", 30) \
    X("part", PART, 0, "所抵缴", "For", 20) \
    X("amount_fen", MONEY, 0, "金额", "Amount", 25)

#define PLAN_WHO(X) \
    X("status.name", TEXT, 0, "姓名", "Name", 0) \
    X("status.number", TEXT, 0, "社会保障号码", "Social security number", 0) \
    X("status.person", COUNT, 0, "个人编号", "Personal number", 0) \
    X("why.function", CODE, SET_EFFECT, "所问功能", "Function", 0)
#define PLAN_CAUSES(X) \
    X("why", SAID, 0, "原因", "Cause", 30) \
    X("note", SAID, 0, "意味着", "What it means", 30) \
    X("since", TIME, 0, "自", "Since", 17) \
    X("law", TEXT, 0, "依据", "Law", 23)
#define PLAN_STEPS(X) \
    X("name", WAY, 0, "办法", "Way", 0) \
    X("", STEP, 0, "步骤", "Step", 18) \
    X("where", PLACE, 0, "在哪里", "Where", 24) \
    X("role", CODE, SET_ROLE, "由谁办", "Who", 10) \
    X("evidence", CODES, SET_EVIDENCE, "带什么", "Papers", 16) \
    X("cost_fen", COST, 0, "费用", "Cost", 8) \
    X("days", DAYS, 0, "需时", "Takes", 8) \
    X("law", TEXT, 0, "依据", "Law", 16)
#define PLAN_NONE(X) \
    X("why.why", SAID, 0, "由谁决定", "Who decides", 0)

#define SLIP_WHAT(X) \
    X("application.application", TEXT, 0, "申领编号", "Application", 0) \
    X("application.kind", WORD, 0, "申领类型", "Kind", 0) \
    X("application.production", WORD, 0, "进度", "Progress", 0) \
    X("application.applied", DAY, 0, "申领日期", "Applied", 0) \
    X("application.expected", DAY, 0, "预计可领", "Expected", 0) \
    X("application.at_outlet", DAY, 0, "到网点日期", "At the outlet since", 0) \
    X("application.collect_at", PLACE, 0, "领卡网点", "Collect at", 0) \
    X("application.handed_over", DAY, 0, "领取日期", "Handed over", 0)

#define REFUSAL_WHAT(X) \
    X("case.case", TEXT, 0, "业务编号", "Case", 0) \
    X("case.procedure", WORD, 0, "业务事项", "Procedure", 0) \
    X("case.cause", WORD, 0, "封存原因", "Cause", 0) \
    X("case.person", COUNT, 0, "个人编号", "Personal number", 0) \
    X("case.opened", DAY, 0, "受理日期", "Opened", 0) \
    X("case.state", WORD, 0, "结论", "Decision", 0) \
    X("case.decided_by", WORD, 0, "决定人", "Decided by", 0) \
    X("case.reason", TEXT, 0, "原因", "Reason", 0)
#define REFUSAL_PAPERS(X) \
    X("kind", WORD, 0, "材料", "Paper", 50) \
    X("copies", COUNT, 0, "份数", "Copies", 15) \
    X("at", TIME, 0, "收到", "Received", 35)
#define REFUSAL_APPEAL(X) \
    X("case.appeal", OWN, 0, "不服怎么办", "If you do not agree", 0) \
    X("case.appeal.review_until", DAY, 0, "行政复议截至", "Administrative review until", 0) \
    X("case.appeal.suit_until", DAY, 0, "行政诉讼截至", "Suit until", 0) \
    X("case.appeal.law", TEXT, 0, "依据", "Law", 0)

/*    paper  kind  list  sub  zh, en: heading ("" = none)  fields */
#define PAPER_PARTS(X) \
    X(PAPER_CONTRIBUTIONS, FACTS, "", "", "", "", CERT_WHO) \
    X(PAPER_CONTRIBUTIONS, TABLE, "cert.statement.months", "insurances", "缴费明细", "Contributions", CERT_MONTHS) \
    X(PAPER_ACCOUNT, FACTS, "", "", "", "", CERT_HOLDER) \
    X(PAPER_ACCOUNT, TABLE, "cert.statement.pension_account", "", "养老保险个人账户", "Pension account", CERT_YEARS) \
    X(PAPER_ACCOUNT, TABLE, "cert.statement.medical_account", "", "医疗保险个人账户", "Medical account", CERT_YEARS) \
    X(PAPER_PARTICIPATION, FACTS, "", "", "", "", CERT_PERSON) \
    X(PAPER_PARTICIPATION, TABLE, "cert.accounts", "", "参保情况", "Insurances", CERT_ACCOUNTS) \
    X(PAPER_RECEIPT, FACTS, "", "", "", "", RECEIPT_WHO) \
    X(PAPER_RECEIPT, TABLE, "receipt.allocated", "", "所抵缴的月份", "What it settled", RECEIPT_FOR) \
    X(PAPER_PLAN, FACTS, "", "", "", "", PLAN_WHO) \
    X(PAPER_PLAN, TABLE, "why.causes", "", "原因", "Causes", PLAN_CAUSES) \
    X(PAPER_PLAN, EACH, "why.ways", "steps", "办法", "Ways out", PLAN_STEPS) \
    X(PAPER_PLAN, FACTS, "", "", "", "", PLAN_NONE) \
    X(PAPER_SLIP, FACTS, "", "", "", "", SLIP_WHAT) \
    X(PAPER_REFUSAL, FACTS, "", "", "", "", REFUSAL_WHAT) \
    X(PAPER_REFUSAL, TABLE, "case.papers", "", "已收材料", "Papers received", REFUSAL_PAPERS) \
    X(PAPER_REFUSAL, FACTS, "", "", "救济途径", "What can be done", REFUSAL_APPEAL)
