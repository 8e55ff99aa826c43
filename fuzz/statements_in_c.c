/* Operations as statements of C, for a program of its own that needs nothing but the library and its driver. */
#include "core/heap.h"
#include "operations.h"

static const char *const kind_in_c[KIND_ATOM + 1] = {"KIND_CELL", "KIND_LIST", "KIND_TUPLE", "KIND_OPAQUE",
                                                     "KIND_ATOM"};

static void print_root(uint32_t name, FILE *out)
{
  if (name >= LOCALS) fprintf(out, "GLOBAL + %u", (unsigned)(name - LOCALS));
  else fprintf(out, "local_root(%u)", (unsigned)name);
}

static void print_object(const struct place *place, FILE *out)
{
  if (place->object == 0) {
    fputc('0', out);
    return;
  }
  for (uint32_t i = 0; i < place->steps; i++) fputs("heap_get_slot(", out);
  fputs("heap_get_root(", out);
  print_root(place->name, out);
  fputc(')', out);
  for (uint32_t i = 0; i < place->steps; i++) fprintf(out, ", %u)", (unsigned)place->slot[i]);
}

static void print_values(const struct operation *operation, FILE *out)
{
  if (operation->values == 0) {
    fputs("0, NULL", out);
    return;
  }
  fprintf(out, "%u, (uint32_t[]){", (unsigned)operation->values);
  for (uint32_t i = 0; i < operation->values; i++) {
    if (i > 0) fputs(", ", out);
    print_object(&operation->value[i], out);
  }
  fputc('}', out);
}

static void print_new(const struct operation *operation, FILE *out)
{
  fputs("driver_new(", out);
  print_root(operation->name, out);
  fprintf(out, ", %s, %u, %u, ", kind_in_c[operation->kind], (unsigned)operation->slots, (unsigned)operation->bytes);
  print_values(operation, out);
  fputs(");", out);
}

static void print_binding(const char *root, uint32_t number, const struct operation *operation, FILE *out)
{
  fputs("driver_set_root(", out);
  if (root == NULL) print_root(number, out);
  else fprintf(out, "%s + %u", root, (unsigned)number);
  fputs(", ", out);
  print_object(&operation->value[0], out);
  fputs(");", out);
}

static void print_set(const struct operation *operation, FILE *out)
{
  fputs("driver_set_slot(", out);
  print_object(&operation->owner, out);
  fprintf(out, ", %u, ", (unsigned)operation->number[0]);
  print_object(&operation->value[0], out);
  fputs(");", out);
}

static void print_call(const struct operation *operation, FILE *out)
{
  fputs("call(", out);
  print_values(operation, out);
  fputs(");", out);
}

static void print_return(const struct operation *operation, FILE *out)
{
  fputs("give_back(", out);
  print_object(&operation->value[0], out);
  fputs(");", out);
}

static void print_thresholds(const uint32_t *number, FILE *out)
{
  for (uint32_t i = 0; i < GENERATIONS; i++)
    fprintf(out, "%sheap_set_threshold(%u, %u);", i > 0 ? " " : "", (unsigned)i, (unsigned)number[i]);
}

void print_operation_in_c(const struct operation *operation, FILE *out)
{
  switch (operation->action) {
  case ACTIONS:
  case DO_NOTHING: break;
  case DO_NEW: print_new(operation, out); break;
  case DO_SET: print_set(operation, out); break;
  case DO_CALL: print_call(operation, out); break;
  case DO_RETURN: print_return(operation, out); break;
  case DO_LET:
  case DO_DEL: print_binding(NULL, operation->name, operation, out); break;
  case DO_HOLD:
  case DO_RELEASE: print_binding("HOLD", operation->name, operation, out); break;
  case DO_COLLECT: fprintf(out, "driver_collect(%u);", (unsigned)operation->number[0]); break;
  case DO_ENABLE: fputs("heap_enable();", out); break;
  case DO_DISABLE: fputs("heap_disable();", out); break;
  case DO_THRESHOLD: print_thresholds(operation->number, out); break;
  }
}
