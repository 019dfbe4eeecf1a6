/* version.h - the version of the program: that of meson.build (a test compares). */
#pragma once

#define SHEBAO_VERSION "0.1.0"
