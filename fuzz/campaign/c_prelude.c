#pragma GCC diagnostic ignored "-Wunused-function" /* what the program does not use */

/* --- what happens --- */

typedef void action(void);
static action *action_of[MAX_OBJECTS];
static const char *first_name[MAX_OBJECTS];
static uint32_t self_now, reference_now, nesting, begun;
static uint64_t reference_serial; /* the weak reference may die before its callback ends */
static int failed, went_too_far;

static void run(action *what, uint32_t self, uint32_t reference);

static void take_event(void *context, const struct driver_event *event)
{
  static const char *const words[] = {[DRIVER_DEALLOC] = "dealloc", [DRIVER_CLEAR] = "clear",
                                      [DRIVER_FINALIZE] = "finalize", [DRIVER_CALLBACK] = "callback"};
  (void)context;
  if (event->kind == DRIVER_COLLECT_START) printf("    collect generation %u", (unsigned)event->generation);
  else if (event->kind == DRIVER_COLLECT_STOP) printf("    collected %u", (unsigned)event->collected);
  else printf("    %s %s#%" PRIu64, words[event->kind], first_name[event->object], event->serial);
  if (event->uncollectable > 0) printf(", uncollectable %u", (unsigned)event->uncollectable);
  putchar('\n');
  fflush(stdout);
  if (event->kind == DRIVER_FINALIZE) run(action_of[event->object], event->object, 0);
  if (event->kind == DRIVER_CALLBACK) run(action_of[event->object], 0, event->object);
}

/* --- names, and the roots behind them --- */

enum { RESULT = FIRST_CALLER_ROOT, FIRST_GLOBAL = RESULT + 1, FIRST_HOLD = FIRST_GLOBAL + NAMES - LOCALS };

struct frame {
  uint32_t root[LOCALS + 1], spare; /* a local of its own without a name, or 0 */
  char known[LOCALS + 1], keeps_arguments;
};
static struct frame frames[MAX_FRAMES + 1];
static uint32_t depth; /* of the frame that runs, from 1 */
static uint64_t bound_at[NAMES - LOCALS + 1], bindings; /* when a global was bound; 0: it is unknown */
static char is_held[HOLDS + 1];

static uint32_t fail(void)
{
  failed = 1;
  return 0;
}

static uint32_t root_of(uint32_t name)
{
  if (name >= LOCALS) return bound_at[name - LOCALS] != 0 ? FIRST_GLOBAL + name - LOCALS : 0;
  return frames[depth].known[name] ? frames[depth].root[name] : 0;
}

/* The root that the name is to have; 0 when there is no room for another. */
static uint32_t root_for(uint32_t name)
{
  struct frame *frame = &frames[depth];
  if (name >= LOCALS) return FIRST_GLOBAL + name - LOCALS;
  if (frame->root[name] != 0) return frame->root[name];
  if (frame->spare == 0) frame->spare = driver_push_local();
  return frame->spare != 0 ? frame->spare : fail();
}

static void make_known(uint32_t name)
{
  struct frame *frame = &frames[depth];
  if (name >= LOCALS) {
    if (bound_at[name - LOCALS] == 0) bound_at[name - LOCALS] = ++bindings;
    return;
  }
  if (frame->root[name] == 0) frame->root[name] = frame->spare, frame->spare = 0;
  frame->known[name] = 1;
}

static void forget(uint32_t name)
{
  if (name >= LOCALS) bound_at[name - LOCALS] = 0;
  else frames[depth].known[name] = 0;
}

/* --- operands --- */

static uint32_t value(uint32_t name)
{
  return root_of(name) != 0 ? heap_get_root(root_of(name)) : fail();
}

static uint32_t slot(uint32_t object, uint32_t number)
{
  return object != 0 && number < slot_count[object] ? heap_get_slot(object, number) : fail();
}

static uint32_t self(void)
{
  return self_now != 0 ? self_now : fail();
}

static uint32_t ref(void)
{
  return reference_now != 0 && driver_is_live(reference_now, reference_serial) ? reference_now : fail();
}

static uint32_t needed(uint32_t object)
{
  return object != 0 ? object : fail();
}

static uint32_t deref(uint32_t reference)
{
  return !failed && reference != 0 && kind_of[reference] == KIND_WEAKREF ? heap_deref(reference) : fail();
}

/* --- statements; none is performed when an operand has failed --- */

static void bind_made(uint32_t name)
{
  uint32_t root = root_for(name);
  if (root == 0) {
    driver_drop_made();
    return;
  }
  make_known(name);
  driver_bind_made(root);
}

static void new(uint32_t name, const char *spelling, struct driver_birth birth, action *finalizer)
{
  if (failed || root_for(name) == 0) return;
  birth.has_finalizer = finalizer != NULL;
  uint32_t object = needed(driver_make(&birth));
  if (object == 0) return;
  first_name[object] = spelling;
  action_of[object] = finalizer;
  bind_made(name);
}

static void weak(uint32_t name, const char *spelling, uint32_t target, action *callback)
{
  int is_new;
  if (failed || needed(target) == 0 || (!kind_is_finalizable(kind_of[target]) && !fail()) || root_for(name) == 0) return;
  uint32_t reference = needed(driver_make_weak(target, WEAKREF_BYTES, callback != NULL, &is_new));
  if (reference == 0) return;
  if (is_new) first_name[reference] = spelling, action_of[reference] = callback;
  driver_release_target();
  bind_made(name);
}

