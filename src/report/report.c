/* report.c - see report.h: columns from the table, rows from the answer, bytes through the one writer of sheets. */
#include "report/report.h"
#include "report/memory.h"
#include "report/report_table.h"
#include "sheet/writer.h"
#include <unistd.h>

enum { COLUMNS_MAX = 16 };

typedef struct {
    Form form;
    const char *zh, *en;
} Column;

#define AS_COLUMN(form, zh, en) { form, zh, en },
static const Column months_columns[] = { MONTHS_COLUMNS(AS_COLUMN) };
static const Column accounts_columns[] = { ACCOUNTS_COLUMNS(AS_COLUMN) };
static const Column bill_columns[] = { BILL_COLUMNS(AS_COLUMN) };
static const Column arrears_columns[] = { ARREARS_COLUMNS(AS_COLUMN) };
static const Column wages_columns[] = { WAGES_COLUMNS(AS_COLUMN) };

typedef struct {
    Arena *arena;
    bool en;
    Writer *writer;
    Why *why;
} Report;

typedef Err ReportRows(Report *report, const JsonNode *data);

ReportForm report_form(Str name) { return str_is(name, "csv") ? REPORT_CSV : str_is(name, "xlsx") ? REPORT_XLSX : REPORT_NONE; }

const char *report_type(ReportForm form)
{
    return form == REPORT_XLSX ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
}

/* ---- what an answer says ---- */

static Str text_of(const JsonNode *object, const char *key) { return json_text_of(json_member(object, key)); }

static int64_t int_of(const JsonNode *object, const char *key)
{
    const JsonNode *node = json_member(object, key);
    return node && node->type == JSON_INT ? node->number : 0;
}

static bool is_true(const JsonNode *object, const char *key)
{
    const JsonNode *node = json_member(object, key);
    return node && node->type == JSON_BOOL && node->truth;
}

static const JsonNode *list_of(const JsonNode *object, const char *key, size_t *count)
{
    const JsonNode *node = json_member(object, key);
    bool list = node && node->type == JSON_LIST;
    *count = list ? node->count : 0;
    return list ? node->items : NULL;
}

static Value money_of(const JsonNode *object, const char *key) { return value_money((Money){ int_of(object, key) }); }

static Value month_of(const JsonNode *object)
{
    Month month;
    return month_read(text_of(object, "month"), &month) ? value_month(month) : value_none();
}

static Value day_of(const JsonNode *object, const char *key)
{
    Day day;
    return day_read(text_of(object, key), &day) ? value_day(day) : value_none();
}

static Value truth_of(const Report *report, bool truth)
{
    return value_text(truth ? (report->en ? S("yes") : S("是")) : report->en ? S("no") : S("否"));
}

/* A word of the answer: {code, zh, en}, or the two beside each other in the object itself. */
static Value said(const Report *report, const JsonNode *object) { return value_text(text_of(object, report->en ? "en" : "zh")); }

static Value word_of(const Report *report, ChoiceSetId set, Str code)
{
    int number = choice_from(set, code);
    const Choice *choice = number ? choice_of(set, number) : NULL;
    return value_text(choice ? str(report->en ? choice->en : choice->zh) : code);
}

/* ---- a statement ---- */

static Err month_rows(Report *report, const JsonNode *month)
{
    size_t count = 0;
    const JsonNode *insurances = list_of(month, "insurances", &count);
    Str payer = text_of(month, "payer");
    for (size_t i = 0; i < count; i++) {
        const JsonNode *of = &insurances[i];
        const Value values[] = {
            month_of(month),
            said(report, month),
            value_text(!str_is(payer, "self") ? payer
                       : report->en           ? S("the person")
                                              : S("本人")),
            value_text(text_of(month, "region")),
            said(report, json_member(of, "insurance")),
            money_of(of, "base_fen"),
            money_of(of, "employer_fen"),
            money_of(of, "employee_fen"),
            money_of(of, "subsidy_fen"),
            truth_of(report, is_true(of, "paid")),
            truth_of(report, is_true(of, "credited")),
            is_true(of, "credited") ? day_of(month, "credited_on") : value_none(),
            value_text(is_true(of, "credited") ? text_of(month, "voucher") : (Str){ 0 }),
            value_text(is_true(of, "credited") ? text_of(month, "receipt") : (Str){ 0 }),
            value_text(str_is(text_of(month, "status"), "final") ? (report->en ? S("final") : S("正式"))
                       : report->en                              ? S("provisional")
                                                                 : S("暂定")),
        };
        TRY(writer_row(report->writer, values, report->why));
    }
    return OK;
}

