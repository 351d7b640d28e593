# Writes OUTPUT, a source file with `std::string_view relief::NAME()` that answers INPUT's bytes.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
file(WRITE ${OUTPUT} "#include <cstddef>
#include <string_view>
namespace relief {
std::string_view ${NAME}();
namespace {
constexpr char text[] = {${bytes}'\\0'};
}
std::string_view ${NAME}() { return {text, sizeof text - 1}; }
}  // namespace relief
")
