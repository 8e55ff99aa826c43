/* How a death begins. */
#include "deaths.h"
#include "calls.h"

uint8_t is_legacy[MAX_OBJECTS];
uint8_t stage[MAX_OBJECTS];
uint32_t notice_at[MAX_OBJECTS];
uint32_t notice_count[MAX_OBJECTS];
uint32_t trash_nesting;

/* Takes an object off the list it may be on. */
static void leave_list(uint32_t object)
{
  if (list_of[object] != UNTRACKED) list_unlink(object);
}

static void begin_dying(uint32_t object)
{
  leave_list(object);
  stage[object] = STAGE_WEAKREFS;
  cursor[object] = 0;
  list_append(DYING, object);
}

/* The machine holds the object while its finalizer runs.  A class instance is taken off its list before and put to
 * the end of the youngest generation (subtype_dealloc). */
static void begin_finalizer(uint32_t object)
{
  if (kind_of[object] == KIND_INSTANCE) {
    leave_list(object);
    list_enlist(GENERATION_0, object);
  }
  set_call(object, CALL_QUEUED);
  reference_count[object] = 1;
  write_cell(FIRST_HELD + object, object);
  activity_push(object, length[DYING]);
}

static void begin(uint32_t object)
{
  if (kind_is_nested(kind_of[object]) && trash_nesting < UINT32_MAX) trash_nesting++;
  if (kind_is_finalizable(kind_of[object]) && call_state[object] == CALL_PENDING) begin_finalizer(object);
  else begin_dying(object);
}

/* Is it nested too deep?  Up to 3.7 subtype_dealloc counts itself once more when it asks. */
static int must_wait(uint32_t object)
{
  uint32_t more = instances_count_twice && kind_of[object] == KIND_INSTANCE ? 1 : 0;
  return kind_is_nested(kind_of[object]) && (trash_nesting >= trash_limit || trash_limit - trash_nesting <= more);
}

void death_arrives(uint32_t object)
{
  if (must_wait(object)) {
    leave_list(object);
    list_append(TRASH, object);
  } else {
    begin(object);
  }
}

void death_resumes(uint32_t object)
{
  begin(object);
}

void nesting_ends(uint32_t object)
{
  if (!kind_is_nested(kind_of[object])) return;
  if (trash_nesting > 0) trash_nesting--;
  if (instances_count_twice && kind_of[object] == KIND_INSTANCE) return; /* and at its end, too: never 0 */
  if (trash_nesting >= trash_resume || length[TRASH] == 0 || activity_place[TRASHCAN] != 0) return;
  trash_nesting++;
  activity_push(TRASHCAN, length[DYING]);
}

void open_trashcan(void)
{
  if (trash_nesting < UINT32_MAX) trash_nesting++;
  activity_push(TRASHCAN, length[DYING]);
  death_resumes(list_pop(TRASH));
}

void finalizer_ends(uint32_t object)
{
  set_call(object, CALL_DONE);
  activity_pop();
  write_cell(FIRST_HELD + object, 0);
  reference_count[object]--;
  if (reference_count[object] == 0) begin_dying(object);
  else nesting_ends(object);
}
