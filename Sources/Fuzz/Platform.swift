#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the fuzzer needs of the machine.
enum Platform {
  /// The value of the environment variable `name`.
  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Ends the process with `code`.
  static func exit(_ code: Int32) {
    #if canImport(Glibc)
      Glibc.exit(code)
    #elseif canImport(Musl)
      Musl.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }
}