static Err months_rows(Report *report, const JsonNode *data)
{
    size_t count = 0;
    const JsonNode *months = list_of(data, "months", &count);
    for (size_t i = 0; i < count; i++)
        TRY(month_rows(report, &months[i]));
    return OK;
}

static Err accounts_rows(Report *report, const JsonNode *data)
{
    static const struct {
        const char *key, *zh, *en;
    } accounts[] = { { "pension_account", "养老保险个人账户", "pension" }, { "medical_account", "医疗保险个人账户", "medical" } };
    for (size_t k = 0; k < sizeof accounts / sizeof *accounts; k++) {
        size_t count = 0;
        const JsonNode *years = list_of(data, accounts[k].key, &count);
        for (size_t i = 0; i < count; i++) {
            const Value values[] = { value_text(str(report->en ? accounts[k].en : accounts[k].zh)),
                                     value_count(int_of(&years[i], "year")),
                                     money_of(&years[i], "opening_fen"),
                                     money_of(&years[i], "brought_forward_fen"),
                                     money_of(&years[i], "credits_fen"),
                                     money_of(&years[i], "interest_fen"),
                                     money_of(&years[i], "closing_fen") };
            TRY(writer_row(report->writer, values, report->why));
        }
    }
    return OK;
}

/* ---- an employer ---- */

static bool in_list(const JsonNode *object, const char *key, const char *code)
{
    size_t count = 0;
    const JsonNode *items = list_of(object, key, &count);
    for (size_t i = 0; i < count; i++)
        if (str_is(items[i].text, code))
            return true;
    return false;
}

static Err bill_line(Report *report, const JsonNode *data, const JsonNode *line)
{
    const JsonNode *base = json_member(line, "base_fen"), *employer = json_member(line, "employer_fen"),
                   *employee = json_member(line, "employee_fen");
    for (int i = 1; i < Insurance_END; i++) {
        const char *code = choice_code(SET_INSURANCE, i);
        if (!int_of(base, code) && !int_of(employer, code) && !int_of(employee, code))
            continue;
        const Value values[] = { month_of(data),
                                 value_text(str_format(report->arena, "%lld", (long long)int_of(line, "person"))),
                                 value_text(text_of(line, "account")),
                                 value_text(text_of(line, "run")),
                                 value_text(text_of(line, "kind")),
                                 word_of(report, SET_INSURANCE, str(code)),
                                 money_of(base, code),
                                 money_of(employer, code),
                                 money_of(employee, code),
                                 truth_of(report, in_list(line, "paid", code)) };
        TRY(writer_row(report->writer, values, report->why));
    }
    return OK;
}

static Err bill_rows(Report *report, const JsonNode *data)
{
    size_t count = 0;
    const JsonNode *lines = list_of(data, "items", &count);
    for (size_t i = 0; i < count; i++)
        TRY(bill_line(report, data, &lines[i]));
    return OK;
}

static Err arrears_rows(Report *report, const JsonNode *data)
{
    size_t count = 0;
    const JsonNode *items = list_of(data, "items", &count);
    for (size_t i = 0; i < count; i++) {
        const Value values[] = { month_of(&items[i]),
                                 word_of(report, SET_INSURANCE, text_of(&items[i], "insurance")),
                                 money_of(&items[i], "employer_fen"),
                                 money_of(&items[i], "employee_fen"),
                                 day_of(&items[i], "due"),
                                 money_of(&items[i], "late_fee_fen") };
        TRY(writer_row(report->writer, values, report->why));
    }
    return OK;
}

/* Two invented people: what a row looks like. */
static Err wages_rows(Report *report, const JsonNode *data)
{
    static const struct {
        const char *number, *name;
        int64_t fen;
    } people[] = { { "110105199003078211", "张示例", 823550 }, { "330106198511204029", "李示例", 1200000 } };
    Str month = text_of(data, "month");
    for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
        const Value values[] = { value_text(str(people[i].number)), value_text(str(people[i].name)), value_text(month),
                                 value_money((Money){ people[i].fen }) };
        TRY(writer_row(report->writer, values, report->why));
    }
    return OK;
}

/* ---- the file ---- */

#define AS_KIND(columns, rows, zh, en) \
    { \
        columns, sizeof columns / sizeof *columns, rows, zh, en \
    }
