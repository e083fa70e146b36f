#!/usr/bin/env python3
#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares what qomlint reports with what the fixtures say.

  run_fixtures.py check --qomlint BINARY FOLDER...   folders below testdata/
  run_fixtures.py check --qomlint BINARY --update-golden FOLDER...
  run_fixtures.py tidy --qomlint BINARY --module MODULE FOLDER...
                                                     the same in clang-tidy
  run_fixtures.py compile                            every fixture, with clang
  run_fixtures.py stats                              counts per folder

testdata/README.md describes the comments. Paths in messages are relative to
the root of the sources.
"""

import argparse
import concurrent.futures
import dataclasses
import difflib
import functools
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import diagnostics

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEOUT = 120

EXPECTATION = re.compile(
    r"//\s*expect(?P<latent>-latent)?:\s*(?P<check>qom-[a-z-]+)"
    r"(?:[ \t]+(?P<object>[^/\s][^/]*?))?\s*(?=//|$)"
)
WHOLE_PROGRAM = re.compile(r"^// whole-program$", re.MULTILINE)
ANY_EXPECTATION = re.compile(r"//\s*expect", re.IGNORECASE)
FUNCTION_HEADER = re.compile(
    r"([A-Za-z_~][\w:~]*)\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
    r"(?:\s|const|noexcept|override|:.*)*$",
    re.DOTALL,
)
# Not the initializer of a declaration, which overwrites nothing.
STORE = re.compile(r"(?:^|[;(])\s*\*?\(*\w[^\s=;]*(?:\[[^\]=]*\])? = ")
CALL = re.compile(r"\b(\w+)\(")
CLEANUP = re.compile(r"\bg_auto(?:ptr)?\(")
DESTRUCTOR = re.compile(r"~(\w+)\(")
SCOPE_HEADER = re.compile(r"\b(namespace|extern|class|struct|union|enum)\b")


class FixtureError(Exception):
    """The fixture itself is wrong."""


@dataclasses.dataclass(frozen=True)
class Expectation:
    line: int
    check: str
    latent: bool
    object: str = ""
    function: str = ""
    # What the line does, besides.
    at_return: bool = False
    at_store: bool = False
    at_cleanup: bool = False
    calls: frozenset = frozenset()

    def verdict(self):
        return say(self.check, self.latent, self.object)


@dataclasses.dataclass(frozen=True)
class Reported:
    line: int
    check: str
    latent: bool
    object: str
    message: str

    def verdict(self):
        return say(self.check, self.latent, self.object)


@dataclasses.dataclass
class Fixture:
    """One translation unit: a file, or an example of a page."""

    path: pathlib.Path  # what the analyzer reads
    shown: str  # what messages call it
    text: str

    @property
    def is_cpp(self):
        return self.path.suffix == ".cpp"

    @property
    def is_whole_program(self):
        return bool(WHOLE_PROGRAM.search(self.text))


def say(check, latent, name):
    return check + (" (latent)" if latent else "") + (f" on {name}" if name else "")


# --- Reading fixtures ---------------------------------------------------------


def blank_out(text):
    """Comments, literals and directives as spaces; every line stays a line."""
    pattern = re.compile(
        r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
        r"|^[ \t]*#(?:\\\n|[^\n])*",
        re.DOTALL | re.MULTILINE,
    )
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


@functools.lru_cache(maxsize=None)
def functions_by_line(text):
    """For each line of a function body, the name of the outermost function."""
    names = {}
    kinds = []  # of the open braces: "scope", "other", or a function's name
    header = ""
    line = 1
    for char in blank_out(text):
        outside = all(kind == "scope" for kind in kinds)
        body = next((k for k in kinds if k not in ("scope", "other")), None)
        if char == "{":
            kinds.append(brace_kind(header) if outside else "other")
            header = ""
        elif char == "}":
            if kinds:
                kinds.pop()
            header = ""
        elif char == ";":
            header = ""
        elif outside:
            header += char
        if body:
            names[line] = body
        if char == "\n":
            line += 1
    return names


def brace_kind(header):
    header = header.strip()
    if header.endswith("="):
        return "other"
    function = FUNCTION_HEADER.search(header)
    if function and not header.endswith("]"):
        return function.group(1).split("::")[-1]
    return "scope" if SCOPE_HEADER.search(header) else "other"


def expectations(fixture, planned=()):
    """What the comments of a fixture promise; of checks that exist, or are planned."""
    functions = functions_by_line(fixture.text)
    code = blank_out(fixture.text).split("\n")
    destroyed = {"Owned", *DESTRUCTOR.findall(fixture.text)}
    result = []
    for number, line in enumerate(fixture.text.split("\n"), 1):
        found = list(EXPECTATION.finditer(line))
        if len(found) != len(ANY_EXPECTATION.findall(line)):
            raise FixtureError(f"{fixture.shown}:{number}: not an expectation: {line.strip()}")
        for match in found:
            result.append(
                Expectation(
                    number,
                    match["check"],
                    bool(match["latent"]),
                    (match["object"] or "").strip(),
                    functions.get(number, ""),
                    line.lstrip().startswith("return"),
                    bool(STORE.search(code[number - 1])),
                    is_cleanup(code[number - 1], destroyed),
                    frozenset(CALL.findall(code[number - 1])),
                )
            )
    for expected in result:
        complain_about_names(fixture, expected, planned)
    return result


def is_cleanup(line, destroyed):
    """Whether something is declared there that drops when its scope ends."""
    types = "|".join(sorted(destroyed))
    return bool(CLEANUP.search(line) or re.match(rf"\s*(?:\w+::)*(?:{types})\b[^();*&=]* \w+\b", line))


def complain_about_names(fixture, expected, planned):
    where = f"{fixture.shown}:{expected.line}"
    if expected.check not in planned and not (ROOT / "checks" / expected.check).is_dir():
        raise FixtureError(f"{where}: there is no check {expected.check}")
    name = expected.function
    if not name:
        raise FixtureError(f"{where}: an expectation outside of a function")
    wanted = "_ok" if name.startswith("FP_") else "_bad"
    if not name.endswith(wanted):
        raise FixtureError(f"{where}: {name} has an expectation, so it must end in {wanted}")


def page_examples(page):
    """The C blocks of a page. Blank lines in front keep their line numbers."""
    section, examples, block, start = "", [], None, 0
    for number, line in enumerate(page.read_text().split("\n"), 1):
        if block is not None:
            if line.startswith("```"):
                examples.append((section, start, "\n".join(block) + "\n"))
                block = None
            else:
                block.append(line)
        elif line.startswith("## "):
            section = line[3:].strip()
        elif line.strip() in ("```c", "```cpp"):
            suffix = line.strip()[3:]
            block, start = [], number
            section = section.split(".")[0] + "." + suffix
    return examples


def folder_path(folder):
    path = (ROOT / "testdata" / folder).resolve()
    if not path.is_dir():
        raise FixtureError(f"no folder testdata/{folder}")
    return path


def fixtures_of(folder, scratch):
    """The fixtures of a folder, then the examples of its check's page."""
    path = folder_path(folder)
    result = [
        Fixture(file.relative_to(ROOT), str(file.relative_to(ROOT)), file.read_text())
        for file in sorted(path.iterdir())
        if file.suffix in (".c", ".cpp")
    ]
    return result + examples_of(folder, scratch)


