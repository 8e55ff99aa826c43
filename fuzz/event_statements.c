/* Statements from bytes. */
#include "event_statements.h"
#include <stdio.h>
#include <string.h>
#include "core/profile.h"

enum { MOST_STATEMENTS = 2000, DEFINITION_LINES = ACTIONS * (ACTION_STATEMENTS + 2) };

/* --- operands --- */

static const char *name_of(uint32_t byte)
{
  static const char *const names[] = {"a",   "b",   "c",   "d",   "e",   "f",   "$g0",
                                      "$g1", "$g2", "$g3", "$g4", "$g5", "$w0", "$w1"};
  return names[byte % (sizeof names / sizeof names[0])];
}

static const char *global_of(uint32_t byte)
{
  static const char *const names[] = {"$g0", "$g1", "$g2", "$g3", "$g4", "$g5", "$w0", "$w1"};
  return names[byte & 7];
}

/* Bits 0-4 choose the name, bits 5-7 how many slots follow. */
static void put_path(char *text, size_t size, const char *name, uint32_t byte, uint32_t detail)
{
  static const uint8_t steps[8] = {0, 0, 0, 0, 0, 1, 1, 2};
  size_t used = (size_t)snprintf(text, size, "%s", name);
  for (uint32_t i = 0; i < steps[byte >> 5]; i++)
    used += (size_t)snprintf(text + used, size - used, ".%u", (unsigned)(detail >> (2 * i)) & 1u);
}

struct operand_text {
  char text[24];
};

static struct operand_text operand(uint32_t byte, uint32_t detail)
{
  struct operand_text operand;
  put_path(operand.text, sizeof operand.text, name_of(byte & 31), byte, detail);
  return operand;
}

/* --- inside actions --- */

static struct operand_text own_operand(uint32_t byte)
{
  static const char *const roots[16] = {"self", "self", "self", "self", "self.0", "self.0", "self.1", "self.0.1",
                                        "ref",  "t",    "t",    "$g0",  "$g1",    "$w0",    "$w1",    "null"};
  struct operand_text operand;
  snprintf(operand.text, sizeof operand.text, "%s", roots[byte & 15]);
  return operand;
}

static void put_own_new(char *text, const uint8_t *bytes)
{
  static const char *const kinds[8] = {"cell", "cell", "list", "tuple", "dict", "instance", "opaque", "atom"};
  const char *name = bytes[1] & 1 ? "t" : global_of(bytes[1] >> 1);
  uint32_t kind = bytes[2] & 7;
  if (kind == 7) snprintf(text, STATEMENT_TEXT, "new %s kind=atom", name);
  else if (bytes[2] & 8 && kind != 3) snprintf(text, STATEMENT_TEXT, "new %s kind=%s slots=2", name, kinds[kind]);
  else
    snprintf(text, STATEMENT_TEXT, "new %s kind=%s items=%s,%s", name, kinds[kind], own_operand(bytes[3]).text,
             own_operand(bytes[3] >> 4).text);
}

static void put_own_weak(char *text, const uint8_t *bytes)
{
  const char *target = own_operand(bytes[2]).text;
  char name[24];
  snprintf(name, sizeof name, "%s", bytes[1] & 1 ? "t" : global_of(bytes[1] >> 1));
  if (strcmp(target, "null") == 0) target = "t";
  if (bytes[3] & 1) snprintf(text, STATEMENT_TEXT, "weak %s %s", name, target);
  else snprintf(text, STATEMENT_TEXT, "weak %s %s callback=A0", name, target);
}

static void put_own_statement(char *text, const uint8_t *bytes)
{
  unsigned slot = bytes[3] & 1;
  switch (bytes[0] & 15) {
  case 0: snprintf(text, STATEMENT_TEXT, "live"); break;
  case 1:
  case 2: snprintf(text, STATEMENT_TEXT, "let %s %s", global_of(bytes[1]), own_operand(bytes[2]).text); break;
  case 3: snprintf(text, STATEMENT_TEXT, "let t %s", own_operand(bytes[2]).text); break;
  case 4: snprintf(text, STATEMENT_TEXT, "set self.%u %s", slot, own_operand(bytes[2]).text); break;
  case 5: snprintf(text, STATEMENT_TEXT, "set self.0.%u %s", slot, own_operand(bytes[2]).text); break;
  case 6: snprintf(text, STATEMENT_TEXT, "set %s.%u %s", global_of(bytes[1]), slot, own_operand(bytes[2]).text); break;
  case 7: snprintf(text, STATEMENT_TEXT, "set self.%u null", slot); break;
  case 8: snprintf(text, STATEMENT_TEXT, "del %s", global_of(bytes[1])); break;
  case 9:
  case 10: put_own_new(text, bytes); break;
  case 11: put_own_weak(text, bytes); break;
  case 12: snprintf(text, STATEMENT_TEXT, "collect %u", (unsigned)bytes[1] % 3u); break;
  case 13: snprintf(text, STATEMENT_TEXT, "let %s deref %s", global_of(bytes[1]), global_of(bytes[2])); break;
  case 14:
    if (bytes[1] & 4) snprintf(text, STATEMENT_TEXT, "hold r%u self", (unsigned)bytes[1] & 3u);
    else snprintf(text, STATEMENT_TEXT, "release r%u", (unsigned)bytes[1] & 3u);
    break;
  default: snprintf(text, STATEMENT_TEXT, "let %s null", global_of(bytes[1])); break;
  }
}

