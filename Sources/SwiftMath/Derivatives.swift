import Diagnostics
import Script

/// What is asked of a derivative.
public enum DerivativeKind: Sendable {
  /// The gradient, of the same form as the points.
  case gradient
  /// The value and the gradient.
  case valueWithGradient
  /// The derivative by one number.
  case derivative
  /// The matrix of first derivatives.
  case jacobian
  /// The matrix of second derivatives.
  case hessian

  var base: Differentiation.Kind {
    switch self {
    case .gradient: .gradient
    case .valueWithGradient: .valueWithGradient
    case .derivative: .derivative
    case .jacobian: .jacobian
    case .hessian: .hessian
    }
  }
}

/// Takes a derivative at `points` of a function in its traced form.
public func derivative(
  _ kind: DerivativeKind, at points: ScriptValue...,
  of function: @escaping ([ScriptValue]) -> ScriptValue
) -> ScriptValue {
  let box = UncheckedBox(function)
  return ScriptValue(
    stopping { host throws(Diagnostic) in
      try host.differentiate(kind.base, points.map(\.base)) { inputs in
        box.value(inputs.map { ScriptValue($0) }).base
      }
    })
}

/// The derivative of a function of one number.
public func gradient(
  at x: Double, _ function: @escaping (TracedNumber) -> TracedNumber
) -> Double {
  derivative(.gradient, at: ScriptValue(x)) { ScriptValue(function($0[0].tracedNumber)) }.number
}

/// The gradient of a function of one tensor.
public func gradient(
  at x: Tensor, _ function: @escaping (TracedTensor) -> TracedNumber
) -> Tensor {
  derivative(.gradient, at: ScriptValue(x)) { ScriptValue(function($0[0].tracedTensor)) }.tensor
}
