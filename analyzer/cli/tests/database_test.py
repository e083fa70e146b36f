"""Where the files and their flags come from."""

import json
import unittest

from cli_case import BAD_INPUT, CLEAN, FINDINGS, HARMLESS, INCOMPLETE, LEAK, CliCase


class Broken(CliCase):
    def refuse(self, *arguments, **keywords):
        done = self.qomlint("check", *arguments, status=BAD_INPUT, **keywords)
        self.assertEqual(done.out, "")
        return done.err

    def test_a_lost_slash_is_found(self):
        self.write_database(["x.c"])
        self.assertIn(f"does not exist; did you mean '{self.scratch}/build'?", self.refuse("-p", f"{self.scratch}/build"[1:]))

    def test_missing(self):
        self.assertIn("nowhere does not exist", self.refuse("-p", "nowhere"))
        self.assertIn("use -p", self.refuse(cwd="/"))
        self.write("x.c")
        self.assertIn("flags after --", self.refuse("x.c"))
        self.assertIn("x.c", self.refuse("-p", "x.c", "x.c"))

    def test_a_build_directory_nearby_is_suggested(self):
        self.write("x.c", HARMLESS)
        self.write_database(["x.c"])
        self.assertIn("use -p build", self.refuse())

    def test_the_one_here_is_found_if_none_is_above_the_file(self):
        self.write("hw/x.c", HARMLESS)
        self.write_database(["hw/x.c"])
        self.qomlint("check", "../hw/x.c", status=CLEAN, cwd=self.scratch / "build")

    def test_broken_as_a_whole(self):
        for text, message in (("", "is empty"), ("[]", "has no entries"), ("[{", "parse error at line 1"),
                              ("{}", "expected a list of entries, not object")):
            self.write("build/compile_commands.json", text)
            self.assertIn(message, self.refuse("-p", "build"))

    def test_files_that_are_not_in_it(self):
        self.write("x.c", HARMLESS)
        self.write("y.c", HARMLESS)
        self.write("z.h")
        self.write_database(["x.c"])
        self.assertIn("no such file: w.c", self.refuse("-p", "build", "w.c"))
        self.assertIn("no such file: w.c", self.refuse("w.c", "--"))
        self.assertIn("y.c is not in the compilation database", self.refuse("-p", "build", "y.c"))
        self.assertIn("through the files that include it", self.refuse("-p", "build", "z.h"))

    def test_folders_here_and_below_the_source_root(self):
        self.write("hw/x.c", HARMLESS)
        self.write_database(["hw/x.c"])
        database = ["-p", self.scratch / "build", "--source-root", self.scratch]
        for here in (self.scratch, self.scratch / "build"):
            self.assertIn("'hw' is a folder", self.refuse(*database, "hw", cwd=here))

    def test_flags_and_database_exclude_each_other(self):
        self.write("x.c", HARMLESS)
        self.write_database(["x.c"])
        self.assertIn("exclude each other", self.refuse("-p", "build", "x.c", "--", "-DX"))

    def test_broken_entries_cost_only_themselves(self):
        self.write("x.c", LEAK)
        here = str(self.scratch / "build")
        self.write_database([{"directory": here, "file": "../a.c"}, {"file": "b.c", "command": "cc b.c"}, 7,
                             {"directory": here, "file": "../gone.c", "command": "cc ../gone.c"},
                             {"directory": f"{here}/old", "file": "d.c", "command": "cc d.c"},
                             {"directory": here, "file": "../e.c", "arguments": []}, "x.c"])
        report, done = self.check(status=FINDINGS)
        self.assertEqual([error["reason"] for error in report["errors"]], ["parse"] * 6)
        self.assertEqual([(error["file"], error["message"].partition("database ")[2]) for error in report["errors"]], [
            ("a.c", 'has neither a text "command" nor a list "arguments"'),
            ("b.c", 'has no text "directory"'),
            ("build/compile_commands.json", "is not an object"),
            ("gone.c", "names a file that does not exist"),
            ("build/old/d.c", "names a directory that does not exist, build/old"),
            ("e.c", "has an empty command"),
        ])
        self.assertEqual(len(report["findings"]), 1)
        self.assertIn("gone.c and 1 more file do not exist", done.err)
        self.check("--strict", status=INCOMPLETE)


class Selection(CliCase):
    def setUp(self):
        super().setUp()
        for name in ("hw/x.c", "hw/y.c", "tests/t.c", "contrib/c.c"):
            self.write(name, HARMLESS)
        self.write_database(["hw/x.c", "hw/y.c", "tests/t.c", "contrib/c.c"])

    def count(self, *arguments, **keywords):
        report, done = self.check(*arguments, status=CLEAN, **keywords)
        return report["summary"]["files"]

    def test_tests_and_contrib_are_out_unless_named(self):
        self.assertEqual(self.count(), 2)
        self.assertEqual(self.count("--exclude="), 4)
        self.assertEqual(self.count("tests/t.c"), 1)

    def test_exclude(self):
        self.assertEqual(self.count("--exclude=hw/x*"), 1)
        done = self.qomlint("check", "-p", "build", "--exclude=nothing/", status=CLEAN)
        self.assertIn("--exclude=nothing/ leaves out nothing", done.err)
        self.qomlint("check", "-p", "build", "--exclude=*.c", status=BAD_INPUT)

    def test_database_is_found_upwards(self):
        (self.scratch / "build/compile_commands.json").rename(self.scratch / "compile_commands.json")
        done = self.qomlint("check", "--format=json", status=CLEAN, cwd=self.scratch / "hw")
        self.assertEqual(json.loads(done.out)["summary"]["files"], 2)

    def test_file_or_directory(self):
        self.qomlint("check", "-p", "build/compile_commands.json", status=CLEAN)

    def test_flags_without_a_database(self):
        self.write("flags.c", "#ifndef WANTED\n#error no flag\n#endif\n")
        self.qomlint("check", "flags.c", "--", "-DWANTED", status=CLEAN)
        self.qomlint("check", "flags.c", "--", status=INCOMPLETE)

    def test_entries_with_equal_facts_are_read_once(self):
        self.write_database([("hw/x.c", ["-DA", "-o", "one.o"]), ("hw/x.c", ["-DA", "-o", "two.o"]),
                             ("hw/x.c", ["-DB"])])
        self.qomlint("dump", "facts", "-p", "build", "--entry=2", "hw/x.c", status=CLEAN)
        err = self.qomlint("dump", "facts", "-p", "build", "--entry=3", "hw/x.c", status=BAD_INPUT).err
        self.assertIn("has 2 different entries", err)


if __name__ == "__main__":
    unittest.main()
