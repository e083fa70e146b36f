/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * How facts are told: one a line.
 */
#include "probe.h"

static GString *story;

static GString *get_story(void)
{
    if (!story) {
        story = g_string_new(NULL);
    }
    return story;
}

void tell(const char *what)
{
    g_string_append_printf(get_story(), "%s%s", get_story()->len ? ", " : "",
                           what);
}

void forget_story(void)
{
    g_string_truncate(get_story(), 0);
}

void fact(const char *name, const char *fmt, ...)
{
    g_autofree char *text = NULL;
    va_list args;

    va_start(args, fmt);
    text = g_strdup_vprintf(fmt, args);
    va_end(args);
    printf("%s: %s\n", name, text);
}

void fact_story(const char *name)
{
    fact(name, "%s", get_story()->len ? get_story()->str : "nothing");
    forget_story();
}

const char *error_text(Error **err)
{
    static char text[256];

    snprintf(text, sizeof(text), "%s",
             *err ? error_get_pretty(*err) : "no error");
    error_free(*err);
    *err = NULL;
    return text;
}