def examples_of(folder, scratch):
    page = ROOT / folder / "doc.md"
    if not page.is_file():
        return []
    shown = str(page.relative_to(ROOT))
    result = []
    for section, start, code in page_examples(page):
        name, suffix = section.rsplit(".", 1)
        if name not in ("Bad", "Good"):
            continue
        text = "\n" * start + code
        file = scratch / f"{page.parent.name}-{name.lower()}-{start}.{suffix}"
        file.write_text(text)
        result.append(Fixture(file, shown, text))
        promised = bool(ANY_EXPECTATION.search(text))
        if promised != (name == "Bad"):
            raise FixtureError(f"{shown}:{start}: a {name} example must {'' if name == 'Bad' else 'not '}expect something")
    if sorted({s.rsplit(".", 1)[0] for s, _, _ in page_examples(page)} & {"Bad", "Good"}) != ["Bad", "Good"]:
        raise FixtureError(f"{shown}: needs a C block under ## Bad and one under ## Good")
    return result


# --- Running ------------------------------------------------------------------


def glib_flags():
    output = subprocess.run(
        ["pkg-config", "--cflags", "glib-2.0"], check=True, capture_output=True, text=True
    )
    return output.stdout.split()


def compile_flags(fixture, glib):
    standard = "-std=c++20" if fixture.is_cpp else "-std=gnu11"
    return [standard, "-Iruntime/include", "-Iruntime/include/compat", *glib]


