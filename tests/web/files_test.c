/* files_test.c - what people bring as files on pages: the photo of a card, cut to its shape and looked at before it is sent, by
 * itself or with an account that is opened; papers for a case with their validity; and who sees how far the work on a file is. */
#include "base/hash.h"
#include "town.h"
#include "web/visit.h"

/* Person 7 applies for a card; the photo will follow. */
static Str apply(Town *town)
{
    Reply applied = town_api(town, BY_CLERK, "/api/v1/commands/card.apply", "apply-7",
                             "{\"person\":7,\"region\":\"330100\",\"bank\":\"B01\",\"kind\":\"first\",\"channel\":\"counter\","
                             "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"photo\"}]}");
    CHECK_EQ(applied.status, 200);
    return text_at(reply_json(town, &applied), "data.application");
}

/* The parts of a photo that a page lets choose from, from its start on: their hashes. */
static void parts_of(Town *town, const Reply *page, Str parts[static 3])
{
    const Str radio = S("name=\"crop\" type=\"radio\" value=\"");
    Str rest = page->body;
    for (size_t i = 0; i < 3; i++) {
        long at = str_find(rest, radio);
        CHECK(at > 0);
        rest = str_from(rest, at > 0 ? (size_t)at + radio.n : rest.n);
        parts[i] = str_copy(town->arena, str_cut(&rest, '"'));
    }
}

TEST(a_photo_of_another_shape_is_cut_and_shown_before_it_is_sent)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str application = apply(&town), portrait = test_file(arena, "tests/web/portrait.jpg");
    Reply person = town_get(&town, BY_CLERK, "/person/7");
    CHECK(reply_says(&person, str_z(arena, str_format(arena, "href=\"/photo?application=" STR_FMT "\"", STR_ARG(application)))));
    Reply page = town_get(&town, BY_CLERK, "/photo");
    Str form = form_with(&town, form_of(&town, &page, "/photo"), "application", str_z(arena, application));
    Reply found = town_post_file(&town, BY_CLERK, "/photo", form, "photo", "image/jpeg", portrait);
    CHECK_EQ(found.status, 200);
    CHECK(reply_says(&found, "照片宽 600 像素，应为 358 像素"));
    CHECK(reply_says(&found, "裁剪后符合制卡要求。"));
    CHECK(reply_says(&found, "上部") && reply_says(&found, "下部") && !reply_says(&found, "左边"));
    Str parts[3], bytes[3];
    parts_of(&town, &found, parts);
    for (size_t i = 0; i < 3; i++) {
        Reply part = town_get(&town, BY_CLERK, str_z(arena, str_format(arena, "/photo/" STR_FMT, STR_ARG(parts[i]))));
        CHECK_EQ(part.status, 200);
        bytes[i] = part.body;
    }
    CHECK(!str_eq(bytes[0], bytes[1]) && !str_eq(bytes[1], bytes[2]) && !str_eq(bytes[0], bytes[2]));
    Str path = str_format(arena, "/photo/" STR_FMT, STR_ARG(parts[2]));
    Reply crop = town_get(&town, BY_CLERK, str_z(arena, path));
    CHECK_EQ(crop.status, 200);
    CHECK_STR(reply_header(&crop, "content-type"), S("image/jpeg"));
    CHECK(str_starts(crop.body, S("\xFF\xD8\xFF")));
    CHECK_EQ(town_get(&town, BY_NOBODY, str_z(arena, path)).status, 403); /* sign in first */
    form = form_with(&town, form_of(&town, &found, "/photo"), "crop", str_z(arena, parts[2]));
    Reply sent = town_post(&town, BY_CLERK, "/photo", form, NULL);
    CHECK_EQ(sent.status, 200);
    CHECK(reply_says(&sent, "照片已提交"));
    /* What was kept is what was shown. */
    Reply accepted =
        town_api(&town, BY_CENTRE, "/api/v1/commands/card.photo", "photo-ok",
                 str_z(arena, str_format(arena, "{\"application\":\"" STR_FMT "\",\"photo_ok\":true}", STR_ARG(application))));
    CHECK_EQ(accepted.status, 200);
    town_close(&town);
}

TEST(what_is_no_photo_is_told_so_and_nothing_is_sent)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str application = apply(&town);
    Reply page = town_get(&town, BY_CLERK, "/en/photo");
    Str form = form_with(&town, form_of(&town, &page, "/en/photo"), "application", str_z(arena, application));
    Reply found = town_post_file(&town, BY_CLERK, "/en/photo", form, "photo", "image/jpeg", S("<script>alert(1)</script>"));
    CHECK_EQ(found.status, 422);
    CHECK(reply_says(&found, "The photo cannot be read"));
    CHECK(!reply_says(&found, "<script>alert"));
    Reply none = town_post(&town, BY_CLERK, "/en/photo", form, NULL);
    CHECK_EQ(none.status, 422);
    CHECK(reply_says(&none, "Choose a photo"));
    CHECK_EQ(town_get(&town, BY_CLERK, "/photo/0123").status, 404);
    CHECK_EQ(town_get(&town, BY_CLERK, "/photo/0000000000000000000000000000000000000000000000000000000000000000").status, 404);
    /* A kept file that is no picture is not shown as one. */
    Reply kept = town_send(&town, request_post(arena, "/api/v1/files", town.token[BY_CLERK], (Str){ 0 }, S("{\"a\":1}")));
    Str hash = text_at(reply_json(&town, &kept), "sha256");
    CHECK_EQ(town_get(&town, BY_CLERK, str_z(arena, str_format(arena, "/photo/" STR_FMT, STR_ARG(hash)))).status, 404);
    town_close(&town);
}

