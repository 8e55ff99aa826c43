"""The fuzzing engines: how a worker is started, what it says of itself, and where it leaves what it found."""
import contextlib
import glob
import os
import re
import subprocess


def build(*goals, build_as):
    """Builds goals of fuzz/build.mk; the end of what was said when that fails."""
    command = ["make", "-s", "-f", "fuzz/build.mk", f"-j{os.cpu_count()}", f"BUILD_AS={build_as}", *goals]
    done = subprocess.run(command, capture_output=True, text=True)
    return None if done.returncode == 0 else (done.stdout + done.stderr)[-3000:]


def fast(target, build_as):
    """The build of most workers: without sanitizers, where the target itself compares."""
    return build_as if target.workers == "sanitized" else f"{build_as}-fast"


def schedule(target):
    """libFuzzer's choice of the next input: where runs are short, its figures of rare features take longer than they save."""
    return ["-entropic=0"] if target.workers == "fast" else []


@contextlib.contextmanager
def one_processor(number):
    """What begins meanwhile stays on one processor.  afl-fuzz and its target wait for each other in turn, and to wake one
    another on a second processor takes them longer than most runs do."""
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {allowed[(os.getpid() + number) % len(allowed)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def program_path(build_as, target):
    return f"build/fuzz/{build_as}/{target}_fuzzer"


class Worker:
    """A process of the campaign, started again when it ends before the time is over because it found something."""
    RESTARTS = 20

    def __init__(self, campaign, number, program):
        self.campaign, self.number, self.program, self.restarts = campaign, number, program, 0
        self.log = os.path.join(campaign.work, f"log-{number}")
        self.process = None

    def start(self, seconds):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command(seconds), stdout=log, stderr=log,
                                            env=dict(os.environ, **self.environment()))

    def ended(self):
        return self.process.poll() is not None

    def stop(self):
        if not self.ended():
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def said(self):
        try:
            with open(self.log, encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return ""

    def environment(self):
        return {"HEAPPROOF_COUNTS": self.campaign.counts, "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1"}


class LibFuzzer(Worker):
    name = "libFuzzer"

    @staticmethod
    def builds(target, jobs):
        """Worker 1 is sanitized."""
        return ["libfuzzer"] + [fast(target, "libfuzzer")] * (jobs - 1)

    def command(self, seconds):
        campaign = self.campaign
        return [self.program, f"-max_total_time={seconds}", f"-max_len={campaign.target.longest}", "-len_control=0",
                f"-seed={campaign.seed + self.number + 100 * self.restarts}", "-timeout=20", "-reload=5",
                "-print_final_stats=1", "-verbosity=1", *schedule(campaign.target), f"-artifact_prefix={campaign.work}/{self.number}-",
                campaign.corpus, *campaign.seeds]

    def environment(self):
        return dict(super().environment(), ASAN_OPTIONS="detect_leaks=1:symbolize=1")

    def finished_well(self):
        return self.process.returncode == 0

    def coverage(self):
        """(edges, of all, features) as far as the log tells."""
        said = self.said()
        lines = re.findall(r"cov: (\d+) ft: (\d+)", said)
        total = re.search(r"Loaded 1 PC tables \((\d+) PCs\)", said)
        return (int(lines[-1][0]), int(total[1]) if total else 0, int(lines[-1][1])) if lines else (0, 0, 0)

    def executions(self):
        return sum(int(n) for n in re.findall(r"stat::number_of_executed_units: (\d+)", self.said()))

    def found(self):
        patterns = ("crash-*", "leak-*", "timeout-*", "oom-*")
        return sorted(path for p in patterns for path in glob.glob(f"{self.campaign.work}/{self.number}-{p}"))


class AflPlusPlus(Worker):
    name = "AFL++"

    @staticmethod
    def builds(target, jobs):
        """The main one is fast and one secondary sanitized; alone, it is sanitized."""
        usual = fast(target, "aflpp")
        return ["aflpp"] if jobs == 1 else [usual, "aflpp"] + [usual] * (jobs - 2)

    def start(self, seconds):
        with one_processor(self.number):
            super().start(seconds)

    def folder(self):
        return os.path.join(self.campaign.afl_output, f"w{self.number}")

    def command(self, seconds):
        campaign = self.campaign
        role = ["-M" if self.number == 1 else "-S", f"w{self.number}"]
        foreign = ["-F", campaign.corpus] if self.number == 1 else []
        return ["afl-fuzz", "-V", str(seconds), *role, *foreign, "-s", str(campaign.seed + self.number), "-G",
                str(campaign.target.longest), "-t", "20000", "-m", "none", "-i", campaign.seeds[0], "-o",
                campaign.afl_output, "--", self.program]

    def environment(self):
        environment = dict(super().environment(), ASAN_OPTIONS="abort_on_error=1:symbolize=0:detect_leaks=0",
                           UBSAN_OPTIONS="halt_on_error=1:abort_on_error=1", AFL_SKIP_CPUFREQ="1",
                           AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES="1", AFL_NO_AFFINITY="1", AFL_NO_UI="1",
                           AFL_AUTORESUME="1", AFL_FAST_CAL="1", AFL_IMPORT_FIRST="1")
        if self.campaign.target.mutator:
            environment["AFL_CUSTOM_MUTATOR_LIBRARY"] = self.campaign.target.mutator
        return environment

    def finished_well(self):
        return self.process.returncode == 0

    def statistics(self):
        try:
            with open(os.path.join(self.folder(), "fuzzer_stats"), encoding="utf-8") as file:
                return dict(re.findall(r"^(\w+) *: (.*)$", file.read(), re.MULTILINE))
        except OSError:
            return {}

    def coverage(self):
        statistics = self.statistics()
        return int(statistics.get("edges_found", 0)), int(statistics.get("total_edges", 0)), 0

    def stability(self):
        return self.statistics().get("stability", "")

    def executions(self):
        return int(self.statistics().get("execs_done", 0))

    def found(self):
        return sorted(glob.glob(f"{self.folder()}/crashes/id*") + glob.glob(f"{self.folder()}/hangs/id*"))


ENGINES = {"libfuzzer": LibFuzzer, "aflpp": AflPlusPlus}
