"""What the tests of the command line share: a way to run qomlint in a scratch project."""

import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "testdata"))

from scratch_project import HARMLESS, LEAK, LEAK_LINE, MACROS, PRELUDE, ROOT, ScratchProject  # noqa: E402,F401

QOMLINT = os.environ["QOMLINT"]

CLEAN, FINDINGS, BAD_INPUT, INCOMPLETE = 0, 1, 2, 3


class CliCase(ScratchProject):
    def start(self, *arguments, **keywords):
        environment = {**os.environ, "LC_ALL": "C", **keywords.pop("env", {})}
        return subprocess.Popen([QOMLINT, *map(str, arguments)], cwd=keywords.pop("cwd", self.scratch),
                                stdin=subprocess.DEVNULL, stdout=keywords.pop("stdout", subprocess.PIPE),
                                stderr=subprocess.PIPE, text=True, env=environment, **keywords)

    def qomlint(self, *arguments, status=None, **keywords):
        """Runs to the end; \"status\" is what it must end with."""
        process = self.start(*arguments, **keywords)
        process.out, process.err = process.communicate(timeout=120)
        if status is not None:
            self.assertEqual(process.returncode, status, f"{arguments}\n{process.out}\n{process.err}")
        self.assertNotIn("Stack dump", process.err)
        self.assertNotIn("PLEASE submit a bug report", process.err)
        return process

    def check(self, *arguments, status=None, **keywords):
        """The JSON report of the scratch project."""
        done = self.qomlint("check", "-p", "build", "--format=json", *arguments, status=status, **keywords)
        return json.loads(done.out), done

    def errors(self, report):
        """(file, reason) of each error."""
        return [(error["file"], error["reason"]) for error in report["errors"]]
