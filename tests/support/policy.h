/* policy.h - the rules as they are shipped. */
#pragma once
#include "policy/policy.h"

/* Read once for the whole run: they never change. Fails the test when they cannot be read. */
const PolicySet *policy_shipped(void);
