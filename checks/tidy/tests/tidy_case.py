"""What the tests of the module share: a scratch tree and a way to run clang-tidy in it."""

import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "testdata"))

import diagnostics  # noqa: E402

QOMLINT = os.environ["QOMLINT"]
MODULE = os.environ["QOMLINT_MODULE"]
OTHER_MODULE = os.environ["QOMLINT_OTHER_MODULE"]
CLANG_TIDY = shlex.split(os.environ["QOMLINT_CLANG_TIDY"])

# Enough of QOM to leak one object.
PRELUDE = """
typedef struct Object { void *class_; } Object;
Object *object_new(const char *type);
Object *object_ref(void *obj);
void object_unref(void *obj);
"""
LEAK = PRELUDE + """
int leak_reset(int fail)
{
    Object *obj = object_new("clock");
    if (fail) {
        return -1;
    }
    object_unref(obj);
    return 0;
}
"""
LEAK_LINE = LEAK[:LEAK.index('object_new("clock")')].count("\n") + 1
TWICE = """
void drop_twice(void)
{
    Object *obj = object_new("clock");
    object_unref(obj);
    object_unref(obj);
}
"""
HARMLESS = PRELUDE + """
void harmless(void)
{
    object_unref(object_new("clock"));
}
"""


class TidyCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="qomlint-tidy-")
        self.addCleanup(directory.cleanup)
        self.scratch = pathlib.Path(directory.name).resolve()

    def write(self, name, text=""):
        path = self.scratch / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def write_database(self, *names):
        """A build tree beside the sources, as QEMU's is below them."""
        entries = [{"directory": str(self.scratch / "build"), "file": f"../{name}",
                    "arguments": ["cc", "-c", f"../{name}"]} for name in names]
        return self.write("build/compile_commands.json", json.dumps(entries))

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
