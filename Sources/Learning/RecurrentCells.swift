public import Tensors

/// The parameters of a recurrent cell as PyTorch lays them out: the gates' rows one below another.
public struct RecurrentWeights {
  /// From the input, `[gates · h, d]`.
  public var input: Traced
  /// From the state, `[gates · h, h]`.
  public var state: Traced
  /// The bias beside the input's part.
  public var inputBias: Traced?
  /// The bias beside the state's part.
  public var stateBias: Traced?

  /// The parameters.
  public init(
    input: Traced, state: Traced, inputBias: Traced? = nil, stateBias: Traced? = nil
  ) {
    self.input = input
    self.state = state
    self.inputBias = inputBias
    self.stateBias = stateBias
  }

  fileprivate func parts(_ x: Traced, _ h: Traced) throws(TensorError) -> (Traced, Traced) {
    (
      try dense(x, weight: input, bias: inputBias), try dense(h, weight: state, bias: stateBias)
    )
  }
}

/// tanh(W x + b + U h + c).
///
/// - Shape: x `[batch, d]`, h `[batch, n]` → `[batch, n]`.
/// - Source: Elman, "Finding structure in time", 1990.
public func rnnCell(
  _ x: Traced, state h: Traced, _ weights: RecurrentWeights
) throws(TensorError) -> Traced {
  let (fromInput, fromState) = try weights.parts(x, h)
  return try (fromInput + fromState).mapped(.tanh)
}

/// One step of a long short-term memory: gates in the order input, forget, candidate, output.
///
/// - Source: Hochreiter, Schmidhuber, 1997; forget gate from Gers, Schmidhuber, Cummins, 2000.
public func lstmCell(
  _ x: Traced, state: (h: Traced, c: Traced), _ weights: RecurrentWeights
) throws(TensorError) -> (h: Traced, c: Traced) {
  let (fromInput, fromState) = try weights.parts(x, state.h)
  let gates = try fromInput + fromState
  let i = try gate(gates, 0, of: 4).mapped(.sigmoid)
  let f = try gate(gates, 1, of: 4).mapped(.sigmoid)
  let candidate = try gate(gates, 2, of: 4).mapped(.tanh)
  let o = try gate(gates, 3, of: 4).mapped(.sigmoid)
  let c = try f * state.c + i * candidate
  return (try o * c.mapped(.tanh), c)
}

/// One step of a gated recurrent unit: gates in the order reset, update, candidate.
///
/// - Source: Cho and others, "Learning phrase representations using RNN encoder-decoder", 2014, with
///   the reset gate applied after the product as in PyTorch.
public func gruCell(
  _ x: Traced, state h: Traced, _ weights: RecurrentWeights
) throws(TensorError) -> Traced {
  let (fromInput, fromState) = try weights.parts(x, h)
  let r = try (gate(fromInput, 0, of: 3) + gate(fromState, 0, of: 3)).mapped(.sigmoid)
  let z = try (gate(fromInput, 1, of: 3) + gate(fromState, 1, of: 3)).mapped(.sigmoid)
  let n = try (gate(fromInput, 2, of: 3) + r * gate(fromState, 2, of: 3)).mapped(.tanh)
  return try n + z * (h - n)
}

/// An LSTM over all steps.
///
/// - Shape: x `[batch, time, d]` → outputs `[batch, time, n]`.
public func lstm(
  _ x: Traced, state: (h: Traced, c: Traced), _ weights: RecurrentWeights
) throws(TensorError) -> (outputs: Traced, h: Traced, c: Traced) {
  guard x.value.rank == 3 else {
    throw TensorError(.shape, "an LSTM takes [batch, time, d], not \(x.shape)")
  }
  var state = state
  var outputs: [Traced] = []
  for t in 0..<x.shape[1] {
    state = try lstmCell(x.sliced([.all, .at(t)]), state: state, weights)
    outputs.append(state.h)
  }
  return (try Traced.stacked(outputs, axis: 1), state.h, state.c)
}

/// The part `index` of `count` equal parts of the columns.
private func gate(_ x: Traced, _ index: Int, of count: Int) throws(TensorError) -> Traced {
  let width = x.shape[x.value.rank - 1] / count
  let lead = [AxisSlice](repeating: .all, count: x.value.rank - 1)
  return try x.sliced(lead + [.range((index * width)..<((index + 1) * width))])
}
