/* yaml_test.c - hostile YAML: whatever comes, the answer is a tree or a refusal with a line, and nothing is left
 * behind (the leak check of the sanitizer looks after that). */
#include "policy/yaml_tree.h"
#include "policy_help.h"

static Err tree(Arena *arena, Str text, YamlNode **out, Why *why)
{
    *why = (Why){ .arena = arena };
    return yaml_tree_read(arena, S("x.yaml"), text, out, why);
}

TEST(a_tree_keeps_keys_texts_and_lines)
{
    YamlNode *root = NULL;
    Why why;
    CHECK_EQ(tree(arena, S("# remark\na: 1\nb:\n  - 'x y'\n  - {c: d}\ne: |\n  long\n  text\n"), &root, &why), OK);
    CHECK(root->type == YAML_MAP && root->line == 2);
    CHECK_STR(yaml_member(root, "a")->text, S("1"));
    CHECK(!yaml_member(root, "a")->quoted && yaml_member(root, "b")->first->quoted);
    CHECK_EQ(yaml_member(root, "b")->line, 3);
    CHECK_EQ(yaml_member(root, "b")->first->next->line, 5);
    CHECK_STR(yaml_member(yaml_member(root, "b")->first->next, "c")->text, S("d"));
    CHECK(yaml_member(root, "z") == NULL && yaml_member(yaml_member(root, "a"), "a") == NULL && yaml_member(NULL, "a") == NULL);
}

