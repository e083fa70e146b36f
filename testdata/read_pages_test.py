#
# Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What read_pages.py finds in pages that are wrong."""

import pathlib
import tempfile
import unittest

import read_pages


class PageCase(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.page = pathlib.Path(directory.name).resolve() / "page.md"

    def write(self, text):
        self.page.write_text(text)
        return self.page


class Blocks(PageCase):
    def blocks(self, text):
        return [(b.language, b.line, b.section, b.text) for b in read_pages.blocks_of(self.write(text))]

    def test_language_line_and_section(self):
        self.assertEqual(self.blocks("# A\n```c\nint x;\n```\n## B\n\n```\n$ qomlint\n```\n"),
                         [("c", 2, "# A", "int x;\n"), ("", 7, "## B", "$ qomlint\n")])

    def test_headings_inside_of_a_block_are_code(self):
        self.assertEqual(self.blocks("# A\n```c\n#include <x>\n```\n```c\n```\n")[1][2], "# A")

    def test_contracts_are_those_of_the_section(self):
        blocks = read_pages.blocks_of(self.write("# A\n```json\n{}\n```\n```c\n```\n# B\n```c\n```\n"))
        self.assertEqual([read_pages.contracts_before(b, blocks) for b in blocks[1:]], ["{}\n", None])


class Words(PageCase):
    def complaints(self, text, **forbidden):
        prose = read_pages.prose_of(self.write(text))
        return [c for s in read_pages.sentences(prose) for c in read_pages.complaints(s, forbidden)]

    def test_every_form_of_a_word(self):
        for form in ("acquire", "Acquires", "acquired", "acquiring"):
            self.assertEqual(self.complaints(f"It {form} one.", acquire="take"),
                             [f"'{form}' (the word is take): It {form} one."])
        self.assertEqual(self.complaints("It is required, and a grabber.", acquire="take", grab="take"), [])

    def test_code_may_say_what_it_wants(self):
        self.assertEqual(self.complaints("`release` it.\n```\nrelease\n```\n", release="drop"), [])

    def test_properties_are_released(self):
        self.assertEqual(self.complaints("Properties are released first.", release="drop"), [])
        self.assertEqual(len(self.complaints("Properties are set. It is released.", release="drop")), 1)

    def test_the_glossary_is_read(self):
        forbidden = read_pages.forbidden_words()
        self.assertEqual((forbidden["acquire"], forbidden["release"], forbidden["refcount"]), ("take", "drop", "reference"))

    def test_strings_of_a_source(self):
        source = self.page.with_suffix(".cpp")
        source.write_text('// "a comment"\n#include "some file"\nOS << "it is " + Name +\n    "released "\n    "by \'g_release me\'";\n')
        self.assertEqual(read_pages.strings_of(source), ["it is ", "released by ''"])


if __name__ == "__main__":
    unittest.main()
