"""The module's options, as a .clang-tidy file sets them."""

import json
import unittest

from tidy_case import HARMLESS, LEAK, PRELUDE, TidyCase, diagnostics

OPTIONS = ("Contracts", "Pedantic", "QemuVersion", "Show")

WIDGETS = PRELUDE + """
Object *make_widget(void);
void leak_widget(void)
{
    make_widget();
}
"""
MAKES_WIDGETS = json.dumps({"functions": [{"function": "make_widget", "return": {"ownership": "owned"}}]})


class Options(TidyCase):
    def configure(self, *lines, name=".clang-tidy"):
        return self.write(name, "\n".join(["Checks: '-*,qom-*'", *lines]) + "\n")

    def configured(self, *files, status=0):
        """The diagnostics and the rest of the output, with the configuration file."""
        self.write_database(files)
        done = self.run_tidy("-p", "build", *files, status=status)
        return diagnostics.parse(done.stdout, self.scratch), done

    def test_contracts_for_all_checks(self):
        self.write("scripts/widgets.json", MAKES_WIDGETS)
        self.write("hw/widget.c", WIDGETS)
        self.configure()
        self.assertEqual(self.configured("hw/widget.c")[0], [])
        self.configure("CheckOptions:", "  Contracts: scripts/widgets.json")
        found, _ = self.configured("hw/widget.c")
        self.assertEqual([f.check for f in found], ["qom-ref-leak"])

    def test_contracts_for_one_check(self):
        self.write("widgets.json", MAKES_WIDGETS)
        self.write("widget.c", WIDGETS)
        for check, expected in (("qom-ref-leak", 1), ("qom-over-unref", 0)):
            self.configure("CheckOptions:", f"  {check}.Contracts: widgets.json")
            found, _ = self.configured("widget.c")
            self.assertEqual(len(found), expected, check)

    def test_bad_contracts_are_told_once(self):
        self.write("leak.c", LEAK)
        self.write("harmless.c", HARMLESS)
        self.write("bad.json", '{"functions": [{"function": "f", "retrun": {}}]}')
        self.configure("CheckOptions:", "  Contracts: bad.json")
        _, done = self.configured("leak.c", "harmless.c", status=1)
        self.assertEqual(done.stdout.count("error:"), 1, done.stdout)
        self.assertIn("error: Contracts: ", done.stdout)
        for part in ("bad.json", "did you mean 'return'?", "[clang-tidy-config]"):
            self.assertIn(part, done.stdout)

    def test_missing_contracts_are_told_once(self):
        self.write("leak.c", LEAK)
        self.configure("CheckOptions:", "  Contracts: none.json")
        _, done = self.configured("leak.c", status=1)
        self.assertEqual(done.stdout, "error: Contracts: none.json: no such file in the directory of leak.c or above it "
                                      "[clang-tidy-config]\n")

    def test_annotations_that_say_nothing(self):
        self.write("x.c", LEAK + '__attribute__((annotate("qomlint::retuns_owned"))) Object *get(Object *of) { return of; }\n')
        self.configure()
        found, done = self.configured("x.c")
        self.assertEqual([f.check for f in found], ["qom-ref-leak"])
        self.assertEqual(done.stdout.count("annotation 'retuns_owned'"), 1, done.stdout)
        self.assertRegex(done.stdout, r"warning: .*x\.c:\d+: get: annotation 'retuns_owned': .*did you mean 'returns_owned'\?")

    def test_qemu_version(self):
        self.write("widgets.json", json.dumps({"functions": [
            {"function": "make_widget", "versions": ["7.2"], "return": {"ownership": "owned"}},
            {"function": "make_widget", "versions": ["10.2"], "return": {"ownership": "borrowed"}},
        ]}))
        self.write("widget.c", WIDGETS)
        for version, expected in (("7.2", 1), ("10.2", 0)):
            self.configure("CheckOptions:", "  Contracts: widgets.json", f"  QemuVersion: '{version}'")
            self.assertEqual(len(self.configured("widget.c")[0]), expected, version)
            self.configure("CheckOptions:", "  Contracts: widgets.json")
            self.write("VERSION", f"{version}.1\n")
            self.assertEqual(len(self.configured("widget.c")[0]), expected, f"VERSION {version}")

    def test_bad_values(self):
        self.write("leak.c", LEAK)
        for line, message in (
            ("QemuVersion: latest", "QemuVersion: latest: expected a version such as 7.2"),
            ("Show: everything", "Show: everything: expected latent"),
        ):
            self.configure("CheckOptions:", "  " + line)
            _, done = self.configured("leak.c", status=1)
            self.assertEqual(done.stdout.count(message), 1, done.stdout)
        self.configure("CheckOptions:", "  qom-ref-leak.Pedantic: perhaps")
        found, done = self.configured("leak.c")
        self.assertIn("'perhaps' for option 'qom-ref-leak.Pedantic'", done.stdout)
        self.assertEqual([f.check for f in found if f.check != "clang-tidy-config"], ["qom-ref-leak"])

    def test_every_option_is_stored(self):
        dumped = self.run_tidy("--checks=-*,qom-*", "--dump-config", status=0).stdout
        checks = [word for word in self.run_tidy("--checks=-*,qom-*", "--list-checks").stdout.split()
                  if word.startswith("qom-")]
        stored = [line.split(":")[0].strip() for line in dumped.splitlines() if line.strip().startswith("qom-")]
        self.assertEqual(stored, [f"{check}.{option}" for check in checks for option in OPTIONS])

    def test_stored_options_are_what_was_set(self):
        self.configure("CheckOptions:", "  Contracts: mine.json", "  QemuVersion: '7.2'", "  Pedantic: true",
                       "  qom-ref-leak.Show: latent")
        dumped = self.run_tidy("--dump-config", "leak.c", "--", status=0).stdout
        for line in ("qom-ref-leak.Contracts: mine.json", "qom-ref-leak.QemuVersion: '7.2'",
                     "qom-ref-leak.Pedantic: 'true'", "qom-ref-leak.Show: latent", "qom-over-unref.Show: ''"):
            self.assertIn(line, dumped)

    def test_verify_config(self):
        self.configure("CheckOptions:", *(f"  {option}: ''" for option in OPTIONS),
                       *(f"  qom-ref-leak.{option}: ''" for option in OPTIONS))
        self.assertIn("No config errors detected", self.run_tidy("--verify-config", "leak.c", "--", status=0).stdout)
        self.configure("CheckOptions:", "  qom-ref-leak.Contract: x", name=".clang-tidy")
        done = self.run_tidy("--verify-config", "leak.c", "--", status=1)
        self.assertIn("unknown check option 'qom-ref-leak.Contract'; did you mean 'qom-ref-leak.Contracts'", done.stderr)
        self.write(".clang-tidy", "Checks: '-*,qom-ref-lek'\n")
        done = self.run_tidy("--verify-config", "leak.c", "--", status=1)
        self.assertIn("unknown check 'qom-ref-lek'; did you mean 'qom-ref-leak'", done.stderr)

    def test_inherited_configuration(self):
        self.write("widgets.json", MAKES_WIDGETS)
        self.write("hw/widget.c", WIDGETS)
        self.configure("CheckOptions:", "  Contracts: widgets.json")
        for inherit, expected in (("true", ["qom-ref-leak"]), ("false", [])):
            self.write("hw/.clang-tidy", f"Checks: 'qom-*'\nInheritParentConfig: {inherit}\n")
            found, _ = self.configured("hw/widget.c")
            self.assertEqual([f.check for f in found if f.check.startswith("qom-")], expected)


if __name__ == "__main__":
    unittest.main()
