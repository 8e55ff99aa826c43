"""Runs Frama-C/WP on one function, or on several short ones of a module, and judges what came out.

Three outputs of the same run must agree: the log, the goals by function (JSON), and the final status of every
property (CSV). Whatever is not plainly proved is a problem; so is any warning, because WP warns when it leaves
something out or assumes something.
"""
import csv
import json
import os
import re
import signal
import subprocess
import time

from records import ROOT

BUILD = os.path.join(ROOT, "build", "proofs")
WHY3_CONFIG = os.path.join(ROOT, "build", "why3.conf")
INCLUDES = "-Ispec -Isrc -Isrc/core"
RUN_LIMIT = 1200  # seconds; a run this long is a hang
# WP's search for branches that cannot be taken is most of its time where branches join, and proves nothing more.
SIMPLIFIER = "-wp-no-pruning"
# Nearly every goal is easy: one prover takes it within FIRST_TIMEOUT seconds, without WP's search for ground facts.
# What is left goes to both provers, with all of WP's simplifications and the whole time. In such a second pass terms stand
# in another order, which can be a prover's bad luck: a function that is not proved so gets one pass in which all goals
# go to both.
FIRST_PROVER, FIRST_TIMEOUT, PROVERS = "cvc4", 1, "z3,cvc4"
# Frama-C allocates much and frees little: it collects its own garbage less often so.
OCAML = "s=8M,o=400"
# Kinds of property that every contract must have, so that nothing is left to a default.
CONTRACT_KINDS = {"termination clause": "terminates", "assigns clause": "assigns"}
# A smoke run leaves out most goals, but some of each function, else WP passes over it.
LEAVE_OUT = "-wp-prop=-@ensures,-@requires,-@assert,-@invariant,-@variant"
PROVED = {"Valid", "Partially proven"}  # the latter: valid, given contracts of functions that are proved elsewhere
GOAL = re.compile(r"^\[wp\] \[(?P<verdict>[^\]]*)\] (?P<sort>Goal|Smoke-test) (?P<name>\S+)(?P<rest>.*)$")
SUMMARY = re.compile(r"^\[wp\] Proved goals: +(\d+) / (\d+)$", re.MULTILINE)
SECONDS = re.compile(r"\((?:Qed:)?([0-9.]+)(ms|s|m)?\)")


