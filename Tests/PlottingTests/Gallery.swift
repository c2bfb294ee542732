import Numerics
import Plotting

/// Charts of every kind, plain and awkward, over which the tests of layout, size and text run.
enum Gallery {
  /// All of them with their names.
  static func charts() throws -> [(name: String, chart: Chart)] {
    try lines() + points() + bars() + grids() + planes() + distributions() + diagrams() + parts()
  }

  static func noise(_ count: Int, _ seed: UInt64) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 30) - 1
    }
  }

  static func normal(_ count: Int, _ seed: UInt64) -> [Double] {
    let parts = (0..<4).map { noise(count, seed + $0) }
    return (0..<count).map { index in parts.reduce(0) { $0 + $1[index] } * 0.87 }
  }

  static func loss(_ count: Int, rate: Double, floor: Double, seed: UInt64) -> [Double] {
    let wobble = noise(count, seed)
    return (0..<count).map { floor + exp(-Double($0) * rate) + 0.02 * wobble[$0] }
  }

  static func lines() throws -> [(String, Chart)] {
    let train = loss(200, rate: 0.02, floor: 0.06, seed: 1)
    let validation = loss(200, rate: 0.016, floor: 0.15, seed: 2)
    let steps = (0..<41).map(Double.init)
    let rates = [0.01, 0.1, 0.4, 1.02].map { rate in
      Series("η = \(rate)", y: steps.map { 9 * pow(1 - 2 * rate, 2 * $0).magnitude })
    }
    return [
      (
        "loss",
        try Chart.lines(
          [Series("train", y: train), Series("validation", y: validation)], xLabel: "epoch",
          yLabel: "loss")
      ),
      ("one", try Chart.lines([Series(y: train)], xLabel: "step", yLabel: "loss")),
      (
        "rates",
        try Chart.lines(
          rates, xLabel: "step", yLabel: "loss", hasLogY: true,
          title: "Four learning rates, one bowl")
      ),
      (
        "close ends",
        try Chart.lines(
          (1...5).map { k in
            Series("model \(k)", y: (0..<30).map { exp(-Double($0) / Double(3 + k)) })
          }, xLabel: "step", yLabel: "error")
      ),
      (
        "many",
        try Chart.lines(
          (1...7).map { k in
            Series("temperature \(k)", y: (0..<30).map { sin(Double($0) / Double(2 + k)) })
          }, xLabel: "t", yLabel: "amplitude")
      ),
      (
        "few points",
        try Chart.lines(
          [Series("accuracy", x: [1, 2, 4, 8, 16], y: [0.61, 0.7, 0.78, 0.82, 0.83])],
          xLabel: "layers", yLabel: "accuracy", hasLogX: true)
      ),
      (
        "large",
        try Chart.lines(
          [Series(y: (0..<20).map { 1e9 + 2e8 * Double($0) })], xLabel: "year",
          yLabel: "parameters")
      ),
      (
        "tiny",
        try Chart.lines(
          [Series(y: (0..<20).map { 3e-7 * Double($0 * $0) })], xLabel: "i", yLabel: "error")
      ),
      (
        "thousands",
        try Chart.lines(
          [
            Series(
              x: (0..<30).map { 1_000 * Double($0) }, y: (0..<30).map { 12_500 + 900 * Double($0) })
          ],
          xLabel: "tokens", yLabel: "bytes")
      ),
      ("constant", try Chart.lines([Series("flat", y: [2, 2, 2, 2])], yLabel: "value")),
      (
        "broken",
        try Chart.lines(
          [Series("gaps", y: [1, 2, .nan, 3, 2.5, .infinity, 2, 1.5, 1])], xLabel: "t")
      ),
      ("negative", try Chart.lines([Series(y: (0..<60).map { sin(Double($0) / 6) })], xLabel: "x")),
      (
        "formula labels",
        try Chart.lines(
          [
            Series("$w_1$", y: [3, 2, 1.4, 1.1, 1]),
            Series("$w_{12}$", y: [0, 0.4, 0.7, 0.8, 0.9]),
          ],
          xLabel: "step $t$", yLabel: "$\\theta_t$")
      ),
      (
        "band",
        try Chart.band(
          Series(y: train.prefix(60).map { $0 }), low: train.prefix(60).map { $0 - 0.1 },
          high: train.prefix(60).map { $0 + 0.1 }, xLabel: "epoch", yLabel: "loss")
      ),
      ("single", try Chart.lines([Series("only", y: [4])])),
      ("empty", try Chart.lines([])),
    ]
  }

  static func points() throws -> [(String, Chart)] {
    let a = normal(60, 3)
    let b = zip(a, normal(60, 9)).map { 0.8 * $0 + 0.4 * $1 }
    let big = (normal(1_000, 5), normal(1_000, 19))
    let words = ["king", "queen", "man", "woman", "prince", "princess", "boy", "girl", "throne"]
    return [
      ("scatter", try Chart.scatter(x: a, y: b, hasFit: true, xLabel: "hours", yLabel: "score")),
      (
        "groups",
        try Chart.scatter(
          x: a + a.map { $0 + 3 } + a.map { $0 + 1 }, y: b + b + b.map { $0 - 3 },
          groups: [String](repeating: "setosa", count: 60)
            + [String](repeating: "versicolor", count: 60)
            + [String](repeating: "virginica", count: 60), xLabel: "length", yLabel: "width")
      ),
      (
        "words",
        try Chart.scatter(
          x: [0.9, 0.85, 0.2, 0.15, 0.8, 0.77, 0.22, 0.18, 0.95],
          y: [0.1, 0.9, 0.12, 0.88, 0.2, 0.8, 0.05, 0.93, 0.5], labels: words)
      ),
      ("thousand", try Chart.scatter(x: big.0, y: big.1)),
      ("crowd", try Chart.scatter(x: normal(20_000, 2), y: normal(20_000, 30))),
      (
        "histogram", try Chart.histogram(normal(500, 8), xLabel: "weight", title: "Random weights")
      ),
      ("dice", try Chart.histogram((0..<200).map { Double(($0 * 7_919) % 6 + 1) }, xLabel: "eyes")),
    ]
  }

  static func bars() throws -> [(String, Chart)] {
    [
      (
        "softmax",
        try Chart.bars(
          ["cat", "dog", "bird"], [Series(y: [0.659, 0.242, 0.099])], yLabel: "probability")
      ),
      (
        "grouped",
        try Chart.bars(
          ["T = 0.5", "T = 1", "T = 2"],
          [
            Series("cat", y: [0.86, 0.66, 0.5]), Series("dog", y: [0.12, 0.24, 0.3]),
            Series("bird", y: [0.02, 0.1, 0.2]),
          ], yLabel: "probability")
      ),
      (
        "errors",
        try Chart.bars(
          ["a", "b", "c"], [Series(y: [3, 5, 4])], errors: [[0.4, 0.8, 0.3]], yLabel: "score")
      ),
      ("signed", try Chart.bars(["w₁", "w₂", "w₃", "w₄"], [Series(y: [1.2, -0.7, 0.3, -1.5])])),
      (
        "long names",
        try Chart.bars(
          ["multi-head attention", "feed-forward network", "layer normalisation", "embedding"],
          [Series(y: [33.5, 67.1, 0.2, 25.7])], yLabel: "million parameters")
      ),
      (
        "lying groups",
        try Chart.bars(
          ["multi-head attention", "feed-forward network", "embedding"],
          [Series("small", y: [33.5, 67.1, 25.7]), Series("large", y: [133.5, 267.1, 55.7])],
          yLabel: "million parameters")
      ),
      (
        "many bars",
        try Chart.bars([], [Series(y: (0..<40).map { Double(($0 * 37) % 23) })], xLabel: "index")
      ),
    ]
  }

  static func attention(_ n: Int) -> Grid {
    Grid(
      rows: n, columns: n,
      values: (0..<n * n).map { index in
        let (row, column) = (index / n, index % n)
        guard column <= row else { return 0 }
        let scores = (0...row).map { exp(sin(Double(3 * row + 7 * $0)) * 2) }
        return scores[column] / scores.reduce(0, +)
      })
  }

  static func grids() throws -> [(String, Chart)] {
    let tokens = ["The", "cat", "sat", "on", "the", "mat"]
    return [
      (
        "attention",
        try Chart.heatmap(
          attention(6), rows: tokens, columns: tokens, xLabel: "key", yLabel: "query",
          title: "Causal attention")
      ),
      ("weights", try Chart.heatmap(Grid(rows: 4, columns: 5, values: normal(20, 4)))),
      ("large map", try Chart.heatmap(attention(16))),
      (
        "tilted",
        try Chart.heatmap(
          attention(8), rows: tokens + ["yesterday", "evening"],
          columns: tokens + ["yesterday", "evening"])
      ),
      ("wide map", try Chart.heatmap(Grid(rows: 3, columns: 40, values: noise(120, 6)))),
      (
        "confusion",
        try Chart.heatmap(
          Grid([[50, 2, 1], [4, 47, 0], [0, 3, 43]]), rows: ["cat", "dog", "bird"],
          columns: ["cat", "dog", "bird"], xLabel: "predicted", yLabel: "true")
      ),
      ("holes", try Chart.heatmap(Grid([[1, .nan, 3], [.infinity, 5, 6]]))),
    ]
  }

  static func planes() throws -> [(String, Chart)] {
    let axis = (0..<41).map { -4 + 0.2 * Double($0) }
    let bowl = Grid(
      rows: 41, columns: 41,
      values: axis.flatMap { y in axis.map { x in x * x + 4 * y * y + x * y } })
    var path: [Point] = [Point(-3.5, 3)]
    for _ in 0..<20 {
      let p = path[path.count - 1]
      path.append(Point(p.x - 0.1 * (2 * p.x + p.y), p.y - 0.1 * (8 * p.y + p.x)))
    }
    return [
      (
        "vectors",
        try Chart.vectors([
          Arrow(to: Point(3, 1), label: "a"), Arrow(to: Point(1, 2), label: "b"),
          Arrow(from: Point(3, 1), to: Point(4, 3), label: "b"),
          Arrow(to: Point(4, 3), label: "a + b"),
        ])
      ),
      (
        "fan",
        try Chart.vectors(
          [
            Arrow(to: Point(3, 4), label: "$u$"), Arrow(to: Point(6, 8), label: "$v$"),
            Arrow(to: Point(-2, 1), label: "$w_1$"),
          ], xLabel: "x", yLabel: "y")
      ),
      (
        "contour",
        try Chart.contour(
          bowl, x: axis, y: axis, path: path, xLabel: "$w_1$", yLabel: "$w_2$")
      ),
      (
        "surface",
        try Chart.contour(
          bowl, x: axis, y: axis, isFilled: true, path: path, xLabel: "$w_1$", yLabel: "$w_2$",
          title: "Descent in a bowl")
      ),
      (
        "saddle",
        try Chart.contour(
          Grid(
            rows: 41, columns: 41, values: axis.flatMap { y in axis.map { x in x * x - y * y } }),
          x: axis, y: axis, isFilled: true)
      ),
    ]
  }

  static func distributions() throws -> [(String, Chart)] {
    [
      (
        "density",
        try Chart.density(
          [
            Series("control", y: normal(200, 11)),
            Series("treated", y: normal(200, 40).map { $0 * 0.6 + 1.2 }),
          ], xLabel: "score")
      ),
      (
        "boxes",
        try Chart.boxes(
          [
            Series("SGD", y: normal(80, 3) + [4, 5]), Series("Adam", y: normal(80, 7)),
            Series("RMSprop", y: normal(80, 21)),
          ], yLabel: "log loss")
      ),
      (
        "lying boxes",
        try Chart.boxes(
          [
            Series("stochastic gradient descent", y: normal(80, 3)),
            Series("with momentum", y: normal(80, 7)),
            Series("with adaptive rates and decay", y: normal(80, 21)),
          ], yLabel: "log loss")
      ),
      (
        "number line",
        try Chart.numberLine(
          [-2, 0.5, 2.718, 3.1416, 1.414], labels: ["−2", "½", "e", "π", "√2"])
      ),
      ("crowded line", try Chart.numberLine([0, 0.1, 0.2, 0.3, 5], title: "Rounded results")),
      (
        "matrix",
        try Chart.matrix(
          Grid([[1, -2.5, 3], [0.25, 10, 6]]), rows: ["$x_1$", "$x_2$"],
          columns: ["age", "height", "weight"])
      ),
      ("identity", try Chart.matrix(Grid([[1, 0, 0], [0, 1, 0], [0, 0, 1]]))),
    ]
  }

  static func diagrams() throws -> [(String, Chart)] {
    [
      (
        "network",
        try Chart.network(
          [3, 4, 2],
          weights: [
            Grid(rows: 3, columns: 4, values: noise(12, 3)),
            Grid(rows: 4, columns: 2, values: noise(8, 5)),
          ], labels: ["input", "hidden", "output"])
      ),
      ("wide network", try Chart.network([784, 128, 64, 10], title: "A digit classifier")),
      (
        "tree",
        try Chart.tree(
          TreeNode(
            "patient",
            children: [
              TreeNode(
                "ill", edge: "0.01",
                children: [
                  TreeNode("positive: 0.009", edge: "0.9"),
                  TreeNode("negative: 0.001", edge: "0.1"),
                ]),
              TreeNode(
                "healthy", edge: "0.99",
                children: [
                  TreeNode("positive: 0.0495", edge: "0.05"),
                  TreeNode("negative: 0.9405", edge: "0.95"),
                ]),
            ]))
      ),
      ("venn", try Chart.venn(["spam", "contains 'free'"], regions: ["12", "8", "30"])),
      (
        "three sets",
        try Chart.venn(
          ["words", "tokens", "stems"], regions: ["1", "2", "3", "12", "13", "23", "123"])
      ),
      (
        "graph",
        try Chart.graph(
          ["A", "B", "C", "D", "E", "F"],
          [
            .init(0, 1), .init(1, 2), .init(2, 3), .init(3, 0), .init(0, 4), .init(4, 5),
            .init(2, 5, label: "3"),
          ])
      ),
      (
        "computation",
        try Chart.graph(
          ["x", "w", "×", "+", "b", "loss"],
          [
            .init(0, 2), .init(1, 2), .init(2, 3, label: "wx"), .init(4, 3),
            .init(3, 5, label: "y"),
          ], isDirected: true)
      ),
    ]
  }

  static func parts() throws -> [(String, Chart)] {
    let x = [1.0, 2, 3, 4]
    return [
      (
        "error bars",
        try Chart.errorBars(
          x: x, y: [2, 3.5, 3, 5], errors: [0.5, 0.2, 0.8, 0.4], xLabel: "dose", yLabel: "response")
      ),
      (
        "rules",
        try Chart.lines([Series(y: [1, 4, 9, 16])], xLabel: "n", yLabel: "square")
          .overlaid(with: .rule(isVertical: false, 10, label: "limit"))
          .overlaid(with: .rule(isVertical: true, 2, label: "here"))
      ),
      ("path", try Chart.path([Point(4, 1), Point(2, 0.5), Point(1, 0.1)], xLabel: "$w_1$")),
      (
        "facets",
        try Chart.facets([
          Chart.lines([Series(y: [3, 2, 1])], xLabel: "step", yLabel: "loss", title: "first"),
          Chart.lines([Series(y: [9, 3, 2])], xLabel: "step", yLabel: "loss", title: "second"),
        ])
      ),
      (
        "marked", try Chart.matrix(Grid([[1, 2], [3, .nan]]), highlights: [(0, 1)], title: "1×2")
      ),
      (
        "bare",
        try Chart.lines(
          [Series("sine", y: (0...40).map { sin(Double($0) / 5) })], xLabel: "t", yLabel: "x"
        ).axes(false)
      ),
      ("image", try Chart.heatmap(attention(12), hasNumbers: false).axes(false)),
      (
        "negative rows",
        try Chart.bars(
          ["a model of three layers", "the same with dropout", "a model of one layer"],
          [Series(y: [-12.5, 4, -0.3])], yLabel: "change")
      ),
      (
        "wide letters", try Chart.scatter(x: [1, 2, 3], y: [1, 3, 2], labels: ["東京", "大阪", "札幌"])
      ),
      ("cut", try Chart.lines([Series(y: [1, 2, 900, 3])]).limited(y: 0...10)),
      (
        "symlog",
        try Chart.lines([Series(y: [-1000, -1, 0, 1, 1000])], xLabel: "i").scaled(y: "symlog")
      ),
      (
        "stack",
        try Chart.facets(
          (1...4).map { k in
            try Chart.bars(["a", "b"], [Series(y: [Double(k), 2])], title: "panel \(k)")
          }, columns: 2, title: "Four panels")
      ),
    ]
  }
}
