# How a folder of the tree becomes a library, and a *Test.cpp beside the code a test.

add_library(qomlint_options INTERFACE)
target_include_directories(qomlint_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_include_directories(qomlint_options SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_compile_options(qomlint_options INTERFACE -Wall -Wextra -Wno-unused-parameter -fno-exceptions)

# Programs link Clang and LLVM; what a program loads finds them there.
foreach(library clang-cpp LLVM)
  string(REPLACE -cpp "" name qomlint_${library})
  string(TOLOWER ${name} name)
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:QOMLINT_IS_LOADED>>>:${library}>)
endforeach()

# qomlint_library(NAME SOURCES... LINKS LIBRARY...): a folder links only the folders below it (design: one direction).
function(qomlint_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  add_library(${name} STATIC ${arg_UNPARSED_ARGUMENTS})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(${name} PUBLIC qomlint_options ${arg_LINKS})
endfunction()

# qomlint_module(NAME SOURCES... LINKS LIBRARY...): what clang-tidy loads. It links no Clang and no LLVM, shows no symbol
# of the libraries that it holds, and binds late, so that another Clang is refused before anything of it is missed.
function(qomlint_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
  add_library(${name} MODULE ${arg_UNPARSED_ARGUMENTS})
  set_target_properties(${name} PROPERTIES PREFIX "" QOMLINT_IS_LOADED ON
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
  target_link_libraries(${name} PRIVATE qomlint_options ${arg_LINKS})
  target_link_options(${name} PRIVATE LINKER:--exclude-libs,ALL LINKER:-z,lazy)
endfunction()

# The command that loads it in tests. A sanitizer's runtime has to be in a process from its start, and clang-tidy has none.
set(QOMLINT_CLANG_TIDY "${LLVM_TOOLS_BINARY_DIR}/clang-tidy")
if("${CMAKE_CXX_FLAGS_DEBUG}" MATCHES "-fsanitize" AND CMAKE_BUILD_TYPE STREQUAL Debug)
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libclang_rt.asan-x86_64.so
    OUTPUT_VARIABLE runtime OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(QOMLINT_CLANG_TIDY "env LD_PRELOAD=${runtime} ASAN_OPTIONS=detect_leaks=0 ${QOMLINT_CLANG_TIDY}")
endif()

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
