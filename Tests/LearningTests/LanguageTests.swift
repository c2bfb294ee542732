import Learning
import Numerics
import Tensors
import Testing

/// Tokens, decoding and what makes models smaller.
@Suite struct LanguageTests {
  @Test func `byte pairs are joined as in Sennrich's example`() throws {
    // Sennrich, Haddow, Birch 2016, figure 1: low, lower, newest, widest with counts 5, 2, 6, 3; the
    // first merges are e s, es t, then l o, lo w (with spaces in front of words here).
    let text =
      Array(repeating: "low", count: 5) + Array(repeating: "lower", count: 2)
      + Array(repeating: "newest", count: 6) + Array(repeating: "widest", count: 3)
    let joined = text.joined(separator: " ")
    let tokenizer = try BytePairTokenizer(training: joined, size: 30)
    let merges = tokenizer.merges.map { $0.0 + $0.1 }
    #expect(merges[0] == "es" && merges[1] == "est")
    #expect(merges.contains("low"))
    let ids = try tokenizer.encode("lowest newest")
    #expect(try tokenizer.decode(ids) == "lowest newest")
    #expect(ids.count < "lowest newest".count)
    #expect(throws: TensorError.self) { try tokenizer.encode("xyz") }
  }

  @Test func `tokenisers give back every text`() throws {
    let characters = CharacterTokenizer(sampleText)
    #expect(try characters.decode(characters.encode(sampleText)) == sampleText)
    let pairs = try BytePairTokenizer(training: sampleText, size: 200)
    #expect(pairs.vocabulary.count == 200)
    let ids = try pairs.encode(sampleText)
    #expect(try pairs.decode(ids) == sampleText)
    #expect(ids.count * 2 < sampleText.count)
  }

  @Test func `a bigram model is the table of its counts`() throws {
    let model = try NGramModel([0, 1, 0, 2, 0, 1], order: 2, vocabulary: 3)
    let after = model.distribution(after: [0])
    #expect(after == [0, 2.0 / 3, 1.0 / 3])
    #expect(model.distribution(after: [1]) == [1, 0, 0])
    // −(log 2/3 + log 1/3 + log 2/3) / 5 and two certain steps.
    let expected = -(2 * log(2.0 / 3) + log(1.0 / 3)) / 5
    #expect((try model.crossEntropy([0, 1, 0, 2, 0, 1]) - expected).magnitude < 1e-15)
    let smooth = try NGramModel([0, 1], order: 2, vocabulary: 4, smoothing: 1)
    #expect(smooth.distribution(after: [0]) == [0.2, 0.4, 0.2, 0.2])
  }

  @Test func `cuts keep what they should and add up to 1`() {
    let p = [0.4, 0.3, 0.2, 0.1]
    #expect(topK(p, k: 2) == [0.4 / 0.7, 0.3 / 0.7, 0, 0])
    #expect(topP(p, share: 0.7).count { $0 > 0 } == 2)
    #expect(topP(p, share: 0.71).count { $0 > 0 } == 3)
    #expect(topP(p, share: 1).count { $0 > 0 } == 4)
    #expect(minP(p, share: 0.5).count { $0 > 0 } == 3)
    #expect(abs(minP(p, share: 0.5).reduce(0, +) - 1) < 1e-15)
  }

  @Test func `a beam finds what greed misses`() {
    // Greedy takes 0 (0.6) and then at best 0.6 · 0.5; the best pair is 1, 1: 0.4 · 0.9.
    func next(_ ids: [Int]) -> [Double] {
      ids.isEmpty
        ? [log(0.6), log(0.4)] : (ids[0] == 0 ? [log(0.5), log(0.5)] : [log(0.1), log(0.9)])
    }
    #expect(beamSearch(start: [], length: 2, width: 1, next)[0].tokens == [0, 0])
    let best = beamSearch(start: [], length: 2, width: 2, next)[0]
    #expect(best.tokens == [1, 1] && (best.score - log(0.36)).magnitude < 1e-15)
  }

