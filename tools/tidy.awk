# tools/tidy.awk - reads C files and prints "RULE PATH:LINE what" for each breach of the house's style. Run by
# tools/tidy, in the C locale, with `root` (what to cut off paths). Works on bytes; comments, strings and
# characters are told apart from code first.

function say(rule, line, what) { print rule, path ":" line, what }
function has(text, words) { return text ~ ("(^|[^A-Za-z0-9_])(" words ")([^A-Za-z0-9_]|$)") }

# Splits one line into `code` (strings emptied, comments gone) and `comments`; looks at each string on the way.
function split_line(rest,    at, mark, end) {
    code = ""; comments = ""
    while (rest != "") {
        if (in_comment) {
            end = index(rest, "*/")
            comments = comments (end ? substr(rest, 1, end - 1) : rest) " "
            if (!end) return
            rest = substr(rest, end + 2); in_comment = 0; code = code " "
            continue
        }
        if (!match(rest, /["'()]|\/[*\/]/)) { code = code rest; return }
        at = RSTART; mark = substr(rest, at, 2)
        code = code substr(rest, 1, at - 1)
        rest = substr(rest, at)
        if (mark == "/*") { in_comment = 1; comments = comments " "; rest = substr(rest, 3) }
        else if (mark == "//") { comments = comments rest; return }
        else rest = take_mark(substr(mark, 1, 1), rest)
    }
}

# Takes a parenthesis, a string or a character from the head of rest; returns what follows.
function take_mark(mark, rest,    text) {
    if (mark == "(") {
        depth++
        if (!sql_at && code ~ /(^|[^A-Za-z0-9_])(SQL|TABLE)[ \t]*$/) sql_at = depth
    } else if (mark == ")") {
        if (depth == sql_at) sql_at = 0
        if (depth) depth--
    } else {
        if (mark == "\"") match(rest, /^"([^"\\]|\\.)*"?/)
        else match(rest, /^'([^'\\]|\\.)*'?/)
        text = substr(rest, 2, RLENGTH - 2)
        if (mark == "\"") look_at_string(text)
        code = code mark mark
        return substr(rest, RLENGTH + 1)
    }
    code = code mark
    return substr(rest, 2)
}

function look_at_string(text) {
    if (path !~ /^src\// || path ~ /^src\/db\// || sql_at) return
    if (text ~ /^ *(SELECT |INSERT INTO |UPDATE [a-z]|DELETE FROM |CREATE (TABLE|INDEX|UNIQUE)|ALTER TABLE |DROP (TABLE|INDEX)|PRAGMA |WITH [a-z])/)
        say("sql", FNR, "SQL outside SQL() or TABLE(): " substr(text, 1, 40))
}

# A header is read in paragraphs: one that declares a function for others has a comment in it.
function look_at_header() {
    if ($0 ~ /^[ \t]*$/ && !in_comment) { end_paragraph(); return }
    if (comments != "") explained = 1
    if (!undocumented && code ~ /^[A-Za-z_][A-Za-z0-9_ ]*[ *]+[a-z_][A-Za-z0-9_]*\(/ && code !~ /^(typedef|static|extern|struct [A-Za-z_]+ \{|enum)[ \t{]/)
        undocumented = FNR
}
function end_paragraph() {
    if (undocumented && !explained) say("comment", undocumented, "a public function without a comment")
    undocumented = explained = 0
}

function end_file() {
    if (path == "") return
    if (path ~ /^src\/.*\.h$/) end_paragraph()
    if (path ~ /^(src|bench)\/.*\.c$/ && lines > 500) say("long-file", lines, "more than 500 lines")
}

FNR == 1 {
    end_file()
    path = FILENAME; sub(root, "", path)
    in_comment = depth = sql_at = undocumented = explained = 0
    name = path; sub(/.*\//, "", name)
    if (path ~ /^(src|bench)\// && index($0, "/* " name " - ") != 1) say("opening", 1, "does not open with /* " name " - what it is")
}
{
    lines = FNR
    if (/^}/) depth = sql_at = 0
    split_line($0)
    if (has(code, "goto")) say("goto", FNR, "goto")
    if (has(code, "float|double|atof|strtod|strtof|strtold") || code ~ /(^|[^A-Za-z0-9_.])[0-9]+\.[0-9]/)
        say("float", FNR, "floating point")
    if (code ~ /(^|[^A-Za-z0-9_])(malloc|calloc|realloc|free|strdup|strndup|strcpy|strncpy|stpcpy|strcat|strncat|sprintf|vsprintf|asprintf|vasprintf|gets|strtok|alloca)[ \t]*\(/)
        say("memory", FNR, "memory or text without a region: " $0)
    if (has(code " " comments, "TO" "DO|FIX" "ME|XX" "X|HA" "CK")) say("todo", FNR, "work left behind")
    if (path !~ /_table\.h$/ && path !~ /^src\/words\/.*\.h$/) {
        width = $0; gsub(/[\200-\277]/, "", width)
        if (length(width) > 132) say("long-line", FNR, length(width) " columns")
    }
    if (/[ \t\r]$/ || /^ *\t/) say("blank", FNR, "a tab, a carriage return, or blanks at the end")
    if (path ~ /^src\// && path !~ /^src\/db\// && code ~ /(^|[^A-Za-z0-9_])(sqlite3_[a-z_0-9]+|PQ[a-z][A-Za-z]*)[ \t]*\(/)
        say("engine", FNR, "an engine called past src/db")
    if (path ~ /^src\/.*\.h$/) look_at_header()
}
END { end_file() }
