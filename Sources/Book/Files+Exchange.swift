#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the systems call differently: the only file of Book that knows on which one it runs.
extension Files {
  /// Lets the folders `a` and `b` take each other's name in one step.
  ///
  /// - Returns: false if the file system cannot do that; nothing has happened then.
  static func exchange(_ a: String, _ b: String) -> Bool {
    #if canImport(Darwin)
      return renamex_np(a, b, UInt32(RENAME_SWAP)) == 0
    #elseif canImport(Glibc)
      // The call is newer than the headers that Swift sees: it is looked up by name.
      typealias Rename =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
      guard let symbol = dlsym(nil, "renameat2") else { return false }
      let exchangeBoth: UInt32 = 2
      return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, exchangeBoth) == 0
    #else
      return false
    #endif
  }

  /// Waits until no other process holds the folder `path`, then holds it as long as the result lives;
  /// nil if the file system cannot do that.
  ///
  /// The system lets go of it when a process ends in any way, so that a killed build keeps nobody out.
  static func holding(_ path: String) -> FolderHold? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    let hold = FolderHold(descriptor: descriptor)
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { return nil }
    }
    return hold
  }

  /// Gives the file `source` a second name; false if the file system cannot do that.
  static func link(_ source: String, _ target: String) -> Bool {
    #if canImport(Glibc)
      return Glibc.link(source, target) == 0
    #elseif canImport(Musl)
      return Musl.link(source, target) == 0
    #else
      return Darwin.link(source, target) == 0
    #endif
  }

  /// Size and time of change of the file at `path`, or nil if there is none.
  static func state(of path: String) -> State? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    #if canImport(Darwin)
      let (time, change) = (info.st_mtimespec, info.st_ctimespec)
    #else
      let (time, change) = (info.st_mtim, info.st_ctim)
    #endif
    return State(
      size: Int(info.st_size), seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec),
      isFolder: info.st_mode & S_IFMT == S_IFDIR, changeSeconds: Int(change.tv_sec),
      changeNanoseconds: Int(change.tv_nsec))
  }

  /// The content of the plain file at `path`, of 1 to `limit` bytes; nil if it is none, or cannot be
  /// read so. Files of the system say that they hold nothing.
  static func plainBytes(at path: String, limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG,
      0 < info.st_size, info.st_size <= limit
    else { return nil }
    return allBytes(from: descriptor, count: Int(info.st_size))
  }

  /// Writes `bytes` to `path`, in whose folder nobody looks yet, without waiting for the disk; false
  /// if that fails, with half a file at worst.
  static func writeBytes(_ bytes: [UInt8], to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return false }
    let isWhole = writeAll(bytes, to: descriptor)
    return close(descriptor) == 0 && isWhole
  }

  /// Gives the file `source` the name `target` in the same folder, whose old file is gone then.
  static func replaceFile(_ target: String, with source: String) -> Bool {
    rename(source, target) == 0
  }

  /// Whether the path itself is a symbolic link.
  static func isLink(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
  }

  /// What tells that a file has changed. Equal are those of the same size and time; when the system
  /// saw a change, such as a new link to the file, is no part of that.
  struct State: Hashable, Sendable {
    /// The number of bytes.
    let size: Int
    /// The time of the last change.
    let seconds: Int
    /// The part of that time below a second.
    let nanoseconds: Int
    /// Whether it is a folder.
    let isFolder: Bool
    /// The time at which the system saw the last change of any kind, which nobody can set back.
    let changeSeconds: Int
    /// The part of that time below a second.
    let changeNanoseconds: Int

    static func == (a: State, b: State) -> Bool {
      (a.size, a.seconds, a.nanoseconds, a.isFolder)
        == (b.size, b.seconds, b.nanoseconds, b.isFolder)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(size)
      hasher.combine(seconds)
      hasher.combine(nanoseconds)
    }
  }
}

/// A folder that no other build may write while this lives.
///
/// A class, because the end of its life gives the folder back.
final class FolderHold {
  private let descriptor: Int32

  fileprivate init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}

/// What `descriptor` gives, which is as large as `count` says unless somebody is writing it.
private func allBytes(from descriptor: Int32, count: Int) -> [UInt8]? {
  var isRead = true
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    while filled < count {
      let got = read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
      if got < 0, errno == EINTR { continue }
      if got < 0 { isRead = false }
      guard got > 0 else { return }
      filled += got
    }
  }
  return isRead ? bytes : nil
}

/// Writes all of `bytes`; false if the disk is full or gone.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var start = 0
    while start < buffer.count {
      let done = write(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
      if done < 0, errno == EINTR { continue }
      guard done > 0 else { return false }
      start += done
    }
    return true
  }
}
