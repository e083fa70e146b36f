"""What is reported, where it goes, and the exit status that follows."""

import json
import os
import pty
import subprocess
import unittest

from cli_case import CLEAN, FINDINGS, HARMLESS, LEAK, LEAK_LINE, PRELUDE, QOMLINT, CliCase


class Report(CliCase):
    def setUp(self):
        super().setUp()
        self.write("hw/leak.c", LEAK)
        self.write("hw/fine.c", HARMLESS)
        self.write_database(["hw/leak.c", "hw/fine.c"])

    def test_text(self):
        done = self.qomlint("check", "-p", "build", status=FINDINGS)
        self.assertRegex(done.out, rf"(?m)^leak\.c:\d+:\d+: warning: .* \[qom-ref-leak\]$")
        self.assertIn(f"leak.c:{LEAK_LINE}:", done.out)
        self.assertIn("^", done.out)
        self.assertNotIn("\033", done.out)

    def test_json(self):
        report, done = self.check(status=FINDINGS)
        finding, = report["findings"]
        self.assertEqual((finding["check"], finding["file"], finding["function"]),
                         ("qom-ref-leak", "leak.c", "leak_reset"))
        self.assertEqual(report["schema_version"], 1)
        self.assertEqual(report["summary"]["files"], 2)

    def test_status_follows_what_is_asked(self):
        self.qomlint("check", "-p", "build", "--fail-on=error", status=CLEAN)
        self.qomlint("check", "-p", "build", "--fail-on=warning", status=FINDINGS)
        self.qomlint("check", "-p", "build", "--checks=-*,qom-over-unref", status=CLEAN)
        self.qomlint("check", "-p", "build", "hw/fine.c", status=CLEAN)
        self.qomlint("check", "-p", "build", "hw/leak.c", status=FINDINGS)

    def test_weak_findings_are_for_the_pedantic(self):
        self.write("hw/leak.c", PRELUDE + """
static Object *named(const char *name)
{
    Object *obj = object_new("clock");
    if (name) {
        object_unref(obj);
        return 0;
    }
    return obj;
}
void use_name(const char *name);
void use_name(const char *name)
{
    named(name);
}
""")
        self.assertEqual(self.check(status=CLEAN)[0]["findings"], [])
        done = self.qomlint("check", "-p", "build", "--pedantic", status=CLEAN)
        self.assertIn("note: weak, not definite: only a callee tests", done.out)
        self.assertIn("1 warning (weak)", done.out)
        self.qomlint("check", "-p", "build", "--pedantic", "--fail-on=warning:weak", status=FINDINGS)

    def test_nolint_is_counted_and_does_not_fail(self):
        self.write("hw/leak.c", LEAK.replace('object_new("clock");', 'object_new("clock"); // NOLINT(qom-ref-leak)')
                   .replace("return -1;", "return -1; // NOLINT(qom-ref-leak)"))
        report, done = self.check(status=CLEAN)
        self.assertEqual(report["findings"], [])
        self.assertEqual(report["summary"]["suppressed"], 1)

    def test_same_bytes_for_every_number_of_workers(self):
        for number in range(12):
            self.write(f"hw/more{number}.c", LEAK.replace("leak_reset", f"leak{number}"))
        self.write_database([f"hw/more{number}.c" for number in range(12)] + ["hw/fine.c"])
        outputs = {self.qomlint("check", "-p", "build", "--format=json", workers, status=FINDINGS).out
                   for workers in ("-j1", "-j1", "-j2", "-j5")}
        self.assertEqual(len(outputs), 1)

    def test_output_file(self):
        out = self.qomlint("check", "-p", "build", "--format=json", "-o", "report.json", status=FINDINGS).out
        self.assertEqual(out, "")
        self.assertEqual((self.scratch / "report.json").read_text(), self.check()[1].out)
        self.assertEqual(sorted(path.name for path in self.scratch.iterdir()), ["build", "hw", "report.json"])

    def test_paths_are_relative_to_the_source_root(self):
        report, done = self.check("--source-root", str(self.scratch))
        self.assertEqual(report["findings"][0]["file"], "hw/leak.c")

    def test_version_of_the_sources(self):
        self.assertIn("contracts of QEMU 7.2", self.check("--qemu-version=7.2")[1].err)
        self.write("VERSION", "7.2.22\n")
        report, done = self.check("--source-root", str(self.scratch))
        self.assertEqual(report["qemu_version"], "7.2")
        self.assertNotIn("contracts of QEMU", self.check("--quiet")[1].err)

    def test_versions_that_no_row_was_checked_against(self):
        for version, sign, near in (("4.2", "older", "5.2, the oldest"), ("11.0", "newer", "10.2, the newest")):
            report, done = self.check(f"--qemu-version={version}")
            self.assertEqual(report["qemu_version"], version)
            self.assertIn(f"note: contracts of QEMU {version}, where versions differ those of {near.split(',')[0]}\n", done.err)
            self.assertIn(f"warning: QEMU {version} is {sign} than {near} version", done.err)
            self.assertNotIn("warning:", self.check(f"--qemu-version={version}", "--quiet")[1].err)
        between = self.check("--qemu-version=8.0")[1].err
        self.assertIn("contracts of QEMU 8.0\n", between)
        self.assertNotIn("warning:", between + self.check("--qemu-version=10.2")[1].err)


