#!/usr/bin/env python3
#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tests of run_fixtures.py, with a command that reports what a test wants."""

import argparse
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import run_fixtures

# Reports every "// report: CHECK SEVERITY [object]" comment of its file.
REPORTER = r"""#!{python}
import json, re, sys
whole = "-p" in sys.argv
if whole:
    database = sys.argv[sys.argv.index("-p") + 1] + "/compile_commands.json"
    file = json.load(open(database))[0]["file"]
else:
    file = next(a for a in sys.argv[2:] if not a.startswith("--"))
findings = []
for number, line in enumerate(open(file), 1):
    for check, severity, name in re.findall(r"// report: (\S+) (\S+)(?: (\w+))?", line):
        findings.append(dict(check=check, severity=severity, file=file, line=number,
                             object=dict(expression=name), message="told of the whole" if whole else "told so"))
if "--format=json" in sys.argv:
    print(json.dumps(dict(findings=findings, errors=[])))
else:
    assert "--show=latent" in sys.argv
    for f in findings:
        print("%s:%d: %s [%s]" % (f["file"], f["line"], f["message"], f["check"]))
sys.exit(1 if findings else 0)
"""

PAGE = """# qom-ref-leak

Finds things.

## Bad

```c
void page_bad(void)
{
    take(); // expect: qom-ref-leak // report: qom-ref-leak warning
}
```

## Good

```c
void page_ok(void)
{
}
```
"""


class RunnerTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name).resolve()
        self.folder = self.root / "testdata" / "checks" / "qom-ref-leak"
        self.folder.mkdir(parents=True)
        (self.root / "checks" / "qom-ref-leak").mkdir(parents=True)
        (self.root / "checks" / "qom-child-leak").mkdir(parents=True)
        patch = mock.patch.object(run_fixtures, "ROOT", self.root)
        patch.start()
        self.addCleanup(patch.stop)
        self.qomlint = self.root / "qomlint"
        self.qomlint.write_text(REPORTER.replace("{python}", sys.executable))
        self.qomlint.chmod(self.qomlint.stat().st_mode | stat.S_IXUSR)

    def check(self, text, name="a.c"):
        """The messages about one fixture."""
        (self.folder / name).write_text(text)
        fixture = run_fixtures.Fixture(
            pathlib.Path("testdata/checks/qom-ref-leak") / name, name, text
        )
        found = run_fixtures.findings_of(str(self.qomlint), fixture, [])
        return run_fixtures.compare(fixture, run_fixtures.expectations(fixture), found)

    def function(self, name, line):
        return f"void {name}(void)\n{{\n    {line}\n}}\n"

    def test_what_a_commented_line_does(self):
        lines = {
            "tank = object_new(type);": "store",
            "s->tank[i] = object_ref(tank);": "store",
            "if ((s->tank = find(s))) {": "store",
            "TANK(obj)->peer = peer;": "store",
            "Object *tank = object_new(type);": "",
            "for (Object *t = first; t == tank; t++) {": "",
            "object_unref(tank);": "",
            "g_autoptr(Object) tank = object_new(type);": "cleanup",
            "g_auto(Keep) keep = {tank};": "cleanup",
            "qom::Owned<Tank> tank = qom::object_new<Tank>();": "cleanup",
            "Owned<Tank> tank(make());": "cleanup",
            "Tank *raw = qom::Owned<Tank>::into_raw(std::move(tank));": "",
            "Keep keep{tank};": "cleanup",
            "Keep *keep = find();": "",
        }
        for line, wanted in lines.items():
            with self.subTest(line):
                text = f"struct Keep {{ ~Keep(); }};\nvoid f_bad()\n{{\n    {line} // expect: qom-ref-leak\n}}\n"
                (found,) = run_fixtures.expectations(run_fixtures.Fixture(self.folder / "f.cpp", "f.cpp", text))
                does = [word for word in ("store", "cleanup") if getattr(found, f"at_{word}")]
                self.assertEqual(" ".join(does), wanted)

    def test_whole_program_is_read_from_a_database(self):
        text = self.function("f_ok", "take(); // report: qom-ref-leak warning")
        self.assertIn("told so", "".join(self.check(text)))
        self.assertIn("told of the whole", "".join(self.check("// whole-program\n" + text)))

    def test_agreement_is_silent(self):
        text = self.function(
            "f_bad", "take(); // expect: qom-ref-leak // report: qom-ref-leak warning"
        )
        self.assertEqual(self.check(text), [])

    def test_missing_finding(self):
        text = self.function("f_bad", "take(); // expect: qom-ref-leak dev")
        self.assertEqual(
            self.check(text),
            ["a.c:3: f_bad: the comment says qom-ref-leak on dev; qomlint reports nothing"],
        )

    def test_surplus_finding(self):
        text = self.function("f_ok", "take(); // report: qom-ref-leak warning")
        self.assertEqual(
            self.check(text),
            [
                "a.c:3: f_ok: the comment says nothing; qomlint reports qom-ref-leak\n"
                "    told so"
            ],
        )

    def test_wrong_check(self):
        text = self.function(
            "f_bad", "take(); // expect: qom-ref-leak // report: qom-child-leak warning"
        )
        self.assertIn("says qom-ref-leak; qomlint reports qom-child-leak", self.check(text)[0])

    def test_latent_is_part_of_the_verdict(self):
        latent = self.function(
            "f_bad", "take(); // expect-latent: qom-ref-leak // report: qom-ref-leak latent"
        )
        self.assertEqual(self.check(latent), [])
        shown = self.function(
            "f_bad", "take(); // expect-latent: qom-ref-leak // report: qom-ref-leak warning"
        )
        self.assertIn("says qom-ref-leak (latent); qomlint reports qom-ref-leak", self.check(shown)[0])

    def test_the_object_is_for_readers(self):
        text = self.function(
            "f_bad", "take(); // expect: qom-ref-leak a // report: qom-ref-leak warning b"
        )
        self.assertEqual(self.check(text), [])

    def test_one_reference_is_reported_once(self):
        text = self.function(
            "f_bad",
            "take(); // expect: qom-ref-leak"
            " // report: qom-ref-leak warning // report: qom-ref-leak warning",
        )
        self.assertIn("reports qom-ref-leak, qom-ref-leak", self.check(text)[0])

    def test_two_expectations_on_a_line(self):
        text = self.function(
            "f_bad",
            "take(); // expect: qom-ref-leak // expect: qom-child-leak"
            " // report: qom-child-leak warning",
        )
        self.assertIn("reports qom-child-leak", self.check(text)[0])

    def test_known_misses(self):
        missed = self.function("FN_f_bad", "take(); // expect: qom-ref-leak")
        self.assertEqual(self.check(missed), [])
        found = self.function(
            "FN_f_bad", "take(); // expect: qom-ref-leak // report: qom-ref-leak warning"
        )
        self.assertIn("remove FN_", self.check(found)[0])

    def test_known_false_reports(self):
        reported = self.function(
            "FP_f_ok", "take(); // expect: qom-ref-leak // report: qom-ref-leak warning"
        )
        self.assertEqual(self.check(reported), [])
        silent = self.function("FP_f_ok", "take(); // expect: qom-ref-leak")
        self.assertIn("remove FP_", self.check(silent)[0])

    def test_names_must_fit(self):
        for name in ("f_ok", "FP_f_bad", "f"):
            text = self.function(name, "take(); // expect: qom-ref-leak")
            with self.assertRaisesRegex(run_fixtures.FixtureError, "must end in"):
                self.check(text)

    def test_comments_must_parse(self):
        for comment in ("// expect qom-ref-leak", "// expect: ref-leak", "// Expects: qom-ref-leak"):
            with self.assertRaisesRegex(run_fixtures.FixtureError, "not an expectation"):
                self.check(self.function("f_bad", comment))

    def test_checks_must_exist(self):
        with self.assertRaisesRegex(run_fixtures.FixtureError, "no check qom-nonsense"):
            self.check(self.function("f_bad", "x(); // expect: qom-nonsense"))

    def test_findings_elsewhere_are_errors(self):
        text = self.function("f_bad", "take();")
        (self.root / "other.c").write_text("// report: qom-ref-leak warning\n")
        fixture = run_fixtures.Fixture(pathlib.Path("other.c"), "other.c", text)
        report = json.dumps(
            {"findings": [{"check": "qom-ref-leak", "file": "elsewhere.h", "line": 1}], "errors": []}
        )
        with mock.patch.object(run_fixtures, "analyze", return_value=report):
            with self.assertRaisesRegex(run_fixtures.FixtureError, "elsewhere.h:1"):
                run_fixtures.findings_of(str(self.qomlint), fixture, [])

    def test_a_confidence_and_its_reason_belong_together(self):
        fixture = run_fixtures.Fixture(pathlib.Path("a.c"), "a.c", "")
        finding = {"check": "qom-ref-leak", "file": "a.c", "line": 1, "severity": "warning", "object": {"expression": ""},
                   "message": "lost"}
        for more in ({"confidence": "likely"}, {"confidence": "definite", "confidence_reason": "so"}):
            report = json.dumps({"findings": [finding | more], "errors": []})
            with mock.patch.object(run_fixtures, "analyze", return_value=report):
                with self.assertRaisesRegex(run_fixtures.FixtureError, "confidence_reason does not fit"):
                    run_fixtures.findings_of(str(self.qomlint), fixture, [])

    def test_a_failing_command_is_an_error(self):
        self.qomlint.write_text("#!/bin/sh\necho broken >&2\nexit 2\n")
        with self.assertRaisesRegex(run_fixtures.FixtureError, "exit status 2"):
            self.check(self.function("f_ok", ""))

    def test_golden_report(self):
        text = self.function(
            "f_bad", "take(); // expect: qom-ref-leak // report: qom-ref-leak warning"
        )
        self.check(text)
        fixture = run_fixtures.Fixture(
            pathlib.Path("testdata/checks/qom-ref-leak/a.c"), "a.c", text
        )
        golden = lambda update: run_fixtures.check_golden(
            str(self.qomlint), "checks/qom-ref-leak", [fixture], [], update
        )
        self.assertIn("is stale", golden(False)[0])
        self.assertEqual(golden(True), [])
        self.assertEqual(golden(False), [])
        expected = self.folder / "expected.txt"
        self.assertIn("told so", expected.read_text())
        expected.write_text(expected.read_text().replace("told so", "told otherwise"))
        self.assertIn("-testdata/checks/qom-ref-leak/a.c:3: told otherwise", golden(False)[0])

    def test_page_examples_are_fixtures(self):
        page = self.root / "checks" / "qom-ref-leak" / "doc.md"
        page.write_text(PAGE)
        examples = run_fixtures.examples_of("checks/qom-ref-leak", self.root)
        self.assertEqual([e.shown for e in examples], ["checks/qom-ref-leak/doc.md"] * 2)
        bad = examples[0]
        (expected,) = run_fixtures.expectations(bad)
        self.assertEqual(expected.line, 10)  # as in the page
        found = run_fixtures.findings_of(str(self.qomlint), bad, [])
        self.assertEqual(run_fixtures.compare(bad, [expected], found), [])
        page.write_text(PAGE.replace("## Good", "## Better"))
        with self.assertRaisesRegex(run_fixtures.FixtureError, "needs a C block"):
            run_fixtures.examples_of("checks/qom-ref-leak", self.root)


