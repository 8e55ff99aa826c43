# Builds of the fuzz targets: make -f fuzz/build.mk BUILD_AS=... from the top of the repository.
#
#   libfuzzer       libFuzzer with ASan and UBSan         libfuzzer-fast   the same without sanitizers
#   aflpp           AFL++ with ASan and UBSan             aflpp-fast       the same without sanitizers
#   replay          no engine: runs files, under ASan and UBSan;    replay-fast: without sanitizers
#   oss-fuzz        CC, CXX, CFLAGS, CXXFLAGS and LIB_FUZZING_ENGINE of the environment decide (fuzz/oss-fuzz/build.sh)
#   coverage        no engine; clang 19 counts lines, branches and conditions of the core (fuzz/coverage)
#
# Every limit is small (HEAP_SMALL).  Only what is to be explored reports coverage to the engine: the core and the
# decoder, or the reader and the interpreter; the oracle, the auditor and the driver do not, which makes an execution several times
# cheaper.  What holds the state of a run has its storage in sections of its own (fuzz/sections.h).
BUILD_AS = libfuzzer
OUT = build/fuzz/$(BUILD_AS)
SOURCE = src
CORE = $(SOURCE)/core

SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=undefined
LTO = -O3
INCLUDES = -iquote spec -iquote $(SOURCE) -iquote $(CORE) -iquote fuzz
FLAGS = -std=gnu11 -O2 -g -DHEAP_SMALL -Wall -Wextra $(INCLUDES) -MMD -MP
EDGES = -fsanitize-coverage=inline-8bit-counters,pc-table

ifeq ($(BUILD_AS),libfuzzer)
PLAIN = clang $(FLAGS) $(SANITIZERS)
COVERED = $(PLAIN) $(EDGES)
LINK = clang $(SANITIZERS) -fsanitize=fuzzer
MUTATOR = fuzz/mutator_libfuzzer.c
else ifeq ($(BUILD_AS),libfuzzer-fast)
PLAIN = clang $(FLAGS) $(LTO)
COVERED = $(PLAIN) $(EDGES)
LINK = clang $(LTO) -fsanitize=fuzzer
MUTATOR = fuzz/mutator_libfuzzer.c
else ifeq ($(BUILD_AS),aflpp)
AFL = AFL_QUIET=1 AFL_USE_ASAN=1 AFL_USE_UBSAN=1 afl-clang-fast
PLAIN = clang $(FLAGS) $(SANITIZERS)
COVERED = $(AFL) $(FLAGS)
LINK = $(AFL) -fsanitize=fuzzer
else ifeq ($(BUILD_AS),aflpp-fast)
AFL = AFL_QUIET=1 afl-clang-fast
PLAIN = clang $(FLAGS)
COVERED = $(AFL) $(FLAGS)
LINK = $(AFL) -fsanitize=fuzzer
else ifeq ($(BUILD_AS),replay-fast)
PLAIN = clang $(FLAGS) $(LTO)
COVERED = $(PLAIN)
LINK = clang
DRIVER = fuzz/replay.c
else ifeq ($(BUILD_AS),oss-fuzz)
PLAIN = $(CC) -std=gnu11 -DHEAP_SMALL $(INCLUDES) -MMD -MP $(CFLAGS)
COVERED = $(PLAIN)
LINK = $(CXX) $(CXXFLAGS)
LIBRARIES = $(LIB_FUZZING_ENGINE)
MUTATOR = $(if $(filter libfuzzer,$(FUZZING_ENGINE)),fuzz/mutator_libfuzzer.c)
else ifeq ($(BUILD_AS),coverage)
COUNTERS = -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc
PLAIN = clang-19 $(FLAGS) -O1
COVERED = $(PLAIN) $(COUNTERS)
LINK = clang-19 $(COUNTERS)
DRIVER = fuzz/replay.c
else
PLAIN = clang $(FLAGS) $(SANITIZERS)
COVERED = $(PLAIN)
LINK = clang $(SANITIZERS)
DRIVER = fuzz/replay.c
endif

