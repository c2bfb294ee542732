import Diagnostics
import Library
import Script
import Tensors

/// What the chapter that runs has: its host, and where its output goes.
///
/// One chapter runs at a time, on one thread; operators have no parameter through which it could be
/// handed down, therefore it is global.
final class Context {
  nonisolated(unsafe) static var current = Context(chapter: "", seed: 0, isExact: false)

  let chapter: String
  let host: ScriptHost
  let isExact: Bool
  var output = ""
  /// Who waits for the end of the cell that must fail.
  var attempt: Attempt?

  init(chapter: String, seed: UInt64, isExact: Bool, data: [String: String] = [:]) {
    self.chapter = chapter
    self.isExact = isExact
    let files = DataFiles { name in
      if let text = data[name] { return Array(text.utf8) }
      throw ScriptCause("data.missing", "the package holds no data file '\(name)'")
    }
    host = ScriptHost(library: StandardLibrary.table, seed: seed, dataFiles: files)
    host.startCell()
  }

  func write(_ kind: String, _ line: Int, _ text: String) {
    output += isExact ? "\(kind) \(text)\n" : "\(chapter):\(line): \(text)\n"
  }

  func flush() {
    Swift.print(output, terminator: "")
    output = ""
  }
}

/// The host of the chapter that runs.
var host: ScriptHost { Context.current.host }

/// Runs `body` with the host; an error stops the chapter.
func stopping<Result>(_ body: (ScriptHost) throws(Diagnostic) -> Result) -> Result {
  do throws(Diagnostic) {
    return try body(host)
  } catch {
    stop(error.message)
  }
}

/// Runs an operation on tensors; an error stops the chapter.
func orStop<Result>(_ body: () throws(TensorError) -> Result) -> Result {
  do throws(TensorError) {
    return try body()
  } catch {
    stop(error.message)
  }
}

func message(of error: any Error) -> String {
  switch error {
  case let diagnostic as Diagnostic: diagnostic.message
  case let cause as any Cause: cause.message
  default: "\(error)"
  }
}

/// Stops the chapter: what it has shown stays, the message goes to standard error.
public func stop(_ message: String) -> Never {
  let context = Context.current
  if let attempt = context.attempt { attempt.fail(message) }
  if context.isExact { context.output += "error \(message.debugDescription)\n" }
  context.flush()
  endProcess("\(context.chapter): error: \(message)\n")
}

/// Begins a cell: what one cell may use is counted anew.
public func beginCell() { host.startCell() }

/// Shows the value of an expression statement; one that is not visible is there for the comment
/// that states it.
public func show(_ value: ScriptValue, visible isVisible: Bool = true, line: Int = #line) {
  let context = Context.current
  if context.isExact {
    context.write(isVisible ? "value" : "hidden", line, host.plain(value.base).exactText)
  } else {
    context.write("value", line, value.text)
  }
}

/// Shows a number.
public func show(_ number: Double, line: Int = #line) { show(ScriptValue(number), line: line) }

/// Shows a truth value.
public func show(_ truth: Bool, line: Int = #line) { show(ScriptValue(truth), line: line) }

/// Shows a text.
public func show(_ text: String, line: Int = #line) { show(ScriptValue(text), line: line) }

/// Shows a tensor.
public func show(_ tensor: Tensor, line: Int = #line) { show(ScriptValue(tensor), line: line) }

/// Shows the value that stands behind a number in the prose.
public func state(_ value: ScriptValue, line: Int = #line) {
  let context = Context.current
  context.write(
    "stated", line, context.isExact ? host.plain(value.base).exactText : value.text)
}

/// Prints values below the cell.
public func print(
  _ items: ScriptValue..., separator: String = " ", terminator: String = "\n"
) {
  let text = items.map(\.text).joined(separator: separator) + terminator
  let context = Context.current
  if context.isExact {
    context.write("printed", 0, text.debugDescription)
  } else {
    context.output += text
  }
}

/// The text of a value, with every number in a format if there is one.
public func text(_ value: ScriptValue, _ format: String? = nil) -> String {
  format.map { value.text($0) } ?? value.text
}

/// The parts of a text, one after the other.
public func joinedText(_ parts: String...) -> String { parts.joined() }

/// The text of a number, in a format if there is one.
public func text(_ number: Double, _ format: String? = nil) -> String {
  text(ScriptValue(number), format)
}

/// One chapter of an ejected package.
public struct EjectedChapter: Sendable {
  let name: String
  let seed: UInt64
  let data: [String: String]
  let body: @Sendable () -> Void

  /// The chapter `name`, which runs `body` and may read the texts of `data`.
  public init(
    _ name: String, seed: UInt64 = 0, data: [String: String] = [:],
    _ body: @escaping @Sendable () -> Void
  ) {
    self.name = name
    self.seed = seed
    self.data = data
    self.body = body
  }
}

/// Runs the chapters that `arguments` names, or all: `--exact` writes every bit of what they show.
///
/// With `--exact` each chapter's lines follow a line `chapter NAME`.
public func run(_ chapters: [EjectedChapter], _ arguments: ArraySlice<String>) {
  let isExact = arguments.contains("--exact")
  let names = Set(arguments.filter { !$0.hasPrefix("--") })
  for name in names where !chapters.contains(where: { $0.name == name }) {
    endProcess("there is no chapter '\(name)'\n")
  }
  for chapter in chapters where names.isEmpty || names.contains(chapter.name) {
    runOnOwnStack {
      let context = Context(
        chapter: chapter.name, seed: chapter.seed, isExact: isExact, data: chapter.data)
      Context.current = context
      if isExact { context.output = "chapter \(chapter.name)\n" }
      chapter.body()
      context.flush()
    }
  }
}
