"""Flags, subcommands and exit statuses that need no project."""

import json
import pathlib
import re
import unittest

from cli_case import BAD_INPUT, CLEAN, CliCase


class Help(CliCase):
    def test_help_prints_the_exit_statuses(self):
        for arguments in (["--help"], ["check", "--help"], ["capture", "--help"], ["merge", "--help"], ["refs", "--help"], ["dump", "--help"], ["contracts", "--help"],
                          ["explain", "--help"], ["list-checks", "--help"]):
            out = self.qomlint(*arguments, status=CLEAN).out
            for status in range(4):
                self.assertRegex(out, rf"(?m)^  {status}  \w")

    def test_help_shows_no_option_of_llvm(self):
        out = self.qomlint("check", "--help", status=CLEAN).out
        options = {line.split()[0].split("=")[0] for line in out.splitlines() if line.startswith("  -")}
        self.assertLessEqual(options, {
            "--checks", "--contracts", "--exclude", "--export-fixes", "--fail-on", "--fix", "--format", "--help", "--help-list", "--memory-limit",
            "--pedantic", "--qemu-version", "--quiet", "--show", "--source-root", "--strict", "--timeout",
            "--use-color", "--what-if", "-j", "-o", "-p"})

    def test_help_of_refs_has_examples(self):
        out = self.qomlint("refs", "--help", status=CLEAN).out
        self.assertIn("FILE[:LINE[:COLUMN]] | FILE:FUNCTION[:VARIABLE]", out)
        for example in ("qomlint refs -p build hw/x.c:120", "qomlint refs -p build hw/x.c:x_init:s->clk",
                        "qomlint refs hw/x.c:x_init -- -Iinclude"):
            self.assertIn(example, out)

    def test_help_is_about_one_subcommand(self):
        self.assertNotIn("refs", self.qomlint("contracts", "--help", status=CLEAN).out)
        self.assertIn("--what-if", self.qomlint("check", "--help", status=CLEAN).out)

    def test_help_of_dump_says_where_the_key_is(self):
        self.assertIn("qomlint explain dump", self.qomlint("dump", "--help", status=CLEAN).out)
        page = self.qomlint("explain", "dump", status=CLEAN).out
        for word in ("facts", "summaries", "states"):
            self.assertIn(f"$ qomlint dump {word} ", page)

    def test_version_names_all_that_decides_a_report(self):
        lines = self.qomlint("--version", status=CLEAN).out.splitlines()
        self.assertRegex(lines[0], r"^qomlint \d+\.\d+\.\d+$")
        self.assertRegex(lines[1], r"clang version 22\.1\.")
        self.assertEqual(lines[2], "report schema 1")
        self.assertRegex(lines[3], r"^contracts [0-9a-f]{8}$")


class Misuse(CliCase):
    def refuse(self, *arguments):
        done = self.qomlint(*arguments, status=BAD_INPUT)
        self.assertEqual(done.out, "")
        return done.err

    def test_subcommands(self):
        self.assertIn("usage:", self.refuse())
        self.assertIn("unknown subcommand 'chekc'; did you mean 'check'?", self.refuse("chekc"))
        self.assertIn("unknown subcommand 'hw/x.c'", self.refuse("hw/x.c"))

    def test_what_later_versions_bring_is_not_silently_accepted(self):
        for option in ("--index=x", "--baseline=x", "--changed-since=HEAD"):
            name = option.lstrip("-").split("=")[0]
            self.assertIn(f"--{name} is not available in this version", self.refuse("check", option))
        for form in ("sarif", "gitlab", "github", "html"):
            self.assertIn(f"--format={form} is not available in this version", self.refuse("check", f"--format={form}"))
        for subcommand in ("baseline",):
            self.assertIn("is not available in this version", self.refuse(subcommand))

    def test_unknown_options_and_values(self):
        self.assertEqual(self.refuse("check", "--strikt"), "qomlint: error: unknown command line argument '--strikt'; "
                         "did you mean '--strict'?; see qomlint --help\n")
        self.assertIn("did you mean 'json'?", self.refuse("check", "--format=jsn"))
        self.assertIn("expected latent, warning or error", self.refuse("check", "--fail-on=harmless"))
        self.assertIn("expected latent", self.refuse("check", "--show=everything"))
        self.assertIn("-j 0", self.refuse("check", "-j0"))
        self.assertIn("invalid", self.refuse("check", "-j", "many"))
        self.write("x.c")
        for version in ("new", "7", "7.2x", "7.2,10.2"):
            self.assertIn("expected a version such as 7.2", self.refuse("check", f"--qemu-version={version}", "x.c", "--"))
        self.assertIn("no-such-dir", self.refuse("check", "--source-root=no-such-dir", "x.c", "--"))

    def test_unknown_checks(self):
        self.assertIn("unknown check 'qom-ref-leek'; did you mean 'qom-ref-leak'?",
                      self.refuse("check", "--checks=-*,qom-ref-leek"))
        self.assertIn("no check matches 'bugprone-*'", self.refuse("check", "--checks=bugprone-*"))
        self.assertIn("no check is enabled", self.refuse("check", "--checks=-*"))
        self.assertIn("did you mean 'qom-child-leak'?", self.refuse("explain", "qom-child-leek"))

    def test_output_that_cannot_be_written_is_found_out_first(self):
        self.write("x.c")
        self.assertIn("-o nowhere/report.json", self.refuse("check", "-o", "nowhere/report.json", "x.c", "--"))
        self.assertIn("is a directory", self.refuse("check", "-o", ".", "x.c", "--"))

    def test_dump_arguments(self):
        self.assertIn("did you mean 'facts'?", self.refuse("dump", "fact", "x.c"))
        self.assertIn("'qomlint dump' needs facts|summaries|states, as in: qomlint dump facts ", self.refuse("dump"))
        self.assertIn("'qomlint dump' needs FILE[:FUNCTION], as in: ", self.refuse("dump", "facts"))
        self.assertIn("'qomlint dump' takes facts|summaries|states and FILE[:FUNCTION] only; 'y.c' is one too many",
                      self.refuse("dump", "facts", "x.c", "y.c"))

    def test_arguments_that_are_missing_or_too_many(self):
        self.assertIn("'qomlint refs' needs FILE[:LINE[:COLUMN]] | FILE:FUNCTION[:VARIABLE], as in: qomlint refs -p build "
                      "hw/x.c:120", self.refuse("refs"))
        self.assertIn("'y.c' is one too many", self.refuse("refs", "x.c", "y.c"))
        self.assertIn("'qomlint contracts' takes FUNCTION only; 'object_new' is one too many",
                      self.refuse("contracts", "object_ref", "object_new"))
        self.assertRegex(self.refuse("explain"), r"'qomlint explain' needs CHECK\|TOPIC .*topics: contracts, .*refs")
        self.assertIn("'glossary' is one too many", self.refuse("explain", "refs", "glossary"))
        self.assertIn("'qomlint merge' needs CAPTURE...", self.refuse("merge"))
        self.assertIn("'qomlint capture' needs -o FILE", self.refuse("capture"))

    def test_a_folder_is_no_file(self):
        (self.scratch / "hw").mkdir()
        for arguments in (["check", "hw"], ["check", "hw/"], ["refs", "hw"], ["refs", "hw:3"], ["dump", "facts", "hw:f"],
                          ["capture", "-o", "x", "hw"]):
            for flags in ([], ["--"]):
                self.assertRegex(self.refuse(*arguments, *flags), r"'hw/?' is a folder; name the files in it, as in: hw/\*\.c\n")

    @unittest.skipUnless(pathlib.Path("/dev/full").exists(), "no /dev/full")
    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "w") as full:
            done = self.qomlint("list-checks", stdout=full, status=BAD_INPUT)
        self.assertIn("cannot write the output", done.err)


