/* err_table.h - every refusal of the program, once: code, HTTP status, exit code, and the sentence that
 * says what to do next. Closed: contract section 3. Readers: err.h (enum), core (answers), web (pages),
 * app (exit codes), OpenAPI, tests. Append, never renumber: numbers are stored. */
#pragma once

/*    no. name                    code                    http exit zh / en: what to do next */
#define ERRORS(X) \
    X(1, ERR_BAD_FIELD, "bad-field", 400, 2, "填写的内容不符合要求，请按提示修改后重新提交。", \
      "Something in the request is not as required; correct it as shown and send it again.") \
    X(2, ERR_BAD_ID_NUMBER, "bad-id-number", 422, 1, "证件号码有误，请对照证件原件重新输入。", \
      "The identity number is not valid; compare it with the original document and type it again.") \
    X(3, ERR_UNKNOWN_PERSON, "unknown-person", 404, 3, "没有查到此人，请核对号码，或先办理个人登记。", \
      "No such person is on record; check the number, or register the person first.") \
    X(4, ERR_UNKNOWN_UNIT, "unknown-unit", 404, 3, "没有查到该单位，请核对统一社会信用代码，或先办理单位登记。", \
      "No such employer is on record; check the credit code, or register the employer first.") \
    X(5, ERR_UNKNOWN_CARD, "unknown-card", 404, 3, "没有查到该卡，请核对卡号。", \
      "No such card is on record; check the card number.") \
    X(6, ERR_UNKNOWN_INSTITUTION, "unknown-institution", 404, 3, "没有查到该机构，请核对机构编号。", \
      "No such institution is on record; check its code.") \
    X(7, ERR_UNKNOWN_APPLICATION, "unknown-application", 404, 3, "没有查到该申领业务，请核对受理编号。", \
      "No such card application is on record; check its number.") \
    X(8, ERR_UNKNOWN_CASE, "unknown-case", 404, 3, "没有查到该业务件，请核对编号。", \
      "No such case is on record; check its number.") \
    X(9, ERR_UNKNOWN_CONTRACT, "unknown-contract", 404, 3, "没有查到该代理协议，请核对编号。", \
      "No such agency contract is on record; check its number.") \
    X(10, ERR_UNKNOWN_ID, "unknown-id", 404, 3, "没有查到所指的业务记录，请核对编号。", \
      "The record referred to does not exist; check its number.") \
    X(11, ERR_DUPLICATE_PERSON, "duplicate-person", 409, 4, "此号码已登记为另一人，请到窗口核实身份。", \
      "This number is already registered to somebody else; have the identity checked at a counter.") \
    X(12, ERR_DUPLICATE_CARD, "duplicate-card", 409, 4, "此人在别处已有有效社保卡，请办理转移或换卡。", \
      "The person already has a live card; ask for a transfer or an exchange instead.") \
    X(13, ERR_WRONG_STATE, "wrong-state", 409, 1, "当前状态下不能办理此业务，请先查看办理进度。", \
      "This cannot be done in the present state; look at the progress first.") \
    X(14, ERR_WRONG_CHANNEL, "wrong-channel", 422, 1, "此渠道不能办理，请改用提示的渠道。", \
      "This channel cannot do it; use one of the channels named.") \
    X(15, ERR_WRONG_INSTITUTION, "wrong-institution", 403, 1, "该机构不能办理此业务，请到对应机构办理。", \
      "This institution may not do it; go to the institution in charge.") \
    X(16, ERR_MISMATCH, "mismatch", 422, 1, "所报信息与记录不一致，请核对后再试。", \
      "What was given does not match the record; check it and try again.") \
    X(17, ERR_MISSING_EVIDENCE, "missing-evidence", 422, 1, "缺少必需的材料，请补齐后再提交。", \
      "A required paper is missing; add it and send again.") \
    X(18, ERR_EXPIRED_EVIDENCE, "expired-evidence", 422, 1, "所交材料已过有效期，请提供有效的材料。", \
      "A paper is past its validity; bring one that is valid.") \
    X(19, ERR_NOT_PERMITTED, "not-permitted", 403, 5, "您没有办理此业务的权限。", \
      "You are not permitted to do this.") \
    X(20, ERR_SAME_PERSON, "same-person", 403, 5, "复核须由另一人办理。", \
      "The review must be done by another person.") \
    X(21, ERR_SELF_DEALING, "self-dealing", 403, 5, "不得办理本人的业务，请由其他人员办理。", \
      "Nobody may handle their own record; ask a colleague.") \
    X(22, ERR_UNLAWFUL_BASIS, "unlawful-basis", 422, 1, \
      "没有真实劳动关系的挂靠参保不合法，可以灵活就业人员身份参保。", \
      "Affiliation without work is not lawful; join as a flexible worker instead.") \
    X(23, ERR_NOT_OPEN, "not-open", 409, 1, "尚未开立账户，请先办理参保登记。", \
      "No such account is open; open one first.") \
    X(24, ERR_ALREADY_OPEN, "already-open", 409, 4, "账户已经开立，不能重复办理。", \
      "Such an account is open already.") \
    X(25, ERR_BAD_AMOUNT, "bad-amount", 422, 1, "金额不符合规定，请按提示的范围修改。", \
      "The amount is outside what the rules allow; change it to the range shown.") \
    X(26, ERR_DUPLICATE_VOUCHER, "duplicate-voucher", 409, 4, "该凭证已经使用过，请核对凭证号码。", \
      "This voucher has been used already; check its number.") \
    X(27, ERR_MONTH_CLOSED, "month-closed", 409, 1, "该月已结账，请在当前月份办理调整。", \
      "The month is closed; make an adjustment in the current month.") \
    X(28, ERR_NO_RULE, "no-rule", 422, 1, "没有适用的政策参数，请咨询 12333。", \
      "No rule is on file for this; ask 12333.") \
    X(29, ERR_TOO_EARLY, "too-early", 409, 1, "办理时间未到，请在提示的日期之后办理。", \
      "It is too early; come back after the day shown.") \
    X(30, ERR_TOO_LATE, "too-late", 409, 1, "已超过办理期限，请咨询窗口。", \
      "The time limit has passed; ask at a counter.") \
    X(31, ERR_LOCKED, "locked", 429, 1, "今天核验失败次数过多，请明天再试或到窗口办理。", \
      "Too many failed checks today; try tomorrow or come to a counter.") \
    X(32, ERR_IDEMPOTENCY_MISMATCH, "idempotency-mismatch", 409, 4, "同一业务编号已用于不同的内容，请换用新的编号。", \
      "This id was used for something else; use a new id.") \
    X(33, ERR_CONFLICT, "conflict", 409, 4, "与已有记录冲突，请先核对已有记录。", \
      "This conflicts with what is on record; look at the record first.") \
    X(34, ERR_BUSY, "busy", 503, 75, "系统繁忙，请稍后用同一编号重试，不会重复办理。", \
      "The system is busy; try again later with the same id, nothing will happen twice.") \
    X(35, ERR_TOO_LARGE, "too-large", 413, 2, "内容过大，请缩小后再提交。", \
      "The request is too large; make it smaller and send it again.")
