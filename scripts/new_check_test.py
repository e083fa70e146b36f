#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""scripts/new-check in a copy of the sources: what it begins is complete, builds, and passes its tests.

Of the copy only the new rule, the table and the pages are compiled; the rest comes from the build tree under test."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import check_table

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ["QOMLINT_BUILD"])
CMAKE = os.environ["QOMLINT_CMAKE"]
CXX = os.environ["QOMLINT_CXX"]

NEW = "qom-lost-toy"
SENTENCE = "Finds toys that are put away where nobody looks for them, such as behind the shelf or below the carpet."
LIBRARY = "checks/libqomlint_checks.a"
# Debris of builds and of editors has no place in a copy.
LEFT_OUT = shutil.ignore_patterns("build*", ".*", "__pycache__")


def run(*command, **keywords):
    return subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=900, check=False, **keywords)


class NewCheckTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="qomlint-new-check-")
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name).resolve() / "copy"
        shutil.copytree(ROOT, self.root, ignore=LEFT_OUT)

    def succeed(self, *command, **keywords):
        done = run(*command, **keywords)
        self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def new_check(self, *arguments):
        return run(self.root / "scripts/new-check", *arguments)

    def files(self):
        return {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}

    def test_names_and_sentences_that_are_refused(self):
        before = self.files()
        for arguments, words in (
            (["lost-toy"], "'lost-toy' is not an id"),
            (["qom-Lost"], "'qom-Lost' is not an id"),
            (["qom-ref-leak"], "there is a check 'qom-ref-leak' already"),
            ([NEW, "Reports toys."], "begins with \"Finds\""),
        ):
            done = self.new_check(*arguments)
            self.assertNotEqual(done.returncode, 0, arguments)
            self.assertIn(words, done.stderr)
        self.assertEqual(self.files(), before)

    def test_places_in_the_table(self):
        for name in (NEW, "qom-a-first", "qom-zz-last"):
            self.assertEqual(self.new_check(name).returncode, 0, name)
        self.assertEqual(list(check_table.problems(self.root)), [])

    def test_it_builds_and_passes(self):
        self.succeed(self.root / "scripts/new-check", NEW, SENTENCE)
        self.assertEqual(list(check_table.problems(self.root)), [])
        qomlint = self.build()

        listed = json.loads(self.succeed(qomlint, "list-checks", "--format=json"))
        self.assertEqual({check["id"]: check["summary"] for check in listed}[NEW], SENTENCE)
        page = (self.root / "checks" / NEW / "doc.md").read_text()
        self.assertEqual(self.succeed(qomlint, "explain", NEW), page)
        self.succeed(sys.executable, "-B", self.root / "testdata/run_fixtures.py", "check", "--qomlint", qomlint, f"checks/{NEW}")

        # The examples are expectations that count: without the mark that they are not seen yet, the test fails.
        fixture = self.root / "testdata/checks" / NEW / "first.c"
        fixture.write_text(fixture.read_text().replace("FN_", ""))
        done = run(sys.executable, "-B", self.root / "testdata/run_fixtures.py", "check", "--qomlint", qomlint, f"checks/{NEW}")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"the comment says {NEW} on obj; qomlint reports nothing", done.stdout)

    def test_its_source_is_formatted(self):
        self.succeed(self.root / "scripts/new-check", NEW, SENTENCE)
        rule = self.root / "checks" / NEW / "LostToy.cpp"
        style = f"--style=file:{ROOT}/.clang-format"
        self.assertEqual(self.succeed("clang-format-22", style, rule), rule.read_text())

    def build(self):
        """The command with the new check in it."""
        tree = self.root / "build"
        self.succeed(CMAKE, "-C", self.root / "scripts/cmake/release.cmake", "-G", "Ninja", "-S", self.root, "-B", tree,
                     "-DBUILD_TESTING=OFF", f"-DCMAKE_CXX_COMPILER={CXX}", "-DCMAKE_CXX_FLAGS_RELEASE=-O0")
        folder = "checks/CMakeFiles/qomlint_checks.dir"
        objects = [f"{folder}/Registry.cpp.o", f"{folder}/Documentation.cpp.o", f"{folder}/{NEW}/LostToy.cpp.o"]
        self.succeed("ninja", "-C", tree, *objects)
        link = self.succeed("ninja", "-C", BUILD, "-t", "commands", "bin/qomlint").splitlines()[-1]
        self.assertIn(LIBRARY, link)
        qomlint = self.root / "qomlint"
        link = link.replace(LIBRARY, " ".join(f"{tree}/{name}" for name in objects) + f" {LIBRARY}", 1)
        self.succeed("sh", "-c", link.replace("-o bin/qomlint", f"-o {qomlint}", 1), cwd=BUILD)
        return qomlint


if __name__ == "__main__":
    unittest.main()
