# room(NAME USES LOWER...): a static library of src/NAME/**.cpp, its SQL as constants, and its test program.
#
# Each src/NAME/sql/<query>.sql becomes `NAME::sql::<query>` in the header "NAME/sql.gen.hpp"; a pair
# <query>.sqlite.sql and <query>.postgres.sql becomes one constant with two texts. Migrations
# src/NAME/migrations/NNNN_<what>[.sqlite|.postgres].sql become `NAME::migrations` in the same header, in order.
function(room name)
  cmake_parse_arguments(ROOM "" "" "USES" ${ARGN})
  set(dir ${CMAKE_SOURCE_DIR}/src/${name})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|_fuzz\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  file(GLOB_RECURSE sql CONFIGURE_DEPENDS ${dir}/*.sql)
  set(header ${CMAKE_BINARY_DIR}/gen/${name}/sql.gen.hpp)
  add_custom_command(OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -DROOM=${name} -DDIR=${dir} -DOUT=${header} -P ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    DEPENDS ${sql} ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    COMMENT "SQL of ${name}")

  if(NOT sources)
    file(WRITE ${CMAKE_BINARY_DIR}/gen/${name}/empty.cpp "")
    set(sources ${CMAKE_BINARY_DIR}/gen/${name}/empty.cpp)
  endif()
  add_library(${name} STATIC ${sources} ${header})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/gen)
  target_link_libraries(${name} PUBLIC ${ROOM_USES})
  precompile(${name} platform)

  if(OT_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} GTest::gmock GTest::gtest_main)
    target_compile_definitions(${name}_test PRIVATE OT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    precompile(${name}_test platform_test <gmock/gmock.h> <gtest/gtest.h>)
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()

# precompile(TARGET OWNER MORE...): TARGET uses OWNER's precompiled cmake/precompiled.hpp; OWNER itself makes it, with MORE.
function(precompile target owner)
  if(NOT OT_PRECOMPILE)
    return()
  endif()
  if(target STREQUAL owner)
    target_precompile_headers(${target} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.hpp ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endif()
endfunction()
