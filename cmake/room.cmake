# room(NAME USES LOWER...): a static library of src/NAME/**.cpp, its SQL as constants, and its test program.
#
# Each src/NAME/sql/<query>.sql becomes `NAME::sql::<query>` of the header "NAME/sql.gen.hpp"; a pair
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
  set(generated ${CMAKE_BINARY_DIR}/gen/${name}/sql.gen)
  add_custom_command(OUTPUT ${generated}.hpp ${generated}.cpp
    COMMAND ${CMAKE_COMMAND} -DROOM=${name} -DDIR=${dir} -DOUT=${generated} -P ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    DEPENDS ${sql} ${CMAKE_SOURCE_DIR}/cmake/embed_sql.cmake
    COMMENT "SQL of ${name}")

  add_library(${name} STATIC ${sources} ${generated}.hpp ${generated}.cpp)
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/gen)
  target_link_libraries(${name} PUBLIC ${ROOM_USES})
  precompile(${name} platform)
  unite(${name})

  if(OT_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} GTest::gmock GTest::gtest_main)
    target_compile_definitions(${name}_test PRIVATE OT_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    precompile(${name}_test platform_test <gmock/gmock.h> <gtest/gtest.h>)
    unite(${name}_test)
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

# unite(TARGET): the files of a folder are compiled as one, which parses headers and instantiates templates once for all of them.
# So names in a folder's anonymous namespaces are unique in that folder, which is good for its readers too.
function(unite target)
  if(NOT OT_UNITE)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    if(source MATCHES "^${CMAKE_SOURCE_DIR}/src/.*\\.cpp$")
      cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${CMAKE_SOURCE_DIR}/src OUTPUT_VARIABLE folder)
      cmake_path(GET folder PARENT_PATH folder)
      string(REPLACE "/" "_" folder "${folder}")
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder})
    endif()
  endforeach()
endfunction()