def run(command):
    try:
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired:
        raise FixtureError(f"no answer after {TIMEOUT} s: {' '.join(map(str, command))}")


def write_database(folder, fixture, glib):
    entry = {
        "directory": str(ROOT),
        "file": str(fixture.path),
        "arguments": ["clang", *compile_flags(fixture, glib), "-c", str(fixture.path)],
    }
    (pathlib.Path(folder) / "compile_commands.json").write_text(json.dumps([entry]))


def analyze(qomlint, fixture, glib, options):
    """As a file alone, or as a program to which nothing belongs but this file."""
    with tempfile.TemporaryDirectory() as folder:
        if fixture.is_whole_program:
            write_database(folder, fixture, glib)
            unit = ["-p", folder, f"--source-root={ROOT}"]
        else:
            unit = [str(fixture.path), "--", *compile_flags(fixture, glib)]
        command = [qomlint, "check", *options, *unit]
        done = run(command)
    if done.returncode not in (0, 1):
        raise FixtureError(
            f"{fixture.shown}: exit status {done.returncode} of {' '.join(command)}\n{done.stderr}"
        )
    return done.stdout


def is_in(file, fixture):
    if fixture.path.is_absolute():  # an example of a page lies outside of the sources
        return pathlib.Path(file).name == fixture.path.name
    return ROOT / file == ROOT / fixture.path


def findings_of(qomlint, fixture, glib, options=()):
    output = analyze(qomlint, fixture, glib, ["--format=json", *options])
    try:
        report = json.loads(output)
    except json.JSONDecodeError as error:
        raise FixtureError(f"{fixture.shown}: the report is not JSON: {error}")
    for finding in report["findings"]:
        confidence = finding.get("confidence", "definite")
        if (confidence == "definite") == ("confidence_reason" in finding):
            raise FixtureError(f"{fixture.shown}:{finding['line']}: {confidence}, and confidence_reason does not fit")
    for error in report.get("errors", []):
        raise FixtureError(f"{fixture.shown}: {error.get('reason')}: {error.get('message')}")
    result = []
    for finding in report["findings"]:
        if not is_in(finding["file"], fixture):
            raise FixtureError(
                f"{fixture.shown}: {finding['check']} is reported in {finding['file']}:{finding['line']}"
            )
        result.append(
            Reported(
                finding["line"],
                finding["check"],
                finding["severity"] == "latent",
                (finding.get("object") or {}).get("expression", ""),
                finding["message"],
            )
        )
    return result


# --- Comparing ----------------------------------------------------------------


def fulfils(reported, expected):
    """The object is for readers: one object has many names. The golden reports pin the one chosen."""
    return (reported.line, reported.check, reported.latent) == (
        expected.line,
        expected.check,
        expected.latent,
    )


def compare(fixture, expected, reported):
    """Both directions, one message for each line that differs."""
    functions = functions_by_line(fixture.text)
    messages = []
    for line in sorted({e.line for e in expected} | {r.line for r in reported}):
        name = functions.get(line, "")
        promised = [e for e in expected if e.line == line]
        seen = [r for r in reported if r.line == line]
        message = compare_line(name, promised, seen)
        if message:
            messages.append(f"{fixture.shown}:{line}: {name or 'outside of a function'}: {message}")
    return messages


def compare_line(name, promised, seen):
    missing = list(promised)
    surplus = []
    for reported in seen:
        match = next((e for e in missing if fulfils(reported, e)), None)
        if match:
            missing.remove(match)
        else:
            surplus.append(reported)
    met = [e for e in promised if e not in missing]
    if name.startswith("FN_"):
        if met:
            return f"{met[0].verdict()} is reported now: remove FN_"
        missing = []
    if name.startswith("FP_") and missing:
        return f"{missing[0].verdict()} is not reported any more: remove FP_ and the comment"
    if not missing and not surplus:
        return ""
    says = ", ".join(e.verdict() for e in promised) or "nothing"
    reports = ", ".join(r.verdict() for r in seen) or "nothing"
    notes = "".join(f"\n    {r.message}" for r in surplus)
    return f"the comment says {says}; qomlint reports {reports}{notes}"


