#!/usr/bin/env python3
"""The gates of the proofs, each answering one question about the sources; any answer but "nothing" is a failure.

  listed      is every C function of src/core and src/oracle in proofs/targets, under the file it is defined in?
  bodies      has every contract a body (ghost lemma functions too), and is every such function in the targets?
  assumed     is anything assumed: an admit, an axiom, a lemma that no run proves, code the proof does not see?
  apart       does core use core alone, and the oracle itself alone: no libc, no shared code or state?
  results     are the committed figures and the README's table those of the targets?

Each is a function of a root folder, so that tests/gates can try it on known-bad input.
"""
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from records import ROOT, BadData, read_targets
from results import differences, read_results
from wp import INCLUDES, WHY3_CONFIG

PROVED_FOLDERS = ("src/core", "src/oracle")
ANNOTATED_FOLDERS = PROVED_FOLDERS + ("spec/acsl", "proofs/lemmas", "proofs/laws")

# What an annotation may not say, and why.
FORBIDDEN = [
    (r"\badmit\b", "admitted without proof"),
    (r"\baxiom(atic)?\b", "an axiom"),
    (r"\blemma\b", "a lemma that `-wp-fct` does not prove; write a ghost lemma function"),
    (r"\b(requires|assumes)\s+(\w+\s*:\s*)?\\false\b", "can never hold"),
    (r"\bterminates\b(?!\s*(\w+\s*:)?\s*\\true\s*;)", "termination must be unconditional"),
    (r"\bexits\b(?!\s*(\w+\s*:)?\s*\\false\s*;)", "a function must not exit"),
    (r"\b(slice|loop|impact)\s+pragma\b", "a pragma"),
    (r"\bcalls\b|\binstanceof\b", "an assumption about calls"),
]
PLAIN_COMMENT = re.compile(r"/\*(?![@]).*?\*/|//[^\n@][^\n]*", re.DOTALL)
ANNOTATION = re.compile(r"/\*@.*?\*/|//@[^\n]*", re.DOTALL)
FRAMA_BLOCK = re.compile(r"^[ \t]*#[ \t]*if[^\n]*__FRAMAC__[^\n]*\n(.*?)^[ \t]*#[ \t]*endif", re.DOTALL | re.MULTILINE)
# The one place where the compiler and Frama-C may see different code, word for word, and why: a compiler's
# instruction without effect (and the attribute that keeps it), in whose stead Frama-C sees a read of the same place.
SEEN_TWICE = {"src/core/prefetch.h": """\
#if defined(__GNUC__) && !defined(__FRAMAC__)
#define PREFETCH(place) __builtin_prefetch(&(place))
#define HINT inline __attribute__((always_inline))
#else
#define PREFETCH(place) prefetch_nothing(place)
#define HINT inline
#endif
"""}
FRAMA_LINE = re.compile(r'\s*(#\s*include\s+"acsl/\w+\.acsl"|_Static_assert\(.*\);)?\s*$')


def files(root, folders, endings):
    """Paths, relative to root, of the files in the folders."""
    found = []
    for folder in folders:
        place = os.path.join(root, folder)
        for name in sorted(os.listdir(place)) if os.path.isdir(place) else []:
            if name.endswith(endings):
                found.append(f"{folder}/{name}")
    return found


def symbols(root, path, scratch):
    """(functions defined, names used but not defined) by one file: static and inline functions too."""
    made = os.path.join(scratch, path.replace("/", "_") + ".o")
    done = subprocess.run(["gcc", "-std=c11", "-O0", "-w", "-Dinline=", "-Dalways_inline=noinline",
                           "-fkeep-static-functions", "-fno-stack-protector", *INCLUDES.split(), "-x", "c", "-c", path, "-o", made],
                          cwd=root, capture_output=True, text=True)
    if done.returncode != 0:
        raise BadData(f"{path} does not compile: {done.stderr[:200]}")
    lines = subprocess.run(["nm", made], capture_output=True, text=True, check=True).stdout.splitlines()
    pairs = [line.split()[-2:] for line in lines]
    return {n for kind, n in pairs if kind in "tTwW"}, {n for kind, n in pairs if kind == "U"}


def listed(root, targets):
    sources, headers = files(root, PROVED_FOLDERS, ".c"), files(root, PROVED_FOLDERS, ".h")
    with tempfile.TemporaryDirectory() as scratch:
        in_headers = {name for path in headers for name in symbols(root, path, scratch)[0]}
        problems = [problem for path in sources
                    for problem in _unlisted(path, symbols(root, path, scratch)[0], in_headers, targets)]
    anywhere = {function for target in targets for function in target["functions"]}
    return problems + [f"{name}, of a header, is in no proof target" for name in sorted(in_headers - anywhere)]


