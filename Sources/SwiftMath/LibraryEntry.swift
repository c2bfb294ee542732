import Diagnostics
import Library
import Script
import Tensors

/// A function of the library, as the typed functions of an ejected package call it.
public struct LibraryEntry: Sendable {
  let index: Int
  let function: LibraryFunction

  /// The entry `name` with a signature; the library that is linked must have it.
  public init(_ name: String, _ signature: String) {
    let table = StandardLibrary.table
    let found = table.entries(named: name).first { table.functions[$0].signature == signature }
    guard let found else { endProcess("the library has no \(name)\(signature)\n") }
    index = found
    function = table.functions[found]
  }

  /// Calls the function.
  public func callAsFunction(_ arguments: ScriptValue...) -> ScriptValue {
    ScriptValue(
      stopping { host throws(Diagnostic) in try host.call(index, arguments.map(\.base)) })
  }

  /// Calls a method that changes its receiver; gives the result.
  public func changing(
    _ receiver: ScriptValue, _ arguments: ScriptValue...
  ) -> (receiver: ScriptValue, result: ScriptValue) {
    let pair = ScriptValue(
      stopping { host throws(Diagnostic) in
        try host.call(index, ([receiver] + arguments).map(\.base))
      }
    ).parts
    return (pair[0], pair[1])
  }

  /// Calls a function of one number.
  public func number(_ x: Double) -> Double {
    if case .scalar1(let body) = function.body { return body(x) }
    return self(ScriptValue(x)).number
  }

  /// Calls a function of two numbers.
  public func number(_ x: Double, _ y: Double) -> Double {
    if case .scalar2(let body) = function.body { return body(x, y) }
    return self(ScriptValue(x), ScriptValue(y)).number
  }

  /// Calls a function of one number on the tape.
  public func number(_ x: TracedNumber) -> TracedNumber {
    TracedNumber(
      stopping { host throws(Diagnostic) in try host.function1(index, x.base) })
  }

  /// Calls a function of two numbers on the tape.
  public func number(_ x: TracedNumber, _ y: TracedNumber) -> TracedNumber {
    TracedNumber(
      stopping { host throws(Diagnostic) in try host.function2(index, x.base, y.base) })
  }

  /// Calls a function of one number on each element.
  public func elementwise(_ x: Tensor) -> Tensor {
    if let operation = Tensors.UnaryOperation(rawValue: function.name) {
      return Tensor(x.base.mapped(operation))
    }
    return self(ScriptValue(x)).tensor
  }

  /// Calls a function of one number on each element on the tape.
  public func elementwise(_ x: TracedTensor) -> TracedTensor {
    if let operation = Tensors.UnaryOperation(rawValue: function.name) {
      return TracedTensor(host.unary(operation, x.base))
    }
    return self(ScriptValue(x)).tracedTensor
  }
}
