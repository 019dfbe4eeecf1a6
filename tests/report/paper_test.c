/* paper_test.c - papers as a reader program sees them: what stands in them can be searched, nothing that somebody wrote
 * into the record acts or disappears, no row is lost where a page ends, and the QR code leads where the text below it says.
 * pdftotext, pdfinfo, pdftoppm (poppler-utils) and zbarimg (zbar-tools) read. */
#include "report/paper.h"
#include "support/json.h"
#include "support/test.h"
#include <pthread.h>

enum { TEXT_MAX = 1 << 22, THREADS = 4, ONE_PAGE_BYTES = 60000 };

static const Time moment = { 1767225600 };

static Str run_program(Arena *arena, const char *command)
{
    char *text = arena_take(arena, TEXT_MAX);
    FILE *out = popen(command, "r");
    CHECK(out != NULL);
    size_t n = out ? fread(text, 1, TEXT_MAX - 1, out) : 0;
    if (out)
        CHECK_EQ(pclose(out), 0);
    return (Str){ text, n };
}

static Str make(Arena *arena, const PaperWanted *wanted)
{
    Str bytes = { 0 };
    Why why = { .arena = arena };
    CHECK_EQ(paper_make(arena, wanted, &bytes, &why), OK);
    CHECK(str_starts(bytes, S("%PDF-1.")));
    return bytes;
}

static Str tool(Arena *arena, Str bytes, const char *before, const char *after)
{
    test_write("paper.pdf", bytes);
    return run_program(arena, str_z(arena, str_format(arena, "cd %s && %s paper.pdf %s", test_scratch_dir(), before, after)));
}

static Str text_of(Arena *arena, Str bytes) { return tool(arena, bytes, "pdftotext -layout -enc UTF-8", "-"); }

static bool has(Str text, const char *part)
{
    bool there = str_find(text, str(part)) >= 0;
    if (!there)
        test_fail(__FILE__, __LINE__, "no \"%s\" in %.*s", part, STR_ARG(str_head(text, 3000)));
    return there;
}

static int times(Str text, const char *part)
{
    int n = 0;
    for (long at; (at = str_find(text, str(part))) >= 0; n++)
        text = str_from(text, (size_t)at + strlen(part));
    return n;
}

#define WHO "\"name\":\"欧阳明珠\",\"number\":\"330102********0197\",\"person\":17"
#define CERT(content) \
    "{\"code\":\"7KQ2-M0XA-BCDE-FGHJ-KMNP\",\"day\":\"2026-01-01\",\"from\":\"2025-01\",\"until\":\"2025-12\",\"months\":12," \
    "\"employer_fen\":1234567,\"employee_fen\":-5," WHO "," content "}"
#define MONTH(month, payer) \
    "{\"month\":\"" month "\",\"payer\":\"" payer \
    "\",\"insurances\":[{\"insurance\":{\"code\":\"pension\",\"zh\":\"基本养老保险\"," \
    "\"en\":\"basic pension\"},\"base_fen\":1000000,\"employer_fen\":160000,\"employee_fen\":80000,\"paid\":true}]}"
#define STEPS \
    "\"steps\":[{\"id\":\"s1\",\"command\":\"card.activate\",\"what\":\"启用社保卡\",\"what_en\":\"activate a card\",\"args\":{" \
    "\"channel\":\"bank-counter\"},\"role\":\"bank\",\"where\":{\"name\":\"城南支行\",\"address\":\"南街 1 号\",\"hours\":\"9-17\"}," \
    "\"evidence\":[\"id-card\",\"social-card\"],\"cost_fen\":0,\"days\":0,\"law\":\"人社厅发〔2014〕52号\"}]"

