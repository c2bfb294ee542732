import Learning
import Numerics
import Script
import Tensors

/// Groups and coordinates found without targets.
extension StandardLibrary {
  static let clustering: [LibraryFunction] = [
    .general(
      "kMeans",
      "(_ x: Matrix, k: Int, attempts: Int = 10, seed: Int? = nil) -> (centers: Matrix, labels: Vector, inertia: Double, history: Vector)",
      "Lloyd's algorithm from centres chosen by k-means++, the best of some attempts; `history` is J after each assignment.",
      "kMeans([[0], [1], [9], [10]], k: 2, seed: 1).inertia", "1",
      source: "S. Lloyd, 1982; D. Arthur, S. Vassilvitskii, k-means++, 2007"
    ) { arguments, context in
      let x = try arguments.tensor(0)
      try context.countSteps(x.count * 10)
      let result = try drawing(arguments, 3, &context) {
        try kMeans(x, k: arguments.integer(1), attempts: arguments.count(2), from: &$0)
      }
      return groups(result)
    },
    .general(
      "kMeans",
      "(_ x: Matrix, centers: Matrix, steps: Int = 300) -> (centers: Matrix, labels: Vector, inertia: Double, history: Vector)",
      "Lloyd's algorithm from given centres: assign to the nearest, move to the mean, so many times at most.",
      "kMeans([[0], [1], [9]], centers: [[0], [1]], steps: 1).labels", "[0, 1, 1]",
      source: "S. Lloyd, Least squares quantization in PCM, 1982"
    ) { arguments, context in
      try context.countSteps(arguments.tensor(0).count * 10)
      return groups(
        try kMeans(arguments.tensor(0), centers: arguments.tensor(1), limit: arguments.count(2)))
    },
    .tensor(
      "hierarchicalClustering", "(_ x: Matrix, linkage: String = \"ward\") -> Matrix",
      "The merges that join all into one group: rows of both groups, their distance and the new size.",
      "hierarchicalClustering([[0], [1], [9]], linkage: \"single\")",
      "[[0, 1, 1, 2],\n [2, 3, 8, 3]]",
      source: "G. Lance, W. Williams, 1967; J. Ward, 1963; rows as in SciPy's linkage"
    ) {
      let name = try $0.string(1)
      guard let linkage = Linkage(rawValue: name) else {
        throw ScriptCause(
          "value.domain", "there is no linkage '\(name)'",
          hints: ["it is one of single, complete, average and ward"])
      }
      return try hierarchicalClustering($0.tensor(0), linkage: linkage)
    },
    .tensor(
      "cutTree", "(_ merges: Matrix, count: Int) -> Vector",
      "The group of each example when only the merges down to so many groups are made.",
      "cutTree(hierarchicalClustering([[0], [1], [9]]), count: 2)", "[0, 0, 1]"
    ) {
      Tensor(try clusters($0.tensor(0), count: $0.integer(1)).map(Double.init))
    },
    .tensor(
      "dbscan", "(_ x: Matrix, epsilon: Double, minimum: Int = 5) -> Vector",
      "Groups of dense places: cores have `minimum` examples within ε, themselves counted; −1 is noise.",
      "dbscan([[0], [1], [2], [9]], epsilon: 1, minimum: 2)", "[0, 0, 0, -1]",
      source: "M. Ester et al., A density-based algorithm for discovering clusters, 1996"
    ) {
      Tensor(
        try dbscan($0.tensor(0), epsilon: $0.number(1), minimum: $0.integer(2)).map(Double.init))
    },
    .general(
      "gaussianMixture",
      "(_ x: Matrix, k: Int, seed: Int? = nil) -> (weights: Vector, means: Matrix, covariances: [Matrix], probabilities: Matrix, history: Vector)",
      "A sum of k normal distributions fitted by expectation and maximisation; `history` is the mean log-likelihood.",
      "gaussianMixture([[0], [1], [9], [10]], k: 2, seed: 1).weights[0] ≈ 0.5", "true",
      source: "A. Dempster, N. Laird, D. Rubin, 1977"
    ) { arguments, context in
      let x = try arguments.tensor(0)
      try context.countSteps(x.count * 100)
      let mixture = try drawing(arguments, 2, &context) {
        try GaussianMixture(x, k: arguments.integer(1), from: &$0)
      }
      return .labelled([
        "weights": .vector(mixture.weights), "means": .tensor(mixture.means),
        "covariances": .array(mixture.covariances.map { .tensor($0) }),
        "probabilities": .tensor(try mixture.probabilities(x)),
        "history": .vector(mixture.logLikelihoods),
      ])
    },
    .general(
      "pca",
      "(_ x: Matrix, k: Int, ddof: Int = 0) -> (components: Matrix, variances: Vector, ratios: Vector, mean: Vector, scores: Matrix)",
      "The k directions of most variance as rows, from the singular values of the centred data; scores = (x − mean) · componentsᵀ.",
      "pca([[0, 0], [3, 4], [6, 8]], k: 1).components[0, 0] ≈ 0.6", "true",
      source: "K. Pearson, 1901; I. Jolliffe, Principal Component Analysis, 2002"
    ) { arguments, _ in
      let result = try principalComponents(
        arguments.tensor(0), k: arguments.integer(1), ddof: arguments.integer(2))
      return .labelled([
        "components": .tensor(result.components), "variances": .vector(result.variances),
        "ratios": .vector(result.ratios), "mean": .tensor(result.mean),
        "scores": .tensor(result.scores),
      ])
    },
    .general(
      "tsne",
      "(_ x: Matrix, perplexity: Double = 30, steps: Int = 500) -> (points: Matrix, losses: Vector)",
      "Points of the plane whose neighbourhoods are like those of the data: exact t-SNE from the PCA.",
      "tsne([[0], [1], [9], [10]], perplexity: 1.5, steps: 10).points.shape", "[4, 2]",
      source: "L. van der Maaten, G. Hinton, Visualizing data using t-SNE, 2008"
    ) { arguments, context in
      let x = try arguments.tensor(0)
      try context.countSteps(arguments.count(2) * x.shape[0] * x.shape[0] / 8)
      let result = try stochasticNeighbourEmbedding(
        x, perplexity: arguments.number(1), steps: arguments.count(2))
      return .labelled(["points": .tensor(result.points), "losses": .vector(result.losses)])
    },
    .number(
      "silhouette", "(_ x: Matrix, _ labels: Vector) -> Double",
      "How much nearer examples are to their own group than to the next, from −1 to 1.",
      "silhouette([[0], [0], [1], [1]], [0, 0, 1, 1])", "1",
      source: "P. Rousseeuw, Silhouettes, 1987"
    ) { try silhouette($0.tensor(0), $0.vector(1)) },
    .tensor(
      "standardize", "(_ x: Matrix) -> Matrix",
      "Each column less its mean, over its standard deviation.", "standardize([[1, 0], [3, 4]])",
      "[[-1, -1],\n [ 1,  1]]"
    ) {
      let x = try $0.tensor(0)
      let rows = try x - x.mean(axis: 0)
      let spread = try rows.mapped(.square).mean(axis: 0).mapped(.sqrt)
      return try rows / spread.mapped { $0 > 0 ? $0 : 1 }
    },
  ]

  private static func groups(_ result: KMeansResult) -> Value {
    .labelled([
      "centers": .tensor(result.centers), "labels": .vector(result.labels),
      "inertia": .double(result.inertia), "history": .vector(result.history),
    ])
  }
}
