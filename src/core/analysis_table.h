/* analysis_table.h - the relational copy for analysts: every table and column once, with what it means. Persons stand there by
 * the bureau's own number alone: no name, number of identity, telephone, address, account or card number. Read by
 * analysis_rows.c, by the copy itself (its tables "columns" and "about") and by tests. Amounts are whole fen in every format.
 * C(column, form, zh, en); forms: TEXT, COUNT (a whole number), DAY, MONTH. */
#pragma once

#define ANALYSIS_TABLES(T) \
    T(persons, "在册人员，不含姓名和号码", "people on record, without names and numbers") \
    T(units, "用人单位", "employers") \
    T(institutions, "银行、医院、代理机构等", "banks, hospitals, agencies and other places") \
    T(accounts, "参保账户", "accounts of insurance") \
    T(lines, "已发布的缴费明细，逐人逐月逐险种", "contributions that were released, by person, month and insurance") \
    T(bills, "已发布的账单，逐缴费人逐月", "bills that were released, by payer and month") \
    T(payments, "银行收付", "money that came and went through the bank") \
    T(postings, "总账分录", "lines of the ledger") \
    T(cards, "社会保障卡，不含卡号", "cards, without their numbers") \
    T(holds, "导出时有效的封存和受限原因", "causes that stop something at the moment of the copy") \
    T(cases, "业务事项", "cases") \
    T(commands, "日志：每一笔业务由哪种角色经办", "the journal: every act and the role that brought it") \
    T(events, "事件，不含内容", "what happened, without its content")

#define ANALYSIS_persons(C) \
    C(person, COUNT, "个人编号", "the bureau's number of the person") \
    C(id_type, TEXT, "证件种类", "kind of the identity paper") \
    C(sex, TEXT, "性别", "sex") \
    C(birth_year, COUNT, "出生年份", "year of birth") \
    C(hukou_region, TEXT, "户籍地区", "region of the household register") \
    C(hukou_type, TEXT, "户籍性质", "kind of household") \
    C(residence_region, TEXT, "居住地区", "region of residence") \
    C(retire_category, TEXT, "退休类别", "category of retirement") \
    C(registered_on, DAY, "登记日期", "day of registration") \
    C(died_on, DAY, "死亡日期", "day of death") \
    C(retired, COUNT, "是否退休（1 是）", "1: retired")

#define ANALYSIS_units(C) \
    C(unit, COUNT, "单位编号", "the bureau's number of the employer") \
    C(credit_code, TEXT, "统一社会信用代码", "unified credit code") \
    C(name, TEXT, "名称", "name") \
    C(region, TEXT, "地区", "region") \
    C(injury_class, COUNT, "工伤行业类别", "class of work injury risk") \
    C(registered_on, DAY, "登记日期", "day of registration")

#define ANALYSIS_institutions(C) \
    C(institution, COUNT, "机构编号", "the bureau's number of the institution") \
    C(code, TEXT, "代码", "code") \
    C(kind, TEXT, "种类", "kind") \
    C(name, TEXT, "名称", "name") \
    C(region, TEXT, "地区", "region")

#define ANALYSIS_accounts(C) \
    C(person, COUNT, "个人编号", "person") \
    C(account, COUNT, "该人的第几个账户", "which account of the person") \
    C(region, TEXT, "参保地区", "region") \
    C(category, TEXT, "参保类别", "category") \
    C(flexible_kind, TEXT, "灵活就业种类", "kind of flexible work") \
    C(payer_kind, TEXT, "缴费人：person 本人、unit 单位、contract 代理协议", "who pays: person, unit or contract") \
    C(payer, COUNT, "缴费人的编号", "number of the payer") \
    C(insurances, TEXT, "险种，逗号分隔，空为全部", "insurances, with commas; empty: all") \
    C(state, TEXT, "账户状态", "state") \
    C(since, DAY, "参保起始日", "insured since") \
    C(opened_on, DAY, "办理日期", "day on which it was opened") \
    C(stopped_month, MONTH, "停保前最后一个月", "last month") \
    C(stop_reason, TEXT, "停保原因", "why it stopped") \
    C(base_fen, COUNT, "缴费基数（分）", "base in fen")

#define ANALYSIS_lines(C) \
    C(run, COUNT, "核定批次", "run of the assessment") \
    C(kind, TEXT, "种类", "kind") \
    C(released_on, DAY, "发布日期", "day of release") \
    C(payer_kind, TEXT, "缴费人种类", "kind of payer") \
    C(payer, COUNT, "缴费人编号", "number of the payer") \
    C(person, COUNT, "个人编号", "person") \
    C(account, COUNT, "账户", "account") \
    C(region, TEXT, "地区", "region") \
    C(category, TEXT, "参保类别", "category") \
    C(month, MONTH, "费款所属期", "fee period") \
    C(insurance, TEXT, "险种", "insurance") \
    C(base_fen, COUNT, "基数（分）", "base in fen") \
    C(employer_fen, COUNT, "单位缴纳（分）", "employer's part in fen") \
    C(employee_fen, COUNT, "个人缴纳（分）", "person's part in fen") \
    C(government_fen, COUNT, "政府补贴（分）", "government's part in fen") \
    C(settled, COUNT, "是否已缴（1 是）", "1: paid") \
    C(credited, COUNT, "是否已记账（1 是）", "1: credited") \
    C(provisional, COUNT, "是否按暂定参数（1 是）", "1: by parameters that are not final") \
    C(assessed, COUNT, "是否未申报而核定（1 是）", "1: not declared, assessed by the law")

