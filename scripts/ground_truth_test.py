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
            copy.write_text(text.replace('"../', f'"{original.parent}/../'))
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

    def test_a_cleanup_s_comment_elsewhere(self):
        """What a cleanup drops stands at its declaration, and at no other line."""
        declaration = 'object_resolve_path_component(parent, "auto"); // expect: qom-over-unref obj\n'
        line = self.line_of("idioms/creating.c", declaration.strip())
        output, _ = self.judge(
            "idioms/creating.c",
            (declaration, declaration.split(" //")[0] + "\n    ENTROPY(obj)->rate = 1; // expect: qom-over-unref obj"),
        )
        self.assert_complaint(output, f"creating.c:{line + 1}:", "comment says qom-over-unref", "the runs saw nothing")

    def test_a_leak_s_comment_where_nothing_is_stored(self):
        """The store of the last pointer may bear it, another line than that may not."""
        take = "    object_ref(tank); // expect: qom-ref-leak tank\n"
        line = self.line_of("qom-ref-leak/local.c", take.strip())

        def judge_comment_at(statement):
            lines = f"    object_ref(tank);\n    {statement} // expect: qom-ref-leak tank\n    return 0;"
            return self.judge("qom-ref-leak/local.c", (take + "    return TANK(tank)->level;", lines))

        output, agreed = judge_comment_at("tank = NULL;")
        self.assertTrue(agreed, output)
        output, _ = judge_comment_at("TANK(tank)->level++;")
        self.assert_complaint(output, f"local.c:{line + 1}:", "comment says qom-ref-leak", "the runs saw nothing")

    def test_a_reference_that_leaves_its_owner(self):
        """There the comment of its loss stands, although a run sees nothing happen."""
        created = "qom::object_new<Tank>(); // expect: qom-ref-leak raw\n"
        taken_out = "    Tank *raw = qom::Owned<Tank>::into_raw(std::move(tank));"
        line = self.line_of("qom-ref-leak/owned.cpp", created.strip())
        for place, answer in (
            (f"{taken_out} // expect: qom-ref-leak raw", "the runs saw leak"),
            (f"{taken_out}\n    raw->level++; // expect: qom-ref-leak raw", "the runs saw nothing"),
        ):
            with self.subTest(place):
                output, _ = self.judge(
                    "qom-ref-leak/owned.cpp",
                    (created + taken_out, created.split(" //")[0] + "\n" + place),
                )
                commented = line + 1 + place.count("\n")
                self.assert_complaint(output, f"owned.cpp:{commented}:", "comment says qom-ref-leak", answer)

    def test_a_slot_that_is_filled_elsewhere(self):
        """The store of a borrowed pointer, not any line of a function that has one."""
        take = "static void session_alias_ok(Session *s, Object *target)\n{\n    s->target = object_ref(target);"
        line = self.line_of("idioms/fields.c", "s->target = object_ref(target);")
        fill = 'object_property_add_child(object_get_objects_root(), "peer", peer);\n    session_alias_bad(s, peer);'
        comment = " // expect: qom-field-protocol"
        for body, answer in (
            (f"    s->target = target;{comment}", "over-release of container that child had"),
            (f"    (void)target;{comment}\n    s->target = target;", "nothing"),
        ):
            with self.subTest(body):
                bad = take.rsplit("\n", 1)[0].replace("_ok", "_bad") + "\n" + body
                output, _ = self.judge("idioms/fields.c", (take, bad), ("session_alias_ok(s, peer);", fill), options=("--qemu-version", "10.2", "-v"))
                answers = [text for text in output.split("\n") if text.startswith("  ") and f" {line} " in f" {text}"]
                self.assertEqual(len(answers), 1, output)
                self.assertRegex(answers[0], rf"{line} +qom-field-protocol .*  {answer}$")

    def test_an_abort_behind_another_mistake(self):
        """It is told, too, unless it is a consequence: of the same object, in the same calls."""
        line = self.line_of("qom-use-after-unref/uses.c", "    drain_bad();")
        output, agreed = self.judge("qom-use-after-unref/uses.c", ("    drain_bad();\n", "    drain_bad(); abort();\n"))
        self.assertFalse(agreed)
        self.assert_complaint(output, f"uses.c:{line}: scenario", "comment says nothing", "the runs saw broken rule")

    def test_a_second_reference_that_is_lost(self):
        """A comment on one of two is not enough, where the run knows both."""
        take = "Tank *tank = TANK(object_new(TYPE_TANK)); // expect: qom-ref-leak tank\n"
        line = self.line_of("qom-ref-leak/local.c", take.strip())
        output, agreed = self.judge(
            "qom-ref-leak/local.c",
            (take + "\n", take + "    object_ref(OBJECT(tank));\n"),
            ("    object_unref(OBJECT(tank));\n    return true;", "    return true;"),
        )
        self.assertFalse(agreed)
        self.assert_complaint(output, f"local.c:{line + 1}: fill_bad", "comment says nothing", "the runs saw leak of toy-tank, 2")

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
