"""Tests of scripts/tidy-corpus, with a clang-tidy that prints what a test wants."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).with_name("tidy-corpus")

# Prints FILE.out for FILE, its last argument.
PRINTER = """#!{python}
import pathlib, sys
out = pathlib.Path(sys.argv[-1] + ".out")
text = out.read_text() if out.exists() else ""
print(text, end="")
sys.exit("error:" in text)
"""

FINDING = {
    "check": "qom-ref-leak", "severity": "warning", "message": "the reference to 'x' is never dropped", "file": "a.c",
    "line": 7, "column": 3, "function": "f",
    "trace": [
        {"file": "a.c", "line": 7, "column": 3, "function": "f", "message": "taken", "refs": 1},
        {"file": "a.c", "line": 9, "column": 1, "function": "g", "message": "lost", "refs": 2},
    ],
}
SHOWN = """{path}:7:3: warning: the reference to 'x' is never dropped [qom-ref-leak]
{path}:7:3: note: taken (1 reference)
{path}:9:1: note: lost (in g, 2 references)
"""


class TidyCorpusTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name).resolve()
        (self.root / "build").mkdir()
        for name in ("a.c", "b.c"):
            (self.root / name).touch()
        entries = [{"directory": str(self.root / "build"), "file": f"../{name}", "command": "cc"}
                   for name in ("a.c", "b.c", "a.c")]
        (self.root / "build/compile_commands.json").write_text(json.dumps(entries))
        self.clang_tidy = self.root / "clang-tidy"
        self.clang_tidy.write_text(PRINTER.replace("{python}", sys.executable))
        self.clang_tidy.chmod(0o755)
        self.report([FINDING])

    def report(self, findings):
        (self.root / "report.json").write_text(json.dumps({"findings": findings}))

    def prints(self, name, text):
        path = self.root / name
        path.with_name(name + ".out").write_text(text.format(path=path))

    def script(self, action, *options, module=None):
        return subprocess.run([sys.executable, SCRIPT, action, "-p", self.root / "build", "--clang-tidy", self.clang_tidy,
                               "--module", module or self.clang_tidy, "--report", self.root / "report.json", *options],
                              capture_output=True, text=True, check=False)

    def compare(self, status):
        done = self.script("compare")
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout

    def test_a_part_of_the_whole(self):
        self.assertIn("2 files: 0 findings in clang-tidy, 1 of the whole program; 0 differ", self.compare(0))
        self.prints("a.c", SHOWN)
        self.assertIn("2 files: 1 findings in clang-tidy, 1 of the whole program; 0 differ", self.compare(0))

    def test_other_words(self):
        for old, new in (("'x'", "'y'"), ("taken", "given"), ("9:1", "9:2"), ("(in g, 2", "(2"), ("qom-ref", "qom-child")):
            self.prints("a.c", SHOWN.replace(old, new))
            told = self.compare(1)
            self.assertIn("only clang-tidy reports", told)
            self.assertIn(", 1 of the whole program; 1 differ", told)

    def test_what_the_whole_program_does_not_know(self):
        self.report([])
        self.prints("b.c", SHOWN)
        self.assertIn("1 differ", self.compare(1))

    def test_latent_is_listed(self):
        self.report([{**FINDING, "severity": "latent"}])
        self.prints("a.c", SHOWN)
        told = self.compare(0)
        self.assertIn(f"the whole program calls it latent: {self.root / 'a.c'}:7:3 [qom-ref-leak]", told)
        self.assertIn("0 differ, 1 are latent there", told)
        self.prints("a.c", SHOWN.replace("warning: ", "warning: latent: "))
        self.assertIn("0 differ, 0 are latent there", self.compare(0))

    def test_files_that_fail(self):
        self.prints("b.c", "{path}:1:1: error: no such thing [clang-diagnostic-error]\n")
        self.assertIn("1 files failed", self.compare(1))

    def test_measure(self):
        done = self.script("measure", "-n", "1", "--against", "other")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"qom-\* +\d+\.\d+ s of CPU\nother +\d+\.\d+ s of CPU\nratio +\d+\.\d+ for 1 files\n")

    def test_wrong_use(self):
        done = self.script("compare", module="nowhere.so")
        self.assertEqual((done.returncode, done.stderr),
                         (2, "tidy-corpus: nowhere.so does not exist; build it, or use --module\n"))
        (self.root / "report.json").write_text("{")
        self.assertEqual(self.script("compare").returncode, 2)
        self.assertEqual(subprocess.run([sys.executable, SCRIPT, "--help"], capture_output=True, check=False).returncode, 0)


if __name__ == "__main__":
    unittest.main()
