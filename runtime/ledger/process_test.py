#!/usr/bin/env python3
#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs process_test.cpp with the ledger on, as its environment asks, and reads the
report: what is found, in which line, by which end of the process."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PROBE = None
SANITIZER = "detect_leaks=0:halt_on_error={halt}:handle_abort=0"
ABORTED = -6


def line_of(mark):
    for number, line in enumerate((HERE / "process_test.cpp").read_text().split("\n"), 1):
        if line.endswith(f"// at: {mark}"):
            return number
    raise AssertionError(f"process_test.cpp has no line 'at: {mark}'")


class ProcessTest(unittest.TestCase):
    def run_probe(self, act, status=7, halt=0, choices=""):
        with tempfile.TemporaryDirectory() as scratch:
            path = pathlib.Path(scratch) / "ledger.json"
            environment = {
                **os.environ,
                "QOM_LEDGER": str(path),
                "QOM_SCENARIO_CHOICES": choices,
                "ASAN_OPTIONS": SANITIZER.format(halt=halt),
            }
            done = subprocess.run(
                [PROBE, act], env=environment, capture_output=True, text=True, timeout=120
            )
            self.assertEqual(done.returncode, status, f"the ledger never changes it\n{done.stderr}")
            report = json.loads(path.read_text())
        self.validate(report)
        self.assertEqual(report["unaccounted"], [])
        return report

    def validate(self, report):
        import jsonschema

        jsonschema.validate(report, json.loads((HERE / "ledger.schema.json").read_text()))

    def assert_at(self, entry, mark, function):
        at = entry["at"]
        self.assertIsNotNone(at, f"no place in {entry}")
        self.assertEqual(pathlib.Path(at["file"]).name, "process_test.cpp")
        self.assertEqual((at["line"], at["function"]), (line_of(mark), function))

    def findings(self, report):
        lists = ("leaks", "over_releases", "late_accesses", "lost_storages", "resurrections", "stray_accesses")
        return {name: report[name] for name in lists if report[name]}

    def only(self, report, name):
        found = self.findings(report)
        self.assertEqual(list(found), [name], found)
        self.assertEqual(len(found[name]), 1, found)
        return found[name][0]

    def test_nothing_wrong(self):
        report = self.run_probe("again")
        self.assertEqual(self.findings(report), {}, "storage is initialized anew, poison goes")
        self.assertEqual(report["ended_by"], "exit")
        self.assertIsNone(report["aborted"])

    def test_a_finalizer_reads_its_child(self):
        access = self.only(self.run_probe("finalizer"), "late_accesses")
        self.assert_at(access, "finalizer", "branch_finalize")
        self.assertEqual(access["type"], "probe-leaf")
        self.assertIn("read of 4 bytes", access["operation"])
        self.assertFalse(access["harmless"])
        self.assertIn("end_branch", [site["function"] for site in access["stack"]])

    def test_a_write_after_the_end(self):
        access = self.only(self.run_probe("freed"), "late_accesses")
        self.assert_at(access, "freed", "touch_freed")
        self.assertIn("write of 4 bytes", access["operation"])

    def test_a_sanitizer_that_halts(self):
        report = self.run_probe("freed", status=1, halt=1)
        self.assertEqual(report["ended_by"], "sanitizer")
        self.assert_at(self.only(report, "late_accesses"), "freed", "touch_freed")

    def test_a_reference_to_what_is_gone(self):
        access = self.only(self.run_probe("ref-freed"), "late_accesses")
        self.assert_at(access, "ref-freed", "ref_freed")
        self.assertEqual(access["operation"], "take a reference")

    def test_a_leak(self):
        leak = self.only(self.run_probe("leak"), "leaks")
        self.assertEqual(leak["references"], 1)
        self.assert_at(leak["never_dropped"][0], "leak", "leak")

    def test_a_drop_too_many_aborts(self):
        report = self.run_probe("twice", status=ABORTED)
        self.assertEqual(report["ended_by"], "abort")
        self.assert_at(self.only(report, "over_releases"), "twice", "drop_twice")
        self.assert_at(report["aborted"], "twice", "drop_twice")

    def test_a_reference_in_its_own_finalizer(self):
        report = self.run_probe("resurrect", status=ABORTED)
        self.assert_at(report["resurrections"][0], "resurrect", "phoenix_finalize")
        self.assertIsNotNone(report["aborted"])

    def test_the_parents_reference(self):
        drop = self.only(self.run_probe("parents", status=ABORTED), "over_releases")
        self.assert_at(drop, "parents", "drop_the_parents")
        self.assertEqual([holder["role"] for holder in drop["holders"]], ["child"])

    def test_a_block_that_is_freed_around_an_object(self):
        lost = self.only(self.run_probe("block"), "lost_storages")
        self.assert_at(lost, "block", "free_around")
        self.assertEqual(lost["by"], lost["object"])

    def test_a_block_that_outlives_its_object(self):
        report = self.run_probe("unfreed")
        self.assertEqual(self.findings(report), {}, "a pointer may lead to it")
        self.assertEqual([entry["type"] for entry in report["unfreed_blocks"]], ["probe-leaf"])
        self.assertEqual(self.run_probe("free")["unfreed_blocks"], [])

    def test_memory_that_is_no_object(self):
        access = self.only(self.run_probe("stray"), "stray_accesses")
        self.assert_at(access, "stray", "overrun")

    def test_choices(self):
        report = self.run_probe("choose", choices="10")
        self.assertEqual(
            report["choices"],
            [
                {"what": "first", "taken": True},
                {"what": "second", "taken": False},
                {"what": "third", "taken": False},
            ],
        )
        self.only(self.run_probe("choose", choices="11"), "leaks")

    def test_off_is_off(self):
        environment = {**os.environ, "ASAN_OPTIONS": SANITIZER.format(halt=0)}
        environment.pop("QOM_LEDGER", None)
        done = subprocess.run([PROBE, "leak"], env=environment, capture_output=True, timeout=120)
        self.assertEqual((done.returncode, done.stderr), (7, b""))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--probe", required=True, help="process_test.cpp, with runtime, ledger and sanitizer")
    options, rest = parser.parse_known_args()
    PROBE = options.probe
    unittest.main(argv=[sys.argv[0], *rest])
