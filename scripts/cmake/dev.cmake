# cmake -C scripts/cmake/dev.cmake -G Ninja -B build-dev: short builds, a debugger that understands, assertions.
set(CMAKE_BUILD_TYPE Debug CACHE STRING "")
set(CMAKE_CXX_COMPILER clang++-22 CACHE STRING "")
set(CMAKE_C_COMPILER clang-22 CACHE STRING "")
# Optimized a little, because a whole run over real code is part of a day's work.
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g" CACHE STRING "")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g" CACHE STRING "")