AUDIT_FILES = $(if $(filter coverage,$(BUILD_AS)),,$(wildcard $(CORE)/audit*.c))
CORE_FILES = $(filter-out $(AUDIT_FILES),$(wildcard $(CORE)/*.c))
ORACLE_FILES = $(AUDIT_FILES) $(wildcard $(SOURCE)/oracle/*.c) $(SOURCE)/program/driver.c $(SOURCE)/program/audit_names.c
PROGRAM_FILES = $(filter-out $(SOURCE)/program/driver.c $(SOURCE)/program/audit_names.c,$(wildcard $(SOURCE)/program/*.c $(SOURCE)/os/*.c))
BYTES_FILES = $(addprefix fuzz/,codes.c decode.c cluster.c ending.c perform.c)
STATEMENT_FILES = $(addprefix fuzz/,statements.c statements_in_c.c byte_programs.c encode.c encode_words.c random_bytes.c)
HARNESS_FILES = $(addprefix fuzz/,figures.c components.c fresh.c)

object = $(patsubst %.c,$(OUT)/$(1)/%.o,$(2))
GRAPH_OBJECTS = $(call object,covered-state,$(CORE_FILES) $(BYTES_FILES)) $(call object,plain-state,$(ORACLE_FILES)) \
  $(call object,plain,$(SOURCE)/program/kind_names.c fuzz/byte_programs.c fuzz/statements.c $(HARNESS_FILES) \
    fuzz/graph_fuzzer.c $(DRIVER) $(if $(MUTATOR),fuzz/mutate.c fuzz/random_bytes.c $(MUTATOR)))
READER_OBJECTS = $(call object,covered,$(PROGRAM_FILES)) \
  $(call object,plain,$(CORE_FILES) $(ORACLE_FILES) fuzz/reader_fuzzer.c $(DRIVER))

PROTOCOL_FILES = $(addprefix $(SOURCE)/program/,protocol.c promises.c canonical.c lines.c json.c scanner.c) $(SOURCE)/os/incoming.c
PROTOCOL_OBJECTS = $(call object,covered,$(PROTOCOL_FILES)) \
  $(call object,plain,$(addprefix $(SOURCE)/program/,reader.c repeats.c text.c problem.c kind_names.c) fuzz/protocol_fuzzer.c $(DRIVER))

TARGETS = graph reader protocol
all: $(TARGETS:%=$(OUT)/%_fuzzer) tools
tools: build/fuzz/heapproof-small build/fuzz/shrink build/fuzz/mutator.so
.PHONY: all tools

$(OUT)/graph_fuzzer: $(GRAPH_OBJECTS)
	$(LINK) -o $@ $^ $(LIBRARIES)

$(OUT)/reader_fuzzer: $(READER_OBJECTS)
	$(LINK) -o $@ $^ $(LIBRARIES)

$(OUT)/protocol_fuzzer: $(PROTOCOL_OBJECTS)
	$(LINK) -o $@ $^ $(LIBRARIES)

$(OUT)/empty_fuzzer: $(call object,covered,fuzz/empty_fuzzer.c) $(call object,plain,$(DRIVER))
	$(LINK) -o $@ $^ $(LIBRARIES)

$(OUT)/covered-state/%.o: %.c fuzz/sections.h
	@mkdir -p $(@D)
	$(COVERED) -include fuzz/sections.h -c -o $@ $<

$(OUT)/plain-state/%.o: %.c fuzz/sections.h
	@mkdir -p $(@D)
	$(PLAIN) -include fuzz/sections.h -c -o $@ $<

$(OUT)/covered/%.o: %.c
	@mkdir -p $(@D)
	$(COVERED) -c -o $@ $<

$(OUT)/plain/%.o: %.c
	@mkdir -p $(@D)
	$(PLAIN) -c -o $@ $<

# For coverage: the command and the unit tests, with the same objects of the core.
COUNTED_OBJECTS = $(call object,covered-state,$(CORE_FILES))
$(OUT)/heapproof: $(COUNTED_OBJECTS) $(call object,plain,$(ORACLE_FILES) $(PROGRAM_FILES) $(wildcard $(SOURCE)/cli/*.c) $(BYTES_FILES) $(STATEMENT_FILES))
	$(LINK) -o $@ $^

$(OUT)/unit/%: tests/unit/%.c $(COUNTED_OBJECTS) $(call object,plain,$(ORACLE_FILES) $(SOURCE)/program/kind_names.c)
	@mkdir -p $(@D)
	$(PLAIN) $(COUNTERS) -o $@ $^ -lcmocka

units: $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(wildcard tests/unit/*.c))
.PHONY: units

# The command with the capacities of the fuzz targets, which reproduces their findings; what makes findings small; and
# the mutator as AFL++ loads it.  Any C compiler will do.
TOOLS = build/fuzz/tools
tool_object = $(patsubst %.c,$(TOOLS)/%.o,$(1))
COMMAND_FILES = $(CORE_FILES) $(ORACLE_FILES) $(PROGRAM_FILES) $(wildcard $(SOURCE)/cli/*.c) $(BYTES_FILES) $(STATEMENT_FILES)
SHRINK_FILES = $(CORE_FILES) $(ORACLE_FILES) $(SOURCE)/program/kind_names.c $(BYTES_FILES) $(STATEMENT_FILES) \
  $(addprefix fuzz/,shrink.c shrink_bytes.c states.c)
SHRINK_LIBRARY = $(addprefix $(SOURCE)/program/,canonical.c lines.c text.c reader.c repeats.c problem.c scanner.c json.c)

build/fuzz/heapproof-small: $(call tool_object,$(COMMAND_FILES))
	$(CC) -o $@ $^

build/fuzz/shrink: $(call tool_object,$(SHRINK_FILES) $(SHRINK_LIBRARY))
	$(CC) -o $@ $^

MUTATOR_FILES = $(addprefix fuzz/,mutator_aflpp.c mutate.c random_bytes.c codes.c)
build/fuzz/mutator.so: $(MUTATOR_FILES) $(wildcard fuzz/*.h)
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -fPIC -shared -o $@ $(MUTATOR_FILES)

$(TOOLS)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -c -o $@ $<

-include $(shell find $(OUT) $(TOOLS) -name '*.d' 2>/dev/null)

# One file of core replaced by $(FAULTY)/NAME.c: the fuzz target and the tools, linked with everything else as it is.
FAULTY = build/fuzz/faults/none
FAULTY_FILE = src/core/none.c
but_faulty = $(filter-out %/$(FAULTY_FILE:.c=.o),$(1))
fault: fault-tools $(call but_faulty,$(GRAPH_OBJECTS))
	$(COVERED) -include fuzz/sections.h -c -o $(FAULTY)/covered.o $(FAULTY)/$(notdir $(FAULTY_FILE))
	$(LINK) -o $(FAULTY)/graph_fuzzer $(FAULTY)/covered.o $(call but_faulty,$(GRAPH_OBJECTS))

fault-tools: $(call but_faulty,$(call tool_object,$(COMMAND_FILES) $(SHRINK_FILES) $(SHRINK_LIBRARY)))
	$(CC) $(FLAGS) -c -o $(FAULTY)/small.o $(FAULTY)/$(notdir $(FAULTY_FILE))
	$(CC) -o $(FAULTY)/heapproof-small $(FAULTY)/small.o $(call but_faulty,$(call tool_object,$(COMMAND_FILES)))
	$(CC) -o $(FAULTY)/shrink $(FAULTY)/small.o $(call but_faulty,$(call tool_object,$(SHRINK_FILES) $(SHRINK_LIBRARY)))
.PHONY: fault fault-tools
