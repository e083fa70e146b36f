#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every script says what it does, and refuses what it does not know."""

import os
import pathlib
import subprocess
import unittest

SCRIPTS = pathlib.Path(__file__).resolve().parent


def scripts():
    return [path for path in sorted(SCRIPTS.iterdir()) if path.is_file() and os.access(path, os.X_OK)]


class HelpTest(unittest.TestCase):
    def run_script(self, script, *arguments):
        return subprocess.run([script, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)

    def test_there_are_scripts(self):
        self.assertIn("new-check", [script.name for script in scripts()])

    def test_help(self):
        for script in scripts():
            for option in ("--help", "-h"):
                with self.subTest(script=script.name, option=option):
                    done = self.run_script(script, option)
                    self.assertEqual((done.returncode, done.stderr), (0, ""))
                    self.assertTrue(done.stdout.startswith("usage: "), done.stdout)
                    self.assertGreater(len(done.stdout.splitlines()), 2, "usage alone is no help")

    def test_unknown_options(self):
        # scripts/test passes its options on.
        for script in scripts():
            if script.name != "test":
                with self.subTest(script=script.name):
                    done = self.run_script(script, "--no-such-option")
                    self.assertEqual((done.returncode, done.stdout), (2, ""))
                    self.assertIn("usage: ", done.stderr)


if __name__ == "__main__":
    unittest.main()
