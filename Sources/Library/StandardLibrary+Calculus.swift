import Diagnostics
import Numerics
import Script
import Statistics
import Tensors

/// Minima, roots, integrals, differential equations, interpolation.
extension StandardLibrary {
  static let calculus: [LibraryFunction] = searches + integrals + curves

  private static let minimumType =
    "(point: Vector, value: Double, path: [Vector], isConverged: Bool)"

  private static func labelled(_ found: Minimum) -> Value {
    .labelled([
      ("point", .vector(found.point)), ("value", .double(found.value)),
      ("path", .array(found.path.map { .vector($0) })), ("isConverged", .bool(found.isConverged)),
    ])
  }

  private static let nocedal = "J. Nocedal, S. Wright, Numerical Optimization, 2006"

  private static let searches: [LibraryFunction] = [
    .general(
      "minimize",
      "(from start: Vector, method: String = \"bfgs\", tolerance: Double = 1e-10, _ f: (Vector) -> Double) -> \(minimumType)",
      "The minimum near the start by \"bfgs\" or \"newton\" (derivatives by differences) or \"nelderMead\".",
      "minimize(from: [0, 0]) { x in (x[0] - 1) ** 2 + (x[1] - 2) ** 2 }.point.map { round($0) }",
      "[1, 2]", source: nocedal
    ) { arguments, context in
      let method = try arguments.string(1)
      let (start, tolerance) = (try arguments.vector(0), try arguments.number(2))
      let caller = Caller(context)
      let value = { (x: [Double]) in caller.number(arguments[3], x) }
      let slope = { (x: [Double]) in Differences.gradient(at: x, of: value) }
      let found: Minimum
      switch method {
      case "bfgs":
        found = Minimisation.bfgs(
          from: start, tolerance: max(tolerance, 1e-10), value: value, gradient: slope)
      case "newton":
        found = Minimisation.newton(
          from: start, tolerance: max(tolerance, 1e-10), value: value, gradient: slope,
          hessian: { Differences.hessian(at: $0, of: value) })
      case "nelderMead":
        found = Minimisation.nelderMead(from: start, tolerance: tolerance, value: value)
      default:
        throw ScriptCause(
          "library.choice", "there is no method \"\(method)\"",
          hints: ["it is one of \"bfgs\", \"newton\", \"nelderMead\""])
      }
      try caller.finish(&context)
      return labelled(found)
    },
    .general(
      "minimize",
      "(from start: Vector, gradient: (Vector) -> Vector, tolerance: Double = 1e-10, _ f: (Vector) -> Double) -> \(minimumType)",
      "The minimum near the start by the method of Broyden, Fletcher, Goldfarb and Shanno.",
      "minimize(from: [4], gradient: { x in 2 * x }) { x in x[0] ** 2 }.isConverged", "true",
      source: "\(nocedal), algorithm 7.4"
    ) { arguments, context in
      let caller = Caller(context)
      let found = try Minimisation.bfgs(
        from: arguments.vector(0), tolerance: arguments.number(2),
        value: { caller.number(arguments[3], $0) },
        gradient: { caller.vector(arguments[1], $0) })
      try caller.finish(&context)
      return labelled(found)
    },
    .general(
      "gradientDescent",
      "(from start: Vector, rate: Double, steps: Int, gradient: (Vector) -> Vector) -> [Vector]",
      "The points of plain descent against the gradient, the start first.",
      "gradientDescent(from: [4], rate: 0.25, steps: 2, gradient: { w in 2 * w }).map { $0[0] }",
      "[4, 2, 1]", source: "A. Cauchy, Méthode générale pour la résolution des systèmes, 1847"
    ) { arguments, context in
      let steps = try arguments.integer(2)
      try context.countSteps(max(0, min(steps, 1 << 40)))
      let caller = Caller(context)
      let found = try Minimisation.gradientDescent(
        from: arguments.vector(0), rate: arguments.number(1), steps: steps, value: { _ in 0 },
        gradient: { caller.vector(arguments[3], $0) })
      try caller.finish(&context)
      return .array(found.path.map { .vector($0) })
    },
    .general(
      "minimum",
      "(in range: Range, tolerance: Double = 1e-8, _ f: (Double) -> Double) -> (place: Double, value: Double)",
      "The minimum of a function of one number inside a range, by Brent's method.",
      "round(minimum(in: 0...3) { x in (x - 2) ** 2 }.place)", "2",
      source: "R. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 5"
    ) { arguments, context in
      let (low, high) = try arguments.bounds(0)
      let caller = Caller(context)
      let found = try minimum(between: low, and: high, tolerance: arguments.number(1)) {
        caller.number(arguments[2], $0)
      }
      try caller.finish(&context)
      return .labelled([("place", .double(found.place)), ("value", .double(found.value))])
    },
    .general(
      "root", "(in range: Range, _ f: (Double) -> Double) -> Double",
      "A zero of a function that has different signs at the ends of the range, by Brent's method.",
      "root(in: 0...4) { x in x ** 2 - 4 }", "2",
      source: "R. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4"
    ) { arguments, context in
      let (low, high) = try arguments.bounds(0)
      let caller = Caller(context)
      let found = root(between: low, and: high) { caller.number(arguments[1], $0) }
      try caller.finish(&context)
      guard let found else {
        throw ScriptCause(
          "value.domain",
          "the function has no change of sign from \(numberText(low)) to \(numberText(high))",
          hints: ["choose a range at whose ends it has different signs"])
      }
      return .double(found)
    },
  ]

