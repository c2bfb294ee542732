import Diagnostics
import Tensors

/// Counts what a chapter uses, against the limits.
///
/// Steps (turns of loops and calls) run in slices, so that the main loop compares one local number;
/// when a slice is used up, the rare questions are asked: the total, cancellation, the clock, memory.
struct Meter {
  /// Steps of one slice: some hundred microseconds of scalar code.
  static let slice = 1 << 16
  /// Bytes of new tensors after which the held ones are counted: few enough counts to cost nothing,
  /// many enough to stop before a small machine is full.
  static let censusBytes = 256 << 20

  /// Steps after which the held values are counted: at least some milliseconds, at most what can
  /// make a gigabyte of small things.
  static let censusSteps = (1 << 18)...(1 << 23)
  /// The same where values may be nested without end, each step a level: few enough for the levels
  /// that come meanwhile to fit on the stack when they are released.
  static let nestingSteps = (1 << 16)...(1 << 18)

  /// Steps that may still be handed out.
  private(set) var remaining: Int
  let limit: Int
  /// What the main loop has left of its slice while it is not running.
  var open = 0
  /// Bytes that the current cell printed.
  var printedBytes = 0
  /// Bytes of tensors made since the last count of what is held.
  var newBytes = 0
  /// Steps until what is held is counted again, because small things add up, too.
  var censusSteps = Meter.censusSteps.lowerBound

  init(_ limits: Limits) {
    remaining = limits.steps
    limit = limits.steps
  }

  /// The steps counted so far, while the main loop is not running.
  var used: Int { limit - remaining - open }

  /// The next slice, or nil if the limit is reached.
  mutating func nextSlice() -> Int? {
    guard remaining > 0 else { return nil }
    let slice = min(Self.slice, remaining)
    remaining -= slice
    censusSteps -= slice
    return slice
  }

  /// Plans the next count by what the last one cost, within bounds.
  mutating func planCensus(after visits: Int, often: Bool) {
    let bounds = often ? Self.nestingSteps : Self.censusSteps
    censusSteps = min(max(bounds.lowerBound, 4 * visits), bounds.upperBound)
  }

  /// Counts `count` steps at once.
  mutating func count(_ count: Int) -> Bool {
    let count = max(0, count)
    if count <= open {
      open -= count
      return true
    }
    guard count - open <= remaining else {
      remaining = 0
      open = 0
      return false
    }
    remaining -= count - open
    open = 0
    return true
  }
}

/// When the current cell gives up.
///
/// A class, because the size of an instant is known at run time only: in the machine's state it
/// would make every access to its neighbours look up where they stand.
final class Deadline {
  var end: ContinuousClock.Instant?

  func set(seconds: Double) { end = .now + .seconds(seconds) }
}

extension Machine {
  /// Starts a cell that gives up after `seconds`.
  func startCell(seconds: Double) {
    meter.printedBytes = 0
    if program.mayNest { meter.censusSteps = min(meter.censusSteps, Meter.nestingSteps.lowerBound) }
    deadline.set(seconds: seconds)
  }

  /// The next slice of steps, after a look at everything that may stop the chapter.
  @inline(never)
  func nextSlice() throws(Failure) -> Int {
    if isCancelled?() == true { throw .script("run.cancelled", "the run was cancelled") }
    try checkTime()
    if let tape, tape.isFull { throw tapeLimit }
    guard let slice = meter.nextSlice() else { throw stepLimit }
    if meter.censusSteps < 0 { try takeCensus() }
    // The step that found the last slice empty is the first of this one.
    return slice - 1
  }

  /// The failure of a chapter that used up its steps.
  var stepLimit: Failure {
    .script(
      "limit.steps", "gave up after \(grouped(meter.limit)) steps",
      hints: ["does the loop end? its condition must become false"])
  }

  /// The failure of a gradient through too many steps.
  var tapeLimit: Failure {
    .script(
      "limit.memory",
      "the gradient goes through more steps than \(grouped(limits.memoryBytes >> 20)) MB hold",
      hints: ["use fewer turns, or take the gradient of a smaller part"])
  }

