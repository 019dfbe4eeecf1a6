/* folder.c - policy files from a folder of the machine; see policy_load(). */
#include "policy/set.h"
#include <dirent.h>
#include <stdio.h>

enum { FILES_MAX = 400 };

static Err file_read(Arena *arena, const char *folder, const char *name, PolicyFile *out, Why *why)
{
    Str path = str_format(arena, "%s/%s", folder, name);
    FILE *file = fopen(str_z(arena, path), "rb");
    if (!file)
        return refuse(why, ERR_BAD_FIELD, "folder", "不能读取文件 %s。", "The file %s cannot be read.", name);
    char *bytes = arena_new(arena, char, YAML_BYTES_MAX + 1);
    size_t n = fread(bytes, 1, YAML_BYTES_MAX + 1, file);
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return refuse(why, ERR_BAD_FIELD, "folder", "不能读取文件 %s。", "The file %s cannot be read.", name);
    *out = (PolicyFile){ str_copy(arena, str(name)), { bytes, n } };
    return OK;
}

/* The names end with .yaml; whatever else lies in the folder is not ours. */
static Err names_read(Arena *arena, const char *folder, const char **names, size_t *count, Why *why)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return refuse(why, ERR_BAD_FIELD, "folder", "不能打开政策文件夹 %s。", "The policy folder %s cannot be opened.", folder);
    const struct dirent *entry = NULL;
    while ((entry = readdir(dir)) != NULL && *count < FILES_MAX)
        if (entry->d_name[0] != '.' && str_ends(str(entry->d_name), S(".yaml")))
            names[(*count)++] = str_z(arena, str(entry->d_name));
    closedir(dir);
    return OK;
}

Err policy_load(Arena *arena, const char *folder, PolicySet **out, Why *why)
{
    const char **names = arena_new(arena, const char *, FILES_MAX);
    size_t count = 0;
    TRY(names_read(arena, folder, names, &count, why));
    PolicyFile *files = arena_new(arena, PolicyFile, count);
    for (size_t i = 0; i < count; i++)
        TRY(file_read(arena, folder, names[i], &files[i], why));
    return policy_load_files(arena, files, count, out, why);
}
