"""What goes wrong while files are read costs one file and is told."""

import json
import os
import pathlib
import re
import signal
import time
import unittest

from cli_case import FINDINGS, HARMLESS, INCOMPLETE, LEAK, LEAK_LINE, MACROS, QOMLINT, CliCase

# Clang follows the nesting on its stack.
BOTTOMLESS = "int x = " + "(" * 200000 + "1" + ")" * 200000 + ";\n"


ANNOTATED = """
__attribute__((annotate("qomlint::retuns_owned")))
Object *get(Object *of)
{
    return of;
}
"""


class OneFileOfThree(CliCase):
    """A bad file between two good ones; the second good one leaks."""

    def setUp(self):
        super().setUp()
        self.write("first.c", HARMLESS)
        self.write("last.c", LEAK)

    def check_with(self, name, flags=(), *options):
        self.write_database(["first.c", (name, list(flags)), "last.c"])
        report, done = self.check(*options, status=FINDINGS)
        self.assertEqual([finding["file"] for finding in report["findings"]], ["last.c"])
        self.assertEqual(report["summary"]["files"], 3)
        self.check("--strict", *options, status=INCOMPLETE)
        self.check("--checks=-*,qom-over-unref", *options, status=INCOMPLETE)
        return report, done

    def test_does_not_parse(self):
        self.write("bad.c", "int f(void) { return undeclared; }\n")
        report, done = self.check_with("bad.c")
        self.assertEqual(self.errors(report), [("bad.c", "parse")])
        self.assertRegex(report["errors"][0]["message"], r"^bad\.c:1:\d+: error: use of undeclared identifier")
        text = self.qomlint("check", "-p", "build", status=FINDINGS).out
        self.assertIn("undeclared", text)

    def test_crash(self):
        self.write("bad.c", BOTTOMLESS)
        for workers in ("-j1", "-j2"):
            report, done = self.check_with("bad.c", ["-fbracket-depth=1000000"], workers)
            self.assertEqual(self.errors(report), [("bad.c", "crash")])
            self.assertIn("signal 11", report["errors"][0]["message"])
            self.assertIn("to reproduce: qomlint dump facts -p ", done.err)

    def test_timeout(self):
        # Reading the pipe waits for a writer that never comes.
        os.mkfifo(self.scratch / "endless.h")
        self.write("bad.c", '#include "endless.h"\n')
        report, done = self.check_with("bad.c", [], "--timeout=1")
        self.assertEqual(self.errors(report), [("bad.c", "timeout")])

    @unittest.skipIf(b"__asan_init" in pathlib.Path(QOMLINT).read_bytes(), "AddressSanitizer has its own last words")
    def test_memory(self):
        # Each line doubles the tokens of the one before.
        lines = ["#define A0 1,"] + [f"#define A{i} A{i - 1} A{i - 1}" for i in range(1, 40)]
        self.write("bad.c", "\n".join(lines) + "\nint x[] = { A39 };\n")
        report, done = self.check_with("bad.c", [], "--memory-limit=400")
        self.assertEqual(self.errors(report), [("bad.c", "memory")])

    def test_unreadable(self):
        (self.scratch / "bad.c").mkdir()
        report, done = self.check_with("bad.c")
        self.assertEqual(self.errors(report), [("bad.c", "parse")])

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_no_permission(self):
        self.write("bad.c", HARMLESS).chmod(0)
        report, done = self.check_with("bad.c")
        self.assertEqual(self.errors(report), [("bad.c", "parse")])


class Flags(CliCase):
    def test_flags_that_only_gcc_knows(self):
        self.write("x.c", LEAK)
        self.write("y.c", HARMLESS)
        flags = ["-fconserve-stack", "-mno-fp-ret-in-387", "-fno-allow-store-data-races", "-Wno-psabi"]
        self.write_database([("x.c", flags), ("y.c", flags)])
        report, done = self.check(status=FINDINGS)
        self.assertEqual(report["errors"], [])
        self.assertEqual(done.err.count("-fconserve-stack"), 1)
        self.assertNotIn("dropped", self.check("--quiet")[1].err)


