"""What --fix and --export-fixes change, and what they leave alone."""

import os
import shutil
import stat
import subprocess
import unittest

from cli_case import FINDINGS, CLEAN, LEAK, PRELUDE, CliCase

FIXED = LEAK.replace("        return -1;", "        object_unref(obj);\n        return -1;")
# Two references are lost at one return.
TWO = PRELUDE + """
int lose_two(int fail)
{
    Object *one = object_new("clock");
    Object *two = object_new("clock");
    if (fail) {
        return -1;
    }
    object_unref(one);
    object_unref(two);
    return 0;
}
"""
# No braces, and no line of its own.
CROWDED = PRELUDE + """
#define FAIL return -1
int no_braces(int fail)
{
    Object *obj = object_new("clock");
    if (fail)
        return -1;
    object_unref(obj);
    return 0;
}
int one_line(int fail)
{
    Object *obj = object_new("clock");
    if (fail) { return -1; }
    object_unref(obj);
    return 0;
}
int in_macro(int fail)
{
    Object *obj = object_new("clock");
    if (fail) {
        FAIL;
    }
    object_unref(obj);
    return 0;
}
int shared_exit(int fail)
{
    Object *obj = object_new("clock");
    if (fail) {
        goto out;
    }
    object_unref(obj);
out:
    return 0;
}
"""


class Fixes(CliCase):
    def project(self, text, name="leak.c"):
        self.write_database([name])
        return self.write(name, text)

    def test_fix(self):
        path = self.project(LEAK)
        path.chmod(0o755)
        done = self.qomlint("check", "-p", "build", "--fix", status=FINDINGS)
        self.assertEqual(path.read_text(), FIXED)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o755)
        self.assertIn("note: leak.c: 1 finding fixed", done.err)
        self.assertIn(f"    object_unref(obj);\n", done.out)
        self.assertEqual(sorted(os.listdir(self.scratch)), ["build", "leak.c"])
        self.qomlint("check", "-p", "build", "--fix", status=CLEAN)
        self.assertEqual(path.read_text(), FIXED)

    def test_links_stay_links(self):
        path = self.project(LEAK)
        real = self.scratch / "elsewhere.c"
        path.rename(real)
        path.symlink_to(real)
        self.qomlint("check", "-p", "build", "--fix", status=FINDINGS)
        self.assertTrue(path.is_symlink())
        self.assertEqual(real.read_text(), FIXED)

    def test_json_has_the_bytes(self):
        self.project(LEAK)
        finding, = self.check(status=FINDINGS)[0]["findings"]
        fix, = finding["fixes"]
        self.assertEqual(fix["file"], finding["file"])
        data = LEAK.encode()
        start = fix["offset"]
        self.assertEqual((data[:start] + fix["replacement"].encode() + data[start + fix["length"]:]).decode(), FIXED)

    def test_bytes_are_counted_behind_other_letters(self):
        path = self.project(LEAK.replace("int leak", "/* Größe \u2603 */\nint leak"))
        self.qomlint("check", "-p", "build", "--fix", status=FINDINGS)
        self.assertEqual(path.read_text(), FIXED.replace("int leak", "/* Größe \u2603 */\nint leak"))

    def test_line_ends_stay(self):
        path = self.project("")
        path.write_bytes(LEAK.replace("\n", "\r\n").encode())
        self.qomlint("check", "-p", "build", "--fix", status=FINDINGS)
        self.assertEqual(path.read_bytes(), FIXED.replace("\n", "\r\n").encode())

    def test_nothing_changes_without_fix(self):
        path = self.project(LEAK)
        self.qomlint("check", "-p", "build", status=FINDINGS)
        self.assertEqual(path.read_text(), LEAK)

    def test_suppressed_findings_are_not_fixed(self):
        text = LEAK.replace('object_new("clock");', 'object_new("clock"); // NOLINT')
        path = self.project(text)
        self.qomlint("check", "-p", "build", "--fix", status=CLEAN)
        self.assertEqual(path.read_text(), text)

    def test_fixes_that_touch_take_turns(self):
        path = self.project(TWO)
        done = self.qomlint("check", "-p", "build", "--fix", status=FINDINGS)
        self.assertRegex(done.err, r"leak\.c:\d+:\d+: \[qom-ref-leak\] is not fixed yet")
        self.assertEqual(path.read_text().count("object_unref(one);"), 2)
        self.assertEqual(path.read_text().count("object_unref(two);"), 1)
        self.qomlint("check", "-p", "build", "--fix", status=FINDINGS)
        self.qomlint("check", "-p", "build", "--fix", status=CLEAN)
        self.assertEqual(path.read_text().count("object_unref(two);"), 2)

    def test_no_fix_where_there_is_no_room(self):
        path = self.project(CROWDED)
        report, done = self.check("--fix", status=FINDINGS)
        self.assertEqual([(f["function"], f["fixes"]) for f in report["findings"]],
                         [("no_braces", []), ("one_line", []), ("in_macro", []), ("shared_exit", [])])
        self.assertEqual(path.read_text(), CROWDED)
        self.assertEqual(done.err.count("fixed"), 0)

    def test_a_file_that_was_changed_is_left_alone(self):
        path = self.project(LEAK)
        self.qomlint("capture", "-p", "build", "-o", "all.capture", status=CLEAN)
        changed = "/* A line more. */\n" + LEAK
        path.write_text(changed)
        done = self.qomlint("merge", "--fix", "all.capture", status=FINDINGS)
        self.assertEqual(path.read_text(), changed)
        self.assertIn("warning: leak.c: changed since it was captured; nothing in it is fixed", done.err)
        self.assertNotIn("^", done.out, "no lines of another text are shown")
        path.write_text(LEAK)
        self.qomlint("merge", "--fix", "all.capture", status=FINDINGS)
        self.assertEqual(path.read_text(), FIXED)

    @unittest.skipUnless(shutil.which("clang-apply-replacements-22"), "comes with clang-tidy, from Debian")
    def test_export(self):
        path = self.project(LEAK)
        (self.scratch / "out").mkdir()
        self.qomlint("check", "-p", "build", "--export-fixes=out/fixes.yaml", status=FINDINGS)
        self.assertEqual(path.read_text(), LEAK)
        subprocess.run(["clang-apply-replacements-22", self.scratch / "out"], check=True, capture_output=True)
        self.assertEqual(path.read_text(), FIXED)

    def test_export_has_findings_without_fixes(self):
        self.project(CROWDED)
        self.qomlint("check", "-p", "build", "--export-fixes=fixes.yaml", status=FINDINGS)
        self.assertEqual((self.scratch / "fixes.yaml").read_text().count("Replacements:    []"), 4)

    def test_export_to_a_directory(self):
        self.project(LEAK)
        done = self.qomlint("check", "-p", "build", "--export-fixes=build", status=2)
        self.assertIn("--export-fixes=build: is a directory", done.err)


if __name__ == "__main__":
    unittest.main()
