package import Diagnostics
package import Numerics

/// What a library function may use of the running chapter.
package struct CallContext {
  /// The chapter's stream of random numbers.
  package var random: RandomSource
  /// How much the chapter may use.
  package let limits: Limits
  /// The place of the call, for messages.
  package let range: SourceRange
  /// What the function printed, if no machine runs.
  package private(set) var printed = ""
  let machine: Machine?
  /// The library function that calls, if what it is given by functions loses its derivative.
  let caller: String?

  /// A context without a machine, for tests and tools; it can call functions of the host only.
  package init(seed: UInt64 = 0, limits: Limits = Limits()) {
    random = RandomSource(seed: seed)
    self.limits = limits
    range = .at(0)
    machine = nil
    caller = nil
  }

  init(_ machine: Machine, at range: SourceRange, caller: String? = nil) {
    random = machine.random
    limits = machine.limits
    self.range = range
    self.machine = machine
    self.caller = caller
  }

  /// Calls a function value, such as the closure that the author handed over.
  ///
  /// - Throws: the `Diagnostic` of what failed inside, which the caller passes on.
  package mutating func call(_ function: Value, _ arguments: [Value]) throws -> Value {
    guard case .function(let value) = function.untraced else {
      throw ScriptCause("value.function", "only a function can be called")
    }
    if case .host(let host) = value.body { return try host(arguments) }
    guard let machine else {
      throw ScriptCause("value.function", "no program runs that could call '\(value.name)'")
    }
    machine.random = random
    defer { random = machine.random }
    let result = try machine.call(value, arguments, at: range)
    if let caller, let tape = machine.tape, result.isActive(on: tape) {
      throw Failure.noDerivative(caller).diagnostic(at: range)
    }
    return result
  }

  /// The value of `function` at `point`, a number, and its gradient, in the form of the point; the
  /// function's further arguments are `rest`.
  ///
  /// - Throws: the `Diagnostic` of what failed inside, which the caller passes on.
  package mutating func valueWithGradient(
    of function: Value, at point: Value, _ rest: [Value] = []
  ) throws -> (value: Double, gradient: Value) {
    guard let machine else {
      throw ScriptCause("value.function", "no program runs that could take a gradient")
    }
    machine.random = random
    defer { random = machine.random }
    let result: Value
    do throws(Failure) {
      result = try machine.differentiate(
        .valueWithGradient, [point, function], rest, at: range, for: caller)
    } catch {
      throw error.diagnostic(at: range)
    }
    guard case .tuple(let pair) = result, pair.elements.count == 2 else {
      throw ScriptCause("gradient.result", "a gradient needs a function that gives a number")
    }
    return (pair.elements[0].untraced.number, pair.elements[1].deeplyUntraced)
  }

  /// Prints `text`, without adding a line end.
  package mutating func print(_ text: String) throws {
    if let machine { try machine.print(text, at: range) } else { printed += text }
  }

  /// Tells the author something about the call that is no error, once for each place.
  package mutating func note(_ rule: String, _ message: String, hints: [String] = []) {
    guard let machine, machine.notes.count < 100,
      !machine.notes.contains(where: { $0.range == range })
    else { return }
    machine.notes.append(Diagnostic(.note, rule, at: range, message, hints: hints))
  }

  /// Counts `count` steps against the chapter's limit; long loops of library functions do.
  package func countSteps(_ count: Int) throws {
    try machine?.countSteps(count, at: range)
  }
}

/// An error of the language itself that knows no place yet.
package struct ScriptCause: Cause, Hashable {
  /// The stable name of the rule.
  package let rule: String
  /// What is the matter: lower case, no full stop.
  package let message: String
  /// What to do, one sentence each.
  package let hints: [String]

  /// The error `message` of `rule`.
  package init(_ rule: String, _ message: String, hints: [String] = []) {
    self.rule = rule
    self.message = message
    self.hints = hints
  }
}
