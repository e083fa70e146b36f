/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-child-leak/autoptr.c"
#include "../driver.h"

static void use_chain(const char *type)
{
    Object *chain = object_new(type);

    user_creatable_complete(USER_CREATABLE(chain), NULL);
    object_unref(chain);
}

static void extend_chain(void (*append)(ChainState *chain, const char *name))
{
    ChainState *chain = CHAIN(object_new(TYPE_CHAIN "-ok"));

    append(chain, "first");
    append(chain, "first");
    object_unref(OBJECT(chain));
}

void scenario(void)
{
    use_chain(TYPE_CHAIN "-ok");
    use_chain(TYPE_CHAIN "-bad");
    extend_chain(chain_append_ok);
    extend_chain(chain_append_bad);
}
