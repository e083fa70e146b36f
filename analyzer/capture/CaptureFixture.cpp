//===- CaptureFixture.cpp - Sources in, facts out, for tests --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/CaptureFixture.h"
#include "analyzer/facts/Text.h"
#include "analyzer/facts/Validate.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <regex>

using namespace qomlint;
using llvm::StringRef;

/// A small QOM. One line, so that sources start at line 2.
static const char Prelude[] = "#include \"prelude.h\"\n";

static const char PreludeText[] = R"(
#ifdef __cplusplus
extern "C" {
#endif
typedef struct ObjectClass { void *type; } ObjectClass;
typedef struct Object { ObjectClass *klass; } Object;
typedef struct Error Error;
typedef struct DeviceState { Object parent_obj; int realized; } DeviceState;
typedef struct Clock { Object parent_obj; int period; } Clock;
typedef struct DeviceClass {
  ObjectClass parent_class;
  void (*realize)(DeviceState *, Error **);
} DeviceClass;
struct PState;
typedef struct XState {
  DeviceState parent_obj;
  Clock *clk, *other;
  Clock embedded;
  DeviceState *cpu[4];
  DeviceState **cpus;
  struct PState *peer;
  int count, flag;
  void (*hook)(struct XState *);
} XState;
typedef struct PState { XState *x; int n; } PState;
typedef struct Section { Object *mr; int size; } Section;
Object *object_dynamic_cast_assert(Object *, const char *, const char *, int,
                                   const char *);
Object *object_dynamic_cast(Object *, const char *);
ObjectClass *object_get_class(Object *);
Object *object_new(const char *);
Object *object_ref(void *);
void object_unref(void *);
void use(const void *);
void put(int);
int get(void);
void g_free(void *);
Section section_find(int);
extern Error *error_fatal;
__attribute__((noreturn)) void die(void);
#ifdef __cplusplus
}
#endif
#define OBJECT(obj) ((Object *)(obj))
#define OBJECT_CHECK(type, obj, name)                                          \
  ((type *)object_dynamic_cast_assert(OBJECT(obj), name, "", 0, ""))
static inline DeviceState *DEVICE(const void *obj) {
  return OBJECT_CHECK(DeviceState, obj, "device");
}
static inline XState *X(const void *obj) {
  return OBJECT_CHECK(XState, obj, "x");
}
static inline DeviceClass *DEVICE_GET_CLASS(const void *obj) {
  return (DeviceClass *)object_get_class(OBJECT(obj));
}
#define container_of(ptr, type, member)                                        \
  ({                                                                           \
    const __typeof__(((type *)0)->member) *__mptr = (ptr);                     \
    (type *)((char *)__mptr - __builtin_offsetof(type, member));               \
  })
#define NULL ((void *)0)
)";

CaptureTest::CaptureTest() {
  llvm::SmallString<128> Path, Real;
  EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("qomlint-capture", Path));
  EXPECT_FALSE(llvm::sys::fs::real_path(Path, Real));
  Directory = Real.str().str();
  write("prelude.h", PreludeText);
  Shared = std::make_unique<Capturer>(Directory);
}

CaptureTest::~CaptureTest() { llvm::sys::fs::remove_directories(Directory); }

void CaptureTest::write(const std::string &File, StringRef Text) {
  std::string Path = Directory + "/" + File;
  llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path));
  std::error_code Failure;
  llvm::raw_fd_ostream OS(Path, Failure);
  EXPECT_FALSE(Failure) << Path;
  OS << Text;
}

CompileCommand CaptureTest::command(const std::string &File,
                                    std::vector<std::string> Flags) {
  CompileCommand Result;
  Result.Directory = Directory;
  Result.File = File;
  Result.Arguments = {"cc"};
  Result.Arguments.insert(Result.Arguments.end(), Flags.begin(), Flags.end());
  Result.Arguments.push_back(File);
  return Result;
}

CaptureResult CaptureTest::captureFile(const std::string &File,
                                       std::vector<std::string> Flags) {
  return Shared->capture(command(File, std::move(Flags)));
}

Unit CaptureTest::capture(StringRef Source, bool IsCpp) {
  // The file manager remembers sizes: each source needs a file of its own.
  Shared = std::make_unique<Capturer>(Directory);
  std::string File = IsCpp ? "x.cpp" : "x.c";
  write(File, Prelude + Source.str());
  CaptureResult Result =
      captureFile(File, {IsCpp ? "-std=c++20" : "-std=gnu11"});
  EXPECT_EQ(Result.Error, "");
  if (!Result.Facts)
    return Unit();
  for (const Function &F : Result.Facts->Functions)
    EXPECT_EQ(findDefect(F), "") << F.Key.str().str();
  return std::move(*Result.Facts);
}

const Function &qomlint::functionIn(const Unit &U, StringRef Key) {
  for (const Function &F : U.Functions)
    if (F.Key.str() == Key)
      return F;
  ADD_FAILURE() << "no function " << Key.str();
  static const Function None;
  return None;
}

std::string qomlint::bodyText(const Function &F) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  print(F, OS);
  size_t Start = Text.find("b0:\n"), End = Text.rfind("}");
  if (Start == std::string::npos)
    return Text;
  static const std::regex Position(" @ [^\n]*");
  return std::regex_replace(Text.substr(Start, End - Start), Position, "");
}

std::string CaptureTest::body(StringRef Source, StringRef Key) {
  return bodyText(functionIn(capture(Source), Key));
}

std::string CaptureTest::bodyCpp(StringRef Source, StringRef Key) {
  return bodyText(functionIn(capture(Source, /*IsCpp=*/true), Key));
}
