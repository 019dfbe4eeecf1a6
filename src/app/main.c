/* main.c - `shebao NAME ...`: finds the command by its first word and hands it the rest. */
#include "app/calc.h"
#include "app/check.h"
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int count, char **words); /* words behind the name; answers the exit code */
    const char *what;
} commands[] = {
    { "calc", calc_main, "working days, retirement: no database needed / 计算器" },
    { "check", check_main, "whether a number is right, and what is probably wrong / 号码校验" },
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands, EXIT_USAGE = 2 };

static int usage(FILE *to, int code)
{
    fputs("shebao calc workday --from 2025-09-26 --add 15\nshebao check 11010519491231002X\n\n", to);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(to, "  shebao %-8s %s\n", commands[i].name, commands[i].what);
    return code;
}

int main(int count, char **words)
{
    if (count < 2)
        return usage(stderr, EXIT_USAGE);
    if (!strcmp(words[1], "--help") || !strcmp(words[1], "help"))
        return usage(stdout, 0);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (!strcmp(words[1], commands[i].name))
            return commands[i].run(count - 2, words + 2);
    fprintf(stderr, "shebao: there is no command \"%s\"\n", words[1]);
    return usage(stderr, EXIT_USAGE);
}
