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
      let time = info.st_mtimespec
    #else
      let time = info.st_mtim
    #endif
    return State(
      size: Int(info.st_size), seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec),
      isFolder: info.st_mode & S_IFMT == S_IFDIR)
  }

  /// Whether the path itself is a symbolic link.
  static func isLink(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
  }

  /// What tells that a file has changed.
  struct State: Hashable, Sendable {
    /// The number of bytes.
    let size: Int
    /// The time of the last change.
    let seconds: Int
    /// The part of that time below a second.
    let nanoseconds: Int
    /// Whether it is a folder.
    let isFolder: Bool
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