class TidyTest(unittest.TestCase):
    """Two front ends that print what a test wants."""

    FOUND = "{file}:3:5: warning: leaks [qom-ref-leak]\n{file}:3:5: note: taken here\n"

    def messages(self, command, tidy, first=""):
        with tempfile.TemporaryDirectory() as scratch:
            path = pathlib.Path(scratch).resolve() / "a.c"
            text = first + "void f_bad(void)\n{\n    take(); // expect: qom-ref-leak\n}\n"
            fixture = run_fixtures.Fixture(path, "a.c", text)
            with (
                mock.patch.object(run_fixtures, "analyze", return_value=command.format(file="a.c")),
                mock.patch.object(run_fixtures, "tidy_output", return_value=tidy.format(file=path)),
            ):
                return run_fixtures.tidy_one(None, "qomlint", fixture, [])

    def test_agreement_is_silent(self):
        self.assertEqual(self.messages(self.FOUND, self.FOUND), [])
        harder = self.FOUND.replace("warning", "error").replace("[qom-ref-leak]", "[qom-ref-leak,-warnings-as-errors]")
        self.assertEqual(self.messages(self.FOUND, harder), [])

    def test_clang_tidy_may_be_silent_about_a_whole_program(self):
        whole = "// whole-program\n"
        self.assertEqual(self.messages(self.FOUND, "", whole), [])
        self.assertIn("only clang-tidy reports", self.messages("", self.FOUND, whole)[0])

    def test_the_comment_counts_in_clang_tidy(self):
        self.assertIn("says qom-ref-leak; qomlint reports nothing", self.messages("", "")[0])
        self.assertIn("reports qom-ref-leak (latent)", self.messages("", self.FOUND.replace("leaks", "latent: leaks"))[0])

    def test_other_words_or_places_are_told(self):
        for old, new in (("leaks", "drips"), ("taken", "given"), ("3:5: note", "2:1: note")):
            told = self.messages(self.FOUND, self.FOUND.replace(old, new))
            self.assertEqual([m.split("\n")[0] for m in told],
                             ["a.c: only qomlint check reports", "a.c: only clang-tidy reports"])

    def test_reports_elsewhere_are_errors(self):
        with self.assertRaisesRegex(run_fixtures.FixtureError, "a.h:3:5"):
            args = argparse.Namespace()
            fixture = run_fixtures.Fixture(pathlib.Path("a.c"), "a.c", "")
            with mock.patch.object(run_fixtures, "tidy_output", return_value=self.FOUND.format(file="a.h")):
                run_fixtures.tidy_findings(args, fixture, [])


