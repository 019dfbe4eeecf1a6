/* run.c - see run.h. */
#include "app/run.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 60 };

Str run_file(Arena *arena, const char *path)
{
    int fd = open(path, O_RDONLY);
    off_t size = lseek(fd, 0, SEEK_END);
    char *bytes = arena_take(arena, (size_t)size);
    ssize_t n = pread(fd, bytes, (size_t)size, 0);
    close(fd);
    return (Str){ bytes, n > 0 ? (size_t)n : 0 };
}

const char *run_write(Arena *arena, const char *name, Str text)
{
    const char *path = str_z(arena, str_format(arena, "%s/%s", test_scratch_dir(), name));
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    CHECK(write(fd, text.p ? text.p : "", text.n) == (ssize_t)text.n);
    close(fd);
    return path;
}

static int words_of(Arena *arena, const char *words, char **list)
{
    int count = 0;
    for (Str rest = str(words); rest.p && rest.n;) {
        char *word = (char *)(uintptr_t)str_z(arena, str_cut(&rest, ' '));
        for (char *p = word; *p; p++)
            *p = *p == '~' ? ' ' : *p;
        list[count++] = word;
    }
    return count;
}

static void child_run(RunMain *main, int count, char **words, const char *in, const char *out, const char *talk)
{
    dup2(open(in, O_RDONLY), STDIN_FILENO);
    dup2(open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
    dup2(open(talk, O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    if (chdir(test_scratch_dir()) != 0)
        _exit(99);
    int code = main(count, words);
    fflush(NULL);
    _exit(code);
}

int run_main(Arena *arena, RunMain *main, const char *words, Str input, Str *output, Str *talk)
{
    char *list[WORDS_MAX];
    int count = words_of(arena, words, list), status = 0;
    const char *in = run_write(arena, "run.in", input), *out = run_write(arena, "run.out", (Str){ 0 }),
               *err = run_write(arena, "run.err", (Str){ 0 });
    fflush(NULL);
    pid_t child = fork();
    if (!child)
        child_run(main, count, list, in, out, err);
    CHECK_EQ(waitpid(child, &status, 0), child);
    if (output)
        *output = run_file(arena, out);
    if (talk)
        *talk = run_file(arena, err);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
