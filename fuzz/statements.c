/* Operations as statements of a heap program. */
#include "core/heap.h"
#include "operations.h"
#include "program/kind_names.h"

void print_name(uint32_t name, FILE *out)
{
  if (name >= LOCALS) fprintf(out, "$g%u", (unsigned)(name - LOCALS));
  else if (name == RESULT_NAME) fputs("result", out);
  else fputc("abcdefg"[name], out);
}

static void print_place(const struct place *place, FILE *out)
{
  if (place->object == 0) {
    fputs("null", out);
    return;
  }
  print_name(place->name, out);
  for (uint32_t i = 0; i < place->steps; i++) fprintf(out, ".%u", (unsigned)place->slot[i]);
}

static void print_new(const struct operation *operation, FILE *out)
{
  fputs("new ", out);
  print_name(operation->name, out);
  if (operation->kind != KIND_CELL) fprintf(out, " kind=%s", kind_name(operation->kind));
  if (operation->slots > operation->values) fprintf(out, " slots=%u", (unsigned)operation->slots);
  for (uint32_t i = 0; i < operation->values; i++) {
    fputs(i == 0 ? " items=" : ",", out);
    print_place(&operation->value[i], out);
  }
  if (operation->has_size) fprintf(out, " size=%u", (unsigned)operation->bytes);
}

static void print_call(const struct operation *operation, FILE *out)
{
  fputs("call f", out);
  for (uint32_t i = 0; i < operation->values; i++) {
    fputc(' ', out);
    print_name(i, out);
    fputc('=', out);
    print_place(&operation->value[i], out);
  }
}

static void print_set(const struct operation *operation, FILE *out)
{
  fputs("set ", out);
  print_place(&operation->owner, out);
  fprintf(out, ".%u ", (unsigned)operation->number[0]);
  print_place(&operation->value[0], out);
}

static void print_named(const char *verb, const struct operation *operation, FILE *out)
{
  fputs(verb, out);
  print_name(operation->name, out);
}

void print_operation(const struct operation *operation, FILE *out)
{
  const uint32_t *number = operation->number;
  switch (operation->action) {
  case ACTIONS:
  case DO_NOTHING: return;
  case DO_NEW: print_new(operation, out); break;
  case DO_SET: print_set(operation, out); break;
  case DO_DEL: print_named("del ", operation, out); break;
  case DO_CALL: print_call(operation, out); break;
  case DO_RELEASE: fprintf(out, "release h%u", (unsigned)operation->name); break;
  case DO_COLLECT: fprintf(out, "collect %u", (unsigned)number[0]); break;
  case DO_ENABLE: fputs("gc enable", out); break;
  case DO_DISABLE: fputs("gc disable", out); break;
  case DO_THRESHOLD:
    fprintf(out, "gc threshold %u %u %u", (unsigned)number[0], (unsigned)number[1], (unsigned)number[2]);
    break;
  case DO_LET:
    print_named("let ", operation, out);
    fputc(' ', out);
    print_place(&operation->value[0], out);
    break;
  case DO_HOLD:
    fprintf(out, "hold h%u ", (unsigned)operation->name);
    print_place(&operation->value[0], out);
    break;
  case DO_RETURN:
    fputs("return", out);
    if (operation->value[0].object != 0) fputc(' ', out), print_place(&operation->value[0], out);
    break;
  }
  fputc('\n', out);
}
