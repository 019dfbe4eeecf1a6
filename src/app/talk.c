/* talk.c - see talk.h. */
#include "app/talk.h"
#include "app/lines.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool talk_english(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    const char *value = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !(value && *value); i++)
        value = getenv(names[i]);
    return !value || strncmp(value, "zh", 2) != 0;
}

bool talk_language(const char *word, bool *en)
{
    bool english = word && !strcmp(word, "en");
    if (!english && (!word || strcmp(word, "zh")))
        return false;
    *en = english;
    return true;
}

void talk_put(Str text)
{
    if (!lines_write(STDOUT_FILENO, text))
        _exit(EXIT_AGAIN);
}

void talk_say(bool en, const char *zh_format, const char *en_format, ...)
{
    va_list args;
    va_start(args, en_format);
    fputs(en ? "shebao: " : "shebao：", stderr);
    vfprintf(stderr, en ? en_format : zh_format, args);
    fputc('\n', stderr);
    va_end(args);
}

int talk_refused(const Why *why, bool en)
{
    Str sentence = en ? why->en : why->zh;
    sentence = sentence.n ? sentence : str(err_sentence(why->code, en));
    const char *law = why->law ? why->law : "";
    if (why->field.n)
        talk_say(en, "%s（" STR_FMT "）：" STR_FMT "%s%s", "%s (" STR_FMT "): " STR_FMT "%s%s", err_code(why->code),
                 STR_ARG(why->field), STR_ARG(sentence), *law ? " " : "", law);
    else
        talk_say(en, "%s：" STR_FMT "%s%s", "%s: " STR_FMT "%s%s", err_code(why->code), STR_ARG(sentence), *law ? " " : "",
                 law);
    return err_exit(why->code);
}

bool talk_on_terminal(int fd) { return isatty(fd) == 1; }

enum { WORD_MAX = 40, DISTANCE_MAX = 2 };

/* Letters to change, add, leave out or swap with a neighbour to come from one word to the other. */
static size_t distance_of(Str a, Str b)
{
    size_t rows[WORD_MAX + 1][WORD_MAX + 1];
    for (size_t i = 0; i <= a.n; i++)
        rows[i][0] = i;
    for (size_t k = 0; k <= b.n; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= a.n; i++)
        for (size_t k = 1; k <= b.n; k++) {
            size_t best = rows[i - 1][k - 1] + (a.p[i - 1] != b.p[k - 1]);
            best = rows[i - 1][k] + 1 < best ? rows[i - 1][k] + 1 : best;
            best = rows[i][k - 1] + 1 < best ? rows[i][k - 1] + 1 : best;
            bool swapped = i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] && a.p[i - 2] == b.p[k - 1];
            if (swapped && rows[i - 2][k - 2] + 1 < best)
                best = rows[i - 2][k - 2] + 1;
            rows[i][k] = best;
        }
    return rows[a.n][b.n];
}

void meant_try(Meant *meant, Str word)
{
    if (!word.n || word.n > WORD_MAX || !meant->asked.n || meant->asked.n > WORD_MAX)
        return;
    size_t distance = distance_of(meant->asked, word);
    bool head = meant->asked.n >= 3 && str_starts(word, meant->asked); /* "activ" for "activate" */
    if (!head && (distance > DISTANCE_MAX || distance >= meant->asked.n))
        return;
    distance = head && distance > DISTANCE_MAX ? DISTANCE_MAX : distance;
    if (meant->best.n && distance >= meant->distance)
        return;
    meant->best = word;
    meant->distance = distance;
}
