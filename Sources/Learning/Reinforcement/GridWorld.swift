import Diagnostics
public import Tensors

/// A grid drawn with letters, as a process of decisions.
///
/// `#` is a wall, `G` a goal worth +1, `P` a pit worth −1, `S` the start, all else floor. The actions
/// are up, right, down, left; with the chance `slip` a step goes to either side of what was meant,
/// half each; against a wall nothing moves. Reaching G or P ends the task.
public struct GridWorld: Sendable {
  /// The process; the states are the fields that are no wall, row by row.
  public let process: MarkovDecisionProcess
  /// The state of each field, row by row; −1 is a wall.
  public let stateOfField: [[Int]]
  /// The state of `S`, or the first.
  public let start: Int

  /// What the actions are called.
  public static let actionNames = ["up", "right", "down", "left"]

  /// The world of `lines`.
  public init(
    _ lines: [String], stepReward: Double = 0, slip: Double = 0, discount: Double = 0.9
  ) throws(TensorError) {
    let fields = lines.map { Array($0.utf8) }
    let width = fields.first?.count ?? 0
    guard width > 0, fields.allSatisfy({ $0.count == width }), slip >= 0, slip <= 1 else {
      throw TensorError(
        .shape, "a grid world has lines of one length, and a slip between 0 and 1")
    }
    var stateOfField = fields.map { $0.map { _ in -1 } }
    var states: [(row: Int, column: Int)] = []
    var (terminal, start): ([Int], Int?) = ([], nil)
    for (row, line) in fields.enumerated() {
      for (column, field) in line.enumerated() where field != UInt8(ascii: "#") {
        stateOfField[row][column] = states.count
        if field == UInt8(ascii: "G") || field == UInt8(ascii: "P") {
          terminal.append(states.count)
        }
        if field == UInt8(ascii: "S") { start = states.count }
        states.append((row, column))
      }
    }
    guard !states.isEmpty else { throw TensorError(.domain, "a grid world needs a field") }
    guard states.count <= 1000 else {
      throw TensorError(.limit, "a grid world has at most 1000 fields, not \(states.count)")
    }
    let n = states.count
    var transitions: [Tensor] = []
    var rewards = try Tensor.zeros([n, 4])
    let moves = [(-1, 0), (0, 1), (1, 0), (0, -1)]
    for action in 0..<4 {
      var matrix = try Tensor.zeros([n, n])
      for (state, place) in states.enumerated() {
        guard !terminal.contains(state) else {
          matrix[flat: state * n + state] = 1
          continue
        }
        for (turn, chance) in [(0, 1 - slip), (1, slip / 2), (3, slip / 2)] where chance > 0 {
          let move = moves[(action + turn) % 4]
          let (row, column) = (place.row + move.0, place.column + move.1)
          let isInside =
            fields.indices.contains(row) && (0..<width).contains(column)
            && stateOfField[row][column] >= 0
          let next = isInside ? stateOfField[row][column] : state
          matrix[flat: state * n + next] += chance
          let (nextRow, nextColumn) = states[next]
          let field = fields[nextRow][nextColumn]
          let gain: Double =
            field == UInt8(ascii: "G") ? 1 : (field == UInt8(ascii: "P") ? -1 : stepReward)
          rewards[flat: state * 4 + action] += chance * gain
        }
      }
      transitions.append(matrix)
    }
    process = try MarkovDecisionProcess(
      transitions: transitions, rewards: rewards, discount: discount, terminal: terminal)
    self.stateOfField = stateOfField
    self.start = start ?? 0
  }

  /// A number for each state as a picture of the grid; walls are NaN.
  public func picture(_ values: [Double]) throws(TensorError) -> Tensor {
    guard values.count == process.states else {
      throw TensorError(
        .shape,
        "\(quantity(process.states, "state")) cannot have \(quantity(values.count, "value"))")
    }
    return try Tensor(rows: stateOfField.map { $0.map { $0 < 0 ? .nan : values[$0] } })
  }
}
