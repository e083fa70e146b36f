"""The module in clang-tidy: what it loads into, what it reports, and what hides a report."""

import json
import re
import shutil
import subprocess
import unittest

from tidy_case import (CLANG_TIDY, HARMLESS, LEAK, LEAK_LINE, MACROS, MODULE, OTHER_MODULE, PRELUDE, QOMLINT, ROOT, TWICE,
                       TidyCase, diagnostics)

LEAKS = ("leak.c", LEAK_LINE, "qom-ref-leak")

# A reference that another file may drop.
SHARED_HEADER = PRELUDE + """
typedef struct Shared { Object *owned; } Shared;
void shared_fill(Shared *s);
"""
FILLS = '#include "shared.h"\nvoid shared_fill(Shared *s)\n{\n    s->owned = object_new("clock");\n}\n'
DROPS = '#include "shared.h"\nvoid shared_empty(Shared *s)\n{\n    object_unref(s->owned);\n    s->owned = 0;\n}\n'

# The finalizer drops what the link property drops by itself, unless another file takes a reference for it.
PLAYER_STRUCT = """
struct Player {
    DeviceState parent_obj;
    Object *source;
};
"""
PLAYER = """
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#define TYPE_PLAYER "player"
OBJECT_DECLARE_SIMPLE_TYPE(Player, PLAYER)
%s
static const Property player_properties[] = {
    DEFINE_PROP_LINK("source", Player, source, TYPE_OBJECT, Object *),
};
static void player_finalize(Object *obj)
{
    object_unref(PLAYER(obj)->source);
}
static void player_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), player_properties);
}
static const TypeInfo player_types[] = {
    {
        .name = TYPE_PLAYER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Player),
        .instance_finalize = player_finalize,
        .class_init = player_class_init,
    },
};
DEFINE_TYPES(player_types)
"""
RUNTIME = [f"-I{ROOT}/runtime/include", f"-I{ROOT}/runtime/include/compat",
           *subprocess.run(["pkg-config", "--cflags", "glib-2.0"], capture_output=True, text=True, check=True).stdout.split()]


class Loading(TidyCase):
    def test_every_check_of_the_registry_is_there(self):
        listed = self.run_tidy("--checks=-*,qom-*", "--list-checks", status=0).stdout.split()
        own = subprocess.run([QOMLINT, "list-checks"], capture_output=True, text=True, check=True).stdout
        self.assertEqual([word for word in listed if word.startswith("qom-")],
                         sorted(set(re.findall(r"^qom-[a-z-]+", own, re.MULTILINE))))

    def test_links_no_clang(self):
        dynamic = subprocess.run(["readelf", "-dW", MODULE], capture_output=True, text=True, check=True).stdout
        needed = re.findall(r"NEEDED.*\[(.*)\]", dynamic)
        self.assertTrue(needed)
        self.assertEqual([n for n in needed if "clang" in n.lower() or "llvm" in n.lower()], [])
        self.assertNotIn("BIND_NOW", dynamic, "then another Clang fails on a missing symbol, not on its version")

    def test_refuses_another_clang(self):
        self.write("leak.c", LEAK)
        done = self.run_tidy("--checks=-*,qom-*", "leak.c", "--", module=OTHER_MODULE, status=1)
        running = subprocess.run([*CLANG_TIDY, "--version"], capture_output=True, text=True, check=True).stdout
        version = re.search(r"version (\d+\.\d+\.\d+)", running)[1]
        self.assertEqual(done.stderr, "error: qomlint's clang-tidy module is built for Clang 21.7.3 and cannot run in "
                                      f"clang-tidy {version}\n")
        self.assertEqual(done.stdout, "")