def _unlisted(path, names, in_headers, targets):
    """Those of a file's functions that no target proves: in this file, or anywhere if a header defines them."""
    here = {function for target in targets if target["source"] == path for function in target["functions"]}
    anywhere = {function for target in targets for function in target["functions"]}
    return [f"{path}: {name} is in no proof target of this file" for name in sorted(names)
            if name not in here and not (name in in_headers and name in anywhere)]


def bodies(root, targets):
    sources = files(root, PROVED_FOLDERS + ("proofs/lemmas", "proofs/laws"), ".c")
    with tempfile.TemporaryDirectory() as scratch:
        in_headers = {name for path in files(root, PROVED_FOLDERS, ".h") for name in symbols(root, path, scratch)[0]}
    together = _frama_c_sees(root, sources)
    problems = [f"{name}: a contract without a body" for name in together["Specified-only functions"]]
    problems += [f"{name}: neither contract nor body" for name in together["Undefined and unspecified functions"]]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        defined = dict(zip(sources, pool.map(lambda path: _frama_c_sees(root, [path])["Defined functions"], sources)))
    for path, names in defined.items():
        problems += _unlisted(path, names, in_headers, targets)
    for target in targets:
        absent = sorted(set(target["functions"]) - set(defined.get(target["source"], ())))
        problems += [f"proofs/targets: {target['source']} does not define {name}" for name in absent]
    return problems if any(defined.values()) else ["frama-c sees no function"]


def _frama_c_sees(root, sources):
    """The functions that Frama-C sees, ghost ones too: title of its list -> names."""
    done = subprocess.run(["frama-c", f"-cpp-extra-args={INCLUDES}", "-pp-annot", *sources, "-metrics"], cwd=root,
                          env=dict(os.environ, WHY3CONFIG=WHY3_CONFIG, PWD=root), capture_output=True, text=True)
    if done.returncode != 0:
        raise BadData(f"frama-c does not accept {' '.join(sources)[:80]}: {done.stdout[-400:]}")
    lists = re.findall(r"(\w[\w -]* functions) \(\d+\)\n\s*=+\n(.*?)\n\s*\n", done.stdout, re.DOTALL)
    return {title: re.findall(r"(\w+) \(", names) for title, names in lists}


def assumed(root, _targets):
    problems = []
    for path in files(root, ANNOTATED_FOLDERS, (".c", ".h", ".acsl")):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            text = PLAIN_COMMENT.sub(lambda match: "\n" * match[0].count("\n"), file.read())
        for annotation in ANNOTATION.finditer(text):
            for pattern, why in FORBIDDEN:
                for found in re.finditer(pattern, annotation[0]):
                    line = text.count("\n", 0, annotation.start() + found.start()) + 1
                    problems.append(f"{path}:{line}: `{found[0].strip()}`: {why}")
        text = text.replace(SEEN_TWICE.get(path, "\0"), "")
        for block in FRAMA_BLOCK.finditer(text):
            if not all(FRAMA_LINE.match(line) for line in block[1].split("\n")):
                problems.append(f"{path}: code that Frama-C and the compiler see differently")
        if text.count("__FRAMAC__") != len(FRAMA_BLOCK.findall(text)):
            problems.append(f"{path}: __FRAMAC__ is used for more than #ifdef and #ifndef")
    return problems


def apart(root, _targets):
    problems = []
    with tempfile.TemporaryDirectory() as scratch:
        for folder in PROVED_FOLDERS:
            made = {path: os.path.join(scratch, path.replace("/", "_") + ".o") for path in files(root, [folder], ".c")}
            used, defined = {}, set()
            for path in made:
                for name in symbols(root, path, scratch)[1]:
                    used.setdefault(name, path)
                lines = subprocess.run(["nm", made[path]], capture_output=True, text=True, check=True).stdout
                defined |= {line.split()[2] for line in lines.splitlines() if len(line.split()) == 3}
            problems += [f"{path}: uses {name}, which is not of {folder}" for name, path in sorted(used.items())
                         if name not in defined and not name.startswith("_GLOBAL_OFFSET_TABLE_")]
    return problems


def results(root, targets):
    readme = os.path.join(root, "README.md")
    text = open(readme, encoding="utf-8").read() if os.path.exists(readme) else ""
    return differences(targets, read_results(os.path.join(root, "proofs", "results.json")), text)


GATES = (listed, bodies, assumed, apart, results)


def main():
    passed = failed = 0
    try:
        targets = read_targets()
    except BadData as problem:
        print(problem)
        return 1
    for gate in GATES:
        try:
            problems = gate(ROOT, targets)
        except BadData as problem:
            problems = [str(problem)]
        for problem in problems:
            print(f"gate {gate.__name__}: {problem}")
        passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
