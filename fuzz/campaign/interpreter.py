"""Findings of the target `cpython`: the program is made small and shown by `heapproof compare`, with the same interpreter."""
import glob
import os
import shlex
import shutil
import subprocess

PATIENCE = 600  # seconds to make one program small


def build():
    """The command of the library's capacities; the end of what was said when that fails."""
    done = subprocess.run(["make", "-s", "build/heapproof"], capture_output=True, text=True)
    return None if done.returncode == 0 else (done.stdout + done.stderr)[-3000:]


def adapter():
    return f"src/adapters/cpython --python {shlex.quote(os.environ.get('PYTHON', '/usr/bin/python3'))}"


def comparison(command, path):
    return [command, "compare", "--adapter", adapter(), path]


def shrink(command, folder, profile):
    """Replaces program.heap by what `heapproof compare` makes of it, and adds both streams as states.txt.  0 when it sees
    no difference, as in a crash: the program stays as it is."""
    path, work = os.path.join(folder, "program.heap"), os.path.join(folder, "compared")
    try:
        done = subprocess.run([*comparison(command, path), "--output", work], capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    minimal = glob.glob(os.path.join(work, "*", "minimal.heap"))
    if done.returncode == 1 and minimal:
        with open(minimal[0], encoding="utf-8") as small, open(path, "w", encoding="utf-8") as file:
            file.write(f"# profile {profile}\n{small.read()}")
        shutil.copy(os.path.join(os.path.dirname(minimal[0]), "streams.txt"), os.path.join(folder, "states.txt"))
    shutil.rmtree(work, ignore_errors=True)
    return done.returncode == 1
