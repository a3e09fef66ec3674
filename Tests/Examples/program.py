"""Where the `heng` under test is, and how to run it.

The path comes from the environment variable HENG, or from `--heng PATH` when a test file is run as a script.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def heng_path():
    path = os.environ.get("HENG")
    if not path:
        raise RuntimeError("set HENG to the path of the built heng, e.g. HENG=.build/debug/heng")
    return str(Path(path).absolute())


def heng(*arguments, folder=None, language="en"):
    """Runs heng: its exit status, standard output and standard error."""
    speaking = {**os.environ, "HENG_LANG": language}
    done = subprocess.run([heng_path(), *map(str, arguments)], cwd=folder, capture_output=True, text=True, encoding="utf-8", env=speaking)
    return done.returncode, done.stdout, done.stderr


def problems(schemes, language="en"):
    """What `heng criteria check` says of each of {name: text}: {name: [message without the file's name]}."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in schemes.items():
            Path(folder, f"{name}.yaml").write_text(text, encoding="utf-8")
        _, output, errors = heng("criteria", "check", *(f"{name}.yaml" for name in schemes), folder=folder, language=language)
    found = {name: [] for name in schemes}
    for line in errors.splitlines():
        name, _, message = line.partition(".yaml:")
        if name.removeprefix("heng: ") in found:
            found[name.removeprefix("heng: ")].append(message.strip())
    for name, messages in found.items():
        is_fine = any(line.startswith(f"{name}.yaml: fine") for line in output.splitlines())
        if language == "en" and is_fine == bool(messages):
            raise AssertionError(f"{name}: neither fine nor refused:\n{output}{errors}")
    return found


def main():
    """For `python Tests/Examples/test_….py --heng PATH`."""
    if "--heng" in sys.argv:
        place = sys.argv.index("--heng")
        os.environ["HENG"] = sys.argv[place + 1]
        del sys.argv[place : place + 2]
    unittest.main(module="__main__")