class Checks(CliCase):
    def test_list_and_pages_agree(self):
        listed = json.loads(self.qomlint("list-checks", "--format=json", status=CLEAN).out)
        self.assertIn("qom-child-leak", [check["id"] for check in listed])
        text = self.qomlint("list-checks", status=CLEAN).out
        for check in listed:
            self.assertEqual(set(check), {"id", "severity", "confidence", "default", "summary"})
            self.assertIn(check["summary"], text)
            self.assertIn(check["id"], self.qomlint("explain", check["id"], status=CLEAN).out)


class Contracts(CliCase):
    def test_one_function(self):
        out = self.qomlint("contracts", "object_unref", status=CLEAN).out
        self.assertIn("object_unref", out)
        self.assertNotIn("object_new", out)
        self.assertIn("did you mean 'object_unref'?", self.qomlint("contracts", "object_unreff", status=BAD_INPUT).err)

    def test_all_of_them_end_with_a_hint(self):
        done = self.qomlint("contracts", status=CLEAN)
        for function in ("object_new", "object_unref"):
            self.assertRegex(done.out, rf"(?m)^{function}: function")
        counts = re.search(r"note: (\d+) contracts: (.*?); 'qomlint contracts FUNCTION' prints those of one", done.err)
        self.assertEqual(int(counts[1]), len(re.findall(r"(?m)^\S", done.out)))
        self.assertEqual(int(counts[1]), sum(map(int, re.findall(r"\d+", counts[2]))))
        self.assertEqual(self.qomlint("contracts", "--quiet", status=CLEAN).err, "")
        self.assertEqual(self.qomlint("contracts", "object_new", status=CLEAN).err, "")

    def test_a_row_for_all_names_of_a_kind(self):
        out = self.qomlint("contracts", "trace_device_realized", status=CLEAN).out
        self.assertTrue(out.startswith("trace_*"), out)
        self.assertNotIn("object_new", out)

    def test_own_rows_say_where_they_come_from(self):
        self.write("mine.json", json.dumps({"schema_version": 1, "functions": [
            {"function": "my_unref", "arguments": [{"index": 0, "effect": "release"}]}]}))
        out = self.qomlint("contracts", "my_unref", "--contracts=mine.json", status=CLEAN).out
        self.assertIn("mine.json", out)

    def test_broken_contracts(self):
        self.write("broken.json", "{")
        self.write("unknown.json", json.dumps({"schema_version": 1, "functions": [
            {"function": "my_unref", "arguments": [{"index": 0, "effect": "relase"}]}]}))
        self.write("x.c")
        for subcommand in (["contracts"], ["check", "x.c"]):
            for name, words in (("broken.json", ["broken.json"]), ("unknown.json", ["unknown.json", "my_unref", "effect"]),
                                ("missing.json", ["missing.json"])):
                err = self.qomlint(*subcommand, f"--contracts={name}", "--", status=BAD_INPUT).err
                for word in words:
                    self.assertIn(word, err)


if __name__ == "__main__":
    unittest.main()
