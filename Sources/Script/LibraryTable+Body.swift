package import Tensors

extension LibraryFunction {
  /// How an entry is computed.
  package enum Body: Sendable {
    /// A function of one number, called unboxed; on a tensor it is applied to each element.
    case scalar1(@Sendable (Double) -> Double)
    /// A function of two numbers, called unboxed; tensors are broadcast.
    case scalar2(@Sendable (Double, Double) -> Double)
    /// A function of any values. A `mutatingMethod` returns the tuple (new receiver, result).
    case general(@Sendable ([Value], inout CallContext) throws -> Value)
    /// A constant number.
    case constant(Double)
    /// An entry of the core that the machine has built in.
    case intrinsic(Intrinsic)
  }

  /// A `scalar1` entry and its derivative on whole tensors, with the bits of the functions of one
  /// number.
  package struct Arrays: Sendable {
    let value: @Sendable (_ x: Tensor) -> Tensor
    let derivative: @Sendable (_ x: Tensor) -> Tensor

    /// Both functions.
    package init(
      value: @escaping @Sendable (_ x: Tensor) -> Tensor,
      derivative: @escaping @Sendable (_ x: Tensor) -> Tensor
    ) {
      self.value = value
      self.derivative = derivative
    }
  }

  /// The entry in terms of operations that record themselves, for second derivatives; numbers are
  /// tensors of rank 0.
  package enum Definition: Sendable {
    /// What the entry computes. The value itself is not used.
    case function(@Sendable ([Recorded]) throws -> Recorded)
    /// The cotangents of the arguments, nil for those that have none, where what the entry computes
    /// is no such operation but its derivative is.
    case wayBack(
      @Sendable (_ arguments: [Recorded], _ result: Recorded, _ cotangent: Recorded) throws
        -> [Recorded?])
  }

  /// How cotangents go back through an entry.
  package enum Pullback: Sendable {
    /// The derivative, given the argument and the result.
    case scalar1(@Sendable (_ x: Double, _ result: Double) -> Double)
    /// Both partial derivatives.
    case scalar2(@Sendable (_ x: Double, _ y: Double, _ result: Double) -> (Double, Double))
    /// One cotangent for each argument, nil for those that have none.
    case general(
      @Sendable (_ arguments: [Value], _ result: Value, _ cotangent: Value) throws -> [Value?])
    /// Runs the entry in place of its body and gives the way back with the result, so that what the
    /// way back needs is not worked out twice. Arguments and result may be tuples, lists and
    /// structures of numbers and tensors; `isActive` says which arguments a gradient is asked for.
    case recording(@Sendable (_ arguments: [Value], _ isActive: [Bool]) throws -> RecordedCall)
  }
}

/// The result of a library call on a tape, with the way back from it.
package struct RecordedCall {
  /// What the call gives.
  package let result: Value
  /// One cotangent for each argument, in the argument's form; nil for those that have none.
  package let pullback: (_ cotangent: Value) throws -> [Value?]

  /// A result with the way back from it.
  package init(_ result: Value, pullback: @escaping (_ cotangent: Value) throws -> [Value?]) {
    self.result = result
    self.pullback = pullback
  }
}
