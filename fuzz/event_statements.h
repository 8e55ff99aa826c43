/* Bytes to statements of the whole language: every byte string is a program.
 *
 * The first byte chooses the profile, the next 64 the bodies of eight actions, two statements each; then four bytes make
 * one statement.  What the text says may be impossible where it stands (an unknown name, null on a path): such a
 * statement changes nothing. */
#ifndef HEAPPROOF_EVENT_STATEMENTS_H
#define HEAPPROOF_EVENT_STATEMENTS_H
#include <stddef.h>
#include <stdint.h>

enum { ACTIONS = 8, ACTION_STATEMENTS = 2, STATEMENT_BYTES = 4, STATEMENT_TEXT = 96 };
enum { HEADER_BYTES = 1 + ACTIONS * ACTION_STATEMENTS * STATEMENT_BYTES };

enum { CODE_OF_COLLECTION = 27 }; /* and the two codes after it */

struct event_program {
  const uint8_t *data;
  size_t size, at;
  uint32_t line; /* of the definitions, then of the ending */
};

struct event_program start_events(const uint8_t *data, size_t size);
uint32_t events_profile(const struct event_program *program);
/* Where the bytes of the next statement begin; 0 when it has none of its own. */
size_t event_place(const struct event_program *program);
/* The next statement as text, 0 when the program is over: definitions, statements, then an ending that lets everything
 * go that can go. */
int next_event_statement(struct event_program *program, char text[STATEMENT_TEXT]);

#endif
