#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Diagnostics in Clang's shape, as qomlint and clang-tidy print them."""

import dataclasses
import os
import re

LINE = re.compile(r"(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): (?P<kind>warning|error|note): (?P<text>.*)")
CHECK = re.compile(r" \[(?P<check>[\w.-]+)(?:,-warnings-as-errors)?\]$")
LATENT = "latent: "


@dataclasses.dataclass(frozen=True)
class Note:
    file: str
    line: int
    column: int
    text: str


@dataclasses.dataclass(frozen=True)
class Diagnostic:
    """What was reported where; `warning` or `error` is for each printer to decide."""

    file: str
    line: int
    column: int
    check: str
    message: str
    notes: tuple = ()

    @property
    def latent(self):
        return self.message.startswith(LATENT)

    def __str__(self):
        parts = [f"{self.file}:{self.line}:{self.column}: {self.message} [{self.check}]"]
        parts += [f"  {n.file}:{n.line}:{n.column}: {n.text}" for n in self.notes]
        return "\n".join(parts)


def parse(output, directory):
    """The diagnostics of an output, in its order; file names become absolute."""
    result = []
    for line in output.split("\n"):
        match = LINE.fullmatch(line)
        if not match:
            continue
        place = (os.path.realpath(os.path.join(directory, match["file"])), int(match["line"]), int(match["column"]))
        if match["kind"] == "note":
            if result:
                result[-1] = dataclasses.replace(result[-1], notes=result[-1].notes + (Note(*place, match["text"]),))
            continue
        check = CHECK.search(match["text"])
        name, text = (check["check"], match["text"][: check.start()]) if check else ("", match["text"])
        result.append(Diagnostic(*place, name, text))
    return result