class OddSources(CliCase):
    """What is odd about a source costs nothing, or is told with its file."""

    def write_bytes(self, name, text):
        path = self.write(name)
        path.write_bytes(text)
        return path

    def leaks_in(self, *names, errors=()):
        self.write_database([*names, *(name for name, _ in errors)])
        report, done = self.check(status=FINDINGS)
        self.assertEqual([f["file"] for f in report["findings"]], sorted(names))
        self.assertEqual([(error["file"], error["message"]) for error in report["errors"]], list(errors))
        # The text report is text, too: qomlint() decodes it.
        self.qomlint("check", "-p", "build", status=FINDINGS)

    def test_bytes_that_are_no_text(self):
        created = b'object_new("clock");'
        leak = LEAK.encode()
        self.write_bytes("comment.c", leak.replace(created, created + b" /* \xe4\xff */"))
        self.write_bytes("nolint.c", leak.replace(created, created + b" // NOLINT(\xff)"))
        self.write_bytes("nul.c", leak + b"\0\0int x;\n")
        self.write_bytes("string.c", leak.replace(b"clock", b"cl\xffck"))
        self.write_bytes("windows.c", b"\xef\xbb\xbf" + leak.replace(b"\n", b"\r\n"))
        self.write_bytes("zz_name.c", leak.replace(b"*obj =", b"*o\xe4 ="))
        self.leaks_in("comment.c", "nolint.c", "nul.c", "string.c", "windows.c", errors=[
            ("zz_name.c", f"zz_name.c:{LEAK_LINE}:14: error: source file is not valid UTF-8")])

    def test_another_encoding_is_told(self):
        self.write("leak.c", LEAK)
        self.write_bytes("wide.c", LEAK.encode("utf-16-le").join([b"\xff\xfe", b""]))
        self.leaks_in("leak.c", errors=[
            ("wide.c", "error: UTF-16 (LE) byte order mark detected in 'wide.c', but encoding is not supported")])

    def test_names_in_other_alphabets(self):
        self.write("leak.c", re.sub(r"\bobj\b", "größe", LEAK))
        self.write_database(["leak.c"])
        report, _ = self.check(status=FINDINGS)
        self.assertEqual(report["findings"][0]["object"]["expression"], "größe")

    def test_file_names_that_are_no_text(self):
        name = os.fsdecode(b"l\xe4ak.c")
        self.write(name, LEAK)
        done = self.start("check", "--format=json", name, "--", errors="replace")
        report = json.loads(done.communicate(timeout=120)[0])
        self.assertEqual([finding["file"] for finding in report["findings"]], ["l\ufffdak.c"])

    def test_macros_everywhere(self):
        self.write("macros.c", MACROS)
        self.write_database(["macros.c"])
        report, _ = self.check(status=FINDINGS)
        self.assertEqual([(f["check"], f["function"]) for f in report["findings"]],
                         [("qom-ref-leak", name) for name in ("one", "two", "three", "four")])
        self.assertEqual([f["fixes"] for f in report["findings"]], [[]] * 4)

    def test_annotations_that_say_nothing(self):
        self.write("x.c", LEAK + ANNOTATED)
        self.write_database(["x.c"])
        line = (LEAK + ANNOTATED).split("\n").index("Object *get(Object *of)") + 1
        _, done = self.check("--quiet", status=FINDINGS)
        self.assertIn(f"warning: x.c:{line}: get: annotation 'retuns_owned': ", done.err)
        self.assertIn("did you mean 'returns_owned'?", done.err)
        self.assertEqual(done.err.count("warning: "), 1)


class MissingHeaders(CliCase):
    def setUp(self):
        super().setUp()
        self.write("x.c", '#include "generated.h"\n')
        self.write("y.c", '#include "generated.h"\n')
        self.write("z.c", LEAK)
        self.write_database(["x.c", "y.c", "z.c"])

    def test_said_once_with_the_command(self):
        self.write("build/build.ninja")
        report, done = self.check(status=FINDINGS)
        self.assertEqual(self.errors(report), [("x.c", "parse"), ("y.c", "parse")])
        self.assertEqual(done.err.count("generated.h"), 1)
        self.assertIn("ninja -C", done.err)

    def test_without_ninja(self):
        self.assertIn("build the project once", self.check(status=FINDINGS)[1].err)


class Interrupted(CliCase):
    def test_ends_workers_and_leaves_no_file(self):
        os.mkfifo(self.scratch / "endless.h")
        self.write("x.c", '#include "endless.h"\n')
        self.write_database(["x.c"])
        before = sorted(self.scratch.iterdir())
        process = self.start("check", "-p", "build", "-j2", "-o", "report.txt", start_new_session=True)
        workers = self.wait_for_workers(process.pid)
        os.kill(process.pid, signal.SIGINT)
        err = process.communicate(timeout=20)[1]
        self.assertEqual(process.returncode, 130)
        self.assertIn("interrupted", err)
        self.assertEqual(sorted(self.scratch.iterdir()), before)
        for worker in workers:
            self.assertFalse(pathlib.Path("/proc", str(worker)).exists())

    def wait_for_workers(self, pid):
        deadline = time.monotonic() + 20
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
        while time.monotonic() < deadline:
            workers = children.read_text().split()
            if workers:
                return workers
            time.sleep(0.02)
        self.fail("no worker was started")


if __name__ == "__main__":
    unittest.main()
