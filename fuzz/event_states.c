/* Core and model side by side, as JSON of the form that states.c writes, with the events of the statement. */
#include "event_states.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "core/heap.h"
#include "model/follow.h"
#include "program/canonical.h"
#include "program/driver.h"
#include "program/interpreter.h"
#include "program/kind_names.h"
#include "program/profiles.h"

enum { PATH_BYTES = 4096 };

struct showing {
  struct interpreter *interpreter;
  const char *folder, *difference;
  struct line statement;
};

static struct text model_events; /* of the statement that runs, written as the core's are */

static void take_model_event(const struct model_event *event)
{
  static const char *const kinds[] = {"dealloc", "clear", "collect_start", "collect_stop", "finalize", "callback"};
  char text[160];
  if (event->serial != 0)
    (void)snprintf(text, sizeof text, "{\"event\":\"%s\",\"object\":%" PRIu64 "}\n", kinds[event->kind], event->serial);
  else
    (void)snprintf(text, sizeof text, "{\"event\":\"%s\",\"generation\":%u,\"collected\":%u,\"uncollectable\":%u}\n",
                   kinds[event->kind], (unsigned)event->generation, (unsigned)event->collected,
                   (unsigned)event->uncollectable);
  text_puts(&model_events, text);
}

static uint64_t serial_of(uint32_t object)
{
  return object == 0 || object >= MAX_OBJECTS ? 0 : driver_serial(object);
}

static uint32_t object_of(uint64_t serial)
{
  for (uint32_t i = 0; i < driver_live(); i++)
    if (driver_serial(driver_live_object(i)) == serial) return driver_live_object(i);
  return 0;
}

/* --- objects --- */

static void print_core(uint32_t object, FILE *out)
{
  fprintf(out, "{\"count\":%u,\"finalized\":%s,\"referent\":%" PRIu64 ",\"slots\":[", (unsigned)reference_count[object],
          kind_is_finalizable(kind_of[object]) && call_state[object] == CALL_DONE ? "true" : "false",
          serial_of(referent[object]));
  for (uint32_t i = 0; i < slot_count[object]; i++)
    fprintf(out, "%s%" PRIu64, i > 0 ? "," : "", serial_of(heap_get_slot(object, i)));
  fputs("]}", out);
}

static void print_twin(const struct model_object *twin, FILE *out)
{
  fprintf(out, "{\"count\":%u,\"finalized\":%s,\"referent\":%" PRIu64 ",\"slots\":[", (unsigned)model_references(twin),
          kind_is_finalizable(model_kind(twin)) && model_is_finalized(twin) ? "true" : "false",
          model_serial(model_referent(twin)));
  for (uint32_t i = 0; i < model_slots(twin); i++)
    fprintf(out, "%s%" PRIu64, i > 0 ? "," : "", model_serial(model_slot(twin, i)));
  fputs("]}", out);
}

static void print_object(const struct showing *showing, uint64_t serial, FILE *out)
{
  uint32_t object = object_of(serial), size = 0;
  const struct model_object *twin = model_find(serial);
  const char *name = object == 0 ? "" : interpreter_first_name(showing->interpreter, object, &size);
  uint32_t kind = object != 0 ? kind_of[object] : model_kind(twin);
  fprintf(out, "{\"object\":%" PRIu64 ",\"name\":\"%.*s\",\"kind\":\"%s\",\"reachable\":%s,\"core\":", serial,
          (int)size, name, kind < KIND_COUNT ? kind_name(kind) : "?",
          object != 0 && driver_is_reachable(object) ? "true" : "false");
  if (object != 0) print_core(object, out);
  else fputs("null", out);
  fputs(",\"twin\":", out);
  if (twin != NULL) print_twin(twin, out);
  else fputs("null", out);
  fputc('}', out);
}