  /// Pearson's statistic of 10⁵ tokens against the target; 99.9 % of χ² with 4 degrees of freedom is
  /// 18.47 (NIST/SEMATECH e-Handbook, table 1.3.6.7.4).
  @Test(arguments: [
    [0.2, 0.2, 0.2, 0.2, 0.2], [0.7, 0.1, 0.1, 0.05, 0.05], [0.01, 0.01, 0.01, 0.01, 0.96],
  ])
  func `speculative decoding keeps the target's distribution`(draft: [Double]) throws {
    let target = [0.4, 0.3, 0.15, 0.1, 0.05]
    var source = RandomSource(seed: 1)
    var counts = [Double](repeating: 0, count: 5)
    var accepted = 0.0
    let n = 100_000
    for _ in 0..<n {
      let step = try speculativeToken(target: target, draft: draft, from: &source)
      counts[step.token] += 1
      if step.isAccepted { accepted += 1 }
    }
    let statistic = zip(counts, target).reduce(0.0) { sum, pair in
      let expected = pair.1 * Double(n)
      return sum + (pair.0 - expected) * (pair.0 - expected) / expected
    }
    #expect(statistic < 18.47)
    // The rate of acceptance is Σ min(p, q) (Leviathan and others, theorem 3.5).
    let rate = zip(target, draft).reduce(0) { $0 + min($1.0, $1.1) }
    #expect((accepted / Double(n) - rate).magnitude < 0.006)
  }

  @Test func `a speculative round gives the expected number of tokens`() throws {
    // Acceptance 0.8 at every step: (1 − 0.8⁴) / 0.2 = 2.952.
    var source = RandomSource(seed: 2)
    var total = 0
    for _ in 0..<20_000 {
      total +=
        speculativeRound(
          after: [], length: 3, from: &source, target: { _ in [0.8, 0.2] }, draft: { _ in [1, 0] }
        ).tokens.count
    }
    #expect((expectedTokens(acceptance: 0.8, length: 3) - 2.952).magnitude < 1e-12)
    #expect((Double(total) / 20_000 - 2.952).magnitude < 0.03)
  }

  @Test func `attention by tiles equals attention, with less traffic`() throws {
    var source = RandomSource(seed: 3)
    func matrix(_ rows: Int, _ columns: Int) throws -> Tensor {
      try Tensor(
        shape: [rows, columns], values: (0..<(rows * columns)).map { _ in source.nextNormal() })
    }
    let (q, k, v) = (try matrix(37, 8), try matrix(37, 8), try matrix(37, 5))
    for isCausal in [false, true] {
      let whole = try scaledDotProductAttention(
        Traced(q), Traced(k), Traced(v), mask: isCausal ? .causal : .none)
      for block in [1, 7, 37, 64] {
        let tiled = try flashAttention(
          q, k, v, blockRows: block, blockColumns: block, isCausal: isCausal)
        let difference = try tiled.output - whole.output.value
        #expect(difference.norm() < 1e-13)
      }
    }
    let n = 256
    let (a, b, c) = (try matrix(n, 16), try matrix(n, 16), try matrix(n, 16))
    let tiled = try flashAttention(a, b, c, blockRows: 64, blockColumns: 64)
    let plain = standardAttentionTraffic(queries: n, keys: n, width: 16, valueWidth: 16)
    // Four passes over keys and values: n d + 4 · 2 n d read, n d written.
    #expect(tiled.traffic.reads == n * 16 * 9 && tiled.traffic.writes == n * 16)
    #expect(tiled.traffic.reads + tiled.traffic.writes < (plain.reads + plain.writes) / 5)
  }

  @Test func `the levels of NF4 are those of the paper`() throws {
    // Dettmers and others 2023, appendix E, to the digits printed there.
    let published = [
      -1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453, -0.28444138169288635,
      -0.18477343022823334, -0.09105003625154495, 0.0, 0.07958029955625534, 0.16093020141124725,
      0.24611230194568634, 0.33791524171829224, 0.44070982933044434, 0.5626170039176941,
      0.7229568362236023, 1.0,
    ]
    #expect(normalFloatLevels == published)
    // They are quantiles: appendix C of the code, offset 0.9677083, halves of 8 and 7 steps.
    let offset = 0.9677083
    let top = normalQuantile(offset)
    for i in 0..<8 {
      let p = offset + (0.5 - offset) * Double(i) / 8
      let level = normalQuantile(p) / top
      #expect((level - normalFloatLevels[15 - i]).magnitude < 1e-5, "level \(15 - i)")
    }
    let exact = try quantizedNF4(Tensor(published) * 3)
    #expect(try (exact.values - Tensor(published) * 3).norm() == 0)
    #expect(exact.bitsPerNumber == 4 + 32.0 / 16)
  }

