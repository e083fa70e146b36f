#!/usr/bin/env python3
#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes the fixes of every fixture, in a copy, and looks at what comes out.

  run_fixes.py --qomlint BINARY --module MODULE FOLDER...   folders below testdata/

A fixed fixture compiles without a warning. What was fixed is reported no more,
everything else still is, and nothing new. clang-apply-replacements makes the
same text of --export-fixes as --fix does, and clang-tidy --fix of its own.
Which findings have a fix, and which, is pinned in the folders' expected.txt.
"""

import argparse
import collections
import difflib
import json
import os
import pathlib
import shlex
import shutil
import sys
import tempfile

import run_fixtures
from run_fixtures import Fixture, FixtureError

MOST_ROUNDS = 5


def key(finding):
    """What stays the same when lines move."""
    return (finding["check"], finding["severity"], finding["function"], finding["object"]["expression"])


class Copy:
    """A fixture that may be changed."""

    def __init__(self, args, fixture, folder, glib):
        self.args, self.glib, self.shown = args, glib, fixture.shown
        path = folder / fixture.path.name
        path.write_text(fixture.text)
        self.fixture = Fixture(path, fixture.shown, fixture.text)

    @property
    def path(self):
        return self.fixture.path

    def qomlint(self, *options):
        return run_fixtures.analyze(self.args.qomlint, self.fixture, self.glib, ["--show=latent", *options])

    def findings(self):
        return json.loads(self.qomlint("--format=json"))["findings"]

    def fail(self, what):
        raise FixtureError(f"{self.shown}: {what}")

    def compile(self, how):
        done = run_fixtures.run([self.args.clang, "-fsyntax-only", "-Wall", "-Werror",
                                 *run_fixtures.compile_flags(self.fixture, self.glib), str(self.path)])
        if done.returncode:
            self.fail(f"does not compile after {how}\n{done.stderr}")

    def fix(self):
        """Rounds of --fix, until there is nothing left to fix. Returns the text after the first, and the rounds."""
        before, first = self.findings(), None
        for number in range(1, MOST_ROUNDS + 1):
            fixed = [f for f in before if f["fixes"]]
            if not fixed:
                return first, number - 1
            self.qomlint("--fix")
            self.compile("--fix")
            after = self.findings()
            wanted = collections.Counter(map(key, before)) - collections.Counter(map(key, fixed))
            seen = collections.Counter(map(key, after))
            if seen != wanted:
                self.fail(f"after --fix\n  gone: {list((wanted - seen).elements())}\n  new: {list((seen - wanted).elements())}")
            first = first or self.path.read_text()
            before = after
        self.fail(f"still has fixes after {MOST_ROUNDS} rounds")

    def apply_export(self):
        folder = self.path.parent / "fixes"
        folder.mkdir()
        self.qomlint(f"--export-fixes={folder / 'fixes.yaml'}")
        done = run_fixtures.run([self.args.apply, str(folder)])
        if done.returncode:
            self.fail(f"clang-apply-replacements: {done.stdout}{done.stderr}")

    def tidy_fix(self):
        done = run_fixtures.run([*shlex.split(self.args.clang_tidy), f"--load={self.args.module}", "--checks=-*,qom-*",
                                 "--config={CheckOptions: {Show: latent}}", "--quiet", "--fix", str(self.path), "--",
                                 *run_fixtures.compile_flags(self.fixture, self.glib)])
        if done.returncode:
            self.fail(f"clang-tidy --fix: {done.stdout}{done.stderr}")


def check(args, fixture, scratch, glib):
    """The number of rounds of fixes, 0 if there are none."""
    def copy(name):
        folder = pathlib.Path(tempfile.mkdtemp(prefix=name, dir=scratch))
        return Copy(args, fixture, folder, glib)

    command = copy("command")
    text, rounds = command.fix()
    if not rounds:
        return 0
    others = []
    if shutil.which(args.apply):
        exported = copy("export")
        exported.apply_export()
        others.append(("clang-apply-replacements", exported))
    if not fixture.is_whole_program:
        tidy = copy("tidy")
        tidy.tidy_fix()
        others.append(("clang-tidy --fix", tidy))
    for who, other in others:
        # clang-tidy has its own choice among fixes that touch.
        theirs = other.path.read_text()
        if theirs != text and rounds == 1:
            diff = difflib.unified_diff(text.splitlines(True), theirs.splitlines(True), "qomlint --fix", who)
            other.fail(f"{who} makes another text:\n{''.join(diff)}")
        other.compile(who)
    return rounds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--qomlint", required=True, type=lambda text: str(pathlib.Path(text).resolve()))
    parser.add_argument("--module", required=True, type=lambda text: str(pathlib.Path(text).resolve()))
    parser.add_argument("--clang", default="clang-22")
    parser.add_argument("--clang-tidy", default="clang-tidy-22")
    parser.add_argument("--apply", default="clang-apply-replacements-22")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    args = parser.parse_args()
    glib = run_fixtures.glib_flags()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch).resolve()
        fixtures = [f for folder in args.folders for f in run_fixtures.fixtures_of(folder.strip("/"), scratch)]
        fixed = []

        def work(fixture):
            try:
                if check(args, fixture, scratch, glib):
                    fixed.append(fixture)
                return []
            except FixtureError as error:
                return [str(error)]

        messages = run_fixtures.in_parallel(args.jobs, work, fixtures)
    return run_fixtures.finish(messages, f"{len(fixtures)} fixtures, {len(fixed)} with fixes")


if __name__ == "__main__":
    sys.exit(main())
