#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The table of checks is complete, and what is wrong with one that is not is told."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

import check_table

ROOT = pathlib.Path(__file__).resolve().parent.parent
LEAK = 'CHECK("qom-ref-leak", RefLeak)\n'


class TheTable(unittest.TestCase):
    def test_nothing_is_wrong_with_it(self):
        self.assertEqual(list(check_table.problems(ROOT)), [])
        self.assertGreaterEqual(len(check_table.rows(ROOT)), 6)


class WrongTables(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="qomlint-table-")
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name)
        for folder in ("checks", "testdata/checks"):
            shutil.copytree(ROOT / folder, self.root / folder, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "scripts", self.root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "README.md", self.root)
        self.table = self.root / check_table.TABLE

    def change(self, path, before, after):
        text = (self.root / path).read_text()
        self.assertIn(before, text)
        (self.root / path).write_text(text.replace(before, after))

    def expect(self, *problems):
        self.assertEqual(list(check_table.problems(self.root)), list(problems))

    def test_copy_is_right(self):
        self.expect()

    def test_not_sorted(self):
        self.change(check_table.TABLE, LEAK, "")
        self.change(check_table.TABLE, 'CHECK("qom-over-unref"', LEAK + 'CHECK("qom-over-unref"')
        check_table.write_lists(self.root)
        self.expect("checks/Checks.def: not sorted by id")

    def test_not_unique(self):
        self.change(check_table.TABLE, LEAK, LEAK + LEAK)
        check_table.write_lists(self.root)
        self.expect("checks/Checks.def: qom-ref-leak is there twice")

    def test_not_in_the_table(self):
        self.change(check_table.TABLE, LEAK, "")
        check_table.write_lists(self.root)
        self.expect("checks/qom-ref-leak: not in checks/Checks.def", "testdata/checks/qom-ref-leak: not in checks/Checks.def")

    def test_no_row(self):
        self.change(check_table.TABLE, LEAK, LEAK.replace(", ", ","))
        self.assertIn('checks/Checks.def: a line is not CHECK("id", Class)', list(check_table.problems(self.root)))

    def test_another_class(self):
        self.change(check_table.TABLE, "RefLeak", "LostReference")
        self.expect("qom-ref-leak: its class is LostReference, not RefLeak",
                    "qom-ref-leak: there is no checks/qom-ref-leak/LostReference.cpp")

    def test_not_documented(self):
        (self.root / "checks/qom-ref-leak/doc.md").unlink()
        self.expect("qom-ref-leak: there is no checks/qom-ref-leak/doc.md")

    def test_not_tested(self):
        shutil.rmtree(self.root / "testdata/checks/qom-ref-leak")
        self.expect("qom-ref-leak: there is no testdata/checks/qom-ref-leak/expected.txt",
                    "qom-ref-leak: no fixture in testdata/checks/qom-ref-leak expects it",
                    "qom-ref-leak: no fixture in testdata/checks/qom-ref-leak is a _ok function")

    def test_stale_lists(self):
        self.change("checks/qom-ref-leak/doc.md", "Finds owned references", "Finds references")
        self.expect("README.md: the list of checks is stale; scripts/check-lists --update writes it anew")
        done = subprocess.run([self.root / "scripts/check-lists"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("README.md: the list of checks is stale", done.stdout)
        subprocess.run([self.root / "scripts/check-lists", "--update"], check=True)
        self.expect()

    def test_lost_lists(self):
        self.change("checks/tidy/README.md", "<!-- checks -->", "")
        self.expect("checks/tidy/README.md: needs one list between <!-- checks --> and <!-- end of checks -->")


if __name__ == "__main__":
    unittest.main()
