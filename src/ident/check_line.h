/* check_line.h - one line in, one line out: what `shebao check` answers. The command line only reads and
 * writes; everything that can be tested without files is here. */
#pragma once
#include "base/json.h"
#include "ident/ident.h"

enum { CHECK_LINE_MAX = 1 << 16 }; /* bytes of a line; a longer one is answered by check_too_long() */

/* A value alone on its line: adds "VALUE<TAB>ok|CODE<TAB>sentence" and a line end. Bytes of the value that a
 * terminal or a table could not show are written as '?', and a very long value is cut. */
void check_line(Buf *out, IdentKind kind, Str value, Day today, bool en);
/* {"kind":..., "value":...}: adds the answer as one JSON object and a line end. What cannot be judged is
 * answered {"error":CODE,"field":...,"why":...}. `scratch` holds what one line needs; the caller resets it. */
void check_json_line(Buf *out, Arena *scratch, Str line, Day today, bool en);
/* The answer to a line of more than CHECK_LINE_MAX bytes in either form. */
void check_too_long(Buf *out, bool json, bool en);

/* The members of the answer, without its brackets: valid, why, kind, form, value, parts. */
void check_members(Json *json, const IdentResult *result, bool en);
/* For people at a terminal: the value, what it is, its parts, or what is wrong. Ends with a line end. */
void check_human(Buf *out, const IdentResult *result, Str value, bool en);
