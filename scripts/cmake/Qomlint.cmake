# How a folder of the tree becomes a library, and a *Test.cpp beside the code a test.

add_library(qomlint_options INTERFACE)
target_include_directories(qomlint_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_include_directories(qomlint_options SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_compile_options(qomlint_options INTERFACE -Wall -Wextra -Wno-unused-parameter -fno-exceptions)

# qomlint_library(NAME SOURCES... LINKS LIBRARY...): a folder links only the folders below it (design: one direction).
function(qomlint_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  add_library(${name} STATIC ${arg_UNPARSED_ARGUMENTS})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(${name} PUBLIC qomlint_options ${arg_LINKS})
endfunction()

# qomlint_test(NAME SOURCES... LINKS LIBRARY...): a GoogleTest program and its CTest entry.
function(qomlint_test name)
  if(NOT BUILD_TESTING)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  find_package(GTest REQUIRED)
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name})
endfunction()
