import Plotting
import Script
import Tensors

/// Pictures of functions: curves of one number, heights over the plane.
extension StandardLibrary {
  /// The points along a curve.
  private static let curvePoints = 201
  /// The points along each side of a plane: enough for smooth lines, few enough to be computed in
  /// every state of a control.
  private static let planePoints = 49

  static let chartsOfPlanes: [LibraryFunction] =
    [
      curves(
        "(across: Range, x: String = \"\", y: String = \"\", title: String = \"\", logY: Bool = false, _ function: (Double) -> Double) -> Chart",
        "The curve of a function of one number.",
        "lineChart(across: -3...3, x: \"x\") { x in x * x }"
      ) { function, _ in [("", function)] },
      curves(
        "(across: Range, _ functions: [String: (Double) -> Double], x: String = \"\", y: String = \"\", title: String = \"\", logY: Bool = false) -> Chart",
        "The curves of several named functions of one number.",
        "lineChart(across: -3...3, [\"square\": { x in x * x }, \"double\": { x in 2 * x }])"
      ) { functions, _ in try named(functions) },
    ] + planes("contour", isFilled: false, "Lines of equal height")
    + planes("surface", isFilled: true, "Shaded areas of equal height")

  /// A chart of curves: the functions stand last (`_ function`) or second (`_ functions`).
  private static func curves(
    _ signature: String, _ summary: String, _ example: String,
    _ functions: @escaping @Sendable (Value, [Value]) throws -> [(String, Value)]
  ) -> LibraryFunction {
    let isLast = signature.contains("_ function:")
    return .general("lineChart", signature, summary, example, "Chart") { arguments, context in
      let (low, high) = try ends(arguments[0], "across")
      let first = isLast ? 1 : 2
      let places = (0..<curvePoints).map {
        low + (high - low) * Double($0) / Double(curvePoints - 1)
      }
      var all: [Series] = []
      for (name, function) in try functions(arguments[isLast ? 5 : 1], arguments) {
        var values: [Double] = []
        for place in places {
          values.append(try [context.call(function, [.double(place)])].number(0))
        }
        all.append(Series(name, x: places, y: values))
      }
      return .object(
        ChartValue(
          try Chart.lines(
            all, xLabel: arguments.string(first), yLabel: arguments.string(first + 1),
            hasLogY: arguments.flag(first + 3), title: arguments.string(first + 2))))
    }
  }

  /// The three forms of a chart of heights: of a function of two numbers, of a function of a
  /// vector, of a matrix.
  private static func planes(_ name: String, isFilled: Bool, _ what: String) -> [LibraryFunction] {
    let tail =
      "levels: Int = 8, path: [Vector] = [], x: String = \"\", y: String = \"\", title: String = \"\""
    let bowl = "(across: -2...2, up: -2...2, path: [[2, 1], [1, 0.5], [0, 0]])"
    return [
      .general(
        name,
        "(across: Range, up: Range, \(tail), _ height: (Double, Double) -> Double) -> Chart",
        "\(what) of a function of the plane; `path` draws the steps of an optimiser over it.",
        "\(name)\(bowl) { x, y in x * x + 3 * y * y }", "Chart"
      ) { arguments, context in
        try plane(arguments, isFilled) { x, y in
          try context.call(arguments[7], [.double(x), .double(y)])
        }
      },
      .general(
        name,
        "(across: Range, up: Range, \(tail), _ height: (Vector) -> Double) -> Chart",
        "\(what) of a function of a vector with two components, such as a loss of two weights.",
        "func loss(_ w: Vector) -> Double { dot(w, w) }\n\(name)(across: -2...2, up: -2...2, loss)",
        "Chart"
      ) { arguments, context in
        try plane(arguments, isFilled) { x, y in
          try context.call(arguments[7], [.tensor(Tensor([x, y]))])
        }
      },
      chart(
        name, "(_ heights: Matrix, across: Vector, up: Vector, \(tail)) -> Chart",
        "\(what) of a matrix of heights: a row for each place in `up`, a column for each in `across`.",
        "\(name)([[2, 1, 2], [1, 0, 1], [2, 1, 2]], across: [-1, 0, 1], up: [-1, 0, 1])"
      ) { arguments in
        let heights = try arguments.tensor(0)
        return try Chart.contour(
          Grid(rows: heights.shape[0], columns: heights.shape[1], values: heights.values),
          x: arguments.vector(1), y: arguments.vector(2), levels: arguments.integer(3),
          isFilled: isFilled, path: points(arguments[4]), xLabel: arguments.string(5),
          yLabel: arguments.string(6), title: arguments.string(7))
      },
    ]
  }

  private static func plane(
    _ arguments: [Value], _ isFilled: Bool, _ height: (Double, Double) throws -> Value
  ) throws -> Value {
    let (left, right) = try ends(arguments[0], "across")
    let (low, high) = try ends(arguments[1], "up")
    let steps = (0..<planePoints).map { Double($0) / Double(planePoints - 1) }
    let x = steps.map { left + (right - left) * $0 }
    let y = steps.map { low + (high - low) * $0 }
    var values: [Double] = []
    for up in y {
      for across in x { values.append(try [height(across, up)].number(0)) }
    }
    return .object(
      ChartValue(
        try Chart.contour(
          Grid(rows: planePoints, columns: planePoints, values: values), x: x, y: y,
          levels: arguments.integer(2), isFilled: isFilled, path: points(arguments[3]),
          xLabel: arguments.string(4), yLabel: arguments.string(5), title: arguments.string(6))))
  }

  /// The ends of a range that an axis covers.
  static func interval(_ value: Value, _ name: String) throws -> ClosedRange<Double> {
    guard case .range(let range) = value, let low = range.lower, let high = range.upper, low < high,
      (high - low).isFinite
    else {
      throw ScriptCause(
        "library.domain", "'\(name)' is a range with two different ends, such as -2...2")
    }
    return low...high
  }

  static func ends(_ value: Value, _ name: String) throws -> (Double, Double) {
    let range = try interval(value, name)
    return (range.lowerBound, range.upperBound)
  }

  /// Points of the plane: a list of vectors, or the rows of a matrix.
  static func points(_ value: Value) throws -> [Point] {
    switch value {
    case .array(let elements): return try elements.map { try point($0, "path") }
    case .tensor(let tensor) where tensor.rank == 2 && tensor.shape[1] == 2:
      return (0..<tensor.shape[0]).map { Point(tensor.values[2 * $0], tensor.values[2 * $0 + 1]) }
    case .tensor(let tensor) where tensor.count == 0: return []
    default:
      throw ScriptCause("library.domain", "the points of a path have two components each")
    }
  }
}
