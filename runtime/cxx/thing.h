//===- thing.h - What tests of the C++ layer share --------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CXX_THING_H
#define QOM_CXX_THING_H

#include "qom/child.hpp"
#include "qom/owned.hpp"
#include "qom/type.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace qom::testing {

using Lines = std::vector<std::string>;

/// What the types of a test did, in order; emptied before each test.
inline Lines Log;

class BqlTest : public ::testing::Test {
protected:
  void SetUp() override {
    bql_lock();
    Log.clear();
  }
  void TearDown() override { bql_unlock(); }
};

} // namespace qom::testing

#define TYPE_THING "cxx-thing"
#define TYPE_OTHER_THING "cxx-other-thing"

struct Thing {
  Object parent_obj;
  int Value;
  ~Thing() { qom::testing::Log.push_back("thing finalized"); }
};

struct OtherThing {
  Object parent_obj;
};

QOM_OBJECT_TYPE(Thing, Object, ObjectClass, TYPE_THING)
QOM_OBJECT_TYPE(OtherThing, Object, ObjectClass, TYPE_OTHER_THING)

#endif