TEST(bad_texts_are_refused_with_their_line)
{
    const struct {
        Str text;
        Err err;
        const char *field;
    } bad[] = {
        { S(""), ERR_BAD_FIELD, "x.yaml:1" },
        { S("# only a remark\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("a: 1\nb: [1, 2\n"), ERR_BAD_FIELD, "x.yaml:3" },
        { S("a: 1\n\tb: 2\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("a: 1\na: 2\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("a: {b: 1, b: 2}\n"), ERR_BAD_FIELD, "x.yaml:1" },
        { S("a: 1\n---\nb: 2\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("a: &x [1]\nb: *x\n"), ERR_BAD_FIELD, "x.yaml:1" },
        { S("a: 1\nb: *x\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("a: 1\n*x : 2\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("&k a: 1\n"), ERR_BAD_FIELD, "x.yaml:1" },
        { S("!!str a: 1\n"), ERR_BAD_FIELD, "x.yaml:1" },
        { S("a: !x 1\n"), ERR_BAD_FIELD, "x.yaml:1" },
        { S("<<: {a: 1}\nb: 1\nb: 1\n"), ERR_BAD_FIELD, "x.yaml:3" },
        { S("%TAG ! tag:x,2000:\n---\na: 1\n"), ERR_BAD_FIELD, "x.yaml:1" },
        { S("a: \"\\0\"\n"), ERR_BAD_FIELD, "x.yaml:1" },
        { S("a: \"\\x00b\"\n"), ERR_BAD_FIELD, "x.yaml:1" },
        { S("a: 1\nb: \x01\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("a: 1\nb: \xe5\x8c\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("a: 1\nb: \xed\xa0\x80\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("a: 1\n\0b: 2\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("\xff\xfe"
            "a\0:\0"),
          ERR_BAD_FIELD, "x.yaml:1" },
        { S("b: 1\na: 'never\nends\n"), ERR_BAD_FIELD, "x.yaml:2" },
        { S("]\n"), ERR_BAD_FIELD, "x.yaml:1" },
        { S("a: 1\n}\n"), ERR_BAD_FIELD, "x.yaml:2" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        YamlNode *root = NULL;
        Why why;
        Err err = tree(arena, bad[i].text, &root, &why);
        if (err != bad[i].err || root || (bad[i].field && !str_is(why.field, bad[i].field)))
            test_fail(__FILE__, __LINE__, "%.*s: %d %.*s %.*s", STR_ARG(bad[i].text), err, STR_ARG(why.field), STR_ARG(why.en));
    }
}

/* `head`, then `unit` n times, then `tail`. */
static Str many(Arena *arena, const char *head, const char *unit, int n, const char *tail)
{
    Buf buf = { .arena = arena };
    buf_add(&buf, str(head));
    for (int i = 0; i < n; i++)
        buf_add(&buf, str(unit));
    buf_add(&buf, str(tail));
    return buf_str(&buf);
}

TEST(limits_hold_one_below_at_and_one_above)
{
    YamlNode *root = NULL;
    Why why;
    const int depths[] = { YAML_DEPTH_MAX - 1, YAML_DEPTH_MAX, YAML_DEPTH_MAX + 1, 900, 100000 };
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        Str text = str_format(arena, STR_FMT STR_FMT, STR_ARG(many(arena, "", "[", depths[i], "")),
                              STR_ARG(many(arena, "", "]", depths[i], "")));
        CHECK_EQ(tree(arena, text, &root, &why), depths[i] <= YAML_DEPTH_MAX ? OK : ERR_BAD_FIELD);
    }
    for (int more = -1; more <= 1; more++) {
        CHECK_EQ(tree(arena, many(arena, "- '", "x", YAML_TEXT_MAX + more, "'\n"), &root, &why), more > 0 ? ERR_BAD_FIELD : OK);
        CHECK_EQ(tree(arena, many(arena, "[", "1,", YAML_NODES_MAX - 1 + more, "]"), &root, &why), more > 0 ? ERR_BAD_FIELD : OK);
        CHECK_EQ(tree(arena, many(arena, "a: 1\n", "#", YAML_BYTES_MAX - 5 + more, ""), &root, &why),
                 more > 0 ? ERR_TOO_LARGE : OK);
        Buf buf = { .arena = arena };
        for (int i = 0; i < YAML_MEMBERS_MAX + more; i++)
            buf_format(&buf, "k%d: 1\n", i);
        CHECK_EQ(tree(arena, buf_str(&buf), &root, &why), more > 0 ? ERR_BAD_FIELD : OK);
    }
}

TEST(a_billion_laughs_are_not_even_smiled_at)
{
    YamlNode *root = NULL;
    Why why;
    Str bomb = S("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n");
    CHECK_EQ(tree(arena, bomb, &root, &why), ERR_BAD_FIELD);
    CHECK_STR(why.field, S("x.yaml:1"));
}

TEST(a_full_region_is_too_large_and_leaves_no_memory_of_the_library)
{
    Str text = file_text("national.yaml");
    for (size_t size = 4096; size < 60000; size += 3000) {
        Arena small = arena_make(size);
        YamlNode *root = NULL;
        Why why = { .arena = arena };
        CHECK_EQ(yaml_tree_read(&small, S("x.yaml"), text, &root, &why), ERR_TOO_LARGE);
        CHECK(root == NULL && small.on_full == NULL);
        why.arena = &small;
        CHECK_EQ(yaml_tree_read(&small, S("x.yaml"), text, &root, &why), ERR_TOO_LARGE);
        arena_drop(&small);
    }
}

TEST(every_truncation_and_many_mutations_end_in_an_answer)
{
    uint64_t seed = 20251121;
    Str text = file_text("440100.yaml");
    size_t count = 0;
    PolicyFile *files = files_with(arena, "440100.yaml", text, &count);
    size_t mark = arena_mark(arena), loaded = 0;
    for (int round = 0; round < 1500; round++) {
        char *bytes = arena_new(arena, char, text.n);
        memcpy(bytes, text.p, text.n);
        size_t n = round < 500 ? test_random(&seed) % text.n : text.n;
        for (int k = 0; round >= 500 && k < 1 + round % 4; k++)
            bytes[test_random(&seed) % n] = "\0\t\n :-[]{}&*!|>'\"%@`#,?\xff\xe5"[test_random(&seed) % 25];
        for (size_t i = 0; i < count; i++)
            if (str_is(files[i].name, "440100.yaml"))
                files[i].text = (Str){ bytes, n };
        PolicySet *set = NULL;
        Why why = { .arena = arena };
        Err err = policy_load_files(arena, files, count, &set, &why);
        CHECK(err == OK ? set != NULL : err == ERR_BAD_FIELD && set == NULL && str_starts(why.field, S("440100.yaml:")));
        loaded += err == OK;
        arena_back(arena, mark);
    }
    CHECK(loaded < 700);
}
