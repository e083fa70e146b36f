#!/usr/bin/env python3
#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints, as C++ initializers, where each row of a contract file stands: `{"function", "since", "before", begin, length},`."""

import json
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    decoder = json.JSONDecoder()
    at = text.index("[", text.index('"functions"')) + 1
    while True:
        while text[at] in " \n\t\r,":
            at += 1
        if text[at] == "]":
            return
        row, end = decoder.raw_decode(text, at)
        begin, length = len(text[:at].encode()), len(text[at:end].encode())
        if "versions" in row:
            sys.exit(f'{row["function"]}: rows that ship say since and before which release they hold')
        print(f'{{"{row["function"]}", "{row.get("since", "")}", "{row.get("before", "")}", {begin}, {length}}},')
        at = end


if __name__ == "__main__":
    main()
