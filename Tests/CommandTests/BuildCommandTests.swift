import Foundation
import Testing

/// What authors rely on when a build goes wrong in the middle, and while they write.
@Suite struct BuildCommandTests {
  private static func chapters(_ word: String) -> [String: String] {
    var files = ["chapters/SUMMARY.md": "# Book\n\n"]
    for number in 1...6 {
      files["chapters/SUMMARY.md"]? += "- [C\(number)](c\(number).md)\n"
      files["chapters/c\(number).md"] =
        "# C\(number)\n\n\(word) 2 + 2 = 4.\n\n```swift-math\nlineChart([1, 2, \(number)])\n```\n"
    }
    return files
  }

  private static func write(_ files: [String: String], to folder: URL) throws {
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
  }

  /// All files below `folder` with their content.
  private static func tree(_ folder: URL) -> [String: Data] {
    var files: [String: Data] = [:]
    let paths = FileManager.default.enumerator(atPath: folder.path)
    while let name = paths?.nextObject() as? String {
      let url = folder.appending(path: name)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[name] = try? Data(contentsOf: url) }
    }
    return files
  }

  @Test func `a build that is killed leaves the old pages or the new ones, whole`() throws {
    let folder = try temporaryFolder(Self.chapters("Old"))
    let html = folder.appending(path: "output/html")
    #expect(try Command(["build"], in: folder).code == 0)
    let old = Self.tree(html)
    try Self.write(Self.chapters("New"), to: folder)
    let start = Date()
    #expect(try Command(["build"], in: folder).code == 0)
    let length = Date().timeIntervalSince(start)
    let new = Self.tree(html)
    #expect(old.count > 8 && old.keys == new.keys && old != new)
    var seen: Set<Bool> = []
    var killed = 0
    for turn in 0..<100 {
      try Self.write(Self.chapters(turn.isMultiple(of: 2) ? "Old" : "New"), to: folder)
      let process = Process()
      process.executableURL = Command.products.appending(path: "mathbook")
      process.arguments = ["build", "--quiet"]
      process.currentDirectoryURL = folder
      process.environment = Command.environment
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Moments all over the build, in no order: 37 and 100 have no common divisor. On a machine
      // that has become slower since the measurement, later ones until a build has come to its end.
      let stretch = seen.count == 2 || turn < 20 ? 1.6 : 16
      Thread.sleep(forTimeInterval: stretch * length * Double(turn * 37 % 100) / 100)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal { killed += 1 }
      let found = Self.tree(html)
      #expect(found == old || found == new, "turn \(turn)")
      seen.insert(found == old)
    }
    #expect(seen.count == 2, "every build was killed at the same side of the change")
    #expect(killed > 10, "hardly a build was killed: \(killed)")
    let last = try Command(["build"], in: folder)
    #expect(last.code == 0, "\(last.output)\(last.errors)")
    #expect(Self.tree(html) == new)
    let left = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "output").path)
    #expect(Set(left) == [".cache", "html", "text"])
  }

  @Test func `an output folder that cannot be written is one clear error`() throws {
    let folder = try temporaryFolder(Self.chapters("Old"))
    // A file where the folder should be: nobody, not even root, can write below it.
    try Data("x".utf8).write(to: folder.appending(path: "output"))
    let run = try Command(["build"], in: folder)
    #expect(run.code == 2)
    #expect(run.output.components(separatedBy: "mathbook: error: ").count == 2, "\(run.output)")
    #expect(run.output.contains("cannot be made"))
  }

  @Test func `options that mean nothing are refused`() throws {
    let folder = try temporaryFolder(Self.chapters("Old"))
    let all = [
      ["--jobs", "0"], ["--jobs", "many"], ["--watch", "--single-file"], ["--output="],
      ["--output", ""], ["--single-file", "--format", "text"],
    ]
    for words in all {
      let run = try Command(["build"] + words, in: folder)
      #expect(run.code == 2, "\(words)")
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "output").path))
    }
  }

  @Test func `verbose tells the phases, and the second build takes the values from the cache`()
    throws
  {
    let folder = try temporaryFolder(Self.chapters("Old"))
    let first = try Command(["build", "--verbose"], in: folder)
    for phase in ["read", "judge", "render", "write", "replace"] {
      #expect(first.output.contains("  \(phase)"), "\(phase)")
    }
    #expect(!first.output.contains("from the cache"))
    let standing = try Command(["build", "--verbose"], in: folder).output
    #expect(standing.contains("unchanged 6 chapters") && standing.contains("  compare"))
    try FileManager.default.removeItem(at: folder.appending(path: "output/html"))
    let second = try Command(["build", "--verbose"], in: folder)
    #expect(second.output.contains("values of 6 chapters from the cache"))
    #expect(
      !(try Command(["build", "--verbose", "--no-cache"], in: folder)).output.contains(
        "from the cache"))
  }

  @Test func `a build in CI keeps no values`() throws {
    let folder = try temporaryFolder(Self.chapters("Old"))
    #expect(try Command(["build"], in: folder, environment: ["CI": "true"]).code == 0)
    let left = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "output").path)
    #expect(Set(left) == ["html", "text"])
  }

  @Test func `a watched book is built again when it is saved, and told when it is wrong`() throws {
    let folder = try temporaryFolder(Self.chapters("Old"))
    let process = Process()
    process.executableURL = Command.products.appending(path: "mathbook")
    process.arguments = ["build", "--watch"]
    process.currentDirectoryURL = folder
    process.environment = Command.environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let stamp = folder.appending(path: "output/html/stamp.js")
    func waitFor(_ what: String, _ isThere: (String) -> Bool) -> String {
      for _ in 0..<2400 {
        let text = (try? String(contentsOf: stamp, encoding: .utf8)) ?? ""
        if isThere(text) { return text }
        Thread.sleep(forTimeInterval: 0.05)
      }
      Issue.record("waited in vain: \(what)")
      return ""
    }
    let first = waitFor("the first build") { $0.hasSuffix("-1\", \"\")\n") }
    let page = folder.appending(path: "output/html/c1.html")
    #expect(try String(contentsOf: page, encoding: .utf8).contains("<script src=\"watch.js\""))
    try Data("# C1\n\nChanged.\n".utf8).write(
      to: folder.appending(path: "chapters/c1.md"), options: .atomic)
    let second = waitFor("a change") { $0.hasSuffix("-2\", \"\")\n") }
    #expect(first.prefix(20) == second.prefix(20))
    #expect(try String(contentsOf: page, encoding: .utf8).contains("Changed."))
    try Data("# C1\n\n2 + 2 = 5.\n".utf8).write(
      to: folder.appending(path: "chapters/c1.md"), options: .atomic)
    let third = waitFor("an error") { $0.contains("2 + 2 is 4, not 5") }
    // The pages stay, so that the stamp stays, too.
    #expect(third.contains("-2\","))
    #expect(try String(contentsOf: page, encoding: .utf8).contains("Changed."))
    try Data("# C1\n\n2 + 2 = 4.\n".utf8).write(
      to: folder.appending(path: "chapters/c1.md"), options: .atomic)
    _ = waitFor("the mended chapter") { $0.hasSuffix("-3\", \"\")\n") }
  }
}