/* What each paper is made of in these tests, and what a reader must find in it. */
static const struct {
    PaperKind kind;
    const char *answers[2], *zh, *en;
} samples[] = {
    { PAPER_CONTRIBUTIONS, { CERT("\"statement\":{\"months\":[" MONTH("2025-01", "self") "]}") }, "12,345.67", "basic pension" },
    { PAPER_ACCOUNT,
      { CERT("\"statement\":{\"pension_account\":[{\"year\":2025,\"opening_fen\":0,\"credits_fen\":99,\"interest_fen\":1,"
             "\"closing_fen\":100}],\"medical_account\":[],\"pension_balance_fen\":100,\"medical_balance_fen\":0}") },
      "养老保险个人账户",
      "Pension account" },
    { PAPER_PARTICIPATION,
      { CERT("\"accounts\":[{\"account\":\"J17-1\",\"region\":\"330100\",\"category\":\"flexible\",\"payer\":\"self\","
             "\"insurances\":[\"pension\",\"medical\"],\"since\":\"2023-11-01\",\"state\":\"open\"}]") },
      "J17-1",
      "the person" },
    { PAPER_RECEIPT,
      { "{\"receipt\":\"P318\",\"payer\":\"91330106MA27XK3D59\",\"amount_fen\":694100,"
        "\"voucher\":{\"kind\":{\"zh\":\"银行转账凭证\",\"en\":\"remittance\"},\"no\":\"=R1\","
        "\"day\":\"2025-03-05\"},\"at\":\"2025-03-05T10:00:00+08:00\","
        "\"allocated\":[{\"month\":\"2025-02\",\"insurance\":\"pension\",\"part\":\"late-fee\","
        "\"amount_fen\":80}],\"unallocated_fen\":0}" },
      "滞纳金",
      "Late fee" },
    { PAPER_PLAN,
      { "{" WHO "}", "{\"function\":\"medical\",\"causes\":[{\"why\":\"社保卡尚未启用\",\"why_en\":\"the card is not enabled\"}],"
                     "\"ways\":[{\"name\":\"cheapest\"," STEPS "},{\"name\":\"fastest\"," STEPS "}]}" },
      "社保卡尚未启用",
      "the card is not enabled" },
    { PAPER_SLIP,
      { "{\"application\":\"K30-1\",\"production\":{\"code\":\"at-outlet\",\"zh\":\"可领取\",\"en\":\"ready\"},\"collect_at\":{"
        "\"name\":\"城南支行\",\"address\":\"南街 1 号\",\"hours\":\"9-17\"}}" },
      "城南支行；南街 1 号；9-17",
      "ready" },
    { PAPER_REFUSAL,
      { "{\"case\":\"C57-1\",\"person\":57,\"reason\":\"所附材料不能证明所述事实。\",\"appeal\":{\"review_until\":\"2027-01-16\","
        "\"suit_until\":\"2027-05-17\",\"law\":\"《社会保险法》第八十三条\",\"zh\":\"可申请行政复议。\",\"en\":\"Ask for review.\"}}" },
      "所附材料不能证明所述事实。",
      "Ask for review." },
};

static PaperWanted sample(Arena *arena, size_t i, bool en)
{
    PaperWanted wanted = { .kind = samples[i].kind, .en = en, .made = moment, .site = S("https://sb.example.gov.cn") };
    for (size_t k = 0; k < 2 && samples[i].answers[k]; k++)
        wanted.answers[k] = json_tree(arena, str(samples[i].answers[k]));
    return wanted;
}

TEST(every_paper_says_what_its_answers_say_in_both_languages)
{
    bool seen[PAPER_END] = { 0 };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        for (int en = 0; en < 2; en++) {
            PaperWanted wanted = sample(arena, i, en);
            Str bytes = make(arena, &wanted), text = text_of(arena, bytes);
            has(text, en ? samples[i].en : samples[i].zh);
            has(text, paper_title(wanted.kind, en));
            has(text, en ? "Page 1 of 1" : "第 1 页，共 1 页");
            Str about = tool(arena, bytes, "pdfinfo", "");
            has(about, "Tagged:          yes");
            has(about, paper_title(wanted.kind, en));
            has(tool(arena, bytes, "pdfinfo -struct", ""), "TH");
            CHECK(bytes.n < ONE_PAGE_BYTES);
        }
        seen[samples[i].kind] = true;
    }
    for (PaperKind kind = 1; kind < PAPER_END; kind++)
        CHECK(seen[kind]);
}