/* --- outside --- */

static size_t put_items(char *text, size_t used, const uint8_t *bytes, uint32_t count)
{
  for (uint32_t i = 0; i < count; i++)
    used += (size_t)snprintf(text + used, STATEMENT_TEXT - used, "%s%s", i == 0 ? " items=" : ",",
                             operand((bytes[3] + 37u * i) & 255u, bytes[1] >> 4).text);
  return used;
}

static void put_new(char *text, const uint8_t *bytes)
{
  static const char *const kinds[16] = {"cell",  "cell", "cell", "cell",     "cell",     "list",     "list",   "tuple",
                                        "tuple", "dict", "dict", "instance", "instance", "instance", "opaque", "atom"};
  const char *kind = kinds[bytes[2] & 15];
  int is_atom = strcmp(kind, "atom") == 0, is_tuple = strcmp(kind, "tuple") == 0, is_cell = strcmp(kind, "cell") == 0;
  uint32_t items = is_atom ? 0 : (bytes[2] >> 4) & 3;
  size_t used = (size_t)snprintf(text, STATEMENT_TEXT, "new %s kind=%s", name_of(bytes[1] & 15), kind);
  if (is_tuple && items == 0) items = 1;
  if (!is_atom && !is_tuple)
    used += (size_t)snprintf(text + used, STATEMENT_TEXT - used, " slots=%u", 2u + (items > 2));
  used = put_items(text, used, bytes, items);
  if ((is_cell || strcmp(kind, "instance") == 0) && bytes[0] & 32)
    used += (size_t)snprintf(text + used, STATEMENT_TEXT - used, " finalizer=A%u", (unsigned)bytes[0] >> 5 & 7u);
  if ((bytes[2] & 143) == 132) used += (size_t)snprintf(text + used, STATEMENT_TEXT - used, " legacy=yes");
  if ((bytes[2] == 195 || bytes[2] == 255) && bytes[3] >= 128)
    snprintf(text + used, STATEMENT_TEXT - used, " immortal=yes");
}

static void put_set(char *text, const uint8_t *bytes)
{
  struct operand_text owner = operand(bytes[1], bytes[3]), value = operand(bytes[2], bytes[3] >> 2);
  snprintf(text, STATEMENT_TEXT, "set %s.%u %s", owner.text, (unsigned)bytes[3] >> 4 & 1u,
           bytes[3] >= 224 ? "null" : value.text);
}

static void put_weak(char *text, const uint8_t *bytes)
{
  struct operand_text target = operand(bytes[2], bytes[3]);
  if (bytes[3] & 128) snprintf(text, STATEMENT_TEXT, "weak %s %s", name_of(bytes[1] & 15), target.text);
  else
    snprintf(text, STATEMENT_TEXT, "weak %s %s callback=A%u", name_of(bytes[1] & 15), target.text,
             (unsigned)bytes[0] >> 5 & 7u);
}

static void put_control(char *text, const uint8_t *bytes)
{
  static const char *const controls[8] = {"gc freeze",  "gc unfreeze", "gc debug saveall", "gc debug none",
                                          "gc disable", "gc enable",   "objects",          "garbage"};
  if (bytes[1] & 8)
    snprintf(text, STATEMENT_TEXT, "gc threshold %u %u %u", (unsigned)bytes[2] & 15u, (unsigned)bytes[2] >> 6,
             (unsigned)bytes[3] & 3u);
  else snprintf(text, STATEMENT_TEXT, "%s", controls[bytes[1] & 7]);
}

static void put_call(char *text, const uint8_t *bytes)
{
  size_t used = (size_t)snprintf(text, STATEMENT_TEXT, "call f");
  if (bytes[1] & 1)
    used += (size_t)snprintf(text + used, STATEMENT_TEXT - used, " a=%s", operand(bytes[2], bytes[1]).text);
  if (bytes[1] & 2) snprintf(text + used, STATEMENT_TEXT - used, " b=%s", operand(bytes[3], bytes[1]).text);
}

