import Learning
import Numerics
import Tensors

/// Training a small character transformer: 2 blocks of width 64 with 4 heads, context 64.
enum LearningBenchmarks {
  /// How far training went and how long a step took.
  struct Run {
    let first: Double
    let last: Double
    let step: Double
    let total: Double
  }

  /// Prints the step beside NumPy's and PyTorch's, and the whole of 500 steps beside its limit.
  static func run(isQuick: Bool) {
    guard let run = try? train(steps: isQuick ? 60 : 500) else {
      print("character transformer: failed")
      return
    }
    let script = "python3 Tests/Peers/transformer.py"
    let peers = [
      ("NumPy, 1 thread", "OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 \(script)"),
      ("NumPy, all cores", script), ("PyTorch", "\(script) torch"),
    ]
    for (name, command) in isQuick ? [peers[0]] : peers {
      let theirs = Platform.output(of: command).flatMap {
        Double($0.filter { !$0.isWhitespace })
      }
      print(
        Comparison(
          name: "character transformer, one step", ours: run.step, peer: name, theirs: theirs
        ).line)
    }
    if !isQuick {
      print(
        Comparison(
          name: "character transformer, 500 steps", ours: run.total, peer: "limit", theirs: 20
        ).line)
    }
    print("  its loss fell from \(hundredths(run.first)) to \(hundredths(run.last)) nats")
  }

  /// Trains on our own text with batches of eight.
  static func train(steps: Int) throws -> Run {
    keepMemory()
    let tokenizer = CharacterTokenizer(sampleText)
    let ids = try tokenizer.encode(sampleText)
    var source = RandomSource(seed: 1)
    var model = try LanguageTransformer(
      vocabulary: tokenizer.vocabulary.count, context: 64, width: 64, heads: 4, layers: 2,
      from: &source)
    var optimizer = Optimizer.adam(learningRate: 0.003)
    var (losses, times): ([Double], [Double]) = ([], [])
    for _ in 0..<steps {
      let start = Platform.seconds()
      let batch = try textBatch(ids, batch: 8, length: 64, from: &source)
      let (loss, gradients) = try model.lossWithGradients(batch.inputs, batch.targets)
      try optimizer.step(&model.parameters, gradients: gradients)
      times.append(Platform.seconds() - start)
      losses.append(loss)
    }
    return Run(
      first: losses[0], last: losses.suffix(10).reduce(0, +) / 10,
      step: times.sorted()[steps / 2], total: times.reduce(0, +))
  }
}
