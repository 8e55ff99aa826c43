"""Seeded faults put into copies of one file of the core, and the targets built with them."""
import glob
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "proofs"))
from records import BadData, read_records, with_fault  # noqa: E402

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


def use_again(header, folder, build_as):
    """The usual build's objects that do not include the header, as objects of the sources in the folder."""
    usual = f"build/fuzz/{build_as}"
    for path in glob.glob(f"{usual}/*/**/*.o", recursive=True):
        with open(path[:-1] + "d", encoding="utf-8") as file:
            if re.search(rf"\b{re.escape(header)}\b", file.read()):
                continue
        kind, source = path[len(usual) + 1:].split("/", 1)
        copy = os.path.join(folder, build_as, kind, os.path.join(folder, source) if source.startswith("src/") else source)
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copyfile(path, copy)


def build(fault, *goals, build_as="libfuzzer"):
    """Builds goals of fuzz/build.mk with the fault, which is planted; returns the folder."""
    folder, target = os.path.join("build/fuzz/faults", fault["fault"]), fault["target"]
    if not is_header(fault):
        make(*goals, f"BUILD_AS={build_as}", f"FAULTY={folder}", f"FAULTY_FILE={fault['file']}", f"FAULTY_TARGET={target}")
    elif goals == ("fault-target",):  # what includes it is built again
        make(f"build/fuzz/{build_as}/{target}_fuzzer", f"BUILD_AS={build_as}")
        use_again(fault["file"], folder, build_as)
        make(f"{folder}/{build_as}/{target}_fuzzer", f"BUILD_AS={build_as}", f"SOURCE={folder}/src", f"OUT={folder}/{build_as}")
    else:
        raise BadData(f"{fault['fault']}: {fault['file']} is a header: it can be planted for the target `blocks`, which needs no tools")
    return folder
