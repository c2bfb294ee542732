import Book
import Diagnostics

/// `mathbook build [BOOK]`.
enum BuildCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let path = arguments.operands.first ?? "."
    guard Files.exists(path) else {
      throw UsageError(message: "there is no file or folder '\(path)'")
    }
    guard let root = BookRoot(containing: path) else {
      throw UsageError(
        message: "'\(path)' is no book: it has no folder 'chapters' and no Markdown",
        hint: "start one with 'mathbook init DIR'")
    }
    if let problem = root.problem(with: path) {
      throw UsageError(message: problem.message, hint: problem.hints.first)
    }
    var request = try request(arguments)
    if request.isSingleFile, !Files.isFolder(path) { request.singleChapter = path }
    if arguments.has("--watch") {
      guard !request.isSingleFile else {
        throw UsageError(message: "'--watch' cannot be used with '--single-file'")
      }
      return watch(root, request, arguments)
    }
    let isQuiet = arguments.has("--quiet")
    let bar = isQuiet ? nil : ProgressBar()
    request.progress = bar?.show
    let run = BuildRun(root, request)
    bar?.clear()
    report(run, isQuiet: isQuiet, isVerbose: arguments.has("--verbose"))
    if run.report.exitCode != 0, run.folders.isEmpty {
      Terminal.note("nothing was written: the pages of the last good build stay\n")
    }
    if !run.folders.isEmpty { open(run, arguments) }
    return run.report.exitCode
  }

  private static func request(_ arguments: Arguments) throws(UsageError) -> BuildRequest {
    var request = BuildRequest()
    let formats = arguments.values(of: "--format").compactMap { BuildRequest.Format(rawValue: $0) }
    if !formats.isEmpty { request.formats = formats }
    request.output = arguments.value(of: "--output")
    request.chartCharacters = arguments.value(of: "--charts") ?? "braille"
    request.isStrict = arguments.has("--strict")
    request.isDraft = arguments.has("--draft")
    request.keepsGoing = arguments.has("--keep-going")
    request.isSingleFile = arguments.has("--single-file")
    if request.isSingleFile, !formats.isEmpty, !formats.contains(.html) {
      throw UsageError(message: "'--single-file' makes a page for a browser, no text")
    }
    request.usesCache = !arguments.has("--no-cache") && (Terminal.variable("CI") ?? "").isEmpty
    request.engine = Terminal.engine
    if let text = arguments.value(of: "--jobs") {
      guard let jobs = Int(text), (1...1024).contains(jobs) else {
        throw UsageError(
          message: "'--jobs' needs a whole number from 1 to 1024, not '\(text)'",
          hint: "leave it out to use every core")
      }
      request.jobs = jobs
    }
    if arguments.has("--verbose") { request.clock = Terminal.seconds }
    return request
  }

  private static func report(_ run: BuildRun, isQuiet: Bool, isVerbose: Bool) {
    Terminal.print(run.report.written(as: .text, showsNotes: !isQuiet, style: Terminal.style))
    guard !isQuiet else { return }
    if run.report.exitCode == 0 || !run.folders.isEmpty {
      Terminal.print(run.closingLines)
      let chapters = quantity(run.chapterCount, "chapter")
      let verb = run.isUnchanged ? "unchanged" : "built"
      Terminal.print("\(verb) \(chapters): \(run.folders.joined(separator: ", "))\n")
    }
    if isVerbose { report(run.times, run.cacheHits) }
  }

  /// Prints how long each phase took, and of how many chapters the values were kept.
  private static func report(_ times: BuildTimes, _ cacheHits: Int) {
    for (name, seconds) in times.phases {
      let padded = name + String(repeating: " ", count: max(1, 10 - name.count))
      Terminal.print("  \(padded)\(BuildTimes.text(of: seconds))\n")
    }
    if cacheHits > 0 {
      Terminal.print("  values of \(quantity(cacheHits, "chapter")) from the cache\n")
    }
  }

  private static func open(_ run: BuildRun, _ arguments: Arguments) {
    if arguments.has("--open"), let page = run.firstPage, !Terminal.open(page) {
      Terminal.print("open \(page) in a browser\n")
    }
  }

  // MARK: Watching

  /// Builds, then builds again whenever a file has changed, until the process is interrupted.
  private static func watch(
    _ root: BookRoot, _ request: BuildRequest, _ arguments: Arguments
  ) -> Int32 {
    var request = request
    request.isWatched = true
    request.clock = Terminal.seconds
    var memory = BuildMemory()
    var watch = BookWatch(root, output: request.output)
    watch.begin()
    var isFirst = true
    while true {
      let run = buildOnce(root, request, &memory, &watch, isFirst: isFirst)
      if arguments.has("--verbose") { report(run.times, run.cacheHits) }
      if isFirst {
        open(run, arguments)
        Terminal.print("watching \(root.chapters); interrupt with Ctrl-C\n")
        isFirst = false
      }
      waitForChange(&watch)
    }
  }

  /// One build of a watched book, told to the pages and to the terminal.
  ///
  /// Not part of the endless loop: hoisting code out of a loop this large takes the optimiser minutes.
  @inline(never)
  private static func buildOnce(
    _ root: BookRoot, _ request: BuildRequest, _ memory: inout BuildMemory,
    _ watch: inout BookWatch, isFirst: Bool
  ) -> BuildRun {
    let start = Terminal.seconds()
    let run = BuildRun(root, request, memory: &memory)
    let problems =
      run.report.exitCode == 0
      ? "" : run.report.written(as: .text, showsNotes: false)
    do throws(FileError) {
      try watch.announce(run, problems: problems)
    } catch {
      Terminal.note("mathbook: error: \(error.message)\n")
    }
    let time = BuildTimes.text(of: Terminal.seconds() - start)
    Terminal.print(run.report.written(as: .text, showsNotes: isFirst, style: Terminal.style))
    let made = run.chapterCount - run.reused
    let errors =
      run.report.findings.count { $0.diagnostic.severity == .error }
      + run.report.fileErrors.count
    Terminal.print(
      run.report.exitCode == 0
        ? "built \(made) of \(quantity(run.chapterCount, "chapter")) in \(time)\n"
        : "\(quantity(errors, "error")) in \(time); the pages stay as they were\n"
    )
    return run
  }

  /// Returns when a file has changed and rests again.
  ///
  /// Looking takes time in proportion to the book: at most a thirtieth of the time is spent on it.
  @inline(never)
  private static func waitForChange(_ watch: inout BookWatch) {
    while true {
      let before = Terminal.seconds()
      if watch.hasChanged() {
        // Wait until the files rest, and a little for one that was emptied to be written.
        repeat {
          Terminal.sleep(0.005)
        } while watch.hasChanged() || (watch.isEmptied && Terminal.seconds() < before + 0.5)
        return
      }
      Terminal.sleep(max(0.01, 30 * (Terminal.seconds() - before)))
    }
  }
}
