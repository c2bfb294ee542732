/// A file of the cache: bytes after their fingerprint, so that half a file or a changed one is known
/// to be none.
enum SealedFile {
  /// Writes `bytes`. A cache that cannot be written is no cache; no build depends on it.
  static func write(_ bytes: [UInt8], to path: String) {
    try? Files.write(Array(Digest.text(of: bytes).utf8) + bytes, to: path)
  }

  /// The bytes at `path`, if there is such a file and it is whole.
  static func read(_ path: String) -> [UInt8]? {
    guard Files.exists(path), let file = try? Files.read(path), file.count > 64 else { return nil }
    let bytes = Array(file[64...])
    return Digest.text(of: bytes).utf8.elementsEqual(file[..<64]) ? bytes : nil
  }
}
