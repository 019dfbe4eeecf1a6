/* hasher.c - see hasher.h. */
#define _GNU_SOURCE
#include "core/hasher.h"
#include "base/require.h"

static HasherJob *take(Hasher *hasher)
{
    pthread_mutex_lock(&hasher->lock);
    while (!hasher->first && !hasher->stop)
        pthread_cond_wait(&hasher->wake, &hasher->lock);
    HasherJob *job = hasher->first;
    if (job) {
        hasher->first = job->next;
        hasher->waiting--;
        if (!hasher->first)
            hasher->last = &hasher->first;
    }
    pthread_mutex_unlock(&hasher->lock);
    return job;
}

static void *run(void *context)
{
    pthread_setname_np(pthread_self(), "hasher");
    for (HasherJob *job; (job = take(context)) != NULL;)
        job->work(job);
    return NULL;
}

void hasher_start(Hasher *hasher)
{
    *hasher = (Hasher){ 0 };
    hasher->last = &hasher->first;
    require(pthread_mutex_init(&hasher->lock, NULL) == 0 && pthread_cond_init(&hasher->wake, NULL) == 0);
    require(pthread_create(&hasher->thread, NULL, run, hasher) == 0);
}

bool hasher_put(Hasher *hasher, HasherJob *job)
{
    job->next = NULL;
    pthread_mutex_lock(&hasher->lock);
    bool room = hasher->waiting < HASHER_WAITING && !hasher->stop;
    if (room) {
        *hasher->last = job;
        hasher->last = &job->next;
        hasher->waiting++;
        pthread_cond_signal(&hasher->wake);
    }
    pthread_mutex_unlock(&hasher->lock);
    return room;
}

void hasher_stop(Hasher *hasher)
{
    pthread_mutex_lock(&hasher->lock);
    hasher->stop = true;
    pthread_cond_signal(&hasher->wake);
    pthread_mutex_unlock(&hasher->lock);
    pthread_join(hasher->thread, NULL);
    pthread_mutex_destroy(&hasher->lock);
    pthread_cond_destroy(&hasher->wake);
}