#define ANALYSIS_bills(C) \
    C(run, COUNT, "核定批次", "run of the assessment") \
    C(kind, TEXT, "种类", "kind") \
    C(released_on, DAY, "发布日期", "day of release") \
    C(payer_kind, TEXT, "缴费人种类", "kind of payer") \
    C(payer, COUNT, "缴费人编号", "number of the payer") \
    C(month, MONTH, "费款所属期", "fee period") \
    C(people, COUNT, "明细行数（一人一行）", "lines, one a person") \
    C(employer_fen, COUNT, "单位缴纳（分）", "employer's part in fen") \
    C(employee_fen, COUNT, "个人缴纳（分）", "persons' part in fen") \
    C(government_fen, COUNT, "政府补贴（分）", "government's part in fen")

#define ANALYSIS_payments(C) \
    C(entry, COUNT, "日志编号", "number of the journal entry") \
    C(ord, COUNT, "其中第几笔分录", "which posting of the entry") \
    C(day, DAY, "记账日", "value day") \
    C(kind, TEXT, "摘要", "what it is about") \
    C(region, TEXT, "地区", "region") \
    C(payer_kind, TEXT, "往来方种类", "kind of the other side") \
    C(payer, COUNT, "往来方编号", "number of the other side") \
    C(in_fen, COUNT, "收入（分）", "received, in fen") \
    C(out_fen, COUNT, "付出（分）", "paid out, in fen")

#define ANALYSIS_postings(C) \
    C(entry, COUNT, "日志编号", "number of the journal entry") \
    C(ord, COUNT, "其中第几笔分录", "which posting of the entry") \
    C(line, COUNT, "行", "line") \
    C(day, DAY, "记账日", "value day") \
    C(kind, TEXT, "摘要", "what it is about") \
    C(account, TEXT, "科目", "account of the chart") \
    C(region, TEXT, "地区", "region") \
    C(insurance, TEXT, "险种", "insurance") \
    C(side, TEXT, "单位、个人或政府部分", "whose part") \
    C(owner_kind, TEXT, "明细对象种类", "kind of the owner") \
    C(owner, COUNT, "明细对象编号", "number of the owner") \
    C(month, MONTH, "费款所属期", "fee period") \
    C(debit_fen, COUNT, "借方（分）", "debit in fen") \
    C(credit_fen, COUNT, "贷方（分）", "credit in fen")

#define ANALYSIS_cards(C) \
    C(person, COUNT, "个人编号", "person") \
    C(card, COUNT, "该人的第几张卡", "which card of the person") \
    C(kind, TEXT, "卡种", "kind") \
    C(reason, TEXT, "申领原因", "why it was applied for") \
    C(production, TEXT, "制发状态", "state of its making") \
    C(application, TEXT, "社保应用状态", "state of its insurance application") \
    C(financial, TEXT, "金融应用状态", "state of its bank account") \
    C(region, TEXT, "地区", "region") \
    C(bank, COUNT, "银行（机构编号）", "bank, by number of institution") \
    C(outlet, COUNT, "领卡网点（机构编号）", "outlet, by number of institution") \
    C(applied_on, DAY, "申领日期", "applied for") \
    C(expected_on, DAY, "承诺日期", "promised for") \
    C(issued_on, DAY, "制成日期", "made") \
    C(valid_until, DAY, "有效期至", "valid until") \
    C(at_outlet_on, DAY, "到网点日期", "came to the outlet") \
    C(handed_on, DAY, "领取日期", "handed over") \
    C(activated_on, DAY, "启用日期", "activated") \
    C(last_use_on, DAY, "最近使用日期", "last used") \
    C(replaces, COUNT, "替换该人的哪张卡", "the card of the person that it replaces")

#define ANALYSIS_holds(C) \
    C(person, COUNT, "个人编号", "person") \
    C(cause, TEXT, "原因", "cause") \
    C(placed, COUNT, "1 为办理的封存，0 为按规则得出", "1: placed by somebody; 0: follows from the rules") \
    C(since, DAY, "起始日", "since") \
    C(until, DAY, "截止日", "until") \
    C(medical, TEXT, "医保功能：w 可用、c 有条件、b 不可用", "medical function: w works, c on a condition, b blocked")

#define ANALYSIS_cases(C) \
    C(person, COUNT, "个人编号", "person") \
    C(number, COUNT, "该人的第几项业务", "which case of the person") \
    C(procedure, TEXT, "业务", "procedure") \
    C(state, TEXT, "状态", "state") \
    C(cause, TEXT, "原因", "cause") \
    C(opened_on, DAY, "受理日期", "opened") \
    C(due_on, DAY, "办结期限", "due") \
    C(region, TEXT, "地区", "region") \
    C(unit, COUNT, "单位编号", "employer")

#define ANALYSIS_commands(C) \
    C(entry, COUNT, "日志编号", "number of the journal entry") \
    C(at, TEXT, "时间", "when") \
    C(command, TEXT, "业务", "command") \
    C(role, TEXT, "经办角色", "role of who brought it") \
    C(result, TEXT, "结果：done 办成、already 此前已办成，其余为拒绝代码", "done, already, or the code of the refusal")

#define ANALYSIS_events(C) \
    C(subject_kind, TEXT, "关于谁：person、unit、institution、contract、batch、bureau、webhooks", "whom it is about") \
    C(subject, COUNT, "其编号", "its number") \
    C(entry, COUNT, "日志编号", "number of the journal entry") \
    C(ord, COUNT, "其中第几件", "which event of the entry") \
    C(at, TEXT, "时间", "when") \
    C(event, TEXT, "事件", "what happened")
