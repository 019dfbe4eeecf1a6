/* event.h - events stand with the other tables in words, so that journal, which knows no facts, writes and reads
 * them too. This is the door for rooms that think in facts. */
#pragma once
#include "words/event.h"
