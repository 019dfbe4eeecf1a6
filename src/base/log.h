/* log.h - one JSON object a line on stderr. Never personal data: callers give numbers, codes and masked
 * words only. A failure to log never stops work. */
#pragma once
#include "base/str.h"

typedef enum { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR } LogLevel;

/* Nothing below this level is written; LOG_INFO at start. */
void log_level(LogLevel least);
/* `event` is a fixed word ("request", "checkpoint"); the format gives its detail. */
void log_line(LogLevel level, const char *event, const char *format, ...) __attribute__((format(printf, 3, 4)));
