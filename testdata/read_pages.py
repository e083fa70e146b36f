#!/usr/bin/env python3
#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Pages keep their promises.

  read_pages.py examples --qomlint BINARY --module MODULE
                           what they show is what happens
  read_pages.py words      they and all messages use the words of the glossary

Of README.md and checks/pages/*.md: C blocks are analyzed, by the command and in
clang-tidy, and compared with their `// expect:` comments, with the contracts of the JSON block before them in
the same section; blocks that begin with `$ qomlint` are run; a diff block after
one leaves nothing to report. Links lead to files.
"""

import argparse
import dataclasses
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import run_fixtures
from run_fixtures import ROOT, Fixture, FixtureError

GLOSSARY = ROOT / "checks" / "pages" / "glossary.md"
# Their strings are printed.
SPEAKERS = ("checks", "analyzer/report", "analyzer/cli", "analyzer/contracts")


def topic_pages():
    return [ROOT / "README.md", *sorted((ROOT / "checks" / "pages").glob("*.md"))]


def all_pages():
    return topic_pages() + [ROOT / "checks" / "tidy" / "README.md", *sorted((ROOT / "checks").glob("qom-*/doc.md"))]


def shown(path):
    return str(path.relative_to(ROOT))


# --- Examples -----------------------------------------------------------------


@dataclasses.dataclass
class Block:
    page: pathlib.Path
    line: int  # of the opening fence
    language: str
    text: str
    section: str

    @property
    def where(self):
        return f"{shown(self.page)}:{self.line}"


def blocks_of(page):
    result, section, lines = [], "", None
    for number, line in enumerate(page.read_text().split("\n"), 1):
        if line.startswith("```"):
            if lines is None:
                lines, start, language = [], number, line[3:].strip()
            else:
                result.append(Block(page, start, language, "".join(f"{text}\n" for text in lines), section))
                lines = None
        elif lines is not None:
            lines.append(line)
        elif line.startswith("#"):
            section = line
    if lines is not None:
        raise FixtureError(f"{shown(page)}:{start}: this block has no end")
    return result


def contracts_before(block, blocks):
    before = [b for b in blocks if b.language == "json" and b.section == block.section and b.line < block.line]
    return before[-1].text if before else None


def check_example(args, glib, scratch, block, contracts):
    file = scratch / f"{block.page.stem}-{block.line}.{block.language}"
    file.write_text("\n" * block.line + block.text)
    fixture = Fixture(file, shown(block.page), file.read_text())
    path = file.with_suffix(".json") if contracts else None
    if contracts:
        path.write_text(contracts)
    found = run_fixtures.tidy_findings(args, fixture, glib, path)
    front_ends = {
        "qomlint": run_fixtures.findings_of(args.qomlint, fixture, glib, [f"--contracts={path}"] if path else []),
        "clang-tidy": [run_fixtures.Reported(f.line, f.check, f.latent, "", f.message) for f in found],
    }
    promised = run_fixtures.expectations(fixture)
    return [f"{name}: {message}" for name, reported in front_ends.items()
            for message in run_fixtures.compare(fixture, promised, reported)]


def check_command(qomlint, block):
    """The output of a command, as it is shown; `$ ` goes before what is typed."""
    command, _, expected = block.text[2:].partition("\n")
    environment = {**os.environ, "PATH": f"{pathlib.Path(qomlint).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=run_fixtures.TIMEOUT, check=False)
    if done.stdout == expected:
        return []
    return [f"{block.where}: the command prints\n{done.stdout}{done.stderr}"]


def check_fix(qomlint, scratch, block, before):
    """The file of the command before, with the lines of the diff."""
    commands = [b for b in before if b.text.startswith("$ qomlint check ")]
    if not commands:
        raise FixtureError("a fix, and no finding before it")
    name, _, flags = commands[-1].text.split("\n")[0].removeprefix("$ qomlint check ").partition(" -- ")
    lines = block.text.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] in marks) for marks in (" -", " +"))
    text = (ROOT / name).read_text()
    if text.count(old) != 1:
        raise FixtureError(f"this is not in {name}")
    mended = scratch / pathlib.Path(name).name
    mended.write_text(text.replace(old, new))
    done = subprocess.run(f"{qomlint} check {mended} -- {flags}", shell=True, cwd=ROOT, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=run_fixtures.TIMEOUT, check=False)
    return [] if done.returncode == 0 else [f"{block.where}: this mends nothing\n{done.stdout}{done.stderr}"]