/* Two ways with the same steps stand there once; the code of a certificate once as text, once below its picture. */
TEST(nothing_is_said_twice)
{
    PaperWanted wanted = sample(arena, 4, false);
    CHECK_EQ(samples[4].kind, PAPER_PLAN);
    Str text = text_of(arena, make(arena, &wanted));
    has(text, "最省钱、最快");
    CHECK_EQ(times(text, "南街 1 号"), 1);
    has(text, "人社厅发〔2014〕");
    has(text, "启用社保卡（银行柜"); /* by which channel */
}

TEST(every_column_has_its_share_of_the_page)
{
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        PaperWanted wanted = sample(arena, i, true);
        PaperTable *tables = NULL;
        size_t count = 0;
        Why why = { .arena = arena };
        CHECK_EQ(paper_tables(arena, &wanted, &tables, &count, &why), OK);
        CHECK(count > 0);
        for (size_t k = 0; k < count; k++) {
            int sum = 0;
            for (size_t c = 0; !tables[k].facts && c < tables[k].width; c++)
                sum += tables[k].share[c];
            CHECK_EQ(sum, tables[k].facts ? 0 : 100);
        }
    }
}

TEST(the_same_paper_has_the_same_bytes)
{
    PaperWanted wanted = sample(arena, 0, false);
    Str once = make(arena, &wanted);
    CHECK(str_eq(once, make(arena, &wanted)));
    wanted.made.s++;
    CHECK(!str_eq(once, make(arena, &wanted)));
}

TEST(the_picture_leads_where_the_text_says)
{
    PaperWanted wanted = sample(arena, 0, false);
    Str bytes = make(arena, &wanted);
    Str read = tool(arena, bytes, "pdftoppm -r 150 -png -singlefile", "page && zbarimg -q --raw page.png 2>/dev/null");
    CHECK_STR(str_trim(read), S("https://sb.example.gov.cn/v/7KQ2-M0XA-BCDE-FGHJ-KMNP"));
    wanted.site = (Str){ 0 };
    CHECK_EQ(times(text_of(arena, make(arena, &wanted)), "http"), 0);
}

/* ---- what people write ---- */

static Str named(Arena *arena, const char *name)
{
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "name", str(name));
    json_put(&json, "number", str(name));
    json_close(&json, '}');
    PaperWanted wanted = { .kind = PAPER_PLAN, .made = moment, .answers = { json_tree(arena, json_str(&json)) } };
    return make(arena, &wanted);
}

TEST(whatever_stands_in_a_name_is_shown_as_text)
{
    Str text = text_of(arena, named(arena, "<b>&amp;</b><script>alert(1)</script>"));
    CHECK_EQ(times(text, "<b>&amp;</b><script>alert(1)</script>"), 2);
    text = text_of(arena, named(arena, "张\xE2\x80\xAE三\xE2\x80\x8B李\xC2\xADx\xEF\xBB\xBFy"));
    CHECK_EQ(times(text, "张[U+202E]三[U+200B]李[U+00AD]x[U+FEFF]y"), 2);
    text = text_of(arena, named(arena, "\\(x\\)) Tj ET /Page << %PDF \t\n z"));
    CHECK_EQ(times(text, "\\(x\\)) Tj ET /Page << %PDF [U+0009][U+000A] z"), 2);
}

/* Beyond the basic plane, in the font and not in it: an emoji and Hebrew letters are not. */
TEST(a_character_is_shown_or_named_and_never_lost)
{
    Str text = text_of(arena, named(arena, "𠮷野家𬸘𪚥 㐂 é"));
    CHECK_EQ(times(text, "𠮷野家"), 2);
    CHECK_EQ(times(text, "[U+2A6A5]"), 2);
    CHECK_EQ(times(text, "㐂 é"), 2);
    CHECK(times(text, "𬸘") + times(text, "[U+2CE18]") == 2);
    text = text_of(arena, named(arena, "😀א"));
    CHECK_EQ(times(text, "[U+1F600][U+05D0]"), 2);
    text = text_of(arena, named(arena, "a\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81"));
    CHECK(times(text, "[U+0301]") >= 6);
}

