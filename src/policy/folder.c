/* folder.c - where the files of a set come from: a folder of the machine, or the program itself; see policy_load(). */
#include "base/require.h"
#include "policy/set.h"
#include <dirent.h>
#include <pthread.h>
#include <stdio.h>

enum { FILES_MAX = 400, BUILTIN_BYTES = 64 << 20 };

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

/* They never change, so they are read once a program, by whoever asks first, and lie there for as long. */
static Err load_builtin(const PolicySet **out, Why *why)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static Arena life;
    static PolicySet *set;
    size_t count = 0;
    const PolicyFile *files = policy_builtin_files(&count);
    Err err = OK;
    require(pthread_mutex_lock(&lock) == 0);
    if (!life.base)
        life = arena_make(BUILTIN_BYTES);
    if (!set)
        err = policy_load_files(&life, files, count, &set, why);
    *out = set;
    require(pthread_mutex_unlock(&lock) == 0);
    return err;
}

static Err load_folder(Arena *arena, const char *folder, const PolicySet **out, Why *why)
{
    const char **names = arena_new(arena, const char *, FILES_MAX);
    size_t count = 0;
    TRY(names_read(arena, folder, names, &count, why));
    PolicyFile *files = arena_new(arena, PolicyFile, count);
    for (size_t i = 0; i < count; i++)
        TRY(file_read(arena, folder, names[i], &files[i], why));
    PolicySet *set = NULL;
    TRY(policy_load_files(arena, files, count, &set, why));
    *out = set;
    return OK;
}

Err policy_load(Arena *arena, const char *folder, const PolicySet **out, Why *why)
{
    return folder ? load_folder(arena, folder, out, why) : load_builtin(out, why);
}
