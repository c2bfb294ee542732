import Script
import Tensors

/// The arguments of a library call, read as what the signature promises.
///
/// The checker has made sure of the types; a mismatch is our own mistake and is reported as one,
/// so that no call can trap.
extension [Value] {
  /// The number at `index`.
  func number(_ index: Int) throws -> Double {
    guard index < count, case .double(let number) = self[index] else {
      throw mismatch(index, "a number")
    }
    return number
  }

  /// The integer at `index`.
  func integer(_ index: Int) throws -> Int {
    let number = try number(index)
    guard let integer = Int(exactly: number) else {
      throw ScriptCause("value.integer", "a whole number is needed here, not \(number)")
    }
    return integer
  }

  /// The truth value at `index`.
  func flag(_ index: Int) throws -> Bool {
    guard index < count, case .bool(let flag) = self[index] else {
      throw mismatch(index, "a truth value")
    }
    return flag
  }

  /// The text at `index`.
  func string(_ index: Int) throws -> String {
    guard index < count, case .string(let text) = self[index] else {
      throw mismatch(index, "a text")
    }
    return text
  }

  /// The texts at `index`.
  func strings(_ index: Int) throws -> [String] {
    guard index < count else { throw mismatch(index, "a list of texts") }
    switch self[index] {
    case .array(let elements):
      return try elements.indices.map { try elements.string($0) }
    case .tensor(let tensor) where tensor.count == 0: return []
    default: throw mismatch(index, "a list of texts")
    }
  }

  /// The tensor at `index`; a number is a tensor of rank 0.
  func tensor(_ index: Int) throws -> Tensor {
    guard index < count else { throw mismatch(index, "a tensor") }
    switch self[index] {
    case .tensor(let tensor): return tensor
    case .double(let number): return Tensor(scalar: number)
    default: throw mismatch(index, "a tensor")
    }
  }

  /// The numbers of the vector at `index`.
  func vector(_ index: Int) throws -> [Double] { try tensor(index).values }

  /// Whether the optional at `index` is empty.
  func isNone(_ index: Int) -> Bool {
    guard index < count, case .none = self[index] else { return index >= count }
    return true
  }

  private func mismatch(_ index: Int, _ wanted: String) -> ScriptCause {
    ScriptCause("library.argument", "argument \(index + 1) should be \(wanted)")
  }
}

extension LibraryFunction {
  /// An entry whose result is a number.
  static func number(
    _ name: String, _ signature: String, kind: Kind = .function, _ summary: String,
    _ example: String,
    _ result: String, source: String = "", pullback: Pullback? = nil,
    _ body: @escaping @Sendable ([Value]) throws -> Double
  ) -> LibraryFunction {
    LibraryFunction(
      name, signature, kind: kind, summary: summary, example: example, exampleResult: result,
      source: source, body: .general { arguments, _ in .double(try body(arguments)) },
      pullback: pullback)
  }

  /// An entry whose result is a tensor.
  static func tensor(
    _ name: String, _ signature: String, kind: Kind = .function, _ summary: String,
    _ example: String,
    _ result: String, source: String = "", pullback: Pullback? = nil,
    _ body: @escaping @Sendable ([Value]) throws -> Tensor
  ) -> LibraryFunction {
    LibraryFunction(
      name, signature, kind: kind, summary: summary, example: example, exampleResult: result,
      source: source, body: .general { arguments, _ in .tensor(try body(arguments)) },
      pullback: pullback)
  }

  /// An entry with any result.
  static func general(
    _ name: String, _ signature: String, kind: Kind = .function, _ summary: String,
    _ example: String,
    _ result: String, source: String = "",
    _ body: @escaping @Sendable ([Value], inout CallContext) throws -> Value
  ) -> LibraryFunction {
    LibraryFunction(
      name, signature, kind: kind, summary: summary, example: example, exampleResult: result,
      source: source, body: .general(body))
  }

  /// An entry that works on each number of a tensor.
  static func elementwise(
    _ name: String, _ summary: String, _ example: String, _ result: String, source: String = "",
    _ function: @escaping @Sendable (Double) -> Double,
    derivative: (@Sendable (Double, Double) -> Double)?
  ) -> LibraryFunction {
    LibraryFunction(
      name, "(_ x: N) -> N", summary: summary, example: example, exampleResult: result,
      source: source, body: .scalar1(function), pullback: derivative.map { .scalar1($0) })
  }
}
