/* Pieces that the shapes of generated programs are made of. */
#ifndef HEAPPROOF_FRAGMENTS_H
#define HEAPPROOF_FRAGMENTS_H
#include "writer.h"

int chance(struct writer *writer, uint32_t one_in);
/* A request for an object, its slots null; now and then with a block larger than they need. */
struct request request_of(struct writer *writer, uint32_t kind, uint32_t slots);
/* In the next slot. */
void add_item(struct request *request, const struct operand *item);
int is_mutable(const struct writer *writer, uint32_t object);

/* Statements drawn one by one, of every sort, and of the collector's alone. */
void draw_statement(struct writer *writer);
void draw_collector(struct writer *writer);
/* Forgets the locals of the frame, half of the globals and every hold, so that the next round starts small. */
void drop_names(struct writer *writer);
void drop_locals(struct writer *writer);
/* A ring without actions, mostly dropped at once. */
void write_cluster(struct writer *writer);
/* Into a call, some statements there, and out of it. */
void write_body(struct writer *writer, uint64_t length);
void write_random_call(struct writer *writer);
void write_random_return(struct writer *writer);

/* A ring or a chain of wild objects with finalizers, weak references and callbacks, dropped together. */
void write_wild_cluster(struct writer *writer);
/* The same, with objects that have legacy finalizers. */
void write_legacy_cluster(struct writer *writer);
/* Many weak references to a few objects. */
void write_weak_references(struct writer *writer);
/* Lists, tuples, dicts and instances, of atoms mostly, looked at now and then. */
void draw_container(struct writer *writer);
/* A chain of nested containers, deep enough for the trashcan, with finalizers and weak references along it. */
void write_deep_chain(struct writer *writer, uint64_t links);
/* A query about the heap, or about something that has a name. */
void draw_query(struct writer *writer);
void draw_low_threshold(struct writer *writer);

#endif
