/* region_test.c - region codes and their names, GBK. */
#include "ident/gbk.h"
#include "ident/region.h"
#include "support/test.h"

TEST(regions_of_the_file_are_all_there)
{
    Str file = test_file(arena, "data/regions/regions.tsv");
    size_t count = 0;
    while (file.p) {
        Str line = str_cut(&file, '\n'), rest = line;
        if (!line.n || line.p[0] == '#')
            continue;
        Str code = str_cut(&rest, '\t'), state = str_cut(&rest, '\t');
        str_cut(&rest, '\t');
        Str zh = str_cut(&rest, '\t');
        Region region;
        CHECK(region_find(region_code(code), &region));
        CHECK_STR(region.zh, zh);
        CHECK_STR(region.en, rest);
        CHECK_EQ(region.old, str_is(state, "old"));
        CHECK(region_province(region.code / 10000));
        count++;
    }
    CHECK_EQ(count, region_count());
    CHECK(count > 6000);
    for (size_t i = 1; i < region_count(); i++)
        CHECK(region_at(i - 1).code < region_at(i).code);
}

TEST(regions_have_names)
{
    CHECK_STR(region_path(arena, 110105, false), S("北京市朝阳区"));
    CHECK_STR(region_path(arena, 110105, true), S("Chaoyang, Beijing"));
    CHECK_STR(region_path(arena, 330106, false), S("浙江省杭州市西湖区"));
    CHECK_STR(region_path(arena, 330106, true), S("Xihu, Hangzhou, Zhejiang"));
    CHECK_STR(region_path(arena, 440300, false), S("广东省深圳市"));
    CHECK_STR(region_path(arena, 810000, true), S("Hong Kong"));
    CHECK_STR(region_path(arena, 110199, false), S("北京市"));
    CHECK_STR(region_path(arena, 990000, false), S(""));
    static const int cities[] = { 110000, 310000, 440100, 440300, 330100, 510100, 110105, 310101, 510106 };
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++) {
        Region region = { 0 };
        CHECK(region_find(cities[i], &region) && region.zh.n && region.en.n && region_present(cities[i]));
    }
    Region chongwen = { 0 };
    CHECK(region_find(110103, &chongwen) && chongwen.old && chongwen.until == 2010 && !region_present(110103));
    CHECK(!region_find(0, NULL) && !region_find(-1, NULL) && !region_find(999999, NULL));
    CHECK_EQ(region_code(S("11010")), -1);
    CHECK_EQ(region_code(S("11010a")), -1);
    int provinces = 0;
    for (int prefix = -1; prefix <= 100; prefix++)
        provinces += region_province(prefix);
    CHECK_EQ(provinces, 35);
}

TEST(gbk_there_and_back)
{
    Str out, back;
    CHECK_EQ(gbk_from_utf8(arena, S("社会保障"), &out, NULL), OK);
    CHECK_STR(out, S("\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF"));
    CHECK_EQ(gbk_to_utf8(arena, out, &back, NULL), OK);
    CHECK_STR(back, S("社会保障"));
    CHECK_EQ(gbk_from_utf8(arena, S("䶮𠮷a"), &out, NULL), OK);
    CHECK_EQ(gbk_to_utf8(arena, out, &back, NULL), OK);
    CHECK_STR(back, S("䶮𠮷a"));
    CHECK_EQ(gbk_to_utf8(arena, S(""), &back, NULL), OK);
    CHECK_EQ(back.n, 0);
    Why why = { .arena = arena };
    CHECK_EQ(gbk_from_utf8_short(arena, S("社会"), &out, &why), OK);
    CHECK_EQ(gbk_from_utf8_short(arena, S("王𠮷"), &out, &why), ERR_BAD_FIELD);
    CHECK_STR(why.en, S("Character 2 does not exist in GBK; use GB18030 or another character."));
    CHECK_EQ(gbk_to_utf8(arena, S("ab\xFF\xFF"), &out, &why), ERR_BAD_FIELD);
    CHECK(str_starts(why.en, S("From byte 3 on")));
    CHECK_EQ(gbk_to_utf8(arena, S("ab\xC9"), &out, &why), ERR_BAD_FIELD);
    CHECK_EQ(gbk_from_utf8(arena, S("\xFF"), &out, &why), ERR_BAD_FIELD);
}
