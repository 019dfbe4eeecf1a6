"""embed.py OUT FILE... - writes the policy files as C text, so that the program needs no folder to run."""
import os
import sys

LINE = 60


def literal(data):
    """The bytes as C string literals, one short line each; every byte that is not plain is written in octal."""
    for at in range(0, len(data), LINE):
        part = data[at:at + LINE]
        yield '    "' + ''.join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else '\\%03o' % b for b in part) + '"'


def main(out, paths):
    with open(out, 'w', encoding='ascii') as c:
        c.write('/* Written by src/policy/embed.py from policy/. */\n#include "policy/policy.h"\n\n')
        names = sorted(paths, key=os.path.basename)
        for number, path in enumerate(names):
            with open(path, 'rb') as f:
                data = f.read()
            c.write('static const char text_%d[] =\n%s;\n\n' % (number, '\n'.join(literal(data)) or '""'))
        c.write('static const PolicyFile files[] = {\n')
        for number, path in enumerate(names):
            name = os.path.basename(path)
            c.write('    { { "%s", %d }, { text_%d, sizeof text_%d - 1 } },\n' % (name, len(name), number, number))
        c.write('};\n\nconst PolicyFile *policy_builtin_files(size_t *count)\n{\n')
        c.write('    *count = sizeof files / sizeof *files;\n    return files;\n}\n')


main(sys.argv[1], sys.argv[2:])
