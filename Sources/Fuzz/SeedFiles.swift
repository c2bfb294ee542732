#if !FUZZING
  import FoundationEssentials

  /// The first inputs of a target: every fence of its suite.
  enum SeedFiles {
    /// Writes `folder/N` for each fence of the target's suite, and `folder.dict`.
    static func write(for target: FuzzTarget, suites: String, to folder: String) throws {
      let files = FileManager.default
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let suite = suites + "/" + target.suite
      var count = 0
      for name in try files.subpathsOfDirectory(atPath: suite).sorted() where name.hasSuffix(".md")
      {
        guard let data = files.contents(atPath: suite + "/" + name) else { continue }
        for body in fences(in: String(decoding: data, as: UTF8.self)) {
          // The byte in front chooses a dialect of Markdown and harms no other target.
          let first = target.name == "markdown" ? [UInt8(count & 15)] : []
          try Data(first + Array(body.utf8)).write(to: URL(filePath: "\(folder)/\(count)"))
          count += 1
        }
      }
      try Data(dictionary(target.words).utf8).write(to: URL(filePath: folder + ".dict"))
    }

    /// The insides of the fences of `text`.
    static func fences(in text: String) -> [String] {
      var result: [String] = []
      var open: (fence: Substring, body: String)?
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if let (fence, body) = open {
          if line == fence {
            result.append(body)
            open = nil
          } else {
            open = (fence, body + line + "\n")
          }
        } else if line.hasPrefix("```") {
          open = (line.prefix { $0 == "`" }, "")
        }
      }
      return result
    }

    /// `words` as libFuzzer reads them: quoted, bytes outside of ASCII in hexadecimal.
    static func dictionary(_ words: [String]) -> String {
      var text = ""
      for word in words {
        text += "\""
        for byte in word.utf8 {
          let isPlain = (0x20..<0x7F).contains(byte) && byte != 0x22 && byte != 0x5C
          let digits = String(byte, radix: 16, uppercase: true)
          text += isPlain ? String(Unicode.Scalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + digits
        }
        text += "\"\n"
      }
      return text
    }
  }
#endif
