# cmake -C scripts/cmake/release.cmake -G Ninja -B build: what people run, and what is measured.
set(CMAKE_BUILD_TYPE Release CACHE STRING "")
set(CMAKE_CXX_COMPILER clang++-22 CACHE STRING "")
set(CMAKE_C_COMPILER clang-22 CACHE STRING "")
