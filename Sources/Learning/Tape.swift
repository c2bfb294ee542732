public import Tensors

/// What was computed from some variables, so that derivatives can be carried back to them.
///
/// A class, because every ``Traced`` value made from the variables writes to the one tape. Entries
/// refer to earlier ones by index; the way back visits them from the last to the first, so that no
/// recursion follows the depth of the computation.
///
/// - Source: Griewank, Walther, *Evaluating Derivatives*, 2nd ed., 2008, §3.2 (reverse mode).
public final class Tape {
  /// Carries the derivative by a result back to its operands; nil where none is wanted.
  public typealias Pullback = (Tensor) throws(TensorError) -> [Tensor?]

  private struct Entry {
    /// The operands' entries; -1 for a constant.
    let operands: [Int]
    let pullback: Pullback?
    let shape: Shape
  }

  private var entries: [Entry] = []

  /// An empty tape.
  public init() {}

  /// A variable with the value `value`.
  public func variable(_ value: Tensor) -> Traced {
    entries.append(Entry(operands: [], pullback: nil, shape: value.shape))
    return Traced(value, on: self, at: entries.count - 1)
  }

  fileprivate func append(_ value: Tensor, _ operands: [Traced], _ pullback: @escaping Pullback)
    -> Traced
  {
    entries.append(
      Entry(operands: operands.map(\.entry), pullback: pullback, shape: value.shape))
    return Traced(value, on: self, at: entries.count - 1)
  }

  /// The derivatives by `variables` of the inner product of `result` with `seed`.
  ///
  /// - Complexity: a small multiple of the cost of computing `result`.
  public func gradients(
    of result: Traced, seed: Tensor, by variables: [Traced]
  ) throws(TensorError) -> [Tensor] {
    try gradients(of: [result], seeds: [seed], by: variables)
  }

  /// The derivatives by `variables` of the sum of the inner products of results with their seeds.
  ///
  /// - Complexity: a small multiple of the cost of computing the results.
  public func gradients(
    of results: [Traced], seeds: [Tensor], by variables: [Traced]
  ) throws(TensorError) -> [Tensor] {
    var adjoints = [Tensor?](repeating: nil, count: entries.count)
    for (result, seed) in zip(results, seeds) {
      guard seed.shape == result.value.shape else {
        throw TensorError(
          .shape, "a derivative by the shape \(result.value.shape) cannot have \(seed.shape)")
      }
      guard result.entry >= 0 else { continue }
      if var sum = adjoints[result.entry] {
        try sum.combine(.add, with: seed)
        adjoints[result.entry] = sum
      } else {
        adjoints[result.entry] = seed
      }
    }
    for index in stride(from: entries.count - 1, through: 0, by: -1) {
      guard let pullback = entries[index].pullback, let adjoint = adjoints[index] else { continue }
      adjoints[index] = nil
      for (operand, part) in zip(entries[index].operands, try pullback(adjoint)) {
        guard operand >= 0, let part else { continue }
        if var sum = adjoints[operand] {
          adjoints[operand] = nil
          try sum.combine(.add, with: part)
          adjoints[operand] = sum
        } else {
          adjoints[operand] = part
        }
      }
    }
    return variables.map { variable in
      guard variable.entry >= 0, let adjoint = adjoints[variable.entry] else {
        return Tensor.filled(variable.value.shape, with: 0)
      }
      return adjoint
    }
  }
}

/// A tensor that may stand on a tape, so that what is made from it can be differentiated.
///
/// Every function of this module is written for traced values; one without a tape is a constant and
/// costs nothing to carry.
public struct Traced {
  /// The value.
  public let value: Tensor
  fileprivate let tape: Tape?
  fileprivate let entry: Int

  /// A constant.
  public init(_ value: Tensor) {
    self.value = value
    tape = nil
    entry = -1
  }

  fileprivate init(_ value: Tensor, on tape: Tape, at entry: Int) {
    self.value = value
    self.tape = tape
    self.entry = entry
  }

  /// Whether nothing is recorded about it.
  public var isConstant: Bool { tape == nil }

  /// The sizes of the axes.
  public var shape: Shape { value.shape }

  /// A result made from `operands`, with the way back to them.
  ///
  /// - Parameter pullback: gives for the derivative by the result one derivative for each operand.
  public static func recording(
    _ value: Tensor, from operands: [Traced], pullback: @escaping Tape.Pullback
  ) -> Traced {
    for operand in operands {
      if let tape = operand.tape { return tape.append(value, operands, pullback) }
    }
    return Traced(value)
  }
}

/// The value of `body` at `inputs`, and the derivatives by each of them along `seed` (1 everywhere
/// if none is given).
public func valueWithGradients(
  at inputs: [Tensor], along seed: Tensor? = nil,
  _ body: ([Traced]) throws(TensorError) -> Traced
) throws(TensorError) -> (value: Tensor, gradients: [Tensor]) {
  let tape = Tape()
  let variables = inputs.map { tape.variable($0) }
  let result = try body(variables)
  let along = seed ?? Tensor.filled(result.shape, with: 1)
  return (result.value, try tape.gradients(of: result, seed: along, by: variables))
}
