#!/usr/bin/env python3
#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles each file of misuse/ twice: as it is, which must work, and with
-DMISUSE, which must fail with the error that the file expects.

  compile_misuse.py --clang CLANG++ [FILE...]

'// expect-error: TEXT' is part of the compiler's message; '\\|' separates
alternatives. A failure with another message proves nothing about the rule.
"""

import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXPECTED = re.compile(r"^// expect-error: (.+)$", re.MULTILINE)


def glib_flags():
    done = subprocess.run(
        ["pkg-config", "--cflags", "glib-2.0"], check=True, capture_output=True, text=True
    )
    return done.stdout.split()


def precompiled(clang, flags, scratch):
    """The headers, parsed once for all: they are most of the work."""
    header = scratch / "layer.hpp"
    names = sorted(p.name for p in (ROOT / "runtime/include/qom").glob("*.hpp"))
    header.write_text("".join(f'#include "qom/{name}"\n' for name in names))
    output = scratch / "layer.pch"
    command = [clang, "-std=c++20", "-xc++-header", *flags, str(header), "-o", str(output)]
    subprocess.run(command, check=True, timeout=120)
    return [*flags, "-include-pch", str(output)]


def errors_of(clang, flags, file):
    command = [clang, "-std=c++20", "-fsyntax-only", *flags, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return done.stderr if done.returncode else None


def complaint(clang, flags, file):
    """What is wrong with a file, or nothing."""
    expected = EXPECTED.search(file.read_text())
    if not expected:
        return "no '// expect-error: TEXT'"
    right = errors_of(clang, flags, file)
    if right is not None:
        return f"the right use does not compile:\n{right}"
    wrong = errors_of(clang, [*flags, "-DMISUSE"], file)
    if wrong is None:
        return "the misuse compiles"
    if not any(text in wrong for text in expected[1].split(r"\|")):
        return f"the misuse fails, but not with '{expected[1]}':\n{wrong}"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--clang", default="clang++-22")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    files = arguments.files or sorted((HERE / "misuse").glob("*.cpp"))
    include = ROOT / "runtime/include"
    flags = [f"-I{include}", f"-I{include}/compat", "-Wno-unused", "-Werror=unused-result", *glib_flags()]
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(2) as pool:
        flags = precompiled(arguments.clang, flags, pathlib.Path(scratch))
        complaints = list(pool.map(lambda f: complaint(arguments.clang, flags, f), files))
    for file, text in zip(files, complaints):
        if text:
            print(f"{file.name}: {text}")
    failed = sum(1 for text in complaints if text)
    print(f"{len(files) - failed} of {len(files)} misuses are refused for the right reason")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
