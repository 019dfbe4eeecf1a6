/* policy_test.c - the shipped policy files: they load, every value names its law, and regions follow the nation. */
#include "policy/calendar.h"
#include "support/test.h"

static const PolicySet *shipped(Arena *arena)
{
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    if (policy_load_builtin(arena, &set, &why) != OK)
        test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(why.en));
    return set;
}

TEST(shipped_files_load)
{
    const PolicySet *set = shipped(arena);
    CHECK_EQ(policy_region_count(set), 6);
}
