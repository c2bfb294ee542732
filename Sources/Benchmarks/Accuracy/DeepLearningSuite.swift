import Book
import FoundationEssentials
import Learning
import Tensors

/// Operators with their gradients, optimizers and schedules of deep learning.
extension Accuracy.Suite {
  /// The suite of the folder `dl-ops`.
  static let deepLearning = Accuracy.Suite(name: "dl-ops") { folder in
    let operators = try decoded(folder + "/ops.json", as: OperatorFile.self)
    let optimizers = try decoded(folder + "/optimizers.json", as: OptimizerFile.self)
    return [
      try table(of: operators.cases), try trajectories(optimizers), try descents(optimizers),
      try clipping(optimizers), try schedules(optimizers),
    ]
  }

  /// A file with numbers that JSON cannot write as texts.
  private static func decoded<Content: Decodable>(
    _ path: String, as type: Content.Type
  ) throws -> Content {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try decoder.decode(type, from: Data(Files.read(path, limit: 1 << 28)))
  }

  // MARK: operators

  private static func table(of cases: [OperatorFile.Case]) throws -> AccuracyTable {
    var table = AccuracyTable(
      "operators: the largest error over 1e-10 + 1e-9 |expected|; goal: 1",
      ["operator", "cases", "values", "gradients"])
    var rows: [String: (count: Int, values: Double, gradients: Double)] = [:]
    var order: [String] = []
    for (number, item) in cases.enumerated() {
      if rows[item.name] == nil { order.append(item.name) }
      var row = rows[item.name] ?? (0, 0, 0)
      row.count += 1
      var errors = (values: Double.infinity, gradients: Double.infinity)
      var reason = ""
      do {
        errors = try judge(item)
      } catch {
        reason = ", \((error as? TensorError)?.message ?? String(describing: error))"
      }
      row.values = max(row.values, errors.values)
      row.gradients = max(row.gradients, errors.gradients)
      rows[item.name] = row
      if !(errors.values <= 1) {
        table.misses.append("case \(number) \(item.name): values \(errors.values)\(reason)")
      }
      // The data of hardsigmoid have 1/6 as a 32-bit number in the gradient.
      if !(errors.gradients <= (item.name == "hardsigmoid" ? 100 : 1)) {
        table.misses.append("case \(number) \(item.name): gradients \(errors.gradients)\(reason)")
      }
    }
    for name in order {
      guard let row = rows[name] else { continue }
      table.rows.append([
        .text(name), .fixed(Double(row.count), 0), .scientific(row.values),
        .scientific(row.gradients),
      ])
    }
    return table
  }

  private static func judge(
    _ item: OperatorFile.Case
  ) throws -> (values: Double, gradients: Double) {
    guard let function = outsideOperator(item.name) else {
      throw DataError("there is no operator of that name")
    }
    let tape = Tape()
    let gradients = item.grad_inputs ?? [:]
    var inputs: [String: Traced] = [:]
    for (key, value) in item.inputs.sorted(by: { $0.key < $1.key }) {
      let tensor = try value.tensor()
      inputs[key] = gradients[key] == nil ? Traced(tensor) : tape.variable(tensor)
    }
    let expected = item.outputs.sorted { $0.key < $1.key }
    let outputs = try function(
      OperatorCase(
        name: item.name, attributes: item.attrs, inputs: inputs,
        outputShape: expected.first?.value.shape ?? []))
    var (worst, results, seeds) = (0.0, [Traced](), [Tensor]())
    for (key, value) in expected {
      guard let output = outputs[key] else { throw DataError("there is no output \(key)") }
      worst = max(worst, error(output.value, try value.tensor()))
      if let seed = item.grad_outputs?[key] {
        results.append(output)
        seeds.append(try seed.tensor())
      }
    }
    let names = gradients.keys.sorted()
    let found = try tape.gradients(
      of: results, seeds: seeds, by: names.compactMap { inputs[$0] })
    var slope = 0.0
    for (name, gradient) in zip(names, found) {
      guard let wanted = gradients[name] else { continue }
      slope = max(slope, error(gradient, try wanted.tensor()))
    }
    return (worst, slope)
  }

