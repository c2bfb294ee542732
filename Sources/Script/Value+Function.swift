import Tensors

/// A function or closure as a value.
///
/// A class, because a closure is one thing that many variables can hold; it never changes after it
/// was made. The cells among its captures do, but only on the one thread that runs the chapter.
package final class FunctionValue: @unchecked Sendable {
  /// What a call of the function runs.
  enum Body {
    /// A function of the program, by its place in the bytecode.
    case code(Int)
    /// A function of the host, for tests and tools.
    case host(@Sendable ([Value]) throws -> Value)
  }

  /// The name for messages, such as `loss` or `closure`.
  package let name: String
  let body: Body
  /// The place in the bytecode of a function of the program; -1 for others.
  let code: Int
  /// The captured numbers and truth values.
  let numbers: [Double]
  /// The captured tensors.
  let tensors: [Tensor]
  /// The captured values and cells.
  let values: [Value]
  /// What the captured numbers and tensors are on the tape that ran when the closure was made.
  let traces: CapturedTraces?

  init(
    name: String, code: Int, numbers: [Double], tensors: [Tensor], values: [Value],
    traces: CapturedTraces? = nil
  ) {
    self.name = name
    self.body = .code(code)
    self.code = code
    self.numbers = numbers
    self.tensors = tensors
    self.values = values
    self.traces = traces
  }

  /// A function of the host, which library code can call like any other.
  package init(name: String, host: @escaping @Sendable ([Value]) throws -> Value) {
    self.name = name
    self.body = .host(host)
    code = -1
    self.numbers = []
    self.tensors = []
    self.values = []
    self.traces = nil
  }
}

/// The places on a tape of what a closure captured.
struct CapturedTraces: Sendable {
  /// Which tape.
  let tape: UInt32
  let numbers: [UInt32]
  let tensors: [UInt32]
}

/// A variable that is shared by a closure and its surroundings.
///
/// A class, because sharing is its purpose; used by the one thread that runs the chapter.
package final class Cell: @unchecked Sendable {
  var number = 0.0
  var tensor = Tensor.nothing
  var value = Value.void
  /// The tape and the place on it of the number or tensor; a place on another tape means nothing.
  var tape: UInt32 = 0
  var trace: UInt32 = 0

  init() {}
}

/// A number or tensor inside an array, tuple or structure while a tape runs.
package final class TracedValue: Sendable {
  /// The plain value.
  let value: Value
  let tape: UInt32
  let trace: UInt32

  init(_ value: Value, tape: UInt32, trace: UInt32) {
    self.value = value
    self.tape = tape
    self.trace = trace
  }
}

extension Value {
  /// The value without its place on a tape.
  var untraced: Value {
    if case .traced(let traced) = self { traced.value } else { self }
  }
}

extension Value {
  /// The value in the form that is seen outside the machine: truth values as values of their own.
  var unpacked: Value {
    if case .flags(let flags) = self { .array(flags.map { .bool($0) }) } else { self }
  }
}

extension Tensor {
  /// What an unused register holds: no values and no allocation.
  static var nothing: Tensor { Tensor([]) }
}
