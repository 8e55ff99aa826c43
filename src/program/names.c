/* The table of names. */
#include "names.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 256 };

int names_open(struct names *names)
{
  memset(names, 0, sizeof *names);
  names->room = FIRST_ROOM;
  names->table_size = 2 * FIRST_ROOM;
  names->characters_room = 16 * FIRST_ROOM;
  names->spellings = calloc(names->room, sizeof *names->spellings);
  names->table = calloc(names->table_size, sizeof *names->table);
  names->characters = malloc(names->characters_room);
  return names->spellings != NULL && names->table != NULL && names->characters != NULL;
}

void names_close(struct names *names)
{
  free(names->spellings);
  free(names->table);
  free(names->characters);
  memset(names, 0, sizeof *names);
}

/* FNV-1a. */
static uint32_t hash_of(const char *text, uint32_t size)
{
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < size; i++) hash = (hash ^ (unsigned char)text[i]) * 16777619u;
  return hash;
}

/* The place of a spelling in the table: where it stands, or the free place where it belongs. */
static uint32_t place_of(const struct names *names, uint32_t hash, const char *text, uint32_t size)
{
  uint32_t mask = names->table_size - 1, place = hash & mask;
  for (; names->table[place] != 0; place = (place + 1) & mask) {
    const struct spelling *spelling = &names->spellings[names->table[place]];
    if (spelling->hash == hash && spelling->size == size && memcmp(names->characters + spelling->at, text, size) == 0)
      break;
  }
  return place;
}

static int grow_characters(struct names *names, uint32_t size)
{
  if (names->characters_room - names->characters_used >= size) return 1;
  char *characters = realloc(names->characters, 2 * names->characters_room);
  if (characters == NULL) return 0;
  names->characters = characters;
  names->characters_room *= 2;
  return 1;
}

static int grow_table(struct names *names)
{
  uint32_t room = 2 * names->room, size = 2 * names->table_size;
  struct spelling *spellings = realloc(names->spellings, room * sizeof *spellings);
  if (spellings == NULL) return 0;
  names->spellings = spellings;
  uint32_t *table = calloc(size, sizeof *table);
  if (table == NULL) return 0;
  for (uint32_t name = 1; name <= names->count; name++) {
    uint32_t place = spellings[name].hash & (size - 1);
    while (table[place] != 0) place = (place + 1) & (size - 1);
    table[place] = name;
  }
  free(names->table);
  names->table = table;
  names->table_size = size;
  names->room = room;
  return 1;
}

uint32_t names_find(struct names *names, const char *text, uint32_t size)
{
  uint32_t hash = hash_of(text, size), place = place_of(names, hash, text, size);
  if (names->table[place] != 0) return names->table[place];
  if (names->count == MAX_NAMES || !grow_characters(names, size)) return 0;
  if (names->count + 1 == names->room) {
    if (!grow_table(names)) return 0;
    place = place_of(names, hash, text, size);
  }
  uint32_t name = ++names->count;
  names->spellings[name] = (struct spelling){.hash = hash, .at = (uint32_t)names->characters_used, .size = size};
  memcpy(names->characters + names->characters_used, text, size);
  names->characters_used += size;
  names->table[place] = name;
  return name;
}

uint32_t names_known(const struct names *names, const char *text, uint32_t size)
{
  return names->table[place_of(names, hash_of(text, size), text, size)];
}

const char *names_text(const struct names *names, uint32_t name, uint32_t *size)
{
  *size = names->spellings[name].size;
  return names->characters + names->spellings[name].at;
}
