#!/usr/bin/env python3
#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tests of scripts/ground-truth: agreement that is disturbed must fail, with
the fixture, the line and all verdicts."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
OPTIONS = []


class GroundTruthTest(unittest.TestCase):
    def judge(self, fixture, *changes, options=("--qemu-version", "10.2")):
        """The output for a changed copy of a fixture, and whether it agreed."""
        original = ROOT / "testdata/truth" / fixture
        text = original.read_text()
        for old, new in changes:
            self.assertEqual(text.count(old), 1, f"{fixture} has not one '{old}'")
            text = text.replace(old, new)
        with tempfile.TemporaryDirectory() as scratch:
            copy = pathlib.Path(scratch) / original.name
            options = [option.format(scratch=scratch) for option in options]
            copy.write_text(text)
            done = subprocess.run(
                [sys.executable, "-B", ROOT / "scripts/ground-truth", *OPTIONS, *options, copy],
                capture_output=True, text=True, timeout=600,
            )
            self.written = [path.read_text() for path in pathlib.Path(scratch).glob("*.json")]
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.stdout, done.returncode == 0

    def line_of(self, fixture, text):
        lines = (ROOT / "testdata/truth" / fixture).read_text().split("\n")
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def assert_complaint(self, output, place, *verdicts):
        complaints = [line for line in output.split("\n") if place in line]
        self.assertEqual(len(complaints), 1, f"one complaint for {place} in\n{output}")
        for verdict in verdicts:
            self.assertIn(verdict, complaints[0])

    def test_an_unchanged_copy_agrees(self):
        output, agreed = self.judge("qom-ref-leak/local.c")
        self.assertTrue(agreed, output)

    def test_a_comment_less(self):
        comment = "object_ref(tank); // expect: qom-ref-leak tank"
        line = self.line_of("qom-ref-leak/local.c", comment)
        output, agreed = self.judge("qom-ref-leak/local.c", (comment, "object_ref(tank);"))
        self.assertFalse(agreed)
        self.assert_complaint(
            output, f"local.c:{line}: measure_bad",
            "the comment says nothing", "qomlint reports qom-ref-leak", "the runs saw leak of toy-tank",
        )

    def test_a_comment_more(self):
        statement = "    return TANK(tank)->level;"
        line = self.line_of("qom-ref-leak/local.c", statement)
        output, agreed = self.judge(
            "qom-ref-leak/local.c", (statement, statement + " // expect: qom-use-after-unref tank")
        )
        self.assertFalse(agreed)
        self.assert_complaint(
            output, f"local.c:{line}: measure_bad",
            "the comment says qom-use-after-unref", "qomlint reports nothing", "the runs saw nothing",
        )

    def test_another_check(self):
        comment = "object_unref(tank); // expect: qom-over-unref tank\n}\n\nstatic void drop_twice_ok"
        output, agreed = self.judge(
            "qom-over-unref/drops.c", (comment, comment.replace("qom-over-unref", "qom-use-after-unref"))
        )
        self.assertFalse(agreed)
        self.assert_complaint(
            output, "drop_twice_bad", "the comment says qom-use-after-unref", "qomlint reports qom-over-unref",
        )

    def test_a_bug_that_is_none(self):
        """Comment and code disagree: neither the analyzer nor a run sees it."""
        output, agreed = self.judge(
            "qom-use-after-unref/uses.c",
            ("    object_unref(OBJECT(tank));\n    tank->level = 0; // expect: qom-use-after-unref tank",
             "    tank->level = 0; // expect: qom-use-after-unref tank\n    object_unref(OBJECT(tank));"),
        )
        self.assertFalse(agreed)
        self.assert_complaint(
            output, "drain_bad",
            "the comment says qom-use-after-unref", "qomlint reports nothing", "the runs saw nothing",
        )

    def test_what_only_a_run_sees(self):
        """Without the prefix, the analyzer's silence is a disagreement."""
        output, agreed = self.judge(
            "qom-embedded-ref/embedded.c",
            ("static void FN_plant_watch_bad", "static void plant_watch_bad"),
            ("NULL, FN_plant_watch_bad", "NULL, plant_watch_bad"),
        )
        self.assertFalse(agreed)
        self.assert_complaint(
            output, "plant_watch_bad",
            "the comment says qom-embedded-ref", "qomlint reports nothing", "the runs saw lost storage",
        )

    def test_the_other_version(self):
        """What is a bug in 7.2 only, is none with the semantics of 10.2."""
        output, agreed = self.judge("versions/output_clock_72.c", options=())
        self.assertTrue(agreed, output)
        self.assertIn("QEMU 7.2: 2 lines", output)
        output, agreed = self.judge(
            "versions/output_clock_72.c", (" * qemu: 7.2\n", " * qemu: 10.2\n"), options=()
        )
        self.assertFalse(agreed)
        line = self.line_of("versions/output_clock_72.c", "expect: qom-use-after-unref clk")
        self.assert_complaint(
            output, f"output_clock_72.c:{line}: output_unparent_bad",
            "the comment says qom-use-after-unref on clk", "qomlint reports nothing", "the runs saw nothing",
        )

    def test_a_function_that_does_not_run(self):
        output, agreed = self.judge("qom-ref-leak/local.c", ("    replace_ok();\n", ""))
        self.assertFalse(agreed)
        self.assert_complaint(output, "replace_ok: no run enters it")

    def test_tables(self):
        output, agreed = self.judge(
            "qom-ref-leak/local.c", options=("--qemu-version", "7.2", "-v", "--json", "{scratch}/answers.json")
        )
        self.assertTrue(agreed, output)
        line = self.line_of("qom-ref-leak/local.c", "object_ref(tank); // expect: qom-ref-leak tank")
        self.assertRegex(output, rf"{line} +qom-ref-leak on tank +qom-ref-leak on tank +leak of toy-tank, 1 too many")
        (outcome,) = json.loads(self.written[0])
        self.assertEqual((outcome["qemu_version"], outcome["complaints"]), ("7.2", []))
        (answer,) = [answer for answer in outcome["lines"] if answer["line"] == line]
        self.assertEqual(
            answer,
            {
                "line": line,
                "function": "measure_bad",
                "comment": "qom-ref-leak on tank",
                "qomlint": "qom-ref-leak on tank",
                "runs": "leak of toy-tank, 1 too many",
            },
        )


if __name__ == "__main__":
    OPTIONS = sys.argv[1:]
    unittest.main(argv=[sys.argv[0]])