class FunctionsTest(unittest.TestCase):
    def names(self, text):
        return run_fixtures.functions_by_line(text)

    def test_hooks_tables_and_macros(self):
        text = (
            'DEFINE_MACHINE("x", setup)\n'
            "static void f(Object *obj,\n"
            "              int (*fn)(void))\n"
            "{\n"
            "    if (x) {\n"
            "    }\n"
            "}\n"
            "static const TypeInfo types[] = {\n"
            "    {\n"
            "        .init = f,\n"
            "    },\n"
            "};\n"
            "int g(void) { return '{'; } // }\n"
        )
        names = self.names(text)
        self.assertEqual([names.get(n) for n in (4, 5, 6)], ["f"] * 3)
        self.assertNotIn(10, names)
        self.assertEqual(names[13], "g")

    def test_methods_and_lambdas(self):
        text = (
            "namespace {\n"
            "class C {\n"
            "public:\n"
            "    explicit C(int a) : a(a) {}\n"
            "    int get() const\n"
            "    {\n"
            "        return a;\n"
            "    }\n"
            "};\n"
            "} // namespace\n"
            "int outer_bad(int n)\n"
            "{\n"
            "    auto f = [&](int k) {\n"
            "        return k;\n"
            "    };\n"
            "}\n"
        )
        names = self.names(text)
        self.assertEqual(names[7], "get")
        self.assertEqual(names[14], "outer_bad")


class RepositoryTest(unittest.TestCase):
    """The fixtures that are there, not the runner."""

    FULL = ("qom-child-leak", "qom-ref-leak", "qom-over-unref", "qom-use-after-unref", "qom-embedded-ref")

    def test_every_check_has_enough_of_each_kind(self):
        counts = run_fixtures.statistics()
        for check in self.FULL:
            with self.subTest(check=check):
                have = counts[f"checks/{check}"]
                self.assertGreaterEqual(have["bad"], 12)
                self.assertGreaterEqual(have["ok"], 12)
                self.assertGreaterEqual(have["traps"], 6)

    def test_help(self):
        script = pathlib.Path(run_fixtures.__file__)
        done = subprocess.run(
            [sys.executable, script, "--help"], capture_output=True, text=True, env=os.environ
        )
        self.assertEqual(done.returncode, 0)
        self.assertIn("FOLDER", done.stdout)


if __name__ == "__main__":
    unittest.main()
