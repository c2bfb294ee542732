import Learning
import Numerics
import Script
import Tensors

/// What models cost, and how they are made smaller.
extension StandardLibrary {
  static let budgets: [LibraryFunction] = [
    .number(
      "powerLaw", "(_ x: Double, scale: Double, exponent: Double) -> Double",
      "(scale / x)^exponent.",
      "powerLaw(4, scale: 1, exponent: 0.5)", "0.5",
      source: "J. Kaplan et al., Scaling Laws for Neural Language Models, 2020, equation 1.1"
    ) { pow(try $0.number(1) / $0.number(0), try $0.number(2)) },
    .general(
      "fitPowerLaw", "(_ x: Vector, _ y: Vector) -> (scale: Double, exponent: Double)",
      "The line of least squares through the logarithms: y ≈ (scale / x)^exponent.",
      "fitPowerLaw([1, 4, 16], [1, 0.5, 0.25]).exponent", "0.5",
      source: "J. Kaplan et al., Scaling Laws for Neural Language Models, 2020"
    ) { arguments, _ in
      guard try arguments.vector(0).allSatisfy({ $0 > 0 }),
        try arguments.vector(1).allSatisfy({ $0 > 0 })
      else { throw ScriptCause("value.domain", "a power law goes through numbers above 0") }
      let (x, y) = (try arguments.tensor(0).mapped(.log), try arguments.tensor(1).mapped(.log))
      let dx = try x - x.mean()
      let spread = try dx.dot(dx)
      guard spread > 0, spread.isFinite else {
        throw ScriptCause("value.domain", "a power law needs different positive inputs")
      }
      let slope = try dx.dot(y - y.mean()) / spread
      let scale = exp(-(try y.mean() - slope * (try x.mean())) / slope)
      return .labelled(["scale": .double(scale), "exponent": .double(-slope)])
    },
    .number(
      "chinchillaTokens", "(_ parameters: Double, perParameter: Double = 20) -> Double",
      "The tokens that suit a model of so many parameters: about 20 each.",
      "chinchillaTokens(70e9)", "1400000000000",
      source: "J. Hoffmann et al., Training compute-optimal large language models, 2022"
    ) { try $0.number(0) * $0.number(1) },
    .number(
      "chinchillaLoss", "(parameters: Double, tokens: Double) -> Double",
      "1.69 + 406.4 / N^0.34 + 410.7 / D^0.28.",
      "chinchillaLoss(parameters: 1e30, tokens: 1e40).rounded()", "2",
      source: "J. Hoffmann et al., 2022, equation 10 and appendix D.3"
    ) { Learning.chinchillaLoss(parameters: try $0.number(0), tokens: try $0.number(1)) },
    .number(
      "trainingFlops", "(parameters: Double, tokens: Double) -> Double", "6 N D.",
      "trainingFlops(parameters: 1e9, tokens: 2e10)", "1.2e+20",
      source: "J. Kaplan et al., 2020, section 2.1"
    ) { try 6 * $0.number(0) * $0.number(1) },
    .number(
      "matmulFlops", "(_ rows: Double, _ inner: Double, _ columns: Double) -> Double",
      "2 m k n: a product and a sum for each term.", "matmulFlops(2, 3, 4)", "48"
    ) { try 2 * $0.number(0) * $0.number(1) * $0.number(2) },
    .number(
      "transformerParameters",
      "(layers: Int, width: Int, vocabulary: Int = 0, hidden: Int? = nil) -> Double",
      "The weights of all matrices: 4 d² + 2 d h in each block (h = 4 d), and the embedding.",
      "transformerParameters(layers: 12, width: 768)", "84934656",
      source: "J. Kaplan et al., 2020, table 1"
    ) {
      TransformerShape(
        layers: try $0.count(0), width: try $0.count(1), heads: 1,
        hidden: $0.isNone(3) ? nil : try $0.count(3), vocabulary: try $0.count(2)
      ).parameters
    },
    .number(
      "attentionFlops", "(_ tokens: Double, _ width: Double) -> Double",
      "4 T² d: the scores and the weighted sums of one layer.", "attentionFlops(10, 2)", "800",
      source: "A. Vaswani et al., 2017, table 1"
    ) { try 4 * $0.number(0) * $0.number(0) * $0.number(1) },
    .number(
      "kvCacheBytes",
      "(layers: Double, keyHeads: Double, headWidth: Double, tokens: Double, bytes: Double = 2) -> Double",
      "2 · layers · heads of keys · head width · tokens · bytes a number.",
      "kvCacheBytes(layers: 80, keyHeads: 8, headWidth: 128, tokens: 1)", "327680",
      source: "N. Shazeer, Fast Transformer Decoding, 2019"
    ) { try 2 * $0.number(0) * $0.number(1) * $0.number(2) * $0.number(3) * $0.number(4) },
    .number(
      "modelBytes", "(parameters: Double, bits: Double) -> Double", "Parameters · bits / 8.",
      "modelBytes(parameters: 7e9, bits: 4)", "3500000000"
    ) { try $0.number(0) * $0.number(1) / 8 },
    .number(
      "rooflineTime",
      "(flops: Double, bytes: Double, peakFlops: Double, bandwidth: Double) -> Double",
      "max(operations / peak, bytes / bandwidth), in seconds.",
      "rooflineTime(flops: 10, bytes: 8, peakFlops: 100, bandwidth: 4)", "2",
      source: "S. Williams, A. Waterman, D. Patterson, Roofline, 2009"
    ) { try max($0.number(0) / $0.number(2), $0.number(1) / $0.number(3)) },
    .general(
      "flashAttention",
      "(_ queries: Matrix, _ keys: Matrix, _ values: Matrix, block: Int, causal: Bool = false) -> (output: Matrix, reads: Double, writes: Double)",
      "Attention by tiles with an online softmax, and the numbers moved between slow and fast memory.",
      "flashAttention([[1, 0]], [[1, 0]], [[5, 7]], block: 1).output", "[[5, 7]]",
      source: "T. Dao et al., FlashAttention, 2022, algorithm 1"
    ) { arguments, context in
      let (q, k) = (try arguments.tensor(0), try arguments.tensor(1))
      try context.countSteps(q.shape[0] * k.count / 4)
      let block = try arguments.integer(3)
      let result = try Learning.flashAttention(
        q, k, arguments.tensor(2), blockRows: block, blockColumns: block,
        isCausal: arguments.flag(4))
      return .labelled([
        "output": .tensor(result.output), "reads": .double(Double(result.traffic.reads)),
        "writes": .double(Double(result.traffic.writes)),
      ])
    },
    .general(
      "attentionTraffic",
      "(_ tokens: Int, width: Int) -> (reads: Double, writes: Double)",
      "The numbers that attention moves when scores and weights are written out.",
      "attentionTraffic(10, width: 2).writes", "220",
      source: "T. Dao et al., FlashAttention, 2022, algorithm 0 and theorem 2"
    ) { arguments, _ in
      let (n, d) = (try arguments.count(0), try arguments.count(1))
      let traffic = standardAttentionTraffic(queries: n, keys: n, width: d, valueWidth: d)
      return .labelled([
        "reads": .double(Double(traffic.reads)), "writes": .double(Double(traffic.writes)),
      ])
    },
    .layer(
      "loraApply",
      "(_ weights: Matrix, _ a: Matrix, _ b: Matrix, alpha: Double) -> Matrix",
      "W₀ + (α / r) B A, with A [r, in] and B [out, r]; B starts at 0, so nothing changes at first.",
      "loraApply([[1, 0], [0, 1]], [[1, 1]], [[0], [2]], alpha: 1)", "[[1, 0],\n [2, 3]]",
      source: "E. Hu et al., LoRA, 2021, equation 3"
    ) {
      let (a, b) = (try $0.traced(1), try $0.traced(2))
      let rank = Double(max(1, a.shape[0]))
      return try $0.traced(0) + b.matmul(a) * ($0.number(3) / rank)
    },
    .number(
      "loraParameters", "(inputs: Double, outputs: Double, rank: Double) -> Double",
      "r (in + out), in place of in · out.",
      "loraParameters(inputs: 4096, outputs: 4096, rank: 16)",
      "131072", source: "E. Hu et al., LoRA, 2021, section 4.1"
    ) { try $0.number(2) * ($0.number(0) + $0.number(1)) },
    .general(
      "lowRankApproximation",
      "(_ a: Matrix, rank: Int) -> (matrix: Matrix, values: Vector, error: Double)",
      "The nearest matrix of the rank, the singular values kept, and the Frobenius norm of what is lost.",
      "lowRankApproximation([[3, 0], [0, 1]], rank: 1).error", "1",
      source: "C. Eckart, G. Young, 1936"
    ) { arguments, _ in
      let a = try arguments.tensor(0)
      let svd = try a.singularValueDecomposition()
      let rank = try arguments.count(1)
      guard rank >= 1, rank <= svd.values.count else {
        throw ScriptCause(
          "value.domain", "a matrix of shape \(a.shape) has no rank \(rank) to keep")
      }
      let kept = AxisSlice.range(0..<rank)
      let values = try svd.values.sliced([kept])
      let left = try svd.u.sliced([.all, kept]) * values
      let matrix = try left.matmul(svd.v.sliced([.all, kept]), transposingRight: true)
      let rest = Tensor(Array(svd.values.values[rank...])).norm()
      return .labelled([
        "matrix": .tensor(matrix), "values": .tensor(values), "error": .double(rest),
      ])
    },
    .general(
      "nf4Quantize",
      "(_ x: Tensor, block: Int = 64) -> (values: Tensor, codes: Vector, scales: Vector, bits: Double)",
      "4-bit NormalFloat by blocks: `values` are what the codes stand for, `bits` those of a number with its share of the scale.",
      "nf4Quantize([0, 2, -2]).codes", "[7, 15, 0]",
      source: "T. Dettmers et al., QLoRA, 2023, section 3"
    ) { arguments, _ in
      quantized(try quantizedNF4(arguments.tensor(0), block: arguments.integer(1)))
    },
    .general(
      "intQuantize",
      "(_ x: Tensor, bits: Int = 8, block: Int? = nil) -> (values: Tensor, codes: Vector, scales: Vector, bits: Double)",
      "Whole numbers symmetric about 0, scaled by the greatest magnitude (of each block).",
      "intQuantize([0, 1, -1]).codes", "[0, 127, -127]",
      source: "T. Dettmers et al., LLM.int8(), 2022, section 2"
    ) { arguments, _ in
      quantized(
        try quantizedInteger(
          arguments.tensor(0), bits: arguments.integer(1),
          block: arguments.isNone(2) ? nil : arguments.integer(2)))
    },
    .number(
      "quantizedBits",
      "(bits: Double, block: Double, scaleBits: Double = 32, scaleBlock: Double = .infinity) -> Double",
      "The bits of a number with its share of its block's scale; scales in blocks of their own add 32 / (block · scaleBlock).",
      "quantizedBits(bits: 4, block: 64, scaleBits: 8, scaleBlock: 256)", "4.126953125",
      source: "T. Dettmers et al., QLoRA, 2023, section 3 (double quantization)"
    ) {
      let block = try $0.number(1)
      return try $0.number(0) + $0.number(2) / block + 32 / (block * $0.number(3))
    },
    .tensor(
      "nf4Levels", "() -> Vector", "The sixteen levels of NormalFloat-4.", "nf4Levels()[7]", "0",
      source: "T. Dettmers et al., QLoRA, 2023, appendix E"
    ) { _ in Tensor(normalFloatLevels) },
  ]

  private static func quantized(_ result: QuantizedTensor) -> Value {
    .labelled([
      "values": .tensor(result.values), "codes": .vector(result.codes),
      "scales": .vector(result.scales), "bits": .double(result.bitsPerNumber),
    ])
  }
}
