import Numerics
import Tensors

@testable import Script

/// A small library for tests: elementary functions, and some on tensors.
let testLibrary: [LibraryFunction] = [
  LibraryFunction(
    "exp", "(_ x: N) -> N", body: .scalar1 { Numerics.exp($0) }, pullback: .scalar1 { $1 }),
  LibraryFunction(
    "log", "(_ x: N) -> N", body: .scalar1 { Numerics.log($0) },
    pullback: .scalar1 { x, _ in 1 / x }),
  LibraryFunction(
    "sin", "(_ x: N) -> N", body: .scalar1 { Numerics.sin($0) },
    pullback: .scalar1 { x, _ in Numerics.cos(x) }),
  LibraryFunction(
    "cos", "(_ x: N) -> N", body: .scalar1 { Numerics.cos($0) },
    pullback: .scalar1 { x, _ in -Numerics.sin(x) }),
  LibraryFunction(
    "tanh", "(_ x: N) -> N", body: .scalar1 { Numerics.tanh($0) },
    pullback: .scalar1 { _, y in 1 - y * y }),
  LibraryFunction(
    "sqrt", "(_ x: N) -> N", body: .scalar1 { $0.squareRoot() },
    pullback: .scalar1 { _, y in 0.5 / y }),
  LibraryFunction(
    "floor", "(_ x: Double) -> Double", body: .scalar1 { $0.rounded(.down) }),
  LibraryFunction(
    "atan2", "(_ y: N, _ x: N) -> N", body: .scalar2 { Numerics.atan2($0, $1) },
    pullback: .scalar2 { y, x, _ in (x / (x * x + y * y), -y / (x * x + y * y)) }),
  LibraryFunction(
    "dot", "(_ a: Vector, _ b: Vector) -> Double",
    body: .general { arguments, _ in
      guard case .tensor(let a) = arguments[0], case .tensor(let b) = arguments[1] else {
        return .void
      }
      return .double(try a.dot(b))
    },
    pullback: .general { arguments, _, cotangent in
      guard case .tensor(let a) = arguments[0], case .tensor(let b) = arguments[1],
        case .double(let c) = cotangent
      else { return [nil, nil] }
      return [.tensor(b * c), .tensor(a * c)]
    }),
  LibraryFunction(
    "softmax", "(_ z: Vector, temperature: Double = 1) -> Vector",
    body: .general { arguments, _ in
      guard case .tensor(let z) = arguments[0], case .double(let t) = arguments[1] else {
        return .void
      }
      return .tensor(try (z / t).softmax())
    }),
  LibraryFunction("pi", "Double", kind: .constant, body: .constant(.pi)),
  LibraryFunction(
    "random", "() -> Double",
    body: .general { _, context in .double(context.random.nextUnit()) }),
  LibraryFunction(
    "twice", "(_ f: (Double) -> Double, _ x: Double) -> Double",
    body: .general { arguments, context in
      try context.call(arguments[0], [try context.call(arguments[0], [arguments[1]])])
    }),
]
