import Diagnostics
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The streams of the process; the platform's differences are kept in this file.
enum Terminal {
  /// Writes `text` to standard output.
  static func print(_ text: String) { write(text, to: 1) }

  /// Writes `bytes` to standard output.
  static func print(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { write($0, to: 1) } }

  /// Writes `text` to standard error.
  static func note(_ text: String) { write(text, to: 2) }

  /// Ends the process with `code`.
  static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }

  /// Whether standard error is a terminal.
  static var showsProgress: Bool { isatty(2) == 1 }

  /// Colours for standard output, unless it is no terminal or NO_COLOR is set.
  static var style: Diagnostic.Style {
    Diagnostic.Style(usesColor: isatty(1) == 1 && (variable("NO_COLOR") ?? "").isEmpty)
  }

  /// Colours for standard error, likewise.
  static var errorStyle: Diagnostic.Style {
    Diagnostic.Style(usesColor: isatty(2) == 1 && (variable("NO_COLOR") ?? "").isEmpty)
  }

  /// Whether someone types: standard input is a terminal.
  static var isInteractive: Bool { isatty(0) == 1 }

  /// The value of the environment variable `name`.
  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Whether a person can be asked: both standard input and output are a terminal.
  static var canAsk: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// The current folder, absolute.
  static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// What the command `words` prints, or nil if it cannot be run or fails.
  static func output(of words: [String]) -> String? {
    let quoted = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }
    guard let stream = popen(quoted.joined(separator: " ") + " 2>/dev/null", "r") else {
      return nil
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    return pclose(stream) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Seconds of a clock that only goes forward.
  @Sendable static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Waits.
  static func sleep(_ seconds: Double) { usleep(UInt32(min(seconds, 2) * 1e6)) }

  /// What computes: the version and the binary itself, so that a newer one trusts no older values.
  static var engine: String {
    var info = stat()
    #if os(macOS)
      let path = CommandLine.arguments[0]
    #else
      let path = "/proc/self/exe"
    #endif
    guard stat(path, &info) == 0 else { return "mathbook \(Version.current)" }
    #if canImport(Darwin)
      let time = info.st_mtimespec
    #else
      let time = info.st_mtim
    #endif
    return "mathbook \(Version.current) \(info.st_size) \(time.tv_sec) \(time.tv_nsec)"
  }

  /// All of standard input, up to `limit` bytes.
  static func input(limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = chunk.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// Shows the file at `path` with the system's viewer; false if there is none.
  static func open(_ path: String) -> Bool {
    #if os(macOS)
      let viewers = ["/usr/bin/open"]
    #else
      let viewers = ["/usr/bin/xdg-open", "/usr/local/bin/xdg-open"]
    #endif
    for viewer in viewers where access(viewer, X_OK) == 0 {
      var child = pid_t()
      let words = [strdup(viewer), strdup(path), nil]
      defer { words.forEach { free($0) } }
      if posix_spawn(&child, viewer, nil, nil, words, environ) == 0 { return true }
    }
    return false
  }

  private static let lostOutput = Atomic(false)

  /// Whether standard output could not take all that was written, as on a full disk.
  static var hasLostOutput: Bool { lostOutput.load(ordering: .relaxed) }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write($0, to: descriptor) }
  }

  private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) {
    var start = 0
    while start < bytes.count {
      let count = systemWrite(
        descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        if descriptor == 1 { lostOutput.store(true, ordering: .relaxed) }
        return
      }
      start += count
    }
  }

  private static func systemWrite(
    _ descriptor: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes, count)
    #else
      Darwin.write(descriptor, bytes, count)
    #endif
  }
}
