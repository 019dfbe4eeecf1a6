/* fuzz.c - linked into every fuzz target with --wrap=_Exit: a broken assumption aborts, so that libFuzzer
 * keeps the input that broke it. */
#include <stdlib.h>

_Noreturn void __wrap__Exit(int code);

_Noreturn void __wrap__Exit(int code)
{
    (void)code;
    abort();
}
