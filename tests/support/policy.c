/* policy.c - see policy.h. */
#include "support/policy.h"
#include "base/require.h"
#include "support/test.h"

const PolicySet *policy_shipped(void)
{
    static PolicySet *set;
    static Arena life;
    if (!set) {
        life = arena_make((size_t)64 << 20);
        Why why = { .arena = &life };
        if (policy_load_builtin(&life, &set, &why) != OK)
            test_fail(__FILE__, __LINE__, "policy: %.*s", STR_ARG(why.en));
        require(set != NULL);
    }
    return set;
}
