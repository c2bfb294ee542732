import Book

/// What authors wait for: builds of our book by the command, of a synthetic book a thousand times as
/// large as a chapter, and of one chapter beside a notebook with the same content.
enum BookBenchmarks {
  /// The command beside this program, and a folder for its books.
  private static var command: String {
    let own = CommandLine.arguments[0]
    return Files.join(Files.parent(of: own), "mathbook")
  }

  /// Prints all rows.
  static func run(isQuick: Bool) {
    for comparison in ourBook(isQuick) + largeBooks(isQuick) + notebook() {
      print(comparison.line)
    }
  }

  private static func time(_ runs: Int, _ line: String, before: () -> Void = {}) -> Double? {
    guard Files.exists(command) else { return nil }
    var times: [Double] = []
    for _ in 0..<runs {
      before()
      let start = Platform.seconds()
      guard Platform.output(of: line) != nil else { return nil }
      times.append(Platform.seconds() - start)
    }
    return times.sorted()[runs / 2]
  }

  /// The limits of the design for our book, of which a copy is built.
  static func ourBook(_ isQuick: Bool) -> [Comparison] {
    let folder = Platform.temporaryPath("our-book")
    defer { try? Files.remove(folder) }
    guard Files.isFolder("chapters"),
      Platform.output(of: "mkdir -p \(folder) && cp -r chapters \(folder)/") != nil,
      let names = try? Files.files(below: "\(folder)/chapters", where: BookRoot.isMarkdown),
      let changed = names.first(where: { !$0.hasSuffix("SUMMARY.md") })
    else { return [] }
    let runs = isQuick ? 3 : 9
    // With `CI` set the command keeps no cache, which is not what an author waits for.
    let build = "env -u CI \(command) build \(folder) --quiet"
    let check = "env -u CI \(command) check \(folder)/chapters"
    let rows: [(String, Double?, Double)] = [
      (
        "book: build, cold",
        time(runs, build) { _ = Platform.output(of: "rm -rf \(folder)/output") }, 10
      ),
      (
        "book: build, values from the cache",
        time(runs, build) { _ = Platform.output(of: "rm -rf \(folder)/output/html") }, 1.5
      ),
      ("book: build, nothing changed", time(runs, build), 0.06),
      (
        "book: build, one chapter changed",
        time(runs, build) { _ = Platform.output(of: "echo 'More text.' >> \(changed)") }, 0.15
      ),
      ("book: check, cold", time(runs, check + " --strict"), 10),
      ("book: check, warm", time(runs, check), 0.5),
    ]
    let watched = [("book: watched, from saving to the page", watched(folder, changed, runs), 0.1)]
    return (rows + watched).compactMap { name, ours, limit in
      ours.map { Comparison(name: name, ours: $0, peer: "limit", theirs: limit) }
    }
  }

  /// From saving the chapter `changed` of a watched book to the stamp that open pages look for.
  private static func watched(_ folder: String, _ changed: String, _ runs: Int) -> Double? {
    let line = "env -u CI \(command) build --watch \(folder) >/dev/null 2>&1 & echo $!"
    let stamp = "\(folder)/output/html/stamp.js"
    try? Files.remove(stamp)
    guard let process = Platform.output(of: "sh -c '\(line)'") else { return nil }
    defer { _ = Platform.output(of: "kill \(process.filter(\.isNumber))") }
    guard let text = try? Files.read(changed), waits(for: stamp, toDifferFrom: nil) else {
      return nil
    }
    var times: [Double] = []
    for turn in 1...runs {
      Platform.sleep(0.3)
      guard let old = try? Files.read(stamp) else { return nil }
      let start = Platform.seconds()
      guard
        (try? Files.write(text + Array("\nTurn \(turn).\n".utf8), to: changed)) != nil,
        waits(for: stamp, toDifferFrom: old)
      else { return nil }
      times.append(Platform.seconds() - start)
    }
    return times.sorted()[runs / 2]
  }

  /// Waits until the file at `path` is there and holds something else than `old`; false after 60 s.
  private static func waits(for path: String, toDifferFrom old: [UInt8]?) -> Bool {
    let start = Platform.seconds()
    while Platform.seconds() < start + 60 {
      if Files.exists(path), let now = try? Files.read(path), now != old { return true }
      Platform.sleep(0.001)
    }
    return false
  }