/* 300 characters fill many lines of a narrow column; every one of them is there. */
TEST(long_texts_go_on_and_lose_nothing)
{
    Buf law = { .arena = arena };
    for (int i = 0; i < 300; i++)
        buf_add(&law, i % 3 ? S("😀") : S("永"));
    Str body = str_format(arena, "{\"function\":\"medical\",\"causes\":[{\"why\":\"x\",\"law\":\"" STR_FMT "\"}]}",
                          STR_ARG(buf_str(&law)));
    PaperWanted wanted = { .kind = PAPER_PLAN, .made = moment, .answers = { json_tree(arena, S("{}")), json_tree(arena, body) } };
    Str text = tool(arena, make(arena, &wanted), "pdftotext -raw -enc UTF-8", "-");
    CHECK_EQ(times(text, "永"), 100);
    CHECK_EQ(times(text, "1F600"), 200);
}

static Str many_months(Arena *arena, int count)
{
    Buf out = { .arena = arena };
    buf_add(&out, S("{\"code\":\"X\",\"statement\":{\"months\":["));
    for (int i = 0; i < count; i++)
        buf_format(&out, "%s{\"month\":\"%04d-%02d\",\"payer\":\"self\",\"insurances\":[{\"base_fen\":%d,\"paid\":true}]}",
                   i ? "," : "", 1990 + i / 12, i % 12 + 1, 10000000 + i);
    buf_add(&out, S("]}}"));
    return buf_str(&out);
}

TEST(no_row_is_lost_where_a_page_ends_and_the_head_stands_on_each)
{
    enum { MONTHS = 420 };
    PaperWanted wanted = { .kind = PAPER_CONTRIBUTIONS, .en = true, .made = moment };
    wanted.answers[0] = json_tree(arena, many_months(arena, MONTHS));
    Str bytes = make(arena, &wanted), text = text_of(arena, bytes);
    for (int i = 0; i < MONTHS; i++)
        CHECK_EQ(times(text, str_z(arena, str_format(arena, "%d,%03d.%02d", 100, i / 100, i % 100))), 1);
    int pages = times(text, "\f");
    CHECK(pages > 5 && pages < 40);
    CHECK_EQ(times(text, "Employer "), pages);
    has(text, str_z(arena, str_format(arena, "Page %d of %d", pages, pages)));
    has(tool(arena, bytes, "pdfinfo", ""), "Tagged:          yes");
}

TEST(a_paper_of_too_many_rows_is_refused)
{
    PaperWanted wanted = { .kind = PAPER_CONTRIBUTIONS, .made = moment };
    Str bytes = { 0 };
    Why why = { .arena = arena };
    wanted.answers[0] = json_tree(arena, many_months(arena, PAPER_ROWS_MAX + 1));
    CHECK_EQ(paper_make(arena, &wanted, &bytes, &why), ERR_TOO_LARGE);
}

/* ---- threads ---- */

typedef struct {
    Arena arena;
    const PaperWanted *wanted;
    Str bytes;
    bool done;
} Drawing;

static void *draw(void *context)
{
    Drawing *drawing = context;
    Why why = { .arena = &drawing->arena };
    drawing->done = paper_make(&drawing->arena, drawing->wanted, &drawing->bytes, &why) == OK;
    return NULL;
}

TEST(threads_draw_side_by_side)
{
    PaperWanted wanted = sample(arena, 4, false);
    Drawing drawings[THREADS];
    pthread_t threads[THREADS];
    Str want = make(arena, &wanted);
    for (int i = 0; i < THREADS; i++) {
        drawings[i] = (Drawing){ .arena = arena_make(64 << 20), .wanted = &wanted };
        CHECK_EQ(pthread_create(&threads[i], NULL, draw, &drawings[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        CHECK(drawings[i].done && str_eq(drawings[i].bytes, want));
        arena_drop(&drawings[i].arena);
    }
}

TEST(kinds_have_names_and_a_query_gets_only_what_it_takes)
{
    for (PaperKind kind = 1; kind < PAPER_END; kind++) {
        CHECK_EQ(paper_kind(str(paper_name(kind))), kind);
        CHECK(!paper_cert(kind) || paper_of_cert(paper_cert(kind)) == kind);
    }
    CHECK_EQ(paper_kind(S("no")), PAPER_NONE);
    Json args = json_make(arena);
    paper_args(&args, S("person.status"), json_tree(arena, S("{\"person\":17,\"function\":\"medical\",\"case\":\"C1-1\"}")));
    CHECK_STR(json_str(&args), S("{\"person\":17}"));
}