def check_links(page):
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    return [f"{shown(page)}: there is no {target}" for target in targets if not (page.parent / target).exists()]


def check_page(args, glib, scratch, page):
    messages = check_links(page)
    blocks = blocks_of(page)
    for index, block in enumerate(blocks):
        try:
            if block.language in ("c", "cpp"):
                messages += check_example(args, glib, scratch, block, contracts_before(block, blocks))
            elif block.text.startswith("$ qomlint"):
                messages += check_command(args.qomlint, block)
            elif block.language == "diff":
                messages += check_fix(args.qomlint, scratch, block, blocks[:index])
        except FixtureError as error:
            messages.append(f"{block.where}: {error}")
    return messages


def examples_command(args):
    glib = run_fixtures.glib_flags()
    args.qomlint = str(pathlib.Path(args.qomlint).resolve())
    args.module = pathlib.Path(args.module).resolve()
    pages = topic_pages()
    with tempfile.TemporaryDirectory() as scratch:
        messages = [m for page in pages for m in check_page(args, glib, pathlib.Path(scratch), page)]
    return run_fixtures.finish(messages, f"examples of {len(pages)} pages")


# --- Words --------------------------------------------------------------------


def forbidden_words():
    """Each word that is not to be used, and the one to use."""
    result = {}
    for row in re.findall(r"^\| \*(.+?)\* \|.*\|(.*)\|$", GLOSSARY.read_text(), re.MULTILINE):
        for word in filter(None, (w.strip() for w in row[1].split(","))):
            result[word] = row[0]
    return result


def pattern_of(word):
    """The word and its forms: release, released, releases, releasing."""
    stem = re.escape(word[:-1] if word.endswith("e") else word)
    ending = "(?:e|es|ed|ing)" if word.endswith("e") else "(?:s|es|ed|ing)?"
    return re.compile(rf"\b{stem}{ending}\b", re.IGNORECASE)


def is_about_properties(sentence):
    """Properties are released, and what they hold with them."""
    return re.search(r"\b(propert|child|link)", sentence, re.IGNORECASE)


def complaints(sentence, forbidden):
    for word, right in forbidden.items():
        if word == "release" and is_about_properties(sentence):
            continue
        found = pattern_of(word).search(sentence)
        if found:
            yield f"'{found.group()}' (the word is {right}): {' '.join(sentence.split())}"


def sentences(prose):
    return re.split(r"(?<=[.:;!?])\s+|\n\s*\n|\n(?=[-|#*])", prose)


def prose_of(page):
    """Without code, and without the glossary's own column."""
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    if page == GLOSSARY:
        text = re.sub(r"\|[^|]*\|$", "|", text, flags=re.MULTILINE)
    return re.sub(r"`[^`]*`", "``", text)


def strings_of(source):
    """What a source can print: its literals, adjacent ones joined; quoted names are code."""
    code = re.sub(r"^\s*(?://[^\n]*|#include[^\n]*)$", "", source.read_text(), flags=re.MULTILINE)
    joined = re.sub(r'"\s*\n\s*"', "", code)
    return [re.sub(r"'[^']*'", "''", text) for text in re.findall(r'"((?:\\.|[^"\\\n])*)"', joined) if " " in text]


def speaking_sources():
    for folder in SPEAKERS:
        for source in sorted((ROOT / folder).rglob("*.cpp")):
            if not source.name.endswith("Test.cpp"):
                yield source


def words_command(_args):
    forbidden = forbidden_words()
    if len(forbidden) < 20:
        raise FixtureError(f"{shown(GLOSSARY)}: only {len(forbidden)} words in the last column")
    spoken = [(page, sentence) for page in all_pages() for sentence in sentences(prose_of(page))]
    spoken += [(source, text) for source in speaking_sources() for text in strings_of(source)]
    messages = [f"{shown(path)}: {complaint}" for path, sentence in spoken for complaint in complaints(sentence, forbidden)]
    return run_fixtures.finish(messages, f"{len(spoken)} sentences and {len(forbidden)} words")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    examples = commands.add_parser("examples", help="analyze and run what pages show")
    examples.add_argument("--qomlint", required=True, help="the command")
    examples.add_argument("--module", required=True, help="what clang-tidy loads")
    examples.add_argument("--clang-tidy", default="clang-tidy-22")
    examples.set_defaults(handler=examples_command)
    commands.add_parser("words", help="read pages and messages").set_defaults(handler=words_command)
    args = parser.parse_args()
    try:
        return args.handler(args)
    except FixtureError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
