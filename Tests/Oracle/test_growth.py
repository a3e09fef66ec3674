"""Both verifiers, Go's and Python's, take time in proportion to the events: for four times as many about four times as long. What looks
at everything before it at each event took ten times as long here, and for a hundred thousand events longer than anybody waits."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Verifier"))
import large  # noqa: E402


def seconds(command):
    """Of a processor: others may keep this machine busy."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise AssertionError(f"{command}: {said[:300]}")
    return usage.ru_utime


class Growth(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for zones in (200, 800):
            large.make(self.folder / str(zones), zones)

    def check(self, *command):
        few, many = (min(seconds([*command, self.folder / zones]) for _ in range(2)) for zones in ("200", "800"))
        self.assertLess(many, 6 * few, f"{few:.2f} s, then {many:.2f} s")

    def test_go(self):
        program, sources = self.folder / "verifier", sorted((HERE.parent / "Verifier").glob("*.go"))
        environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "GOCACHE": str(self.folder / "cache")}
        subprocess.run(["go", "build", "-o", program, *sources], env=environment, check=True)
        self.check(program)

    def test_python(self):
        self.check(sys.executable, HERE / "bundle.py")


if __name__ == "__main__":
    unittest.main()
