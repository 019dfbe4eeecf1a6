/* policy.h - the rules as they are shipped. */
#pragma once
#include "policy/policy.h"

/* Fails the test when they cannot be read. */
const PolicySet *policy_shipped(void);
