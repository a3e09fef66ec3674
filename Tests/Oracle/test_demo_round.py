"""The demo round is what its script makes, and every special case in it is there."""

import pathlib
import subprocess
import sys

script = pathlib.Path(__file__).resolve().parents[2] / "Examples" / "demo-round" / "generate.py"
sys.exit(subprocess.run([sys.executable, "-B", script, "--check"]).returncode)