  @Test func `more bits and smaller blocks quantise better`() throws {
    var source = RandomSource(seed: 4)
    let x = Tensor((0..<4096).map { _ in source.nextNormal() })
    func error(_ y: QuantizedTensor) throws -> Double { try (y.values - x).norm() / x.norm() }
    let eight = try error(quantizedInteger(x, bits: 8, block: 64))
    let four = try error(quantizedInteger(x, bits: 4, block: 64))
    let normal = try error(quantizedNF4(x))
    #expect(eight < 0.01 && normal < four && four < 0.2)
    #expect(try error(quantizedNF4(x, block: 16)) < normal)
  }

  @Test func `rotary positions see only the distance`() throws {
    var source = RandomSource(seed: 5)
    func vector() throws -> Traced {
      Traced(try Tensor(shape: [1, 8], values: (0..<8).map { _ in source.nextNormal() }))
    }
    let (q, k) = (try vector(), try vector())
    func score(_ m: Int, _ n: Int) throws -> Double {
      try rotaryPositions(q, from: m).value.flattened().dot(
        rotaryPositions(k, from: n).value.flattened())
    }
    let near = try score(7, 3)
    #expect((try score(104, 100) - near).magnitude < 1e-12)
    #expect((try score(8, 3) - near).magnitude > 1e-3)
  }

  @Test func `scaled rotary frequencies keep or divide as the paper says`() throws {
    let plain = try rotaryFrequencies(width: 64)
    let linear = try rotaryFrequencies(width: 64, scaling: .linear, factor: 4)
    let ntk = try rotaryFrequencies(width: 64, scaling: .ntk, factor: 4)
    let yarn = try rotaryFrequencies(width: 64, scaling: .yarn, factor: 4, context: 2048)
    #expect(zip(plain, linear).allSatisfy { ($0 / 4 - $1).magnitude < 1e-16 })
    #expect(ntk[0] == 1 && (ntk[31] - plain[31] / 4).magnitude < 1e-15)
    #expect(yarn[0] == 1 && (yarn[31] - plain[31] / 4).magnitude < 1e-15)
  }

  @Test func `a LoRA at start changes nothing`() throws {
    var source = RandomSource(seed: 6)
    let w = try Initialisation.xavierNormal.weights([6, 4], from: &source)
    let a = try Initialisation.heNormal.weights([2, 4], from: &source)
    let b = try Tensor.zeros([6, 2])
    #expect(try w + b.matmul(a) == w)
  }

  @Test func `counts of a transformer are the published ones`() {
    // GPT-2 small: 12 layers of width 768, 85 million in the blocks (Radford and others 2019).
    let small = TransformerShape(layers: 12, width: 768, heads: 12, vocabulary: 50257)
    #expect(small.blockParameters == 84_934_656)
    #expect(small.parameters == 84_934_656 + 38_597_376)
    // Llama 2 70B: 80 layers, 8 of 64 heads of keys, width 8192: 320 KiB a token at 16 bits.
    let large = TransformerShape(layers: 80, width: 8192, heads: 64, keyHeads: 8)
    #expect(large.cacheBytes(tokens: 1, bytes: 2) == 327_680)
  }

