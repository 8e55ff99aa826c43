/* The auditor on the frames. */
#include "audit.h"

/*@ requires scanned: Scanned;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Frames; */
static uint32_t frames_hold(void)
{
  if (frame_count > MAX_FRAMES) return 0;
  /*@ loop invariant range:   0 <= frame <= frame_count;
      loop invariant within:  \forall integer f; 0 <= f < frame ==> frame_start[f] <= locals_count;
      loop invariant ordered: \forall integer f, g; 0 <= f < g < frame ==> frame_start[f] <= frame_start[g];
      loop assigns   frame;
      loop variant   frame_count - frame; */
  for (uint32_t frame = 0; frame < frame_count; frame++) {
    if (frame_start[frame] > locals_count) return 0;
    if (frame > 0 && frame_start[frame - 1] > frame_start[frame]) return 0;
  }
  return 1;
}

/*@ requires scanned: Scanned;

    terminates \true;
    exits    \false;
    assigns  \nothing;

    ensures  exact: \result != 0 <==> Unbound; */
static uint32_t unbound_hold(void)
{
  /*@ loop invariant range: locals_count <= local <= audit_locals;
      loop invariant held:  \forall integer k; FIRST_LOCAL + locals_count <= k < FIRST_LOCAL + local ==> k < ROOTS_END ==> cells[k] == 0;
      loop assigns   local;
      loop variant   audit_locals - local; */
  for (uint32_t local = locals_count; local < audit_locals; local++)
    if (cells[FIRST_LOCAL + local] != 0) return 0;
  return 1;
}

uint32_t audit_frames(void)
{
  if (!frames_hold()) return AUDIT_FRAMES;
  if (!unbound_hold()) return AUDIT_UNBOUND;
  return 0;
}