class Reporting(TidyCase):
    def test_finding_and_trace(self):
        self.write("leak.c", LEAK)
        (found,) = self.tidy("leak.c")
        self.assertEqual(self.places([found]), [LEAKS])
        self.assertEqual([(n.line, n.text) for n in found.notes], [
            (LEAK_LINE, "'object_new' returns an owned reference (1 reference)"),
            (LEAK_LINE + 2, "the function returns here, and 'obj' is still owned: drop it before (1 reference)"),
        ])

    def test_same_words_as_the_command(self):
        self.write("leak.c", LEAK + TWICE)
        self.compare_words("leak.c", 2)

    def test_macros_and_names_in_other_alphabets(self):
        self.write("macros.c", re.sub(r"\bobj\b", "größe", MACROS))
        self.compare_words("macros.c", 4)

    def compare_words(self, name, count):
        self.write_database([name])
        report = subprocess.run([QOMLINT, "check", "-p", "build"], cwd=self.scratch, capture_output=True, text=True,
                                check=False).stdout
        expected = diagnostics.parse(report, self.scratch)
        self.assertEqual(len(expected), count, report)
        self.assertEqual(self.tidy(name), expected)

    def test_only_what_is_enabled(self):
        self.write("leak.c", LEAK + TWICE)
        self.assertEqual([f.check for f in self.tidy("leak.c")], ["qom-ref-leak", "qom-over-unref"])
        only = self.tidy("--checks=-*,qom-over-unref", "leak.c")
        self.assertEqual([f.check for f in only], ["qom-over-unref"])

    def test_other_checks_see_the_whole_unit(self):
        self.write("leak.c", LEAK + "void other(const int value);\n")
        found = self.tidy("--checks=-*,qom-*,readability-avoid-const-params-in-decls", "leak.c")
        self.assertEqual([f.check for f in found], ["qom-ref-leak", "readability-avoid-const-params-in-decls"])

    def test_files_do_not_share_state(self):
        static = LEAK.replace("int leak_reset", "static inline int leak_reset")
        self.write("first.c", static)
        self.write("second.c", HARMLESS + LEAK.replace(PRELUDE, ""))
        self.write("third.c", HARMLESS)
        found = self.tidy("third.c", "first.c", "second.c", "third.c")
        self.assertEqual([place[0] for place in self.places(found)], ["first.c", "second.c"])

    def test_two_entries_of_one_file(self):
        self.write("leak.c", LEAK.replace(
            "    object_unref(obj);\n", "#ifdef DROPS\n    object_unref(obj);\n#endif\n"))
        entries = [{"directory": str(self.scratch), "file": "leak.c", "arguments": ["cc", *flags, "-c", "leak.c"]}
                   for flags in (["-DDROPS"], [])]
        self.write("compile_commands.json", json.dumps(entries))
        done = self.run_tidy("--checks=-*,qom-*", "leak.c", status=0)
        found = diagnostics.parse(done.stdout, self.scratch)
        self.assertEqual(self.places(found), [LEAKS], done.stdout)

    def test_cpp(self):
        self.write("leak.cpp", 'extern "C" {' + PRELUDE + "}\n" + LEAK.replace(PRELUDE, ""))
        self.assertEqual([f.check for f in self.tidy("leak.cpp")], ["qom-ref-leak"])

    def test_code_that_does_not_compile_is_not_judged(self):
        self.write("leak.c", LEAK + "int broken = undeclared;\n")
        self.assertEqual([f.check for f in self.tidy("leak.c", status=1)], ["clang-diagnostic-error"])

    def test_warnings_made_errors_do_not_matter(self):
        self.write("leak.c", LEAK + "static int unused;\n")
        found = self.tidy("leak.c", flags=["-Wall", "-Werror"], status=1)
        self.assertEqual([f.check for f in found], ["qom-ref-leak", "clang-diagnostic-unused-variable"])

    def test_per_cent_signs_and_bytes_that_are_no_text(self):
        text = LEAK.replace("Object *obj = object_new", "/* \xe4%0 */ Object *obj = object_new")
        (self.scratch / "leak.c").write_bytes(text.encode("latin-1"))
        self.assertEqual(self.places(self.tidy("leak.c")), [LEAKS])

    def test_one_unit_knows_nothing_of_the_others(self):
        self.write("shared.h", SHARED_HEADER)
        self.write("fills.c", FILLS)
        self.write("drops.c", DROPS)
        self.assertEqual(self.tidy("fills.c", "drops.c"), [])
        self.write("private.c", FILLS.replace('#include "shared.h"\n', SHARED_HEADER))
        self.assertEqual([f.check for f in self.tidy("private.c")], ["qom-field-protocol"])

    def test_one_unit_does_not_know_who_takes_for_a_link(self):
        self.write("private.c", PLAYER % PLAYER_STRUCT)
        self.assertEqual([f.check for f in self.tidy("private.c", flags=RUNTIME)], ["qom-field-protocol"])
        self.write("player.h", PLAYER_STRUCT)
        self.write("shared.c", PLAYER % '#include "player.h"')
        self.assertEqual(self.tidy("shared.c", flags=RUNTIME), [])