  /// The largest error in units of the tolerance that the data suggest.
  private static func error(_ found: Tensor, _ expected: Tensor) -> Double {
    guard found.shape == expected.shape else { return .infinity }
    return zip(found.values, expected.values).reduce(0) { worst, pair in
      let (a, b) = pair
      if a == b || (a.isNaN && b.isNaN) { return worst }
      let excess = (a - b).magnitude / (1e-10 + 1e-9 * b.magnitude)
      return excess.isNaN ? .infinity : max(worst, excess)
    }
  }

  // MARK: optimizers

  private static func trajectories(_ file: OptimizerFile) throws -> AccuracyTable {
    var table = AccuracyTable(
      "optimizers along fixed gradients: the largest error of any step; goal: 1",
      ["optimizer", "steps", "error"])
    for entry in file.fixed_gradient_trajectories {
      var optimizer = try entry.optimizer()
      var parameters = [try file.initial.p.tensor(), try file.initial.q.tensor()]
      let shapes = parameters.map(\.shape.sizes)
      var worst = 0.0
      for (pulls, state) in zip(file.gradients, entry.trajectory ?? []) {
        try optimizer.step(&parameters, gradients: pulls.tensors(shapes))
        for (a, b) in zip(parameters, try state.tensors(shapes)) { worst = max(worst, error(a, b)) }
      }
      table.rows.append([
        .text(entry.name), .fixed(Double(entry.trajectory?.count ?? 0), 0), .scientific(worst),
      ])
      if !(worst <= 1) { table.misses.append("\(entry.name): \(worst)") }
    }
    return table
  }

  private static func descents(_ file: OptimizerFile) throws -> AccuracyTable {
    var table = AccuracyTable(
      "optimizers down Rosenbrock's valley: the largest error of any step; goal: 1",
      ["optimizer", "steps", "error"])
    for entry in file.loss_driven_trajectories {
      var optimizer = try entry.optimizer()
      var parameters = [Tensor(entry.start ?? [])]
      var worst = 0.0
      for row in entry.trajectory_loss_x0_x1 ?? [] {
        let result = try valueWithGradients(at: parameters) { x throws(TensorError) in
          let (a, b) = (try x[0].sliced([.at(0)]), try x[0].sliced([.at(1)]))
          let valley = try (b - a.mapped(.square)).mapped(.square) * 100
          return try (a - 1).mapped(.square) + valley
        }
        try optimizer.step(&parameters, gradients: result.gradients)
        worst = max(worst, error(Tensor(result.value.values + parameters[0].values), Tensor(row)))
      }
      table.rows.append([
        .text(entry.name), .fixed(Double(entry.trajectory_loss_x0_x1?.count ?? 0), 0),
        .scientific(worst),
      ])
      if !(worst <= 1) { table.misses.append("\(entry.name): \(worst)") }
    }
    return table
  }

  private static func clipping(_ file: OptimizerFile) throws -> AccuracyTable {
    var table = AccuracyTable("clipping by norm; goal: 1", ["what", "error"])
    let entry = file.gradient_clipping
    guard let first = file.gradients.first else { return table }
    let shapes = [try file.initial.p.tensor(), try file.initial.q.tensor()].map(\.shape.sizes)
    let (pulls, norm) = clipped(try first.tensors(shapes), norm: entry.max_norm)
    let errors = [
      ("norm", error(Tensor(scalar: norm), Tensor(scalar: entry.total_norm))),
      ("p", error(pulls[0].flattened(), Tensor(entry.clipped_p))),
      ("q", error(pulls[1].flattened(), Tensor(entry.clipped_q))),
    ]
    for (name, worst) in errors {
      table.rows.append([.text(name), .scientific(worst)])
      if !(worst <= 1) { table.misses.append("\(name): \(worst)") }
    }
    return table
  }

  private static func schedules(_ file: OptimizerFile) throws -> AccuracyTable {
    var table = AccuracyTable(
      "schedules: the largest error of any step; goal: 1", ["schedule", "steps", "error"])
    for entry in file.lr_schedules {
      var worst = Double.infinity
      if let schedule = entry.schedule {
        worst = error(Tensor(entry.lr.indices.map { schedule.rate(at: $0) }), Tensor(entry.lr))
      }
      table.rows.append([
        .text(entry.name), .fixed(Double(entry.lr.count), 0), .scientific(worst),
      ])
      if !(worst <= 1) { table.misses.append("\(entry.name): \(worst)") }
    }
    return table
  }
}
