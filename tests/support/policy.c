/* policy.c - see policy.h. */
#include "support/policy.h"
#include "base/require.h"
#include "support/test.h"

const PolicySet *policy_shipped(void)
{
    const PolicySet *set = NULL;
    Arena scratch = arena_make((size_t)1 << 20);
    Why why = { .arena = &scratch };
    if (policy_load(&scratch, NULL, &set, &why) != OK)
        test_fail(__FILE__, __LINE__, "policy: %.*s", STR_ARG(why.en));
    require(set != NULL);
    arena_drop(&scratch);
    return set;
}
