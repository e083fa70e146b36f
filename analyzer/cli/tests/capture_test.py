"""A capture, whole or in parts, gives the report that a check of the same files gives."""

import json
import unittest

from cli_case import BAD_INPUT, CLEAN, FINDINGS, HARMLESS, INCOMPLETE, LEAK, CliCase


class Merge(CliCase):
    def setUp(self):
        super().setUp()
        self.write("x.c", LEAK)
        self.write("y.c", HARMLESS)
        self.write("z.c", LEAK.replace("leak_reset", "other_reset"))
        self.write_database(["x.c", "y.c", "z.c"])

    def capture(self, name, *arguments, status=CLEAN):
        return self.qomlint("capture", "-p", "build", "-o", name, *arguments, status=status)

    def merge(self, *arguments, status):
        return self.qomlint("merge", "--format=json", *arguments, status=status).out

    def test_parts_give_the_report_of_the_whole(self):
        whole = self.qomlint("check", "-p", "build", "--format=json", status=FINDINGS).out
        self.assertEqual(len(json.loads(whole)["findings"]), 2)
        self.capture("all.facts")
        self.assertEqual(self.merge("all.facts", status=FINDINGS), whole)
        self.capture("first.facts", "--shard=1/2")
        self.capture("second.facts", "--shard=2/2")
        self.assertEqual(self.merge("first.facts", "second.facts", status=FINDINGS), whole)
        self.assertEqual(len(json.loads(self.merge("first.facts", status=FINDINGS))["findings"]), 2)

    def test_failures_are_part_of_a_capture(self):
        self.write("y.c", "int broken(")
        self.capture("all.facts", status=INCOMPLETE)
        report = json.loads(self.merge("all.facts", status=FINDINGS))
        self.assertEqual(self.errors(report), [("y.c", "parse")])

    def test_bad_captures_are_named(self):
        self.write("no.facts", "{}")
        self.assertIn("no.facts: not made by qomlint capture", self.qomlint("merge", "no.facts", status=BAD_INPUT).err)
        self.assertIn("gone.facts: No such file", self.qomlint("merge", "gone.facts", status=BAD_INPUT).err)

    def test_a_capture_that_cannot_be_written_is_an_error(self):
        self.assertIn("-o no/where", self.capture("no/where", status=BAD_INPUT).err)

    def test_shards_are_checked(self):
        for shard in ("0/2", "3/2", "1", "a/b", "1/0"):
            self.assertIn(f"--shard={shard}: expected K/N", self.capture("x", f"--shard={shard}", status=BAD_INPUT).err)


if __name__ == "__main__":
    unittest.main()
