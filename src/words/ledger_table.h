/* ledger_table.h - the chart of accounts of the bureau's ledger, and the words of its entries, once. Read by
 * ledger (what a line must name), export, reports and tests. Numbers are stored: append, never renumber.
 * The law: Social Insurance Law art. 11 (pool beside personal account), 64 (each insurance has books of its own,
 * money of one is not used for another), 86 (late fee). */
#pragma once

/* What stands on which side of the books. CLIENT is a book of its own: money that an agency holds for its clients,
 * as far as the bureau sees it; it never mixes with the funds, and an entry balances in each book by itself. */
#define LEDGER_CLASSES(X) \
    X(1, CLASS_ASSET, "assets", "资产", "assets") \
    X(2, CLASS_LIABILITY, "liabilities", "负债", "liabilities") \
    X(3, CLASS_FUND, "funds", "基金", "funds") \
    X(4, CLASS_INCOME, "income", "收入", "income") \
    X(5, CLASS_EXPENSE, "expenses", "支出", "expenses") \
    X(6, CLASS_CLIENT, "clients", "代理", "clients")

/* Whose an amount is, where an account is kept for each of them. SHEETS: of all whose lines stand in contribution
 * sheets; such a line is the control total of sheets and is written by ledger/ itself alone. */
#define LEDGER_OWNERS(X) \
    X(1, OWNER_PERSON, "person", "个人", "person") \
    X(2, OWNER_UNIT, "unit", "单位", "employer") \
    X(3, OWNER_CONTRACT, "contract", "代理协议", "agency contract") \
    X(4, OWNER_ITEM, "item", "待查款项", "unmatched item") \
    X(5, OWNER_SHEETS, "sheets", "缴费明细表", "contribution sheets")

/* Who bears a part of a contribution. */
#define LEDGER_SIDES(X) \
    X(1, SIDE_EMPLOYER, "employer", "单位缴纳", "employer's part") \
    X(2, SIDE_EMPLOYEE, "employee", "个人缴纳", "employee's part") \
    X(3, SIDE_GOVERNMENT, "government", "政府补贴", "government's part")

/* What a line must name besides its region. OWNERS: the kinds that may own it; 0 = it has no owner.
 *    name            insurance side   owners */
#define LEDGER_SCOPES(X) \
    X(SCOPE_REGION,     false, false, 0) \
    X(SCOPE_INSURANCE,  true,  false, 0) \
    X(SCOPE_PERSON,     false, false, OF(PERSON) | OF(SHEETS)) \
    X(SCOPE_PAYER,      false, false, OF(PERSON) | OF(UNIT) | OF(CONTRACT)) \
    X(SCOPE_BILL,       true,  true,  OF(PERSON) | OF(UNIT) | OF(CONTRACT) | OF(SHEETS)) \
    X(SCOPE_LATE_FEE,   true,  false, OF(PERSON) | OF(UNIT) | OF(CONTRACT)) \
    X(SCOPE_CONTRACT,   false, false, OF(CONTRACT)) \
    X(SCOPE_ITEM,       false, false, OF(ITEM))

/* WRITE_OFF stands against BILLED: what was billed to people who pay alone and lapsed was never the funds' own, so nothing is
 * lost; it is kept by bill, so that a payment that is still permitted finds it (levy/lapse.h).
 *    no. name                      code                     zh                    en                             class            normal  scope */
