# Builds of the fuzz targets: make -f fuzz/build.mk ENGINE=libfuzzer|aflpp, from the top of the repository.
#
# Every limit is small (HEAP_SMALL) and everything runs under ASan and UBSan.  Only what is to be explored reports
# coverage: the core and the decoder, or the reader and the interpreter; the oracle and the driver do not, which
# makes an execution several times cheaper.
ENGINE = libfuzzer
OUT = build/fuzz/$(ENGINE)
TOOLS = build/fuzz
SOURCE = src
CORE = $(SOURCE)/core

SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=undefined
FLAGS = -std=gnu11 -O2 -g -DHEAP_SMALL -Wall -Wextra -iquote spec -iquote $(SOURCE) -iquote $(CORE) -iquote fuzz -MMD -MP

PLAIN = clang $(FLAGS) $(SANITIZERS)
ifeq ($(ENGINE),aflpp)
AFL = AFL_QUIET=1 AFL_USE_ASAN=1 AFL_USE_UBSAN=1 afl-clang-fast
COVERED = $(AFL) $(FLAGS)
LINK = $(AFL) -fsanitize=fuzzer
else
COVERED = $(PLAIN) -fsanitize-coverage=inline-8bit-counters,pc-table
LINK = clang $(SANITIZERS) -fsanitize=fuzzer
endif

CORE_FILES = $(wildcard $(CORE)/*.c)
DRIVER_FILES = $(addprefix $(SOURCE)/program/,driver.c making.c living.c mirror.c audit_names.c model_comparison.c arena_watch.c taking.c)
ORACLE_FILES = $(wildcard $(SOURCE)/oracle/*.c $(SOURCE)/model/*.c) $(DRIVER_FILES)
PROGRAM_FILES = $(filter-out $(DRIVER_FILES),$(wildcard $(SOURCE)/program/*.c $(SOURCE)/os/*.c))

object = $(patsubst %.c,$(OUT)/$(1)/%.o,$(2))
HEAP_OBJECTS = $(call object,covered,$(CORE_FILES) fuzz/decode.c fuzz/perform.c) \
  $(call object,plain,$(ORACLE_FILES) $(SOURCE)/program/kind_names.c fuzz/statements.c fuzz/programs.c fuzz/counts.c fuzz/heap_fuzzer.c)
EVENTS_OBJECTS = $(call object,covered,$(CORE_FILES)) \
  $(call object,plain,$(ORACLE_FILES) $(PROGRAM_FILES) $(addprefix fuzz/,event_statements.c event_programs.c counts.c events_fuzzer.c))
READER_OBJECTS = $(call object,covered,$(PROGRAM_FILES)) $(call object,plain,$(CORE_FILES) $(ORACLE_FILES) fuzz/reader_fuzzer.c)

PROTOCOL_FILES = $(addprefix $(SOURCE)/program/,protocol.c promises.c canonical.c lines.c json.c scanner.c) $(SOURCE)/os/incoming.c
PROTOCOL_OBJECTS = $(call object,covered,$(PROTOCOL_FILES)) \
  $(call object,plain,$(addprefix $(SOURCE)/program/,reader.c repeats.c text.c problem.c kind_names.c) fuzz/protocol_fuzzer.c)

BYTES_FILES = $(addprefix $(SOURCE)/os/,bytes.c reports.c domains.c system.c arena_memory.c arena_map.c raw_blocks.c)
BLOCKS_OBJECTS = $(call object,covered,$(CORE_FILES) $(BYTES_FILES) fuzz/blocks_program.c) \
  $(call object,plain,$(SOURCE)/program/malloc_stats.c $(SOURCE)/program/text.c fuzz/blocks_oracle.c fuzz/counts.c fuzz/blocks_fuzzer.c)

all: $(OUT)/heap_fuzzer $(OUT)/events_fuzzer $(OUT)/reader_fuzzer $(OUT)/protocol_fuzzer $(OUT)/blocks_fuzzer tools
tools: $(TOOLS)/heapproof-small $(TOOLS)/heap_print $(TOOLS)/events_print
.PHONY: all tools

$(OUT)/heap_fuzzer: $(HEAP_OBJECTS)
	$(LINK) -o $@ $^

$(OUT)/events_fuzzer: $(EVENTS_OBJECTS)
	$(LINK) -o $@ $^

$(OUT)/reader_fuzzer: $(READER_OBJECTS)
	$(LINK) -o $@ $^

$(OUT)/protocol_fuzzer: $(PROTOCOL_OBJECTS)
	$(LINK) -o $@ $^

$(OUT)/blocks_fuzzer: $(BLOCKS_OBJECTS)
	$(LINK) -o $@ $^

$(OUT)/covered/%.o: %.c
	@mkdir -p $(@D)
	$(COVERED) -c -o $@ $<

$(OUT)/plain/%.o: %.c
	@mkdir -p $(@D)
	$(PLAIN) -c -o $@ $<

# The command with the capacities of the fuzz targets, which reproduces their findings; and input to program.
COMMAND_FILES = $(wildcard $(addprefix $(SOURCE)/,core/*.c oracle/*.c model/*.c program/*.c os/*.c cli/*.c))
PRINT_FILES = $(CORE_FILES) $(ORACLE_FILES) $(SOURCE)/program/kind_names.c \
  fuzz/decode.c fuzz/perform.c fuzz/statements.c fuzz/programs.c fuzz/print.c

$(TOOLS)/heapproof-small: $(call object,small,$(COMMAND_FILES))
	$(CC) -o $@ $^

$(TOOLS)/heap_print: $(call object,small,$(PRINT_FILES))
	$(CC) -o $@ $^

$(TOOLS)/events_print: $(call object,small,$(CORE_FILES) $(ORACLE_FILES) $(PROGRAM_FILES) $(addprefix fuzz/,event_statements.c event_programs.c events_print.c))
	$(CC) -o $@ $^

$(OUT)/small/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -c -o $@ $<

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)

# One file of core replaced by $(FAULTY)/NAME.c: the fuzz target and the command, linked with everything else as it is.
FAULTY = build/fuzz/faults/none
FAULTY_FILE = src/core/none.c
but_faulty = $(filter-out %/$(FAULTY_FILE:.c=.o),$(1))
fault: $(call but_faulty,$(HEAP_OBJECTS)) $(call but_faulty,$(call object,small,$(COMMAND_FILES)))
	$(COVERED) -c -o $(FAULTY)/covered.o $(FAULTY)/$(notdir $(FAULTY_FILE))
	$(LINK) -o $(FAULTY)/heap_fuzzer $(FAULTY)/covered.o $(call but_faulty,$(HEAP_OBJECTS))
	$(CC) $(FLAGS) -c -o $(FAULTY)/small.o $(FAULTY)/$(notdir $(FAULTY_FILE))
	$(CC) -o $(FAULTY)/heapproof-small $(FAULTY)/small.o $(call but_faulty,$(call object,small,$(COMMAND_FILES)))
fault-blocks: $(call but_faulty,$(BLOCKS_OBJECTS))
	$(COVERED) -iquote $(SOURCE)/os -c -o $(FAULTY)/covered.o $(FAULTY)/$(notdir $(FAULTY_FILE))
	$(LINK) -o $(FAULTY)/blocks_fuzzer $(FAULTY)/covered.o $(call but_faulty,$(BLOCKS_OBJECTS))
.PHONY: fault fault-blocks
