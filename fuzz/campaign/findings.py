"""What a crash becomes: a small program that fails in the same way, states, a drawing, reproducers; each once."""
import os
import re
import shlex
import shutil
import subprocess

from campaign import c_program, drawing, event_streams, interpreter, python_program, requests

MOST = 40  # crashes looked at; there are rarely more than a few different ones
SECONDS_TO_MINIMIZE = 5
OTHER_EVENTS = "At the last statement heapproof has other events: they are in states.txt, beside the interpreter's.\n"
DRIVER = [f"src/program/{name}.c" for name in ("driver", "making", "living", "mirror", "audit_names", "model_comparison",
                                               "arena_watch", "taking")]


def run_alone(program, path):
    """(fails, what it says): the input by itself, in a process of its own."""
    environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=1:symbolize=1", HEAPPROOF_COMPARE="operations")
    environment.pop("HEAPPROOF_COUNTS", None)
    try:
        done = subprocess.run([program, path], capture_output=True, timeout=60, env=environment)
    except subprocess.TimeoutExpired:
        return True, "it does not end within 60 s"
    said = done.stderr.decode("utf-8", "replace")
    lines = re.findall(r"^(?:\w+_fuzzer: .*|.*runtime error: .*|==\d+==ERROR: .*|SUMMARY: .*|    #\d+ .*)$", said, re.M)
    return done.returncode != 0, "\n".join(re.sub(r"==\d+==", "", line) for line in lines[:14]).replace(os.getcwd() + "/", "")


def statements(program):
    return [line for line in program.splitlines() if line.strip() and not line.startswith(("#", "expect "))]


def read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def fold_repeats(program):
    """Three or more of the same statement in a row as a `repeat`."""
    lines, out, at = program.splitlines(), [], 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end] == lines[at]:
            end += 1
        plain = lines[at].split()[:1] not in (["call"], ["return"], ["#"])
        out += [f"repeat {end - at}", f"  {lines[at]}", "end"] if end - at > 3 and plain else lines[at:end]
        at = end
    return "\n".join(out) + "\n"


def leave_out_unused(program):
    """Without actions that nothing names, and without what was not possible."""
    kept = [line for line in program.splitlines() if not line.startswith("# not possible:")]
    while True:
        text = "\n".join(kept)
        unused = [n for n, line in enumerate(kept) if line.startswith("action ") and
                  not re.search(rf"=%s\b" % line.split()[1], re.sub(rf"(?ms)^{line}$.*?^end$", "", text))]
        if not unused:
            return text + "\n"
        del kept[unused[0]:kept.index("end", unused[0]) + 1]


def used_part(folder):
    """The program of the folder, which is left without what it does not use."""
    path = os.path.join(folder, "program.heap")
    program = fold_repeats(leave_out_unused(read(path)))
    with open(path, "w", encoding="utf-8") as file:
        file.write(program)
    return program


def checker_objects(command, path):
    """What `heapproof check`, built with the core in question, objects to in the program; empty when it does not."""
    try:
        done = subprocess.run([command, "check", *options(read(path)), path], capture_output=True, text=True, errors="replace", timeout=20)
    except subprocess.TimeoutExpired:
        return "it does not end"
    full = done.returncode == 2 and "no room for another object" in done.stderr
    if done.returncode != 1 and done.returncode >= 0 and not full:
        return ""
    difference = re.search(r"the heap differs: (.*)", done.stderr)
    return difference[1] if difference else "it crashes" if done.returncode < 0 else "it differs"


def end_of(lines, at):
    """Behind the statement that begins there, which is a whole block when it is an action or a repetition."""
    if lines[at].split()[:1] in (["action"], ["repeat"]):
        return lines.index("end", at) + 1
    return at + 1


def simpler_lines(line):
    """The statement with less to it: without one of its `key=value`, or one of its items."""
    words = line.split(" ")
    for n, word in enumerate(words):
        key, equals, value = word.partition("=")
        if equals and "," in value:
            items = value.split(",")
            for without in range(len(items)):
                yield " ".join(words[:n] + [key + "=" + ",".join(items[:without] + items[without + 1:])] + words[n + 1:])
        if equals:
            yield " ".join(words[:n] + words[n + 1:])


