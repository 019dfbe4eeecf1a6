/* fixture.h - reads the options of the package's examples for tests/web/fixture_*.c. */
#pragma once
#include "support/json.h"
#include "support/test.h"
#include "web/ui.h"
#include "web/ui_form.h"

typedef struct {
    Ui *ui;
    Arena *arena;
} Fix;

/* The option as text (numbers and truth too), as a zero-ended word or NULL, as HTML, as truth. */
Str fix_text(const Fix *fix, const JsonNode *o, const char *key);
const char *fix_z(const Fix *fix, const JsonNode *o, const char *key);
Html fix_html(const Fix *fix, const JsonNode *o, const char *key);
bool fix_flag(const JsonNode *o, const char *key);
int fix_int(const Fix *fix, const JsonNode *o, const char *key);
const Attr *fix_attrs(const Fix *fix, const JsonNode *o);
/* The examples of a component; NULL, and the test fails, when there are none. */
const JsonNode *fix_cases(Arena *arena, const char *component);
static inline size_t fix_count(const JsonNode *list) { return list ? list->count : 0; }

typedef void (*FixWriter)(const Fix *fix, const JsonNode *options);
typedef struct {
    const char *component;
    FixWriter write;
} FixRow;
extern const FixRow fix_text_rows[], fix_form_rows[], fix_list_rows[]; /* each ends with a NULL component */
