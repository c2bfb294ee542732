import Book

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Clock and peers: what a benchmark needs of the machine.
enum Platform {
  /// Seconds of a clock that only goes forward.
  static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Waits; at most two seconds.
  static func sleep(_ seconds: Double) { usleep(UInt32(min(seconds, 2) * 1e6)) }

  /// Ends the program with `code`.
  static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }

  /// Seconds of processor time that the process has used, on all its threads.
  static func processSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// What `command` prints, or nil if it cannot be run.
  static func output(of command: String) -> String? {
    guard let stream = popen(command + " 2>/dev/null", "r") else { return nil }
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      if count <= 0 { break }
      text += chunk[..<count]
    }
    return pclose(stream) == 0 ? String(decoding: text, as: UTF8.self) : nil
  }

  /// The name of a new file in the system's folder for such.
  static func temporaryPath(_ name: String) -> String {
    let folder = variable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? P_tmpdir
    return Files.join(folder, "mathbook-benchmark-\(getpid())-\(name)")
  }

  /// The value of the environment variable `name`.
  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  // MARK: Peers in this process

  /// Seconds that this thread and ended processes of ours have worked, which a busy machine does
  /// not stretch.
  static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    var children = rusage()
    getrusage(-1, &children)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
      + Double(children.ru_utime.tv_sec + children.ru_stime.tv_sec)
      + Double(children.ru_utime.tv_usec + children.ru_stime.tv_usec) * 1e-6
  }

  /// The function `name` of the first of `libraries` that is installed.
  static func symbol(_ name: String, in libraries: [String]) -> UnsafeMutableRawPointer? {
    for library in libraries {
      if let handle = dlopen(library, RTLD_NOW | RTLD_LOCAL), let found = dlsym(handle, name) {
        return found
      }
    }
    return nil
  }

  /// Gives back memory that a C library allocated.
  static func free(_ pointer: UnsafeMutableRawPointer?) {
    #if canImport(Glibc)
      Glibc.free(pointer)
    #elseif canImport(Musl)
      Musl.free(pointer)
    #else
      Darwin.free(pointer)
    #endif
  }

  /// The most memory that this process has used, in kilobytes.
  static func peakKilobytes() -> Int {
    var usage = rusage()
    getrusage(0, &usage)  // 0: this process, -1: its children; the names have other types elsewhere
    #if canImport(Darwin)
      return usage.ru_maxrss / 1024
    #else
      return usage.ru_maxrss
    #endif
  }

  /// The most memory that this process has held, in bytes.
  static func peakMemory() -> Int {
    var usage = rusage()
    // RUSAGE_SELF is 0 everywhere, but of a type of its own in Glibc.
    getrusage(0, &usage)
    #if canImport(Darwin)
      return usage.ru_maxrss
    #else
      return usage.ru_maxrss * 1024
    #endif
  }

  /// The most bytes that any child of this process held.
  static var largestChild: Double {
    var usage = rusage()
    getrusage(-1, &usage)
    #if os(macOS)
      return Double(usage.ru_maxrss)
    #else
      return Double(usage.ru_maxrss) * 1024
    #endif
  }
}