class Hiding(TidyCase):
    def check_comment(self, before="", behind="", expected=()):
        """One comment; the command agrees about it."""
        self.write("leak.c", LEAK.replace('    Object *obj = object_new("clock");',
                                          f'{before}    Object *obj = object_new("clock");{behind}'))
        self.assertEqual([f.check for f in self.tidy("leak.c")], list(expected))
        done = subprocess.run([QOMLINT, "check", "--format=json", "leak.c", "--"], cwd=self.scratch,
                              capture_output=True, text=True, check=False)
        self.assertEqual([f["check"] for f in json.loads(done.stdout)["findings"]], list(expected))

    def test_nolint(self):
        for comment in ("", "(qom-ref-leak)", "(qom-*)", "(bugprone-foo, qom-ref-leak)"):
            with self.subTest(comment=comment):
                self.check_comment(behind=f" // NOLINT{comment}")
                self.check_comment(before=f"    // NOLINTNEXTLINE{comment}\n")
                self.check_comment(before=f"    // NOLINTBEGIN{comment}\n", behind=f"\n    // NOLINTEND{comment}")

    def test_nolint_for_others(self):
        self.check_comment(behind=" // NOLINT(qom-over-unref)", expected=["qom-ref-leak"])

    def test_nolint_is_left_to_clang_tidy(self):
        self.write("leak.c", LEAK.replace('object_new("clock");', 'object_new("clock"); // NOLINT(qom-ref-leak)'))
        done = self.run_tidy("--checks=-*,qom-*", "leak.c", "--", status=0)
        self.assertIn("Suppressed 1 warnings (1 NOLINT)", done.stderr)

    def test_header_filter(self):
        # Bodies in headers are read if they can matter: if an object can reach them.
        self.write("leak.h", LEAK.replace("int leak_reset(", "static inline int leak_reset(Object *of, "))
        self.write("main.c", '#include "leak.h"\nint main(void)\n{\n    return leak_reset(0, 1);\n}\n')
        for header_filter, expected in (("leak", ["leak.h"]), ("other", [])):
            found = self.tidy(f"--header-filter={header_filter}", "main.c")
            self.assertEqual([p[0] for p in self.places(found)], expected, header_filter)

    def test_line_filter(self):
        self.write("leak.c", LEAK)
        for line, expected in ((LEAK_LINE, 1), (1, 0)):
            only = json.dumps([{"name": "leak.c", "lines": [[line, line]]}])
            self.assertEqual(len(self.tidy(f"--line-filter={only}", "leak.c")), expected, line)


class Consuming(TidyCase):
    def test_warnings_as_errors(self):
        self.write("leak.c", LEAK)
        done = self.run_tidy("--checks=-*,qom-*", "--warnings-as-errors=qom-ref-*", "leak.c", "--", status=1)
        self.assertRegex(done.stdout, r"leak\.c:\d+:\d+: error: .* \[qom-ref-leak,-warnings-as-errors\]")
        self.run_tidy("--checks=-*,qom-*", "--warnings-as-errors=qom-over-*", "leak.c", "--", status=0)

    def test_export(self):
        path = self.write("leak.c", LEAK)
        self.run_tidy("--checks=-*,qom-*", "--export-fixes=out.yaml", "leak.c", "--", status=0)
        exported = (self.scratch / "out.yaml").read_text()
        offset = LEAK.index("object_new(\"clock\")")
        for expected in ("DiagnosticName:  qom-ref-leak", f"FilePath:        '{path}'", f"FileOffset:      {offset}",
                         "Level:           Warning", "returns an owned reference (1 reference)", "Notes:"):
            self.assertIn(expected, exported)

    def test_fix(self):
        fixed = LEAK.replace("        return -1;", "        object_unref(obj);\n        return -1;")
        path = self.write("leak.c", LEAK)
        self.run_tidy("--checks=-*,qom-*", "--fix", "leak.c", "--", status=0)
        self.assertEqual(path.read_text(), fixed)
        self.assertEqual(self.tidy("leak.c"), [])

    @unittest.skipUnless(shutil.which("clang-apply-replacements-22"), "comes with clang-tidy, from Debian")
    def test_exported_fixes_can_be_applied(self):
        path = self.write("leak.c", LEAK)
        self.write("out/.keep")
        self.run_tidy("--checks=-*,qom-*", "--export-fixes=out/fixes.yaml", "leak.c", "--", status=0)
        subprocess.run(["clang-apply-replacements-22", self.scratch / "out"], check=True, capture_output=True)
        self.assertEqual(path.read_text().count("object_unref(obj);"), 2)

    def test_suppressed_findings_are_not_fixed(self):
        text = LEAK.replace('object_new("clock");', 'object_new("clock"); // NOLINT(qom-ref-leak)')
        path = self.write("leak.c", text)
        self.run_tidy("--checks=-*,qom-*", "--fix", "leak.c", "--", status=0)
        self.assertEqual(path.read_text(), text)


if __name__ == "__main__":
    unittest.main()
