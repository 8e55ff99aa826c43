/* heapproof decode, heapproof encode: inputs of fuzz targets as heap programs, and the other way round. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "byte_programs.h"
#include "commands.h"
#include "encode.h"
#include "event_programs.h"
#include "options.h"
#include "program/driver.h"
#include "program/interpreter.h"
#include "programs.h"

static const char decode_usage[] =
    "Usage: heapproof decode [--target TARGET] [--bare] [--output PATH] FILE\n"
    "Writes an input of a fuzz target as the heap program that it stands for: any bytes are one.\n"
    "A FILE `-` is standard input.\n"
    "\n"
    "  --target TARGET  graph (the default), or events: the whole language; its first line is `# profile PROFILE`\n"
    "  --bare           without the ending that drops everything at last, and without expectations (graph)\n"
    "  --output PATH    the file to write, statement by statement as they run (default: standard output)\n"
    "  --help           this text\n";

static const char encode_usage[] =
    "Usage: heapproof encode [--output PATH] FILE\n"
    "Writes a heap program as an input of the fuzz target `graph`.  Names become those that the bytes have; queries\n"
    "are left out.  Not every program has an encoding.  A FILE `-` is standard input.\n"
    "\n"
    "  --output PATH  the file to write (default: standard output)\n"
    "  --help         this text\n";

enum { MOST_BYTES = 1 << 20 };

struct conversion {
  const char *command, *path, *output;
  int bare, is_events;
};

static int complain(const struct conversion *conversion, const char *what, const char *argument)
{
  fprintf(stderr, "heapproof %s: %s%s\nTry 'heapproof %s --help'.\n", conversion->command, what, argument,
          conversion->command);
  return EXIT_BAD_INPUT;
}

static int parse(int argc, char **argv, struct conversion *conversion)
{
  int literal = 0;
  for (int at = 1; at < argc; at++) {
    const char *value;
    if (literal || argv[at][0] != '-' || strcmp(argv[at], "-") == 0) {
      if (conversion->path != NULL) return complain(conversion, "one FILE only, not also ", argv[at]);
      conversion->path = argv[at];
    } else if (strcmp(argv[at], "--") == 0) literal = 1;
    else if ((value = option_value(argc, argv, &at, "--output")) != NULL) conversion->output = value;
    else if (strcmp(conversion->command, "decode") != 0) return complain(conversion, "unknown option ", argv[at]);
    else if (strcmp(argv[at], "--bare") == 0) conversion->bare = 1;
    else if ((value = option_value(argc, argv, &at, "--target")) != NULL) {
      conversion->is_events = strcmp(value, "events") == 0;
      if (!conversion->is_events && strcmp(value, "graph") != 0) return complain(conversion, "no such target: ", value);
    } else return complain(conversion, "unknown option ", argv[at]);
  }
  if (conversion->output != NULL && conversion->output[0] == '\0')
    return complain(conversion, "--output needs a file", "");
  if (conversion->is_events && conversion->bare) return complain(conversion, "--bare is for the target graph", "");
  return conversion->path != NULL ? EXIT_FINE : complain(conversion, "no FILE given", "");
}

static int cannot(const struct conversion *conversion, const char *what, const char *path)
{
  fprintf(stderr, "heapproof %s: cannot %s %s: %s\n", conversion->command, what, path, strerror(errno));
  return EXIT_BAD_INPUT;
}

static int read_bytes(const struct conversion *conversion, uint8_t *bytes, size_t *size)
{
  int is_input = strcmp(conversion->path, "-") == 0;
  FILE *in = is_input ? stdin : fopen(conversion->path, "rb");
  if (in == NULL) return cannot(conversion, "open", conversion->path);
  *size = fread(bytes, 1, MOST_BYTES, in);
  int status = ferror(in) ? cannot(conversion, "read", conversion->path) : EXIT_FINE;
  if (status == EXIT_FINE && *size == MOST_BYTES)
    status = complain(conversion, "more than 1048575 bytes in ", conversion->path);
  if (!is_input) fclose(in);
  return status;
}

/* What was written to a file that can be rewritten in place, on standard output. */
static int copy_out(FILE *from)
{
  int byte;
  rewind(from);
  while ((byte = getc(from)) != EOF) putchar(byte);
  return fflush(stdout) == 0 && !ferror(stdout) && !ferror(from);
}

