"""Seeded faults put into copies of one file of the core, and the targets built with them."""
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "proofs"))
from records import BadData, read_records  # noqa: E402

KEYS = {"fault": True, "file": True, "old": True, "new": True, "runs": True, "target": False}


def faults():
    return read_records(os.path.join(ROOT, "fuzz", "faults"), KEYS)


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


def build(fault, goal="fault"):
    """Plants the fault and builds `goal` of fuzz/build.mk with it; returns the folder."""
    folder = plant(fault)
    make(goal, f"FAULTY={folder}", f"FAULTY_FILE={fault['file']}", f"FAULTY_TARGET={fault.get('target', 'graph')}")
    return folder