CLASSES = PRELUDE + """
typedef struct MachineState { Object parent_obj; } MachineState;
typedef struct MachineClass { void *parent_class; void (*init)(MachineState *), (*reset)(MachineState *); } MachineClass;
typedef struct DeviceState { Object parent_obj; } DeviceState;
typedef struct DeviceClass { void *parent_class; int user_creatable; void (*realize)(DeviceState *); } DeviceClass;
typedef struct TypeInfo { const char *name, *parent; unsigned instance_size; void (*class_init)(void *, void *); } TypeInfo;
"""


class OwnContracts(CliCase):
    def test_rows_of_what_nobody_calls(self):
        self.write("x.c", LEAK)
        self.write_database(["x.c"])
        self.write("mine.json", json.dumps({"schema_version": 1, "functions": [
            {"function": name, "arguments": [{"index": 0, "effect": "release"}]} for name in ("object_urnef", "object_unref")]}))
        useless = "warning: mine.json: nothing here calls 'object_urnef'; did you mean 'object_unref'?\n"
        err = self.check("--contracts=mine.json")[1].err
        self.assertEqual(err.count("nothing here calls"), 1)
        self.assertIn(useless, err)
        self.assertNotIn(useless, self.check("--contracts=mine.json", "--quiet")[1].err)
        self.assertNotIn(useless, self.check("--contracts=mine.json", "x.c")[1].err)


