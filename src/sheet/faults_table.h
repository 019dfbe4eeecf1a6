/* faults_table.h - what can be wrong with one cell, and the sentence that says how to mend it. The codes stand in
 * reports of rejected rows: append, never renumber. */
#pragma once

/*    no. name                  code               zh / en */
#define CELL_FAULTS(X) \
    X(1, FAULT_EMPTY, "empty", "没有填写，请补填。", "Nothing is filled in; add it.") \
    X(2, FAULT_ERROR, "formula-error", "单元格显示为错误值（如 #N/A、########），请改为实际内容。", \
      "The cell shows an error (such as #N/A or ########); replace it by its content.") \
    X(3, FAULT_NO_VALUE, "formula-without-value", "公式没有算出的结果，请在 Excel 中打开并保存，或粘贴为数值。", \
      "The formula was never calculated; open and save the file in Excel, or paste the value.") \
    X(4, FAULT_KIND, "wrong-kind", "这里不应是“是/否”值或日期、时间，请按列名填写。", \
      "This should not be a yes or no, a day or a time; fill in what the column says.") \
    X(5, FAULT_NOT_AMOUNT, "not-amount", "不是金额，请写成 12345.67。", "This is no amount; write 12345.67.") \
    X(6, FAULT_SIGN, "negative", "金额不能带正负号或写成负数，请写成 12345.67。", \
      "An amount has no sign and is not negative; write 12345.67.") \
    X(7, FAULT_EXPONENT, "exponent", "金额写成了科学计数法，请把单元格设为数值格式，写成 12345.67。", \
      "The amount is written with an exponent; format the cell as a number and write 12345.67.") \
    X(8, FAULT_GROUPING, "grouping", "千位分隔的位置有误，无法确定金额，请写成 12345.67。", \
      "The thousands are not separated in threes, so the amount is not certain; write 12345.67.") \
    X(9, FAULT_DECIMALS, "decimals", "金额最多两位小数（到分），请四舍五入后填写。", \
      "An amount has at most two decimals; round it.") \
    X(10, FAULT_TOO_LARGE, "amount-too-large", "金额超过一万亿元，请核对是否填错列。", \
      "The amount is over 10^12 yuan; see whether it belongs into another column.") \
    X(11, FAULT_NOT_DAY, "not-day", "不是日期，请写成 2025-08-31。", "This is no day; write 2025-08-31.") \
    X(12, FAULT_NO_SUCH_DAY, "no-such-day", "日历上没有这一天，请核对。", "There is no such day; check it.") \
    X(13, FAULT_NOT_MONTH, "not-month", "不是月份，请写成 2025-08。", "This is no month; write 2025-08.") \
    X(14, FAULT_NO_SUCH_MONTH, "no-such-month", "没有这个月份，请核对。", "There is no such month; check it.") \
    X(15, FAULT_DIGITS_LOST, "digits-lost", "Excel 把长号码当作数字，后几位已丢失，请把该列设为文本格式后重新填写号码。", \
      "Excel took the long number for an amount and lost its last digits; format the column as text and type it again.") \
    X(16, FAULT_CONTROL, "control-character", "含有看不见的控制字符，请删去后重新填写。", \
      "There are invisible control characters in it; delete them.") \
    X(17, FAULT_LONG, "too-long", "内容过长，请核对是否填错列。", "This is too long; see whether it belongs into another column.")
