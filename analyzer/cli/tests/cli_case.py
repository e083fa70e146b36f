"""What the tests of the command line share: a scratch project and a way to run qomlint in it."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

QOMLINT = os.environ["QOMLINT"]
ROOT = pathlib.Path(__file__).resolve().parents[3]

CLEAN, FINDINGS, BAD_INPUT, INCOMPLETE = 0, 1, 2, 3

# Enough of QOM to leak one object.
PRELUDE = """
typedef struct Object Object;
struct Object { void *class_; unsigned ref; Object *parent; };
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
HARMLESS = PRELUDE + """
void harmless(void)
{
    object_unref(object_new("clock"));
}
"""
LEAK_LINE = LEAK[:LEAK.index("object_new(\"clock\")")].count("\n") + 1


class CliCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="qomlint-")
        self.addCleanup(directory.cleanup)
        self.scratch = pathlib.Path(directory.name).resolve()

    def write(self, name, text=""):
        path = self.scratch / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def write_database(self, entries):
        """Names of files below the scratch directory, with flags if in a pair; or complete entries."""
        complete = []
        for entry in entries:
            if isinstance(entry, (str, tuple)):
                name, flags = (entry, []) if isinstance(entry, str) else entry
                entry = {"directory": str(self.scratch / "build"), "file": f"../{name}",
                         "arguments": ["cc", *flags, "-c", f"../{name}"]}
            complete.append(entry)
        (self.scratch / "build").mkdir(exist_ok=True)
        return self.write("build/compile_commands.json", json.dumps(complete))

    def start(self, *arguments, **keywords):
        environment = {**os.environ, "LC_ALL": "C", **keywords.pop("env", {})}
        return subprocess.Popen([QOMLINT, *map(str, arguments)], cwd=keywords.pop("cwd", self.scratch),
                                stdin=subprocess.DEVNULL, stdout=keywords.pop("stdout", subprocess.PIPE),
                                stderr=subprocess.PIPE, text=True, env=environment, **keywords)

    def qomlint(self, *arguments, status=None, **keywords):
        """Runs to the end; \"status\" is what it must end with."""
        process = self.start(*arguments, **keywords)
        process.out, process.err = process.communicate(timeout=120)
        if status is not None:
            self.assertEqual(process.returncode, status, f"{arguments}\n{process.out}\n{process.err}")
        self.assertNotIn("Stack dump", process.err)
        self.assertNotIn("PLEASE submit a bug report", process.err)
        return process

    def check(self, *arguments, status=None, **keywords):
        """The JSON report of the scratch project."""
        done = self.qomlint("check", "-p", "build", "--format=json", *arguments, status=status, **keywords)
        return json.loads(done.out), done

    def errors(self, report):
        """(file, reason) of each error."""
        return [(error["file"], error["reason"]) for error in report["errors"]]
