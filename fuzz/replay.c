/* A fuzz target without an engine: runs it once on every file named, and on every file of every folder named.
 *
 *     replay [--repeat N] FILE|FOLDER... */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));
extern int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_BYTES = 1 << 20, PATH_BYTES = 4096 };
static unsigned long repeats = 1, inputs;

static int complain(const char *path)
{
  fprintf(stderr, "replay: %s: %s\n", path, strerror(errno));
  return 2;
}

static int run_file(const char *path)
{
  FILE *file = fopen(path, "rb");
  uint8_t *data = malloc(MOST_BYTES), *exact = NULL;
  size_t size = 0;
  if (file != NULL && data != NULL) {
    size = fread(data, 1, MOST_BYTES, file);
    exact = malloc(size > 0 ? size : 1); /* so that AddressSanitizer sees the end */
  }
  int failed = file == NULL || exact == NULL || ferror(file);
  if (!failed) memcpy(exact, data, size);
  for (unsigned long i = 0; !failed && i < repeats; i++) LLVMFuzzerTestOneInput(exact, size);
  if (file != NULL) fclose(file);
  free(data);
  free(exact);
  inputs++;
  return failed ? complain(path) : 0;
}

static int run_folder(DIR *folder, const char *path)
{
  int status = 0;
  struct dirent *entry;
  while (status == 0 && (entry = readdir(folder)) != NULL) {
    char inside[PATH_BYTES];
    if (entry->d_name[0] == '.') continue;
    if (snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name) < PATH_BYTES) status = run_file(inside);
  }
  closedir(folder);
  return status;
}

int main(int argc, char **argv)
{
  int status = 0, at = 1;
  if (LLVMFuzzerInitialize != NULL) LLVMFuzzerInitialize(&argc, &argv);
  if (argc > 2 && strcmp(argv[1], "--repeat") == 0) {
    repeats = strtoul(argv[2], NULL, 10);
    at = 3;
  }
  for (; at < argc && status == 0; at++) {
    DIR *folder = opendir(argv[at]);
    status = folder != NULL ? run_folder(folder, argv[at]) : run_file(argv[at]);
  }
  if (status == 0) printf("%lu inputs ran\n", inputs);
  return status;
}