static void put_hold(char *text, const uint8_t *bytes)
{
  if (bytes[1] & 8)
    snprintf(text, STATEMENT_TEXT, "hold r%u %s", (unsigned)bytes[1] & 3u, operand(bytes[2], bytes[3]).text);
  else snprintf(text, STATEMENT_TEXT, "release r%u", (unsigned)bytes[1] & 3u);
}

static void put_statement(char *text, const uint8_t *bytes)
{
  uint32_t what = bytes[0] & 31;
  if (what < 8) put_new(text, bytes);
  else if (what < 15) put_set(text, bytes);
  else if (what < 17)
    snprintf(text, STATEMENT_TEXT, "let %s %s", name_of(bytes[1] & 15), operand(bytes[2], bytes[3]).text);
  else if (what < 20) snprintf(text, STATEMENT_TEXT, "del %s", name_of(bytes[1] & 15));
  else if (what < 23) put_weak(text, bytes);
  else if (what == 23)
    snprintf(text, STATEMENT_TEXT, "let %s deref %s", name_of(bytes[1] & 15), name_of(bytes[2] & 15));
  else if (what == 24) put_hold(text, bytes);
  else if (what == 25) put_call(text, bytes);
  else if (what == 26)
    snprintf(text, STATEMENT_TEXT, bytes[1] & 1 ? "return %s" : "return", operand(bytes[2], bytes[3]).text);
  else if (what < CODE_OF_COLLECTION + 3) snprintf(text, STATEMENT_TEXT, "collect %u", (unsigned)bytes[1] % 3u);
  else if (what == 30) put_control(text, bytes);
  else snprintf(text, STATEMENT_TEXT, "finalized %s", operand(bytes[2], bytes[3]).text);
}

/* --- a program --- */

struct event_program start_events(const uint8_t *data, size_t size)
{
  if (size > HEADER_BYTES + MOST_STATEMENTS * STATEMENT_BYTES) size = HEADER_BYTES + MOST_STATEMENTS * STATEMENT_BYTES;
  return (struct event_program){.data = data, .size = size, .at = HEADER_BYTES, .line = 0};
}

uint32_t events_profile(const struct event_program *program)
{
  return program->size == 0 ? DEFAULT_PROFILE : program->data[0] % PROFILES;
}

/* Four bytes of the header; zeros behind its end. */
static void take_bytes(const struct event_program *program, size_t at, uint8_t bytes[STATEMENT_BYTES])
{
  for (size_t i = 0; i < STATEMENT_BYTES; i++) bytes[i] = at + i < program->size ? program->data[at + i] : 0;
}

static void put_definition(const struct event_program *program, uint32_t line, char *text)
{
  uint32_t action = line / (ACTION_STATEMENTS + 2), part = line % (ACTION_STATEMENTS + 2);
  uint8_t bytes[STATEMENT_BYTES];
  if (part == 0) {
    snprintf(text, STATEMENT_TEXT, "action A%u", (unsigned)action);
  } else if (part == ACTION_STATEMENTS + 1) {
    snprintf(text, STATEMENT_TEXT, "end");
  } else {
    take_bytes(program, 1 + (action * ACTION_STATEMENTS + part - 1) * STATEMENT_BYTES, bytes);
    put_own_statement(text, bytes);
  }
}

static int put_ending(uint32_t line, char *text)
{
  static const char *const lines[] = {"exit",       "release r0", "release r1",    "release r2",
                                      "release r3", "collect 2",  "gc debug none", "gc unfreeze",
                                      "collect 2",  "exit",       "collect 2",     "objects"};
  if (line >= sizeof lines / sizeof lines[0]) return 0;
  snprintf(text, STATEMENT_TEXT, "%s", lines[line]);
  return 1;
}

size_t event_place(const struct event_program *program)
{
  int has_bytes = program->line >= DEFINITION_LINES && program->at + STATEMENT_BYTES <= program->size;
  return has_bytes ? program->at : 0;
}

int next_event_statement(struct event_program *program, char text[STATEMENT_TEXT])
{
  if (program->line < DEFINITION_LINES) {
    put_definition(program, program->line++, text);
    return 1;
  }
  if (program->at + STATEMENT_BYTES <= program->size) {
    put_statement(text, program->data + program->at);
    program->at += STATEMENT_BYTES;
    return 1;
  }
  return put_ending(program->line++ - DEFINITION_LINES, text);
}
