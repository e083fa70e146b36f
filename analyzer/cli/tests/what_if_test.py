"""check --what-if and merge --what-if: the difference that other contracts would make."""

import json
import unittest

from cli_case import BAD_INPUT, CLEAN, FINDINGS, PRELUDE, ROOT, CliCase

EXAMPLE = ROOT / "analyzer/contracts/examples/add-child-consumes.json"
SOURCE = PRELUDE + """
void object_property_add_child(Object *obj, const char *name, Object *child);

typedef struct TypeInfo {
    const char *name, *parent;
    unsigned long instance_size;
    void (*instance_init)(Object *obj);
    void (*instance_finalize)(Object *obj);
} TypeInfo;

typedef struct Box { Object parent_obj; Object *kept; } Box;

static void box_init(Object *obj)
{
    Box *box = (Box *)obj;
    box->kept = object_new("kept");
    object_property_add_child(obj, "kept", box->kept);
}

static void box_finalize(Object *obj)
{
    Box *box = (Box *)obj;
    object_unref(box->kept);
}

const TypeInfo box_info = { "box", "object", sizeof(Box), box_init, box_finalize };

void add_and_drop_reset(Object *parent)
{
    Object *child = object_new("clock");
    object_property_add_child(parent, "right", child);
    object_unref(child);
}

void add_and_leak_reset(Object *parent)
{
    object_property_add_child(parent, "leak", object_new("clock"));
}

void add_for_others(Object *parent, Object *child)
{
    object_property_add_child(parent, "others", child);
}

void add_by_helper_reset(Object *parent)
{
    Object *child = object_new("clock");
    add_for_others(parent, child);
    object_unref(child);
}
"""


class WhatIf(CliCase):
    def setUp(self):
        super().setUp()
        self.write("x.c", SOURCE)
        self.write_database(["x.c"])

    def line(self, text, after):
        return SOURCE[:SOURCE.index(text, SOURCE.index(after))].count("\n") + 1

    def test_the_shipped_example(self):
        done = self.qomlint("check", "-p", "build", "--quiet", "--format=json", "--what-if", EXAMPLE, status=FINDINGS)
        report = json.loads(done.out)
        self.assertEqual(report["what_if"]["functions"], ["object_property_add_child"])
        found = {(item["kind"], item["finding"]["function"], item["finding"]["line"])
                 for item in report["differences"]}
        self.assertEqual(found, {
            ("drop_to_delete", "add_and_drop_reset", self.line("object_unref", "void add_and_drop_reset")),
            ("drop_to_delete", "add_by_helper_reset", self.line("object_unref", "void add_by_helper_reset")),
            ("reference_needed", "box_finalize", self.line("object_unref", "void box_finalize")),
            ("cured_leak", "add_and_leak_reset", self.line("object_new", "void add_and_leak_reset")),
        })
        self.assertEqual([(item["function"], item["argument"], item["before"], item["after"])
                          for item in report["argument_drops"]], [("add_for_others", "child", 0, 1)])
        self.assertEqual(report["summary"]["differences"]["drop_to_delete"], 2)

    def test_text(self):
        done = self.qomlint("check", "-p", "build", "--quiet", "--what-if", EXAMPLE, status=FINDINGS)
        for part in ("2 drops to delete: they would be one too many\n", "1 leak cured\n",
                     "1 pointer that would need a reference of its own\n",
                     "add_for_others drops 1 of 'child', now 0\n", " |     object_unref(child);\n",
                     "4 differences; 0 findings the same in both\n"):
            self.assertIn(part, done.out)

    def test_files_and_merge_say_the_same(self):
        whole = self.qomlint("check", "-p", "build", "--quiet", "--format=json", "--what-if", EXAMPLE).out
        files = self.qomlint("check", "-p", "build", "--quiet", "--format=json", "--what-if", EXAMPLE, "x.c").out
        self.qomlint("capture", "-p", "build", "--quiet", "-o", "x.cap", status=CLEAN)
        merged = self.qomlint("merge", "x.cap", "--quiet", "--format=json", "--what-if", EXAMPLE).out
        self.assertEqual(json.loads(files)["differences"], json.loads(whole)["differences"])
        self.assertEqual(merged, whole)

    def test_no_lines_of_another_text(self):
        self.qomlint("capture", "-p", "build", "--quiet", "-o", "x.cap", status=CLEAN)
        arguments = ("merge", "x.cap", "--quiet", "--what-if", EXAMPLE)
        self.assertIn(" |     object_unref(child);\n", self.qomlint(*arguments, status=FINDINGS).out)
        self.write("x.c", "/* A line more. */\n" + SOURCE)
        done = self.qomlint(*arguments, status=FINDINGS)
        self.assertIn("2 drops to delete", done.out)
        self.assertNotIn(" | ", done.out)

    def test_nothing_changes_with_the_contract_in_force(self):
        same = self.write("same.json", json.dumps({"schema_version": 1, "functions": [{
            "function": "object_property_add_child", "failure": "terminates",
            "arguments": [{"index": 2, "effect": "add_reference",
                           "holder": {"who": "arg0.child", "until": "properties_released"}}]}]}))
        done = self.qomlint("check", "-p", "build", "--quiet", "--what-if", same, status=CLEAN)
        self.assertIn("0 differences; 1 finding the same in both\n", done.out)

    def test_mistakes(self):
        done = self.qomlint("check", "-p", "build", "--what-if", "none.json", status=BAD_INPUT)
        self.assertIn("--what-if: none.json", done.err)
        empty = self.write("empty.json", '{"schema_version": 1, "functions": []}')
        self.assertIn("supposes nothing", self.qomlint("check", "-p", "build", "--what-if", empty, status=BAD_INPUT).err)
        broken = self.write("broken.json", '{"schema_version": 1, "functions": [{"function": 3}]}')
        self.assertIn("--what-if: ", self.qomlint("check", "-p", "build", "--what-if", broken, status=BAD_INPUT).err)
        done = self.qomlint("check", "-p", "build", "--fix", "--what-if", EXAMPLE, status=BAD_INPUT)
        self.assertIn("--what-if shows what would differ and changes no sources", done.err)
        other = self.write("other.json", EXAMPLE.read_text().replace("property_add_child", "property_add_chidl"))
        done = self.qomlint("check", "-p", "build", "--what-if", other, status=CLEAN)
        self.assertIn("nothing here calls 'object_property_add_chidl'; did you mean 'object_property_add_child'?",
                      done.err)


if __name__ == "__main__":
    unittest.main()
