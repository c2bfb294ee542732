/// The bytes of a file that was read once for all who want them, and their fingerprint.
struct ReadText: Sendable {
  /// The bytes.
  let bytes: [UInt8]
  /// The fingerprint, if somebody asked for it.
  private(set) var digest: String?

  /// `bytes`, which have the fingerprint `digest`, if it is known.
  init(bytes: [UInt8], digest: String? = nil) {
    self.bytes = bytes
    self.digest = digest
  }

  /// The file at `path`: one of `texts`, else read now.
  init(at path: String, among texts: [String: ReadText]) throws(FileError) {
    if let known = texts[path] {
      self = known
    } else {
      self.init(bytes: try Files.read(path))
    }
  }

  /// The fingerprint.
  mutating func fingerprint() -> String {
    let text = digest ?? Digest.text(of: bytes)
    digest = text
    return text
  }
}
