import Diagnostics
import Script

/// The folder from which the cells of a book read their data: nothing outside it.
struct DataFolder: Sendable {
  /// The chapters' folder.
  let folder: String
  /// The folder of the chapter, below `folder`.
  let place: String

  /// The files that cells may read.
  var files: DataFiles {
    DataFiles { name in
      let path = try path(of: name)
      do throws(FileError) {
        return try Files.read(path, limit: Limits().dataBytes)
      } catch {
        throw ScriptCause(error.rule, error.message, hints: error.hints)
      }
    }
  }

  /// The path of the data file `name`: beside the chapter, else at the top of the chapters' folder.
  ///
  /// - Throws: `ScriptCause` if the name leads elsewhere, or nothing is there.
  func path(of name: String) throws(ScriptCause) -> String {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("\\"), !name.contains("\0"),
      !parts.contains(where: { $0 == ".." || $0 == "." || $0.isEmpty })
    else {
      throw ScriptCause(
        "data.path", "'\(name)' is no name of a file of the book",
        hints: ["name a file below the chapters' folder, without '..' or a leading '/'"])
    }
    for start in [Files.join(folder, place), folder] {
      var path = start
      var isHere = true
      for part in parts {
        path = Files.join(path, String(part))
        guard !Files.isLink(path) else {
          throw ScriptCause(
            "data.link", "'\(path)' is a symbolic link, which could lead out of the book",
            hints: ["copy the file into the book"])
        }
        isHere = isHere && Files.exists(path)
      }
      if isHere { return path }
    }
    let near = (try? Files.files(below: folder, where: Self.isData)) ?? []
    let names = near.map { String($0.dropFirst(folder == "." ? 0 : folder.count + 1)) }
    throw ScriptCause(
      "data.missing", "the book has no data file '\(name)'",
      hints: [
        closestMatch(to: name, in: names).map { "did you mean '\($0)'?" }
          ?? "data files lie beside the chapters"
      ])
  }

  /// Whether `name` ends like a data file.
  static func isData(_ name: String) -> Bool {
    let lower = name.lowercased()
    return [".csv", ".tsv", ".json"].contains { lower.hasSuffix($0) }
  }

  /// Adds the content of the data files that `code` names to `digest`; false if a name is computed,
  /// so that nobody knows what the code depends on. For `isHidden` see `names(in:)`.
  func add(
    namesIn code: [UInt8], isIsolated: Bool, to digest: inout Digest, isHidden: inout Bool
  ) -> Bool {
    guard let names = Self.names(in: code, isIsolated: isIsolated, isHidden: &isHidden) else {
      return false
    }
    add(names, to: &digest)
    return true
  }

  /// Adds the content of the data files `names` to `digest`.
  func add(_ names: [String], to digest: inout Digest) {
    for name in names {
      digest.add("data " + name)
      guard let path = try? path(of: name), let bytes = try? Files.read(path) else {
        digest.add("missing")
        continue
      }
      digest.add(Digest.text(of: bytes))
    }
  }

  /// The data files that `code` names; nil if a name is computed.
  ///
  /// `isHidden` says whether code before gave the name `data` to a variable, and is set once this
  /// code does, unless it is isolated.
  static func names(in code: [UInt8], isIsolated: Bool, isHidden: inout Bool) -> [String]? {
    let wasHidden = isHidden
    defer { if isIsolated { isHidden = wasHidden } }
    var names: [String] = []
    for call in calls(in: code, isHidden: &isHidden) {
      guard let call else { return nil }
      names.append(call)
    }
    return names
  }

  /// The names in the calls `data("…")` of `code`; nil for one that is no plain text. While a
  /// variable of the whole chapter has the name `data`, the name alone is no function.
  static func calls(in code: [UInt8], isHidden: inout Bool) -> [String?] {
    let word = Array("data".utf8)
    var found: [String?] = []
    var i = 0
    while i + word.count <= code.count {
      guard code[i] == word[0], code[i..<i + word.count].elementsEqual(word),
        i == 0 || !isWord(code[i - 1])
      else {
        i += 1
        continue
      }
      let start = i
      i += word.count
      if i < code.count, isWord(code[i]) { continue }
      if isVariable(at: start, in: code) { isHidden = true }
      while i < code.count, code[i] == 0x20 { i += 1 }
      guard i < code.count, code[i] == UInt8(ascii: "(") else {
        // `data` as a value, which may be called under another name; a parameter or an inner variable
        // of that name only costs the cache.
        let follows = i < code.count ? code[i] : 0
        let isValue = follows == UInt8(ascii: ")") || follows == UInt8(ascii: ",")
        if isValue, !isHidden { found.append(nil) }
        continue
      }
      i += 1
      while i < code.count, code[i] <= 0x20 { i += 1 }
      guard i < code.count, code[i] == UInt8(ascii: "\""),
        let end = code[(i + 1)...].firstIndex(where: {
          $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
        }),
        code[end] == UInt8(ascii: "\"")
      else {
        found.append(nil)
        continue
      }
      found.append(String(decoding: code[(i + 1)..<end], as: UTF8.self))
      i = end + 1
    }
    return found
  }

  /// Whether the name at `start` is that of a `let` or `var` at the beginning of a line.
  private static func isVariable(at start: Int, in code: [UInt8]) -> Bool {
    guard start >= 4, start == 4 || code[start - 5] == UInt8(ascii: "\n") else { return false }
    let keyword = code[start - 4..<start]
    return keyword.elementsEqual("let ".utf8) || keyword.elementsEqual("var ".utf8)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte >= 0x80
  }
}
