#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A scratch project for the tests of the front ends: sources, a build tree, a file that leaks."""

import json
import pathlib
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent

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
LEAK_LINE = LEAK[:LEAK.index('object_new("clock")')].count("\n") + 1
HARMLESS = PRELUDE + """
void harmless(void)
{
    object_unref(object_new("clock"));
}
"""
# Four times the same leak; only the last variable is not made by a macro.
MACROS = PRELUDE + """
#define MAKE(v) Object *v = object_new("clock")
#define BAIL(c) if (c) return -1
#define DROP(v) object_unref(v)
#define BODY(c) { MAKE(obj); BAIL(c); DROP(obj); return 0; }
#define FUNCTION(name) int name(int fail) BODY(fail)
#define NOTHING
FUNCTION(one)
FUNCTION(two)
int three(int fail) BODY(fail)
int four(int fail) { MAKE(NOTHING obj NOTHING); BAIL(fail) NOTHING; DROP(obj); return 0; }
"""


class ScratchProject(unittest.TestCase):
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
        """The database of a build tree beside the sources. Names below the scratch directory, with flags if in a pair;
        or complete entries."""
        complete = []
        for entry in entries:
            if isinstance(entry, (str, tuple)):
                name, flags = (entry, []) if isinstance(entry, str) else entry
                entry = {"directory": str(self.scratch / "build"), "file": f"../{name}",
                         "arguments": ["cc", *flags, "-c", f"../{name}"]}
            complete.append(entry)
        return self.write("build/compile_commands.json", json.dumps(complete))
