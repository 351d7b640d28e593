#include "ledger/audit/tar.h"

#include <algorithm>
#include <array>
#include <istream>
#include <numeric>
#include <string_view>

#include "ledger/base/error.h"

namespace relief::audit {
namespace {

constexpr std::size_t block_size = 512;
constexpr std::size_t most_files = 2'000'000;

/// A field of a header: where it begins, and how long it is.
struct Field {
  std::size_t at;
  std::size_t length;
};
constexpr Field name_field{0, 100};
constexpr Field mode_field{100, 8};
constexpr Field owner_field{108, 8};
constexpr Field group_field{116, 8};
constexpr Field file_size_field{124, 12};
constexpr Field time_field{136, 12};
constexpr Field checksum_field{148, 8};
constexpr Field type_field{156, 1};
constexpr Field magic_field{257, 8};
constexpr Field prefix_field{345, 155};

std::string octal(std::uint64_t number, std::size_t digits) {
  std::string text(digits, '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit, number /= 8) {
    *digit = static_cast<char>('0' + number % 8);
  }
  ensure(number == 0, "a tar header's number fits its field");
  return text;
}

void put(std::string& block, const Field& field, std::string_view text) {
  ensure(text.size() <= field.length, "a tar header's text fits its field");
  block.replace(field.at, text.size(), text);
}

std::string_view text_in(std::string_view block, const Field& field) {
  const auto text = block.substr(field.at, field.length);
  return text.substr(0, std::min(text.find('\0'), text.size()));
}

std::uint64_t number_in(std::string_view block, const Field& field) {
  const auto text = text_in(block, field);
  const auto first = text.find_first_not_of(' ');
  std::uint64_t number = 0;
  for (const char c : text.substr(std::min(first, text.size()))) {
    if (c == ' ') break;
    require(c >= '0' && c <= '7', Errc::malformed, "a header of the archive has a bad number");
    number = number * 8 + static_cast<unsigned>(c - '0');
  }
  return number;
}

/// The sum of the header's bytes, its own field counted as spaces.
std::uint64_t sum_of(std::string block) {
  put(block, checksum_field, std::string(checksum_field.length, ' '));
  return std::accumulate(block.begin(), block.end(), std::uint64_t{0},
                         [](auto sum, char c) { return sum + static_cast<unsigned char>(c); });
}

std::string path_in(std::string_view block) {
  std::string path{text_in(block, prefix_field)};
  if (!path.empty()) path += '/';
  path += text_in(block, name_field);
  if (path.starts_with("./")) path.erase(0, 2);
  return path;
}

bool is_folder(std::string_view block) { return block[type_field.at] == '5'; }

void check_header(const std::string& block) {
  require(text_in(block, magic_field).starts_with("ustar"), Errc::malformed,
          "this isn't an archive in the format ustar");
  require(number_in(block, checksum_field) == sum_of(block), Errc::malformed,
          "a header of the archive is damaged");
  const char kind = block[type_field.at];
  require(kind == '0' || kind == '\0' || kind == '5', Errc::malformed,
          "a bundle holds plain files only");
}

bool is_blank(std::string_view bytes) {
  return bytes.find_first_not_of('\0') == std::string_view::npos;
}

void require_blank_to_the_end(std::istream& archive) {
  std::string block(block_size, '\0');
  while (archive.read(block.data(), block_size) || archive.gcount() > 0) {
    require(is_blank(std::string_view{block}.substr(0, static_cast<std::size_t>(archive.gcount()))),
            Errc::malformed, "the archive hides something behind its end");
  }
}

}  // namespace

std::string tar_header(const std::string& path, std::uint64_t size) {
  std::string block(block_size, '\0');
  put(block, name_field, path);
  put(block, mode_field, octal(0644, 7));
  put(block, owner_field, octal(0, 7));
  put(block, group_field, octal(0, 7));
  put(block, file_size_field, octal(size, 11));
  put(block, time_field, octal(0, 11));
  put(block, type_field, "0");
  put(block, magic_field,
      {"ustar\0"
       "00",
       8});
  put(block, checksum_field, octal(sum_of(block), 6) + std::string{"\0 ", 2});
  return block;
}

std::string tar_padding(std::uint64_t size) {
  return std::string((block_size - size % block_size) % block_size, '\0');
}

std::string tar_end() { return std::string(2 * block_size, '\0'); }

std::vector<TarFile> tar_files(std::istream& archive) {
  archive.seekg(0, std::ios::end);
  const auto end = static_cast<std::uint64_t>(archive.tellg());
  std::vector<TarFile> files;
  std::string block(block_size, '\0');
  for (std::uint64_t at = 0;;) {
    archive.seekg(static_cast<std::streamoff>(at));
    archive.read(block.data(), block_size);
    require(archive.gcount() == block_size, Errc::malformed, "the archive is cut short");
    if (is_blank(block)) {
      require_blank_to_the_end(archive);
      return files;
    }
    check_header(block);
    const auto size = number_in(block, file_size_field);
    at += block_size;
    require(size <= end - at, Errc::malformed, "the archive is cut short");
    require(size == 0 || !is_folder(block), Errc::malformed, "a folder of the archive has content");
    require(files.size() < most_files, Errc::malformed, "the archive holds too many files");
    if (!is_folder(block)) files.push_back({path_in(block), at, size});
    at += size;
    archive.seekg(static_cast<std::streamoff>(at));
    std::string padding(tar_padding(size).size(), '\0');
    archive.read(padding.data(), static_cast<std::streamsize>(padding.size()));
    require(is_blank(padding), Errc::malformed, "the archive hides something behind a file");
    at += padding.size();
  }
}

}  // namespace relief::audit