static void set(uint32_t owner, uint32_t number, uint32_t to)
{
  if (owner != 0) slot(owner, number);
  if (failed || needed(owner) == 0 || (!kind_is_mutable(kind_of[owner]) && !fail())) return;
  driver_set_slot(owner, number, to);
}

static void let(uint32_t name, uint32_t to)
{
  uint32_t root = failed ? 0 : root_for(name);
  if (root == 0) return;
  make_known(name);
  driver_set_root(root, to);
}

static void del(uint32_t name)
{
  uint32_t root = root_of(name);
  if (needed(root) == 0) return;
  forget(name);
  driver_set_root(root, 0);
}

static void hold(uint32_t name, uint32_t to)
{
  if (failed || (is_held[name] && !fail())) return;
  is_held[name] = 1;
  driver_set_root(FIRST_HOLD + name, to);
}

static void release_hold(uint32_t name)
{
  if (!is_held[name] && !fail()) return;
  is_held[name] = 0;
  driver_set_root(FIRST_HOLD + name, 0);
}

static int enter(char keeps_arguments)
{
  if (!driver_push_frame()) return 0;
  frames[++depth] = (struct frame){.keeps_arguments = keeps_arguments};
  return 1;
}

static void leave(void)
{
  driver_return();
  if (frames[depth].keeps_arguments) driver_return();
  depth--;
}

/* Up to 3.10 the caller keeps the arguments: they have a frame of their own below the function's. */
static void call(uint32_t count, const uint32_t *names, const uint32_t *values)
{
  uint32_t kept[LOCALS + 1], root[LOCALS + 1];
  char keeps = profiles[profile_now].caller_keeps_arguments && count > 0;
  if (failed || (keeps && !driver_push_frame())) return;
  for (uint32_t i = 0; keeps && i < count; i++) kept[i] = driver_push_local();
  if (!enter(keeps)) return;
  for (uint32_t i = 0; i < count; i++) root[i] = driver_push_local();
  for (uint32_t i = 0; keeps && i < count; i++) driver_set_root(kept[count - 1 - i], values[i]);
  for (uint32_t i = 0; i < count; i++) {
    driver_set_root(root[i], values[i]);
    frames[depth].root[names[i]] = root[i];
    frames[depth].known[names[i]] = 1;
  }
}

static void give_back(void)
{
  leave();
}

/* A root of the frame to spare is room for `result` once the frame is gone. */
static void give_back_value(uint32_t name, uint32_t object)
{
  if (failed) return;
  if (frames[depth].spare == 0) frames[depth].spare = driver_push_local();
  driver_set_root(RESULT, object);
  leave();
  uint32_t root = root_for(name);
  if (root == 0) return;
  make_known(name);
  driver_move_root(RESULT, root);
}

static void leave_all(void)
{
  while (depth > 0) leave();
  enter(0);
  for (;;) {
    uint32_t first = NAMES;
    for (uint32_t name = LOCALS; name < NAMES; name++)
      if (bound_at[name - LOCALS] != 0 && (first == NAMES || bound_at[name - LOCALS] < bound_at[first - LOCALS]))
        first = name;
    if (first == NAMES) return;
    del(first);
  }
}

/* --- actions: each statement, up to the first that cannot be performed --- */

#define TRY(statement)         \
  do {                         \
    failed = 0;                \
    statement;                 \
    if (failed) {              \
      puts("    unraisable");  \
      return;                  \
    }                          \
    driver_safe_point();       \
    if (went_too_far) return;  \
  } while (0)

#ifdef HEAP_SMALL
enum { MOST_NESTED = 4, MOST_ACTIONS = 1000 };
#else
enum { MOST_NESTED = 64, MOST_ACTIONS = 1000000 };
#endif

static void run(action *what, uint32_t self, uint32_t reference)
{
  uint32_t outer_self = self_now, outer_reference = reference_now;
  uint64_t outer_serial = reference_serial;
  int outer_failed = failed;
  if (nesting == MOST_NESTED || begun == MOST_ACTIONS) went_too_far = 1;
  if (went_too_far || what == NULL) return;
  begun++;
  if (!enter(0)) {
    went_too_far = 1;
    return;
  }
  nesting++;
  self_now = self;
  reference_now = reference;
  reference_serial = reference == 0 ? 0 : driver_serial(reference);
  what();
  leave();
  nesting--;
  self_now = outer_self;
  reference_now = outer_reference;
  reference_serial = outer_serial;
  failed = outer_failed;
}

/* --- the program --- */

static void begin(const char *name)
{
  uint32_t profile = 0;
  while (profile + 1 < PROFILES && strcmp(profiles[profile].name, name) != 0) profile++;
  driver_start_as(profile, take_event, NULL, DRIVER_BOTH);
  enter(0);
}

static void before(const char *statement)
{
  puts(statement);
  fflush(stdout);
  failed = 0;
  begun = 0;
  went_too_far = 0;
}

static void after(void)
{
  if (!failed) driver_safe_point();
  const char *difference = driver_compare();
  if (difference != NULL) printf("  they differ: %s\n", difference);
  else if (failed || went_too_far) puts("  not possible: the program ends here");
  if (difference != NULL) exit(1);
  if (failed || went_too_far) exit(2);
}

#define DO(text, statement) \
  do {                      \
    before(text);           \
    statement;              \
    after();                \
  } while (0)