  @Test func `grouped queries with all heads are multi-head attention`() throws {
    var source = RandomSource(seed: 7)
    func matrix(_ rows: Int, _ columns: Int) throws -> Traced {
      Traced(
        try Tensor(
          shape: [rows, columns], values: (0..<(rows * columns)).map { _ in source.nextNormal() }))
    }
    let x = try matrix(5, 8)
    let (q, k, v, o) = (try matrix(8, 8), try matrix(8, 4), try matrix(8, 4), try matrix(8, 8))
    let grouped = try headedAttention(
      x, query: q, key: k, value: v, output: o, heads: 4, keyHeads: 2, mask: .causal)
    // Repeat each head of keys for both of its heads of queries.
    let places = Tensor([0, 1, 0, 1, 2, 3, 2, 3])
    let wide = try headedAttention(
      x, query: q, key: Traced(k.value.taking(places, axis: 1)),
      value: Traced(v.value.taking(places, axis: 1)), output: o, heads: 4, keyHeads: 4,
      mask: .causal)
    #expect(try (grouped.output.value - wide.output.value).norm() < 1e-12)
    let sums = try grouped.weights.value.sum(axis: 2)
    #expect(sums.values.allSatisfy { ($0 - 1).magnitude < 1e-14 })
  }

  @Test func `a causal model's scores do not see the future`() throws {
    var source = RandomSource(seed: 8)
    let model = try LanguageTransformer(
      vocabulary: 7, context: 6, width: 8, heads: 2, layers: 2, from: &source)
    let parameters = model.parameters.map { Traced($0) }
    let a = try languageLogits(parameters, Tensor(rows: [[1, 2, 3, 4]]), heads: 2).value
    let b = try languageLogits(parameters, Tensor(rows: [[1, 2, 6, 0]]), heads: 2).value
    for i in 0..<14 { #expect(a[flat: i] == b[flat: i]) }
    #expect(try a.at(2) != b.at(2))
  }

  @Test func `a batch is its examples one by one`() throws {
    var source = RandomSource(seed: 9)
    let model = try LanguageTransformer(
      vocabulary: 7, context: 6, width: 8, heads: 2, layers: 1, from: &source)
    let parameters = model.parameters.map { Traced($0) }
    let both = try languageLogits(
      parameters, Tensor(rows: [[1, 2, 3], [4, 5, 6]]), heads: 2
    ).value
    let second = try languageLogits(parameters, Tensor(rows: [[4, 5, 6]]), heads: 2).value
    let difference = try both.sliced([.range(3..<6)]) - second
    #expect(difference.norm() < 1e-13)
  }

  @Test func `the gradients of a language model are those of differences`() throws {
    var source = RandomSource(seed: 10)
    var model = try LanguageTransformer(
      vocabulary: 5, context: 4, width: 4, heads: 2, layers: 1, from: &source)
    let inputs = try Tensor(rows: [[0, 1, 2, 3], [4, 3, 2, 1]])
    let targets = try Tensor(rows: [[1, 2, 3, 4], [3, 2, 1, 0]])
    let (_, gradients) = try model.lossWithGradients(inputs, targets)
    for (index, gradient) in gradients.enumerated() {
      let place = gradient.count / 2
      let kept = model.parameters[index][flat: place]
      var losses: [Double] = []
      let h = 5e-5
      for step in [2 * h, h, -h, -2 * h] {
        model.parameters[index][flat: place] = kept + step
        losses.append(try model.lossWithGradients(inputs, targets).loss)
      }
      model.parameters[index][flat: place] = kept
      // The difference quotient of fourth order.
      let slope = (8 * (losses[1] - losses[2]) - losses[0] + losses[3]) / (12 * h)
      #expect((gradient[flat: place] - slope).magnitude < 1e-7, "parameter \(index)")
    }
  }

  @Test func `a small model learns a small text`() throws {
    var source = RandomSource(seed: 11)
    let tokenizer = CharacterTokenizer("abcabcabcabcabcabc")
    let ids = try tokenizer.encode("abcabcabcabcabcabc")
    var model = try LanguageTransformer(
      vocabulary: 3, context: 6, width: 8, heads: 2, layers: 1, from: &source)
    var optimizer = Optimizer.adam(learningRate: 0.02)
    var losses: [Double] = []
    for _ in 0..<60 {
      let batch = try textBatch(ids, batch: 4, length: 6, from: &source)
      let (loss, gradients) = try model.lossWithGradients(batch.inputs, batch.targets)
      losses.append(loss)
      try optimizer.step(&model.parameters, gradients: gradients)
    }
    #expect((losses[0] - log(3)).magnitude < 0.2)
    #expect((losses.last ?? 9) < 0.05)
  }
}
