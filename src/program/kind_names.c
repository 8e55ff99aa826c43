/* The table of kinds as programs see it. */
#include "kind_names.h"
#include <string.h>

struct kind_row {
  const char *name;
  uint32_t header_bytes;
};

static const struct kind_row rows[KIND_COUNT] = {
    [KIND_CELL] = {"cell", 32},     /* collector's header 16, object head 16 */
    [KIND_LIST] = {"list", 56},     /* and 24: size, items, allocated */
    [KIND_TUPLE] = {"tuple", 40},   /* and 8: size */
    [KIND_OPAQUE] = {"opaque", 16}, /* no collector's header */
    [KIND_ATOM] = {"atom", 16},         [KIND_DICT] = {"dict", 64},
    [KIND_INSTANCE] = {"instance", 40}, [KIND_WEAKREF] = {"weakref", 88},
};

uint32_t kind_named(const char *text, uint32_t size)
{
  for (uint32_t kind = 0; kind < KIND_COUNT; kind++)
    if (strlen(rows[kind].name) == size && memcmp(rows[kind].name, text, size) == 0) return kind;
  return KIND_COUNT;
}

const char *kind_name(uint32_t kind)
{
  return rows[kind].name;
}

uint32_t kind_bytes(uint32_t kind, uint32_t slots)
{
  return rows[kind].header_bytes + 8 * slots;
}
