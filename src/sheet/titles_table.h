/* titles_table.h - what people write above a column, for each thing a column can hold. Names are compared without
 * spaces, line breaks, brackets' content, stars and case, wide letters as narrow ones (header.h). Numbers are not stored.
 *
 *    no. name, word, money? (its title may say 元 and must not say 万元), names that people use, separated by | */
#pragma once
#define TITLES(X) \
    X(1, TITLE_SSN, "ssn", 0, "社会保障号码", \
      "身份证号|身份证号码|身份证|居民身份证号|居民身份证号码|公民身份号码|公民身份证号|公民身份证号码|社会保障号码|社会保障号|社保号|社保号码|" \
      "个人社会保障号|个人社会保障号码|证件号码|证件号|证件编号|身份证件号码|身份证件号|身份证明号码|有效证件号码|参保人证件号码|" \
      "职工身份证号|员工身份证号|人员身份证号|ssn|idnumber|idno|id|idcardnumber|idcardno|idcard|identitynumber|" \
      "socialsecuritynumber|citizenid") \
    X(2, TITLE_ID_TYPE, "id_type", 0, "证件类型", "证件类型|身份证件类型|证件种类|有效证件类型|身份证明类型|idtype|typeofid") \
    X(3, TITLE_NAME, "name", 0, "姓名", "姓名|职工姓名|员工姓名|人员姓名|参保人姓名|参保人|个人姓名|缴费人姓名|名字|name|fullname|employeename|employee") \
    X(4, TITLE_WAGE, "wage", 1, "缴费工资", \
      "工资|月工资|工资额|缴费工资|月缴费工资|申报工资|月申报工资|申报缴费工资|工资总额|月工资总额|缴费基数|月缴费基数|申报基数|社保基数|社保缴费基数|" \
      "社会保险缴费基数|月均工资|月平均工资|上年月平均工资|上年度月平均工资|本月工资|当月工资|应发工资|wage|wages|monthlywage|salary|monthlysalary|" \
      "declaredwage|contributionbase|base|basesalary") \
    X(5, TITLE_MONTH, "month", 0, "费款所属期", \
      "费款所属期|所属期|所属月份|所属月|费款所属月份|费款所属月|缴费月份|缴费月|缴费年月|缴费期间|月份|年月|申报月份|申报月|对应月份|业务年月|账期|" \
      "month|period|contributionmonth|paymonth") \
    X(6, TITLE_VOUCHER, "voucher", 0, "银行流水号", \
      "银行流水号|流水号|交易流水号|银行交易流水号|交易流水|核心流水号|凭证号|凭证号码|凭证编号|缴款凭证号|缴费凭证号|票据号|票据号码|票号|税票号|税票号码|" \
      "电子税票号码|完税证明号|完税证明号码|完税凭证号码|回单号|回单编号|voucher|voucherno|vouchernumber|reference|transactionid|transactionno|serialno") \
    X(7, TITLE_AMOUNT, "amount", 1, "金额", \
      "金额|缴费金额|实缴金额|应缴金额|交易金额|缴款金额|到账金额|入账金额|实收金额|发生额|贷方发生额|收入金额|应缴费额|实缴费额|缴费额|本次缴费金额|合计|" \
      "合计金额|amount|amountpaid|paidamount|payment|total|creditamount") \
    X(8, TITLE_PAID_DAY, "paid_day", 0, "缴费日期", \
      "缴费日期|缴款日期|交易日期|入账日期|到账日期|入库日期|记账日期|支付日期|付款日期|收款日期|扣款日期|缴费时间|交易时间|税票日期|日期|" \
      "date|day|paymentdate|paidon|transactiondate|valuedate|bookingdate") \
    X(9, TITLE_CREDIT_CODE, "credit_code", 0, "统一社会信用代码", \
      "统一社会信用代码|社会信用代码|统一信用代码|信用代码|单位统一社会信用代码|纳税人识别号|缴费人识别号|税号|单位代码|" \
      "creditcode|unifiedsocialcreditcode|uscc|taxpayerid") \
    X(10, TITLE_UNIT_NAME, "unit_name", 0, "单位名称", \
      "单位名称|用人单位|用人单位名称|单位|公司|公司名称|企业名称|缴费单位|缴费单位名称|参保单位|参保单位名称|纳税人名称|缴费人名称|employer|company|unit|unitname") \
    X(11, TITLE_MOBILE, "mobile", 0, "手机号码", \
      "手机号码|手机号|手机|联系电话|联系方式|电话|电话号码|移动电话|本人手机号|mobile|phone|mobilephone|phonenumber|telephone") \
    X(12, TITLE_BANK_CARD, "bank_card_no", 0, "银行卡号", \
      "银行卡号|银行账号|银行卡|银行卡账号|账号|卡号|收款账号|个人银行账号|金融账号|金融账户|bankcard|bankcardno|bankaccount|accountno|accountnumber") \
    X(13, TITLE_CARD, "card_no", 0, "社会保障卡号", "社会保障卡号|社保卡号|社会保障卡卡号|社保卡卡号|社会保障卡|社保卡|cardno|cardnumber|socialsecuritycardno") \
    X(14, TITLE_PERSON, "person", 0, "个人编号", "个人编号|人员编号|个人序号|参保编号|个人社保编号|社保编号|职工编号|person|personno|personserial") \
    X(15, TITLE_INSURANCE, "insurance", 0, "险种", "险种|险种类型|参保险种|征收项目|征收品目|费种|insurance|insurancetype|fund") \
    X(16, TITLE_PAYER, "payer", 0, "付款人", \
      "付款人|付款人名称|付款方|付款方名称|付款户名|对方户名|对方名称|缴款人|缴款人名称|缴费人|交款人|payer|payername|counterparty") \
    X(17, TITLE_PAYER_ACCOUNT, "payer_account", 0, "付款账号", \
      "付款账号|付款人账号|付款方账号|对方账号|缴款账号|扣款账号|payeraccount|payeraccountno|counterpartyaccount") \
    X(18, TITLE_NOTE, "note", 0, "备注", "备注|摘要|附言|用途|说明|交易摘要|note|notes|remark|remarks|memo|purpose|description") \
    X(19, TITLE_RESULT, "result", 0, "处理结果", \
      "处理结果|结果|状态|处理状态|办理结果|扣款结果|交易状态|result|status|outcome") \
    X(20, TITLE_REASON, "reason", 0, "失败原因", \
      "失败原因|原因|错误原因|拒绝原因|未成功原因|退回原因|变动原因|增减原因|错误|reason|error|failurereason")
