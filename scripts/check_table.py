#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The table of checks (checks/Checks.def), as the scripts read it, and the lists that are made from it."""

import pathlib
import re

TABLE = pathlib.Path("checks/Checks.def")
ROW = re.compile(r'^CHECK\("(?P<id>[^"]*)", (?P<class>\w+)\)$', re.MULTILINE)
ID = re.compile(r"qom(-[a-z][a-z0-9]*)+")
LIST = re.compile(r"(<!-- checks -->\n).*?(<!-- end of checks -->)", re.DOTALL)


def rows(root):
    """(id, class) of each check, in the order of the table."""
    return [(row["id"], row["class"]) for row in ROW.finditer((root / TABLE).read_text())]


def class_of(check):
    """qom-child-leak: ChildLeak"""
    return "".join(word.capitalize() for word in check.split("-")[1:])


def page_of(root, check):
    return root / "checks" / check / "doc.md"


def fixtures_of(root, check):
    return root / "testdata" / "checks" / check


def summary_of(root, check):
    """The one sentence: the paragraph below the title of the check's page."""
    paragraphs = page_of(root, check).read_text().split("\n\n")
    return " ".join(paragraphs[1].split()) if len(paragraphs) > 1 else ""


def table_for_readme(root):
    lines = ["| check | finds |", "| --- | --- |"]
    for check, _ in rows(root):
        what = summary_of(root, check).removeprefix("Finds ").rstrip(".")
        lines.append(f"| [`{check}`](checks/{check}/doc.md) | {what} |")
    return "\n".join(lines) + "\n"


def names_for_tidy(root):
    return ",\n".join(f"[`{check}`](../{check}/doc.md)" for check, _ in rows(root)) + "\n"


LISTS = {pathlib.Path("README.md"): table_for_readme, pathlib.Path("checks/tidy/README.md"): names_for_tidy}


def with_fresh_list(root, path):
    """The text of the file with its list made anew; none if it has no place for one."""
    text = (root / path).read_text()
    fresh, count = LIST.subn(lambda match: match[1] + LISTS[path](root) + match[2], text)
    return fresh if count == 1 else None


def write_lists(root):
    for path in LISTS:
        fresh = with_fresh_list(root, path)
        if fresh is not None:
            (root / path).write_text(fresh)


def problems_of_lists(root):
    for path in LISTS:
        fresh = with_fresh_list(root, path)
        if fresh is None:
            yield f"{path}: needs one list between <!-- checks --> and <!-- end of checks -->"
        elif fresh != (root / path).read_text():
            yield f"{path}: the list of checks is stale; scripts/check-lists --update writes it anew"


def problems_of_check(root, check, name):
    if not ID.fullmatch(check):
        yield f"{check}: not an id such as qom-child-leak"
    elif name != class_of(check):
        yield f"{check}: its class is {name}, not {class_of(check)}"
    for path in (root / "checks" / check / f"{name}.cpp", page_of(root, check), fixtures_of(root, check) / "expected.txt"):
        if not path.is_file():
            yield f"{check}: there is no {path.relative_to(root)}"
    functions = "".join(path.read_text() for path in sorted(fixtures_of(root, check).glob("*.c*")))
    if f"expect: {check}" not in functions and f"expect-latent: {check}" not in functions:
        yield f"{check}: no fixture in testdata/checks/{check} expects it"
    if not re.search(r"\w_ok\(", functions):
        yield f"{check}: no fixture in testdata/checks/{check} is a _ok function"


def problems(root):
    """What is wrong with the table, and with what belongs to each row."""
    table = rows(root)
    ids = [check for check, _ in table]
    if len(table) != (root / TABLE).read_text().count("CHECK(\""):
        yield f"{TABLE}: a line is not CHECK(\"id\", Class)"
    if ids != sorted(ids):
        yield f"{TABLE}: not sorted by id"
    for repeated in sorted({check for check in ids if ids.count(check) > 1}):
        yield f"{TABLE}: {repeated} is there twice"
    for check, name in table:
        yield from problems_of_check(root, check, name)
    for base in ("checks", "testdata/checks"):
        for folder in sorted((root / base).glob("qom-*")):
            if folder.name not in ids:
                yield f"{base}/{folder.name}: not in {TABLE}"
    if all(page_of(root, check).is_file() for check in ids):
        yield from problems_of_lists(root)
