/* err.c - see err.h; also the end of the line for require(). */
#include "base/err.h"
#include "base/require.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const char *code;
    int http, exit_code;
    const char *zh, *en;
} ErrRow;

#define AS_ROW(number, NAME, code, http, exit_code, zh, en) [number] = { code, http, exit_code, zh, en },
static const ErrRow rows[ERR_END] = { [OK] = { "ok", 200, 0, "", "" }, ERRORS(AS_ROW) };

_Noreturn void require_failed(const char *condition, const char *file, int line)
{
    fprintf(stderr, "shebao: broken assumption: %s at %s:%d\n", condition, file, line);
    fflush(NULL);
    _Exit(70);
}

static const ErrRow *row(Err err)
{
    require((int)err >= 0 && err < ERR_END);
    return &rows[err];
}

const char *err_code(Err err) { return row(err)->code; }
const char *err_sentence(Err err, bool en) { return en ? row(err)->en : row(err)->zh; }
int err_http(Err err) { return row(err)->http; }
int err_exit(Err err) { return row(err)->exit_code; }

Err err_from(Str code)
{
    for (int i = 1; i < ERR_END; i++)
        if (str_is(code, rows[i].code))
            return (Err)i;
    return OK;
}

Err refuse(Why *why, Err code, const char *field, const char *zh, const char *en, ...)
{
    if (!why)
        return code;
    why->code = code;
    why->field = str(field);
    why->zh = str(row(code)->zh);
    why->en = str(row(code)->en);
    if (!why->arena || !zh || !en)
        return code;
    va_list args;
    va_start(args, en);
    va_list again;
    va_copy(again, args);
    why->zh = str_vformat(why->arena, zh, args);
    why->en = str_vformat(why->arena, en, again);
    va_end(again);
    va_end(args);
    return code;
}
