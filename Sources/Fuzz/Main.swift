// The fuzzer brings its own `main`: `.ci/fuzz` builds with `--sanitize=fuzzer -Xswiftc -DFUZZING`.
#if !FUZZING
  import FoundationEssentials

  /// Runs a target over files, such as an input that a fuzzer kept: `Fuzz TARGET FILE…`.
  ///
  /// Without arguments it lists the targets, one a line; `Fuzz TARGET --seeds SUITES FOLDER` writes
  /// the first inputs and `FOLDER.dict`, the words of the target, in libFuzzer's form.
  @main
  struct Main {
    static func main() {
      let words = CommandLine.arguments.dropFirst()
      guard let name = words.first else {
        for target in FuzzTarget.all { print(target.name) }
        return
      }
      guard let target = FuzzTarget.named(name) else {
        print("no target is called '\(name)'")
        return Platform.exit(2)
      }
      let rest = Array(words.dropFirst())
      if rest.first == "--seeds", rest.count == 3 {
        do {
          try SeedFiles.write(for: target, suites: rest[1], to: rest[2])
        } catch {
          print("the seeds cannot be written: \(error)")
          Platform.exit(2)
        }
        return
      }
      for path in rest {
        guard let data = FileManager.default.contents(atPath: path) else {
          print("'\(path)' cannot be read")
          return Platform.exit(2)
        }
        target.run([UInt8](data))
      }
      print("\(target.name): \(rest.count) inputs, no fault")
    }
  }
#endif