static void print_objects(const struct showing *showing, FILE *out)
{
  const char *separator = "\n";
  uint64_t last = model_made();
  for (uint32_t i = 0; i < driver_live(); i++)
    if (driver_serial(driver_live_object(i)) > last) last = driver_serial(driver_live_object(i));
  driver_mark();
  for (uint64_t serial = 1; serial <= last; serial++) {
    if (object_of(serial) == 0 && model_find(serial) == NULL) continue;
    fputs(separator, out);
    print_object(showing, serial, out);
    separator = ",\n";
  }
}

static void print_roots(const struct showing *showing, FILE *out)
{
  struct root_view root;
  uint32_t cursor = 0;
  const char *separator = "";
  while (interpreter_next_root(showing->interpreter, &cursor, &root)) {
    if (root.object == 0) continue;
    fprintf(out, "%s{\"name\":\"%s%.*s\",\"object\":%" PRIu64 "}", separator, root.use == ROOT_HOLD ? "hold " : "",
            (int)root.name_size, root.name, serial_of(root.object));
    separator = ",";
  }
}

/* --- what is not of one object: [what, the core's, the model's] --- */

static void print_list(const char *what, uint32_t list, uint32_t models, FILE *out)
{
  const char *separator = "";
  fprintf(out, "[\"%s\",[", what);
  for (uint32_t i = 0; i < length[list]; i++) {
    uint32_t object = order[list * LIST_SPACE + i];
    if (object == 0) continue;
    fprintf(out, "%s%" PRIu64, separator, serial_of(object));
    separator = ",";
  }
  fputs("],[", out);
  separator = "";
  for (struct model_object *twin = model_first(models); twin != NULL; twin = model_next(models, twin)) {
    fprintf(out, "%s%" PRIu64, separator, model_serial(twin));
    separator = ",";
  }
  fputs("]],\n", out);
}

static void print_garbage(FILE *out)
{
  fputs("[\"gc.garbage\",[", out);
  for (uint32_t i = 0; i < garbage_count; i++)
    fprintf(out, "%s%" PRIu64, i > 0 ? "," : "", serial_of(cells[FIRST_GARBAGE + i]));
  fputs("],[", out);
  for (uint32_t i = 0; model_garbage(i) != NULL; i++)
    fprintf(out, "%s%" PRIu64, i > 0 ? "," : "", model_serial(model_garbage(i)));
  fputs("]],\n", out);
}

static void print_numbers(const char *what, uint32_t count, const uint64_t *core, const uint64_t *model, FILE *out)
{
  fprintf(out, "[\"%s\",\"", what);
  for (uint32_t i = 0; i < count; i++) fprintf(out, "%s%" PRIu64, i > 0 ? " " : "", core[i]);
  fputs("\",\"", out);
  for (uint32_t i = 0; i < count; i++) fprintf(out, "%s%" PRIu64, i > 0 ? " " : "", model[i]);
  fputs("\"]", out);
}

static void print_figures(FILE *out)
{
  const struct model_numbers *model = model_numbers();
  uint64_t counts[2][GENERATIONS],
      long_lived[2][2] = {{long_lived_total, long_lived_pending}, {model->long_lived_total, model->long_lived_pending}};
  for (uint32_t i = 0; i < GENERATIONS; i++) {
    counts[0][i] = gc_count[i];
    counts[1][i] = model->count[i];
  }
  print_numbers("gc.get_count()", GENERATIONS, counts[0], counts[1], out);
  fputs(",\n", out);
  print_numbers("collections", GENERATIONS, gc_collections, model->collections, out);
  fputs(",\n", out);
  print_numbers("collected", GENERATIONS, gc_collected, model->collected, out);
  fputs(",\n", out);
  print_numbers("uncollectable", GENERATIONS, gc_uncollectable, model->uncollectable, out);
  fputs(",\n", out);
  print_numbers("long-lived objects, pending", 2, long_lived[0], long_lived[1], out);
}

/* --- a state --- */

/* One a line. */
static void print_events(const struct text *events, FILE *out)
{
  fputc('[', out);
  for (size_t i = 0; i < events->used; i++)
    if (events->bytes[i] != '\n') fputc(events->bytes[i], out);
    else if (i + 1 < events->used) fputs(",\n", out);
  fputc(']', out);
}

