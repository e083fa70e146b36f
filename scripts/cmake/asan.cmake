# cmake -C scripts/cmake/asan.cmake -G Ninja -B build-asan: every test under AddressSanitizer and UBSan.
set(CMAKE_BUILD_TYPE Debug CACHE STRING "")
set(CMAKE_CXX_COMPILER clang++-22 CACHE STRING "")
set(CMAKE_C_COMPILER clang-22 CACHE STRING "")
set(sanitize "-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g ${sanitize}" CACHE STRING "")
set(CMAKE_C_FLAGS_DEBUG "-O1 -g ${sanitize}" CACHE STRING "")
