/* The other side: an adapter, as a process that speaks the protocol of spec/adapters.md.
 *
 * Whatever it does instead of speaking it is trouble: then `trouble` says what it did, `status` is the exit status
 * for it, the process is gone, and the next reset starts another one. */
#ifndef HEAPPROOF_PEER_H
#define HEAPPROOF_PEER_H
#include <stdint.h>
#include "os/child.h"
#include "program/promises.h"
#include "program/protocol.h"

enum { HELLO_TEXT = 64, TROUBLE_TEXT = 512 };

struct hello {
  char name[HELLO_TEXT], version[HELLO_TEXT], profile[HELLO_TEXT];
  struct promises promises;
};

struct peer {
  const char *command;
  uint64_t timeout; /* for one answer, in milliseconds */
  struct child child;
  struct hello hello;
  struct message message; /* the last one */
  uint64_t deadline;
  int running;
  int stale; /* answers to statements of an abandoned program may be on their way */
  int status;
  char trouble[TROUBLE_TEXT];
};

void peer_open(struct peer *peer, const char *command, uint64_t timeout);
void peer_close(struct peer *peer);
/* All of these: 0 when there is trouble. */
int peer_start(struct peer *peer);
int peer_reset(struct peer *peer); /* on an empty heap, in a running process */
int peer_next(struct peer *peer);  /* the next message, within the time of the answer */

void peer_await(struct peer *peer); /* the time of an answer begins */
void peer_send(struct peer *peer, const char *statement, size_t size);
/* What is not sent yet is not sent any more, and what is still answered does not matter. */
void peer_abandon(struct peer *peer);
/* What it wrote is not the protocol, for a reason that is seen outside; always 0. */
int peer_broken(struct peer *peer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Its profile is known and it promises something; 0 when not, which is then reported. */
int hello_is_comparable(const struct hello *hello);
/* What it did, and the end of its standard error, for people. */
void peer_report(const struct peer *peer);

#endif