  private static let integrals: [LibraryFunction] = [
    .general(
      "integral",
      "(from low: Double, to high: Double, tolerance: Double = 1e-12, _ f: (Double) -> Double) -> Double",
      "The integral of a function; the ends may be infinite.",
      "integral(from: 0, to: 3) { x in x ** 2 }.rounded()", "9",
      source: "R. Piessens et al., QUADPACK, 1983"
    ) { arguments, context in
      let caller = Caller(context)
      let found = try Numerics.integral(
        from: arguments.number(0), to: arguments.number(1), tolerance: arguments.number(2)
      ) { caller.number(arguments[3], $0) }
      try caller.finish(&context)
      guard found.isConverged || found.error <= 1e-6 * abs(found.value) else {
        throw ScriptCause(
          "iteration.convergence",
          "the integral does not settle: \(numberText(found.value)) is off by up to "
            + numberText(found.error),
          hints: ["split the range where the function jumps or has a pole"])
      }
      return .double(found.value)
    },
    .general(
      "solveODE",
      "(from start: Vector, at times: Vector, tolerance: Double = 1e-9, _ derivative: (Double, Vector) -> Vector) -> Matrix",
      "The states of y′ = f(t, y) at the times, a row each; the first time belongs to the start.",
      "solveODE(from: [1], at: [0, 1]) { t, y in 0 * y }", "[[1],\n [1]]",
      source: "J. Dormand, P. Prince, A family of embedded Runge–Kutta formulae, 1980"
    ) { arguments, context in
      let caller = Caller(context)
      let found = try trajectory(
        from: arguments.vector(0), at: arguments.vector(1), tolerance: arguments.number(2)
      ) { caller.vector(arguments[3], $0, $1) }
      try caller.finish(&context)
      guard found.isComplete else {
        let last = found.times.last.map(numberText) ?? "the start"
        throw ScriptCause(
          "iteration.convergence", "the equation could not be followed beyond \(last)",
          hints: ["the derivative has as many entries as the state, and no pole on the way"])
      }
      return try .matrix(found.states)
    },
    .general(
      "solveODE",
      "(from start: Double, at times: Vector, tolerance: Double = 1e-9, _ derivative: (Double, Double) -> Double) -> Vector",
      "The values of y′ = f(t, y) at the times; the first time belongs to the start.",
      "solveODE(from: 2, at: [0, 1, 2]) { t, y in 1 }.map { round($0) }", "[2, 3, 4]"
    ) { arguments, context in
      let caller = Caller(context)
      let found = try trajectory(
        from: [arguments.number(0)], at: arguments.vector(1), tolerance: arguments.number(2)
      ) { [caller.number(arguments[3], $0, $1[0])] }
      try caller.finish(&context)
      guard found.isComplete else {
        throw ScriptCause("iteration.convergence", "the equation could not be followed to its end")
      }
      return .vector(found.states.map { $0[0] })
    },
  ]

  private static let curves: [LibraryFunction] = [
    .general(
      "Interpolation", "(_ x: Vector, _ y: Vector, kind: String = \"cubic\") -> Interpolation",
      "A curve through the points: \"cubic\" (a spline), \"natural\" or \"linear\".",
      "Interpolation([0, 1, 2], [0, 10, 20], kind: \"linear\").at(0.5)", "5",
      source: "C. de Boor, A Practical Guide to Splines, 1978, chapter IV"
    ) { arguments, _ in
      .object(
        try InterpolationValue(
          arguments.vector(0), arguments.vector(1), kind: arguments.string(2)))
    },
    .number(
      "at", "(_ self: Interpolation, _ x: Double) -> Double", kind: .method,
      "The value at x; the end pieces go on outside.",
      "Interpolation([0, 1, 2, 3], [0, 1, 4, 9]).at(1.5)", "2.25"
    ) { try $0.object(0, as: InterpolationValue.self).curve($0.number(1)) },
    .tensor(
      "at", "(_ self: Interpolation, _ x: Vector) -> Vector", kind: .method,
      "The values at several places.",
      "Interpolation([0, 1, 2, 3], [0, 1, 4, 9]).at([0.5, 1.5])", "[0.25, 2.25]"
    ) {
      let curve = try $0.object(0, as: InterpolationValue.self).curve
      return Tensor(try $0.vector(1).map { curve($0) })
    },
    .number(
      "slope", "(_ self: Interpolation, _ x: Double) -> Double", kind: .method,
      "The derivative at x.", "Interpolation([0, 1, 2, 3], [0, 1, 4, 9]).slope(1.5)", "3"
    ) { try $0.object(0, as: InterpolationValue.self).curve.derivative($0.number(1)) },
    .tensor(
      "interpolate",
      "(_ x: Vector, _ y: Vector, at places: Vector) -> Vector",
      "The values at the places on straight lines between the points; beyond the ends, the last ones.",
      "interpolate([0, 1, 2], [0, 10, 0], at: [0.5, 1.5])", "[5, 5]"
    ) {
      guard let curve = Interpolation(x: try $0.vector(0), y: try $0.vector(1), kind: .linear)
      else {
        throw ScriptCause(
          "value.domain", "lines need two points or more with strictly rising x, equally many y")
      }
      let x = try $0.vector(0)
      let (first, last) = (x[0], x[x.count - 1])
      return Tensor(
        try $0.vector(2).map { curve($0 < first ? first : $0 > last ? last : $0) })
    },
  ]
}