  /// Books of 1,000 and 10,000 chapters: the time must grow with the count, the memory stay small.
  static func largeBooks(_ isQuick: Bool) -> [Comparison] {
    var found: [Comparison] = []
    var small: Double?
    for count in isQuick ? [1_000] : [1_000, 10_000] {
      let folder = Platform.temporaryPath("book-\(count)")
      defer { try? Files.remove(folder) }
      guard write(count, to: folder) else { return found }
      guard let seconds = time(1, "\(command) build \(folder) --quiet") else { return found }
      let name = "book of \(count) chapters"
      if let small {
        found.append(
          Comparison(name: name, ours: seconds, peer: "ten times 1,000", theirs: 10 * small))
        let megabytes = Platform.largestChild / 1_000_000
        found.append(
          Comparison(
            name: "  its memory: \(Int(megabytes)) MB", ours: megabytes / 1000, peer: "limit 1 GB",
            theirs: 1))
      } else {
        small = seconds
        found.append(Comparison(name: name, ours: seconds, peer: "limit", theirs: 60))
      }
    }
    return found
  }

  private static func write(_ count: Int, to folder: String) -> Bool {
    var summary = "# Large\n"
    do throws(FileError) {
      for number in 0..<count {
        if number % 100 == 0 { summary += "\n## Part \(number / 100)\n\n" }
        summary += "- [Chapter \(number)](c\(number).md)\n"
        let next = (number * 7919 + 1) % count
        let text = """
          # Chapter \(number)

          The vector $x$ has the length 5<!-- = norm(x) -->, and \(number) + 1 = \(number + 1).
          See [the other](c\(next).md#sec-\(next)) and $$\\|x\\| = \\sqrt{x_1^2 + x_2^2}$$

          ## A section <!-- #sec-\(number) -->

          ```swift-math
          let x = [3, 4]
          norm(x)                 // => 5
          ```

          | a | b |
          |---|---|
          | one | two |

          """
        try Files.write(Array(text.utf8), to: "\(folder)/chapters/c\(number).md")
      }
      try Files.write(Array(summary.utf8), to: "\(folder)/chapters/SUMMARY.md")
      return true
    } catch {
      return false
    }
  }

  /// One chapter with a table, a formula and a chart, beside a notebook that computes the same.
  static func notebook() -> [Comparison] {
    let folder = Platform.temporaryPath("notebook")
    defer { try? Files.remove(folder) }
    let chapter = """
      # Descent

      With a rate of 0.1<!-- let rate -->, the weight ends at 2.000<!-- = path.last -->.

      $$w \\leftarrow w - \\eta \\nabla L(w)$$

      ```swift-math
      var w = 5.0
      var path = [w]
      for _ in 0..<40 {
        w -= rate * 2 * (w - 2)
        path.append(w)
      }
      path.last                  // => 2.0004
      lineChart(path, x: "step", y: "w")
      ```

      """
    let cells = [
      (
        "markdown",
        [
          "# Descent\\n", "With a rate of 0.1, the weight ends at 2.000.\\n",
          "$$w \\\\leftarrow w - \\\\eta \\\\nabla L(w)$$",
        ]
      ),
      (
        "code",
        [
          "%matplotlib inline\\n", "import matplotlib.pyplot as plt\\n", "rate = 0.1\\n",
          "w = 5.0\\n", "path = [w]\\n", "for _ in range(40):\\n",
          "    w -= rate * 2 * (w - 2)\\n", "    path.append(w)\\n", "plt.plot(path)\\n",
          "path[-1]",
        ]
      ),
    ]
    let json = cells.map { kind, lines in
      let source = lines.map { "\"\($0)\"" }.joined(separator: ", ")
      let more = kind == "code" ? ", \"outputs\": [], \"execution_count\": null" : ""
      return "{\"cell_type\": \"\(kind)\", \"metadata\": {}, \"source\": [\(source)]\(more)}"
    }.joined(separator: ", ")
    let notebook =
      "{\"cells\": [\(json)], \"metadata\": {\"kernelspec\": {\"name\": \"python3\", "
      + "\"display_name\": \"Python 3\"}}, \"nbformat\": 4, \"nbformat_minor\": 4}"
    do throws(FileError) {
      try Files.write(Array(chapter.utf8), to: "\(folder)/chapters/descent.md")
      try Files.write(Array(notebook.utf8), to: "\(folder)/descent.ipynb")
    } catch {
      return []
    }
    let build = "\(command) build \(folder) --quiet --format html --no-cache"
    guard let ours = time(9, build) else { return [] }
    let theirs = time(
      3, "jupyter nbconvert --to html --execute \(folder)/descent.ipynb --output-dir \(folder)")
    return [
      Comparison(
        name: "one chapter with a chart", ours: ours, peer: "nbconvert --execute", theirs: theirs)
    ]
  }
}