static void write_state(const struct showing *showing, const char *name)
{
  char path[PATH_BYTES];
  (void)snprintf(path, sizeof path, "%s/%s", showing->folder, name);
  FILE *out = fopen(path, "wb");
  if (out == NULL) {
    perror(path);
    return;
  }
  fprintf(out, "{\"twin\":\"model\",\"line\":%" PRIu64 ",\"statement\":\"%.*s\",\"difference\":\"%s\",\n\"objects\":[",
          showing->statement.number, (int)showing->statement.size, showing->statement.text,
          showing->difference != NULL ? showing->difference : "");
  print_objects(showing, out);
  fputs("],\n\"roots\":[", out);
  print_roots(showing, out);
  fputs("],\n\"figures\":[", out);
  print_list("generation 0", GENERATION_0, 0, out);
  print_list("generation 1", GENERATION_1, 1, out);
  print_list("generation 2", GENERATION_2, 2, out);
  print_list("frozen", PERMANENT, MODEL_PERMANENT, out);
  print_garbage(out);
  print_figures(out);
  fputs("],\n\"core_events\":", out);
  print_events(interpreter_events(showing->interpreter), out);
  fputs(",\n\"twin_events\":", out);
  print_events(&model_events, out);
  fputs("}\n", out);
  fclose(out);
}

/* --- running --- */

/* 1 when they differ after it, 0 when the program goes on, -1 when it ends there. */
static int show_statement(struct showing *showing)
{
  interpreter_events(showing->interpreter)->used = 0;
  model_events.used = 0;
  write_state(showing, "before.json");
  int step = interpreter_perform(showing->interpreter, &showing->statement);
  showing->difference = driver_compare();
  if (showing->difference == NULL) return step == STEP_STATEMENT ? 0 : -1;
  write_state(showing, "after.json");
  return 1;
}

static int show(struct showing *showing, const struct canonical *program)
{
  char path[PATH_BYTES];
  int differs = 0;
  for (uint64_t n = 1; n <= canonical_count(program) && differs == 0; n++) {
    size_t size;
    showing->statement.text = canonical_statement(program, n, &size);
    showing->statement.size = (uint32_t)size;
    showing->statement.number = program->sources[n - 1];
    differs = show_statement(showing);
  }
  if (differs == 1) return 1;
  (void)snprintf(path, sizeof path, "%s/before.json", showing->folder);
  (void)remove(path);
  return 0;
}

/* Plus one, as the interpreter takes it. */
static uint32_t profile_of(const char *program)
{
  char line[128] = "", name[PROFILE_NAME_BYTES] = "";
  FILE *in = fopen(program, "rb");
  if (in == NULL) return 0;
  int read = fgets(line, sizeof line, in) != NULL && sscanf(line, "# profile %15s", name) == 1;
  fclose(in);
  uint32_t profile = read ? profile_named(name) : PROFILES;
  return profile < PROFILES ? profile + 1 : 0;
}

static int read_program(struct canonical *program, const char *path)
{
  struct reader reader;
  struct problem problem;
  if (!reader_open(&reader, path, &problem)) return 0;
  int good = canonical_read(program, &reader, &problem);
  reader_close(&reader);
  return good;
}

int write_event_states(const char *program, const char *folder)
{
  struct canonical canonical;
  struct interpreter_options options = {
      .form = EVENTS_JSON, .descriptor = -1, .mirror = DRIVER_BOTH, .profile = profile_of(program)};
  struct showing showing = {.folder = folder};
  int result = -1;
  canonical_open(&canonical);
  text_open(&model_events, -1);
  if (read_program(&canonical, program) && (showing.interpreter = interpreter_open(NULL, &options)) != NULL) {
    follow_listen(take_model_event);
    result = show(&showing, &canonical);
    follow_listen(NULL);
    interpreter_close(showing.interpreter);
  }
  text_close(&model_events);
  canonical_close(&canonical);
  return result;
}
