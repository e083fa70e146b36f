#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What an installation holds, and that it works where it is."""

import json
import os
import pathlib
import shlex
import subprocess
import tempfile
import unittest

import check_table

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = os.environ["QOMLINT_BUILD"]
CMAKE = os.environ["QOMLINT_CMAKE"]
CLANG_TIDY = shlex.split(os.environ["QOMLINT_CLANG_TIDY"])


def run(*command):
    # No path of the build tree may help.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LD_")}
    return subprocess.run([str(word) for word in command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=300, check=False)


class InstallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory(prefix="qomlint-install-")
        cls.addClassCleanup(directory.cleanup)
        cls.prefix = pathlib.Path(directory.name).resolve() / "usr"
        done = run(CMAKE, "--install", BUILD, "--prefix", cls.prefix)
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        cls.checks = [check for check, _ in check_table.rows(ROOT)]

    def test_nothing_is_missing_and_nothing_else_is_there(self):
        pages = [f"share/doc/qomlint/{check}.md" for check in self.checks]
        pages += [f"share/doc/qomlint/{page.name}" for page in (ROOT / "checks/pages").glob("*.md")]
        installed = {str(path.relative_to(self.prefix)) for path in self.prefix.rglob("*") if not path.is_dir()}
        self.assertEqual(installed, {"bin/qomlint", "lib/qomlint_tidy.so", "share/qomlint/contracts.schema.json",
                                     "share/qomlint/refs.schema.json", "share/qomlint/report.schema.json",
                                     "share/qomlint/what-if.schema.json",
                                     "share/doc/qomlint/add-child-consumes.json", *pages})

    def test_the_command_works(self):
        qomlint = self.prefix / "bin/qomlint"
        flags = run("pkg-config", "--cflags", "glib-2.0").stdout.split()
        done = run(qomlint, "check", "--format=json", "testdata/demo/uart.c", "--", "-Iruntime/include/compat",
                   "-Iruntime/include", *flags)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual([finding["check"] for finding in json.loads(done.stdout)["findings"]], ["qom-child-leak"])
        for name in [*self.checks, "contracts", "dump", "refs", "what-if"]:
            page = (self.prefix / f"share/doc/qomlint/{name}.md").read_text()
            self.assertEqual(run(qomlint, "explain", name).stdout, page)

    def test_the_module_works(self):
        done = run(*CLANG_TIDY, f"--load={self.prefix}/lib/qomlint_tidy.so", "--checks=-*,qom-*", "--list-checks")
        self.assertEqual([line.strip() for line in done.stdout.splitlines() if "qom-" in line], self.checks, done.stderr)

    def test_schemas_are_json(self):
        for schema in sorted((self.prefix / "share/qomlint").iterdir()):
            self.assertIn("$schema", json.loads(schema.read_text()), schema.name)


if __name__ == "__main__":
    unittest.main()