static int decode(const struct conversion *conversion, const uint8_t *bytes, size_t size)
{
  FILE *out = conversion->output != NULL ? fopen(conversion->output, "wb") : tmpfile();
  const char *path = conversion->output != NULL ? conversion->output : "standard output";
  if (out == NULL) return cannot(conversion, "write", path);
  enum printing printing = conversion->bare ? PRINT_WITHOUT_ENDING : PRINT_WITH_EXPECTATIONS;
  int written = conversion->is_events ? print_events(bytes, size, out) : print_program(bytes, size, printing, out);
  if (written && conversion->output == NULL) written = copy_out(out);
  if (fclose(out) != 0 || !written) return cannot(conversion, "write", path);
  return EXIT_FINE;
}

int decode_main(int argc, char **argv)
{
  static uint8_t bytes[MOST_BYTES];
  struct conversion conversion = {.command = "decode"};
  size_t size = 0;
  if (options_ask_help(argc, argv)) return fputs(decode_usage, stdout) < 0 ? EXIT_BAD_INPUT : EXIT_FINE;
  int status = parse(argc, argv, &conversion);
  if (status == EXIT_FINE) status = read_bytes(&conversion, bytes, &size);
  if (status == EXIT_FINE) status = decode(&conversion, bytes, size);
  return status;
}

static struct line line_of(const struct canonical *program, uint64_t n)
{
  size_t size;
  const char *text = canonical_statement(program, n, &size);
  return (struct line){text, (uint32_t)size, program->sources[n - 1]};
}

static int step_through(struct interpreter *interpreter, const char *path, const struct canonical *program)
{
  int step = STEP_STATEMENT;
  if (strcmp(path, "-") != 0) {
    while (step == STEP_STATEMENT) step = interpreter_step(interpreter);
    return step;
  }
  for (uint64_t n = 1; step == STEP_STATEMENT && n <= canonical_count(program); n++) {
    struct line line = line_of(program, n);
    step = interpreter_perform(interpreter, &line);
  }
  return step;
}

/* The program runs by itself first, so that what is wrong with it is told as `run` does; standard input is gone then,
 * but for its canonical form. */
static int is_valid(const char *path, const struct canonical *program)
{
  struct interpreter_options options = {.form = EVENTS_NONE, .descriptor = -1};
  struct interpreter *interpreter = interpreter_open(strcmp(path, "-") == 0 ? NULL : path, &options);
  if (interpreter == NULL) return 0;
  int valid = step_through(interpreter, path, program) != STEP_PROBLEM;
  if (!valid) problem_report(path, interpreter_problem(interpreter));
  interpreter_close(interpreter);
  return valid;
}

static int write_bytes(const struct conversion *conversion, const struct encoder *encoder)
{
  FILE *out = conversion->output != NULL ? fopen(conversion->output, "wb") : stdout;
  const char *path = conversion->output != NULL ? conversion->output : "standard output";
  if (out == NULL) return cannot(conversion, "write", path);
  if (encoder->size > 0) fwrite(encoder->bytes, 1, encoder->size, out);
  int failed = fflush(out) != 0 || ferror(out);
  if (conversion->output != NULL && fclose(out) != 0) failed = 1;
  return failed ? cannot(conversion, "write", path) : EXIT_FINE;
}

static int encode(const struct conversion *conversion, const struct canonical *program, struct encoder *encoder)
{
  struct problem problem;
  encoder_start(encoder);
  for (uint64_t n = 1; n <= canonical_count(program); n++) {
    struct line line = line_of(program, n);
    if (encode_statement(encoder, &line, &problem)) continue;
    problem_report(conversion->path, &problem);
    return EXIT_BAD_INPUT;
  }
  return write_bytes(conversion, encoder);
}

int encode_main(int argc, char **argv)
{
  static struct encoder encoder;
  struct conversion conversion = {.command = "encode"};
  struct canonical program;
  if (options_ask_help(argc, argv)) return fputs(encode_usage, stdout) < 0 ? EXIT_BAD_INPUT : EXIT_FINE;
  int status = parse(argc, argv, &conversion);
  if (status != EXIT_FINE) return status;
  canonical_open(&program);
  status = program_from_file(&program, conversion.path) && is_valid(conversion.path, &program)
               ? encode(&conversion, &program, &encoder)
               : EXIT_BAD_INPUT;
  encoder_end(&encoder);
  canonical_close(&program);
  return status;
}
