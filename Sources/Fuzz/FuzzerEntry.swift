#if FUZZING
  /// The target that the environment variable `FUZZ_TARGET` names.
  private let chosen = FuzzTarget.named(Platform.variable("FUZZ_TARGET") ?? "")

  /// What libFuzzer calls with every input.
  @_cdecl("LLVMFuzzerTestOneInput")
  func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let chosen else {
      preconditionFailure("FUZZ_TARGET names no target")
    }
    chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
  }
#endif