/* ---- with an account that is opened ---- */

#define ANSWERS \
    "region=330100&insurances=pension&insurances=medical&insurances=unemployment&insurances=injury&id_type=id-card" \
    "&name=%E9%83%91%E7%AB%8B%E6%98%A5&number=330106199202040037&mobile=13800000099&payer=91330106MA27XK3D59&bank=B01" \
    "&evidence=id-card&evidence=labour-contract&evidence=photo"

/* The last page before an account is opened, where a photo may be added: its form, ready to be sent. */
static Str last_page(Town *town, TownRole by)
{
    Reply page = town_get(town, by, "/open?" ANSWERS);
    page = town_post(town, by, "/open", form_of(town, &page, "/open"), NULL);
    page = town_post(town, by, "/open", form_with(town, form_of(town, &page, "/open"), "category", "employee"), NULL);
    CHECK(reply_says(&page, "核对填写的内容") && reply_says(&page, "name=\"photo\""));
    return form_with(town, form_of(town, &page, "/open"), "send", "1");
}

/* Whether the centre finds a photo at the application that it can take. */
static bool has_photo(Town *town, const char *application)
{
    Str args = str_format(town->arena, "{\"application\":\"%s\",\"photo_ok\":true}", application);
    return town_api(town, BY_CENTRE, "/api/v1/commands/card.photo", "photo-ok", str_z(town->arena, args)).status == 200;
}

TEST(the_photo_for_an_account_is_cut_and_shown_before_anything_is_sent)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str portrait = test_file(arena, "tests/web/portrait.jpg"), parts[3], shown[3];
    Reply found = town_post_file(&town, BY_UNIT, "/open", last_page(&town, BY_UNIT), "photo", "image/jpeg", portrait);
    CHECK_EQ(found.status, 200);
    CHECK(reply_says(&found, "照片宽 600 像素，应为 358 像素") && reply_says(&found, "裁剪后符合制卡要求。"));
    CHECK(!reply_says(&found, "参保登记已办好"));
    CHECK_EQ(town_get(&town, BY_CLERK, "/person/9").status, 404); /* nothing was sent yet */
    parts_of(&town, &found, parts);
    for (size_t i = 0; i < 3; i++) {
        Reply part = town_get(&town, BY_UNIT, str_z(arena, str_format(arena, "/photo/" STR_FMT, STR_ARG(parts[i]))));
        CHECK_EQ(part.status, 200);
        shown[i] = part.body;
    }
    CHECK(!str_eq(shown[0], shown[1]) && !str_eq(shown[1], shown[2]));
    Str form = form_of(&town, &found, "/open");
    /* Another photo: back to the last page, with every answer. */
    Reply back = town_post(&town, BY_UNIT, "/open", form_with(&town, form, "go", "resume"), NULL);
    CHECK(reply_says(&back, "核对填写的内容") && reply_says(&back, "郑立春") && reply_says(&back, "name=\"photo\""));
    form = form_with(&town, form_with(&town, form, "send", "1"), "crop", str_z(arena, parts[0]));
    Reply done = town_post(&town, BY_UNIT, "/open", form, NULL);
    CHECK_EQ(done.status, 200);
    CHECK(reply_says(&done, "参保登记已办好") && reply_says(&done, "K9-1"));
    CHECK(has_photo(&town, "K9-1"));
    Reply again = town_post(&town, BY_UNIT, "/open", form, NULL);
    CHECK(reply_says(&again, "K9-1"));
    town_close(&town);
}

TEST(a_photo_that_fits_goes_with_the_account_at_once)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str parts[3], portrait = test_file(arena, "tests/web/portrait.jpg"), form = last_page(&town, BY_CLERK);
    Reply found = town_post_file(&town, BY_CLERK, "/open", form, "photo", "image/jpeg", portrait);
    parts_of(&town, &found, parts);
    Reply cut = town_get(&town, BY_CLERK, str_z(arena, str_format(arena, "/photo/" STR_FMT, STR_ARG(parts[1]))));
    Reply done = town_post_file(&town, BY_CLERK, "/open", form, "photo", "image/jpeg", cut.body);
    CHECK(reply_says(&done, "参保登记已办好") && reply_says(&done, "K9-1"));
    CHECK(has_photo(&town, "K9-1"));
    town_close(&town);
}

