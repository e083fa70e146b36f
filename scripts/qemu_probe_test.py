#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Tests of scripts/qemu-probe: what it says of a tree whose version it cannot read."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).with_name("qemu-probe")


class QemuProbeTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.root = pathlib.Path(directory.name).resolve()
        self.build = self.root / "build"
        self.build.mkdir()

    def complaint(self):
        done = subprocess.run([sys.executable, "-B", SCRIPT, self.build], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        return done.stderr

    def test_no_version_anywhere(self):
        file = self.root / "VERSION"
        self.assertEqual(
            self.complaint(),
            f"qemu-probe: {file}: No such file or directory: which version of QEMU is in {self.build}?\n",
        )

    def test_the_source_tree_has_no_version(self):
        (self.build / "config-host.mak").write_text("TARGETS=\nSRC_PATH=/no/such/qemu\n")
        self.assertIn("qemu-probe: /no/such/qemu/VERSION: No such file", self.complaint())

    def test_no_version_in_the_file(self):
        (self.root / "qemu").mkdir()
        file = self.root / "qemu/VERSION"
        file.write_text("unknown\n")
        self.assertEqual(self.complaint(), f"qemu-probe: {file}: does not begin with a version of QEMU\n")

    def test_a_version_is_read(self):
        """What fails then is ninja, in a tree that is none."""
        (self.build / "config-host.h").write_text("#define QEMU_VERSION_MAJOR 7\n")
        self.assertTrue(self.complaint().startswith("qemu-probe: ninja "))


if __name__ == "__main__":
    unittest.main()