  private func checkTime() throws(Failure) {
    if let end = deadline.end, ContinuousClock.now > end {
      throw .script(
        "limit.time", "gave up after \(text(.double(limits.cellSeconds))) seconds",
        hints: ["use fewer turns or smaller tensors"])
    }
  }

  /// Counts steps of library code.
  func countSteps(_ count: Int, at range: SourceRange) throws(Diagnostic) {
    guard meter.count(count) else { throw stepLimit.diagnostic(at: range) }
    do throws(Failure) {
      try checkTime()
    } catch {
      throw error.diagnostic(at: range)
    }
  }

  /// Counts a new tensor of `count` elements.
  @inline(__always)
  func countElements(_ count: Int) throws(Failure) {
    meter.newBytes &+= count &* 8
    if meter.newBytes > Meter.censusBytes { try takeCensus() }
  }

  /// Adds up what the registers and the tape hold, and looks how deep it is nested.
  @inline(never)
  private func takeCensus() throws(Failure) {
    meter.newBytes = 0
    try checkTime()
    var census = Census()
    census.bytes = tape?.bytes ?? 0
    for pointer in tensorSlots { census.count(pointer) }
    for value in valueSlots { census.count(value) }
    census.count(state.pointee.resultValue)
    meter.planCensus(after: census.visits, often: program.mayNest)
    guard census.bytes <= limits.memoryBytes else { throw memoryLimit }
    guard census.height <= limits.valueDepth else { throw depthLimit(limits.valueDepth) }
  }

  /// Refuses a list that alone would hold more than a chapter may, before it is copied to its new
  /// place and while it still stands at the old one.
  func checkGrowth(to bytes: Int) throws(Failure) {
    if bytes + bytes / 2 > limits.memoryBytes { throw memoryLimit }
  }

  /// The failure of a chapter that holds too much.
  var memoryLimit: Failure {
    .script(
      "limit.memory",
      "the chapter's values hold more than \(grouped(limits.memoryBytes >> 20)) MB",
      hints: ["use smaller tensors and lists, or keep fewer of them"])
  }

  /// The failure of a value that is nested more than `limit` deep.
  private func depthLimit(_ limit: Int) -> Failure {
    .script(
      "limit.nesting", "a value is nested too deep: more than \(grouped(limit)) levels",
      hints: ["keep the parts in one list, and name them by their indices"])
  }

  /// A value as it is seen outside, where it must not be nested too deep for small stacks.
  func outgoing(_ value: Value) throws(Failure) -> Value {
    if program.mayNest {
      var census = Census()
      census.count(value)
      guard census.height <= limits.depth else { throw depthLimit(limits.depth) }
    }
    return plain(value)
  }

  // The end of the registers in use is not always up to date; those beyond it are empty.

  private var tensorSlots: UnsafeBufferPointer<Tensor> {
    UnsafeBufferPointer(start: tensors, count: state.pointee.initialized.tensors - tensors)
  }

  private var valueSlots: UnsafeBufferPointer<Value> {
    UnsafeBufferPointer(start: values, count: state.pointee.initialized.values - values)
  }

  /// Prints `text` below the cell.
  func print(_ text: String, at range: SourceRange) throws(Diagnostic) {
    meter.printedBytes += text.utf8.count
    guard meter.printedBytes <= limits.outputBytes else {
      throw Diagnostic(
        .error, "limit.output", at: range,
        "a cell may print \(grouped(limits.outputBytes)) bytes at most",
        hints: ["print less, or less often"])
    }
    shown.append(ShownEntry(.printed(text), at: range, statement: state.pointee.statement))
  }
}

/// An integer with commas between groups of three digits.
func grouped(_ number: Int) -> String {
  var text = ""
  for (index, digit) in String(number).reversed().enumerated() {
    if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
    text.append(digit)
  }
  return String(text.reversed())
}
