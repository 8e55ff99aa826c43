"""Seeded faults put into copies of one file of the core, and the targets built with them."""
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "proofs"))
from records import BadData, read_records, with_fault  # noqa: E402

KEYS = {"fault": True, "file": True, "old": True, "new": True, "runs": True, "target": False}


def faults():
    return read_records(os.path.join(ROOT, "fuzz", "faults"), KEYS)


def make(*arguments):
    command = ["make", "-s", "-f", "fuzz/build.mk", f"-j{os.cpu_count()}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise BadData("does not build:\n" + (done.stdout + done.stderr)[-2000:])


def is_header(fault):
    return fault["file"].endswith(".h")


def plant(fault):
    """The faulty copy of the file in a folder of the fault's own: alone, or, of a header, among all that may include it."""
    folder = os.path.join("build/fuzz/faults", fault["fault"])
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    path = os.path.join(folder, os.path.basename(fault["file"]))
    if is_header(fault):
        shutil.copytree("src", os.path.join(folder, "src"))
        path = os.path.join(folder, fault["file"])
    with open(path, "w", encoding="utf-8") as file:
        file.write(with_fault(fault))
    return folder


def build(fault, goal="fault"):
    """Plants the fault and builds `goal` of fuzz/build.mk with it; returns the folder."""
    folder, target = plant(fault), fault.get("target", "graph")
    if is_header(fault):  # what includes it is built again: the target, without the tools
        make(f"{folder}/{target}_fuzzer", f"SOURCE={folder}/src", f"OUT={folder}")
        return folder
    make(goal, f"FAULTY={folder}", f"FAULTY_FILE={fault['file']}", f"FAULTY_TARGET={target}")
    return folder