def require_provers():
    """A Why3 configuration of the project's own, so that nobody's home is touched. Returns a complaint or None."""
    os.makedirs(BUILD, exist_ok=True)
    known = os.path.exists(WHY3_CONFIG) and open(WHY3_CONFIG, encoding="utf-8").read()
    if not known or not all(f'name = "{prover}"' in known for prover in ("Z3", "CVC4")):
        if os.path.exists(WHY3_CONFIG):
            os.remove(WHY3_CONFIG)
        subprocess.run(["why3", "config", "detect"], env=_environment(), cwd=ROOT, check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        known = os.path.exists(WHY3_CONFIG) and open(WHY3_CONFIG, encoding="utf-8").read()
    for prover in ("Z3", "CVC4"):
        if not known or f'name = "{prover}"' not in known:
            return f"prover {prover} not found by `why3 config detect`"
    return None


def _environment(folder=ROOT):
    """Frama-C resolves file names against $PWD, so that must be the folder it runs in."""
    return dict(os.environ, WHY3CONFIG=WHY3_CONFIG, OCAMLRUNPARAM=OCAML, PWD=folder)


class Run:
    """Functions of one source, proved once. After `start`: `problems`, `failed` (the functions that have some), `goals_of`,
    `smoke`, `seconds`, `slowest`."""

    def __init__(self, module, source, functions, timeout, smoke=False, cache=False, root=ROOT, out=BUILD):
        self.module, self.source, self.functions, self.timeout = module, source, functions, timeout
        self.smoke_tests, self.cache, self.root, self.out = smoke, cache, root, out
        self.base = os.path.join(out, "smoke" if smoke else "goals", f"{module}.{'+'.join(functions)}"[:200])
        self.problems, self.failed, self.goals_of, self.smoke, self.seconds, self.slowest = [], [], {}, 0, 0.0, 0.0

    @property
    def goals(self):
        return sum(self.goals_of.values())

    def command(self, in_one_pass):
        words = ["frama-c", f"-cpp-extra-args={INCLUDES}", "-pp-annot", self.source,
                 "-wp-rte", "-warn-unsigned-overflow", "-warn-unsigned-downcast", SIMPLIFIER, "-wp-par", "2"]
        words += ["-wp-cache", "update", "-wp-cache-dir", os.path.join(BUILD, "cache")] if self.cache else ["-wp-cache", "none"]
        if self.smoke_tests:
            words += ["-wp-smoke-tests", "-wp-smoke-timeout", "1", LEAVE_OUT, *self.stage(PROVERS, 1)]
        elif in_one_pass:
            words += self.stage(PROVERS, self.timeout)
        else:
            words += ["-wp-no-ground", *self.stage(FIRST_PROVER, FIRST_TIMEOUT),
                      "-then", "-wp-ground", *self.stage(PROVERS, self.timeout)]
        return words + ["-then", "-report-csv", self.base + ".csv"]

    def stage(self, provers, timeout):
        """One pass over what is not proved yet; the report is of all passes so far."""
        return ["-wp", "-wp-fct", ",".join(self.functions), "-wp-prover", provers, "-wp-timeout", str(timeout),
                "-wp-report-json", self.base + ".json"]

    def start(self):
        self.attempt(False)
        if self.problems and not self.smoke_tests:
            self.problems = []
            if len(self.functions) > 1:
                self.start_each()
            else:
                self.attempt(True)
        if self.problems and not self.failed:
            self.failed = self.functions
        return self

    def start_each(self):
        """Not all were proved together: each for itself, which also says of which one a problem is."""
        for function in self.functions:
            run = Run(self.module, self.source, [function], self.timeout, False, self.cache, self.root, self.out).start()
            self.problems += [f"{function}: {problem}" for problem in run.problems]
            self.failed += run.failed
            self.goals_of.update(run.goals_of)
            self.seconds += run.seconds
            self.slowest = max(self.slowest, run.slowest)

    def attempt(self, in_one_pass):
        os.makedirs(os.path.dirname(self.base), exist_ok=True)
        for ending in (".json", ".csv", ".log"):
            if os.path.exists(self.base + ending):
                os.remove(self.base + ending)
        begun = time.monotonic()
        with open(self.base + ".log", "w", encoding="utf-8") as log:
            process = subprocess.Popen(self.command(in_one_pass), cwd=self.root, env=_environment(self.root), stdin=subprocess.DEVNULL,
                                       stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
            try:
                status = process.wait(RUN_LIMIT)
            except subprocess.TimeoutExpired:
                status = f"no end after {RUN_LIMIT} s"
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
        self.seconds += time.monotonic() - begun
        self.judge(status)

    def judge(self, status):
        log = _read(self.base + ".log")
        if status != 0:
            self.problems.append(f"frama-c: exit status {status}")
        self.problems += complaints(log)
        self.slowest = slowest(log)
        if self.smoke_tests:
            self.smoke, failed = smoke_tests(log)
            self.problems += failed
            if self.smoke == 0 and not _goals_of(log)[0]:
                self.problems.append("WP passed over it: neither a smoke test nor a goal")
            return
        self.goals_of, problems = goals(_read(self.base + ".json"), log, self.functions)
        self.problems += problems
        for function in self.functions:
            self.problems += properties(_read(self.base + ".csv"), function)


def _read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def complaints(log):
    """Warnings and errors of the log, the next line added where it holds the message.

    That a pass has no goal is right when the pass before it has proved every one."""
    found, lines, nothing_left = [], log.splitlines(), False
    for number, line in enumerate(lines):
        if summary := SUMMARY.match(line):
            nothing_left = summary[1] == summary[2] != "0"
        if nothing_left and line == "[wp] Warning: No goal generated":
            continue
        if re.match(r"^\[[\w:-]+\].*\b(Warning|Error|Failure|aborted)\b", line) and "smoke-test" not in line:
            more = lines[number + 1].strip() if line.rstrip().endswith(":") and number + 1 < len(lines) else ""
            found.append(f"{line.strip()} {more}".strip())
    return found


def _goals_of(log):
    """Goal -> True when some prover found it valid."""
    valid, rests = {}, {}
    for line in log.splitlines():
        match = GOAL.match(line)
        if match and match["sort"] == "Goal" and match["verdict"] != "CFG":
            name = match["name"]
            valid[name] = valid.get(name, False) or ": Valid" in match["rest"]
            rests[name] = f"[{match['verdict']}]{match['rest']}"
    return valid, rests


def goals(report, log, functions):
    """(number of goals of each function, problems) from the JSON report, checked against the log."""
    try:
        reported = json.loads(report)["wp:functions"]
        sections = {function: reported[function]["wp:section"]["wp:main"] for function in functions}
    except (ValueError, KeyError, TypeError):
        return {}, ["no goals: WP reported nothing for this function"]
    count = {function: section.get("total", 0) for function, section in sections.items()}
    proved = sum(section.get("valid", 0) for section in sections.values())
    total, (valid, rests) = sum(count.values()), _goals_of(log)
    problems = [f"not proved: {name} {rests[name]}" for name in valid if not valid[name]]
    if set(reported) != set(functions):
        problems.append(f"WP reported on {', '.join(sorted(reported))}")
    if min(count.values()) <= 0:
        problems.append("0 goals")
    elif proved != total:
        problems.append(f"{proved} of {total} goals proved")
    # The log also counts what WP saw from the control flow alone; the report does not.
    from_flow = set(re.findall(r"^\[wp\] \[CFG\] Goal (\S+) : Valid", log, re.MULTILINE))
    for name in from_flow:
        owner = max((function for function in functions if name.startswith(function + "_")), key=len, default=None)
        if owner is None:
            problems.append(f"a goal of none of these functions: {name}")
        else:
            count[owner] += 1
    summaries = SUMMARY.findall(log)
    if not summaries or summaries[0][1] != str(total + len(from_flow)) or summaries[-1][0] != summaries[-1][1]:
        problems.append(f"log and report disagree: {summaries} against {total} and {len(from_flow)} goals")
    return count, problems


def properties(table, function):
    """Problems from the final status of each property of the function."""
    rows = [row for row in csv.DictReader(table.splitlines(), delimiter="\t") if row.get("function") == function]
    problems = []
    for row in rows:
        if row["property kind"] != "precondition" and row["status"] not in PROVED:
            problems.append(f"{row['file']}:{row['line']}: {row['property kind']} {row['status']}: {row['property']}")
    kinds = {row["property kind"] for row in rows}
    problems += [f"contract without `{name}`" for kind, name in CONTRACT_KINDS.items() if kind not in kinds]
    exits = any(row["property kind"] == "postcondition" and row["property"] == "\\false" for row in rows)
    return problems if exits else problems + ["contract without `exits \\false`"]


def smoke_tests(log):
    """(number of smoke tests, those that failed: what they stand on can never hold).

    WP makes one for each precondition, loop and branch: straight code without precondition has none."""
    passed, failed = set(), set()
    for line in log.splitlines():
        match = GOAL.match(line)
        if match and match["sort"] == "Smoke-test":
            (passed if match["verdict"] == "Passed" else failed).add(match["name"])
    return len(passed | failed), [f"vacuous: {name}" for name in sorted(failed)]


def slowest(log):
    """The longest time that any one prover took for a goal."""
    longest = 0.0
    for line in log.splitlines():
        match = GOAL.match(line)
        if match and match["sort"] == "Goal":
            for number, unit in SECONDS.findall(match["rest"]):
                if unit:
                    longest = max(longest, float(number) * {"ms": 0.001, "s": 1.0, "m": 60.0}[unit])
    return longest
