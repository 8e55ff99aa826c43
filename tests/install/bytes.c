/* An embedding of the byte allocator: a double free is reported and harmless, and with the debug hooks a write beyond a
 * block is found. */
#include <stdio.h>
#include <string.h>
#include <heapproof/bytes.h>
#include <heapproof/domains.h>

static void report(void *context, const struct bytes_problem *problem)
{
  (void)context;
  printf("problem %d, state %d, %zu bytes, at %td\n", (int)problem->kind, (int)problem->state, problem->size,
         problem->offset);
}

int main(void)
{
  struct bytes_place place;
  bytes_set_reporter(report, NULL);
  char *text = bytes_malloc(48);
  if (text == NULL || !bytes_place(text, &place)) return 1;
  printf("pool %u, offset %u\n", (unsigned)place.pool, (unsigned)place.offset);
  strcpy(text, "kept");
  text = bytes_realloc(text, 200);
  if (text == NULL) return 1;
  printf("%s\n", text);
  bytes_free(text);
  bytes_free(text);
  if (!domains_debug(1)) return 1;
  char *guarded = domain_malloc(DOMAIN_OBJ, 20);
  if (guarded == NULL) return 1;
  guarded[21] = 0;
  domain_free(DOMAIN_OBJ, guarded);
  return 0;
}
