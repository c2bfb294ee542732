import Script

/// A small library for tests of the front end: one of each kind of entry.
enum FrontLibrary {
  static let table = LibraryTable(entries)

  private static func entry(
    _ name: String, _ signature: String, _ kind: LibraryFunction.Kind = .function
  ) -> LibraryFunction {
    LibraryFunction(
      name, signature, kind: kind, body: .general { arguments, _ in arguments.first ?? .double(0) })
  }

  static let entries: [LibraryFunction] = [
    LibraryFunction("pi", "Double", kind: .constant, body: .constant(.pi)),
    LibraryFunction("exp", "(_ x: N) -> N", body: .scalar1 { $0 }),
    LibraryFunction("log", "(_ x: N) -> N", body: .scalar1 { $0 }),
    LibraryFunction("sqrt", "(_ x: N) -> N", body: .scalar1 { $0 }),
    LibraryFunction("pow", "(_ x: N, _ y: N) -> N", body: .scalar2 { x, _ in x }),
    entry("dot", "(_ a: Vector, _ b: Vector) -> Double"),
    entry("norm", "(_ x: Tensor, ord: Double = 2) -> Double"),
    entry("sum", "(_ x: Tensor) -> Double"),
    entry("mean", "(_ x: Tensor) -> Double"),
    entry("mean", "(_ x: Matrix, axis: Int) -> Vector"),
    entry("reshaped", "(_ self: Tensor, to shape: Vector) -> Tensor", .method),
    entry("softmax", "(_ z: Vector, temperature: Double = 1) -> Vector"),
    entry("softmax", "(_ z: Matrix, temperature: Double = 1) -> Matrix"),
    entry("linspace", "(from a: Double, to b: Double, count: Int = 50) -> Vector"),
    entry(
      "descend",
      "(from start: Double, rate: Double, steps: Int, _ f: (Double) -> Double) -> Vector"),
    entry("Matrix.identity", "(_ n: Int) -> Matrix"),
    entry("cos", "(_ x: Fraction) -> Fraction"),
    LibraryFunction("cos", "(_ x: N) -> N", body: .scalar1 { $0 }),
    entry("Fraction", "(_ numerator: Int, _ denominator: Int = 1) -> Fraction"),
    entry("+", "(_ a: Fraction, _ b: Fraction) -> Fraction"),
    entry("*", "(_ a: Fraction, _ b: Double) -> Fraction"),
    entry("numerator", "(_ self: Fraction) -> Double", .property),
    entry("lineChart", "(_ y: Vector, x: String = \"x\", title: String? = nil) -> Chart"),
  ]
}