#define LEDGER_ACCOUNTS(X) \
    X(1, LEDGER_BANK, "bank", "收入户存款", "bank", CLASS_ASSET, DEBIT, SCOPE_REGION) \
    X(2, LEDGER_TREASURY, "treasury", "财政专户存款", "treasury", CLASS_ASSET, DEBIT, SCOPE_REGION) \
    X(3, LEDGER_RECEIVABLE, "receivable", "应收社会保险费", "contributions receivable", CLASS_ASSET, DEBIT, SCOPE_BILL) \
    X(4, LEDGER_LATE_FEE_RECEIVABLE, "late-fee-receivable", "应收滞纳金", "late fees receivable", CLASS_ASSET, DEBIT, \
      SCOPE_LATE_FEE) \
    X(5, LEDGER_SUBSIDY_RECEIVABLE, "subsidy-receivable", "应收财政补贴", "subsidies receivable", CLASS_ASSET, DEBIT, \
      SCOPE_INSURANCE) \
    X(6, LEDGER_BETWEEN_REGIONS, "between-regions", "地区间往来", "between regions", CLASS_ASSET, DEBIT, SCOPE_REGION) \
    X(10, LEDGER_CLEARING, "clearing", "缴费人预存款", "payers' clearing", CLASS_LIABILITY, CREDIT, SCOPE_PAYER) \
    X(11, LEDGER_SUSPENSE, "suspense", "待查暂收款", "suspense", CLASS_LIABILITY, CREDIT, SCOPE_ITEM) \
    X(12, LEDGER_REFUND, "refund", "应退社会保险费", "refunds payable", CLASS_LIABILITY, CREDIT, SCOPE_PAYER) \
    X(13, LEDGER_BILLED, "billed", "待转社会保险费", "billed, not yet received", CLASS_LIABILITY, CREDIT, SCOPE_INSURANCE) \
    X(14, LEDGER_LATE_FEE_BILLED, "late-fee-billed", "待转滞纳金", "late fees, not yet received", CLASS_LIABILITY, CREDIT, \
      SCOPE_INSURANCE) \
    X(20, LEDGER_POOL_PENSION, "pool-pension", "养老统筹基金", "pension pool", CLASS_FUND, CREDIT, SCOPE_REGION) \
    X(21, LEDGER_POOL_MEDICAL, "pool-medical", "医疗统筹基金", "medical pool", CLASS_FUND, CREDIT, SCOPE_REGION) \
    X(22, LEDGER_POOL_SERIOUS_ILLNESS, "pool-serious-illness", "大病保险基金", "serious illness fund", CLASS_FUND, CREDIT, \
      SCOPE_REGION) \
    X(23, LEDGER_POOL_UNEMPLOYMENT, "pool-unemployment", "失业保险基金", "unemployment fund", CLASS_FUND, CREDIT, SCOPE_REGION) \
    X(24, LEDGER_POOL_INJURY, "pool-injury", "工伤保险基金", "work injury fund", CLASS_FUND, CREDIT, SCOPE_REGION) \
    X(30, LEDGER_PERSONAL_PENSION, "personal-pension", "养老个人账户", "personal pension account", CLASS_FUND, CREDIT, \
      SCOPE_PERSON) \
    X(31, LEDGER_PERSONAL_MEDICAL, "personal-medical", "医保个人账户", "personal medical account", CLASS_FUND, CREDIT, \
      SCOPE_PERSON) \
    X(32, LEDGER_BROUGHT_FORWARD, "brought-forward", "历史结转", "brought forward", CLASS_FUND, CREDIT, SCOPE_REGION) \
    X(40, LEDGER_LATE_FEE_INCOME, "late-fee-income", "滞纳金收入", "late fee income", CLASS_INCOME, CREDIT, SCOPE_INSURANCE) \
    X(50, LEDGER_INTEREST, "interest", "个人账户记账利息", "interest to personal accounts", CLASS_EXPENSE, DEBIT, \
      SCOPE_INSURANCE) \
    X(51, LEDGER_WAIVER, "waiver", "减免", "waivers", CLASS_EXPENSE, DEBIT, SCOPE_INSURANCE) \
    X(52, LEDGER_WRITE_OFF, "write-off", "不再征收的社会保险费", "billed, not asked any more", CLASS_LIABILITY, DEBIT, SCOPE_BILL) \
    X(60, LEDGER_AGENCY_HELD, "agency-held", "代理机构持有的客户款", "held by agencies for clients", CLASS_CLIENT, DEBIT, \
      SCOPE_CONTRACT) \
    X(61, LEDGER_CLIENT_MONEY, "client-money", "客户代缴款", "clients' money", CLASS_CLIENT, CREDIT, SCOPE_CONTRACT) \
    X(62, LEDGER_AGENCY_FEE, "agency-fee", "代理服务费", "agencies' own fees", CLASS_CLIENT, CREDIT, SCOPE_CONTRACT)

/* What an entry is about. */
#define LEDGER_TEXTS(X) \
    X(1, TEXT_BILL, "bill", "征缴核定", "bill") \
    X(2, TEXT_ADJUST, "adjust", "补差调整", "adjustment") \
    X(3, TEXT_PAYMENT, "payment", "缴费到账", "payment") \
    X(4, TEXT_ALLOCATE, "allocate", "分配入账", "allocation") \
    X(5, TEXT_LATE_FEE, "late-fee", "加收滞纳金", "late fee") \
    X(6, TEXT_WAIVER, "waiver", "减免", "waiver") \
    X(7, TEXT_WRITE_OFF, "write-off", "核销", "write-off") \
    X(8, TEXT_REFUND, "refund", "退费", "refund") \
    X(9, TEXT_INTEREST, "interest", "记账利息", "interest") \
    X(10, TEXT_SUBSIDY, "subsidy", "财政补贴到账", "subsidy received") \
    X(11, TEXT_SUSPENSE, "suspense", "暂收待查", "suspense") \
    X(12, TEXT_MATCH, "match", "待查款匹配", "match of suspense") \
    X(13, TEXT_TRANSFER_IN, "transfer-in", "关系转入", "transfer in") \
    X(14, TEXT_TRANSFER_OUT, "transfer-out", "关系转出", "transfer out") \
    X(15, TEXT_HEIRS, "heirs", "余额继承", "settlement with heirs") \
    X(16, TEXT_AGENCY_RECEIVE, "agency-receive", "代理机构收款", "agency's receipt") \
    X(17, TEXT_AGENCY_REMIT, "agency-remit", "代理机构汇缴", "agency's remittance") \
    X(18, TEXT_BRING_FORWARD, "bring-forward", "期初结转", "brought forward") \
    X(19, TEXT_CORRECTION, "correction", "更正", "correction") \
    X(20, TEXT_REVERSAL, "reversal", "冲正", "reversal")

/* Why a run of sheets was made. A bill may be wrong only once: what corrects it is another sheet with the
 * differences, signed. */
#define SHEET_KINDS(X) \
    X(1, SHEET_BILL, "bill", "核定", "bill") \
    X(2, SHEET_DECLARED, "declared", "申报明细", "declared and paid detail") \
    X(3, SHEET_DIFFERENCE, "difference", "补差", "difference of bases") \
    X(4, SHEET_MAKE_UP, "make-up", "补缴", "make-up payment") \
    X(5, SHEET_CANCEL, "cancel", "冲减", "cancellation") \
    X(6, SHEET_OPENING, "opening", "年初余额", "opening balances")
