"""The rounds of the demo are what their scripts make, and every special case in them is there."""

import pathlib
import subprocess
import sys

examples = pathlib.Path(__file__).resolve().parents[2] / "Examples"
scripts = [examples / name / "generate.py" for name in ("demo-round", "scoring-round")]
sys.exit(max(subprocess.run([sys.executable, "-B", script, "--check"]).returncode for script in scripts))