TEST(what_is_no_photo_opens_no_account)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str portrait = test_file(arena, "tests/web/portrait.jpg"), form = last_page(&town, BY_CLERK);
    Str hostile[] = { S("<script>alert(1)</script>"), S("\xFF\xD8\xFF"), str_head(portrait, portrait.n / 2) };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        Reply found = town_post_file(&town, BY_CLERK, "/open", form, "photo", "image/jpeg", hostile[i]);
        CHECK_EQ(found.status, 422);
        CHECK(reply_says(&found, "照片无法读取") && reply_says(&found, "href=\"#photo\"") && reply_says(&found, "郑立春"));
        CHECK(!reply_says(&found, "<script>alert"));
    }
    /* A hash that nobody was shown, of the wrong length, of no hash at all, and of a kept file that is no picture. */
    Reply kept = town_send(&town, request_post(arena, "/api/v1/files", town.token[BY_CLERK], (Str){ 0 }, S("{\"a\":1}")));
    Str crops[] = { S("0000000000000000000000000000000000000000000000000000000000000000"), S("0123"), S("../../etc/passwd"),
                    text_at(reply_json(&town, &kept), "sha256") };
    for (size_t i = 0; i < sizeof crops / sizeof *crops; i++) {
        Reply refused = town_post(&town, BY_CLERK, "/open", form_with(&town, form, "crop", str_z(arena, crops[i])), NULL);
        CHECK_EQ(refused.status, 422);
        CHECK(reply_says(&refused, "请选择照片"));
    }
    CHECK_EQ(town_get(&town, BY_CLERK, "/person/9").status, 404);
    town_close(&town);
}

/* ---- papers ---- */

#define PDF "%PDF-1.7\n%paper\n"

TEST(a_paper_is_handed_in_with_its_validity_and_an_expired_one_refused)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str number = S("C8-1"); /* begun, not submitted */
    const char *path = str_z(arena, str_format(arena, "/cases/" STR_FMT "/document", STR_ARG(number)));
    const char *item = str_z(arena, str_format(arena, "/cases/" STR_FMT, STR_ARG(number)));
    Reply shown = town_get(&town, BY_CLERK, item);
    CHECK(reply_says(&shown, str_z(arena, str_format(arena, "href=\"%s\"", path))));
    Reply page = town_get(&town, BY_CLERK, path);
    CHECK_EQ(page.status, 200);
    Str form = form_with(&town, form_of(&town, &page, path), "evidence", "household-register");
    Reply expired = town_post_file(&town, BY_CLERK, path, form_with(&town, form, "valid_until", "2020-01-31"), "document",
                                   "application/pdf", S(PDF));
    CHECK(expired.status >= 400 && expired.status < 500);
    CHECK(reply_says(&expired, "已过有效期，请提供有效的材料。"));
    form = form_with(&town, form_of(&town, &expired, path), "evidence", "household-register");
    Reply badly = town_post_file(&town, BY_CLERK, path, form_with(&town, form, "valid_until", "31/1/2030"), "document",
                                 "application/pdf", S("no paper"));
    CHECK_EQ(badly.status, 422);
    CHECK(reply_says(&badly, "请按 2025-08-31 的样子填写日期") && reply_says(&badly, "文件不是 JPEG、PNG 或 PDF"));
    form = form_with(&town, form_of(&town, &badly, path), "evidence", "household-register");
    Reply taken = town_post_file(&town, BY_CLERK, path, form_with(&town, form, "valid_until", "2035-01-31"), "document",
                                 "application/pdf", S(PDF));
    CHECK_EQ(taken.status, 303);
    Hash hash = hash_of(S(PDF));
    const char *file = str_z(arena, str_format(arena, "%s/file?sha256=" STR_FMT, path, STR_ARG(str_hex(arena, hash_str(&hash)))));
    shown = town_get(&town, BY_REVIEWER, item);
    CHECK(reply_says(&shown, file) && reply_says(&shown, "查看文件"));
    Reply read = town_get(&town, BY_REVIEWER, file);
    CHECK_EQ(read.status, 200);
    CHECK_STR(read.body, S(PDF));
    CHECK_STR(reply_header(&read, "content-type"), S("application/pdf"));
    CHECK(str_starts(reply_header(&read, "content-disposition"), S("attachment")));
    /* Not for others, and nothing else that is kept. */
    CHECK(town_get(&town, BY_ONLINE, file).status >= 400);
    CHECK(town_get(&town, BY_REVIEWER, str_z(arena, str_format(arena, "%s/file?sha256=00", path))).status >= 400);
    town_close(&town);
}

/* ---- progress ---- */

TEST(who_brings_files_sees_how_far_their_own_work_is)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    static const TownRole who[] = { BY_CLERK, BY_BANK, BY_UNIT, BY_AGENCY, BY_TAX };
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        Reply page = town_get(&town, who[i], "/desk/progress");
        CHECK_EQ(page.status, 200);
        CHECK(reply_says(&page, "现在没有正在办理的批量业务。"));
    }
    CHECK(town_get(&town, BY_HOLDER, "/desk/progress").status == 403);
    town_close(&town);
}
