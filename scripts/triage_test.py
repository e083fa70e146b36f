"""Tests of scripts/triage."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TRIAGE = pathlib.Path(__file__).with_name("triage")


def finding(fingerprint, check="qom-ref-leak", severity="warning"):
    return {"check": check, "severity": severity, "file": "hw/x.c", "line": 7, "function": "x_realize",
            "fingerprint": fingerprint}


def verdict(word, check="qom-ref-leak", why="read it"):
    return {"verdict": word, "why": why, "check": check, "file": "hw/x.c", "function": "x_realize"}


class TriageTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.report = pathlib.Path(directory.name, "report.json")
        self.verdicts = pathlib.Path(directory.name, "triage.json")

    def triage(self, findings, verdicts=None, *options):
        self.report.write_text(json.dumps({"schema_version": 1, "findings": findings}))
        if verdicts is not None:
            self.verdicts.write_text(json.dumps(verdicts))
        return self.run_script(str(self.report), str(self.verdicts), *options)

    def run_script(self, *arguments):
        return subprocess.run([sys.executable, str(TRIAGE), *arguments], capture_output=True, text=True)

    def row(self, output, name):
        return next(line.split()[1:] for line in output.splitlines() if line.startswith(name + " "))

    def test_precision_per_check_and_total(self):
        done = self.triage(
            [finding("a"), finding("b"), finding("c"), finding("d", "qom-over-unref")],
            {"a": verdict("true"), "b": verdict("latent"), "c": verdict("false"),
             "d": verdict("true", "qom-over-unref")})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.row(done.stdout, "qom-ref-leak"), ["3", "1", "1", "1", "0", "66.7", "%"])
        self.assertEqual(self.row(done.stdout, "qom-over-unref"), ["1", "1", "0", "0", "0", "100.0", "%"])
        self.assertEqual(self.row(done.stdout, "total"), ["4", "2", "1", "1", "0", "75.0", "%"])
        self.assertNotIn("New", done.stdout)
        self.assertNotIn("Gone", done.stdout)

    def test_what_nobody_judged_is_new_and_lowers_precision(self):
        done = self.triage([finding("a"), finding("b"), finding("c")],
                           {"a": verdict("true"), "b": verdict("open", why="")})
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.row(done.stdout, "total"), ["3", "1", "0", "0", "2", "33.3", "%"])
        new = done.stdout.split("New, without a verdict:")[1]
        self.assertIn("b qom-ref-leak hw/x.c:7 x_realize", new)
        self.assertIn("c qom-ref-leak hw/x.c:7 x_realize", new)
        self.assertNotIn("\n  a ", new)

    def test_gone(self):
        done = self.triage([finding("a")], {"a": verdict("true"), "z": verdict("false")})
        self.assertEqual(done.returncode, 0)
        self.assertIn("z qom-ref-leak hw/x.c: x_realize (false)", done.stdout.split("Gone since the verdict:")[1])

    def test_latent_severity_counts_only_on_request(self):
        findings = [finding("a"), finding("l", severity="latent")]
        verdicts = {"a": verdict("true")}
        self.assertEqual(self.row(self.triage(findings, verdicts).stdout, "total")[0], "1")
        self.assertEqual(self.row(self.triage(findings, verdicts, "--all").stdout, "total")[0], "2")
        self.assertNotIn("Gone", self.triage(findings, {**verdicts, "l": verdict("latent")}).stdout)

    def test_write_new_keeps_verdicts_and_adds_skeletons(self):
        done = self.triage([finding("b"), finding("a")], {"a": verdict("true")}, "--write-new")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(json.loads(self.verdicts.read_text()),
                         {"a": verdict("true"), "b": verdict("open", why="")})
        first = self.verdicts.read_text()
        self.triage([finding("a"), finding("b")], None, "--write-new")
        self.assertEqual(self.verdicts.read_text(), first)

    def test_first_run_has_no_verdicts_yet(self):
        done = self.triage([finding("a")], None, "--write-new")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(list(json.loads(self.verdicts.read_text())), ["a"])

    def test_bad_input(self):
        self.assertEqual(self.run_script(str(self.report)).returncode, 2)
        self.report.write_text("{")
        self.assertEqual(self.run_script(str(self.report)).returncode, 2)
        self.report.write_text("[]")
        self.assertIn("is not a report", self.run_script(str(self.report)).stderr)
        unknown = self.triage([], {"a": verdict("maybe")})
        self.assertEqual(unknown.returncode, 2)
        self.assertIn("verdict is 'maybe'", unknown.stderr)
        self.assertIn("needs a sentence", self.triage([], {"a": verdict("true", why="")}).stderr)


if __name__ == "__main__":
    unittest.main()
