#!/usr/bin/env python3
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Whatever the C headers of the runtime declare, its library defines.

Preprocesses all headers, collects what they declare, and compares that with the
symbols of the archives. Names each function or variable that is missing.
"""

import argparse
import pathlib
import re
import subprocess
import sys

LINE_MARKER = re.compile(r'^# \d+ "([^"]*)"')
FUNCTION = re.compile(r"([A-Za-z_]\w*)\s*\(")
VARIABLE = re.compile(r"([A-Za-z_]\w*)\s*(?:\[[^\]]*\])?$")
ATTRIBUTE = re.compile(r"__attribute__\s*\(\(.*?\)\)")


def preprocessed(compiler, headers, flags):
    source = "".join(f'#include "qom/{header.name}"\n' for header in headers)
    command = [compiler, "-E", "-x", "c", "-std=gnu11", *flags, "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the headers cannot be preprocessed\n{done.stderr}")
    return done.stdout


def text_of(output, folder):
    """The lines that come from headers in the folder."""
    inside = False
    lines = []
    for line in output.splitlines():
        marker = LINE_MARKER.match(line)
        if marker:
            inside = pathlib.Path(marker.group(1)).parent == folder
        elif inside:
            lines.append(line)
    return "\n".join(lines)


def top_level(text):
    """Declarations outside of braces; what a brace opens ends one, too."""
    depth = 0
    current = ""
    for character in text:
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            current += "{}"
        elif depth == 0 and character == ";":
            yield " ".join(current.split())
            current = ""
        elif depth == 0:
            current += character


def declared_name(declaration):
    """Null for types and for what a header defines itself."""
    declaration = ATTRIBUTE.sub("", declaration).strip()
    # An inline function has no semicolon: the next declaration follows it.
    declaration = declaration.rsplit("{}", 1)[-1].strip()
    if not declaration or re.match(r"(typedef|static|struct \w+$|enum\b|union \w+$|_Static_assert)", declaration):
        return None
    if declaration.startswith("extern"):
        return VARIABLE.search(declaration).group(1)
    function = FUNCTION.search(declaration)
    return function and function.group(1)


def declared(text):
    return {name for name in map(declared_name, top_level(text)) if name}


def defined(nm, archives):
    done = subprocess.run([nm, "--defined-only", "--extern-only", *archives], capture_output=True, text=True, check=True)
    return {line.split()[-1] for line in done.stdout.splitlines() if len(line.split()) == 3}


def check_self():
    sample = """
        typedef struct A A;
        struct A { int x; };
        extern const A the_a;
        static inline int f(void) { return 1; }
        A *make_a(int (*fn)(void));
        void take_a(A *a) __attribute__((__format__(__printf__, 1, 2)));
    """
    found = declared(sample)
    if found != {"the_a", "make_a", "take_a"}:
        sys.exit(f"the headers are not understood any more: the sample declares {sorted(found)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--headers", type=pathlib.Path, required=True, help="the folder include/qom")
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--except", dest="others", action="append", default=[], help="a header of another library")
    parser.add_argument("archives", nargs="+")
    args, flags = parser.parse_known_args()
    check_self()
    folder = args.headers.resolve()
    headers = sorted(h for h in folder.glob("*.h") if h.name not in args.others)
    output = preprocessed(args.compiler, headers, ["-I", str(folder.parent), *flags])
    names = declared(text_of(output, folder))
    missing = sorted(names - defined(args.nm, args.archives))
    for name in missing:
        print(f"{name} is declared in include/qom and defined nowhere")
    print(f"{len(names)} declared, {len(missing)} missing")
    return 1 if missing or not names else 0


if __name__ == "__main__":
    sys.exit(main())