class FilesAlone(CliCase):
    """FILES of a database: others are read as far as they decide."""

    def setUp(self):
        super().setUp()
        self.write("asked.c", PRELUDE + """
void sink(Object *obj);
void pour_reset(void)
{
    sink(object_new("clock"));
}
""")
        flags = ["-fconserve-stack"]
        self.write_database([("asked.c", flags), ("other.c", flags)])

    def test_a_callee_elsewhere_decides(self):
        self.write("other.c", PRELUDE + "void sink(Object *obj) { object_unref(obj); }\n")
        report, done = self.check("asked.c", status=CLEAN)
        self.write("other.c", PRELUDE + "void sink(Object *obj) { obj->ref == 1; }\n")
        report, done = self.check("asked.c", status=FINDINGS)
        self.assertEqual([finding["file"] for finding in report["findings"]], ["asked.c"])
        self.assertEqual(report["summary"]["files"], 2)
        self.assertEqual(done.err.count("-fconserve-stack"), 1)

    def test_of_fields_with_common_names_those_decide_who_name_a_record(self):
        self.write("shared.h", PRELUDE + """
typedef struct Shared { Object *irq; } Shared;
typedef struct Board { Shared shared; } Board;
""")
        self.write("asked.c", """#include "shared.h"
void shared_fill(Shared *s) { s->irq = object_new("clock"); }
""")
        others = [f"other{i}.c" for i in range(30)]
        for name in others:
            self.write(name, "struct Other { int irq; };\n")
        self.write_database([(name, []) for name in ("asked.c", *others)])
        report, done = self.check("asked.c")
        self.assertEqual([finding["check"] for finding in report["findings"]], ["qom-field-protocol"])
        self.assertEqual(report["summary"]["files"], 1)
        self.write("other7.c", """#include "shared.h"
void board_end(Board *b) { object_unref(b->shared.irq); b->shared.irq = 0; }
""")
        report, done = self.check("asked.c")
        self.assertEqual(report["findings"], [])
        self.assertEqual(report["summary"]["files"], 2)

    def test_callers_elsewhere_decide_what_is_harmless(self):
        self.write("asked.c", LEAK)
        for hook, severity in (("reset", "warning"), ("init", "latent")):
            self.write("other.c", CLASSES + f"""
int leak_reset(int);
static void hook(MachineState *machine) {{ leak_reset(1); }}
static void board_class(void *klass, void *data) {{ ((MachineClass *)klass)->{hook} = hook; }}
static const TypeInfo board = {{ "board", "machine", sizeof(MachineState), board_class }};
""")
            report, done = self.check("asked.c")
            self.assertEqual([finding["severity"] for finding in report["findings"]], [severity])
            self.assertEqual(report["summary"]["files"], 2)

    def test_bases_elsewhere_decide_what_is_harmless(self):
        self.write("asked.c", CLASSES + """
typedef struct CoreState { DeviceState parent_obj; } CoreState;
typedef struct Big { CoreState parent_obj; } Big;
static void big_realize(DeviceState *dev) { object_new("clock"); }
static void big_class(void *klass, void *data) { ((DeviceClass *)klass)->realize = big_realize; }
static const TypeInfo big = { "big", "core", sizeof(Big), big_class };
""")
        for creatable, severity in ((1, "warning"), (0, "latent")):
            self.write("other.c", CLASSES + f"""
typedef struct CoreState {{ DeviceState parent_obj; }} CoreState;
static void core_class(void *klass, void *data) {{ ((DeviceClass *)klass)->user_creatable = {creatable}; }}
static const TypeInfo core = {{ "core", "device", sizeof(CoreState), core_class }};
""")
            report, done = self.check("asked.c")
            self.assertEqual([finding["severity"] for finding in report["findings"]], [severity])


class Terminal(CliCase):
    def on_terminal(self, *arguments, **environment):
        """Output and error stream of a run on a terminal, as it would show them."""
        self.write("leak.c", LEAK)
        primary, secondary = pty.openpty()
        process = subprocess.Popen([QOMLINT, "check", *arguments, "leak.c", "--"], cwd=self.scratch, stdout=secondary,
                                   stderr=secondary, env={**os.environ, "TERM": "xterm", **environment})
        os.close(secondary)
        shown = b""
        while True:
            try:
                chunk = os.read(primary, 4096)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
        os.close(primary)
        self.assertEqual(process.wait(), FINDINGS)
        return shown.decode()

    def test_colours_only_on_terminals_and_only_if_wanted(self):
        self.assertIn("\033[0;1;35mwarning", self.on_terminal().replace("\033[0m", ""))
        self.assertNotIn("35mwarning", self.on_terminal(NO_COLOR="1"))
        self.assertNotIn("35mwarning", self.on_terminal("--use-color=0"))
        self.write("leak.c", LEAK)
        self.assertIn("\033[", self.qomlint("check", "--use-color", "leak.c", "--", status=FINDINGS).out)

    def test_piped_output_has_nothing_extra(self):
        self.write("leak.c", LEAK)
        done = self.qomlint("check", "--quiet", "leak.c", "--", status=FINDINGS)
        self.assertEqual(done.err, "")


if __name__ == "__main__":
    unittest.main()
