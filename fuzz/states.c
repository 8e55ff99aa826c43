/* Core and oracle, side by side. */
#include "states.h"
#include <inttypes.h>
#include <stdint.h>
#include "core/heap.h"
#include "operations.h"
#include "oracle/oracle.h"
#include "program/driver.h"
#include "program/kind_names.h"

/* The number of the object that is this one in the oracle; 0 when no live object is. */
static uint64_t serial_of_twin(uint32_t twin)
{
  for (uint32_t i = 0; i < driver_live(); i++)
    if (driver_twin(driver_live_object(i)) == twin) return driver_serial(driver_live_object(i));
  return 0;
}

static void print_core(uint32_t object, FILE *out)
{
  fprintf(out, "{\"count\":%u,\"slots\":[", (unsigned)reference_count[object]);
  for (uint32_t i = 0; i < slot_count[object]; i++) {
    uint32_t target = heap_get_slot(object, i);
    fprintf(out, "%s%" PRIu64, i > 0 ? "," : "", target < MAX_OBJECTS && target != 0 ? driver_serial(target) : target);
  }
  fputs("]}", out);
}

/* A dead target is -1: the oracle still has what the core has not. */
static void print_oracle(uint32_t twin, FILE *out)
{
  fprintf(out, "{\"count\":%u,\"slots\":[", (unsigned)oracle_count[twin]);
  for (uint32_t i = 0; i < oracle_slots[twin]; i++) {
    uint32_t target = oracle_get_slot(twin, i);
    uint64_t serial = target == 0 ? 0 : serial_of_twin(target);
    if (i > 0) fputc(',', out);
    if (target != 0 && serial == 0) fputs("-1", out);
    else fprintf(out, "%" PRIu64, serial);
  }
  fputs("]}", out);
}

static void print_object(uint32_t object, FILE *out)
{
  uint32_t twin = driver_twin(object);
  int in_oracle = oracle_is_live(twin) != 0;
  const char *kind = kind_of[object] < KIND_COUNT ? kind_name(kind_of[object]) : "?";
  fprintf(out, "{\"object\":%" PRIu64 ",\"kind\":\"%s\",\"list\":%u,\"reachable\":%s,\"core\":", driver_serial(object),
          kind, (unsigned)list_of[object], in_oracle && driver_is_reachable(object) ? "true" : "false");
  print_core(object, out);
  fputs(",\"twin\":", out);
  if (in_oracle) print_oracle(twin, out);
  else fputs("null", out);
  fputc('}', out);
}

static void print_orphans(const char *separator, FILE *out)
{
  for (uint32_t i = 0; i < oracle_present; i++) {
    uint32_t twin = oracle_order[i];
    if (serial_of_twin(twin) != 0) continue;
    fprintf(out, "%s\n{\"object\":-1,\"kind\":\"\",\"list\":0,\"reachable\":false,\"core\":null,\"twin\":", separator);
    print_oracle(twin, out);
    fputc('}', out);
    separator = ",";
  }
}

static void print_roots(FILE *out)
{
  const char *separator = "";
  for (uint32_t name = 0; name < NAMES + HOLDS; name++) {
    uint32_t object = name < NAMES ? object_named(name) : object_held(name - NAMES);
    if (object == 0 || object >= MAX_OBJECTS) continue;
    fprintf(out, "%s{\"name\":\"", separator);
    if (name < NAMES) print_name(name, out);
    else fprintf(out, "hold h%u", (unsigned)(name - NAMES));
    fprintf(out, "\",\"object\":%" PRIu64 "}", driver_serial(object));
    separator = ",";
  }
}

void print_states(const char *statement, const char *difference, FILE *out)
{
  oracle_settle();
  driver_mark();
  fprintf(out, "{\"twin\":\"oracle\",\"statement\":\"%s\",\"difference\":\"%s\",\n\"objects\":[", statement,
          difference != NULL ? difference : "");
  for (uint32_t i = 0; i < driver_live(); i++) {
    fputs(i > 0 ? ",\n" : "\n", out);
    print_object(driver_live_object(i), out);
  }
  print_orphans(driver_live() > 0 ? "," : "", out);
  fputs("],\n\"roots\":[", out);
  print_roots(out);
  fputs("]}\n", out);
}
