"""What the tests of the module share: a way to run clang-tidy in a scratch project."""

import os
import pathlib
import shlex
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "testdata"))

import diagnostics  # noqa: E402
from scratch_project import HARMLESS, LEAK, LEAK_LINE, MACROS, PRELUDE, ROOT, ScratchProject  # noqa: E402,F401

QOMLINT = os.environ["QOMLINT"]
MODULE = os.environ["QOMLINT_MODULE"]
OTHER_MODULE = os.environ["QOMLINT_OTHER_MODULE"]
CLANG_TIDY = shlex.split(os.environ["QOMLINT_CLANG_TIDY"])

TWICE = """
void drop_twice(void)
{
    Object *obj = object_new("clock");
    object_unref(obj);
    object_unref(obj);
}
"""


class TidyCase(ScratchProject):
    def run_tidy(self, *arguments, module=MODULE, cwd=None, status=None):
        done = subprocess.run([*CLANG_TIDY, f"--load={module}", *map(str, arguments)], cwd=cwd or self.scratch,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
        if status is not None:
            self.assertEqual(done.returncode, status, f"{arguments}\n{done.stdout}\n{done.stderr}")
        self.assertNotIn("Stack dump", done.stderr)
        return done

    def tidy(self, *arguments, status=0, flags=(), **keywords):
        """The diagnostics for files without a database."""
        done = self.run_tidy("--checks=-*,qom-*", *arguments, "--", *flags, status=status, **keywords)
        return diagnostics.parse(done.stdout, self.scratch)

    def places(self, found):
        """(file, line, check) of each."""
        return [(os.path.relpath(f.file, self.scratch), f.line, f.check) for f in found]
