public import Diagnostics

/// Why an operation on tensors has no result: the cause, without a place in any source text.
///
/// One type for all causes, because a typed `throws` names one; ``kind`` tells them apart. The
/// wording of each cause stands beside the operation that throws it, or here if several do.
public struct TensorError: Cause, Hashable {
  /// What sort of cause it is; the raw value is the diagnostic rule.
  public enum Kind: String, Sendable {
    /// Shapes that do not fit each other or the operation.
    case shape = "shape.mismatch"
    /// An index, axis or slice outside of its tensor.
    case index = "index.range"
    /// More elements or axes than the limits allow.
    case limit = "limit.elements"
    /// Values for which the operation is not defined.
    case domain = "value.domain"
    /// A matrix that has no inverse or no factorisation of the kind asked for.
    case singular = "matrix.singular"
    /// An iteration that did not settle.
    case convergence = "iteration.convergence"
  }

  /// What sort of cause it is.
  public let kind: Kind
  /// What is the matter: lower case, no full stop.
  public let message: String
  /// What to do, one sentence each.
  public let hints: [String]

  /// The stable name of the rule.
  public var rule: String { kind.rawValue }

  /// A cause of sort `kind`.
  public init(_ kind: Kind, _ message: String, hints: [String] = []) {
    self.kind = kind
    self.message = message
    self.hints = hints
  }
}

extension TensorError {
  static func tooManyAxes(_ count: Int) -> TensorError {
    TensorError(.limit, "a tensor has at most \(Shape.maximumRank) axes, not \(count)")
  }

  static func negativeSize(_ size: Int, in sizes: [Int]) -> TensorError {
    TensorError(.shape, "the shape \(sizes) has the negative size \(size)")
  }

  static func tooLarge(_ sizes: [Int]) -> TensorError {
    TensorError(
      .limit,
      "a tensor of shape \(sizes) has more than the \(Shape.maximumElements) elements allowed")
  }

  static func noSuchAxis(_ axis: Int, in shape: Shape, for operation: String) -> TensorError {
    if shape.rank == 0 {
      return TensorError(.index, "cannot \(operation) along axis \(axis): a number has no axes")
    }
    return TensorError(
      .index,
      "cannot \(operation) along axis \(axis): the shape \(shape) has the axes 0 to \(shape.rank - 1)"
    )
  }

  /// `operation` needs a tensor of rank `rank`.
  static func wrongRank(_ shape: Shape, for operation: String, needs: String) -> TensorError {
    TensorError(.shape, "\(operation) needs \(needs), not the shape \(shape)")
  }

  static func empty(_ operation: String) -> TensorError {
    TensorError(.domain, "\(operation) of no values is not defined")
  }
}