# --- Golden reports -----------------------------------------------------------


def text_report(qomlint, fixtures, glib):
    """The notes of every finding, pinned: a wrong story is a wrong finding."""
    parts = []
    for fixture in fixtures:
        if fixture.path.is_absolute():
            continue  # an example of a page
        report = analyze(qomlint, fixture, glib, ["--format=text", "--show=latent"])
        parts.append(f"=== {fixture.path.name}\n{report.rstrip()}\n")
    return "\n".join(parts)


def check_golden(qomlint, folder, fixtures, glib, update):
    if not folder.startswith("checks/"):
        return []
    golden = folder_path(folder) / "expected.txt"
    shown = golden.relative_to(ROOT)
    now = text_report(qomlint, fixtures, glib)
    if update:
        golden.write_text(now)
        return []
    before = golden.read_text() if golden.is_file() else ""
    if now == before:
        return []
    diff = difflib.unified_diff(
        before.splitlines(True), now.splitlines(True), str(shown), "qomlint now"
    )
    return [f"{shown} is stale; read the difference, then --update-golden:\n{''.join(diff)}"]


# --- In clang-tidy ------------------------------------------------------------


def tidy_output(args, fixture, glib, contracts=None):
    options = {"Show": "latent"} | ({"Contracts": str(contracts)} if contracts else {})
    command = [
        *shlex.split(args.clang_tidy),
        f"--load={args.module}",
        "--checks=-*,qom-*",
        f"--config={json.dumps({'CheckOptions': options})}",
        "--quiet",
        str(fixture.path),
        "--",
        *compile_flags(fixture, glib),
    ]
    done = run(command)
    if done.returncode != 0:
        raise FixtureError(
            f"{fixture.shown}: exit status {done.returncode} of {' '.join(command)}\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def tidy_findings(args, fixture, glib, contracts=None):
    found = diagnostics.parse(tidy_output(args, fixture, glib, contracts), ROOT)
    for finding in found:
        if not is_in(finding.file, fixture):
            raise FixtureError(f"{fixture.shown}: clang-tidy reports {finding}")
    return found


def compare_stories(fixture, command, tidy):
    """Both front ends say the same words at the same places, in any order."""
    pairs = [("qomlint check", command, tidy), ("clang-tidy", tidy, command)]
    if fixture.is_whole_program:  # clang-tidy sees a file alone, and is silent
        del pairs[0]
    return [
        f"{fixture.shown}: only {who} reports\n{finding}"
        for who, one, other in pairs
        for finding in sorted(set(one) - set(other), key=str)
    ]


def tidy_one(args, qomlint, fixture, glib):
    found = tidy_findings(args, fixture, glib)
    reported = [Reported(f.line, f.check, f.latent, "", f.message) for f in found]
    text = analyze(qomlint, fixture, glib, ["--format=text", "--show=latent"])
    # The report's names are relative to the one file's folder outside of the sources.
    root = fixture.path.parent if fixture.path.is_absolute() else ROOT
    stories = compare_stories(fixture, diagnostics.parse(text, root), found)
    if fixture.is_whole_program:
        return stories
    return compare(fixture, expectations(fixture), reported) + stories


def tidy_command(args):
    glib = glib_flags()
    qomlint = str(pathlib.Path(args.qomlint).resolve())
    args.module = pathlib.Path(args.module).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        fixtures = [f for folder in args.folders for f in fixtures_of(folder.strip("/"), pathlib.Path(scratch))]

        def work(fixture):
            try:
                return tidy_one(args, qomlint, fixture, glib)
            except FixtureError as error:
                return [str(error)]

        return finish(in_parallel(args.jobs, work, fixtures), f"{len(fixtures)} fixtures in clang-tidy")


# --- Commands -----------------------------------------------------------------


def in_parallel(jobs, work, items):
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return [message for messages in pool.map(work, items) for message in messages]


def finish(messages, summary):
    for message in messages:
        print(message)
    print(f"{summary}: {'ok' if not messages else f'{len(messages)} problems'}")
    return 1 if messages else 0


def check_command(args):
    glib = glib_flags()
    qomlint = str(pathlib.Path(args.qomlint).resolve())
    messages, count = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        for folder in args.folders:
            folder = folder.strip("/")
            fixtures = fixtures_of(folder, pathlib.Path(scratch))
            count += len(fixtures)

            def work(fixture):
                try:
                    return compare(fixture, expectations(fixture), findings_of(qomlint, fixture, glib))
                except FixtureError as error:
                    return [str(error)]

            messages += in_parallel(args.jobs, work, fixtures)
            messages += check_golden(qomlint, folder, fixtures, glib, args.update_golden)
    return finish(messages, f"{count} fixtures")


def all_folders():
    base = ROOT / "testdata"
    return [f"checks/{p.name}" for p in sorted((base / "checks").iterdir()) if p.is_dir()] + ["lang"]


def header_units(scratch):
    """Every header alone in C, and all of them together in C++."""
    base = ROOT / "runtime" / "include"
    own = sorted(str(p.relative_to(base)) for p in (base / "qom").glob("*.h"))
    compat = sorted(str(p.relative_to(base / "compat")) for p in (base / "compat").rglob("*.h"))
    units = [([name], ".c") for name in own] + [(compat, ".c"), (own + compat, ".cpp")]
    for number, (names, suffix) in enumerate(units):
        file = scratch / f"header-{number}{suffix}"
        text = "".join(f'#include "{name}"\n' for name in names) + "extern int unused;\n"
        file.write_text(text)
        shown = names[0] if len(names) == 1 else "all headers"
        yield Fixture(file, f"{shown} as {suffix[1:].upper()}", text)


def compile_command(args):
    glib = glib_flags()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        fixtures = [f for folder in all_folders() for f in fixtures_of(folder, scratch)]
        units = fixtures + list(header_units(scratch))

        def work(fixture):
            command = [args.clang, "-fsyntax-only", "-Wall", "-Werror", *compile_flags(fixture, glib), str(fixture.path)]
            done = run(command)
            messages = [f"{fixture.shown}: does not compile\n{done.stderr}"] if done.returncode else []
            try:
                expectations(fixture)
            except FixtureError as error:
                messages.append(str(error))
            return messages

        return finish(in_parallel(args.jobs, work, units), f"{len(units)} translation units")


def statistics():
    """Per folder: functions with expectations, `_ok` functions, those in traps files, expectations."""
    result = {}
    with tempfile.TemporaryDirectory() as scratch:
        for folder in all_folders():
            bad, ok, traps, promised = set(), set(), set(), 0
            for fixture in fixtures_of(folder, pathlib.Path(scratch)):
                if fixture.path.is_absolute():
                    continue
                found = expectations(fixture)
                promised += len(found)
                bad |= {(fixture.shown, e.function) for e in found}
                good = {n for n in functions_by_line(fixture.text).values() if n.endswith("_ok")}
                target = traps if fixture.path.name.startswith("traps") else ok
                target |= {(fixture.shown, name) for name in good}
            result[folder] = {"bad": len(bad), "ok": len(ok), "traps": len(traps), "expectations": promised}
    return result


def stats_command(args):
    for folder, counts in statistics().items():
        print(f"{folder:32}" + "".join(f"{number:5} {word}" for word, number in counts.items()))
    return 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="compare findings with comments")
    check.add_argument("--qomlint", required=True, help="the command to test")
    check.add_argument("--update-golden", action="store_true", help="write expected.txt anew")
    check.add_argument("folders", nargs="+", metavar="FOLDER")
    check.set_defaults(handler=check_command)
    tidy = commands.add_parser("tidy", help="the same in clang-tidy, and the words of both")
    tidy.add_argument("--qomlint", required=True, help="the command")
    tidy.add_argument("--module", required=True, help="what clang-tidy loads")
    tidy.add_argument("--clang-tidy", default="clang-tidy-22")
    tidy.add_argument("folders", nargs="+", metavar="FOLDER")
    tidy.set_defaults(handler=tidy_command)
    compiling = commands.add_parser("compile", help="compile every fixture, example and header")
    compiling.add_argument("--clang", default="clang-22")
    compiling.set_defaults(handler=compile_command)
    commands.add_parser("stats", help="count").set_defaults(handler=stats_command)
    args = parser.parse_args()
    try:
        return args.handler(args)
    except FixtureError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
