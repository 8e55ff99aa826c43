/* Making folders. */
#define _POSIX_C_SOURCE 200809L
#include "os/folder.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int folder_make(const char *path)
{
  if (path[0] == '\0') return ENOENT;
  char *copy = strdup(path);
  struct stat found;
  int failed = copy == NULL ? ENOMEM : 0;
  for (char *at = copy; failed == 0 && at != NULL;) {
    at = strchr(at + 1, '/');
    if (at != NULL) *at = '\0';
    if (mkdir(copy, 0777) != 0 && errno != EEXIST) failed = errno;
    if (at != NULL) *at = '/';
  }
  free(copy);
  if (failed == 0 && stat(path, &found) != 0) failed = errno;
  else if (failed == 0 && !S_ISDIR(found.st_mode)) failed = ENOTDIR;
  return failed;
}
