/* xml.h - inside sheet: XML as events, from a part of a package. expat works in a region of fixed size; DTDs (and so every
 * entity), deep trees and single marks longer than XML_MARK_MAX are refused. Names come without their prefix. */
#pragma once
#include "sheet/package.h"
#include <expat.h>

enum { XML_CHUNK = 64 << 10, XML_MARK_MAX = 1 << 20, XML_DEPTH_MAX = 64, XML_REGION = 32 << 20 };

typedef struct Xml {
    void (*start)(void *context, const char *name, const char **attributes); /* name, value, name, value, ..., NULL */
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *p, int n);
    void *context;
    Why *why;           /* for the handlers, while a call runs */
    Err err;            /* what a handler refused: set by xml_stop() */
    Arena region;
    XML_Parser parser;
    int depth;
    int64_t fed;
    bool ended;
} Xml;

/* Begins; handlers and context have been set. What is opened here ends with xml_close(). */
void xml_open(Xml *xml);
void xml_close(Xml *xml);
/* Reads on until a handler called xml_pause(), or to the end of the part, where xml->ended is set.
 * Refusals: those of the handlers and of part_read(); ERR_BAD_FIELD: no well-formed XML, a DTD, too deep;
 * ERR_TOO_LARGE: a mark that is too long or names without end. */
Err xml_run(Xml *xml, Package *package, Part *part, Why *why) NODISCARD;
/* A whole part from beginning to end. Refusals: as xml_run(). */
Err xml_read(Xml *xml, Package *package, Part *part, Why *why) NODISCARD;

/* Called by handlers: stop for good with what was refused; or stop after this event and go on with the next run. */
void xml_stop(Xml *xml, Err err);
static inline void xml_pause(Xml *xml) { XML_StopParser(xml->parser, XML_TRUE); }

/* The value of an attribute or NULL; ":id" is the name id behind any prefix. */
const char *xml_attribute(const char **attributes, const char *name);
static inline bool xml_is(const char *a, const char *b) { return a[0] == b[0] && !strcmp(a, b); }
/* A whole number of plain digits up to `most`; -1 if it is anything else. */
int64_t xml_number(Str digits, int64_t most);
