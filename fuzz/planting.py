"""Seeded faults put into copies of one file of the core, and the targets built with them."""
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "proofs"))
from records import BadData, read_records  # noqa: E402

FAULTS = os.path.join(ROOT, "fuzz", "museum", "faults")
KEYS = {"fault": True, "origin": True, "reference": False, "file": True, "old": True, "new": True, "target": True,
        "runs": True, "seed": False, "sample": False}


def faults(path=FAULTS):
    read = read_records(path, KEYS)
    names = [fault["fault"] for fault in read]
    if not names or len(names) != len(set(names)):
        raise BadData(f"{path}: no fault, or one named twice")
    return read


def make(*arguments):
    command = ["make", "-s", "-f", "fuzz/build.mk", f"-j{os.cpu_count()}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise BadData("does not build:\n" + (done.stdout + done.stderr)[-2000:])


def plant(fault):
    """The faulty copy of the file, and nothing else, in a folder of the fault's own."""
    folder = os.path.join("build/fuzz/faults", fault["fault"])
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(fault["file"], encoding="utf-8") as file:
        text = file.read()
    code = re.sub(r"/\*.*?\*/", lambda comment: " " * len(comment[0]), text, flags=re.DOTALL)
    if code.count(fault["old"]) != 1:
        raise BadData(f"`{fault['old']}` stands {code.count(fault['old'])} times in {fault['file']}")
    at = code.index(fault["old"])
    with open(os.path.join(folder, os.path.basename(fault["file"])), "w", encoding="utf-8") as file:
        file.write(text[:at] + fault["new"] + text[at + len(fault["old"]):])
    return folder


def build(fault, *goals, build_as="libfuzzer"):
    """Builds goals of fuzz/build.mk with the fault, which is planted; returns the folder."""
    folder = os.path.join("build/fuzz/faults", fault["fault"])
    make(*goals, f"BUILD_AS={build_as}", f"FAULTY={folder}", f"FAULTY_FILE={fault['file']}", f"FAULTY_TARGET={fault['target']}")
    return folder
