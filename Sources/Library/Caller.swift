import Numerics
import Script
import Tensors

/// Hands a chapter's closures to engine functions, which take functions that do not throw.
///
/// The first error is kept and everything after it is NaN, so that a search or an integral ends soon;
/// ``finish(_:_:)`` then throws it. A class, because closures share it.
final class Caller {
  private var context: CallContext
  private var failure: (any Error)?

  init(_ context: CallContext) { self.context = context }

  private func call(_ function: Value, _ arguments: [Value]) -> Value? {
    guard failure == nil else { return nil }
    do {
      return try context.call(function, arguments)
    } catch {
      failure = error
      return nil
    }
  }

  /// The number that `function` gives for a number.
  func number(_ function: Value, _ x: Double) -> Double {
    number(of: call(function, [.double(x)]))
  }

  /// The number that `function` gives for a vector.
  func number(_ function: Value, _ x: [Double]) -> Double {
    number(of: call(function, [.tensor(Tensor(x))]))
  }

  /// The number that `function` gives for two numbers.
  func number(_ function: Value, _ x: Double, _ y: Double) -> Double {
    number(of: call(function, [.double(x), .double(y)]))
  }

  /// The number that `function` gives for a vector and a number.
  func number(_ function: Value, _ parameters: [Double], _ x: Double) -> Double {
    number(of: call(function, [.tensor(Tensor(parameters)), .double(x)]))
  }

  /// The vector that `function` gives for a vector; empty after an error.
  func vector(_ function: Value, _ x: [Double]) -> [Double] {
    vector(of: call(function, [.tensor(Tensor(x))]))
  }

  /// The vector that `function` gives for a number and a vector; empty after an error.
  func vector(_ function: Value, _ t: Double, _ x: [Double]) -> [Double] {
    vector(of: call(function, [.double(t), .tensor(Tensor(x))]))
  }

  private func number(of value: Value?) -> Double {
    if case .double(let number)? = value { number } else { .nan }
  }

  private func vector(of value: Value?) -> [Double] {
    if case .tensor(let tensor)? = value { tensor.values } else { [] }
  }

  /// Hands the chapter's stream back, and throws what a closure threw.
  func finish(_ context: inout CallContext) throws {
    context = self.context
    if let failure { throw failure }
  }
}

extension [Value] {
  /// The vectors at `index`: a list of them, or the rows of a matrix.
  func vectors(_ index: Int) throws -> [[Double]] {
    guard index < count else { return [] }
    switch self[index] {
    case .array(let elements): return try elements.indices.map { try elements.vector($0) }
    case .tensor(let tensor) where tensor.rank == 2:
      let columns = tensor.shape[1]
      let values = tensor.values
      return (0..<tensor.shape[0]).map { row in
        [Double](values[(row * columns)..<(row * columns + columns)])
      }
    case .tensor(let tensor) where tensor.count == 0: return []
    default: throw ScriptCause("library.argument", "argument \(index + 1) should be vectors")
    }
  }

  /// The columns of the matrix at `index`.
  func columns(_ index: Int) throws -> [[Double]] {
    let rows = try vectors(index)
    return (0..<(rows.first?.count ?? 0)).map { j in rows.map { $0[j] } }
  }

  /// The ends of the range of numbers at `index`.
  func bounds(_ index: Int) throws -> (low: Double, high: Double) {
    guard index < count, case .range(let range) = self[index], let low = range.lower,
      let high = range.upper
    else {
      throw ScriptCause(
        "library.argument", "a range with two ends is needed here",
        hints: ["write it as 0...1"])
    }
    return (low, high)
  }

  /// The object of type `Object` at `index`.
  func object<Object>(_ index: Int, as type: Object.Type) throws -> Object {
    guard index < count, case .object(let object) = self[index], let found = object as? Object
    else { throw ScriptCause("library.argument", "argument \(index + 1) has the wrong type") }
    return found
  }

  /// The choice at `index`, one of the names of `Choice`.
  func choice<Choice: CaseIterable & RawRepresentable>(
    _ index: Int, of what: String, as type: Choice.Type
  ) throws -> Choice where Choice.RawValue == String {
    let name = try string(index)
    if let choice = Choice(rawValue: name) { return choice }
    let names = Choice.allCases.map { "\"\($0.rawValue)\"" }
    throw ScriptCause(
      "library.choice", "there is no \(what) \"\(name)\"",
      hints: ["it is one of \(names.joined(separator: ", "))"])
  }

  /// A random source for the seed at `index`, or the chapter's own.
  func random(_ index: Int, _ context: CallContext) throws -> RandomSource {
    isNone(index)
      ? context.random : RandomSource(seed: UInt64(bitPattern: Int64(try integer(index))))
  }
}

extension Value {
  /// A matrix of rows.
  static func matrix(_ rows: [[Double]]) throws -> Value { .tensor(try Tensor(rows: rows)) }

  /// A tuple with labels.
  static func labelled(_ elements: [(String, Value)]) -> Value {
    .tuple(TupleValue(elements.map(\.1), labels: elements.map(\.0)))
  }

}

extension LibraryFunction {
  /// A property of an object of type `Object`, a number.
  static func property<Object>(
    _ name: String, of type: String, as object: Object.Type, _ summary: String, _ example: String,
    _ result: String, source: String = "", _ body: @escaping @Sendable (Object) throws -> Double
  ) -> LibraryFunction {
    .number(
      name, "(_ self: \(type)) -> Double", kind: .property, summary, example, result,
      source: source
    ) { try body($0.object(0, as: Object.self)) }
  }

  /// A property of an object of type `Object`, a vector.
  static func vectorProperty<Object>(
    _ name: String, of type: String, as object: Object.Type, _ summary: String, _ example: String,
    _ result: String, source: String = "", _ body: @escaping @Sendable (Object) throws -> [Double]
  ) -> LibraryFunction {
    .tensor(
      name, "(_ self: \(type)) -> Vector", kind: .property, summary, example, result,
      source: source
    ) { Tensor(try body($0.object(0, as: Object.self))) }
  }
}