def simpler(lines, at):
    """What can stand instead of the statement at `at`, the simplest first."""
    end = end_of(lines, at)
    yield lines[:at] + lines[end:]
    if lines[at].startswith("repeat "):
        yield lines[:at] + [line.strip() for line in lines[at + 1:end - 1]] + lines[end:]
    for line in simpler_lines(lines[at]):
        yield lines[:at] + [line] + lines[end:]


def make_simpler(command, path):
    """Leaves out of a program of events, which the checker objects to, what it objects without, as most of the ending."""
    trial, changed = path + ".trial", True

    def still_fails(lines):
        with open(trial, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        return checker_objects(command, trial)

    lines = read(path).splitlines()
    while changed:
        changed = False
        for at in reversed(range(len(lines))):
            if at >= len(lines) or lines[at].startswith("#") or lines[at] == "end":
                continue
            better = next((other for other in simpler(lines, at) if still_fails(other)), None)
            lines, changed = (better, True) if better is not None else (lines, changed)
    if still_fails(lines):
        lines = [line for line in lines if not line.startswith("#") or line.startswith("# profile")] + ["# " + still_fails(lines)]
    with open(path, "w", encoding="utf-8") as file:
        file.write(fold_repeats("\n".join(lines) + "\n"))
    os.remove(trial)


def shrink(shrinker, target, crash, folder, command):
    """Writes the small program and all that belongs to it; how it fails in words, empty when it does not."""
    done = subprocess.run([shrinker, target, crash, folder], capture_output=True, text=True, errors="replace", timeout=600)
    path = os.path.join(folder, "program.heap")
    if done.returncode != 0 or not os.path.exists(path):
        return ""
    used_part(folder)
    if target == "events" and checker_objects(command, path):
        make_simpler(command, path)
    return done.stdout.splitlines()[0]


def minimize_bytes(campaign, crash, folder):
    """For the other targets: libFuzzer's own way, on bytes."""
    smaller = os.path.join(folder, "input")
    shutil.copy(crash, smaller)
    subprocess.run([campaign.replayer, "-minimize_crash=1", f"-max_total_time={SECONDS_TO_MINIMIZE}", "-timeout=10",
                    f"-exact_artifact_path={os.path.abspath(smaller)}.new", crash], capture_output=True)
    if os.path.exists(smaller + ".new"):
        os.replace(smaller + ".new", smaller)


def key_of(what, program):
    """Findings with the same failure and the same kinds of statements in the same order are one."""
    verbs = " ".join(line.split()[0] for line in statements(program))
    return (re.sub(r"0x[0-9a-f]+|\d+", "N", what), verbs)


def describe(campaign, folder, crash):
    """Everything that is known of one crash, from its files in the folder."""
    fails, said = run_alone(campaign.replayer, crash)
    what = ""
    if campaign.target.changes == "operations":
        what = shrink(campaign.shrinker, campaign.target.name, crash, folder, campaign.checker)
    elif campaign.target.changes in requests.FORMS:
        requests.shrink(campaign.replayer, crash, folder, requests.FORMS[campaign.target.changes])
    else:
        minimize_bytes(campaign, crash, folder)
    if campaign.target.changes == "statements":
        compare_with_interpreter(campaign.command, folder, said)
    if campaign.target.name == "reader":
        shutil.copy(os.path.join(folder, "input"), os.path.join(folder, "program.heap"))
    program = read(os.path.join(folder, "program.heap")) or read(os.path.join(folder, "requests.txt"))
    first = re.search(r"_fuzzer: (.*)|runtime error: (.*)|ERROR: (.*)", said)
    if not what or "crashes" in what:
        what = next((group for group in first.groups() if group), what) if first else what or "it failed once only"
    finding = {"what": what, "folder": folder, "reproduces_alone": fails, "said": said, "program": program,
               "statements": len(statements(program)), "times": 1, "commands": commands(campaign, folder, program)}
    if campaign.target.name == "events":
        show_states(campaign.shrinker, folder)
    painter = campaign.command if campaign.target.changes == "statements" else campaign.checker
    finding["svg"] = drawing.draw(folder) or drawing.draw_program(painter, options(program), folder)
    finding["states"] = read(os.path.join(folder, "states.txt"))
    if campaign.target.changes == "operations":
        write_reproducers(program, folder)
    if campaign.target.changes == "statements":
        write_reproducer_for_interpreter(program, folder)
    return finding


def compare_with_interpreter(command, folder, said):
    """The listed statements as a program under the interpreter's profile, as small as `heapproof compare` makes it; 0 when
    that sees no difference."""
    path, profile = os.path.join(folder, "program.heap"), re.search(r"cpython-[\d.]+", said)
    program = used_part(folder)
    with open(path, "w", encoding="utf-8") as file:
        file.write((f"# profile {profile[0]}\n" if profile else "") + program)
    return bool(profile) and interpreter.shrink(command, folder, profile[0])


def show_states(shrinker, folder):
    """Core beside model, from the program as it is now; what crashes leaves the state before."""
    try:
        subprocess.run([shrinker, "states", os.path.join(folder, "program.heap"), folder], capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        pass  # the state before is there


def write_reproducers(program, folder):
    """In C, and in Python as far as it can say it."""
    expected = event_streams.expected(drawing.load(os.path.join(folder, "before.json")), drawing.load(os.path.join(folder, "after.json")))
    write_text(folder, "reproduce.c", c_program.translate(program, command_in_c(folder)))
    write_text(folder, "reproduce.py", python_program.translate(program, expected))


def write_reproducer_for_interpreter(program, folder):
    write_text(folder, "reproduce.py", python_program.translate(program, OTHER_EVENTS))


def write_text(folder, name, text):
    if text:
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def options(program):
    """The profile that a program says it is for."""
    profile = re.match(r"# profile (\S+)", program)
    return ["--profile", profile[1]] if profile else []


def commands(campaign, folder, program):
    lines = [f"{campaign.replayer} {folder}/input"]
    if program and campaign.target.changes == "statements":
        lines.append(shlex.join(interpreter.comparison(campaign.command, f"{folder}/program.heap")))
    elif program and campaign.target.changes != "requests":
        lines.append(" ".join([campaign.checker, "check", *options(program), f"{folder}/program.heap"]))
    if campaign.target.changes == "operations":
        lines.append(command_in_c(folder))
    return lines


def command_in_c(folder):
    return (f"cc -DHEAP_SMALL -iquote spec -iquote src -iquote src/core -o build/reproduce {folder}/reproduce.c "
            f"src/core/*.c src/oracle/*.c src/model/*.c {' '.join(DRIVER)} && build/reproduce")


def collect(campaign, crashes):
    """The findings of a campaign, each in a folder of its own, duplicates folded."""
    found = {}
    for index, crash in enumerate(crashes[:MOST]):
        folder = os.path.join(campaign.findings, f"new-{index}")
        os.makedirs(folder)
        shutil.copy(crash, os.path.join(folder, "original"))
        finding = describe(campaign, folder, os.path.join(folder, "original"))
        key = key_of(finding["what"], finding["program"])
        if key in found:
            found[key]["times"] += 1
            shutil.rmtree(folder)
            continue
        name = os.path.join(campaign.findings, str(len(found) + 1))
        os.rename(folder, name)
        rewrite = {field: finding[field].replace(folder, name) for field in ("said", "program")}
        finding.update(rewrite, folder=name, commands=[c.replace(folder, name) for c in finding["commands"]])
        for file in ("reproduce.c",):
            text = read(os.path.join(name, file))
            if text:
                with open(os.path.join(name, file), "w", encoding="utf-8") as out:
                    out.write(text.replace(folder, name))
        found[key] = finding
    return list(found.values())