static const struct {
    const Column *columns;
    size_t count;
    ReportRows *rows;
    const char *zh, *en; /* of the worksheet */
} kinds[REPORT_END] = {
    [REPORT_MONTHS] = AS_KIND(months_columns, months_rows, "缴费明细", "Contributions"),
    [REPORT_ACCOUNTS] = AS_KIND(accounts_columns, accounts_rows, "个人账户", "Accounts"),
    [REPORT_BILL] = AS_KIND(bill_columns, bill_rows, "单位账单", "Bill"),
    [REPORT_ARREARS] = AS_KIND(arrears_columns, arrears_rows, "欠费", "Arrears"),
    [REPORT_WAGES] = AS_KIND(wages_columns, wages_rows, "工资申报", "工资申报"),
};

static Err rows_write(Report *report, ReportKind kind, const JsonNode *const *pages, size_t count)
{
    for (size_t i = 0; i < (count ? count : kind == REPORT_WAGES); i++)
        TRY(kinds[kind].rows(report, count ? pages[i] : NULL));
    return OK;
}

/* The second worksheet of the form: what each column takes. Who reads the file takes the first one. */
static Err explain_write(Report *report)
{
    static const WriterColumn columns[] = { { .title = { "列", 3 }, .form = FORM_TEXT, .width = 20 },
                                            { .title = { "怎样填写", 12 }, .form = FORM_TEXT, .width = 70 } };
    static const char *const rows[][2] = {
        { "社会保障号码", "必填。18 位公民身份号码，末位可为 X；作为文本填写，不要写成数字。" },
        { "姓名", "可不填，只供核对。" },
        { "费款所属期", "可不填；填写的，从下拉列表中选择，应与申报的月份一致。" },
        { "缴费工资", "必填。该月工资，元，可带两位小数；不写“元”或“万元”，不用公式。" },
        { "一人一行", "同一人只能出现一次；示例行请删去或写上自己的人员。" },
        { "更正", "核对后可下载标注了“错误”一列的文件，改好再上传；“错误”一列不必删去。" },
    };
    TRY(writer_sheet(report->writer, S("说明"), columns, sizeof columns / sizeof *columns, report->why));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const Value values[] = { value_text(str(rows[i][0])), value_text(str(rows[i][1])) };
        TRY(writer_row(report->writer, values, report->why));
    }
    return OK;
}

static Err file_write(Report *report, const WriterOptions *options, ReportKind kind, const JsonNode *const *pages, size_t count)
{
    TRY(writer_open(options, &report->writer, report->why));
    Err err = rows_write(report, kind, pages, count);
    if (err == OK && kind == REPORT_WAGES && options->form == SHEET_XLSX)
        err = explain_write(report);
    if (err == OK)
        return writer_close(report->writer, report->why);
    writer_drop(report->writer);
    return err;
}

/* The form of wages offers the last twelve months and takes no wage that is none. */
static void form_guided(Arena *arena, const JsonNode *data, WriterColumn *columns, size_t count)
{
    enum { MONTHS = 12 };
    Month newest;
    for (size_t i = 0; i < count; i++)
        if (columns[i].form == FORM_MONEY)
            columns[i].wrong = "请填写大于零的金额，单位为元，可带两位小数。";
    if (!month_read(text_of(data, "month"), &newest))
        return;
    const char **months = arena_new(arena, const char *, MONTHS + 1);
    for (int i = 0; i < MONTHS; i++)
        months[i] = str_z(arena, month_text(arena, (Month){ newest.n - i }));
    for (size_t i = 0; i < count; i++)
        if (str_is(columns[i].title, "费款所属期")) {
            columns[i].choices = months;
            columns[i].wrong = "请从列表中选择月份，例如 2025-08。";
        }
}

Err report_make(Arena *arena, ReportKind kind, ReportForm form, bool en, const JsonNode *const *pages, size_t count, Str *bytes,
                Why *why)
{
    WriterColumn columns[COLUMNS_MAX];
    char path[MEMORY_PATH];
    Report report = { .arena = arena, .en = en, .why = why };
    int file = -1;
    TRY(memory_open(&file, path, why));
    for (size_t i = 0; i < kinds[kind].count; i++)
        columns[i] = (WriterColumn){ .title = str(en ? kinds[kind].columns[i].en : kinds[kind].columns[i].zh),
                                     .form = kinds[kind].columns[i].form };
    if (kind == REPORT_WAGES)
        form_guided(arena, count ? pages[0] : NULL, columns, kinds[kind].count);
    WriterOptions options = { .form = form == REPORT_XLSX ? SHEET_XLSX : SHEET_CSV,
                              .path = str(path),
                              .name = str(en ? kinds[kind].en : kinds[kind].zh),
                              .columns = columns,
                              .count = kinds[kind].count,
                              .mark = true };
    Err err = file_write(&report, &options, kind, pages, count);
    if (err == OK)
        err = memory_read(arena, file, bytes, why);
    close(file);
    return err;
}
